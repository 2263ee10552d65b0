"""What an agent found on one machine, whatever format it came in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Fact = str | int | float


@dataclass(frozen=True, slots=True)
class Part:
    """A component: a program, a memory bar, a monitor, a port.

    `identity` tells it from its like on the machine and stays the same over time; parts may share one
    (three kernels). Empty means that only the name tells it. `release` is its version, size or level.
    """

    category: str
    identity: str
    name: str
    release: str = ""
    facts: Mapping[str, Fact] = field(default_factory=dict[str, Fact])


@dataclass(frozen=True, slots=True)
class Inventory:
    """`values` are an asset's stored values by field, as far as they are known and no filler.

    `macs` are the addresses that identify the machine, as aa:bb:…; `categories` were looked at: a part
    of another category that is missing here is not gone.
    """

    values: Mapping[str, str]
    parts: tuple[Part, ...] = ()
    macs: tuple[str, ...] = ()
    categories: frozenset[str] = frozenset()
