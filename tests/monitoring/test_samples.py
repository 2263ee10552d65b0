"""Samples in a real desk: what goes in comes out, rolled up or not, with its gaps."""

from __future__ import annotations

import math
import struct
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from itdesk.desk import office_schema
from itdesk.monitoring.charts import chart
from itdesk.monitoring.rolling import Rolling
from itdesk.monitoring.rules.counters import Quality
from itdesk.monitoring.samples import DAY, HOUR, MINUTE, RAW_KEEP, TIERS, Measured, Samples, Series
from itdesk.store.engine import rows, scalar
from itdesk.store.store import Store, open_store

NOON = 1_800_000_000_000 - 1_800_000_000_000 % (91 * DAY)
"""The start of a chunk of every tier."""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(str(tmp_path / "desk.db"), office_schema(), origin="test", create=True)
    yield opened
    opened.close()


def keep(store: Store, polls: list[tuple[int, list[Measured]]], device: int = 1) -> Samples:
    samples = Samples(store.engine)
    with store.engine.write():
        for at, measured in polls:
            samples.append(device, at, measured)
    return samples


def cpu(value: float | None, quality: Quality = Quality.GOOD) -> Measured:
    return Measured("cpu", "", "%", value, quality)


def traffic(port: str, value: float | None) -> Measured:
    return Measured("in", port, "bit/s", value)


def series_of(samples: Samples, metric: str, part: str = "", device: int = 1) -> Series:
    found = samples.find(device, metric, part)
    assert found is not None
    return found


def roll(store: Store, now: int, device: int = 1) -> None:
    rolling = Rolling(store.engine)
    with store.engine.write():
        for tier in TIERS:
            while rolling.roll_up(device, tier, now):
                pass


poll = st.tuples(
    st.integers(0, 40),
    st.dictionaries(st.sampled_from(["a", "b", "c"]), st.one_of(st.none(), st.floats(0, 1e9)), max_size=3),
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(poll, max_size=25))
def test_samples_are_what_was_put_in_even_with_instants_repeated_and_turned_back(
    tmp_path_factory: pytest.TempPathFactory, polls: list[tuple[int, dict[str, float | None]]]
) -> None:
    place = str(tmp_path_factory.mktemp("desk") / "desk.db")
    store = open_store(place, office_schema(), origin="test", create=True)
    model: dict[int, dict[str, float | None]] = {}
    rounds = [(NOON + minute * MINUTE, values) for minute, values in polls]
    for at, values in rounds:
        model[at] = values
    samples = keep(store, [(at, [traffic(p, v) for p, v in values.items()]) for at, values in rounds])
    for part in ("a", "b", "c"):
        series = samples.find(1, "in", part)
        if series is None:
            continue
        found = {s.at: s.value for s in samples.raw(series, NOON, NOON + HOUR)}
        for at, values in model.items():
            expected = values.get(part)
            assert found.get(at) == (None if expected is None else _single(expected))
    store.close()


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.lists(st.tuples(st.permutations("abcdef"), st.integers(0, 6), st.booleans()), min_size=1, max_size=15)
)
def test_values_find_their_series_in_any_order_and_number_whoever_writes(
    tmp_path_factory: pytest.TempPathFactory, polls: list[tuple[list[str], int, bool]]
) -> None:
    """Each poll measures some of six ports in some order, by the writer of before or by a new one."""
    place = str(tmp_path_factory.mktemp("desk") / "desk.db")
    store = open_store(place, office_schema(), origin="test", create=True)
    samples, model = Samples(store.engine), dict[int, dict[str, float]]()
    for number, (order, count, is_new) in enumerate(polls):
        samples = Samples(store.engine) if is_new else samples
        parts = order[:count]
        model[NOON + number * MINUTE] = {part: float(100 * number + ord(part)) for part in parts}
        with store.engine.write():
            measured = [traffic(part, float(100 * number + ord(part))) for part in parts]
            samples.append(1, NOON + number * MINUTE, measured)
    for part in "abcdef":
        series = Samples(store.engine).find(1, "in", part)
        found = {} if series is None else {s.at: s.value for s in samples.raw(series, NOON, NOON + HOUR)}
        for at, values in model.items():
            assert found.get(at) == values.get(part), (part, at)
    store.close()


def test_polls_that_measure_the_same_share_a_layout_and_need_no_other(store: Store) -> None:
    polls = [(NOON + n * MINUTE, [traffic("a", n), traffic("b", n)]) for n in range(20)]
    keep(store, polls)
    keep(store, [(NOON + 30 * MINUTE, [traffic("b", 1), traffic("a", 2)])])
    keep(store, [(NOON + 31 * MINUTE, [traffic("b", 3)])])
    assert scalar(store.engine, "SELECT count(*) FROM layout") == 1
    assert scalar(store.engine, "SELECT count(*) FROM series") == 2


