"""The journal's entries as rows of the one list, newest first."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from itdesk.core.kinds import Column
from itdesk.core.types import Type
from itdesk.core.values import show_value
from itdesk.desk.desk import Desk
from itdesk.store.journal import Entry, Sought
from itdesk.ui.app.source import FIRST_SCREEN, FirstScreen
from itdesk.ui.kit.record_model import ListColumn
from itdesk.ui.kit.rows import Cell, Look, Row


def tr(text: str) -> str:
    return QCoreApplication.translate("history", text)


def when_column() -> Column:
    return Column(name="when", label=tr("When"), type=Type.INSTANT)


def entry_columns() -> tuple[ListColumn, ...]:
    """What the list shows of an entry; its order is the chain's."""
    return (
        _column("entry", tr("Entry"), Look.NUMBER, 70),
        ListColumn(when_column(), Look.TEXT, width=140, sortable=False),
        _column("who", tr("Who"), Look.AVATAR, 150),
        _column("what", tr("What"), Look.TITLE, 200, stretch=True),
        _column("changes", tr("Changes"), Look.NUMBER, 80),
        _column("from", tr("From"), Look.TEXT, 80, min_window=1200),
        _column("state", tr("State"), Look.CHIP, 130),
    )


def _column(
    name: str, label: str, look: Look, width: int, *, stretch: bool = False, min_window: int = 0
) -> ListColumn:
    column = Column(name=name, label=label, editable=False)
    return ListColumn(column, look, width=width, stretch=stretch, min_window=min_window, sortable=False)


@dataclass(frozen=True, slots=True)
class JournalReader:
    """Reads the entries that are sought; safe in any thread."""

    desk: Desk
    sought: Sought

    @property
    def answers_later(self) -> bool:
        return self.desk.store.engine.is_remote

    def first(self) -> FirstScreen[JournalReader]:
        """The newest entries and their rows; raises DeskError."""
        ids = self.desk.journal.ids(self.sought, FIRST_SCREEN)
        return FirstScreen(self, array("q", ids), self.rows(ids), len(ids) < FIRST_SCREEN)

    def all_ids(self) -> array[int]:
        return array("q", self.desk.journal.ids(self.sought))

    def rows(self, keys: Sequence[int]) -> list[Row]:
        found = {entry.id: entry for entry in self.desk.journal.several(keys)}
        return [self._row(found[key]) if key in found else Row(key) for key in keys]

    def _row(self, entry: Entry) -> Row:
        cells = {
            "entry": Cell(entry.id, f"{entry.id:,}"),
            "when": Cell(entry.at, show_value(when_column(), entry.at, zone=self.desk.zone)),
            "who": Cell(entry.actor, entry.actor or "—"),
            "what": Cell(entry.verb, what_words(entry), hint=entry.detail),
            "changes": Cell(entry.changes, f"{entry.changes:,}"),
            "from": Cell(entry.origin, entry.origin),
            "state": _state(entry),
        }
        return Row(entry.id, 0, str(entry.id), cells)


def what_words(entry: Entry) -> str:
    """The verb with its detail: "import assets · assets-2026.csv"."""
    words = entry.verb[:1].upper() + entry.verb[1:]
    return f"{words} · {entry.detail}" if entry.detail else words


def _state(entry: Entry) -> Cell:
    if entry.undone_by is not None:
        return Cell("undone", tr("Undone by {entry}").format(entry=f"{entry.undone_by:,}"), state="unknown")
    if entry.undoes is not None:
        return Cell("undoes", tr("Undoes {entry}").format(entry=f"{entry.undoes:,}"), state="maint")
    return Cell(None, "")
