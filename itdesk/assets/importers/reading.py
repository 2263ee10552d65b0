"""Tables out of CSV, XLSX and JSON files, whatever wrote them.

Encoding, line ends and delimiter are found and told, never assumed. A row that does not fit is kept
and flagged; only a file that is no table at all raises DeskError(file.format).
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from itdesk.core.errors import DeskError

FILE_LIMIT = 400 << 20
CELL_LIMIT = 1_000_000
COLUMN_LIMIT = 1_000
SAMPLE = 256 << 10
DELIMITERS = (",", ";", "\t", "|")
SHEET_CELLS = 20_000_000

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Facts:
    """What was found about a file, in words for the person."""

    encoding: str
    line_ends: str
    delimiter: str
    duplicate_headers: tuple[str, ...] = ()
    ragged_rows: int = 0
    warnings: dict[str, str] = field(default_factory=dict)
    """Column → what is suspicious about its cells."""


@dataclass(frozen=True)
class Table:
    """A file as text cells. Every row is as long as `headers`; row n stands on line `lines[n]`."""

    headers: tuple[str, ...]
    rows: list[tuple[str, ...]]
    facts: Facts
    lines: list[int]


def read_table(path: Path, progress: Progress | None = None) -> Table:
    """Read a table; raises DeskError(file.missing, file.unreadable, file.format, file.too_large)."""
    data = _bytes_of(path)
    if data[:4] == b"PK\x03\x04":
        return _from_sheet(path)
    text, encoding = decode(path, data)
    if text.lstrip()[:1] in ("[", "{"):
        return _from_json(path, text, encoding)
    return _from_csv(path, text, encoding, progress)


def _bytes_of(path: Path) -> bytes:
    try:
        if path.stat().st_size > FILE_LIMIT:
            raise DeskError("file.too_large", path=path, limit="400 MB")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise DeskError("file.missing", path=path) from error
    except OSError as error:
        raise DeskError("file.unreadable", path=path, why=error.strerror) from error


# --- text ------------------------------------------------------------------------------------


def decode(path: Path, data: bytes) -> tuple[str, str]:
    """The text of a file and what its encoding was found to be."""
    for mark, codec, name in (
        (b"\xef\xbb\xbf", "utf-8-sig", "UTF-8 with BOM"),
        (b"\xff\xfe", "utf-16", "UTF-16"),
        (b"\xfe\xff", "utf-16", "UTF-16"),
    ):
        if data.startswith(mark):
            try:
                return data.decode(codec), f"{name} (found)"
            except UnicodeDecodeError:
                break
    if data.count(b"\0", 0, SAMPLE) > 0:
        raise DeskError("file.format", path=path, why="it is a binary file, not a table")
    try:
        return data.decode("utf-8"), "UTF-8" if not data.isascii() else "ASCII"
    except UnicodeDecodeError:
        return _guessed(data)


def _guessed(data: bytes) -> tuple[str, str]:
    """Not UTF-8: a multi-byte encoding if the guess is sure of it, else Windows-1252, which reads all."""
    from charset_normalizer import from_bytes

    guess = from_bytes(data[:SAMPLE]).best()
    if guess is not None and guess.multi_byte_usage > 0 and guess.encoding != "utf_8":
        try:
            return data.decode(guess.encoding), f"{guess.encoding} (found)"
        except (UnicodeDecodeError, LookupError):
            pass
    try:
        return data.decode("cp1252"), "Windows-1252 (found)"
    except UnicodeDecodeError:
        return data.decode("latin-1"), "Latin-1 (found)"


# --- CSV -------------------------------------------------------------------------------------


def _from_csv(path: Path, text: str, encoding: str, progress: Progress | None) -> Table:
    ends = _line_ends(text)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    delimiter = find_delimiter(text)
    csv.field_size_limit(CELL_LIMIT)
    reader = csv.reader(io.StringIO(text), delimiter=delimiter, strict=False)
    rows: list[tuple[str, ...]] = []
    lines: list[int] = []
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append(tuple(cells))
                lines.append(reader.line_num)
            if progress is not None and len(rows) % 5_000 == 0:
                progress(reader.line_num, text.count("\n", 0, SAMPLE) or 1)
    except csv.Error as error:
        raise DeskError("file.format", path=path, why=f"line {reader.line_num}: {error}") from error
    names = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
    return _shaped(path, rows, lines, encoding, ends, names[delimiter])


def _line_ends(text: str) -> str:
    crlf = text.count("\r\n")
    lone_cr, lone_lf = text.count("\r") - crlf, text.count("\n") - crlf
    kinds = [n for n, c in (("CRLF", crlf), ("CR", lone_cr), ("LF", lone_lf)) if c]
    return kinds[0] if len(kinds) == 1 else "mixed" if kinds else "none"


def find_delimiter(text: str) -> str:
    """The delimiter that cuts the first lines into the most columns, equally many in each."""
    best, best_score = ",", 0.0
    sample = text[:SAMPLE]
    for delimiter in DELIMITERS:
        try:
            reader = csv.reader(io.StringIO(sample), delimiter=delimiter)
            widths = [len(row) for _, row in zip(range(50), reader, strict=False) if row]
        except csv.Error:
            continue
        if not widths:
            continue
        width, times = Counter(widths).most_common(1)[0]
        score = (width - 1) * times / len(widths)
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _shaped(
    path: Path, rows: list[tuple[str, ...]], lines: list[int], encoding: str, ends: str, delimiter: str
) -> Table:
    """Headers made distinct, every row as long as they are."""
    if not rows:
        raise DeskError("import.empty", path=path)
    width = len(rows[0])
    if width > COLUMN_LIMIT:
        raise DeskError("file.format", path=path, why=f"it has {width} columns")
    longest = min(max(len(row) for row in rows), COLUMN_LIMIT)
    given = [cell.strip() for cell in rows[0]] + [""] * (longest - width)
    headers, doubled = distinct(given)
    ragged = sum(len(row) not in (width, longest) for row in rows[1:])
    body = [(*row[:longest], *[""] * (longest - len(row))) for row in rows[1:]]
    if not body:
        raise DeskError("import.empty", path=path)
    facts = Facts(encoding, ends, delimiter, doubled, ragged, suspicious(headers, body))
    return Table(headers, body, facts, lines[1:])


def distinct(names: list[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Headers made different ("Name", "Name (2)"), and those that were not."""
    seen: Counter[str] = Counter()
    found: list[str] = []
    for place, name in enumerate(names, 1):
        base = name or f"Column {place}"
        seen[base] += 1
        found.append(base if seen[base] == 1 else f"{base} ({seen[base]})")
    return tuple(found), tuple(name for name, count in seen.items() if count > 1)


