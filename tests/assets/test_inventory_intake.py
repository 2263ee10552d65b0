from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from itdesk.assets.importers.inventory import Inventory, Part
from itdesk.assets.inventory_intake import apply_inventory
from itdesk.core.errors import DeskError
from itdesk.desk import Desk
from itdesk.store.trial import TrialStore
from itdesk.store.undo import undo
from tests.assets.machines import LAPTOP, changed, take, without


def assets(desk: Desk) -> int:
    return desk.lists.count("asset", desk.query("asset", ""))


def software(desk: Desk, key: int) -> dict[str, str]:
    return {p.name: p.release for p in desk.assets.parts(key) if p.category == "software"}


def edit(desk: Desk, key: int, **values: str) -> None:
    with desk.write("edit asset") as unit:
        desk.keepers["asset"].change(unit, key, values)


# --- one machine, one asset --------------------------------------------------------------


def test_a_computer_becomes_an_asset_with_its_parts_in_one_entry(any_desk: Desk, tmp_path: Path) -> None:
    desk, taken = any_desk, take(any_desk, tmp_path, LAPTOP)
    asset = desk.store.read("asset", taken.asset)
    found = (asset["tag"], asset["name"], asset["type"], asset["serial"])
    assert found == ("A-00001", "NB-1", "laptop", "5CG8482XYZ")
    assert (asset["mac"], asset["address"]) == ("00:1a:2b:3c:4d:5e", "192.0.2.7")
    parts = [(p.category, p.name, p.release) for p in desk.assets.parts(taken.asset)]
    assert ("software", "Firefox", "115") in parts and ("memory", "DIMM0", "8 GB DDR4") in parts
    assert taken.made and taken.entry == desk.store.head() == 1


def test_the_same_computer_again_writes_nothing(any_desk: Desk, tmp_path: Path) -> None:
    first = take(any_desk, tmp_path, LAPTOP)
    again = take(any_desk, tmp_path, LAPTOP)
    assert (again.asset, again.entry, again.made, again.difference) == (first.asset, None, False, ())
    assert any_desk.store.head() == 1


@pytest.mark.parametrize(
    "later",
    [
        changed(hardware={"name": "NB-1"}, networks=[]),
        changed(bios={}, networks=[]),
        changed(bios={}, hardware={"name": "other", "uuid": "To be filled by O.E.M."}),
        changed(bios={"ssn": "5cg8482xyz"}, hardware={}, networks=[]),
    ],
)
def test_serial_uuid_or_mac_alone_is_enough(desk: Desk, tmp_path: Path, later: object) -> None:
    first = take(desk, tmp_path, LAPTOP)
    assert take(desk, tmp_path, later).asset == first.asset
    assert assets(desk) == 1


def test_another_card_of_the_machine_is_enough(desk: Desk, tmp_path: Path) -> None:
    cards = [
        {"description": "eth0", "mac": "00:1a:2b:3c:4d:5e"},
        {"description": "wlan0", "mac": "00:1a:2b:3c:4d:5f"},
    ]
    first = take(desk, tmp_path, changed(networks=cards))
    assert take(desk, tmp_path, changed(bios={}, hardware={}, networks=cards[1:])).asset == first.asset


@pytest.mark.parametrize("serial", ["To be filled by O.E.M.", "0000000000", "Default string", "", "None"])
def test_a_filler_is_no_identity(desk: Desk, tmp_path: Path, serial: str) -> None:
    for number in (1, 2):
        take(desk, tmp_path, {
            "content": {"hardware": {"name": f"PC-{number}"}, "bios": {"ssn": serial, "msn": serial},
                        "networks": [{"description": "eth0", "mac": f"00:1a:2b:00:00:0{number}"}]},
        })  # fmt: skip
    assert assets(desk) == 2
    assert desk.store.read("asset", 1)["serial"] is None


def test_a_dock_does_not_make_two_machines_one(desk: Desk, tmp_path: Path) -> None:
    first = take(desk, tmp_path, LAPTOP)
    other = changed(
        bios={"ssn": "ANOTHER"}, hardware={"name": "NB-2", "uuid": "22222222-0042-3510-8052-B4C04F4E4B32"}
    )
    unknown_serial = changed(bios={}, hardware={"uuid": "11111111-0042-3510-8052-B4C04F4E4B32"})
    assert take(desk, tmp_path, other).asset != first.asset
    assert take(desk, tmp_path, unknown_serial).made


def test_a_clone_with_the_same_uuid_is_another_machine(desk: Desk, tmp_path: Path) -> None:
    first = take(desk, tmp_path, LAPTOP)
    clone = changed(bios={"ssn": "ANOTHER"}, networks=[])
    assert take(desk, tmp_path, clone).asset != first.asset


def test_a_machine_known_by_nothing_but_its_name_is_found_by_it(desk: Desk, tmp_path: Path) -> None:
    bare = {"content": {"hardware": {"name": "container-7"}}}
    first = take(desk, tmp_path, bare)
    again = take(desk, tmp_path, bare)
    assert (again.asset, again.entry) == (first.asset, None)


def test_a_name_is_no_identity_where_there_is_a_better_one(desk: Desk, tmp_path: Path) -> None:
    take(desk, tmp_path, changed(bios={"ssn": "S-1"}, hardware={"name": "raspberrypi"}, networks=[]))
    take(desk, tmp_path, changed(bios={"ssn": "S-2"}, hardware={"name": "raspberrypi"}, networks=[]))
    assert assets(desk) == 2


