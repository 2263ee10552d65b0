"""Tables out of JSON lists and workbooks, within bounds that a hostile file cannot break."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, time
from pathlib import Path
from typing import Any

from itdesk.assets.importers.tables import Facts, How, Progress, Table, shaped
from itdesk.core.errors import CancelledError, DeskError
from itdesk.core.formulas import unguarded

SHEET_CELLS = 20_000_000
UNPACKED_LIMIT = 600 << 20
STRINGS_LIMIT = 200 << 20


def json_table(path: Path, text: str, encoding: str) -> Table:
    """A JSON array of flat objects as a table. Raises DeskError(file.format, import.empty)."""
    try:
        answer = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise DeskError("file.format", path=path, why="it is not valid JSON") from error
    if not isinstance(answer, list) or not all(isinstance(item, dict) for item in answer):
        raise DeskError("file.format", path=path, why="it is neither a list of records nor an inventory")
    headers = tuple(dict.fromkeys(str(key) for item in answer for key in item))
    if not headers:
        raise DeskError("import.empty", path=path)
    rows = [headers, *(tuple(_json_cell(item.get(h)) for h in headers) for item in answer)]
    return shaped(path, rows, list(range(len(rows))), Facts(encoding, "none", "JSON"))


def _json_cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()  # JSON may hold half a surrogate pair
    return json.dumps(value, ensure_ascii=False)


def sheet_table(path: Path, how: How, progress: Progress | None = None) -> Table:
    """The first sheet of a workbook that has rows. Raises DeskError."""
    import openpyxl

    try:
        _refuse_bomb(path)
        with path.open("rb") as file:  # by its bytes: openpyxl would refuse a workbook named .csv
            book = openpyxl.load_workbook(file, read_only=True, data_only=True)
            try:
                for sheet in book.worksheets:
                    rows = list(_sheet_rows(path, sheet.iter_rows(values_only=True), progress))
                    if rows:
                        numbers, cells = zip(*rows, strict=True)
                        facts = Facts("XLSX", "none", "workbook")
                        return shaped(path, list(cells), list(numbers), facts, how.has_headers)
            finally:
                book.close()
    except (DeskError, CancelledError, MemoryError):
        raise
    except Exception as error:  # openpyxl raises whatever its XML and zip readers raise
        raise DeskError("file.format", path=path, why="it is not a readable workbook") from error
    raise DeskError("import.empty", path=path)


def _refuse_bomb(path: Path) -> None:
    """Refuse what would unpack to more than memory should hold; zipfile never reads past these sizes."""
    with zipfile.ZipFile(path) as archive:
        sizes = {item.filename: item.file_size for item in archive.infolist()}
    strings = sum(size for name, size in sizes.items() if name.casefold().endswith("sharedstrings.xml"))
    if sum(sizes.values()) > UNPACKED_LIMIT or strings > STRINGS_LIMIT:
        raise DeskError("file.too_large", path=path, limit="600 MB unpacked")


def _sheet_rows(
    path: Path, rows: Iterable[tuple[Any, ...]], progress: Progress | None
) -> Iterator[tuple[int, tuple[str, ...]]]:
    """(row number, cells) of the rows that hold something."""
    cells = 0
    for number, row in enumerate(rows, 1):
        cells += max(len(row), 1)
        if cells > SHEET_CELLS:
            raise DeskError("file.too_large", path=path, limit=f"{SHEET_CELLS:,} cells")
        if progress is not None and number % 2_000 == 0:
            progress(min(cells, SHEET_CELLS), SHEET_CELLS)
        texts = tuple(unguarded(_sheet_cell(value)) for value in row)
        if any(texts):
            yield number, texts


def _sheet_cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value.isoformat() if isinstance(value, (date, time)) else str(value)
