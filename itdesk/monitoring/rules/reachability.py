"""Whether a device is down: three polls in a row without answer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from itdesk.monitoring.rules.thresholds import Transition

MISSES_UNTIL_DOWN = 3


class Outcome(StrEnum):
    """What came of one poll."""

    ANSWERED = "answered"
    MISSED = "missed"
    NOT_OBSERVED = "not-observed"
    """The watch was off or had no line of its own: this says nothing about the device."""


@dataclass(frozen=True, slots=True)
class Reachability:
    """Misses in a row, and since when (UTC ms of the first of them) the device has not answered."""

    misses: int = 0
    since: int | None = None

    @property
    def is_down(self) -> bool:
        return self.misses >= MISSES_UNTIL_DOWN


def step(state: Reachability, outcome: Outcome, at: int) -> tuple[Reachability, Transition | None]:
    """The state after one poll at instant `at` (UTC ms)."""
    if outcome is Outcome.NOT_OBSERVED:
        return state, None
    if outcome is Outcome.ANSWERED:
        return Reachability(), Transition.CLOSED if state.is_down else None
    since = state.since if state.since is not None else at
    after = replace(state, misses=min(state.misses + 1, MISSES_UNTIL_DOWN), since=since)
    return after, Transition.OPENED if after.is_down and not state.is_down else None
