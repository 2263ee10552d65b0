"""The main window: rail, top bar, pages built when first shown, status bar, messages, keys."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from itdesk.ui.kit.banner import Banner
from itdesk.ui.kit.command import Command
from itdesk.ui.kit.error_box import ErrorBox
from itdesk.ui.kit.messages import Form, Message, Messages
from itdesk.ui.kit.tasks import Tasks
from itdesk.ui.kit.theme import theme
from itdesk.ui.kit.toast import Toast
from itdesk.ui.shell.commands import Commands
from itdesk.ui.shell.page import Badge, Page, PageEntry
from itdesk.ui.shell.rail import Rail
from itdesk.ui.shell.status_bar import StatusBar
from itdesk.ui.shell.top_bar import TopBar

NARROW, COLLAPSE = 1100, 1400
"""Window widths under which list and detail take turns, and the rail shows icons only."""


class MainWindow(QMainWindow):
    """Knows pages and their protocol, no desk."""

    page_shown = Signal(str)
    """Another page is in front: its id."""
    palette_asked = Signal()
    closing = Signal()
    """Everything may be let go of; comes once."""

    def __init__(self, entries: Sequence[PageEntry], messages: Messages, tasks: Tasks) -> None:
        super().__init__()
        self._entries = {entry.id: entry for entry in entries}
        self._pages: dict[str, Page] = {}
        self._current: Page | None = None
        self._is_folded: bool | None = None
        self._closed = False
        self.rail = Rail(entries, self)
        self.top = TopBar(self)
        self.status = StatusBar(self)
        self.banner = Banner(self)
        self._banner_keys: dict[str, Message] = {}
        self._stack = QStackedWidget(self)
        self.commands = Commands(self)
        self._arrange()
        self.toast = Toast(self._content)
        self._connect(messages, tasks)

    def _arrange(self) -> None:
        self._content = QWidget(self)
        column = QVBoxLayout(self._content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top)
        column.addWidget(self.banner)
        column.addWidget(self._stack, 1)
        column.addWidget(self.status)
        whole = QWidget(self)
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addWidget(self._content, 1)
        self.setCentralWidget(whole)
        self.setMinimumSize(900, 560)

    def _connect(self, messages: Messages, tasks: Tasks) -> None:
        self.rail.chosen.connect(self.show_page)
        self.rail.collapse_asked.connect(self.fold_rail)
        self.top.view_chosen.connect(self._choose_view)
        self.top.search_asked.connect(self.palette_asked)
        messages.shown.connect(self._show_message)
        messages.cleared.connect(self._clear_message)
        tasks.announced.connect(self.status.show_task)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)

    # --- pages -------------------------------------------------------------------------------
    @property
    def page(self) -> Page | None:
        """The page in front."""
        return self._current

    @property
    def entries(self) -> Sequence[PageEntry]:
        return tuple(self._entries.values())

    def built(self, page_id: str) -> Page | None:
        """A page that was shown before."""
        return self._pages.get(page_id)

    def show_page(self, page_id: str, query: str | None = None) -> bool:
        """Bring a page to the front, building it at first; with `query` show what that finds."""
        former = self._current
        self.rail.set_current(former.id if former is not None else "")
        if page_id not in self._entries or not self._may_go(page_id):
            return False
        page = self._pages.get(page_id) or self._build(page_id)
        changed, self._current = page is not former, page
        if changed and former is not None:
            former.deactivate()
        self._stack.setCurrentWidget(page)
        self.rail.set_current(page_id)
        if query is not None:
            page.set_query(query)
        if changed:
            page.set_narrow(self._is_narrow)
            page.activate()
            self.page_shown.emit(page_id)
        self._write_chrome()
        return True

    def _may_go(self, page_id: str) -> bool:
        former = self._current
        return former is None or former.id == page_id or former.may_leave()

    def _build(self, page_id: str) -> Page:
        page = self._entries[page_id].build()
        page.chrome_changed.connect(self._chrome_changed)
        page.open_requested.connect(self.open_record)
        page.page_requested.connect(self._go_to_page)
        self._pages[page_id] = page
        self._stack.addWidget(page)
        return page

    def open_record(self, kind: str, record_id: object) -> bool:
        """Show a record on the page that opens its kind; False if no page does."""
        found = next((e for e in self._entries.values() if kind in e.kinds), None)
        if found is None or not isinstance(record_id, int) or not self.show_page(found.id):
            return False
        return self._pages[found.id].show_record(kind, record_id)

    def _go_to_page(self, page_id: str, query: str) -> None:
        self.show_page(page_id, query or None)

    def _chrome_changed(self) -> None:
        if self.sender() is self._current:
            self._write_chrome()

    def _write_chrome(self) -> None:
        if self._current is None:
            return
        self.top.write_page(self._current)
        self.setWindowTitle(f"{self._current.title()} — itdesk")
        primary = self._current.primary_action()
        lent = [primary] if primary is not None else []
        self.commands.lend([*lent, *self._current.tools(), *self._current.commands()])

    def _choose_view(self, view_id: str) -> None:
        if self._current is not None:
            self._current.choose_view(view_id)
            self._write_chrome()

    # --- commands that every page has -----------------------------------------------------------
    def own_commands(self) -> list[Command]:
        """Sections, palette, panes; the wiring adds what needs a desk."""
        found = [
            Command("window.palette", self.tr("Search or run…"), self.palette_asked.emit, "Ctrl+K", "search"),
            Command("window.filter", self.tr("Filter this list"), self.focus_query, "/", "list-filter"),
            Command("window.filter-2", self.tr("Find on this page"), self.focus_query, "Ctrl+F", "search"),
            Command("window.refresh", self.tr("Read again"), self.refresh, "F5", "refresh-cw"),
            Command("window.pane", self.tr("Next pane"), self.next_pane, "F6", "panel-right"),
            Command(
                "window.rail", self.tr("Fold or unfold the rail"), self.fold_rail, "Ctrl+B", "panel-left"
            ),
        ]
        for number, page_id in enumerate(self.rail.order, 1):
            entry, go = self._entries[page_id], _Go(self, page_id)
            key = f"Ctrl+{number}" if number < 10 else ""
            found.append(Command(f"go.{page_id}", entry.title, go.run, key, entry.icon, self.tr("Go to")))
        return found

    def focus_query(self) -> None:
        if self._current is not None:
            self._current.focus_query()

    def refresh(self) -> None:
        if self._current is not None:
            self._current.refresh()

    def next_pane(self) -> None:
        """F6: rail, top bar, then the page's panes, and round again."""
        panes: list[QWidget] = [*(self._current.panes() if self._current is not None else ())]
        button = self.rail.button(self._current.id) if self._current is not None else None
        panes += [self.top.search, *([button] if button is not None else [])]
        panes = [pane for pane in panes if pane.isVisible() and pane.isEnabled()] or [self.top.search]
        focus = self.focusWidget()
        here = next((i for i, pane in enumerate(panes) if _holds(pane, focus)), -1)
        panes[(here + 1) % len(panes)].setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc that nobody took goes one step back on the page."""
        if event.key() == Qt.Key.Key_Escape and self._current is not None and self._current.escape():
            return
        super().keyPressEvent(event)

    def _focus_moved(self, _former: QWidget | None, focus: QWidget | None) -> None:
        if focus is None or focus.window() is self:
            self.commands.mind_focus(focus)

    # --- width -----------------------------------------------------------------------------------
    @property
    def _is_narrow(self) -> bool:
        return self.width() < theme().px(NARROW)

    def fold_rail(self) -> None:
        """Fold or unfold against what the width says, until the window is closed."""
        self._is_folded = not self._rail_is_folded()
        self.rail.set_collapsed(self._is_folded)

    def _rail_is_folded(self) -> bool:
        return self._is_folded if self._is_folded is not None else self.width() < theme().px(COLLAPSE)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.rail.set_collapsed(self._rail_is_folded())
        self.top.set_narrow(self._is_narrow)
        self.status.set_narrow(self._is_narrow)
        if self._current is not None:
            self._current.set_narrow(self._is_narrow)

    # --- messages ----------------------------------------------------------------------------------
    def _show_message(self, message: Message) -> None:
        if message.form is Form.TOAST:
            self.toast.show_message(message)
        elif message.form is Form.BANNER:
            self._banner_keys[message.key] = message
            self._write_banner()
        elif (message.head, message.details) not in self._boxes():
            ErrorBox(message, self).open()

    def _boxes(self) -> list[tuple[str, str]]:
        """What is said by boxes that are open: a bug that repeats itself opens one."""
        boxes = [box for box in self.findChildren(ErrorBox) if box.isVisible()]
        return [(box.message.head, box.message.details) for box in boxes]

    def _clear_message(self, key: str) -> None:
        self._banner_keys.pop(key, None)
        self._write_banner()

    def _write_banner(self) -> None:
        """The newest cause that lasts."""
        message = next(reversed(self._banner_keys.values()), None)
        if message is None:
            self.banner.quiet()
        else:
            self.banner.say(message.state, message.head, message.rest, message.action, message.icon)

    # --- the rest ----------------------------------------------------------------------------------
    def set_badge(self, page_id: str, badge: Badge) -> None:
        self.rail.set_badge(page_id, badge)

    def may_leave(self) -> bool:
        """Whether every page with an open edit agrees."""
        return all(page.may_leave() for page in self._pages.values())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.update()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.may_leave():
            event.ignore()
            return
        event.accept()
        if not self._closed:
            self._closed = True
            for page in self._pages.values():
                page.shut_down()
            self.closing.emit()


class _Go:
    """Brings one page to the front."""

    __slots__ = ("_page", "_window")

    def __init__(self, window: MainWindow, page: str) -> None:
        self._window = window
        self._page = page

    def run(self) -> None:
        self._window.show_page(self._page)


def _holds(pane: QWidget, focus: QWidget | None) -> bool:
    return focus is not None and (pane is focus or pane.isAncestorOf(focus))
