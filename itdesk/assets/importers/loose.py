"""Reading what may be of any type: what has the wrong one is taken as not there."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Any

from itdesk.core.values import clean

Section = Mapping[str, Any]

LONGEST = 250
"""Characters of one text that are kept."""
_UNKEEPABLE = ("Cc", "Cs")
"""Control characters (NUL is refused by PostgreSQL) and lone surrogates (no UTF-8 holds them)."""


def text_of(value: object) -> str:
    """A text or number as one line; "" for all else, yes and no among it."""
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return ""
    kept = (" " if c in "\r\n\t" else c for c in str(value)[: 4 * LONGEST])
    line = "".join(c for c in kept if unicodedata.category(c) not in _UNKEEPABLE)
    return clean(line)[:LONGEST].strip()


def text(item: Section, *names: str) -> str:
    """The first of these values that says something."""
    return next((found for name in names if (found := text_of(item.get(name)))), "")


def number(item: Section, name: str) -> float:
    """A number above 0, else 0."""
    try:
        found = float(text(item, name) or 0)
    except ValueError:
        return 0.0
    return found if 0 < found < 1e15 else 0.0


def many(item: Section, name: str) -> list[Section]:
    """The objects of a list, or the one object that stands for a list of one."""
    found = item.get(name)
    items = found if isinstance(found, list) else [found]
    return [each for each in items if isinstance(each, dict)]


def one(item: Section, name: str) -> Section:
    """The object of this name, or an empty one."""
    return next(iter(many(item, name)), {})


def was_looked_at(item: Section, name: str) -> bool:
    """Whether the section is there in earnest: objects, or nothing found; not a stray text."""
    return name in item and (item[name] in ([], "") or bool(many(item, name)))
