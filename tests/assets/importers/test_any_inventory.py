"""Whatever an agent writes: an inventory is read, or refused with one known error."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from itdesk.assets.importers.glpi import read_inventory
from itdesk.assets.inventory_intake import apply_inventory
from itdesk.core.errors import DeskError
from itdesk.desk.desk import Desk
from itdesk.desk.exchange import Intention, import_file
from itdesk.store.check import check
from tests.assets.machines import LAPTOP

PRINTER: dict[str, Any] = {
    "action": "netinventory", "itemtype": "Printer", "deviceid": "prn-1",
    "content": {
        "network_device": {
            "name": "PRN-1", "type": "Printer", "manufacturer": "Kyocera", "model": "ECOSYS P2235",
            "serial": "VCF1234", "mac": "00:17:c8:11:22:33", "ips": ["192.0.2.9"], "firmware": "2.01",
        },
        "network_ports": [{"ifnumber": 1, "ifname": "eth0", "mac": "00:17:c8:11:22:33", "ifspeed": 1000}],
        "pagecounters": {"total": 1042},
        "cartridges": {"tonerblack": "40"},
    },
}  # fmt: skip
STRANGE: tuple[Any, ...] = (
    None, "", " ", "None", 0, -1, 2**70, 1.5, float("inf"), True, [], {}, [[]], [None], [{}], {"": ""},
    "\x00\x01", "a" * 5_000, "山田 太郎", "\u202eevil", "<b>x</b>", "../../etc/passwd", "=cmd()",
    ["a", {"b": [1]}],
    "\ud800", "2026-02-31", "00:00:00:00:00:00", "99999999999999999999",
)  # fmt: skip


def places(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place in a JSON tree but its root."""
    items = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, inner in items:
        yield (*path, key)
        yield from places(inner, (*path, key))


def replaced(tree: Any, path: tuple[Any, ...], value: Any) -> Any:
    """The tree with another value at a place; `...` leaves the place out."""
    tree = copy.deepcopy(tree)
    node = tree
    for key in path[:-1]:
        node = node[key]
    if value is ...:
        del node[path[-1]]
    else:
        node[path[-1]] = value
    return tree


def read_or_refused(folder: Path, tree: Any) -> bool:
    """True if it was read; a refusal is a known error with a sentence."""
    path = folder / "x.json"
    path.write_text(json.dumps(tree), "utf-8")
    try:
        read_inventory(path)
    except DeskError as error:
        assert str(error) and "{" not in str(error)
        return False
    return True


MACHINES = {"laptop": LAPTOP, "printer": PRINTER}


@pytest.mark.parametrize("name", MACHINES)
def test_a_missing_part_is_no_fault(name: str, tmp_path: Path) -> None:
    tree = MACHINES[name]
    unread = [path for path in places(tree) if not read_or_refused(tmp_path, replaced(tree, path, ...))]
    assert {path[0] for path in unread} <= {"itemtype", "content", "deviceid", "action"} or all(
        len(path) <= 2 for path in unread
    ), unread


@pytest.mark.parametrize("value", STRANGE, ids=repr)
@pytest.mark.parametrize("name", MACHINES)
def test_a_part_of_another_type_is_read_past_or_refused(name: str, value: Any, tmp_path: Path) -> None:
    tree = MACHINES[name]
    for path in places(tree):
        read_or_refused(tmp_path, replaced(tree, path, value))


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
sections = st.dictionaries(
    st.sampled_from(("hardware", "bios", "networks", "softwares", "monitors", "memories", "cpus", "drives",
                     "storages", "operatingsystem", "network_device", "network_ports", "printers", "users")),
    json_values, max_size=6,
)  # fmt: skip


@given(sections, st.sampled_from(("Computer", "NetworkEquipment", "Printer", "Phone", "", "Nonsense")))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_sections_are_read_or_refused(tmp_path: Path, content: dict[str, Any], itemtype: str) -> None:
    read_or_refused(tmp_path, {"deviceid": "x", "itemtype": itemtype, "content": content})


@given(st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
def test_what_was_read_can_be_taken_and_leaves_the_desk_sound(
    desk: Desk, tmp_path: Path, data: st.DataObject
) -> None:
    tree: Any = MACHINES[data.draw(st.sampled_from(sorted(MACHINES)))]
    for _ in range(data.draw(st.integers(1, 3))):
        path = data.draw(st.sampled_from(list(places(tree["content"], ("content",)))))
        tree = replaced(tree, path, data.draw(st.sampled_from(STRANGE)))
    path = tmp_path / "x.json"
    path.write_text(json.dumps(tree), "utf-8")
    try:
        inventory = read_inventory(path)
        apply_inventory(desk.store, "tester", inventory)
    except DeskError as error:
        assert str(error)
        return
    head = desk.store.head()
    apply_inventory(desk.store, "tester", read_inventory(path))
    assert desk.store.head() == head, "the same file once more changes nothing"
    assert check(desk.store) == []


# --- any file at all ----------------------------------------------------------------------------------
HOSTILE = {
    "empty": b"", "nul": b"\x00" * 4_096, "bom alone": b"\xef\xbb\xbf",
    "half json": b'{"content": {"hardware"',
    "deep json": b"[" * 100_000, "deep object": b'{"content":' * 5_000, "json number": b"42",
    "json null": b"null",
    "zip header": b"PK\x03\x04" + b"\x00" * 200, "png": b"\x89PNG\r\n\x1a\n" + b"\x00" * 64,
    "one cell": b"x", "quotes": b'"' * 999, "separators": b";,\t|" * 500, "one long line": b"a" * 300_000,
    "many columns": b",".join(b"c%d" % n for n in range(5_000)) + b"\n1\n",
    "utf-16 half": "Asset Tag,Name\nA-1,x".encode("utf-16")[:-1],
    "latin": "Tag;Straße\nA-1;Käse".encode("latin-1"),
    "mixed ends": b"Asset Tag,Name\rA-1,x\nA-2,y\r\nA-3,z", "cr only": b"Asset Tag,Name\rA-1,x\r",
    "xml": b"<?xml version='1.0'?><REQUEST><CONTENT/></REQUEST>", "html": b"<html><table><tr><td>Asset Tag",
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("suffix", [".csv", ".json", ".xlsx", ".txt", ""])
def test_any_file_is_imported_or_refused_in_words(desk: Desk, tmp_path: Path, name: str, suffix: str) -> None:
    path = tmp_path / f"file{suffix}"
    path.write_bytes(HOSTILE[name])
    try:
        import_file(desk, path, Intention(kind="asset"))
    except DeskError as error:
        assert str(error) and "Traceback" not in str(error)
        assert len(str(error).splitlines()) == 1 and len(str(error)) < 500
    assert check(desk.store) == []


@given(st.binary(max_size=400))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
def test_any_bytes_are_imported_or_refused_in_words(desk: Desk, tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "file.csv"
    path.write_bytes(data)
    try:
        import_file(desk, path, Intention(kind="asset", dry_run=True))
    except DeskError as error:
        assert str(error)
