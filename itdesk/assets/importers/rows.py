"""A row of a file on its way into the ledger: what it says, what it meets there, what comes of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import tzinfo
from enum import StrEnum
from typing import NamedTuple

from itdesk.assets.importers.cells import ColumnReader
from itdesk.assets.importers.tables import Table
from itdesk.assets.importers.targets import MONTHS, NUMBER, targets_of
from itdesk.core.errors import DeskError
from itdesk.core.kinds import Column, Kind, Value
from itdesk.core.types import Type
from itdesk.store.rowform import Snapshot

WHOLE = ""
"""The column of a problem that concerns the row as a whole."""


class State(StrEnum):
    """What becomes of a row or a cell."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    WRONG = "wrong"


class Named(NamedTuple):
    """What a file says about a record that a row refers to: its name, and details such as its e-mail."""

    text: str
    details: tuple[tuple[str, str], ...] = ()


class Coming(NamedTuple):
    """A record that does not exist yet: a row of the file, or one of the preview's `makes`."""

    is_row: bool
    place: int


@dataclass(slots=True)
class Row:
    """`values` are stored values by field as the file gives them; blank cells are not among them."""

    place: int
    line: int
    values: dict[str, Value] = field(default_factory=dict[str, Value])
    names: dict[str, Named] = field(default_factory=dict[str, Named])
    """References by field, as written."""
    coming: dict[str, Coming] = field(default_factory=dict[str, Coming])
    """References by field to what is not there yet."""
    problems: dict[str, str] = field(default_factory=dict[str, str])
    """Sentences by column name."""
    unknown: dict[str, str] = field(default_factory=dict[str, str])
    """Words by field that no choice knows."""
    months: int | None = None
    currency: str = ""
    key: str = ""
    """What the row is matched by."""
    state: State = State.NEW
    before: Snapshot | None = None

    @property
    def record(self) -> int | None:
        return None if self.before is None else self.before.id

    def refuse(self, column: str, sentence: str) -> None:
        self.problems.setdefault(column, sentence)
        self.state = State.WRONG

    @property
    def is_wrong(self) -> bool:
        return self.state is State.WRONG


class Placed(NamedTuple):
    """A column of the file with its target's reader."""

    place: int
    reader: ColumnReader


def placed(table: Table, kind: Kind, mapping: Mapping[str, str], zone: tzinfo) -> list[Placed]:
    """The columns that go somewhere, in the file's order."""
    targets = targets_of(kind)
    found: list[Placed] = []
    for place, header in enumerate(table.headers):
        target = targets.get(mapping.get(header, ""))
        if target is not None:
            found.append(Placed(place, ColumnReader(target, [row[place] for row in table.rows], zone)))
    return found


def read_rows(table: Table, columns: Sequence[Placed], match: str) -> list[Row]:
    """Every row's values and problems; `match` is the target whose value becomes the row's key."""
    rows = [Row(place, line) for place, line in enumerate(table.lines)]
    for place, why in table.damaged.items():
        rows[place].refuse(WHOLE, str(DeskError("import.damaged", why=why)))
    for place, reader in columns:
        is_key = reader.target.name == match
        for row, cells in zip(rows, table.rows, strict=True):
            cell = cells[place]
            if cell:
                _take(row, reader, cell, is_key)
    return rows


def _take(row: Row, reader: ColumnReader, cell: str, is_key: bool) -> None:
    """Put what one cell says into its row."""
    found, target = reader.read(cell), reader.target
    column = target.column
    if found.problem:
        row.refuse(column.name, found.problem)
        return
    if found.value is None:
        return
    if is_key:
        row.key = str(found.value)
    if target.name == MONTHS:
        row.months = int(found.value)
    elif column.type is Type.REFERENCE:
        _name(row, column, target.detail, str(found.value))
    elif target.name != NUMBER:
        row.values[column.field] = found.value
        if found.word:
            row.unknown[column.field] = found.word
        row.currency = row.currency or found.currency


def _name(row: Row, column: Column, detail: str, text: str) -> None:
    known = row.names.get(column.field, Named(""))
    if detail:
        row.names[column.field] = Named(known.text, (*known.details, (detail, text)))
    else:
        row.names[column.field] = Named(text, known.details)
