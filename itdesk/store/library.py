"""The edge to peewee and the SQLite library, which have no types: what leaves this file has.

sqlcipher3 is the one SQLite library of the process; two in one process break each other's locks.
"""

# pyright: basic, reportAttributeAccessIssue=false

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, cast

import sqlcipher3

from itdesk.store.engine import Database
from itdesk.store.orm import MigrationError, Runner, peewee

LibraryError: type[Exception] = sqlcipher3.Error

__all__ = [
    "LibraryError", "MigrationError", "Steps", "connect", "sorted_models", "sqlite_database",
]  # fmt: skip


class _SqliteLibrary(peewee.SqliteDatabase):
    """peewee's SQLite on the sqlcipher3 library, with every pragma asserted."""

    def _connect(self) -> Any:
        connection = sqlcipher3.connect(
            self.database, isolation_level=None, timeout=10, **self.connect_params
        )
        try:
            self._add_conn_hooks(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def _set_pragmas(self, conn: Any) -> None:
        cursor = conn.cursor()
        for pragma, value in self._pragmas:
            cursor.execute(f"PRAGMA {pragma} = {value}")
            found = cursor.execute(f"PRAGMA {pragma}").fetchone()
            if found is None or str(found[0]).lower() != str(value):
                raise peewee.OperationalError(f"pragma {pragma} is {found}, not {value}")
        cursor.close()


def sqlite_database(place: str, pragmas: Mapping[str, str | int], *, uri: bool = False) -> Database:
    """A SQLite file by path, or by URI; nothing is opened yet."""
    options: dict[str, Any] = {"uri": True} if uri else {}
    library = _SqliteLibrary(place, pragmas=dict(pragmas), **options)
    library.register_function(_fold, "fold", 1, deterministic=True)
    return cast(Database, library)


def connect(place: str, **options: Any) -> Any:
    """A bare connection of the SQLite library; raises LibraryError."""
    return sqlcipher3.connect(place, **options)


def sorted_models(models: Sequence[type[peewee.Model]]) -> list[type[peewee.Model]]:
    """Tables that others refer to come first."""
    return list(peewee.sort_models(models))


class Steps:
    """The schema steps of a folder on a database (peewee's Runner); raises MigrationError."""

    def __init__(self, database: Database, folder: Path, history: str) -> None:
        self._runner = Runner(database, str(folder), table_name=history)

    def known(self) -> list[str]:
        return [str(step.name) for step in self._runner.migrations()]

    def applied(self) -> list[str]:
        return [str(name) for name in self._runner.applied()]

    def transaction(self) -> AbstractContextManager[None]:
        """One transaction for all that is done to tables; SQLite's foreign keys rest meanwhile."""
        return self._runner.migrator.migration_context(True)

    def apply(self, until: str | None = None) -> None:
        """Make the steps that are pending (up to one of them), each with the record that it was made."""
        self._runner.up(until)


def _fold(text: object) -> object:
    return text.casefold() if isinstance(text, str) else text
