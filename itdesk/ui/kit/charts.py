"""Lines over time: direct labels, four grid lines, and hatching where nobody looked."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import tzinfo

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from itdesk.core.clock import to_datetime
from itdesk.ui.kit import fonts
from itdesk.ui.kit.theme import theme

HOUR, DAY = 3_600_000, 86_400_000
_LEFT, _TOP, _BOTTOM, _RIGHT = 44, 26, 20, 10
_STEPS = (HOUR, 2 * HOUR, 4 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 2 * DAY, 7 * DAY, 14 * DAY, 30 * DAY, 90 * DAY)

Interval = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Line:
    """A named series: (UTC ms, value), oldest first; a value None breaks the line."""

    label: str
    points: tuple[tuple[int, float | None], ...]


@dataclass(frozen=True, slots=True)
class ChartData:
    """Lines over [since, until). `gaps` are hatched; those in `not_observed` are also named."""

    since: int
    until: int
    lines: tuple[Line, ...]
    unit: str = ""
    gaps: tuple[Interval, ...] = ()
    not_observed: tuple[Interval, ...] = ()
    top: float | None = None
    """The upper end of the scale (100 for per cent), None for what the values need."""


def nice_top(highest: float) -> float:
    """The smallest 1, 2, 4, 6, 8 × 10ⁿ that is not below `highest`: four even grid lines fit."""
    if highest <= 0:
        return 1.0
    size = 10 ** math.floor(math.log10(highest))
    return next(size * step for step in (1, 2, 4, 6, 8, 10, 20) if size * step >= highest)


class LineChart(QWidget):
    """Shows a `ChartData`; `shown` writes a value of the scale."""

    def __init__(
        self, zone: tzinfo, shown: Callable[[float], str], height: int = 168, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._zone, self._shown, self._height = zone, shown, height
        self._data: ChartData | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_data(self, data: ChartData | None, words: str) -> None:
        """`words` are what a screen reader says of it."""
        self._data = data
        self.setAccessibleName(words)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(300, theme().px(self._height))

    # --- geometry --------------------------------------------------------------------------
    def _box(self) -> QRectF:
        look = theme()
        left, top = look.px(_LEFT), look.px(_TOP)
        return QRectF(left, top, self.width() - left - _RIGHT, self.height() - top - look.px(_BOTTOM))

    def _top_value(self, data: ChartData) -> float:
        if data.top is not None:
            return data.top
        values = [value for line in data.lines for _at, value in line.points if value is not None]
        return nice_top(max(values, default=0))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(fonts.font("small"))
        data = self._data
        if data is None or data.until <= data.since:
            painter.setPen(theme().colour("text2"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.tr("Nothing was measured yet"))
            return
        box, top = self._box(), self._top_value(data)
        self._grid(painter, box, top)
        self._hatch(painter, box, data)
        for place, line in enumerate(data.lines):
            self._line(painter, box, data, top, place, line)
        self._times(painter, box, data)
        self._legend(painter, box, data)

    def _grid(self, painter: QPainter, box: QRectF, top: float) -> None:
        look = theme()
        for step in range(5):
            y = box.bottom() - box.height() * step / 4
            painter.setPen(QPen(look.colour("border"), 1))
            painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))
            if step % 2 == 0:
                painter.setPen(look.colour("text2"))
                words = QRectF(0, y - 9, box.left() - 8, 18)
                align = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
                painter.drawText(words, align, self._shown(top * step / 4))

    def _hatch(self, painter: QPainter, box: QRectF, data: ChartData) -> None:
        brush = QBrush(theme().colour("hatch"), Qt.BrushStyle.BDiagPattern)
        named = {*data.not_observed}
        for gap in {*data.gaps, *data.not_observed}:
            left, right = self._x(box, data, gap[0]), self._x(box, data, gap[1])
            if right - left < 2:
                continue
            painter.fillRect(QRectF(left, box.top(), right - left, box.height()), brush)
            if gap in named:
                self._name_gap(painter, box, (left + right) / 2)

    def _name_gap(self, painter: QPainter, box: QRectF, middle: float) -> None:
        look, words = theme(), self.tr("not observed")
        width = fonts.metrics("small").horizontalAdvance(words) + 12
        left = min(max(middle - width / 2, box.left()), box.right() - width)
        label = QRectF(left, box.top() + 6, width, 18)
        painter.setPen(QPen(look.colour("border"), 1))
        painter.setBrush(look.colour("surface"))
        painter.drawRoundedRect(label, 4, 4)
        painter.setPen(look.colour("text"))
        painter.drawText(label, Qt.AlignmentFlag.AlignCenter, words)

    def _line(
        self, painter: QPainter, box: QRectF, data: ChartData, top: float, place: int, line: Line
    ) -> None:
        colour = theme().chart[place % len(theme().chart)]
        for run in self._runs(box, data, top, line):
            if place == 0:
                tint = QColor(colour)
                tint.setAlphaF(0.14)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(tint)
                ends = [QPointF(run[0].x(), box.bottom()), *run, QPointF(run[-1].x(), box.bottom())]
                painter.drawPolygon(QPolygonF(ends))
            painter.setPen(QPen(colour, 1.6))
            painter.drawPolyline(QPolygonF(run)) if len(run) > 1 else painter.drawPoint(run[0])

    def _runs(self, box: QRectF, data: ChartData, top: float, line: Line) -> list[list[QPointF]]:
        """Unbroken stretches: a gap is never bridged."""
        holes = sorted({*data.gaps, *data.not_observed})
        runs: list[list[QPointF]] = [[]]
        last = data.since
        for at, value in line.points:
            if value is None or any(last < until and since < at for since, until in holes):
                runs.append([])
            last = at
            if value is not None:
                y = box.bottom() - box.height() * min(max(value / top, 0), 1)
                runs[-1].append(QPointF(self._x(box, data, at), y))
        return [run for run in runs if run]

    def _x(self, box: QRectF, data: ChartData, at: int) -> float:
        share = (min(max(at, data.since), data.until) - data.since) / (data.until - data.since)
        return box.left() + box.width() * share

    def _times(self, painter: QPainter, box: QRectF, data: ChartData) -> None:
        span = data.until - data.since
        step = next((s for s in _STEPS if span / s <= 7), _STEPS[-1])
        painter.setPen(theme().colour("text2"))
        first = to_datetime(data.since, self._zone).replace(minute=0, second=0, microsecond=0)
        start = round((first if step < DAY else first.replace(hour=0)).timestamp() * 1000)
        for at in range(start, data.until - step // 3, step):
            if at >= data.since:
                moment = to_datetime(at, self._zone)
                words = f"{moment:%H:%M}" if step < DAY else f"{moment.day} {moment:%b}"
                place = QRectF(self._x(box, data, at) - 30, box.bottom() + 3, 60, 16)
                painter.drawText(place, Qt.AlignmentFlag.AlignCenter, words)

    def _legend(self, painter: QPainter, box: QRectF, data: ChartData) -> None:
        look, left = theme(), box.left()
        known = fonts.metrics("small")
        for place, line in enumerate(data.lines):
            painter.setPen(QPen(look.chart[place % len(look.chart)], 3))
            painter.drawLine(QPointF(left + 1, 10), QPointF(left + 12, 10))
            painter.setPen(look.colour("text"))
            painter.drawText(QPointF(left + 19, 14), line.label)
            left += 34 + known.horizontalAdvance(line.label)
        painter.setPen(look.colour("text2"))
        painter.drawText(QPointF(left, 14), data.unit)
