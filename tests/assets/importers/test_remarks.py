"""What is said about each column of a file, once all of it was read."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from itdesk.assets.importers.preview import plan
from itdesk.assets.importers.remarks import remarks
from itdesk.assets.importers.tables import Table, suspicious
from itdesk.assets.kinds import ASSET
from itdesk.people.kinds import PERSON, PLACE, SUPPLIER
from tests.assets.importers.files import MemoryLedger, table_of

KINDS = {kind.name: kind for kind in (ASSET, PERSON, PLACE, SUPPLIER)}
MAPPING = {"Tag": "tag", "Where": "place", "Who": "person", "Mail": "person.email", "Price": "price"}


def said(table: Table, match: str = "tag") -> dict[str, str]:
    ledger = MemoryLedger(KINDS, asset={1: {"tag": "A-1"}, 2: {"tag": "A-2"}}, place={5: {"name": "HQ"}})
    mapping = {header: MAPPING.get(header, "") for header in table.headers}
    return remarks(plan(table, ASSET, mapping, match, ledger, KINDS))


def about(header: str, *cells: str, others: Sequence[str] = ()) -> str:
    tags = others or [f"N-{number}" for number in range(len(cells))]
    table = table_of(("Tag", header), *zip(tags, cells, strict=True))
    return said(table)[header]


def test_every_column_has_its_line() -> None:
    table = table_of(("Tag", "Where", "Junk"), ("A-1", "HQ", ""))
    assert list(said(table)) == ["Tag", "Where", "Junk"]


def test_the_key_says_how_many_are_known() -> None:
    table = table_of(("Tag", "Where"), ("a-1", ""), ("A-2", ""), ("A-3", ""), ("", "HQ"))
    assert said(table)["Tag"] == "Match key: 2 of 3 are in the ledger"


@pytest.mark.parametrize(
    ("cells", "line"),
    [
        (("HQ", "hq", ""), "All are known"),
        (("HQ", "Attic"), "Attic is new and will be made"),
        (("Attic", "attic"), "Attic is new and will be made"),
        (("Attic", "Cellar", "HQ"), "2 are new and will be made"),
        (("", " "), "Empty in every row"),
    ],
)
def test_a_reference_says_whom_it_will_make(cells: tuple[str, ...], line: str) -> None:
    assert about("Where", *cells) == line


@pytest.mark.parametrize(
    ("cells", "line"),
    [
        (("12", "dear"), "1 value cannot be read"),
        (("cheap", "dear", "cheap"), "3 values cannot be read"),
        (("12", "13.50"), ""),
    ],
)
def test_values_that_cannot_be_read_are_counted(cells: tuple[str, ...], line: str) -> None:
    assert about("Price", *cells) == line


@pytest.mark.parametrize(
    ("cells", "line"),
    [
        (("x", "", "y"), "2 of 3 rows filled"),
        (("", ""), "Empty in every row"),
        (("x",), "1 of 1 rows filled"),
    ],
)
def test_a_column_left_out_says_how_full_it_is(cells: tuple[str, ...], line: str) -> None:
    assert about("Junk", *cells) == line


def test_a_wrong_row_makes_nobody_and_is_not_promised() -> None:
    table = table_of(("Tag", "Where", "Price"), ("A-9", "Attic", "dear"))
    assert said(table)["Where"] == ""


def test_what_a_spreadsheet_destroyed_is_said_first() -> None:
    table = table_of(("Tag", "Price"), ("A-9", "6.37702E+15"), ("A-8", "dear"))
    table.facts.warnings.update(suspicious(table.headers, table.rows))
    assert said(table)["Price"].startswith("1 number was shortened by a spreadsheet")
    assert said(table)["Price"].endswith("; 2 values cannot be read")


def test_a_detail_of_a_person_repeats_nothing_of_the_person() -> None:
    table = table_of(("Tag", "Who", "Mail"), ("A-9", "New", "new@x.org"))
    found = said(table)
    assert (found["Who"], found["Mail"]) == ("New is new and will be made", "")


def test_an_ambiguous_name_is_not_all_known() -> None:
    people = {8: {"name": "Jo"}, 9: {"name": "Jo"}}
    ledger = MemoryLedger(KINDS, person=people)
    table = table_of(("Tag", "Who"), ("A-9", "Jo"))
    found = remarks(plan(table, ASSET, {"Tag": "tag", "Who": "person"}, "tag", ledger, KINDS))
    assert found["Who"] == ""
