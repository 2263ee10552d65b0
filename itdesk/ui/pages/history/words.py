"""A change of the journal in words: which record, which fields, from what to what."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import QCoreApplication

from itdesk.core.kinds import Column
from itdesk.core.types import Type
from itdesk.core.values import show_value
from itdesk.desk.desk import Desk
from itdesk.store.digest import Change, is_erased

LONGEST = 120
"""Characters of one value that are shown."""


def tr(text: str) -> str:
    return QCoreApplication.translate("history", text)


def change_words(desk: Desk, change: Change) -> Iterator[str]:
    """A head line, then a line for each field."""
    kind = desk.store.schema.kind(change.kind)
    done = {"+": tr("made"), "~": tr("changed"), "-": tr("removed")}[change.op]
    yield f"{kind.label} {change.record} {done}"
    before, after = change.before(), change.after()
    for field in change.data:
        column = kind.by_field.get(field)
        label = column.label if column is not None else field
        old, new = (_word(desk, column, side.get(field)) for side in (before, after))
        if change.op == "~":
            yield f"    {label}: {old} → {new}"
        else:
            yield f"    {label}: {new if change.op == '+' else old}"


def _word(desk: Desk, column: Column | None, value: Any) -> str:
    if is_erased(value):
        return tr("(erased)")
    if column is None:
        return str(value)[:LONGEST]
    if column.type is Type.REFERENCE and isinstance(value, int):
        found = desk.lists.labels(column.kind, [value]).get(value)
        return str(found) if found is not None else f"{column.kind} {value}"
    text = " ".join(show_value(column, value, zone=desk.zone).split())
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
