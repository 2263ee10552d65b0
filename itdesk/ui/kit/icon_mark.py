"""An icon that is only seen: beside a label that says what it means."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from itdesk.ui.kit import icons
from itdesk.ui.kit.theme import theme


class IconMark(QWidget):
    """A Lucide icon in a colour role of the theme, followed live."""

    def __init__(self, icon: str, role: str = "text2", side: int = 16, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon, self._role = icon, role
        self.setFixedSize(QSize(theme().px(side), theme().px(side)))

    def set(self, icon: str, role: str) -> None:
        self._icon, self._role = icon, role
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        picture = icons.pixmap(self._icon, theme().colour(self._role), self.width(), self.devicePixelRatioF())
        QPainter(self).drawPixmap(0, 0, picture)
