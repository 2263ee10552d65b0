"""What an import writes: one unit of work, one journal entry, one undo."""

from __future__ import annotations

from collections.abc import Iterable

from itdesk.assets.service import AssetKeeper
from itdesk.core.kinds import Value
from itdesk.people.service import PersonKeeper, PlaceKeeper, SupplierKeeper
from itdesk.store.keeper import Keeper
from itdesk.store.schema import Values
from itdesk.store.store import Store


class Intake:
    """Writes many records at once, by the rules of their kinds. Holds no state beside its store."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.keepers: dict[str, Keeper] = {
            keeper.kind_name: keeper
            for keeper in (PersonKeeper(store), PlaceKeeper(store), SupplierKeeper(store), AssetKeeper(store))
        }

    def insert(self, actor: str, kind: str, records: Iterable[dict[str, Value]]) -> int:
        """Make records from stored values by field in one entry; answers its number."""
        keeper = self.keepers[kind]
        with self.store.write(actor, f"import {kind}s") as unit:
            for values in records:
                draft: Values = dict(values)
                keeper.add(unit, draft)
            return unit.entry
