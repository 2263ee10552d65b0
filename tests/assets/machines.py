"""A laptop as GLPI's agent writes it, and variations of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from itdesk.assets.importers.glpi import read_inventory
from itdesk.assets.importers.inventory import Inventory
from itdesk.assets.inventory_intake import InventoryTaken, apply_inventory
from itdesk.desk import Desk

LAPTOP: dict[str, Any] = {
    "action": "inventory", "itemtype": "Computer", "deviceid": "nb-1",
    "content": {
        "hardware": {"name": "NB-1", "chassis_type": "Notebook",
                     "uuid": "4C4C4544-0042-3510-8052-B4C04F4E4B32"},
        "bios": {"ssn": "5CG8482XYZ", "smanufacturer": "HP", "smodel": "EliteBook 845"},
        "operatingsystem": {"full_name": "Debian GNU/Linux 12"},
        "networks": [
            {"description": "lo", "mac": "00:00:00:00:00:00", "ipaddress": "127.0.0.1", "virtualdev": True},
            {"description": "eth0", "mac": "00:1A:2B:3C:4D:5E", "ipaddress": "192.0.2.7"},
        ],
        "softwares": [
            {"name": "Firefox", "version": "115", "arch": "amd64"},
            {"name": "vim", "version": "9.0", "arch": "amd64"},
        ],
        "monitors": [{"caption": "DELL U2415", "serial": "ABC123"}],
        "memories": [{"capacity": 8192, "caption": "DIMM0", "numslots": 1, "type": "DDR4"}],
    },
}  # fmt: skip


def changed(**sections: object) -> dict[str, Any]:
    """The laptop with other sections."""
    return {**LAPTOP, "content": {**LAPTOP["content"], **sections}}


def without(section: str) -> dict[str, Any]:
    """The laptop where the agent did not look at a section."""
    return {**LAPTOP, "content": {k: v for k, v in LAPTOP["content"].items() if k != section}}


def read(folder: Path, found: object) -> Inventory:
    """What is read of JSON or, given bytes, of any file."""
    path = folder / "inventory.json"
    path.write_bytes(found if isinstance(found, bytes) else json.dumps(found).encode())
    return read_inventory(path)


def take(desk: Desk, folder: Path, found: object) -> InventoryTaken:
    """An inventory into the ledger."""
    return apply_inventory(desk.store, "tester", read(folder, found))
