"""Numbers, amounts and durations as people and spreadsheets write them."""

from __future__ import annotations

import math
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itdesk.core.errors import InvalidValueError
from itdesk.core.types import Type
from itdesk.core.values import (
    LARGEST,
    parse_duration,
    plain_digits,
    plain_value,
)
from tests.core.reading import column, parse, show


# --- numbers
@given(
    st.integers(-(10**9), 10**9),
    st.integers(0, 99),
    st.sampled_from(
        [
            (",", "."),
            (".", ","),
            ("'", "."),
            ("’", ","),
            (" ", ","),
            ("\u00a0", "."),
            ("\u202f", ","),
            ("_", "."),
            ("", "."),
            ("", ","),
        ]
    ),
)
def test_an_amount_is_the_same_in_every_notation(whole: int, cents: int, marks: tuple[str, str]) -> None:
    group, point = marks
    text = f"{abs(whole):,}".replace(",", group) + f"{point}{cents:02}"
    sign = "-" if whole < 0 else ""
    expected = (abs(whole) * 100 + cents) * (-1 if whole < 0 else 1)
    assert parse(Type.MONEY, sign + text) == expected
    assert Decimal(plain_digits(sign + text)) * 100 == expected


@pytest.mark.parametrize(
    ("text", "minor"),
    [
        ("€1,480.50", 148_050),
        ("1.480,50 €", 148_050),
        ("EUR 1480", 148_000),
        ("1480 eur", 148_000),
        ("1480EUR", 148_000),
        ("CHF 1'480.-", 148_000),
        ("1480,--", 148_000),
        ("1480.–", 148_000),
        ("£ 12", 1_200),
        ("¥1000", 100_000),
        ("$-5.00", -500),
        ("-$5", -500),
        ("+5", 500),
        ("0", 0),
        ("-0", 0),
        ("0.005", 0),
        ("0.015", 2),
        ("1e3", 100_000),
        ("１２３", 12_300),
        ("٣", 300),
    ],
)
def test_amounts_with_currencies_and_dashes(text: str, minor: int) -> None:
    assert parse(Type.MONEY, text) == minor


@pytest.mark.parametrize(
    "text",
    [
        "12 apples",
        "1.2.3",
        "1,2,3",
        "--5",
        "5-",
        "EUR",
        "€",
        "1480 EURO",
        "12:30",
        "0x10",
        "NaN",
        "inf",
        "Infinity",
        "1/2",
        "½",
        "1e400",
        "9" * 30,
        "5%",
        "(5.00)",
        "₹ 1,00,000",
        "\x001",
    ],
)
def test_what_is_no_amount_is_refused_with_what_was_written(text: str) -> None:
    with pytest.raises(InvalidValueError) as caught:
        parse(Type.MONEY, text)
    assert caught.value.code == "value.money"
    assert "Write it like 1480.00" in str(caught.value)


@pytest.mark.parametrize("kind", [Type.INTEGER, Type.DECIMAL, Type.MONEY, Type.DURATION])
@pytest.mark.parametrize("raw", [math.inf, -math.inf, math.nan, 10**40, -(10**40), True, date(2026, 1, 1)])
def test_no_column_of_numbers_holds_what_no_store_can(kind: Type, raw: object) -> None:
    with pytest.raises(InvalidValueError):
        parse(kind, raw)


@given(st.integers(-LARGEST, LARGEST))
def test_a_whole_number_shown_and_read_again_is_the_same(number: int) -> None:
    assert parse(Type.INTEGER, show(Type.INTEGER, number)) == number
    assert parse(Type.INTEGER, str(number)) == number
    assert parse(Type.INTEGER, number) == number


@given(st.floats(-1e12, 1e12, allow_nan=False))
def test_a_number_shown_and_read_again_is_the_same(number: float) -> None:
    assert parse(Type.DECIMAL, show(Type.DECIMAL, number)) == number
    assert parse(Type.DECIMAL, number) == number


@given(st.integers(-(10**12), 10**12))
def test_an_amount_for_scripts_and_spreadsheets_is_read_back_as_itself(minor: int) -> None:
    plain = plain_value(column(Type.MONEY), minor)
    assert parse(Type.MONEY, plain) == minor
    assert parse(Type.MONEY, repr(plain)) == minor


@pytest.mark.parametrize(
    ("raw", "number"),
    [
        ("42", 42),
        ("42.0", 42),
        ("4.2e1", 42),
        (" 42 ", 42),
        ("1,000", 1000),
        ("1.000.000", 1_000_000),
        (42.0, 42),
        ("-7", -7),
        ("007", 7),
    ],
)
def test_whole_numbers(raw: object, number: int) -> None:
    assert parse(Type.INTEGER, raw) == number


@pytest.mark.parametrize("raw", ["4.5", "4,5", 4.5, "four", "1 2 x", "2^53", str(2**53 + 1)])
def test_what_is_no_whole_number_is_refused(raw: object) -> None:
    with pytest.raises(InvalidValueError, match="is not a whole number"):
        parse(Type.INTEGER, raw)


# --- durations
UNITS = {
    "w": 604_800,
    "d": 86_400,
    "h": 3_600,
    "min": 60,
    "s": 1,
    "weeks": 604_800,
    "days": 86_400,
    "hours": 3_600,
    "hrs": 3_600,
    "minutes": 60,
    "mins": 60,
    "m": 60,
    "seconds": 1,
    "secs": 1,
}


@given(
    st.lists(st.tuples(st.integers(0, 10_000), st.sampled_from(sorted(UNITS))), min_size=1, max_size=4),
    st.sampled_from(["", " ", ", "]),
    st.sampled_from(["", " "]),
)
def test_a_duration_is_the_sum_of_its_parts(
    parts: list[tuple[int, str]], between: str, before_unit: str
) -> None:
    glue = between or " "
    text = glue.join(f"{count}{before_unit}{unit}" for count, unit in parts)
    assert parse(Type.DURATION, text) == sum(count * UNITS[unit] for count, unit in parts)


@given(st.integers(0, 10**9))
def test_a_bare_number_is_seconds(seconds: int) -> None:
    assert parse_duration(str(seconds)) == seconds
    assert parse_duration(f"-{seconds}") == -seconds
    assert parse(Type.DURATION, seconds) == seconds


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("1.5 h", 5_400),
        ("1,5h", 5_400),
        ("-90 min", -5_400),
        ("2H 30MIN", 9_000),
        ("1 day", 86_400),
        ("1h30m", 5_400),
        ("0", 0),
        ("+5 min", 300),
    ],
)
def test_durations_as_people_write_them(text: str, seconds: int) -> None:
    assert parse(Type.DURATION, text) == seconds


@pytest.mark.parametrize(
    "text",
    [
        "soon",
        "h",
        "1 x",
        "1 h and a bit",
        "1:30",
        "1 hour ago",
        "9" * 16,
        "9999999999999 s",
        "5 5",
        "1..5 h",
        "999999999999w",
        "999999999999 d 999999999999 d",
    ],
)
def test_what_is_no_duration_is_refused(text: str) -> None:
    with pytest.raises(InvalidValueError, match="is not a duration"):
        parse(Type.DURATION, text)
