"""Toasts: what is done goes by itself, what went wrong waits for a person, and any length fits the window."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from itdesk.ui.kit.buttons import Button, IconButton
from itdesk.ui.kit.command import Command
from itdesk.ui.kit.messages import Form, Message
from itdesk.ui.kit.text import Label
from itdesk.ui.kit.theme import Mode, ThemeManager
from itdesk.ui.kit.toast import Toast
from itdesk.ui.kit.tokens import tokens

LEFT = Qt.MouseButton.LeftButton
QUIET, LOUD = ["ok", "info"], ["warn", "crit"]


def said(state: str, head: str, rest: str = "", action: Command | None = None) -> Message:
    return Message(Form.TOAST, state, head, rest, action)


@pytest.fixture
def window(shown: Callable[[QWidget], QWidget]) -> QWidget:
    made = QWidget()
    made.resize(900, 600)
    return shown(made)


@pytest.fixture
def toast(window: QWidget) -> Toast:
    return Toast(window)


@pytest.fixture
def short_lives(monkeypatch: pytest.MonkeyPatch) -> None:
    """What goes by itself goes at once."""
    monkeypatch.setitem(tokens().motion, "toast_ms", 1)


class Hand:
    """Presses what a toast offers, and knows what it did."""

    def __init__(self) -> None:
        self.undone: list[str] = []

    def undo(self) -> None:
        self.undone.append("undone")

    def command(self) -> Command:
        return Command("undo", "Undo", self.undo)


def words(toast: Toast) -> str:
    return next(label.text() for label in toast.findChildren(Label))


def close(toast: Toast, qtbot: QtBot) -> None:
    qtbot.mouseClick(toast.findChild(IconButton), LEFT)


def put_pointer_on(toast: Toast) -> None:
    place = QPointF(5, 5)
    QApplication.sendEvent(toast, QEnterEvent(place, place, place))


def take_pointer_away(toast: Toast) -> None:
    QApplication.sendEvent(toast, QEvent(QEvent.Type.Leave))


# --- how long it stays ----------------------------------------------------------------------------------
@pytest.mark.parametrize("state", QUIET)
@pytest.mark.usefixtures("short_lives")
def test_what_was_done_goes_by_itself(toast: Toast, qtbot: QtBot, state: str) -> None:
    toast.show_message(said(state, "Saved"))
    assert toast.isVisible() and words(toast) == "Saved"
    qtbot.waitUntil(lambda: not toast.isVisible())
    assert toast.current() is None


@pytest.mark.parametrize("state", LOUD)
@pytest.mark.usefixtures("short_lives")
def test_what_went_wrong_stays_and_what_comes_meanwhile_waits(toast: Toast, qtbot: QtBot, state: str) -> None:
    toast.show_message(said(state, "Not saved.", "The disk is full."))
    toast.show_message(said("ok", "Printed"))
    other = Toast(toast.parentWidget())
    other.show_message(said("ok", "A clock of the same length"))
    qtbot.waitUntil(lambda: not other.isVisible())
    assert toast.isVisible() and words(toast) == "Not saved. The disk is full."
    close(toast, qtbot)
    assert words(toast) == "Printed"
    qtbot.waitUntil(lambda: not toast.isVisible())


@pytest.mark.usefixtures("short_lives")
def test_the_pointer_on_it_stops_its_clock_until_it_goes(toast: Toast, qtbot: QtBot) -> None:
    put_pointer_on(toast)
    toast.show_message(said("ok", "Removed"))
    other = Toast(toast.parentWidget())
    other.show_message(said("ok", "A clock of the same length"))
    qtbot.waitUntil(lambda: not other.isVisible())
    assert toast.isVisible(), "it is being read"
    take_pointer_away(toast)
    qtbot.waitUntil(lambda: not toast.isVisible())


@pytest.mark.usefixtures("short_lives")
def test_an_error_does_not_begin_to_go_when_the_pointer_leaves_it(toast: Toast, qtbot: QtBot) -> None:
    toast.show_message(said("crit", "Not saved."))
    put_pointer_on(toast)
    take_pointer_away(toast)
    other = Toast(toast.parentWidget())
    other.show_message(said("ok", "A clock of the same length"))
    qtbot.waitUntil(lambda: not other.isVisible())
    assert toast.isVisible()


# --- who comes when -------------------------------------------------------------------------------------
def test_the_newest_of_what_was_done_is_the_one_that_is_said(toast: Toast) -> None:
    for number in range(5):
        toast.show_message(said("ok", f"Saved {number}"))
    assert words(toast) == "Saved 4"
    toast.close_current()
    assert not toast.isVisible(), "the former ones do not come again"


def test_errors_come_one_after_another_in_their_order(toast: Toast, qtbot: QtBot) -> None:
    for number in range(4):
        toast.show_message(said("crit", f"Not saved: {number}"))
    seen: list[str] = []
    while toast.isVisible():
        seen.append(words(toast))
        close(toast, qtbot)
    assert seen == ["Not saved: 0", "Not saved: 1", "Not saved: 2", "Not saved: 3"]


def test_the_same_error_is_said_once_while_it_stands(toast: Toast, qtbot: QtBot) -> None:
    gone, full = said("crit", "The server does not answer."), said("crit", "The disk is full.")
    for message in (gone, full, gone, gone, full):
        toast.show_message(message)
    assert toast.current() is gone
    close(toast, qtbot)
    assert toast.current() is full
    close(toast, qtbot)
    assert not toast.isVisible()
    toast.show_message(gone)
    assert toast.isVisible(), "it was closed and happens again: that is news"


def test_what_went_wrong_does_not_wait_for_what_was_done(toast: Toast) -> None:
    toast.show_message(said("ok", "Saved"))
    toast.show_message(said("crit", "Not saved."))
    assert words(toast) == "Not saved."


# --- its button -----------------------------------------------------------------------------------------
def test_undo_is_offered_with_its_message_alone(toast: Toast, qtbot: QtBot) -> None:
    hand = Hand()
    toast.show_message(said("ok", "Removed", action=hand.command()))
    button = toast.findChild(Button)
    assert button is not None and button.isVisible() and button.accessibleName() == "Undo"
    toast.show_message(said("ok", "Saved"))
    assert not button.isVisible()
    toast.show_message(said("ok", "Removed", action=hand.command()))
    qtbot.mouseClick(button, LEFT)
    assert hand.undone == ["undone"] and toast.current() is None


def test_closing_undoes_nothing_and_the_next_in_line_keeps_its_own_button(toast: Toast, qtbot: QtBot) -> None:
    first, second = Hand(), Hand()
    toast.show_message(said("warn", "Half of it was sent.", action=first.command()))
    toast.show_message(said("warn", "The other half too.", action=second.command()))
    close(toast, qtbot)
    qtbot.mouseClick(toast.findChild(Button), LEFT)
    assert (first.undone, second.undone) == ([], ["undone"])


def test_its_buttons_are_reached_and_pressed_by_keys(toast: Toast, window: QWidget, qtbot: QtBot) -> None:
    qtbot.waitUntil(window.isActiveWindow)
    hand = Hand()
    toast.show_message(said("crit", "Not sent.", action=hand.command()))
    button, cross = toast.findChild(Button), toast.findChild(IconButton)
    assert button is not None and cross is not None and cross.accessibleName() == "Close"
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Tab)
    assert cross.hasFocus()
    qtbot.keyClick(cross, Qt.Key.Key_Backtab)
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert hand.undone == ["undone"] and not toast.isVisible()


# --- where and how it stands ----------------------------------------------------------------------------
LENGTHS = [
    "Saved",
    "",
    "x" * 5_000,
    "values " * 3_000,
    "値段が正しくありません。" * 400,
    "line\n" * 300,
    "🦊" * 900,
]


@pytest.mark.parametrize(
    "text", LENGTHS, ids=["short", "none", "one word", "words", "Japanese", "lines", "emoji"]
)
@pytest.mark.parametrize("size", [(1_440, 900), (900, 560), (300, 200)], ids=["wide", "least", "tiny"])
def test_any_text_stays_inside_the_window(
    toast: Toast, window: QWidget, size: tuple[int, int], text: str
) -> None:
    window.resize(*size)
    toast.show_message(said("crit", "Not saved.", text))
    assert window.rect().contains(toast.geometry())
    cross = toast.findChild(IconButton)
    assert cross is not None and toast.rect().contains(cross.geometry()), "or nobody can close it"


def test_what_is_too_long_to_be_drawn_is_still_told_whole(toast: Toast) -> None:
    value = "0123456789" * 200
    toast.show_message(said("crit", "Not saved.", value))
    assert words(toast).endswith("…") and len(words(toast)) < 500
    assert toast.accessibleName() == f"Not saved. {value}"
    label = toast.findChild(Label)
    assert label is not None and label.toolTip() == f"Not saved. {value}"
    toast.close_current()
    toast.show_message(said("ok", "Saved"))
    assert label.toolTip() == "" and toast.accessibleName() == "Saved"


def test_markup_is_shown_and_not_followed(toast: Toast) -> None:
    toast.show_message(said("crit", "<img src='file:///etc/passwd'>", "<b>&amp;</b>"))
    assert words(toast) == "<img src='file:///etc/passwd'> <b>&amp;</b>"
    label = toast.findChild(Label)
    assert label is not None and label.textFormat() is Qt.TextFormat.PlainText


@pytest.mark.parametrize("mode", [Mode.LIGHT, Mode.DARK])
def test_an_error_looks_unlike_what_was_done(toast: Toast, look: ThemeManager, mode: Mode) -> None:
    look.set_mode(mode)
    try:
        grounds = []
        for state in ("ok", "warn", "crit"):
            toast.show_message(said(state, "Words"))
            grounds.append(toast.grab().toImage().pixelColor(toast.width() // 2, 3).name())
            toast.close_current()
        assert len(set(grounds)) == 3
    finally:
        look.set_mode(Mode.LIGHT)
