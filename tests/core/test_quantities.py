"""Quantities in words keep their size, and never show a number that the next unit would."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itdesk.core.units import (
    DECIMAL,
    format_age,
    format_bytes,
    format_duration,
    format_mac,
    format_money,
    format_rate,
    normalise_mac,
)
from itdesk.core.values import parse_duration

BINARY = ("B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB")


@given(st.integers(0, 2**69))
def test_bytes_keep_their_size_and_have_the_unit_that_fits(size: int) -> None:
    number, unit = format_bytes(size).split(" ")
    place = BINARY.index(unit)
    assert float(number) < 1024 or unit == "EiB"
    assert float(number) >= 1 or unit == "B"
    assert abs(float(number) * 1024**place - size) <= 0.06 * max(1, size)


@given(st.floats(0, 1e20))
def test_rates_keep_their_size_and_have_the_unit_that_fits(bits: float) -> None:
    number, unit = format_rate(bits).split(" ")
    place = DECIMAL.index(unit.removesuffix("b/s"))
    assert float(number) < 1000 or place == len(DECIMAL) - 1
    assert abs(float(number) * 1000**place - bits) <= max(0.06 * bits, 0.5)


@pytest.mark.parametrize(
    ("size", "shown"),
    [(0, "0 B"), (1023, "1023 B"), (1024, "1.0 KiB"), (1_048_575, "1.0 MiB"), (1024**2, "1.0 MiB"),
     (150 * 1024, "150 KiB"), (-1536, "-1.5 KiB"), (2**63, "8.0 EiB"), (999.4, "999 B")],
)  # fmt: skip
def test_bytes(size: float, shown: str) -> None:
    assert format_bytes(size) == shown


@pytest.mark.parametrize(
    ("bits", "shown"),
    [(999, "999 b/s"), (999.7, "1.0 kb/s"), (1000, "1 kb/s"), (999_999, "1.0 Mb/s"), (2.5e9, "2.5 Gb/s"),
     (1e11, "100 Gb/s"), (12_345, "12.3 kb/s"), (0.4, "0.4 b/s")],
)  # fmt: skip
def test_rates(bits: float, shown: str) -> None:
    assert format_rate(bits) == shown


@given(st.integers(-(10**9), 10**9))
def test_a_duration_in_words_is_its_two_largest_units_rounded_down(seconds: int) -> None:
    read = parse_duration(format_duration(seconds))
    assert read is not None
    assert abs(read) <= abs(seconds)
    size = abs(seconds)
    step = 3_600 if size >= 86_400 else 60 if size >= 60 else 1
    assert size - abs(read) < step
    assert read == 0 or (read < 0) == (seconds < 0)


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [(0, "0 s"), (59, "59 s"), (60, "1 min"), (3_599, "59 min"), (3_600, "1 h"), (86_399, "23 h 59 min"),
     (86_400, "1 d"), (90_000, "1 d 1 h"), (-90, "-1 min"), (59.9, "59 s")],
)  # fmt: skip
def test_durations(seconds: float, shown: str) -> None:
    assert format_duration(seconds) == shown


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [(-5, "now"), (0, "now"), (59, "now"), (60, "1 min"), (3_599, "59 min"), (3_600, "1 h"), (86_399, "23 h"),
     (86_400, "1 d"), (400 * 86_400, "400 d")],
)  # fmt: skip
def test_ages(seconds: float, shown: str) -> None:
    assert format_age(seconds) == shown


@given(st.integers(-(10**14), 10**14))
def test_money_keeps_every_cent(minor: int) -> None:
    digits = re.sub(r"[,.]", "", format_money(minor))
    assert int(digits) == minor


@pytest.mark.parametrize(
    ("minor", "currency", "shown"),
    [(148_000, "EUR", "€ 1,480.00"), (5, "USD", "$ 0.05"), (-5, "GBP", "£ -0.05"), (100, "CHF", "CHF 1.00"),
     (100, "", "1.00")],
)  # fmt: skip
def test_money_with_its_currency(minor: int, currency: str, shown: str) -> None:
    assert format_money(minor, currency) == shown


@pytest.mark.parametrize(
    "text", ["", "1", "00:1a:2b:3c:4d", "00:1a:2b:3c:4d:5e:6f", "00:1a:2b:3c:4d:5g", "printer",
             "001a2b3c4d5", "001a2b3c4d5e6"],
)  # fmt: skip
def test_what_is_no_mac(text: str) -> None:
    assert normalise_mac(text) is None
    assert format_mac(text) == text
