"""Restarts told from wraps, with clocks that run a little wrong."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from itdesk.monitoring.rules.restarts import Restart, Uptime, elapsed_seconds, restart_between

ticks = st.integers(0, 2**32 - 1)
elapsed = st.integers(1, 86_400)


@given(ticks, elapsed, st.floats(-0.04, 0.04))
def test_a_clock_that_runs_on_is_no_restart_even_over_its_wrap(
    start: int, seconds: int, drift: float
) -> None:
    after = (start + round(seconds * 100 * (1 + drift))) % 2**32
    assert restart_between(Uptime(start), Uptime(after), seconds) is Restart.NONE


@given(st.integers(100_000, 2**32 - 1), elapsed)
def test_a_clock_that_starts_again_is_a_restart(before: int, seconds: int) -> None:
    # it came up at any moment since the last poll, and its clock did not just wrap
    expected = (before + seconds * 100) % 2**32
    after = seconds * 50
    if 0 <= expected - after <= 200 * seconds + 2000:
        return
    found = restart_between(Uptime(before), Uptime(after), seconds)
    assert found is (Restart.DEVICE if after < before else Restart.NONE)


@given(ticks, elapsed)
def test_more_boots_under_a_running_host_is_only_the_agent(start: int, seconds: int) -> None:
    host = (start + seconds * 100) % 2**32
    before, after = Uptime(500_000, start, 3), Uptime(100, host, 4)
    assert restart_between(before, after, seconds) is Restart.AGENT


def test_a_host_that_starts_again_is_the_device() -> None:
    assert restart_between(Uptime(900_000, 900_000, 3), Uptime(200, 300, 4), 60) is Restart.DEVICE


def test_a_watch_that_slept_sees_no_restart() -> None:
    assert restart_between(Uptime(100_000), Uptime(100_000 + 360_000), 60) is Restart.NONE


@given(ticks, elapsed)
def test_the_devices_own_clock_measures_the_time_between(start: int, seconds: int) -> None:
    before, after = Uptime(start), Uptime((start + seconds * 100) % 2**32)
    assert elapsed_seconds(before, after, seconds + 0.4, Restart.NONE) == seconds


@given(ticks, ticks, elapsed)
def test_the_time_between_is_always_positive(before: int, after: int, seconds: int) -> None:
    for restart in Restart:
        assert elapsed_seconds(Uptime(before), Uptime(after), seconds, restart) > 0


def test_without_clocks_nothing_is_said() -> None:
    assert restart_between(Uptime(), Uptime(), 60) is Restart.NONE
    assert Uptime().seconds is None
    assert Uptime(ticks=500, host_ticks=100_000).seconds == 1000
