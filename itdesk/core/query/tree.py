"""The parsed form of a query line: what `parse` makes and `store.lists` turns into one statement."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from itdesk.core.kinds import Column, Value


class Op(StrEnum):
    """How a column is compared."""

    HAS = "has"
    """Text holds the value as a part, in any case (TEXT, LONG_TEXT, and unquoted REFERENCE names)."""
    IS = "is"
    """Equal; text in any case. CHOICE values are resolved already."""
    LIKE = "like"
    """Text matches a pattern whose only wildcard is `*`, whole, in any case."""
    IN = "in"
    """Equal to one of `values` (a choice group, or `a,b`)."""
    LESS = "<"
    AT_MOST = "<="
    MORE = ">"
    AT_LEAST = ">="
    BETWEEN = "between"
    """`values` are (low, high), both included."""
    EMPTY = "empty"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class Compare:
    """One `column:value`. `values` are stored forms; for a REFERENCE they are names (text) that
    the store looks up, keys (int), or `ME`. Dates written for an INSTANT column are already
    whole-day ranges.
    """

    column: Column
    op: Op
    values: tuple[Value, ...] = ()
    span: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Words:
    """Free words: found through the full-text index, all of them, in any order; a quoted phrase is one."""

    words: tuple[str, ...]
    span: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Not:
    node: Node


@dataclass(frozen=True, slots=True)
class And:
    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    nodes: tuple[Node, ...]


Node = Compare | Words | Not | And | Or


@dataclass(frozen=True, slots=True)
class Sort:
    column: Column
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """A whole line: `where` is None when everything is wanted; `sort` may be empty (the kind's own)."""

    where: Node | None = None
    sort: tuple[Sort, ...] = ()


ME = "\x00me"
"""The value of a REFERENCE compare that means the person who asks."""
