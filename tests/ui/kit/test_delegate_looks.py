"""What a cell's picture tells: chosen or not, on its way or there, more or less, alarming or quiet."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from itdesk.core.kinds import Value
from itdesk.ui.kit.delegate import ACCENT_BAR
from itdesk.ui.kit.record_list import RecordList
from itdesk.ui.kit.rows import Cell, Look
from itdesk.ui.kit.theme import Mode, ThemeManager, theme
from tests.ui.fakes import LateSource, LocalSource, ticket_columns
from tests.ui.kit.easel import HEIGHT, STATES, Easel, count


@pytest.fixture
def easel(look: ThemeManager) -> Callable[[Look], Easel]:
    """easel(look) → a place to paint cells of that look."""
    return Easel


# --- ground -------------------------------------------------------------------------------------
@pytest.mark.parametrize("how", list(Look))
def test_a_chosen_row_has_a_ground_of_its_own(easel: Callable[[Look], Easel], how: Look) -> None:
    cell = Cell("3", "In progress", state="info", share=0.5, points=(1.0, 2.0))
    plain, chosen = easel(how).paint(cell, 120), easel(how).paint(cell, 120, selected=True)
    assert plain.pixelColor(118, 3) == theme().colour("surface")
    assert chosen.pixelColor(118, 3) == theme().colour("selection")


def test_the_bar_of_a_chosen_row_stands_once_at_the_lists_edge(easel: Callable[[Look], Easel]) -> None:
    place, accent = easel(Look.TEXT), theme().colour("accent")
    first = place.paint(Cell("x", "x"), 80, selected=True)
    second = place.paint(Cell("x", "x"), 80, selected=True, left=80)
    assert all(first.pixelColor(x, 20) == accent for x in range(ACCENT_BAR))
    assert count(second, accent) == 0 and count(place.paint(Cell("x", "x"), 80), accent) == 0


def test_the_row_one_is_on_is_framed_while_others_are_marked(
    shown: Callable[[QWidget], QWidget], qtbot: QtBot
) -> None:
    records = RecordList(ticket_columns(), "ticket", "tickets")
    records.resize(1440, 400)
    shown(records)
    qtbot.waitUntil(records.isActiveWindow)
    records.set_source(LocalSource(range(1, 21)))
    records.view.go_to(0)
    records.setFocus()
    qtbot.waitUntil(records.view.hasFocus)
    records.view.toggle_mark()
    records.view.go_to(2)

    def framed(row: int) -> bool:
        view = records.view
        place = view.visualRect(view.model().index(row, 2))
        return view.viewport().grab().toImage().pixelColor(place.center().x(), place.top()) == theme().colour(
            "accent"
        )

    qtbot.waitUntil(lambda: [framed(row) for row in range(4)] == [False, False, True, False])


def test_a_row_on_its_way_is_a_bar_without_words(easel: Callable[[Look], Easel]) -> None:
    waiting = easel(Look.TEXT).paint(None, 120)
    assert count(waiting, theme().colour("sunken")) > 200
    assert easel(Look.CHIP).paint(None, 120) == waiting, "whatever it will look like"
    there = easel(Look.TEXT).paint(Cell("x", "x"), 120)
    assert count(there, theme().colour("sunken")) == 0


# --- more or less -------------------------------------------------------------------------------
def filled(picture: QImage, state: str) -> int:
    """The length of a bar's filled part."""
    colour = theme().state(state)
    return max(
        (sum(picture.pixelColor(x, y) == colour for x in range(picture.width())) for y in range(HEIGHT)),
        default=0,
    )


@pytest.mark.parametrize("how", [Look.DUE, Look.METER])
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(shares=st.tuples(st.floats(0, 1), st.floats(0, 1)))
def test_more_is_a_longer_bar(easel: Callable[[Look], Easel], how: Look, shares: tuple[float, float]) -> None:
    less, more = (
        filled(easel(how).paint(Cell(0, "half", share=share, state="warn"), 140), "warn")
        for share in sorted(shares)
    )
    assert less <= more


@pytest.mark.parametrize("how", [Look.DUE, Look.METER])
def test_a_bar_is_never_longer_than_its_track_nor_shorter_than_nothing(
    easel: Callable[[Look], Easel], how: Look
) -> None:
    def bar(share: float | None) -> QImage:
        return easel(how).paint(Cell(0, "", share=share, state="warn"), 140)

    assert bar(1.0) == bar(7.5) == bar(float("inf")) and bar(0.0) == bar(-3.0)
    assert filled(bar(0.001), "warn") > filled(bar(0.0), "warn") == 0, "a little always shows"
    assert bar(None) != bar(0.0), "paused is no empty bar"


