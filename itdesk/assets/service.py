"""The verbs of the ledger."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from itdesk.assets.rules.asset_checks import problems, tag_of, written
from itdesk.core.errors import InvalidRecordError
from itdesk.core.kinds import Value
from itdesk.store.engine import equals_any_case, rows, scalar
from itdesk.store.keeper import Keeper
from itdesk.store.rowform import Snapshot
from itdesk.store.schema import Values
from itdesk.store.settings import Settings
from itdesk.store.store import Store
from itdesk.store.unit import Unit


class AssetKeeper(Keeper):
    """Writes assets: gives a tag where none is, keeps MACs and currencies in one notation."""

    kind_name = "asset"

    def prepare(self, unit: Unit, record: int, draft: Values, before: Snapshot | None) -> None:
        if not draft.get("tag"):
            draft["tag"] = self._free_tag(record)
        if draft.get("price") is not None and not draft.get("currency"):
            draft["currency"] = str(Settings(self.store.engine)["currency"])
        draft.update(written(draft))
        changed = frozenset(f for f, v in draft.items() if before is None or before[f] != v)
        found = tuple(problems(draft, changed))
        if found:
            raise InvalidRecordError(found)

    def _free_tag(self, number: int) -> str:
        """The tag of this number, or of the first one after it that nobody typed already."""
        condition = self.store.engine.equals_text("tag")
        while scalar(self.store.engine, f"SELECT 1 FROM asset WHERE {condition} LIMIT 1", (tag_of(number),)):
            number += 1
        return tag_of(number)


@dataclass(frozen=True, slots=True)
class Part:
    """A component of an asset as its last inventory found it; `facts` are plain JSON values."""

    id: int
    category: str
    name: str
    release: str
    facts: dict[str, Any] = field(default_factory=dict[str, Any])


class AssetService:
    """Questions about assets that their page and their sheet ask."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def parts(self, asset: int) -> list[Part]:
        """Components by category and name."""
        sql = (
            "SELECT id, category, name, release, facts FROM component WHERE asset_id = ?"
            " ORDER BY category, name, id"
        )
        found = rows(self.store.engine, sql, (asset,))
        return [Part(int(r[0]), str(r[1]), str(r[2]), str(r[3] or ""), _facts(r[4])) for r in found]

    def by_identity(self, field: str, value: Value) -> list[int]:
        """Keys of assets whose serial, MAC, UUID or address is `value`, in any case; at most three."""
        engine = self.store.engine
        condition, params = equals_any_case(engine, field, str(value))
        found = rows(engine, f"SELECT id FROM asset WHERE {condition} ORDER BY id LIMIT 3", params)
        return [int(row[0]) for row in found]


def _facts(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return dict(found) if isinstance(found, dict) else {}
