"""The pane of one record: read off the UI thread, filled when the answer is there."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedLayout, QWidget

from itdesk.ui.kit.empty import EmptyState
from itdesk.ui.kit.text import Panel

if TYPE_CHECKING:
    from itdesk.ui.app.context import DeskContext


class RecordDetail(Panel):
    """Derive from it: build widgets once into `body`, say what is read, show what came.

    `read` runs in a reader thread; what it answers comes to `fill` unless another record is wanted
    by then. `changed_record` tells `fill` whether the record is another than before.
    """

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__("pane", parent)
        self.context = context
        self.record: int | None = None
        self.changed_record = False
        self._filled: int | None = None
        self._asked_last = self._answered_last = 0
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._empty = EmptyState(self)
        self._empty.show_state(self.tr("Nothing is chosen"))
        self.body = QWidget(self)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.body)

    def read(self, record: int) -> Any:
        """Everything the pane shows, None if the record is gone. No widgets here."""
        raise TypeError("a RecordDetail is one of its subclasses")

    def fill(self, found: Any) -> None:
        """Show what was read."""
        raise TypeError("a RecordDetail is one of its subclasses")

    @property
    def shown(self) -> int | None:
        """The record on screen; another than `record` while that one is being read."""
        return self._filled

    def show_record(self, record_id: int | None) -> None:
        """Read the record (again) and show it."""
        self.record = record_id
        if record_id is None:
            self._stack.setCurrentWidget(self._empty)
            self._filled = None
            return
        self._asked_last += 1
        self.context.read(partial(self._read, self._asked_last, record_id), self._came)

    def again(self) -> None:
        """Something the pane shows has changed."""
        self.show_record(self.record)

    def _read(self, asked: int, record: int) -> tuple[int, int, Any]:
        return asked, record, self.read(record)

    def _came(self, found: tuple[int, int, Any]) -> None:
        """Reads run side by side: what a slower one saw before is not shown over what is newer."""
        asked, record, answer = found
        if record != self.record or asked < self._answered_last:
            return
        self._answered_last = asked
        if answer is None:
            self._stack.setCurrentWidget(self._empty)
            self._filled = None
            return
        self.changed_record = record != self._filled
        self._filled = record
        self.fill(answer)
        self._stack.setCurrentWidget(self.body)
