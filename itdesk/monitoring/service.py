"""The verbs of the watch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from itdesk.core.errors import DeskError
from itdesk.core.kinds import Value
from itdesk.monitoring.charts import Chart, Point
from itdesk.monitoring.credentials import Credential, secret_name
from itdesk.monitoring.detail import AlertLine, Details, DeviceDetail, Port
from itdesk.monitoring.keepers import HOST_ADDRESS, AlertKeeper, DeviceKeeper, plain_address
from itdesk.monitoring.probes.failure import ProbeFailure
from itdesk.monitoring.probes.reading import DeviceReading, Identity
from itdesk.monitoring.tying import Tying
from itdesk.store.engine import rows
from itdesk.store.schema import Values
from itdesk.store.secrets import Secrets
from itdesk.store.store import Store
from itdesk.store.unit import Unit

__all__ = [
    "AlertKeeper", "AlertLine", "Chart", "DeviceDetail", "DeviceKeeper", "MonitoringService", "Point",
    "Port", "Watched",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Watched:
    """A device that is watched from now on: its key, its asset's key, and the journal entry (0: none)."""

    device: int
    asset: int
    name: str
    entry: int


class MonitoringService:
    """What people do with devices. Stateless beside its store, so every thread may use it."""

    def __init__(self, store: Store, secrets: Secrets) -> None:
        self.store = store
        self.secrets = secrets
        self.devices = DeviceKeeper(store)
        self.alerts = AlertKeeper(store)
        self._tying = Tying(store)
        self._details = Details(store)

    async def watch(self, actor: str, address: str, credential: Credential) -> Watched:
        """Recognise a device, tie it to its asset or make one, and poll it from now on.

        A device that is known at this address is recognised again, not doubled. Raises DeskError
        (probe.…) when it does not answer; nothing is written then.
        """
        from itdesk.monitoring.looking import look_once

        reading = await look_once(address, credential)
        return self.keep(actor, _plain(address), reading, credential)

    def watch_host(self, actor: str) -> Watched:
        """Watch this computer itself, without SNMP."""
        from itdesk.monitoring.probes.host import read_host

        return self.keep(actor, HOST_ADDRESS, read_host(), None)

    async def watch_all(
        self, actor: str, addresses: Sequence[str], credential: Credential
    ) -> tuple[list[Watched], dict[str, DeskError]]:
        """The same for several devices in one journal entry; those that do not answer keep none waiting.

        Answers what is watched now and, by address, why the others are not.
        """
        from itdesk.monitoring.discovery import look_at_all

        wrong: dict[str, DeskError] = {}
        readings: list[tuple[str, DeviceReading]] = []
        for address, found in (await look_at_all(addresses, credential)).items():
            if isinstance(found, ProbeFailure):
                wrong[address] = found.as_error(address)
            else:
                readings.append((_plain(address), found))
        return self.keep_all(actor, readings, credential) if readings else [], wrong

    def keep(
        self, actor: str, address: str, reading: DeviceReading, credential: Credential | None
    ) -> Watched:
        """Write what was read in one journal entry; the credential is sealed beside it, never in it."""
        return self.keep_all(actor, [(address, reading)], credential)[0]

    def keep_all(
        self, actor: str, readings: Sequence[tuple[str, DeviceReading]], credential: Credential | None
    ) -> list[Watched]:
        """(address, reading) of several devices, in one journal entry."""
        verb = "watch device" if len(readings) == 1 else "watch devices"
        with self.store.write(actor, verb) as unit:
            kept = [self._keep(unit, address, reading, credential) for address, reading in readings]
            return kept if unit.changes else [replace(device, entry=0) for device in kept]

    def _keep(
        self, unit: Unit, address: str, reading: DeviceReading, credential: Credential | None
    ) -> Watched:
        probe = "host" if credential is None else "snmp"
        known = self.devices.at(address, probe)
        facts: Values = {**_facts(reading.identity, address), "probe": probe, "watched": True}
        tied = unit.read("device", known)["asset_id"] if known is not None else None
        asset = tied if isinstance(tied, int) else self._tying.asset_of(unit, address, reading, known)
        device = self._write(unit, known, {**facts, "asset_id": asset})
        if credential is not None:
            self.secrets.put(secret_name(device), credential.to_text())
        return Watched(device, asset, str(facts["name"]), unit.entry)

    def watched_addresses(self) -> dict[str, int]:
        """The devices that are watched by SNMP now, by address."""
        sql = "SELECT address, id FROM device WHERE watched = ? AND probe = 'snmp'"
        return {str(address): int(key) for address, key in rows(self.store.engine, sql, (True,))}

    def unwatch(self, actor: str, device: int) -> int:
        """Poll a device no more; what was measured and the credential stay.

        Answers the journal entry, 0 when it was not watched before.
        """
        with self.store.write(actor, "unwatch device") as unit:
            unit.update("device", device, {"watched": False, "state": "unknown"})
            for row in self.alerts.parts("device_id", device):
                if row["state"] == "open":
                    self.alerts.recover(unit, device, str(row["subject"]), unit.now)
            return unit.entry if unit.changes else 0

    def close_alert(self, actor: str, alert: int) -> int:
        """Call an alert over; answers the journal entry. Raises DeskError(alert.over, record.missing)."""
        with self.store.write(actor, "close alert") as unit:
            found = unit.read("alert", alert)
            device = found["device_id"]
            if found["state"] != "open" or not isinstance(device, int):
                raise DeskError("alert.over")
            self.alerts.recover(unit, device, str(found["subject"]), unit.now)
            return unit.entry

    def set_credential(self, actor: str, device: int, credential: Credential) -> None:
        """Seal another credential for a device."""
        with self.store.write(actor, "set credential"):
            self.secrets.put(secret_name(device), credential.to_text())

    # --- reading -------------------------------------------------------------------------
    def device_detail(self, device: int) -> DeviceDetail:
        """Everything the page of a device shows; raises DeskError(record.missing)."""
        return self._details.device(device)

    def chart(self, device: int, metric: str, part: str, since: int, until: int, points: int = 600) -> Chart:
        """A series of a device over [since, until) (UTC ms); raises DeskError(record.missing)."""
        return self._details.chart(device, metric, part, since, until, points)

    # --- how -----------------------------------------------------------------------------
    def _write(self, unit: Unit, known: int | None, values: Values) -> int:
        if known is None:
            return self.devices.add(unit, values)
        kept = {field: value for field, value in values.items() if value is not None}
        self.devices.change(unit, known, kept)
        return known


def _facts(identity: Identity, address: str) -> dict[str, Value]:
    return {
        "address": address,
        "name": identity.name or address,
        "vendor": identity.vendor or None,
        "model": identity.model or None,
        "serial": identity.serial or None,
        "version_text": identity.version or None,
        "category": identity.category or "unknown",
        "description": identity.description or None,
        "contact": identity.contact or None,
        "location": identity.location or None,
        "state": "up",
    }


def _plain(address: str) -> str:
    try:
        return plain_address(address)
    except ProbeFailure as failure:
        raise failure.as_error(address) from failure
