"""The maintenance page of a demo office, its work orders and its small questions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from itdesk.desk import Desk
from itdesk.ui.app.ask import AskDialog
from itdesk.ui.app.office import Office
from itdesk.ui.kit.chips import Chip
from itdesk.ui.kit.text import Label
from itdesk.ui.pages.maintenance.order_detail import OrderDetail
from itdesk.ui.pages.maintenance.page import MaintenancePage
from tests.records import add


def maintenance_page(open_office: Callable[..., Office], qtbot: QtBot) -> MaintenancePage:
    """The calendar of this month, with its chips."""
    page = open_office("maintenance").window.page
    assert isinstance(page, MaintenancePage)
    qtbot.waitUntil(lambda: bool(page.calendar.grid.buttons))
    return page


def add_order(
    desk: Desk, due: date | None, subject: str = "Clean it", checklist: str = "", **more: object
) -> int:
    """A work order with its checklist, one item a line."""
    values: dict[str, object] = {"subject": subject, **more}
    if due is not None:
        values["due"] = due.isoformat()
    key = add(desk, "work-order", **values)
    if checklist:
        with desk.write("set checklist") as unit:
            desk.maintenance.set_checklist(unit, key, checklist)
    return key


def show_order(page: MaintenancePage, qtbot: QtBot, key: int) -> OrderDetail:
    """The pane, filled with a work order."""
    page.show_record("work-order", key)
    qtbot.waitUntil(lambda: page.detail.shown == key and page.detail.accessibleName().endswith(f"W-{key}"))
    return page.detail


def order(page: MaintenancePage, key: int, field: str) -> object:
    """What stands in the database."""
    return page.context.desk.store.read("work-order", key)[field]


def question(qtbot: QtBot) -> AskDialog:
    """The small dialog that is open."""

    def found() -> list[AskDialog]:
        return [w for w in QApplication.topLevelWidgets() if isinstance(w, AskDialog) and w.isVisible()]

    qtbot.waitUntil(lambda: bool(found()) and found()[0].isActiveWindow())
    return found()[0]


def heads(page: MaintenancePage) -> list[str]:
    """What the window said by itself."""
    return [message.head for message in page.context.messages.log]


def chips(detail: OrderDetail) -> list[str]:
    """Words of the chips in the head."""
    return [chip.accessibleName() for chip in detail.head.findChildren(Chip) if not chip.isHidden()]


def words(detail: OrderDetail) -> list[str]:
    """Every text on screen."""
    return [label.text() for label in detail.findChildren(Label) if label.isVisible() and label.text()]
