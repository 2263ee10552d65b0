"""The calendar of a month: each day in its place, what has no room is counted, and keys walk over it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from itdesk.ui.kit.buttons import Button
from itdesk.ui.kit.month_grid import ChipButton, DayChip, MonthGrid, month_title

LEFT = Qt.MouseButton.LeftButton
TODAY = date(2026, 11, 24)
TEXTS = [
    "Clean printers",
    "Sauvegarde mensuelle vérifiée",
    "プリンターの清掃と点検",
    "<b>UPS</b> & racks",
    "x" * 400,
]


def chips(*days: int, month: int = 11) -> list[DayChip]:
    return [
        DayChip(key, date(2026, month, day), TEXTS[key % len(TEXTS)], "info", "dot")
        for key, day in enumerate(days, 1)
    ]


@pytest.fixture
def grid(shown: Callable[[QWidget], QWidget]) -> MonthGrid:
    made = MonthGrid()
    made.resize(980, 640)
    shown(made)
    return made


def seen(grid: MonthGrid) -> list[ChipButton]:
    return [button for button in grid.buttons if button.isVisible()]


def more(grid: MonthGrid) -> list[str]:
    return [b.text() for b in grid.findChildren(Button) if b.isVisible() and b.text().startswith("+")]


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dates(date(1990, 1, 1), date(2100, 12, 31)))
def test_six_whole_weeks_hold_the_month(grid: MonthGrid, day: date) -> None:
    grid.show_month(day, TODAY, [], {})
    first, last = grid.span()
    assert first.weekday() == 0 and (last - first).days == 41
    assert first <= day.replace(day=1) <= day <= last
    assert (day.replace(day=1) - first).days < 7


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(1, 30), max_size=40))
def test_each_chip_lies_on_its_day_and_none_is_lost(grid: MonthGrid, days: list[int]) -> None:
    grid.show_month(date(2026, 11, 1), TODAY, chips(*days), {})
    first, _ = grid.span()
    width, height = grid.width() / 7, (grid.height() - 26) / 6
    shown: dict[date, list[ChipButton]] = {}
    for button in seen(grid):
        place = (button.chip.day - first).days
        box = button.geometry()
        assert place % 7 * width - 1 <= box.left() and box.right() <= (place % 7 + 1) * width + 1
        assert 26 + place // 7 * height <= box.top() and box.bottom() <= 26 + (place // 7 + 1) * height + 1
        shown.setdefault(button.chip.day, []).append(button)
    for buttons in shown.values():
        for above, below in pairwise(buttons):
            assert above.geometry().bottom() < below.geometry().top()
    left_out = len(days) - len(seen(grid))
    assert sum(int(words.removeprefix("+").split()[0]) for words in more(grid)) == left_out


def test_a_press_tells_the_key_and_marks_it_alone(grid: MonthGrid, qtbot: QtBot) -> None:
    grid.show_month(TODAY, TODAY, chips(3, 10, 17), {})
    with qtbot.waitSignal(grid.chosen) as chosen:
        qtbot.mouseClick(grid.buttons[1], LEFT)
    assert chosen.args == [2]
    assert [button.isChecked() for button in grid.buttons] == [False, True, False]


def test_the_chosen_one_stays_chosen_when_the_month_is_read_again(grid: MonthGrid) -> None:
    grid.show_month(TODAY, TODAY, chips(3, 10), {})
    grid.choose(2)
    grid.show_month(TODAY, TODAY, chips(3, 11, 12), {})
    assert [button.isChecked() for button in grid.buttons] == [False, True, False]
    grid.choose(None)
    assert not any(button.isChecked() for button in grid.buttons)


@pytest.mark.parametrize("forward", [Qt.Key.Key_Right, Qt.Key.Key_Down])
@pytest.mark.parametrize("back", [Qt.Key.Key_Left, Qt.Key.Key_Up])
def test_arrows_walk_over_the_chips_and_stop_at_the_ends(
    grid: MonthGrid, qtbot: QtBot, forward: Qt.Key, back: Qt.Key
) -> None:
    grid.show_month(TODAY, TODAY, chips(3, 10, 17), {})
    qtbot.waitUntil(grid.isActiveWindow)
    grid.buttons[0].setFocus()
    for place in (1, 2, 2):
        qtbot.keyClick(grid.focusWidget(), forward)
        assert grid.buttons[place].hasFocus()
    for place in (1, 0, 0):
        qtbot.keyClick(grid.focusWidget(), back)
        assert grid.buttons[place].hasFocus()
    with qtbot.waitSignal(grid.chosen) as chosen:
        qtbot.keyClick(grid.focusWidget(), Qt.Key.Key_Space)
    assert chosen.args == [1]


def test_the_focus_stays_on_its_record_when_the_month_is_read_again(grid: MonthGrid, qtbot: QtBot) -> None:
    grid.show_month(TODAY, TODAY, chips(3, 10, 17), {})
    qtbot.waitUntil(grid.isActiveWindow)
    grid.buttons[1].setFocus()
    grid.show_month(TODAY, TODAY, [*chips(5), *chips(5, 20)[1:]], {})
    assert [button.hasFocus() for button in grid.buttons] == [False, True]


def test_a_crowded_day_counts_what_it_cannot_show_and_asks_for_it(grid: MonthGrid, qtbot: QtBot) -> None:
    grid.show_month(TODAY, TODAY, chips(*[12] * 9), {})
    (words,) = more(grid)
    assert words == f"+{9 - len(seen(grid))} more"
    button = next(b for b in grid.findChildren(Button) if b.isVisible())
    with qtbot.waitSignal(grid.more_asked) as asked:
        qtbot.mouseClick(button, LEFT)
    assert asked.args == [date(2026, 11, 12)]


def test_a_taller_grid_has_room_for_more(grid: MonthGrid, qtbot: QtBot) -> None:
    grid.show_month(TODAY, TODAY, chips(*[12] * 9), {})
    before = len(seen(grid))
    grid.resize(980, 1_800)
    qtbot.waitUntil(lambda: len(seen(grid)) > before)


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("width", [60, 120, 300])
def test_a_text_takes_two_lines_at_most_and_loses_nothing_that_fits(
    grid: MonthGrid, text: str, width: int
) -> None:
    button = ChipButton(DayChip(1, TODAY, text, "warn", "dot"), grid)
    lines = button.lines(width)
    assert 1 <= len(lines) <= 2 and all(lines)
    told = " ".join(lines)
    assert told == text or "…" in told
    assert button.accessibleName() == f"{text}, 24 Nov 2026"
    assert "<b>" not in button.toolTip() or "&lt;b&gt;" in button.toolTip()


def test_days_of_other_months_are_shown_and_those_beyond_are_not(grid: MonthGrid) -> None:
    start = date(2026, 10, 20)
    around = [DayChip(n, start + timedelta(days=n), f"day {n}", "ok", "tick") for n in range(70)]
    grid.show_month(TODAY, TODAY, around, {"2026-11-11": "St. Martin"})
    first, last = grid.span()
    assert {button.chip.day for button in grid.buttons} == {first + timedelta(days=n) for n in range(42)}
    assert last == date(2026, 12, 6)


def test_a_month_has_a_name() -> None:
    assert month_title(TODAY) == "November 2026"
