"""Chips, priority bars, avatars and share bars: what they say is seen, whatever the text and the look."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QWidget

from itdesk.ui.kit.chips import (
    LONGEST_CHIP,
    Avatar,
    Chip,
    avatar,
    avatar_colour,
    chip,
    chip_size,
    draw_bar,
    initials,
    priority_bars,
)
from itdesk.ui.kit.theme import Mode, ThemeManager, theme

STATES = ["ok", "warn", "crit", "info", "maint", "unknown"]
Shown = Callable[[QWidget], QWidget]
TEXTS = ["Open", "", "東京本社", "<b>x</b>", "two\nlines", "🦊", "x" * 3_000]


@pytest.fixture(autouse=True)
def with_look(look: ThemeManager) -> Iterator[None]:
    yield
    look.set_mode(Mode.LIGHT)
    look.set_percent(100)


def colours(image: QImage) -> set[str]:
    return {
        image.pixelColor(x, y).name()
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() == 255
    }


# --- chips ----------------------------------------------------------------------------------------------
@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("mode", [Mode.LIGHT, Mode.DARK])
def test_a_chip_is_words_on_its_states_tint(look: ThemeManager, mode: Mode, state: str) -> None:
    look.set_mode(mode)
    seen = colours(chip("Waiting", state, "bars", 1.0).toImage())
    assert theme().state(state, "bg").name() in seen and theme().state(state, "fg").name() in seen


def test_a_chip_is_drawn_anew_for_each_look_and_once_for_the_same(look: ThemeManager) -> None:
    light = chip("Open", "info", "disc", 1.0)
    assert chip("Open", "info", "disc", 1.0).cacheKey() == light.cacheKey()
    look.set_mode(Mode.DARK)
    assert chip("Open", "info", "disc", 1.0).toImage() != light.toImage()
    look.set_mode(Mode.LIGHT)
    look.set_percent(150)
    assert chip("Open", "info", "disc", 1.0).width() > light.width() * 1.3


def test_on_a_selected_row_the_tint_gives_way_or_it_would_vanish() -> None:
    plain = colours(chip("Open", "info", "", 1.0).toImage())
    chosen = colours(chip("Open", "info", "", 1.0, selected=True).toImage())
    assert theme().colour("surface").name() in chosen
    assert theme().state("info", "bg").name() in plain - chosen


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_a_fine_screen_gets_more_pixels_of_the_same_size(ratio: float) -> None:
    made = chip("Open", "info", "disc", ratio)
    assert made.devicePixelRatio() == ratio
    assert made.width() == round(chip_size("Open", "disc").width() * ratio)


def test_a_shape_takes_its_room_beside_the_words() -> None:
    assert chip_size("Open", "disc").width() > chip_size("Open").width()
    assert chip_size("Open").height() == chip_size("東京\nx", "disc").height()


@pytest.mark.parametrize("text", TEXTS)
def test_a_chip_takes_any_text_on_one_line_and_no_more_room_than_it_may(shown: Shown, text: str) -> None:
    made = Chip(text, "warn", "triangle")
    shown(made)
    assert made.accessibleName() == made.text() == text
    assert made.sizeHint().width() <= LONGEST_CHIP + 40
    assert made.sizeHint().height() == Chip("Open").sizeHint().height()
    assert theme().state("warn", "bg").name() in colours(made.grab().toImage())


def test_a_chip_that_says_something_else_takes_other_room(shown: Shown) -> None:
    made = Chip("Open", "info")
    shown(made)
    before, width = made.grab().toImage(), made.sizeHint().width()
    made.set("Waiting for a part", "maint", "bars")
    assert made.sizeHint().width() > width and made.accessibleName() == "Waiting for a part"
    made.set("Open", "info")
    made.adjustSize()
    assert made.grab().toImage() == before


# --- priorities -----------------------------------------------------------------------------------------
def filled(level: int) -> int:
    """Bars that are not grey, looked at along the foot of the picture."""
    image = priority_bars(level, 1.0).toImage()
    grey = theme().colour("hatch").name()
    found = [image.pixelColor(bar * 4 + 1, image.height() - 2).name() for bar in range(4)]
    return sum(name != grey for name in found)


@pytest.mark.parametrize("mode", [Mode.LIGHT, Mode.DARK])
def test_the_more_urgent_the_more_bars(look: ThemeManager, mode: Mode) -> None:
    look.set_mode(mode)
    assert [filled(level) for level in (1, 2, 3, 4)] == [4, 3, 2, 1]


@pytest.mark.parametrize(("level", "nearest"), [(0, 1), (-7, 1), (5, 4), (99, 4)])
def test_a_level_out_of_range_looks_like_the_nearest(level: int, nearest: int) -> None:
    assert priority_bars(level, 1.0).toImage() == priority_bars(nearest, 1.0).toImage()


def test_each_level_has_a_picture_of_its_own() -> None:
    pictures = [priority_bars(level, 1.0).toImage() for level in (1, 2, 3, 4)]
    assert all(one != other for place, one in enumerate(pictures) for other in pictures[:place])


# --- people ---------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Maria Silva", "MS"),
        ("maria da silva", "MS"),
        ("Cher", "C"),
        ("  Petra   Novak  ", "PN"),
        ("山田 太郎", "山太"),
        ("(IT) Max Müller", "MM"),
        ("Örs — Åke", "ÖÅ"),
        ("Müller (extern)", "M"),
        ("3rd Floor", "3F"),
        ("", "?"),
        ("   ", "?"),
        ("— ?", "?"),
        ("🦊", "?"),
        ("élodie", "É"),
    ],
)
def test_initials_are_of_the_first_and_the_last_word(name: str, letters: str) -> None:
    assert initials(name) == letters


@given(st.text(max_size=40))
def test_any_name_has_initials(name: str) -> None:
    letters = initials(name)
    assert letters == letters.upper() and 1 <= len(letters) <= 6
    assert letters == "?" or not letters.isspace()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=40), st.integers(0, 60))
def test_any_name_has_a_disc_in_its_own_colour(name: str, side: int) -> None:
    image = avatar(name, side, 1.0).toImage()
    assert image.width() == max(side, 1)
    if side >= 20:
        assert image.pixelColor(side // 2, 2).name() == avatar_colour(name).name()
        assert image.pixelColor(0, 0).alpha() < 128, "it is round"


def test_a_colour_is_the_same_each_time_and_names_share_them_out() -> None:
    names = [f"Person {number}" for number in range(200)]
    found = [avatar_colour(name).name() for name in names]
    assert found == [avatar_colour(name).name() for name in names]
    assert set(found) == {colour.name() for colour in theme().avatars}


def test_an_avatar_takes_another_name_and_keeps_its_place(shown: Shown) -> None:
    made = Avatar("Maria Silva", 40)
    shown(made)
    before = made.grab().toImage()
    made.set_name("山田 太郎")
    assert made.accessibleName() == "山田 太郎" and made.width() == 40
    assert made.grab().toImage() != before


# --- shares ---------------------------------------------------------------------------------------------
def bar(share: float, state: str = "warn", *, selected: bool = False) -> list[str]:
    """The colours along the middle of a bar of 100 pixels."""
    image = QImage(100, 6, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    draw_bar(painter, QRectF(0, 0, 100, 6), share, state, theme(), selected=selected)
    painter.end()
    return [image.pixelColor(x, 3).name() for x in range(100)]


@given(st.floats(0, 1))
def test_as_much_is_filled_as_is_used(share: float) -> None:
    count = bar(share).count(theme().state("warn").name())
    assert abs(count - share * 100) <= (8 if 0 < share < 0.08 else 4)


def test_the_least_share_is_seen_and_none_is_not() -> None:
    ink = theme().state("crit").name()
    assert ink in bar(0.000_1, "crit") and ink not in bar(0.0, "crit")


@pytest.mark.parametrize(
    ("share", "like"), [(-3.0, 0.0), (1.7, 1.0), (float("inf"), 1.0), (float("nan"), 0.0)]
)
def test_a_share_out_of_range_is_drawn_as_its_end(share: float, like: float) -> None:
    assert bar(share) == bar(like)


def test_the_track_is_seen_on_a_selected_row_too() -> None:
    assert bar(0.2, selected=True)[90] != bar(0.2)[90]
