"""PostgreSQL's word that somebody wrote: LISTEN on a connection of its own."""

from __future__ import annotations

import select

import psycopg

from itdesk.core.errors import DeskError
from itdesk.store.postgres import CHANNEL, PostgresEngine
from itdesk.store.team_library import first_line


class Listener:
    """Used on one thread. Connects at the first use, and again at the next one after a loss."""

    def __init__(self, engine: PostgresEngine) -> None:
        self._engine = engine
        self._connection: psycopg.Connection | None = None

    def heard(self, seconds: float) -> bool:
        """Whether somebody committed since the last call, waited for up to `seconds`.

        True after (re)connecting, because nobody knows what was missed. Raises
        DeskError(desk.unreachable).
        """
        if self._connection is None:
            self._connection = self._listening()
            return True
        try:
            if self._told(self._connection):
                return True
            select.select([self._connection.fileno()], [], [], seconds)
            return self._told(self._connection)
        except (psycopg.OperationalError, OSError, ValueError) as error:
            self.close()
            raise DeskError("desk.unreachable", detail=first_line(error)) from error

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _listening(self) -> psycopg.Connection:
        try:
            connection = psycopg.connect(self._engine.url, autocommit=True, connect_timeout=10)
            connection.execute(f"LISTEN {CHANNEL}")
        except psycopg.ProgrammingError:
            raise DeskError("desk.url") from None
        except psycopg.OperationalError as error:
            raise DeskError("desk.unreachable", detail=first_line(error)) from error
        return connection

    @staticmethod
    def _told(connection: psycopg.Connection) -> bool:
        """Take what arrived, without asking the server."""
        library = connection.pgconn
        library.consume_input()
        told = False
        while library.notifies() is not None:
            told = True
        return told
