"""How devices and alerts are written."""

from __future__ import annotations

from dataclasses import dataclass

from itdesk.core.errors import InvalidRecordError, InvalidValueError
from itdesk.monitoring.events import AlertRaised, AlertRecovered
from itdesk.monitoring.probes.address import SNMP_PORT, split_address
from itdesk.monitoring.probes.failure import ProbeFailure
from itdesk.store.engine import scalar
from itdesk.store.keeper import Keeper
from itdesk.store.rowform import Snapshot
from itdesk.store.schema import Values
from itdesk.store.unit import Unit

HOST_ADDRESS = "localhost"
"""The address of this computer as a device of the probe "host"."""
DEMO = "demo"
"""The probe of an example: it counts as watched, and nobody is ever asked."""


def plain_address(text: str) -> str:
    """The one way an address is kept: host, host:port or [v6]:port, without the usual port.

    Raises ProbeFailure(unresolved) for what cannot be an address.
    """
    host, port = split_address(text)
    host = host.casefold().rstrip(".") or host
    if port == SNMP_PORT:
        return host
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


class DeviceKeeper(Keeper):
    """Writes devices; one for each address."""

    kind_name = "device"

    def prepare(self, unit: Unit, record: int, draft: Values, before: Snapshot | None) -> None:
        given = draft.get("address")
        if not isinstance(given, str) or not given:
            return
        if before is None or before["address"] != given:
            try:
                draft["address"] = plain_address(given)
            except ProbeFailure:
                wrong = InvalidValueError("value.address", column="address", value=given)
                raise InvalidRecordError((wrong,)) from None
        if not draft.get("name"):
            draft["name"] = draft["address"]

    def at(self, address: str, probe: str = "snmp") -> int | None:
        """The device that is watched at an address."""
        condition = self.store.engine.equals_text("address")
        sql = f"SELECT id FROM device WHERE {condition} AND probe = ? ORDER BY id LIMIT 1"
        found = scalar(self.store.engine, sql, (plain_address(address), probe))
        return None if found is None else int(found)


@dataclass(frozen=True, slots=True)
class Alarm:
    """What an alert says: `subject` tells alerts of one device apart, `severity` is "crit" or "warn"."""

    subject: str
    message: str
    severity: str


class AlertKeeper(Keeper):
    """Writes alerts; a device has at most one open alert of a subject."""

    kind_name = "alert"

    def open_of(self, device: int, subject: str) -> int | None:
        """The open alert of a device and subject."""
        sql = "SELECT id FROM alert WHERE device_id = ? AND subject = ? AND state = 'open' LIMIT 1"
        found = scalar(self.store.engine, sql, (device, subject))
        return None if found is None else int(found)

    def open(self, unit: Unit, device: Snapshot, alarm: Alarm, since: int) -> int:
        """Raise an alert and tell of it after the commit; answers the one that is open already, if any."""
        known = self.open_of(device.id, alarm.subject)
        if known is not None:
            return known
        asset = asset_of(device)
        key = self.add(
            unit,
            {"device_id": device.id, "asset_id": asset, "subject": alarm.subject, "message": alarm.message,
             "severity": alarm.severity, "state": "open", "since": since},
        )  # fmt: skip
        unit.tell(AlertRaised(key, device.id, asset, alarm.subject, alarm.message, alarm.severity))
        return key

    def recover(self, unit: Unit, device: int, subject: str, at: int) -> int | None:
        """Close the open alert of a subject, and tell of it; None when there is none."""
        key = self.open_of(device, subject)
        if key is None:
            return None
        before = unit.read("alert", key)
        since = before["since"]
        until = max(at, since) if isinstance(since, int) else at
        unit.update("alert", key, {"state": "recovered", "until": until})
        unit.tell(AlertRecovered(key, device, asset_of(before), subject, str(before["message"])))
        return key


def asset_of(record: Snapshot) -> int | None:
    """The asset of a device or an alert."""
    asset = record["asset_id"]
    return asset if isinstance(asset, int) else None
