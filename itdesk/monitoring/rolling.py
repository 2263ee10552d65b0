"""Keeping samples small: finished times are rolled up, and what is old is removed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby, pairwise

from itdesk.monitoring.rules.packing import Rollup, RollupBlock, merged, rolled, unpack_row
from itdesk.monitoring.samples import RAW_KEEP, TIERS, Samples, Tier
from itdesk.store.engine import Engine, execute, execute_many, scalar


class Rolling:
    """By the one process that writes samples, inside a write: first `roll_up`, then `prune`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._samples = Samples(engine)

    def is_due(self, device: int, tier: Tier, now: int) -> bool:
        """Whether a chunk of a tier is finished and not made yet."""
        start = self._next(device, tier)
        return start is not None and start + tier.chunk <= self._ready(device, tier, now)

    def roll_up(self, device: int, tier: Tier, now: int) -> bool:
        """Make the next chunk of a tier from the finer one; False when none is finished."""
        start = self._next(device, tier)
        if start is None or start + tier.chunk > self._ready(device, tier, now):
            return False
        for series, slots in self._chunk(device, tier, start).items():
            self._merge(series, tier, start, slots)
        sql = (
            "INSERT INTO rolled_until (device_id, span, until) VALUES (?, ?, ?)"
            " ON CONFLICT (device_id, span) DO UPDATE SET until = excluded.until"
        )
        execute(self._engine, sql, (device, tier.span, start + tier.chunk))
        return True

    def _next(self, device: int, tier: Tier) -> int | None:
        """Where the next chunk starts; None when the device has nothing."""
        made = self._samples.rolled_until(device, tier)
        if made is not None:
            return made
        first = scalar(self._engine, "SELECT min(at) FROM polled_values WHERE device_id = ?", (device,))
        return None if first is None else int(first) - int(first) % tier.chunk

    def _ready(self, device: int, tier: Tier, now: int) -> int:
        """Up to where there is something to make rollups from."""
        if tier is TIERS[0]:
            return now
        return self._samples.rolled_until(device, _finer(tier)) or 0

    def _chunk(self, device: int, tier: Tier, start: int) -> dict[int, list[Rollup | None]]:
        """For each series the rollups of one chunk's slots."""
        if tier is TIERS[0]:
            return self._raw_chunk(device, tier, start)
        found: dict[int, list[Rollup | None]] = {}
        for series in self._samples.series(device):
            parts: list[list[Rollup]] = [[] for _ in range(tier.chunk // tier.span)]
            for at, rollup in self._samples.rollups(series, _finer(tier), start, start + tier.chunk):
                parts[(at - start) // tier.span].append(rollup)
            if any(parts):
                found[series.id] = [merged(part) for part in parts]
        return found

    def _raw_chunk(self, device: int, tier: Tier, start: int) -> dict[int, list[Rollup | None]]:
        found: dict[int, list[Rollup | None]] = {}
        polls = self._samples.polls(device, start, start + tier.chunk)
        for (slot, layout), group in groupby(polls, key=_slot_and_layout(start, tier.span)):
            columns = zip(*(unpack_row(data).values for _, _, data in group), strict=True)
            for series, values in zip(self._samples.order(layout), columns, strict=False):
                slots = found.setdefault(series, [None] * (tier.chunk // tier.span))
                slots[slot] = merged((slots[slot], rolled(values)))
        return found

    def _merge(self, series: int, tier: Tier, start: int, slots: Sequence[Rollup | None]) -> None:
        """Write a chunk into its row of the table; a gap takes nothing away that is there."""
        at = start - start % tier.length
        sql = "SELECT data FROM rollup_span WHERE series_id = ? AND span = ? AND at = ?"
        known = scalar(self._engine, sql, (series, tier.span, at))
        block = RollupBlock.unpack(bytes(known)) if known is not None else RollupBlock.empty(tier.slots)
        first = (start - at) // tier.span
        for place, rollup in enumerate(slots):
            if rollup is not None:
                block.put(first + place, rollup)
        sql = (
            "INSERT INTO rollup_span (series_id, span, at, data) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (series_id, span, at) DO UPDATE SET data = excluded.data"
        )
        execute(self._engine, sql, (series, tier.span, at, block.pack()))

    def prune(self, device: int, now: int) -> None:
        """Remove what is older than its tier keeps, but never what is not rolled up yet."""
        made = self._samples.rolled_until(device, TIERS[0]) or 0
        sql = "DELETE FROM polled_values WHERE device_id = ? AND at < ?"
        execute(self._engine, sql, (device, min(now - RAW_KEEP, made)))
        keys = [series.id for series in self._samples.series(device)]
        for tier, coarser in pairwise(TIERS):
            if tier.keep is None:
                continue
            limit = min(now - tier.keep, self._samples.rolled_until(device, coarser) or 0) - tier.length
            sql = "DELETE FROM rollup_span WHERE series_id = ? AND span = ? AND at < ?"
            execute_many(self._engine, sql, [(key, tier.span, limit) for key in keys])


def _finer(tier: Tier) -> Tier:
    return TIERS[TIERS.index(tier) - 1]


def _slot_and_layout(start: int, span: int) -> Callable[[tuple[int, int, bytes]], tuple[int, int]]:
    def key(poll: tuple[int, int, bytes]) -> tuple[int, int]:
        return (poll[0] - start) // span, poll[1]

    return key
