"""One write on the writer thread, and the toast that offers to take it back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from itdesk.ui.kit.command import Command
from itdesk.ui.kit.tasks import Progress

if TYPE_CHECKING:
    from itdesk.desk.desk import Desk
    from itdesk.store.unit import Unit
    from itdesk.ui.app.context import DeskContext


class Write(QObject):
    """Runs `fn(unit)` in one unit of work; `entry` is the journal entry, 0 when nothing changed."""

    def __init__(self, desk: Desk, verb: str, detail: str, fn: Callable[[Unit], Any]) -> None:
        super().__init__()
        self._desk = desk
        self._verb = verb
        self._detail = detail
        self._fn = fn
        self.entry = 0

    def run(self, progress: Progress) -> Any:
        """Called on the writer thread."""
        with self._desk.write(self._verb, self._detail) as unit:
            result = self._fn(unit)
        self.entry = unit.entry if unit.changes else 0
        return result


class Undo(QObject):
    """Says that something was done, with Undo, as long as there is something to take back."""

    def __init__(self, context: DeskContext, work: Write | None, said: str) -> None:
        super().__init__()
        self._context = context
        self._work = work
        self._said = said

    def offer(self) -> None:
        """The write is done: say so."""
        entry = self._work.entry if self._work is not None else 0
        command = UndoEntry(self._context, entry).command() if entry else None
        self._context.messages.done(self._said, command)

    def take_back(self, entry: int, done: Callable[[Any], object]) -> None:
        UndoEntry(self._context, entry).run(done)


class UndoEntry(QObject):
    """Takes one entry back; lives as long as the window, so a toast may outlast its page."""

    def __init__(self, context: DeskContext, entry: int) -> None:
        super().__init__(context)
        self._context = context
        self._entry = entry

    def command(self) -> Command:
        return Command("undo.entry", self.tr("Undo"), self.run, icon="undo-2")

    def run(self, done: Callable[[Any], object] | None = None) -> None:
        task = self._context.run(self.tr("Undo"), self._take_back, self._taken_back)
        if done is not None:
            task.finished.connect(done)

    def _take_back(self, progress: Progress) -> int:
        from itdesk.store.undo import undo

        return undo(self._context.desk.store, self._context.desk.actor, self._entry)

    def _taken_back(self, entry: int) -> None:
        redo = Command("undo.entry", self.tr("Redo"), UndoEntry(self._context, entry).run, icon="redo-2")
        self._context.messages.done(self.tr("Undone: entry {number}").format(number=self._entry), redo)
        self.deleteLater()
