"""Processors, memory and storage: HOST-RESOURCES-MIB (RFC 2790), Net-SNMP's own tables, vendors' scalars."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from itdesk.monitoring.probes.reading import StorageReading, Usage
from itdesk.monitoring.probes.snmp import ber, values
from itdesk.monitoring.probes.snmp.messages import Varbind
from itdesk.monitoring.probes.snmp.walk import Walk

LOAD = ber.oid("1.3.6.1.2.1.25.3.3.1.2")
KIND, DESCR, UNITS, SIZE, USED = STORAGE = tuple(
    ber.oid(f"1.3.6.1.2.1.25.2.3.1.{n}") for n in (2, 3, 4, 5, 6)
)

_UCD = "1.3.6.1.4.1.2021"
_SWAP_TOTAL, _SWAP_FREE, _TOTAL, _FREE, _BUFFERS, _CACHED, _AVAILABLE = UCD_MEMORY = tuple(
    ber.oid(f"{_UCD}.4.{n}.0") for n in (3, 4, 5, 6, 14, 15, 27)
)
_IDLE = ber.oid(f"{_UCD}.11.11.0")
UCD = (*UCD_MEMORY, _IDLE)

_TYPES = ber.oid("1.3.6.1.2.1.25.2.1")
_RAM, _VIRTUAL = _TYPES + b"\x02", _TYPES + b"\x03"
_FILE_SYSTEMS = ber.oid("1.3.6.1.2.1.25.3.9")
_LASTING = frozenset(
    (*(_TYPES + bytes((n,)) for n in (4, 5, 9, 10)), *(_FILE_SYSTEMS + bytes((n,)) for n in range(1, 24)))
)
"""Fixed and removable disks, flash, network disks; FreeBSD gives the file system's type instead."""
_PASSING = (
    "/dev",
    "/proc",
    "/sys",
    "/run",
    "/snap",
    "/lib/init",
    "/tmp/.mount",
    "/var/lib/docker",
    "/var/run",
)
"""Where systems mount what is no storage of theirs."""
_KIB = 1024


@dataclass(frozen=True, slots=True)
class Scalars:
    """A vendor's own load (percent) and memory; `memory` is used and free, or used percent and total."""

    cpu: bytes | None = None
    used: bytes | None = None
    free: bytes | None = None
    percent: bytes | None = None
    total: bytes | None = None
    unit: int = 1

    @property
    def names(self) -> tuple[bytes, ...]:
        return tuple(n for n in (self.cpu, self.used, self.free, self.percent, self.total) if n is not None)


def cpu(found: Walk, ucd: Mapping[bytes, Varbind]) -> float | None:
    """Mean load of all processors in percent."""
    loads = [load for bind in found.columns.get(LOAD, {}).values() if (load := _percent(bind)) is not None]
    if loads:
        return sum(loads) / len(loads)
    idle = _percent(ucd.get(_IDLE))
    return None if idle is None else 100.0 - idle


def memory(found: Walk, ucd: Mapping[bytes, Varbind]) -> Usage | None:
    """Main memory without what the system would give back at once (buffers, cache)."""
    total, free = (values.positive(ucd.get(name)) for name in (_TOTAL, _FREE))
    if total and free is not None:
        available = values.positive(ucd.get(_AVAILABLE))
        if available is None:
            available = free + sum(values.positive(ucd.get(name)) or 0 for name in (_BUFFERS, _CACHED))
        return Usage(max(0, total - available) * _KIB, total * _KIB)
    return _largest(found, _RAM)


def swap(found: Walk, ucd: Mapping[bytes, Varbind]) -> Usage | None:
    total, free = (values.positive(ucd.get(name)) for name in (_SWAP_TOTAL, _SWAP_FREE))
    if total and free is not None:
        return Usage(max(0, total - free) * _KIB, total * _KIB)
    return _largest(found, _VIRTUAL) if total is None else None


def storage(found: Walk) -> tuple[StorageReading, ...]:
    """Lasting storage; a name that repeats gets its place behind it."""
    readings: list[StorageReading] = []
    names: dict[str, int] = {}
    for row, name, usage in _rows(found, _LASTING):
        if name.startswith(_PASSING) or name.endswith("dev: devfs"):
            continue
        name = _label(name) or f"Storage {'.'.join(map(str, ber.suffix_parts(row)))}"
        names[name] = count = names.get(name, 0) + 1
        readings.append(StorageReading(name if count == 1 else f"{name} ({count})", usage))
    return tuple(readings)


def vendor_cpu(own: Scalars, found: Mapping[bytes, Varbind]) -> float | None:
    return _percent(found.get(own.cpu)) if own.cpu is not None else None


def vendor_memory(own: Scalars, found: Mapping[bytes, Varbind]) -> Usage | None:
    """Memory from a vendor's scalars, whichever pair of them it has."""
    used, free, total = (_size(name, found) for name in (own.used, own.free, own.total))
    percent = _percent(found.get(own.percent)) if own.percent is not None else None
    if total is None and used is not None and free is not None:
        total = used + free
    if used is None and total is not None:
        if free is not None:
            used = total - free
        elif percent is not None:
            used = round(total * percent / 100)
    return Usage(max(0, used) * own.unit, total * own.unit) if used is not None and total else None


def _size(name: bytes | None, found: Mapping[bytes, Varbind]) -> int | None:
    return values.positive(found.get(name)) if name is not None else None


def _rows(found: Walk, kinds: Collection[object]) -> list[tuple[bytes, str, Usage]]:
    """Storage rows of some types that tell a size: row, description, usage in octets."""
    rows: list[tuple[bytes, str, Usage]] = []
    for row, kind in found.columns.get(KIND, {}).items():
        if kind[2] not in kinds:
            continue
        units, size, used = (values.positive(found.columns[c].get(row)) for c in (UNITS, SIZE, USED))
        if units and size and used is not None:
            rows.append((row, values.text(found.columns[DESCR].get(row)), Usage(used * units, size * units)))
    return rows


def _largest(found: Walk, kind: bytes) -> Usage | None:
    # printers call all their memory used: that is a size, not a load
    usages = [usage for _, _, usage in _rows(found, (kind,)) if 0 < usage.used < usage.total]
    return max(usages, key=lambda usage: usage.total, default=None)


def _label(name: str) -> str:
    r"""Windows says "C:\ Label:Data  Serial Number 1a2b", FreeBSD "/, type: ufs, dev: …"."""
    return name.partition(" Label:")[0].partition(", type: ")[0]


def _percent(bind: Varbind | None) -> float | None:
    value = values.number(bind)
    return float(value) if value is not None and 0 <= value <= 100 else None
