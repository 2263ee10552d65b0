"""Small lines: what was measured is drawn where it was, and what was not leaves its place empty."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QColor, QImage

from itdesk.ui.kit.sparkline import sparkline
from itdesk.ui.kit.theme import Mode, ThemeManager, theme

WIDTH, HEIGHT = 82, 24
LINE = 120
"""Alpha from which a pixel belongs to the line and not to the tint below it."""
function_fixtures = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
Points = list[float | None]


@pytest.fixture(autouse=True)
def with_look(look: ThemeManager) -> Iterator[None]:
    yield
    look.set_mode(Mode.LIGHT)


def drawn(points: Points, state: str = "") -> QImage:
    return sparkline(points, WIDTH, HEIGHT, state, 1.0).toImage()


def column(image: QImage, x: int) -> list[int]:
    """The alphas of one column, from the top."""
    return [image.pixelColor(x, y).alpha() for y in range(image.height())]


def place(index: int, count: int) -> int:
    """The column of a point: the first at the left edge, the last at the right one."""
    return round(1 + index * (WIDTH - 2) / max(count - 1, 1))


def height_at(image: QImage, x: int) -> float:
    """How far above the foot the line is in a column; -1 where there is none."""
    alphas = column(image, x)
    most = max(alphas)
    return len(alphas) - alphas.index(most) if most >= LINE else -1


def test_a_rise_rises_and_a_fall_falls() -> None:
    up, down = drawn([1, 2, 3, 4, 5]), drawn([5, 4, 3, 2, 1])
    heights = [height_at(up, x) for x in range(4, WIDTH - 4, 8)]
    assert heights == sorted(heights) and heights[0] < heights[-1]
    heights = [height_at(down, x) for x in range(4, WIDTH - 4, 8)]
    assert heights == sorted(heights, reverse=True) and heights[0] > heights[-1]


@pytest.mark.parametrize("value", [0.0, -5.0, 7.25, 1e300, 1e-300])
def test_what_does_not_change_is_level_in_the_middle(value: float) -> None:
    image = drawn([value] * 10)
    heights = {height_at(image, x) for x in range(4, WIDTH - 4)}
    assert len(heights) == 1 and abs(heights.pop() - HEIGHT / 2) <= 2


@function_fixtures
@given(st.lists(st.integers(0, 9), min_size=2, max_size=9).filter(lambda values: len(set(values)) > 1))
def test_the_highest_stands_at_the_top_and_the_lowest_at_the_foot(values: list[int]) -> None:
    image = drawn([float(value) for value in values])
    rows = [y for y in range(HEIGHT) if max(image.pixelColor(x, y).alpha() for x in range(WIDTH)) >= 60]
    assert 0 <= rows[0] <= 4 and HEIGHT - 5 <= rows[-1] < HEIGHT


@function_fixtures
@given(st.lists(st.one_of(st.none(), st.integers(0, 9)), min_size=5, max_size=11))
def test_nothing_is_drawn_between_two_points_where_nobody_looked(values: Points) -> None:
    image, count = drawn(values), len(values)
    for index in range(1, count - 1):
        if values[index] is None:
            middle = column(image, place(index, count))
            beside = [values[index - 1], values[index + 1]]
            assert max(middle) < LINE, f"bridged between {beside}"


@function_fixtures
@given(st.lists(st.one_of(st.none(), st.floats(0, 1e9)), min_size=1, max_size=9))
def test_each_point_is_seen_also_a_lonely_one(values: Points) -> None:
    image, count = drawn(values), len(values)
    for index, value in enumerate(values):
        near = range(max(place(index, count) - 2, 0), min(place(index, count) + 3, WIDTH))
        if value is not None:
            assert max(max(column(image, x)) for x in near) >= 60, index


@pytest.mark.parametrize("points", [[], [None], [None] * 40])
def test_where_nothing_was_measured_nothing_is_drawn(points: Points) -> None:
    image = drawn(points)
    assert max(max(column(image, x)) for x in range(WIDTH)) == 0


def test_below_the_line_is_a_tint_and_above_it_nothing() -> None:
    image = drawn([5, 5, 5, 5])
    alphas = column(image, WIDTH // 2)
    assert alphas[1] == 0 and 0 < alphas[HEIGHT - 3] < LINE


@pytest.mark.parametrize("state", ["ok", "warn", "crit", "info", "maint", "unknown", ""])
def test_its_colour_says_the_state_and_follows_the_theme(look: ThemeManager, state: str) -> None:
    for mode in (Mode.LIGHT, Mode.DARK):
        look.set_mode(mode)
        ink: QColor = theme().state(state) if state else theme().chart[0]
        image = drawn([5, 5, 5], state)
        pixels = [image.pixelColor(WIDTH // 2, y) for y in range(HEIGHT)]
        line = max(pixels, key=QColor.alpha)
        assert max(abs(line.red() - ink.red()), abs(line.green() - ink.green())) <= 6


@pytest.mark.parametrize("ratio", [1.0, 1.25, 2.0])
def test_a_fine_screen_gets_a_finer_picture(ratio: float) -> None:
    made = sparkline([1, 2, 3], 60, 20, "ok", ratio)
    assert (made.width(), made.height()) == (round(60 * ratio), round(20 * ratio))
    assert made.devicePixelRatio() == ratio


@pytest.mark.parametrize(("width", "height"), [(0, 0), (-3, 5), (1, 1), (2, 40), (400, 3)])
def test_no_room_is_no_fault(width: int, height: int) -> None:
    made = sparkline([1, None, 3, 2], width, height, "ok", 1.0)
    assert (made.width(), made.height()) == (max(width, 1), max(height, 1))


def test_the_same_line_is_drawn_once_and_another_anew() -> None:
    first = sparkline([1, 2, 3], 60, 20, "", 1.0)
    assert sparkline((1, 2, 3), 60, 20, "", 1.0).cacheKey() == first.cacheKey()
    assert sparkline([1, 2, 4], 60, 20, "", 1.0).cacheKey() != first.cacheKey()


def test_more_points_than_pixels_are_drawn_too() -> None:
    image = drawn([float(n % 50) for n in range(20_000)])
    assert min(max(column(image, x)) for x in range(2, WIDTH - 2)) >= LINE
