"""Recurring dates: RRULE (RFC 5545) through dateutil, on days only, moved off closed days."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice

from dateutil.rrule import rrule, rrulestr

from itdesk.core.errors import InvalidValueError

IsWorkday = Callable[[date], bool]

HORIZON_YEARS = 12
"""A rule without a date in so many years never comes."""
LONGEST_SHIFT = 31
"""Days a date is moved at most to find an open one."""

_ALLOWED = frozenset({"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS",
                      "BYWEEKNO", "BYYEARDAY", "WKST"})  # fmt: skip
_SETS = frozenset({"BYDAY", "BYMONTHDAY", "BYWEEKNO", "BYYEARDAY"})
"""BYSETPOS picks from what one of these gives (RFC 5545, 3.3.10); alone it would never end."""
_UNITS = {"DAILY": "day", "WEEKLY": "week", "MONTHLY": "month", "YEARLY": "year"}
_DAYS = {"MO": "Monday", "TU": "Tuesday", "WE": "Wednesday", "TH": "Thursday", "FR": "Friday",
         "SA": "Saturday", "SU": "Sunday"}  # fmt: skip
_PLACES = {"1": "first", "2": "second", "3": "third", "4": "fourth", "5": "fifth", "-1": "last",
           "-2": "second to last"}  # fmt: skip
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September",
           "October", "November", "December")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A rule from its first day; `shift` moves a date off closed days: next, previous or none."""

    rule: str
    start: date
    from_done: bool = False
    shift: str = "next"


def parts_of(rule: str) -> dict[str, str]:
    """The parts of a rule by name; raises InvalidValueError(value.rule)."""
    text = rule.strip().upper().removeprefix("RRULE:").rstrip(";")
    pairs = [part.partition("=") for part in text.split(";")]
    parts = {name.strip(): value.strip() for name, _, value in pairs}
    sound = (
        len(rule) <= 500 and all(eq and value for _, eq, value in pairs) and set(parts) <= _ALLOWED
        and len(parts) == len(pairs) and parts.get("FREQ") in _UNITS
        and re.fullmatch(r"[1-9]\d{0,2}", parts.get("INTERVAL", "1")) is not None
        and re.fullmatch(r"[1-9]\d{0,4}", parts.get("COUNT", "1")) is not None
        and ("BYSETPOS" not in parts or bool(_SETS & set(parts)))
    )  # fmt: skip
    if not sound:
        raise InvalidValueError("value.rule", column="rule", value=rule[:60])
    return parts


def validate(rule: str, start: date) -> None:
    """Refuse a rule that cannot be read or never comes; raises InvalidValueError(value.rule)."""
    if not _dates(rule, start, start - timedelta(days=1), 1):
        raise InvalidValueError("value.rule", column="rule", value=rule[:60])


def next_due(
    recurrence: Recurrence, after: date, is_workday: IsWorkday, done: date | None = None
) -> date | None:
    """The first date after `after`; with `from_done` one period after `done`. None when it has ended."""
    if recurrence.from_done and done is not None:
        found = _dates(recurrence.rule, done, done, 1)
    else:
        found = _dates(recurrence.rule, recurrence.start, after, 1)
    return moved(found[0], recurrence.shift, is_workday) if found else None


def upcoming(
    recurrence: Recurrence, after: date, count: int, is_workday: IsWorkday
) -> list[tuple[date, date]]:
    """The next dates as (by the rule, moved off closed days)."""
    found = _dates(recurrence.rule, recurrence.start, after, count)
    return [(day, moved(day, recurrence.shift, is_workday)) for day in found]


def moved(day: date, shift: str, is_workday: IsWorkday) -> date:
    """`day`, or the nearest open one in the direction of `shift`."""
    step = {"next": 1, "previous": -1}.get(shift, 0)
    if step == 0:
        return day
    for distance in range(LONGEST_SHIFT):
        found = day + timedelta(days=step * distance)
        if is_workday(found):
            return found
    return day


def _dates(rule: str, start: date, after: date, count: int) -> list[date]:
    """Up to `count` dates of a rule after `after`, within the horizon."""
    parts = _without_skips(parts_of(rule), start)
    text = ";".join(f"{name}={value}" for name, value in parts.items())
    first = datetime(start.year, start.month, start.day)
    # A part given as bound lets a rule that never matches end, instead of walking to the year 9999.
    horizon = datetime(min(max(after, start).year + HORIZON_YEARS, 9998), 12, 31)
    try:
        found = rrulestr(text, dtstart=first)
        if not isinstance(found, rrule):
            raise ValueError("a set of rules")
        bounded = found if parts.get("COUNT") else _until(found, horizon)
        later = (d.date() for d in bounded if d <= horizon)
        return list(islice((d for d in later if d > after), count))
    except (ValueError, TypeError, LookupError, OverflowError, AttributeError) as error:
        raise InvalidValueError("value.rule", column="rule", value=rule[:60]) from error


def _until(found: rrule, horizon: datetime) -> rrule:
    known = getattr(found, "_until", None)
    return found.replace(until=min(known, horizon) if known else horizon)


def _without_skips(parts: dict[str, str], start: date) -> dict[str, str]:
    """Monthly from the 29th to 31st means the month's end where it is shorter, not a skipped month;
    yearly from the 29th of February its last day.
    """
    if start.day < 29 or any(p.startswith("BY") for p in parts):
        return parts
    if parts["FREQ"] == "YEARLY" and start.month == 2:
        return {**parts, "BYMONTH": "2", "BYMONTHDAY": "-1"}
    if parts["FREQ"] != "MONTHLY":
        return parts
    days = ",".join(str(day) for day in range(28, start.day + 1))
    return {**parts, "BYMONTHDAY": days, "BYSETPOS": "-1"}


def describe(rule: str) -> str:
    """The rule in words: "Every month on the first Monday"."""
    parts = parts_of(rule)
    unit, count = _UNITS[parts["FREQ"]], int(parts.get("INTERVAL", "1"))
    words = [f"Every {unit}" if count == 1 else f"Every {count} {unit}s"]
    if "BYDAY" in parts:
        words.append("on " + _listed([_weekday(d, parts.get("BYSETPOS")) for d in parts["BYDAY"].split(",")]))
    if "BYMONTHDAY" in parts:
        words.append(_month_days(parts))
    if "BYMONTH" in parts:
        months = [int(m) for m in parts["BYMONTH"].split(",") if m.isdigit() and 1 <= int(m) <= 12]
        words.append("in " + _listed([_MONTHS[m - 1] for m in months]))
    if "COUNT" in parts:
        words.append(f"{parts['COUNT']} times")
    if "UNTIL" in parts:
        words.append(f"until {parts['UNTIL'][:8]}")
    return " ".join(words)


def _month_days(parts: dict[str, str]) -> str:
    days = parts["BYMONTHDAY"].split(",")
    if (parts.get("BYSETPOS") == "-1" and len(days) > 1) or days == ["-1"]:
        return "on the last day"
    return "on day " + _listed(days)


def _weekday(text: str, place: str | None) -> str:
    found = re.fullmatch(r"([+-]?\d+)?(MO|TU|WE|TH|FR|SA|SU)", text)
    if found is None:
        return text
    position = (found[1] or place or "").lstrip("+")
    name = _DAYS[found[2]]
    return f"the {_PLACES.get(position, position + '.')} {name}" if position else name


def _listed(words: list[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)
