"""The one printed table: columns, groups with subtotals, a total, and a header on every page.

Rows of one-line cells have a fixed height and are set only when drawn, which is what keeps ten
thousand of them near the cost of their bare text. A table wider than a page at its narrowest is
printed in bands of columns, each with the first column again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from heapq import nlargest
from itertools import accumulate

from itdesk.reports.flow import Item
from itdesk.reports.ink import Ink
from itdesk.reports.model import Align, Cell, Group, Mark, Row, Table, TableColumn
from itdesk.reports.prose_runs import cell_text, styled
from itdesk.reports.rules.widths import bands_of, shared_out
from itdesk.reports.type.setting import Line, Typesetter
from itdesk.reports.type.style import (
    CAPTION,
    CELL,
    CELL_QUIET,
    CELL_STRONG,
    SMALL,
    STRIPE,
    STRONG,
    TEXT,
    TEXT2,
    Style,
)

MILLIMETRE = 72 / 25.4
ROW_HEIGHT = 16.2
_LEADING = 11.6
_LEAD = 11.2
_PART_LINES = 24
"""Lines of a row that stay together: a longer one goes on over the next page, wherever it lies."""
_GAP = 8.0
_BLEED = 4.0
_MARK_INDENT = 9.0
_SHORT_LABEL = 12
_MEASURED = 8
_LONGEST = 120
"""Cells of a column that are measured for its width, and the characters of each."""
_GROUP = Style(9.4, STRONG)


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a column stands: its left edge and the room for its text, in points."""

    column: TableColumn
    x: float
    room: float


@dataclass(slots=True)
class Grid:
    """The columns of one band laid over the width of the text."""

    setter: Typesetter
    slots: tuple[Slot, ...]
    width: float

    @property
    def wraps(self) -> bool:
        """Whether a row may be higher than one line."""
        return any(slot.column.lines != 1 for slot in self.slots)

    def wrapped(self, row: Row) -> list[list[Line]]:
        """The lines of every cell of `row`."""
        return [self._cell_lines(slot, cell) for slot, cell in zip(self.slots, row, strict=False)]

    def _cell_lines(self, slot: Slot, cell: Cell) -> list[Line]:
        style = CELL_QUIET if slot.column.quiet else CELL
        if isinstance(cell, Mark):
            return [self.setter.elided(cell.word, style, slot.room - _MARK_INDENT)]
        if slot.column.lines == 1:
            return [self.setter.elided(cell_text(cell), style, slot.room)]
        return self.setter.lines(styled(cell, style), slot.room, slot.column.lines)


@dataclass(slots=True)
class RowBox:
    """One row of cells, or a part of it; `lines` where they were broken beforehand."""

    grid: Grid
    row: Row
    height: float
    striped: bool
    lines: list[list[Line]] | None = None
    lead: float = _LEAD

    def draw(self, ink: Ink, x: float, top: float) -> None:
        """Draw the stripe, then every cell."""
        if self.striped:
            ink.box(x - _BLEED, top, self.grid.width + 2 * _BLEED, self.height, fill=STRIPE)
        broken = self.lines or self.grid.wrapped(self.row)
        for slot, cell, lines in zip(self.grid.slots, self.row, broken, strict=False):
            left = x + slot.x
            if isinstance(cell, Mark) and lines:
                ink.glyph(cell.state, left, top + ROW_HEIGHT / 2)
                left += _MARK_INDENT
            baseline = top + self.lead
            for line in lines:
                ink.line(line, _aligned(line, left, x + slot.x + slot.room, slot.column.align), baseline)
                baseline += _LEADING


def _aligned(line: Line, left: float, right: float, align: Align) -> float:
    if align is Align.RIGHT:
        return right - line.width
    if align is Align.CENTER:
        return (left + right - line.width) / 2
    return left


@dataclass(slots=True)
class HeaderBox:
    """The labels of the columns over a line."""

    grid: Grid
    lines: list[list[Line]]
    height: float

    def draw(self, ink: Ink, x: float, top: float) -> None:
        """Draw the labels, their last lines level."""
        for slot, lines in zip(self.grid.slots, self.lines, strict=True):
            baseline = top + self.height - 8.2 - _LEADING * (len(lines) - 1)
            for line in lines:
                left = _aligned(line, x + slot.x, x + slot.x + slot.room, slot.column.align)
                ink.line(line, left, baseline)
                baseline += _LEADING
        ink.rule(x, top + self.height - 2, x + self.grid.width, TEXT2, 0.7)


