"""An inventory into the ledger: one machine stays one asset, and what changed on it can be read."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from itdesk.assets.importers.inventory import Inventory, Part
from itdesk.assets.rules.difference import Difference, compare, sentences
from itdesk.assets.service import AssetKeeper, AssetService
from itdesk.core.errors import DeskError
from itdesk.core.kinds import Value
from itdesk.store.engine import rows
from itdesk.store.journal import Journal
from itdesk.store.rowform import Snapshot
from itdesk.store.schema import Values
from itdesk.store.store import Store
from itdesk.store.unit import Unit

VERB = "import inventory"
SCAN_VERB = "scan computer"

REFRESHED = frozenset({"os", "address"})
"""Fields that an inventory always knows better."""
FOLLOWED = frozenset({"name", "type", "manufacturer", "model"})
"""Fields that an inventory may correct as long as an inventory, not a person, wrote them."""
LOOKED_BACK = 50
"""Changes of an asset among which the writer of a value is looked for."""


@dataclass(frozen=True, slots=True)
class InventoryTaken:
    """What came of an inventory: `entry` is None when nothing changed, `made` when the asset is new."""

    asset: int
    entry: int | None
    made: bool
    difference: tuple[str, ...]


def apply_inventory(store: Store, actor: str, inventory: Inventory, *, verb: str = VERB) -> InventoryTaken:
    """Write what was found as one journal entry.

    Raises DeskError(record.ambiguous) when several assets could be this machine.
    """
    with store.write(actor, verb) as unit:
        key = find_machine(store, inventory)
        taking = _Taking(store, inventory, frozenset({VERB, SCAN_VERB, verb}))
        asset, told = taking.make(unit) if key is None else (key, taking.refresh(unit, key))
        return InventoryTaken(asset, unit.entry if unit.changes else None, key is None, tuple(told))


# --- which asset it is -------------------------------------------------------------------


def find_machine(store: Store, inventory: Inventory) -> int | None:
    """The asset by serial, then UUID, then any own MAC; by name only where nothing else is known.

    Raises DeskError(record.ambiguous) when several are left.
    """
    doubtful: list[int] = []
    for found in _candidates(store, inventory):
        keys = [k for k in dict.fromkeys(found) if not doubtful or k in doubtful]
        if len(keys) == 1:
            return keys[0]
        doubtful = keys or doubtful
    if not doubtful:
        return None
    called = inventory.values.get("serial") or inventory.values.get("name") or "this machine"
    tags = ", ".join(str(store.read("asset", key)["tag"]) for key in doubtful)
    raise DeskError("record.ambiguous", kind="assets", ref=called, refs=tags)


def _candidates(store: Store, inventory: Inventory) -> Iterator[list[int]]:
    """Keys of assets that could be the machine, one list for each identity, the strongest first."""
    service, values = AssetService(store), inventory.values
    if serial := values.get("serial"):
        yield service.by_identity("serial", serial)
    if uuid := values.get("uuid"):
        yield _of_one_serial(store, inventory, service.by_identity("uuid", uuid))
    for mac in inventory.macs:
        keys = [*service.by_identity("mac", mac), *_with_card(store, mac)]
        yield _of_one_uuid(store, inventory, _of_one_serial(store, inventory, keys))
    name = values.get("name")
    if name and not (serial or uuid or inventory.macs):
        yield service.by_identity("name", name)


def _with_card(store: Store, mac: str) -> list[int]:
    sql = "SELECT asset_id FROM component WHERE category = 'network' AND identity = ? ORDER BY id LIMIT 3"
    return [int(row[0]) for row in rows(store.engine, sql, (mac,))]


def _of_one_serial(store: Store, inventory: Inventory, keys: list[int]) -> list[int]:
    """Without machines of another serial: a clone has the UUID of the first, a dock's card moves."""
    serial = inventory.values.get("serial")
    return [key for key in keys if _agrees(store.read("asset", key)["serial"], serial)]


