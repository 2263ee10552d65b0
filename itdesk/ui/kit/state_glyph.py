"""Glyphs: a state is a shape and a colour and a word, never a colour alone.

Health glyphs (disc, triangle, diamond, ring, bars) differ from workflow glyphs (hollow, half,
pause, check), so that "Down" and "Open" cannot be mistaken for each other.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from itdesk.ui.kit.theme import theme

STATE_GLYPHS = {
    "ok": "disc",
    "warn": "triangle",
    "crit": "diamond",
    "unknown": "ring",
    "maint": "bars",
    "info": "square",
}

WORKFLOW_GLYPHS = {
    "new": "hollow",
    "open": "hollow",
    "in-progress": "half",
    "waiting": "pause",
    "pending": "pause",
    "on-hold": "pause",
    "resolved": "check",
    "closed": "check",
    "done": "check",
    "cancelled": "cross",
    "skipped": "cross",
}


def glyph_of(state: str, value: object = None) -> str:
    """The shape for a choice: by its value where the workflow names one, else by its state."""
    known = WORKFLOW_GLYPHS.get(value) if isinstance(value, str) else None
    return known or STATE_GLYPHS.get(state, "ring")


def draw_glyph(painter: QPainter, glyph: str, box: QRectF, colour: QColor) -> None:
    """Draw a shape into a square box; unknown names draw nothing."""
    draw = _SHAPES.get(glyph)
    if draw is None:
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    draw(painter, box, colour)
    painter.restore()


def _disc(painter: QPainter, box: QRectF, _colour: QColor) -> None:
    inset = box.width() * 0.1
    painter.drawEllipse(box.adjusted(inset, inset, -inset, -inset))


def _triangle(painter: QPainter, box: QRectF, _colour: QColor) -> None:
    top, base = box.top() + box.height() * 0.08, box.bottom() - box.height() * 0.08
    painter.drawPolygon(
        QPolygonF([QPointF(box.center().x(), top), QPointF(box.right(), base), QPointF(box.left(), base)])
    )


def _diamond(painter: QPainter, box: QRectF, _colour: QColor) -> None:
    centre = box.center()
    points = [
        QPointF(centre.x(), box.top()),
        QPointF(box.right(), centre.y()),
        QPointF(centre.x(), box.bottom()),
        QPointF(box.left(), centre.y()),
    ]
    painter.drawPolygon(QPolygonF(points))


def _outline(painter: QPainter, box: QRectF, colour: QColor, share: float) -> QRectF:
    width = box.width() * share
    painter.setPen(QPen(colour, width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    inset = width / 2 + box.width() * 0.06
    return box.adjusted(inset, inset, -inset, -inset)


def _ring(painter: QPainter, box: QRectF, colour: QColor) -> None:
    painter.drawEllipse(_outline(painter, box, colour, 0.16))


def _hollow(painter: QPainter, box: QRectF, colour: QColor) -> None:
    painter.drawEllipse(_outline(painter, box, colour, 0.22))


def _half(painter: QPainter, box: QRectF, colour: QColor) -> None:
    inner = _outline(painter, box, colour, 0.16)
    painter.drawEllipse(inner)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawPie(inner, -90 * 16, 180 * 16)


def _bars(painter: QPainter, box: QRectF, _colour: QColor) -> None:
    width, height = box.width() * 0.28, box.height() * 0.8
    top = box.center().y() - height / 2
    for left in (box.left() + box.width() * 0.14, box.right() - box.width() * 0.14 - width):
        painter.drawRoundedRect(QRectF(left, top, width, height), 1, 1)


def _square(painter: QPainter, box: QRectF, _colour: QColor) -> None:
    inset = box.width() * 0.12
    painter.drawRoundedRect(box.adjusted(inset, inset, -inset, -inset), 1.5, 1.5)


def _stroke(
    painter: QPainter, box: QRectF, colour: QColor, *lines: tuple[float, float, float, float]
) -> None:
    pen = QPen(colour, max(box.width() * 0.18, 1.4))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    for x1, y1, x2, y2 in lines:
        start = QPointF(box.left() + box.width() * x1, box.top() + box.height() * y1)
        end = QPointF(box.left() + box.width() * x2, box.top() + box.height() * y2)
        painter.drawLine(QLineF(start, end))


def _check(painter: QPainter, box: QRectF, colour: QColor) -> None:
    _stroke(painter, box, colour, (0.12, 0.55, 0.4, 0.82), (0.4, 0.82, 0.9, 0.22))


def _cross(painter: QPainter, box: QRectF, colour: QColor) -> None:
    _stroke(painter, box, colour, (0.2, 0.2, 0.8, 0.8), (0.8, 0.2, 0.2, 0.8))


def _plus(painter: QPainter, box: QRectF, colour: QColor) -> None:
    _stroke(painter, box, colour, (0.5, 0.12, 0.5, 0.88), (0.12, 0.5, 0.88, 0.5))


def _equals(painter: QPainter, box: QRectF, colour: QColor) -> None:
    _stroke(painter, box, colour, (0.12, 0.34, 0.88, 0.34), (0.12, 0.68, 0.88, 0.68))


def _pencil(painter: QPainter, box: QRectF, colour: QColor) -> None:
    _stroke(painter, box, colour, (0.18, 0.82, 0.82, 0.18))


_SHAPES: dict[str, Callable[[QPainter, QRectF, QColor], None]] = {
    "disc": _disc,
    "triangle": _triangle,
    "diamond": _diamond,
    "ring": _ring,
    "bars": _bars,
    "pause": _bars,
    "square": _square,
    "hollow": _hollow,
    "half": _half,
    "check": _check,
    "cross": _cross,
    "plus": _plus,
    "equals": _equals,
    "pencil": _pencil,
}

GLYPHS = tuple(_SHAPES)


class StateMark(QWidget):
    """A glyph on its own, beside a word; `label` is what a screen reader says."""

    def __init__(self, state: str, label: str, glyph: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._glyph = glyph
        self.setAccessibleName(label)
        self.setFixedSize(self.sizeHint())

    def set_state(self, state: str, label: str, glyph: str = "") -> None:
        self._state, self._glyph = state, glyph
        self.setAccessibleName(label)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(12), theme().px(12))

    def paintEvent(self, event: QPaintEvent) -> None:
        box = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
        glyph = self._glyph or glyph_of(self._state)
        draw_glyph(QPainter(self), glyph, box, theme().state(self._state))
