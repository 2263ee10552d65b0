"""How devices and alerts are written: one device for an address, one open alert for a subject."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from itdesk.core.errors import DeskError, InvalidRecordError
from itdesk.desk import Desk
from itdesk.monitoring.events import AlertRaised, AlertRecovered
from itdesk.monitoring.keepers import Alarm, AlertKeeper, DeviceKeeper
from itdesk.store.engine import rows, scalar
from itdesk.store.undo import undo
from tests.clocks import HandClock

START = 1_800_000_000_000


@pytest.fixture
def clock() -> HandClock:
    return HandClock(START)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, clock: HandClock) -> Iterator[Desk]:
    monkeypatch.setenv("ITDESK_KEY_FILE", str(tmp_path / "key"))
    opened = Desk.open(str(tmp_path / "desk.db"), origin="test", create=True, clock=clock)
    yield opened
    opened.close()


def add(desk: Desk, address: str, **more: str) -> int:
    with desk.write("add device") as unit:
        return desk.keepers["device"].add(unit, {"address": address, **more})


def raise_alert(desk: Desk, device: int, subject: str = "cpu", since: int = START) -> int:
    with desk.write("raise alert") as unit:
        alarm = Alarm(subject, f"{subject} is wrong", "warn")
        return AlertKeeper(desk.store).open(unit, unit.read("device", device), alarm, since)


# --- devices -------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("written", "kept"),
    [
        (" SW-1.Example.ORG. ", "sw-1.example.org"), ("10.0.0.1:161", "10.0.0.1"),
        ("10.0.0.1:1161", "10.0.0.1:1161"), ("[::1]:161", "::1"), ("[::1]:99", "[::1]:99"),
    ],
)  # fmt: skip
def test_an_address_is_kept_in_one_way_and_names_a_device_without_a_name(
    desk: Desk, written: str, kept: str
) -> None:
    found = desk.store.read("device", add(desk, written))
    assert (found["address"], found["name"]) == (kept, kept)


@pytest.mark.parametrize("written", ["10.0.0.1", "10.0.0.1:161", " 10.0.0.1 "])
def test_one_address_is_one_device(desk: Desk, written: str) -> None:
    add(desk, "10.0.0.1")
    with pytest.raises(InvalidRecordError):
        add(desk, written)
    assert scalar(desk.store.engine, "SELECT count(*) FROM device") == 1


@pytest.mark.parametrize("written", ["two words", "10.0.0.1:0", "[::1", "x:y:z"])
def test_what_is_no_address_is_refused_at_its_field(desk: Desk, written: str) -> None:
    with pytest.raises(InvalidRecordError) as caught:
        add(desk, written, name="switch")
    assert [problem.fields["column"] for problem in caught.value.problems] == ["address"]
    assert scalar(desk.store.engine, "SELECT count(*) FROM device") == 0


def test_a_device_is_found_by_any_way_of_writing_its_address(desk: Desk) -> None:
    key, keeper = add(desk, "SW-1.example.org"), DeviceKeeper(desk.store)
    assert keeper.at("sw-1.EXAMPLE.org:161") == key
    assert keeper.at("sw-1.example.org:162") is None
    assert keeper.at("sw-1.example.org", "host") is None


def test_an_address_that_stays_is_not_read_anew(desk: Desk) -> None:
    """What an older version wrote is no obstacle to editing something else."""
    key = add(desk, "10.0.0.1")
    with desk.write("edit device") as unit:
        unit.update("device", key, {"address": "two words"})
    with desk.write("edit device") as unit:
        desk.keepers["device"].change(unit, key, {"address": "two words", "notes": "checked"})
    assert desk.store.read("device", key)["notes"] == "checked"


# --- alerts --------------------------------------------------------------------------------------
def test_an_alert_has_the_asset_of_its_device_and_tells_of_itself(desk: Desk) -> None:
    heard: list[object] = []
    desk.store.events.subscribe(AlertRaised, heard.append)
    with desk.write("add asset") as unit:
        asset = desk.keepers["asset"].add(unit, {"name": "SW-1"})
    with desk.write("add device") as unit:
        device = desk.keepers["device"].add(unit, {"address": "10.0.0.1", "asset_id": asset})
    key = raise_alert(desk, device)
    assert desk.store.read("alert", key)["asset_id"] == asset
    assert heard == [AlertRaised(key, device, asset, "cpu", "cpu is wrong", "warn")]


def test_raising_twice_is_one_alert(desk: Desk) -> None:
    device = add(desk, "10.0.0.1")
    assert raise_alert(desk, device) == raise_alert(desk, device)
    assert raise_alert(desk, device, "reachable") != raise_alert(desk, device)


def test_recovering_what_is_not_open_does_nothing(desk: Desk) -> None:
    device, heard = add(desk, "10.0.0.1"), list[object]()
    desk.store.events.subscribe(AlertRecovered, heard.append)
    with desk.write("recover") as unit:
        assert AlertKeeper(desk.store).recover(unit, device, "cpu", START) is None
    assert heard == []


@pytest.mark.parametrize("at", [START - 60_000, START, START + 60_000])
def test_an_alert_never_ends_before_it_began(desk: Desk, at: int) -> None:
    device = add(desk, "10.0.0.1")
    key = raise_alert(desk, device)
    with desk.write("recover") as unit:
        AlertKeeper(desk.store).recover(unit, device, "cpu", at)
    found = desk.store.read("alert", key)
    assert (found["state"], found["until"]) == ("recovered", max(at, START))


def test_a_person_closes_an_alert_once(desk: Desk) -> None:
    key = raise_alert(desk, add(desk, "10.0.0.1"))
    entry = desk.monitoring.close_alert("me", key)
    with pytest.raises(DeskError) as caught:
        desk.monitoring.close_alert("me", key)
    assert caught.value.code == "alert.over"
    with pytest.raises(DeskError) as caught:
        desk.monitoring.close_alert("me", 999)
    assert caught.value.code == "record.missing"
    undo(desk.store, "me", entry)
    assert desk.store.read("alert", key)["state"] == "open"


class Alerts(RuleBasedStateMachine):
    """Alerts of three devices, raised, recovered and closed in any order, against a set of open ones."""

    desk: Desk
    devices: list[int]

    def __init__(self) -> None:
        super().__init__()
        for alert in rows(self.desk.store.engine, "SELECT id FROM alert WHERE state = 'open'"):
            self.desk.monitoring.close_alert("test", int(alert[0]))
        self.model: set[tuple[int, str]] = set()

    @rule(device=st.sampled_from(range(3)), subject=st.sampled_from(["cpu", "reachable"]))
    def raised(self, device: int, subject: str) -> None:
        raise_alert(self.desk, self.devices[device], subject)
        self.model.add((self.devices[device], subject))

    @rule(device=st.sampled_from(range(3)), subject=st.sampled_from(["cpu", "reachable"]))
    def recovered(self, device: int, subject: str) -> None:
        with self.desk.write("recover") as unit:
            found = AlertKeeper(self.desk.store).recover(unit, self.devices[device], subject, START)
        assert (found is not None) == ((self.devices[device], subject) in self.model)
        self.model.discard((self.devices[device], subject))

    @rule(device=st.sampled_from(range(3)))
    def unwatched(self, device: int) -> None:
        self.desk.monitoring.unwatch("test", self.devices[device])
        self.model = {(key, subject) for key, subject in self.model if key != self.devices[device]}

    @invariant()
    def what_is_open_is_what_was_raised(self) -> None:
        sql = "SELECT device_id, subject FROM alert WHERE state = 'open'"
        found = [(int(device), str(subject)) for device, subject in rows(self.desk.store.engine, sql)]
        assert len(found) == len(set(found))
        assert set(found) == self.model

    @invariant()
    def every_open_alert_has_a_ticket(self) -> None:
        sql = "SELECT count(*) FROM alert WHERE state = 'open' AND ticket_id IS NULL"
        assert scalar(self.desk.store.engine, sql) == 0


def test_alerts_in_any_order_are_the_ones_that_are_open(desk: Desk) -> None:
    Alerts.desk = desk
    Alerts.devices = [add(desk, f"10.0.0.{n}") for n in range(1, 4)]
    checks = [HealthCheck.too_slow, HealthCheck.data_too_large]
    run_state_machine_as_test(
        Alerts, settings=settings(max_examples=8, stateful_step_count=15, deadline=None,
                                  suppress_health_check=checks),
    )  # fmt: skip
    desk.journal.verify()
