"""What the rest of the store asks of a database engine; all that differs between engines is behind it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from contextlib import AbstractContextManager
from itertools import product
from typing import Any, Protocol

from itdesk.core.types import Type
from itdesk.store.orm import peewee

APPLICATION_ID = 0x69746465  # "itde", in the header of a SQLite desk

Params = Sequence[object]
Row = tuple[Any, ...]
Grams = Sequence[tuple[str, ...]]
"""Parts of text; each stands for the alternatives in its tuple."""


class Cursor(Protocol):
    """A DB-API cursor, of either library."""

    @property
    def rowcount(self) -> int: ...
    def fetchone(self) -> Row | None: ...
    def fetchall(self) -> list[Row]: ...
    def fetchmany(self, size: int) -> list[Row]: ...
    def execute(self, sql: str, params: Params = ...) -> object: ...
    def executemany(self, sql: str, params: Sequence[Params]) -> object: ...
    def close(self) -> None: ...


class Database(Protocol):
    """The part of peewee's database that is used here; peewee itself has no types."""

    def connect(self, reuse_if_open: bool = False) -> bool: ...
    def close(self) -> bool: ...
    def is_closed(self) -> bool: ...
    def connection(self) -> Any: ...
    def cursor(self) -> Cursor: ...
    def execute_sql(self, sql: str, params: Params | None = None) -> Cursor: ...
    def transaction(self, *modes: str) -> AbstractContextManager[object]: ...
    def get_tables(self) -> list[str]: ...


class Engine(Protocol):
    """One open database. Connections are thread-local and opened at first use."""

    @property
    def db(self) -> Database: ...

    place: str
    """The file or the URL without its password, as shown to a person."""

    @property
    def is_remote(self) -> bool:
        """Whether reads may be slow, so that the window must not do them on its own thread."""
        ...

    def write(self) -> AbstractContextManager[None]:
        """One write transaction: alone, and either whole or not at all. Never nested."""
        ...

    def close(self) -> None:
        """Close this thread's connection."""
        ...

    # --- dialect -------------------------------------------------------------------------
    def sql(self, text: str) -> str:
        """A statement written with `?` in the engine's own parameter style."""
        ...

    def sort_key(self, expression: str) -> str:
        """The expression that sorts text without regard to case."""
        ...

    def equals_text(self, expression: str) -> str:
        """A condition with one `?`: equal without regard to case."""
        ...

    def contains_text(self, expression: str, needle: str) -> tuple[str, str]:
        """A condition with one `?` and its parameter: holds `needle` in any case."""
        ...

    def matches_text(self, expression: str, pattern: str) -> tuple[str, str]:
        """A condition with one `?` and its parameter: matches a pattern whose wildcard is `*`."""
        ...

    def literal(self, text: str) -> str:
        """Text as it stands in a statement that cannot hold parameters."""
        ...

    def custom_value(self, table: str, name: str, kind: Type) -> str:
        """The expression of a custom column kept in the JSON column `custom`."""
        ...

    # --- full text -----------------------------------------------------------------------
    def create_search(self) -> None: ...

    def index_texts(self, documents: Sequence[tuple[int, str]], replacing: bool) -> None:
        """Write (document number, text) rows; `replacing` when older ones may exist."""
        ...

    def unindex(self, documents: Sequence[int]) -> None: ...

    def search_condition(self, grams: Grams) -> tuple[str, list[str]]:
        """A condition on `search_text`: holds one of each of `grams` as a part; its parameters."""
        ...

    # --- upkeep --------------------------------------------------------------------------
    def check(self) -> list[str]:
        """Faults found by the engine's own integrity check; empty when sound."""
        ...

    def scrub(self) -> None:
        """Rewrite storage so that erased bytes are gone from the desk's files."""
        ...


LIBRARY_ERRORS: AbstractContextManager[None] = vars(peewee)["__exception_wrapper__"]
"""Turns the library's errors into peewee's, where peewee itself does not: fetching, and many at once."""


def rows(engine: Engine, sql: str, params: Params = ()) -> list[Row]:
    """Every row of a statement, fetched whole: an unfinished SELECT would grow the WAL."""
    cursor = engine.db.execute_sql(engine.sql(sql), tuple(params))
    with LIBRARY_ERRORS:
        return cursor.fetchall()


def one(engine: Engine, sql: str, params: Params = ()) -> Row | None:
    return engine.db.execute_sql(engine.sql(sql), tuple(params)).fetchone()


def scalar(engine: Engine, sql: str, params: Params = ()) -> Any:
    found = one(engine, sql, params)
    return None if found is None else found[0]


def equals_any_case(engine: Engine, expression: str, text: str) -> tuple[str, tuple[str, ...]]:
    """(condition, parameters): `expression` is `text` in any case, on both engines alike.

    SQLite folds ASCII alone, and a collation of our own would bind the file's indexes to us: so every
    spelling of the other letters is asked for. Beyond `CASED` such letters only the usual ones are.
    """
    spelt = spellings(text)
    condition = " OR ".join(engine.equals_text(expression) for _ in spelt)
    return f"({condition})", spelt


CASED = 6
"""Letters outside ASCII of which every mixture of cases is looked for."""


def spellings(text: str) -> tuple[str, ...]:
    """`text` composed and decomposed, its letters outside ASCII in either case."""
    if text.isascii():
        return (text,)
    whole = unicodedata.normalize("NFC", text)
    letters = [_cases(letter) for letter in whole]
    if sum(len(cases) > 1 for cases in letters) <= CASED:
        forms = ["".join(form) for form in product(*letters)]
    else:
        forms = [whole, whole.lower(), whole.upper(), whole.title()]
    return tuple(dict.fromkeys(unicodedata.normalize(form, f) for f in forms for form in ("NFC", "NFD")))


def _cases(letter: str) -> tuple[str, ...]:
    if letter.isascii():
        return (letter,)
    return tuple(dict.fromkeys((letter, *(c for c in (letter.lower(), letter.upper()) if len(c) == 1))))


def execute(engine: Engine, sql: str, params: Params = ()) -> int:
    """Run a statement inside the current transaction; answers the number of rows it touched."""
    return engine.db.execute_sql(engine.sql(sql), tuple(params)).rowcount


def execute_many(engine: Engine, sql: str, batch: Sequence[Params]) -> None:
    """Run one statement for each row of parameters, inside the current transaction."""
    if batch:
        run_many(engine.db, engine.sql(sql), batch)


def run_many(db: Database, sql: str, batch: Sequence[Params]) -> None:
    """`execute_many` for a statement in the engine's own parameter style."""
    with LIBRARY_ERRORS:
        cursor = db.cursor()
        cursor.executemany(sql, batch)
        cursor.close()


_NOT_STORABLE = re.compile("[\x00\ud800-\udfff]")


def is_storable(text: str) -> bool:
    """Whether a desk can hold a text at all; what it cannot hold is never found in it."""
    return _NOT_STORABLE.search(text) is None


def quoted(name: str) -> str:
    """An identifier that came from a kind's description."""
    return '"' + name.replace('"', '""') + '"'


def like_pattern(text: str) -> str:
    """Text made literal for LIKE … ESCAPE '\\'."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def glob_pattern(pattern: str) -> str:
    """A pattern whose only wildcard is `*`, as LIKE … ESCAPE '\\' understands it."""
    return like_pattern(pattern).replace("*", "%")
