from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from itdesk.assets.importers.glpi import read_inventory
from itdesk.assets.importers.local import scan
from itdesk.assets.inventory_intake import apply_inventory
from itdesk.core.errors import DeskError
from itdesk.desk import Desk
from itdesk.store.undo import undo

LAPTOP: dict[str, Any] = {
    "action": "inventory", "itemtype": "Computer", "deviceid": "nb-1",
    "content": {
        "hardware": {"name": "NB-1", "chassis_type": "Notebook", "uuid": "4C4C4544-0042"},
        "bios": {"ssn": "5CG8482XYZ", "smanufacturer": "HP", "smodel": "EliteBook 845"},
        "operatingsystem": {"full_name": "Debian GNU/Linux 12"},
        "networks": [
            {"description": "lo", "mac": "00:00:00:00:00:00", "ipaddress": "127.0.0.1", "virtualdev": True},
            {"description": "eth0", "mac": "00:1A:2B:3C:4D:5E", "ipaddress": "192.0.2.7"},
        ],
        "softwares": [
            {"name": "firefox", "version": "115.0", "arch": "amd64"},
            {"name": "vim", "version": "9.0", "arch": "amd64"},
        ],
        "monitors": [{"caption": "U2415", "serial": "ABC123"}],
        "memories": [{"capacity": 8192, "caption": "DIMM0", "type": "DDR4"}],
    },
}  # fmt: skip


def written(folder: Path, found: object) -> Path:
    path = folder / "inventory.json"
    path.write_text(json.dumps(found), "utf-8")
    return path


def take(desk: Desk, folder: Path, found: object) -> tuple[int, int | None, list[str]]:
    return apply_inventory(desk.store, "tester", read_inventory(written(folder, found)))


def changed(**sections: object) -> dict[str, Any]:
    return {**LAPTOP, "content": {**LAPTOP["content"], **sections}}


def test_a_computer_becomes_an_asset_with_its_parts_in_one_entry(desk: Desk, tmp_path: Path) -> None:
    key, entry, _ = take(desk, tmp_path, LAPTOP)
    asset = desk.store.read("asset", key)
    assert (asset["tag"], asset["name"], asset["type"], asset["serial"]) == (
        "A-00001",
        "NB-1",
        "laptop",
        "5CG8482XYZ",
    )
    assert (asset["mac"], asset["address"]) == ("00:1a:2b:3c:4d:5e", "192.0.2.7")
    parts = [(p.category, p.name, p.release) for p in desk.assets.parts(key)]
    assert ("software", "firefox", "115.0") in parts and ("monitor", "U2415", "") in parts
    assert entry == desk.store.head() == 1


def test_the_same_computer_again_writes_nothing(desk: Desk, tmp_path: Path) -> None:
    first = take(desk, tmp_path, LAPTOP)
    assert take(desk, tmp_path, LAPTOP) == (first[0], None, [])
    assert desk.store.head() == 1


def test_a_later_inventory_says_what_changed_and_can_be_undone(desk: Desk, tmp_path: Path) -> None:
    key, _, _ = take(desk, tmp_path, LAPTOP)
    later = changed(
        softwares=[
            {"name": "firefox", "version": "120.0", "arch": "amd64"}, {"name": "gimp", "version": "2.10"},
        ],
        monitors=[],
    )  # fmt: skip
    again, entry, told = take(desk, tmp_path, later)
    assert again == key
    assert told == [
        "Monitor gone: U2415", "Software added: gimp 2.10", "Software: firefox 115.0 → 120.0",
        "Software gone: vim 9.0",
    ]  # fmt: skip
    assert entry is not None
    undo(desk.store, "tester", entry)
    assert [p.release for p in desk.assets.parts(key) if p.name == "firefox"] == ["115.0"]


def test_what_people_wrote_is_kept(desk: Desk, tmp_path: Path) -> None:
    key, _, _ = take(desk, tmp_path, LAPTOP)
    with desk.write("edit asset") as unit:
        desk.keepers["asset"].change(
            unit, key, {"name": "Maria's laptop", "status": "in-repair", "tag": "NB-0042"}
        )
    take(desk, tmp_path, changed(operatingsystem={"full_name": "Debian GNU/Linux 13"}))
    asset = desk.store.read("asset", key)
    assert (asset["name"], asset["status"], asset["tag"]) == ("Maria's laptop", "in-repair", "NB-0042")
    assert asset["os"] == "Debian GNU/Linux 13"


