"""The shape of a table: headers told apart, every row as long as they are, damage told by row."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itdesk.assets.importers.tables import (
    COLUMN_LIMIT,
    Facts,
    Table,
    distinct,
    is_destroyed,
    shaped,
    suspicious,
)
from itdesk.core.errors import DeskError

HERE = Path("file.csv")
FACTS = Facts("UTF-8", "LF", "comma")
CELLS = st.sampled_from(["", " ", "x", "1", "山田"])
ROWS = st.lists(st.lists(CELLS, min_size=1, max_size=6).map(tuple), min_size=2, max_size=8)
NAMES = st.lists(st.sampled_from(["", "Name", "Name (2)", "name", "Column 1", "Tag"]), max_size=9)


def shape(*rows: tuple[str, ...], **options: bool) -> Table:
    return shaped(HERE, list(rows), list(range(1, len(rows) + 1)), FACTS, **options)


# --- headers ---------------------------------------------------------------------------------


@given(NAMES)
def test_headers_are_all_different_and_none_is_empty(names: list[str]) -> None:
    found, _ = distinct(names)
    assert len(found) == len(names)
    assert len(set(found)) == len(found)
    assert all(found)


@given(NAMES)
def test_the_first_of_each_name_keeps_it(names: list[str]) -> None:
    found, _ = distinct(names)
    for name in filter(None, names):
        assert found[names.index(name)] == name or names.count("") > 0


@given(NAMES)
def test_what_stands_twice_is_told(names: list[str]) -> None:
    _, doubled = distinct(names)
    for name in filter(None, names):
        assert (names.count(name) > 1) <= (name in doubled)


def test_headers_are_trimmed_before_they_are_compared() -> None:
    table = shape((" Tag ", "Tag", "\tName"), ("A", "B", "C"))
    assert table.headers == ("Tag", "Tag (2)", "Name")
    assert table.facts.duplicate_headers == ("Tag",)


# --- rows ------------------------------------------------------------------------------------


@given(ROWS, st.booleans())
def test_every_row_is_as_long_as_the_headers_and_none_is_lost(
    rows: list[tuple[str, ...]], has_headers: bool
) -> None:
    table = shape(*rows, has_headers=has_headers)
    body = rows[1:] if has_headers else rows
    assert len(table.rows) == len(body) == len(table.lines)
    assert {len(row) for row in table.rows} == {len(table.headers)}
    for given_row, row in zip(body, table.rows, strict=True):
        assert row[: len(given_row)] == given_row[: len(row)]


@given(ROWS)
def test_no_filled_cell_is_cut_off_without_a_word(rows: list[tuple[str, ...]]) -> None:
    table = shape(*rows)
    for place, row in enumerate(rows[1:]):
        lost = [cell for cell in row[len(table.headers) :] if cell.strip()]
        assert not lost or place in table.damaged


@pytest.mark.parametrize(
    ("body", "headers", "damaged"),
    [
        ([("1", "2")], 2, []),
        ([("1", "2", "3")], 3, []),
        ([("1", "2", "3"), ("1", "2")], 2, [0]),
        ([("1", "2", "3"), ("1", "2", "3"), ("1", "2")], 3, []),
        ([("1", "2", ""), ("1", "2", " ")], 2, []),
        ([("1",), ("1",)], 2, []),
        ([("1", "2", "", "4"), ("1", "2"), ("5", "6")], 2, [0]),
    ],
)
def test_most_rows_decide_whether_the_headers_are_short_or_the_rows_are_long(
    body: list[tuple[str, ...]], headers: int, damaged: list[int]
) -> None:
    table = shape(("a", "b"), *body)
    assert len(table.headers) == headers
    assert list(table.damaged) == damaged


def test_a_row_with_too_many_cells_says_how_many_and_what_to_do() -> None:
    table = shape(("a", "b"), ("1", "2", "3"), ("1", "2"), ("1", "2"))
    assert table.damaged == {
        0: "it has 3 cells instead of 2. Put the value that holds a separator in quotes."
    }


def test_a_cut_off_end_damages_the_last_row_alone() -> None:
    table = shape(("a",), ("1",), ("2",), is_cut_off=True)
    assert list(table.damaged) == [1]
    assert "never closed" in table.damaged[1]


def test_rows_shorter_than_most_are_counted_as_ragged() -> None:
    assert shape(("a", "b", "c"), ("1",), ("1", "2", "3"), ("1", "2")).facts.ragged_rows == 2


@pytest.mark.parametrize("rows", [[], [("a", "b")], [()]])
def test_no_rows_are_said_so(rows: list[tuple[str, ...]]) -> None:
    with pytest.raises(DeskError) as caught:
        shape(*rows)
    assert caught.value.code == "import.empty"


def test_as_many_columns_as_the_limit_are_read_and_one_more_is_refused() -> None:
    widest = tuple(f"c{n}" for n in range(COLUMN_LIMIT))
    assert len(shape(widest, widest).headers) == COLUMN_LIMIT
    with pytest.raises(DeskError, match="1001 columns"):
        shape((*widest, "one more"), widest)


# --- what a spreadsheet did ------------------------------------------------------------------


@pytest.mark.parametrize("cell", ["6.37702E+15", " 1E+10 ", "9.9e+99"])
def test_a_rounded_number_is_destroyed(cell: str) -> None:
    assert is_destroyed(cell)


@pytest.mark.parametrize("cell", ["", "1E10", "12E+15", "6.3E-15", "6.3E+1", "X6.3E+15", "6.3E+150", "E+15"])
def test_other_codes_are_not(cell: str) -> None:
    assert not is_destroyed(cell)


def test_each_suspicious_column_is_told_with_its_count() -> None:
    rows = [("1E+10", "x"), ("2e+10", "y"), ("3", "E+10")]
    assert suspicious(("n", "m"), rows) == {
        "n": "2 numbers were shortened by a spreadsheet, such as 6.37702E+15"
    }
    assert suspicious(("n",), []) == {}