@dataclass(slots=True)
class TitleBox:
    """The title of a group with its note."""

    title: Line
    note: Line

    def draw(self, ink: Ink, x: float, top: float) -> None:
        """Draw both on one line."""
        ink.line(self.title, x, top + 15)
        ink.line(self.note, x + self.title.width + 6, top + 15)


@dataclass(slots=True)
class SumBox:
    """A row of sums under a line; the last one of a table under a heavy and over a double line."""

    grid: Grid
    row: Row
    final: bool

    def draw(self, ink: Ink, x: float, top: float) -> None:
        """Draw the lines and the sums; a label runs on over empty cells beside it."""
        right = x + self.grid.width
        ink.rule(x, top + 0.5, right, TEXT if self.final else TEXT2, 1.0 if self.final else 0.6)
        for slot, text, room in self._filled():
            strong = self.final or slot.column.align is Align.RIGHT
            line = self.grid.setter.elided(text, CELL_STRONG if strong else CELL_QUIET, room)
            ink.line(line, _aligned(line, x + slot.x, x + slot.x + slot.room, slot.column.align), top + 12)
        if self.final:
            ink.rule(x, top + 17.2, right, TEXT, 0.7)
            ink.rule(x, top + 19.2, right, TEXT, 0.7)

    def _filled(self) -> Iterator[tuple[Slot, str, float]]:
        pairs = [(slot, cell_text(cell)) for slot, cell in zip(self.grid.slots, self.row, strict=False)]
        for index, (slot, text) in enumerate(pairs):
            if not text:
                continue
            if slot.column.align is Align.RIGHT:
                yield slot, text, slot.x + slot.room - self._end_before(pairs[:index])
            else:
                yield slot, text, self._start_after(pairs[index + 1 :]) - slot.x

    def _end_before(self, pairs: Sequence[tuple[Slot, str]]) -> float:
        ends = [slot.x + slot.room + _GAP for slot, text in pairs if text]
        return min(max(ends, default=0.0), self.grid.slots[len(pairs)].x)

    def _start_after(self, pairs: Sequence[tuple[Slot, str]]) -> float:
        starts = [slot.x - _GAP for slot, text in pairs if text]
        return min(starts, default=self.grid.width)


