"""The line above a chart: a swatch and a name for each series, then the unit."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from itdesk.ui.kit.cards import clear
from itdesk.ui.kit.text import ElidedLabel, NameLabel
from itdesk.ui.kit.theme import theme


class Swatch(QWidget):
    """The colour of a series by its place in the chart palette: a dash for lines, a square for bars."""

    def __init__(self, place: int, *, square: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        height = 10 if square else 4
        self.setFixedSize(QSize(theme().px(10 if square else 14), theme().px(height)))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        colours = theme().chart
        painter.setBrush(colours[self._place % len(colours)])
        painter.drawRoundedRect(QRectF(self.rect()), 2, 2)


class Legend(QWidget):
    """Names beside their colours; `hint` is the unit or what is under the pointer."""

    def __init__(self, parent: QWidget | None = None, *, square: bool = False) -> None:
        super().__init__(parent)
        self._square = square
        self._hint = ElidedLabel("", "small", "text2")
        self._names = QHBoxLayout()
        self._names.setSpacing(6)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        row.addLayout(self._names)
        row.addWidget(self._hint, 1)

    def show_names(self, names: Sequence[str], hint: str, colours: Sequence[int] = ()) -> None:
        """`colours` are places in the chart palette; without them they are taken in order."""
        clear(self._names)
        for place, name in enumerate(names):
            if place:
                self._names.addSpacing(10)
            self._names.addWidget(Swatch(colours[place] if colours else place, square=self._square))
            self._names.addWidget(NameLabel(name, "small", "text2", 400))
        self._hint.setText(hint)

    def say(self, hint: str) -> None:
        self._hint.setText(hint)
