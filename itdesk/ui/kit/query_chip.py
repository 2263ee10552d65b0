"""One accepted term of a query line: column, value, and a cross that takes it away."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from itdesk.ui.kit import fonts
from itdesk.ui.kit.text import set_tooltip
from itdesk.ui.kit.theme import theme

_PAD, _CROSS, _MOST = 6, 16, 320


class QueryChip(QAbstractButton):
    """A button: click or Enter edits the term, the cross or Delete removes it."""

    remove_asked = Signal()

    def __init__(self, term: str, ok: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.term = term
        self._ok = ok
        self._crossing = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Filter {term}").format(term=term))
        self.setAccessibleDescription(self.tr("Enter edits it, Delete removes it"))
        set_tooltip(self, term)

    def _parts(self) -> tuple[str, str]:
        head, colon, value = self.term.partition(":")
        return (head + colon, value) if colon else ("", self.term)

    def sizeHint(self) -> QSize:
        head, value = self._parts()
        width = fonts.metrics("small", 400).horizontalAdvance(head)
        width += fonts.metrics("small", 600).horizontalAdvance(value)
        look = theme()
        return QSize(min(width, look.px(_MOST)) + look.px(2 * _PAD + _CROSS), look.px(20))

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme()
        state = "info" if self._ok else "crit"
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(look.state(state, "bg"))
        painter.setPen(QPen(look.colour("accent"), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
        self._write(painter, state)
        self._cross(painter, state)

    def _write(self, painter: QPainter, state: str) -> None:
        look = theme()
        left = float(look.px(_PAD))
        painter.setPen(look.state(state, "fg"))
        room = self.width() - look.px(_PAD + _CROSS)
        for words, weight in zip(self._parts(), (400, 600), strict=True):
            painter.setFont(fonts.font("small", weight))
            shown = fonts.elided(words, int(room - left), "small", weight)
            box = QRectF(left, 0, room - left, self.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, shown)
            left += fonts.metrics("small", weight).horizontalAdvance(shown)

    def _cross_box(self) -> QRectF:
        side = theme().px(7)
        return QRectF(self.width() - side - theme().px(7), (self.height() - side) / 2, side, side)

    def _cross(self, painter: QPainter, state: str) -> None:
        box = self._cross_box()
        painter.setPen(QPen(theme().state(state, "fg"), 1.2))
        painter.drawLine(box.topLeft(), box.bottomRight())
        painter.drawLine(box.topRight(), box.bottomLeft())

    def _is_cross(self, event: QMouseEvent) -> bool:
        return event.position().x() >= self.width() - theme().px(_CROSS + 2)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._crossing = event.button() is Qt.MouseButton.LeftButton and self._is_cross(event)
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Where the press began counts; one that is drawn away from there does nothing."""
        if event.button() is not Qt.MouseButton.LeftButton:
            super().mouseReleaseEvent(event)
            return
        crossing, self._crossing = self._crossing, False
        if not crossing and not self._is_cross(event):
            super().mouseReleaseEvent(event)
            return
        self.setDown(False)
        if crossing and self._is_cross(event) and self.rect().contains(event.position().toPoint()):
            self.remove_asked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove_asked.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)
