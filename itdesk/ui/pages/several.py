"""One page of the rail that holds several lists; the views of all stand in the top bar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from itdesk.ui.kit.command import Command
from itdesk.ui.pages.list_page import ListPage
from itdesk.ui.shell.page import Page, PageView, Trail


class SeveralLists(Page):
    """Shows one of its lists; everything asked of it is answered by that one."""

    def __init__(self, lists: Sequence[ListPage], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lists = list(lists)
        self._stack = QStackedWidget(self)
        for page in self.lists:
            self._stack.addWidget(page)
            page.chrome_changed.connect(self.chrome_changed)
            page.open_requested.connect(self.open_requested)
            page.page_requested.connect(self.page_requested)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)

    @property
    def front(self) -> ListPage:
        """The list that is shown."""
        return self.lists[self._stack.currentIndex()]

    def show_list(self, kind: str) -> ListPage | None:
        """Bring the list of a kind to the front."""
        for page in self.lists:
            if page.kind_name == kind:
                if page is not self.front:
                    self.front.deactivate()
                    self._stack.setCurrentWidget(page)
                    page.activate()
                self.chrome_changed.emit()
                return page
        return None

    # --- views: those of the first list, then one for each of the others ------------------
    def views(self) -> Sequence[PageView]:
        first, *others = self.lists
        found = [replace(view, id=f"{first.kind_name}:{view.id}") for view in first.views()]
        return [*found, *(PageView(f"{page.kind_name}:", page.kind.plural) for page in others)]

    def current_view(self) -> str:
        front = self.front
        return f"{front.kind_name}:{front.current_view() if front is self.lists[0] else ''}"

    def choose_view(self, view_id: str) -> None:
        kind, _, view = view_id.partition(":")
        page = self.show_list(kind)
        if page is not None and view:
            page.choose_view(view)
        self.chrome_changed.emit()

    # --- answered by the list in front -----------------------------------------------------
    def kinds(self) -> Sequence[str]:
        return [page.kind_name for page in self.lists]

    def primary_action(self) -> Command | None:
        return self.front.primary_action()

    def tools(self) -> Sequence[Command]:
        return self.front.tools()

    def commands(self) -> Sequence[Command]:
        return self.front.commands()

    def trail(self) -> Trail | None:
        return self.front.trail()

    def activate(self) -> None:
        self.front.activate()

    def deactivate(self) -> None:
        self.front.deactivate()

    def shut_down(self) -> None:
        for page in self.lists:
            page.shut_down()

    def may_leave(self) -> bool:
        return self.front.may_leave()

    def set_query(self, text: str) -> None:
        self.front.set_query(text)

    def show_record(self, kind: str, record_id: int) -> bool:
        page = self.show_list(kind)
        return page is not None and page.show_record(kind, record_id)

    def focus_query(self) -> None:
        self.front.focus_query()

    def refresh(self) -> None:
        self.front.refresh()

    def panes(self) -> Sequence[QWidget]:
        return self.front.panes()

    def escape(self) -> bool:
        return self.front.escape()

    def set_narrow(self, narrow: bool) -> None:
        for page in self.lists:
            page.set_narrow(narrow)
