"""Office hours on hard days: nights, breaks over midnight, holidays, summer time, years' ends."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itdesk.core.business_time import Calendar, Window, due, elapsed, is_open
from itdesk.core.errors import DeskError

BERLIN = ZoneInfo("Europe/Berlin")
NEW_YORK = ZoneInfo("America/New_York")
WEEK = frozenset(range(5))
ALWAYS = frozenset(range(7))
HOUR = 3_600
MINUTE_MS = 60_000

NINE_TO_FIVE = Calendar(BERLIN, (Window("09:00", "17:00", WEEK),))
NIGHTS = Calendar(BERLIN, (Window("22:00", "06:00", WEEK),))
ROUND_THE_CLOCK = Calendar(BERLIN, (Window("00:00", "24:00", ALWAYS),))


def at(text: str, zone: ZoneInfo = BERLIN) -> int:
    return round(datetime.fromisoformat(text).replace(tzinfo=zone).timestamp() * 1000)


def local(instant: int, zone: ZoneInfo = BERLIN) -> str:
    return datetime.fromtimestamp(instant / 1000, UTC).astimezone(zone).strftime("%Y-%m-%dT%H:%M")


def holidays(*days: str) -> Calendar:
    return Calendar(BERLIN, NINE_TO_FIVE.windows, holidays=frozenset(days))


@pytest.mark.parametrize(
    ("calendar", "start", "hours", "until"),
    [
        # Friday afternoon runs on into Monday
        (NINE_TO_FIVE, "2026-11-20T16:00", 2, "2026-11-23T10:00"),
        # before opening, and on a Sunday, the clock waits for the door
        (NINE_TO_FIVE, "2026-11-20T03:00", 1, "2026-11-20T10:00"),
        (NINE_TO_FIVE, "2026-11-22T12:00", 8, "2026-11-23T17:00"),
        (NINE_TO_FIVE, "2026-11-20T17:00", 1, "2026-11-23T10:00"),
        # forty hours are a week
        (NINE_TO_FIVE, "2026-11-16T09:00", 40, "2026-11-20T17:00"),
        # a night belongs to the day that it starts on: Friday's runs into Saturday
        (NIGHTS, "2026-11-20T23:00", 7, "2026-11-21T06:00"),
        (NIGHTS, "2026-11-20T23:00", 8, "2026-11-23T23:00"),
        (NIGHTS, "2026-11-23T03:00", 1, "2026-11-23T23:00"),
        # holidays: Christmas and its second day fall on Friday and Saturday
        (holidays("2026-12-25"), "2026-12-24T16:00", 2, "2026-12-28T10:00"),
        (holidays("2026-12-24", "2026-12-25", "2026-12-28"), "2026-12-23T16:30", 1, "2026-12-29T09:30"),
        # over New Year
        (holidays("2027-01-01"), "2026-12-31T16:00", 2, "2027-01-04T10:00"),
        # summer time: the 29th of March has 23 hours, the 25th of October 25
        (ROUND_THE_CLOCK, "2026-03-29T00:00", 23, "2026-03-30T00:00"),
        (ROUND_THE_CLOCK, "2026-10-25T00:00", 25, "2026-10-26T00:00"),
        (ROUND_THE_CLOCK, "2026-03-28T12:00", 24, "2026-03-29T13:00"),
    ],
)
def test_when_something_is_due(calendar: Calendar, start: str, hours: float, until: str) -> None:
    found = due(calendar, at(start), round(hours * HOUR))
    assert local(found) == until
    assert elapsed(calendar, at(start), found) == hours * HOUR


def test_a_night_shift_over_the_change_is_as_long_as_it_is() -> None:
    nights = Calendar(BERLIN, (Window("22:00", "06:00", ALWAYS),))
    assert elapsed(nights, at("2026-03-28T12:00"), at("2026-03-29T12:00")) == 7 * HOUR
    assert elapsed(nights, at("2026-10-24T12:00"), at("2026-10-25T12:00")) == 9 * HOUR


def test_a_window_in_the_hour_that_spring_skips_begins_where_the_clock_jumps_to() -> None:
    early = Calendar(BERLIN, (Window("02:30", "04:00", ALWAYS),))
    assert elapsed(early, at("2026-03-29T00:00"), at("2026-03-29T12:00")) == HOUR // 2


def test_lunch_is_no_office_time() -> None:
    office = Calendar(BERLIN, NINE_TO_FIVE.windows, (Window("12:00", "13:00", WEEK),))
    assert local(due(office, at("2026-11-23T11:30"), HOUR)) == "2026-11-23T13:30"
    assert not is_open(office, at("2026-11-23T12:00"))
    assert is_open(office, at("2026-11-23T11:59"))
    assert is_open(office, at("2026-11-23T13:00"))


def test_a_break_over_midnight_cuts_both_days() -> None:
    office = Calendar(BERLIN, (Window("00:00", "24:00", ALWAYS),), (Window("23:30", "00:30", ALWAYS),))
    assert elapsed(office, at("2026-11-23T00:00"), at("2026-11-24T00:00")) == 23 * HOUR
    assert not is_open(office, at("2026-11-23T00:10"))
    assert not is_open(office, at("2026-11-23T23:50"))


def test_a_holiday_closes_only_the_windows_that_start_on_it() -> None:
    office = Calendar(BERLIN, NIGHTS.windows, holidays=frozenset({"2026-11-24"}))
    assert is_open(office, at("2026-11-24T05:00"))  # Monday's night
    assert not is_open(office, at("2026-11-24T23:00"))
    assert not is_open(office, at("2026-11-25T05:00"))
    assert is_open(office, at("2026-11-25T23:00"))


def test_overlapping_windows_count_once() -> None:
    office = Calendar(BERLIN, (Window("08:00", "12:00", WEEK), Window("10:00", "16:00", WEEK)))
    assert elapsed(office, at("2026-11-23T00:00"), at("2026-11-24T00:00")) == 8 * HOUR


def test_a_night_that_runs_into_the_next_morning_window_counts_once() -> None:
    office = Calendar(BERLIN, (Window("20:00", "08:00", ALWAYS), Window("06:00", "10:00", ALWAYS)))
    day = elapsed(office, at("2026-11-23T12:00"), at("2026-11-24T12:00"))
    assert day == 14 * HOUR
    new_year = elapsed(office, at("2026-12-31T12:00"), at("2027-01-01T12:00"))
    assert new_year == 14 * HOUR


def test_an_office_that_opens_once_a_week_is_waited_for() -> None:
    office = Calendar(BERLIN, (Window("09:00", "10:00", frozenset({2})),))
    assert local(due(office, at("2026-11-23T00:00"), 3 * HOUR)) == "2026-12-09T10:00"


@pytest.mark.parametrize(
    "calendar",
    [
        Calendar(BERLIN, ()),
        Calendar(BERLIN, (Window("09:00", "17:00", frozenset()),)),
        Calendar(BERLIN, NINE_TO_FIVE.windows, (Window("00:00", "24:00", ALWAYS),)),
        Calendar(BERLIN, NINE_TO_FIVE.windows, (Window("08:00", "18:00", WEEK),)),
    ],
)
def test_an_office_that_is_never_open_says_so(calendar: Calendar) -> None:
    with pytest.raises(DeskError, match="never open"):
        due(calendar, at("2026-11-23T12:00"), 60)
    assert elapsed(calendar, at("2026-01-01T00:00"), at("2027-01-01T00:00")) == 0
    assert not is_open(calendar, at("2026-11-23T12:00"))


@pytest.mark.parametrize("seconds", [0, -1, -HOUR])
def test_no_time_is_due_at_once_even_on_a_sunday(seconds: int) -> None:
    sunday = at("2026-11-22T12:00")
    assert due(NINE_TO_FIVE, sunday, seconds) == sunday


def test_a_pause_over_the_weekend_costs_only_the_open_hours_in_it() -> None:
    friday, monday = at("2026-11-20T15:00"), at("2026-11-23T10:00")
    found = due(NINE_TO_FIVE, at("2026-11-20T14:00"), 4 * HOUR, [(friday, monday)])
    assert local(found) == "2026-11-23T13:00"


def test_a_pause_that_never_ended_before_it_began_is_none() -> None:
    start = at("2026-11-20T14:00")
    assert due(NINE_TO_FIVE, start, HOUR, [(start + 10, start), (start, start)]) == start + HOUR * 1000


offices = st.sampled_from(
    [
        NINE_TO_FIVE, NIGHTS, ROUND_THE_CLOCK,
        Calendar(NEW_YORK, (Window("08:30", "12:15", WEEK), Window("13:00", "18:45", WEEK))),
        Calendar(BERLIN, (Window("18:00", "02:00", frozenset({4, 5})),), (Window("23:00", "01:00", ALWAYS),)),
        Calendar(ZoneInfo("Australia/Lord_Howe"), (Window("00:00", "03:00", ALWAYS),)),
        holidays("2026-12-25", "2027-01-01"),
    ]
)  # fmt: skip
YEARS_END = datetime(2026, 12, 23, tzinfo=UTC)
moments = st.one_of(
    st.integers(0, 20_000).map(lambda m: round((YEARS_END + timedelta(minutes=m)).timestamp() * 1000)),
    st.integers(0, 4_000_000).map(lambda m: m * MINUTE_MS + 1_700_000_000_000),
)


@given(offices, moments, st.integers(0, 40 * HOUR), st.integers(0, 40 * HOUR))
def test_time_given_in_two_parts_is_the_time_given_at_once(
    office: Calendar, start: int, first: int, second: int
) -> None:
    at_once = due(office, start, first + second)
    in_parts = due(office, due(office, start, first), second)
    assert elapsed(office, start, at_once) == elapsed(office, start, in_parts) == first + second
    assert at_once <= in_parts or first + second == 0 or second == 0


@given(offices, moments, st.integers(0, 30_000), st.integers(0, 30_000))
def test_time_that_passes_adds_up(office: Calendar, start: int, first: int, second: int) -> None:
    middle, end = start + first * MINUTE_MS, start + (first + second) * MINUTE_MS
    assert elapsed(office, start, end) == elapsed(office, start, middle) + elapsed(office, middle, end)


@given(offices, moments, st.integers(1, 60 * HOUR))
def test_what_is_due_falls_within_or_at_the_end_of_open_time(
    office: Calendar, start: int, given_s: int
) -> None:
    found = due(office, start, given_s)
    assert is_open(office, found - 1)
    assert elapsed(office, start, found - 1000) == given_s - 1


@given(offices, moments)
def test_more_time_is_never_due_earlier(office: Calendar, start: int) -> None:
    found = [due(office, start, hours * HOUR) for hours in (1, 2, 8, 40)]
    assert found == sorted(found)
