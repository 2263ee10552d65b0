"""Charts: what was not observed is never bridged nor zero, and a reader hears what an eye sees."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from itdesk.ui.kit.bars import BarChart, Bars
from itdesk.ui.kit.charts import Line, Picture, TimeChart, _runs
from itdesk.ui.kit.sparkline import sparkline
from itdesk.ui.kit.theme import Mode, ThemeManager

MINUTE, START = 60_000, 1_763_942_400_000
POINTS = st.lists(st.one_of(st.none(), st.floats(0, 1e9)), max_size=40).map(
    lambda values: [(place + 1, value) for place, value in enumerate(values)]
)


@given(POINTS)
def test_a_line_is_cut_at_each_gap_and_no_point_is_lost(points: list[tuple[int, float | None]]) -> None:
    runs = list(_runs(points))
    known = {(at, value) for at, value in points if value is not None}
    assert known <= {point for run in runs for point in run}
    assert all(len(run) >= 2 for run in runs)
    gaps = [at for at, value in points if value is None]
    for run in runs:
        own = [at for at, value in run if (at, value) in known]
        assert not any(own[0] < gap < own[-1] for gap in gaps)


def picture(*values: float | None, gaps: tuple[tuple[int, int], ...] = ()) -> Picture:
    points = tuple((START + place * MINUTE, value) for place, value in enumerate(values))
    return Picture((Line("eth0 in", points, filled=True),), START, START + 59 * MINUTE, "Mbit/s", gaps)


@pytest.fixture
def chart(shown: Callable[[QWidget], QWidget]) -> TimeChart:
    made = TimeChart(UTC)
    made.resize(700, 220)
    shown(made)
    return made


def hint(chart: TimeChart) -> str:
    return chart.legend.findChildren(QLabel)[0].text()


@pytest.mark.parametrize(
    "made",
    [picture(), picture(None, None), picture(5.0), picture(*[0.0] * 60), picture(*[1e12] * 60),
     picture(*[float(n % 7) for n in range(60)], gaps=((START + 9 * MINUTE, START + 30 * MINUTE),)),
     Picture((), START, START + MINUTE)],
    ids=["nothing", "only gaps", "one point", "zeros", "huge", "a gap", "no line"],
)  # fmt: skip
def test_any_picture_is_drawn(chart: TimeChart, made: Picture) -> None:
    chart.show_picture(made)
    assert not chart.grab().isNull()
    assert chart.accessibleDescription()


def test_a_reader_hears_the_lowest_the_highest_and_the_gaps(chart: TimeChart) -> None:
    chart.show_picture(picture(3.0, None, 9.5, 4.0, gaps=((START + MINUTE, START + 2 * MINUTE),)))
    assert chart.accessibleName() == "eth0 in Mbit/s"
    assert chart.accessibleDescription() == "lowest 3.0, highest 9.5, 1 times not observed"
    chart.show_picture(picture(None))
    assert chart.accessibleDescription() == "nothing was measured"


def point_at(chart: TimeChart, at: int) -> None:
    where = chart.plot.getViewBox().mapViewToScene(QPointF(at, 1))
    chart._pointed(where)


def test_the_value_at_the_pointer_is_told_and_none_where_nobody_looked(chart: TimeChart) -> None:
    values = [float(n) for n in range(60)]
    chart.show_picture(picture(*values, gaps=((START + 20 * MINUTE, START + 40 * MINUTE),)))
    point_at(chart, START + 10 * MINUTE)
    assert hint(chart).endswith("00:10: eth0 in 10.0 Mbit/s") or "eth0 in 10" in hint(chart)
    point_at(chart, START + 30 * MINUTE)
    assert "not observed" in hint(chart) and "eth0 in 30" not in hint(chart)
    point_at(chart, START - 10 * MINUTE)
    assert hint(chart) == "Mbit/s"


def test_a_gap_is_hatched_and_not_a_line_at_zero(chart: TimeChart) -> None:
    values: list[float | None] = [5.0] * 20 + [None] * 20 + [5.0] * 20
    chart.show_picture(picture(*values))
    bridged = chart.grab().toImage()
    chart.show_picture(picture(*values, gaps=((START + 20 * MINUTE, START + 40 * MINUTE),)))
    hatched = chart.grab().toImage()
    assert bridged != hatched
    chart.show_picture(picture(*[5.0] * 20, *[0.0] * 20, *[5.0] * 20))
    assert chart.grab().toImage() not in (bridged, hatched)


def test_another_look_draws_it_again(chart: TimeChart, look: ThemeManager, qtbot: QtBot) -> None:
    chart.show_picture(picture(*[float(n) for n in range(60)]))
    light = chart.grab().toImage()
    look.set_mode(Mode.DARK)
    try:
        qtbot.waitUntil(lambda: chart.grab().toImage().pixelColor(5, 100).lightness() < 90)
    finally:
        look.set_mode(Mode.LIGHT)
    qtbot.waitUntil(lambda: chart.grab().toImage().pixelColor(5, 100) == light.pixelColor(5, 100))


# --- bars ---------------------------------------------------------------------------------------
DAYS = ["Mon", "Tue", "Wed"]


@pytest.fixture
def bars(shown: Callable[[QWidget], QWidget]) -> BarChart:
    made = BarChart()
    made.resize(500, 200)
    shown(made)
    return made


def test_each_series_is_named_with_its_sum_and_each_group_with_its_numbers(bars: BarChart) -> None:
    bars.show_bars(DAYS, [Bars("Opened", (3, 0, 1_200)), Bars("Closed", (1, 2, 0), 1)])
    assert bars.accessibleName() == "Opened 1,203, Closed 3"
    words = "Mon: Opened 3, Closed 1; Tue: Opened 0, Closed 2; Wed: Opened 1,200, Closed 0"
    assert bars.accessibleDescription() == words


@pytest.mark.parametrize(
    ("groups", "series"),
    [([], []), (DAYS, []), (DAYS, [Bars("None", (0, 0, 0))]), (["x" * 200], [Bars("One", (1e9,))]),
     ([str(n) for n in range(400)], [Bars("Many", tuple(float(n) for n in range(400)))])],
    ids=["nothing", "no series", "zeros", "a long name", "400 groups"],
)  # fmt: skip
def test_any_bars_are_drawn_in_any_room(bars: BarChart, groups: list[str], series: list[Bars]) -> None:
    for width, height in ((160, 90), (900, 400)):
        bars.resize(width, height)
        bars.show_bars(groups, series)
        assert not bars.grab().isNull()


# --- sparklines ---------------------------------------------------------------------------------
def drawn(*points: float | None, state: str = "") -> QImage:
    return sparkline(points, 80, 20, state, 1.0).toImage()


def test_a_sparkline_shows_shape_and_gaps(look: ThemeManager) -> None:
    whole, gap = drawn(1, 2, 3, 4, 5), drawn(1, 2, None, 4, 5)
    assert whole != gap != drawn(1, 2, 0, 4, 5)
    assert drawn(1, 2, 3) == drawn(10, 20, 30), "its shape, not its size"
    assert drawn(1, 2, 3) != drawn(3, 2, 1)
    assert drawn(1, 2, 3, state="crit") != drawn(1, 2, 3, state="ok")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(points=st.lists(st.one_of(st.none(), st.floats(-1e300, 1e300)), max_size=30))
def test_any_points_are_drawn(look: ThemeManager, points: list[float | None]) -> None:
    image = drawn(*points)
    assert (image.width(), image.height()) == (80, 20)
