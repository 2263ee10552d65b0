"""Counters of a made-up device over days, through wraps, resets and outages, against what really went."""

from __future__ import annotations

import random
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from itdesk.monitoring.measuring import measure
from itdesk.monitoring.memory import DeviceMemory
from itdesk.monitoring.probes.reading import CounterReading, PortReading
from itdesk.monitoring.rules.counters import Counter, Quality
from itdesk.monitoring.rules.restarts import Restart, Uptime

START = 1_800_000_000_000
GIGABIT, FAST = 10**9, 10**8


@dataclass
class Machine:
    """A switch with one port: true octets, and what its agent tells of them."""

    bits: int
    speed: int
    total: int = 0
    counter: int = 0
    ticks: int = 0
    discontinuity: int = 0

    def run(self, seconds: int, octets: int) -> None:
        """Time goes by and octets come in."""
        self.total += octets
        self.counter = (self.counter + octets) % 2**self.bits
        self.ticks = (self.ticks + seconds * 100) % 2**32

    def restart(self) -> None:
        self.counter, self.ticks = 0, 0

    def reset_port(self) -> None:
        """A line card was taken out: counters anew, the agent ran on and says so (RFC 2863)."""
        self.counter, self.discontinuity = 0, self.ticks

    def reading(self) -> CounterReading:
        port = PortReading(
            1, "p1", speed=self.speed, in_octets=Counter(self.counter, self.bits),
            discontinuity=self.discontinuity,
        )  # fmt: skip
        return CounterReading(Uptime(ticks=self.ticks), ports=(port,))


steps = st.lists(
    st.tuples(st.integers(30, 300), st.floats(0, 1), st.sampled_from(["run"] * 8 + ["restart", "reset"])),
    min_size=1, max_size=25,
)  # fmt: skip


long_up = st.integers(100_000, 2**31)
"""A device that restarts in its first seconds cannot be told from one whose clock runs late."""

Plan = list[tuple[int, float, str]]


def follow(machine: Machine, plan: Plan) -> list[tuple[float | None, Quality, int, str]]:
    """For each step: the rate that was measured (bit/s), its quality, the true one, and what happened."""
    memory, at = DeviceMemory(), START
    memory, _, _ = measure(memory, machine.reading(), at)
    found: list[tuple[float | None, Quality, int, str]] = []
    for seconds, load, event in plan:
        octets = int(load * machine.speed / 8) * seconds
        if event == "restart":
            machine.restart()
        elif event == "reset":
            machine.reset_port()
        machine.run(seconds, octets)
        at += seconds * 1000
        memory, measured, _ = measure(memory, machine.reading(), at)
        mine = next(m for m in measured if m.metric == "in")
        found.append((mine.value, mine.quality, octets * 8 // seconds, event))
    return found


@settings(max_examples=60)
@given(steps, st.integers(0, 2**64 - 1), long_up)
def test_a_64_bit_counter_tells_the_truth_or_a_gap(plan: Plan, start: int, ticks: int) -> None:
    for value, _, true, event in follow(Machine(64, GIGABIT, counter=start, ticks=ticks), plan):
        if value is not None:
            assert value == pytest.approx(true, rel=1e-6, abs=1)
        if event == "reset":
            assert value is None


@settings(max_examples=60)
@given(steps, st.integers(0, 2**32 - 1), long_up)
def test_a_32_bit_counter_that_cannot_wrap_twice_tells_the_truth_or_a_gap(
    plan: Plan, start: int, ticks: int
) -> None:
    for value, quality, true, event in follow(Machine(32, FAST, counter=start, ticks=ticks), plan):
        if value is not None:
            assert quality in (Quality.GOOD, Quality.WRAPPED)
            assert value == pytest.approx(true, rel=1e-6, abs=1)
        if event == "reset":
            assert value is None


@settings(max_examples=60)
@given(steps, st.integers(0, 2**32 - 1))
def test_a_32_bit_counter_of_a_fast_port_is_never_believed_beyond_what_it_can_carry(
    plan: Plan, start: int
) -> None:
    for value, quality, true, _ in follow(Machine(32, GIGABIT, counter=start, ticks=500_000), plan):
        assert value is None or 0 <= value <= GIGABIT * 1.1
        if value is not None and quality is not Quality.UNRELIABLE:
            assert value == pytest.approx(true, rel=1e-6, abs=1)


@settings(max_examples=40)
@given(steps)
def test_without_events_nothing_is_lost(plan: Plan) -> None:
    quiet = [(seconds, load, "run") for seconds, load, _ in plan]
    machine = Machine(64, GIGABIT, ticks=2**32 - 1_000)
    found = follow(machine, quiet)
    assert all(value is not None for value, _, _, _ in found)
    carried = sum((value or 0) / 8 * seconds for (value, *_), (seconds, *_) in zip(found, quiet, strict=True))
    assert carried == pytest.approx(machine.total, rel=1e-6, abs=len(quiet))


def test_an_uptime_that_passes_its_497_days_is_no_restart_and_no_gap() -> None:
    found = follow(Machine(64, GIGABIT, ticks=2**32 - 3_000), [(60, 0.5, "run")] * 3)
    assert [quality for _, quality, _, _ in found] == [Quality.GOOD] * 3


@pytest.mark.parametrize("jump", [-3_600_000, -60_000, 3_600_000, 86_400_000])
def test_a_clock_of_ours_that_jumps_makes_no_spike(jump: int) -> None:
    machine, memory = Machine(64, GIGABIT, ticks=1_000_000), DeviceMemory()
    memory, _, _ = measure(memory, machine.reading(), START)
    machine.run(60, 7_500_000)
    _, measured, _ = measure(memory, machine.reading(), START + 60_000 + jump)
    value = next(m for m in measured if m.metric == "in").value
    assert value is None or 0 <= value <= 1_000_001


def test_after_any_gap_the_next_minute_is_believed_again() -> None:
    plan = [(60, 0.3, "run"), (60, 0.3, "restart"), (60, 0.3, "run"), (60, 0.3, "reset"), (60, 0.3, "run")]
    found = follow(Machine(64, GIGABIT, counter=5_000, ticks=9_000_000), plan)
    assert [value is None for value, _, _, _ in found] == [False, True, False, True, False]


def test_a_restart_of_the_agent_alone_is_told_from_one_of_the_device() -> None:
    before = DeviceMemory(answered=START, uptime=Uptime(ticks=900_000, host_ticks=5_000_000, boots=3))
    again = CounterReading(Uptime(ticks=2_000, host_ticks=5_006_000, boots=4))
    _, _, restart = measure(before, again, START + 60_000)
    assert restart is Restart.AGENT


def test_a_thousand_ports_that_were_shuffled_keep_their_series() -> None:
    chance, names = random.Random(7), [f"Gi{n // 48}/{n % 48}" for n in range(1_000)]

    def reading(order: list[int], octets: int, ticks: int) -> CounterReading:
        ports = tuple(
            PortReading(index, names[n], speed=GIGABIT, in_octets=Counter(octets + n, 64))
            for index, n in enumerate(order, 1)
        )
        return CounterReading(Uptime(ticks=ticks), ports=ports)

    order = list(range(1_000))
    memory, _, _ = measure(DeviceMemory(), reading(order, 0, 0), START)
    chance.shuffle(order)
    memory, measured, _ = measure(memory, reading(order, 7_500_000, 6_000), START + 60_000)
    assert {port.part for port in memory.ports} == set(names)
    assert {m.value for m in measured if m.metric == "in"} == {1_000_000.0}
