"""Times in a query: relative ones, and days, months and years as whole ranges."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from dateutil.relativedelta import relativedelta

from itdesk.core.clock import from_datetime, to_datetime
from itdesk.core.values import parse_date

_OFFSET = re.compile(r"^([+-]?)(\d{1,5})\s*(min|mo|h|d|w|y)$")
_MONTH = re.compile(r"^(\d{4})-(\d{1,2})$")
_YEAR = re.compile(r"^(\d{4})$")
_DAYS = {"today": 0, "yesterday": -1, "tomorrow": 1}

WORDS = ("now", "today", "yesterday", "tomorrow", "2d", "-7d", "30min", "2w", "1mo", "1y")


@dataclass(frozen=True, slots=True)
class QueryContext:
    """What relative words in a query refer to: `now` in UTC milliseconds and the person's zone."""

    now: int
    zone: tzinfo

    @property
    def today(self) -> date:
        return to_datetime(self.now, self.zone).date()


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open time [first, after): a point has after = first + the unit's step."""

    first: datetime
    after: datetime
    is_point: bool = False


def read_span(text: str, context: QueryContext) -> Span | None:
    """What a word means as local time; None when it is no time. Offsets count from now."""
    lowered = text.strip().casefold()
    here = to_datetime(context.now, context.zone)
    try:
        if lowered == "now":
            return _point(here)
        if lowered in _DAYS:
            return _days(context, context.today + timedelta(days=_DAYS[lowered]))
        if found := _OFFSET.match(lowered):
            return _point(_shifted(here, found))
        if found := _MONTH.match(lowered):
            first = date(int(found[1]), int(found[2]), 1)
            return _days(context, first, first + relativedelta(months=1))
        if found := _YEAR.match(lowered):
            return _days(context, date(int(found[1]), 1, 1), date(int(found[1]) + 1, 1, 1))
        return _written(text.strip(), context)
    except (ValueError, OverflowError):
        return None


def _written(text: str, context: QueryContext) -> Span | None:
    if re.search(r"\d{1,2}:\d{2}", text):
        moment = datetime.fromisoformat(text)
        return _point(moment if moment.tzinfo else moment.replace(tzinfo=context.zone))
    day = parse_date(text)
    return _days(context, day) if day is not None else None


def _shifted(here: datetime, found: re.Match[str]) -> datetime:
    count = int(found[2]) * (-1 if found[1] == "-" else 1)
    unit = found[3]
    if unit in ("min", "h"):  # these pass by the clock that never jumps, days by the one on the wall
        passed = timedelta(minutes=count) if unit == "min" else timedelta(hours=count)
        return (here.astimezone(UTC) + passed).astimezone(here.tzinfo)
    steps = {"d": relativedelta(days=count), "w": relativedelta(weeks=count),
             "mo": relativedelta(months=count), "y": relativedelta(years=count)}  # fmt: skip
    return here + steps[unit]


def _point(moment: datetime) -> Span:
    return Span(moment, moment, is_point=True)


def _days(context: QueryContext, first: date, after: date | None = None) -> Span:
    end = after or first + timedelta(days=1)
    zone = context.zone
    return Span(datetime.combine(first, time(), zone), datetime.combine(end, time(), zone))


def as_instants(span: Span) -> tuple[int, int]:
    """First and last millisecond of a span."""
    first = from_datetime(span.first)
    return first, first if span.is_point else from_datetime(span.after) - 1


def as_days(span: Span) -> tuple[str, str]:
    """First and last ISO day of a span."""
    first = span.first.date()
    last = first if span.is_point else span.after.date() - timedelta(days=1)
    return first.isoformat(), last.isoformat()
