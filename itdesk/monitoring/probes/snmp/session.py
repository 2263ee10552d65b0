"""What is remembered of one device between requests: its address, its security, its pace."""

from __future__ import annotations

from typing import Any

from itdesk.monitoring.probes.snmp import messages
from itdesk.monitoring.probes.snmp.credentials import Credential
from itdesk.monitoring.probes.snmp.usm import Usm

SocketAddress = tuple[Any, ...]
"""What the socket module calls an address: host and port, for IPv6 flow and scope behind them."""

_VARIABLES = 50
_GROW_AFTER = 20


class Pace:
    """How many variables a device is asked for at once.

    Halved after an answer that was too big or did not come, and grown again by one after every
    20 good answers.
    """

    def __init__(self, ceiling: int = _VARIABLES) -> None:
        self._ceiling = ceiling
        self._good = 0
        self.variables = ceiling

    def went_well(self) -> None:
        if self.variables >= self._ceiling:
            return
        self._good += 1
        if self._good >= _GROW_AFTER:
            self._good = 0
            self.variables += 1

    def halve(self) -> bool:
        """Ask for half from now on; False when it was one variable already."""
        self._good = 0
        if self.variables == 1:
            return False
        self.variables = max(1, self.variables // 2)
        return True


class Session:
    """One device under one credential; made by `Client.session` and kept by it."""

    def __init__(self, family: int, address: SocketAddress, credential: Credential) -> None:
        self.family = family
        self.address = address
        self.credential = credential
        self.usm = Usm(credential) if credential.version == "3" else None
        self.pace = Pace()
        self.has_answered = False
        self._version = messages.V1 if credential.version == "1" else messages.V2C
        self._community = credential.community.encode()

    @property
    def knows_bulk(self) -> bool:
        """GETBULK came with v2c."""
        return self.credential.version != "1"

    def seal(self, pdu: bytes, message_id: int) -> bytes:
        """A PDU as the message to send."""
        if self.usm is not None:
            return self.usm.seal(pdu, message_id)
        return messages.write_community(self._version, self._community, pdu)

    def forget_engine(self) -> None:
        """Discover anew next time: a device that was reset counts its boots from one again."""
        if self.usm is not None:
            self.usm.engine = None
