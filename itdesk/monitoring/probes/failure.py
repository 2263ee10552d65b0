"""Why a probe has no reading."""

from __future__ import annotations

from enum import StrEnum

from itdesk.core.errors import DeskError


class FailureKind(StrEnum):
    """What kept a probe from its reading; each has a sentence `probe.<kind>`."""

    SILENT = "silent"
    """No answer in time."""
    REFUSED = "refused"
    """The host answers that nothing listens there."""
    AUTH = "auth"
    """The device does not accept the credential, or answers with one we do not accept."""
    GARBLED = "garbled"
    """Answers came that are not what the protocol says."""
    UNRESOLVED = "unresolved"
    """The name has no address."""


class ProbeFailure(Exception):  # noqa: N818 - a failure is a finding here, not an error of ours
    """A typed failure of a probe; `detail` is short text without secrets."""

    def __init__(self, kind: FailureKind, detail: str = "") -> None:
        self.kind = kind
        self.detail = detail
        super().__init__(f"{kind.value}: {detail}" if detail else kind.value)

    def as_error(self, address: str) -> DeskError:
        """The sentence a person reads."""
        return DeskError(f"probe.{self.kind.value}", address=address, detail=self.detail)
