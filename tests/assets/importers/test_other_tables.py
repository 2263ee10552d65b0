"""JSON lists and workbooks as tables: every cell is text, and no file breaks the reader."""

from __future__ import annotations

import json
from datetime import date, datetime, time
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from itdesk.assets.importers.other_tables import json_table, sheet_table
from itdesk.assets.importers.tables import How, Table
from itdesk.core.errors import CancelledError, DeskError

HERE = Path("file.json")
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(10**9), 10**9)
    | st.text(st.characters(codec="utf-8"), max_size=8)
)
RECORDS = st.lists(
    st.dictionaries(st.text("abcdé ", min_size=1, max_size=3), SCALARS, max_size=4), min_size=1, max_size=6
)


def book(path: Path, *sheets: list[list[object]]) -> Path:
    made = openpyxl.Workbook()
    made.remove(made.active)
    for number, rows in enumerate(sheets):
        sheet = made.create_sheet(f"Sheet {number}")
        for row in rows:
            sheet.append(row)
    made.save(path)
    return path


def read(folder: Path, *sheets: list[list[object]], how: How = How()) -> Table:
    return sheet_table(book(folder / "book.xlsx", *sheets), how)


def shown(value: object) -> str:
    """A JSON value as a person would type it into a cell."""
    if value is None:
        return ""
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


# --- JSON ------------------------------------------------------------------------------------


@given(RECORDS)
def test_every_record_of_a_list_is_a_row_with_all_columns(records: list[dict[str, object]]) -> None:
    names = list(dict.fromkeys(key for record in records for key in record))
    if not names:
        with pytest.raises(DeskError) as caught:
            json_table(HERE, json.dumps(records), "UTF-8")
        assert caught.value.code == "import.empty"
        return
    table = json_table(HERE, json.dumps(records), "UTF-8")
    assert len(table.headers) == len(names)
    assert [list(row) for row in table.rows] == [[shown(r.get(name)) for name in names] for r in records]
    assert table.lines == list(range(1, len(records) + 1))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[]", "import.empty"),
        ("[{}, {}]", "import.empty"),
        ("{}", "file.format"),
        ("null", "file.format"),
        ('"text"', "file.format"),
        ('[{"a": 1}, 2]', "file.format"),
        ('[["a"]]', "file.format"),
        ('[{"a": 1}', "file.format"),
        ("[{'a': 1}]", "file.format"),
        ("[" * 50_000, "file.format"),
        ("[{" + ",".join(f'"c{n}": 1' for n in range(1_001)) + "}]", "file.format"),
    ],
    ids=lambda value: value[:20],
)
def test_json_that_is_no_list_of_records_is_refused_in_one_sentence(text: str, code: str) -> None:
    with pytest.raises(DeskError) as caught:
        json_table(HERE, text, "UTF-8")
    assert caught.value.code == code
    assert len(str(caught.value).splitlines()) == 1


def test_nested_values_and_half_pairs_become_text() -> None:
    table = json_table(HERE, '[{"a": ["x", {"é": 1}], "b": "\\ud83d", "c": 1.50}]', "UTF-8")
    assert table.rows == [('["x", {"é": 1}]', "?", "1.5")]


def test_names_of_columns_that_only_differ_by_space_are_kept_apart() -> None:
    table = json_table(HERE, '[{"tag": 1, " tag": 2, "": 3}]', "UTF-8")
    assert table.headers == ("tag", "tag (2)", "Column 3")
    assert table.rows == [("1", "2", "3")]


def test_a_formula_in_json_is_text_and_its_apostrophe_a_letter() -> None:
    assert json_table(HERE, '[{"a": "\'=1+1"}, {"a": "=1"}]', "UTF-8").rows == [("'=1+1",), ("=1",)]


# --- workbooks -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (12, "12"),
        (12.0, "12"),
        (1480.5, "1480.5"),
        (-0.5, "-0.5"),
        (6377020000000000.0, "6377020000000000"),
        (True, "yes"),
        (False, "no"),
        (date(2024, 2, 29), "2024-02-29T00:00:00"),
        (datetime(2024, 2, 29, 13, 5), "2024-02-29T13:05:00"),
        (time(8, 30), "08:30:00"),
        ("  spaced  ", "  spaced  "),
        ("'=SUM(A1)", "=SUM(A1)"),
        ("山田 太郎 👩‍💻", "山田 太郎 👩‍💻"),
        ("two\nlines", "two\nlines"),
    ],
)
def test_a_cell_of_a_workbook_is_what_a_person_reads_there(tmp_path: Path, value: object, cell: str) -> None:
    assert read(tmp_path, [["tag", "value"], ["A-1", value]]).rows == [("A-1", cell)]


def test_the_first_sheet_with_rows_is_taken_and_rows_keep_their_numbers(tmp_path: Path) -> None:
    table = read(tmp_path, [], [["tag"], [None], ["A-1"], [""], ["A-2"]], [["other"], ["x"]])
    assert table.headers == ("tag",)
    assert table.rows == [("A-1",), ("A-2",)]
    assert table.lines == [3, 5]


def test_rows_of_a_sheet_above_the_table_shift_nothing(tmp_path: Path) -> None:
    table = read(tmp_path, [[None, None], [None, None], ["tag", "name"], ["A-1", "x"]])
    assert (table.headers, table.lines) == (("tag", "name"), [4])


def test_a_sheet_without_headers_is_numbered(tmp_path: Path) -> None:
    table = read(tmp_path, [["A-1", 5], ["A-2", 6]], how=How(has_headers=False))
    assert table.headers == ("Column 1", "Column 2")
    assert table.rows == [("A-1", "5"), ("A-2", "6")]


def test_a_workbook_of_empty_sheets_holds_no_rows(tmp_path: Path) -> None:
    with pytest.raises(DeskError) as caught:
        read(tmp_path, [], [[None], [""]])
    assert caught.value.code == "import.empty"


def test_a_header_alone_holds_no_rows(tmp_path: Path) -> None:
    with pytest.raises(DeskError) as caught:
        read(tmp_path, [["tag", "name"]])
    assert caught.value.code == "import.empty"


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml"])
def test_a_damaged_workbook_is_one_known_error(tmp_path: Path, part: str) -> None:
    import zipfile

    whole = book(tmp_path / "whole.xlsx", [["tag"], ["A-1"]])
    broken = tmp_path / "broken.xlsx"
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(broken, "w") as target:
        for name in source.namelist():
            target.writestr(name, b"<not" if name == part else source.read(name))
    with pytest.raises(DeskError) as caught:
        sheet_table(broken, How())
    assert caught.value.code == "file.format"
    assert "not a readable workbook" in str(caught.value)


def test_reading_a_large_sheet_can_be_cancelled(tmp_path: Path) -> None:
    path = book(tmp_path / "long.xlsx", [["tag"], *([f"A-{n}"] for n in range(2_100))])

    def cancel(done: int, total: int) -> None:
        raise CancelledError

    with pytest.raises(CancelledError):
        sheet_table(path, How(), cancel)
