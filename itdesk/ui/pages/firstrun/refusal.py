"""The whole window when a desk cannot be opened: what is so, the facts, two ways out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from itdesk.core.errors import DeskError
from itdesk.ui.kit import fonts
from itdesk.ui.kit.buttons import Button
from itdesk.ui.kit.command import Command
from itdesk.ui.kit.empty import Tile
from itdesk.ui.kit.text import ElidedLabel, Label, Panel
from itdesk.ui.kit.theme import theme
from itdesk.ui.kit.wording import error_text

WIDTH = 560


class Refusal(Panel):
    """Nothing was changed. The first action is the primary one."""

    def __init__(
        self, error: DeskError, place: str, actions: Sequence[Command], parent: QWidget | None = None
    ) -> None:
        super().__init__("firstrun", parent)
        self._commands: dict[Button, Command] = {}
        head = self._head_words(error.code)
        card = Panel("card")
        card.setFixedWidth(theme().px(WIDTH))
        lines = QVBoxLayout(card)
        lines.setContentsMargins(28, 26, 28, 24)
        lines.setSpacing(10)
        lines.addWidget(Tile("circle-alert", "crit", 40))
        lines.addSpacing(4)
        lines.addWidget(Label(head, "title", weight=600, wrap=True))
        sentence = Label(error_text(error), "body", "text2", wrap=True)
        sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        lines.addWidget(sentence)
        lines.addWidget(self._facts(error, place))
        lines.addWidget(Label(self.tr("Nothing in it was changed."), "small", "text2"))
        lines.addSpacing(6)
        lines.addLayout(self._buttons(actions))
        column = QVBoxLayout(self)
        column.addStretch(1)
        column.addWidget(card, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        self.setFocusProxy(next(iter(self._commands)))
        self.setAccessibleName(head)
        self.setAccessibleDescription(error_text(error))

    def _head_words(self, code: str) -> str:
        heads = {
            "desk.newer": self.tr("This desk is newer than this itdesk"),
            "desk.damaged": self.tr("This desk is damaged"),
            "desk.foreign": self.tr("This file is not a desk"),
            "desk.read_only": self.tr("This desk cannot be written"),
            "desk.unreachable": self.tr("The team’s desk cannot be reached"),
            "desk.locked": self.tr("This desk is busy"),
            "desk.network": self.tr("This desk lies on a network drive"),
            "desk.full": self.tr("The disk is full"),
        }
        return heads.get(code, self.tr("This desk cannot be opened"))

    def _facts(self, error: DeskError, place: str) -> QWidget:
        well = Panel("well")
        grid = QGridLayout(well)
        grid.setContentsMargins(14, 10, 14, 10)
        grid.setHorizontalSpacing(16)
        grid.setColumnStretch(1, 1)
        facts = [(self.tr("Desk"), place)]
        if error.code == "desk.newer":
            facts.append((self.tr("Its schema"), str(error.fields.get("found", ""))))
            facts.append((self.tr("This itdesk knows"), str(error.fields.get("known", ""))))
        for line, (name, value) in enumerate(facts):
            grid.addWidget(Label(name, "small", "text2"), line, 0)
            shown = ElidedLabel(value, "small", mode=Qt.TextElideMode.ElideMiddle)
            shown.setFont(fonts.font("small", mono=True))
            grid.addWidget(shown, line, 1)
        return well

    def _buttons(self, actions: Sequence[Command]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        for place, command in enumerate(actions):
            button = Button(command.title, "" if place else "primary", command.icon)
            button.clicked.connect(self._run)
            self._commands[button] = command
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _run(self) -> None:
        sender = self.sender()
        command = self._commands.get(sender) if isinstance(sender, Button) else None
        if command is not None:
            command.handler()
