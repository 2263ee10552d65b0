"""What two readings of a device measure, and what is remembered between them."""

from __future__ import annotations

from dataclasses import replace

from itdesk.monitoring.measuring import measure
from itdesk.monitoring.memory import DeviceMemory
from itdesk.monitoring.probes.reading import CounterReading, PortReading, StorageReading, Usage
from itdesk.monitoring.rules.counters import Counter, Quality
from itdesk.monitoring.rules.reachability import Reachability
from itdesk.monitoring.rules.restarts import Restart, Uptime
from itdesk.monitoring.rules.thresholds import ThresholdState
from itdesk.monitoring.samples import Measured

START = 1_800_000_000_000
MINUTE = 60_000


def port(index: int, octets: int, name: str = "", mac: str = "", bits: int = 64) -> PortReading:
    counter = Counter(octets, bits)
    return PortReading(
        index, name or f"p{index}", mac=mac, speed=1_000_000_000, in_octets=counter, out_octets=counter
    )


def reading(ticks: int, *ports: PortReading, whole: bool = True, cpu: float | None = None) -> CounterReading:
    return CounterReading(Uptime(ticks=ticks), cpu=cpu, ports=ports, is_whole=whole)


def after(*readings: tuple[int, CounterReading]) -> tuple[DeviceMemory, list[Measured], Restart]:
    memory, measured, restart = DeviceMemory(), list[Measured](), Restart.NONE
    for at, found in readings:
        memory, measured, restart = measure(memory, found, at)
    return memory, measured, restart


def value(measured: list[Measured], metric: str, part: str = "") -> Measured:
    return next(m for m in measured if m.name == (metric, part))


def test_the_first_reading_measures_no_rate() -> None:
    _, measured, _ = after((START, reading(0, port(1, 1000))))
    assert value(measured, "in", "p1").value is None


def test_a_rate_is_bits_a_second_by_the_clock_of_the_device() -> None:
    # ours says 66 s, the device says 60
    memory, measured, _ = after(
        (START, reading(0, port(1, 0))), (START + 66_000, reading(6000, port(1, 7_500_000)))
    )
    assert value(measured, "in", "p1") == Measured("in", "p1", "bit/s", 1_000_000.0, Quality.GOOD)
    assert memory.ports[0].received == 1_000_000.0


def test_a_counter_beyond_2_to_the_63_is_a_number_like_any_other() -> None:
    big = 2**64 - 10_000_000
    _, measured, _ = after(
        (START, reading(0, port(1, big))), (START + MINUTE, reading(6000, port(1, big + 7_500_000)))
    )
    assert value(measured, "in", "p1").value == 1_000_000.0


def test_a_restart_is_a_gap_and_no_spike() -> None:
    _, measured, restart = after(
        (START, reading(9_000_000, port(1, 5_000_000))), (START + MINUTE, reading(500, port(1, 6_000_000)))
    )
    assert restart is Restart.DEVICE
    assert value(measured, "in", "p1") == Measured("in", "p1", "bit/s", None, Quality.RESET)


def test_ports_that_were_renumbered_go_on_under_their_names() -> None:
    first = reading(0, port(1, 0, "eth0"), port(2, 1_000_000, "eth1"))
    later = reading(6000, port(7, 7_500_000, "eth0"), port(1, 16_000_000, "eth1"))
    _, measured, _ = after((START, first), (START + MINUTE, later))
    assert value(measured, "in", "eth0").value == 1_000_000.0
    assert value(measured, "in", "eth1").value == 2_000_000.0


def test_two_ports_of_one_name_are_two_series() -> None:
    twins = (port(1, 0, "LAN", "00:00:5e:00:53:01"), port(2, 0, "LAN", "00:00:5e:00:53:02"))
    memory, _, _ = after((START, reading(0, *twins)))
    assert [p.part for p in memory.ports] == ["LAN", "LAN (2)"]


def test_ports_missing_from_half_an_answer_are_not_gone_but_their_rate_is() -> None:
    both = reading(0, port(1, 0), port(2, 0))
    half = reading(6000, port(1, 100), whole=False)
    again = reading(12_000, port(1, 200), port(2, 7_500_000))
    memory, measured, _ = after((START, both), (START + MINUTE, half))
    assert [p.part for p in memory.ports] == ["p1", "p2"]
    assert [m for m in measured if m.part == "p2"] == []
    _, measured, _ = measure(memory, again, START + 2 * MINUTE)
    assert value(measured, "in", "p2").value is None


def test_a_port_that_is_really_gone_is_forgotten() -> None:
    memory, _, _ = after(
        (START, reading(0, port(1, 0), port(2, 0))), (START + MINUTE, reading(6000, port(1, 100)))
    )
    assert [p.part for p in memory.ports] == ["p1"]


def test_what_is_remembered_comes_back_from_the_desk() -> None:
    counted = reading(123, port(1, 2**64 - 1, "größe", "00:00:5e:00:53:01"), cpu=12.5)
    disk = StorageReading("/", Usage(2**40, 2**41))
    memory, _, _ = after((START, replace(counted, memory=Usage(1, 2), storage=(disk,))))
    memory = replace(
        memory, identified=START, identity={"vendor": "Acme"}, failure="silent",
        reach=Reachability(2, START), cpu_state=ThresholdState(True, START, 5, START),
    )  # fmt: skip
    assert DeviceMemory.from_text(memory.to_text()) == memory


def test_a_memory_that_nobody_can_read_is_an_empty_one() -> None:
    for text in ("", "{}", "[]", '{"ports": 3}', "null"):
        assert DeviceMemory.from_text(text) == DeviceMemory()
