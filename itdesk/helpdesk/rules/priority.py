"""The priority of a ticket, from how many it hits and how soon it hurts (ITIL's matrix)."""

from __future__ import annotations

LEVELS = ("1", "2", "3")
"""High, medium and low: of impact and of urgency."""

_MATRIX = {
    ("1", "1"): "1", ("1", "2"): "2", ("1", "3"): "3",
    ("2", "1"): "2", ("2", "2"): "3", ("2", "3"): "4",
    ("3", "1"): "3", ("3", "2"): "4", ("3", "3"): "4",
}  # fmt: skip


def priority(impact: str, urgency: str) -> str:
    """Priority "1" (urgent) to "4" (low) of impact and urgency "1" (high) to "3" (low)."""
    return _MATRIX[impact, urgency]


def closest(wanted: str, impact: str) -> str:
    """The urgency that brings a ticket of this impact nearest to a wanted priority."""
    return min(LEVELS, key=lambda urgency: (abs(int(_MATRIX[impact, urgency]) - int(wanted)), urgency))
