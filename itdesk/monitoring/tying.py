"""Which asset a device is: the one the ledger knows already, or a new one."""

from __future__ import annotations

from collections.abc import Iterator

from itdesk.assets.service import AssetKeeper
from itdesk.core.kinds import Value
from itdesk.monitoring.probes.address import split_address
from itdesk.monitoring.probes.reading import DeviceReading
from itdesk.monitoring.rules.identity import ASSET_TYPES, contradicts, usable_mac, usable_serial
from itdesk.monitoring.rules.vendors import NO_MAKERS
from itdesk.store.engine import rows
from itdesk.store.schema import Values
from itdesk.store.store import Store
from itdesk.store.unit import Unit


class Tying:
    """Finds or makes the asset of a device, inside the unit of work that writes the device."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.assets = AssetKeeper(store)

    def asset_of(self, unit: Unit, address: str, reading: DeviceReading, device: int | None) -> int:
        """The key of the asset: by serial number, then MAC, then address or name, else a new one."""
        serial = usable_serial(reading.identity.serial)
        for field, value in _evidence(address, reading):
            found = self._one(unit, field, value, serial, device)
            if found is not None:
                self._complete(unit, found, address, reading)
                return found
        return self.assets.add(unit, {**_facts(address, reading), "status": "in-use"})

    def _one(self, unit: Unit, field: str, value: str, serial: str | None, device: int | None) -> int | None:
        """The one asset with this value that is not somebody else's device and not another thing."""
        condition = self.store.engine.equals_text(f"a.{field}")
        sql = (
            f"SELECT a.id, a.serial FROM asset a WHERE {condition} AND NOT EXISTS"
            " (SELECT 1 FROM device d WHERE d.asset_id = a.id AND d.id <> ?) ORDER BY a.id LIMIT 10"
        )
        found = rows(unit.engine, sql, (value, device or 0))
        fitting = [int(key) for key, known in found if not contradicts(known, serial)]
        return fitting[0] if len(fitting) == 1 else None

    def _complete(self, unit: Unit, asset: int, address: str, reading: DeviceReading) -> None:
        """Fill in what the ledger did not know; what a person wrote stays."""
        known = unit.read("asset", asset)
        missing: dict[str, Value] = {f: v for f, v in _facts(address, reading).items() if not known[f]}
        if missing:
            self.assets.change(unit, asset, missing)


def _evidence(address: str, reading: DeviceReading) -> Iterator[tuple[str, str]]:
    """(field of asset, value) from the strongest to the weakest."""
    serial = usable_serial(reading.identity.serial)
    if serial is not None:
        yield "serial", serial
    for mac in reading.macs:
        usable = usable_mac(mac)
        if usable is not None:
            yield "mac", usable
    if (host := _host(address)) is not None:
        yield "address", host
    if reading.identity.name:
        yield "name", reading.identity.name


def _facts(address: str, reading: DeviceReading) -> Values:
    identity = reading.identity
    macs = (usable_mac(mac) for mac in reading.macs)
    return {
        "name": identity.name or address,
        "type": ASSET_TYPES.get(identity.category, "other"),
        "manufacturer": None if identity.vendor in NO_MAKERS else identity.vendor or None,
        "model": identity.model or None,
        "serial": usable_serial(identity.serial),
        "mac": next((mac for mac in macs if mac is not None), None),
        "address": _host(address),
    }


def _host(address: str) -> str | None:
    """The host of an address; None for this computer's own names, which tell nothing."""
    host, _ = split_address(address)
    return None if host in ("localhost", "::1") or host.startswith("127.") else host
