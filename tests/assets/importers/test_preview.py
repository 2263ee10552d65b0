"""The preview: rows and cells new, changed, same or wrong, before anything is written."""

from __future__ import annotations

import pytest

from itdesk.assets.importers.mapping import guess_mapping
from itdesk.assets.importers.preview import Preview, plan
from itdesk.assets.importers.rows import State
from itdesk.assets.importers.tables import Table
from itdesk.assets.kinds import ASSET
from itdesk.core.errors import DeskError
from itdesk.core.kinds import Kind
from itdesk.people.kinds import PERSON, PLACE, SUPPLIER
from tests.assets.importers.files import MemoryLedger, table_of

KINDS = {kind.name: kind for kind in (ASSET, PERSON, PLACE, SUPPLIER)}
MATCHED = {
    "tag": "NB-1", "name": "old", "serial": "S1", "type": "laptop", "status": "in-use", "place_id": 5,
    "price": 148_000, "currency": "EUR", "notes": "kept", "bought": "2024-02-01",
}  # fmt: skip


def ledger() -> MemoryLedger:
    return MemoryLedger(
        KINDS,
        asset={1: MATCHED, 2: {"tag": "NB-2", "serial": "S2"}, 3: {"tag": "NB-3", "serial": "S9"}},
        place={5: {"name": "HQ"}, 6: {"name": "Store"}},
        person={8: {"name": "Ana Sá", "email": "ana@x.org"}, 9: {"name": "Jo"}, 10: {"name": "Jo"}},
    )


def planned(table: Table, match: str = "tag", kind: Kind = ASSET) -> Preview:
    mapping = {header: guess.target for header, guess in guess_mapping(table, kind).items()}
    return plan(table, kind, mapping, match, ledger(), KINDS, currency="EUR")


def states(preview: Preview) -> list[str]:
    return [str(row.state) for row in preview.rows]


def test_rows_are_new_changed_same_or_wrong_and_add_up() -> None:
    preview = planned(
        table_of(
            ("tag", "name", "price"),
            ("NB-9", "x", "1"),
            ("nb-1", "new name", ""),
            ("NB-2", "", ""),
            ("N", "", "?"),
        )
    )
    assert states(preview) == ["new", "changed", "same", "wrong"]
    assert sum(preview.counts) == len(preview.rows)
    assert preview.head == 7


def test_a_changed_cell_tells_what_it_takes_the_place_of() -> None:
    preview = planned(table_of(("tag", "price", "place", "serial"), ("NB-1", "1500", "Store", "S1")))
    row = preview.rows[0]
    price, place, serial = (preview.cell(row, ASSET.column(n)) for n in ("price", "place", "serial"))
    assert price == (State.CHANGED, "1,500.00", "1,480.00")
    assert place == (State.CHANGED, "Store", "HQ")
    assert serial == (State.SAME, "S1", "")


def test_a_wrong_cell_keeps_the_files_spelling_and_says_what_to_do() -> None:
    preview = planned(
        table_of(
            ("tag", "bought", "price"),
            ("A", "31.02.2024", "1"),
            ("B", "1.1.2024", "164,9O"),
            ("C", "", "1,5"),
        )
    )
    first, second, third = preview.rows
    assert preview.cell(first, ASSET.column("bought")) == (State.WRONG, "31.02.2024", "")
    assert "February 2024 has 29 days" in first.problems["bought"]
    assert "Did you mean 164,90?" in second.problems["price"]
    assert third.values["price"] == 150


def test_a_column_with_decimal_commas_reads_a_point_as_grouping() -> None:
    preview = planned(table_of(("tag", "price"), ("A", "1.480,00"), ("B", "1.480"), ("C", "12.58 USD")))
    assert [row.values.get("price") for row in preview.rows[:2]] == [148_000, 148_000]
    assert preview.rows[2].values["currency"] == "USD"


def test_a_blank_cell_never_erases() -> None:
    preview = planned(table_of(("tag", "name", "notes"), ("NB-1", "  ", "")))
    assert states(preview) == ["same"]
    assert preview.rows[0].values == {"tag": "NB-1"}


def test_a_key_that_stands_twice_is_wrong_and_names_the_row() -> None:
    preview = planned(table_of(("tag",), ("A",), ("B",), (" a ",)))
    assert states(preview) == ["new", "new", "wrong"]
    assert "row 2" in preview.rows[2].problems["tag"]


def test_a_serial_of_another_asset_is_wrong_unless_it_is_junk() -> None:
    table = table_of(
        ("tag", "serial"), ("A", "s2"), ("B", "N/A"), ("C", "N/A"), ("NB-1", "S9"), ("D", "Q"), ("E", "q")
    )
    preview = planned(table)
    assert states(preview) == ["wrong", "new", "new", "wrong", "new", "wrong"]
    assert "NB-2" in preview.rows[0].problems["serial"]


