"""A term as a chip: a click edits it, the cross takes it away, and a press one regrets does nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from itdesk.ui.kit.query_chip import QueryChip
from itdesk.ui.kit.theme import Mode, ThemeManager, theme

KEY, LEFT, RIGHT = Qt.Key, Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
TERMS = [
    "status:open", '-place:"HQ / 2"', "(status:open or priority:1)", "設置場所:東京", "x" * 500,
    "notes:<b>bold</b>", "a:b:c", "",
]  # fmt: skip


@pytest.fixture
def chip(shown: Callable[[QWidget], QWidget], qtbot: QtBot) -> QueryChip:
    """A chip in a window with room around it."""
    made = QueryChip("status:open")
    shown(made)
    qtbot.waitUntil(made.isActiveWindow)
    made.resize(made.sizeHint())
    return made


@pytest.fixture
def did(chip: QueryChip) -> list[str]:
    """What the chip was asked to do."""
    told: list[str] = []
    chip.clicked.connect(lambda: told.append("edit"))
    chip.remove_asked.connect(lambda: told.append("remove"))
    return told


def cross(chip: QueryChip) -> QPoint:
    return QPoint(chip.width() - 9, chip.height() // 2)


def words(chip: QueryChip) -> QPoint:
    return QPoint(12, chip.height() // 2)


def drag(qtbot: QtBot, chip: QueryChip, start: QPoint, end: QPoint) -> None:
    """Press at one place and let go at another."""
    qtbot.mousePress(chip, LEFT, pos=start)
    qtbot.mouseMove(chip, end)
    qtbot.mouseRelease(chip, LEFT, pos=end)


# --- mouse --------------------------------------------------------------------------------------
def test_a_click_on_the_words_edits_and_one_on_the_cross_removes(
    chip: QueryChip, did: list[str], qtbot: QtBot
) -> None:
    qtbot.mouseClick(chip, LEFT, pos=words(chip))
    assert did == ["edit"]
    qtbot.mouseClick(chip, LEFT, pos=cross(chip))
    assert did == ["edit", "remove"] and not chip.isDown()


def test_a_press_that_is_drawn_away_does_nothing(chip: QueryChip, did: list[str], qtbot: QtBot) -> None:
    far = QPoint(chip.width() + 60, chip.height() // 2)
    for start in (words(chip), cross(chip)):
        drag(qtbot, chip, start, far)
        drag(qtbot, chip, start, QPoint(start.x(), 200))
    assert did == [] and not chip.isDown()


def test_words_that_were_pressed_are_not_removed_by_letting_go_over_the_cross(
    chip: QueryChip, did: list[str], qtbot: QtBot
) -> None:
    drag(qtbot, chip, words(chip), cross(chip))
    assert "remove" not in did


def test_a_press_on_the_cross_that_goes_back_to_the_words_removes_nothing(
    chip: QueryChip, did: list[str], qtbot: QtBot
) -> None:
    drag(qtbot, chip, cross(chip), words(chip))
    assert "remove" not in did


def test_only_the_left_button_does_anything(chip: QueryChip, did: list[str], qtbot: QtBot) -> None:
    for place in (words(chip), cross(chip)):
        qtbot.mouseClick(chip, RIGHT, pos=place)
        qtbot.mouseClick(chip, Qt.MouseButton.MiddleButton, pos=place)
    assert did == []


# --- keys ---------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("key", "wanted"),
    [
        (KEY.Key_Return, ["edit"]), (KEY.Key_Enter, ["edit"]), (KEY.Key_Space, ["edit"]),
        (KEY.Key_Delete, ["remove"]), (KEY.Key_Backspace, ["remove"]), (KEY.Key_X, []),
        (KEY.Key_Escape, []),
    ],
)  # fmt: skip
def test_keys_do_what_the_mouse_does(
    chip: QueryChip, did: list[str], qtbot: QtBot, key: Qt.Key, wanted: list[str]
) -> None:
    qtbot.keyClick(chip, key)
    assert did == wanted


# --- what it shows ------------------------------------------------------------------------------
@pytest.mark.parametrize("term", TERMS)
def test_any_term_is_a_chip_of_bounded_width_that_tells_it_whole(
    shown: Callable[[QWidget], QWidget], term: str
) -> None:
    chip = QueryChip(term)
    shown(chip)
    assert 0 < chip.sizeHint().width() <= 360
    assert chip.accessibleName() == f"Filter {term}"
    assert bool(chip.toolTip()) == bool(term)
    assert "<" not in chip.toolTip() or chip.toolTip().startswith("<qt>")
    assert not chip.grab().toImage().isNull()


def picture(chip: QueryChip) -> QImage:
    chip.resize(chip.sizeHint())
    return chip.grab().toImage()


def test_a_term_that_has_become_wrong_looks_wrong(look: ThemeManager) -> None:
    right, wrong = picture(QueryChip("colour:red")), picture(QueryChip("colour:red", ok=False))
    middle = QPoint(right.width() // 2, 3)
    assert right.pixelColor(middle) == theme().state("info", "bg")
    assert wrong.pixelColor(middle) == theme().state("crit", "bg")


def test_who_uses_keys_sees_which_chip_has_the_focus(chip: QueryChip, qtbot: QtBot) -> None:
    chip.clearFocus()
    without = picture(chip)
    chip.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(chip.hasFocus)
    qtbot.waitUntil(lambda: picture(chip) != without)


@pytest.mark.parametrize("mode", [Mode.LIGHT, Mode.DARK])
@pytest.mark.parametrize("percent", [90, 100, 150])
def test_the_cross_stands_at_the_right_in_every_look(look: ThemeManager, mode: Mode, percent: int) -> None:
    look.set_mode(mode)
    look.set_percent(percent)
    try:
        chip = QueryChip("status:open")
        drawn = picture(chip)
        ground, ink = theme().state("info", "bg"), theme().state("info", "fg")
        strip = range(drawn.width() - theme().px(16), drawn.width() - theme().px(4))
        inked = [x for x in strip for y in range(drawn.height()) if drawn.pixelColor(x, y) != ground]
        assert inked and ink != ground
        gap = range(drawn.width() - theme().px(20), drawn.width() - theme().px(16))
        assert all(drawn.pixelColor(x, drawn.height() // 2) == ground for x in gap)
    finally:
        look.set_percent(100)
        look.set_mode(Mode.LIGHT)
