"""Files that other programs read: complete or absent, private, harmless, and read back the same."""

from __future__ import annotations

import json
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from itdesk.assets.importers.reading import read_table
from itdesk.assets.kinds import ASSET
from itdesk.core.errors import CancelledError, DeskError
from itdesk.core.kinds import Column, Value
from itdesk.core.types import Type
from itdesk.core.values import clean, parse_value
from itdesk.store import exports
from itdesk.store.exports import Record, export_rows

COLUMNS = [ASSET.column(name) for name in ("tag", "name", "type", "bought", "price", "created", "person")]
VALUES: list[Value] = ["A-1", "=1+1", "laptop", "2026-01-02", -123_405, 1_790_000_000_000, "Ana Sá"]


def exported(path: Path, *values: list[Value], columns: list[Column] = COLUMNS) -> Path:
    export_rows(path, columns, [(f"A-{number}", row) for number, row in enumerate(values, 1)])
    return path


def test_csv_has_contract_names_and_values_that_can_be_read_back(tmp_path: Path) -> None:
    table = read_table(exported(tmp_path / "out.csv", VALUES))
    assert table.headers == tuple(column.name for column in COLUMNS)
    assert table.rows[0][1:5] == ("=1+1", "laptop", "2026-01-02", "-1234.05")
    assert b"'=1+1" in (tmp_path / "out.csv").read_bytes()
    for column, cell, value in zip(COLUMNS[:6], table.rows[0], VALUES, strict=False):
        assert parse_value(column, cell) == value


def test_json_has_refs_and_plain_values(tmp_path: Path) -> None:
    path = exported(tmp_path / "out.json", VALUES, [None] * len(COLUMNS))
    first, second = json.loads(path.read_text("utf-8"))
    assert first["ref"] == "A-1"
    assert (first["name"], first["price"]) == ("=1+1", -1234.05)
    assert first["created"] == "2026-09-21T14:13:20.000Z"
    assert second["tag"] is None
    assert json.loads(exported(tmp_path / "none.json").read_text()) == []


def test_a_workbook_has_dates_numbers_and_no_formula(tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(exported(tmp_path / "out.xlsx", VALUES)).worksheets[0]
    cells = next(iter(sheet.iter_rows(min_row=2)))
    assert [cell.data_type for cell in cells] == ["s", "s", "s", "d", "n", "d", "s"]
    assert cells[4].value == -1234.05
    assert cells[1].value == "'=1+1"
    assert read_table(tmp_path / "out.xlsx").rows[0][1] == "=1+1"


def test_a_text_too_long_for_a_cell_says_so_and_control_characters_go(tmp_path: Path) -> None:
    column = ASSET.column("notes")
    path = exported(tmp_path / "out.xlsx", ["x" * 40_000], ["a\x0bb\x00"], columns=[column])
    values = [row[0] for row in openpyxl.load_workbook(path).worksheets[0].iter_rows(values_only=True)]
    assert len(str(values[1])) == exports.CELL_LENGTH
    assert str(values[1]).endswith(exports.SHORTENED)
    assert values[2] == "ab"


def test_more_rows_than_a_sheet_takes_go_on_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "SHEET_ROWS", 4)
    path = exported(tmp_path / "out.xlsx", *([f"A-{i}"] for i in range(7)), columns=COLUMNS[:1])
    book = openpyxl.load_workbook(path)
    assert [sheet.max_row for sheet in book.worksheets] == [4, 4, 2]
    assert all(sheet["A1"].value == "tag" for sheet in book.worksheets)


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions")
def test_only_its_owner_can_read_the_file(tmp_path: Path) -> None:
    assert stat.S_IMODE(exported(tmp_path / "out.csv", VALUES).stat().st_mode) == 0o600


def test_a_failed_or_cancelled_export_leaves_the_former_file(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    path.write_text("former")

    def cancel(done: int, total: int) -> None:
        raise CancelledError

    def broken() -> Iterator[Record]:
        yield "A-1", VALUES
        raise ZeroDivisionError

    with pytest.raises(CancelledError):
        export_rows(path, COLUMNS, [("A-1", VALUES)] * 2_000, progress=cancel)
    with pytest.raises(ZeroDivisionError):
        export_rows(path, COLUMNS, broken())
    assert path.read_text() == "former"
    assert list(tmp_path.iterdir()) == [path]


def test_an_unknown_ending_or_a_missing_folder_is_said_so(tmp_path: Path) -> None:
    for path, code in ((tmp_path / "x.doc", "export.format"), (tmp_path / "no" / "x.csv", "file.unwritable")):
        with pytest.raises(DeskError) as caught:
            exported(path, VALUES)
        assert caught.value.code == code


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc",)), max_size=20) | st.text(
    st.sampled_from("=+-@'\",;\n\t0a"), max_size=8
)


@settings(max_examples=40, deadline=None)
@given(texts=st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=5))
def test_any_stored_text_survives_csv_and_workbook(
    tmp_path_factory: pytest.TempPathFactory, texts: list[tuple[str, str]]
) -> None:
    folder = tmp_path_factory.mktemp("trip")
    columns = [Column(name="number", label="No."), Column(name="notes", label="Notes", type=Type.LONG_TEXT)]
    stored: list[list[Value]] = [[str(i), clean(a), clean(b)] for i, (a, b) in enumerate(texts)]
    columns.append(Column(name="more", label="More", type=Type.LONG_TEXT))
    for ending in (".csv", ".xlsx"):
        path = exported(folder / f"out{ending}", *stored, columns=columns)
        assert [[clean(cell) for cell in row] for row in read_table(path).rows] == stored
