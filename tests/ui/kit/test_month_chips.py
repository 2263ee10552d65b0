"""Chips of the calendar: their words in one or two lines, their looks, and the month in every look."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from itdesk.ui.kit import fonts
from itdesk.ui.kit.month_grid import ChipButton, DayChip, MonthGrid, month_title
from itdesk.ui.kit.theme import Mode, ThemeManager, theme

TODAY = date(2026, 11, 24)
Shown = Callable[[QWidget], QWidget]
function_fixtures = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(autouse=True)
def with_look(look: ThemeManager) -> Iterator[None]:
    yield
    look.set_mode(Mode.LIGHT)
    look.set_percent(100)


def chip(text: str, state: str = "info", day: date = TODAY, key: int = 1) -> DayChip:
    return DayChip(key, day, text, state, "disc")


def image(widget: QWidget) -> QImage:
    return widget.grab().toImage()


# --- words ----------------------------------------------------------------------------------------------
@function_fixtures
@given(st.text(alphabet="ab cdé東京\n\r\u2028\t&<", max_size=60), st.integers(70, 400))
def test_words_stand_in_two_lines_at_most_and_each_is_one(text: str, width: int) -> None:
    lines = ChipButton(chip(text)).lines(width)
    assert 1 <= len(lines) <= 2
    assert all(len(line.splitlines()) <= 1 for line in lines)
    known = fonts.metrics("small", 500)
    assert all(known.horizontalAdvance(line) <= width - 20 for line in lines)


@function_fixtures
@given(st.lists(st.sampled_from(["Check", "clean", "the", "printers", "東京", "a"]), min_size=1, max_size=12))
def test_no_word_is_lost_without_dots(words: list[str]) -> None:
    lines = ChipButton(chip(" ".join(words))).lines(160)
    told = " ".join(lines)
    assert told == " ".join(words) or told.endswith("…")
    assert " ".join(words).startswith(told.removesuffix("…").rstrip()[: len(lines[0])])


@pytest.mark.parametrize("text", ["Clean", "Clean all the printers of the second floor"])
def test_two_lines_make_a_chip_higher(text: str) -> None:
    button = ChipButton(chip(text))
    low, high = button.height_in(1_000), button.height_in(120)
    assert (high > low) is (len(button.lines(120)) == 2)


def test_a_chip_is_said_whole_with_its_day() -> None:
    button = ChipButton(chip("<b>UPS</b>\nbatteries"))
    assert button.accessibleName() == "<b>UPS</b>\nbatteries, 24 Nov 2026"
    assert "&lt;b&gt;UPS" in button.toolTip()


# --- looks ----------------------------------------------------------------------------------------------
@pytest.mark.parametrize("mode", [Mode.LIGHT, Mode.DARK])
@pytest.mark.parametrize("state", ["ok", "warn", "crit", "maint"])
def test_a_chip_is_tinted_by_its_state(shown: Shown, look: ThemeManager, mode: Mode, state: str) -> None:
    look.set_mode(mode)
    button = ChipButton(chip("Clean", state))
    button.resize(120, 22)
    shown(button)
    button.clearFocus()
    assert image(button).pixelColor(100, 4) == theme().state(state, "bg")
    button.setChecked(True)
    assert image(button).pixelColor(100, 4) == theme().colour("accent_fill")


def test_what_is_done_is_sunken_with_a_green_mark(shown: Shown) -> None:
    button = ChipButton(chip("Clean", "done"))
    button.resize(120, 22)
    shown(button)
    button.clearFocus()
    picture = image(button)
    inks = {picture.pixelColor(x, y).name() for x in range(20) for y in range(22)}
    assert picture.pixelColor(100, 4) == theme().colour("sunken")
    assert theme().state("ok").name() in inks


def test_the_chip_one_is_on_has_a_frame(shown: Shown, qtbot: QtBot) -> None:
    holder = QWidget()
    one, other = ChipButton(chip("One"), holder), ChipButton(chip("One"), holder)
    one.setGeometry(0, 0, 100, 22)
    other.setGeometry(0, 40, 100, 22)
    holder.resize(120, 80)
    shown(holder)
    qtbot.waitUntil(holder.isActiveWindow)
    one.setFocus()
    assert image(one) != image(other)


# --- the month ------------------------------------------------------------------------------------------
@pytest.fixture
def grid(shown: Shown) -> MonthGrid:
    made = MonthGrid()
    made.resize(900, 640)
    shown(made)
    return made


def cell(grid: MonthGrid, day: date) -> tuple[int, int]:
    """A point in the lower right of a day's cell, where no words are."""
    place = (day - grid.span()[0]).days
    width, height = grid.width() / 7, (grid.height() - 26) / 6
    return round((place % 7 + 1) * width - 6), round(26 + (place // 7 + 1) * height - 6)


@pytest.mark.parametrize("mode", [Mode.LIGHT, Mode.DARK])
def test_days_off_are_darker_than_days_of_work(grid: MonthGrid, look: ThemeManager, mode: Mode) -> None:
    look.set_mode(mode)
    grid.show_month(TODAY, TODAY, [], {"2026-11-18": "Repentance Day"})
    picture = image(grid)
    work, off = theme().colour("surface"), theme().colour("window")
    assert picture.pixelColor(*cell(grid, date(2026, 11, 17))) == work
    for day in (date(2026, 11, 18), date(2026, 11, 21), date(2026, 11, 22), date(2026, 10, 30)):
        assert picture.pixelColor(*cell(grid, day)) == off, day


def test_today_is_marked_and_only_today(grid: MonthGrid) -> None:
    grid.show_month(TODAY, TODAY, [], {})
    with_today = image(grid)
    grid.show_month(TODAY, date(2026, 11, 25), [], {})
    moved = image(grid)
    grid.show_month(TODAY, date(2030, 1, 1), [], {})
    without = image(grid)
    assert with_today != moved != without != with_today
    accent = theme().colour("accent_fill").name()
    for picture, expected in ((with_today, True), (without, False)):
        inks = {picture.pixelColor(x, y).name() for x in range(0, 900, 3) for y in range(0, 640, 3)}
        assert (accent in inks) is expected


@pytest.mark.parametrize("percent", [90, 150])
def test_chips_stay_in_their_days_in_every_text_size(
    grid: MonthGrid, look: ThemeManager, percent: int
) -> None:
    look.set_percent(percent)
    days = [date(2026, 11, 1) + timedelta(days=n) for n in range(30)]
    grid.show_month(
        TODAY, TODAY, [chip("Clean the printers", day=day, key=n) for n, day in enumerate(days)], {}
    )
    assert all(grid.rect().contains(button.geometry()) for button in grid.buttons)
    for one, other in zip(grid.buttons, grid.buttons[1:], strict=False):
        assert not one.geometry().intersects(other.geometry())


def test_a_chip_that_is_gone_is_chosen_no_more_and_nothing_falls(grid: MonthGrid, qtbot: QtBot) -> None:
    grid.show_month(TODAY, TODAY, [chip("One", key=1), chip("Two", key=2)], {})
    grid.choose(2)
    qtbot.waitUntil(grid.isActiveWindow)
    grid.buttons[1].setFocus()
    grid.show_month(TODAY, TODAY, [chip("One", key=1)], {})
    assert [button.isChecked() for button in grid.buttons] == [False]
    grid.choose(99)
    qtbot.keyClick(grid.buttons[0], Qt.Key.Key_Right)
    grid.show_month(TODAY, TODAY, [], {})
    assert list(grid.buttons) == []


@pytest.mark.parametrize("month", [date(1, 1, 1), date(1970, 1, 1), date(2024, 2, 29), date(2100, 2, 28)])
def test_months_at_the_ends_of_time_are_drawn(grid: MonthGrid, month: date) -> None:
    grid.show_month(month, TODAY, [chip("One", day=month)], {})
    assert grid.span()[0] <= month <= grid.span()[1]
    assert [button.chip.day for button in grid.buttons] == [month]
    assert not grid.grab().isNull() and str(month.year) in month_title(month)
