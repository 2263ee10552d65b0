"""The box for what stops work: it says all, copies all, acts once, and closes by any usual key."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from itdesk.ui.kit.buttons import Button
from itdesk.ui.kit.command import Command
from itdesk.ui.kit.error_box import ErrorBox
from itdesk.ui.kit.messages import Form, Message

KEY, LEFT = Qt.Key, Qt.MouseButton.LeftButton
HEAD, KEPT, TODO = "The desk cannot be written", "What you typed is kept.", "Free space and try again."
DETAILS = "desk.full: <b>/srv/office.desk</b>\nerrno 28"


class Hand(QWidget):
    """What the box offers to do."""

    done = 0
    box_was_open = True
    box: ErrorBox | None = None

    def free(self) -> None:
        self.done += 1
        self.box_was_open = self.box is not None and self.box.isVisible()


@pytest.fixture
def window(look: object, qtbot: QtBot) -> Iterator[Hand]:
    made = Hand()
    made.resize(900, 700)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    yield made


@pytest.fixture
def opened(window: Hand, qtbot: QtBot) -> Callable[..., ErrorBox]:
    """opened(rest, details, acts) → the box over the window."""

    def show(rest: str = f"{KEPT}\n\n{TODO}", details: str = DETAILS, acts: bool = False) -> ErrorBox:
        action = Command("free", "Free space", window.free) if acts else None
        box = ErrorBox(Message(Form.BOX, "crit", HEAD, rest, action, details), window)
        window.box = box
        box.open()
        qtbot.waitUntil(box.isActiveWindow)
        return box

    return show


def words(box: ErrorBox) -> list[str]:
    return [label.text() for label in box.findChildren(QLabel) if label.isVisible()]


def button(box: ErrorBox, name: str) -> Button:
    return next(b for b in box.findChildren(Button) if b.isVisible() and b.accessibleName() == name)


def offered(box: ErrorBox) -> list[str]:
    return [b.accessibleName() for b in box.findChildren(Button) if b.isVisible()]


def test_what_happened_what_was_kept_and_what_to_do_stand_apart(opened: Callable[..., ErrorBox]) -> None:
    box = opened()
    assert words(box) == [HEAD, KEPT, TODO]
    assert box.accessibleName() == HEAD and TODO in box.accessibleDescription()
    told = [label for label in box.findChildren(QLabel) if label.text()]
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in told)
    rest = [label for label in box.findChildren(QLabel) if label.text() in (KEPT, TODO)]
    assert all(label.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByMouse for label in rest)


def test_nothing_more_to_say_offers_no_details(opened: Callable[..., ErrorBox]) -> None:
    box = opened(rest="", details="")
    assert words(box) == [HEAD] and offered(box) == ["Close"]


def test_details_are_shown_hidden_and_copied_whole(opened: Callable[..., ErrorBox], qtbot: QtBot) -> None:
    box = opened()
    details = box.findChild(QPlainTextEdit)
    assert details is not None and not details.isVisible() and "Copy" not in offered(box)
    low = box.height()
    qtbot.mouseClick(button(box, "Show details"), LEFT)
    qtbot.waitUntil(lambda: details.isVisible() and box.height() > low)
    assert details.toPlainText() == DETAILS and details.isReadOnly()
    qtbot.mouseClick(button(box, "Copy"), LEFT)
    copied = QApplication.clipboard().text()
    assert all(part in copied for part in (HEAD, KEPT, TODO, DETAILS))
    qtbot.mouseClick(button(box, "Hide details"), LEFT)
    qtbot.waitUntil(lambda: not details.isVisible() and box.height() <= low)


@pytest.mark.parametrize("way", ["escape", "close"])
def test_it_closes_without_doing_anything(
    opened: Callable[..., ErrorBox], window: Hand, qtbot: QtBot, way: str
) -> None:
    box = opened(acts=True)
    assert {"Close", "Free space"} <= set(offered(box))
    with qtbot.waitSignal(box.rejected):
        if way == "escape":
            qtbot.keyClick(box, KEY.Key_Escape)
        else:
            qtbot.mouseClick(button(box, "Close"), LEFT)
    assert window.done == 0


def test_the_way_out_is_gone_once_and_the_box_is_out_of_its_way(
    opened: Callable[..., ErrorBox], window: Hand, qtbot: QtBot
) -> None:
    box = opened(acts=True)
    with qtbot.waitSignal(box.accepted):
        qtbot.mouseClick(button(box, "Free space"), LEFT)
    assert window.done == 1 and not window.box_was_open


def test_a_closed_box_leaves_nothing_behind(
    opened: Callable[..., ErrorBox], window: Hand, qtbot: QtBot
) -> None:
    box = opened()
    qtbot.keyClick(box, KEY.Key_Escape)
    window.box = None
    del box
    qtbot.waitUntil(lambda: window.findChild(ErrorBox) is None)
    assert QApplication.activeModalWidget() is None


@pytest.mark.parametrize(
    "rest",
    ["長い説明。" * 200, "word " * 300, "x" * 2_000, "\n\n".join("part" for _ in range(12)), "\n\n\n\n"],
    ids=["Japanese", "words", "a path", "many parts", "blank lines"],
)
def test_any_explanation_is_read_whole_inside_its_width(
    opened: Callable[..., ErrorBox], qtbot: QtBot, rest: str
) -> None:
    box = opened(rest=rest)
    shown = [label for label in box.findChildren(QLabel) if label.isVisible() and label.text()]
    assert [label.text() for label in shown] == [HEAD, *filter(None, rest.split("\n\n"))]
    qtbot.waitUntil(lambda: all(label.height() >= label.heightForWidth(label.width()) for label in shown))
    assert all(label.mapTo(box, label.rect().topRight()).x() < box.width() for label in shown)
