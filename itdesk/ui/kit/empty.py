"""Empty states: one sentence, what to do first, at most three actions."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from itdesk.ui.kit import icons
from itdesk.ui.kit.buttons import Button
from itdesk.ui.kit.command import Command
from itdesk.ui.kit.text import Label
from itdesk.ui.kit.theme import theme

MOST_ACTIONS = 3


class Tile(QWidget):
    """An icon on a tinted rounded square."""

    def __init__(self, icon: str, state: str = "info", side: int = 40, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self._state = state
        self.setFixedSize(QSize(theme().px(side), theme().px(side)))

    def set(self, icon: str, state: str) -> None:
        self._icon, self._state = icon, state
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.state(self._state, "bg"))
        painter.drawRoundedRect(QRectF(self.rect()), look.radius("card"), look.radius("card"))
        side = self.width() // 2
        picture = icons.pixmap(self._icon, look.state(self._state, "fg"), side, self.devicePixelRatioF())
        painter.drawPixmap((self.width() - side) // 2, (self.height() - side) // 2, picture)


class EmptyState(QWidget):
    """Shown where a list or page holds nothing. The first action is the primary one."""

    action_chosen = Signal(str)
    """The id of the command whose button was pressed (it was run already)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._commands: dict[Button, Command] = {}
        self._tile = Tile("inbox", "info", 48, self)
        self._sentence = Label("", "title", weight=600, wrap=True)
        self._hint = Label("", "body", "text2", wrap=True)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addStretch(2)
        column.addWidget(self._tile, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(8)
        for label in (self._sentence, self._hint):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(label)
        column.addSpacing(8)
        column.addLayout(self._buttons)
        column.addStretch(3)

    def show_state(
        self, sentence: str, hint: str = "", actions: Sequence[Command] = (), icon: str = ""
    ) -> None:
        """Replace what is said and offered; without an icon there is no tile."""
        self._sentence.setText(sentence)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self._tile.setVisible(bool(icon))
        if icon:
            self._tile.set(icon, "info")
        self._fill(actions[:MOST_ACTIONS])
        self.setAccessibleName(sentence)

    def _fill(self, actions: Sequence[Command]) -> None:
        while (item := self._buttons.takeAt(0)) is not None:
            if (former := item.widget()) is not None:
                former.hide()
                former.deleteLater()
        self._commands.clear()
        self._buttons.addStretch(1)
        for place, command in enumerate(actions):
            button = Button(command.title, "" if place else "primary", command.icon)
            button.clicked.connect(self._run)
            self._commands[button] = command
            self._buttons.addWidget(button)
        self._buttons.addStretch(1)

    def _run(self) -> None:
        sender = self.sender()
        command = self._commands.get(sender) if isinstance(sender, Button) else None
        if command is not None:
            command.handler()
            self.action_chosen.emit(command.id)
