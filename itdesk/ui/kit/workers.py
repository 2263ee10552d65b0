"""A few named threads that take work from a queue and are ended explicitly, before windows die."""

from __future__ import annotations

from collections.abc import Callable
from queue import SimpleQueue
from threading import Thread

Work = Callable[[], None]


def _nothing() -> None:
    """A thread that holds nothing needs no leaving."""


class Workers:
    """`leave` runs in each thread as it ends: a thread's database connection is closed there."""

    def __init__(self, name: str, count: int, leave: Work = _nothing) -> None:
        self._queue: SimpleQueue[Work | None] = SimpleQueue()
        self._leave = leave
        self._threads = [Thread(target=self._run, name=f"{name}-{n}", daemon=True) for n in range(count)]
        for thread in self._threads:
            thread.start()

    def submit(self, work: Work) -> None:
        """Run `work` in one of the threads, in the order given. It must not raise."""
        self._queue.put(work)

    def stop(self, seconds: float = 10.0) -> bool:
        """Let running work end, then end the threads; False if one did not end in time."""
        for _thread in self._threads:
            self._queue.put(None)
        for thread in self._threads:
            thread.join(seconds)
        return not any(thread.is_alive() for thread in self._threads)

    def _run(self) -> None:
        while (work := self._queue.get()) is not None:
            work()
        self._leave()
