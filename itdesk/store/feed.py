"""The change feed: what other processes wrote, learned from the journal.

SQLite is asked for its `data_version`, which costs microseconds; PostgreSQL tells by NOTIFY.
"""

from __future__ import annotations

import time
from typing import Protocol

from itdesk.core.events import Changed
from itdesk.store.customs import load_custom_columns
from itdesk.store.engine import Engine, rows
from itdesk.store.journal import Journal
from itdesk.store.sqlite import SqliteEngine
from itdesk.store.store import Store

LOOK_AGAIN = 0.05
"""Seconds between two looks at a file while waiting for it to change."""


class _Ear(Protocol):
    def heard(self, seconds: float) -> bool:
        """Whether another connection committed since the last call, waited for up to `seconds`."""
        ...

    def close(self) -> None: ...


class _FileEar:
    """SQLite tells nobody, but looking is cheap. Belongs to one thread's connection."""

    def __init__(self, engine: SqliteEngine) -> None:
        self._engine = engine
        self._mark: int | None = None

    def heard(self, seconds: float) -> bool:
        until = time.monotonic() + seconds
        while (mark := self._engine.change_mark()) == self._mark:
            left = until - time.monotonic()
            if left <= 0:
                return False
            time.sleep(min(left, LOOK_AGAIN))
        self._mark = mark
        return True

    def close(self) -> None:
        self._mark = None


class Feed:
    """Polled a few times a second on one thread; answers each foreign or own change once."""

    def __init__(self, store: Store, head: int | None = None) -> None:
        """`head` is the last journal entry that is known already; None: the present one."""
        self._store = store
        self._head = store.head() if head is None else head
        self._ear = _ear_of(store.engine)
        self._has_news = False

    @property
    def head(self) -> int:
        """The last journal entry that was answered."""
        return self._head

    def wait(self, seconds: float) -> bool:
        """Whether a poll is worth while: somebody wrote, or nobody knows. Waits up to `seconds` for it.

        Raises DeskError(desk.unreachable).
        """
        self._has_news = self._ear.heard(0 if self._has_news else seconds) or self._has_news
        return self._has_news

    def poll(self) -> list[Changed]:
        """Changes since the last call, oldest first; also those of this process. Raises DeskError."""
        if not self.wait(0) and self._store.engine.is_remote:
            return []  # a file is asked all the same: it says nothing of its own connection's writes
        found: list[Changed] = []
        journal, head = Journal(self._store.engine), self._head
        while entries := journal.since(head):
            for entry in entries:
                if entry.changes > 1_000:
                    found += [Changed(kind, (), entry.id) for kind in self._kinds(entry.id)]
                else:
                    touched = journal.touched(entry.id)
                    found += [Changed(kind, tuple(ids), entry.id) for kind, ids in touched.items()]
            head = entries[-1].id
        if any(changed.kind == "custom-column" for changed in found):
            load_custom_columns(self._store.engine, self._store.schema)
        # Only now, so that a connection lost on the way loses no change.
        self._head, self._has_news = head, False
        return found

    def close(self) -> None:
        """End the feed's own connection; the next poll takes a new one."""
        self._ear.close()

    def _kinds(self, entry: int) -> list[str]:
        sql = "SELECT DISTINCT kind FROM journal_change WHERE entry = ?"
        return [row[0] for row in rows(self._store.engine, sql, (entry,))]


def _ear_of(engine: Engine) -> _Ear:
    if isinstance(engine, SqliteEngine):
        return _FileEar(engine)
    from itdesk.store.listener import Listener
    from itdesk.store.postgres import PostgresEngine

    assert isinstance(engine, PostgresEngine)
    return Listener(engine)
