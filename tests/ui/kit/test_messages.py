"""What the window says by itself: toasts that wait their turn, boxes that say what was kept."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from itdesk.core.errors import CancelledError, DeskError
from itdesk.ui.kit.banner import Banner
from itdesk.ui.kit.buttons import Button, IconButton
from itdesk.ui.kit.command import Command
from itdesk.ui.kit.error_box import ErrorBox
from itdesk.ui.kit.messages import Form, Message, Messages
from itdesk.ui.kit.text import Label
from itdesk.ui.kit.toast import Toast

LEFT = Qt.MouseButton.LeftButton
HOSTILE = "<a href='x'>&amp; click</a>\u202e"


class Reports:
    """Keeps what a crash report would be written of."""

    def __init__(self) -> None:
        self.bugs: list[BaseException] = []

    def __call__(self, error: BaseException) -> str:
        self.bugs.append(error)
        return "/somewhere/crash-1.txt"


@pytest.fixture
def reports() -> Reports:
    return Reports()


@pytest.fixture
def messages(qtbot: QtBot, reports: Reports) -> Messages:
    return Messages(reports)


def _visible(widget: QWidget) -> str:
    labels = [label.text() for label in widget.findChildren(Label) if label.isVisibleTo(widget)]
    return "\n".join(labels)


# --- which form ---------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("error", "form", "state"),
    [
        (CancelledError(), Form.TOAST, "info"),
        (DeskError("desk.locked"), Form.TOAST, "crit"),
        (ValueError("secret value"), Form.BOX, "crit"),
    ],
    ids=["cancelled", "known", "bug"],
)
def test_each_failure_has_its_form(
    messages: Messages, reports: Reports, error: Exception, form: Form, state: str
) -> None:
    messages.error(error)
    (said,) = messages.log
    assert (said.form, said.state) == (form, state)
    assert bool(reports.bugs) == (form is Form.BOX)


def test_a_bug_says_where_its_report_is_and_that_work_was_kept(messages: Messages) -> None:
    messages.bug(ValueError("x"))
    assert "/somewhere/crash-1.txt" in messages.log[0].rest
    assert "saved" in messages.log[0].rest


def test_what_is_no_error_says_nothing(messages: Messages) -> None:
    messages.error("only words")
    assert messages.log == []


def test_the_log_does_not_grow_without_end(messages: Messages) -> None:
    for number in range(500):
        messages.info(str(number))
    assert len(messages.log) == 200 and messages.log[-1].head == "499"


# --- toasts -------------------------------------------------------------------------------------------
@pytest.fixture
def window(shown: Callable[[QWidget], QWidget]) -> QWidget:
    made = QWidget()
    made.resize(900, 600)
    return shown(made)


@pytest.fixture
def toast(window: QWidget) -> Toast:
    return Toast(window)


def test_a_quiet_toast_gives_way_to_the_next_and_an_error_does_not(
    toast: Toast, window: QWidget, qtbot: QtBot
) -> None:
    one, two = Message(Form.TOAST, "ok", "Saved"), Message(Form.TOAST, "crit", "Not saved.", "Disk full.")
    three = Message(Form.TOAST, "info", "Printed")
    toast.show_message(one)
    toast.show_message(two)
    assert toast.current() is two and _visible(toast) == "Not saved. Disk full."
    toast.show_message(three)
    assert toast.current() is two
    qtbot.mouseClick(toast.findChildren(IconButton)[0], LEFT)
    assert toast.current() is three
    qtbot.mouseClick(toast.findChildren(IconButton)[0], LEFT)
    assert toast.current() is None and not toast.isVisible()


def test_undo_in_a_toast_runs_once_and_closes_it(toast: Toast, window: QWidget, qtbot: QtBot) -> None:
    ran: list[int] = []
    undo = Command("undo", "Undo", lambda: ran.append(1))
    toast.show_message(Message(Form.TOAST, "ok", "Removed", action=undo))
    button = next(b for b in toast.findChildren(Button) if b.text() == "Undo")
    qtbot.mouseClick(button, LEFT)
    assert ran == [1] and not toast.isVisible()


def test_a_toast_stays_inside_a_window_that_shrinks(toast: Toast, window: QWidget, qtbot: QtBot) -> None:
    toast.show_message(Message(Form.TOAST, "crit", "長い名前" * 60))
    window.resize(500, 400)
    qtbot.waitUntil(lambda: window.rect().contains(toast.geometry()))


def test_what_is_no_toast_is_none_of_its_business(toast: Toast, window: QWidget) -> None:
    toast.show_message(Message(Form.BOX, "crit", "a box"))
    assert toast.current() is None


# --- banners and boxes --------------------------------------------------------------------------------
def test_a_banner_stands_until_its_cause_is_gone(shown: Callable[[Banner], Banner], qtbot: QtBot) -> None:
    ran: list[int] = []
    banner = shown(Banner())
    banner.say(
        "warn", "The desk does not answer.", HOSTILE, Command("again", "Try again", lambda: ran.append(1))
    )
    assert HOSTILE in _visible(banner) and banner.accessibleName().startswith("The desk")
    button = next(b for b in banner.findChildren(Button) if b.text() == "Try again")
    qtbot.mouseClick(button, LEFT)
    assert ran == [1] and banner.isVisible()
    banner.quiet()
    assert not banner.isVisible()


def test_a_box_shows_and_copies_details_on_demand(
    shown: Callable[[ErrorBox], ErrorBox], qtbot: QtBot
) -> None:
    message = Message(Form.BOX, "crit", HOSTILE, "Kept.\n\nDo this.", details="ValueError('x')")
    box = shown(ErrorBox(message))
    details = box.findChild(QPlainTextEdit)
    assert details is not None and not details.isVisible()
    buttons = {b.accessibleName(): b for b in box.findChildren(Button)}
    qtbot.mouseClick(buttons["Show details"], LEFT)
    assert details.isVisible()
    qtbot.mouseClick(buttons["Copy"], LEFT)
    assert QApplication.clipboard().text() == f"{HOSTILE}\nKept.\n\nDo this.\nValueError('x')"
    assert {"Kept.", "Do this."} <= set(_visible(box).split("\n"))


def test_a_box_leads_to_what_can_be_done(look: object, qtbot: QtBot) -> None:
    ran: list[int] = []
    action = Command("restore", "Restore a backup…", lambda: ran.append(1))
    box = ErrorBox(Message(Form.BOX, "crit", "The desk is damaged", action=action))
    box.open()
    run = next(b for b in box.findChildren(Button) if b.text() == action.title)
    with qtbot.waitSignal(box.accepted):
        qtbot.mouseClick(run, LEFT)
    assert ran == [1]
