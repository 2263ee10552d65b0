"""Facts of a record: captions and values in two columns, references that open what they name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from itdesk.ui.kit import fonts
from itdesk.ui.kit.buttons import NameButton
from itdesk.ui.kit.cards import clear, rule
from itdesk.ui.kit.icon_mark import IconMark
from itdesk.ui.kit.text import ElidedLabel, Label, Panel
from itdesk.ui.kit.theme import theme

CAPTION = 78
TWO_COLUMNS = 380
"""Width from which facts stand in two columns."""


@dataclass(frozen=True, slots=True)
class Fact:
    """`kind` and `key` make the text a link; `mono` is for serials and addresses."""

    caption: str
    text: str
    kind: str = ""
    key: int = 0
    mono: bool = False
    wide: bool = False


class Facts(QWidget):
    """A grid of facts, two columns where there is room."""

    open_asked = Signal(str, int)
    """Show this record: (kind, key)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facts: tuple[Fact, ...] = ()
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(6)

    def show_facts(self, facts: Sequence[Fact]) -> None:
        if tuple(facts) != self._facts:
            self._facts = tuple(facts)
            self._lay_out(self._columns or 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        columns = 2 if self.width() >= theme().px(TWO_COLUMNS) else 1
        if columns != self._columns:
            self._lay_out(columns)

    def _lay_out(self, columns: int) -> None:
        self._columns = columns
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for place in range(4):
            self._grid.setColumnStretch(place, place % 2 if place < columns * 2 else 0)
        row = column = 0
        for fact in self._facts:
            if fact.wide and column:
                row, column = row + 1, 0
            self._add(fact, row, column, columns * 2 - 1 if fact.wide else 1)
            column += columns if fact.wide else 1
            if column >= columns:
                row, column = row + 1, 0

    def _add(self, fact: Fact, row: int, column: int, span: int) -> None:
        caption = Label(fact.caption, "small", "text2")
        caption.setFixedWidth(theme().px(CAPTION))
        caption.setWordWrap(True)
        self._grid.addWidget(caption, row, column * 2, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(self._value(fact), row, column * 2 + 1, 1, span)

    def _value(self, fact: Fact) -> QWidget:
        if fact.kind:
            button = NameButton(fact.text)
            button.clicked.connect(partial(self.open_asked.emit, fact.kind, fact.key))
            return left_of(button)
        label = Label(fact.text, wrap=True) if fact.wide else ElidedLabel(fact.text)
        if fact.mono:
            label.setFont(fonts.font("body", mono=True))
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        label.setAccessibleName(f"{fact.caption}: {fact.text}")
        return label


class RowCard(Panel):
    """A card whose heading and rows reach from edge to edge, with lines between them."""

    def __init__(self, title: str, aside: str = "", parent: QWidget | None = None) -> None:
        super().__init__("card", parent)
        self.setAccessibleName(title)
        self._title = Label(title, weight=600)
        self._aside = ElidedLabel(aside, "small", "text2")
        self._aside.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.head = QHBoxLayout()
        self.head.setContentsMargins(14, 9, 14, 9)
        self.head.setSpacing(8)
        self.head.addWidget(self._title)
        self.head.addWidget(self._aside, 1)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(self.head)
        column.addLayout(self._rows)

    def set_head(self, title: str, aside: str) -> None:
        self._title.setText(title)
        self._aside.setText(aside)
        self.setAccessibleName(title)

    def set_aside_ink(self, ink: str) -> None:
        self._aside.set_ink(ink)

    def add_row(self, *widgets: QWidget, height: int = 33) -> QWidget:
        """Widgets from left to right; the elided one, or a spring, takes the room."""
        row = QWidget(self)
        row.setMinimumHeight(theme().px(height))
        line = QHBoxLayout(row)
        line.setContentsMargins(14, 3, 14, 3)
        line.setSpacing(10)
        for widget in widgets:
            line.addWidget(widget, 1 if _stretches(widget) else 0)
        if not any(_stretches(widget) for widget in widgets):
            line.addStretch(1)
        self._rows.addWidget(rule(self))
        self._rows.addWidget(row)
        return row

    def clear(self) -> None:
        clear(self._rows)


class ScrollColumn(QScrollArea):
    """A column of cards that scrolls; its ground is the named panel ("pane" white, "ground" grey)."""

    def __init__(
        self, ground: str = "pane", margins: tuple[int, int, int, int] = (18, 14, 18, 18),
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.inside = Panel(ground)
        self.column = QVBoxLayout(self.inside)
        self.column.setContentsMargins(*margins)
        self.column.setSpacing(12)
        self.setWidget(self.inside)

    def event(self, event: QEvent) -> bool:
        """The column is as wide as it is seen: nothing scrolls sideways."""
        taken = super().event(event)
        if event.type() is QEvent.Type.Resize:
            self.inside.setMaximumWidth(self.viewport().width())
        return taken

    def clear(self) -> None:
        clear(self.column)


def left_of(widget: QWidget) -> QWidget:
    """`widget` at the left of a holder that takes the rest of the room."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(widget)
    row.addStretch(1)
    return holder


def sentence(text: str, icon: str = "") -> QWidget:
    """A quiet line where a card has nothing to show."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    if icon:
        row.addWidget(IconMark(icon, "text3", 14))
    row.addWidget(Label(text, "body", "text2", wrap=True), 1)
    return holder


def _stretches(widget: QWidget) -> bool:
    return isinstance(widget, ElidedLabel) or widget.property("stretch") == "true"
