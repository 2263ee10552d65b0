"""The ledger answers an import: every spelling is found, on both engines, and nothing else."""

from __future__ import annotations

import pytest

from itdesk.assets.ledger import PART, StoreLedger
from itdesk.desk import Desk
from tests.records import add

NAMES = ("山田 太郎", "Zoë Ångström", "ΣΊΣΥΦΟΣ", "o'brien", "100%", "a_b", "A*B", "👩‍💻", "محمد", "ÉCOLE")


def test_a_text_is_found_in_any_case_and_by_its_folded_self(any_desk: Desk) -> None:
    ledger = StoreLedger(any_desk.store)
    keys = {name: add(any_desk, "person", name=name) for name in NAMES}
    for name, key in keys.items():
        assert ledger.find("person", "name", {name}) == {name.casefold(): [key]}
    assert ledger.find("person", "name", {"O'BRIEN", "école"}) == {
        "o'brien": [keys["o'brien"]],
        "école": [keys["ÉCOLE"]],
    }


@pytest.mark.parametrize("text", ["%", "_", "a%b", "a-b", "AxB", "1000", "", " ", "'; DROP TABLE person; --"])
def test_a_text_is_compared_whole_and_never_as_a_pattern(any_desk: Desk, text: str) -> None:
    for name in NAMES:
        add(any_desk, "person", name=name)
    assert not StoreLedger(any_desk.store).find("person", "name", {text})


def test_all_records_of_one_text_are_found_the_oldest_first(any_desk: Desk) -> None:
    keys = [add(any_desk, "person", name=name) for name in ("Jo", "JO", "Ann", "jo")]
    found = StoreLedger(any_desk.store).find("person", "name", {"jO", "ann", "nobody"})
    assert found == {"jo": [keys[0], keys[1], keys[3]], "ann": [keys[2]]}


@pytest.mark.parametrize("count", [PART // 2, PART, PART + 1])
def test_more_texts_than_one_statement_takes_are_all_found(desk: Desk, count: int) -> None:
    with desk.write("add places") as unit:
        unit.insert_many("place", [{"name": f"Room {n}"} for n in range(count)])
    ledger = StoreLedger(desk.store)
    found = ledger.find("place", "name", {f"ROOM {n}" for n in range(count)} | {"elsewhere"})
    assert sorted(key for keys in found.values() for key in keys) == list(range(1, count + 1))
    assert found["room 0"] == [1]


def test_a_record_is_found_by_its_number_and_by_nothing_like_one(any_desk: Desk) -> None:
    key = add(any_desk, "place", name="HQ")
    ledger = StoreLedger(any_desk.store)
    assert ledger.find("place", "number", {str(key), "0", "99", "-1", "1.0", "٣", "x", "9" * 30}) == {
        "1": [1]
    }


def test_records_are_read_with_their_values_and_missing_ones_are_missing(any_desk: Desk) -> None:
    key = add(any_desk, "asset", tag="A-1", price="12.50", currency="EUR")
    found = StoreLedger(any_desk.store).read("asset", [key, 404])
    assert list(found) == [key]
    assert (found[key]["tag"], found[key]["price"]) == ("A-1", 1250)
    assert StoreLedger(any_desk.store).read("asset", []) == {}


def test_a_reference_shows_what_its_kind_is_shown_as(any_desk: Desk) -> None:
    asset = add(any_desk, "asset", tag="NB-7", name="Laptop")
    person = add(any_desk, "person", name="山田")
    ticket = add(any_desk, "ticket", subject="Printer")
    ledger = StoreLedger(any_desk.store)
    assert ledger.shown("asset", [asset]) == {asset: "NB-7"}
    assert ledger.shown("person", [person, 404]) == {person: "山田"}
    assert str(ticket) in ledger.shown("ticket", [ticket])[ticket] or ledger.shown("ticket", [ticket]) == {
        ticket: "Printer"
    }


def test_the_ledger_remembers_the_entry_at_which_it_was_asked(desk: Desk) -> None:
    add(desk, "place", name="HQ")
    ledger = StoreLedger(desk.store)
    add(desk, "place", name="Later")
    assert (ledger.head, desk.store.head()) == (1, 2)
    assert ledger.find("place", "name", {"later"}) == {"later": [2]}
