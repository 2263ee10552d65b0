from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itdesk.core.business_time import Calendar, Window, due, elapsed, is_open, merged, without
from itdesk.core.errors import DeskError

BERLIN = ZoneInfo("Europe/Berlin")
WEEK = frozenset(range(5))
MINUTE = 60_000
SPRING = datetime(2026, 3, 26, tzinfo=UTC)
"""The days around this have the change to summer time in them."""

offices = st.sampled_from(
    [
        Calendar(BERLIN, (Window("09:00", "17:00", WEEK),)),
        Calendar(BERLIN, (Window("09:00", "17:00", WEEK),), (Window("12:00", "13:00", WEEK),)),
        Calendar(BERLIN, (Window("22:00", "06:00", WEEK),), holidays=frozenset({"2026-03-27"})),
        Calendar(BERLIN, (Window("00:00", "24:00", frozenset(range(7))),)),
        Calendar(ZoneInfo("Asia/Kolkata"), (Window("08:30", "12:15", WEEK), Window("13:00", "18:45", WEEK))),
    ]
)
starts = st.integers(0, 9 * 24 * 60).map(lambda m: round((SPRING + timedelta(minutes=m)).timestamp() * 1000))
lengths = st.integers(0, 60 * 30)


def minutes_open(calendar: Calendar, start: int, end: int) -> int:
    """The model: ask every minute whether the office is open."""
    return sum(is_open(calendar, at) for at in range(start, end, MINUTE))


@given(offices, starts, st.integers(0, 600))
def test_elapsed_time_is_the_open_minutes_counted_one_by_one(
    calendar: Calendar, start: int, minutes: int
) -> None:
    end = start + minutes * MINUTE
    assert elapsed(calendar, start, end) == 60 * minutes_open(calendar, start, end)


@given(offices, starts, lengths)
def test_what_is_due_after_some_time_has_that_time_elapsed(
    calendar: Calendar, start: int, minutes: int
) -> None:
    found = due(calendar, start, minutes * 60)
    assert elapsed(calendar, start, found) == minutes * 60


@given(offices, starts, lengths, st.lists(st.tuples(st.integers(0, 3000), st.integers(0, 900)), max_size=3))
def test_a_paused_clock_does_not_run(
    calendar: Calendar, start: int, minutes: int, given_pauses: list[tuple[int, int]]
) -> None:
    pauses = [(start + low * MINUTE, start + (low + length) * MINUTE) for low, length in given_pauses]
    found = due(calendar, start, minutes * 60, pauses)
    assert elapsed(calendar, start, found, pauses) == minutes * 60
    assert found >= due(calendar, start, minutes * 60)


def test_a_deadline_may_fall_on_closing_time() -> None:
    calendar = Calendar(BERLIN, (Window("09:00", "17:00", WEEK),))
    friday = round(datetime(2026, 11, 20, 9, tzinfo=BERLIN).timestamp() * 1000)
    assert due(calendar, friday, 8 * 3600) == friday + 8 * 3_600_000


def test_an_office_that_is_never_open_promises_nothing() -> None:
    with pytest.raises(DeskError, match="never open"):
        due(Calendar(BERLIN, ()), 0, 60)


intervals = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=6)


@given(intervals)
def test_merged_intervals_cover_the_same_points_without_touching(
    given_intervals: list[tuple[int, int]],
) -> None:
    found = merged(given_intervals)
    covered = {point for low, high in given_intervals for point in range(low, high)}
    assert {point for low, high in found for point in range(low, high)} == covered
    assert all(one[1] < other[0] for one, other in pairwise(found))


@given(st.tuples(st.integers(0, 60), st.integers(0, 60)), intervals)
def test_what_is_left_without_holes(interval: tuple[int, int], holes: list[tuple[int, int]]) -> None:
    left = list(without(interval, merged(holes)))
    expected = set(range(*interval)) - {point for low, high in holes for point in range(low, high)}
    assert {point for low, high in left for point in range(low, high)} == expected
