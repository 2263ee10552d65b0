"""Which window is up: an office, the first run, or the refusal of a desk that cannot be opened."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QFileDialog, QMainWindow, QWidget

from itdesk.core.errors import CancelledError, DeskError
from itdesk.ui.app.office import Office
from itdesk.ui.app.opening import Opening
from itdesk.ui.app.person_state import PersonState
from itdesk.ui.kit.command import Command
from itdesk.ui.kit.messages import Messages
from itdesk.ui.kit.tasks import Progress, Task, Tasks
from itdesk.ui.kit.theme import Mode, ThemeManager
from itdesk.ui.kit.wording import error_text

if TYPE_CHECKING:
    from itdesk.ui.app.ask import AskDialog
    from itdesk.ui.pages.firstrun.page import FirstRun

DESKS = "itdesk (*.db *.itdesk);;All files (*)"


PASSING = frozenset({"desk.locked", "desk.unreachable", "desk.full", "desk.read_only", "desk.io"})
"""Causes that may be gone when one tries again."""


class Door(QMainWindow):
    """A window without a desk."""

    def __init__(self, inside: QWidget) -> None:
        super().__init__()
        self.setWindowTitle("itdesk")
        self.setCentralWidget(inside)
        self.inside = inside
        self.resize(1100, 720)


class Program(QObject):
    """Opens places and keeps exactly one window up. Tests set `with_daemon` to False."""

    def __init__(self, app: QApplication, state: PersonState) -> None:
        super().__init__(app)
        self._app = app
        self._state = state
        known = {mode.value for mode in Mode}
        kept = state.text("theme")
        mode = Mode(kept) if kept in known else Mode.SYSTEM
        self.theme = ThemeManager(app, mode, state.number("percent", 100))
        self.with_daemon = True
        self.office: Office | None = None
        self.door: Door | None = None
        self._place = ""
        self._task: Task[str] | None = None
        self._opening: Opening | None = None
        self._ask: AskDialog | None = None
        self._tasks = Tasks(self)

    # --- opening -------------------------------------------------------------------------------
    def show_place(self, place: str, page: str = "", *, create: bool = False) -> None:
        """Open a desk; without one there is the first run, and a desk that cannot be opened says why.

        A server is asked beside the window, which meanwhile says so.
        """
        opening = Opening(place, page, create)
        if not opening.is_remote:
            self._place = place
            self._opened(opening.run())
            return
        self._connect_to(opening)

    def _connect_to(self, opening: Opening) -> None:
        from itdesk.ui.pages.firstrun.connecting import Connecting

        waiting = Connecting(opening.shown)
        waiting.cancelled.connect(partial(self._give_up, self._place if self.office is not None else ""))
        self._show_door(waiting)
        self._place = opening.place
        self._opening = opening
        self._tasks.read(self.tr("Connecting"), opening.run, self._opened, self._not_opened)

    def _give_up(self, former: str) -> None:
        """Go back to the desk that was open, if there was one; the answer will find nobody."""
        self._opening = None
        if former:
            self.show_place(former)
        else:
            self.quit()

    def _opened(self, opening: Opening) -> None:
        if opening.is_remote and opening is not self._opening:
            return
        self._opening = None
        if opening.desk is not None:
            self._show_office(opening)
        elif opening.error is not None and opening.error.code == "desk.missing" and not opening.is_remote:
            self._show_first_run(opening.place)
        elif opening.error is not None:
            self._refuse(opening.error, opening.shown)

    def _not_opened(self, error: object) -> None:
        """A bug: no known error comes this way."""
        from itdesk.desk.crash import write_report

        if isinstance(error, BaseException) and self._opening is not None:
            self._refuse(write_report(error), self._opening.shown)
        self._opening = None

    def _show_office(self, opening: Opening) -> None:
        former = self._take_down()
        office = Office(opening, Messages(_report, self), self.theme, self._state)
        office.with_daemon = self.with_daemon
        office.desk_asked.connect(self.ask_open)
        self.office = office
        office.show(opening.page)
        _close(former)

    def _show_door(self, inside: QWidget) -> None:
        former = self._take_down()
        self.door = Door(inside)
        self.door.show()
        inside.setFocus()
        _close(former)

    def _take_down(self) -> QMainWindow | None:
        """The window that was up; it is closed once another one stands, so the program goes on."""
        former = self.office.window if self.office is not None else self.door
        self.office, self.door = None, None
        return former

    def _show_first_run(self, place: str) -> None:
        from itdesk.ui.pages.firstrun.page import FirstRun

        page = FirstRun(place)
        page.way_chosen.connect(self._begin)
        page.change_asked.connect(self._ask_place)
        page.open_asked.connect(self.ask_open)
        page.join_asked.connect(self.ask_join)
        page.restore_asked.connect(self.ask_restore)
        page.cancelled.connect(self._cancel)
        self._show_door(page)

    def _refuse(self, error: DeskError, place: str) -> None:
        from itdesk.ui.pages.firstrun.refusal import Refusal

        actions = [Command("refusal.open", self.tr("Open another desk…"), self.ask_open)]
        if error.code in PASSING:
            actions.insert(0, Command("refusal.again", self.tr("Try again"), self._again, icon="refresh-cw"))
        elif error.code == "desk.damaged":
            actions.insert(0, Command("refusal.restore", self.tr("Restore a backup…"), self.ask_restore))
        else:
            actions.append(Command("refusal.again", self.tr("Try again"), self._again))
        self._show_door(Refusal(error, place, actions))

    def _again(self) -> None:
        self.show_place(self._place)

    # --- asking for a place --------------------------------------------------------------------
    def ask_open(self) -> None:
        """Another desk on this computer."""
        dialog = QFileDialog(self._top(), self.tr("Open a desk"), str(Path(self._place).parent), DESKS)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.show_place)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def ask_join(self) -> None:
        """A team's desk on a PostgreSQL server."""
        from itdesk.ui.app.ask import AskDialog

        words = (self.tr("Join a team’s desk"), self.tr("Its address"), self.tr("Open"))
        self._ask = AskDialog(*words, "postgresql://", self._top())
        self._ask.answered.connect(self._join)
        self._ask.open()

    def _join(self, url: str) -> None:
        if not url.startswith(("postgresql://", "postgres://")) or len(url) < 16:
            if self._ask is not None:
                self._ask.refuse(self.tr("Write it like postgresql://user@server/itdesk"))
            return
        if self._ask is not None:
            self._ask.accept()
        self.show_place(url, create=True)

    def ask_restore(self) -> None:
        """A verified backup becomes the desk at this place."""
        dialog = QFileDialog(self._top(), self.tr("Restore a backup"), str(Path(self._place).parent))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self._restore)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _restore(self, backup: str) -> None:
        from itdesk.ui.app.beginning import restore_desk

        self._work(self.tr("Restoring"), partial(restore_desk, Path(backup), self._place))

    def _ask_place(self) -> None:
        dialog = QFileDialog(self._top(), self.tr("Keep the desk in"), self._place, DESKS)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
        dialog.fileSelected.connect(self._place_chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _place_chosen(self, place: str) -> None:
        self._place = place
        if (page := self._first_run()) is not None:
            page.set_place(place)

    def _top(self) -> QWidget | None:
        return self.office.window if self.office is not None else self.door

    # --- beginning -------------------------------------------------------------------------------
    def _first_run(self) -> FirstRun | None:
        if self.door is None:
            return None
        from itdesk.ui.pages.firstrun.page import FirstRun

        return self.door.inside if isinstance(self.door.inside, FirstRun) else None

    def _begin(self, way: str) -> None:
        from itdesk.ui.app.beginning import begin_desk, begin_with_demo, begin_with_scan
        from itdesk.ui.pages.firstrun.page import DEMO, DISCOVER, IMPORT, SCAN

        works = {
            SCAN: (self.tr("Scanning this computer"), partial(begin_with_scan, self._place)),
            DEMO: (self.tr("Making the demo office"), begin_with_demo),
            DISCOVER: (self.tr("Making your desk"), partial(begin_desk, self._place, "network")),
            IMPORT: (self.tr("Making your desk"), partial(begin_desk, self._place, "imports")),
        }
        self._work(*works[way])

    def _work(self, words: str, work: partial[str] | object) -> None:
        if (page := self._first_run()) is not None:
            page.set_working(words)
        self._task = self._tasks.write(words, work, self._begun, self._not_begun)  # type: ignore[arg-type]
        self._task.progressed.connect(self._progressed)
        self._task.cancelled.connect(self._not_begun)

    def _progressed(self, share: float, _note: str) -> None:
        page = self._first_run()
        if page is not None and self._task is not None:
            page.set_working(self._task.title, share)

    def _begun(self, answer: str) -> None:
        """`answer` is "page\\nplace"."""
        self._task = None
        page, _, place = answer.partition("\n")
        self.show_place(place, page)
        if page == "network":
            self._discover()

    def _discover(self) -> None:
        """The desk was made to discover the network with it."""
        from itdesk.ui.pages.network.page import NetworkPage

        shown = self.office.window.page if self.office is not None else None
        if isinstance(shown, NetworkPage):
            shown.devices.discover()

    def _not_begun(self, error: object) -> None:
        self._task = None
        page = self._first_run()
        if page is None:
            return
        if isinstance(error, CancelledError):
            page.set_working("")
        elif isinstance(error, DeskError):
            page.say(self.tr("That did not work."), error_text(error))
        elif isinstance(error, BaseException):
            page.say(self.tr("Something in itdesk went wrong."), _report(error))

    def _cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()

    # --- the end -----------------------------------------------------------------------------------
    def unforeseen(self, error: BaseException) -> None:
        """A bug: the report is written, the person is told, the window goes on."""
        if self.office is not None:
            self.office.context.messages.error(error)
        elif (page := self._first_run()) is not None:
            page.say(self.tr("Something in itdesk went wrong."), _report(error))
        else:
            _report(error)

    def quit(self) -> None:
        top = self._top()
        if top is not None:
            top.close()

    def shut_down(self) -> None:
        """Close what is up and end the threads."""
        _close(self._take_down())
        self._tasks.stop()


def _close(window: QMainWindow | None) -> None:
    if window is not None:
        window.close()
        window.deleteLater()


def _report(error: BaseException) -> str:
    from itdesk.desk.crash import write_report

    return str(write_report(error).fields["path"])


__all__ = ["Door", "Program", "Progress"]
