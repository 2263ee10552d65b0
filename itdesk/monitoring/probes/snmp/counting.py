"""One poll of one device: its clocks, ports, processors, memory and storage."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from itdesk.monitoring.probes.failure import FailureKind, ProbeFailure
from itdesk.monitoring.probes.reading import CounterReading, Known, PortReading
from itdesk.monitoring.probes.snmp import ber, ports, resources, values
from itdesk.monitoring.probes.snmp.client import Client
from itdesk.monitoring.probes.snmp.messages import Varbind
from itdesk.monitoring.probes.snmp.own import scalars_of
from itdesk.monitoring.probes.snmp.resources import Scalars
from itdesk.monitoring.probes.snmp.session import Session
from itdesk.monitoring.probes.snmp.walk import Mark, Walk, walk
from itdesk.monitoring.rules.restarts import Uptime

_OBJECT_ID, _UPTIME, _HOST_UPTIME, _BOOTS, _ENGINE_TIME, _TABLE_CHANGED = (
    ber.oid(name)
    for name in (
        "1.3.6.1.2.1.1.2.0", "1.3.6.1.2.1.1.3.0", "1.3.6.1.2.1.25.1.1.0", "1.3.6.1.6.3.10.2.1.2.0",
        "1.3.6.1.6.3.10.2.1.3.0", "1.3.6.1.2.1.31.1.5.0",
    )
)  # fmt: skip
_CLOCKS = (_UPTIME, _HOST_UPTIME, _BOOTS, _ENGINE_TIME, _TABLE_CHANGED, _OBJECT_ID)

_WIDE, _NARROW, _LOAD, _STORAGE, _UCD, _PORTS, _READ = (
    "wide", "narrow", "load", "storage", "ucd", "ports", "read",
)  # fmt: skip
_INCOMPLETE = frozenset({Mark.CUT_SHORT, Mark.CAPPED, Mark.ERROR})
_ALL = frozenset({_WIDE, _NARROW, _LOAD, _STORAGE, _UCD, _PORTS})


class Counting:
    """Reads what moves; asks for names and for tables that may be absent only when it must."""

    def __init__(self, client: Client, session: Session, known: Known) -> None:
        self._client = client
        self._session = session
        self._known = known
        self._tables = known.tables or _ALL
        self._marks: set[Mark] = set()

    async def read(self) -> CounterReading:
        """Raises ProbeFailure when the device does not answer the first question."""
        ucd = resources.UCD if _UCD in self._tables else ()
        found = await self._client.get(self._session, (*_CLOCKS, *ucd))
        uptime = Uptime(
            values.number(found.get(_UPTIME)),
            values.number(found.get(_HOST_UPTIME)),
            values.number(found.get(_BOOTS)),
        )
        changed = values.number(found.get(_TABLE_CHANGED))
        if self._is_stale(uptime, changed):
            self._tables = _ALL
        read = await self._ports(is_new=not self._known.tables or self._tables is _ALL)
        own = scalars_of(values.text(found.get(_OBJECT_ID)))
        more = await self._own(own)
        tables = await self._walk(self._wanted())
        return CounterReading(
            uptime,
            values.number(found.get(_ENGINE_TIME)),
            _cpu(tables, found, own, more),
            resources.memory(tables, found) or (resources.vendor_memory(own, more) if own else None),
            resources.swap(tables, found),
            resources.storage(tables),
            read,
            not self._marks & _INCOMPLETE,
            self._next(read, tables, found, Known((), changed, uptime)),
        )

    async def _own(self, own: Scalars | None) -> dict[bytes, Varbind]:
        if own is None or Mark.CUT_SHORT in self._marks:
            return {}
        return await self._client.get(self._session, own.names)

    def _is_stale(self, uptime: Uptime, changed: int | None) -> bool:
        """Whether what is known may be of another time: the agent began anew or its ports changed."""
        before = self._known.uptime.ticks
        fell = before is not None and uptime.ticks is not None and uptime.ticks < before
        return fell or changed != self._known.changed or uptime.boots != self._known.uptime.boots

    def _wanted(self) -> tuple[bytes, ...]:
        load = (resources.LOAD,) if _LOAD in self._tables else ()
        return (*load, *(resources.STORAGE if _STORAGE in self._tables else ()))

    async def _ports(self, *, is_new: bool) -> tuple[PortReading, ...]:
        if not is_new and _PORTS not in self._tables:
            return ()
        columns = list(ports.STATE)
        columns += ports.WIDE if _WIDE in self._tables else ()
        columns += ports.NARROW if _NARROW in self._tables else ()
        found = await self._walk(columns)
        known = ports.counted(self._known.ports, found)
        if is_new or (not self._marks & _INCOMPLETE and self._moved(known, found)):
            names = ports.named(await self._walk(ports.NAMING))
            met = ports.indexes(found)
            return ports.counted((port for port in names if port.index in met or not met), found)
        return known

    def _moved(self, now: Iterable[PortReading], found: Walk) -> bool:
        """Whether ports came, went, or got a link, whose speed may be another than before."""
        before = {port.index: port.oper for port in self._known.ports}
        if before.keys() != ports.indexes(found):
            return True
        return any(port.oper == "up" and before[port.index] != "up" for port in now)

    def _next(
        self, read: tuple[PortReading, ...], found: Walk, scalars: Mapping[bytes, Varbind], now: Known
    ) -> Known:
        """What the next poll need not ask again; everything is asked again after a poll cut short."""
        if self._marks & _INCOMPLETE:
            return Known(read or self._known.ports, now.changed, now.uptime)
        have = {_READ}
        have |= {_PORTS} if read else set()
        have |= {_WIDE} if any(port.in_octets and port.in_octets.bits == 64 for port in read) else set()
        have |= {_NARROW} if ports.needs_narrow(read) or _WIDE not in have else set()
        have |= {_STORAGE} if found.columns.get(resources.KIND) else set()
        have |= {_UCD} if any(name in scalars for name in resources.UCD) else set()
        # Net-SNMP tells no load in its first minute, so a computer without one is asked again
        have |= {_LOAD} if found.columns.get(resources.LOAD) or have & {_STORAGE, _UCD} else set()
        return Known(read, now.changed, now.uptime, frozenset(have))

    async def _walk(self, columns: Iterable[bytes]) -> Walk:
        """A walk after the device answered once: silence now is a reading cut short, and ends the asking."""
        columns = tuple(columns)
        if Mark.CUT_SHORT in self._marks:
            return Walk({column: {} for column in columns})
        try:
            found = await walk(self._client, self._session, columns)
        except ProbeFailure as failure:
            if failure.kind not in (FailureKind.SILENT, FailureKind.GARBLED):
                raise
            found = Walk({column: {} for column in columns}, {Mark.CUT_SHORT})
        self._marks |= found.marks
        return found


def _cpu(
    tables: Walk, found: Mapping[bytes, Varbind], own: Scalars | None, more: Mapping[bytes, Varbind]
) -> float | None:
    load = resources.cpu(tables, found)
    return resources.vendor_cpu(own, more) if load is None and own is not None else load
