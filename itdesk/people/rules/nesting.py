"""Places within places: never in a circle."""

from __future__ import annotations

from collections.abc import Callable

DEEPEST = 30
"""Levels a place may lie deep; more is taken for a circle."""


def ancestors(place: int, parent_of: Callable[[int], int | None]) -> list[int]:
    """The places around a place, nearest first; stops where a circle would begin."""
    found: list[int] = []
    current = parent_of(place)
    while current is not None and current not in found and current != place and len(found) < DEEPEST:
        found.append(current)
        current = parent_of(current)
    return found


def makes_a_circle(place: int, parent: int, parent_of: Callable[[int], int | None]) -> bool:
    """Whether `place` inside `parent` would lie inside itself, or too deep."""
    if parent == place:
        return True
    around = ancestors(parent, parent_of)
    return place in around or len(around) >= DEEPEST - 1
