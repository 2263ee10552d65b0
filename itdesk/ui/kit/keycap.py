"""Keys drawn as keys, with what they do beside them."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from itdesk.ui.kit import fonts
from itdesk.ui.kit.theme import theme


def keycap_width(key: str) -> int:
    look = theme()
    return max(fonts.metrics("micro", 500).horizontalAdvance(key) + look.px(10), look.px(18))


def draw_keycap(painter: QPainter, left: float, middle: float, key: str) -> float:
    """Draw a key at `left`, centred on `middle`; answers its right edge."""
    look = theme()
    width, height = keycap_width(key), look.px(18)
    box = QRectF(left + 0.5, middle - height / 2 + 0.5, width - 1, height - 1)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(look.colour("border"), 1))
    painter.setBrush(look.colour("surface"))
    painter.drawRoundedRect(box, 4, 4)
    painter.setPen(look.colour("text2"))
    painter.setFont(fonts.font("micro", 500))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, key)
    painter.restore()
    return left + width


class KeyHint(QWidget):
    """A key and words: "Tab take"; without words only the key."""

    def __init__(self, key: str, words: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key, self._words = key, words
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{key} {words}".strip())
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def sizeHint(self) -> QSize:
        words = fonts.metrics("small").horizontalAdvance(self._words) + 6 if self._words else 0
        return QSize(keycap_width(self._key) + words, theme().px(20))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        right = draw_keycap(painter, 0, self.height() / 2, self._key)
        if self._words:
            painter.setFont(fonts.font("small"))
            painter.setPen(theme().colour("text2"))
            box = QRectF(right + 6, 0, self.width() - right - 6, self.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, self._words)
