"""The one list page: query line and views, the list, the detail beside it.

Derive from `ListPage`, name the kind, and override what differs (`list_hooks`). Everything else
(saved views, columns kept per person, editing, bulk edit, export, undo, refresh, a past date) comes
with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from itdesk.core.events import Changed
from itdesk.ui.app.context import DeskContext
from itdesk.ui.app.detail_follow import DetailFollow
from itdesk.ui.app.detail_slot import DetailSlot
from itdesk.ui.app.filter_bar import FilterBar
from itdesk.ui.app.list_order import ListOrder
from itdesk.ui.app.list_work import ListWork
from itdesk.ui.app.past_list import PastList
from itdesk.ui.app.rows_keeper import RowsKeeper
from itdesk.ui.app.saved_views import SavedViews
from itdesk.ui.app.source import ListReader
from itdesk.ui.kit.command import Command
from itdesk.ui.kit.record_list import RecordList
from itdesk.ui.pages.list_hooks import ListHooks
from itdesk.ui.shell.page import PageView, Trail

if TYPE_CHECKING:
    pass


class ListPage(ListHooks):
    """Everything around one kind's list. `context` is the open desk."""

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._query_text = ""
        self._first_line: str | None = None
        self._view_id = ""
        self._narrow = False
        self._wants_focus = False
        self._build()
        self._connect()

    # --- state that others read ----------------------------------------------------------------
    @property
    def query_text(self) -> str:
        """The last whole line, whose rows are shown."""
        return self._query_text

    @property
    def ordered_text(self) -> str:
        """The line with the order that a header gave the list: what exports and prints follow."""
        return self.order.ordered_text(self._query_text)

    @property
    def as_at(self) -> int | None:
        """The instant (UTC ms) that is shown, None for today."""
        return self.past.at

    def current_id(self) -> int | None:
        return self.list.current_id()

    def selected_ids(self) -> list[int]:
        return self.list.selected_ids()

    def reader(self) -> ListReader:
        """What reads the list as it is filtered and ordered now; raises QueryError."""
        desk = self.context.desk
        query = self.order.ordered(desk.query(self.kind_name, self._query_text))
        return ListReader(
            desk, self.kind, query, self.order.columns(), self.dress, self.context.me, self.as_at
        )

    # --- building ------------------------------------------------------------------------------
    def _build(self) -> None:
        kind = self.kind
        self.bar = FilterBar(kind, self.context.query_tools(), self)
        self.list = RecordList(self.list_columns(), kind.label.lower(), kind.plural.lower(), self)
        self.list.set_two_line(self.two_line)
        self.saved = SavedViews(self.context, self.kind_name, self)
        self.work, self.rows, self.past = ListWork(self), RowsKeeper(self), PastList(self)
        name = f"detail/{self.id}"
        self.slot = DetailSlot(self.list, self.context.state, name, self, self.detail_share)
        self.order, self.follow = ListOrder(self), DetailFollow(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.past.bar, self.bar):
            column.addWidget(widget)
        column.addWidget(self.slot, 1)

    def _connect(self) -> None:
        self.bar.line.query_changed.connect(self._line_changed)
        self.bar.line.mistake_found.connect(self._line_wrong)
        self.bar.line.left.connect(self._focus_list)
        self.bar.save_asked.connect(self.work.ask_save_view)
        self.bar.columns_asked.connect(self._show_columns)
        self.bar.export_asked.connect(self.work.ask_export)
        self.list.clear_filter_requested.connect(self._clear_filter)
        self.rows.filled.connect(self._filled)
        self.saved.changed.connect(self.chrome_changed)
        self.context.changed.connect(self._desk_changed)
        self.list.set_commands(self.work.selection())
        self.list.set_empty(*self.empty_state())

    # --- the Page protocol ---------------------------------------------------------------------
    def title(self) -> str:
        return self.kind.plural

    def kinds(self) -> Sequence[str]:
        return (self.kind_name,)

    def views(self) -> Sequence[PageView]:
        return self.saved.views()

    def current_view(self) -> str:
        """Several views may have the same line and other columns: the one that was chosen."""
        same = [view.id for view in self.views() if view.query == self._query_text]
        return self._view_id if self._view_id in same else next(iter(same), "")

    def choose_view(self, view_id: str) -> None:
        view = next((v for v in self.views() if v.id == view_id), None)
        if view is None:
            return
        self._view_id = view_id
        saved, is_read = self.saved.saved(view_id), view.query == self._query_text
        if saved is not None and saved.layout:
            self.order.restore(saved.layout)
        self.set_query(view.query)
        if is_read:  # the same line may stand in another order now
            self.rows.read()
            self.chrome_changed.emit()

    def primary_action(self) -> Command | None:
        if self.as_at is not None:
            return Command("list.today", self.tr("Back to today"), self.past.back, icon="undo-2")
        return Command(f"{self.kind_name}.new", self.new_title(), self.make_new, "Ctrl+N", "plus")

    def commands(self) -> Sequence[Command]:
        return self.work.commands()

    def trail(self) -> Trail | None:
        if not self.slot.shows_detail_alone:
            return None
        place, count = self.list.current_position()
        row = self.list.current_row()
        name = row.ref if row is not None else ""
        return Trail(self.title(), name, place, count, self.escape, self.follow.previous, self.follow.next)

    def activate(self) -> None:
        self.follow.promise()
        if not self.rows.is_started:
            self._start()
        self.saved.read()
        self._wants_focus = True
        self._focus_list()

    def _start(self) -> None:
        """Columns as the person left them, the first view's rows."""
        self.order.restore()
        if self._first_line is None:
            self._first_line = self.kind.views[0].query if self.kind.views else ""
        self.rows.start(self._first_line)

    def shut_down(self) -> None:
        self.follow.stop()
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
        self.follow.show()

    def panes(self) -> Sequence[QWidget]:
        widgets = (self.bar.line, self.list, self.slot.detail)
        return [widget for widget in widgets if widget is not None and widget.isVisible()]

    def escape(self) -> bool:
        if self.slot.shows_detail_alone:
            self.slot.show_list()
            self._focus_list()
            return True
        if self.as_at is not None:
            self.past.back()
            return True
        return False

    def set_narrow(self, narrow: bool) -> None:
        if narrow == self._narrow:
            return
        self._narrow = narrow
        self.bar.set_narrow(narrow)
        self.list.set_compact(narrow and not self.two_line)
        self.slot.set_narrow(narrow)

    # --- slots: the line -------------------------------------------------------------------------
    def _line_changed(self, text: str) -> None:
        self._query_text = text
        self.order.line_changed(text)
        self.past.line_changed(text)
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
    def _filled(self, sort: tuple[str, bool]) -> None:
        self.list.set_sort(*sort)
        if not self._narrow and not self.list.selected_count():
            self._choose_one()
        if self._wants_focus and self.isVisible() and not self.bar.line.is_entered:
            self._focus_list()
        self._wants_focus = False

    def _choose_one(self) -> None:
        """Focus makes the first row current without selecting it, and then nothing would tell so."""
        self.list.view.go_to(max(self.list.view.currentIndex().row(), 0))
        self.follow.soon()

    def _show_columns(self) -> None:
        button = self.bar.columns
        self.list.column_menu().popup(button.mapToGlobal(button.rect().bottomLeft()))

    def show_current(self) -> None:
        """A record was asked for and is selected now: narrow windows open it."""
        if self._narrow:
            self.follow.open()

    # --- news ------------------------------------------------------------------------------------
    def _desk_changed(self, change: Changed) -> None:
        if change.kind in (self.kind_name, "saved-view"):
            self.saved.read_soon()
        if self.rows.hear(change):
            self.follow.hear(change)
