"""Bringing a desk's schema up to date: snapshot first, then all steps or none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from itdesk.core.errors import DeskError
from itdesk.store.engine import Database, Engine, quoted, scalar
from itdesk.store.library import MigrationError, Steps

HISTORY = "migration"
"""The table of the steps that were made."""

DIRECTORY = Path(__file__).parent / "migrations"


def steps_of(engine: Engine) -> Steps:
    """The steps of every desk, as far as this one has made them."""
    return Steps(engine.db, DIRECTORY, HISTORY)


class Migrator:
    """The schema steps of one desk."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._steps = steps_of(engine)

    def pending(self) -> list[str]:
        """Steps not applied yet; raises DeskError(desk.newer) when the desk knows more than we do."""
        known = self._steps.known()
        applied = set(self._steps.applied())
        unknown = sorted(applied - set(known))
        if unknown:
            raise DeskError("desk.newer", path=self._engine.place, found=unknown[-1], known=known[-1])
        return [name for name in known if name not in applied]

    def upgrade(self, snapshot: Callable[[], None] | None) -> list[str]:
        """Apply what is pending, whole or not at all; answers the steps. `snapshot` is called before."""
        steps = self.pending()
        if not steps:
            return []
        if snapshot is not None:
            snapshot()
        # The writer's turn is taken as well: another process may be about the same.
        with self._steps.transaction(), self._engine.write():
            steps = self.pending()
            before = self._counts()
            try:
                self._steps.apply()
            except MigrationError as error:
                raise DeskError("desk.damaged", path=self._engine.place, detail=error) from error
            self._refuse_lost_rows(before)
        return steps

    def _counts(self) -> dict[str, int]:
        tables = [t for t in self._engine.db.get_tables() if not t.startswith("search_text")]
        return {t: int(scalar(self._engine, f"SELECT count(*) FROM {quoted(t)}")) for t in tables}

    def _refuse_lost_rows(self, before: dict[str, int]) -> None:
        """Column changes once emptied child tables silently (peewee's bare `migrate`)."""
        after = self._counts()
        for table, expected in before.items():
            if table != HISTORY and after.get(table, expected) != expected:
                raise DeskError("desk.count", table=table, expected=expected, found=after.get(table, 0))


def is_empty(database: Database) -> bool:
    """Whether the database holds no desk yet."""
    return "journal_entry" not in database.get_tables()