@pytest.mark.parametrize("how", [Look.STATE, Look.CHIP, Look.DUE, Look.TEXT, Look.NUMBER])
def test_every_state_is_another_picture_of_the_same_words(easel: Callable[[Look], Easel], how: Look) -> None:
    loud = STATES if how in (Look.STATE, Look.CHIP) else ("warn", "crit")
    pictures = [easel(how).paint(Cell("x", "Some", state=state, share=0.5), 140) for state in loud]
    assert all(one != other for at, one in enumerate(pictures) for other in pictures[at + 1 :])


def test_a_state_is_told_by_its_shape_also_where_colours_are_not_seen(easel: Callable[[Look], Easel]) -> None:
    """Two colours each, ground and glyph: the outlines differ."""

    def outline(state: str) -> list[bool]:
        picture, ground = easel(Look.STATE).paint(Cell("x", "", state=state), 60), theme().colour("surface")
        return [picture.pixelColor(x, y) != ground for x in range(8, 30) for y in range(5, 35)]

    shapes = [outline(state) for state in STATES]
    assert all(any(shape) for shape in shapes)
    assert all(one != other for at, one in enumerate(shapes) for other in shapes[at + 1 :])


PRIORITIES: list[tuple[Value, str]] = [
    ("1", "1"), (1, "1"), ("2", "2"), (3.0, "3"), ("4", "4"), (None, "4"), ("high", "4"), ("", "4"),
    (99, "4"), (float("inf"), "4"), (float("nan"), "4"),
]  # fmt: skip


@pytest.mark.parametrize(("value", "same_as"), PRIORITIES)
def test_a_priority_that_is_none_is_the_lowest(
    easel: Callable[[Look], Easel], value: Value, same_as: str
) -> None:
    place = easel(Look.PRIORITY)
    assert place.paint(Cell(value, "x"), 50) == place.paint(Cell(same_as, "x"), 50)
    assert place.paint(Cell("1", "x"), 50) != place.paint(Cell("4", "x"), 50)


def test_nothing_is_no_chip(easel: Callable[[Look], Easel]) -> None:
    nothing = easel(Look.CHIP).paint(Cell(), 100)
    assert nothing == easel(Look.TEXT).paint(Cell(), 100)
    assert (
        count(easel(Look.CHIP).paint(Cell("open", "—", state="info"), 100), theme().state("info", "bg")) > 50
    )
    assert count(nothing, theme().state("unknown", "bg")) == 0


def test_an_empty_sparkline_says_its_words(easel: Callable[[Look], Easel]) -> None:
    place = easel(Look.SPARK)
    assert place.paint(Cell(text="no data"), 120) == easel(Look.TEXT).paint(Cell(text="no data"), 120)
    assert place.paint(Cell(text="no data", points=(1.0, 3.0, 2.0)), 120) != place.paint(
        Cell(text="no data"), 120
    )


# --- two lines, looks ---------------------------------------------------------------------------
@pytest.mark.parametrize("how", [Look.TEXT, Look.TITLE, Look.AVATAR])
def test_a_second_line_stands_below_where_rows_have_two(easel: Callable[[Look], Easel], how: Look) -> None:
    one, two = Cell("x", "Above"), Cell("x", "Above", second="below")
    place = easel(how)
    assert place.paint(one, 160) == place.paint(two, 160)
    place.delegate.two_line = True
    assert place.paint(one, 160) != place.paint(two, 160)
    lower = [place.paint(cell, 160).copy(8, 22, 120, 16) for cell in (one, two)]
    assert count(lower[1], theme().colour("surface")) < count(lower[0], theme().colour("surface"))


@pytest.mark.parametrize("how", list(Look))
def test_every_look_follows_the_theme(easel: Callable[[Look], Easel], look: ThemeManager, how: Look) -> None:
    cell = Cell("2", "In progress", state="warn", share=0.5, points=(1.0, 2.0), icon="printer")
    place = easel(how)
    light = place.paint(cell, 120)
    look.set_mode(Mode.DARK)
    try:
        dark = place.paint(cell, 120)
        assert dark.pixelColor(118, 3) == theme().colour("surface") != light.pixelColor(118, 3)
        assert count(dark, light.pixelColor(118, 3)) < count(light, light.pixelColor(118, 3)) / 4
    finally:
        look.set_mode(Mode.LIGHT)
    assert place.paint(cell, 120) == light


def test_late_rows_take_the_place_of_their_bars(shown: Callable[[QWidget], QWidget], qtbot: QtBot) -> None:
    records = RecordList(ticket_columns(), "ticket", "tickets")
    records.resize(1440, 400)
    shown(records)
    source = LateSource(range(1, 31))
    records.set_source(source)
    qtbot.waitUntil(lambda: bool(source.waiting))
    bars = records.view.viewport().grab().toImage()
    source.deliver()
    qtbot.waitUntil(lambda: records.view.viewport().grab().toImage() != bars)
