"""Times in a query: relative ones, whole days, months and years, through summer time and leap years."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itdesk.core.clock import from_datetime, to_datetime
from itdesk.core.query import QueryContext, parse
from itdesk.core.query.dates import WORDS, as_days, as_instants, read_span
from itdesk.core.query.tree import Compare, Op
from tests.core.kinds import THING

ZONES = [ZoneInfo(n) for n in ("UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Apia",
                               "Australia/Lord_Howe")]  # fmt: skip
zones = st.sampled_from(ZONES)
moments = st.integers(0, 4_000_000_000_000)
contexts = st.builds(QueryContext, moments, zones)
HOUR = 3_600_000
DAY = 24 * HOUR


def at(text: str, zone: str = "Europe/Berlin") -> QueryContext:
    """The present at a local time."""
    here = ZoneInfo(zone)
    return QueryContext(from_datetime(datetime.fromisoformat(text).replace(tzinfo=here)), here)


def asked(line: str, context: QueryContext) -> Compare:
    found = parse(line, THING, context).where
    assert isinstance(found, Compare)
    return found


def span(text: str, context: QueryContext) -> tuple[int, int]:
    found = read_span(text, context)
    assert found is not None, text
    return as_instants(found)


@given(contexts, st.integers(-5_000, 5_000), st.sampled_from([("min", 60_000), ("h", HOUR)]))
def test_minutes_and_hours_are_time_that_passes(
    context: QueryContext, count: int, unit: tuple[str, int]
) -> None:
    word, size = unit
    assert span(f"{count}{word}", context) == (context.now + count * size,) * 2


@given(contexts, st.integers(-800, 800), st.sampled_from([("d", 1), ("w", 7)]))
def test_days_and_weeks_keep_the_hour_on_the_wall(
    context: QueryContext, count: int, unit: tuple[str, int]
) -> None:
    here = to_datetime(context.now, context.zone)
    there = here.replace(tzinfo=None) + timedelta(days=count * unit[1])
    first, _ = span(f"{count}{unit[0]}", context)
    found = to_datetime(first, context.zone).replace(tzinfo=None)
    assert abs(found - there) <= timedelta(hours=24 if str(context.zone) == "Pacific/Apia" else 1)
    if found != there:  # the hour that summer time skips
        assert there.replace(tzinfo=context.zone).utcoffset() != to_datetime(first, context.zone).utcoffset()


@given(contexts, st.integers(-300, 300))
def test_months_end_no_later_than_the_month_does(context: QueryContext, count: int) -> None:
    here = to_datetime(context.now, context.zone).date()
    found = read_span(f"{count}mo", context)
    assert found is not None
    there = found.first.date()
    months = (there.year - here.year) * 12 + there.month - here.month
    assert months == count
    assert there.day == here.day or there.day == _last(there.year, there.month) < here.day


def _last(year: int, month: int) -> int:
    following = date(year + month // 12, month % 12 + 1, 1)
    return (following - timedelta(days=1)).day


@given(contexts, st.sampled_from([("today", 0), ("yesterday", -1), ("tomorrow", 1)]))
def test_a_named_day_is_the_whole_of_it(context: QueryContext, named: tuple[str, int]) -> None:
    word, step = named
    day = to_datetime(context.now, context.zone).date() + timedelta(days=step)
    first, last = span(word, context)
    assert first == from_datetime(datetime.combine(day, datetime.min.time(), context.zone))
    after = datetime.combine(day + timedelta(days=1), datetime.min.time(), context.zone)
    assert last == from_datetime(after) - 1
    if step == 0:
        assert first <= context.now <= last


@given(contexts, st.integers(1900, 2199), st.integers(1, 12))
def test_a_month_is_its_days_and_a_year_its_months(context: QueryContext, year: int, month: int) -> None:
    found = read_span(f"{year}-{month:02}", context)
    assert found is not None
    assert as_days(found) == (f"{year}-{month:02}-01", f"{year}-{month:02}-{_last(year, month)}")
    whole = read_span(str(year), context)
    assert whole is not None
    assert as_days(whole) == (f"{year}-01-01", f"{year}-12-31")
    first, last = as_instants(whole)
    months = [span(f"{year}-{m:02}", context) for m in range(1, 13)]
    assert (first, last) == (months[0][0], months[-1][1])
    assert all(one[1] + 1 == other[0] for one, other in pairwise(months))


@given(contexts, st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_a_day_is_found_in_every_notation(context: QueryContext, day: date) -> None:
    notations = [day.isoformat(), f"{day:%Y/%m/%d}", f"{day.day}.{day.month}.{day.year}", f"{day:%d-%m-%Y}"]
    for text in notations:
        found = read_span(text, context)
        assert found is not None
        assert as_days(found) == (day.isoformat(), day.isoformat())


@pytest.mark.parametrize("word", WORDS)
def test_every_word_that_is_offered_is_a_time(word: str) -> None:
    assert read_span(word, at("2026-11-23T12:00")) is not None
    assert read_span(f"  {word.upper()} ", at("2026-11-23T12:00")) is not None


@pytest.mark.parametrize(
    "text",
    ["", " ", "soon", "2", "d", "2 days ago", "2.5d", "--2d", "2d2h", "2026-00", "2026-13", "2026-02-29",
     "0000", "99999", "12:30", "2026-11-23T24:01", "2026-11-23 12:61", "999999d", "99999y", "\x00", "２日"],
)  # fmt: skip
def test_what_is_no_time_is_none(text: str) -> None:
    assert read_span(text, at("2026-11-23T12:00")) is None


@given(contexts, st.text(max_size=15))
def test_any_text_is_a_time_or_none(context: QueryContext, text: str) -> None:
    found = read_span(text, context)
    if found is not None:
        first, last = as_instants(found)
        assert first <= last


@pytest.mark.parametrize(
    ("now", "line", "low", "high"),
    [
        # the 29th of March 2026 has 23 hours in Berlin, the 25th of October 25
        ("2026-03-29T12:00", "seen:today", "2026-03-28T23:00", "2026-03-29T22:00"),
        ("2026-10-25T12:00", "seen:today", "2026-10-24T22:00", "2026-10-25T23:00"),
        ("2026-03-28T12:00", "seen:tomorrow", "2026-03-28T23:00", "2026-03-29T22:00"),
        ("2026-10-26T00:30", "seen:yesterday", "2026-10-24T22:00", "2026-10-25T23:00"),
        ("2028-03-01T09:00", "seen:yesterday", "2028-02-28T23:00", "2028-02-29T23:00"),
        ("2026-01-01T00:10", "seen:yesterday", "2025-12-30T23:00", "2025-12-31T23:00"),
    ],
)
def test_a_day_has_as_many_hours_as_it_has_there(now: str, line: str, low: str, high: str) -> None:
    found = asked(line, at(now))
    utc = [from_datetime(datetime.fromisoformat(text).replace(tzinfo=UTC)) for text in (low, high)]
    assert found.op is Op.BETWEEN
    assert found.values == (utc[0], utc[1] - 1)


@pytest.mark.parametrize(
    ("line", "op", "value"),
    [
        ("bought:<today", Op.LESS, "2026-11-23"),
        ("bought:<=today", Op.AT_MOST, "2026-11-23"),
        ("bought:>today", Op.MORE, "2026-11-23"),
        ("bought:>=today", Op.AT_LEAST, "2026-11-23"),
        ("bought:<2026-11", Op.LESS, "2026-11-01"),
        ("bought:<=2026-11", Op.AT_MOST, "2026-11-30"),
        ("bought:>2026-11", Op.MORE, "2026-11-30"),
        ("bought:>=2026-11", Op.AT_LEAST, "2026-11-01"),
        ("bought:<2026", Op.LESS, "2026-01-01"),
        ("bought:>2026", Op.MORE, "2026-12-31"),
        ("bought:<2d", Op.LESS, "2026-11-25"),
        ("bought:>-1w", Op.MORE, "2026-11-16"),
        ("bought:<1mo", Op.LESS, "2026-12-23"),
        ("bought:<1y", Op.LESS, "2027-11-23"),
        ("bought:=yesterday", Op.IS, "2026-11-22"),
        ('bought:<"2026-11-23"', Op.LESS, "2026-11-23"),
    ],
)
def test_before_and_after_a_time_leave_out_the_whole_of_it(line: str, op: Op, value: str) -> None:
    found = asked(line, at("2026-11-23T12:00"))
    assert (found.op, found.values) == (op, (value,))


@pytest.mark.parametrize(
    ("line", "low", "high"),
    [
        ("bought:yesterday..tomorrow", "2026-11-22", "2026-11-24"),
        ("bought:2026-10..2026-11", "2026-10-01", "2026-11-30"),
        ("bought:2025..today", "2025-01-01", "2026-11-23"),
        ("bought:-7d..7d", "2026-11-16", "2026-11-30"),
        ("bought:1.2.2026..28.2.2026", "2026-02-01", "2026-02-28"),
    ],
)
def test_a_range_of_times_holds_both_its_ends(line: str, low: str, high: str) -> None:
    found = asked(line, at("2026-11-23T12:00"))
    assert (found.op, found.values) == (Op.BETWEEN, (low, high))


def test_a_moment_of_another_zone_is_that_moment() -> None:
    found = asked("seen:>2026-11-23T12:00+05:30", at("2026-11-23T12:00"))
    assert found.values == (from_datetime(datetime(2026, 11, 23, 6, 30, tzinfo=UTC)),)


def test_a_moment_without_a_zone_is_local() -> None:
    found = asked("seen:>2026-11-23T12:00", at("2026-11-23T09:00"))
    assert found.values == (from_datetime(datetime(2026, 11, 23, 11, 0, tzinfo=UTC)),)
