"""Asking devices: one UDP socket per address family for all of them, on the running event loop."""

from __future__ import annotations

import asyncio
import secrets
import socket
from collections.abc import Sequence
from types import TracebackType

from itdesk.monitoring.probes.address import split_address
from itdesk.monitoring.probes.failure import FailureKind, ProbeFailure
from itdesk.monitoring.probes.snmp import ber, messages
from itdesk.monitoring.probes.snmp.credentials import Credential
from itdesk.monitoring.probes.snmp.exchange import Exchange, Wire
from itdesk.monitoring.probes.snmp.messages import Pdu, Varbind
from itdesk.monitoring.probes.snmp.session import Session
from itdesk.monitoring.probes.snmp.usm import Next

_MAX_REPORTS = 3
"""Reports one request may need: the engine, its clock, and once more when it restarts meanwhile."""


class Client:
    """Sends requests and matches answers to them; every failure is a `ProbeFailure`.

    `timeout` is seconds per attempt, `retries` further attempts. Use it as an async context
    manager. Sessions are kept per address and credential, so a later poll knows the engine
    and pace of the device.
    """

    def __init__(self, timeout: float = 2.0, retries: int = 2) -> None:
        self.timeout = timeout
        self.retries = retries
        self._wires: dict[int, Wire] = {}
        self._sessions: dict[tuple[str, Credential], Session] = {}

    async def __aenter__(self) -> Client:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        for wire in self._wires.values():
            wire.close()
        self._wires.clear()

    async def session(self, address: str, credential: Credential) -> Session:
        """The device at `address`; the name is looked up every time, for addresses move."""
        family, place = await _resolve(*split_address(address))
        known = self._sessions.get((address, credential))
        if known is None or known.address != place:
            known = self._sessions[address, credential] = Session(family, place, credential)
        return known

    def forget(self, address: str) -> None:
        """Drop what is remembered of a device that is watched no more."""
        for key in [key for key in self._sessions if key[0] == address]:
            del self._sessions[key]

    async def request(self, session: Session, tag: int, error: int, index: int, oids: Sequence[bytes]) -> Pdu:
        """One answer; its error status may be set. `error` and `index` as in `Pdu`."""
        wire = await self._wire(session.family)
        with wire.exchange(session) as exchange:
            for _ in range(_MAX_REPORTS + 1):
                pdu, outcome = await self._attempts(wire, exchange, tag, error, index, oids)
                if outcome is Next.ANSWER:
                    session.has_answered = True
                    return pdu
            raise ProbeFailure(FailureKind.AUTH, "it keeps sending reports")

    async def _attempts(
        self, wire: Wire, exchange: Exchange, tag: int, error: int, index: int, oids: Sequence[bytes]
    ) -> tuple[Pdu, Next]:
        """Send until something comes back."""
        for _ in range(self.retries + 1):
            number = secrets.randbelow(0x7FFFFFFE) + 1
            pdu = messages.write_pdu(tag, number, error, index, oids)
            wire.send(exchange, number, exchange.session.seal(pdu, number))
            if (answer := await exchange.answer(self.timeout)) is not None:
                return answer
        exchange.session.forget_engine()
        raise exchange.silence()

    async def _wire(self, family: int) -> Wire:
        wire = self._wires.get(family)
        if wire is None:
            opened = await Wire.open(family)
            # another task may have opened one while this one waited
            wire = self._wires.setdefault(family, opened)
            if wire is not opened:
                opened.close()
        return wire

    async def get(self, session: Session, oids: Sequence[bytes]) -> dict[bytes, Varbind]:
        """Those of `oids` that the device has, asked for as many at a time as it bears."""
        found: dict[bytes, Varbind] = {}
        left = list(oids)
        while left:
            part = left[: session.pace.variables]
            pdu = await self.request(session, messages.GET, 0, 0, part)
            if pdu.error == messages.NO_ERROR:
                session.pace.went_well()
                found.update((bind[0], bind) for bind in pdu.varbinds if bind[1] not in ber.ABSENT)
                del left[: len(part)]
            elif pdu.error == messages.NO_SUCH_NAME and 0 < pdu.index <= len(part):
                del left[pdu.index - 1]
            elif len(part) == 1 or not _halve_below(session, len(part)):
                del left[0]
        return found


def _halve_below(session: Session, asked: int) -> bool:
    """Halve the pace until it is less than what was asked for; False when it cannot be."""
    while session.pace.variables >= asked:
        if not session.pace.halve():
            return False
    return True


async def _resolve(host: str, port: int) -> tuple[int, tuple[object, ...]]:
    loop = asyncio.get_running_loop()
    try:
        found = await loop.getaddrinfo(host, port, type=socket.SOCK_DGRAM)
    except (OSError, UnicodeError) as error:
        raise ProbeFailure(FailureKind.UNRESOLVED, "no address for this name") from error
    usable = [entry for entry in found if entry[0] in (socket.AF_INET, socket.AF_INET6)]
    if not usable:
        raise ProbeFailure(FailureKind.UNRESOLVED, "no address for this name")
    return usable[0][0], usable[0][4]
