"""The first run and the refusal: by keys and clicks, and what a person then reads."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QProgressBar, QPushButton
from pytestqt.qtbot import QtBot

from itdesk.core.errors import DeskError
from itdesk.ui.kit.buttons import Button
from itdesk.ui.kit.command import Command
from itdesk.ui.kit.text import Label
from itdesk.ui.pages.firstrun.page import DEMO, DISCOVER, IMPORT, SCAN, FirstRun
from itdesk.ui.pages.firstrun.refusal import Refusal
from itdesk.ui.start import application

WAYS = (SCAN, DISCOVER, IMPORT, DEMO)
LONG = "/home/" + "とても長い名前のフォルダー/" * 30 + "desk.db"


@pytest.fixture
def page(qtbot: QtBot) -> FirstRun:
    application()
    made = FirstRun(LONG)
    qtbot.addWidget(made)
    made.resize(1280, 720)
    made.show()
    qtbot.waitExposed(made)
    return made


def button(page: FirstRun, words: str) -> QPushButton:
    return next(b for b in page.findChildren(Button) if b.accessibleName() == words)


# --- ways ----------------------------------------------------------------------------------------
@pytest.mark.parametrize(("place", "way"), list(enumerate(WAYS, 1)))
def test_each_way_has_its_number_key(page: FirstRun, qtbot: QtBot, place: int, way: str) -> None:
    with qtbot.waitSignal(page.way_chosen) as chosen:
        qtbot.keyClick(page, Qt.Key(Qt.Key.Key_0 + place))
    assert chosen.args == [way]


@pytest.mark.parametrize("way", WAYS)
def test_each_way_is_a_button_that_says_what_it_does(page: FirstRun, qtbot: QtBot, way: str) -> None:
    card = page.cards[way]
    assert card.accessibleName() and card.accessibleDescription().endswith(".")
    with qtbot.waitSignal(page.way_chosen) as chosen:
        qtbot.mouseClick(card, Qt.MouseButton.LeftButton)
    assert chosen.args == [way]


def test_a_way_is_chosen_by_the_keyboard_alone(page: FirstRun, qtbot: QtBot) -> None:
    card = page.cards[DISCOVER]
    card.setFocus()
    with qtbot.waitSignal(page.way_chosen) as chosen:
        qtbot.keyClick(card, Qt.Key.Key_Space)
    assert chosen.args == [DISCOVER]


@pytest.mark.parametrize("key", [Qt.Key.Key_0, Qt.Key.Key_5, Qt.Key.Key_9, Qt.Key.Key_A])
def test_other_keys_begin_nothing(page: FirstRun, qtbot: QtBot, key: Qt.Key) -> None:
    with qtbot.assertNotEmitted(page.way_chosen):
        qtbot.keyClick(page, key)


@pytest.mark.parametrize(
    ("words", "signal"),
    [
        ("Change…", "change_asked"), ("Open another desk…", "open_asked"),
        ("Join a team’s desk…", "join_asked"), ("Restore a backup…", "restore_asked"),
    ],
)  # fmt: skip
def test_the_other_beginnings_are_buttons_too(page: FirstRun, qtbot: QtBot, words: str, signal: str) -> None:
    with qtbot.waitSignal(getattr(page, signal)):
        qtbot.mouseClick(button(page, words), Qt.MouseButton.LeftButton)


# --- work ----------------------------------------------------------------------------------------
def test_while_something_runs_nothing_else_can_begin(page: FirstRun, qtbot: QtBot) -> None:
    page.set_working("Making the demo office", 0.4)
    assert not any(card.isEnabled() for card in page.cards.values())
    with qtbot.assertNotEmitted(page.way_chosen):
        qtbot.keyClick(page, Qt.Key.Key_4)
    bar = page.findChild(QProgressBar)
    assert bar is not None and bar.isVisible() and bar.value() == 40
    with qtbot.waitSignal(page.cancelled):
        qtbot.mouseClick(button(page, "Cancel"), Qt.MouseButton.LeftButton)
    page.set_working("")
    assert all(card.isEnabled() for card in page.cards.values()) and not bar.isVisible()


def test_work_of_unknown_length_shows_that_it_goes_on(page: FirstRun) -> None:
    page.set_working("Scanning this computer")
    bar = page.findChild(QProgressBar)
    assert bar is not None and (bar.minimum(), bar.maximum()) == (0, 0)


def test_what_did_not_work_is_said_and_the_ways_are_open_again(page: FirstRun, qtbot: QtBot) -> None:
    page.set_working("Making your desk")
    page.say("That did not work.", "The disk is full. Free some space.")
    assert page._banner.isVisible()
    assert all(card.isEnabled() for card in page.cards.values())
    qtbot.mouseClick(page.cards[DEMO], Qt.MouseButton.LeftButton)
    assert not page._banner.isVisible()


def test_a_long_place_gives_way_and_is_still_there_to_read(page: FirstRun) -> None:
    assert page.width() == 1280
    assert page._place.text() == LONG
    page.set_place("/short/desk.db")
    assert page._place.text() == "/short/desk.db"


# --- refusals ------------------------------------------------------------------------------------
def refusal(qtbot: QtBot, error: DeskError, place: str, ran: list[str]) -> Refusal:
    application()
    actions = [
        Command("again", "Try again", lambda: ran.append("again")),
        Command("open", "Open another desk…", lambda: ran.append("open")),
    ]
    made = Refusal(error, place, actions)
    qtbot.addWidget(made)
    made.resize(1280, 720)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.mark.parametrize(
    ("code", "head"),
    [
        ("desk.newer", "newer than this itdesk"), ("desk.damaged", "damaged"), ("desk.foreign", "not a desk"),
        ("desk.read_only", "cannot be written"), ("desk.unreachable", "cannot be reached"),
        ("desk.locked", "busy"), ("desk.network", "network drive"), ("desk.full", "disk is full"),
        ("desk.missing", "cannot be opened"),
    ],
)  # fmt: skip
def test_a_refusal_says_in_its_head_what_is_the_matter(qtbot: QtBot, code: str, head: str) -> None:
    error = DeskError(code, path=LONG, found="0007_later", known="0001_ground", fs="nfs", detail="x", why="x")
    shown = refusal(qtbot, error, LONG, [])
    assert head in shown.accessibleName()
    assert shown.accessibleDescription()
    assert any(label.text() == LONG for label in shown.findChildren(Label))


def test_a_newer_desk_names_both_schemas(qtbot: QtBot) -> None:
    error = DeskError("desk.newer", path="d", found="0007_later", known="0001_ground")
    shown = refusal(qtbot, error, "d", [])
    words = [label.text() for label in shown.findChildren(Label)]
    assert "0007_later" in words and "0001_ground" in words


def test_its_ways_out_are_buttons_the_first_of_them_ready(qtbot: QtBot) -> None:
    ran: list[str] = []
    shown = refusal(qtbot, DeskError("desk.locked", path="d"), "d", ran)
    shown.setFocus()
    first = shown.focusProxy()
    assert isinstance(first, Button) and first.accessibleName() == "Try again"
    for made in shown.findChildren(Button):
        qtbot.mouseClick(made, Qt.MouseButton.LeftButton)
    assert ran == ["again", "open"]
