"""The calendar: what is late above, a month of work below."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from itdesk.core.units import format_duration
from itdesk.ui.kit.buttons import Button, IconButton, NameButton
from itdesk.ui.kit.cards import clear
from itdesk.ui.kit.chips import Chip
from itdesk.ui.kit.month_grid import MonthGrid, month_title
from itdesk.ui.kit.state_glyph import StateMark
from itdesk.ui.kit.text import ElidedLabel, Label, Panel
from itdesk.ui.kit.theme import theme
from itdesk.ui.pages.maintenance.reading import MonthPicture, read_month, today_of

if TYPE_CHECKING:
    from itdesk.ui.app.context import DeskContext

_DAY = 86_400


class Calendar(QWidget):
    """Chips are work orders; dotted ones are the next days of plans."""

    order_chosen = Signal(int)
    plan_chosen = Signal(int)
    late_asked = Signal()
    """The whole list of what is late."""
    day_asked = Signal(object)
    """Everything of one day."""

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._month = today_of(context.desk)
        self._late_key: int | None = None
        self._build_lane()
        self._title = Label("", "strong", weight=600)
        self._legend = QHBoxLayout()
        self._legend.setSpacing(6)
        self.grid = MonthGrid(self)
        self.grid.chosen.connect(self._chosen)
        self.grid.more_asked.connect(self.day_asked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self._lane, self._bar()):
            column.addWidget(widget)
        column.addWidget(self.grid, 1)

    def _build_lane(self) -> None:
        self._lane = Panel("filterbar", self)
        self._lane.setFixedHeight(theme().px(40))
        self._late_chip = Chip("", "crit", "diamond")
        self._late_name = NameButton()
        self._late_name.clicked.connect(self._late_pressed)
        self._late_rest = ElidedLabel("", "small", "text2")
        self._late_all = Button("", "link")
        self._late_all.clicked.connect(self.late_asked)
        row = QHBoxLayout(self._lane)
        row.setContentsMargins(14, 0, 14, 0)
        row.setSpacing(10)
        row.addWidget(self._late_chip)
        row.addWidget(self._late_name)
        row.addWidget(self._late_rest, 1)
        row.addWidget(self._late_all)

    def _bar(self) -> QWidget:
        bar = Panel("filterbar", self)
        bar.setFixedHeight(theme().px(44))
        before, after = (
            IconButton("chevron-left", self.tr("Month before")),
            IconButton("chevron-right", self.tr("Month after")),
        )
        self.today = Button(self.tr("Today"), small=True)
        for button, slot in ((before, self.go_back), (self.today, self.go_today), (after, self.go_on)):
            button.clicked.connect(slot)
        row = QHBoxLayout(bar)
        row.setContentsMargins(14, 0, 14, 0)
        row.setSpacing(8)
        for widget in (before, self.today, after):
            row.addWidget(widget)
        row.addSpacing(8)
        row.addWidget(self._title)
        row.addStretch(1)
        row.addLayout(self._legend)
        return bar

    # --- reading -----------------------------------------------------------------------------
    def read(self) -> None:
        """Read the month that is on screen."""
        self._context.read(partial(read_month, self._context.desk, self._month), self._came)

    def _came(self, found: MonthPicture) -> None:
        if found.month != self._month:
            return
        self._title.setText(month_title(found.month))
        self.grid.show_month(found.month, found.today, found.chips, found.closed)
        self._fill_lane(found)
        self._fill_legend(found)

    def _fill_lane(self, found: MonthPicture) -> None:
        first = found.late
        self._lane.setVisible(first is not None)
        self._late_key = first.key if first is not None else None
        if first is None:
            return
        self._late_chip.set(self.tr("{count} late").format(count=found.late_count), "crit", "diamond")
        self._late_name.show_name(first.subject)
        days = format_duration((found.today - first.due).days * _DAY)
        self._late_rest.setText(self.tr("{days} late").format(days=days))
        self._late_all.set_text(self.tr("All late"))
        self._late_all.setVisible(found.late_count > 1)

    def _fill_legend(self, found: MonthPicture) -> None:
        """The numbers are those of the chips that are drawn."""
        clear(self._legend)
        low, high = self.grid.span()
        states = [chip.state for chip in found.chips if low <= chip.day <= high]
        words = {
            "done": self.tr("done"), "maint": self.tr("planned"), "unknown": self.tr("coming"),
            "info": self.tr("today"), "warn": self.tr("soon"), "crit": self.tr("late"),
        }  # fmt: skip
        for state, word in words.items():
            count = states.count(state)
            if count:
                glyph = {"done": "check", "maint": "bars"}.get(state, "")
                self._legend.addWidget(StateMark("ok" if state == "done" else state, word, glyph))
                self._legend.addWidget(Label(f"{count} {word}", "small", "text2"))
                self._legend.addSpacing(6)

    # --- moving ------------------------------------------------------------------------------
    def go_back(self) -> None:
        self._go(self._month.replace(day=1) - timedelta(days=1))

    def go_on(self) -> None:
        self._go(self._month.replace(day=1) + timedelta(days=32))

    def go_today(self) -> None:
        self._go(today_of(self._context.desk))

    def _go(self, day: date) -> None:
        self._month = day.replace(day=1)
        self.read()

    def show_day(self, day: date) -> None:
        """Bring the month of a day on screen."""
        if (day.year, day.month) != (self._month.year, self._month.month):
            self._go(day)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Single letters are for whoever has the keys: T is today."""
        if event.key() == Qt.Key.Key_T and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self.go_today()
        else:
            super().keyPressEvent(event)

    # --- choosing ----------------------------------------------------------------------------
    def choose(self, key: int | None) -> None:
        self.grid.choose(key)

    def _chosen(self, key: int) -> None:
        if key < 0:
            self.plan_chosen.emit(-key)
        else:
            self.order_chosen.emit(key)

    def _late_pressed(self) -> None:
        if self._late_key is not None:
            self.grid.choose(self._late_key)
            self.order_chosen.emit(self._late_key)
