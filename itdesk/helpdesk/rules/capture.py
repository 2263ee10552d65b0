"""The quick capture line: who calls, about what, on which thing, how soon it hurts.

"Maria: printer jam, tray 2 @PRN-12 !high" – whatever cannot be understood stays in the subject.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

LONGEST_NAME = 60
_URGENCY = {"1": "1", "high": "1", "urgent": "1", "now": "1", "2": "2", "medium": "2", "normal": "2",
            "3": "3", "low": "3", "later": "3"}  # fmt: skip
_URGENT = re.compile(r"(?:(?<=\s)|^)!(\w+)(?=\s|$)")
_ASSET = re.compile(r"(?:(?<=\s)|^)@(\S+?)(?=[,;.]?(?:\s|$))")

T = TypeVar("T")
Finder = Callable[[str], int | None]
"""The one record that a name means, or None."""


@dataclass(frozen=True, slots=True)
class Captured:
    """What a line says. `requester` and `asset` are keys; `urgency` is "1" (high) to "3", or None."""

    subject: str
    requester: int | None = None
    asset: int | None = None
    urgency: str | None = None


def capture(line: str, person: Finder, asset: Finder) -> Captured:
    """Take a line apart, asking `person` and `asset` for whom and what its names mean."""
    rest, urgency = _taken(line, _URGENT, lambda word: _URGENCY.get(word.casefold()))
    rest, about = _taken(rest, _ASSET, asset)
    requester: int | None = None
    name, colon, after = rest.partition(":")
    if colon and after.strip() and 0 < len(name.strip()) <= LONGEST_NAME:
        requester = person(name.strip())
        rest = after if requester is not None else rest
    return Captured(" ".join(rest.split()), requester, about, urgency)


def _taken(line: str, mark: re.Pattern[str], meaning: Callable[[str], T | None]) -> tuple[str, T | None]:
    """The line without the first mark that means something, and what it means."""
    for found in mark.finditer(line):
        value = meaning(found[1])
        if value is not None:
            return line[: found.start()] + line[found.end() :], value
    return line, None
