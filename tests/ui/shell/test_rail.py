"""The rail: every section is reached in every height, size and fold, and says what waits there."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from itdesk.ui.kit.chips import Avatar
from itdesk.ui.kit.theme import Mode, ThemeManager, theme
from itdesk.ui.shell.page import Badge, Page, PageEntry
from itdesk.ui.shell.rail import Rail, RailButton

LEFT = Qt.MouseButton.LeftButton
LONG = "Lindner & Partner Rechtsanwälte <b>mbB</b> 東京事務所 " * 6


def nothing() -> Page:
    raise AssertionError("no page is built here")


def entries(count: int, foot: int = 3) -> list[PageEntry]:
    """As many sections, the last ones at the foot."""
    groups = ["a", "b", "b", "b", "c"]
    return [
        PageEntry(f"p{n}", f"Section {n}", "inbox", nothing, "foot" if n >= count - foot else groups[n % 5])
        for n in range(count)
    ]


def shown(qtbot: QtBot, count: int, height: int = 700, foot: int = 3) -> Rail:
    made = Rail(entries(count, foot))
    qtbot.addWidget(made)
    made.resize(204, height)
    made.show()
    qtbot.waitExposed(made)
    return made


def buttons(rail: Rail) -> list[RailButton]:
    return [button for name in rail.order if (button := rail.button(name)) is not None]


@pytest.fixture
def rail(qtbot: QtBot, look: ThemeManager) -> Rail:
    made = shown(qtbot, 12)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


# --- room -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize("height", [560, 700, 1_400])
@pytest.mark.parametrize("collapsed", [False, True])
def test_every_section_is_on_screen_in_the_lowest_window(
    qtbot: QtBot, look: ThemeManager, height: int, collapsed: bool
) -> None:
    rail = shown(qtbot, 11, height)
    rail.set_collapsed(collapsed)
    found = buttons(rail)
    qtbot.waitUntil(lambda: all(button.height() >= 30 for button in found))
    assert all(rail.rect().contains(button.geometry()) for button in found)
    for above, below in pairwise(found):
        assert above.geometry().bottom() < below.geometry().top()


@pytest.mark.parametrize(("count", "foot"), [(0, 0), (1, 0), (2, 1), (6, 3), (4, 0)])
def test_any_number_of_sections_stand_in_their_order(
    qtbot: QtBot, look: ThemeManager, count: int, foot: int
) -> None:
    rail = shown(qtbot, count, 700, foot)
    assert rail.order == [f"p{n}" for n in range(count)]
    tops = [button.y() for button in buttons(rail)]
    assert tops == sorted(tops)
    if foot:
        assert tops[-foot] > 350, "at the foot"
    elif count:
        assert tops[-1] < 350


def test_sections_at_the_foot_stand_there_wherever_they_were_named(qtbot: QtBot, look: ThemeManager) -> None:
    mixed = [entries(4, 1)[3], *entries(4, 1)[:3]]
    rail = Rail(mixed)
    qtbot.addWidget(rail)
    assert rail.order == ["p0", "p1", "p2", "p3"]


def test_folded_it_is_narrow_and_its_words_are_away(rail: Rail) -> None:
    rail.set_identity(LONG, LONG, "Administrator")
    wide = rail.width()
    rail.set_collapsed(True)
    assert rail.width() == theme().size("rail_collapsed") < wide
    assert not any(label.isVisible() for label in rail.findChildren(QLabel))
    assert all(rail.rect().contains(button.geometry()) for button in buttons(rail))
    rail.set_collapsed(False)
    assert rail.width() == wide


def test_long_names_of_office_and_person_make_it_no_wider(rail: Rail) -> None:
    wide = rail.width()
    rail.set_identity(LONG, LONG, LONG)
    assert rail.width() == wide
    labels = [label for label in rail.findChildren(QLabel) if label.text() == LONG]
    assert len(labels) == 3 and all(label.textFormat() is Qt.TextFormat.PlainText for label in labels)
    assert all(label.width() < wide for label in labels)
    face = rail.findChild(Avatar)
    assert face is not None and face.accessibleName() == LONG


def test_a_person_without_a_role_has_no_line_for_it(rail: Rail) -> None:
    rail.set_identity("Office", "Petra Novak", "Technician")
    role = next(label for label in rail.findChildren(QLabel) if label.text() == "Technician")
    assert role.isVisible()
    rail.set_identity("Office", "Petra Novak", "")
    assert not role.isVisible()


# --- what waits -----------------------------------------------------------------------------------------
@pytest.mark.parametrize("collapsed", [False, True])
@pytest.mark.parametrize(("place", "key"), [(0, " (Ctrl+1)"), (8, " (Ctrl+9)"), (9, ""), (11, "")])
def test_a_section_tells_its_name_its_number_and_its_key(
    rail: Rail, collapsed: bool, place: int, key: str
) -> None:
    rail.set_collapsed(collapsed)
    button = buttons(rail)[place]
    rail.set_badge(f"p{place}", Badge(7, "warn"))
    assert button.accessibleName() == f"Section {place}, 7"
    if collapsed or key:
        assert button.toolTip() == f"Section {place}, 7{key}", "folded, there is no other way to see it"
    rail.set_badge(f"p{place}", Badge(0))
    assert button.accessibleName() == f"Section {place}"
    assert "7" not in button.toolTip()


@pytest.mark.parametrize("collapsed", [False, True])
def test_a_badge_is_in_the_colour_of_the_worst_behind_it(
    rail: Rail, look: ThemeManager, collapsed: bool
) -> None:
    rail.set_collapsed(collapsed)
    button = buttons(rail)[2]
    for mode in (Mode.LIGHT, Mode.DARK):
        look.set_mode(mode)
        empty = button.grab().toImage()
        pictures = [empty]
        for state in ("ok", "warn", "crit"):
            rail.set_badge("p2", Badge(3, state))
            image = button.grab().toImage()
            part = "" if collapsed else "bg"
            inks = {
                image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())
            }
            assert theme().state(state, part).name() in inks
            assert image not in pictures
            pictures.append(image)
        rail.set_badge("p2", Badge(0))
        assert button.grab().toImage() == empty


@pytest.mark.parametrize("count", [1, 12, 1_204, 1_000_000])
def test_a_number_of_any_length_is_drawn_within_its_row(rail: Rail, count: int) -> None:
    plain = buttons(rail)[1].grab().toImage()
    rail.set_badge("p1", Badge(count, "crit"))
    image = buttons(rail)[1].grab().toImage()
    assert image.size() == plain.size() and image != plain
    assert image.pixelColor(image.width() - 2, image.height() // 2) == plain.pixelColor(
        image.width() - 2, image.height() // 2
    ), "an edge is left"


# --- choosing -------------------------------------------------------------------------------------------
def test_the_section_one_is_in_looks_unlike_the_others(rail: Rail) -> None:
    one = buttons(rail)[0]
    rail.set_current("")
    plain = one.grab().toImage()
    rail.set_current("p0")
    assert one.grab().toImage() != plain
    rail.set_current("nowhere")
    assert not any(button.isChecked() for button in buttons(rail))


def test_a_press_says_the_section_once_and_marks_it(rail: Rail, qtbot: QtBot) -> None:
    said: list[str] = []
    rail.chosen.connect(said.append)
    for place in (3, 3, 11):
        qtbot.mouseClick(buttons(rail)[place], LEFT)
        assert buttons(rail)[place].isChecked()
    assert said == ["p3", "p3", "p11"]


def test_keys_walk_round_folded_too(rail: Rail, qtbot: QtBot) -> None:
    rail.set_collapsed(True)
    buttons(rail)[0].setFocus()
    seen = []
    for _ in range(12):
        qtbot.keyClick(rail.focusWidget(), Qt.Key.Key_Down)
        seen.append(rail.focusWidget())
    assert seen == [*buttons(rail)[1:], buttons(rail)[0]]
    qtbot.keyClick(rail.focusWidget(), Qt.Key.Key_Up)
    with qtbot.waitSignal(rail.chosen) as said:
        qtbot.keyClick(rail.focusWidget(), Qt.Key.Key_Enter)
    assert said.args == ["p11"]


def test_no_other_key_goes_anywhere(rail: Rail, qtbot: QtBot) -> None:
    said: list[str] = []
    rail.chosen.connect(said.append)
    buttons(rail)[4].setFocus()
    for key in (Qt.Key.Key_Shift, Qt.Key.Key_F9):
        qtbot.keyClick(rail.focusWidget(), key)
    assert said == [] and rail.focusWidget() is buttons(rail)[4]
