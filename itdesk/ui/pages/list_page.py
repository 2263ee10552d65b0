"""The one list page: query line and views, the list, the detail beside it.

Derive from `ListPage`, name the kind, and override what differs: `list_columns`, `dress`,
`make_detail`, `selection_commands`, `sums`. Everything else (saved views, columns kept per person,
editing, bulk edit, export, undo, refresh, a past date) comes with it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from itdesk.core.events import Changed
from itdesk.core.kinds import Column, Kind
from itdesk.core.query.tree import Query, Sort
from itdesk.core.types import Type
from itdesk.store.lists import ListRow
from itdesk.ui.app.context import DeskContext
from itdesk.ui.app.detail_slot import SHARE, DetailSlot
from itdesk.ui.app.filter_bar import FilterBar
from itdesk.ui.app.list_work import ListWork
from itdesk.ui.app.rows_keeper import RowsKeeper
from itdesk.ui.app.saved_views import SavedViews
from itdesk.ui.app.source import ListReader
from itdesk.ui.kit.banner import Banner
from itdesk.ui.kit.command import Command
from itdesk.ui.kit.record_list import RecordList
from itdesk.ui.kit.record_model import ListColumn
from itdesk.ui.kit.rows import Cell
from itdesk.ui.shell.page import Page, PageView, Trail

if TYPE_CHECKING:
    from itdesk.ui.app.story.related import Related

DETAIL_MS = 60
"""Rest on a row before its detail is read, so that a held J key stays light."""


class ListPage(Page):
    """Everything around one kind's list. `context` is the open desk."""

    kind_name: ClassVar[str] = ""
    has_detail: ClassVar[bool] = True
    two_line: ClassVar[bool] = False
    detail_share: ClassVar[int] = SHARE
    """Per cent of the page that the detail takes until a person moves the split."""
    print_report: ClassVar[str] = ""
    """The report of `desk.printing` that prints this list; "" for none."""

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._sort: Sort | None = None
        self._query_text = ""
        self._first_line: str | None = None
        self._as_at: int | None = None
        self._narrow = False
        self._wants_focus = False
        self._build()
        self._connect()

    # --- what a page overrides ---------------------------------------------------------------
    def list_columns(self) -> Sequence[ListColumn]:
        """Columns in their order; those whose `column.shown` is False wait behind Columns."""
        return [ListColumn.of(column) for column in self.kind if column.type is not Type.LONG_TEXT]

    def extra_columns(self) -> Sequence[str]:
        """Names of columns that `dress` needs and the list does not offer."""
        return ()

    def dress(self, row: ListRow, cells: dict[str, Cell]) -> Mapping[str, Cell]:
        """Change how cells look (two lines, bars, icons). Runs in any thread: no widgets, no reads.

        `cells` holds the columns that are chosen, the kind's ref and title, and `extra_columns`.
        """
        return cells

    def make_detail(self) -> QWidget:
        """The pane at the right; a `DetailPane`."""
        from itdesk.ui.app.story.pane import StoryDetail

        return StoryDetail(self.context, self.kind_name, self.related())

    def related(self) -> Sequence[Related]:
        """Groups of records that refer to one of these; each is a tab of the usual pane."""
        return ()

    def selection_commands(self) -> Sequence[Command]:
        """What can be done with the selection, before Edit, Remove and so on."""
        return ()

    def sum_columns(self) -> Sequence[str]:
        """Names of numeric columns that are summed at the foot of the list."""
        return ()

    def new_title(self) -> str:
        """Words of the primary button."""
        return self.tr("New {kind}").format(kind=self.kind.label.lower())

    def make_new(self) -> None:
        """The primary button was pressed: by default the form of the kind."""
        self.work.new_record()

    def edit_record(self, record_id: int) -> None:
        """F2: by default the form of the kind."""
        self.work.edit_record(record_id)

    # --- state that others read ----------------------------------------------------------------
    @property
    def kind(self) -> Kind:
        """With its custom columns as they are now."""
        return self.context.kind(self.kind_name)

    @property
    def query_text(self) -> str:
        """The last whole line, whose rows are shown."""
        return self._query_text

    @property
    def ordered_text(self) -> str:
        """The line with the order that a header gave the list: what exports and prints follow."""
        if self._sort is None:
            return self._query_text
        name = ("-" if self._sort.descending else "") + self._sort.column.name
        words = [word for word in self._query_text.split(" ") if not word.startswith("sort:")]
        return " ".join([*words, f"sort:{name}"]).strip()

    @property
    def as_at(self) -> int | None:
        """The instant (UTC ms) that is shown, None for today."""
        return self._as_at

    def current_id(self) -> int | None:
        return self.list.current_id()

    def selected_ids(self) -> list[int]:
        return self.list.selected_ids()

    def reader(self) -> ListReader:
        """What reads the list as it is filtered and ordered now; raises QueryError."""
        desk = self.context.desk
        query = desk.query(self.kind_name, self._query_text)
        if self._sort is not None:
            query = Query(query.where, (self._sort,))
        return ListReader(
            desk, self.kind, query, self._read_columns(), self.dress, self.context.me, self._as_at
        )

    def _read_columns(self) -> tuple[Column, ...]:
        names = self.list.chosen_names()
        names += [self.kind.ref, self.kind.title, *self.extra_columns()]
        known = self.kind.by_name
        return tuple(known[name] for name in dict.fromkeys(names) if name in known)

    # --- building ------------------------------------------------------------------------------
    def _build(self) -> None:
        kind = self.kind
        self.bar = FilterBar(kind, self.context.query_tools(), self)
        self.banner = Banner(self)
        self.list = RecordList(self.list_columns(), kind.label.lower(), kind.plural.lower(), self)
        self.list.set_two_line(self.two_line)
        self.saved = SavedViews(self.context, self.kind_name, self)
        self.work = ListWork(self)
        self.rows = RowsKeeper(self)
        name = f"detail/{self.id}"
        self.slot = DetailSlot(self.list, self.context.state, name, self, self.detail_share)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.banner, self.bar):
            column.addWidget(widget)
        column.addWidget(self.slot, 1)
        self._detail_rest = QTimer(self)
        self._detail_rest.setSingleShot(True)
        self._detail_rest.setInterval(DETAIL_MS)

    def _connect(self) -> None:
        self.bar.line.query_changed.connect(self._line_changed)
        self.bar.line.mistake_found.connect(self._line_wrong)
        self.bar.line.left.connect(self._focus_list)
        self.bar.save_asked.connect(self.work.ask_save_view)
        self.bar.columns_asked.connect(self._show_columns)
        self.bar.export_asked.connect(self.work.ask_export)
        self.list.clear_filter_requested.connect(self._clear_filter)
        self.list.sort_requested.connect(self._sort_by)
        self.list.columns_changed.connect(self._keep_layout)
        self.list.current_changed.connect(self._current_changed)
        self.list.selection_changed.connect(self._detail_rest.start)
        self.list.opened.connect(self._opened)
        self.rows.filled.connect(self._filled)
        self.saved.changed.connect(self.chrome_changed)
        self._detail_rest.timeout.connect(self._show_detail)
        self.slot.moved.connect(self._slot_moved)
        self.context.changed.connect(self._desk_changed)
        self.list.set_commands(self.work.selection())
        self.list.set_empty(*self.empty_state())

    def empty_state(self) -> tuple[str, str, Sequence[Command], str]:
        """(sentence, hint, actions, icon) for a desk without any record of this kind."""
        sentence = self.tr("No {kinds} yet").format(kinds=self.kind.plural.lower())
        primary = self.primary_action()
        return sentence, "", (primary,) if primary is not None else (), self.kind.icon

    # --- the Page protocol ---------------------------------------------------------------------
    def title(self) -> str:
        return self.kind.plural

    def kinds(self) -> Sequence[str]:
        return (self.kind_name,)

    def views(self) -> Sequence[PageView]:
        return self.saved.views()

    def current_view(self) -> str:
        return next((v.id for v in self.views() if v.query == self._query_text), "")

    def choose_view(self, view_id: str) -> None:
        view = next((v for v in self.views() if v.id == view_id), None)
        if view is None:
            return
        saved = self.saved.saved(view_id)
        if saved is not None and saved.layout:
            self._restore_layout(saved.layout)
        self.set_query(view.query)

    def primary_action(self) -> Command | None:
        if self._as_at is not None:
            return Command("list.today", self.tr("Back to today"), self.show_today, icon="undo-2")
        return Command(f"{self.kind_name}.new", self.new_title(), self.make_new, "Ctrl+N", "plus")

    def commands(self) -> Sequence[Command]:
        return self.work.commands()

    def trail(self) -> Trail | None:
        if not self.slot.shows_detail_alone:
            return None
        place, count = self.list.current_position()
        row = self.list.current_row()
        name = row.ref if row is not None else ""
        return Trail(self.title(), name, place, count, self.escape, self._previous, self._next)

    def activate(self) -> None:
        if self.slot.is_awaiting and self.has_detail:
            self.slot.promise(self.make_detail)
        if not self.rows.is_started:
            self._start()
        self.saved.read()
        self._wants_focus = True
        self._focus_list()

    def _start(self) -> None:
        """Columns as the person left them, the first view's rows."""
        self._restore_layout(self.context.state.text(f"columns/{self.id}"))
        if self._first_line is None:
            self._first_line = self.kind.views[0].query if self.kind.views else ""
        self.rows.start(self._first_line)

    def shut_down(self) -> None:
        self._detail_rest.stop()
        self.context.changed.disconnect(self._desk_changed)
        self.rows.stop()

    def set_query(self, text: str) -> None:
        if not self.rows.is_started:
            self._first_line = text
        else:
            self.bar.line.set_text(text)

    def show_record(self, kind: str, record_id: int) -> bool:
        if kind != self.kind_name:
            return False
        self.rows.go_to(record_id)
        return True

    def focus_query(self) -> None:
        self.bar.line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def refresh(self) -> None:
        self.rows.read_again()
        self.list.refresh()
        self.saved.read()
        self._show_detail()

    def panes(self) -> Sequence[QWidget]:
        widgets = (self.bar.line, self.list, self.slot.detail)
        return [widget for widget in widgets if widget is not None and widget.isVisible()]

    def escape(self) -> bool:
        if self.slot.shows_detail_alone:
            self.slot.show_list()
            self._focus_list()
            return True
        return False

    def set_narrow(self, narrow: bool) -> None:
        if narrow == self._narrow:
            return
        self._narrow = narrow
        self.bar.set_narrow(narrow)
        self.list.set_compact(narrow and not self.two_line)
        self.slot.set_narrow(narrow)

    # --- a past date ---------------------------------------------------------------------------
    def show_as_at(self, instant: int, words: str) -> None:
        """The list as it was; nothing can be changed until `show_today`. `words`: "31 Mar 2026"."""
        self._as_at = instant
        head = self.tr("You see {kinds} as they were on {day}").format(
            kinds=self.kind.plural.lower(), day=words
        )
        self.banner.say("maint", head, self.tr("Nothing can be changed here."))
        self.list.set_commands(self.work.selection())
        self.rows.read()
        self.chrome_changed.emit()

    def show_today(self) -> None:
        self._as_at = None
        self.banner.hide()
        self.list.set_commands(self.work.selection())
        self.rows.read()
        self.chrome_changed.emit()

    # --- slots: the line -------------------------------------------------------------------------
    def _line_changed(self, text: str) -> None:
        self._query_text = text
        if "sort:" in text:
            self._sort = None
        self.list.show_stale("")
        self.rows.read()
        self.chrome_changed.emit()

    def _line_wrong(self, _sentence: str) -> None:
        self.list.show_stale(self.tr("rows of the last whole line"))

    def _clear_filter(self) -> None:
        self.set_query("")

    def _focus_list(self) -> None:
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- slots: the list -------------------------------------------------------------------------
    def _sort_by(self, name: str, descending: bool) -> None:
        self._sort = Sort(self.kind.column(name), descending)
        self.rows.read()
        self._keep_layout()

    def _filled(self, sort: tuple[str, bool]) -> None:
        self.list.set_sort(*sort)
        if not self._narrow and not self.list.selected_count():
            self._choose_one()
        if self._wants_focus and self.isVisible() and not self.bar.line.isAncestorOf(self.focusWidget()):
            self._focus_list()
        self._wants_focus = False

    def _choose_one(self) -> None:
        """Focus makes the first row current without selecting it, and then nothing would tell so."""
        self.list.view.go_to(max(self.list.view.currentIndex().row(), 0))
        self._detail_rest.start()

    def _show_columns(self) -> None:
        button = self.bar.columns
        self.list.column_menu().popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _keep_layout(self) -> None:
        if self.rows.is_started:
            self.context.state.put(f"columns/{self.id}", self.list.layout_text())
            self.rows.read_columns(self._read_columns())

    def _restore_layout(self, text: str) -> None:
        sort = self.list.restore_layout(text)
        if sort is not None and sort[0]:
            self._sort = Sort(self.kind.column(sort[0]), sort[1])

    # --- slots: the detail -----------------------------------------------------------------------
    def _slot_moved(self) -> None:
        self.bar.setVisible(not self.slot.shows_detail_alone)
        self.chrome_changed.emit()

    def _opened(self, _record_id: int) -> None:
        self._show_detail()
        self.slot.open_detail()

    def show_current(self) -> None:
        """A record was asked for and is selected now: narrow windows open it."""
        if self._narrow:
            self._opened(0)

    def _current_changed(self, _row: object) -> None:
        self._detail_rest.start()

    def _show_detail(self) -> None:
        self.slot.show_record(self.list.current_id())
        if self.trail() is not None:
            self.chrome_changed.emit()

    def _previous(self) -> None:
        self.list.step(-1)

    def _next(self) -> None:
        self.list.step(1)

    # --- news ------------------------------------------------------------------------------------
    def _desk_changed(self, change: Changed) -> None:
        if change.kind in (self.kind_name, "saved-view"):
            self.saved.read_soon()
        touched = self.rows.hear(change)
        current = self.list.current_id()
        if touched and current is not None and (not change.ids or current in change.ids):
            self._detail_rest.start()
