"""Tiles with one number each, and rows of what needs somebody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from itdesk.ui.kit.buttons import Button
from itdesk.ui.kit.sparkline import sparkline
from itdesk.ui.kit.state_glyph import StateMark
from itdesk.ui.kit.text import ElidedLabel, Label, Panel
from itdesk.ui.kit.theme import theme

SPARK = (96, 40)


class Spark(QWidget):
    """A small line of the last days."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._points: tuple[float | None, ...] = ()
        self._state = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_points(self, points: Sequence[float | None], state: str) -> None:
        self._points, self._state = tuple(points), state
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(*SPARK)

    def paintEvent(self, event: QPaintEvent) -> None:
        if len(self._points) > 1:
            painter = QPainter(self)
            painter.drawPixmap(0, 0, sparkline(self._points, *SPARK, self._state, self.devicePixelRatioF()))
            painter.end()


class NumberTile(Panel):
    """A caption, a large number, a line with a state below, and a small line at the right.

    A click, Enter or Space opens the list behind the number.
    """

    opened = Signal()

    def __init__(self, caption: str, parent: QWidget | None = None) -> None:
        super().__init__("card", parent)
        self._caption = caption
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._number = Label("", "display", weight=600)
        self._mark = StateMark("unknown", "")
        self._note = ElidedLabel("", "small", "text2")
        self._spark = Spark()
        left = QVBoxLayout()
        left.setSpacing(2)
        left.addWidget(Label(caption, "small", "text2"))
        left.addWidget(self._number)
        below = QHBoxLayout()
        below.setSpacing(6)
        below.addWidget(self._mark)
        below.addWidget(self._note, 1)
        left.addLayout(below)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 10, 14, 10)
        row.addLayout(left, 1)
        row.addWidget(self._spark, 0, Qt.AlignmentFlag.AlignVCenter)

    def show_number(self, number: str, note: str, state: str, points: Sequence[float | None] = ()) -> None:
        self._number.setText(number)
        self._note.setText(note)
        self._mark.set_state(state, note)
        self._mark.setVisible(bool(note))
        self._spark.show_points(points, "" if state == "unknown" else state)
        self._spark.setVisible(len(points) > 1)
        self.setAccessibleName(f"{self._caption}: {number}. {note}")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme().colour("accent"), 2))
            radius = theme().radius("card")
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), radius, radius)
            painter.end()


@dataclass(frozen=True, slots=True)
class NeedWords:
    """What a row says, and the record (kind, key) that its button opens."""

    state: str
    head: str
    rest: str
    button: str
    target: tuple[str, int]


class NeedRow(QWidget):
    """Something that needs somebody, with the button that leads there."""

    opened = Signal(str, int)

    def __init__(self, need: NeedWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._target = need.target
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(ElidedLabel(need.head, weight=600))
        words.addWidget(ElidedLabel(need.rest, "small", "text2"))
        self.button = Button(need.button, small=True)
        self.button.setAccessibleName(f"{need.button}: {need.head}")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 3, 0, 3)
        row.setSpacing(10)
        row.addWidget(StateMark(need.state, need.head))
        row.addLayout(words, 1)
        row.addWidget(self.button)
        self.setMinimumHeight(theme().px(40))
        self.button.clicked.connect(self._open)

    def _open(self) -> None:
        self.opened.emit(*self._target)

    def take_focus(self) -> None:
        """A row that was just put into its card is not on screen yet, and could not take it."""
        self.show()
        self.button.setFocus(Qt.FocusReason.OtherFocusReason)
