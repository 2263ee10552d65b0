"""What tests of tickets share: the page with its list, the pane of one ticket, a window that is up."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from itdesk.ui.app.office import Office
from itdesk.ui.kit.chips import Chip
from itdesk.ui.pages.list_page import ListPage
from itdesk.ui.pages.tickets.detail import TicketDetail
from itdesk.ui.pages.tickets.page import TicketsPage

LEFT = Qt.MouseButton.LeftButton
ENTER, CONTROL = Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
FIRST = 8
"""Rows that are surely on screen."""
W = TypeVar("W", bound=QWidget)


def tickets_page(open_office: Callable[..., Office], qtbot: QtBot, query: str = "") -> TicketsPage:
    """The page Tickets with the rows of a query line."""
    page = open_office("tickets").window.page
    assert isinstance(page, TicketsPage)
    page.set_query(query)
    desk = page.context.desk
    keys = list(desk.lists.ids("ticket", desk.query("ticket", query)))
    places = range(min(len(keys), FIRST))

    def has_come() -> bool:
        if page.query_text != query or page.list.model.count() != len(keys):
            return False
        return [page.list.model.row_at(place).id for place in places] == keys[:FIRST]

    qtbot.waitUntil(has_come)
    return page


def go_to(page: TicketsPage, qtbot: QtBot, key: int) -> TicketDetail:
    """The pane of a ticket, filled."""
    page.show_record("ticket", key)
    qtbot.waitUntil(lambda: page.current_id() == key)
    detail = page.slot.detail
    assert isinstance(detail, TicketDetail)
    qtbot.waitUntil(lambda: detail.shown == key)
    return detail


def window_of(qtbot: QtBot, wanted: type[W]) -> W:
    """The one window of this class, once it is up and takes keys."""

    def found() -> list[W]:
        return [w for w in QApplication.topLevelWidgets() if isinstance(w, wanted) and w.isVisible()]

    qtbot.waitUntil(lambda: len(found()) == 1 and found()[0].isActiveWindow())
    return found()[0]


def words(widget: QWidget) -> list[str]:
    """What stands on the labels, chips and buttons below a widget that can be seen."""
    labels = [
        label.text()
        for shape in (QLabel, Chip)
        for label in widget.findChildren(shape)
        if label.isVisibleTo(widget)
    ]
    buttons = [b.accessibleName() for b in widget.findChildren(QAbstractButton) if b.isVisibleTo(widget)]
    return [*labels, *buttons]


def press(qtbot: QtBot, widget: QWidget, name: str) -> None:
    """Click the one button of this name, once it is there."""

    def pressed() -> bool:
        found = [b for b in widget.findChildren(QAbstractButton) if b.isVisibleTo(widget)]
        named = [b for b in found if b.accessibleName() == name]
        if len(named) == 1:
            qtbot.mouseClick(named[0], LEFT)
        return len(named) == 1

    qtbot.waitUntil(pressed)


def cell(page: ListPage, key: int, column: str) -> str:
    """What stands in a list at a record and a column; LookupError while it is not there."""
    for place in range(page.list.model.count() or 0):
        row = page.list.model.row_at(place)
        if row is not None and row.id == key:
            return row.cells[column].text
    raise LookupError(key)


def said(page: ListPage) -> list[str]:
    """What the window has said so far, oldest first."""
    return [f"{message.head} {message.rest}".strip() for message in page.context.messages.log]
