"""The edge to psycopg 3, which only a desk on a server loads: what leaves this file has types."""

# pyright: basic, reportAttributeAccessIssue=false

from __future__ import annotations

from typing import Any, cast

import psycopg
from psycopg.pq import TransactionStatus

from itdesk.core.errors import DeskError
from itdesk.store.engine import Database
from itdesk.store.orm import peewee

__all__ = ["drop_lost", "postgres_database"]


class _Adapter(peewee.Psycopg3Adapter):
    """peewee's own, which has no driver because `orm` kept it from loading one."""

    txn_idle = TransactionStatus.IDLE
    txn_inerror = TransactionStatus.INERROR
    txn_unknown = TransactionStatus.UNKNOWN

    def check_driver(self) -> None:
        """The driver is there: this file imported it."""

    def get_binary_type(self) -> Any:
        return psycopg.Binary

    def connect(self, db: Any, **params: Any) -> Any:
        return psycopg.connect(conninfo=db.database, **params)


class _TeamLibrary(peewee.PostgresqlDatabase):
    """peewee's PostgreSQL that notices a lost connection, says so and takes a new one at the next use."""

    psycopg2_adapter = psycopg3_adapter = _Adapter

    def _connect(self) -> Any:
        try:
            return super()._connect()
        except psycopg.ProgrammingError:
            # The library quotes parts of a URL it cannot read, and one may be a password.
            raise DeskError("desk.url") from None
        except psycopg.OperationalError as error:
            raise DeskError("desk.unreachable", detail=first_line(error)) from error

    def execute_sql(self, sql: str, params: Any = None) -> Any:
        try:
            return super().execute_sql(sql, _without_nul(params))
        except (peewee.OperationalError, peewee.InterfaceError) as error:
            if not self.is_lost():
                raise
            self.drop_lost()
            raise DeskError("desk.unreachable", detail=first_line(error)) from error

    def is_lost(self) -> bool:
        """Whether this thread's connection was open and is no more."""
        return not self._state.closed and self._state.conn.closed

    def drop_lost(self) -> None:
        """Forget a lost connection; inside a transaction that is left to its end."""
        if self.is_lost() and not self.in_transaction():
            self.close()


def _without_nul(params: Any) -> Any:
    """PostgreSQL takes no NUL in a text; records hold none, so one that is looked for is simply not there."""
    if not params:
        return params
    return tuple(p.replace("\0", "\ufffd") if isinstance(p, str) and "\0" in p else p for p in params)


def first_line(error: BaseException) -> str:
    """What a database error says, without the statement and hints that follow."""
    lines = str(error).strip().splitlines()
    return lines[0] if lines else type(error).__name__


def postgres_database(url: str) -> Database:
    """A PostgreSQL database through psycopg 3; nothing is opened yet."""
    return cast(Database, _TeamLibrary(url, connect_timeout=10))


def drop_lost(database: Database) -> None:
    """Forget this thread's connection to a server if it was lost."""
    if isinstance(database, _TeamLibrary):
        database.drop_lost()