def _of_one_uuid(store: Store, inventory: Inventory, keys: list[int]) -> list[int]:
    """Without machines whose firmware has another UUID; what a system numbers itself is no contradiction."""
    uuid = inventory.values.get("uuid") or ""
    return [k for k in keys if "-" not in uuid or _agrees(_firmware_uuid(store, k), uuid)]


def _firmware_uuid(store: Store, key: int) -> str | None:
    known = str(store.read("asset", key)["uuid"] or "")
    return known if "-" in known else None


def _agrees(known: Value, found: str | None) -> bool:
    return not known or not found or str(known).casefold() == found.casefold()


# --- writing -----------------------------------------------------------------------------


class _Taking:
    """One inventory on its way into the ledger. `verbs` are those by which inventories write."""

    def __init__(self, store: Store, inventory: Inventory, verbs: frozenset[str]) -> None:
        self.store, self.inventory, self.verbs = store, inventory, verbs
        self.keeper = AssetKeeper(store)

    def make(self, unit: Unit) -> tuple[int, list[str]]:
        values: Values = dict(self.inventory.values)
        if values.get("tag") and AssetService(self.store).by_identity("tag", values["tag"]):
            values.pop("tag")
        key = self.keeper.add(unit, values)
        self._add(unit, key, self.inventory.parts)
        tag = unit.read("asset", key)["tag"]
        return key, [f"New asset {tag} with {len(self.inventory.parts):,} components"]

    def refresh(self, unit: Unit, key: int) -> list[str]:
        before = unit.read("asset", key)
        values = self._better(before)
        if values:
            self.keeper.change(unit, key, values)
        difference = compare(self._parts(key), self.inventory.parts, self.inventory.categories)
        self._write(unit, key, difference)
        kind = self.store.schema.kind("asset")
        told = {kind.by_field[f].label: (str(before[f] or ""), str(v)) for f, v in values.items()}
        return sentences(difference, told)

    def _better(self, before: Snapshot) -> Values:
        """What the inventory knows better than the ledger, by field."""
        found = {f: v for f, v in self.inventory.values.items() if f != "tag" and before[f] != v}
        followed = self._written_by_inventories(before.id) if FOLLOWED & set(found) else frozenset[str]()
        return {
            f: v
            for f, v in found.items()
            if f in REFRESHED
            or f in followed
            or before[f] in (None, "")
            or (f, before[f]) == ("type", "other")
        }

    def _written_by_inventories(self, key: int) -> frozenset[str]:
        """Fields to follow whose values no person has written since."""
        writers: dict[str, str] = {}
        for entry, change in Journal(self.store.engine).history("asset", key, LOOKED_BACK):
            for field in change.data:
                writers.setdefault(field, entry.verb)
        return frozenset(f for f in FOLLOWED if writers.get(f) in self.verbs)

    def _parts(self, key: int) -> dict[int, Part]:
        sql = "SELECT id, category, identity, name, release, facts FROM component WHERE asset_id = ?"
        return {
            int(number): Part(category, identity, name, release or "", json.loads(facts))
            for number, category, identity, name, release, facts in rows(self.store.engine, sql, (key,))
        }

    def _write(self, unit: Unit, key: int, difference: Difference) -> None:
        for number in difference.removed:
            unit.delete("component", number)
        for number, (_, part) in difference.changed.items():
            unit.update("component", number, _fields(part))
        self._add(unit, key, difference.added)

    @staticmethod
    def _add(unit: Unit, key: int, parts: Sequence[Part]) -> None:
        unit.insert_many("component", [{"asset_id": key, **_fields(part)} for part in parts])


def _fields(part: Part) -> dict[str, Value]:
    facts = json.dumps(dict(part.facts), ensure_ascii=False, sort_keys=True)
    return {
        "category": part.category, "identity": part.identity, "name": part.name,
        "release": part.release or None, "facts": facts,
    }  # fmt: skip
