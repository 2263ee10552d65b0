"""A desk as it was at an instant: the journal's changes since then taken back on the side."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from itertools import count
from typing import Any

from itdesk.core.errors import DeskError
from itdesk.core.kinds import Value
from itdesk.store import rowform
from itdesk.store.digest import ERASED_TEXT, Change, is_erased
from itdesk.store.engine import Engine, execute_many, quoted, rows
from itdesk.store.lists import Lists
from itdesk.store.rowform import Snapshot
from itdesk.store.schema import Holding, Schema

_NUMBERS = count()
"""Two instants may be looked at side by side: each has tables of its own."""


class Past:
    """States of records at `at` (UTC milliseconds; what was written in that millisecond counts)."""

    def __init__(self, engine: Engine, schema: Schema, at: int) -> None:
        self._engine = engine
        self._schema = schema
        self.at = at

    def record(self, kind: str, key: int) -> Snapshot:
        """The record as it was; raises DeskError(record.missing) when there was none."""
        holding = self._schema[kind]
        current = rowform.read(self._engine, holding, [key]).get(key)
        values = _taken_back(dict(current.values) if current else None, self._changes_since(kind, key))
        if values is None:
            raise DeskError("record.missing", kind=kind, ref=key)
        texts = {c.field for c in self._schema.kind(kind) if c.type.is_text}
        values = {f: _legible(v, f in texts) for f, v in values.items()}
        version = current.version if current else 0
        created = current.created if current else self.at
        return Snapshot(kind, key, version, created, self.at, values)

    @contextmanager
    def lists(self, kind: str) -> Generator[Lists]:
        """Lists of `kind`, and of all it refers to, as they were; on temporary tables of this connection."""
        tables: dict[str, str] = {}
        try:
            for name in self._with_referred(kind):
                if self._has_changed(name):
                    tables[name] = self._rebuilt(self._schema[name])
            yield Lists(self._engine, self._schema, tables)
        finally:
            for table in tables.values():
                self._engine.db.execute_sql(f"DROP TABLE IF EXISTS {quoted(table)}")

    def _with_referred(self, kind: str) -> list[str]:
        described = self._schema.kind(kind)
        return list(dict.fromkeys([kind, *(c.kind for c in (*described, *described.reached) if c.kind)]))

    def _has_changed(self, kind: str) -> bool:
        sql = (
            "SELECT 1 FROM journal_change c JOIN journal_entry e ON e.id = c.entry"
            " WHERE e.at > ? AND c.kind = ? LIMIT 1"
        )
        return bool(rows(self._engine, sql, (self.at, kind)))

    def _changes_since(self, kind: str, key: int) -> list[Change]:
        """Newest first."""
        sql = (
            "SELECT c.entry, c.seq, c.kind, c.record, c.op, c.data, c.salt, c.salts"
            " FROM journal_change c JOIN journal_entry e ON e.id = c.entry"
            " WHERE c.kind = ? AND c.record = ? AND e.at > ? ORDER BY c.entry DESC, c.seq DESC"
        )
        return [Change.from_row(row) for row in rows(self._engine, sql, (kind, key, self.at))]

    def _rebuilt(self, holding: Holding) -> str:
        """A temporary table with the kind's records as they were; answers its name."""
        name = f"past_{holding.table}_{next(_NUMBERS)}"
        source, kind = quoted(holding.table), holding.kind.name
        touched = (
            "SELECT c.record FROM journal_change c JOIN journal_entry e ON e.id = c.entry"
            " WHERE e.at > ? AND c.kind = ?"
        )
        self._engine.db.execute_sql(
            self._engine.sql(
                f"CREATE TEMP TABLE {quoted(name)} AS SELECT * FROM {source} WHERE id NOT IN ({touched})"
            ),
            (self.at, kind),
        )
        keys = {row[0] for row in rows(self._engine, touched, (self.at, kind))}
        self._fill(holding, name, sorted(keys))
        return name

    def _fill(self, holding: Holding, name: str, keys: list[int]) -> None:
        fields = holding.fields
        columns = ("id", "version", "created", "updated", "custom", *fields)
        marks = ",".join("?" * len(columns))
        names = ",".join(quoted(c) for c in columns)
        batch: list[tuple[Any, ...]] = []
        for key in keys:
            try:
                was = self.record(holding.kind.name, key)
            except DeskError:
                continue  # it was made later
            own, custom = rowform.split_custom(was.values)
            cells = (own.get(f) for f in fields)
            packed = rowform.packed_custom(custom)
            batch.append((key, was.version, was.created, was.updated, packed, *cells))
        execute_many(self._engine, f"INSERT INTO {quoted(name)} ({names}) VALUES ({marks})", batch)


def _taken_back(values: dict[str, Any] | None, changes: list[Change]) -> dict[str, Any] | None:
    """Values before `changes`, which come newest first; None where there was no record."""
    for change in changes:
        if change.op == "+":
            values = None
        elif change.op == "-":
            values = change.before()
        elif values is not None:
            values.update(change.before())
    return values


def _legible(value: Any, is_text: bool) -> Value:
    """A number or date that was erased cannot say so in its column."""
    if is_erased(value):
        return ERASED_TEXT if is_text else None
    return value
