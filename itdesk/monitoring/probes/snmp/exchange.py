"""Datagrams out and in: which answer belongs to which request."""

from __future__ import annotations

import asyncio
import errno
import socket
import struct
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from itdesk.monitoring.probes.failure import FailureKind, ProbeFailure
from itdesk.monitoring.probes.snmp import messages
from itdesk.monitoring.probes.snmp.ber import BerError
from itdesk.monitoring.probes.snmp.messages import Pdu
from itdesk.monitoring.probes.snmp.session import Session, SocketAddress
from itdesk.monitoring.probes.snmp.usm import Next, NotOursError

_RECEIVE_BUFFER = 4 << 20
"""The usual 208 KB lose answers at 50 devices at once."""

_MOST_SENDS = 16
"""Of one datagram: the kernel tells a refusal of another one instead of sending."""

_IP_RECVERR, _IPV6_RECVERR = 11, 25
"""From linux/in.h and linux/in6.h; Python names them only from 3.14 on."""

Answer = tuple[Pdu, Next]


class Exchange:
    """One request under way, over all its attempts: a late answer to the first one counts too."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.numbers: list[int] = []
        self.noise: ProbeFailure | None = None
        self._waiting: asyncio.Future[Answer | None] | None = None
        self._early: Answer | ProbeFailure | None = None

    async def answer(self, timeout: float) -> Answer | None:
        """The next answer, or None when the time is over; raises ProbeFailure."""
        if self._early is None:
            loop = asyncio.get_running_loop()
            waiting = self._waiting = loop.create_future()
            timer = loop.call_later(timeout, _give_up, waiting)
            try:
                return await waiting
            finally:
                timer.cancel()
                self._waiting = None
        early, self._early = self._early, None
        if isinstance(early, ProbeFailure):
            raise early
        return early

    def receive(self, data: bytes) -> None:
        """Take one datagram that carries one of our numbers; raises BerError."""
        usm = self.session.usm
        if usm is None:
            self._deliver((messages.read_community(data), Next.ANSWER))
            return
        pdu, frame = usm.open(data)
        if pdu.tag == messages.RESPONSE and pdu.request_id != frame.message_id:
            raise BerError("the numbers in one answer differ")
        try:
            self._deliver((pdu, usm.follow(pdu, frame)))
        except ProbeFailure as failure:
            self.fail(failure)

    def note(self, error: BerError) -> None:
        """Remember what was wrong with a datagram, in case nothing better comes."""
        kind = FailureKind.AUTH if isinstance(error, NotOursError) else FailureKind.GARBLED
        self.noise = ProbeFailure(kind, str(error))

    def _deliver(self, answer: Answer) -> None:
        if answer[1] is Next.ANSWER and answer[0].tag != messages.RESPONSE:
            raise BerError("it is not an answer")
        if self._waiting is None:
            self._early = answer
        elif not self._waiting.done():
            self._waiting.set_result(answer)

    def fail(self, failure: ProbeFailure) -> None:
        """End the request."""
        if self._waiting is None:
            self._early = failure
        elif not self._waiting.done():
            self._waiting.set_exception(failure)

    def silence(self) -> ProbeFailure:
        """Why nothing usable came."""
        return self.noise or ProbeFailure(FailureKind.SILENT)


def _give_up(waiting: asyncio.Future[Answer | None]) -> None:
    if not waiting.done():
        waiting.set_result(None)


class Wire(asyncio.DatagramProtocol):
    """The socket of one address family."""

    def __init__(self, sock: socket.socket) -> None:
        self._socket = sock
        self._by_number: dict[int, Exchange] = {}
        self._by_address: dict[SocketAddress, Exchange] = {}
        self._sending: Exchange | None = None
        self._was_refused = False
        self._transport: asyncio.DatagramTransport | None = None

    @classmethod
    async def open(cls, family: int) -> Wire:
        """A bound socket; raises ProbeFailure(silent) when the family is not to be had here."""
        try:
            sock = socket.socket(family, socket.SOCK_DGRAM)
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _RECEIVE_BUFFER)
            _ask_for_refusals(sock)
            sock.setblocking(False)
            sock.bind(("", 0))
        except OSError as error:
            raise ProbeFailure(FailureKind.SILENT, error.strerror or "no socket") from error
        wire = cls(sock)
        loop = asyncio.get_running_loop()
        wire._transport, _ = await loop.create_datagram_endpoint(wire._itself, sock=sock)
        return wire

    def _itself(self) -> Wire:
        return self

    def close(self) -> None:
        if self._transport is not None:
            self._transport.close()

    @contextmanager
    def exchange(self, session: Session) -> Iterator[Exchange]:
        """A request under way; its numbers are forgotten at the end."""
        exchange = Exchange(session)
        place = _plain(session.address)
        self._by_address[place] = exchange
        try:
            yield exchange
        finally:
            for number in exchange.numbers:
                self._by_number.pop(number, None)
            if self._by_address.get(place) is exchange:
                del self._by_address[place]

    def send(self, exchange: Exchange, number: int, message: bytes) -> None:
        exchange.numbers.append(number)
        self._by_number[number] = exchange
        self._sending = exchange
        for _ in range(_MOST_SENDS):
            self._was_refused = False
            if self._transport is not None:
                self._transport.sendto(message, exchange.session.address)
            if not self._was_refused:
                break
        self._sending = None

    def datagram_received(self, data: bytes, addr: SocketAddress) -> None:
        """Hand an answer to its request; what is wrong or foreign only leaves a note."""
        place = _plain(addr)
        try:
            exchange = self._by_number.get(messages.read_number(data))
            # an unknown number is a late answer to a question given up; a foreign sender is forging
            if exchange is not None and _plain(exchange.session.address) == place:
                exchange.receive(data)
        except BerError as error:
            if (asked := self._by_address.get(place)) is not None:
                asked.note(error)

    def error_received(self, exc: Exception) -> None:
        """The kernel could not send, or tells what came back by ICMP."""
        refused = _refusals(self._socket)
        self._was_refused = bool(refused)
        for code, addr in refused:
            exchange = self._by_address.get(_plain(addr))
            if exchange is not None and code == errno.ECONNREFUSED:
                exchange.fail(ProbeFailure(FailureKind.REFUSED))
        if not refused and self._sending is not None and isinstance(exc, OSError):
            self._sending.fail(ProbeFailure(FailureKind.SILENT, exc.strerror or ""))


def _plain(address: SocketAddress) -> SocketAddress:
    """Host and port without flow and scope, which the kernel fills in."""
    return (str(address[0]).partition("%")[0], address[1])


def _ask_for_refusals(sock: socket.socket) -> None:
    """Let ICMP errors reach a socket that is not connected, together with whom they are about."""
    if not sys.platform.startswith("linux"):
        return
    if sock.family == socket.AF_INET6:
        sock.setsockopt(socket.IPPROTO_IPV6, _IPV6_RECVERR, 1)
    else:
        sock.setsockopt(socket.IPPROTO_IP, _IP_RECVERR, 1)


def _refusals(sock: socket.socket) -> list[tuple[int, SocketAddress]]:
    """Empty the socket's error queue: error numbers and the addresses that were asked."""
    found: list[tuple[int, SocketAddress]] = []
    if not sys.platform.startswith("linux"):
        return found
    try:
        while True:
            _, control, _, address = sock.recvmsg(0, 512, socket.MSG_ERRQUEUE)
            # struct sock_extended_err begins with the error number
            codes = [struct.unpack_from("=I", data)[0] for _, _, data in control if len(data) >= 4]
            found += [(code, address) for code in codes]
    except OSError:
        return found
