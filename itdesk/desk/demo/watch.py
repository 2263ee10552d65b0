"""The watched devices of the demo office, their alerts, and two weeks of what was measured."""

from __future__ import annotations

from itdesk.desk.demo.office import Fields, Office, insert_all
from itdesk.store.unit import Unit

CATEGORY = {"switch": "switch", "access-point": "wifi", "printer": "printer", "server": "server",
            "ups": "ups", "storage": "nas", "router": "router", "firewall": "firewall"}  # fmt: skip


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
             "message": f"{device['name']} {message}", "severity": "crit" if place == 0 else "warn",
             "state": state, "since": office.now - (place + 1) * 5 * hour,
             "until": office.now - hour if state == "recovered" else None,
             "ticket_id": tickets[-1 - place] if len(tickets) > place else None},
        )  # fmt: skip
