"""A file as text cells, whatever wrote it, and what was found about it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from itdesk.core.errors import DeskError

COLUMN_LIMIT = 1_000

Progress = Callable[[int, int], None]
"""Told (done, total) now and then; raises CancelledError to stop the work."""

_QUOTE_IT = "Put the value that holds a separator in quotes."
_CUT_OFF = "a quotation mark opens here and is never closed. Close it and import the file again."
_DESTROYED = re.compile(r"^\d(\.\d+)?E\+\d{2}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class How:
    """How a person says a file is to be read; "" is found out."""

    encoding: str = ""
    delimiter: str = ""
    has_headers: bool = True


@dataclass(frozen=True, slots=True)
class Facts:
    """What was found about a file, in words for the person."""

    encoding: str
    line_ends: str
    delimiter: str
    duplicate_headers: tuple[str, ...] = ()
    ragged_rows: int = 0
    warnings: dict[str, str] = field(default_factory=dict[str, str])
    """Column → what is suspicious about its cells."""


@dataclass(frozen=True)
class Table:
    """Every row is as long as `headers`; row n began on line `lines[n]` of the file.

    `damaged` says by row what is wrong with the row as a whole.
    """

    headers: tuple[str, ...]
    rows: list[tuple[str, ...]]
    facts: Facts
    lines: list[int]
    damaged: dict[int, str] = field(default_factory=dict[int, str])


def shaped(
    path: Path,
    rows: list[tuple[str, ...]],
    lines: list[int],
    facts: Facts,
    has_headers: bool = True,
    is_cut_off: bool = False,
) -> Table:
    """A table out of bare rows: headers made distinct, every row as long as they are.

    `is_cut_off` says that the last row holds a quotation mark that is never closed.
    """
    if not rows:
        raise DeskError("import.empty", path=path)
    given = [cell.strip() for cell in rows[0]] if has_headers else [""] * len(rows[0])
    body, places = (rows[1:], lines[1:]) if has_headers else (rows, lines)
    if not body:
        raise DeskError("import.empty", path=path)
    width, longest = len(given), max(len(given), *(len(row) for row in body))
    damaged, is_short = _overlong(body, width)
    if not is_short:
        longest = width
    if is_cut_off:
        damaged[len(body) - 1] = _CUT_OFF
    if longest > COLUMN_LIMIT:
        raise DeskError("file.format", path=path, why=f"it has {longest} columns")
    headers, doubled = distinct([*given, *[""] * (longest - width)])
    ragged = sum(len(row) not in (width, longest) for row in body)
    body = [row if len(row) == longest else (*row[:longest], *[""] * (longest - len(row))) for row in body]
    facts = replace(facts, duplicate_headers=doubled, ragged_rows=ragged, warnings=suspicious(headers, body))
    return Table(headers, body, facts, places, damaged)


def _overlong(body: list[tuple[str, ...]], width: int) -> tuple[dict[int, str], bool]:
    """By row what is wrong with those that hold too much; or, second, that the headers are too short."""
    found = [place for place, row in enumerate(body) if any(cell.strip() for cell in row[width:])]
    if 2 * len(found) > len(body):
        return {}, True
    sentences = (f"it has {len(body[place])} cells instead of {width}. {_QUOTE_IT}" for place in found)
    return dict(zip(found, sentences, strict=True)), False


def distinct(names: list[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Headers made different ("Name", "Name (2)"), and those that were not."""
    counts: Counter[str] = Counter()
    taken = {name for name in names if name}
    found: list[str] = []
    for place, name in enumerate(names, 1):
        base = name or f"Column {place}"
        counts[base] += 1
        made, number = base, counts[base]
        while number > 1 and (made := f"{base} ({number})") in taken:
            number += 1
        taken.add(made)
        found.append(made)
    return tuple(found), tuple(name for name, count in counts.items() if count > 1)


def suspicious(headers: tuple[str, ...], rows: list[tuple[str, ...]]) -> dict[str, str]:
    """Columns in which a spreadsheet has turned long numbers into 6.37702E+15."""
    found: dict[str, str] = {}
    for place, header in enumerate(headers):
        count = sum("E+" in row[place].upper() and is_destroyed(row[place]) for row in rows)
        if count:
            what = "1 number was" if count == 1 else f"{count} numbers were"
            found[header] = f"{what} shortened by a spreadsheet, such as 6.37702E+15"
    return found


def is_destroyed(cell: str) -> bool:
    """Whether a spreadsheet rounded a long number in this cell."""
    return _DESTROYED.match(cell.strip()) is not None
