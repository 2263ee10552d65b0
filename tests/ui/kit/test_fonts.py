"""Fonts by role, and words cut to a width: on one line, within it, and as much of them as fits."""

from __future__ import annotations

import string
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QFontInfo

from itdesk.ui.kit import fonts
from itdesk.ui.kit.theme import ThemeManager
from itdesk.ui.kit.tokens import tokens

ROLES = ["micro", "small", "body", "strong", "title", "display"]
BREAKS = ["\n", "\r", "\r\n", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"]
LETTERS = (
    string.printable + "äößéŁ東京都印刷機プリンター한국어привет\u0633\u0635\u0634\u2028\u2029\u2e3b\ufdfd—…🦊"
)
words = st.text(alphabet=LETTERS, max_size=60)
function_fixtures = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(autouse=True)
def with_look(look: ThemeManager) -> Iterator[ThemeManager]:
    yield look
    look.set_percent(100)


# --- cut to a width -------------------------------------------------------------------------------------
@function_fixtures
@given(words, st.integers(40, 900), st.sampled_from(ROLES), st.sampled_from([400, 600]))
def test_what_is_cut_to_a_width_is_no_wider(text: str, width: int, role: str, weight: int) -> None:
    shown = fonts.elided(text, width, role, weight)
    assert fonts.metrics(role, weight).horizontalAdvance(shown) <= width


@function_fixtures
@given(words, st.integers(40, 900))
def test_what_is_cut_begins_as_it_did_and_says_that_it_was_cut(text: str, width: int) -> None:
    shown, line = fonts.elided(text, width), fonts.one_line(text)
    assert shown == line or ("…" in shown and line.startswith(shown.partition("…")[0]))


@function_fixtures
@given(words, st.integers(40, 400))
def test_more_room_shows_no_less(text: str, width: int) -> None:
    less, more = fonts.elided(text, width), fonts.elided(text, width + 60)
    line = fonts.one_line(text)
    assert more == line or len(more) >= len(less)


@function_fixtures
@given(words)
def test_what_fits_is_not_cut(text: str) -> None:
    line = fonts.one_line(text)
    assert fonts.elided(text, fonts.metrics("body").horizontalAdvance(line) + 1) == line


@pytest.mark.parametrize("text", ["i" * 3_000, "word " * 900, "印刷機" * 800])
@pytest.mark.parametrize("width", [120, 1_500, 4_000])
def test_an_endless_text_ends_in_dots_however_wide_the_screen(text: str, width: int) -> None:
    shown = fonts.elided(text, width)
    assert shown.endswith("…") and len(shown) < len(text)


@pytest.mark.parametrize("text", ["﷽﷽﷽﷽﷽﷽", "⸻⸻⸻⸻⸻⸻", "\u0633 \u0635 \u0633 \u0635 \u0633 \u0635"])
def test_letters_that_are_wider_than_others_are_measured(text: str) -> None:
    whole = fonts.metrics("body").horizontalAdvance(text)
    for width in range(30, whole, 7):
        assert fonts.metrics("body").horizontalAdvance(fonts.elided(text, width)) <= width


# --- one line -------------------------------------------------------------------------------------------
@pytest.mark.parametrize("between", BREAKS, ids=[f"{ord(mark[0]):x}-{len(mark)}" for mark in BREAKS])
def test_each_kind_of_line_break_becomes_a_space(between: str) -> None:
    assert fonts.one_line(f"Printer{between}tray 2") == "Printer tray 2"
    assert fonts.elided(f"Printer{between}tray 2", 900) == "Printer tray 2"


@given(st.text(max_size=80))
def test_no_line_break_is_left_and_no_word_is_lost(text: str) -> None:
    line = fonts.one_line(text)
    assert len(line.splitlines()) <= 1
    assert line.split() == text.split()


@pytest.mark.parametrize("text", ["", "one line", "東京 都", "a\u00a0b", "👨\u200d👩\u200d👧"])
def test_what_is_one_line_stays_as_it_is(text: str) -> None:
    assert fonts.one_line(text) == text


# --- roles and sizes ------------------------------------------------------------------------------------
def test_roles_grow_from_micro_to_display() -> None:
    sizes = [fonts.font(role).pixelSize() for role in ROLES]
    assert sizes == sorted(sizes) and len(set(sizes)) == len(sizes)


@pytest.mark.parametrize("percent", [90, 125, 150])
def test_each_role_follows_the_chosen_text_size(look: ThemeManager, percent: int) -> None:
    plain = {role: fonts.metrics(role).horizontalAdvance("Assets of the office") for role in ROLES}
    cut = fonts.elided("Assets of the office on the second floor", 150)
    look.set_percent(percent)
    for role in ROLES:
        assert fonts.font(role).pixelSize() == round(tokens().fonts[role] * percent / 100)
        grown = fonts.metrics(role).horizontalAdvance("Assets of the office") / plain[role]
        assert grown == pytest.approx(percent / 100, abs=0.09)
    assert (len(fonts.elided("Assets of the office on the second floor", 150)) < len(cut)) is (percent > 100)


def test_the_bundled_fonts_are_the_ones_in_use() -> None:
    families = fonts.register()
    assert any(family.startswith("Inter") for family in families)
    assert QFontInfo(fonts.font("body")).family() in families
    assert fonts.register() == families, "loaded once"


def test_semibold_is_heavier_than_regular() -> None:
    regular, strong = fonts.metrics("body", 400), fonts.metrics("body", 600)
    assert strong.horizontalAdvance("Warranty ends") > regular.horizontalAdvance("Warranty ends")


def test_figures_have_one_width_where_columns_of_numbers_ask_for_it() -> None:
    known = fonts.metrics("body", figures=True)
    assert len({known.horizontalAdvance(digit * 10) for digit in string.digits}) == 1
    plain = fonts.metrics("body")
    assert len({plain.horizontalAdvance(digit * 10) for digit in string.digits}) > 1


def test_code_is_written_in_letters_of_one_width() -> None:
    known = fonts.metrics("body", mono=True)
    assert known.horizontalAdvance("iiiiii") == known.horizontalAdvance("WWWWWW")


def test_a_shared_font_and_its_measures_are_made_once() -> None:
    assert fonts.font("body", 600) is fonts.font("body", 600)
    assert fonts.metrics("body", 600) is fonts.metrics("body", 600)


@pytest.mark.parametrize(
    "text", ["東京都千代田区", "Đỗ Thị Mai", "привет", "한국어", "\u0645\u0631\u062d\u0628\u0627"]
)
def test_every_script_has_room_of_its_own(text: str) -> None:
    known = fonts.metrics("body")
    assert known.horizontalAdvance(text) > 0
    assert known.horizontalAdvance(text * 2) >= known.horizontalAdvance(text) * 1.5
