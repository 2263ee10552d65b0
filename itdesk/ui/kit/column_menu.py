"""Menus of a list: what can be done with the selection, which columns are shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, QObject, SignalInstance
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from itdesk.ui.kit.buttons import literal
from itdesk.ui.kit.command import Command
from itdesk.ui.kit.icons import icon
from itdesk.ui.kit.list_layout import ListLayout


def command_menu(parent: QWidget, commands: Sequence[Command], copy: Callable[[], object]) -> QMenu:
    """Commands with their icons and shortcuts, then Copy as text. It deletes itself when closed."""
    menu = _menu(parent)
    for command in commands:
        add_command(menu, command)
    if commands:
        menu.addSeparator()
    words = QCoreApplication.translate("RecordList", "Copy as text")
    add_command(menu, Command("list.copy", words, copy, "Ctrl+C", "copy"))
    return menu


def add_command(menu: QMenu, command: Command) -> QAction:
    """One menu row for a command; the shortcut is shown, the owner of the command handles it."""
    action = QAction(command.title, menu)
    if command.icon:
        action.setIcon(icon(command.icon))
    if command.shortcut:
        action.setText(f"{command.title}\t{QKeySequence(command.shortcut).toString(_NATIVE)}")
    action.setEnabled(command.is_enabled)
    action.triggered.connect(command.handler)
    menu.addAction(action)
    return action


def column_menu(parent: QWidget, layout: ListLayout, changed: SignalInstance) -> QMenu:
    """A check mark for each column."""
    menu = _menu(parent)
    chooser = _Chooser(menu, layout, changed)
    for name, label in layout.columns:
        action = QAction(literal(label), menu)
        action.setCheckable(True)
        action.setChecked(layout.is_chosen(name))
        action.setData(name)
        action.toggled.connect(chooser.choose)
        menu.addAction(action)
    return menu


class _Chooser(QObject):
    def __init__(self, menu: QMenu, layout: ListLayout, changed: SignalInstance) -> None:
        super().__init__(menu)
        self._layout = layout
        self._changed = changed

    def choose(self, shown: bool) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self._layout.choose(str(action.data()), shown)
            self._changed.emit()


def _menu(parent: QWidget) -> QMenu:
    menu = QMenu(parent)
    menu.setToolTipsVisible(True)
    menu.aboutToHide.connect(menu.deleteLater)
    return menu


_NATIVE = QKeySequence.SequenceFormat.NativeText
