"""A whole desk carried to another place, of either engine, and compared there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from itdesk.core.errors import DeskError
from itdesk.store import indexes
from itdesk.store.carrying import FILES, PAGE, converted, count, pages, reading
from itdesk.store.customs import load_custom_columns
from itdesk.store.desk_file import remove_file
from itdesk.store.engine import execute, execute_many, quoted
from itdesk.store.faults import faults_translated
from itdesk.store.journal import Journal
from itdesk.store.orm import peewee
from itdesk.store.rowform import snapshot_of
from itdesk.store.schema import Holding, Schema
from itdesk.store.sqlite import SqliteEngine
from itdesk.store.store import Store, engine_for, open_store
from itdesk.store.tables import FileChunk, Lease, Upkeep

NOT_CARRIED = (Lease, Upkeep)
"""Facts about where a desk is, which are not true of another place."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Moved:
    """What was carried over: rows of so many tables, up to this journal head."""

    rows: int
    tables: int
    head: str
    missed: int
    """Journal entries that others wrote to the source meanwhile; they are not at the new place."""


def move(source: Store, place: str, progress: Progress | None = None) -> Moved:
    """Copy the desk to a new file, or to a database or desk that is empty; the source stays as it is.

    Raises DeskError(desk.not_empty, desk.count, …); then a file that was made is removed again, and a
    database is left with an empty desk at most, to which one can move.
    """
    # Of its own: the custom columns of a schema are those of one desk.
    schema = Schema(source.schema.holdings, source.schema.tables)
    engine = engine_for(place)
    was_there = not isinstance(engine, SqliteEngine) or engine.path.exists()
    try:
        return _moved(source, place, schema, progress)
    except BaseException:
        if isinstance(engine, SqliteEngine) and not was_there:
            remove_file(engine.path)
        raise


def copy_to_file(source: Store, path: Path, progress: Progress | None = None) -> Moved:
    """The desk as a new SQLite file at `path`, which must not exist; removed again on failure."""
    if path.exists():
        raise DeskError("desk.exists", path=path)
    return move(source, str(path), progress)


def _moved(source: Store, place: str, schema: Schema, progress: Progress | None) -> Moved:
    target = open_store(place, schema, origin="move", create=True)
    try:
        if target.head() or any(count(target.engine, _table(m)) for m in _carried(schema)):
            raise DeskError("desk.not_empty", path=target.engine.place)
        return _Carrier(source, target, schema, progress).run()
    finally:
        target.close()


class _Carrier:
    """One journey: everything in one transaction of the target, read at one instant of the source."""

    def __init__(self, source: Store, target: Store, schema: Schema, progress: Progress | None) -> None:
        self.source, self.target, self.schema = source, target, schema
        self.progress = progress
        self.done = self.total = 0
        self.later: list[tuple[str, str, list[tuple[Any, Any]]]] = []

    def run(self) -> Moved:
        models = _carried(self.schema)
        with faults_translated(self.source.engine.place), reading(self.source.engine):
            self.total = sum(count(self.source.engine, _table(model)) for model in models)
            last, head = self.source.head(), Journal(self.source.engine).head_digest()
            with self.target.engine.write():
                for model in models:
                    self._carry(model)
                self._join()
                self._index()
                self._compare(models, head)
        return Moved(self.done, len(models), head, self.source.head() - last)

    def _carry(self, model: type[peewee.Model]) -> None:
        meta: Any = vars(model)["_meta"]
        fields: Sequence[Any] = meta.sorted_fields
        names = [str(field.column_name) for field in fields]
        own = next((i for i, f in enumerate(fields) if getattr(f, "rel_model", None) is model), None)
        sql = f"SELECT {', '.join(map(quoted, names))} FROM {quoted(meta.table_name)}"
        marks = ",".join("?" * len(names))
        into = f"INSERT INTO {quoted(meta.table_name)} ({','.join(map(quoted, names))}) VALUES ({marks})"
        booleans = [i for i, field in enumerate(fields) if isinstance(field, peewee.BooleanField)]
        size = FILES if model is FileChunk else PAGE
        for page in pages(self.source.engine, sql, size):
            rows = [converted(row, booleans) for row in page]
            bare = rows if own is None else [[*r[:own], None, *r[own + 1 :]] for r in rows]
            execute_many(self.target.engine, into, bare)
            if own is not None:
                pairs = [(r[own], r[0]) for r in rows if r[own] is not None]
                self.later.append((str(meta.table_name), names[own], pairs))
            self._advance(len(page))
        if isinstance(meta.primary_key, peewee.AutoField) and self.target.engine.is_remote:
            self._set_sequence(str(meta.table_name))

    def _set_sequence(self, table: str) -> None:
        """PostgreSQL's own numbering goes on after the highest key that was carried."""
        highest = f"(SELECT max(id) FROM {quoted(table)})"
        execute(self.target.engine, f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), {highest})")

    def _join(self) -> None:
        """Records that refer to others of their own kind, now that all are there."""
        for table, column, pairs in self.later:
            sql = f"UPDATE {quoted(table)} SET {quoted(column)} = ? WHERE id = ?"
            execute_many(self.target.engine, sql, pairs)

    def _index(self) -> None:
        """Indexes and full text, custom columns included."""
        load_custom_columns(self.target.engine, self.schema)
        for statement in indexes.statements(self.target.engine, self.schema):
            self.target.engine.db.execute_sql(statement)
        for holding in self.schema:
            self._index_kind(holding)

    def _index_kind(self, holding: Holding) -> None:
        names = ", ".join(map(quoted, ("id", "version", "created", "updated", "custom", *holding.fields)))
        for page in pages(self.source.engine, f"SELECT {names} FROM {quoted(holding.table)}", PAGE):
            found = [snapshot_of(holding.kind.name, holding.fields, tuple(row)) for row in page]
            self.target.index.write(holding, [(s.id, s.values) for s in found], replacing=False)

    def _compare(self, models: Sequence[type[peewee.Model]], head: str) -> None:
        for model in models:
            table = _table(model)
            expected, found = count(self.source.engine, table), count(self.target.engine, table)
            if expected != found:
                raise DeskError("desk.count", table=table, expected=expected, found=found)
        if Journal(self.target.engine).head_digest() != head:
            raise DeskError("desk.count", table="journal_entry", expected=head, found="another head")

    def _advance(self, count: int) -> None:
        self.done += count
        if self.progress is not None:
            self.progress(self.done, self.total)


def _carried(schema: Schema) -> list[type[peewee.Model]]:
    return [model for model in schema.models() if model not in NOT_CARRIED]


def _table(model: type[peewee.Model]) -> str:
    meta: Any = vars(model)["_meta"]
    return str(meta.table_name)
