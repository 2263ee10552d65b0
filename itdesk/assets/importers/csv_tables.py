"""CSV: line ends and delimiter are found; quoted cells may span lines and be of any length."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from itdesk.assets.importers.tables import Facts, How, Progress, Table, shaped
from itdesk.core.errors import DeskError
from itdesk.core.formulas import unguarded

SAMPLE = 256 << 10
CELL_LIMIT = 16 << 20
"""Characters of a line or a cell; what is longer is no table and would need many times its size."""
DELIMITERS = (",", ";", "\t", "|")
NAMES = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}


def csv_table(path: Path, text: str, encoding: str, how: How, progress: Progress | None = None) -> Table:
    """The table that a CSV text holds. Raises DeskError(file.format, import.empty)."""
    facts_ends = line_ends(text)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text, said = without_separator_line(text)
    delimiter = how.delimiter or said or find_delimiter(text)
    csv.field_size_limit(CELL_LIMIT)
    source = _Lines(text, progress)
    reader = csv.reader(source, delimiter=delimiter, strict=False)
    rows: list[tuple[str, ...]] = []
    lines: list[int] = []
    seen: dict[str, str] = {}  # one copy of each repeated cell, which is most of them
    begun = 1
    try:
        for cells in reader:
            if any(map(str.strip, cells)):
                rows.append(tuple(seen.setdefault(c, c) if len(c) < 24 else c for c in map(unguarded, cells)))
                lines.append(begun)
            begun = reader.line_num + 1
    except csv.Error as error:
        why = f"the row that begins on line {begun} does not end where it should"
        raise DeskError("file.format", path=path, why=why) from error
    facts = Facts(encoding, facts_ends, NAMES.get(delimiter, delimiter))
    return shaped(path, rows, lines, facts, how.has_headers, _is_cut_off(source, lines, delimiter))


class _Lines:
    """The lines of a text without a copy of the whole; tells how far it came."""

    def __init__(self, text: str, progress: Progress | None) -> None:
        self.text = text
        self.progress = progress

    def __iter__(self) -> Iterator[str]:
        yield from self.since(0)

    def since(self, start: int) -> Iterator[str]:
        for number in count():
            if start >= len(self.text):
                return
            end = self.text.find("\n", start) + 1 or len(self.text)
            if end - start > CELL_LIMIT:
                raise csv.Error("line too long")
            if self.progress is not None and number % 2_000 == 0:
                self.progress(start, len(self.text))
            yield self.text[start:end]
            start = end


def _is_cut_off(source: _Lines, lines: list[int], delimiter: str) -> bool:
    """Whether the last row's quotation mark is never closed, so that it swallowed what came after it."""
    if not lines:
        return False
    start = 0
    for _ in range(lines[-1] - 1):
        start = source.text.find("\n", start) + 1
    try:
        for _ in csv.reader(source.since(start), delimiter=delimiter, strict=True):
            pass
    except csv.Error as error:
        return "unexpected end of data" in str(error)
    return False


def without_separator_line(text: str) -> tuple[str, str]:
    """The first line "sep=;" tells spreadsheets the delimiter: (text with that line blank, delimiter)."""
    first = text[:8].split("\n", 1)[0].strip('"')
    if len(first) == 5 and first[:4].casefold() == "sep=" and first[4] in DELIMITERS:
        return text[text.index("\n") :] if "\n" in text else "", first[4]
    return text, ""


def line_ends(text: str) -> str:
    """CRLF, CR, LF, "mixed" or "none"."""
    crlf = text.count("\r\n")
    lone_cr, lone_lf = text.count("\r") - crlf, text.count("\n") - crlf
    kinds = [name for name, count in (("CRLF", crlf), ("CR", lone_cr), ("LF", lone_lf)) if count]
    return kinds[0] if len(kinds) == 1 else "mixed" if kinds else "none"


def find_delimiter(text: str) -> str:
    """The delimiter that cuts the first lines into the most columns, equally many in each.

    One that cuts every line alike goes before any other: "Price;Value" over "1,5;2,5" is of semicolons.
    """
    csv.field_size_limit(SAMPLE + 1)
    best, best_score = ",", (False, 0.0)
    for delimiter in DELIMITERS:
        reader = csv.reader(text[:SAMPLE].splitlines(keepends=True), delimiter=delimiter)
        try:
            widths = [len(row) for _, row in zip(range(50), reader, strict=False) if row]
        except csv.Error:
            continue
        if not widths:
            continue
        width, times = Counter(widths).most_common(1)[0]
        score = (times == len(widths), (width - 1) * times / len(widths))
        if width > 1 and score > best_score:
            best, best_score = delimiter, score
    return best