class TableMaker:
    """Turns a `Table` into items of the flow over `width` points."""

    def __init__(self, setter: Typesetter, width: float) -> None:
        self._setter = setter
        self._width = width

    def items(self, table: Table) -> Iterator[Item]:
        """The rows of `table` in order, band after band."""
        bands = bands_of([column.width * MILLIMETRE for column in table.columns], self._width)
        for number, band in enumerate(bands):
            if len(bands) > 1:
                yield self._band_note(band, len(table.columns), first=number == 0)
            yield from self._band(table, band)

    def _band_note(self, band: Sequence[int], total: int, *, first: bool) -> Item:
        text = f"Columns {band[0 if first else 1] + 1} to {band[-1] + 1} of {total}"
        box = TitleBox(self._setter.line(text, SMALL), self._setter.line("", SMALL))
        return Item(box, 18.0, space=0.0 if first else 14.0, keep=True)

    def _band(self, table: Table, band: Sequence[int]) -> Iterator[Item]:
        grid = Grid(self._setter, self._slots(table, band), self._width)
        header = self._header(grid)
        yield header
        rows = 0
        for group in table.groups:
            rows += len(group.rows)
            yield from self._group(grid, _narrowed(group, band), header)
        if not rows and not any(group.title for group in table.groups):
            yield self._empty(grid, table.empty)
        if table.total:
            total = SumBox(grid, _picked(table.total, band), final=True)
            yield Item(total, 21.0, space=4.0, running=(header,))

    def _slots(self, table: Table, band: Sequence[int]) -> tuple[Slot, ...]:
        columns = [table.columns[index] for index in band]
        wanted = [self._natural(table, index) for index in band]
        shares = shared_out(
            wanted, [column.width for column in columns], self._width - _GAP * (len(band) - 1)
        )
        starts = accumulate((share + _GAP for share in shares[:-1]), initial=0.0)
        return tuple(map(Slot, columns, starts, shares))

    def _natural(self, table: Table, index: int) -> float:
        """The width that shows the longest cells of a column whole, and its label in two lines."""
        strong = _crowded_sums(table, index)
        cells = {row[index] for group in table.groups for row in group.rows if index < len(row)}
        longest = nlargest(_MEASURED, cells, key=_length_first)
        style = CELL_QUIET if table.columns[index].quiet else CELL
        widths = [self._cell_width(cell, style) for cell in longest]
        widths += [
            self._setter.line(text, CELL_STRONG).width
            for text in nlargest(_MEASURED, strong, key=_length_first)
        ]
        label = table.columns[index].label
        words = [label] if len(label) <= _SHORT_LABEL else label.split()
        widths += [self._setter.line(word, CAPTION).width for word in words]
        return max(widths, default=0.0) + 0.1

    def _cell_width(self, cell: Cell, style: Style) -> float:
        indent = _MARK_INDENT if isinstance(cell, Mark) else 0.0
        return self._setter.line(cell_text(cell)[:_LONGEST], style).width + indent

    def _header(self, grid: Grid) -> Item:
        lines = [self._setter.lines([(slot.column.label, CAPTION)], slot.room, 2) for slot in grid.slots]
        height = 12.0 + _LEADING * max((len(cell) for cell in lines), default=1)
        return Item(HeaderBox(grid, lines, height), height, keep=True)

    def _group(self, grid: Grid, group: Group, header: Item) -> Iterator[Item]:
        running: tuple[Item, ...] = (header,)
        if group.title:
            running = (header, self._title(grid, f"{group.title}, continued", ""))
            yield replace(self._title(grid, group.title, group.note), keep=True, running=(header,))
        last = len(group.rows) - 1
        for number, row in enumerate(group.rows):
            keep = bool(group.subtotal) and number == last
            yield from self._row(grid, row, striped=not number % 2, keep=keep, running=running)
        if group.subtotal:
            yield Item(SumBox(grid, group.subtotal, final=False), ROW_HEIGHT + 1, running=running)

    def _title(self, grid: Grid, title: str, note: str) -> Item:
        noted = self._setter.elided(note, SMALL, grid.width / 3)
        titled = self._setter.elided(title, _GROUP, grid.width - noted.width - 6)
        return Item(TitleBox(titled, noted), 21.0)

    def _row(
        self, grid: Grid, row: Row, *, striped: bool, keep: bool, running: tuple[Item, ...]
    ) -> Iterator[Item]:
        lines = grid.wrapped(row) if grid.wraps else None
        count = max(map(len, lines), default=1) if lines else 1
        for start in range(0, count, _PART_LINES):
            end = min(start + _PART_LINES, count)
            part = [cell[start:end] for cell in lines] if lines else None
            lead = _LEAD if not start else _LEAD - ROW_HEIGHT + _LEADING
            height = _LEADING * (end - start) + (0.0 if start else ROW_HEIGHT - _LEADING)
            box = RowBox(grid, row, height, striped, part, lead)
            yield Item(box, height, keep=keep and end == count, running=running)

    def _empty(self, grid: Grid, text: str) -> Item:
        line = self._setter.elided(text, SMALL, grid.width)
        return Item(TitleBox(line, self._setter.line("", SMALL)), 21.0)


def _crowded_sums(table: Table, index: int) -> list[str]:
    """Sums of a column that stand right of another cell; the others run on over empty ones."""
    rows = [*(group.subtotal for group in table.groups), table.total]
    return [cell_text(row[index]) for row in rows if 1 < index < len(row) and row[index] and row[index - 1]]


def _length_first(cell: Cell) -> tuple[int, str, bool]:
    """Of cells of one length the same are measured in every process, whatever its order of a set."""
    text = cell_text(cell)
    return len(text), text, isinstance(cell, Mark)


def _picked(row: Row, band: Sequence[int]) -> Row:
    return tuple(row[index] for index in band if index < len(row))


def _narrowed(group: Group, band: Sequence[int]) -> Group:
    if band == list(range(len(band))):
        return group
    return replace(
        group,
        rows=tuple(_picked(row, band) for row in group.rows),
        subtotal=_picked(group.subtotal, band),
    )
