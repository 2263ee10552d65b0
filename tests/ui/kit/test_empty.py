"""Where nothing is: one sentence, what to do first, at most three ways, and no trace of what stood there."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from itdesk.ui.kit.buttons import Button
from itdesk.ui.kit.command import Command
from itdesk.ui.kit.empty import EmptyState, Tile
from itdesk.ui.kit.text import Label
from itdesk.ui.kit.theme import Mode, ThemeManager, theme

Shown = Callable[[QWidget], QWidget]


class Hand:
    """Writes down which way was taken."""

    def __init__(self) -> None:
        self.taken: list[str] = []

    def add(self) -> None:
        self.taken.append("add")

    def bring_in(self) -> None:
        self.taken.append("import")

    def look(self) -> None:
        self.taken.append("look")

    def ways(self) -> list[Command]:
        return [
            Command("add", "Add an asset", self.add, icon="plus"),
            Command("import", "Import a file…", self.bring_in),
            Command("look", "Look at <b>R&&D</b>", self.look),
            Command("more", "One too many", self.look),
        ]


@pytest.fixture
def empty(shown: Shown) -> EmptyState:
    made = EmptyState()
    made.resize(600, 400)
    shown(made)
    return made


def words(empty: EmptyState) -> list[str]:
    return [label.text() for label in empty.findChildren(Label) if label.isVisible()]


def buttons(empty: EmptyState) -> list[Button]:
    return [button for button in empty.findChildren(Button) if button.isVisible()]


def test_it_says_what_is_so_and_what_to_do(empty: EmptyState, qtbot: QtBot) -> None:
    hand = Hand()
    empty.show_state("Nothing here yet", "Begin with what you have.", hand.ways()[:2], "inbox")
    assert words(empty) == ["Nothing here yet", "Begin with what you have."]
    assert empty.accessibleName() == "Nothing here yet"
    qtbot.waitUntil(lambda: len(buttons(empty)) == 2)
    assert [button.accessibleName() for button in buttons(empty)] == ["Add an asset", "Import a file…"]
    assert [button.property("kind") for button in buttons(empty)] == ["primary", ""]


def test_each_way_is_taken_by_its_own_button_and_told(empty: EmptyState, qtbot: QtBot) -> None:
    hand = Hand()
    empty.show_state("Nothing here yet", actions=hand.ways())
    qtbot.waitUntil(lambda: len(buttons(empty)) == 3)
    for place, name in enumerate(("add", "import", "look")):
        with qtbot.waitSignal(empty.action_chosen) as chosen:
            qtbot.mouseClick(buttons(empty)[place], Qt.MouseButton.LeftButton)
        assert chosen.args == [name] and hand.taken[-1] == name, "it was run already"
    assert len(hand.taken) == 3


def test_keys_walk_over_the_ways_and_press_them(empty: EmptyState, qtbot: QtBot) -> None:
    hand = Hand()
    empty.show_state("Nothing here yet", actions=hand.ways())
    qtbot.waitUntil(empty.isActiveWindow)
    qtbot.waitUntil(lambda: len(buttons(empty)) == 3)
    first, second, _third = buttons(empty)
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Tab)
    assert second.hasFocus()
    qtbot.keyClick(second, Qt.Key.Key_Space)
    assert hand.taken == ["import"]


def test_more_than_three_ways_are_no_help(empty: EmptyState, qtbot: QtBot) -> None:
    empty.show_state("Nothing here yet", actions=Hand().ways())
    qtbot.waitUntil(lambda: len(buttons(empty)) == 3)
    assert "One too many" not in [button.accessibleName() for button in buttons(empty)]


def test_another_state_leaves_nothing_of_the_former_not_even_for_a_moment(
    empty: EmptyState, qtbot: QtBot
) -> None:
    hand = Hand()
    empty.show_state("Nothing here yet", "Begin.", hand.ways(), "inbox")
    qtbot.waitUntil(lambda: len(buttons(empty)) == 3)
    former = buttons(empty)
    empty.show_state("No tickets match this line")
    assert words(empty) == ["No tickets match this line"] and buttons(empty) == []
    assert empty.accessibleName() == "No tickets match this line"
    tile = empty.findChild(Tile)
    assert tile is not None and not tile.isVisible()
    former[0].click()
    assert hand.taken == []


@pytest.mark.parametrize(
    "text", ["No manuals match " + "this very long line " * 30, "何もありません。" * 60, ""]
)
def test_no_sentence_makes_the_window_wider(empty: EmptyState, text: str) -> None:
    empty.show_state(text, text, Hand().ways()[:1], "inbox")
    empty.resize(420, 500)
    assert empty.width() == 420 and empty.minimumSizeHint().width() <= 420
    seen = [label for label in empty.findChildren(Label) if label.isVisible()]
    assert all(empty.rect().contains(label.geometry()) for label in seen)


def test_words_are_shown_as_they_are(empty: EmptyState, qtbot: QtBot) -> None:
    empty.show_state("<img src=x>", "<b>bold</b> & more", Hand().ways()[2:3])
    assert words(empty) == ["<img src=x>", "<b>bold</b> & more"]
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in empty.findChildren(Label))
    qtbot.waitUntil(lambda: [b.accessibleName() for b in buttons(empty)] == ["Look at <b>R&D</b>"])


# --- the tile -------------------------------------------------------------------------------------------
def test_a_tile_is_tinted_by_its_state_in_both_themes(shown: Shown, look: ThemeManager) -> None:
    tile = Tile("inbox", "ok", 40)
    shown(tile)
    try:
        for mode in (Mode.LIGHT, Mode.DARK):
            look.set_mode(mode)
            for state in ("ok", "crit"):
                tile.set("inbox", state)
                assert tile.grab().toImage().pixelColor(20, 3) == theme().state(state, "bg")
    finally:
        look.set_mode(Mode.LIGHT)


def test_a_tile_shows_its_icon(shown: Shown) -> None:
    tile = Tile("inbox")
    shown(tile)
    inbox = tile.grab().toImage()
    tile.set("users", "info")
    assert tile.grab().toImage() != inbox
    tile.set("inbox", "info")
    assert tile.grab().toImage() == inbox
