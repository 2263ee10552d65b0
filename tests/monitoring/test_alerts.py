"""What is wrong with a device becomes one alert, one ticket, and a note when it is over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from itdesk.core.errors import InvalidRecordError
from itdesk.desk import Desk
from itdesk.monitoring.alerts import AlertWork, Limits, judge, state_of, wrongs
from itdesk.monitoring.events import AlertRaised, AlertRecovered
from itdesk.monitoring.memory import DeviceMemory
from itdesk.monitoring.rules.reachability import Outcome
from itdesk.monitoring.rules.thresholds import Operator, Threshold
from itdesk.store.engine import rows, scalar
from tests.clocks import HandClock

START = 1_800_000_000_000
MINUTE = 60_000
LIMITS = Limits(Threshold("cpu", Operator.ABOVE, 90, 85, 120))


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setenv("ITDESK_KEY_FILE", str(tmp_path / "key"))
    opened = Desk.open(str(tmp_path / "desk.db"), origin="test", create=True, clock=HandClock(START))
    yield opened
    opened.close()


def add_device(desk: Desk, address: str = "192.0.2.1") -> int:
    with desk.write("add device") as unit:
        return desk.keepers["device"].add(unit, {"address": address, "name": "switch-1"})


def settle(desk: Desk, device: int, memory: DeviceMemory, at: int = START) -> tuple[int, int]:
    work = AlertWork(desk.store)
    with desk.store.write("itdesk", "note device state") as unit:
        found = list(wrongs(memory, LIMITS))
        is_open = work.open_subjects([device]).get(device, set())
        return work.settle(unit, desk.store.read("device", device), found, is_open, at)


def seen(memory: DeviceMemory, *outcomes: Outcome) -> DeviceMemory:
    for number, outcome in enumerate(outcomes):
        memory = judge(memory, LIMITS, outcome, START + number * MINUTE)
    return memory


DOWN = seen(DeviceMemory(answered=START, failure="silent"), *[Outcome.MISSED] * 3)


def test_a_device_is_down_at_the_third_missed_poll_in_a_row() -> None:
    answered = DeviceMemory(answered=START)
    states = [state_of(seen(answered, *[Outcome.MISSED] * count)) for count in range(5)]
    assert states == ["up", "up", "up", "down", "down"]


def test_a_time_that_nobody_watched_counts_for_nothing() -> None:
    memory = seen(DeviceMemory(answered=START), *[Outcome.MISSED, Outcome.NOT_OBSERVED, Outcome.MISSED])
    assert state_of(memory) == "up"
    assert memory.reach.misses == 2


def test_a_device_that_never_answered_is_unknown_until_it_is_down() -> None:
    assert state_of(DeviceMemory()) == "unknown"
    assert state_of(seen(DeviceMemory(), *[Outcome.MISSED] * 3)) == "down"


def test_a_high_load_must_last_before_it_is_an_alert() -> None:
    busy = DeviceMemory(answered=START, cpu=97)
    assert state_of(seen(busy, *[Outcome.ANSWERED] * 2)) == "up"
    degraded = seen(busy, *[Outcome.ANSWERED] * 3)
    assert state_of(degraded) == "degraded"
    assert [wrong.alarm.message for wrong in wrongs(degraded, LIMITS)] == ["CPU above 90 % for 2 min"]
    assert state_of(seen(replace(degraded, cpu=88), Outcome.ANSWERED)) == "degraded"
    assert state_of(seen(replace(degraded, cpu=80), Outcome.ANSWERED)) == "up"


def test_an_outage_is_one_alert_and_one_ticket_however_often_it_is_seen(desk: Desk) -> None:
    device = add_device(desk)
    counts = [settle(desk, device, DOWN) for _ in range(3)]
    assert counts == [(1, 0), (0, 0), (0, 0)]
    assert scalar(desk.store.engine, "SELECT count(*) FROM alert") == 1
    tickets = rows(desk.store.engine, "SELECT subject, source FROM ticket")
    assert tickets == [("switch-1: does not answer", "monitor")]


def test_recovery_closes_the_alert_and_is_noted_on_its_ticket(desk: Desk) -> None:
    device = add_device(desk)
    settle(desk, device, DOWN)
    up = seen(DOWN, Outcome.ANSWERED)
    assert settle(desk, device, up, START + 5 * MINUTE) == (0, 1)
    assert settle(desk, device, up, START + 6 * MINUTE) == (0, 0)
    state, until, ticket = rows(desk.store.engine, "SELECT state, until, ticket_id FROM alert")[0]
    assert (state, until) == ("recovered", START + 5 * MINUTE)
    texts = [item.text for item in desk.tickets.timeline(ticket)]
    assert sum("Recovered" in text for text in texts) == 1


def test_what_happens_twice_is_two_alerts_and_the_second_is_open(desk: Desk) -> None:
    device = add_device(desk)
    for memory in (DOWN, seen(DOWN, Outcome.ANSWERED), DOWN):
        settle(desk, device, memory)
    assert rows(desk.store.engine, "SELECT state FROM alert ORDER BY id") == [("recovered",), ("open",)]


def test_the_rooms_above_hear_of_it_after_the_commit(desk: Desk) -> None:
    device, heard = add_device(desk), list[object]()

    def hear(event: AlertRaised | AlertRecovered) -> None:
        assert desk.store.read("alert", event.alert)["device_id"] == device
        heard.append(event)

    desk.store.events.subscribe(AlertRaised, hear)
    desk.store.events.subscribe(AlertRecovered, hear)
    settle(desk, device, DOWN)
    settle(desk, device, seen(DOWN, Outcome.ANSWERED))
    assert [type(event) for event in heard] == [AlertRaised, AlertRecovered]


def test_transitions_are_journaled_and_steadiness_is_not(desk: Desk) -> None:
    device = add_device(desk)
    settle(desk, device, DOWN)
    head = desk.store.head()
    settle(desk, device, DOWN)
    assert desk.store.head() == head
    desk.journal.verify()


def test_a_device_has_its_address_to_itself_in_one_notation(desk: Desk) -> None:
    add_device(desk, "Switch.Example:161")
    assert desk.keepers["device"].get("1")["address"] == "switch.example"
    with pytest.raises(InvalidRecordError):
        add_device(desk, "switch.example")
    for wrong in ("not an address", "a:b:c", "host:99999", "[::1]x"):
        with pytest.raises(InvalidRecordError):
            add_device(desk, wrong)
