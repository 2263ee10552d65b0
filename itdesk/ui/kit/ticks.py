"""Where the lines of a chart's axes are: round values from zero on, and local times."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta, tzinfo
from math import ceil, floor, log10

from itdesk.core.clock import from_datetime, to_datetime

LINES = 4
"""Grid lines of a value axis, the one at zero included."""
_ROUND = (1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)
_STEPS = (5, 10, 15, 30, 60, 120, 180, 240, 360, 720)
"""Minutes between two times below a day."""
_DAYS = (1, 2, 3, 7, 14, 28, 60, 90, 180, 365)


def value_ticks(top: float, lines: int = LINES, *, whole: bool = False) -> list[float]:
    """`lines` round values from zero to at least `top`; `whole` for counts, which know no halves."""
    if top <= 0:
        top = float(lines - 1)
    wanted = top / (lines - 1)
    size = 10.0 ** floor(log10(wanted))
    step = next(r * size for r in _ROUND if r * size >= wanted * 0.999_999)
    step = float(ceil(step)) if whole else step
    return [step * place for place in range(lines)]


def value_text(value: float, step: float) -> str:
    """A value of an axis, with as many decimals as its step needs."""
    decimals = 0 if step == round(step) else min(max(-floor(log10(step)) + 1, 0), 4)
    text = f"{value:,.{decimals}f}"
    return text.rstrip("0").rstrip(".") if decimals else text


def time_ticks(since: int, until: int, zone: tzinfo, most: int = 7) -> list[tuple[int, str]]:
    """(UTC ms, words) at round local times within [since, until]; at most about `most`."""
    minutes = (until - since) / 60_000 / max(most, 1)
    step = next((s for s in _STEPS if s >= minutes), 0)
    moments = _by_minutes(since, until, zone, step) if step else _by_days(since, until, zone, minutes)
    return [(from_datetime(moment), _words(moment, bool(step))) for moment in moments]


def _words(moment: datetime, is_short: bool) -> str:
    return f"{moment:%H:%M}" if is_short else f"{moment.day} {moment:%b}"


def _by_minutes(since: int, until: int, zone: tzinfo, step: int) -> Iterator[datetime]:
    """Counted from each midnight anew, so that a change of clocks shifts nothing.

    Times that a change of clocks leaves out are left out here too.
    """
    day = to_datetime(since, zone).replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None)
    while from_datetime(day.replace(tzinfo=zone)) <= until:
        for minute in range(0, 24 * 60, step):
            moment = (day + timedelta(minutes=minute)).replace(tzinfo=zone)
            at = from_datetime(moment)
            if since <= at <= until and to_datetime(at, zone).hour == moment.hour:
                yield moment
        day += timedelta(days=1)


def _by_days(since: int, until: int, zone: tzinfo, minutes: float) -> Iterator[datetime]:
    step = next((s for s in _DAYS if s >= minutes / (24 * 60)), _DAYS[-1])
    day = to_datetime(since, zone).replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None)
    while from_datetime(moment := day.replace(tzinfo=zone)) <= until:
        if from_datetime(moment) >= since:
            yield moment
            day += timedelta(days=step)
        else:
            day += timedelta(days=1)
