"""Both versions of a record side by side: what a field was, theirs, mine, and which shall stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QRadioButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from itdesk.ui.kit.buttons import Button
from itdesk.ui.kit.detail import ScrollColumn
from itdesk.ui.kit.empty import Tile
from itdesk.ui.kit.text import Label, Panel
from itdesk.ui.kit.theme import theme

WIDTH, MOST_HEIGHT = 680, 320
"""Logical pixels of the dialog, and of the fields before they scroll."""


@dataclass(frozen=True, slots=True)
class Choosable:
    """A field with its three values in words; `is_mine` is what is chosen at first."""

    field: str
    caption: str
    was: str
    theirs: str
    mine: str
    is_mine: bool


class _Side(QWidget):
    """A round button with words that may wrap; a click on the words chooses it too."""

    def __init__(self, text: str, name: str) -> None:
        super().__init__()
        self.button = QRadioButton(self)
        self.button.setAccessibleName(name)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        words = Label(text, wrap=True)
        words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row.addWidget(words, 1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.button.setChecked(True)
        self.button.setFocus(Qt.FocusReason.MouseFocusReason)


class ConflictDialog(QDialog):
    """Asks field by field; nothing is written and nothing is lost until a person saves the choice."""

    chosen = Signal(object)
    """The fields that shall have my value: a frozenset, empty for all of theirs."""

    def __init__(
        self, what: str, actor: str, when: str, fields: Sequence[Choosable], same: int,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        """`what` is the record, `same` the number of fields on which both agree."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFixedWidth(theme().px(WIDTH))
        title = self.tr("{actor} changed {what} meanwhile").format(actor=actor, what=what)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.groups: dict[str, QButtonGroup] = {}
        self._save = Button(self.tr("Save my choice"), "primary")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._body(title, f"{actor}, {when}", fields, same))
        column.addWidget(self._foot())

    # --- building ----------------------------------------------------------------------------
    def _body(self, title: str, theirs: str, fields: Sequence[Choosable], same: int) -> QWidget:
        body = Panel("pane", self)
        row = QHBoxLayout(body)
        row.setContentsMargins(20, 18, 20, 18)
        row.setSpacing(14)
        row.addWidget(Tile("git-merge", "warn", 36), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(8)
        words.addWidget(Label(title, "strong", weight=600, wrap=True))
        hint = self.tr("Nothing was overwritten. Choose what to keep; both stay in the history.")
        words.addWidget(Label(hint, "body", "text2", wrap=True))
        words.addWidget(self._card(theirs, fields, same))
        row.addLayout(words, 1)
        return body

    def _card(self, theirs: str, fields: Sequence[Choosable], same: int) -> QWidget:
        card = Panel("card")
        column = QVBoxLayout(card)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        scroll = ScrollColumn(margins=(12, 8, 12, 8))
        scroll.column.addWidget(self._grid(theirs, fields))
        wanted = scroll.inside.sizeHint().height() + 2
        scroll.setFixedHeight(min(max(wanted, theme().px(36 + 34 * len(fields))), theme().px(MOST_HEIGHT)))
        column.addWidget(scroll)
        if same:
            count = Label(self.tr("{count} other fields are the same").format(count=same), "small", "text2")
            count.setContentsMargins(12, 6, 12, 8)
            column.addWidget(count)
        return card

    def _grid(self, theirs: str, fields: Sequence[Choosable]) -> QWidget:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(10)
        for place, head in enumerate(("", self.tr("It was"), theirs, self.tr("Yours"))):
            grid.addWidget(Label(head, "small", "text2", 500, wrap=bool(place)), 0, place)
            grid.setColumnStretch(place, 2 if place else 1)
        for place, item in enumerate(fields, 1):
            for column, widget in enumerate(self._row(item)):
                grid.addWidget(widget, place, column, Qt.AlignmentFlag.AlignTop)
        return holder

    def _row(self, item: Choosable) -> tuple[QWidget, ...]:
        words = self.tr("{field}, theirs: {value}"), self.tr("{field}, yours: {value}")
        theirs = _Side(item.theirs, words[0].format(field=item.caption, value=item.theirs))
        mine = _Side(item.mine, words[1].format(field=item.caption, value=item.mine))
        group = QButtonGroup(self)
        group.addButton(theirs.button, 0)
        group.addButton(mine.button, 1)
        (mine if item.is_mine else theirs).button.setChecked(True)
        self.groups[item.field] = group
        was = Label(item.was, "body", "text3", wrap=True)
        for widget in (was, theirs, mine):
            widget.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        return Label(item.caption, "body", "text2", wrap=True), was, theirs, mine

    def _foot(self) -> QWidget:
        foot = Panel("dialogfoot", self)
        row = QHBoxLayout(foot)
        row.setContentsMargins(20, 10, 20, 10)
        row.setSpacing(8)
        cancel, theirs = Button(self.tr("Cancel")), Button(self.tr("Take all of theirs"))
        mine = Button(self.tr("Take all of mine"))
        cancel.clicked.connect(self.reject)
        theirs.clicked.connect(self.choose_theirs)
        mine.clicked.connect(self.choose_mine)
        self._save.clicked.connect(self.save)
        self._save.setDefault(True)
        row.addWidget(cancel)
        row.addStretch(1)
        for button in (theirs, mine, self._save):
            row.addWidget(button)
        return foot

    # --- choosing ------------------------------------------------------------------------------
    def mine(self) -> frozenset[str]:
        """The fields of which my value is chosen now."""
        return frozenset(field for field, group in self.groups.items() if group.checkedId() == 1)

    def choose_theirs(self) -> None:
        self._choose_all(0)

    def choose_mine(self) -> None:
        self._choose_all(1)

    def _choose_all(self, side: int) -> None:
        for group in self.groups.values():
            group.button(side).setChecked(True)

    def save(self) -> None:
        """Hand the choice over; the dialog is done."""
        chosen = self.mine()
        self.accept()
        self.chosen.emit(chosen)
