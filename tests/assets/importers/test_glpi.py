from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from itdesk.assets.importers.glpi import looks_like_inventory, read_inventory
from itdesk.assets.importers.inventory import Inventory
from itdesk.core.errors import DeskError
from itdesk.desk import Desk
from tests.assets.machines import LAPTOP, read, take


def named(found: Inventory, category: str) -> dict[str, str]:
    return {part.name: part.release for part in found.parts if part.category == category}


# --- computers, switches, printers -------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ({"network_device": {"type": "Networking", "name": "sw", "serial": "S1"}}, "switch"),
        (
            {"network_device": {"type": "Networking", "name": "r", "description": "Cisco IOS router"}},
            "router",
        ),
        ({"network_device": {"type": "Networking", "name": "f", "model": "Some Firewall 60"}}, "firewall"),
        ({"network_device": {"type": "Printer", "name": "prn"}}, "printer"),
        ({"network_device": {"type": "Power", "name": "u"}}, "ups"),
        ({"hardware": {"name": "vm", "vmsystem": "KVM"}}, "virtual"),
        ({"hardware": {"name": "t", "chassis_type": "Tablet"}}, "tablet"),
        ({"hardware": {"name": "srv", "chassis_type": "Rack Mount Chassis"}}, "server"),
        ({"hardware": {"name": "pc", "chassis_type": "Mini Tower"}}, "desktop"),
    ],
)
def test_what_kind_of_machine_it_is(tmp_path: Path, content: dict[str, object], kind: str) -> None:
    assert read(tmp_path, {"content": content}).values["type"] == kind


def test_the_card_with_the_way_out_gives_address_and_mac(tmp_path: Path) -> None:
    found = read(tmp_path, {"content": {"hardware": {"name": "pc"}, "networks": [
        {"description": "vmnet8", "mac": "00:50:56:c0:00:08", "ipaddress": "192.168.99.1"},
        {"description": "dock", "mac": "00:1a:2b:00:00:01", "ipaddress": "192.0.2.1"},
        {"description": "eth0", "mac": "00:1a:2b:00:00:02", "ipaddress": "192.0.2.9",
         "ipgateway": "192.0.2.254"},
    ]}})  # fmt: skip
    assert (found.values["mac"], found.values["address"]) == ("00:1a:2b:00:00:02", "192.0.2.9")
    assert set(found.macs) == {"00:1a:2b:00:00:01", "00:1a:2b:00:00:02"}


def test_the_addresses_of_a_card_are_one_part(tmp_path: Path) -> None:
    rows = [
        {"description": "eth0", "mac": "00:1a:2b:00:00:01", "ipaddress": "192.0.2.1"},
        {"description": "eth0", "mac": "00:1a:2b:00:00:01", "ipaddress6": "2001:db8::1"},
    ]
    (part,) = read(tmp_path, {"content": {"hardware": {"name": "pc"}, "networks": rows}}).parts
    assert part.facts == {"addresses": "192.0.2.1, 2001:db8::1"}


def test_a_switch_has_ports_neighbours_and_modules(tmp_path: Path) -> None:
    port = {"ifnumber": 1, "ifname": "1", "ifspeed": 1_000_000_000,
            "vlans": [{"number": "1", "name": "VLAN 1"}],
            "connections": [{"sysname": "AP-3"}, {"mac": ["00:1a:2b:00:00:01"]}]}  # fmt: skip
    module = {"name": "Stack member", "serial": "M-1", "firmware": "16.10"}
    content = {"network_device": {"type": "Networking", "name": "sw"}, "network_ports": [port],
               "network_components": [module]}  # fmt: skip
    found = read(tmp_path, {"content": content})
    by_category = {part.category: part for part in found.parts}
    assert by_category["port"].facts == {"speed": "1 Gb/s", "vlans": "1", "neighbour": "AP-3"}
    assert by_category["module"].facts["serial"] == "M-1"


def test_a_printer_has_supplies_and_counters(tmp_path: Path) -> None:
    content = {"network_device": {"type": "Printer", "name": "p"},
               "pagecounters": {"total": 1802, "rectoverso": 831},
               "cartridges": [{"tonerblack": "71"}, {"name": "drumblack", "value": "OK"}]}  # fmt: skip
    found = read(tmp_path, {"content": content})
    assert named(found, "supply") == {"Toner black": "71 %", "Drumblack": "OK"}
    assert named(found, "counter") == {"Total": "1802", "Both sides": "831"}


# --- the older format --------------------------------------------------------------------

OLDER_SWITCH = b"""<?xml version="1.0" encoding="UTF-8"?>
<REQUEST><CONTENT><DEVICE>
  <INFO><TYPE>NETWORKING</TYPE><NAME>sw-2</NAME><SERIAL>CN1</SERIAL><MAC>00:1a:2b:00:00:01</MAC>
    <IPS><IP>192.0.2.2</IP></IPS></INFO>
  <PORTS><PORT><IFNUMBER>1</IFNUMBER><IFNAME>Gi0/1</IFNAME><IFSPEED>100000000</IFSPEED></PORT>
    <PORT><IFNUMBER>2</IFNUMBER><IFNAME>Gi0/2</IFNAME></PORT></PORTS>
</DEVICE></CONTENT><QUERY>SNMPQUERY</QUERY></REQUEST>"""


def test_an_older_switch_is_read_with_its_ports(tmp_path: Path) -> None:
    found = read(tmp_path, OLDER_SWITCH)
    assert (found.values["serial"], found.values["address"]) == ("CN1", "192.0.2.2")
    assert set(named(found, "port")) == {"Gi0/1", "Gi0/2"}


