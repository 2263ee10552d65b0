"""The verified copy of a desk that is kept before its schema changes: a desk file of the older schema."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

from itdesk.core.errors import DeskError
from itdesk.store.backup import default_folder, stem_of
from itdesk.store.carrying import FILES, PAGE, converted, count, pages, reading
from itdesk.store.desk_file import lay_down, opened, refuse_faults, removed_on_failure
from itdesk.store.engine import APPLICATION_ID, Engine, execute_many, quoted, rows
from itdesk.store.journal import Journal
from itdesk.store.library import Steps
from itdesk.store.migrate import HISTORY, steps_of
from itdesk.store.sqlite import SqliteEngine, create_file
from itdesk.store.store import Store
from itdesk.store.tables import FileChunk, Lease, Upkeep

TEXTS = "search_text"
"""The full text, which each engine keeps in its own way; SQLite names its own tables after it."""


def keep_copy(store: Store) -> Path:
    """Copy the desk as it is and prove the copy; raises DeskError, and leaves no half file.

    A desk file gets it beside itself, a desk on a server where its backups go.
    """
    engine = store.engine
    beside = engine.path.name if isinstance(engine, SqliteEngine) else stem_of(engine)
    folder = engine.path.parent if isinstance(engine, SqliteEngine) else default_folder(store)
    path = _made_in(folder, f"{beside}.before-upgrade")
    with removed_on_failure(path):
        if isinstance(engine, SqliteEngine):
            engine.snapshot(str(path))
        else:
            _carry(engine, path)
            lay_down(path)
        with opened(path) as copy:
            refuse_faults(copy, path)
    return path


def _made_in(folder: Path, name: str) -> Path:
    """A new empty file; another process may be making one at the same moment."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DeskError("file.unwritable", path=folder, why=error.strerror or error) from error
    path, number = folder / name, 1
    while True:
        try:
            create_file(path)
        except DeskError as error:
            if error.code != "desk.exists":
                raise
            number += 1
            path = folder / f"{name}-{number}"
        else:
            return path


# --- from a server ----------------------------------------------------------------------


def _carry(source: Engine, path: Path) -> None:
    """Today's models do not fit an older schema: the same steps make the tables, and rows go by name."""
    target = SqliteEngine(path)
    with closing(target), reading(source):
        target.db.connect(reuse_if_open=True)
        target.db.execute_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        _make_tables(target, steps_of(source).applied())
        tables = _tables(target)
        with target.write():
            target.db.execute_sql("PRAGMA defer_foreign_keys = ON")
            for table in tables:
                _carry_table(source, target, table)
            for page in pages(source, f"SELECT rowid, body FROM {TEXTS}", PAGE):
                texts: list[tuple[Any, Any]] = [(row[0], row[1]) for row in page]
                target.index_texts(texts, replacing=False)
        _compare(source, target, tables)


def _make_tables(target: SqliteEngine, made: list[str]) -> None:
    steps: Steps = steps_of(target)
    with steps.transaction(), target.write():
        steps.apply(until=made[-1])
        target.create_search()
    target.db.execute_sql(f"PRAGMA user_version = {int(made[-1].split('_')[0])}")


def _tables(target: SqliteEngine) -> list[str]:
    """All but facts about where a desk is, which are not true of its copy."""
    left = {HISTORY, *(str(vars(model)["_meta"].table_name) for model in (Lease, Upkeep))}
    return [t for t in target.db.get_tables() if t not in left and not t.startswith((TEXTS, "sqlite_"))]


def _carry_table(source: Engine, target: SqliteEngine, table: str) -> None:
    names = [str(name) for (name,) in rows(target, "SELECT name FROM pragma_table_info(?)", (table,))]
    listed = ",".join(map(quoted, names))
    into = f"INSERT INTO {quoted(table)} ({listed}) VALUES ({','.join('?' * len(names))})"
    size = FILES if table == str(vars(FileChunk)["_meta"].table_name) else PAGE
    for page in pages(source, f"SELECT {listed} FROM {quoted(table)}", size):
        execute_many(target, into, [converted(row, ()) for row in page])


def _compare(source: Engine, target: SqliteEngine, tables: list[str]) -> None:
    for table in tables:
        expected, found = count(source, table), count(target, table)
        if expected != found:
            raise DeskError("desk.count", table=table, expected=expected, found=found)
    head = Journal(source).head_digest()
    if Journal(target).head_digest() != head:
        raise DeskError("desk.count", table="journal_entry", expected=head, found="another head")
