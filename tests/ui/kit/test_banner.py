"""The line under the top bar: it says what is so while it is so, in any width, and offers one way out."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from itdesk.ui.kit.banner import Banner
from itdesk.ui.kit.buttons import Button
from itdesk.ui.kit.command import Command
from itdesk.ui.kit.text import Label
from itdesk.ui.kit.theme import Mode, ThemeManager

STATES = ["ok", "info", "warn", "crit", "maint", "unknown"]
LONG = "/home/büro/デスク/" + "a very long folder/" * 30 + "office.db"


class Way:
    """Where a banner's button leads."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.taken = 0

    def take(self) -> None:
        self.taken += 1

    def command(self) -> Command:
        return Command("way", self.title, self.take)


@pytest.fixture
def holder(shown: Callable[[QWidget], QWidget]) -> QWidget:
    made = QWidget()
    QVBoxLayout(made).setContentsMargins(0, 0, 0, 0)
    made.resize(700, 200)
    return shown(made)


@pytest.fixture
def banner(holder: QWidget) -> Banner:
    made, layout = Banner(holder), holder.layout()
    assert layout is not None
    layout.addWidget(made)
    return made


def words(banner: Banner) -> list[str]:
    return [label.text() for label in banner.findChildren(Label)]


def button(banner: Banner) -> Button:
    found = banner.findChild(Button)
    assert found is not None
    return found


def test_it_is_not_there_before_something_is_so(banner: Banner) -> None:
    assert not banner.isVisible()
    banner.say("warn", "The backup is old.")
    assert banner.isVisible()
    banner.quiet()
    assert not banner.isVisible()


def test_it_says_the_newest_and_forgets_the_former_way_out(banner: Banner, qtbot: QtBot) -> None:
    first, second = Way("Try again"), Way("Back up now")
    banner.say("crit", "The desk does not answer.", "Since 8:00.", first.command())
    banner.say("warn", "The backup is old.", "", second.command())
    assert words(banner) == ["The backup is old.", ""]
    assert banner.accessibleName() == "The backup is old."
    assert button(banner).accessibleName() == "Back up now"
    qtbot.mouseClick(button(banner), Qt.MouseButton.LeftButton)
    assert (first.taken, second.taken) == (0, 1)


def test_without_a_way_out_there_is_no_button(banner: Banner) -> None:
    way = Way("Try again")
    banner.say("crit", "The desk does not answer.", action=way.command())
    banner.say("info", "The desk is read-only.")
    assert not button(banner).isVisible()
    banner.say("crit", "The desk does not answer.", action=way.command())
    banner.quiet()
    button(banner).click()
    assert way.taken == 0, "its cause is gone"


def test_its_way_out_is_taken_by_the_keyboard_as_often_as_it_is_pressed(
    banner: Banner, holder: QWidget, qtbot: QtBot
) -> None:
    qtbot.waitUntil(holder.isActiveWindow)
    way = Way("Try again")
    banner.say("crit", "The desk does not answer.", action=way.command())
    button(banner).setFocus()
    for _ in range(2):
        qtbot.keyClick(button(banner), Qt.Key.Key_Space)
    assert way.taken == 2 and banner.isVisible(), "it stands until its cause is gone"


@pytest.mark.parametrize(("head", "rest"), [(LONG, ""), ("Short.", LONG), (LONG, LONG)])
def test_no_text_makes_the_window_wider_or_pushes_the_button_out(
    banner: Banner, holder: QWidget, head: str, rest: str
) -> None:
    way = Way("Try again")
    banner.say("crit", head, rest, way.command())
    assert banner.minimumSizeHint().width() < 400
    holder.resize(500, 200)
    assert holder.width() == 500 and banner.width() == 500
    assert banner.rect().contains(button(banner).geometry())
    assert banner.accessibleName() == f"{head} {rest}".strip()


def test_lines_of_a_text_do_not_make_it_higher(banner: Banner) -> None:
    banner.say("warn", "Plain.")
    height = banner.height()
    banner.say("warn", "One\ntwo\nthree", "four\nfive")
    assert banner.height() == height
    for label in banner.findChildren(Label):
        assert label.height() <= height


@pytest.mark.parametrize("mode", [Mode.LIGHT, Mode.DARK])
def test_each_state_has_its_own_ground_and_its_words_stand_out(
    banner: Banner, look: ThemeManager, mode: Mode
) -> None:
    look.set_mode(mode)
    try:
        grounds: set[str] = set()
        for state in STATES:
            banner.say(state, "It is so.")
            ground = banner.grab().toImage().pixelColor(4, banner.height() // 2)
            ink = banner.findChildren(Label)[0].palette().windowText().color()
            assert abs(ink.lightness() - ground.lightness()) > 80, state
            grounds.add(ground.name())
        assert len(grounds) == len(STATES)
    finally:
        look.set_mode(Mode.LIGHT)


def test_a_picture_of_its_own_takes_the_place_of_its_states(banner: Banner) -> None:
    banner.say("warn", "It is so.")
    plain = banner.grab().toImage()
    banner.say("warn", "It is so.", icon="lock")
    locked = banner.grab().toImage()
    assert locked != plain
    banner.say("warn", "It is so.")
    assert banner.grab().toImage() == plain
