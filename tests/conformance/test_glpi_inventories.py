"""Real inventories of GLPI's own examples, where the office keeps them beside the project."""

from __future__ import annotations

from pathlib import Path

import pytest

from itdesk.assets.importers.glpi import looks_like_inventory, read_inventory
from itdesk.assets.inventory_intake import InventoryTaken, apply_inventory
from itdesk.core.errors import DeskError
from itdesk.desk import Desk
from itdesk.store.undo import undo

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "data" / "inventory"

pytestmark = pytest.mark.skipif(not FOLDER.exists(), reason="the real inventories are not beside the project")


def take(desk: Desk, name: str) -> InventoryTaken:
    return apply_inventory(desk.store, "tester", read_inventory(FOLDER / name))


def parts(desk: Desk, key: int, category: str) -> dict[str, str]:
    return {p.name: p.release for p in desk.assets.parts(key) if p.category == category}


def test_the_same_computer_at_two_dates_is_one_with_a_difference(desk: Desk) -> None:
    first = take(desk, "computer_3.json")
    again = take(desk, "computer_3_updated.json")
    assert (again.asset, again.entry, again.made) == (first.asset, 2, False)
    assert desk.lists.count("asset", desk.query("asset", "")) == 1
    assert sum(1 for p in desk.assets.parts(first.asset) if p.category == "software") == 3_184
    assert {
        "IP address: 172.28.220.96 → 192.168.1.103",
        "Memory: Total 4 GB → 8 GB",
        "Monitor gone: PL2480H (11182M5200867)",
        "Software: 157 added, 6 gone, 859 changed",
        "Software: apigen 4.1.2-3.fc25 → 4.1.2-4.fc25.remi",
        "Virtual machine added: centos7.0",
        "Volume: / 49.1 GiB → 147 GiB",
    } <= set(again.difference)
    assert take(desk, "computer_3_updated.json").entry is None


def test_the_later_inventory_can_be_undone(desk: Desk) -> None:
    first = take(desk, "computer_3.json")
    before = desk.assets.parts(first.asset)
    entry = take(desk, "computer_3_updated.json").entry
    assert entry is not None
    undo(desk.store, "tester", entry)
    assert desk.assets.parts(first.asset) == before


def test_a_switch_keeps_its_ports_and_neighbours(desk: Desk) -> None:
    key = take(desk, "networkequipment_3.json").asset
    asset = desk.store.read("asset", key)
    assert (asset["serial"], asset["type"], asset["address"]) == ("CN5BFP62CP", "switch", "192.168.63.30")
    ports = [p for p in desk.assets.parts(key) if p.category == "port"]
    assert len(ports) == 61
    assert sum(1 for p in ports if p.facts["neighbour"]) >= 20


def test_a_printer_keeps_its_toner_and_counters(desk: Desk) -> None:
    key = take(desk, "printer_1.json").asset
    assert desk.store.read("asset", key)["type"] == "printer"
    assert parts(desk, key, "supply") == {"Toner black": "71 %"}
    assert parts(desk, key, "counter") == {"Total": "1802", "Both sides": "831"}


def test_an_older_computer_has_both_its_antivirus_entries(desk: Desk) -> None:
    key = take(desk, "legacy_2_redacted.xml").asset
    asset = desk.store.read("asset", key)
    assert (asset["serial"], asset["mac"]) == ("CZC0479792", "68:b5:99:e6:84:eb")
    assert set(parts(desk, key, "antivirus")) == {
        "Windows Defender",
        "Kaspersky Endpoint Security 10 for Windows",
    }


def test_a_discovered_device_brings_its_tag(desk: Desk) -> None:
    key = take(desk, "legacy_16.xml").asset
    asset = desk.store.read("asset", key)
    assert (asset["tag"], asset["serial"], asset["mac"]) == ("assettag", "cn3afrt37n", None)


def test_inventories_are_told_from_tables_and_from_their_schema() -> None:
    assert not any(looks_like_inventory(path) for path in FOLDER.glob("*.csv"))
    assert not looks_like_inventory(FOLDER / "endoflife_office.json")
    inventories = [*FOLDER.glob("*_*.xml"), *FOLDER.glob("computer_*.json"), FOLDER / "printer_1.json"]
    assert len(inventories) == 5 and all(looks_like_inventory(path) for path in inventories)
    with pytest.raises(DeskError, match="is no inventory of a computer"):
        read_inventory(FOLDER / "inventory.schema.json")
