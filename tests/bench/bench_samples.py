"""Bytes and times of samples: 3,000 series every 60 s for a year, worked out from a smaller run.

    python tests/bench/bench_samples.py [DEVICES]

Every tier is filled for as long as it is kept, for a few devices; bytes of the file grow with the
number of series, so the year of 3,000 is told from them.
"""

from __future__ import annotations

import math
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from itdesk.desk import office_schema
from itdesk.monitoring.charts import chart
from itdesk.monitoring.rolling import Rolling
from itdesk.monitoring.rules.packing import Rollup, RollupBlock
from itdesk.monitoring.samples import DAY, HOUR, MINUTE, RAW_KEEP, TIERS, Measured, Samples, Tier
from itdesk.store.engine import execute_many
from itdesk.store.store import Store, open_store

SERIES, BUDGET_BYTES, BUDGET_MS = 3_000, 2 * 10**9, 100
PER_DEVICE = 50
NOW = 1_800_000_000_000 - 1_800_000_000_000 % (7 * DAY)


def wave(random_source: random.Random, at: int) -> float:
    """Traffic of an office: a day's rhythm under much noise, so that nothing compresses by luck."""
    rhythm = 1.2 + math.sin(2 * math.pi * (at % DAY) / DAY)
    return rhythm * 1e6 * random_source.lognormvariate(0, 1)


def poll(device: int, at: int, source: random.Random) -> list[Measured]:
    return [Measured("in", f"port {n}", "bit/s", wave(source, at)) for n in range(PER_DEVICE)]


def fill_raw(store: Store, devices: int) -> float:
    """Two weeks of polls; answers the seconds spent on writing alone."""
    samples, spent = Samples(store.engine), 0.0
    for at in range(NOW - RAW_KEEP, NOW, MINUTE):
        source = random.Random(at)
        ready = [(device, poll(device, at, source)) for device in range(1, devices + 1)]
        start = time.perf_counter()
        with store.engine.write():
            for device, measured in ready:
                samples.append(device, at, measured)
        spent += time.perf_counter() - start
    return spent


def fill_rollups(store: Store, devices: int, tier: Tier) -> None:
    """A tier for all the time that it is kept."""
    samples, keep = Samples(store.engine), tier.keep or 365 * DAY
    first = (NOW - keep) - (NOW - keep) % tier.length
    table: list[tuple[int, int, int, bytes]] = []
    for device in range(1, devices + 1):
        for series in samples.series(device):
            source = random.Random(series.id)
            for start in range(first, NOW, tier.length):
                table.append((series.id, tier.span, start, block(tier, start, source).pack()))
    sql = (
        "INSERT INTO rollup_span (series_id, span, at, data) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (series_id, span, at) DO UPDATE SET data = excluded.data"
    )
    with store.engine.write():
        execute_many(store.engine, sql, table)
        sql = (
            "INSERT INTO rolled_until (device_id, span, until) VALUES (?, ?, ?)"
            " ON CONFLICT (device_id, span) DO UPDATE SET until = excluded.until"
        )
        execute_many(
            store.engine, sql, [(d, tier.span, NOW - NOW % tier.chunk) for d in range(1, devices + 1)]
        )


def block(tier: Tier, start: int, source: random.Random) -> RollupBlock:
    made = RollupBlock.empty(tier.slots)
    first = max(0, (NOW - (tier.keep or 365 * DAY) - start) // tier.span)
    for slot in range(first, min(tier.slots, (NOW - start) // tier.span)):
        values = sorted(wave(source, start + slot * tier.span) for _ in range(3))
        made.put(slot, Rollup(values[0], values[1], values[2], tier.span // MINUTE))
    return made


def size(store: Store) -> int:
    store.engine.db.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    return Path(store.engine.place).stat().st_size


def milliseconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return 1_000 * (time.perf_counter() - start)


def main(devices: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(str(Path(folder) / "desk.db"), office_schema(), origin="test", create=True)
        known, series = size(store), devices * PER_DEVICE
        print(f"{series} series of {devices} devices; budget is told for {SERIES}")
        spent = fill_raw(store, devices)
        total = report_tier("raw, 14 days", size(store) - known, series)
        rounds = RAW_KEEP // MINUTE
        print(f"  writing: {spent / rounds * SERIES / series * 1_000:.1f} ms a minute for {SERIES} series")
        start, rolling = time.perf_counter(), Rolling(store.engine)
        with store.engine.write():
            chunks = sum(1 for _ in iter(lambda: rolling.roll_up(1, TIERS[0], NOW), False))
        each = (time.perf_counter() - start) / max(chunks, 1)
        print(f"  rolling up 6 h of one device of {PER_DEVICE} series: {each * 1_000:.0f} ms")
        for tier, name in zip(TIERS, ("5 min, 90 days", "hours, 400 days", "days, a year"), strict=True):
            known = size(store)
            fill_rollups(store, devices, tier)
            total += report_tier(name, size(store) - known, series)
        print(f"year of {SERIES} series: {total / 1e9:.2f} GB, {total / BUDGET_BYTES:.2f} of the budget")
        report_charts(store)
        store.close()


def report_tier(name: str, grown: int, series: int) -> float:
    whole = grown / series * SERIES
    print(f"{name}: {grown / series / 1e3:.1f} kB a series, {whole / 1e6:.0f} MB")
    return whole


def report_charts(store: Store) -> None:
    samples = Samples(store.engine)
    series = samples.find(1, "in", "port 7")
    assert series is not None
    for name, span in (("6 h", 6 * HOUR), ("day", DAY), ("week", 7 * DAY), ("month", 30 * DAY),
                       ("90 days", 90 * DAY), ("year", 365 * DAY)):  # fmt: skip
        for points in (300, 1_500):

            def draw(span: int = span, points: int = points) -> object:
                return chart(samples, series, NOW - span, NOW, points, NOW)

            took = sorted(milliseconds(draw) for _ in range(5))
            print(
                f"chart of {name} in {points} points: {took[2]:.1f} ms, {took[2] / BUDGET_MS:.2f} of budget"
            )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2)
