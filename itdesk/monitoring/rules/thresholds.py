"""A threshold with duration and hysteresis, as a pure state machine.

It opens when the value has been beyond the limit for so long, and closes when the value is back
at the clear limit. A gap proves nothing: it neither adds to the duration nor takes from it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum


class Transition(StrEnum):
    """A change that somebody must hear of."""

    OPENED = "opened"
    CLOSED = "closed"


class Operator(StrEnum):
    """On which side of its limit a value is wrong."""

    ABOVE = ">"
    BELOW = "<"


@dataclass(frozen=True, slots=True)
class Threshold:
    """When a metric is wrong: beyond `limit` for `seconds`, until it is back at `clear_limit`."""

    metric: str
    op: Operator
    limit: float
    clear_limit: float
    seconds: float

    def is_beyond(self, value: float) -> bool:
        return value > self.limit if self.op is Operator.ABOVE else value < self.limit

    def is_clear(self, value: float) -> bool:
        return value <= self.clear_limit if self.op is Operator.ABOVE else value >= self.clear_limit


@dataclass(frozen=True, slots=True)
class ThresholdState:
    """What is remembered between values; `since` and `last` are instants (UTC ms).

    `held_ms` is for how long the value is known to have been beyond the limit; `last` is the
    latest value of an unbroken run beyond it.
    """

    is_open: bool = False
    since: int | None = None
    held_ms: int = 0
    last: int | None = None


def step(
    threshold: Threshold, state: ThresholdState, value: float | None, at: int
) -> tuple[ThresholdState, Transition | None]:
    """The state after one value at instant `at`; `value` None is a gap."""
    if value is None or value != value:
        return replace(state, last=None), None
    if state.is_open:
        if threshold.is_clear(value):
            return ThresholdState(), Transition.CLOSED
        return state, None
    if not threshold.is_beyond(value):
        return ThresholdState(), None
    held = state.held_ms + (max(0, at - state.last) if state.last is not None else 0)
    since = state.since if state.since is not None else at
    opens = held >= threshold.seconds * 1000
    after = ThresholdState(opens, since, held, at)
    return after, Transition.OPENED if opens else None
