"""The watched devices of the demo office, their alerts, and two weeks of what was measured."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from typing import NamedTuple

from itdesk.desk.demo.calls import Due
from itdesk.desk.demo.office import Fields, Office, insert_all
from itdesk.monitoring.alerts import CPU, REACHABLE
from itdesk.monitoring.keepers import DEMO
from itdesk.monitoring.memory import DeviceMemory, PortMemory, write_memory
from itdesk.monitoring.probes.reading import PortReading, Usage
from itdesk.monitoring.rules.reachability import MISSES_UNTIL_DOWN, Reachability
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
_STATES = {3: "down", 7: "degraded", 11: "unknown"}
DOWN_HOURS, BUSY_HOURS = 5, 2
"""For how long the device that is down is silent, and the degraded one too busy."""


def make_devices(unit: Unit, office: Office, count: int) -> list[int]:
    """Devices on assets that can be watched. Their addresses are of TEST-NET (RFC 5737) and their probe
    asks nobody, so that a demo never sends a packet to somebody's network."""
    assets = [(key, t) for t in CATEGORY for key in office.assets.get(t, ())][:count]
    made: list[Fields] = []
    for number, (asset, of_type) in enumerate(assets):
        fields = unit.read("asset", asset).values
        made.append(
            {"address": f"192.0.2.{number % 250 + 1}" + (f":{number}" if number >= 250 else ""),
             "name": str(fields["name"]).upper(), "probe": DEMO, "vendor": fields["manufacturer"],
             "model": fields["model"], "serial": fields["serial"], "category": CATEGORY[of_type],
             "state": _STATES.get(number, "up"), "asset_id": asset, "version_text": "10.13.1030",
             "description": f"{fields['manufacturer']} {fields['model']}"},
        )  # fmt: skip
    return insert_all(unit, "device", made)


class Incident(NamedTuple):
    """An alert of the device with this number: began so many hours ago, and lasted as many, None for now."""

    device: int
    subject: str
    began: float
    lasted: float | None = None


INCIDENTS = (
    Incident(3, REACHABLE, 12 * 24, 3), Incident(9, CPU, 6 * 24 + 4, 1), Incident(5, REACHABLE, 75, 2),
    Incident(1, CPU, 30, 0.5), Incident(3, REACHABLE, DOWN_HOURS), Incident(7, CPU, BUSY_HOURS),
)  # fmt: skip
_MESSAGES = {REACHABLE: ("does not answer", "crit"), CPU: ("CPU above 90 % for 5 min", "warn")}


def make_alerts(unit: Unit, office: Office, devices: list[int], due: Due) -> None:
    """What the watch would have raised, each on a ticket of its device."""
    for incident in INCIDENTS:
        if incident.device < len(devices):
            _make_alert(unit, office, unit.read("device", devices[incident.device]), incident, due)


def _make_alert(unit: Unit, office: Office, device: Snapshot, incident: Incident, due: Due) -> None:
    message, severity = _MESSAGES[incident.subject]
    since = office.now - round(incident.began * HOUR)
    until = since + round(incident.lasted * HOUR) if incident.lasted is not None else None
    urgency, priority = ("1", "2") if severity == "crit" else ("2", "3")
    ticket = unit.insert(
        "ticket",
        {"subject": f"{device['name']}: {message}", "asset_id": device["asset_id"], "source": "monitor",
         "description": f"Raised by the watch of {device['name']} ({device['address']}).",
         "impact": "2", "urgency": urgency, "priority": priority, "opened": since,
         "status": "open" if until is None else "closed", "closed": until, "due": due(since, priority)},
    )  # fmt: skip
    alert = unit.insert(
        "alert",
        {"device_id": device.id, "asset_id": device["asset_id"], "subject": incident.subject,
         "message": message, "severity": severity, "state": "open" if until is None else "recovered",
         "since": since, "until": until, "ticket_id": ticket},
    )  # fmt: skip
    events = [(since, message, "raised")]
    events += [(until, f"Recovered: {message}", "recovered")] if until is not None else []
    for at, text, what in events:
        about = f"alert:{alert}:{what}"
        unit.insert("message", {"ticket_id": ticket, "form": "event", "author": "Monitor", "at": at,
                                "text": text, "about": about})  # fmt: skip


def measure_devices(unit: Unit, office: Office, devices: list[int]) -> None:
    """Two weeks of samples with one night that nobody watched; a device that is down has a gap at its end."""
    samples, end = Samples(unit.engine), office.now - office.now % MINUTE
    off = (end - 5 * DAY, end - 5 * DAY + 6 * HOUR)
    samples.unobserved(*off)
    for key in devices:
        device = unit.read("device", key)
        source = random.Random(key)
        ports = [source.uniform(0.05, 1) for _ in range(PORTS)] if device["category"] in _WITH_PORTS else []
        silent = end - DOWN_HOURS * HOUR if device["state"] == "down" else end
        busy = end - BUSY_HOURS * HOUR if device["state"] == "degraded" else end
        last: list[Measured] = []
        for at in range(end - MEASURED_FOR, end, EVERY):
            if off[0] <= at < off[1]:
                continue
            if at < silent:
                last = list(_measured(source, ports, at, at >= busy))
            samples.append(key, at, last if at < silent else [])
        write_memory(unit.engine, key, end, _memory(device, ports, last, min(silent, end)))


def _measured(source: random.Random, ports: list[float], at: int, is_busy: bool) -> Iterator[Measured]:
    """A poll: the rhythm of an office day under some noise."""
    day, moment = divmod(at, DAY)
    is_working_day = (day + 3) % 7 < 5
    rhythm = max(0.08, math.sin(math.pi * (moment / HOUR - 6) / 13)) if is_working_day else 0.08
    cpu = min(88.0, 4 + 38 * rhythm * source.uniform(0.6, 1.4))
    yield Measured("cpu", "", "%", source.uniform(91, 98) if is_busy else cpu)
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
        reach=Reachability(MISSES_UNTIL_DOWN, answered) if device["state"] == "down" else Reachability(),
        memory=Usage(round(total * (found.get(("memory", "")) or 0) / 100), total),
    )  # fmt: skip


def _port(device: int, number: int) -> PortReading:
    return PortReading(
        number, _name(number), alias="Uplink" if number == PORTS else f"Desk {number}", kind=6, speed=GIGABIT,
        mac=f"00:00:5e:00:53:{(device * PORTS + number) % 256:02x}", admin="up", oper="up",
    )  # fmt: skip


def _name(number: int) -> str:
    return f"1/1/{number}"
