"""Rows of one database as another takes them: read at one instant, a page at a time."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Any, cast

from itdesk.store.engine import LIBRARY_ERRORS, Cursor, Engine, Row, quoted, scalar
from itdesk.store.sqlite import SqliteEngine

PAGE = 2_000
FILES = 8
"""Chunks of kept files in memory at once: a mebibyte each."""


def count(engine: Engine, table: str) -> int:
    return int(scalar(engine, f"SELECT count(*) FROM {quoted(table)}"))


def reading(engine: Engine) -> AbstractContextManager[None]:
    return _sqlite_reading(engine) if isinstance(engine, SqliteEngine) else _remote_reading(engine)


@contextmanager
def _sqlite_reading(engine: Engine) -> Generator[None]:
    """One state of the file, whatever others write meanwhile."""
    engine.db.connect(reuse_if_open=True)
    with engine.db.transaction("DEFERRED"):
        yield


@contextmanager
def _remote_reading(engine: Engine) -> Generator[None]:
    engine.db.connect(reuse_if_open=True)
    with engine.db.transaction():
        engine.db.execute_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield


def pages(engine: Engine, sql: str, size: int) -> Iterator[list[Row]]:
    """The rows of a statement, `size` at a time; of a server's, no more than these are in memory."""
    connection: Any = engine.db.connection()
    cursor: Any = connection.cursor("carry") if engine.is_remote else connection.cursor()
    try:
        with LIBRARY_ERRORS:
            cursor.execute(sql)
        while page := _page(cursor, size):
            yield page
    finally:
        with LIBRARY_ERRORS:
            cursor.close()


def _page(cursor: Cursor, size: int) -> list[Row]:
    with LIBRARY_ERRORS:
        return cursor.fetchmany(size)


def converted(row: Row, booleans: Sequence[int]) -> list[Any]:
    """A row as either engine takes it."""
    cells: list[Any] = [bytes(cast(bytes, c)) if isinstance(c, memoryview) else c for c in row]
    for place in booleans:
        cells[place] = None if cells[place] is None else bool(cells[place])
    return cells
