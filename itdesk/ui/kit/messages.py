"""The one channel for everything the window says by itself: toasts, banners, error boxes.

Pages and dialogs call it; the window shows it; tests read `log`. A known error says what to do; a
bug becomes a crash report, and the rest of the window goes on.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QObject, Signal

from itdesk.core.errors import CancelledError, DeskError
from itdesk.ui.kit.command import Command
from itdesk.ui.kit.wording import error_text


class Form(StrEnum):
    TOAST = "toast"
    """Bottom right; errors stay until they are closed, others 6 s."""
    BANNER = "banner"
    """Under the top bar, as long as its cause lasts."""
    BOX = "box"
    """A dialog: what happened, what was kept, what to do."""


@dataclass(frozen=True, slots=True)
class Message:
    """`head` is said in semibold, `rest` after it; `action` is offered beside it; `details` hide
    behind "Show details"; `key` names a banner's cause."""

    form: Form
    state: str
    head: str
    rest: str = ""
    action: Command | None = None
    details: str = ""
    key: str = ""
    icon: str = ""


class Messages(QObject):
    """`report` writes a crash report for a bug and answers the path of its file."""

    shown = Signal(object)
    """A `Message` to be shown now."""
    cleared = Signal(str)
    """The banner with this key has lost its cause."""

    def __init__(self, report: Callable[[BaseException], str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._report = report
        self.log: list[Message] = []

    def done(self, text: str, undo: Command | None = None) -> None:
        """Something was done; with `undo` it can be taken back from the toast."""
        self._show(Message(Form.TOAST, "ok", text, action=undo))

    def info(self, text: str) -> None:
        self._show(Message(Form.TOAST, "info", text))

    def warn(self, text: str, rest: str = "", action: Command | None = None) -> None:
        """Needs attention; stays until it is closed."""
        self._show(Message(Form.TOAST, "warn", text, rest, action))

    def error(self, error: object, what: str = "") -> None:
        """An operation failed: a known error as a toast that stays, a bug as a box with its report.

        `what` says what was not done: "Not saved.". A cancelled operation is said quietly.
        """
        if isinstance(error, CancelledError):
            self.info(error_text(error))
        elif isinstance(error, DeskError):
            self._show(
                Message(Form.TOAST, "crit", what or error_text(error), error_text(error) if what else "")
            )
        elif isinstance(error, BaseException):
            self.bug(error)

    def known_error(self, head: str, error: DeskError, kept: str = "", action: Command | None = None) -> None:
        """A box: what happened, what was kept, what to do; for errors that stop a person's work."""
        rest = "\n\n".join(part for part in (kept, error_text(error)) if part)
        self._show(Message(Form.BOX, "crit", head, rest, action, details=f"{error.code}: {error}"))

    def bug(self, error: BaseException) -> None:
        """Not foreseen: write the crash report, say where it is, go on."""
        path = self._report(error)
        head = self.tr("Something in itdesk went wrong")
        kept = self.tr("Your work is saved up to this moment; the rest of the window goes on.")
        where = self.tr("The crash report is kept in this file and sent nowhere:")
        self._show(
            Message(Form.BOX, "crit", head, f"{kept}\n\n{where}\n{path}", details=repr(error), icon="bug")
        )

    def banner(
        self, key: str, state: str, head: str, rest: str = "", action: Command | None = None, icon: str = ""
    ) -> None:
        """Say something as long as its cause lasts: until `clear(key)`."""
        self._show(Message(Form.BANNER, state, head, rest, action, key=key, icon=icon))

    def clear(self, key: str) -> None:
        self.cleared.emit(key)

    def _show(self, message: Message) -> None:
        self.log.append(message)
        del self.log[:-200]
        self.shown.emit(message)
