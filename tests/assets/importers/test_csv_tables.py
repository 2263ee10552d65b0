"""CSV: the delimiter, the lines and the quotation marks are found whatever the cells hold."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from itdesk.assets.importers.csv_tables import (
    DELIMITERS,
    csv_table,
    find_delimiter,
    line_ends,
    without_separator_line,
)
from itdesk.assets.importers.tables import How, Table
from itdesk.core.errors import CancelledError, DeskError

HERE = Path("file.csv")
CELLS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"), exclude_characters="'"), max_size=8
)


def table_of(text: str, how: How = How()) -> Table:
    return csv_table(HERE, text, "UTF-8", how)


def written(rows: list[list[str]], delimiter: str, end: str = "\n") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator=end, quoting=csv.QUOTE_ALL).writerows(rows)
    return out.getvalue()


# --- the delimiter ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("Preis;Wert\n" + "1,5;2,5\n" * 20, ";"),
        ("Benutzer;Ort\n" + "Müller, Anna;Köln, Süd, 2. Stock\n" * 9, ";"),
        ("a|b|c\n1,5|2;5|3\n", "|"),
        ("a\tb\n1,2,3\t4,5,6\n7,8,9\t1,2,3\n", "\t"),
        ("name,notes\nx,a;b;c;d\ny,e\n", ","),
        ('a;b\n"x,y,z";1\n"u,v,w";2\n', ";"),
        ("alone\n1\n2\n", ","),
        ("", ","),
        ("\n\n\n", ","),
    ],
)
def test_the_delimiter_is_the_one_that_makes_columns_and_not_fractions(text: str, delimiter: str) -> None:
    assert find_delimiter(text) == delimiter


@given(
    st.integers(2, 6),
    st.lists(st.integers(0, 99_999), min_size=4, max_size=40),
    st.sampled_from(";\t|"),
)
def test_german_prices_alone_never_make_a_file_one_of_commas(
    width: int, amounts: list[int], delimiter: str
) -> None:
    rows = [[f"c{n}" for n in range(width)]]
    rows += [[f"{amount // 100},{amount % 100:02}"] * width for amount in amounts]
    assert find_delimiter("\n".join(delimiter.join(row) for row in rows)) == delimiter


@given(st.sampled_from(DELIMITERS), st.sampled_from(DELIMITERS), st.integers(2, 5))
def test_the_separator_line_goes_before_what_would_be_guessed(said: str, other: str, width: int) -> None:
    row = other.join("x" * width)
    text, found = without_separator_line(f"sep={said}\n{row}\n")
    assert found == said
    assert text == f"\n{row}\n"


@pytest.mark.parametrize(
    "text", ["sep=:\na:b", "sep=;;\n", "sep\n", "sepal;width\n1;2", " sep=;\n", "sep=;x\n1"]
)
def test_a_first_line_that_says_no_separator_stays(text: str) -> None:
    assert without_separator_line(text) == (text, "")


def test_what_a_person_says_goes_before_the_separator_line() -> None:
    assert table_of("sep=;\na|b\n1|2\n", How(delimiter="|")).headers == ("a", "b")


# --- rows and lines --------------------------------------------------------------------------


@given(
    st.lists(st.lists(CELLS, min_size=2, max_size=2), min_size=1, max_size=8),
    st.sampled_from(DELIMITERS),
    st.sampled_from(("\n", "\r\n", "\r")),
)
def test_quoted_cells_come_back_as_they_were(rows: list[list[str]], delimiter: str, end: str) -> None:
    kept = [row for row in rows if any(cell.strip() for cell in row)]
    assume(kept)
    assume(not any(cell.startswith("\ufeff") for row in kept for cell in row))
    found = table_of(written([["a", "b"], *rows], delimiter, end), How(delimiter=delimiter))
    assert [list(row) for row in found.rows] == kept


@given(st.lists(st.sampled_from(["x,1", "", "   ", '"two\nlines",1', ",", '"a ""q"" b",2']), max_size=12))
def test_every_row_knows_the_line_it_began_on(parts: list[str]) -> None:
    text, expected, line = "h,i\n", [], 2
    for part in parts:
        text += part + "\n"
        if part.strip(" ,"):
            expected.append(line)
        line += 1 + part.count("\n")
    assume(expected)
    assert table_of(text).lines == expected


@pytest.mark.parametrize(
    ("text", "ends"),
    [("", "none"), ("a", "none"), ("a\n\n", "LF"), ("a\r\r", "CR"), ("a\r\n", "CRLF"), ("a\n\r", "mixed")],
)
def test_line_ends_are_named(text: str, ends: str) -> None:
    assert line_ends(text) == ends


def test_a_file_without_headers_gets_numbered_ones_and_loses_no_row() -> None:
    found = table_of("A-1,x\nA-2,y\n", How(has_headers=False))
    assert found.headers == ("Column 1", "Column 2")
    assert found.rows == [("A-1", "x"), ("A-2", "y")]
    assert found.lines == [1, 2]


def test_cells_that_an_export_guarded_are_as_before() -> None:
    found = table_of("'=name,b\n'=1+1,'+49 711\n'plain,-5\n")
    assert found.headers == ("=name", "b")
    assert found.rows == [("=1+1", "+49 711"), ("'plain", "-5")]


# --- quotation marks that never close --------------------------------------------------------


@pytest.mark.parametrize("rest", ["", "5,6\n", "5,6\n7,8\n" * 200])
def test_only_the_row_that_swallows_the_rest_is_damaged(rest: str) -> None:
    found = table_of('a,b\n1,2\n3,"open\n' + rest)
    assert list(found.damaged) == [len(found.rows) - 1] == [1]
    assert found.lines == [2, 3]


def test_a_closed_quotation_mark_at_the_end_of_the_file_is_no_damage() -> None:
    assert not table_of('a,b\n1,"2"').damaged
    assert not table_of('a,b\n1,"two\nlines"').damaged
    assert not table_of('a,b\n1,say "hi" twice\n').damaged


def test_a_line_without_end_is_refused_by_where_it_begins() -> None:
    with pytest.raises(DeskError, match="begins on line 3"):
        table_of("a,b\n1,2\n" + "x" * ((16 << 20) + 1))


def test_progress_is_told_and_never_beyond_the_end() -> None:
    heard: list[tuple[int, int]] = []
    text = "a,b\n" + "1,2\n" * 6_000
    csv_table(HERE, text, "ASCII", How(), lambda done, total: heard.append((done, total)))
    assert len(heard) >= 3
    assert all(0 <= done <= total == len(text) for done, total in heard)
    assert heard == sorted(heard)


def test_a_cancelled_read_raises_what_was_asked() -> None:
    def cancel(done: int, total: int) -> None:
        raise CancelledError

    with pytest.raises(CancelledError):
        csv_table(HERE, "a,b\n1,2\n", "ASCII", How(), cancel)
