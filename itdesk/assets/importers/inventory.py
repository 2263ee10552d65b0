"""What an agent found on one machine, whatever format it came in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Fact = str | int | float


@dataclass(frozen=True, slots=True)
class Part:
    """A component: `identity` tells it from its like on the machine and stays the same over time."""

    category: str
    identity: str
    name: str
    release: str = ""
    facts: Mapping[str, Fact] = field(default_factory=dict[str, Fact])


@dataclass(frozen=True, slots=True)
class Inventory:
    """`values` are an asset's stored values by field, as far as they are known and no filler.

    `categories` were looked at: a part of another category that is missing here is not gone.
    """

    values: Mapping[str, str]
    parts: tuple[Part, ...] = ()
    macs: tuple[str, ...] = ()
    categories: frozenset[str] = frozenset()
    source: str = ""


def numbered(parts: list[Part]) -> tuple[Part, ...]:
    """Parts whose identities differ: the second "kernel" is "kernel #2"."""
    seen: dict[tuple[str, str], int] = {}
    found: list[Part] = []
    for part in sorted(parts, key=lambda p: (p.category, p.identity, p.release)):
        key = (part.category, part.identity)
        seen[key] = seen.get(key, 0) + 1
        if seen[key] > 1:
            part = Part(part.category, f"{part.identity} #{seen[key]}", part.name, part.release, part.facts)
        found.append(part)
    return tuple(found)
