from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from itdesk.desk import Desk
from itdesk.store.backup import last_verified
from itdesk.ui.app.office import Office
from itdesk.ui.pages.overview.page import OverviewPage
from itdesk.ui.pages.overview.tiles import NeedRow

OpenOffice = Callable[..., Office]


def opened(open_office: OpenOffice, qtbot: QtBot, at: str = "") -> tuple[Office, OverviewPage]:
    office = open_office("overview", at)
    page = office.window.page
    assert isinstance(page, OverviewPage)
    qtbot.waitUntil(lambda: bool(page.needs.findChildren(NeedRow)))
    return office, page


@pytest.fixture
def overdue(other_desk: Desk) -> int:
    """A ticket whose promise is broken."""
    now = other_desk.store.clock.now()
    with other_desk.write("take a call") as unit:
        fields = {"subject": "Nobody can print", "opened": now - 10, "due": now - 1, "priority": "1"}
        return unit.insert("ticket", fields)


def words(page: OverviewPage) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible()]


def test_the_first_page_says_what_needs_me_and_how_the_office_does(
    open_office: OpenOffice, qtbot: QtBot, overdue: int
) -> None:
    _, page = opened(open_office, qtbot)
    qtbot.waitUntil(lambda: "There is no backup yet" in words(page))
    seen = words(page)
    assert any(text.endswith("over its target") for text in seen)
    assert page.devices.accessibleName().startswith("Devices up")


def test_one_click_opens_the_ticket_that_hurts_most(
    open_office: OpenOffice, qtbot: QtBot, overdue: int
) -> None:
    office, page = opened(open_office, qtbot)
    row = page.needs.findChildren(NeedRow)[0]
    qtbot.mouseClick(row.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: office.window.page is not None and office.window.page.id == "tickets")


def test_a_backup_is_one_click_and_the_line_is_gone(
    open_office: OpenOffice, qtbot: QtBot, other_desk: Desk
) -> None:
    _, page = opened(open_office, qtbot)
    row = next(r for r in page.needs.findChildren(NeedRow) if r.button.text() == "Back up")
    qtbot.mouseClick(row.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: last_verified(other_desk.store) is not None, timeout=15_000)
    qtbot.waitUntil(lambda: "There is no backup yet" not in words(page), timeout=15_000)


def test_what_others_write_is_seen_without_a_key(
    open_office: OpenOffice, qtbot: QtBot, other_desk: Desk
) -> None:
    _, page = opened(open_office, qtbot)
    now = other_desk.store.clock.now()
    with other_desk.write("break something") as unit:
        unit.insert("device", {"name": "CORE-1", "address": "192.0.2.250", "state": "down"})
        unit.insert("ticket", {"subject": "Everything stands still", "opened": now - 10, "due": now - 1})
    qtbot.waitUntil(lambda: "CORE-1 is down" in words(page), timeout=10_000)


def test_an_empty_desk_leads_to_the_first_step(
    open_office: OpenOffice, qtbot: QtBot, desk_path: object
) -> None:
    Desk.open(str(desk_path), origin="test", create=True).close()
    office = open_office("overview", str(desk_path))
    page = office.window.page
    assert isinstance(page, OverviewPage)
    qtbot.waitUntil(page.first_steps.isVisible)
    assert "This desk is empty" in words(page)
