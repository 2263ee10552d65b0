"""Commands by their keys: the page's before the window's, none that is not enabled, text fields first."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from itdesk.ui.kit.command import Command
from itdesk.ui.shell.commands import Commands

CTRL, NONE = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier


class Bench(QWidget):
    """A window with a text field of each kind, and commands that say that they ran."""

    def __init__(self) -> None:
        super().__init__()
        self.ran: list[str] = []
        self.may = True
        self.line, self.text, self.plain = QLineEdit(self), QPlainTextEdit(self), QWidget(self)
        self.plain.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        column = QVBoxLayout(self)
        for widget in (self.line, self.text, self.plain):
            column.addWidget(widget)
        self.commands = Commands(self)

    def new(self) -> None:
        self.ran.append("new")

    def own_new(self) -> None:
        self.ran.append("window's new")

    def delete(self) -> None:
        self.ran.append("delete")

    def undo(self) -> None:
        self.ran.append("undo")

    def edit(self) -> None:
        self.ran.append("edit")

    def is_allowed(self) -> bool:
        return self.may


@pytest.fixture
def bench(qtbot: QtBot) -> Bench:
    made = Bench()
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.commands.set_own([
        Command("window.new", "New window", made.own_new, "Ctrl+N"),
        Command("undo", "Undo", made.undo, "Ctrl+Z"),
    ])  # fmt: skip
    made.plain.setFocus()
    return made


def lend(bench: Bench) -> None:
    bench.commands.lend([
        Command("ticket.new", "New ticket", bench.new, "Ctrl+N"),
        Command("ticket.delete", "Delete", bench.delete, "Del", enabled=bench.is_allowed),
        Command("ticket.edit", "Edit", bench.edit, "E"),
    ])  # fmt: skip


def test_the_page_in_front_comes_before_the_window(bench: Bench, qtbot: QtBot) -> None:
    qtbot.keyClick(bench.plain, Qt.Key.Key_N, CTRL)
    lend(bench)
    qtbot.keyClick(bench.plain, Qt.Key.Key_N, CTRL)
    bench.commands.lend([])
    qtbot.keyClick(bench.plain, Qt.Key.Key_N, CTRL)
    assert bench.ran == ["window's new", "new", "window's new"]


def test_what_is_not_enabled_neither_runs_nor_is_offered(bench: Bench, qtbot: QtBot) -> None:
    lend(bench)
    bench.may = False
    qtbot.keyClick(bench.plain, Qt.Key.Key_Delete)
    assert bench.ran == [] and not bench.commands.run("ticket.delete")
    assert "ticket.delete" not in [command.id for command in bench.commands.all()]
    bench.may = True
    qtbot.keyClick(bench.plain, Qt.Key.Key_Delete)
    assert bench.ran == ["delete"]


def test_a_single_letter_is_the_lists_and_not_the_windows(bench: Bench, qtbot: QtBot) -> None:
    lend(bench)
    qtbot.keyClick(bench.plain, Qt.Key.Key_E)
    assert bench.ran == []
    assert bench.commands.run("ticket.edit") and bench.ran == ["edit"]


@pytest.mark.parametrize("field", ["line", "text"])
def test_while_somebody_types_editing_keys_are_the_fields(bench: Bench, qtbot: QtBot, field: str) -> None:
    lend(bench)
    widget: QLineEdit | QPlainTextEdit = getattr(bench, field)
    widget.setFocus()
    bench.commands.mind_focus(widget)
    qtbot.keyClicks(widget, "ab")
    qtbot.keyClick(widget, Qt.Key.Key_Home)
    qtbot.keyClick(widget, Qt.Key.Key_Delete)
    words = widget.text() if isinstance(widget, QLineEdit) else widget.toPlainText()
    assert words == "b" and bench.ran == []
    qtbot.keyClick(widget, Qt.Key.Key_N, CTRL)
    assert bench.ran == ["new"], "other keys still are the page's"
    bench.plain.setFocus()
    bench.commands.mind_focus(bench.plain)
    qtbot.keyClick(bench.plain, Qt.Key.Key_Delete)
    qtbot.keyClick(bench.plain, Qt.Key.Key_Z, CTRL)
    assert bench.ran == ["new", "delete", "undo"]


def test_commands_are_listed_the_pages_first(bench: Bench) -> None:
    lend(bench)
    assert [command.id for command in bench.commands.all()] == [
        "ticket.new", "ticket.delete", "ticket.edit", "window.new", "undo",
    ]  # fmt: skip
    assert not bench.commands.run("nothing")
