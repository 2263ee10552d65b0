"""The watched devices of the demo office, their alerts, and two weeks of what was measured."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator

from itdesk.desk.demo.office import Fields, Office, insert_all
from itdesk.monitoring.memory import DeviceMemory, PortMemory, write_memory
from itdesk.monitoring.probes.reading import PortReading, Usage
from itdesk.monitoring.rules.restarts import Uptime
from itdesk.monitoring.samples import DAY, HOUR, MINUTE, Measured, Samples
from itdesk.store.rowform import Snapshot
from itdesk.store.unit import Unit

CATEGORY = {"switch": "switch", "access-point": "wifi", "printer": "printer", "server": "server",
            "ups": "ups", "storage": "nas", "router": "router", "firewall": "firewall"}  # fmt: skip
MEASURED_FOR, EVERY = 14 * DAY, 15 * MINUTE
GIGABIT, PORTS = 1_000_000_000, 8
_WITH_PORTS = ("switch", "router", "firewall", "server")
_BUSY = 0.06
"""Of a port's speed, at noon on a working day."""


def make_devices(unit: Unit, office: Office, count: int) -> list[int]:
    """Devices on assets that can be watched. Their addresses are of TEST-NET (RFC 5737) and they are
    not polled, so that a demo never sends a packet to somebody's network."""
    assets = [(key, t) for t in CATEGORY for key in office.assets.get(t, ())][:count]
    made: list[Fields] = []
    for number, (asset, of_type) in enumerate(assets):
        fields = unit.read("asset", asset).values
        made.append(
            {"address": f"192.0.2.{number % 250 + 1}" + (f":{number}" if number >= 250 else ""),
             "name": str(fields["name"]).upper(), "probe": "snmp", "vendor": fields["manufacturer"],
             "model": fields["model"], "serial": fields["serial"], "category": CATEGORY[of_type],
             "state": _state(number), "watched": False, "asset_id": asset, "version_text": "10.13.1030",
             "description": f"{fields['manufacturer']} {fields['model']}"},
        )  # fmt: skip
    return insert_all(unit, "device", made)


def _state(number: int) -> str:
    return {3: "down", 7: "degraded", 11: "unknown"}.get(number, "up")


def make_alerts(unit: Unit, office: Office, devices: list[int], tickets: list[int]) -> None:
    """One alert that is open, one that has recovered."""
    hour = 3_600_000
    for place, (subject, message, state) in enumerate(
        (("reachable", "does not answer", "open"), ("cpu", "CPU above 90 % for 5 min", "recovered"))
    ):
        number = (3, 7)[place]
        if len(devices) <= number:
            return
        device = unit.read("device", devices[number])
        unit.insert(
            "alert",
            {"device_id": device.id, "asset_id": device["asset_id"], "subject": subject,
             "message": message, "severity": "crit" if place == 0 else "warn",
             "state": state, "since": office.now - (place + 1) * 5 * hour,
             "until": office.now - hour if state == "recovered" else None,
             "ticket_id": tickets[-1 - place] if len(tickets) > place else None},
        )  # fmt: skip


def measure_devices(unit: Unit, office: Office, devices: list[int]) -> None:
    """Two weeks of samples with one night that nobody watched; a device that is down has a gap at its end."""
    samples, end = Samples(unit.engine), office.now - office.now % MINUTE
    off = (end - 5 * DAY, end - 5 * DAY + 6 * HOUR)
    samples.unobserved(*off)
    for key in devices:
        device = unit.read("device", key)
        source = random.Random(key)
        ports = [source.uniform(0.05, 1) for _ in range(PORTS)] if device["category"] in _WITH_PORTS else []
        silent = end - 5 * HOUR if device["state"] == "down" else end
        last: list[Measured] = []
        for at in range(end - MEASURED_FOR, end, EVERY):
            if off[0] <= at < off[1]:
                continue
            if at < silent:
                last = list(_measured(source, ports, at))
            samples.append(key, at, last if at < silent else [])
        write_memory(unit.engine, key, end, _memory(device, ports, last, min(silent, end)))


def _measured(source: random.Random, ports: list[float], at: int) -> Iterator[Measured]:
    """A poll: the rhythm of an office day under some noise."""
    day, moment = divmod(at, DAY)
    is_working_day = (day + 3) % 7 < 5
    rhythm = max(0.08, math.sin(math.pi * (moment / HOUR - 6) / 13)) if is_working_day else 0.08
    yield Measured("cpu", "", "%", min(97.0, 4 + 38 * rhythm * source.uniform(0.6, 1.4)))
    yield Measured("memory", "", "%", 46 + 9 * rhythm + source.uniform(-1, 1))
    for number, share in enumerate(ports, 1):
        load = GIGABIT * _BUSY * share * rhythm * source.uniform(0.4, 1.8)
        yield Measured("in", _name(number), "bit/s", load)
        yield Measured("out", _name(number), "bit/s", load * source.uniform(0.2, 0.9))


def _memory(device: Snapshot, ports: list[float], last: list[Measured], answered: int) -> DeviceMemory:
    found = {item.name: item.value for item in last}
    total = 8 * 2**30
    return DeviceMemory(
        answered=answered, identified=answered, failure="silent" if device["state"] == "down" else "",
        uptime=Uptime(ticks=100 * 86_400 * (20 + device.id)),
        ports=tuple(
            PortMemory(_port(device.id, number), _name(number), found.get(("in", _name(number))),
                       found.get(("out", _name(number))))
            for number in range(1, len(ports) + 1)
        ),
        cpu=found.get(("cpu", "")),
        memory=Usage(round(total * (found.get(("memory", "")) or 0) / 100), total),
    )  # fmt: skip


def _port(device: int, number: int) -> PortReading:
    return PortReading(
        number, _name(number), alias="Uplink" if number == PORTS else f"Desk {number}", kind=6, speed=GIGABIT,
        mac=f"00:00:5e:00:53:{(device * PORTS + number) % 256:02x}", admin="up", oper="up",
    )  # fmt: skip


def _name(number: int) -> str:
    return f"1/1/{number}"
