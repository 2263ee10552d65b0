"""Dates and amounts of a column: whatever one notation writes, the reader finds again."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itdesk.assets.importers.notation import (
    DAY_FIRST,
    MONTH_FIRST,
    date_order,
    days_of_month,
    has_decimal_comma,
    is_open,
    read_date,
    with_point,
)

SEPARATORS = st.sampled_from(".-/")
DAYS = st.dates(date(1969, 1, 1), date(2068, 12, 31))


def spelled(day: date, order: str, separator: str, digits: int = 4) -> str:
    first, second = (day.day, day.month) if order == DAY_FIRST else (day.month, day.day)
    year = f"{day.year:04}"[-digits:]
    return f"{first}{separator}{second:02}{separator}{year}"


# --- dates -----------------------------------------------------------------------------------


@given(DAYS, st.sampled_from((DAY_FIRST, MONTH_FIRST)), SEPARATORS, st.sampled_from((2, 4)))
def test_a_day_written_in_its_columns_order_is_read_back(
    day: date, order: str, separator: str, digits: int
) -> None:
    assert read_date(spelled(day, order, separator, digits), order) == day


@given(DAYS, st.sampled_from((DAY_FIRST, MONTH_FIRST)))
def test_an_iso_day_is_the_same_in_every_order(day: date, order: str) -> None:
    assert read_date(day.isoformat(), order) == day
    assert read_date(f" {day.isoformat()}T00:00:00 ", order) == day


@given(st.lists(DAYS, min_size=1, max_size=12), st.sampled_from((DAY_FIRST, MONTH_FIRST)), SEPARATORS)
def test_a_column_with_a_day_over_twelve_proves_its_order(
    days: list[date], order: str, separator: str
) -> None:
    proving = any(day.day > 12 for day in days)
    found = date_order([spelled(day, order, separator) for day in days])
    assert found == ((order, True) if proving else (DAY_FIRST, False))


@given(st.lists(DAYS, max_size=8))
def test_blank_and_foreign_cells_prove_nothing(days: list[date]) -> None:
    cells = ["", "   ", "soon", "n/a", *(day.isoformat() for day in days)]
    assert date_order(cells) == (DAY_FIRST, False)


def test_a_column_in_both_orders_is_decided_by_the_greater_number() -> None:
    assert date_order(["1/23/2023", "1/24/2023", "25/1/2023"]) == (MONTH_FIRST, True)
    assert date_order(["1/23/2023", "25/1/2023"]) == (DAY_FIRST, False), "as many for as against"


@pytest.mark.parametrize(
    ("text", "open_"),
    [
        ("4/5/16", True),
        ("04/5/2016", True),
        ("4/4/2016", False),
        ("04/4/2016", False),
        ("4.04.16", False),
        ("13/5/2016", False),
        ("5/13/2016", False),
        ("2016-04-05", False),
        ("4/5-16", False),
        ("4/5/2016 10:30", True),
        ("", False),
    ],
)
def test_a_date_is_open_when_it_could_mean_two_days(text: str, open_: bool) -> None:
    assert is_open(text) == open_


@pytest.mark.parametrize(
    "text",
    ["31.02.2024", "0.1.2024", "1.0.2024", "32.1.2024", "1.1.0000", "", "tomorrow", "1.1.24.5", "--"],
)
def test_what_is_no_day_is_none(text: str) -> None:
    assert read_date(text, DAY_FIRST) is None


@pytest.mark.parametrize(
    ("text", "order", "why"),
    [
        ("30.02.2024", DAY_FIRST, "February 2024 has 29 days"),
        ("02/30/2023", MONTH_FIRST, "February 2023 has 28 days"),
        ("31.04.2026", DAY_FIRST, "April 2026 has 30 days"),
        ("31.13.2026", DAY_FIRST, ""),
        ("31.04.26", DAY_FIRST, ""),
        ("April 31", DAY_FIRST, ""),
        ("31.04.0000", DAY_FIRST, ""),
    ],
)
def test_a_month_that_is_too_short_is_named(text: str, order: str, why: str) -> None:
    assert days_of_month(text, order) == why


@given(st.integers(1900, 2200), st.integers(1, 12))
def test_the_days_of_a_month_are_counted_as_the_calendar_does(year: int, month: int) -> None:
    following = date(year + month // 12, month % 12 + 1, 1)
    last = (following - timedelta(days=1)).day
    assert f" {year} has {last} days" in days_of_month(f"31.{month}.{year}", DAY_FIRST)


# --- amounts ---------------------------------------------------------------------------------


def german(hundredths: int, *, grouped: bool) -> str:
    whole, rest = divmod(hundredths, 100)
    digits = f"{whole:,}".replace(",", ".") if grouped else str(whole)
    return f"{digits},{rest:02}"


@given(st.integers(0, 10**12), st.booleans())
def test_a_german_amount_with_a_point_instead_is_the_same_number(hundredths: int, grouped: bool) -> None:
    whole, rest = divmod(hundredths, 100)
    assert with_point(german(hundredths, grouped=grouped)) == f"{whole}.{rest:02}"
    assert with_point(german(hundredths, grouped=grouped) + " €") == f"{whole}.{rest:02} €"


@given(st.integers(0, 10**9))
def test_whole_thousands_grouped_by_points_are_not_divided_by_a_thousand(whole: int) -> None:
    assert with_point(f"{whole:,}".replace(",", ".")) == str(whole)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("12.58", "12.58"),
        ("1480.5", "1480.5"),
        ("1,480.50", "1,480.50"),
        ("1,480,000.50 EUR", "1,480,000.50 EUR"),
        ("0.125 kg", "0.125 kg"),
        ("1.480.-", "1480.-"),
        ("1.480,-", "1480.-"),
        ("1480", "1480"),
        ("-1.480,25", "-1480.25"),
        ("", ""),
    ],
)
def test_a_point_that_groups_no_thousands_stays_a_point(text: str, meant: str) -> None:
    assert with_point(text) == meant


@pytest.mark.parametrize(
    ("cells", "proven"),
    [
        (["1.480,00"], True),
        (["12,5 €", "3"], True),
        (["1,480.00"], False),
        (["1,480"], False),
        (["12.58", "-", ""], False),
        (["EUR 9,90"], True),
        ([], False),
    ],
)
def test_only_one_or_two_digits_after_a_comma_prove_a_fraction(cells: list[str], proven: bool) -> None:
    assert has_decimal_comma(cells) == proven
