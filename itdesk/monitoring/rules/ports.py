"""Which port is which from one reading to the next.

Indexes change over restarts, ifDescr repeats in one device of nine and ifName in one of
fourteen: a port is its name, MAC address and index together, and the best remaining agreement
is taken where not all three agree.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PortKey:
    """What a port is known by; `mac` is "" for ports without one."""

    name: str
    mac: str
    index: int


@dataclass(frozen=True, slots=True)
class PortMatch:
    """`same` maps the index a port has now to the key it was known by."""

    same: dict[int, PortKey]
    new: tuple[PortKey, ...]
    gone: tuple[PortKey, ...]

    @property
    def renumbered(self) -> bool:
        """Whether any known port has another index now."""
        return any(index != key.index for index, key in self.same.items())


def match_ports(known: Sequence[PortKey], found: Sequence[PortKey]) -> PortMatch:
    """Find the known ports again; each is used once, and doubt makes a new port, not a wrong one."""
    same: dict[int, PortKey] = {}
    left: list[PortKey] = list(known)
    open_: list[PortKey] = list(found)
    for trait in _TRAITS:
        before, after = _unique(left, trait), _unique(open_, trait)
        for value in before.keys() & after.keys():
            same[after[value].index] = before[value]
        used = set(same.values())
        left = [key for key in left if key not in used]
        open_ = [key for key in open_ if key.index not in same]
    return PortMatch(same, tuple(open_), tuple(left))


def _unique(keys: Sequence[PortKey], trait: Callable[[PortKey], Hashable | None]) -> dict[Hashable, PortKey]:
    """Keys by a trait that only one of them has."""
    counts = Counter(trait(key) for key in keys)
    named = ((trait(key), key) for key in keys)
    return {value: key for value, key in named if value is not None and counts[value] == 1}


def _whole(key: PortKey) -> Hashable:
    return (key.name, key.mac, key.index)


def _name_and_mac(key: PortKey) -> Hashable | None:
    return (key.name, key.mac) if key.name and key.mac else None


def _name_and_index(key: PortKey) -> Hashable | None:
    return (key.name, key.index) if key.name else None


def _name(key: PortKey) -> Hashable | None:
    return key.name or None


_TRAITS = (_whole, _name_and_mac, _name_and_index, _name)
"""From the strongest agreement to the weakest; a MAC alone is shared by all ports of many switches."""
