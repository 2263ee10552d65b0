"""The change feed: what other processes wrote, learned from the journal.

SQLite is asked for its `data_version`, which costs microseconds; PostgreSQL tells by NOTIFY.
"""

from __future__ import annotations

from itdesk.core.events import Changed
from itdesk.store.customs import load_custom_columns
from itdesk.store.engine import rows
from itdesk.store.journal import Journal
from itdesk.store.store import Store


class Feed:
    """Polled a few times a second on one thread; answers each foreign or own change once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._mark = store.engine.change_mark()
        self._head = store.head()

    @property
    def head(self) -> int:
        """The last journal entry that was answered."""
        return self._head

    def poll(self) -> list[Changed]:
        """Changes since the last call, oldest first; also those of this process."""
        journal = Journal(self._store.engine)
        found: list[Changed] = []
        for entry in journal.since(self._head):
            self._head = entry.id
            if entry.changes > 1_000:
                found += [Changed(kind, (), entry.id) for kind in self._kinds(entry.id)]
            else:
                touched = journal.touched(entry.id)
                found += [Changed(kind, tuple(ids), entry.id) for kind, ids in touched.items()]
        if any(changed.kind == "custom-column" for changed in found):
            load_custom_columns(self._store.engine, self._store.schema)
        return found

    def has_moved(self) -> bool:
        """Whether another connection committed anything, journaled or not, since the last call."""
        mark = self._store.engine.change_mark()
        moved, self._mark = mark != self._mark, mark
        return moved

    def _kinds(self, entry: int) -> list[str]:
        sql = "SELECT DISTINCT kind FROM journal_change WHERE entry = ?"
        return [row[0] for row in rows(self._store.engine, sql, (entry,))]