def test_a_serial_that_two_assets_have_is_asked_about_and_nothing_is_written(
    desk: Desk, tmp_path: Path
) -> None:
    with desk.write("add asset") as unit:
        for tag in ("D-1", "D-2"):
            desk.keepers["asset"].add(unit, {"tag": tag, "serial": "5CG8482XYZ"})
    with pytest.raises(DeskError) as caught:
        take(desk, tmp_path, changed(networks=[]))
    assert caught.value.code == "record.ambiguous" and "D-1, D-2" in str(caught.value)
    assert desk.store.head() == 1


def test_a_doubtful_serial_is_decided_by_the_card(desk: Desk, tmp_path: Path) -> None:
    with desk.write("add asset") as unit:
        desk.keepers["asset"].add(unit, {"serial": "5CG8482XYZ"})
        second = desk.keepers["asset"].add(unit, {"serial": "5CG8482XYZ", "mac": "001A.2B3C.4D5E"})
    assert take(desk, tmp_path, LAPTOP).asset == second


# --- what the ledger keeps ---------------------------------------------------------------


def test_what_people_wrote_is_kept(desk: Desk, tmp_path: Path) -> None:
    key = take(desk, tmp_path, LAPTOP).asset
    own = {"name": "Maria's laptop", "status": "in-repair", "tag": "NB-0042", "notes": "hinge"}
    edit(desk, key, **own)
    later = changed(
        operatingsystem={"full_name": "Debian GNU/Linux 13"},
        hardware={"name": "NB-NEW", "chassis_type": "Notebook"},
    )
    assert take(desk, tmp_path, later).difference == ("System: Debian GNU/Linux 12 → Debian GNU/Linux 13",)
    asset = desk.store.read("asset", key)
    assert {field: asset[field] for field in own} == own


def test_a_name_that_no_person_wrote_follows_the_machine(desk: Desk, tmp_path: Path) -> None:
    key = take(desk, tmp_path, LAPTOP).asset
    told = take(desk, tmp_path, changed(hardware={"name": "NB-9", "chassis_type": "Notebook"})).difference
    assert told == ("Name: NB-1 → NB-9",)
    assert desk.store.read("asset", key)["name"] == "NB-9"


def test_an_asset_that_was_typed_is_filled_in(desk: Desk, tmp_path: Path) -> None:
    with desk.write("add asset") as unit:
        key = desk.keepers["asset"].add(unit, {"tag": "NB-0007", "serial": "5CG8482XYZ"})
    taken = take(desk, tmp_path, LAPTOP)
    asset = desk.store.read("asset", key)
    assert (taken.asset, taken.made) == (key, False)
    assert (asset["tag"], asset["type"], asset["model"]) == ("NB-0007", "laptop", "EliteBook 845")


def test_a_section_that_was_not_looked_at_takes_nothing_away(desk: Desk, tmp_path: Path) -> None:
    key = take(desk, tmp_path, LAPTOP).asset
    for later in (without("softwares"), changed(softwares="oops"), changed(softwares=[1, None])):
        assert take(desk, tmp_path, later).entry is None
    assert set(software(desk, key)) == {"Firefox", "vim"}
    take(desk, tmp_path, changed(softwares=[]))
    assert software(desk, key) == {}


def test_a_tag_that_is_taken_is_not_given_twice(desk: Desk, tmp_path: Path) -> None:
    for serial in ("S1", "S2"):
        device = {"type": "Networking", "name": "sw", "serial": serial, "assettag": "IT-0001"}
        take(desk, tmp_path, {"content": {"network_device": device}})
    assert [desk.store.read("asset", key)["tag"] for key in (1, 2)] == ["IT-0001", "A-00002"]


# --- the difference ----------------------------------------------------------------------


def test_a_later_inventory_says_what_changed_and_can_be_undone(any_desk: Desk, tmp_path: Path) -> None:
    desk, key = any_desk, take(any_desk, tmp_path, LAPTOP).asset
    before = desk.assets.parts(key)
    later = changed(
        softwares=[
            {"name": "Firefox", "version": "120", "arch": "amd64"}, {"name": "gimp", "version": "2.10"},
        ],
        monitors=[],
        memories=[{"capacity": 16384, "caption": "DIMM0", "numslots": 1, "type": "DDR4"}],
    )  # fmt: skip
    taken = take(desk, tmp_path, later)
    assert taken.difference == (
        "Memory: DIMM0 8 GB DDR4 → 16 GB DDR4", "Memory: Total 8 GB → 16 GB",
        "Monitor gone: DELL U2415 (ABC123)", "Software added: gimp 2.10",
        "Software: Firefox 115 → 120", "Software gone: vim 9.0",
    )  # fmt: skip
    assert (taken.asset, taken.entry) == (key, 2)
    undo(desk.store, "tester", 2)
    assert desk.assets.parts(key) == before


def test_a_trial_writes_nothing(desk: Desk, tmp_path: Path) -> None:
    found = Inventory({"name": "NB-1", "serial": "S1"}, (Part("software", "vim|", "vim", "9"),))
    taken = apply_inventory(TrialStore(desk.store), "tester", found)
    assert taken.made and taken.difference == ("New asset A-00001 with 1 components",)
    assert assets(desk) == 0 and desk.store.head() == 0


def test_two_agents_with_other_facts_do_not_write_in_turns(desk: Desk) -> None:
    told = Inventory({"serial": "S1"}, (Part("software", "vim|", "vim", "9", {"publisher": "Debian"}),))
    terse = replace(told, parts=(Part("software", "vim|", "vim", "9"),))
    apply_inventory(desk.store, "tester", told)
    assert apply_inventory(desk.store, "tester", terse).entry is None
    assert apply_inventory(desk.store, "tester", told).entry is None
