"""Bars side by side per day or group, from zero, over four grid lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QVBoxLayout, QWidget

from itdesk.ui.kit import fonts
from itdesk.ui.kit.legend import Legend
from itdesk.ui.kit.text import plain_tooltip
from itdesk.ui.kit.theme import theme
from itdesk.ui.kit.ticks import value_text, value_ticks

_LEFT, _BOTTOM, _TOP = 30, 20, 8
_BAR, _SPACE = 11, 2
"""Widest bar and the space between two of a group, in logical pixels."""


@dataclass(frozen=True, slots=True)
class Bars:
    """One series: a value per group; `colour` is its place in the chart palette."""

    name: str
    values: tuple[float, ...]
    colour: int = 0


class BarChart(QWidget):
    """A legend with sums over the bars; the numbers of a group stand in its tooltip."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.legend = Legend(self, square=True)
        self._plot = _Plot(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.legend)
        column.addWidget(self._plot, 1)

    def show_bars(self, groups: Sequence[str], series: Sequence[Bars], unit: str = "") -> None:
        """`groups` are the words below; each series has one value for each of them."""
        names = [f"{bars.name} {sum(bars.values):,.0f}" for bars in series]
        self.legend.show_names(names, unit, [bars.colour for bars in series])
        self._plot.show_bars(tuple(groups), tuple(series))
        self.setAccessibleName(", ".join(names))
        self.setAccessibleDescription("; ".join(self._plot.group_words(i) for i in range(len(groups))))


class _Plot(QWidget):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._groups: tuple[str, ...] = ()
        self._series: tuple[Bars, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_bars(self, groups: tuple[str, ...], series: tuple[Bars, ...]) -> None:
        self._groups, self._series = groups, series
        self.update()

    def group_words(self, place: int) -> str:
        values = ", ".join(f"{bars.name} {bars.values[place]:,.0f}" for bars in self._series)
        return f"{self._groups[place]}: {values}"

    def sizeHint(self) -> QSize:
        return QSize(theme().px(320), theme().px(150))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(160), theme().px(90))

    def _area(self) -> QRectF:
        look = theme()
        return QRectF(self.rect()).adjusted(look.px(_LEFT), look.px(_TOP), -2, -look.px(_BOTTOM))

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._groups or not self._series:
            return
        painter, area = QPainter(self), self._area()
        most = max((value for bars in self._series for value in bars.values), default=0)
        ticks = value_ticks(most, whole=True)
        painter.setFont(fonts.font("small"))
        self._draw_grid(painter, area, ticks)
        self._draw_words(painter, area)
        self._draw_bars(painter, area, ticks[-1])

    def _draw_grid(self, painter: QPainter, area: QRectF, ticks: list[float]) -> None:
        look = theme()
        for value in ticks:
            y = round(area.bottom() - area.height() * value / ticks[-1])
            painter.setPen(look.colour("border"))
            painter.drawLine(round(area.left()), y, round(area.right()), y)
            painter.setPen(look.colour("text2"))
            box = QRectF(0, y - 10, area.left() - look.px(8), 20)
            words = value_text(value, ticks[1])
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words)

    def _draw_words(self, painter: QPainter, area: QRectF) -> None:
        """As many of the groups' words as have room."""
        slot = area.width() / len(self._groups)
        widest = max(fonts.metrics("small").horizontalAdvance(words) for words in self._groups) + 10
        every = max(int(-(-widest // slot)), 1)
        painter.setPen(theme().colour("text2"))
        for place in range(0, len(self._groups), every):
            middle = area.left() + (place + 0.5) * slot
            left = max(middle - widest / 2, 0)
            box = QRectF(min(left, self.width() - widest), area.bottom(), widest, theme().px(_BOTTOM))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._groups[place])

    def _draw_bars(self, painter: QPainter, area: QRectF, top: float) -> None:
        look, count = theme(), len(self._series)
        slot = area.width() / len(self._groups)
        width = min(look.px(_BAR), (slot * 0.8 - _SPACE * (count - 1)) / count)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for number, bars in enumerate(self._series):
            painter.setBrush(look.chart[bars.colour])
            offset = (number - count / 2) * (width + _SPACE) + _SPACE / 2
            for place, value in enumerate(bars.values):
                height = area.height() * value / top
                left = area.left() + (place + 0.5) * slot + offset
                box = QRectF(left, area.bottom() - height, width, height)
                painter.drawRoundedRect(box, min(2, height / 2), min(2, height / 2))

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and self._groups:
            self._tell(event.pos(), event.globalPos())
            return True
        return super().event(event)

    def _tell(self, at: QPoint, where: QPoint) -> None:
        area = self._area()
        place = int((at.x() - area.left()) / max(area.width() / len(self._groups), 1))
        if 0 <= place < len(self._groups):
            QToolTip.showText(where, plain_tooltip(self.group_words(place)), self)
