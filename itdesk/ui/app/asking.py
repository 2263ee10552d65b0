"""Questions a person waits for: a file answers on the spot, a server when it can."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject

from itdesk.core.errors import DeskError

if TYPE_CHECKING:
    from itdesk.ui.app.context import DeskContext

T = TypeVar("T")


class Asking(QObject):
    """What one widget asks the desk; an answer that a newer question has overtaken is dropped.

    `parent` is the widget that shows the answers: none comes after its death.
    """

    def __init__(self, context: DeskContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._question: _Question | None = None

    def ask(
        self,
        read: Callable[[], T],
        on_done: Callable[[T], object],
        on_failed: Callable[[object], object] | None = None,
    ) -> None:
        """`on_done(read())`, at once on a file; without `on_failed` the message channel says what failed."""
        self._question = question = _Question(read, on_done, on_failed or self._context.messages.error)
        if self._context.desk.store.engine.is_remote:
            self._context.read(question.answered, self._came)
        else:
            self._came(question.answered())

    @property
    def is_waiting(self) -> bool:
        """Whether an answer is still to come."""
        return self._question is not None

    def _came(self, question: _Question) -> None:
        if question is self._question:
            self._question = None
            question.tell()


class _Question:
    """What is asked, who is told, and in the end the answer."""

    def __init__(
        self, read: Callable[[], Any], done: Callable[[Any], object], failed: Callable[[Any], object]
    ) -> None:
        self._read, self._done, self._failed = read, done, failed
        self._answer: Any = None
        self._error: DeskError | None = None

    def answered(self) -> _Question:
        """In a reader thread, or on the spot."""
        try:
            self._answer = self._read()
        except DeskError as error:
            self._error = error
        return self

    def tell(self) -> None:
        if self._error is not None:
            self._failed(self._error)
        else:
            self._done(self._answer)
