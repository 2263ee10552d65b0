"""Interfaces: ifTable and ifXTable (RFC 2863) merged, a counter's width chosen port by port."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from itdesk.monitoring.probes.reading import PortReading
from itdesk.monitoring.probes.snmp import ber, values
from itdesk.monitoring.probes.snmp.messages import Varbind
from itdesk.monitoring.probes.snmp.walk import Walk
from itdesk.monitoring.rules.counters import Counter, choose

_TABLE, _MORE = "1.3.6.1.2.1.2.2.1", "1.3.6.1.2.1.31.1.1.1"

DESCR, KIND, SPEED, MAC = (ber.oid(f"{_TABLE}.{n}") for n in (2, 3, 5, 6))
ADMIN, OPER = (ber.oid(f"{_TABLE}.{n}") for n in (7, 8))
IN_OCTETS, OUT_OCTETS = (ber.oid(f"{_TABLE}.{n}") for n in (10, 16))
IN_DISCARDS, IN_ERRORS, OUT_DISCARDS, OUT_ERRORS = (ber.oid(f"{_TABLE}.{n}") for n in (13, 14, 19, 20))
NAME, HIGH_SPEED, ALIAS, DISCONTINUITY = (ber.oid(f"{_MORE}.{n}") for n in (1, 15, 18, 19))
HC_IN_OCTETS, HC_OUT_OCTETS = (ber.oid(f"{_MORE}.{n}") for n in (6, 10))

NAMING = (DESCR, KIND, SPEED, MAC, NAME, HIGH_SPEED, ALIAS)
"""What is read when a device is new or its ports changed."""
STATE = (ADMIN, OPER, IN_DISCARDS, IN_ERRORS, OUT_DISCARDS, OUT_ERRORS)
NARROW, WIDE = (IN_OCTETS, OUT_OCTETS), (HC_IN_OCTETS, HC_OUT_OCTETS, DISCONTINUITY)

_STATES = {
    1: "up", 2: "down", 3: "testing", 4: "unknown", 5: "dormant", 6: "notPresent", 7: "lowerLayerDown",
}  # fmt: skip
_SPEED_IS_HIGH = 2**32 - 1
_MEGA = 1_000_000


def named(found: Walk) -> tuple[PortReading, ...]:
    """Ports by name without counters, from a walk of `NAMING`."""
    ports: list[PortReading] = []
    for row in found.rows():
        cell = _Row(found, row)
        if (index := _index(row)) is None:
            continue
        description = values.text(cell[DESCR])
        port = PortReading(
            index=index,
            name=values.text(cell[NAME]) or description or str(index),
            alias=values.text(cell[ALIAS]),
            description=description,
            mac=values.mac(cell[MAC]),
            kind=values.number(cell[KIND]),
            speed=_speed(cell),
        )
        ports.append(port)
    return tuple(ports)


def counted(ports: Iterable[PortReading], found: Walk) -> tuple[PortReading, ...]:
    """The same ports with what a walk of `STATE` and the octet columns found of them."""
    return tuple(_counted(port, _Row(found, ber.sub_identifiers((port.index,)))) for port in ports)


def indexes(found: Walk) -> frozenset[int]:
    """Of the ports that a walk met."""
    return frozenset(index for row in found.rows() if (index := _index(row)) is not None)


def needs_narrow(ports: Iterable[PortReading]) -> bool:
    """Whether 32-bit octets must be asked for: some port's 64-bit counters are missing or never move."""
    running = (port for port in ports if port.oper == "up")
    return any(_is_doubtful(port.in_octets) or _is_doubtful(port.out_octets) for port in running)


def _is_doubtful(counter: Counter | None) -> bool:
    return counter is None or counter.bits == 32 or counter.value == 0


class _Row:
    """One row of a walk: its cells by column."""

    def __init__(self, found: Walk, row: bytes) -> None:
        self._columns = found.columns
        self._row = row

    def __getitem__(self, column: bytes) -> Varbind | None:
        cells = self._columns.get(column)
        return cells.get(self._row) if cells is not None else None


def _counted(port: PortReading, cell: _Row) -> PortReading:
    wide_in, wide_out = values.counter(cell[HC_IN_OCTETS]), values.counter(cell[HC_OUT_OCTETS])
    discontinuity = values.number(cell[DISCONTINUITY])
    return replace(
        port,
        admin=_state(cell[ADMIN]),
        oper=_state(cell[OPER]),
        in_octets=choose(wide_in, values.counter(cell[IN_OCTETS])),
        out_octets=choose(wide_out, values.counter(cell[OUT_OCTETS])),
        in_errors=values.counter(cell[IN_ERRORS]),
        out_errors=values.counter(cell[OUT_ERRORS]),
        in_discards=values.counter(cell[IN_DISCARDS]),
        out_discards=values.counter(cell[OUT_DISCARDS]),
        # where it was not asked for it has not changed
        discontinuity=port.discontinuity if discontinuity is None else discontinuity,
    )


def _state(bind: Varbind | None) -> str:
    value = values.number(bind)
    return _STATES.get(value, "unknown") if value is not None else ""


def _speed(cell: _Row) -> int | None:
    """Bit/s; ifSpeed is exact below 4.29 Gb/s, and ifHighSpeed is 0 on many ports that are up."""
    plain, high = values.number(cell[SPEED]), values.number(cell[HIGH_SPEED])
    if plain is not None and 0 < plain < _SPEED_IS_HIGH:
        return plain
    return high * _MEGA if high and 0 < high < _SPEED_IS_HIGH else None


def _index(row: bytes) -> int | None:
    parts = ber.suffix_parts(row)
    return parts[0] if len(parts) == 1 and 0 < parts[0] < 2**31 else None
