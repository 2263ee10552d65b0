"""The window of a desk, from its place to the exit code.

What is not needed for the first list is imported when it is first used: here each millisecond is
one that a person waits.
"""

from __future__ import annotations

import gc
import sys
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from itdesk.ui.app.program import Program


def open_window(place: str) -> int:
    """Show the desk at `place` (a file or a URL) until the person closes it; answers the exit code."""
    app = application()
    program = make_program(app)
    program.show_place(place)
    code = app.exec()
    program.shut_down()
    return code


def application() -> QApplication:
    """The one application object, named for the desktop."""
    # Until the window's own collector starts: it would walk all that imports make, again and again.
    gc.disable()
    # Before Qt, which from then on reads the source of every module that is imported.
    import_module("itdesk.desk.desk")

    from PySide6.QtWidgets import QApplication

    found = QApplication.instance()
    app = found if isinstance(found, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName("itdesk")
    app.setApplicationDisplayName("itdesk")
    app.setDesktopFileName("itdesk")
    return app


def make_program(app: QApplication, state_file: Path | None = None) -> Program:
    """The program with a person's own state; a bug in a slot is reported and the window goes on."""
    from itdesk.desk.places import state_dir
    from itdesk.ui.app.person_state import PersonState
    from itdesk.ui.app.program import Program

    program = Program(app, PersonState(state_file or state_dir() / "window.ini"))
    sys.excepthook = _Hook(program)
    return program


class _Hook:
    """What Python calls with an error that nobody caught (PySide sends those of slots here)."""

    def __init__(self, program: Program) -> None:
        self._program = program

    def __call__(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self._program.quit()
            return
        self._program.unforeseen(error)
