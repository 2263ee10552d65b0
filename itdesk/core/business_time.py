"""Office hours: when something is due, and how much working time has passed.

Windows are half-open [open, close) in local time, so that a deadline may fall exactly on closing.
A window whose end is not after its start runs over midnight and belongs to the day it starts; a
holiday closes the windows that start on it. Everything is counted in elapsed (UTC) seconds, which
is what daylight saving leaves of a window.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import MAXYEAR, MINYEAR, UTC, date, datetime, time, timedelta, tzinfo
from itertools import accumulate

from itdesk.core.errors import DeskError

HORIZON_YEARS = 10
"""A deadline further away means that the office is never open."""

Interval = tuple[int, int]
"""[from, to) in UTC milliseconds."""


@dataclass(frozen=True, slots=True)
class Window:
    """Open (or a break) from `start` to `end`, written "09:00" and "24:00", on weekdays (0 = Monday)."""

    start: str
    end: str
    days: frozenset[int]


@dataclass(frozen=True)
class Calendar:
    """An office's hours. `holidays` are ISO dates."""

    zone: tzinfo
    windows: tuple[Window, ...]
    breaks: tuple[Window, ...] = ()
    holidays: frozenset[str] = frozenset()
    _known: dict[int, _Year] = field(
        default_factory=dict[int, "_Year"], init=False, repr=False, compare=False
    )

    def year(self, year: int) -> _Year:
        """What is open of the windows that start in a local year; worked out once."""
        found = self._known.get(year)
        if found is None:
            found = self._known[year] = _Year.of(self, year)
        return found


@dataclass(frozen=True, slots=True)
class _Year:
    """Open intervals in order and without overlap, as two rows; `before[i]` ms are open before the i-th."""

    opens: tuple[int, ...]
    closes: tuple[int, ...]
    before: tuple[int, ...]

    @classmethod
    def of(cls, calendar: Calendar, year: int) -> _Year:
        # The last window of the day before may run into the first one of this year.
        eve = _of_day(calendar, date(year - 1, 12, 31))
        last_end = max((high for _low, high in eve), default=0)
        found: list[Interval] = []
        day = date(year, 1, 1)
        while day.year == year:
            for low, high in _of_day(calendar, day):
                if high > last_end:
                    found.append((max(low, last_end), high))
                    last_end = high
            day += timedelta(days=1)
        before = accumulate((high - low for low, high in found), initial=0)
        return cls(tuple(i[0] for i in found), tuple(i[1] for i in found), tuple(before)[:-1])

    def until(self, at: int) -> int:
        """Milliseconds of this year's hours that have passed at an instant."""
        place = bisect_right(self.opens, at) - 1
        if place < 0:
            return 0
        return self.before[place] + min(at, self.closes[place]) - self.opens[place]


def due(calendar: Calendar, start: int, seconds: int, pauses: Iterable[Interval] = ()) -> int:
    """When `seconds` of open time after `start` are used up, as UTC milliseconds.

    `pauses` are intervals in which the clock stood. Raises DeskError(calendar.closed) for an office
    that is never open.
    """
    left = seconds * 1000
    stopped = merged(pauses)
    if left <= 0:
        return start
    for opened, closed in _open_from(calendar, start):
        for low, high in without((max(opened, start), closed), stopped):
            if high - low >= left:
                return low + left
            left -= high - low
    raise DeskError("calendar.closed")


def elapsed(calendar: Calendar, start: int, end: int, pauses: Iterable[Interval] = ()) -> int:
    """Whole seconds of open time in [start, end) without the pauses."""
    total = 0
    for low, high in without((start, end), merged(pauses)):
        for year in _years(_year_of(calendar, low) - 1, _year_of(calendar, high)):
            hours = calendar.year(year)
            total += hours.until(high) - hours.until(low)
    return total // 1000


def is_open(calendar: Calendar, at: int) -> bool:
    """Whether the office is open at an instant."""
    return any(opened <= at < closed for opened, closed in _day_span(calendar, at, days=1))


def merged(intervals: Iterable[Interval]) -> list[Interval]:
    """The union of intervals, in order, without overlaps or empty ones."""
    found: list[Interval] = []
    for low, high in sorted(i for i in intervals if i[1] > i[0]):
        if found and low <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], high))
        else:
            found.append((low, high))
    return found


def without(interval: Interval, holes: Sequence[Interval]) -> Iterator[Interval]:
    """What is left of an interval; `holes` are merged."""
    low, high = interval
    for first, last in holes:
        if last <= low:
            continue
        if first >= high:
            break
        if first > low:
            yield low, first
        low = max(low, last)
    if high > low:
        yield low, high


def _open_from(calendar: Calendar, start: int) -> Iterator[Interval]:
    """Open intervals from the one that may hold `start`, in order and without overlap."""
    first = _year_of(calendar, start) - 1
    for year in _years(first, first + HORIZON_YEARS + 1):
        hours = calendar.year(year)
        for place in range(bisect_left(hours.closes, start + 1), len(hours.opens)):
            yield hours.opens[place], hours.closes[place]


def _years(first: int, last: int) -> range:
    """Both included, as far as Python's calendar reaches."""
    return range(max(first, MINYEAR + 1), min(last, MAXYEAR - 1) + 1)


def _year_of(calendar: Calendar, at: int) -> int:
    return datetime.fromtimestamp(at / 1000, UTC).astimezone(calendar.zone).year


def _day_span(calendar: Calendar, at: int, days: int) -> Iterator[Interval]:
    middle = datetime.fromtimestamp(at / 1000, UTC).astimezone(calendar.zone).date()
    for step in range(-days, days + 1):
        yield from _of_day(calendar, middle + timedelta(days=step))


def _of_day(calendar: Calendar, day: date) -> list[Interval]:
    """What is open of the windows that start on `day`. A break over midnight cuts the day before too."""
    if day.isoformat() in calendar.holidays:
        return []
    opened = merged(_instants(calendar.zone, day, w) for w in calendar.windows if day.weekday() in w.days)
    closed = merged(
        _instants(calendar.zone, near, w)
        for near in (day - timedelta(days=1), day, day + timedelta(days=1))
        for w in calendar.breaks
        if near.weekday() in w.days
    )
    return [left for interval in opened for left in without(interval, closed)]


def _instants(zone: tzinfo, day: date, window: Window) -> Interval:
    start, end = _minutes(window.start), _minutes(window.end)
    if end <= start:
        end += 24 * 60
    return _instant(zone, day, start), _instant(zone, day, end)


def _minutes(text: str) -> int:
    hours, _, minutes = text.partition(":")
    return int(hours) * 60 + int(minutes)


def _instant(zone: tzinfo, day: date, minutes: int) -> int:
    """A wall-clock minute as UTC ms. In the hour that spring skips, the clock's jump is meant."""
    days, rest = divmod(minutes, 24 * 60)
    wall = datetime.combine(day + timedelta(days=days), time(rest // 60, rest % 60), zone)
    return round(wall.timestamp() * 1000)
