"""Stored values and changes in words: for histories, timelines, printed sheets and comparisons."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import tzinfo
from typing import Any

from itdesk.core.kinds import Column, Kind, Value
from itdesk.core.types import Type
from itdesk.core.values import show_value
from itdesk.store.digest import ERASED_TEXT, Change, is_erased
from itdesk.store.lists import Lists
from itdesk.store.store import Store

LONGEST = 120
"""Characters of one value that are told."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field in words; `before` or `after` is "" where the record did not exist then."""

    caption: str
    before: str
    after: str


class Words:
    """How values read. It asks the store what references show: on a server in a reader thread only.

    English; the window translates by giving `kind`, `plain` and the two sentences its own words.
    """

    erased = ERASED_TEXT
    changed = "{column} changed"
    """For a long text, of which the versions are not told."""

    def __init__(self, store: Store, zone: tzinfo) -> None:
        self.zone = zone
        self._store = store
        self._lists = Lists(store.engine, store.schema)

    def kind(self, name: str) -> Kind:
        """The kind with the words that are told for it and its columns."""
        return self._store.schema.kind(name)

    def plain(self, column: Column, value: Value) -> str:
        """A value that refers to nothing."""
        return show_value(column, value, zone=self.zone)

    def value(self, column: Column | None, value: Any, longest: int = LONGEST) -> str:
        """One line: a reference by its label (its key when the record is gone), "—" for nothing."""
        if is_erased(value):
            return self.erased
        if column is None:
            return str(value)[:longest]
        if column.type is Type.REFERENCE and isinstance(value, int):
            text = self.record(column.kind, value)
        else:
            text = self.plain(column, value)
        text = " ".join(text[: longest * 8].split())
        return text if len(text) <= longest else text[: longest - 1] + "…"

    def record(self, kind: str, key: int) -> str:
        """What a reference to a record shows; its kind and key when it is gone."""
        found = self._lists.labels(kind, [key]).get(key)
        described = self.kind(kind)
        return described.format_ref(found) if found is not None else f"{described.label} {key}"

    def changes(self, change: Change) -> tuple[FieldChange, ...]:
        """The fields of one change, in the order in which they were written."""
        kind = self.kind(change.kind)
        before, after = change.before(), change.after()
        lines: list[FieldChange] = []
        for field in change.data:
            column = kind.by_field.get(field)
            caption = column.label if column is not None else field
            sides = [self.value(column, side[field]) if field in side else "" for side in (before, after)]
            lines.append(FieldChange(caption, *sides))
        return tuple(lines)
