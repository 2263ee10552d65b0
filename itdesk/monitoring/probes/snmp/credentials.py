"""What opens a device: a community or a v3 user; its text forms never show a secret by accident."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any

from itdesk.core.errors import DeskError

AUTH_PROTOCOLS = ("MD5", "SHA", "SHA224", "SHA256", "SHA384", "SHA512")
PRIV_PROTOCOLS = ("DES", "3DES", "AES128", "AES192", "AES256", "AES192C", "AES256C")
"""AES192 and AES256 extend short keys as Net-SNMP does (Blumenthal), the C forms as Cisco (Reeder)."""

_ALIASES = {"SHA1": "SHA", "AES": "AES128", "3DESEDE": "3DES", "TDES": "3DES"}
_MIN_PASSWORD = 8
"""RFC 3414 section 11.2; agents refuse shorter ones."""


@dataclass(frozen=True, slots=True, repr=False)
class Credential:
    """How to speak to a device: `version` is "1", "2c" or "3"; unused fields are ""."""

    version: str
    community: str = ""
    user: str = ""
    auth_protocol: str = ""
    auth_password: str = ""
    priv_protocol: str = ""
    priv_password: str = ""

    @classmethod
    def v1(cls, community: str) -> Credential:
        return cls("1", community)

    @classmethod
    def v2c(cls, community: str) -> Credential:
        return cls("2c", community)

    @classmethod
    def v3(
        cls,
        user: str,
        *,
        auth_protocol: str = "SHA256",
        auth_password: str = "",
        priv_protocol: str = "AES128",
        priv_password: str = "",
    ) -> Credential:
        """A user; without passwords noAuthNoPriv, with one authNoPriv. Raises DeskError(probe.credential)."""
        if not user or len(user.encode()) > 32:
            raise _incomplete("the user name has 1 to 32 characters")
        if priv_password and not auth_password:
            raise _incomplete("privacy needs an authentication password too")
        return cls(
            "3",
            user=user,
            auth_protocol=_protocol(auth_protocol, AUTH_PROTOCOLS) if auth_password else "",
            auth_password=_password(auth_password, "authentication"),
            priv_protocol=_protocol(priv_protocol, PRIV_PROTOCOLS) if priv_password else "",
            priv_password=_password(priv_password, "privacy"),
        )

    @classmethod
    def from_text(cls, text: str) -> Credential:
        """Read what `to_text` wrote; raises DeskError(probe.credential)."""
        try:
            fields: Any = json.loads(text)
            version = fields.pop("version")
            if version == "3":
                return cls.v3(**fields)
            if version in ("1", "2c"):
                return cls(version, str(fields["community"]))
        except (ValueError, KeyError, TypeError, AttributeError):
            raise _incomplete("it cannot be read") from None
        raise _incomplete("its version is unknown")

    def to_text(self) -> str:
        """JSON with the secrets in clear: for the encrypted store only."""
        return json.dumps({name: value for name, value in asdict(self).items() if value})

    @property
    def level(self) -> str:
        """The security level by its RFC 3411 name; "community" for v1 and v2c."""
        if self.version != "3":
            return "community"
        if not self.auth_protocol:
            return "noAuthNoPriv"
        return "authPriv" if self.priv_protocol else "authNoPriv"

    def __repr__(self) -> str:
        who = f" {self.user}" if self.user else ""
        return f"<Credential v{self.version}{who} {self.level}>"

    __str__ = __repr__


def _protocol(name: str, known: tuple[str, ...]) -> str:
    plain = name.upper().replace("-", "").replace("_", "")
    plain = _ALIASES.get(plain, plain)
    if plain not in known:
        raise _incomplete(f"the protocol is one of {', '.join(known)}")
    return plain


def _password(text: str, what: str) -> str:
    if text and len(text.encode()) < _MIN_PASSWORD:
        raise _incomplete(f"the {what} password needs at least {_MIN_PASSWORD} characters")
    return text


def _incomplete(detail: str) -> DeskError:
    return DeskError("probe.credential", detail=detail)
