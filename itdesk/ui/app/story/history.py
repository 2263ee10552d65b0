"""History of a record: who did what and when, undo of an entry, and the record as it was then."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from itdesk.core.values import show_date
from itdesk.ui.app.record_detail import RecordDetail
from itdesk.ui.app.story.field_lines import field_lines
from itdesk.ui.app.story.history_reading import HistoryItem, read_history
from itdesk.ui.kit.buttons import Button, IconButton
from itdesk.ui.kit.cards import rule
from itdesk.ui.kit.chips import Avatar
from itdesk.ui.kit.detail import ScrollColumn, sentence
from itdesk.ui.kit.icon_mark import IconMark
from itdesk.ui.kit.text import ElidedLabel, Label, NameLabel, Panel, set_tooltip
from itdesk.ui.kit.theme import theme

if TYPE_CHECKING:
    from itdesk.ui.app.context import DeskContext

SHOWN = 30
"""Entries that are drawn at first; the rest comes with "Show older"."""


class RecordHistory(RecordDetail):
    """Newest first, a heading for each day; entries after the date that is shown are grey."""

    as_at_asked = Signal(object)
    """Show everything as it was after this instant (UTC ms)."""

    def __init__(self, context: DeskContext, kind: str, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.kind_name = kind
        self.at: int | None = None
        self.items: list[HistoryItem] = []
        self._shown = SHOWN
        self._scroll = ScrollColumn(margins=(0, 0, 0, 12))
        self._scroll.column.setSpacing(0)
        column = QVBoxLayout(self.body)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._scroll)
        self.setAccessibleName(self.tr("History"))

    def read(self, record: int) -> list[HistoryItem] | None:
        return read_history(self.context.desk, self.context.kind(self.kind_name), record)

    def fill(self, found: list[HistoryItem]) -> None:
        if self.changed_record:
            self._shown = SHOWN
        elif found == self.items:
            return
        self.items = found
        self._draw()

    def show_at(self, at: int | None) -> None:
        """Mark what came after an instant (UTC ms); None marks nothing."""
        if at != self.at:
            self.at = at
            self._draw()

    # --- drawing -----------------------------------------------------------------------------
    def _draw(self) -> None:
        self._scroll.clear()
        column, day, later = self._scroll.column, date.min, self.at is not None
        for item in self.items[: self._shown]:
            if later and self.at is not None and item.at <= self.at:
                later = False
                column.addWidget(self._border(self.at))
            if item.when.date() != day:
                day = item.when.date()
                column.addWidget(_day(day))
            column.addWidget(self._entry(item, later=later))
            column.addWidget(rule())
        if not self.items:
            column.addWidget(sentence(self.tr("Nothing is written about this record.")))
        if len(self.items) > self._shown:
            more = Button(self.tr("Show older"), "link")
            more.clicked.connect(self.show_older)
            column.addWidget(more, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)

    def show_older(self) -> None:
        self._shown += SHOWN
        self._draw()

    def _border(self, at: int) -> QWidget:
        """The line between what was already so on the date and what came later."""
        line = Panel("banner")
        line.setProperty("state", "maint")
        line.setFixedHeight(theme().px(30))
        row = QHBoxLayout(line)
        row.setContentsMargins(18, 0, 18, 0)
        row.addWidget(IconMark("history", "maint_fg", 14))
        row.addWidget(Label(self.tr("What is below was so on the date shown"), "small", "maint_fg", 600), 1)
        return line

    def _entry(self, item: HistoryItem, *, later: bool) -> QWidget:
        holder = QWidget()
        holder.setAccessibleName(f"{item.actor}, {item.verb}, {item.when:%H:%M}")
        column = QVBoxLayout(holder)
        column.setContentsMargins(18, 8, 18, 8)
        column.setSpacing(4)
        column.addLayout(self._head(item, "text3" if later else "text"))
        column.addLayout(field_lines(item.op, item.fields, "text3" if later else "text"))
        if item.refusal:
            why = Label(item.refusal, "small", "text2", wrap=True)
            why.setContentsMargins(theme().px(32), 0, 0, 0)
            column.addWidget(why)
        return holder

    def _head(self, item: HistoryItem, ink: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(Avatar(item.actor, 24))
        row.addWidget(NameLabel(item.actor, ink=ink))
        row.addWidget(NameLabel(item.verb, ink=ink, weight=400))
        about = self.tr("entry {number}").format(number=f"{item.entry:,}")
        row.addWidget(ElidedLabel(about, "small", "text2"), 1)
        then = IconButton("history", self.tr("Show as at entry {number}").format(number=item.entry))
        then.clicked.connect(partial(self.as_at_asked.emit, item.at))
        row.addWidget(then)
        row.addWidget(self._undo_button(item))
        row.addWidget(Label(f"{item.when:%H:%M}", "small", "text2"))
        return row

    def _undo_button(self, item: HistoryItem) -> Button:
        words = self.tr("Undo")
        if item.changes > 1:
            words = self.tr("Undo all {count}").format(count=f"{item.changes:,}")
        button = Button(words, "quiet", "undo-2", small=True)
        button.setAccessibleName(self.tr("Undo entry {number}").format(number=item.entry))
        button.setEnabled(not item.refusal)
        set_tooltip(button, item.refusal)
        button.clicked.connect(partial(self.undo, item.entry))
        return button

    # --- what can be done ----------------------------------------------------------------------
    def undo(self, entry: int) -> None:
        """As a new entry of today; why it cannot be is said by the message channel."""
        self.context.undo(entry, self._undone)

    def _undone(self, _entry: object) -> None:
        self.again()


def _day(day: date) -> QWidget:
    line = Panel("dialogfoot")
    line.setFixedHeight(theme().px(28))
    row = QHBoxLayout(line)
    row.setContentsMargins(18, 0, 18, 0)
    row.addWidget(Label(f"{day:%a} {show_date(day)}", "small", "text2", 500))
    return line
