"""The desk looked over: database, journal, files, search index, keys; what an erasure still owes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from itdesk.core.errors import CancelledError, DeskError
from itdesk.store import files
from itdesk.store.engine import quoted, rows, scalar
from itdesk.store.erase import settle
from itdesk.store.journal import Journal
from itdesk.store.search import CODE_SHIFT
from itdesk.store.store import Store

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is not as it must be: in which part (database, journal, …), and what."""

    part: str
    what: str

    def __str__(self) -> str:
        return f"{self.part}: {self.what}"


def check(store: Store, progress: Progress | None = None) -> list[Fault]:
    """Every fault that is found; empty when the desk is sound. Finishes an erasure that is owed.

    `progress` may raise CancelledError.
    """
    found = [Fault("database", what) for what in store.engine.check()]
    try:
        settle(store)
    except DeskError as error:
        found.append(Fault("erasure", str(error)))
    try:
        Journal(store.engine).verify(progress)
    except CancelledError:
        raise
    except DeskError as error:
        found.append(Fault("journal", str(error)))
    found += [Fault("files", what) for what in files.faults(store.engine)]
    found += [Fault("search index", what) for what in _index_faults(store)]
    found += [Fault("numbers", what) for what in _counter_faults(store)]
    return found


def _index_faults(store: Store) -> Iterator[str]:
    """Records that search cannot find, and finds that are no record."""
    for holding in store.schema:
        if not any(column.searched for column in store.schema.kind(holding.kind.name)):
            continue
        base, table = holding.code << CODE_SHIFT, quoted(holding.table)
        inside = f"rowid BETWEEN {base} AND {base + (1 << CODE_SHIFT) - 1}"
        lost = (
            f"SELECT count(*) FROM {table} r WHERE NOT EXISTS"
            f" (SELECT 1 FROM search_text WHERE rowid = {base} + r.id)"
        )
        stray = (
            f"SELECT count(*) FROM search_text WHERE {inside}"
            f" AND rowid - {base} NOT IN (SELECT id FROM {table})"
        )
        for sql, what in ((lost, "are missing"), (stray, "are left over")):
            count = int(scalar(store.engine, sql))
            if count:
                yield f"{count} {holding.kind.plural.lower()} {what}"


def _counter_faults(store: Store) -> Iterator[str]:
    """A key must never be given twice."""
    given = {str(kind): int(last) for kind, last in rows(store.engine, "SELECT kind, last FROM counter")}
    for holding in store.schema:
        highest = int(scalar(store.engine, f"SELECT coalesce(max(id), 0) FROM {quoted(holding.table)}"))
        if highest > given.get(holding.kind.name, 0):
            yield f"the last number of {holding.kind.plural.lower()} is too low"
