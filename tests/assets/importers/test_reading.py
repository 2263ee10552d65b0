"""Reading tables: whatever wrote them, and whoever means harm with them."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from itdesk.assets.importers.csv_tables import csv_table, find_delimiter, line_ends
from itdesk.assets.importers.reading import decode, mended, read_table
from itdesk.assets.importers.tables import How, distinct
from itdesk.core.errors import CancelledError, DeskError
from tests.assets.importers.files import write


def test_a_windows_file_with_semicolons_is_read_and_told(tmp_path: Path) -> None:
    table = read_table(write(tmp_path, "Name;Ort\r\nMüller;Köln\r\n".encode("cp1252")))
    assert table.headers == ("Name", "Ort")
    assert table.rows == [("Müller", "Köln")]
    assert table.facts.encoding == "Windows-1252 (found)"
    assert (table.facts.line_ends, table.facts.delimiter) == ("CRLF", "semicolon")


@pytest.mark.parametrize(
    ("content", "ends"),
    [("a,b\n1,2\n", "LF"), ("a,b\r1,2\r", "CR"), ("a,b\r\n1,2\r\n", "CRLF"), ("a,b\r\n1,2\n3,4\r", "mixed")],
)
def test_every_line_end_is_found(tmp_path: Path, content: str, ends: str) -> None:
    table = read_table(write(tmp_path, content))
    assert table.facts.line_ends == line_ends(content) == ends
    assert table.rows[0] == ("1", "2")


def test_a_byte_order_mark_is_no_part_of_the_first_header(tmp_path: Path) -> None:
    assert read_table(write(tmp_path, "\ufefftag,name\nA-1,x\n")).headers == ("tag", "name")
    assert read_table(write(tmp_path, "tag\tname\nA-1\tÅsa\n".encode("utf-16"))).rows == [("A-1", "Åsa")]


def test_an_old_macintosh_file_is_read_and_twice_written_utf8_is_mended(tmp_path: Path) -> None:
    twice = "Saint-Étienne".encode().decode("cp1252").encode("mac_roman")
    table = read_table(write(tmp_path, b"place,n\r" + twice + b",1\r"))
    assert table.rows == [("Saint-Étienne", "1")]
    assert "Mac Roman" in table.facts.encoding
    assert "mended" in table.facts.encoding
    assert mended("Ãlter Ort, Größe, Tür", "x") == ("Ãlter Ort, Größe, Tür", "x")


def test_quoted_cells_span_lines_and_rows_know_where_they_began(tmp_path: Path) -> None:
    table = read_table(write(tmp_path, 'a,b\n"one\ntwo",2\n\n3,4\n'))
    assert table.rows == [("one\ntwo", "2"), ("3", "4")]
    assert table.lines == [2, 5]


def test_a_cell_may_be_longer_than_the_csv_module_likes(tmp_path: Path) -> None:
    table = read_table(write(tmp_path, "a,b\n" + "x" * 200_000 + ",1\n"))
    assert len(table.rows[0][0]) == 200_000


def test_duplicate_and_missing_headers_are_made_distinct() -> None:
    assert distinct(["Name", "Name", "", "Name (2)"])[0] == ("Name", "Name (3)", "Column 3", "Name (2)")
    assert distinct(["Name", "Name"])[1] == ("Name",)


def test_short_rows_are_filled_and_a_row_with_too_many_cells_is_flagged(tmp_path: Path) -> None:
    table = read_table(write(tmp_path, "a,b,c\n1\n1,2,3,4\n1,2,3\n"))
    assert table.rows == [("1", "", ""), ("1", "2", "3"), ("1", "2", "3")]
    assert list(table.damaged) == [1]
    assert "4 cells instead of 3" in table.damaged[1]


def test_headers_shorter_than_every_row_are_what_is_short(tmp_path: Path) -> None:
    table = read_table(write(tmp_path, "a,b\n1,2,3\n4,5,6\n"))
    assert table.headers == ("a", "b", "Column 3")
    assert not table.damaged


def test_an_open_quotation_mark_flags_the_row_that_swallows_the_rest(tmp_path: Path) -> None:
    table = read_table(write(tmp_path, 'a,b\n1,2\n3,"open\n5,6\n7,8\n'))
    assert table.rows[0] == ("1", "2")
    assert "never closed" in table.damaged[1]


def test_numbers_that_a_spreadsheet_rounded_are_told(tmp_path: Path) -> None:
    table = read_table(write(tmp_path, "n,m\n6.37702E+15,x\n5,y\n"))
    assert list(table.facts.warnings) == ["n"]


def test_a_json_list_is_a_table(tmp_path: Path) -> None:
    content = json.dumps([{"tag": "A-1", "price": 12.5}, {"tag": "A-2", "spare": True}])
    table = read_table(write(tmp_path, content, "file.json"))
    assert table.headers == ("tag", "price", "spare")
    assert table.rows == [("A-1", "12.5", ""), ("A-2", "", "yes")]


def test_a_workbook_is_a_table_of_its_first_full_sheet(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.create_sheet("Assets")
    sheet.append(["tag", "price", "serial"])
    sheet.append(["A-1", 12.0, 4711])
    book.save(tmp_path / "file.xlsx")
    table = read_table(tmp_path / "file.xlsx")
    assert table.rows == [("A-1", "12", "4711")]


def test_a_person_can_say_how_a_file_is_to_be_read(tmp_path: Path) -> None:
    path = write(tmp_path, "A-1|Größe\n".encode("cp850"))
    table = read_table(path, How("cp850", "|", has_headers=False))
    assert table.headers == ("Column 1", "Column 2")
    assert table.rows == [("A-1", "Größe")]
    with pytest.raises(DeskError) as caught:
        read_table(path, How("utf-8"))
    assert caught.value.code == "file.format"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "import.empty"),
        (b"\n \n\n", "import.empty"),
        (b"a,b,c\n", "import.empty"),
        (b"\x7fELF\x00\x01\x02", "file.format"),
        (b"PK\x03\x04 this is no zip", "file.format"),
        (b"[" * 5_000, "file.format"),
        (b"[1, 2]", "file.format"),
        (b'{"a": 1}', "file.format"),
        (b'[{"a": ' + b"9" * 5_000 + b"}]", "file.format"),
        (b"<?xml version='1.0'?><a/>", "file.format"),
        (b"a," * 2_000 + b"\n1\n", "file.format"),
    ],
)
def test_what_is_no_table_is_one_clear_error(tmp_path: Path, content: bytes, code: str) -> None:
    with pytest.raises(DeskError) as caught:
        read_table(write(tmp_path, content))
    assert caught.value.code == code


def test_a_file_that_is_not_there_or_is_a_folder_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(DeskError) as missing:
        read_table(tmp_path / "none.csv")
    with pytest.raises(DeskError) as folder:
        read_table(tmp_path)
    assert (missing.value.code, folder.value.code) == ("file.missing", "file.unreadable")


def test_a_workbook_that_would_unpack_to_too_much_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", b"\0" * (210 << 20))
    assert path.stat().st_size < 1 << 20
    with pytest.raises(DeskError) as caught:
        read_table(path)
    assert caught.value.code == "file.too_large"


def test_a_long_read_can_be_cancelled(tmp_path: Path) -> None:
    def cancel(done: int, total: int) -> None:
        raise CancelledError

    with pytest.raises(CancelledError):
        read_table(write(tmp_path, "a,b\n" + "1,2\n" * 5_000), progress=cancel)


def test_a_single_line_of_megabytes_is_read_or_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(DeskError):
        read_table(write(tmp_path, "x" * (5 << 20)))
    with pytest.raises(DeskError) as caught:
        read_table(write(tmp_path, "a,b\n1," + "x" * (17 << 20)))
    assert "begins on line 2" in str(caught.value)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_give_a_table_or_a_known_error(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    path = write(tmp_path_factory.mktemp("any"), data)
    try:
        table = read_table(path)
    except DeskError:
        return
    assert all(len(row) == len(table.headers) for row in table.rows)
    assert len(set(table.headers)) == len(table.headers)
    assert len(table.lines) == len(table.rows)


def test_the_delimiter_is_the_one_that_cuts_every_line_alike() -> None:
    assert find_delimiter('a;b\n"1,5;x";2\n"2,5";3\n') == ";"
    assert find_delimiter("a\tb, c\n1\t2, 3\n4\t5\n") == "\t"
    assert decode(Path("x"), "日本語,名前\n".encode("shift_jis"))[0].startswith("日本語")
    assert csv_table(Path("x"), "a\n1\n", "ASCII", How()).rows == [("1",)]


def test_a_stray_control_character_spoils_its_cell_and_not_the_file(tmp_path: Path) -> None:
    table = read_table(write(tmp_path, b"Tag,Name\nN-1,a\x00b\nN-2,fine\n"))
    assert table.rows == [("N-1", "a\x00b"), ("N-2", "fine")]


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf16_without_its_mark_is_found(tmp_path: Path, codec: str) -> None:
    table = read_table(write(tmp_path, "Tag,Name\r\nU-1,Zürich\r\n".encode(codec)))
    assert (table.rows, table.facts.encoding) == ([("U-1", "Zürich")], "UTF-16 (found)")


@pytest.mark.parametrize("line", ["sep=;", "SEP=;", '"sep=;"'])
def test_the_line_that_tells_spreadsheets_the_separator_is_no_header(tmp_path: Path, line: str) -> None:
    table = read_table(write(tmp_path, f"{line}\nTag;Name\nS-1;a,b\n"))
    assert (table.headers, table.rows, table.lines) == (("Tag", "Name"), [("S-1", "a,b")], [3])


def test_a_workbook_is_known_by_its_bytes_whatever_it_is_called(tmp_path: Path) -> None:
    path = tmp_path / "book.csv"
    book = openpyxl.Workbook()
    for row in (["Tag", "Name"], ["W-1", "a"]):
        book.active.append(row)
    book.save(tmp_path / "book.xlsx")
    (tmp_path / "book.xlsx").rename(path)
    assert read_table(path).rows == [("W-1", "a")]
