"""Shapes of states: each is told apart without its colour, at any size, and stays within its box."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from itdesk.ui.kit.state_glyph import (
    GLYPHS,
    STATE_GLYPHS,
    WORKFLOW_GLYPHS,
    StateMark,
    draw_glyph,
    glyph_of,
)
from itdesk.ui.kit.theme import Mode, ThemeManager, theme

SIDE, EDGE = 24, 6
Shown = Callable[[StateMark], StateMark]


def drawn(glyph: str, side: int = SIDE, colour: str = "#102030") -> QImage:
    """The glyph in the middle of a transparent picture with an edge of `EDGE` around its box."""
    image = QImage(side + 2 * EDGE, side + 2 * EDGE, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    draw_glyph(painter, glyph, QRectF(EDGE, EDGE, side, side), QColor(colour))
    painter.end()
    return image


def covered(image: QImage) -> list[tuple[int, int]]:
    """Pixels that are more than half covered."""
    return [
        (x, y)
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() > 127
    ]


def like(one: QColor, other: QColor) -> bool:
    """Alike but for the softness of an edge."""
    parts = zip(one.getRgb()[:3], other.getRgb()[:3], strict=True)
    return all(abs(mine - its) <= 24 for mine, its in parts)


@pytest.mark.parametrize("glyph", GLYPHS)
@pytest.mark.parametrize("side", [8, 12, 24, 40])
def test_a_shape_is_seen_and_stays_in_its_box(look: ThemeManager, glyph: str, side: int) -> None:
    pixels = covered(drawn(glyph, side))
    assert len(pixels) >= side, "as much as a line across it"
    low, high = EDGE - 1, EDGE + side
    assert all(low <= x <= high and low <= y <= high for x, y in pixels)


@pytest.mark.parametrize("side", [10, SIDE])
@pytest.mark.parametrize(("one", "other"), [*combinations(sorted(STATE_GLYPHS.values()), 2)])
def test_two_states_differ_where_no_colour_is_seen(
    look: ThemeManager, one: str, other: str, side: int
) -> None:
    first, second = set(covered(drawn(one, side))), set(covered(drawn(other, side)))
    assert len(first ^ second) >= side * 0.8, f"{one} could be taken for {other}"


STEPS = [*combinations(sorted(set(WORKFLOW_GLYPHS.values())), 2)]


@pytest.mark.parametrize(("one", "other"), STEPS)
def test_two_steps_of_work_differ_too(look: ThemeManager, one: str, other: str) -> None:
    assert len(set(covered(drawn(one))) ^ set(covered(drawn(other)))) >= SIDE


def test_what_is_new_is_hollow_and_what_is_on_its_way_is_half_full(look: ThemeManager) -> None:
    middle = EDGE + SIDE // 2
    hollow, half, disc = drawn("hollow"), drawn("half"), drawn("disc")
    left, right = (middle - 4, middle), (middle + 4, middle)
    assert [hollow.pixelColor(*place).alpha() > 0 for place in (left, right)] == [False, False]
    assert [half.pixelColor(*place).alpha() > 0 for place in (left, right)] == [False, True]
    assert [disc.pixelColor(*place).alpha() > 0 for place in (left, right)] == [True, True]


def test_a_shape_has_the_colour_it_is_given(look: ThemeManager) -> None:
    for glyph in GLYPHS:
        for colour in ("#ff0000", "#00ff00"):
            image = drawn(glyph, 24, colour)
            full = [
                image.pixelColor(x, y) for x, y in covered(image) if image.pixelColor(x, y).alpha() == 255
            ]
            assert {pixel.name() for pixel in full} == {colour}, glyph


def test_a_shape_nobody_knows_draws_nothing(look: ThemeManager) -> None:
    assert covered(drawn("")) == covered(drawn("haywire")) == []


def test_drawing_leaves_the_painter_as_it_was(look: ThemeManager) -> None:
    picture = QPixmap(40, 40)
    picture.fill(Qt.GlobalColor.white)
    painter = QPainter(picture)
    painter.setPen(QColor("#123456"))
    painter.setBrush(QColor("#654321"))
    for glyph in GLYPHS:
        draw_glyph(painter, glyph, QRectF(4, 4, 20, 20), QColor("red"))
        assert painter.pen().color().name() == "#123456"
        assert painter.brush().color().name() == "#654321"
    painter.end()


# --- which shape ----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("state", "value", "glyph"),
    [
        ("ok", None, "disc"),
        ("crit", "", "diamond"),
        ("crit", "down", "diamond"),
        ("info", "open", "hollow"),
        ("info", "in-progress", "half"),
        ("maint", "waiting", "pause"),
        ("unknown", "closed", "check"),
        ("warn", "cancelled", "cross"),
        ("warn", 7, "triangle"),
        ("ok", True, "disc"),
        ("haywire", None, "ring"),
        ("", "", "ring"),
        ("haywire", "done", "check"),
    ],
)
def test_work_has_the_shape_of_its_step_and_all_else_that_of_its_health(
    state: str, value: object, glyph: str
) -> None:
    assert glyph_of(state, value) == glyph


def test_no_shape_means_both_health_and_work() -> None:
    assert not set(STATE_GLYPHS.values()) & set(WORKFLOW_GLYPHS.values())


# --- beside a word --------------------------------------------------------------------------------------
def test_a_mark_is_named_and_follows_its_state(shown: Shown) -> None:
    mark = shown(StateMark("ok", "Up"))
    up = mark.grab().toImage()
    assert mark.accessibleName() == "Up"
    mark.set_state("crit", "Down")
    down = mark.grab().toImage()
    assert mark.accessibleName() == "Down" and down != up
    mark.set_state("ok", "Up")
    assert mark.grab().toImage() == up


def test_a_mark_may_have_another_shape_than_its_states(shown: Shown) -> None:
    mark = shown(StateMark("ok", "Done", "check"))
    ticked = mark.grab().toImage()
    mark.set_state("ok", "Up")
    assert mark.grab().toImage() != ticked


@pytest.mark.parametrize("state", sorted(STATE_GLYPHS))
def test_a_mark_is_in_its_states_colour_in_both_themes(shown: Shown, look: ThemeManager, state: str) -> None:
    mark = shown(StateMark(state, state))
    try:
        for mode in (Mode.LIGHT, Mode.DARK):
            look.set_mode(mode)
            image, ink = mark.grab().toImage(), theme().state(state)
            assert any(like(image.pixelColor(x, y), ink) for x in range(12) for y in range(12))
    finally:
        look.set_mode(Mode.LIGHT)


def test_a_mark_takes_no_more_room_for_a_longer_name(look: ThemeManager) -> None:
    short, long = StateMark("ok", "Up"), StateMark("ok", "Up and running since the last restart")
    holder = QWidget()
    for mark in (short, long):
        mark.setParent(holder)
    assert short.size() == long.size() == short.sizeHint()