def test_a_key_that_several_records_have_is_wrong() -> None:
    preview = planned(table_of(("name", "phone"), ("Jo", "1"), ("Ana Sá", "2")), "name", PERSON)
    assert states(preview) == ["wrong", "changed"]


def test_a_serial_that_a_spreadsheet_rounded_is_wrong() -> None:
    preview = planned(table_of(("tag", "serial"), ("A", "6.37702E+15")))
    assert "rounded by a spreadsheet" in preview.rows[0].problems["serial"]


def test_people_are_found_by_mail_or_name_and_unknown_ones_are_made_once() -> None:
    table = table_of(
        ("tag", "Full Name", "Email"),
        ("1", "Somebody", "ANA@x.org"), ("2", "Ana Sá", ""), ("3", "New One", "new@x.org"),
        ("4", "New One", "new@x.org"), ("5", "New One", "other@x.org"), ("6", "Jo", ""),
        ("7", "", "only@x.org"),
    )  # fmt: skip
    preview = planned(table)
    assert [row.values.get("person_id") for row in preview.rows[:2]] == [8, 8]
    places = [row.coming["person_id"].place for row in preview.rows[2:5]]
    assert places[0] == places[1] != places[2]
    assert preview.makes[0].values == {"name": "New One", "email": "new@x.org"}
    assert "several people" in preview.rows[5].problems["person"]
    assert preview.makes[-1].values == {"name": "only@x.org", "email": "only@x.org"}


def test_somebody_of_the_same_name_with_another_mail_is_somebody_else() -> None:
    preview = planned(table_of(("tag", "Full Name", "Email"), ("1", "Ana Sá", "ana@elsewhere.org")))
    assert preview.makes[0].values["email"] == "ana@elsewhere.org"


def test_places_of_one_file_may_lie_in_each_other_but_not_in_a_circle() -> None:
    table = table_of(("name", "parent"), ("Room", "Floor"), ("Floor", "HQ"), ("A", "B"), ("B", "A"))
    preview = planned(table, "name", PLACE)
    assert preview.rows[0].coming["parent_id"] == (True, 1)
    assert preview.rows[1].values["parent_id"] == 5
    assert states(preview)[:2] == ["new", "new"]
    assert states(preview).count("wrong") == 2
    assert not preview.makes


def test_a_word_that_no_choice_knows_becomes_other_and_is_noted_once() -> None:
    table = table_of(("tag", "Category", "notes"), ("A", "Forklift", "heavy"), ("NB-1", "Forklift", ""))
    preview = planned(table)
    assert preview.rows[0].values["type"] == "other"
    assert preview.rows[0].values["notes"] == "heavy\nType: Forklift"
    assert "type" not in preview.rows[1].values
    assert preview.rows[1].values["notes"] == "kept\nType: Forklift"


def test_an_unknown_state_is_wrong_because_there_is_no_other() -> None:
    preview = planned(table_of(("tag", "status"), ("A", "Lost"), ("B", "Exploded")))
    assert preview.rows[0].values["status"] == "missing"
    assert "Exploded" in preview.rows[1].problems["status"]


def test_months_of_warranty_count_from_the_purchase_in_file_or_ledger() -> None:
    table = table_of(
        ("tag", "bought", "Warranty"), ("A", "31.08.2024", "6"), ("NB-1", "", "2 years"), ("B", "", "12")
    )
    preview = planned(table)
    assert [row.values.get("warranty_until") for row in preview.rows] == ["2025-02-28", "2026-02-01", None]


def test_an_amount_gets_the_offices_currency_only_where_none_is_known() -> None:
    preview = planned(table_of(("tag", "price"), ("A", "12"), ("B", "$12.58"), ("NB-1", "13")))
    assert [row.values.get("currency") for row in preview.rows] == ["EUR", "USD", None]


def test_a_new_record_without_what_it_needs_is_wrong() -> None:
    people = planned(table_of(("name", "email"), ("", "a@x.org"), ("Zoë", "")), "email", PERSON)
    assert states(people) == ["wrong", "new"]
    assert states(planned(table_of(("tag", "zzz"), ("", "1")))) == ["wrong"]


def test_a_key_that_no_column_gives_is_refused() -> None:
    with pytest.raises(DeskError) as caught:
        planned(table_of(("tag",), ("A",)), "serial")
    assert caught.value.code == "import.match"


def test_a_damaged_row_is_wrong_as_a_whole_and_the_rest_goes_on() -> None:
    table = table_of(("tag",), ("A",), ("B",))
    table.damaged[0] = "it has 4 cells instead of 1."
    preview = planned(table)
    assert states(preview) == ["wrong", "new"]
    assert next(iter(preview.problems())).row == 2
