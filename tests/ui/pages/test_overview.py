from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from itdesk.desk import Desk
from itdesk.store.backup import last_verified
from itdesk.ui.app.office import Office
from itdesk.ui.kit.buttons import IconButton
from itdesk.ui.pages.list_page import ListPage
from itdesk.ui.pages.overview.page import OverviewPage
from itdesk.ui.pages.overview.tiles import NeedRow
from itdesk.ui.pages.several import SeveralLists

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
    qtbot.waitUntil(lambda: last_verified(other_desk.store) is not None)
    qtbot.waitUntil(lambda: "There is no backup yet" not in words(page))


def test_what_others_write_is_seen_without_a_key(
    open_office: OpenOffice, qtbot: QtBot, other_desk: Desk
) -> None:
    _, page = opened(open_office, qtbot)
    now = other_desk.store.clock.now()
    with other_desk.write("break something") as unit:
        unit.insert("device", {"name": "CORE-1", "address": "192.0.2.250", "state": "down"})
        unit.insert("ticket", {"subject": "Everything stands still", "opened": now - 10, "due": now - 1})
    qtbot.waitUntil(lambda: "CORE-1 is down" in words(page))


def test_an_empty_desk_leads_to_the_first_step(
    open_office: OpenOffice, qtbot: QtBot, desk_path: object
) -> None:
    Desk.open(str(desk_path), origin="test", create=True).close()
    office = open_office("overview", str(desk_path))
    page = office.window.page
    assert isinstance(page, OverviewPage)
    qtbot.waitUntil(page.first_steps.isVisible)
    assert "This desk is empty" in words(page)


# --- one click, one key -----------------------------------------------------------------------------
def test_what_hurts_most_has_the_focus_and_enter_opens_it(
    open_office: OpenOffice, qtbot: QtBot, overdue: int
) -> None:
    office, page = opened(open_office, qtbot)
    qtbot.waitUntil(lambda: bool(page.rows) and page.rows[0].button.hasFocus())
    qtbot.keyClick(page.rows[0].button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: office.window.page is not page)
    tickets = office.window.page
    assert isinstance(tickets, ListPage)
    qtbot.waitUntil(lambda: tickets.current_id() == overdue)


@pytest.mark.parametrize(
    ("tile", "page_id", "query"),
    [
        ("tickets", "tickets", "status:open sort:due"),
        ("in_time", "tickets", "closed:>=-30d sort:-closed"),
        ("answer", "tickets", "answered:>=-14d sort:-answered"),
        ("devices", "network", "sort:state,name"),
    ],
)
@pytest.mark.parametrize("by", ["mouse", "key"])
def test_each_number_opens_the_list_behind_it(
    open_office: OpenOffice, qtbot: QtBot, tile: str, page_id: str, query: str, by: str
) -> None:
    office, page = opened(open_office, qtbot)
    number = getattr(page, tile)
    if by == "mouse":
        qtbot.mouseClick(number, Qt.MouseButton.LeftButton)
    else:
        number.setFocus()
        qtbot.keyClick(number, Qt.Key.Key_Return)
    shown = office.window.page
    assert shown is not None and shown.id == page_id
    front = shown.front if isinstance(shown, SeveralLists) else shown
    assert isinstance(front, ListPage)
    qtbot.waitUntil(lambda: front.query_text == query)
    assert not front.bar.line.is_wrong


def test_another_mouse_button_on_a_number_does_nothing(open_office: OpenOffice, qtbot: QtBot) -> None:
    office, page = opened(open_office, qtbot)
    qtbot.mouseClick(page.tickets, Qt.MouseButton.RightButton)
    qtbot.keyClick(page.tickets, Qt.Key.Key_A)
    assert office.window.page is page


def test_the_number_of_open_tickets_is_that_of_the_list(
    open_office: OpenOffice, qtbot: QtBot, other_desk: Desk
) -> None:
    _, page = opened(open_office, qtbot)
    count = other_desk.lists.count("ticket", other_desk.query("ticket", "status:open"))
    assert page.tickets.accessibleName().startswith(f"Open tickets: {count}.")


@pytest.mark.parametrize("card", ["maintenance", "ending"])
def test_what_comes_next_is_one_click_away(open_office: OpenOffice, qtbot: QtBot, card: str) -> None:
    office, page = opened(open_office, qtbot)
    button = getattr(page, card).findChildren(IconButton)[0]
    assert button.accessibleName().startswith("Open ")
    asked: list[tuple[str, object]] = []
    page.context.record_requested.connect(lambda kind, key: asked.append((kind, key)))
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert office.window.page is not page
    kinds = {"maintenance": ("work-order", "plan"), "ending": ("asset",)}
    assert asked[0][0] in kinds[card]


def test_a_call_is_taken_without_leaving_the_page(
    open_office: OpenOffice, qtbot: QtBot, other_desk: Desk
) -> None:
    office, page = opened(open_office, qtbot)
    before = other_desk.lists.count("ticket", other_desk.query("ticket", ""))
    qtbot.mouseClick(office.window.top.primary, Qt.MouseButton.LeftButton)
    dialog = page.calls.dialog
    assert dialog is not None
    qtbot.keyClicks(dialog.line, "projector stays dark")
    assert office.window.page is page
    qtbot.keyClick(dialog.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: office.window.page is not page)
    tickets = office.window.page
    assert isinstance(tickets, ListPage)
    qtbot.waitUntil(lambda: tickets.current_id() == before + 1)
    assert other_desk.store.read("ticket", before + 1)["subject"] == "projector stays dark"


def test_a_call_that_is_given_up_writes_nothing(
    open_office: OpenOffice, qtbot: QtBot, other_desk: Desk
) -> None:
    office, page = opened(open_office, qtbot)
    head = other_desk.store.head()
    qtbot.keyClick(office.window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.calls.dialog is not None)
    dialog = page.calls.dialog
    assert dialog is not None
    qtbot.keyClicks(dialog.line, "never mind")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: page.calls.dialog is None)
    assert office.window.page is page and other_desk.store.head() == head


def test_all_fields_are_a_key_away_and_take_over_what_was_said(
    open_office: OpenOffice, qtbot: QtBot, other_desk: Desk
) -> None:
    office, page = opened(open_office, qtbot)
    page.take_call()
    dialog = page.calls.dialog
    assert dialog is not None
    qtbot.keyClicks(dialog.line, "screen flickers !high")
    qtbot.keyClick(dialog.line, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    form = page.calls.editor.dialog
    assert form is not None and form.isVisible()
    assert form.binder.typed()["subject"] == "screen flickers"
    form.reject()
    assert office.window.page is page


def test_what_is_read_again_takes_no_focus_away(
    open_office: OpenOffice, qtbot: QtBot, other_desk: Desk
) -> None:
    _, page = opened(open_office, qtbot)
    page.rows[-1].button.setFocus()
    same = page.rows[-1]
    now = other_desk.store.clock.now()
    page.refresh()
    with other_desk.write("break something") as unit:
        unit.insert("ticket", {"subject": "Everything stands still", "opened": now - 10, "due": now - 1})
    qtbot.waitUntil(lambda: page.rows[-1] is not same)
    assert any(row.button.hasFocus() for row in page.rows)
