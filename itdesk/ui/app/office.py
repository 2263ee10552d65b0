"""One open desk in its window: pages, palette, facts, undo, the daemon, and the end of it all."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from itdesk.core.errors import DeskError
from itdesk.ui.app.context import DeskContext
from itdesk.ui.app.desk_facts import FactsWatch, status_facts
from itdesk.ui.app.pages import page_entries
from itdesk.ui.app.person_state import PersonState
from itdesk.ui.kit.command import Command
from itdesk.ui.kit.messages import Messages
from itdesk.ui.kit.theme import Mode, ThemeManager
from itdesk.ui.kit.wording import error_text
from itdesk.ui.shell.dropping import FileDrop
from itdesk.ui.shell.window import MainWindow

if TYPE_CHECKING:
    from itdesk.ui.app.facts_reading import DeskFacts
    from itdesk.ui.app.opening import Opening
    from itdesk.ui.shell.palette import Palette

UNDO_LOOKS_BACK = 200
"""Journal entries among which Ctrl+Z looks for this person's last one."""


class Office(QObject):
    """Ties a desk that was opened to a window."""

    desk_asked = Signal()
    """The person wants another desk."""
    closed = Signal()

    def __init__(self, opened: Opening, messages: Messages, theme: ThemeManager, state: PersonState) -> None:
        super().__init__()
        self._place = opened.place
        self._state = state
        self._theme = theme
        self._daemon_tried = False
        self.with_daemon = True
        self.context = DeskContext(opened.found, messages, theme, state, opened.me, opened.head, self)
        self.window = MainWindow(page_entries(self.context), messages, self.context.tasks)
        self._drop = FileDrop(self.window)
        self._facts = FactsWatch(self.context)
        self._connect()

    def _connect(self) -> None:
        window, context = self.window, self.context
        window.closing.connect(self._close)
        window.palette_asked.connect(self.open_palette)
        window.page_shown.connect(self._keep_page)
        window.rail.desk_asked.connect(self.desk_asked)
        self._drop.dropped.connect(self.import_file)
        context.record_requested.connect(self.open_record)
        context.page_requested.connect(self._open_page)
        context.feed.lost.connect(self._lost)
        context.feed.found_again.connect(self._found_again)
        self._facts.came.connect(self._show_facts)
        window.commands.set_own([*window.own_commands(), *self._commands()])

    # --- life ----------------------------------------------------------------------------------
    def show(self, page: str = "") -> None:
        """Put the window up on the page the person left, or the first one."""
        self.window.resize(1440, 900)
        kept = self._state.geometry("window")
        if not kept.isEmpty():
            self.window.restoreGeometry(kept)
        # The page first: its rows are read while the window is put up.
        wanted = page or self._state.text("page")
        first = self.window.rail.order[0]
        if not (wanted and self.window.show_page(wanted)):
            self.window.show_page(first)
        self.window.show()
        self.context.start()
        self._facts.start()

    def _close(self) -> None:
        self._state.put_geometry("window", self.window.saveGeometry())
        self._facts.stop()
        self.context.shut_down()
        self.closed.emit()

    def _keep_page(self, page: str) -> None:
        self._state.put("page", page)

    # --- moving about --------------------------------------------------------------------------
    def open_record(self, kind: str, key: object) -> None:
        if not self.window.open_record(kind, key):
            self.context.messages.info(self.tr("There is no page for this record."))

    def _open_page(self, page: str, query: str) -> None:
        self.window.show_page(page, query or None)

    def import_file(self, path: str) -> None:
        """A file was let go over the window: its import is prepared, nothing is written."""
        from itdesk.ui.pages.imports.page import ImportsPage

        if self.window.show_page("imports"):
            page = self.window.page
            assert isinstance(page, ImportsPage)
            page.open_file(Path(path))

    @cached_property
    def palette(self) -> Palette:
        """Made when it is first asked for."""
        from itdesk.ui.app.palette_offers import PaletteOffers
        from itdesk.ui.shell.palette import Palette

        palette = Palette(self.window)
        PaletteOffers(palette, self.window, self.context)
        return palette

    def open_palette(self) -> None:
        self.palette.open()

    # --- commands --------------------------------------------------------------------------------
    def _commands(self) -> list[Command]:
        group = self.tr("Desk")
        other = self.tr("Open another desk…")
        return [
            Command("desk.undo", self.tr("Undo my last change"), self.undo_last, "Ctrl+Z", "undo-2", group),
            Command("desk.open", other, self.desk_asked.emit, "Ctrl+O", "database", group),
            Command("view.light", self.tr("Light theme"), self._light, "", "sun", group),
            Command("view.dark", self.tr("Dark theme"), self._dark, "", "moon", group),
            Command("view.system", self.tr("Theme of the system"), self._system, "", "sun-moon", group),
            Command("view.larger", self.tr("Larger text"), self._larger, "Ctrl++", "a-large-small", group),
            Command("view.smaller", self.tr("Smaller text"), self._smaller, "Ctrl+-", "a-large-small", group),
            Command("desk.watch", self.tr("Start the monitor"), self.start_watch, "", "radar", group),
            Command("window.close", self.tr("Close itdesk"), self.window.close, "Ctrl+Q", "log-out", group),
        ]

    def undo_last(self) -> None:
        """Take back what this person last did on this desk, whatever it was."""
        self.context.read(self._last_entry, self._undo)

    def _last_entry(self) -> int:
        """In a reader thread: 0 when there is nothing to undo."""
        desk = self.context.desk
        for entry in desk.journal.entries(limit=UNDO_LOOKS_BACK):
            if entry.actor == desk.actor and entry.undoes is None and entry.undone_by is None:
                return entry.id
        return 0

    def _undo(self, entry: int) -> None:
        if entry:
            self.context.undo(entry)
        else:
            self.context.messages.info(self.tr("There is nothing of yours to undo."))

    def _light(self) -> None:
        self._set_mode(Mode.LIGHT)

    def _dark(self) -> None:
        self._set_mode(Mode.DARK)

    def _system(self) -> None:
        self._set_mode(Mode.SYSTEM)

    def _set_mode(self, mode: Mode) -> None:
        self._theme.set_mode(mode)
        self._state.put("theme", mode.value)

    def _larger(self) -> None:
        self._set_percent(self._theme.percent + 10)

    def _smaller(self) -> None:
        self._set_percent(self._theme.percent - 10)

    def _set_percent(self, percent: int) -> None:
        self._theme.set_percent(percent)
        self._state.put("percent", str(self._theme.percent))

    # --- facts and the daemon --------------------------------------------------------------------
    def _show_facts(self, facts: DeskFacts) -> None:
        self.window.status.set_facts(status_facts(facts))
        for page, badge in facts.badges.items():
            self.window.set_badge(page, badge)
        actor = self.context.desk.actor
        person = facts.person or actor
        office = facts.office or self.tr("Your office")
        self.window.rail.set_identity(office, person, actor if actor != person else "")
        if facts.daemon is None and self.with_daemon and not self._daemon_tried:
            self.start_watch()

    def start_watch(self) -> None:
        """Start the daemon once; it says by its lease that it runs."""
        from itdesk.ui.app.daemon_start import start_daemon

        self._daemon_tried = True
        try:
            start_daemon(self._place)
        except OSError as error:
            self.context.messages.warn(
                self.tr("The monitor could not be started."), str(error.strerror or error)
            )

    # --- the connection --------------------------------------------------------------------------
    def _lost(self, error: object) -> None:
        words = error_text(error) if isinstance(error, DeskError) else str(error)
        self.context.messages.banner(
            "lost", "crit", self.tr("The desk does not answer."), words, icon="unplug"
        )

    def _found_again(self) -> None:
        self.context.messages.clear("lost")
        self.window.refresh()
