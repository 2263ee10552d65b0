"""The detail pane follows the row that a person is on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

from PySide6.QtCore import QObject, QTimer, SignalInstance
from PySide6.QtWidgets import QWidget

from itdesk.core.events import Changed

if TYPE_CHECKING:
    from itdesk.ui.pages.list_page import ListPage

DETAIL_MS = 60
"""Rest on a row before its detail is read, so that a held J key stays light."""


@runtime_checkable
class DatedPane(Protocol):
    """A pane that can show its record as it was."""

    as_at_asked: SignalInstance
    """With an instant (UTC ms): show the whole list as it was then."""

    def show_at(self, at: int | None) -> None: ...


class DetailFollow(QObject):
    """Makes the pane when it is first needed and shows what the list is on."""

    def __init__(self, page: ListPage) -> None:
        super().__init__(page)
        self._page = page
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(DETAIL_MS)
        self._rest.timeout.connect(self.show)
        page.list.current_changed.connect(self.soon)
        page.list.selection_changed.connect(self._rest.start)
        page.list.opened.connect(self.open)
        page.slot.moved.connect(self._moved)

    def promise(self) -> None:
        """The list comes first: the pane is made when it is looked at."""
        if self._page.slot.is_awaiting and self._page.has_detail:
            self._page.slot.promise(self._make)

    def _make(self) -> QWidget:
        pane = self._page.make_detail()
        if isinstance(pane, DatedPane):
            pane.as_at_asked.connect(self._page.past.show_instant)
            pane.show_at(self._page.as_at)
        return pane

    def stop(self) -> None:
        self._rest.stop()

    # --- following -----------------------------------------------------------------------------
    def soon(self) -> None:
        """Another row, or the same one was changed."""
        self._rest.start()

    def show(self) -> None:
        self._page.slot.show_record(self._page.list.current_id())
        if self._page.trail() is not None:
            self._page.chrome_changed.emit()

    def show_at(self, at: int | None) -> None:
        """The list shows another date."""
        if not self._page.slot.is_awaiting and isinstance(pane := self._page.slot.detail, DatedPane):
            pane.show_at(at)

    def open(self) -> None:
        """Go to the detail: beside the list, or in its place while the window is narrow."""
        self.show()
        self._page.slot.open_detail()

    def hear(self, change: Changed) -> None:
        """The list's kind was written to."""
        current = self._page.list.current_id()
        if current is not None and (not change.ids or current in change.ids):
            self.soon()

    def previous(self) -> None:
        self._page.list.step(-1)

    def next(self) -> None:
        self._page.list.step(1)

    def _moved(self) -> None:
        self._page.bar.setVisible(not self._page.slot.shows_detail_alone)
        self._page.chrome_changed.emit()
