"""Finding by what people type: numbers, tags, names, parts of words, two letters, any script."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from itdesk.desk.desk import Desk
from itdesk.desk.finding import described, search
from itdesk.store.search import Hit


@pytest.fixture
def office(any_desk: Desk) -> Desk:
    """A few records of several kinds, on each engine."""
    records: tuple[tuple[str, dict[str, object]], ...] = (
        ("person", {"name": "Maria Silva", "email": "maria.silva@example.com", "phone": "+49 711 5550004"}),
        ("person", {"name": "阿部 葵", "team": "情報システム部"}),
        ("person", {"name": "Müller, Jörg"}),
        ("place", {"name": "HQ / 2 / Server room"}),
        ("supplier", {"name": "Bechtle AG"}),
        ("asset", {"tag": "A-00042", "name": "Maria's laptop", "serial": "5CG8482XYZ",
                   "model": "EliteBook 845", "manufacturer": "HP", "mac": "3c:18:a0:c1:35:0d"}),
        ("asset", {"tag": "PRN-7", "model": "ECOSYS P2235", "manufacturer": "Kyocera", "type": "printer"}),
        ("ticket", {"subject": "Printer jam in tray 2", "description": "Since Monday. 100% <b>sure</b>"}),
        ("manual", {"title": "Replace the toner", "body": "# Toner\n\nOpen the front cover carefully."}),
    )  # fmt: skip
    with any_desk.write("make office") as unit:
        for kind, values in records:
            any_desk.keepers[kind].add(unit, values)  # type: ignore[arg-type]
    return any_desk


Finds = Callable[..., list[tuple[str, str]]]


@pytest.fixture
def finds(office: Desk) -> Finds:
    """finds("words") → (kind, ref) of what is found, best first."""
    return lambda words, **more: [(found.kind, found.ref) for found in search(office, words, **more)]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("A-00042", ("asset", "A-00042")),
        ("a-00042", ("asset", "A-00042")),
        ("prn-7", ("asset", "PRN-7")),
        ("5CG8482XYZ", ("asset", "A-00042")),
        ("8482", ("asset", "A-00042")),
        ("elitebook", ("asset", "A-00042")),
        ("3c18.a0c1.350d", ("asset", "A-00042")),
        ("3C-18-A0-C1-35-0D", ("asset", "A-00042")),
        ("3c:18:a0", ("asset", "A-00042")),
        ("ecosys", ("asset", "PRN-7")),
        ("Maria Silva", ("person", "U-1")),
        ("silva maria", ("person", "U-1")),
        ("maria.silva@", ("person", "U-1")),
        ("5550004", ("person", "U-1")),
        ("阿部", ("person", "U-2")),
        ("情報", ("person", "U-2")),
        ("システム", ("person", "U-2")),
        ("muller", ("person", "U-3")),
        ("JÖRG", ("person", "U-3")),
        ("jorg", ("person", "U-3")),
        ("server room", ("place", "L-1")),
        ("bechtle", ("supplier", "S-1")),
        ("tray jam", ("ticket", "1")),
        ("#1", ("ticket", "1")),
        ("front cover", ("manual", "K-1")),
        ("<b>sure</b>", ("ticket", "1")),
        ("100%", ("ticket", "1")),
        ("K-1", ("manual", "K-1")),
        ("U-2", ("person", "U-2")),
    ],
)  # fmt: skip
def test_what_is_meant_comes_first(finds: Finds, typed: str, first: tuple[str, str]) -> None:
    found = finds(typed)
    assert found and found[0] == first


@pytest.mark.parametrize(
    "typed", ["", "   ", "nothing like this", "%", "_", "'; DROP TABLE asset; --", "\x00"]
)
def test_what_is_not_there_is_not_found(finds: Finds, office: Desk, typed: str) -> None:
    assert finds(typed) == []
    assert office.lists.count("asset", office.query("asset", "")) == 2


def test_all_the_words_are_asked_for(finds: Finds) -> None:
    assert finds("maria laptop") == [("asset", "A-00042")]
    assert finds("maria printer") == []


def test_a_kind_alone_can_be_searched(finds: Finds) -> None:
    assert {kind for kind, _ in finds("maria")} == {"person", "asset"}
    assert finds("maria", kind="person") == [("person", "U-1")]
    assert finds("maria", kind="ticket") == []


@pytest.mark.parametrize("limit", [1, 2, 50])
def test_no_more_than_asked_for_are_found_and_none_twice(finds: Finds, limit: int) -> None:
    found = finds("maria", limit=limit)
    assert len(found) == min(limit, 2) and len(set(found)) == len(found)


def test_a_change_is_found_at_once_and_what_was_is_not(office: Desk, finds: Finds) -> None:
    with office.write("edit") as unit:
        office.keepers["asset"].change(unit, 1, {"serial": "NEW999SERIAL", "model": None})
    assert finds("NEW999") == [("asset", "A-00042")]
    assert finds("5CG8482") == [] and finds("elitebook") == []
    with office.write("remove") as unit:
        unit.delete("manual", 1)
    assert finds("toner") == []


def test_words_of_a_message_find_its_ticket(office: Desk, finds: Finds) -> None:
    office.tickets.note("tester", 1, "The fuser unit is cracked.")
    assert finds("fuser cracked") == [("ticket", "1")]


def test_what_is_gone_is_left_out_of_the_answer(office: Desk) -> None:
    hits = [Hit("person", 1), Hit("person", 99), Hit("asset", 2)]
    assert [found.id for found in described(office, hits)] == [1, 2]


def test_a_record_without_a_name_is_called_by_what_it_is(office: Desk) -> None:
    (found,) = described(office, [Hit("asset", 2)])
    assert (found.ref, found.title) == ("PRN-7", "Kyocera ECOSYS P2235")