def test_a_device_that_lost_most_of_its_ports_gets_a_smaller_layout(store: Store) -> None:
    samples = keep(store, [(NOON, [traffic(f"p{n}", n) for n in range(50)])])
    keep(store, [(NOON + MINUTE, [traffic("new", 1), traffic("p3", 2)])])
    sql = "SELECT length(series) FROM layout ORDER BY id"
    assert [int(row[0]) for row in rows(store.engine, sql)] == [200, 8]
    found = samples.raw(series_of(samples, "in", "p3"), NOON, NOON + HOUR)
    assert [s.value for s in found] == [3, 2]


def test_one_thing_that_is_measured_twice_in_a_poll_is_kept_once(store: Store) -> None:
    samples = keep(store, [(NOON, [cpu(1), traffic("a", 5), cpu(2)])])
    assert [s.value for s in samples.raw(series_of(samples, "cpu"), NOON, NOON + HOUR)] == [2]
    assert [s.value for s in samples.raw(series_of(samples, "in", "a"), NOON, NOON + HOUR)] == [5]


def test_a_writer_that_forgot_after_an_error_goes_on_where_the_desk_stands(store: Store) -> None:
    samples = Samples(store.engine)
    with pytest.raises(RuntimeError), store.engine.write():
        samples.append(1, NOON, [traffic("a", 1)])
        raise RuntimeError("the disk")
    samples.forget()
    with store.engine.write():
        samples.append(1, NOON, [traffic("a", 1)])
    assert [s.value for s in samples.raw(series_of(samples, "in", "a"), NOON, NOON + HOUR)] == [1]


@pytest.mark.parametrize("part", ["Gi0/1", "受付 🖨", "a\tb", "x" * 255, "' OR 1=1 --", "—"])
def test_a_part_may_be_called_anything(store: Store, part: str) -> None:
    samples = keep(store, [(NOON, [traffic(part, 4)]), (NOON + MINUTE, [traffic(part, 5), cpu(1)])])
    assert [s.value for s in samples.raw(series_of(samples, "in", part), NOON, NOON + HOUR)] == [4, 5]
    assert [s.part for s in samples.series(1)] == [part, ""]


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [(0, 10, [(2, 5), (7, 9)]), (3, 4, [(3, 4)]), (4, 8, [(4, 5), (7, 8)]), (5, 7, []), (9, 10, []),
     (0, 2, []), (2, 5, [(2, 5)])],
)  # fmt: skip
def test_times_nobody_watched_are_cut_to_what_is_asked_for(
    store: Store, since: int, until: int, expected: list[tuple[int, int]]
) -> None:
    samples = Samples(store.engine)
    with store.engine.write():
        for begin, end in ((2, 4), (7, 9), (2, 5), (8, 8), (6, 3)):
            samples.unobserved(NOON + begin * MINUTE, NOON + end * MINUTE)
    found = samples.not_observed(NOON + since * MINUTE, NOON + until * MINUTE)
    assert found == [(NOON + a * MINUTE, NOON + b * MINUTE) for a, b in expected]


def test_until_when_the_watch_was_on_is_remembered(store: Store) -> None:
    samples = Samples(store.engine)
    assert samples.watched_until() is None
    for at in (NOON, NOON + MINUTE, NOON - DAY):
        with store.engine.write():
            samples.watch_seen(at)
        assert samples.watched_until() == at


def _single(value: float) -> float:
    return struct.unpack("<f", struct.pack("<f", value))[0]


def test_a_poll_without_answer_is_a_gap_of_every_series(store: Store) -> None:
    samples = keep(store, [(NOON, [cpu(10)]), (NOON + MINUTE, []), (NOON + 2 * MINUTE, [cpu(12)])])
    found = samples.raw(series_of(samples, "cpu"), NOON, NOON + HOUR)
    assert [s.value for s in found] == [10, None, 12]


def test_a_reset_is_kept_as_the_reason_of_its_gap(store: Store) -> None:
    samples = keep(store, [(NOON, [cpu(None, Quality.RESET)]), (NOON + MINUTE, [cpu(5, Quality.WRAPPED)])])
    found = samples.raw(series_of(samples, "cpu"), NOON, NOON + HOUR)
    assert [(s.value, s.quality) for s in found] == [(None, Quality.RESET), (5, Quality.WRAPPED)]


def test_rollups_are_the_lowest_mean_and_highest_of_their_time(store: Store) -> None:
    values = [float(minute % 7) for minute in range(6 * 60)]
    samples = keep(store, [(NOON + n * MINUTE, [cpu(v)]) for n, v in enumerate(values)])
    roll(store, NOON + 6 * HOUR)
    found = samples.rollups(series_of(samples, "cpu"), TIERS[0], NOON, NOON + 6 * HOUR)
    assert len(found) == 72
    for number, (at, rollup) in enumerate(found):
        part = values[number * 5 : number * 5 + 5]
        assert at == NOON + number * 5 * MINUTE
        assert (rollup.low, rollup.high, rollup.number) == (min(part), max(part), 5)
        assert math.isclose(rollup.mean, sum(part) / 5, rel_tol=1e-6)


