"""Values over time. Imports pyqtgraph: import this module where a chart is first drawn, not before.

A time that nobody watched is hatched and named; no line runs through it, and it is never zero.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, tzinfo

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QVBoxLayout, QWidget

from itdesk.core.clock import to_datetime
from itdesk.ui.kit import fonts
from itdesk.ui.kit.legend import Legend
from itdesk.ui.kit.theme import theme
from itdesk.ui.kit.ticks import time_ticks, value_text, value_ticks

Interval = tuple[int, int]
"""Since and until, UTC ms."""
_FILL, _TICKS, _ABOVE = 0.15, 7, 10
_NAMED_SHARE = 0.15
"""Of the width: a narrower gap is hatched without a word."""


@dataclass(frozen=True, slots=True)
class Line:
    """A series: (UTC ms, value) oldest first; a value None ends the line there."""

    name: str
    points: tuple[tuple[int, float | None], ...]
    filled: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """What a chart shows. In `gaps` nothing is known; `mark` is a named level, such as ("p95", 354)."""

    lines: tuple[Line, ...]
    since: int
    until: int
    unit: str = ""
    gaps: tuple[Interval, ...] = ()
    mark: tuple[str, float] | None = None


class TimeChart(QWidget):
    """Lines over local time, from zero."""

    def __init__(self, zone: tzinfo = UTC, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zone = zone
        self._picture: Picture | None = None
        self.legend = Legend(self)
        self.plot = pg.PlotWidget(self)
        self.plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.plot.setMenuEnabled(False)
        self.plot.setMouseEnabled(False, False)
        self.plot.hideButtons()
        self.plot.setAntialiasing(True)
        inner = self.plot.getPlotItem()
        assert inner is not None
        inner.setContentsMargins(0, 8, 6, 0)
        self.plot.setMinimumHeight(theme().px(110))
        scene = self.plot.scene()
        assert isinstance(scene, pg.GraphicsScene)
        scene.sigMouseMoved.connect(self._pointed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.legend)
        column.addWidget(self.plot, 1)

    def show_picture(self, picture: Picture) -> None:
        self._picture = picture
        self._draw()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and self._picture is not None:
            self._draw()

    # --- drawing -----------------------------------------------------------------------------
    def _draw(self) -> None:
        picture = self._picture
        if picture is None:
            return
        self.plot.clear()
        self.plot.setBackground(theme().colour("surface"))
        self.legend.show_names([line.name for line in picture.lines], picture.unit)
        values = [v for line in picture.lines for _at, v in line.points if v is not None]
        highest = max([*values, picture.mark[1] if picture.mark else 0.0])
        ticks = value_ticks(highest)
        span = (picture.since, picture.until)
        self.plot.getViewBox().setRange(xRange=span, yRange=(0, ticks[-1]), padding=0)
        self._draw_axes(picture, ticks)
        for gap in picture.gaps:
            self.plot.addItem(_Unseen(gap, ticks[-1]))
        for place, line in enumerate(picture.lines):
            self._draw_line(line, theme().chart[place % len(theme().chart)])
        if picture.mark is not None:
            self._draw_mark(picture.mark)
        self._name_longest(picture.gaps, ticks[-1])
        self._describe(picture, values)

    def _draw_axes(self, picture: Picture, ticks: list[float]) -> None:
        look, step = theme(), ticks[1]
        left, bottom = self.plot.getAxis("left"), self.plot.getAxis("bottom")
        for axis in (left, bottom):
            axis.setPen(pg.mkPen(look.colour("border")))
            axis.setTextPen(pg.mkPen(look.colour("text2")))
            axis.setStyle(tickFont=fonts.font("small"), tickLength=0, tickTextOffset=8)
        left.setPen(pg.mkPen(None))
        left.setTicks([[(value, value_text(value, step)) for value in ticks]])
        left.setWidth(look.px(18) + fonts.metrics("small").horizontalAdvance(value_text(ticks[-1], step)))
        bottom.setTicks([time_ticks(picture.since, picture.until, self._zone, _TICKS)])
        grid = pg.mkPen(look.colour("border"))
        for value in ticks:
            self.plot.addItem(pg.InfiniteLine(value, angle=0, pen=grid))

    def _draw_line(self, line: Line, colour: QColor) -> None:
        tint = QColor(colour)
        tint.setAlphaF(_FILL)
        for run in _runs(line.points):
            fill = {"fillLevel": 0, "brush": QBrush(tint)} if line.filled else {}
            x, y = [float(at) for at, _ in run], [value for _, value in run]
            self.plot.plot(x, y, pen=pg.mkPen(colour, width=1.5), **fill)

    def _draw_mark(self, mark: tuple[str, float]) -> None:
        look = theme()
        name, value = mark
        pen = pg.mkPen(look.colour("text2"), style=Qt.PenStyle.DashLine)
        self.plot.addItem(pg.InfiniteLine(value, angle=0, pen=pen))
        label = _words(f"{name} {value:,.0f}", "text2")
        assert self._picture is not None
        span = self._picture.until - self._picture.since
        label.setPos(self._picture.since + span * 0.55, value)
        self.plot.addItem(label)

    def _name_longest(self, gaps: Sequence[Interval], top: float) -> None:
        """One name is enough for all that are hatched alike; where it has no room it would hide a line."""
        assert self._picture is not None
        room = (self._picture.until - self._picture.since) * _NAMED_SHARE
        low, high = max(gaps, key=_length, default=(0, 0))
        if high - low >= room:
            label = _words(self.tr("not observed"), "text2")
            label.setPos((low + high) / 2, top * 0.9)
            self.plot.addItem(label)

    def _describe(self, picture: Picture, values: Sequence[float]) -> None:
        names = ", ".join(line.name for line in picture.lines)
        self.setAccessibleName(f"{names} {picture.unit}".strip())
        words = self.tr("nothing was measured")
        if values:
            known = self.tr("lowest {low}, highest {high}, {count} times not observed")
            low, high = round(min(values), 2), round(max(values), 2)
            words = known.format(low=low, high=high, count=len(picture.gaps))
        self.setAccessibleDescription(words)

    # --- pointing ------------------------------------------------------------------------------
    def _pointed(self, where: QPointF) -> None:
        """The values at the pointer stand in the legend."""
        picture = self._picture
        if picture is None:
            return
        at = self.plot.getViewBox().mapSceneToView(where).x()
        if not picture.since <= at <= picture.until:
            self.legend.say(picture.unit)
            return
        moment = to_datetime(round(at), self._zone)
        parts = [f"{line.name} {value_text(value, 0.1)}" for line in picture.lines
                 if (value := _value_at(line, at, picture)) is not None]  # fmt: skip
        told = ", ".join(parts) if parts else self.tr("not observed")
        self.legend.say(f"{moment.day} {moment:%b %H:%M}: {told} {picture.unit}".rstrip())


class _Unseen(pg.GraphicsObject):
    """A hatched interval over the whole height."""

    def __init__(self, gap: Interval, top: float) -> None:
        super().__init__()
        self._box = QRectF(gap[0], 0, gap[1] - gap[0], top)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)

    def boundingRect(self) -> QRectF:
        return self._box

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """In pixels, or the hatching would be stretched with the axes."""
        look = theme()
        box = painter.transform().mapRect(self._box)
        painter.resetTransform()
        painter.fillRect(box, look.colour("sunken"))
        painter.setClipRect(box)
        painter.setPen(QPen(look.colour("hatch"), 1))
        height, x = box.height(), box.left() - box.height()
        while x < box.right():
            painter.drawLine(QPointF(x, box.bottom()), QPointF(x + height, box.top()))
            x += 6


def _length(gap: Interval) -> int:
    return gap[1] - gap[0]


def _words(text: str, ink: str) -> pg.TextItem:
    look = theme()
    label = pg.TextItem(
        text, color=look.colour(ink), anchor=(0.5, 0.5), fill=look.colour("surface"),
        border=pg.mkPen(look.colour("border")),
    )  # fmt: skip
    label.setFont(fonts.font("small"))
    label.setZValue(_ABOVE)
    return label


def _runs(points: Sequence[tuple[int, float | None]]) -> Iterator[list[tuple[int, float]]]:
    """Unbroken stretches; a lonely point becomes a short one so that it is seen."""
    run: list[tuple[int, float]] = []
    for at, value in [*points, (0, None)]:
        if value is not None:
            run.append((at, value))
        elif run:
            yield run if len(run) > 1 else [run[0], (run[0][0] + 1, run[0][1])]
            run = []


def _value_at(line: Line, at: float, picture: Picture) -> float | None:
    """The value nearest to an instant, unless that lies where nobody looked."""
    if any(low <= at < high for low, high in picture.gaps) or not line.points:
        return None
    return min(line.points, key=lambda point: abs(point[0] - at))[1]
