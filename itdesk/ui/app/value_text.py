"""Stored values in words, one at a time: for histories and comparisons. Reads labels: no UI thread."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QCoreApplication

from itdesk.core.kinds import Column
from itdesk.core.types import Type
from itdesk.desk.desk import Desk
from itdesk.store.digest import is_erased
from itdesk.ui.kit.wording import translated_kind, value_words

LONGEST = 120
"""Characters of one value that are shown."""


def value_text(desk: Desk, column: Column | None, value: Any, longest: int = LONGEST) -> str:
    """One line: a reference by its label (its key when the record is gone), "—" for nothing."""
    if is_erased(value):
        return QCoreApplication.translate("history", "(erased)")
    if column is None:
        return str(value)[:longest]
    if column.type is Type.REFERENCE and isinstance(value, int):
        found = desk.lists.labels(column.kind, [value]).get(value)
        kind = translated_kind(desk.store.schema.kind(column.kind))
        text = kind.format_ref(found) if found is not None else f"{kind.label} {value}"
    else:
        text = value_words(column, value, desk.zone)
    text = " ".join(text[: longest * 8].split())
    return text if len(text) <= longest else text[: longest - 1] + "…"
