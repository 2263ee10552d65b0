"""Rows of a file before they meet the ledger: every cell lands in its row, or says why not."""

from __future__ import annotations

from datetime import UTC

from hypothesis import given
from hypothesis import strategies as st

from itdesk.assets.importers.rows import WHOLE, Named, Row, State, placed, read_rows
from itdesk.assets.importers.tables import Table
from itdesk.assets.kinds import ASSET
from tests.assets.importers.files import table_of

MAPPING = {
    "Tag": "tag",
    "Name": "name",
    "Price": "price",
    "Who": "person",
    "Mail": "person.email",
    "Months": "warranty-months",
    "Type": "type",
}


def rows_of(table: Table, match: str = "tag") -> list[Row]:
    return read_rows(table, placed(table, ASSET, MAPPING, UTC), match)


def one(**cells: str) -> Row:
    return rows_of(table_of(tuple(cells), tuple(cells.values())))[0]


def test_a_full_row_is_taken_apart() -> None:
    row = one(Tag="A-1", Name="x", Price="12 USD", Who="Ana", Mail="ana@x.org", Months="2 years", Type="nb")
    assert row.values == {"tag": "A-1", "name": "x", "price": 1200, "type": "other"}
    assert row.names == {"person_id": Named("Ana", (("email", "ana@x.org"),))}
    assert (row.months, row.currency, row.key) == (24, "USD", "A-1")
    assert row.unknown == {"type": "nb"}
    assert row.state is State.NEW


def test_details_may_stand_before_the_name_or_alone() -> None:
    assert one(Mail="ana@x.org", Who="Ana").names["person_id"] == Named("Ana", (("email", "ana@x.org"),))
    assert one(Mail="ana@x.org").names["person_id"] == Named("", (("email", "ana@x.org"),))


def test_blank_cells_are_not_among_the_values() -> None:
    row = one(Tag=" ", Name="", Price="\t", Who="\u200b", Months="", Type="\ufeff")
    assert (row.values, row.names, row.problems, row.key, row.months) == ({}, {}, {}, "", None)


def test_a_column_that_goes_nowhere_is_not_read() -> None:
    table = table_of(("Tag", "Junk"), ("A-1", "\x00"))
    assert [item.reader.target.name for item in placed(table, ASSET, MAPPING, UTC)] == ["tag"]
    assert not rows_of(table)[0].problems


def test_a_mapping_to_a_target_that_is_gone_is_passed_over() -> None:
    table = table_of(("Tag", "Old"), ("A-1", "x"))
    found = placed(table, ASSET, {"Tag": "tag", "Old": "was-mine"}, UTC)
    assert [item.place for item in found] == [0]


def test_every_wrong_cell_of_a_row_is_told_by_its_column() -> None:
    row = one(Tag="A\x00", Price="dear", Who="x" * 2_000, Name="fine")
    assert set(row.problems) == {"tag", "price", "person"}
    assert row.is_wrong
    assert row.values == {"name": "fine"}


def test_the_first_problem_of_a_column_is_kept() -> None:
    row = Row(0, 2)
    row.refuse("person", "first")
    row.refuse("person", "second")
    assert row.problems == {"person": "first"}


def test_a_damaged_row_is_wrong_as_a_whole() -> None:
    table = table_of(("Tag",), ("A-1",), ("A-2",))
    table.damaged[1] = "it has 2 cells instead of 1."
    first, second = rows_of(table)
    assert not first.is_wrong
    assert second.problems[WHOLE] == "The row cannot be read: it has 2 cells instead of 1."


def test_the_key_is_the_value_as_it_will_be_kept() -> None:
    assert one(Tag="  a-1\u00a0").key == "a-1"
    assert rows_of(table_of(("Price",), ("1.50",)), "price")[0].key == "150"
    assert rows_of(table_of(("Name",), ("x",)), "tag")[0].key == ""


CELLS = st.sampled_from(["", "A-1", "12", "12 EUR", "dear", "\x00", "Ana", "laptop", "3 years", "x" * 1_200])


@given(st.lists(st.lists(CELLS, min_size=7, max_size=7).map(tuple), min_size=1, max_size=6))
def test_a_row_reads_the_same_alone_and_among_others(cells: list[tuple[str, ...]]) -> None:
    together = rows_of(table_of(tuple(MAPPING), *cells))
    for row, line in zip(together, cells, strict=True):
        alone = rows_of(table_of(tuple(MAPPING), line))[0]
        assert (row.values, row.names, row.problems) == (alone.values, alone.names, alone.problems)
        assert (row.key, row.months, row.currency) == (alone.key, alone.months, alone.currency)


@given(st.lists(CELLS, min_size=7, max_size=7).map(tuple))
def test_a_row_is_wrong_exactly_when_it_says_why(cells: tuple[str, ...]) -> None:
    row = rows_of(table_of(tuple(MAPPING), cells))[0]
    assert row.is_wrong == bool(row.problems)
    assert set(row.problems) <= {column.name for column in ASSET}
    assert set(row.values) <= {column.field for column in ASSET}
