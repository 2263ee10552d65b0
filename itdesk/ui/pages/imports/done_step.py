"""Step 4: what was written, and the way back."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from itdesk.ui.kit.command import Command
from itdesk.ui.kit.empty import EmptyState


class DoneStep(QWidget):
    """Says it and offers what comes next."""

    list_asked = Signal(str)
    """Show the list of this kind."""
    undo_asked = Signal(int)
    """Take this entry back."""
    again_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = EmptyState(self)
        self.setFocusProxy(self._state)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._state)

    def show_done(self, said: str, entry: int | None, kind: str) -> None:
        """`entry` None: nothing had to be written."""
        listed = partial(self.list_asked.emit, kind)
        show = Command("imports.show", self.tr("Show the list"), listed, "", "list")
        again = Command(
            "imports.again", self.tr("Import another file"), self.again_asked.emit, "", "file-input"
        )
        if entry is None:
            self._state.show_state(said, "", (show, again), "circle-check")
            return
        back = partial(self.undo_asked.emit, entry)
        undo = Command("imports.undo", self.tr("Undo this import"), back, "", "undo-2")
        hint = self.tr("Written as entry {number}; it can be undone as a whole, today or later.")
        self._state.show_state(said, hint.format(number=entry), (show, undo, again), "circle-check")
