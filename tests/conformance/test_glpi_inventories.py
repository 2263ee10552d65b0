"""Real inventories of GLPI's own examples, where the office keeps them beside the project."""

from __future__ import annotations

from pathlib import Path

import pytest

from itdesk.assets.importers.glpi import read_inventory
from itdesk.assets.inventory_intake import apply_inventory
from itdesk.desk import Desk

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "data" / "inventory"

pytestmark = pytest.mark.skipif(not FOLDER.exists(), reason="the real inventories are not beside the project")


def take(desk: Desk, name: str) -> tuple[int, int | None, list[str]]:
    return apply_inventory(desk.store, "tester", read_inventory(FOLDER / name))


def test_the_same_computer_at_two_dates_is_one_with_a_difference(desk: Desk) -> None:
    first, _, _ = take(desk, "computer_3.json")
    again, entry, told = take(desk, "computer_3_updated.json")
    assert again == first and entry == 2
    assert desk.lists.count("asset", desk.query("asset", "")) == 1
    assert "Monitor gone: PL2480H" in told
    assert sum(1 for p in desk.assets.parts(first) if p.category == "software") == 3_184
    assert any(line.startswith("Software: ") and "added" in line for line in told)


def test_a_switch_and_a_printer_keep_their_serials(desk: Desk) -> None:
    switch, _, _ = take(desk, "networkequipment_3.json")
    printer, _, _ = take(desk, "printer_1.json")
    assert desk.store.read("asset", switch)["serial"] == "CN5BFP62CP"
    assert sum(1 for p in desk.assets.parts(switch) if p.category == "port") == 61
    assert desk.store.read("asset", printer)["type"] == "printer"


@pytest.mark.parametrize("name", ["legacy_2_redacted.xml", "legacy_16.xml"])
def test_the_older_format_is_read(desk: Desk, name: str) -> None:
    key, _, _ = take(desk, name)
    assert desk.store.read("asset", key)["serial"]
