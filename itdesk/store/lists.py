"""Lists of records: the first screen at once, every key behind it, then windows of rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from itdesk.core.kinds import Column, Kind, Value
from itdesk.core.query.tree import Node, Query, Sort
from itdesk.core.types import Type
from itdesk.store.engine import Engine, one, rows, scalar
from itdesk.store.faults import faults_translated
from itdesk.store.first_rows import first_ids
from itdesk.store.schema import Holding, Schema
from itdesk.store.statement import Statement

CHUNK = 500
"""Rows read by one statement."""


@dataclass(frozen=True, slots=True)
class ListRow:
    """One row: plain values by column name; `labels` has what each reference shows."""

    id: int
    version: int
    values: Mapping[str, Value]
    labels: Mapping[str, Value]

    def shown(self, column: Column) -> Value:
        """The label of a reference, the value of anything else."""
        return self.labels.get(column.name) if column.type is Type.REFERENCE else self.values[column.name]


class Lists:
    """Reads lists of any kind on the calling thread's connection.

    `tables` puts the tables of a past state in place of the kinds' own.
    """

    def __init__(self, engine: Engine, schema: Schema, tables: Mapping[str, str] | None = None) -> None:
        self._engine = engine
        self._schema = schema
        self._tables = dict(tables or {})

    def ids(
        self, kind: str, query: Query, *, me: int | None = None, limit: int | None = None, offset: int = 0
    ) -> list[int]:
        """Keys of what the query wants, in its order; all of them without `limit`."""
        query = self._sorted(kind, query)
        with faults_translated(self._engine.place):
            if limit is not None and query.sort and not self._engine.is_remote and not self._tables:
                return first_ids(partial(self._statement, kind, me), query, limit, offset)
            sql, params = self._statement(kind, me).ids(query, limit, offset)
            return [row[0] for row in rows(self._engine, sql, params)]

    def count(self, kind: str, query: Query, *, me: int | None = None) -> int:
        with faults_translated(self._engine.place):
            sql, params = self._statement(kind, me).count(query)
            return int(scalar(self._engine, sql, params))

    def sums(
        self, kind: str, query: Query, columns: Sequence[Column], *, me: int | None = None
    ) -> dict[str, int]:
        """Sums of numeric columns by name over what the query wants."""
        with faults_translated(self._engine.place):
            sql, params = self._statement(kind, me).sums(query, columns)
            found = one(self._engine, sql, params) or ()
        return {c.name: int(v or 0) for c, v in zip(columns, found, strict=True)}

    def rows(self, kind: str, ids: Sequence[int], columns: Sequence[Column]) -> list[ListRow]:
        """Rows for these keys, in their order; keys that are gone are left out."""
        found: dict[int, ListRow] = {}
        with faults_translated(self._engine.place):
            for start in range(0, len(ids), CHUNK):
                part = ids[start : start + CHUNK]
                sql, params = self._statement(kind, None).cells(columns, part)
                for row in rows(self._engine, sql, params):
                    found[row[0]] = _list_row(columns, row)
        return [found[key] for key in ids if key in found]

    def labels(self, kind: str, ids: Sequence[int]) -> dict[int, Value]:
        """What references to these records show."""
        described = self._schema.kind(kind)
        column = described.column(described.shown_as)
        return {row.id: row.values[column.name] for row in self.rows(kind, ids, [column])}

    def _sorted(self, kind: str, query: Query) -> Query:
        return query if query.sort else Query(query.where, default_sort(self._schema.kind(kind)))

    def _statement(
        self, kind: str, me: int | None, walking: bool = False, looked_up: Node | None = None
    ) -> Statement:
        holding: Holding = self._schema[kind]
        return Statement(self._engine, self._schema, holding, me, self._tables, walking, looked_up)


def default_sort(kind: Kind) -> tuple[Sort, ...]:
    """The kind's own order: "-number" or "due,number"."""
    names = [name.strip() for name in kind.default_sort.split(",") if name.strip()]
    return tuple(Sort(kind.column(n.lstrip("-")), n.startswith("-")) for n in names)


def _list_row(columns: Sequence[Column], row: tuple[Value, ...]) -> ListRow:
    values: dict[str, Value] = {}
    labels: dict[str, Value] = {}
    cells = iter(row[2:])
    for column in columns:
        value = next(cells)
        if column.type is Type.YES_NO and value is not None:
            value = value in (1, True, "true", "1")
        values[column.name] = value
        if column.type is Type.REFERENCE:
            labels[column.name] = next(cells)
    return ListRow(int(row[0] or 0), int(row[1] or 0), values, labels)
