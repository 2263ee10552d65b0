"""Rows into files that other programs read: CSV, XLSX and JSON, row by row, whole or not at all."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime, tzinfo
from pathlib import Path
from typing import IO, Any

from itdesk.core.clock import to_datetime
from itdesk.core.errors import DeskError
from itdesk.core.formulas import guarded
from itdesk.core.kinds import Column, Value
from itdesk.core.types import Type
from itdesk.core.values import plain_value
from itdesk.store.new_file import new_file

SHEET_ROWS = 1_048_576
"""Rows of an XLSX sheet, its headers included (ECMA-376, as Excel limits it)."""
CELL_LENGTH = 32_767
SHORTENED = " … (shortened)"
TELL_EVERY = 1_000

Progress = Callable[[int, int], None]
Record = tuple[str, Sequence[Value]]
"""What scripts call a record, and its values in the order of the columns; a reference is what it shows."""

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_FORMATS = {Type.DATE: "yyyy-mm-dd", Type.INSTANT: "yyyy-mm-dd hh:mm", Type.MONEY: "#,##0.00"}


def export_rows(
    path: Path,
    columns: Sequence[Column],
    records: Iterable[Record],
    *,
    total: int = 0,
    zone: tzinfo = UTC,
    progress: Progress | None = None,
) -> int:
    """Write records to a .csv, .xlsx or .json file; answers how many.

    The file appears under its name only when it is complete, readable by its owner alone.
    `progress` may raise CancelledError. Raises DeskError(export.format, file.unwritable).
    """
    writers = {".csv": _write_csv, ".xlsx": _write_xlsx, ".json": _write_json}
    write = writers.get(path.suffix.lower())
    if write is None:
        raise DeskError("export.format", path=path)
    counted = _Counted(records, total, progress)
    with new_file(path) as file:
        write(file, columns, counted, zone)
    return counted.count


class _Counted:
    """Passes records on, counts them and tells the progress."""

    def __init__(self, records: Iterable[Record], total: int, progress: Progress | None) -> None:
        self.records = records
        self.total = total
        self.progress = progress
        self.count = 0

    def __iter__(self) -> Iterator[Record]:
        for record in self.records:
            yield record
            self.count += 1
            if self.progress is not None and self.count % TELL_EVERY == 0:
                self.progress(self.count, max(self.total, self.count))


# --- CSV -------------------------------------------------------------------------------------


def _write_csv(file: IO[bytes], columns: Sequence[Column], records: Iterable[Record], zone: tzinfo) -> None:
    writer = csv.writer(_Encoded(file))
    writer.writerow([column.name for column in columns])
    for _, values in records:
        writer.writerow([csv_cell(column, value) for column, value in zip(columns, values, strict=True)])


class _Encoded:
    """A text file for csv.writer that leaves the binary file open."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def write(self, text: str) -> None:
        self._file.write(text.encode("utf-8", "replace"))


def csv_cell(column: Column, value: Value) -> str:
    """A value as text that the importer reads back: ISO dates, amounts in major units, yes and no."""
    if value is None:
        return ""
    if column.type is Type.MONEY and isinstance(value, int):
        sign = "-" if value < 0 else ""
        return f"{sign}{abs(value) // 100}.{abs(value) % 100:02}"
    if column.type is Type.YES_NO:
        return "yes" if value in (True, 1) else "no"
    plain = plain_value(column, value)
    return guarded(plain) if isinstance(plain, str) else str(plain)


# --- JSON ------------------------------------------------------------------------------------


def _write_json(file: IO[bytes], columns: Sequence[Column], records: Iterable[Record], zone: tzinfo) -> None:
    names = [column.name for column in columns]
    separator = "[\n"
    for ref, values in records:
        cells = (plain_value(column, value) for column, value in zip(columns, values, strict=True))
        item = {"ref": ref, **dict(zip(names, cells, strict=True))}
        file.write((separator + json.dumps(item, ensure_ascii=False)).encode("utf-8", "replace"))
        separator = ",\n"
    file.write(b"[]\n" if separator == "[\n" else b"\n]\n")


# --- XLSX ------------------------------------------------------------------------------------


def _write_xlsx(file: IO[bytes], columns: Sequence[Column], records: Iterable[Record], zone: tzinfo) -> None:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    try:
        _fill(book, columns, records, zone)
    except BaseException:
        # A sheet that is left open complains at the end of the process.
        for sheet in book.worksheets:
            with suppress(OSError):
                sheet.close()
        raise
    book.save(file)


def _fill(book: Any, columns: Sequence[Column], records: Iterable[Record], zone: tzinfo) -> None:
    from openpyxl.cell import WriteOnlyCell

    sheet: Any = None
    room = 0
    for _, values in records:
        if room == 0:
            sheet, room = _new_sheet(book, columns), SHEET_ROWS - 1
        cells: list[Any] = []
        for column, value in zip(columns, values, strict=True):
            plain = sheet_value(column, value, zone)
            if column.type in _FORMATS and plain is not None:
                cell = WriteOnlyCell(sheet, plain)
                cell.number_format = _FORMATS[column.type]
                cells.append(cell)
            else:
                cells.append(plain)
        sheet.append(cells)
        room -= 1
    if sheet is None:
        _new_sheet(book, columns)


def _new_sheet(book: Any, columns: Sequence[Column]) -> Any:
    sheet = book.create_sheet(f"Sheet {len(book.worksheets) + 1}")
    sheet.freeze_panes = "A2"
    sheet.append([column.name for column in columns])
    return sheet


def sheet_value(column: Column, value: Value, zone: tzinfo) -> Any:
    """A value in the type that a spreadsheet has for it; never a formula, never longer than a cell takes."""
    if value is None:
        return None
    try:
        if column.type is Type.DATE:
            return date.fromisoformat(str(value))
        if column.type is Type.INSTANT and isinstance(value, int):
            moment: datetime = to_datetime(value, zone)
            return moment.replace(tzinfo=None)
    except (ValueError, OverflowError):
        return str(value)  # an erased or damaged value goes as it is
    if column.type is Type.YES_NO:
        return value in (True, 1)
    plain = plain_value(column, value)
    if not isinstance(plain, str):
        return plain
    text = guarded(_NOT_IN_XML.sub("", plain))
    return text if len(text) <= CELL_LENGTH else text[: CELL_LENGTH - len(SHORTENED)] + SHORTENED
