"""What stands at an axis is true: each number is its line's, each time is the local time of its instant."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itdesk.core.clock import from_datetime, to_datetime
from itdesk.ui.kit.ticks import time_ticks, value_text, value_ticks

MINUTE, HOUR, DAY = 60_000, 3_600_000, 86_400_000
ZONES = [
    "UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe",
    "America/St_Johns", "Africa/Cairo", "Asia/Tokyo",
]  # fmt: skip
zones = st.sampled_from(ZONES).map(ZoneInfo)
instants = st.datetimes(datetime(2001, 1, 1), datetime(2037, 1, 1)).map(
    lambda moment: from_datetime(moment.replace(tzinfo=UTC))
)
short_spans = st.integers(MINUTE, 3 * DAY)
long_spans = st.integers(4 * DAY, 4_000 * DAY)


def _read(words: str) -> float:
    return float(words.replace(",", ""))


# --- values ---------------------------------------------------------------------------------------------
@given(st.floats(min_value=0.01, max_value=1e12))
def test_a_number_at_a_line_is_the_value_of_that_line(top: float) -> None:
    ticks = value_ticks(top)
    for value in ticks:
        assert _read(value_text(value, ticks[1])) == pytest.approx(value, rel=0.04, abs=1e-4)


@given(st.floats(min_value=0.01, max_value=1e12))
def test_no_two_lines_have_the_same_number(top: float) -> None:
    ticks = value_ticks(top)
    assert len({value_text(value, ticks[1]) for value in ticks}) == len(ticks)


@pytest.mark.parametrize(
    ("top", "words"),
    [
        (4.4, ["0", "1.5", "3", "4.5"]),
        (7.0, ["0", "2.5", "5", "7.5"]),
        (3.3, ["0", "1.2", "2.4", "3.6"]),
        (0.4, ["0", "0.15", "0.3", "0.45"]),
        (12.0, ["0", "4", "8", "12"]),
        (100.0, ["0", "40", "80", "120"]),
        (4_000.0, ["0", "1,500", "3,000", "4,500"]),
        (9_000_000.0, ["0", "3,000,000", "6,000,000", "9,000,000"]),
    ],
)
def test_an_axis_is_written_as_a_person_would(top: float, words: list[str]) -> None:
    ticks = value_ticks(top)
    assert [value_text(value, ticks[1]) for value in ticks] == words


@pytest.mark.parametrize("top", [0.0, -5.0])
def test_where_nothing_rises_above_zero_the_axis_still_has_its_lines(top: float) -> None:
    ticks = value_ticks(top)
    assert ticks == [0.0, 1.0, 2.0, 3.0]


@given(st.floats(min_value=1e-3, max_value=1e9), st.integers(2, 9))
def test_lines_are_as_many_as_asked_and_equally_far_apart(top: float, lines: int) -> None:
    ticks = value_ticks(top, lines)
    steps = [after - before for before, after in pairwise(ticks)]
    assert len(ticks) == lines
    assert all(step == pytest.approx(steps[0]) for step in steps)
    assert ticks[-1] >= top * 0.999_99


@given(st.floats(min_value=0.001, max_value=1e6))
def test_counts_are_never_said_in_fractions(top: float) -> None:
    ticks = value_ticks(top, whole=True)
    assert all("." not in value_text(value, ticks[1]) for value in ticks)
    assert ticks[-1] >= top


@given(st.floats(min_value=0, max_value=1e9), st.sampled_from([0.0, 0.1, 0.25, 1.0, 1.5, 33.5, 1e6]))
def test_a_number_has_no_idle_zeros_after_its_point(value: float, step: float) -> None:
    words = value_text(value, step)
    assert "." not in words or words[-1] not in "0."
    assert _read(words) == pytest.approx(value, abs=0.5 if step in (0.0, 1.0, 33.5, 1e6) else 0.05)


# --- times ----------------------------------------------------------------------------------------------
@given(zones, instants, short_spans)
def test_each_time_is_what_the_clock_on_the_wall_shows_then(zone: ZoneInfo, since: int, span: int) -> None:
    for at, words in time_ticks(since, since + span, zone):
        moment = to_datetime(at, zone)
        assert words in (f"{moment:%H:%M}", f"{moment.day} {moment:%b}")


@given(zones, instants, short_spans | long_spans)
def test_times_go_forward_and_lie_in_the_span(zone: ZoneInfo, since: int, span: int) -> None:
    places = [at for at, _words in time_ticks(since, since + span, zone)]
    assert all(since <= at <= since + span for at in places)
    assert all(before < after for before, after in pairwise(places))


@given(zones, instants, short_spans | long_spans, st.integers(1, 12))
def test_they_are_about_as_many_as_there_is_room_for(
    zone: ZoneInfo, since: int, span: int, most: int
) -> None:
    until = since + min(span, most * 365 * DAY)
    assert len(time_ticks(since, until, zone, most)) <= most + 2


@given(zones, instants, long_spans)
def test_days_are_named_by_their_date(zone: ZoneInfo, since: int, span: int) -> None:
    for at, words in time_ticks(since, since + span, zone):
        moment = to_datetime(at, zone)
        assert words == f"{moment.day} {moment:%b}"


def test_the_hour_that_spring_leaves_out_is_not_named() -> None:
    zone = ZoneInfo("Europe/Berlin")
    since = from_datetime(datetime(2026, 3, 29, tzinfo=zone))
    words = [word for _at, word in time_ticks(since, since + 6 * HOUR, zone)]
    assert words == ["00:00", "01:00", "03:00", "04:00", "05:00", "06:00", "07:00"]


def test_the_hour_that_autumn_repeats_is_named_once() -> None:
    zone = ZoneInfo("Europe/Berlin")
    since = from_datetime(datetime(2026, 10, 25, tzinfo=zone))
    ticks = time_ticks(since, since + 6 * HOUR, zone)
    assert [word for _at, word in ticks] == ["00:00", "01:00", "02:00", "03:00", "04:00", "05:00"]
    at = [place for place, _word in ticks]
    assert at[3] - at[2] == 2 * HOUR, "the second of the two hours lies between"


def test_half_an_hour_of_difference_shifts_the_lines_with_the_zone() -> None:
    zone = timezone(timedelta(hours=5, minutes=45))
    since = from_datetime(datetime(2026, 11, 24, 12, 10, tzinfo=UTC))
    ticks = time_ticks(since, since + 3 * HOUR, zone)
    assert [word for _at, word in ticks] == ["18:00", "18:30", "19:00", "19:30", "20:00", "20:30"]
    assert all(at % (30 * MINUTE) == 15 * MINUTE for at, _word in ticks)


@pytest.mark.parametrize("span", [0, -1, -DAY], ids=["no time", "backwards", "a day backwards"])
def test_a_span_without_time_has_no_lines_but_its_own(span: int) -> None:
    since = from_datetime(datetime(2026, 11, 24, 12, 0, tzinfo=UTC))
    assert len(time_ticks(since, since + span, UTC)) <= 1


@pytest.mark.parametrize(
    ("days", "least", "most"), [(1, 4, 7), (7, 5, 8), (31, 4, 8), (365, 5, 8), (3_650, 8, 11)]
)
def test_every_span_of_the_buttons_has_enough_lines(days: int, least: int, most: int) -> None:
    since = from_datetime(datetime(2026, 1, 15, 9, 20, tzinfo=UTC))
    assert least <= len(time_ticks(since, since + days * DAY, UTC)) <= most
