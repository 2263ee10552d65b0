from __future__ import annotations

import socket
from pathlib import Path

from itdesk.assets.importers.local import Sources, scan_local
from itdesk.assets.inventory_intake import SCAN_VERB, apply_inventory
from itdesk.desk import Desk

DPKG = """Package: vim
Status: install ok installed
Architecture: amd64
Version: 2:9.0
Description: editor
 Status: not a field

Package: removed
Status: deinstall ok config-files
Version: 1

Package: base-files
Status: install ok installed
Version: 12
"""


def told(root: Path, **files: str) -> Sources:
    """A machine that tells what these files say."""
    for name, text in files.items():
        path = root / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return Sources(root)


def firmware(root: Path, **words: str) -> Sources:
    return told(root, **{f"sys__class__dmi__id__{name}": text for name, text in words.items()})


def test_this_computer_scanned_twice_is_one_asset(desk: Desk) -> None:
    first = apply_inventory(desk.store, "tester", scan_local(), verb=SCAN_VERB)
    found = apply_inventory(desk.store, "tester", scan_local(), verb=SCAN_VERB)
    assert first.made and not found.made and found.asset == first.asset
    assert desk.store.read("asset", first.asset)["name"] == socket.gethostname().split(".")[0]
    assert {"processor", "memory"} <= {p.category for p in desk.assets.parts(first.asset)}


def test_what_the_firmware_says_identifies_it(tmp_path: Path) -> None:
    found = scan_local(firmware(
        tmp_path, product_serial="5CG8482XYZ\n", sys_vendor="HP", product_name="EliteBook", chassis_type="10",
        product_uuid="4C4C4544-0042-3510-8052-B4C04F4E4B32",
    )).values  # fmt: skip
    assert (found["serial"], found["manufacturer"], found["type"]) == ("5CG8482XYZ", "HP", "laptop")
    assert found["uuid"] == "4c4c4544-0042-3510-8052-b4c04f4e4b32"


def test_fillers_of_the_firmware_are_not_known(tmp_path: Path) -> None:
    found = scan_local(firmware(
        tmp_path, product_serial="To Be Filled By O.E.M.", chassis_serial="Default string",
        sys_vendor="O.E.M.", product_uuid="03000200-0400-0500-0006-000700080009",
    )).values  # fmt: skip
    assert not {"serial", "manufacturer", "uuid"} & set(found)


def test_without_firmware_the_machine_id_identifies_it(tmp_path: Path) -> None:
    number = "3d1219c7c4c5404aaa1f6d2a48adfda4"
    assert scan_local(told(tmp_path, **{"etc__machine-id": number + "\n"})).values["uuid"] == number
    assert "uuid" not in scan_local(told(tmp_path, **{"etc__machine-id": "uninitialized\n"})).values


def test_without_anything_its_name_does(desk: Desk, tmp_path: Path) -> None:
    found = scan_local(Sources(tmp_path))
    first = apply_inventory(desk.store, "tester", found)
    again = apply_inventory(desk.store, "tester", found)
    assert (again.asset, again.entry) == (first.asset, None)


def test_a_guest_of_a_hypervisor_is_a_virtual_machine(tmp_path: Path) -> None:
    assert (
        scan_local(told(tmp_path, proc__cpuinfo="flags\t: fpu hypervisor sse\n")).values["type"] == "virtual"
    )


def test_installed_packages_are_read_from_a_file(tmp_path: Path) -> None:
    found = scan_local(told(tmp_path, var__lib__dpkg__status=DPKG))
    software = [(p.identity, p.name, p.release) for p in found.parts if p.category == "software"]
    assert software == [("vim|amd64", "vim", "2:9.0"), ("base-files|", "base-files", "12")]
    assert "software" in found.categories


def test_without_a_list_of_packages_none_is_gone(tmp_path: Path) -> None:
    assert "software" not in scan_local(Sources(tmp_path)).categories