def test_an_older_computer_is_the_same_asset_as_the_new_one(desk: Desk, tmp_path: Path) -> None:
    first = take(desk, tmp_path, LAPTOP)
    older = b"""<REQUEST><CONTENT><HARDWARE><NAME>NB-1</NAME></HARDWARE><NETWORKS>
        <DESCRIPTION>eth0</DESCRIPTION><MACADDR>00:1A:2B:3C:4D:5E</MACADDR><VIRTUALDEV>0</VIRTUALDEV>
        </NETWORKS></CONTENT></REQUEST>"""
    assert take(desk, tmp_path, older).asset == first.asset


def test_several_devices_in_one_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(DeskError, match="several devices"):
        read(tmp_path, {"content": {"device": [{"name": "a"}, {"name": "b"}]}})


# --- what it is, and what it is not ------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "answer"),
    [
        (b'{"content": {', True), (b'\xef\xbb\xbf \n{"deviceid" : "x"', True), (b"<?xml?>\n<REQUEST>", True),
        (b'[{"content": 1}]', False), (b'{"assets": []}', False), (b"<html><body>", False),
        (b"<content>;Name\n", False), (b"Tag,Name\nA-1,content", False), (b"", False), (b"\0\1\2", False),
    ],
)  # fmt: skip
def test_an_inventory_is_told_by_how_it_begins(tmp_path: Path, head: bytes, answer: bool) -> None:
    path = tmp_path / "anything"
    path.write_bytes(head)
    assert looks_like_inventory(head) == looks_like_inventory(path) == answer


@pytest.mark.parametrize(
    "data",
    [
        b"{", b"[]", b"{}", b'{"content": 7}', b'{"content": {"foo": 1}}', b"\xff\xfe\x00", b"<a><b></a>",
        b'{"content":' * 100_000, b'{"content": {"hardware": ' + b"[" * 5_000 + b"]" * 5_000 + b"}}",
        b"<REQUEST><CONTENT>" + b"<A>" * 5_000 + b"</A>" * 5_000 + b"</CONTENT></REQUEST>",
        b'{"content": {"hardware": {}, "softwares": []}}',
        b'<!DOCTYPE x [<!ENTITY a "b">]><REQUEST><CONTENT>&a;</CONTENT></REQUEST>',
        b'{"content": {"hardware": {"memory": ' + b"9" * 5_000 + b"}}}", b"<REQUEST/>", b"\0\0\0\0", b"",
    ],
)  # fmt: skip
def test_what_is_no_inventory_is_refused_in_one_sentence(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(DeskError) as caught:
        read(tmp_path, data)
    assert caught.value.code == "file.format"
    assert "\n" not in str(caught.value)


def test_a_file_that_is_not_there_is_said_to_be(tmp_path: Path) -> None:
    with pytest.raises(DeskError) as caught:
        read_inventory(tmp_path / "none.json")
    assert caught.value.code == "file.missing"


def test_characters_that_no_database_keeps_are_left_out(any_desk: Desk, tmp_path: Path) -> None:
    hardware = {"name": "NB\0-1\ud800", "chassis_type": "Notebook\0"}
    softwares = [{"name": "v\0im\udfff", "version": "9\n0" + "x" * 10_000}]
    found = {"content": {"hardware": hardware, "softwares": softwares}}
    taken = take(any_desk, tmp_path, found)
    assert any_desk.store.read("asset", taken.asset)["name"] == "NB-1"
    (part,) = any_desk.assets.parts(taken.asset)
    assert part.name == "vim" and part.release.startswith("9 0x") and len(part.release) == 250


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=5,
)
SECTIONS = [*LAPTOP["content"], "network_device", "device", "cartridges", "pagecounters", "network_ports",
            "network_components", "storages", "drives", "batteries", "cpus"]  # fmt: skip
NAMES = ["name", "mac", "serial", "caption", "capacity", "ssn", "ips", "type", "ifname", "version",
         "info", "ports", "vlans", "connections", "value", "ipaddress", "description",
         "chassis_type", "uuid", "memory"]  # fmt: skip
items = st.dictionaries(st.sampled_from(NAMES), anything, max_size=5)
contents = st.dictionaries(
    st.sampled_from(SECTIONS), st.one_of(anything, items, st.lists(items, max_size=3)), max_size=5
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=contents)
def test_wrong_types_inside_never_end_it(tmp_path: Path, content: dict[str, object]) -> None:
    try:
        found = read(tmp_path, {"content": {"hardware": {}, **content}})
    except DeskError as error:
        assert error.code == "file.format"
        return
    assert all(isinstance(value, str) and value for value in found.values.values())
    kept = [p.name + p.release for p in found.parts] + list(found.values.values())
    assert all(part.name for part in found.parts) and "\0" not in "".join(kept).encode().decode()
    assert {part.category for part in found.parts} - found.categories <= {"memory"}


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=contents)
def test_whatever_was_read_can_be_written_and_is_then_the_same(
    desk: Desk, tmp_path: Path, content: dict[str, object]
) -> None:
    found = {"content": {"bios": {"ssn": "FUZZ-1"}, **content}}
    try:
        taken = take(desk, tmp_path, found)
    except DeskError as error:
        assert error.code in ("file.format", "record.ambiguous")
        return
    again = take(desk, tmp_path, found)
    assert (again.asset, again.made, again.entry) == (taken.asset, False, None)
