"""Work off the UI thread: one object per operation, its end delivered on the UI thread.

Reads run side by side, writes one after another. What takes over 400 ms is announced, and the
status bar shows its name, progress and Cancel. Connect bound methods only: a connection to a
widget that has died since is dropped by Qt.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Event
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from itdesk.core.errors import CancelledError
from itdesk.ui.kit.garbage import keep_on_this_thread
from itdesk.ui.kit.workers import Work, Workers, _nothing

T = TypeVar("T")
ANNOUNCE_MS = 400
READERS = 3


class Progress:
    """Handed to the work: tells how far it is and raises CancelledError when the person cancelled."""

    def __init__(self, tell: Callable[[float, str], None]) -> None:
        self._tell = tell
        self._stop = Event()

    def __call__(self, done: float, total: float = 1.0, note: str = "") -> None:
        """Say `done` of `total`; call it often, it is cheap."""
        self.check()
        self._tell(min(done / total, 1.0) if total > 0 else 0.0, note)

    def check(self) -> None:
        """Raise CancelledError if the person cancelled."""
        if self._stop.is_set():
            raise CancelledError

    def cancel(self) -> None:
        self._stop.set()

    @property
    def is_cancelled(self) -> bool:
        return self._stop.is_set()


class Task(QObject, Generic[T]):
    """One running operation. Signals come on the UI thread; exactly one of the last three comes."""

    progressed = Signal(float, str)
    """(share 0..1, note)"""
    finished = Signal(object)
    """The result."""
    failed = Signal(object)
    """The exception, known error or bug."""
    cancelled = Signal(object)
    """CancelledError: its sentence says what stays done."""
    ended = Signal()
    """After any of the three."""

    _came = Signal(object, object)

    def __init__(self, title: str, work: Callable[[Progress], T], parent: QObject) -> None:
        super().__init__(parent)
        self.title = title
        self.share = 0.0
        self.note = ""
        self.can_cancel = True
        self._said = (0.0, "")
        self._work = work
        self._over = False
        self._progress = Progress(self._told)
        self._came.connect(self._deliver)
        self.progressed.connect(self._remember)

    def cancel(self) -> None:
        """Ask the work to stop at its next step."""
        self._progress.cancel()

    @property
    def is_over(self) -> bool:
        return self._over

    @property
    def is_cancelled(self) -> bool:
        """Whether it was asked to stop."""
        return self._progress.is_cancelled

    def run(self) -> None:
        """Called in a worker thread."""
        try:
            self._progress.check()
            result = self._work(self._progress)
        except BaseException as error:
            self._came.emit(None, error)
        else:
            self._came.emit(result, None)

    def _told(self, share: float, note: str) -> None:
        """In the worker thread: a busy window must not find a million signals waiting."""
        if (said := (round(share, 2), note)) != self._said:
            self._said = said
            self.progressed.emit(share, note)

    def _remember(self, share: float, note: str) -> None:
        self.share, self.note = share, note

    def _deliver(self, result: object, error: object) -> None:
        self._over = True
        if isinstance(error, CancelledError):
            self.cancelled.emit(error)
        elif error is not None:
            self.failed.emit(error)
        else:
            self.finished.emit(result)
        self.ended.emit()
        self.deleteLater()


class Tasks(QObject):
    """Starts operations; `leave` closes what a worker thread holds (its database connection)."""

    announced = Signal(object)
    """A `Task` that has taken over 400 ms."""
    failed = Signal(object)
    """The exception of a task nobody gave a `failed` method for."""

    def __init__(self, parent: QObject | None = None, leave: Work = _nothing) -> None:
        super().__init__(parent)
        keep_on_this_thread()
        self._readers = Workers("read", READERS, leave)
        self._writer = Workers("write", 1, leave)
        self._running: list[Task[object]] = []
        self._stopped = False

    def read(
        self,
        title: str,
        work: Callable[[Progress], T],
        done: Callable[[T], object],
        failed: Callable[[object], object] | None = None,
    ) -> Task[T]:
        """Run `work` beside others. `done` and `failed` are bound methods of QObjects."""
        return self._start(self._readers, title, work, done, failed)

    def write(
        self,
        title: str,
        work: Callable[[Progress], T],
        done: Callable[[T], object],
        failed: Callable[[object], object] | None = None,
    ) -> Task[T]:
        """Run `work` on the one writer thread, after the writes given before."""
        return self._start(self._writer, title, work, done, failed)

    def _start(
        self,
        workers: Workers,
        title: str,
        work: Callable[[Progress], T],
        done: Callable[[T], object],
        failed: Callable[[object], object] | None,
    ) -> Task[T]:
        task: Task[T] = Task(title, work, self)
        task.finished.connect(done)
        task.failed.connect(failed or self.failed)
        task.ended.connect(self._ended)
        self._running.append(task)  # type: ignore[arg-type]
        timer = QTimer(task)
        timer.setSingleShot(True)
        timer.timeout.connect(self._announce)
        timer.start(ANNOUNCE_MS)
        if not self._stopped:
            workers.submit(task.run)
        return task

    @property
    def running(self) -> tuple[Task[object], ...]:
        return tuple(self._running)

    def stop(self) -> bool:
        """Cancel what runs and end the threads; False if something would not end in 10 s."""
        self._stopped = True
        for task in self._running:
            task.cancel()
        reads, writes = self._readers.stop(), self._writer.stop()
        return reads and writes

    def _announce(self) -> None:
        timer = self.sender()
        task = timer.parent() if timer is not None else None
        if isinstance(task, Task) and not task.is_over:
            self.announced.emit(task)

    def _ended(self) -> None:
        task = self.sender()
        self._running = [other for other in self._running if other is not task]
