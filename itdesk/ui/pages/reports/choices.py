"""The reports a person can choose, each with what it is asked about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, Qt
from PySide6.QtWidgets import QButtonGroup, QPushButton, QVBoxLayout, QWidget

from itdesk.ui.kit import fonts
from itdesk.ui.kit.icons import set_icon
from itdesk.ui.kit.text import Label
from itdesk.ui.kit.theme import theme


@dataclass(frozen=True, slots=True)
class ReportChoice:
    """`name` as scripts call it; `kind` is what its query is about; `example` a query to begin with."""

    name: str
    title: str
    about: str
    icon: str
    kind: str
    asks: str
    example: str = ""
    needs_one: bool = False
    """Whether nothing chosen would print far too many sheets."""


def choices() -> Sequence[ReportChoice]:
    """In the order of the page; texts translated."""

    def tr(text: str) -> str:
        return QCoreApplication.translate("reports", text)

    return (
        ReportChoice("asset-register", tr("Asset register"), tr("Every asset by type, with sums"),
                     "library", "asset", tr("Which assets")),
        ReportChoice("audit-pack", tr("Audit pack"), tr("Register, tickets, maintenance, manuals, journal"),
                     "shield-check", "asset", tr("Which assets")),
        ReportChoice("tickets", tr("Tickets"), tr("A list by status"), "inbox", "ticket",
                     tr("Which tickets"), "status:open"),
        ReportChoice("maintenance-history", tr("Maintenance history"), tr("What was done to each asset"),
                     "wrench", "work-order", tr("Which work orders")),
        ReportChoice("manual", tr("Manual"), tr("One manual, or all as a book"), "book-open", "manual",
                     tr("Which manual: title or number")),
        ReportChoice("asset", tr("Asset sheet"), tr("One asset with its whole story"), "monitor", "asset",
                     tr("Which asset: tag, or a query"), needs_one=True),
        ReportChoice("ticket", tr("Ticket sheet"), tr("One ticket with its whole story"), "ticket", "ticket",
                     tr("Which ticket: number, or a query"), needs_one=True),
    )  # fmt: skip


class ReportCard(QPushButton):
    """A report to choose: its name over one line about it."""

    def __init__(self, choice: ReportChoice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choice = choice
        self.setCheckable(True)
        self.setProperty("kind", "card")
        self.setAccessibleName(choice.title)
        self.setAccessibleDescription(choice.about)
        set_icon(self, choice.icon, "text2")
        self.setText("\u2002" + choice.title)
        self.setFont(fonts.weighted(600))
        self.setMinimumHeight(theme().px(38))


class ReportList(QWidget):
    """The cards in a column; arrows walk, one is always chosen."""

    chosen = Signal(object)
    """The `ReportChoice`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._cards = [ReportCard(choice, self) for choice in choices()]
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(4)
        for card in self._cards:
            self._group.addButton(card)
            column.addWidget(card)
            column.addWidget(Label(card.choice.about, "small", "text2", wrap=True))
            column.addSpacing(6)
        column.addStretch(1)
        self._group.buttonToggled.connect(self._toggled)

    def choose(self, name: str) -> None:
        for card in self._cards:
            if card.choice.name == name:
                card.setChecked(True)

    def _toggled(self, card: ReportCard, on: bool) -> None:
        if on:
            self.chosen.emit(card.choice)

    def focusInEvent(self, event: QFocusEvent) -> None:
        card = self._group.checkedButton()
        if card is not None:
            card.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        place = next((i for i, card in enumerate(self._cards) if card.isChecked()), 0) + step
        card = self._cards[max(0, min(place, len(self._cards) - 1))]
        card.setChecked(True)
        card.setFocus()