_DESTROYED = re.compile(r"^\d(\.\d+)?E\+\d{2}$", re.IGNORECASE)


def suspicious(headers: tuple[str, ...], rows: list[tuple[str, ...]]) -> dict[str, str]:
    """Columns in which a spreadsheet has turned long numbers into 6.37702E+15."""
    found: dict[str, str] = {}
    for place, header in enumerate(headers):
        count = sum(bool(_DESTROYED.match(row[place].strip())) for row in rows)
        if count:
            found[header] = f"{count} numbers were shortened by a spreadsheet, such as 6.37702E+15"
    return found


# --- JSON and XLSX ---------------------------------------------------------------------------


def _from_json(path: Path, text: str, encoding: str) -> Table:
    try:
        answer = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise DeskError("file.format", path=path, why="it is not valid JSON") from error
    objects = answer if isinstance(answer, list) else None
    if objects is None or not all(isinstance(item, dict) for item in objects):
        raise DeskError("file.format", path=path, why="it is not a list of records")
    headers = tuple(dict.fromkeys(str(key) for item in objects for key in item))
    rows = [headers, *(tuple(_json_cell(item.get(h)) for h in headers) for item in objects)]
    return _shaped(path, rows, list(range(len(rows))), encoding, "none", "comma")


def _json_cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _from_sheet(path: Path) -> Table:
    """The first sheet of a workbook that has rows."""
    import zipfile

    import openpyxl

    try:
        with zipfile.ZipFile(path) as archive:
            if sum(item.file_size for item in archive.infolist()) > 4 * FILE_LIMIT:
                raise DeskError("file.too_large", path=path, limit="1.6 GB unpacked")
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        try:
            for sheet in book.worksheets:
                rows = list(_sheet_rows(path, sheet.iter_rows(values_only=True)))
                if rows:
                    return _shaped(path, rows, list(range(1, len(rows) + 1)), "XLSX", "none", "comma")
        finally:
            book.close()
    except DeskError:
        raise
    except Exception as error:  # openpyxl raises whatever its XML and zip readers raise
        raise DeskError("file.format", path=path, why="it is not a readable workbook") from error
    raise DeskError("import.empty", path=path)


def _sheet_rows(path: Path, rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[str, ...]]:
    cells = 0
    for row in rows:
        cells += len(row)
        if cells > SHEET_CELLS:
            raise DeskError("file.too_large", path=path, limit=f"{SHEET_CELLS:,} cells")
        texts = tuple(_sheet_cell(value) for value in row)
        if any(texts):
            yield texts


def _sheet_cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
