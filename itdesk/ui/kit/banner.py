"""A tinted line across the content: what is wrong as long as its cause lasts, and one way out."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from itdesk.ui.kit.buttons import Button
from itdesk.ui.kit.command import Command
from itdesk.ui.kit.icon_mark import IconMark
from itdesk.ui.kit.text import ElidedLabel, NameLabel, Panel, repolish
from itdesk.ui.kit.theme import theme

STATE_ICONS = {
    "ok": "circle-check",
    "info": "info",
    "warn": "triangle-alert",
    "crit": "circle-alert",
    "maint": "history",
    "unknown": "info",
}


class Banner(Panel):
    """44 px under the top bar: icon, what is so in semibold, what it means, one action."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("banner", parent)
        self._command: Command | None = None
        self._icon = IconMark("info", "info_fg")
        self._head = NameLabel()
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
        self._icon.set(icon or STATE_ICONS.get(state, "info"), f"{state}_fg")
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
