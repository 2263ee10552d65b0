"""Completion while a query is typed: column names, then values."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from itdesk.core.kinds import Column, Kind
from itdesk.core.query.dates import WORDS
from itdesk.core.types import Type

KnownValues = Callable[[Column, str], Sequence[tuple[str, int | None]]]
"""(column, typed beginning) → known values with how many records have each."""

LIMIT = 12


@dataclass(frozen=True, slots=True)
class Completion:
    """Put `insert` in the place of [start, end); show `label`, what it means and how many match."""

    insert: str
    label: str
    meaning: str
    count: int | None
    start: int
    end: int


_TERM = re.compile(r"(?:^|(?<=[\s(]))-?(?P<name>[A-Za-z][\w-]*)?(?P<colon>:)?(?P<value>[^\s()]*|\"[^\"]*)$")


def complete(text: str, cursor: int, kind: Kind, values: KnownValues) -> list[Completion]:
    """What may stand at the cursor, best first."""
    found = _TERM.search(text[:cursor])
    if found is None:
        return []
    name = found["name"] or ""
    if not found["colon"]:
        if found["value"]:
            return []
        start = cursor - len(name)
        return list(_names(kind, name.casefold(), start, cursor))[:LIMIT]
    if name.casefold() == "sort":
        return list(_sorts(kind, found["value"], cursor))[:LIMIT]
    column = kind.asked.get(name.casefold())
    if column is None:
        return []
    typed = found["value"].lstrip("<>=!").rpartition(",")[2].lstrip('"')
    start = cursor - len(found["value"].lstrip("<>=!").rpartition(",")[2])
    return list(_values(column, typed, start, cursor, values))[:LIMIT]


def _names(kind: Kind, typed: str, start: int, end: int) -> Iterator[Completion]:
    ranked = sorted(
        kind.asked.values(), key=lambda c: (not c.name.startswith(typed), bool(c.through), not c.shown)
    )
    for column in ranked:
        if typed in column.name or typed in column.label.casefold():
            yield Completion(column.name + ":", column.name, column.label, None, start, end)
    if "sort".startswith(typed):
        yield Completion("sort:", "sort", "Order of the list", None, start, end)


def _sorts(kind: Kind, value: str, end: int) -> Iterator[Completion]:
    typed = value.rpartition(",")[2]
    bare = typed.lstrip("-").casefold()
    minus = "-" if typed.startswith("-") else ""
    for column in kind:
        if column.name.startswith(bare) and column.indexed:
            yield Completion(
                minus + column.name, minus + column.name, column.label, None, end - len(typed), end
            )


def _values(column: Column, typed: str, start: int, end: int, values: KnownValues) -> Iterator[Completion]:
    folded = typed.casefold()
    for word, meaning in _fixed(column):
        if word.casefold().startswith(folded):
            yield Completion(_quoted(word), word, meaning, None, start, end)
    for word, count in values(column, typed):
        yield Completion(_quoted(word), word, column.label, count, start, end)
    for word, meaning in (("empty", "without a value"), ("any", "with a value")):
        if word.startswith(folded):
            yield Completion(word, word, meaning, None, start, end)


def _fixed(column: Column) -> Iterator[tuple[str, str]]:
    groups = dict.fromkeys(choice.group for choice in column.choices if choice.group)
    for group in groups:
        labels = ", ".join(c.label for c in column.choices if c.group == group)
        yield group, labels
    for choice in column.choices:
        if choice.value not in groups:
            yield choice.value, choice.label
    if column.type is Type.REFERENCE and column.kind == "person":
        yield "me", "the person at this desk"
    if column.type in (Type.DATE, Type.INSTANT):
        yield from ((word, "relative to now") for word in WORDS)
    if column.type is Type.YES_NO:
        yield from (("yes", ""), ("no", ""))


def _quoted(text: str) -> str:
    needs = any(c.isspace() or c in '(),"' for c in text)
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"' if needs else text
