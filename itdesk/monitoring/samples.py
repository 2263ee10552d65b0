"""Where measurements are kept: raw polls by device, rollups by series.

A poll is one row of the device, whatever the number of its series. Finished times are rolled up
into 5 minutes, hours and days, and what is older than its tier keeps is removed. One process
writes (the daemon); any number read.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b

from itdesk.monitoring.rules.counters import Quality
from itdesk.monitoring.rules.packing import (
    Rollup,
    RollupBlock,
    pack_keys,
    pack_row,
    unpack_keys,
    unpack_row,
)
from itdesk.store.engine import Engine, execute, one, rows, scalar

SECOND, MINUTE, HOUR, DAY = 1_000, 60_000, 3_600_000, 86_400_000


@dataclass(frozen=True, slots=True)
class Tier:
    """Rollups of `span` ms, `slots` of them in a row of the table, made `chunk` ms at a time.

    `keep` ms are kept, None for ever. A chunk is a whole number of slots, and a row of chunks.
    """

    span: int
    slots: int
    chunk: int
    keep: int | None

    @property
    def length(self) -> int:
        """Milliseconds in one row of the table."""
        return self.span * self.slots


RAW_KEEP = 14 * DAY
_WATCHED_UNTIL = "watched-until"
TIERS = (
    Tier(span=5 * MINUTE, slots=2_016, chunk=6 * HOUR, keep=90 * DAY),
    Tier(span=HOUR, slots=2_184, chunk=7 * DAY, keep=400 * DAY),
    Tier(span=DAY, slots=3_640, chunk=91 * DAY, keep=None),
)


@dataclass(frozen=True, slots=True)
class Measured:
    """One measurement of a device; `value` None is a gap, `quality` says why or how far to believe it."""

    metric: str
    part: str
    unit: str
    value: float | None
    quality: Quality = Quality.GOOD

    @property
    def name(self) -> tuple[str, str]:
        return self.metric, self.part


_ABSENT = Measured("", "", "", None)


@dataclass(frozen=True, slots=True)
class Series:
    """A thing that is measured on a device, such as ("in", "Gi1/0/1") in "bit/s"."""

    id: int
    device: int
    metric: str
    part: str
    unit: str


@dataclass(frozen=True, slots=True)
class Sample:
    """A raw measurement at an instant (UTC ms); `value` None is a gap."""

    at: int
    value: float | None
    quality: int


@dataclass(frozen=True, slots=True)
class _Known:
    """What the writer remembers of a device as long as its polls measure the same things.

    `names` is a digest of what they are, for a large network has 100,000 of them; `places` tells
    where in a poll each value of the layout stands (-1 for none), None when they stand alike.
    """

    names: bytes
    layout: int
    places: array[int] | None


class Samples:
    """Reads for everybody; `append`, `unobserved` and `watch_seen` are called inside a write."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._known: dict[int, _Known] = {}
        self._last: dict[int, int] = {}

    # --- writing -------------------------------------------------------------------------
    def forget(self) -> None:
        """After a write that failed: what was remembered of it may not be in the desk."""
        self._known.clear()
        self._last.clear()

    def append(self, device: int, at: int, measured: Sequence[Measured]) -> None:
        """Keep one poll at instant `at`; none measured is a poll without answer. A second one replaces."""
        layout, data = 0, b""
        if measured:
            known = self._prepared(device, measured)
            if known.places is not None:
                measured = [measured[place] if place >= 0 else _ABSENT for place in known.places]
            data = pack_row([m.value for m in measured], [int(m.quality) for m in measured])
            layout = known.layout
        sql = (
            "INSERT INTO polled_values (device_id, at, layout_id, data) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (device_id, at) DO UPDATE SET layout_id = excluded.layout_id, data = excluded.data"
        )
        execute(self._engine, sql, (device, at, layout, data))
        if at <= self._last.get(device, at):
            self._reopen(device, at)
        self._last[device] = at

    def _reopen(self, device: int, at: int) -> None:
        """A clock that was set back writes into a time that is rolled up: that time is done again."""
        for tier in TIERS:
            sql = "UPDATE rolled_until SET until = ? WHERE device_id = ? AND span = ? AND until > ?"
            start = at - at % tier.chunk
            execute(self._engine, sql, (start, device, tier.span, start))

    def _prepared(self, device: int, measured: Sequence[Measured]) -> _Known:
        text = "\0".join([f"{m.metric}\0{m.part}" for m in measured])
        names = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
        known = self._known.get(device)
        if known is None or known.names != names:
            layout, places = self._laid_out(device, measured)
            known = self._known[device] = _Known(names, layout, places)
        return known

    def _laid_out(self, device: int, measured: Sequence[Measured]) -> tuple[int, array[int] | None]:
        """The layout of a poll, and where in the poll its values stand."""
        series = {(s.metric, s.part): s.id for s in self.series(device)}
        for item in measured:
            if item.name not in series:
                sql = "INSERT INTO series (device_id, metric, part, unit) VALUES (?, ?, ?, ?) RETURNING id"
                params = (device, item.metric, item.part, item.unit)
                series[item.name] = rows(self._engine, sql, params)[0][0]
        places = {series[item.name]: place for place, item in enumerate(measured)}
        layout, order = self._layout(device, tuple(places))
        found = array("i", (places.get(key, -1) for key in order))
        return layout, None if found.tolist() == list(range(len(measured))) else found

    def _layout(self, device: int, wanted: tuple[int, ...]) -> tuple[int, tuple[int, ...]]:
        """The newest layout if it has room for some series, else a new one: its key and order."""
        sql = "SELECT id, series FROM layout WHERE device_id = ? ORDER BY id DESC LIMIT 1"
        row = one(self._engine, sql, (device,))
        order = unpack_keys(bytes(row[1])) if row is not None else ()
        if row is not None and set(wanted) <= set(order):
            return int(row[0]), order
        kept = order if len(order) <= 2 * len(wanted) else ()
        order = tuple(dict.fromkeys((*kept, *wanted)))
        sql = "INSERT INTO layout (device_id, series) VALUES (?, ?) RETURNING id"
        return int(rows(self._engine, sql, (device, pack_keys(order)))[0][0]), order

    def unobserved(self, since: int, until: int) -> None:
        """Remember a time in which the watch itself was off."""
        sql = (
            "INSERT INTO not_observed (since, until) VALUES (?, ?)"
            " ON CONFLICT (since) DO UPDATE SET until = excluded.until"
        )
        if until > since:
            execute(self._engine, sql, (since, until))

    def watched_until(self) -> int | None:
        """Until when the watch is known to have been on; None on a desk that was never watched."""
        found = scalar(self._engine, "SELECT value FROM upkeep WHERE name = ?", (_WATCHED_UNTIL,))
        return None if found is None else int(found)

    def watch_seen(self, at: int) -> None:
        """Remember that the watch is on at `at`."""
        sql = (
            "INSERT INTO upkeep (name, value) VALUES (?, ?)"
            " ON CONFLICT (name) DO UPDATE SET value = excluded.value"
        )
        execute(self._engine, sql, (_WATCHED_UNTIL, str(at)))

    # --- reading -------------------------------------------------------------------------
    def devices(self) -> list[int]:
        """Every device of which something was measured."""
        found = rows(self._engine, "SELECT DISTINCT device_id FROM series ORDER BY device_id")
        return [row[0] for row in found]

    def series(self, device: int) -> list[Series]:
        """Everything that was ever measured on a device, oldest first."""
        sql = "SELECT id, device_id, metric, part, unit FROM series WHERE device_id = ? ORDER BY id"
        return [Series(*row) for row in rows(self._engine, sql, (device,))]

    def find(self, device: int, metric: str, part: str = "") -> Series | None:
        sql = (
            "SELECT id, device_id, metric, part, unit FROM series"
            " WHERE device_id = ? AND metric = ? AND part = ?"
        )
        row = one(self._engine, sql, (device, metric, part))
        return Series(*row) if row else None

    def raw(self, series: Series, since: int, until: int) -> list[Sample]:
        """Measurements in [since, until), oldest first; a poll without answer is a gap too."""
        places: dict[int, int | None] = {0: None}
        found: list[Sample] = []
        for at, layout, data in self.polls(series.device, since, until):
            if layout not in places:
                order = self.order(layout)
                places[layout] = order.index(series.id) if series.id in order else None
            place = places[layout]
            if place is not None:
                found.append(_sample(at, data, place))
            elif layout == 0:
                found.append(Sample(at, None, Quality.GOOD))
        return found

    def rollups(self, series: Series, tier: Tier, since: int, until: int) -> list[tuple[int, Rollup]]:
        """(start, rollup) of the slots in [since, until) that hold something, as far as they are made."""
        sql = (
            "SELECT at, data FROM rollup_span WHERE series_id = ? AND span = ? AND at > ? AND at < ?"
            " ORDER BY at"
        )
        found: list[tuple[int, Rollup]] = []
        for start, data in rows(self._engine, sql, (series.id, tier.span, since - tier.length, until)):
            block = RollupBlock.unpack(bytes(data))
            first = max(0, -(-(since - start) // tier.span))
            for slot in range(first, min(len(block), -(-(until - start) // tier.span))):
                rollup = block.get(slot)
                if rollup is not None:
                    found.append((start + slot * tier.span, rollup))
        return found

    def not_observed(self, since: int, until: int) -> list[tuple[int, int]]:
        """Times within [since, until) in which the watch was off, cut to it."""
        sql = "SELECT since, until FROM not_observed WHERE until > ? AND since < ? ORDER BY since"
        found = rows(self._engine, sql, (since, until))
        return [(max(start, since), min(end, until)) for start, end in found]

    def rolled_until(self, device: int, tier: Tier) -> int | None:
        """Up to where rollups of a tier are made; None when none are."""
        sql = "SELECT until FROM rolled_until WHERE device_id = ? AND span = ?"
        found = scalar(self._engine, sql, (device, tier.span))
        return None if found is None else int(found)

    def polls(self, device: int, since: int, until: int) -> list[tuple[int, int, bytes]]:
        """(instant, layout, packed row) of a device's polls in [since, until), oldest first."""
        sql = (
            "SELECT at, layout_id, data FROM polled_values WHERE device_id = ? AND at >= ? AND at < ?"
            " ORDER BY at"
        )
        found = rows(self._engine, sql, (device, since, until))
        return [(at, layout, bytes(data)) for at, layout, data in found]

    def order(self, layout: int) -> tuple[int, ...]:
        """The keys of series in the order in which a layout's values stand."""
        found = scalar(self._engine, "SELECT series FROM layout WHERE id = ?", (layout,))
        return unpack_keys(bytes(found)) if found is not None else ()


def _sample(at: int, data: bytes, place: int) -> Sample:
    row = unpack_row(data)
    value = row.values[place]
    return Sample(at, value if value == value else None, row.qualities[place])
