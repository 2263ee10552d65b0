"""Polls that wait to be written: bounded, so that a full disk does not fill the memory too."""

from __future__ import annotations

from collections import deque
from dataclasses import replace

from itdesk.monitoring.memory import DeviceMemory
from itdesk.monitoring.polling import Polled

LIMIT = 200_000
"""Values kept at most, some 20 MB."""
_NOTHING = DeviceMemory()


class Backlog:
    """First in, first out; what is remembered of a device is that of its newest poll."""

    def __init__(self, limit: int = LIMIT) -> None:
        self._limit = limit
        self._polls: deque[Polled] = deque()
        self._newest: dict[int, Polled] = {}
        self._values = 0
        self.dropped = 0
        """Polls that were given up since the start, the oldest first."""

    def __len__(self) -> int:
        return len(self._polls)

    def add(self, polled: Polled) -> None:
        # without its values, which would stay in memory until the next poll
        self._newest[polled.device] = replace(polled, measured=())
        self._polls.append(replace(polled, memory=_NOTHING, wrongs=()))
        self._values += _weight(polled)
        while self._values > self._limit and len(self._polls) > 1:
            self._values -= _weight(self._polls.popleft())
            self.dropped += 1

    def first(self, count: int) -> list[Polled]:
        """The oldest polls, which stay until they are `done`."""
        newest = self._newest
        batch = [self._polls[n] for n in range(min(count, len(self._polls)))]
        return [replace(p, memory=newest[p.device].memory, wrongs=newest[p.device].wrongs) for p in batch]

    def done(self, batch: list[Polled]) -> None:
        """Forget polls that were written; some may have been given up meanwhile."""
        written = {(polled.device, polled.at) for polled in batch}
        while self._polls and (self._polls[0].device, self._polls[0].at) in written:
            self._values -= _weight(self._polls.popleft())


def _weight(polled: Polled) -> int:
    return len(polled.measured) + 1
