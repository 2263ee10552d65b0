"""Completion while a query is typed: column names, then values."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from itdesk.core.kinds import Column, Kind
from itdesk.core.query.dates import WORDS
from itdesk.core.query.lexer import quoted
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


_TERM = re.compile(r"-?(?P<name>[A-Za-z][\w-]*)?(?P<colon>:)?(?P<value>.*)", re.DOTALL)


def complete(text: str, cursor: int, kind: Kind, values: KnownValues) -> list[Completion]:
    """What may stand at the cursor, best first."""
    found = _TERM.fullmatch(text[:cursor], _beginning(text[:cursor], _ends_term))
    if found is None:
        return []
    name = (found["name"] or "").casefold()
    if not found["colon"]:
        return [] if found["value"] else list(_names(kind, name, cursor - len(name), cursor))[:LIMIT]
    if name == "sort":
        return list(_sorts(kind, found["value"], cursor))[:LIMIT]
    column = kind.asked.get(name)
    if column is None:
        return []
    last = found["value"].lstrip("<>=!")
    last = last[_beginning(last, ",".__eq__) :]
    start = cursor - len(last)
    return list(_values(column, last.lstrip('"'), start, cursor, values))[:LIMIT]


def _ends_term(character: str) -> bool:
    return character.isspace() or character in "()"


def _beginning(text: str, ends: Callable[[str], bool]) -> int:
    """Where the last piece of a line begins; in quotes, which may still be open, nothing ends."""
    start, within = 0, False
    for place, character in enumerate(text):
        if character == '"' and not (within and text[place - 1] == "\\"):
            within = not within
        elif not within and ends(character):
            start = place + 1
    return start


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
    for insert, word, meaning in _fixed(column):
        if word.casefold().startswith(folded):
            yield Completion(insert, word, meaning, None, start, end)
    for word, count in values(column, typed):
        yield Completion(quoted(word), word, column.label, count, start, end)
    for word, meaning in (("empty", "without a value"), ("any", "with a value")):
        if word.startswith(folded):
            yield Completion(word, word, meaning, None, start, end)


def _fixed(column: Column) -> Iterator[tuple[str, str, str]]:
    """What is known without looking at records, as (insert, word, meaning)."""
    groups = dict.fromkeys(choice.group for choice in column.choices if choice.group)
    for group in groups:
        labels = ", ".join(c.label for c in column.choices if c.group == group)
        yield group, group, labels
    for choice in column.choices:
        if choice.value not in groups:
            yield quoted(choice.value), choice.value, choice.label
    words: list[tuple[str, str]] = []
    if column.type is Type.REFERENCE and column.kind == "person":
        words = [("me", "the person at this desk")]
    elif column.type in (Type.DATE, Type.INSTANT):
        words = [(word, "relative to now") for word in WORDS]
    elif column.type is Type.YES_NO:
        words = [("yes", ""), ("no", "")]
    yield from ((word, word, meaning) for word, meaning in words)
