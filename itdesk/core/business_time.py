"""Office hours: when something is due, and how much working time has passed.

Windows are half-open [open, close) in local time, so that a deadline may fall exactly on closing.
A window whose end is not after its start runs over midnight and belongs to the day it starts; a
holiday closes the windows that start on it. Everything is counted in elapsed (UTC) seconds, which
is what daylight saving leaves of a window.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from itdesk.core.errors import DeskError

HORIZON_DAYS = 3_660
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
    stopped = merged(pauses)
    total = 0
    for opened, closed in _open_from(calendar, start):
        if opened >= end:
            break
        for low, high in without((max(opened, start), min(closed, end)), stopped):
            total += high - low
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
    first = datetime.fromtimestamp(start / 1000, UTC).astimezone(calendar.zone).date() - timedelta(days=1)
    last_end = 0
    for step in range(HORIZON_DAYS):
        for low, high in _of_day(calendar, first + timedelta(days=step)):
            if high > max(start, last_end):
                yield max(low, last_end), high
                last_end = high


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
