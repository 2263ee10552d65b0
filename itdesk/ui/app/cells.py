"""Rows of the store as rows of a list: words, states, hints."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import tzinfo

from itdesk.core.kinds import Column, Kind, Value
from itdesk.core.types import Type
from itdesk.store.lists import ListRow
from itdesk.store.schema import Schema
from itdesk.ui.kit.rows import Cell, Row
from itdesk.ui.kit.wording import value_words

_WITHOUT_THOUSANDS = frozenset({"number", "year"})


def shown_text(schema: Schema, column: Column, row: ListRow, zone: tzinfo) -> str:
    """What a person reads for a column of a row: a reference by its label, "—" for nothing."""
    if column.type is not Type.REFERENCE:
        value = row.values[column.name]
        if column.name in _WITHOUT_THOUSANDS and isinstance(value, int):
            return str(value)
        return value_words(column, value, zone)
    label = row.labels.get(column.name)
    return _label_text(schema, column, label, row.values[column.name])


def _label_text(schema: Schema, column: Column, label: Value, key: Value) -> str:
    if label is None or label == "":
        return "—" if key is None else str(key)
    return schema.kind(column.kind).format_ref(label) if column.kind in schema.catalogue else str(label)


def cell_of(schema: Schema, column: Column, row: ListRow, zone: tzinfo) -> Cell:
    """The plain look of one value."""
    value = row.values[column.name]
    if column.type is Type.CHOICE and value is not None:
        choice = column.choice(str(value))
        if choice is None:
            return Cell(value, str(value), state="unknown")
        return Cell(value, choice.label, state=choice.state)
    text = shown_text(schema, column, row, zone)
    if column.type is Type.REFERENCE:
        return Cell(value, text, value if isinstance(value, int) else None)
    return Cell(value, text)


def plain_cells(schema: Schema, kind: Kind, row: ListRow, zone: tzinfo) -> dict[str, Cell]:
    """Cells of every column that was read, by column name."""
    return {name: cell_of(schema, kind.by_name[name], row, zone) for name in row.values}


def row_of(kind: Kind, row: ListRow, cells: Mapping[str, Cell]) -> Row:
    """A list's row; its `ref` is what a person calls the record."""
    return Row(row.id, row.version, kind.format_ref(row.values.get(kind.ref)), cells)
