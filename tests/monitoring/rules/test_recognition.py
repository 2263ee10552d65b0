"""Recognition by the vendor's row, by the standards' own places, and by what sysDescr says."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itdesk.monitoring.kinds import CATEGORIES
from itdesk.monitoring.rules.recognition import Entity, Facts, questions, recognise
from itdesk.monitoring.rules.systems import SYSTEMS
from itdesk.monitoring.rules.vendors import ALIASES, ENTERPRISES, NO_MAKERS, WORDS

OWN = "1.3.6.1.4.1."
UPS = "1.3.6.1.2.1.33.1.1"


def test_an_unheard_of_vendor_is_read_from_the_standards_own_places() -> None:
    chassis = Entity(
        "chassis", "Example 24", "Unit 1", "A1", "1.0", "2.4.1", "EX123456", "Example Inc", "EX-24"
    )
    found = recognise(Facts(f"{OWN}32473.1.1", "Example 24-port switch", {}, (chassis,)))
    assert (found.vendor, found.model, found.serial, found.version, found.category) == (
        "Example Inc", "EX-24", "EX123456", "2.4.1", "switch",
    )  # fmt: skip


def test_an_unheard_of_ups_is_read_from_the_ups_mib() -> None:
    answers = {f"{UPS}.1.0": "Acme", f"{UPS}.2.0": "Acme 3000", f"{UPS}.3.0": "1.07"}
    found = recognise(Facts(f"{OWN}32473", "Network card", answers))
    assert (found.model, found.version, found.category) == ("Acme 3000", "1.07", "ups")


def test_an_unheard_of_printer_is_read_from_the_printer_mib() -> None:
    answers = {"1.3.6.1.2.1.43.5.1.1.17.1": "PRN-778", "1.3.6.1.2.1.25.3.2.1.3.1": "Acme Laser 9"}
    found = recognise(Facts(f"{OWN}32473", "Acme network", answers))
    assert (found.model, found.serial, found.category) == ("Acme Laser 9", "PRN-778", "printer")


def test_a_stack_whose_first_entity_has_no_serial_takes_that_of_its_first_chassis() -> None:
    parts = (Entity("stack", "Stack"), Entity("chassis", "A", model="WS-1", serial="FCW1"))
    found = recognise(
        Facts(f"{OWN}9.1.1208", "Cisco IOS Software, C2960X, Version 15.0(2a)EX5, REL", {}, parts)
    )
    assert (found.vendor, found.model, found.serial, found.version) == (
        "Cisco",
        "WS-1",
        "FCW1",
        "15.0(2a)EX5",
    )


@pytest.mark.parametrize(
    "filler", ["", "0", "000000", "N/A", "To be filled by O.E.M.", "xx", "Not Specified"]
)
def test_a_placeholder_is_no_serial_number(filler: str) -> None:
    assert recognise(Facts("", "", {}, (Entity("chassis", serial=filler),))).serial == ""


def test_a_marker_tells_a_nas_from_the_linux_it_runs() -> None:
    linux = "Linux nas 4.4.180 #42962 SMP x86_64"
    net_snmp = f"{OWN}8072.3.2.10"
    assert f"{OWN}6574.1.5.1.0" in questions(net_snmp, linux)
    assert recognise(Facts(net_snmp, linux)).category == "server"
    found = recognise(Facts(net_snmp, linux, {f"{OWN}6574.1.5.1.0": "DS920+"}))
    assert (found.vendor, found.model, found.category) == ("Synology", "DS920+", "nas")


@pytest.mark.parametrize(
    ("object_id", "build", "version", "category"),
    [("1.1", "22631", "11 23H2", "workstation"), ("1.2", "20348", "Server 2022", "server"),
     ("1.2", "99999", "6.3 build 99999", "server")],
)  # fmt: skip
def test_windows_is_named_by_its_build(object_id: str, build: str, version: str, category: str) -> None:
    text = f"Hardware: Intel64 - Software: Windows Version 6.3 (Build {build} Multiprocessor Free)"
    found = recognise(Facts(f"{OWN}311.1.1.3.{object_id}", text))
    assert (found.version, found.category) == (version, category)


def test_a_prefix_ends_at_a_number() -> None:
    # 90 is not 9 (Cisco)
    assert recognise(Facts(f"{OWN}90.1", "something")).vendor != "Cisco"


texts = st.text(max_size=300)


@given(texts, texts, st.lists(st.builds(Entity, *[texts] * 9), max_size=3).map(tuple))
def test_any_texts_are_borne(object_id: str, description: str, entities: tuple[Entity, ...]) -> None:
    asked = questions(object_id, description)
    answers = dict.fromkeys(asked, description)
    assert recognise(Facts(object_id, description, answers, entities)).category


def test_every_row_of_the_tables_is_sound() -> None:
    known = {choice.value for choice in CATEGORIES}
    for system in SYSTEMS:
        assert system.category in known
        assert system.ids or system.descr
        for source in (*system.model, *system.serial, *system.version):
            place, _, pattern = source.partition(" ~ ")
            assert re.fullmatch(r"descr|chassis\.\w+|windows\.\w+|[\d.]+(\.\*)?", place), source
            assert not pattern or re.compile(pattern).groups, source
    assert all(number.isdigit() and vendor for number, vendor in ENTERPRISES.items())
    assert len(set(ENTERPRISES.values())) >= 110
    assert all(re.compile(word) and vendor for word, vendor in (*WORDS, *ALIASES))


def test_no_row_stands_behind_one_that_takes_everything_it_could() -> None:
    for place, system in enumerate(SYSTEMS):
        for earlier in SYSTEMS[:place]:
            takes_all = bool(earlier.ids) and not earlier.descr and not earlier.marker
            covered = bool(system.ids) and takes_all and all(
                any(f"{mine}.".startswith(f"{theirs}.") for theirs in earlier.ids) for mine in system.ids
            )  # fmt: skip
            assert not covered, (system, earlier)


def test_a_plain_linux_is_named_by_its_agent_which_made_no_hardware() -> None:
    found = recognise(Facts(f"{OWN}8072.3.2.10", "Linux files 6.1.0-13-amd64 #1 SMP Debian x86_64"))
    assert (found.vendor, found.version, found.category) == ("Net-SNMP", "6.1.0-13-amd64", "server")
    assert found.vendor in NO_MAKERS
