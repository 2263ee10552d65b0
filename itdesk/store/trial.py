"""A store on which everything can be tried: each write is taken back at its end."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager

from itdesk.store.store import Store
from itdesk.store.unit import Unit


class _TakenBackError(Exception):
    """Ends a unit of work that was only a trial."""


class TrialStore(Store):
    """Shares the engine of another store; what happens in `write` is seen inside it alone."""

    def __init__(self, store: Store) -> None:
        super().__init__(store.engine, store.schema, store.clock, store.origin)

    @contextmanager
    def write(self, actor: str, verb: str, *, detail: str = "", undoes: int | None = None) -> Generator[Unit]:
        """A unit of work as of `Store.write`, rolled back; nothing is journaled or published."""
        try:
            with super().write(actor, verb, detail=detail, undoes=undoes) as unit:
                yield unit
                raise _TakenBackError
        except _TakenBackError:
            return
