"""Keeps a list page's rows: reads them off the UI thread, follows changes, keeps the person's place."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from itdesk.core.errors import DeskError
from itdesk.core.events import Changed
from itdesk.core.kinds import Column
from itdesk.store.lists import default_sort
from itdesk.ui.app.source import FirstScreen, ListReader, ListSource

if TYPE_CHECKING:
    from itdesk.ui.pages.list_page import ListPage

MEMBERS_MS = 250
"""Rest after a change before it is asked which records the list holds now."""
SINGLE_ROWS = 50
"""Changed records up to which single rows are read again."""


class RowsKeeper(QObject):
    """One per list page. The rows on screen stay until the first screen of the next query has come."""

    filled = Signal(object)
    """Another source is in the list; (column name, descending) of its order."""

    def __init__(self, page: ListPage) -> None:
        super().__init__(page)
        self._page = page
        self._wanted: ListReader | None = None
        self._source: ListSource | None = None
        self._shown: ListReader | None = None
        self._target: int | None = None
        self._asked_again = False
        self._touched: set[int] = set()
        self.is_started = False
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(MEMBERS_MS)
        self._rest.timeout.connect(self.read_again)
        page.list.model.counted.connect(self._look_for_target)

    def start(self, line: str) -> None:
        """The page is shown for the first time: `line` is its query."""
        self.is_started = True
        if line:
            self._page.set_query(line)
        if self._wanted is None:
            self.read()

    def stop(self) -> None:
        self._rest.stop()
        self._page.list.set_source(None)

    # --- reading -------------------------------------------------------------------------
    def read(self) -> None:
        """Read the page's query from its first row; a wrong line changes nothing."""
        if not self.is_started:
            return
        try:
            reader = self._page.reader()
        except DeskError as error:
            self._page.list.show_failure(error)
            return
        self._wanted = reader
        self._asked_again = False
        self._page.context.read(reader.first, self._first_came, on_failed=self._page.list.show_failure)

    def read_columns(self, columns: tuple[Column, ...]) -> None:
        """Other columns are on screen: read those that were not."""
        if self._wanted is not None and not set(columns) <= set(self._wanted.columns):
            self.read()

    def _first_came(self, first: FirstScreen[ListReader]) -> None:
        if first.reader is self._wanted:
            self._show(first, keep_scroll=False)

    def _show(self, first: FirstScreen[ListReader], *, keep_scroll: bool) -> None:
        former, self._source = self._source, ListSource(self._page.context, first, self)
        if former is not None and first.reader is self._shown:
            self._source.adopt(former, self._touched)
        self._touched.clear()
        self._shown = first.reader
        filtered = first.reader.query.where is not None
        self._page.list.set_source(self._source, filtered=filtered, keep_scroll=keep_scroll)
        sort = first.reader.query.sort or default_sort(first.reader.kind)
        self.filled.emit((sort[0].column.name, sort[0].descending) if sort else ("", False))
        self._read_sums(first.reader)

    def _read_sums(self, reader: ListReader) -> None:
        columns = [reader.kind.column(name) for name in self._page.sum_columns()]
        if columns:
            self._page.context.read(_Sums(reader, columns), self._sums_came)

    def _sums_came(self, found: tuple[ListReader, str]) -> None:
        if found[0] is self._wanted:
            self._page.list.set_sums(found[1])

    # --- changes -------------------------------------------------------------------------
    def hear(self, change: Changed) -> bool:
        """Something was written; True if it may touch the rows themselves."""
        if not self.is_started or self._wanted is None:
            return False
        if change.kind == self._page.kind_name:
            few = change.ids if len(change.ids) <= SINGLE_ROWS else ()
            self._touched.update(few)
            self._page.list.refresh(few)
            self._rest.start()
            return True
        if any(column.kind == change.kind for column in self._wanted.columns):
            self._page.list.refresh()
        return False

    def read_again(self) -> None:
        """Which records does the list hold now, and in which order?"""
        if self._wanted is not None:
            self._page.context.read(_Members(self._wanted), self._members_came)

    def _members_came(self, found: tuple[ListReader, array[int]]) -> None:
        reader, ids = found
        if reader is not self._wanted or self._source is None:
            return
        if ids != self._source.ids:
            self._show(FirstScreen(reader, ids, [], is_all=True), keep_scroll=True)
        else:
            self._read_sums(reader)
        self._settle_target()

    # --- going to a record -----------------------------------------------------------------
    def go_to(self, record_id: int) -> None:
        """Select a record, now or once its place is known; a filter that hides it is given up."""
        self._target = record_id
        self._asked_again = False
        if self.is_started:
            self._look_for_target()

    def _look_for_target(self) -> None:
        """Called whenever the list knows more than before."""
        if self._target is None or self._shown is None or self._shown is not self._wanted:
            return
        if self._page.list.select_id(self._target):
            self._target = None
            self._page.show_current()
        elif self._page.list.model.count() is not None and not self._asked_again:
            self._asked_again = True
            self.read_again()

    def _settle_target(self) -> None:
        """The list's records are certain now, and the one that is wanted may not be among them."""
        self._look_for_target()
        if self._target is None or not self._asked_again or self._wanted is None:
            return
        if self._wanted.query.where is None:
            self._target = None
        else:
            self._page.set_query("")


class _Members:
    __slots__ = ("_reader",)

    def __init__(self, reader: ListReader) -> None:
        self._reader = reader

    def __call__(self) -> tuple[ListReader, array[int]]:
        return self._reader, self._reader.all_ids()


class _Sums:
    """The words at the foot of a list: "Sum of price 284,116.30"."""

    __slots__ = ("_columns", "_reader")

    def __init__(self, reader: ListReader, columns: Sequence[Column]) -> None:
        self._reader = reader
        self._columns = columns

    def __call__(self) -> tuple[ListReader, str]:
        return self._reader, self._reader.sums_text(self._columns)
