"""Taking a call from any page: quick capture, and the whole form when it is asked for."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from itdesk.ui.app.record_editor import RecordEditor
from itdesk.ui.pages.tickets.quick import QuickCapture

if TYPE_CHECKING:
    from itdesk.ui.app.context import DeskContext
    from itdesk.ui.pages.tickets.promise import Terms


class TakeCall(QObject):
    """One dialog at a time over the window of `page`."""

    taken = Signal(int)
    """The key of the new ticket."""

    def __init__(self, context: DeskContext, terms: Terms, page: QWidget) -> None:
        super().__init__(page)
        self._context, self._terms, self._page = context, terms, page
        self.dialog: QuickCapture | None = None

    @cached_property
    def editor(self) -> RecordEditor:
        """The form with every field; made when it is first asked for."""
        editor = RecordEditor(self._context, "ticket", self._page)
        editor.saved.connect(self._saved)
        return editor

    def ask(self) -> None:
        """Quick capture; Ctrl+Enter in it goes on to the whole form."""
        self.dialog = QuickCapture(self._context, self._terms, self._page.window())
        self.dialog.opened.connect(self.taken)
        self.dialog.form_asked.connect(self._form_for)
        self.dialog.finished.connect(self._closed)
        self.dialog.open()

    def _form_for(self, given: dict[str, object]) -> None:
        self.editor.new({k: v for k, v in given.items() if isinstance(v, (str, int))})

    def _saved(self, _kind: str, key: object) -> None:
        if isinstance(key, int):
            self.taken.emit(key)

    def _closed(self) -> None:
        self.dialog = None