def test_a_section_that_was_not_looked_at_takes_nothing_away(desk: Desk, tmp_path: Path) -> None:
    key, _, _ = take(desk, tmp_path, LAPTOP)
    partial = {**LAPTOP, "content": {k: v for k, v in LAPTOP["content"].items() if k != "softwares"}}
    take(desk, tmp_path, partial)
    assert {p.name for p in desk.assets.parts(key) if p.category == "software"} == {"firefox", "vim"}


@pytest.mark.parametrize("serial", ["To be filled by O.E.M.", "0000000000", "Default string", "", "None"])
def test_a_filler_is_no_identity(desk: Desk, tmp_path: Path, serial: str) -> None:
    for number in (1, 2):
        take(desk, tmp_path, {
            "content": {"hardware": {"name": f"PC-{number}"}, "bios": {"ssn": serial, "msn": serial},
                        "networks": [{"description": "eth0", "mac": f"00:1a:2b:00:00:0{number}"}]},
        })  # fmt: skip
    assert desk.lists.count("asset", desk.query("asset", "")) == 2
    assert desk.store.read("asset", 1)["serial"] is None


def test_a_dock_does_not_make_two_machines_one(desk: Desk, tmp_path: Path) -> None:
    first, _, _ = take(desk, tmp_path, LAPTOP)
    other = changed(bios={"ssn": "ANOTHER-SERIAL"}, hardware={"name": "NB-2", "uuid": "another"})
    assert take(desk, tmp_path, other)[0] != first


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ({"network_device": {"type": "Networking", "name": "sw", "serial": "S1"}}, "switch"),
        (
            {"network_device": {"type": "Printer", "name": "prn"}, "cartridges": [{"tonerblack": "71"}]},
            "printer",
        ),
        ({"hardware": {"name": "vm", "vmsystem": "KVM"}}, "virtual"),
        ({"hardware": {"name": "srv", "chassis_type": "Rack Mount Chassis"}}, "server"),
    ],
)
def test_what_kind_of_machine_it_is(
    desk: Desk, tmp_path: Path, content: dict[str, object], kind: str
) -> None:
    key, _, _ = take(desk, tmp_path, {"content": content})
    assert desk.store.read("asset", key)["type"] == kind


@pytest.mark.parametrize(
    "data",
    [
        b"{", b"[]", b"{}", b'{"content": 7}', b'{"content": {"foo": 1}}', b"\xff\xfe\x00", b"<a><b></a>",
        b'{"content":' * 100_000, b'<!DOCTYPE x [<!ENTITY a "b">]><REQUEST><CONTENT>&a;</CONTENT></REQUEST>',
        b"<REQUEST/>", b"",
    ],
)  # fmt: skip
def test_what_is_no_inventory_is_refused_in_one_sentence(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "file.json"
    path.write_bytes(data)
    with pytest.raises(DeskError) as caught:
        read_inventory(path)
    assert caught.value.code == "file.format"


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=5,
)
names = st.sampled_from([*LAPTOP["content"], "network_device", "cartridges", "pagecounters", "network_ports"])
items = st.dictionaries(
    st.sampled_from(
        ["name", "mac", "serial", "caption", "capacity", "ssn", "ips", "type", "ifname", "version"]
    ),
    anything,
    max_size=5,
)


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.dictionaries(names, st.one_of(anything, items, st.lists(items, max_size=3)), max_size=5))
def test_wrong_types_inside_never_end_it(tmp_path: Path, content: dict[str, object]) -> None:
    path = tmp_path / "fuzz.json"
    path.write_text(json.dumps({"content": {"hardware": {}, **content}}), "utf-8")
    found = read_inventory(path)
    assert len({(p.category, p.identity) for p in found.parts}) == len(found.parts)
    assert all(isinstance(value, str) and value for value in found.values.values())


def test_this_computer_scanned_twice_is_one_asset(desk: Desk) -> None:
    found = scan()
    first = apply_inventory(desk.store, "tester", found)
    assert apply_inventory(desk.store, "tester", found) == (first[0], None, [])
    assert desk.store.read("asset", first[0])["name"]
