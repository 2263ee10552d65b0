"""From a kind's columns to printed ones, so that a new column is printed without another line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from itdesk.core.kinds import Column
from itdesk.core.types import Type
from itdesk.reports.model import Align, TableColumn

PORTRAIT_WIDTH = 170.0
"""Millimetres of text across an upright A4 page."""

_WRAPPED_LINES = {Type.TEXT: 3, Type.REFERENCE: 3, Type.CHOICE: 2, Type.INSTANT: 2, Type.LONG_TEXT: 6}
_SHORTENED = 1.2


def printed(columns: Iterable[Column]) -> tuple[Column, ...]:
    """Those of `columns` that are printed in a table at all."""
    return tuple(column for column in columns if column.print_width > 0)


def table_columns(columns: Iterable[Column]) -> tuple[TableColumn, ...]:
    """The printed columns of the kind's `columns` that have a print width, in their order."""
    return tuple(_table_column(column) for column in printed(columns))


def _table_column(column: Column) -> TableColumn:
    align = Align.RIGHT if column.type.is_numeric or column.type is Type.DATE else Align.LEFT
    lines = _WRAPPED_LINES.get(column.type, 1)
    return TableColumn(column.heading, float(column.print_width), align, lines=lines)


def is_wide(columns: Sequence[TableColumn]) -> bool:
    """Whether columns are too wide for an upright page and go on one that lies on its side."""
    return sum(column.width for column in columns) > PORTRAIT_WIDTH * _SHORTENED
