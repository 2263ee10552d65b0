"""What a list reads from: plain rows that may come at once or later, in any order.

A page makes a `RowSource` for one query and one order and hands it to the record list. Another
query or order is another source; the list keeps selection and scroll by record id over the change.
One path serves both desks:

- a local source answers `request` before it returns (it calls `rows_arrived` from inside);
- a remote one returns at once and calls `rows_arrived` later, on the UI thread, in any order.
  Until then the list paints placeholder rows.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from itdesk.core.kinds import Column, Value
from itdesk.core.types import Type


@dataclass(frozen=True, slots=True)
class Cell:
    """One value and how it looks.

    `value` is the plain stored value, `text` what is shown, `label_id` the record behind a
    reference. The rest serves looks beyond plain text: `state` a theme state (ok, warn, crit,
    info, unknown, maint), `glyph` a shape of `kit.state_glyph`, `share` the filled part of a bar
    (0..1, None for no bar), `hint` the tooltip (an age's absolute time), `second` a second line,
    `icon` a Lucide name, `marks` Lucide names at the right end, `strong` semibold, `points` a
    sparkline (None in it is a gap).
    """

    value: Value = None
    text: str = "—"
    label_id: int | None = None
    state: str = ""
    glyph: str = ""
    share: float | None = None
    hint: str = ""
    second: str = ""
    icon: str = ""
    marks: tuple[str, ...] = ()
    strong: bool = False
    points: tuple[float | None, ...] = ()


MISSING = Cell()
"""The cell of a column that a row does not hold."""


@dataclass(frozen=True, slots=True)
class Row:
    """One record of a list: `ref` is what a person calls it, `cells` are keyed by column name."""

    id: int
    version: int = 0
    ref: str = ""
    cells: Mapping[str, Cell] = field(default_factory=dict[str, Cell])

    def cell(self, name: str) -> Cell:
        return self.cells.get(name, MISSING)


class RowSink(Protocol):
    """Who hears from a source (the record model). Called on the UI thread only."""

    def rows_arrived(self, first: int, rows: Sequence[Row]) -> None:
        """Rows `first`, `first + 1`, … are `cached` now."""
        ...

    def count_changed(self) -> None:
        """`known` or `count` has another answer; what was known keeps its place."""
        ...

    def source_failed(self, error: Exception) -> None:
        """Rows could not be read; what is on screen stays."""
        ...


class RowSource(Protocol):
    """Rows of one query in one order."""

    def listen(self, sink: RowSink) -> None:
        """Report to `sink` from now on (one sink; called once by the list)."""
        ...

    def known(self) -> int:
        """Rows that can be asked for now: the first screen while the rest is still counted."""
        ...

    def count(self) -> int | None:
        """Rows in all, or None while they are still counted."""
        ...

    def id_at(self, index: int) -> int | None:
        """The record id of a row, None if not known yet."""
        ...

    def index_of(self, record_id: int) -> int | None:
        """Where a record stands, None if it is not in the list or not known yet."""
        ...

    def cached(self, index: int) -> Row | None:
        """The row if it was read already."""
        ...

    def request(self, first: int, last: int) -> None:
        """Ask for rows `first` to `last`, both included; asking twice costs nothing."""
        ...

    def forget(self, ids: Collection[int]) -> None:
        """Drop cached rows that changed; they are read again when asked for. Empty: drop all."""
        ...

    def close(self) -> None:
        """Nobody listens any more: stop reading."""
        ...


class Look(StrEnum):
    """How a column's cells are drawn."""

    TEXT = "text"
    CODE = "code"
    """A tag or number: medium weight, its digits all of one width."""
    NUMBER = "number"
    """At the right, digits of one width."""
    TITLE = "title"
    """Icon, text, marks and, in two-line lists, a second line."""
    CHIP = "chip"
    STATE = "state"
    """Glyph and word without a chip."""
    PRIORITY = "priority"
    """One to four bars by the cell's value (1 urgent … 4 low)."""
    DUE = "due"
    """Words over a bar."""
    METER = "meter"
    """Words at the left of a bar."""
    SPARK = "spark"
    AVATAR = "avatar"
    """Initials in a disc, the text, in two-line lists a second line."""


def look_of(column: Column) -> Look:
    """The look a column has by its type, where a page asks for no other."""
    if column.type is Type.CHOICE:
        return Look.CHIP
    if column.type.is_numeric:
        return Look.NUMBER
    return Look.CODE if column.type is Type.CODE else Look.TEXT


CACHED_ROWS = 2_000
"""Rows a source keeps: a few screens either way. More would make each garbage collection a jerk."""


class RowCache:
    """The rows a source has read, the oldest dropped first; for sources to build on."""

    def __init__(self, limit: int = CACHED_ROWS) -> None:
        self._limit = limit
        self._rows: dict[int, Row] = {}

    def get(self, index: int) -> Row | None:
        return self._rows.get(index)

    def put(self, first: int, rows: Sequence[Row]) -> None:
        """Keep `rows` as numbers `first`, `first + 1`, …"""
        for index, row in enumerate(rows, first):
            self._rows.pop(index, None)
            self._rows[index] = row
        while len(self._rows) > self._limit:
            del self._rows[next(iter(self._rows))]

    def rows(self) -> Sequence[Row]:
        """All rows kept, the oldest first."""
        return tuple(self._rows.values())

    def forget(self, ids: Collection[int]) -> None:
        """Drop these records' rows; with no ids drop all."""
        wanted = frozenset(ids)
        self._rows = {i: row for i, row in self._rows.items() if row.id not in wanted} if wanted else {}
