"""From two readings of a device to what is kept as samples."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from itdesk.monitoring.memory import COUNTERS, DeviceMemory, PortMemory
from itdesk.monitoring.probes.reading import CounterReading, PortReading
from itdesk.monitoring.rules.counters import Counter, Rate, octet_limit, packet_limit, rate
from itdesk.monitoring.rules.ports import match_ports
from itdesk.monitoring.rules.restarts import Restart, elapsed_seconds, restart_between
from itdesk.monitoring.samples import Measured


class Metric(NamedTuple):
    """What is measured of a port: the counter it comes from, its unit, units for one count."""

    counter: str
    unit: str
    factor: int


METRICS = {
    "in": Metric("in_octets", "bit/s", 8), "out": Metric("out_octets", "bit/s", 8),
    "in-errors": Metric("in_errors", "/s", 1), "out-errors": Metric("out_errors", "/s", 1),
    "in-discards": Metric("in_discards", "/s", 1), "out-discards": Metric("out_discards", "/s", 1),
}  # fmt: skip


def measure(
    before: DeviceMemory, reading: CounterReading, at: int
) -> tuple[DeviceMemory, list[Measured], Restart]:
    """The memory after a poll at `at` (UTC ms), what it measured, and whether something restarted."""
    seconds = max(0.0, (at - before.answered) / 1000) if before.answered is not None else 0.0
    restart = Restart.NONE
    if before.answered is not None:
        restart = restart_between(before.uptime, reading.uptime, seconds)
        seconds = elapsed_seconds(before.uptime, reading.uptime, seconds, restart)
    ports: list[PortMemory] = []
    measured = [*_whole(reading)]
    for part, known, now in _paired(before.ports, reading.ports):
        rates = _port_rates(known, now, seconds, restart is not Restart.NONE)
        ports.append(PortMemory(now, part, _value(rates, "in"), _value(rates, "out")))
        measured += [Measured(m, part, METRICS[m].unit, r.value, r.quality) for m, r in rates.items()]
    if not reading.is_whole:
        ports += _unread(before.ports, {port.part for port in ports})
    after = replace(
        before, answered=at, failure="", uptime=reading.uptime, cpu=reading.cpu, memory=reading.memory,
        swap=reading.swap, storage=reading.storage, ports=tuple(ports),
    )  # fmt: skip
    return after, measured, restart


def _whole(reading: CounterReading) -> Iterator[Measured]:
    """What is measured of the device as a whole."""
    if reading.cpu is not None:
        yield Measured("cpu", "", "%", reading.cpu)
    if reading.memory is not None:
        yield Measured("memory", "", "%", reading.memory.percent)
    if reading.swap is not None:
        yield Measured("swap", "", "%", reading.swap.percent)
    for storage in reading.storage:
        yield Measured("storage", storage.name, "%", storage.usage.percent)
    if reading.uptime.seconds is not None:
        yield Measured("uptime", "", "s", reading.uptime.seconds)


def _paired(
    known: Sequence[PortMemory], found: Sequence[PortReading]
) -> Iterator[tuple[str, PortReading | None, PortReading]]:
    """(part, reading before, reading now) of each port; parts stay when ports are renumbered."""
    by_key = {port.reading.key: port for port in known}
    match = match_ports(list(by_key), [port.key for port in found])
    taken = {port.part for port in known}
    for now in found:
        key = match.same.get(now.index)
        before = by_key.get(key) if key is not None else None
        part = before.part if before is not None else _free_part(now, taken)
        taken.add(part)
        yield part, before.reading if before is not None else None, now


def _free_part(port: PortReading, taken: set[str]) -> str:
    name = port.name or f"port {port.index}"
    return name if name not in taken else f"{name} ({port.index})"


def _unread(known: Sequence[PortMemory], read: set[str]) -> Iterator[PortMemory]:
    """Ports that fell out of half an answer: they are still there, but their counters are too old."""
    gone = dict.fromkeys(COUNTERS)
    for port in known:
        if port.part not in read:
            yield PortMemory(replace(port.reading, **gone), port.part)


def _port_rates(
    before: PortReading | None, now: PortReading, seconds: float, began_anew: bool
) -> dict[str, Rate]:
    """The rate of each metric whose counter the port has."""
    anew = began_anew or (before is not None and before.discontinuity != now.discontinuity)
    octets, packets = octet_limit(now.speed), packet_limit(now.speed)
    rates: dict[str, Rate] = {}
    for metric, (field, unit, factor) in METRICS.items():
        counter: Counter | None = getattr(now, field)
        if counter is None:
            continue
        old: Counter | None = getattr(before, field) if before is not None else None
        limit = octets if unit == "bit/s" else packets
        found = rate(old, counter, seconds, limit=limit, began_anew=anew)
        rates[metric] = Rate(None if found.value is None else found.value * factor, found.quality)
    return rates


def _value(rates: dict[str, Rate], metric: str) -> float | None:
    return rates[metric].value if metric in rates else None
