"""A series over a time, in as many points as a chart can show."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from itdesk.monitoring.rules.packing import Rollup, merged
from itdesk.monitoring.samples import DAY, MINUTE, RAW_KEEP, TIERS, Samples, Series, Tier

RAW_LONGEST = DAY
"""Beyond this, raw values are more than a chart shows and slower than one may be."""
_HOLES = 2.5
"""As many times the usual distance between two points is a gap."""

Interval = tuple[int, int]
"""Since and until, UTC ms."""


@dataclass(frozen=True, slots=True)
class Point:
    """What was measured in a short time from `at` (UTC ms) on."""

    at: int
    low: float
    mean: float
    high: float


@dataclass(frozen=True, slots=True)
class Chart:
    """Points oldest first; in `gaps` nothing is known, in `not_observed` because the watch was off."""

    unit: str
    step: int
    points: tuple[Point, ...]
    gaps: tuple[Interval, ...]
    not_observed: tuple[Interval, ...]


def chart(samples: Samples, series: Series, since: int, until: int, points: int, now: int) -> Chart:
    """At most `points` + 1 points of a series in [since, until)."""
    wanted = max((until - since) // max(points, 1), 1)
    tier = _tier(wanted, since, until, now)
    step = max(wanted, tier.span if tier is not None else MINUTE)
    buckets: dict[int, list[Rollup | None]] = {}
    for at, rollup in _values(samples, series, tier, since, until):
        buckets.setdefault(at - (at - since) % step, []).append(rollup)
    found = [(at, merged(values)) for at, values in sorted(buckets.items())]
    known = tuple(Point(at, r.low, r.mean, r.high) for at, r in found if r is not None)
    return Chart(
        series.unit, step, known,
        tuple(_gaps(found, step, since, until)), tuple(samples.not_observed(since, until)),
    )  # fmt: skip


def _tier(wanted: int, since: int, until: int, now: int) -> Tier | None:
    """The coarsest tier that is fine enough and still kept; None for raw values."""
    if until - since <= RAW_LONGEST and since >= now - RAW_KEEP and wanted < TIERS[1].span:
        return None
    kept = [tier for tier in TIERS if tier.keep is None or since >= now - tier.keep]
    fine = [tier for tier in kept if tier.span <= wanted]
    return fine[-1] if fine else kept[0]


def _values(
    samples: Samples, series: Series, tier: Tier | None, since: int, until: int
) -> list[tuple[int, Rollup | None]]:
    """(instant, rollup) of a tier, and of the finer ones where it is not made yet."""
    if tier is None:
        found = samples.raw(series, since, until)
        return [(s.at, None if s.value is None else Rollup(s.value, s.value, s.value, 1)) for s in found]
    made = min(max(samples.rolled_until(series.device, tier) or since, since), until)
    rolled: list[tuple[int, Rollup | None]] = [*samples.rollups(series, tier, since, made)]
    if made >= until:
        return rolled
    finer = TIERS[TIERS.index(tier) - 1] if tier is not TIERS[0] else None
    return rolled + _values(samples, series, finer, made, until)


def _gaps(found: list[tuple[int, Rollup | None]], step: int, since: int, until: int) -> list[Interval]:
    """Times in which nothing is known: longer than usual between two points, or marked as a gap."""
    known = [at for at, rollup in found if rollup is not None]
    if not known:
        return [(since, until)]
    usual = max(step, median(after - before for before, after in pairwise(known)) if len(known) > 1 else step)
    gaps: list[Interval] = []
    last, is_marked = since - step, False
    for at, rollup in [*found, (until, Rollup(0, 0, 0, 0))]:
        if rollup is None:
            is_marked = True
            continue
        if at - last > _HOLES * usual or (is_marked and at - last > step):
            gaps.append((last + step, at))
        last, is_marked = at, False
    return gaps
