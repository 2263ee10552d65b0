"""The bar of steps: what is done, where one is, what comes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from itdesk.ui.kit import fonts, icons
from itdesk.ui.kit.text import Label, Panel
from itdesk.ui.kit.theme import theme

DISC, HEIGHT = 22, 44


class StepDisc(QWidget):
    """Done: a tick on the ok tint; now: its number on the accent; later: its number, sunken."""

    def __init__(self, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number, self._now = number, 0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_now(self, now: int) -> None:
        self._now = now
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(DISC), theme().px(DISC))

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        is_done, is_now = self._number < self._now, self._number == self._now
        painter.setBrush(look.colour("ok_bg" if is_done else "accent_fill" if is_now else "sunken"))
        painter.drawEllipse(QRectF(self.rect()))
        if is_done:
            side = self.width() * 6 // 10
            picture = icons.pixmap("check", look.colour("ok_fg"), side, self.devicePixelRatioF())
            place = (self.width() - side) // 2
            painter.drawPixmap(place, place, picture)
        else:
            painter.setFont(fonts.font("small", 600))
            painter.setPen(look.colour("on_accent" if is_now else "text2"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, str(self._number))
        painter.end()


class StepBar(Panel):
    """44 px under the top bar; `remark` stands at its right end."""

    def __init__(self, names: Sequence[str], remark: str, parent: QWidget | None = None) -> None:
        super().__init__("filterbar", parent)
        self._names = tuple(names)
        self._discs = [StepDisc(number, self) for number in range(1, len(names) + 1)]
        self._labels = [Label(name) for name in names]
        self.setFixedHeight(theme().px(HEIGHT))
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 0, 18, 0)
        row.setSpacing(8)
        for place, (disc, label) in enumerate(zip(self._discs, self._labels, strict=True)):
            if place:
                line = Panel("rule", self)
                line.setFixedSize(theme().px(24), 1)
                row.addWidget(line)
            row.addWidget(disc)
            row.addWidget(label)
        row.addStretch(1)
        row.addWidget(Label(remark, "small", "text2"))
        self.set_step(1)

    def set_step(self, number: int) -> None:
        """The step that is on, counted from 1."""
        for place, (disc, label) in enumerate(zip(self._discs, self._labels, strict=True), 1):
            disc.set_now(number)
            label.set_ink("text" if place <= number else "text2")
            label.set_weight(600 if place == number else 400)
        words = self.tr("Step {number} of {count}: {name}")
        self.setAccessibleName(
            words.format(number=number, count=len(self._names), name=self._names[number - 1])
        )
