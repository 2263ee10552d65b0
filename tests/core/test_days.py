"""Days and moments as people and spreadsheets write them, and every value in words."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itdesk.core.errors import InvalidValueError
from itdesk.core.kinds import Value
from itdesk.core.types import Type
from itdesk.core.values import (
    parse_date,
    plain_value,
    show_date,
)
from tests.core.reading import TOKYO, column, parse, show


# --- days and moments
@given(st.dates(date(1900, 1, 1), date(2200, 12, 31)))
def test_a_day_is_read_from_every_notation(day: date) -> None:
    for text in (
        day.isoformat(),
        f"{day:%Y/%m/%d}",
        f"{day:%Y.%m.%d}",
        f"{day.day}.{day.month}.{day.year}",
        f"{day:%d/%m/%Y}",
        f"{day.day}-{day.month}-{day.year}",
        show_date(day),
        f"{day:%B} {day.day}, {day.year}",
        f"{day:%b} {day.day} {day.year}",
        f"{day.day}. {day:%B} {day.year}",
        f"{day.day} {day:%b}. {day.year}",
        f"{day.isoformat()}T23:59:59Z",
        f"{day.isoformat()} 00:00",
        f"{day.isoformat()}T10:00+02:00",
    ):
        assert parse_date(text) == day, text


@given(st.integers(13, 31), st.integers(1, 12), st.integers(1900, 2200))
def test_a_day_that_can_be_no_month_is_the_day_on_either_side(day: int, month: int, year: int) -> None:
    try:
        expected = date(year, month, day)
    except ValueError:
        expected = None
    assert parse_date(f"{month}/{day}/{year}") == expected
    assert parse_date(f"{day}/{month}/{year}") == expected


@given(st.integers(1, 12), st.integers(1, 12))
def test_where_both_may_be_the_day_the_first_is(first: int, second: int) -> None:
    assert parse_date(f"{first}/{second}/2026") == date(2026, second, first)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026",
        "2026-11",
        "26-11-23",
        "23.11.26",
        "32.1.2026",
        "2026-02-30",
        "Foo 5 2026",
        "5 Foo 2026",
        "2026-11-23x",
        "11-23",
        "20261123",
    ],
)
def test_what_is_no_day_is_none(text: str) -> None:
    assert parse_date(text) is None


@pytest.mark.parametrize("text", ["1899-12-31", "2201-01-01", "0001-01-01", "9999-12-31"])
@pytest.mark.parametrize("kind", [Type.DATE, Type.INSTANT])
def test_years_that_no_office_has_are_slips_of_the_hand(kind: Type, text: str) -> None:
    with pytest.raises(InvalidValueError):
        parse(kind, text)


@given(st.datetimes(datetime(1901, 1, 1), datetime(2200, 1, 1)))
def test_a_moment_is_local_and_kept_to_the_millisecond(moment: datetime) -> None:
    moment = moment.replace(microsecond=moment.microsecond // 1000 * 1000)
    value = parse(Type.INSTANT, moment.isoformat())
    assert value == parse(Type.INSTANT, moment)
    epoch = datetime(1970, 1, 1, tzinfo=UTC)
    assert value == (moment.replace(tzinfo=TOKYO) - epoch) // timedelta(milliseconds=1)
    assert parse(Type.INSTANT, plain_value(column(Type.INSTANT), value)) == value


@pytest.mark.parametrize(
    ("raw", "iso"),
    [
        ("2026-11-23T14:30", "2026-11-23T05:30:00.000Z"),
        ("2026-11-23 14:30:05", "2026-11-23T05:30:05.000Z"),
        ("2026-11-23", "2026-11-22T15:00:00.000Z"),
        ("23.11.2026 14:30", "2026-11-23T05:30:00.000Z"),
        ("23/11/2026", "2026-11-22T15:00:00.000Z"),
        ("2026-11-23T14:30Z", "2026-11-23T14:30:00.000Z"),
        (date(2026, 11, 23), "2026-11-22T15:00:00.000Z"),
        (0, "1970-01-01T00:00:00.000Z"),
        ("Nov 23, 2026 9:05", "2026-11-23T00:05:00.000Z"),
    ],
)
def test_moments_as_people_write_them(raw: object, iso: str) -> None:
    assert plain_value(column(Type.INSTANT), parse(Type.INSTANT, raw)) == iso


@pytest.mark.parametrize("raw", ["soon", "14:30", "23.11.2026 25:00", 10**30, -(10**30), 10**16, True])
def test_what_is_no_moment_is_refused(raw: object) -> None:
    with pytest.raises(InvalidValueError, match="is not a date and time"):
        parse(Type.INSTANT, raw)


# --- shown
@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [
        (Type.MONEY, 148_050, "1,480.50"),
        (Type.MONEY, -5, "-0.05"),
        (Type.MONEY, 0, "0.00"),
        (Type.INTEGER, 1_234_567, "1,234,567"),
        (Type.DECIMAL, 12.0, "12"),
        (Type.DECIMAL, -0.5, "-0.5"),
        (Type.DATE, "2026-02-03", "3 Feb 2026"),
        (Type.INSTANT, 0, "1 Jan 1970 09:00"),
        (Type.DURATION, 5_400, "1 h 30 min"),
        (Type.YES_NO, True, "Yes"),
        (Type.YES_NO, 0, "No"),
        (Type.CHOICE, "in-use", "In use"),
        (Type.CHOICE, "gone", "gone"),
        (Type.TEXT, "", "—"),
        (Type.TEXT, None, "—"),
        (Type.DATE, "erased", "erased"),
        (Type.INSTANT, 10**18, "1" + "0" * 18),
        (Type.MONEY, "erased", "erased"),
        (Type.INTEGER, "erased", "erased"),
        (Type.DECIMAL, "erased", "erased"),
    ],
)
def test_values_in_words(kind: Type, value: Value, shown: str) -> None:
    assert show(kind, value) == shown


@pytest.mark.parametrize("kind", list(Type))
def test_nothing_is_a_dash_for_people_and_none_for_scripts(kind: Type) -> None:
    assert show(kind, None) == "—"
    assert plain_value(column(kind), None) is None


@pytest.mark.parametrize(("value", "plain"), [(1, True), (0, False), (True, True), (False, False)])
def test_yes_and_no_are_booleans_for_scripts_on_either_engine(value: Value, plain: bool) -> None:
    assert plain_value(column(Type.YES_NO), value) is plain
