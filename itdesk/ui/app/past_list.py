"""A list as at a date: the line that says so, columns named "then", and what became of each record."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from itdesk.core.clock import from_datetime, to_datetime
from itdesk.core.kinds import SINCE_THEN
from itdesk.core.values import parse_date, show_date
from itdesk.ui.app.since import since_column
from itdesk.ui.kit.date_edit import DateEdit
from itdesk.ui.kit.icon_mark import IconMark
from itdesk.ui.kit.record_model import ListColumn
from itdesk.ui.kit.rows import Look
from itdesk.ui.kit.text import ElidedLabel, Label, Panel
from itdesk.ui.kit.theme import theme

if TYPE_CHECKING:
    from itdesk.ui.pages.list_page import ListPage

DATE_WIDTH = 150
LAST_DAY = date.max - timedelta(days=1)
CHANGED = f"-{SINCE_THEN.name}:same"
"""The term that leaves only what is not as it was then."""


class PastBar(Panel):
    """44 px over the list: what one sees, how many there were, and another date."""

    day_chosen = Signal(object)
    """A `datetime.date`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("banner", parent)
        self.setProperty("state", "maint")
        self.setFixedHeight(theme().px(44))
        self.head = Label("", "body", "maint_fg", 600)
        self.rest = ElidedLabel("", "body", "maint_fg")
        self.day = DateEdit(self)
        self.day.setFixedWidth(theme().px(DATE_WIDTH))
        self.day.setAccessibleName(self.tr("Show the list as at this day"))
        self.day.returnPressed.connect(self._entered)
        self.day.textEdited.connect(self._edited)
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 0, 18, 0)
        row.setSpacing(10)
        row.addWidget(IconMark("history", "maint_fg"))
        row.addWidget(self.head)
        row.addWidget(self.rest, 1)
        row.addWidget(self.day)
        self.hide()

    def say(self, head: str, rest: str, day: date) -> None:
        self.head.setText(head)
        self.rest.setText(rest)
        self.day.setText(show_date(day))
        self._mark(wrong=False)
        self.setAccessibleName(f"{head} {rest}")
        self.show()

    def _entered(self) -> None:
        day = parse_date(self.day.text().strip())
        self._mark(wrong=day is None)
        if day is not None:
            self.day_chosen.emit(day)

    def _edited(self) -> None:
        """The calendar's choice counts at once; typing waits for Enter."""
        if not self.day.hasFocus():
            self._entered()

    def _mark(self, *, wrong: bool) -> None:
        self.day.setProperty("invalid", "true" if wrong else "false")
        self.day.style().polish(self.day)


class PastList(QObject):
    """Shows a list page as it was and brings it back; nothing can be changed meanwhile."""

    def __init__(self, page: ListPage) -> None:
        super().__init__(page)
        self._page = page
        self._layout = ""
        self.at: int | None = None
        self.only_changed = page.bar.add_button(page.tr("Only what changed"), "git-compare-arrows")
        self.only_changed.setCheckable(True)
        self.only_changed.clicked.connect(self._choose_changed)
        self.only_changed.hide()
        self.bar = PastBar(page)
        self.bar.day_chosen.connect(self.show_day)

    def show_day(self, day: date) -> None:
        """The list at the end of a day."""
        after = min(day, LAST_DAY) + timedelta(days=1)
        end = datetime.combine(after, time(), self._page.context.desk.zone)
        self._show(from_datetime(end) - 1, show_date(day), day)

    def show_instant(self, at: int) -> None:
        """The list at an instant (UTC ms)."""
        moment = to_datetime(at, self._page.context.desk.zone)
        self._show(at, f"{show_date(moment)} {moment:%H:%M}", moment.date())

    def _show(self, at: int, words: str, day: date) -> None:
        page = self._page
        first, self.at = self.at is None, at
        head = page.tr("You see {kinds} as they were on {day}")
        nothing = page.tr("Nothing can be changed here.")
        self.bar.say(head.format(kinds=page.kind.plural.lower(), day=words), nothing, day)
        if first:
            self._layout = page.list.layout_text()
            page.list.set_columns([*map(self._named_then, page.list_columns()), self._since()])
            page.list.restore_layout(self._layout)
            page.list.bring_column(SINCE_THEN.name, 1)
        self.only_changed.show()
        self._turn()
        page.context.read(partial(self._count, at), self._counted)

    def back(self) -> None:
        """To today."""
        if self.at is None:
            return
        self.at = None
        self.bar.hide()
        self.only_changed.hide()
        if self.only_changed.isChecked():
            self.only_changed.setChecked(False)
            self._choose_changed()
        self._page.list.set_columns(self._page.list_columns())
        self._page.list.restore_layout(self._layout)
        self._turn()

    def line_changed(self, line: str) -> None:
        """The button shows what the line says."""
        self.only_changed.setChecked(CHANGED in line.split())

    def _choose_changed(self) -> None:
        words = [word for word in self._page.query_text.split(" ") if word and word != CHANGED]
        self._page.set_query(" ".join([*words, CHANGED] if self.only_changed.isChecked() else words))

    def _turn(self) -> None:
        page = self._page
        page.list.set_commands(page.work.selection())
        page.rows.read()
        page.follow.show_at(self.at)
        page.chrome_changed.emit()

    def _named_then(self, column: ListColumn) -> ListColumn:
        if column.look is Look.TITLE:
            return column
        return replace(column, title=self.tr("{column} then").format(column=column.label))

    def _since(self) -> ListColumn:
        return ListColumn(since_column(), Look.CHIP, sortable=False)

    # --- how many -------------------------------------------------------------------------------
    def _count(self, at: int) -> tuple[int, int, int]:
        """In a reader thread: (instant, records then, records today)."""
        desk, kind = self._page.context.desk, self._page.kind_name
        every = desk.query(kind, "")
        with desk.lists_at(kind, at) as lists:
            return at, lists.count(kind, every), desk.lists.count(kind, every)

    def _counted(self, found: tuple[int, int, int]) -> None:
        at, then, now = found
        if at == self.at:
            words = self.tr("{then} then, {now} today. Nothing can be changed here.")
            self.bar.rest.setText(words.format(then=f"{then:,}", now=f"{now:,}"))
