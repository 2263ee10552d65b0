"""How columns share a page: fairly, whole where they fit, and never too narrow for a number."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itdesk.reports.rules.widths import bands_of, shared_out

WANTED = st.lists(st.floats(0, 2_000), min_size=1, max_size=12)
ROOM = st.floats(120, 800)


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[float], list[float]]:
    wanted = draw(WANTED)
    weights = draw(st.lists(st.floats(1, 60), min_size=len(wanted), max_size=len(wanted)))
    return wanted, weights


@given(tables(), ROOM)
def test_the_room_is_given_out_to_the_last_point(table: tuple[list[float], list[float]], room: float) -> None:
    shares = shared_out(*table, room)
    assert sum(shares) == pytest.approx(room, abs=0.5)
    assert min(shares) >= 0


@given(tables(), st.floats(1, 400))
def test_columns_that_fit_together_are_all_whole(
    table: tuple[list[float], list[float]], spare: float
) -> None:
    wanted, weights = table
    shares = shared_out(wanted, weights, sum(wanted) + spare)
    for share, width in zip(shares, wanted, strict=True):
        assert share >= width - 0.05


@given(tables(), ROOM)
def test_no_column_is_cut_while_another_has_more_than_it_wants(
    table: tuple[list[float], list[float]], room: float
) -> None:
    wanted, weights = table
    shares = shared_out(wanted, weights, room)
    cut = any(share < width - 0.5 for share, width in zip(shares, wanted, strict=True))
    too_wide = any(share > width + 0.5 for share, width in zip(shares, wanted, strict=True))
    assert not (cut and too_wide)


@given(st.lists(st.floats(0, 60), min_size=1, max_size=5), st.floats(500, 5_000))
def test_short_columns_stay_whole_whatever_stands_beside_them(short: list[float], long: float) -> None:
    room = 64.0 * len(short) + 64
    shares = shared_out([*short, long], [1.0] * (len(short) + 1), room)
    for share, width in zip(shares, short, strict=False):
        assert share >= width - 0.05


@given(tables(), ROOM, st.integers(0, 100))
def test_sharing_depends_on_the_widths_and_not_on_their_order(
    table: tuple[list[float], list[float]], room: float, turn: int
) -> None:
    wanted, weights = table
    shares = shared_out(wanted, weights, room)
    turn %= len(wanted)
    turned = shared_out(wanted[turn:] + wanted[:turn], weights[turn:] + weights[:turn], room)
    assert turned == pytest.approx(shares[turn:] + shares[:turn], abs=0.1)


@given(st.floats(100, 1_000), st.floats(1, 50))
def test_of_two_long_columns_the_heavier_gets_more(room: float, weight: float) -> None:
    light, heavy = shared_out([3_000, 3_000], [weight, weight * 2], room)
    assert heavy > light or room <= 128


def test_more_columns_than_room_get_equal_slivers() -> None:
    assert shared_out([500] * 20, [1.0] * 20, 100) == pytest.approx([5.0] * 20)


def test_one_column_has_all() -> None:
    assert shared_out([3], [7], 482) == pytest.approx([482])


def test_no_columns_share_nothing() -> None:
    assert shared_out([], [], 482) == []


# --- bands -----------------------------------------------------------------------------------


@given(st.lists(st.floats(0.5, 2_000), min_size=1, max_size=60), st.floats(200, 800))
def test_every_column_stands_once_and_the_first_in_every_band(widths: list[float], room: float) -> None:
    bands = bands_of(widths, room)
    assert [band[0] for band in bands] == [0] * len(bands)
    assert [index for band in bands for index in band[1:]] == list(range(1, len(widths)))


@given(st.lists(st.floats(0.5, 2_000), min_size=1, max_size=60), st.floats(200, 800))
def test_a_band_keeps_its_columns_near_their_width(widths: list[float], room: float) -> None:
    for band in bands_of(widths, room):
        needed = sum(min(widths[index] * 0.7, room / 2) for index in band)
        assert needed <= room + 0.01 or len(band) == 1


@given(st.integers(1, 120))
def test_however_narrow_columns_are_a_number_fits_between_their_gaps(count: int) -> None:
    room, gap = 482.0, 8.0
    for band in bands_of([5.0] * count, room):
        share = (room - gap * (len(band) - 1)) / len(band)
        assert share >= 12


@given(st.lists(st.floats(30, 400), min_size=2, max_size=20), st.floats(300, 800))
def test_a_band_ends_only_where_the_next_column_has_no_room(widths: list[float], room: float) -> None:
    bands = bands_of(widths, room)
    for band, following in itertools.pairwise(bands):
        packed = sum(min(max(widths[index] * 0.75, 21), room / 2) for index in (*band, following[1]))
        assert packed > room


def test_nothing_has_no_bands() -> None:
    assert bands_of([], 482) == []
