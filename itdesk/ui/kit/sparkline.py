"""Small lines without axes, kept as pictures per data and look. A None is a gap, never bridged."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap, QPolygonF

from itdesk.ui.kit.chips import blank
from itdesk.ui.kit.theme import theme

Points = tuple[float | None, ...]


def sparkline(points: Sequence[float | None], width: int, height: int, state: str, ratio: float) -> QPixmap:
    """A picture `width` × `height` logical pixels; `state` colours it, "" takes the first chart colour."""
    return _sparkline(tuple(points), width, height, state, ratio, theme().name)


@lru_cache(maxsize=1024)
def _sparkline(points: Points, width: int, height: int, state: str, ratio: float, _theme: str) -> QPixmap:
    look = theme()
    result = blank(max(width, 1), max(height, 1), ratio)
    colour = look.state(state) if state else look.chart[0]
    painter = QPainter(result)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for run in _runs(points, width, height):
        _draw(painter, run, height, colour)
    painter.end()
    return result


def _runs(points: Points, width: int, height: int) -> list[list[QPointF]]:
    """Unbroken stretches in pixels, the lowest value at the bottom: a sparkline shows shape, not size.

    A lonely point becomes a short stretch so that it is seen.
    """
    values = [value for value in points if value is not None]
    if not values:
        return []
    low, high = min(values), max(values)
    spread = (high - low) or 1.0
    step = (width - 2) / max(len(points) - 1, 1)
    runs: list[list[QPointF]] = [[]]
    for place, value in enumerate(points):
        if value is None:
            runs.append([])
            continue
        y = height - 2 - (value - low) / spread * (height - 4) if high != low else height / 2
        runs[-1].append(QPointF(1 + place * step, y))
    return [run if len(run) > 1 else [run[0], run[0] + QPointF(1.5, 0)] for run in runs if run]


def _draw(painter: QPainter, run: list[QPointF], height: int, colour: QColor) -> None:
    tint = QColor(colour)
    tint.setAlphaF(0.15)
    painter.setPen(QPen(tint, 0))
    painter.setBrush(tint)
    area = [QPointF(run[0].x(), height), *run, QPointF(run[-1].x(), height)]
    painter.drawPolygon(QPolygonF(area))
    painter.setPen(QPen(colour, 1.4))
    painter.drawPolyline(QPolygonF(run))
