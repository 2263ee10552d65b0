"""How a column of a file writes its dates and numbers: one cell leaves it open, the whole column tells."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from datetime import date

from itdesk.core.values import parse_date

DAY_FIRST, MONTH_FIRST = "day.month.year", "month/day/year"

_NUMERIC = re.compile(r"^(\d{1,2})([-/.])(\d{1,2})\2(\d{2}|\d{4})(?:[T ]\d{1,2}:\d{2}.*)?$")
_COMMA_FRACTION = re.compile(r"\d,\d{1,2}$")
_GROUPED = re.compile(r"(?<![\d.])[1-9]\d{0,2}(?:\.\d{3})+(?!\d|\.\d)")
_LARGEST_COMING = 68
"""Two digits up to here are years of this century, as POSIX strptime reads them."""


def date_order(values: Iterable[str]) -> tuple[str, bool]:
    """(DAY_FIRST or MONTH_FIRST, whether some value proves it)."""
    ordered = {DAY_FIRST: 0, MONTH_FIRST: 0}
    for value in values:
        found = _NUMERIC.match(value.strip())
        if found is None:
            continue
        first, second = int(found[1]), int(found[3])
        if first > 12 >= second:
            ordered[DAY_FIRST] += 1
        elif second > 12 >= first:
            ordered[MONTH_FIRST] += 1
    if ordered[DAY_FIRST] == ordered[MONTH_FIRST]:
        return DAY_FIRST, False
    return max(ordered, key=lambda order: ordered[order]), True


def is_open(value: str) -> bool:
    """Whether a date could mean two days: 4/5/16."""
    found = _NUMERIC.match(value.strip())
    if found is None:
        return False
    first, second = int(found[1]), int(found[3])
    return first <= 12 and second <= 12 and first != second


def read_date(text: str, order: str) -> date | None:
    """A day in the order of its column, with a year of two or four digits; None when it is none."""
    found = _NUMERIC.match(text.strip())
    if found is None:
        return parse_date(text)
    first, second, year = int(found[1]), int(found[3]), int(found[4])
    if len(found[4]) == 2:
        year += 2000 if year <= _LARGEST_COMING else 1900
    day, month = (first, second) if order == DAY_FIRST else (second, first)
    try:
        return date(year, month, day)
    except ValueError:
        return None


def days_of_month(text: str, order: str) -> str:
    """Why a date is none, when its month is too short for it: "February 2024 has 29 days"; else ""."""
    found = _NUMERIC.match(text.strip())
    if found is None or len(found[4]) != 4:
        return ""
    month = int(found[3] if order == DAY_FIRST else found[1])
    year = int(found[4])
    if not 1 <= month <= 12 or year < 1:
        return ""
    return f"{calendar.month_name[month]} {year} has {calendar.monthrange(year, month)[1]} days"


def has_decimal_comma(values: Iterable[str]) -> bool:
    """Whether some amount proves that the comma begins the fraction: "1.480,00"."""
    return any(_COMMA_FRACTION.search(re.sub(r"[^\d.,]+$", "", value.strip())) for value in values)


def with_point(text: str) -> str:
    """An amount of a column with decimal comma, written with a point: "1.480,00 €" → "1480.00 €".

    What cannot be meant so stays as it is: "1,480.50", and "12.58", where no point groups thousands.
    """
    if "," not in text:
        return _GROUPED.sub(lambda found: found[0].replace(".", ""), text)
    if text.rfind(".") > text.rfind(","):
        return text
    return text.replace(".", "").replace(",", ".")
