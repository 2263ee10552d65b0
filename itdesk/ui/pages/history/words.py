"""A change of the journal in words: which record, which fields, from what to what."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication

from itdesk.desk.desk import Desk
from itdesk.store.digest import Change
from itdesk.ui.app.value_text import value_text


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
        old, new = (value_text(desk, column, side.get(field)) for side in (before, after))
        if change.op == "~":
            yield f"    {label}: {old} → {new}"
        else:
            yield f"    {label}: {new if change.op == '+' else old}"
