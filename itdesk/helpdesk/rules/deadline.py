"""Until when a ticket is to be solved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

from itdesk.core.business_time import Calendar, due, elapsed
from itdesk.helpdesk.rules.flow import Pause

HOUR = 3_600


class Deadline(Protocol):
    """Tells until when; instants are UTC ms."""

    def __call__(self, opened: int, priority: str, pauses: Iterable[Pause] = ()) -> int: ...


def deadline(calendar: Calendar, target_hours: Mapping[str, float]) -> Deadline:
    """How an office counts: its open hours, and the hours it gives each priority.

    Raises DeskError(calendar.closed) when asked in an office that is never open.
    """

    def until(opened: int, priority: str, pauses: Iterable[Pause] = ()) -> int:
        return due(calendar, opened, _seconds(target_hours, priority), pauses)

    return until


def used(
    calendar: Calendar,
    target_hours: Mapping[str, float],
    opened: int,
    priority: str,
    now: int,
    pauses: Iterable[Pause] = (),
) -> tuple[int, int]:
    """(seconds of office time used, seconds given) of a ticket at `now`."""
    return elapsed(calendar, opened, now, pauses), _seconds(target_hours, priority)


def _seconds(target_hours: Mapping[str, float], priority: str) -> int:
    return round(float(target_hours.get(priority, 24)) * HOUR)
