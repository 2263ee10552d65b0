"""An inventory into the ledger: one machine stays one asset, and what changed on it can be read."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from itdesk.assets.importers.inventory import Inventory, Part
from itdesk.assets.rules.difference import Difference, compare, sentences
from itdesk.assets.service import AssetKeeper, AssetService
from itdesk.core.kinds import Value
from itdesk.store.engine import rows
from itdesk.store.schema import Values
from itdesk.store.store import Store
from itdesk.store.unit import Unit

VERB = "import inventory"
REFRESHED = ("os", "address")
"""Fields that an inventory always knows better; the others it fills in only where nothing stands."""
IDENTIFYING = ("serial", "uuid")


def apply_inventory(
    store: Store, actor: str, inventory: Inventory, *, verb: str = VERB
) -> tuple[int, int | None, list[str]]:
    """Write what was found; answers (asset, journal entry or None when nothing changed, difference)."""
    return _Taking(store, inventory).run(actor, verb)


class _Taking:
    def __init__(self, store: Store, inventory: Inventory) -> None:
        self.store, self.inventory = store, inventory
        self.keeper = AssetKeeper(store)
        self.found: dict[tuple[str, str], int] = {}

    def run(self, actor: str, verb: str) -> tuple[int, int | None, list[str]]:
        with self.store.write(actor, verb) as unit:
            key = self._known()
            if key is None:
                key, told = self._make(unit)
            else:
                told = self._refresh(unit, key)
            return key, unit.entry if unit.changes else None, told

    # --- which asset it is ---------------------------------------------------------------
    def _known(self) -> int | None:
        """By serial, then UUID, then any network card's own address, unless the serials differ."""
        service = AssetService(self.store)
        for field in IDENTIFYING:
            value = self.inventory.values.get(field)
            keys = service.by_identity(field, value) if value else []
            if len(keys) == 1 and not self._is_another(keys[0]):
                return keys[0]
        for mac in self.inventory.macs:
            keys = [*service.by_identity("mac", mac), *self._with_card(mac)]
            for key in dict.fromkeys(keys):
                if not self._is_another(key):
                    return key
        return None

    def _with_card(self, mac: str) -> Iterator[int]:
        sql = "SELECT asset_id FROM component WHERE category = 'network' AND identity = ? LIMIT 3"
        yield from (int(row[0]) for row in rows(self.store.engine, sql, (mac,)))

    def _is_another(self, key: int) -> bool:
        """A dock's card moves from machine to machine; a serial does not."""
        known = self.store.read("asset", key)["serial"]
        serial = self.inventory.values.get("serial")
        return bool(known and serial and str(known).casefold() != serial.casefold())

    # --- writing -------------------------------------------------------------------------
    def _make(self, unit: Unit) -> tuple[int, list[str]]:
        values: Values = dict(self.inventory.values)
        if values.get("tag") and AssetService(self.store).by_identity("tag", values["tag"]):
            values.pop("tag")
        key = self.keeper.add(unit, values)
        self._add(unit, key, self.inventory.parts)
        tag = unit.read("asset", key)["tag"]
        return key, [f"New asset {tag} with {len(self.inventory.parts):,} components"]

    def _refresh(self, unit: Unit, key: int) -> list[str]:
        before = unit.read("asset", key)
        values: Values = {
            field: value
            for field, value in self.inventory.values.items()
            if field != "tag" and before[field] != value and self._knows_better(field, before[field])
        }
        if values:
            self.keeper.change(unit, key, values)
        difference = compare(self._parts(key), self.inventory.parts, self.inventory.categories)
        self._write(unit, key, difference)
        labels = self.store.schema.kind("asset").by_field
        told = {labels[f].label: (str(before[f] or ""), str(v)) for f, v in values.items()}
        return sentences(difference, told)

    @staticmethod
    def _knows_better(field: str, known: Value) -> bool:
        return field in REFRESHED or known in (None, "") or (field == "type" and known == "other")

    def _parts(self, key: int) -> list[Part]:
        sql = "SELECT id, category, identity, name, release, facts FROM component WHERE asset_id = ?"
        parts: list[Part] = []
        for number, category, identity, name, release, facts in rows(self.store.engine, sql, (key,)):
            self.found[category, identity] = int(number)
            parts.append(Part(category, identity, name, release or "", json.loads(facts)))
        return parts

    def _write(self, unit: Unit, key: int, difference: Difference) -> None:
        for part in difference.removed:
            unit.delete("component", self.found[part.category, part.identity])
        for _, part in difference.changed:
            unit.update("component", self.found[part.category, part.identity], _fields(part))
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
