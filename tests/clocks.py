"""A clock that tests move by hand."""

from __future__ import annotations

from datetime import datetime

from itdesk.core.clock import from_datetime

HOUR = 3_600_000
DAY = 24 * HOUR


class HandClock:
    """Stands still until it is moved; `now` is UTC ms."""

    def __init__(self, now: int | str) -> None:
        self._now = from_datetime(datetime.fromisoformat(now)) if isinstance(now, str) else now

    def now(self) -> int:
        return self._now

    def monotonic(self) -> float:
        return self._now / 1000

    def forward(self, milliseconds: int) -> None:
        self._now += milliseconds
