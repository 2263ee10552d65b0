"""The head of a work order's pane: number and plan, subject, state, day and who does it."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from itdesk.core.kinds import Kind
from itdesk.core.values import parse_date, show_value
from itdesk.ui.kit import fonts
from itdesk.ui.kit.cards import clear
from itdesk.ui.kit.chips import Chip
from itdesk.ui.kit.state_glyph import glyph_of
from itdesk.ui.kit.text import Label, Panel, set_tooltip
from itdesk.ui.pages.maintenance.reading import OPEN, OrderPicture

SUBJECT = 1000
"""Pixels of a subject that are shown, about three lines; the whole one is its tooltip."""


class OrderHead(Panel):
    """Says when it is due, in colour while it is open."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("tabbar", parent)
        self._line = Label("", "small", "text2")
        self.subject = Label("", "title", weight=600, wrap=True)
        self._chips = QHBoxLayout()
        self._chips.setSpacing(6)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 12)
        column.setSpacing(8)
        column.addWidget(self._line)
        column.addWidget(self.subject)
        column.addLayout(self._chips)

    def fill(self, kind: Kind, found: OrderPicture) -> None:
        order = found.order
        plan = self.tr("  from plan {plan}").format(plan=found.plan) if found.plan else ""
        self._line.setText(f"W-{order.id}{plan}")
        self.subject.setText(fonts.elided(str(order["subject"]), SUBJECT, "title", 600))
        set_tooltip(self.subject, str(order["subject"]))
        clear(self._chips)
        choice = kind.column("status").choice(str(order["status"]))
        if choice is not None:
            self._chips.addWidget(Chip(choice.label, choice.state, glyph_of(choice.state, choice.value)))
        self._add_day(kind, found)
        if found.assignee:
            self._chips.addWidget(Chip(found.assignee))
        self._chips.addStretch(1)

    def _add_day(self, kind: Kind, found: OrderPicture) -> None:
        order = found.order
        due = show_value(kind.column("due"), order["due"])
        day = parse_date(str(order["due"] or ""))
        if day is None:
            return
        words = self.tr("Due {day}").format(day=due)
        if str(order["status"]) not in OPEN:
            self._chips.addWidget(Chip(words))
            return
        left = (day - found.today).days
        state = "crit" if left < 0 else "warn" if left == 0 else "unknown"
        shown = self.tr("Due today") if left == 0 else words
        self._chips.addWidget(Chip(shown, state, glyph_of(state) if left <= 0 else ""))
