"""Python's cycle collector on the UI thread only.

It runs in whatever thread allocates, and would end widgets and timers in a worker thread, which Qt
answers with a crash.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QCoreApplication, QObject, QTimer

EVERY_MS = 1_000
_NAME = "itdesk-garbage"


class Garbage(QObject):
    """Looks every second whether a generation is full, and collects it here."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.setObjectName(_NAME)
        gc.disable()
        self._is_frozen = False
        timer = QTimer(self)
        timer.setInterval(EVERY_MS)
        timer.timeout.connect(self.collect)
        timer.start()

    def collect(self) -> None:
        """As the interpreter would: the oldest generation that is over its threshold."""
        if not self._is_frozen:
            # Modules, classes and the window stay to the end: looking through them takes a frame or two.
            self._is_frozen = True
            gc.freeze()
        counts, thresholds = gc.get_count(), gc.get_threshold()
        for generation in (2, 1, 0):
            if counts[generation] > thresholds[generation] > 0:
                gc.collect(generation)
                return


def keep_on_this_thread() -> None:
    """Call on the UI thread before the first worker starts; calling it again changes nothing."""
    application = QCoreApplication.instance()
    if application is not None and application.findChild(QObject, _NAME) is None:
        Garbage(application)
