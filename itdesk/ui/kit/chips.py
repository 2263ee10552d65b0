"""Chips, priority bars and avatars: drawn once per look, then kept as pictures."""

from __future__ import annotations

from functools import lru_cache
from zlib import crc32

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from itdesk.ui.kit import fonts
from itdesk.ui.kit.state_glyph import draw_glyph
from itdesk.ui.kit.theme import Theme, theme

CHIP_HEIGHT, LONGEST_CHIP = 20, 240
_GLYPH = 9
_PAD = 7
_GAP = 5


def blank(width: float, height: float, ratio: float) -> QPixmap:
    """A transparent picture of this many logical pixels."""
    result = QPixmap(max(round(width * ratio), 1), max(round(height * ratio), 1))
    result.fill(Qt.GlobalColor.transparent)
    result.setDevicePixelRatio(ratio)
    return result


def chip(text: str, state: str, glyph: str, ratio: float, *, selected: bool = False) -> QPixmap:
    """A chip's picture; on a selected row its tint turns to surface, or it would vanish there."""
    look = theme()
    return _chip(text, state, glyph, ratio, selected, look.name, look.percent)


@lru_cache(maxsize=4096)
def _chip(
    text: str, state: str, glyph: str, ratio: float, selected: bool, _name: str, _percent: int
) -> QPixmap:
    look = theme()
    size = chip_size(text, glyph)
    result = blank(size.width(), size.height(), ratio)
    painter = QPainter(result)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.colour("surface") if selected else look.state(state, "bg"))
    radius = look.radius("chip")
    painter.drawRoundedRect(QRectF(0, 0, size.width(), size.height()), radius, radius)
    ink = look.state(state, "fg")
    left = look.px(_PAD)
    if glyph:
        side = look.px(_GLYPH)
        draw_glyph(painter, glyph, QRectF(left, (size.height() - side) / 2, side, side), ink)
        left += side + look.px(_GAP)
    painter.setPen(ink)
    painter.setFont(fonts.font("small", 500))
    painter.drawText(QRectF(left, 0, size.width() - left, size.height()), Qt.AlignmentFlag.AlignVCenter, text)
    painter.end()
    return result


def chip_size(text: str, glyph: str = "") -> QSize:
    """Logical pixels of a chip."""
    look = theme()
    width = fonts.metrics("small", 500).horizontalAdvance(text) + 2 * look.px(_PAD)
    width += look.px(_GLYPH) + look.px(_GAP) if glyph else 0
    return QSize(width, look.px(CHIP_HEIGHT))


def priority_bars(level: int, ratio: float) -> QPixmap:
    """Four rising bars; level 1 (urgent) fills all, 4 (low) one."""
    look = theme()
    return _priority_bars(min(max(level, 1), 4), ratio, look.name, look.percent)


@lru_cache(maxsize=64)
def _priority_bars(level: int, ratio: float, _name: str, _percent: int) -> QPixmap:
    look = theme()
    side = look.px(16)
    result = blank(side, side, ratio)
    painter = QPainter(result)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    known = look.tokens.priorities[level]
    step, width = side / 4, side / 4 - look.px(1)
    for bar in range(4):
        filled = bar < 5 - level
        painter.setBrush(look.state(known["state"]) if filled else look.colour("hatch"))
        height = side * (0.28 + 0.22 * bar)
        painter.drawRoundedRect(QRectF(bar * step, side - height, width, height), 0.8, 0.8)
    painter.end()
    return result


def avatar(name: str, side: int, ratio: float) -> QPixmap:
    """A disc with a person's initials; its colour follows the name."""
    return _avatar(name, side, ratio, theme().name)


@lru_cache(maxsize=1024)
def _avatar(name: str, side: int, ratio: float, _theme: str) -> QPixmap:
    result = blank(side, side, ratio)
    painter = QPainter(result)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(avatar_colour(name))
    painter.drawEllipse(QRectF(0, 0, side, side))
    face = QFont(fonts.font("micro", 600))
    face.setPixelSize(max(round(side * 0.4), 7))
    painter.setFont(face)
    painter.setPen(theme().colour("on_accent"))
    painter.drawText(QRectF(0, 0, side, side), Qt.AlignmentFlag.AlignCenter, initials(name))
    painter.end()
    return result


def avatar_colour(name: str) -> QColor:
    """The ground of a name's disc: the same on every start and machine."""
    grounds = theme().avatars
    return grounds[crc32(name.encode("utf-8")) % len(grounds)]


def initials(name: str) -> str:
    """The first letters of the first and the last word, upper case: "Maria Silva" → "MS"."""
    words = [word for word in name.split() if word[0].isalnum()]
    if not words:
        return "?"
    ends = words if len(words) == 1 else [words[0], words[-1]]
    return "".join(word[0] for word in ends).upper()


class Chip(QWidget):
    """A chip as a widget, for heads and forms."""

    def __init__(
        self, text: str, state: str = "unknown", glyph: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set(text, state, glyph)

    def set(self, text: str, state: str = "unknown", glyph: str = "") -> None:
        self._text, self._state, self._glyph = text, state, glyph
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        return self._text

    def _shown(self) -> str:
        return fonts.elided(self._text, theme().px(LONGEST_CHIP), "small", 500)

    def sizeHint(self) -> QSize:
        return chip_size(self._shown(), self._glyph)

    def paintEvent(self, event: QPaintEvent) -> None:
        picture = chip(self._shown(), self._state, self._glyph, self.devicePixelRatioF())
        QPainter(self).drawPixmap(QPointF(0, 0), picture)


class Avatar(QWidget):
    """A person's initials."""

    def __init__(self, name: str, side: int = 24, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._side = side
        self.setAccessibleName(name)
        self.setFixedSize(self.sizeHint())

    def set_name(self, name: str) -> None:
        self._name = name
        self.setAccessibleName(name)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(self._side), theme().px(self._side))

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).drawPixmap(QPointF(0, 0), avatar(self._name, self.width(), self.devicePixelRatioF()))


def draw_bar(
    painter: QPainter, box: QRectF, share: float, state: str, look: Theme, *, selected: bool
) -> None:
    """A track with its filled share; a share over 0 always shows."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.colour("surface" if selected else "pressed"))
    radius = box.height() / 2
    painter.drawRoundedRect(box, radius, radius)
    filled = box.width() * min(max(share, 0.0), 1.0)
    if filled > 0:
        painter.setBrush(look.state(state))
        painter.drawRoundedRect(
            QRectF(box.left(), box.top(), max(filled, box.height()), box.height()), radius, radius
        )
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
