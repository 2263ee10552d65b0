"""A device that is watched is tied to its asset, once, and its credential is nowhere in clear."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itdesk.desk import Desk
from itdesk.monitoring.credentials import Credential, secret_name
from itdesk.monitoring.probes.reading import CounterReading, DeviceReading, Identity, PortReading
from itdesk.monitoring.rules.identity import contradicts, usable_mac, usable_serial
from itdesk.monitoring.rules.restarts import Uptime
from itdesk.store.engine import rows, scalar

COMMUNITY = Credential.v2c("corridor-7-secret")


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setenv("ITDESK_KEY_FILE", str(tmp_path / "key"))
    opened = Desk.open(str(tmp_path / "desk.db"), origin="test", create=True)
    yield opened
    opened.close()


def device(
    serial: str = "", mac: str = "", name: str = "sw-1", category: str = "switch", model: str = "X1"
) -> DeviceReading:
    ports = (PortReading(1, "p1", mac=mac),) if mac else ()
    identity = Identity(name, "A switch", vendor="Acme", model=model, serial=serial, category=category)
    return DeviceReading(identity, CounterReading(Uptime(ticks=1), ports=ports))


def add_asset(desk: Desk, **values: str) -> int:
    with desk.write("add asset") as unit:
        return desk.keepers["asset"].add(unit, values)


def watch(desk: Desk, reading: DeviceReading, address: str = "192.0.2.1") -> int:
    return desk.monitoring.keep("test", address, reading, COMMUNITY).asset


def test_a_device_that_the_ledger_does_not_know_becomes_an_asset_in_the_same_entry(desk: Desk) -> None:
    head = desk.store.head()
    watched = desk.monitoring.keep("test", "192.0.2.1", device("SN-4711"), COMMUNITY)
    assert (desk.store.head(), watched.entry) == (head + 1, head + 1)
    asset = desk.store.read("asset", watched.asset)
    assert (asset["type"], asset["manufacturer"], asset["serial"]) == ("switch", "Acme", "SN-4711")
    assert asset["address"] == "192.0.2.1"
    assert desk.store.read("device", watched.device)["asset_id"] == watched.asset


def test_a_device_is_tied_by_serial_before_mac_before_address_before_name(desk: Desk) -> None:
    mac = "00:1a:2b:3c:4d:5e"
    by_name = add_asset(desk, name="SW-1")
    assert watch(desk, device("SN-4711", mac), "192.0.2.1") == by_name
    by_address = add_asset(desk, address="192.0.2.2", name="other")
    assert watch(desk, device("SN-4712", "", "sw-2"), "192.0.2.2") == by_address
    by_mac = add_asset(desk, mac="00-1A-2B-00-00-01", name="third")
    add_asset(desk, address="192.0.2.3")
    assert watch(desk, device("SN-4713", "00:1a:2b:00:00:01"), "192.0.2.3") == by_mac
    by_serial = add_asset(desk, serial="sn-4714", name="fourth")
    add_asset(desk, mac="00-1A-2B-00-00-02")
    assert watch(desk, device("SN-4714", "00:1a:2b:00:00:02"), "192.0.2.4") == by_serial


def test_an_asset_with_another_serial_is_another_thing(desk: Desk) -> None:
    old = add_asset(desk, name="sw-1", serial="OLD-0001", address="192.0.2.1")
    assert watch(desk, device("NEW-0002")) != old


def test_an_asset_that_is_another_device_already_is_not_taken_from_it(desk: Desk) -> None:
    first = watch(desk, device("", "", "switch"), "192.0.2.1")
    assert watch(desk, device("", "", "switch"), "192.0.2.2") != first


def test_what_a_person_wrote_about_the_asset_stays(desk: Desk) -> None:
    asset = add_asset(desk, serial="SN-4711", name="Core switch", model="by hand")
    watch(desk, device("SN-4711", model="by machine"))
    known = desk.store.read("asset", asset)
    assert (known["name"], known["model"], known["manufacturer"]) == ("Core switch", "by hand", "Acme")


def test_the_same_address_is_the_same_device(desk: Desk) -> None:
    first = desk.monitoring.keep("test", "192.0.2.1", device("SN-4711"), COMMUNITY)
    again = desk.monitoring.keep("test", "192.0.2.1", device("SN-4711", name="sw-renamed"), COMMUNITY)
    assert (again.device, again.asset) == (first.device, first.asset)
    assert scalar(desk.store.engine, "SELECT count(*) FROM device") == 1
    assert scalar(desk.store.engine, "SELECT count(*) FROM asset") == 1


def test_the_credential_is_sealed_and_in_no_byte_of_the_desk(desk: Desk, tmp_path: Path) -> None:
    watched = desk.monitoring.keep("test", "192.0.2.1", device(), COMMUNITY)
    kept = desk.secrets.get(secret_name(watched.device))
    assert kept is not None and Credential.from_text(kept) == COMMUNITY
    desk.close()
    for path in tmp_path.iterdir():
        assert COMMUNITY.community.encode() not in path.read_bytes(), path.name


def test_unwatching_ends_open_alerts_and_can_be_undone(desk: Desk) -> None:
    watched = desk.monitoring.keep("test", "192.0.2.1", device(), COMMUNITY)
    desk.monitoring.unwatch("test", watched.device)
    kept = desk.store.read("device", watched.device)
    assert (bool(kept["watched"]), kept["state"]) == (False, "unknown")
    assert rows(desk.store.engine, "SELECT id FROM alert WHERE state = 'open'") == []


@pytest.mark.parametrize(
    "text", ["", None, "None", "To Be Filled By O.E.M.", "0000000000", "Default string", "123", "----"]
)
def test_placeholders_are_no_serial_numbers(text: str | None) -> None:
    assert usable_serial(text) is None


@given(st.text(), st.text())
def test_only_two_usable_and_different_serials_contradict(left: str, right: str) -> None:
    usable = (usable_serial(left), usable_serial(right))
    if None in usable:
        assert not contradicts(left, right)
    assert contradicts(left, right) == contradicts(right, left)
    assert not contradicts(left, left)


@pytest.mark.parametrize("text", ["", "00:00:00:00:00:00", "02:42:ac:11:00:02", "ff:ff:ff:ff:ff:ff", "no"])
def test_addresses_that_many_share_are_no_identity(text: str) -> None:
    assert usable_mac(text) is None


def test_a_burnt_in_address_is_kept_in_one_notation() -> None:
    assert usable_mac("001A.2B3C.4D5E") == "00:1a:2b:3c:4d:5e"
