"""Journal: every change of the desk, newest first; what it did, taking it back, and the proof."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from itdesk.core.events import Changed
from itdesk.store.journal import Sought, Verification
from itdesk.ui.app.detail_slot import DetailSlot
from itdesk.ui.app.source import FirstScreen, ListSource
from itdesk.ui.kit.banner import Banner
from itdesk.ui.kit.command import Command
from itdesk.ui.kit.record_list import RecordList
from itdesk.ui.kit.text import Panel
from itdesk.ui.kit.theme import theme
from itdesk.ui.pages.history.entries import JournalReader, entry_columns
from itdesk.ui.pages.history.entry_pane import EntryPane
from itdesk.ui.shell.page import Page, PageView, Trail

if TYPE_CHECKING:
    from itdesk.ui.app.context import DeskContext
    from itdesk.ui.kit.tasks import Progress

REST_MS = 400
"""Rest after a change of the desk before the list is read again."""
TYPING_MS = 250
DETAIL_MS = 60
ALL, MINE, WATCH, SCRIPTS = "all", "mine", "daemon", "cli"


class HistoryPage(Page):
    id = "history"

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.banner = Banner(self)
        self.words = QLineEdit(self)
        self.list = RecordList(entry_columns(), self.tr("entry"), self.tr("entries"), self)
        self.slot = DetailSlot(self.list, context.state, "detail/history", self)
        self.pane = EntryPane(context)
        self._view = ALL
        self._wants_focus = False
        self._reader: JournalReader | None = None
        self._rest, self._typing, self._follow = QTimer(self), QTimer(self), QTimer(self)
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        self.words.setPlaceholderText(self.tr("Person, verb, file or entry number…"))
        self.words.setAccessibleName(self.tr("Find entries"))
        self.words.setClearButtonEnabled(True)
        self.list.set_empty(
            self.tr("Nothing was written yet"), self.tr("Each change of the desk becomes an entry here.")
        )
        self.slot.put(self.pane)
        bar = Panel("filterbar", self)
        bar.setMinimumHeight(theme().px(44))
        row = QHBoxLayout(bar)
        row.setContentsMargins(12, 5, 12, 6)
        row.addWidget(self.words)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.banner, bar):
            column.addWidget(widget)
        column.addWidget(self.slot, 1)

    def _connect(self) -> None:
        for timer, rest, slot in (
            (self._rest, REST_MS, self.refresh),
            (self._typing, TYPING_MS, self._read),
            (self._follow, DETAIL_MS, self._show_current),
        ):
            timer.setSingleShot(True)
            timer.setInterval(rest)
            timer.timeout.connect(slot)
        self.words.textChanged.connect(self._typed)
        self.words.returnPressed.connect(self._focus_list)
        self.list.current_changed.connect(self._follow.start)
        self.list.opened.connect(self._open)
        self.list.clear_filter_requested.connect(self._clear)
        self.list.set_commands([self._undo_command("U")])
        self.slot.moved.connect(self.chrome_changed)
        self.context.changed.connect(self._desk_changed)

    # --- the page ------------------------------------------------------------------------
    def title(self) -> str:
        return self.tr("Journal")

    def views(self) -> Sequence[PageView]:
        return (
            PageView(ALL, self.tr("All")),
            PageView(MINE, self.tr("Mine")),
            PageView(WATCH, self.tr("Monitor")),
            PageView(SCRIPTS, self.tr("Command line")),
        )

    def current_view(self) -> str:
        return self._view

    def choose_view(self, view_id: str) -> None:
        self._view = view_id
        self._read()
        self.chrome_changed.emit()

    def tools(self) -> Sequence[Command]:
        return (self._verify_command(),)

    def commands(self) -> Sequence[Command]:
        return (self._undo_command(""), self._verify_command())

    def _undo_command(self, key: str) -> Command:
        words = self.tr("Undo this entry")
        return Command("history.undo", words, self._undo_current, key, "undo-2", self.title())

    def _verify_command(self) -> Command:
        words = self.tr("Verify the journal")
        return Command("history.verify", words, self.verify, "", "shield-check", self.title())

    def trail(self) -> Trail | None:
        if not self.slot.shows_detail_alone:
            return None
        place, count = self.list.current_position()
        row = self.list.current_row()
        name = row.ref if row is not None else ""
        return Trail(self.title(), name, place, count, self.escape, self._previous, self._next)

    def activate(self) -> None:
        if self._reader is None or self._reader.sought != self._sought():
            self._read()
        else:
            self.refresh()
        self._wants_focus = True
        self._focus_list()

    def deactivate(self) -> None:
        for timer in (self._rest, self._typing, self._follow):
            timer.stop()

    def refresh(self) -> None:
        """The same entries again, the person's place kept."""
        if self._reader is not None:
            self.context.read(_Ids(self._reader), self._ids_came, on_failed=self.list.show_failure)

    def set_query(self, text: str) -> None:
        self.words.setText(text)

    def focus_query(self) -> None:
        self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def panes(self) -> Sequence[QWidget]:
        return [widget for widget in (self.words, self.list, self.pane) if widget.isVisible()]

    def escape(self) -> bool:
        if self.slot.shows_detail_alone:
            self.slot.show_list()
            self._focus_list()
            return True
        if self.words.text():
            self._clear()
            return True
        return False

    def set_narrow(self, narrow: bool) -> None:
        self.slot.set_narrow(narrow)

    def shut_down(self) -> None:
        self.deactivate()
        self.context.changed.disconnect(self._desk_changed)
        self.list.set_source(None)

    # --- rows ----------------------------------------------------------------------------
    def _sought(self) -> Sought:
        found = Sought(words=self.words.text())
        if self._view == MINE:
            return replace(found, actor=self.context.desk.actor)
        return found if self._view == ALL else replace(found, origin=self._view)

    def _read(self) -> None:
        """From the newest entry; what is on screen stays until its first screen has come."""
        self._typing.stop()
        reader = self._reader = JournalReader(self.context.desk, self._sought())
        self.context.read(reader.first, self._first_came, on_failed=self.list.show_failure)

    def _first_came(self, first: FirstScreen[JournalReader]) -> None:
        if first.reader is self._reader:
            self._show(first, keep_scroll=False)
            if self.list.current_id() is None or not self.list.selected_count():
                self.list.view.go_to(max(self.list.view.currentIndex().row(), 0))
            if self._wants_focus and not self.words.hasFocus():
                self._focus_list()
            self._wants_focus = False

    def _ids_came(self, found: tuple[JournalReader, array[int]]) -> None:
        """Old entries change too: they are marked when they are undone."""
        reader, ids = found
        if reader is self._reader:
            self._show(FirstScreen(reader, ids, [], is_all=True), keep_scroll=True)

    def _show(self, first: FirstScreen[JournalReader], *, keep_scroll: bool) -> None:
        source = ListSource(self.context, first, self)
        filtered = first.reader.sought != Sought()
        self.list.set_source(source, filtered=filtered, keep_scroll=keep_scroll)
        self._follow.start()

    def _desk_changed(self, _change: Changed) -> None:
        if self.isVisible():
            self._rest.start()

    def _typed(self) -> None:
        self._typing.start()

    def _clear(self) -> None:
        self.words.clear()
        if self._view != ALL:
            self.choose_view(ALL)
        self._focus_list()

    def _focus_list(self) -> None:
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- the pane ------------------------------------------------------------------------
    def _show_current(self) -> None:
        self.slot.show_record(self.list.current_id())
        if self.trail() is not None:
            self.chrome_changed.emit()

    def _open(self) -> None:
        self._show_current()
        self.slot.open_detail()

    def _undo_current(self) -> None:
        """Of the row one is on, also while the pane still shows another."""
        if (entry := self.list.current_id()) is not None:
            self.context.undo(entry)

    def _previous(self) -> None:
        self.list.step(-1)

    def _next(self) -> None:
        self.list.step(1)

    # --- the proof -----------------------------------------------------------------------
    def verify(self) -> None:
        """Compute the whole chain anew, beside the window."""
        self.context.tasks.read(self.tr("Verifying the journal"), self._verify, self._verified)

    def _verify(self, progress: Progress) -> Verification:
        return self.context.desk.journal.verify(progress)

    def _verified(self, proof: Verification) -> None:
        words = self.tr("{entries} entries with {changes} changes. Head {head}")
        text = words.format(entries=f"{proof.entries:,}", changes=f"{proof.changes:,}", head=proof.head[:16])
        close = Command("history.quiet", self.tr("Close"), self.banner.quiet)
        self.banner.say("ok", self.tr("The chain holds."), text, close)


class _Ids:
    """Every entry that a reader finds now, with the reader: it may be another's turn by then."""

    __slots__ = ("_reader",)

    def __init__(self, reader: JournalReader) -> None:
        self._reader = reader

    def __call__(self) -> tuple[JournalReader, array[int]]:
        return self._reader, self._reader.all_ids()
