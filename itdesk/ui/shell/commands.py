"""Every command of the window, with its keys; pages lend theirs while they are in front."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from itdesk.ui.kit.command import Command

_TEXT_FIELDS = (QLineEdit, QPlainTextEdit, QTextEdit)
_EDITING = frozenset({"Del", "/", "Ctrl+Z"})
"""Keys that belong to a text field while one has the focus."""


class Commands(QObject):
    """The window's own commands and those of the page in front.

    Single letters ("E") are not installed here: the list that has focus handles them.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._own: tuple[Command, ...] = ()
        self._lent: tuple[Command, ...] = ()
        self._shortcuts: dict[QShortcut, Command] = {}

    def set_own(self, commands: Sequence[Command]) -> None:
        self._own = tuple(commands)
        self._install()

    def lend(self, commands: Sequence[Command]) -> None:
        """Commands of the page that has come to the front; those of the former one go."""
        if tuple(commands) != self._lent:
            self._lent = tuple(commands)
            self._install()

    def all(self) -> list[Command]:
        """The page's first, then the window's; enabled ones only."""
        return [command for command in (*self._lent, *self._own) if command.is_enabled]

    def run(self, command_id: str) -> bool:
        """Run by id; False if there is none or it is not enabled."""
        for command in self.all():
            if command.id == command_id:
                command.handler()
                return True
        return False

    def _install(self) -> None:
        for shortcut in self._shortcuts:
            shortcut.setEnabled(False)
            shortcut.deleteLater()
        self._shortcuts = {}
        taken: set[str] = set()
        for command in (*self._lent, *self._own):
            if _is_letter(command.shortcut) or not command.shortcut or command.shortcut in taken:
                continue
            taken.add(command.shortcut)
            shortcut = QShortcut(QKeySequence(command.shortcut), self._window)
            shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
            shortcut.activated.connect(self._activated)
            self._shortcuts[shortcut] = command
        self.mind_focus(self._window.focusWidget())

    def _activated(self) -> None:
        shortcut = self.sender()
        command = self._shortcuts.get(shortcut) if isinstance(shortcut, QShortcut) else None
        if command is not None and command.is_enabled:
            command.handler()

    def mind_focus(self, widget: QWidget | None) -> None:
        """While somebody types, keys that edit text are the field's own."""
        typing = isinstance(widget, _TEXT_FIELDS)
        for shortcut, command in self._shortcuts.items():
            if command.shortcut in _EDITING:
                shortcut.setEnabled(not typing)


def _is_letter(shortcut: str) -> bool:
    return len(shortcut) == 1 and shortcut.isalpha()
