"""What became of the records of a past list: the same, otherwise now, or removed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QCoreApplication

from itdesk.core.kinds import SINCE_THEN, Column, Kind
from itdesk.core.types import Type
from itdesk.desk.desk import Desk
from itdesk.store.lists import ListRow, Lists
from itdesk.ui.app.cells import cell_of
from itdesk.ui.kit.rows import Cell

NAMED = 2
"""Changed values that a cell names; more are counted."""


def since_column() -> Column:
    """The second column of a list as at a date."""
    return replace(SINCE_THEN, label=_tr("Since then"), heading="")


def read_since(desk: Desk, kind: Kind, keys: Sequence[int], past: Lists) -> Mapping[int, Cell]:
    """A cell for each record of a past list. In any thread: no widgets."""
    ours = [column for column in kind if column.editable]
    then = {row.id: row for row in past.rows(kind.name, keys, ours)}
    now = {row.id: row for row in desk.lists.rows(kind.name, keys, ours)}
    return {key: _cell(desk, ours, then[key], now.get(key)) for key in then}


def _cell(desk: Desk, columns: Sequence[Column], then: ListRow, now: ListRow | None) -> Cell:
    if now is None:
        return Cell("deleted", _tr("deleted"), state="unknown", glyph="cross")
    changed = [column for column in columns if then.values[column.name] != now.values[column.name]]
    if not changed:
        return Cell(None, _tr("not changed"))
    schema, zone = desk.store.schema, desk.zone
    words = [f"{c.label}: {cell_of(schema, c, now, zone).text}" for c in changed]
    shown = [
        word if now.values[c.name] in (None, "") else word.removeprefix(f"{c.label}: ")
        for c, word in zip(changed, words, strict=True)
        if c.shown and c.type is not Type.LONG_TEXT
    ]
    count = _tr("1 change") if len(changed) == 1 else _tr("{count} changes").format(count=len(changed))
    text = ", ".join(shown) if len(shown) == len(changed) <= NAMED else count
    return Cell("changed", text, state="warn", hint="\n".join(words))


def _tr(text: str) -> str:
    return QCoreApplication.translate("Since", text)
