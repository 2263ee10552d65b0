"""A tinted line across the content: what is wrong as long as its cause lasts, and one way out."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from itdesk.ui.kit import icons
from itdesk.ui.kit.buttons import Button
from itdesk.ui.kit.command import Command
from itdesk.ui.kit.text import ElidedLabel, Label, Panel, repolish
from itdesk.ui.kit.theme import theme

STATE_ICONS = {
    "ok": "circle-check",
    "info": "info",
    "warn": "triangle-alert",
    "crit": "circle-alert",
    "maint": "history",
    "unknown": "info",
}


class StateIcon(QWidget):
    """A Lucide icon in a state's text colour."""

    def __init__(self, icon: str, state: str, side: int = 16, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon, self._state = icon, state
        self.setFixedSize(QSize(theme().px(side), theme().px(side)))

    def set(self, icon: str, state: str) -> None:
        self._icon, self._state = icon, state
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        colour = theme().state(self._state, "fg")
        picture = icons.pixmap(self._icon, colour, self.width(), self.devicePixelRatioF())
        QPainter(self).drawPixmap(0, 0, picture)


class Banner(Panel):
    """44 px under the top bar: icon, what is so in semibold, what it means, one action."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("banner", parent)
        self._command: Command | None = None
        self._icon = StateIcon("info", "info")
        self._head = Label("", weight=600)
        self._rest = ElidedLabel("")
        self._action = Button("", "link")
        self._action.clicked.connect(self._run)
        self.setFixedHeight(theme().px(44))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 0, 18, 0)
        row.setSpacing(10)
        row.addWidget(self._icon)
        row.addWidget(self._head)
        row.addWidget(self._rest, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._action)
        self.hide()

    def say(
        self, state: str, head: str, rest: str = "", action: Command | None = None, icon: str = ""
    ) -> None:
        """Show this until `quiet()`."""
        self.setProperty("state", state)
        repolish(self)
        self._icon.set(icon or STATE_ICONS.get(state, "info"), state)
        for label, text in ((self._head, head), (self._rest, rest)):
            label.set_ink(f"{state}_fg")
            label.setText(text)
        self._command = action
        self._action.setVisible(action is not None)
        if action is not None:
            self._action.set_text(action.title)
        self.setAccessibleName(f"{head} {rest}".strip())
        self.show()

    def quiet(self) -> None:
        """The cause is gone."""
        self._command = None
        self.hide()

    def _run(self) -> None:
        if self._command is not None:
            self._command.handler()
