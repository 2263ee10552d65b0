"""One open desk: its engine, its schema, its journal; the only door to a write."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path

from itdesk.core.clock import Clock, SystemClock
from itdesk.core.errors import DeskError
from itdesk.core.events import EventBus
from itdesk.store import indexes, rowform
from itdesk.store.customs import load_custom_columns
from itdesk.store.desk_file import remove_file
from itdesk.store.engine import APPLICATION_ID, Engine, scalar
from itdesk.store.faults import faults_translated
from itdesk.store.migrate import HISTORY, Migrator, is_empty
from itdesk.store.rowform import Snapshot
from itdesk.store.schema import Schema
from itdesk.store.search import Index
from itdesk.store.sqlite import SqliteEngine, create_file, refuse_foreign, refuse_network_file_system
from itdesk.store.unit import Author, Unit


class Store:
    """Open it with `open_store`. Safe to use from several threads: each has its own connection."""

    def __init__(self, engine: Engine, schema: Schema, clock: Clock, origin: str) -> None:
        self.engine = engine
        self.schema = schema
        self.clock = clock
        self.origin = origin
        self.events = EventBus()
        self.index = Index(engine, schema)

    @contextmanager
    def write(self, actor: str, verb: str, *, detail: str = "", undoes: int | None = None) -> Generator[Unit]:
        """One unit of work: a transaction and, if it changes anything, one journal entry.

        Everything in the block is written whole or not at all; events go out after the commit.
        """
        unit = Unit(
            self.engine, self.schema, self.index, Author(actor, self.origin), verb,
            self.clock.now(), detail, undoes,
        )  # fmt: skip
        try:
            with self.engine.write():
                unit.begin()
                yield unit
                events = tuple(unit.finish())
        except DeskError as error:
            # An I/O error at commit may still have committed: ask before saying it failed.
            if error.code not in ("desk.io", "desk.unreachable") or not self.was_written(unit.uuid):
                raise
            events = tuple(unit.events)
        finally:
            if unit.has_written("custom-column"):
                # Added, undone or rolled back: the kinds follow what is in the desk.
                load_custom_columns(self.engine, self.schema)
        for event in events:
            self.events.publish(event)

    def was_written(self, uuid: str) -> bool:
        """Whether the unit of work with this UUID reached the journal."""
        try:
            sql = "SELECT count(*) FROM journal_entry WHERE uuid = ?"
            return bool(scalar(self.engine, sql, (uuid,)))
        except DeskError:
            raise
        except Exception as error:
            raise DeskError("desk.io", path=self.engine.place, detail=error) from error

    def read(self, kind: str, record: int) -> Snapshot:
        """A record as it is now; raises DeskError(record.missing)."""
        with faults_translated(self.engine.place):
            found = rowform.read(self.engine, self.schema[kind], [record]).get(record)
        if found is None:
            raise DeskError("record.missing", kind=kind, ref=record)
        return found

    def read_many(self, kind: str, ids: list[int]) -> dict[int, Snapshot]:
        """The records with these keys, by key; missing ones are left out."""
        with faults_translated(self.engine.place):
            return rowform.read(self.engine, self.schema[kind], ids)

    def head(self) -> int:
        """The number of the last journal entry, 0 on an empty desk."""
        return int(scalar(self.engine, "SELECT coalesce(max(id), 0) FROM journal_entry"))

    def close(self) -> None:
        """Close this thread's connection; each thread that used the store calls it once."""
        self.engine.close()


def engine_for(place: str, *, full_sync: bool = True) -> Engine:
    """The engine of a file path or a postgresql:// URL; nothing is opened yet."""
    if place.startswith(("postgresql://", "postgres://", "postgresql+psycopg://")):
        from itdesk.store.postgres import PostgresEngine

        return PostgresEngine(place)
    path = Path(place.removeprefix("sqlite://")).expanduser().absolute()
    return SqliteEngine(path, full_sync=full_sync)


def open_store(
    place: str,
    schema: Schema,
    *,
    origin: str,
    create: bool = False,
    clock: Clock | None = None,
    full_sync: bool = True,
) -> Store:
    """Open a desk, or make it with `create` where there is none. Raises DeskError.

    An older schema is brought up to date after a verified snapshot; a newer one is refused.
    """
    engine = engine_for(place, full_sync=full_sync)
    store = Store(engine, schema, clock or SystemClock(), origin)
    made = isinstance(engine, SqliteEngine) and _prepare_file(engine, create)
    try:
        with faults_translated(engine.place):
            engine.db.connect(reuse_if_open=True)
            is_new = made or is_empty(engine.db)
            if is_new and not made and set(engine.db.get_tables()) - {HISTORY}:
                raise DeskError("desk.foreign", path=engine.place)
            if is_new and not create:
                raise DeskError("desk.missing", path=engine.place)
            _bring_up_to_date(store, is_new)
            load_custom_columns(engine, schema)
    except BaseException:
        engine.close()
        if made and isinstance(engine, SqliteEngine):
            remove_file(engine.path)
        raise
    return store


def _prepare_file(engine: SqliteEngine, create: bool) -> bool:
    """True when the file was made just now."""
    refuse_network_file_system(engine.path)
    if _is_there(engine.path):
        if engine.path.is_dir():
            raise DeskError("desk.foreign", path=engine.path)
        refuse_foreign(engine.path)
        if not os.access(engine.path, os.W_OK) or not os.access(engine.path.parent, os.W_OK):
            raise DeskError("desk.read_only", path=engine.path)
        return False
    if not create:
        raise DeskError("desk.missing", path=engine.path)
    create_file(engine.path)
    return True


def _is_there(path: Path) -> bool:
    """Whether a file stands there; a folder that may not be entered is refused with a word."""
    try:
        return path.exists()
    except OSError as error:
        raise DeskError("desk.read_only", path=path) from error


def _bring_up_to_date(store: Store, is_new: bool) -> None:
    engine = store.engine
    if is_new and isinstance(engine, SqliteEngine):
        engine.db.execute_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    snapshot: Callable[[], None] | None = None if is_new else _snapshot_before_upgrade(store)
    steps = Migrator(engine).upgrade(snapshot)
    if not steps and "search_text" in engine.db.get_tables():
        return
    with engine.write():
        engine.create_search()
    indexes.ensure(engine, store.schema)
    if steps and isinstance(engine, SqliteEngine):
        engine.db.execute_sql(f"PRAGMA user_version = {int(steps[-1].split('_')[0])}")


def _snapshot_before_upgrade(store: Store) -> Callable[[], None]:
    def take() -> None:
        from itdesk.store.before_upgrade import keep_copy

        keep_copy(store)

    return take
