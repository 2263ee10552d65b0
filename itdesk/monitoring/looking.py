"""Looking at a device once, with nothing kept."""

from __future__ import annotations

from typing import Any

from itdesk.monitoring.credentials import Credential
from itdesk.monitoring.probes.failure import ProbeFailure
from itdesk.monitoring.probes.reading import DeviceReading, PortReading, StorageReading, Usage
from itdesk.monitoring.probes.snmp.client import Client
from itdesk.monitoring.probes.snmp.device import read_device
from itdesk.monitoring.rules.counters import Counter


async def look_once(address: str, credential: Credential) -> DeviceReading:
    """Everything a device tells; `address` is host, host:port, v6 or [v6]:port.

    Raises DeskError (probe.…) when it cannot be read.
    """
    try:
        async with Client() as client:
            return await read_device(client, address, credential)
    except ProbeFailure as failure:
        raise failure.as_error(address) from None


def reading_json(reading: DeviceReading) -> dict[str, Any]:
    """The reading as plain JSON: octets, bit/s, seconds and percent; null for what is not told."""
    who, counted = reading.identity, reading.counters
    return {
        "name": who.name, "vendor": who.vendor, "model": who.model, "serial": who.serial,
        "version": who.version, "category": who.category, "description": who.description,
        "object_id": who.object_id, "location": who.location, "contact": who.contact,
        "uptime": reading.uptime,
        "cpu": None if counted.cpu is None else round(counted.cpu, 1),
        "memory": _usage(counted.memory), "swap": _usage(counted.swap),
        "storage": [_storage(item) for item in counted.storage],
        "interfaces": [_port(port) for port in counted.ports],
    }  # fmt: skip


def _usage(usage: Usage | None) -> dict[str, int] | None:
    return None if usage is None else {"used": usage.used, "total": usage.total}


def _storage(item: StorageReading) -> dict[str, Any]:
    return {"name": item.name, "size": item.usage.total, "used": item.usage.used}


def _port(port: PortReading) -> dict[str, Any]:
    return {
        "index": port.index, "name": port.name, "alias": port.alias, "description": port.description,
        "mac": port.mac, "speed": port.speed, "admin": port.admin, "oper": port.oper,
        "in_octets": _count(port.in_octets), "out_octets": _count(port.out_octets),
        "in_errors": _count(port.in_errors), "out_errors": _count(port.out_errors),
        "in_discards": _count(port.in_discards), "out_discards": _count(port.out_discards),
    }  # fmt: skip


def _count(counter: Counter | None) -> int | None:
    return None if counter is None else counter.value
