"""Charts, bars, sparklines and the month: what is drawn follows from the data, also from ugly data."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from itdesk.ui.kit.charts import Line, Picture, TimeChart
from itdesk.ui.kit.month_grid import ChipButton, DayChip, MonthGrid, month_title
from itdesk.ui.kit.sparkline import sparkline
from itdesk.ui.kit.state_glyph import GLYPHS, glyph_of
from itdesk.ui.kit.text import Label
from itdesk.ui.kit.theme import Mode, ThemeManager

HOUR = 3_600_000
NOON = 1_795_521_600_000  # 24 Nov 2026 12:00 UTC


def _image(widget: QWidget) -> QImage:
    return widget.grab().toImage()


# --- charts -------------------------------------------------------------------------------------------
@pytest.fixture
def chart(shown: Callable[[TimeChart], TimeChart]) -> TimeChart:
    made = TimeChart(ZoneInfo("Europe/Berlin"))
    made.resize(500, 220)
    return shown(made)


def _line(*values: float | None, name: str = "In") -> Line:
    return Line(name, tuple((NOON + place * HOUR, value) for place, value in enumerate(values)))


def _picture(*lines: Line, gaps: tuple[tuple[int, int], ...] = ()) -> Picture:
    return Picture(lines, NOON, NOON + 6 * HOUR, "Mb/s", gaps)


def _said(chart: TimeChart) -> str:
    return "\n".join(label.text() for label in chart.legend.findChildren(Label) if label.text())


@pytest.mark.parametrize(
    "lines",
    [(), (_line(),), (_line(5),), (_line(None, None),), (_line(0, 0, 0),), (_line(1e-9, 1e15),)],
    ids=["no line", "no point", "one point", "only gaps", "all zero", "a huge range"],
)
def test_any_data_is_drawn(chart: TimeChart, lines: tuple[Line, ...]) -> None:
    chart.show_picture(_picture(*lines))
    assert not _image(chart).isNull()
    known = any(value is not None for line in lines for _, value in line.points)
    assert ("nothing was measured" in chart.accessibleDescription()) is not known


def test_a_reader_hears_names_unit_and_range(chart: TimeChart) -> None:
    gap = (NOON + HOUR, NOON + 2 * HOUR)
    chart.show_picture(_picture(_line(1, 2, 3), _line(4, 5, 6, name="Out"), gaps=(gap,)))
    assert chart.accessibleName() == "In, Out Mb/s"
    assert chart.accessibleDescription() == "lowest 1, highest 6, 1 times not observed"


def test_the_values_under_the_pointer_stand_in_the_legend(chart: TimeChart) -> None:
    chart.show_picture(_picture(_line(1, 2, 3, 4, 5, 6, 7)))
    view = chart.plot.getViewBox()
    chart._pointed(view.mapViewToScene(QPointF(NOON + 2 * HOUR, 1)))
    assert "24 Nov 15:00: In 3 Mb/s" in _said(chart)
    chart._pointed(QPointF(-500, 10))
    assert "Mb/s" in _said(chart) and "15:00" not in _said(chart)


def test_a_time_that_nobody_watched_is_hatched(chart: TimeChart) -> None:
    chart.show_picture(_picture(_line(1, 2, 3, 4, 5, 6, 7)))
    without = _image(chart)
    chart.show_picture(_picture(_line(1, 2, 3, 4, 5, 6, 7), gaps=((NOON + 2 * HOUR, NOON + 5 * HOUR),)))
    assert _image(chart) != without


def test_a_chart_follows_the_theme(chart: TimeChart, look: ThemeManager, qtbot: QtBot) -> None:
    chart.show_picture(_picture(_line(1, 2, 3)))
    light = _image(chart)
    look.set_mode(Mode.DARK)
    qtbot.waitUntil(lambda: _image(chart).pixelColor(250, 200).lightness() < 100)
    assert _image(chart) != light
    look.set_mode(Mode.LIGHT)


# --- sparklines ---------------------------------------------------------------------------------------
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(points=st.lists(st.none() | st.floats(-1e12, 1e12), max_size=40))
def test_any_points_make_a_small_line(look: ThemeManager, points: list[float | None]) -> None:
    made = sparkline(points, 60, 20, "", 1.0)
    image = made.toImage()
    drawn = any(image.pixelColor(x, y).alpha() for x in range(60) for y in range(20))
    assert (image.width(), image.height()) == (60, 20)
    runs = any(a is not None and b is not None for a, b in pairwise(points))
    assert drawn or not runs


def test_every_state_has_a_shape_of_its_own() -> None:
    shapes = [glyph_of(state) for state in ("ok", "warn", "crit", "unknown", "maint", "info")]
    assert len(set(shapes)) == len(shapes) and set(shapes) <= set(GLYPHS)
    assert glyph_of("info", "waiting") == "pause" and glyph_of("info", 7) == "square"


# --- the month ----------------------------------------------------------------------------------------
NOVEMBER, TODAY = date(2026, 11, 1), date(2026, 11, 24)


@pytest.fixture
def grid(shown: Callable[[MonthGrid], MonthGrid]) -> MonthGrid:
    made = MonthGrid()
    made.resize(900, 640)
    return shown(made)


def _chips(*days: date) -> list[DayChip]:
    return [DayChip(n, day, f"Work {n}", "warn", "triangle") for n, day in enumerate(days, 1)]


def _on_screen(grid: MonthGrid) -> list[str]:
    return [button.text() for button in grid.buttons if button.isVisible()]


def test_six_weeks_begin_on_a_monday_and_hold_the_whole_month(grid: MonthGrid) -> None:
    days = [NOVEMBER - timedelta(days=10) + timedelta(days=n) for n in range(60)]
    grid.show_month(NOVEMBER, TODAY, _chips(*days), {})
    shown = [button.chip.day for button in grid.buttons]
    assert shown[0] == date(2026, 10, 26) and shown[0].weekday() == 0
    assert len(shown) == 42 and {d for d in days if d.month == 11} <= set(shown)


def test_arrows_walk_over_the_chips_and_enter_chooses(grid: MonthGrid, qtbot: QtBot) -> None:
    grid.show_month(NOVEMBER, TODAY, _chips(date(2026, 11, 3), date(2026, 11, 24)), {})
    first, second = (b for b in grid.buttons if isinstance(b, ChipButton))
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Right)
    qtbot.waitUntil(second.hasFocus)
    qtbot.keyClick(second, Qt.Key.Key_Right)
    assert second.hasFocus(), "the last one is the end"
    with qtbot.waitSignal(grid.chosen) as chosen:
        qtbot.keyClick(second, Qt.Key.Key_Space)
    assert chosen.args == [2]


def test_what_has_no_room_is_counted_and_asked_for(grid: MonthGrid, qtbot: QtBot) -> None:
    day = date(2026, 11, 24)
    grid.show_month(NOVEMBER, TODAY, _chips(*[day] * 12), {})
    qtbot.waitUntil(lambda: 0 < len(_on_screen(grid)) < 12)
    more = next(b for b in grid.children() if isinstance(b, QWidget) and "more" in getattr(b, "text", str)())
    assert str(12 - len(_on_screen(grid))) in more.text()  # type: ignore[attr-defined]
    with qtbot.waitSignal(grid.more_asked) as asked:
        qtbot.mouseClick(more, Qt.MouseButton.LeftButton)
    assert asked.args == [day]


@pytest.mark.parametrize("text", ["一日" * 200, "x" * 5_000, "two words", ""])
def test_a_chip_takes_two_lines_at_most(look: ThemeManager, text: str) -> None:
    chip = ChipButton(DayChip(1, TODAY, text, "ok", "disc"))
    assert 1 <= len(chip.lines(120)) <= 2


def test_a_holiday_is_named_on_its_day(grid: MonthGrid) -> None:
    grid.show_month(NOVEMBER, TODAY, [], {})
    without = _image(grid)
    grid.show_month(NOVEMBER, TODAY, [], {"2026-11-18": "Repentance Day"})
    assert _image(grid) != without


def test_a_title_says_month_and_year() -> None:
    assert month_title(date(2028, 2, 29)) == "February 2028"
