"""Charts against what was measured: nothing is invented, no line runs through a gap."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from itdesk.core.errors import DeskError
from itdesk.desk import Desk
from itdesk.monitoring.charts import Chart, chart
from itdesk.monitoring.rolling import Rolling
from itdesk.monitoring.samples import DAY, HOUR, MINUTE, RAW_KEEP, TIERS, Measured, Samples, Series
from tests.clocks import HandClock

NOON = 1_800_000_000_000 - 1_800_000_000_000 % (91 * DAY)
"""The start of a chunk of every tier."""


@pytest.fixture(scope="module")
def clock() -> HandClock:
    return HandClock(NOON)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, clock: HandClock) -> Iterator[Desk]:
    """One desk for all: each test measures on a device of its own."""
    place = tmp_path_factory.mktemp("charts") / "desk.db"
    opened = Desk.open(str(place), origin="test", create=True, clock=clock)
    yield opened
    opened.close()


@pytest.fixture
def device(desk: Desk, clock: HandClock) -> int:
    clock.forward(NOON - clock.now())
    with desk.write("add device") as unit:
        number = len(desk.lists.ids("device", desk.query("device", "")))
        return desk.keepers["device"].add(unit, {"address": f"192.0.2.{number}", "name": f"sw-{number}"})


def measured(desk: Desk, device: int, values: dict[int, float | None]) -> Series:
    samples = Samples(desk.store.engine)
    with desk.store.engine.write():
        for at, value in values.items():
            samples.append(device, at, [Measured("cpu", "", "%", value)])
    found = samples.find(device, "cpu")
    assert found is not None
    return found


def roll(desk: Desk, device: int, now: int) -> None:
    rolling = Rolling(desk.store.engine)
    with desk.store.engine.write():
        for tier in TIERS:
            while rolling.roll_up(device, tier, now):
                pass


def drawn(desk: Desk, series: Series, since: int, until: int, points: int = 100, now: int = 0) -> Chart:
    return chart(Samples(desk.store.engine), series, since, until, points, now or until)


def check(found: Chart, since: int, until: int, points: int) -> None:
    """What every chart must be."""
    assert len(found.points) <= points + 1
    assert all(since <= point.at < until for point in found.points)
    assert all(a.at < b.at for a, b in pairwise(found.points))
    assert all(point.low <= point.mean <= point.high for point in found.points)
    assert all(since <= low < high <= until for low, high in found.gaps)
    assert all(a[1] <= b[0] for a, b in pairwise(found.gaps))


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(st.integers(0, 240), st.none() | st.integers(0, 100), min_size=1, max_size=60),
    st.integers(1, 300), st.integers(0, 200), st.integers(10, 240),
)  # fmt: skip
def test_a_chart_tells_what_was_measured_and_nothing_else(
    desk: Desk, device: int, minutes: dict[int, int | None], points: int, first: int, length: int
) -> None:
    with desk.store.engine.write():
        desk.store.engine.db.execute_sql("DELETE FROM polled_values WHERE device_id = ?", (device,))
    values = {NOON + minute * MINUTE: value for minute, value in sorted(minutes.items())}
    series = measured(desk, device, {at: None if v is None else float(v) for at, v in values.items()})
    since, until = NOON + first * MINUTE, NOON + (first + length) * MINUTE
    found = drawn(desk, series, since, until, points, NOON + DAY)
    check(found, since, until, points)
    inside = {at: v for at, v in values.items() if since <= at < until and v is not None}
    assert bool(found.points) == bool(inside)
    if inside:
        assert min(point.low for point in found.points) == min(inside.values())
        assert max(point.high for point in found.points) == max(inside.values())
    for point in found.points:
        assert any(point.at <= at < point.at + found.step for at in inside)
    for low, high in found.gaps:
        assert not any(low <= at < high for at in inside)


def test_where_nothing_was_measured_all_is_a_gap(desk: Desk, device: int) -> None:
    series = measured(desk, device, {NOON: 5.0})
    found = drawn(desk, series, NOON + HOUR, NOON + 2 * HOUR)
    assert (found.points, found.gaps) == ((), ((NOON + HOUR, NOON + 2 * HOUR),))


def test_polls_without_answer_are_a_gap_though_they_are_stored(desk: Desk, device: int) -> None:
    values = {NOON + n * MINUTE: None if 10 <= n < 14 else 50.0 for n in range(30)}
    found = drawn(desk, measured(desk, device, values), NOON, NOON + 30 * MINUTE, 200)
    assert found.gaps == ((NOON + 10 * MINUTE, NOON + 14 * MINUTE),)
    assert len(found.points) == 26


@pytest.mark.parametrize("every", [1, 5, 15])
def test_the_distance_between_polls_is_no_gap(desk: Desk, device: int, every: int) -> None:
    values = {NOON + n * every * MINUTE: 1.0 for n in range(20)}
    found = drawn(desk, measured(desk, device, values), NOON, NOON + 20 * every * MINUTE, 400)
    assert found.gaps == ()


@pytest.mark.parametrize(("days", "points"), [(1, 240), (7, 240), (30, 600), (30, 10), (85, 240), (85, 1)])
def test_any_span_has_all_its_days_whatever_tier_holds_them(
    desk: Desk, device: int, days: int, points: int
) -> None:
    values = {NOON + n * HOUR: float(n % 24) for n in range(days * 24)}
    series, now = measured(desk, device, values), NOON + days * DAY
    roll(desk, device, now)
    found = drawn(desk, series, NOON, now, points)
    check(found, NOON, now, points)
    assert found.gaps == ()
    assert min(point.low for point in found.points) == 0
    assert max(point.high for point in found.points) == 23
    mean = sum(point.mean for point in found.points) / len(found.points)
    assert mean == pytest.approx(11.5, abs=1.5)


def test_what_is_older_than_raw_values_is_drawn_from_rollups(desk: Desk, device: int) -> None:
    values = {NOON + n * MINUTE: 7.0 for n in range(12 * 60)}
    series, now = measured(desk, device, values), NOON + RAW_KEEP + DAY
    roll(desk, device, now)
    rolling = Rolling(desk.store.engine)
    with desk.store.engine.write():
        rolling.prune(device, now)
    found = drawn(desk, series, NOON, NOON + 12 * HOUR, 600, now)
    assert found.step == TIERS[0].span
    assert len(found.points) == 144 and {point.mean for point in found.points} == {7.0}


def test_a_time_the_watch_was_off_is_told_cut_to_the_chart(desk: Desk, device: int) -> None:
    series = measured(desk, device, {NOON: 1.0, NOON + 2 * HOUR: 1.0})
    with desk.store.engine.write():
        Samples(desk.store.engine).unobserved(NOON - HOUR, NOON + HOUR)
    found = drawn(desk, series, NOON, NOON + 3 * HOUR)
    assert found.not_observed[0] == (NOON, NOON + HOUR)


def test_a_series_that_is_not_there_is_a_known_error(desk: Desk, device: int) -> None:
    for metric, part in (("cpu", ""), ("in", "Gi0/1"), ("", "")):
        with pytest.raises(DeskError) as caught:
            desk.monitoring.chart(device, metric, part, NOON, NOON + HOUR)
        assert caught.value.code == "record.missing"
