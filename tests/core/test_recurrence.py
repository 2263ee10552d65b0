from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itdesk.core.errors import InvalidValueError
from itdesk.core.recurrence import Recurrence, describe, moved, next_due, upcoming, validate

FIRST = date(2026, 1, 5)
"""A Monday."""
days = st.dates(date(2025, 1, 1), date(2027, 12, 31))


def weekday(day: date) -> bool:
    return day.weekday() < 5


@given(days, st.sampled_from(["next", "previous", "none"]))
def test_a_moved_day_is_the_nearest_open_one_on_its_side(day: date, shift: str) -> None:
    found = moved(day, shift, weekday)
    if shift == "none" or weekday(day):
        assert found == day
    elif shift == "next":
        assert found > day and weekday(found) and (found - day).days <= 2
    else:
        assert found < day and weekday(found) and (day - found).days <= 2


@given(st.integers(1, 30), days)
def test_every_so_many_days_is_counted_from_the_start(interval: int, after: date) -> None:
    rule = Recurrence(f"FREQ=DAILY;INTERVAL={interval}", FIRST, shift="none")
    found = next_due(rule, after, weekday)
    expected = next(day for n in range(3000) if (day := FIRST + timedelta(days=n * interval)) > after)
    assert found == expected


def test_monthly_from_the_31st_falls_on_the_last_day_of_shorter_months() -> None:
    rule = Recurrence("FREQ=MONTHLY", date(2026, 1, 31), shift="none")
    found = [day for day, _ in upcoming(rule, date(2026, 1, 31), 3, weekday)]
    assert found == [date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30)]


def test_from_done_counts_from_the_day_it_was_done() -> None:
    rule = Recurrence("FREQ=MONTHLY;INTERVAL=3", FIRST, from_done=True, shift="none")
    assert next_due(rule, date(2026, 4, 5), weekday, done=date(2026, 4, 20)) == date(2026, 7, 20)


def test_a_rule_that_has_ended_has_no_next_date() -> None:
    rule = Recurrence("FREQ=WEEKLY;COUNT=2", FIRST)
    assert next_due(rule, date(2026, 1, 12), weekday) is None


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("FREQ=MONTHLY;BYDAY=1MO", "Every month on the first Monday"),
        ("FREQ=WEEKLY;BYDAY=MO,TH", "Every week on Monday and Thursday"),
        ("FREQ=DAILY;INTERVAL=2", "Every 2 days"),
        ("FREQ=YEARLY", "Every year"),
    ],
)
def test_a_rule_is_said_in_words(rule: str, words: str) -> None:
    assert describe(rule) == words


@pytest.mark.parametrize(
    "rule",
    [
        "", "nonsense", "FREQ=HOURLY", "FREQ=DAILY;INTERVAL=0", "FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=2",
        "FREQ=DAILY;BYSETPOS=5", "FREQ=YEARLY;BYMONTH=13", "FREQ=WEEKLY;FREQ=DAILY", "FREQ=DAILY;X=1",
        "FREQ=WEEKLY;BYDAY=XX", "A" * 9999, "FREQ=DAILY;UNTIL=notadate", "FREQ=MONTHLY;BYMONTHDAY=99",
    ],
)  # fmt: skip
def test_a_rule_that_cannot_be_read_or_never_comes_is_refused_at_once(rule: str) -> None:
    with pytest.raises(InvalidValueError):
        validate(rule, FIRST)
