"""Library errors of the database turned into known errors with something to do about them."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager

from itdesk.core.errors import DeskError
from itdesk.store.orm import peewee

_BY_PHRASE = (
    ("database or disk is full", "desk.full"),
    ("no space left", "desk.full"),
    ("readonly database", "desk.read_only"),
    ("read-only transaction", "desk.read_only"),
    ("unable to open database file", "desk.read_only"),
    ("database is locked", "desk.locked"),
    ("database table is locked", "desk.locked"),
    ("lock timeout", "desk.locked"),
    ("file is not a database", "desk.foreign"),
    ("file is encrypted", "desk.foreign"),
    ("malformed", "desk.damaged"),
    ("corrupt", "desk.damaged"),
    ("disk i/o error", "desk.io"),
    ("connection refused", "desk.unreachable"),
    ("could not connect", "desk.unreachable"),
    ("connection failed", "desk.unreachable"),
    ("connection timeout", "desk.unreachable"),
    ("server closed the connection", "desk.unreachable"),
    ("the connection is lost", "desk.unreachable"),
    ("connection is closed", "desk.unreachable"),
    ("terminating connection", "desk.unreachable"),
    ("could not translate host name", "desk.unreachable"),
    ("failed to resolve host", "desk.unreachable"),
    ("authentication failed", "desk.unreachable"),
    ("consuming input failed", "desk.unreachable"),
)


def known_fault(error: BaseException, place: str) -> DeskError | None:
    """The known error behind a library error; a failed rollback hides the first one in its context."""
    seen: BaseException | None = error
    while seen is not None:
        text = str(seen).casefold()
        for phrase, code in _BY_PHRASE:
            if phrase in text:
                detail = str(seen).strip().splitlines()[0]
                return DeskError(code, path=place, detail=detail)
        seen = seen.__cause__ or seen.__context__
    return None


@contextmanager
def faults_translated(place: str) -> Generator[None]:
    """Raise DeskError for what the database reports about disk, lock, damage or network."""
    try:
        yield
    except (peewee.OperationalError, peewee.DatabaseError, peewee.InterfaceError, OSError) as error:
        known = known_fault(error, place)
        if known is None:
            raise
        raise known from error
