"""What every printed document takes from the desk: its imprint, and records as people read them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from itdesk.core.clock import to_datetime
from itdesk.core.kinds import Column, Kind
from itdesk.core.query.tree import Query
from itdesk.core.types import Type
from itdesk.core.values import MISSING, show_value
from itdesk.desk.desk import Desk
from itdesk.reports.model import Cell, Fact, Imprint, Mark
from itdesk.store.lists import ListRow, Lists

BATCH = 2_000
UNNAMED = "itdesk"
OMITTED = frozenset({"number", "pauses", "paused", "body", "description", "notes", "checklist"})
"""Columns that stand elsewhere on a sheet than among its facts, or nowhere."""


@dataclass(frozen=True)
class SheetSource:
    """The desk as one print sees it: now, or as it was at an instant."""

    desk: Desk
    at: int | None = None

    @contextmanager
    def lists(self, kind: str) -> Iterator[Lists]:
        with self.desk.lists_at(kind, self.at) as lists:
            yield lists

    def imprint(self) -> Imprint:
        desk = self.desk
        return Imprint(
            office=str(desk.settings["office-name"]) or UNNAMED,
            printed_at=self.moment(desk.store.clock.now()),
            printed_by=desk.actor,
            journal_head=desk.journal.head_digest(),
            journal_entry=desk.store.head(),
            as_at=self.moment(self.at) if self.at is not None else "",
        )

    def moment(self, instant: int) -> str:
        return f"{to_datetime(instant, self.desk.zone):%d %b %Y %H:%M}"

    def rows(
        self, kind: Kind, query: Query, columns: Sequence[Column], limit: int | None = None
    ) -> list[ListRow]:
        """The records a query finds, in its order."""
        with self.lists(kind.name) as lists:
            keys = lists.ids(kind.name, query, me=self.desk.me(), limit=limit)
            found: list[ListRow] = []
            for start in range(0, len(keys), BATCH):
                found += lists.rows(kind.name, keys[start : start + BATCH], columns)
        return found

    def rows_of(self, kind: Kind, keys: Sequence[int], columns: Sequence[Column]) -> list[ListRow]:
        with self.lists(kind.name) as lists:
            return lists.rows(kind.name, keys, columns)

    def text(self, column: Column, row: ListRow) -> str:
        """A cell in words; a reference is what its record is called."""
        value = row.values[column.name]
        if value is None or value == "":
            return MISSING
        if column.type is Type.REFERENCE:
            return self.desk.store.schema.kind(column.kind).format_ref(row.labels.get(column.name))
        if column.field == "id":
            return str(value)
        return show_value(column, value, zone=self.desk.zone)

    def cell(self, column: Column, row: ListRow) -> Cell:
        """A cell with its state's glyph where the column has states."""
        value = row.values[column.name]
        choice = column.choice(str(value)) if column.type is Type.CHOICE and value is not None else None
        if choice is not None and choice.state != "unknown":
            return Mark(choice.label, choice.state)
        return self.text(column, row)

    def facts(self, kind: Kind, row: ListRow, omit: frozenset[str] = OMITTED) -> tuple[Fact, ...]:
        """Every column of a record that says something."""
        return tuple(
            Fact(column.label, self.cell(column, row))
            for column in kind
            if column.name not in omit and row.values.get(column.name) not in (None, "")
        )
