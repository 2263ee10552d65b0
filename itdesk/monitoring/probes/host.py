"""This computer, through psutil, in the shape of any other device."""

from __future__ import annotations

import platform
import socket
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import psutil

from itdesk.monitoring.probes.reading import (
    CounterReading,
    DeviceReading,
    Identity,
    Known,
    PortReading,
    StorageReading,
    Usage,
)
from itdesk.monitoring.rules.counters import Counter
from itdesk.monitoring.rules.identity import usable_serial
from itdesk.monitoring.rules.restarts import Uptime

_CPU_SECONDS = 0.2
"""How long the load is measured; a reading has no earlier one to compare with."""
_MEGA = 1_000_000
_IF_TYPE_ETHERNET, _IF_TYPE_LOOPBACK = 6, 24
_DMI = Path("/sys/class/dmi/id")
_PASSING = ("/snap", "/var/lib/docker", "/run", "/sys", "/proc", "/dev")
_TICKS = 2**32


def read_host() -> DeviceReading:
    """Blocks for a fifth of a second: call it beside the event loop."""
    uptime = round((time.time() - psutil.boot_time()) * 100) % _TICKS
    swap = psutil.swap_memory()
    memory = psutil.virtual_memory()
    counters = CounterReading(
        Uptime(ticks=uptime, host_ticks=uptime),
        cpu=float(psutil.cpu_percent(_CPU_SECONDS)),
        memory=Usage(memory.total - memory.available, memory.total),
        swap=Usage(swap.used, swap.total) if swap.total else None,
        storage=_storage(),
        ports=_ports(),
        known=Known(),
    )
    return DeviceReading(_identity(), counters)


def _identity() -> Identity:
    return Identity(
        name=socket.gethostname(),
        description=platform.platform(),
        vendor=_dmi("sys_vendor"),
        model=_dmi("product_name"),
        serial=usable_serial(_dmi("product_serial")) or "",
        version=f"{platform.system()} {platform.release()}".strip(),
        category="workstation",
    )


def _dmi(name: str) -> str:
    """What the firmware says on Linux; "" elsewhere, and for what only the administrator may read."""
    try:
        return (_DMI / name).read_text("utf-8", "replace").strip()[:255]
    except OSError:
        return ""


def _storage() -> tuple[StorageReading, ...]:
    found: dict[str, StorageReading] = {}
    for part in psutil.disk_partitions(all=False):
        if part.mountpoint.startswith(_PASSING) or part.mountpoint in found:
            continue
        try:
            usage = psutil.disk_usage(part.mountpoint)
        except OSError:
            # an empty drive, or one we may not look into
            continue
        if usage.total:
            found[part.mountpoint] = StorageReading(part.mountpoint, Usage(usage.used, usage.total))
    return tuple(found.values())


def _ports() -> tuple[PortReading, ...]:
    counts: Mapping[str, Any] = psutil.net_io_counters(pernic=True)
    links = psutil.net_if_stats()
    indexes = {name: index for index, name in socket.if_nameindex()}
    addresses = psutil.net_if_addrs()
    ports: list[PortReading] = []
    for place, (name, link) in enumerate(links.items(), 1):
        mac = next((a.address for a in addresses.get(name, ()) if a.family == psutil.AF_LINK), "")
        is_loopback = "loopback" in getattr(link, "flags", "") or name == "lo"
        port = PortReading(
            index=indexes.get(name, place),
            name=name,
            description=name,
            mac=_mac(mac),
            kind=_IF_TYPE_LOOPBACK if is_loopback else _IF_TYPE_ETHERNET,
            speed=link.speed * _MEGA or None,
            admin="up" if link.isup else "down",
            oper="up" if link.isup else "down",
        )
        ports.append(_counted(port, counts.get(name)))
    return tuple(sorted(ports, key=lambda port: port.index))


def _counted(port: PortReading, count: Any) -> PortReading:
    """psutil keeps 64 bits, also where the system's own counters wrapped."""
    if count is None:
        return port
    return replace(
        port,
        in_octets=Counter(count.bytes_recv, 64),
        out_octets=Counter(count.bytes_sent, 64),
        in_errors=Counter(count.errin, 64),
        out_errors=Counter(count.errout, 64),
        in_discards=Counter(count.dropin, 64),
        out_discards=Counter(count.dropout, 64),
    )


def _mac(text: str) -> str:
    plain = text.replace("-", ":").lower()
    return plain if len(plain) == 17 and plain.strip("0:") else ""
