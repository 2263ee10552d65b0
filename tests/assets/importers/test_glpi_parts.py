"""Parts of a machine, section by section: named, told apart, and no filler taken for an identity."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itdesk.assets.importers.glpi_parts import categories_of, parts_of
from itdesk.assets.importers.inventory import Part

ODD = st.sampled_from([None, "", " ", 0, -1, 7, 1.5, True, [], {}, ["x"], "x", "山田", "\x00", "N/A", "8192"])
SECTIONS = {
    "softwares": ("name", "version", "arch", "publisher"),
    "monitors": ("caption", "serial", "altserial", "description", "manufacturer"),
    "memories": ("capacity", "numslots", "caption", "serialnumber", "type", "speed"),
    "cpus": ("name", "type", "core", "speed"),
    "storages": ("model", "name", "serial", "disksize", "firmware", "type"),
    "drives": ("type", "letter", "volumn", "total", "filesystem"),
    "printers": ("name", "driver"),
    "batteries": ("name", "serial", "chemistry", "capacity"),
    "networks": ("description", "mac", "ipaddress", "virtualdev"),
    "network_components": ("name", "serial", "index", "model", "firmware"),
    "network_ports": ("ifname", "ifnumber", "ifspeed", "mac", "vlans", "connections"),
    "cartridges": ("name", "value", "tonerblack"),
}
ITEMS = {
    section: st.lists(st.fixed_dictionaries({}, optional=dict.fromkeys(names, ODD)), max_size=3)
    for section, names in SECTIONS.items()
}


def only(section: str, **item: object) -> Part:
    """The one part of an inventory with one row, the sum of memory aside."""
    (part,) = [part for part in parts_of({section: [item]}) if part.identity != "total"]
    return part


def none(section: str, **item: object) -> bool:
    return not list(parts_of({section: [item]}))


# --- anything --------------------------------------------------------------------------------


@given(st.fixed_dictionaries({}, optional=ITEMS))
def test_every_part_has_a_name_a_category_and_facts_that_can_be_kept(content: dict[str, object]) -> None:
    looked = categories_of(content)
    for part in parts_of(content):
        assert part.name and part.name == part.name.strip()
        assert part.category in looked
        assert all(isinstance(fact, (str, int, float)) for fact in part.facts.values())
        assert "\x00" not in part.name + part.identity + part.release + "".join(map(str, part.facts.values()))


@given(st.fixed_dictionaries({}, optional=ITEMS))
def test_sections_do_not_depend_on_each_other(content: dict[str, object]) -> None:
    together = list(map(repr, parts_of(content)))
    alone = [repr(part) for name in content for part in parts_of({name: content[name]})]
    assert sorted(together) == sorted(alone)


@pytest.mark.parametrize("section", SECTIONS)
def test_a_row_that_says_nothing_is_no_part(section: str) -> None:
    assert none(section)
    assert list(parts_of({section: "text"})) == []
    assert list(parts_of({section: None})) == []
    assert categories_of({section: []}) == categories_of({section: ""}) != frozenset()
    assert categories_of({section: None}) == categories_of({}) == frozenset()


# --- what tells a part -----------------------------------------------------------------------


@pytest.mark.parametrize("serial", ["To be filled by O.E.M.", "00000000", "N/A", "", "Default string"])
@pytest.mark.parametrize("section", ["monitors", "storages", "batteries", "network_components"])
def test_a_filler_is_no_serial_of_a_part(section: str, serial: str) -> None:
    part = only(section, name="Thing", serial=serial)
    assert "serial" not in part.facts
    assert serial == "" or serial not in part.identity


def test_one_program_of_two_architectures_is_two() -> None:
    first, second = (only("softwares", name="vim", version="9", arch=arch) for arch in ("amd64", "i386"))
    assert first.identity != second.identity
    assert (first.name, first.release, first.facts) == ("vim", "9", {})


def test_a_monitor_is_told_by_its_serial_and_named_by_what_there_is() -> None:
    assert only("monitors", caption="DELL", serial="S1").identity == "S1"
    assert only("monitors", serial="S1").name == "S1"
    assert only("monitors", description="Screen", altserial="B7").facts == {"serial": "B7"}
    assert none("monitors", manufacturer="DELL")


def test_a_bar_of_memory_is_told_by_its_slot_so_that_another_in_it_is_a_change() -> None:
    first = only("memories", capacity=8192, numslots=1, caption="DIMM0", serialnumber="AB12", type="DDR4")
    second = only("memories", capacity="16384", numslots=1, caption="DIMM0", serialnumber="N/A")
    assert first.identity == second.identity == "1"
    assert (first.release, second.release) == ("8 GB DDR4", "16 GB")
    assert (first.facts["serial"], second.facts["serial"]) == ("AB12", "")
    assert none("memories", capacity=0, numslots=2, caption="DIMM1"), "an empty slot is no bar"


@pytest.mark.parametrize(
    ("sizes", "total"),
    [
        ([512], "512 MB"),
        ([1024], "1 GB"),
        ([8192, 8192, 0], "16 GB"),
        ([1536], "1.5 GB"),
        (["8192", None], "8 GB"),
    ],
)
def test_memory_is_summed_over_its_bars(sizes: list[object], total: str) -> None:
    parts = parts_of({"memories": [{"capacity": size} for size in sizes]})
    assert [part.release for part in parts if part.identity == "total"] == [total]


@pytest.mark.parametrize(
    ("item", "name", "release"),
    [
        ({"type": "/", "total": 1024}, "/", "1.0 GiB"),
        ({"type": "/home", "volumn": "/dev/sda2"}, "/home", ""),
        ({"letter": "C:", "type": "Local Disk", "total": 100}, "C:", "100 MiB"),
        ({"volumn": "tmpfs", "total": -5}, "tmpfs", ""),
    ],
)
def test_a_volume_is_called_by_where_it_is_mounted(item: dict[str, object], name: str, release: str) -> None:
    part = only("drives", **item)
    assert (part.name, part.identity, part.release) == (name, name, release)


def test_a_card_known_by_its_address_alone_is_called_by_it() -> None:
    part = only("networks", ipaddress="192.0.2.7")
    assert (part.name, part.identity, part.facts) == ("192.0.2.7", "", {"addresses": "192.0.2.7"})


def test_two_disks_without_serials_are_told_by_model_and_device() -> None:
    first, second = (only("storages", model="Disk", name=f"sd{letter}") for letter in "ab")
    assert first.identity != second.identity
    assert only("storages", model="Disk", disksize=512_110).facts == {"size": "512 GB"}


@pytest.mark.parametrize(
    ("item", "facts"),
    [
        ({"ifname": "1"}, {"speed": "", "vlans": "", "neighbour": ""}),
        ({"ifnumber": 1, "ifspeed": 10**9}, {"speed": "1 Gb/s", "vlans": "", "neighbour": ""}),
        (
            {"ifdescr": "x", "vlans": [{"number": 1}, {"name": "VoIP"}, {}, None]},
            {"speed": "", "vlans": "1, VoIP", "neighbour": ""},
        ),
        (
            {
                "ifname": "1",
                "ifalias": "up",
                "connections": [{"sysname": "SW"}, {"sysdescr": "AP"}, {"mac": "x"}],
            },
            {"alias": "up", "speed": "", "vlans": "", "neighbour": "SW, AP"},
        ),
    ],
)
def test_a_port_tells_speed_networks_and_neighbours(item: dict[str, object], facts: dict[str, str]) -> None:
    assert only("network_ports", **item).facts == facts


@pytest.mark.parametrize(
    ("cartridges", "levels"),
    [
        ([{"tonerblack": "71"}, {"wastetoner": "OK"}], {"Toner black": "71 %", "Waste toner": "OK"}),
        ({"tonercyan": 5, "drumblack": "٥"}, {"Toner cyan": "5 %", "Drumblack": "٥"}),
        ([{"name": "tonermagenta", "value": 0}], {"Toner magenta": "0 %"}),
        ([{"name": "x", "value": ""}, {"toneryellow": None}, {"": "7"}, "x"], {}),
    ],
)
def test_supplies_are_levels_in_per_cent_or_words(cartridges: object, levels: dict[str, str]) -> None:
    parts = list(parts_of({"cartridges": cartridges}))
    assert {part.name: part.release for part in parts} == levels
    assert {part.category for part in parts} <= {"supply"}


def test_counters_of_a_printer_are_parts_with_their_count() -> None:
    parts = parts_of({"pagecounters": {"total": 1802, "rectoverso": "831", "color": None, "bw": [1]}})
    assert {part.name: part.release for part in parts} == {"Total": "1802", "Both sides": "831"}
