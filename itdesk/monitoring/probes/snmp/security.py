"""The USM protocols of one user at one engine: keys, authentication, privacy.

All cryptography is pysnmp's (its service classes for RFC 3414, 3826, 7860 and the AES and 3DES
drafts). pysnmp finds the place of the authentication code by searching the message for zeros
(or for the code itself), which an engine id or a value can imitate; here the place is known from
the frame, and the service only computes the code.
"""

from __future__ import annotations

import hmac
from functools import lru_cache
from typing import Any

from pyasn1.type.univ import OctetString
from pysnmp.proto.error import PySnmpError
from pysnmp.proto.secmod.rfc3414.service import SnmpUSMSecurityModel

from itdesk.monitoring.probes.snmp.ber import BerError
from itdesk.monitoring.probes.snmp.credentials import Credential

_USM = (1, 3, 6, 1, 6, 3, 10, 1)
_CISCO = (1, 3, 6, 1, 4, 1, 9, 12, 6, 1)
_AUTH_IDS: dict[str, tuple[int, ...]] = {
    "MD5": (*_USM, 1, 2), "SHA": (*_USM, 1, 3), "SHA224": (*_USM, 1, 4),
    "SHA256": (*_USM, 1, 5), "SHA384": (*_USM, 1, 6), "SHA512": (*_USM, 1, 7),
}  # fmt: skip
_PRIV_IDS: dict[str, tuple[int, ...]] = {
    "DES": (*_USM, 2, 2), "3DES": (*_USM, 2, 3), "AES128": (*_USM, 2, 4),
    "AES192": (*_CISCO, 1), "AES256": (*_CISCO, 2), "AES192C": (*_CISCO, 101), "AES256C": (*_CISCO, 102),
}  # fmt: skip


@lru_cache(maxsize=256)
def _master_keys(credential: Credential) -> tuple[Any, Any]:
    """Keys before localisation: a megabyte is hashed for each (4 ms), so once per credential."""
    auth = priv = None
    if credential.auth_protocol:
        service = SnmpUSMSecurityModel.AUTH_SERVICES[_AUTH_IDS[credential.auth_protocol]]
        auth = service.hash_passphrase(credential.auth_password.encode())
    if credential.priv_protocol:
        cipher = SnmpUSMSecurityModel.PRIV_SERVICES[_PRIV_IDS[credential.priv_protocol]]
        hashed = _AUTH_IDS[credential.auth_protocol]
        priv = cipher.hash_passphrase(hashed, credential.priv_password.encode())
    return auth, priv


class Keys:
    """A credential localised to one engine (RFC 3414 section 2.6)."""

    def __init__(self, credential: Credential, engine_id: bytes) -> None:
        self.mac_length = 0
        auth, priv = _master_keys(credential)
        engine = OctetString(engine_id)
        if auth is not None:
            protocol = _AUTH_IDS[credential.auth_protocol]
            self._auth: Any = SnmpUSMSecurityModel.AUTH_SERVICES[protocol]
            self._auth_key: Any = self._auth.localize_key(auth, engine)
            self.mac_length = int(self._auth.digest_length)
            if priv is not None:
                self._priv: Any = SnmpUSMSecurityModel.PRIV_SERVICES[_PRIV_IDS[credential.priv_protocol]]
                self._priv_key: Any = self._priv.localize_key(protocol, priv, engine)

    def sign(self, message: bytes, at: int) -> bytes:
        """`message` with its authentication code at `at`, where zeros must stand."""
        return message[:at] + self._code(message) + message[at + self.mac_length :]

    def is_signed(self, message: bytes, at: int, code: bytes) -> bool:
        """Whether `code`, which stands at `at`, belongs to `message`."""
        if len(code) != self.mac_length:
            return False
        zeroed = message[:at] + bytes(self.mac_length) + message[at + self.mac_length :]
        return hmac.compare_digest(self._code(zeroed), code)

    def _code(self, zeroed: bytes) -> bytes:
        signed = self._auth.authenticate_outgoing_message(self._auth_key, zeroed)
        at = zeroed.find(bytes(self.mac_length))
        return bytes(signed[at : at + self.mac_length])

    def encrypt(self, boots: int, time: int, plain: bytes) -> tuple[bytes, bytes]:
        """Cipher text and salt."""
        cipher, salt = self._priv.encrypt_data(self._priv_key, (boots, time, None), plain)
        return bytes(cipher), bytes(salt)

    def decrypt(self, boots: int, time: int, salt: bytes, cipher: bytes) -> bytes:
        """Plain bytes, perhaps with padding after them; raises BerError for what cannot be opened."""
        parameters = (boots, time, OctetString(salt))
        try:
            return bytes(self._priv.decrypt_data(self._priv_key, parameters, OctetString(cipher)))
        except (PySnmpError, ValueError) as error:
            raise BerError("cannot be decrypted") from error
