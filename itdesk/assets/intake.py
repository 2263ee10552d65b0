"""What an import writes: one unit of work, one journal entry, one undo."""

from __future__ import annotations

from dataclasses import dataclass

from itdesk.assets.importers.mapping import check_mapping
from itdesk.assets.importers.preview import Preview, plan
from itdesk.assets.importers.tables import Progress, Table
from itdesk.assets.ledger import StoreLedger
from itdesk.assets.service import AssetKeeper
from itdesk.assets.writing import Writing
from itdesk.core.clock import local_zone
from itdesk.core.errors import DeskError
from itdesk.core.kinds import Kind
from itdesk.core.types import Type
from itdesk.people.service import PersonKeeper, PlaceKeeper, SupplierKeeper
from itdesk.store.engine import one
from itdesk.store.keeper import Keeper
from itdesk.store.settings import Settings
from itdesk.store.store import Store
from itdesk.store.trial import TrialStore


@dataclass(frozen=True, slots=True)
class Applied:
    """What an import wrote; `entry` is None when there was nothing to write."""

    entry: int | None
    created: int
    changed: int
    made: int
    """Records of other kinds, made because rows refer to them."""


class Intake:
    """Plans imports against the ledger and writes them. Holds no state beside its store."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.keepers: dict[str, Keeper] = {
            keeper.kind_name: keeper
            for keeper in (PersonKeeper(store), PlaceKeeper(store), SupplierKeeper(store), AssetKeeper(store))
        }

    def plan(
        self, table: Table, kind: Kind, mapping: dict[str, str], match: str, progress: Progress | None = None
    ) -> Preview:
        """Compare a table with the ledger; writes nothing. `mapping` is header → target, "" for none.

        Raises DeskError(import.column, column.unknown, import.match).
        """
        check_mapping(table, kind, mapping)
        currency = str(Settings(self.store.engine)["currency"])
        kinds = {known.name: known for known in self.store.schema.catalogue}
        ledger = StoreLedger(self.store)
        return plan(
            table, kind, mapping, match, ledger, kinds,
            zone=local_zone(), currency=currency, progress=progress,
        )  # fmt: skip

    def check(
        self, actor: str, preview: Preview, keeper: Keeper | None = None, progress: Progress | None = None
    ) -> None:
        """Ask the rules of the kind about every row, so that the preview tells what they refuse too.

        Does all that `apply` does and takes it back in the same transaction.
        """
        with TrialStore(self.store).write(actor, "check import") as unit:
            Writing(unit, preview, self._keepers(preview, keeper), progress).run()

    def apply(
        self, actor: str, preview: Preview, keeper: Keeper | None = None, progress: Progress | None = None
    ) -> Applied:
        """Write the new and changed rows of a preview as one entry; wrong rows are left out.

        Rows that the kind's own rules refuse become wrong in the preview. `progress` may raise
        CancelledError: then nothing was written. Raises DeskError(import.moved) when the ledger is
        no longer the one that was previewed. `keeper` is needed for kinds of other rooms.
        """
        plural = preview.kind.plural.lower()
        with self.store.write(actor, f"import {plural}") as unit:
            self._refuse_moved(preview)
            writing = Writing(unit, preview, self._keepers(preview, keeper), progress)
            writing.run()
            unit.detail = f"{writing.created} new, {writing.changed} changed"
            entry = unit.entry if unit.changes else None
        return Applied(entry, writing.created, writing.changed, writing.made)

    def _keepers(self, preview: Preview, keeper: Keeper | None) -> dict[str, Keeper]:
        return self.keepers if keeper is None else {**self.keepers, preview.kind.name: keeper}

    def _refuse_moved(self, preview: Preview) -> None:
        """Refuse a preview of a ledger in which what it saw has changed since."""
        references = (column.kind for column in preview.kind if column.type is Type.REFERENCE)
        kinds = list(dict.fromkeys((preview.kind.name, *references)))
        marks = ",".join("?" * len(kinds))
        sql = f"SELECT 1 FROM journal_change WHERE entry > ? AND kind IN ({marks}) LIMIT 1"
        if one(self.store.engine, sql, (preview.head, *kinds)) is not None:
            raise DeskError("import.moved")
