"""The ledger as an import asks it: many texts at once, a few statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from itdesk.assets.importers.matching import folded
from itdesk.store import rowform
from itdesk.store.engine import rows, spellings
from itdesk.store.indexes import stored_expression
from itdesk.store.rowform import Snapshot
from itdesk.store.store import Store

PART = 400
"""Texts asked for in one statement."""


class StoreLedger:
    """See `itdesk.assets.importers.matching.Ledger`."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.head = store.head()

    def find(self, kind: str, column: str, texts: Collection[str]) -> Mapping[str, Sequence[int]]:
        described = self.store.schema.kind(kind).column(column)
        if described.field == "id":
            numbers = [int(text) for text in texts if text.isascii() and text.isdigit() and len(text) < 10]
            return {str(key): [key] for key in self.read(kind, numbers)}
        engine, table = self.store.engine, self.store.schema[kind].table
        expression = stored_expression(engine, "r", described)
        condition = engine.sort_key(expression)
        found: dict[str, set[int]] = defaultdict(set)
        for part in _parts(texts):
            # Unsorted: with ORDER BY id SQLite would walk the whole table instead of the index.
            marks = ",".join("?" * len(part))
            sql = f'SELECT r.id, {expression} FROM "{table}" r WHERE {condition} IN ({marks})'
            for key, text in rows(engine, sql, part):
                found[folded(str(text))].add(key)
        return {text: sorted(keys) for text, keys in found.items()}

    def read(self, kind: str, keys: Collection[int]) -> Mapping[int, Snapshot]:
        return rowform.read(self.store.engine, self.store.schema[kind], sorted(keys))

    def shown(self, kind: str, keys: Collection[int]) -> Mapping[int, str]:
        described = self.store.schema.kind(kind)
        column = described.column(described.shown_as)
        found = self.read(kind, keys)
        return {
            key: described.format_ref(key if column.field == "id" else snapshot[column.field])
            for key, snapshot in found.items()
        }


def _parts(texts: Collection[str]) -> Iterator[list[str]]:
    """Texts in all of their spellings: PostgreSQL compares lower case, SQLite folds ASCII itself."""
    spelt = sorted({form for text in texts for form in (text.lower(), folded(text), *spellings(text))})
    for start in range(0, len(spelt), PART):
        yield spelt[start : start + PART]
