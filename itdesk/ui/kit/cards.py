"""Cards of a detail pane: a titled frame, rows that open something, a bar with its words."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from itdesk.ui.kit.buttons import IconButton
from itdesk.ui.kit.icon_mark import IconMark
from itdesk.ui.kit.state_glyph import StateMark
from itdesk.ui.kit.text import ElidedLabel, Label, NameLabel, Panel, repolish
from itdesk.ui.kit.theme import theme


def clear(layout: QVBoxLayout | QHBoxLayout) -> None:
    """Take every widget and spring out of a layout."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()


def rule(parent: QWidget | None = None) -> Panel:
    """A horizontal line between rows of a card."""
    line = Panel("rule", parent)
    line.setFixedHeight(1)
    return line


class Card(Panel):
    """A frame with a heading and words at its right end; add widgets to `rows`."""

    def __init__(self, title: str = "", aside: str = "", parent: QWidget | None = None) -> None:
        super().__init__("card", parent)
        self._title = NameLabel(title)
        self._aside = ElidedLabel(aside, "small", "text2")
        self._aside.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._title)
        head.addWidget(self._aside, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 12)
        column.setSpacing(8)
        column.addLayout(head)
        self.rows = QVBoxLayout()
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.rows.setSpacing(8)
        column.addLayout(self.rows)
        self.set_title(title)

    def set_title(self, title: str) -> None:
        """Without a title there is no heading."""
        self._title.setText(title)
        for label in (self._title, self._aside):
            label.setVisible(bool(title))
        self.setAccessibleName(title)

    def set_aside(self, words: str) -> None:
        """The sum or the age at the right end of the heading."""
        self._aside.setText(words)

    def clear(self) -> None:
        clear(self.rows)


class ShareBar(QWidget):
    """A thin bar: how much of something is used."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._share, self._state, self._track = 0.0, "ok", "sunken"
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set(self, share: float, state: str, words: str, *, track: str = "sunken") -> None:
        """`words` are what a screen reader says; `track` is the colour role of the empty part."""
        self._share, self._state, self._track = min(max(share, 0.0), 1.0), state, track
        self.setAccessibleName(words)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(60, theme().px(4))

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        box, round_ = QRectF(self.rect()), self.height() / 2
        painter.setBrush(look.colour(self._track))
        painter.drawRoundedRect(box, round_, round_)
        if self._share > 0:
            painter.setBrush(look.state(self._state))
            box.setWidth(max(box.width() * self._share, box.height()))
            painter.drawRoundedRect(box, round_, round_)


class TintedCard(Panel):
    """A line of meaning on its state's tint: icon, head, explanation, bar."""

    def __init__(self, icon: str, parent: QWidget | None = None) -> None:
        super().__init__("panel", parent)
        self._icon = IconMark(icon, "info_fg", 18)
        self._head = Label("", weight=600)
        self._rest = ElidedLabel("", "small")
        self._bar = ShareBar()
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 9)
        row.setSpacing(10)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(2)
        for widget in (self._head, self._rest, self._bar):
            column.addWidget(widget)
        row.addLayout(column, 1)
        self._icon_name = icon

    def say(self, state: str, head: str, rest: str, share: float | None) -> None:
        """`share` None shows no bar."""
        self.setProperty("state", state)
        repolish(self)
        self._icon.set(self._icon_name, f"{state}_fg")
        for label, text in ((self._head, head), (self._rest, rest)):
            label.set_ink(f"{state}_fg")
            label.setText(text)
        self._bar.setVisible(share is not None)
        if share is not None:
            self._bar.set(share, state, head, track="surface")
        self.setAccessibleName(f"{head}. {rest}")


class LinkRow(QWidget):
    """A record beside this one: mark, name, facts, and a button that opens it."""

    def __init__(
        self,
        mark: QWidget,
        name: str,
        facts: str,
        open_name: str,
        opened: Callable[[], object] | None,
        state: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(mark)
        row.addWidget(NameLabel(name))
        if state:
            row.addWidget(StateMark(state, state))
        row.addWidget(ElidedLabel(facts, "small", "text2"), 1)
        if opened is not None:
            button = IconButton("arrow-up-right", open_name)
            button.clicked.connect(opened)
            row.addWidget(button)