def test_nothing_is_rolled_up_before_its_time_is_over(store: Store) -> None:
    samples = keep(store, [(NOON, [cpu(1)])])
    roll(store, NOON + 6 * HOUR - 1)
    assert samples.rolled_until(1, TIERS[0]) is None
    roll(store, NOON + 6 * HOUR)
    assert samples.rolled_until(1, TIERS[0]) == NOON + 6 * HOUR


def test_a_clock_that_was_set_back_has_its_time_rolled_up_again(store: Store) -> None:
    samples = keep(store, [(NOON, [cpu(1)]), (NOON + 7 * HOUR, [cpu(2)])])
    roll(store, NOON + 12 * HOUR)
    keep(store, [(NOON + MINUTE, [cpu(99)])])
    roll(store, NOON + 12 * HOUR)
    found = samples.rollups(series_of(samples, "cpu"), TIERS[0], NOON, NOON + 12 * HOUR)
    assert [(rollup.low, rollup.high) for _, rollup in found] == [(1, 99), (2, 2)]


def test_hours_and_days_follow_from_the_finer_ones(store: Store) -> None:
    hourly = [(NOON + n * HOUR, [cpu(float(n % 24))]) for n in range(91 * 24)]
    samples = keep(store, hourly)
    roll(store, NOON + 91 * DAY)
    series = series_of(samples, "cpu")
    assert len(samples.rollups(series, TIERS[1], NOON, NOON + 91 * DAY)) == 91 * 24
    days = samples.rollups(series, TIERS[2], NOON, NOON + 91 * DAY)
    assert len(days) == 91
    assert {(r.low, r.mean, r.high, r.number) for _, r in days} == {(0, 11.5, 23, 24)}


def test_what_is_old_goes_but_never_before_it_is_rolled_up(store: Store) -> None:
    samples = keep(store, [(NOON + n * HOUR, [cpu(1)]) for n in range(24)])
    rolling, later = Rolling(store.engine), NOON + RAW_KEEP + 2 * DAY
    with store.engine.write():
        rolling.prune(1, later)
    assert scalar(store.engine, "SELECT count(*) FROM polled_values") == 24
    roll(store, later)
    with store.engine.write():
        rolling.prune(1, later)
    assert scalar(store.engine, "SELECT count(*) FROM polled_values") == 0
    assert len(samples.rollups(series_of(samples, "cpu"), TIERS[0], NOON, later)) == 24


def test_a_chart_keeps_a_gap_a_gap(store: Store) -> None:
    polls = [(NOON + n * MINUTE, [cpu(50)]) for n in range(60) if not 20 <= n < 40]
    samples = keep(store, polls)
    drawn = chart(samples, series_of(samples, "cpu"), NOON, NOON + HOUR, 200, NOON + HOUR)
    assert len(drawn.points) == 40
    assert drawn.gaps == ((NOON + 20 * MINUTE, NOON + 40 * MINUTE),)
    assert all(point.low == point.mean == point.high == 50 for point in drawn.points)


def test_a_chart_of_a_month_has_the_last_hours_too(store: Store) -> None:
    now = NOON + 30 * DAY + 3 * HOUR
    samples = keep(store, [(at, [cpu(7)]) for at in range(NOON, now, 30 * MINUTE)])
    roll(store, now)
    drawn = chart(samples, series_of(samples, "cpu"), NOON, now, 300, now)
    assert drawn.points[0].at == NOON
    assert now - drawn.points[-1].at <= 2 * drawn.step
    assert not drawn.gaps
    assert {point.mean for point in drawn.points} == {7}


def test_a_chart_knows_when_the_watch_was_off(store: Store) -> None:
    samples = keep(store, [(NOON, [cpu(1)]), (NOON + HOUR, [cpu(1)])])
    with store.engine.write():
        samples.unobserved(NOON + MINUTE, NOON + 50 * MINUTE)
    drawn = chart(samples, series_of(samples, "cpu"), NOON, NOON + 2 * HOUR, 100, NOON + 2 * HOUR)
    assert drawn.not_observed == ((NOON + MINUTE, NOON + 50 * MINUTE),)


def test_a_port_that_comes_later_takes_its_place_behind_the_others(store: Store) -> None:
    both = [traffic("b", 2), traffic("a", 3)]
    samples = keep(
        store, [(NOON, [traffic("a", 1)]), (NOON + MINUTE, both), (NOON + 2 * MINUTE, [traffic("b", 4)])]
    )
    assert [s.value for s in samples.raw(series_of(samples, "in", "a"), NOON, NOON + HOUR)] == [1, 3, None]
    assert [s.value for s in samples.raw(series_of(samples, "in", "b"), NOON, NOON + HOUR)] == [2, 4]
