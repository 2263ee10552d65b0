"""Recurring days against a calendar that is walked day by day, and rules in words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from itertools import count, islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itdesk.core.errors import InvalidValueError
from itdesk.core.recurrence import (
    LONGEST_SHIFT,
    Recurrence,
    describe,
    moved,
    next_due,
    parts_of,
    upcoming,
    validate,
)

NAMES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
starts = st.dates(date(2024, 1, 1), date(2027, 12, 31))
Fits = Callable[[date], bool]


def open_always(day: date) -> bool:
    return True


def weekday(day: date) -> bool:
    return day.weekday() < 5


def walked(start: date, after: date, wanted: int, fits: Fits) -> list[date]:
    """The model: every day from the start on is asked."""
    days = (start + timedelta(days=n) for n in count())
    return list(islice((day for day in days if day > after and fits(day)), wanted))


def by_rule(rule: str, start: date, after: date, wanted: int) -> list[date]:
    found = upcoming(Recurrence(rule, start, shift="none"), after, wanted, open_always)
    return [day for day, _ in found]


def month_end(day: date) -> int:
    return ((day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)).day


@given(starts, st.sets(st.integers(0, 6), min_size=1), st.integers(1, 4), st.integers(0, 400))
def test_weekdays_of_every_so_many_weeks(start: date, days: set[int], interval: int, later: int) -> None:
    rule = f"FREQ=WEEKLY;INTERVAL={interval};BYDAY={','.join(NAMES[d] for d in sorted(days))}"
    monday = start - timedelta(days=start.weekday())
    after = start + timedelta(days=later)
    fits = lambda day: day.weekday() in days and (day - monday).days // 7 % interval == 0  # noqa: E731
    assert by_rule(rule, start, after, 5) == walked(start, after, 5, fits)


@given(starts, st.integers(1, 28), st.integers(1, 5))
def test_a_day_of_every_so_many_months(start: date, day: int, interval: int) -> None:
    rule = f"FREQ=MONTHLY;INTERVAL={interval};BYMONTHDAY={day}"

    def fits(found: date) -> bool:
        months = (found.year - start.year) * 12 + found.month - start.month
        return found.day == day and months % interval == 0

    assert by_rule(rule, start, start, 4) == walked(start, start, 4, fits)


@given(starts, st.integers(1, 4), st.integers(0, 6))
def test_the_nth_weekday_of_a_month(start: date, place: int, day: int) -> None:
    rule = f"FREQ=MONTHLY;BYDAY={place}{NAMES[day]}"
    fits = lambda found: found.weekday() == day and (found.day - 1) // 7 + 1 == place  # noqa: E731
    assert by_rule(rule, start, start, 4) == walked(start, start, 4, fits)


@given(starts, st.integers(0, 6))
def test_the_last_weekday_of_a_month(start: date, day: int) -> None:
    fits = lambda found: found.weekday() == day and found.day + 7 > month_end(found)  # noqa: E731
    assert by_rule(f"FREQ=MONTHLY;BYDAY=-1{NAMES[day]}", start, start, 4) == walked(start, start, 4, fits)


@given(starts)
def test_the_last_working_day_of_a_month(start: date) -> None:
    def fits(found: date) -> bool:
        rest = [found + timedelta(days=n) for n in range(1, month_end(found) - found.day + 1)]
        return weekday(found) and not any(map(weekday, rest))

    rule = "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1"
    assert by_rule(rule, start, start, 4) == walked(start, start, 4, fits)


@given(starts, st.integers(1, 12))
def test_every_month_from_any_day_has_one_date_in_each_month(start: date, interval: int) -> None:
    found = by_rule(f"FREQ=MONTHLY;INTERVAL={interval}", start, start, 6)
    for step, day in enumerate(found, 1):
        months = (day.year - start.year) * 12 + day.month - start.month
        assert months == step * interval
        assert day.day == min(start.day, month_end(day))


@given(starts, st.integers(1, 3))
def test_every_year_from_any_day_has_one_date_in_each_year(start: date, interval: int) -> None:
    found = by_rule(f"FREQ=YEARLY;INTERVAL={interval}", start, start, 4)
    assert [day.year - start.year for day in found] == [interval * n for n in range(1, 5)]
    assert all(day.month == start.month and day.day == min(start.day, month_end(day)) for day in found)


def test_every_year_from_the_29th_of_february_is_the_end_of_february() -> None:
    found = by_rule("FREQ=YEARLY", date(2024, 2, 29), date(2024, 2, 29), 4)
    assert found == [date(2025, 2, 28), date(2026, 2, 28), date(2027, 2, 28), date(2028, 2, 29)]


@given(starts, st.integers(1, 20), st.integers(1, 30))
def test_a_rule_with_a_count_ends_after_so_many(start: date, times: int, interval: int) -> None:
    rule = f"FREQ=DAILY;INTERVAL={interval};COUNT={times}"
    found = by_rule(rule, start, start - timedelta(days=1), 50)
    assert found == [start + timedelta(days=n * interval) for n in range(times)]
    assert next_due(Recurrence(rule, start), found[-1], open_always) is None


@given(starts, st.integers(0, 100))
def test_a_rule_with_an_end_has_that_day_and_none_after(start: date, length: int) -> None:
    last = start + timedelta(days=length)
    found = by_rule(f"FREQ=DAILY;UNTIL={last:%Y%m%d}", start, start - timedelta(days=1), 200)
    assert (found[0], found[-1], len(found)) == (start, last, length + 1)


@given(
    starts,
    st.integers(0, 2_000),
    st.sampled_from(["next", "previous", "none"]),
    st.sampled_from(["FREQ=WEEKLY", "FREQ=MONTHLY", "FREQ=DAILY;INTERVAL=10", "FREQ=MONTHLY;BYDAY=-1SU"]),
)
def test_what_is_next_due_is_the_first_of_what_is_upcoming(
    start: date, later: int, shift: str, rule: str
) -> None:
    recurrence = Recurrence(rule, start, shift=shift)
    after = start + timedelta(days=later)
    found = upcoming(recurrence, after, 3, weekday)
    assert next_due(recurrence, after, weekday) == found[0][1]
    assert [day for day, _ in found] == sorted({day for day, _ in found})
    assert all(shown == moved(day, shift, weekday) for day, shown in found)


@given(starts, st.dates(date(2024, 1, 1), date(2030, 1, 1)), st.integers(1, 12))
def test_from_done_one_period_passes_whenever_it_was_done(start: date, done: date, months: int) -> None:
    recurrence = Recurrence(f"FREQ=MONTHLY;INTERVAL={months}", start, from_done=True, shift="none")
    found = next_due(recurrence, done, open_always, done=done)
    assert found is not None
    assert (found.year - done.year) * 12 + found.month - done.month == months


def test_not_yet_done_counts_from_the_start() -> None:
    recurrence = Recurrence("FREQ=WEEKLY", date(2026, 1, 5), from_done=True)
    assert next_due(recurrence, date(2026, 1, 20), open_always) == date(2026, 1, 26)


def test_a_day_that_never_opens_stays_where_it_is() -> None:
    day = date(2026, 12, 25)
    assert moved(day, "next", lambda _: False) == day
    opens = day + timedelta(days=LONGEST_SHIFT - 1)
    assert moved(day, "next", lambda found: found == opens) == opens
    assert moved(day, "previous", lambda found: found == opens) == day


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("FREQ=DAILY", "Every day"),
        ("FREQ=DAILY;INTERVAL=10;COUNT=3", "Every 10 days 3 times"),
        ("FREQ=WEEKLY;BYDAY=MO", "Every week on Monday"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE,FR", "Every 2 weeks on Monday, Wednesday and Friday"),
        ("FREQ=MONTHLY;BYMONTHDAY=15", "Every month on day 15"),
        ("FREQ=MONTHLY;BYMONTHDAY=1,15", "Every month on day 1 and 15"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "Every month on the last day"),
        ("FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1", "Every month on the last day"),
        ("FREQ=MONTHLY;BYDAY=-1FR", "Every month on the last Friday"),
        ("FREQ=MONTHLY;BYDAY=FR;BYSETPOS=-1", "Every month on the last Friday"),
        ("FREQ=MONTHLY;INTERVAL=3;BYDAY=2TU", "Every 3 months on the second Tuesday"),
        ("FREQ=YEARLY;BYMONTH=3,9", "Every year in March and September"),
        ("FREQ=YEARLY;BYMONTH=1;BYDAY=1MO", "Every year on the first Monday in January"),
        ("FREQ=WEEKLY;UNTIL=20261231", "Every week until 20261231"),
        ("rrule:freq=weekly;", "Every week"),
        ("FREQ=YEARLY;BYDAY=20MO", "Every year on the 20. Monday"),
    ],
)
def test_rules_in_words(rule: str, words: str) -> None:
    assert describe(rule) == words


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY",
        "FREQ=",
        "FREQ",
        ";",
        "INTERVAL=2",
        "FREQ=DAILY;;COUNT=1",
        "FREQ=DAILY;INTERVAL=1000",
        "FREQ=DAILY;INTERVAL=-1",
        "FREQ=DAILY;COUNT=0",
        "FREQ=DAILY;COUNT=100000",
        "FREQ=DAILY;BYHOUR=3",
        "FREQ=DAILY;INTERVAL=x",
        "FREQ=MONTHLY;BYSETPOS=1",
        "DTSTART=20260101;FREQ=DAILY",
        "FREQ=DAILY\nEXDATE=1",
    ],
)
def test_rules_that_are_none_are_refused_with_an_example(rule: str) -> None:
    with pytest.raises(InvalidValueError, match="FREQ=MONTHLY;BYDAY=1MO"):
        parts_of(rule)


@pytest.mark.parametrize(
    "rule",
    ["FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=MONTHLY;BYMONTHDAY=32", "FREQ=MONTHLY;BYDAY=9MO",
     "FREQ=YEARLY;BYYEARDAY=400", "FREQ=DAILY;UNTIL=20200101", "FREQ=WEEKLY;BYDAY="],
)  # fmt: skip
def test_rules_that_never_come_are_refused(rule: str) -> None:
    with pytest.raises(InvalidValueError):
        validate(rule, date(2026, 1, 5))


@given(st.text("FREQ=;BYDAMOTUINTLC0123456789-,", max_size=60))
def test_any_text_is_a_rule_with_words_or_is_refused(text: str) -> None:
    try:
        validate(text, date(2026, 1, 5))
    except InvalidValueError as error:
        assert error.column == "rule"
    else:
        assert describe(text).startswith("Every ")
