"""The change feed on its own thread: what this window, the daemon or anybody else wrote."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from itdesk.core.errors import DeskError
from itdesk.core.events import Changed
from itdesk.store.feed import Feed
from itdesk.ui.kit.workers import Workers

if TYPE_CHECKING:
    from itdesk.desk.desk import Desk

EVERY_MS = 500


class FeedWatch(QObject):
    """Asks twice a second, and at once after an own write; tells on the UI thread.

    `head` is the journal entry up to which the window knows the desk.
    """

    changed = Signal(object)
    """A `Changed`."""
    lost = Signal(object)
    """The desk does not answer: a DeskError. Told once until it answers again."""
    found_again = Signal()

    _came = Signal(object, object)

    def __init__(self, desk: Desk, head: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._head = head
        self._feed: Feed | None = None
        self._workers: Workers | None = None
        self._asked = False
        self._again = False
        self._is_lost = False
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._came.connect(self._deliver)

    def start(self) -> None:
        self._feed = Feed(self._desk.store, self._head)
        self._workers = Workers("feed", 1, self._close)
        self._timer.start()

    def stop(self) -> None:
        """End the thread; no signal comes after this."""
        self._timer.stop()
        if self._workers is not None:
            self._came.disconnect(self._deliver)
            self._workers.stop()
            self._workers = None

    def look(self) -> None:
        """Ask now; while an answer is awaited, once more after it."""
        if self._workers is None:
            return
        if self._asked:
            self._again = True
            return
        self._asked = True
        self._workers.submit(self._ask)

    def _ask(self) -> None:
        """In the feed's thread."""
        feed = self._feed
        assert feed is not None
        try:
            self._came.emit(feed.poll(), None)
        except Exception as error:
            self._came.emit((), error)

    def _close(self) -> None:
        """In the feed's thread, at its end."""
        if self._feed is not None:
            self._feed.close()
        self._desk.close()

    def _deliver(self, changes: Sequence[Changed], error: Exception | None) -> None:
        self._asked = False
        if error is not None and not self._is_lost:
            self._is_lost = True
            shown = error if isinstance(error, DeskError) else DeskError("desk.unreachable", detail=error)
            self.lost.emit(shown)
        elif error is None and self._is_lost:
            self._is_lost = False
            self.found_again.emit()
        for change in changes:
            self.changed.emit(change)
        if self._again:
            self._again = False
            self.look()
