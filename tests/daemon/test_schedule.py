"""When devices are polled."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from itdesk.daemon.schedule import Schedule


def run(schedule: Schedule, seconds: float, interval: float, step: float = 0.2) -> dict[int, list[float]]:
    """Poll what is due until `seconds`; answers the instants of each device."""
    found: dict[int, list[float]] = {}
    now = 0.0
    while now < seconds:
        for device in schedule.due(now):
            schedule.planned(device, now, interval)
            found.setdefault(device, []).append(now)
        now += step
    return found


@settings(max_examples=30, deadline=None)
@given(st.sets(st.integers(1, 5_000), min_size=1, max_size=200), st.sampled_from([5.0, 60.0]))
def test_every_device_is_polled_once_in_an_interval(devices: set[int], interval: float) -> None:
    schedule = Schedule()
    schedule.keep(devices, 0.0, interval)
    polls = run(schedule, 4 * interval, interval)
    assert polls.keys() == devices
    for instants in polls.values():
        assert 3 <= len(instants) <= 4
        assert all(abs(b - a - interval) < 0.5 for a, b in pairwise(instants))


def test_many_devices_are_spread_and_not_polled_at_once() -> None:
    schedule = Schedule()
    schedule.keep(range(1, 601), 0.0, 60.0)
    polls = run(schedule, 60.0, 60.0, step=1.0)
    counts = [sum(instants[0] == second for instants in polls.values()) for second in range(60)]
    assert max(counts) <= 15


def test_a_device_that_comes_is_polled_soon_and_one_that_goes_never_again() -> None:
    schedule = Schedule()
    schedule.keep([1, 2], 0.0, 60.0)
    run(schedule, 10.0, 60.0)
    schedule.keep([2, 3], 10.0, 60.0)
    assert schedule.due(11.0) == [3]
    assert 1 not in schedule.due(10_000.0)


def test_a_shorter_interval_holds_at_once() -> None:
    schedule = Schedule()
    schedule.keep([1], 0.0, 3600.0)
    run(schedule, 1.0, 3600.0)
    schedule.keep([1], 1.0, 5.0)
    assert schedule.due(6.1) == [1]


def test_polls_that_were_missed_are_not_made_up_for() -> None:
    schedule = Schedule()
    schedule.keep([1], 0.0, 60.0)
    schedule.planned(1, 1_000.0, 60.0)
    assert schedule.due(1_059.0) == []
    assert schedule.due(1_061.0) == [1]


def test_a_device_that_is_hastened_is_polled_at_once_and_keeps_its_interval_from_then_on() -> None:
    schedule = Schedule()
    schedule.keep([1, 2], 0.0, 60.0)
    run(schedule, 10.0, 60.0)
    schedule.hasten(1, 20.0)
    assert schedule.due(20.0) == [1]
    schedule.planned(1, 20.0, 60.0)
    assert 1 not in schedule.due(79.9)
    assert 1 in schedule.due(80.0)


def test_haste_never_puts_off_and_never_brings_back() -> None:
    schedule = Schedule()
    schedule.keep([1], 0.0, 60.0)
    due = next(second for second in range(60) if schedule.due(float(second)))
    schedule.hasten(1, due + 30.0)
    assert schedule.due(float(due)) == [1]
    schedule.hasten(99, 0.0)
    schedule.planned(99, 0.0, 60.0)
    assert schedule.due(1_000.0) == [1]


def test_the_cycle_is_the_time_between_two_polls_of_a_device() -> None:
    schedule = Schedule()
    schedule.keep([1], 0.0, 60.0)
    assert schedule.cycle is None
    schedule.planned(1, 5.0, 60.0)
    assert schedule.cycle is None
    schedule.planned(1, 66.0, 60.0)
    assert schedule.cycle == 61.0
