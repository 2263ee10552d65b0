"""Two people changed one record: what differs between their versions, and what each choice writes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from itdesk.core.kinds import Value


@dataclass(frozen=True, slots=True)
class Difference:
    """One field whose value is not the same in both versions."""

    field: str
    was: Value
    theirs: Value
    mine: Value

    @property
    def is_mine(self) -> bool:
        """Whether I changed it; else only they did, and mine is the value that was."""
        return self.mine != self.was

    @property
    def collides(self) -> bool:
        """Whether both changed it, each to something else."""
        return self.is_mine and self.theirs != self.was


def differences(
    was: Mapping[str, Value], theirs: Mapping[str, Value], mine: Mapping[str, Value]
) -> list[Difference]:
    """Fields by which the versions differ, in the order of `theirs`.

    `was` and `theirs` are whole records, `mine` only the fields that I want to write.
    """
    found: list[Difference] = []
    for field in dict.fromkeys([*theirs, *was, *mine]):
        before = was.get(field)
        wanted = mine.get(field, before)
        if wanted != theirs.get(field):
            found.append(Difference(field, before, theirs.get(field), wanted))
    return found


def preferred(found: Iterable[Difference]) -> frozenset[str]:
    """Fields that are mine at first: those I changed. What only they changed stays theirs."""
    return frozenset(item.field for item in found if item.is_mine)


def merged(found: Iterable[Difference], mine: Collection[str]) -> dict[str, Value]:
    """What must be written over their version so that the fields `mine` have my value."""
    return {item.field: item.mine for item in found if item.field in mine}
