"""The pane of a work order: reporting, finishing, putting off and leaving out, and what stays typed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from itdesk.desk import Desk
from itdesk.ui.app.office import Office
from itdesk.ui.kit.buttons import Button, IconButton
from itdesk.ui.pages.maintenance.page import MaintenancePage
from itdesk.ui.pages.maintenance.reading import today_of
from tests.records import change
from tests.ui.pages.maintenance_pages import (
    add_order,
    chips,
    heads,
    maintenance_page,
    order,
    question,
    show_order,
    words,
)
from tests.ui.pages.network_pages import window_of

LEFT = Qt.MouseButton.LeftButton
LONG = "プリンターの清掃と点検 <b>毎月</b> " * 40


@pytest.fixture
def maintenance(open_office: Callable[..., Office], qtbot: QtBot) -> MaintenancePage:
    return maintenance_page(open_office, qtbot)


@pytest.fixture
def key(maintenance: MaintenancePage) -> int:
    """An order that is due tomorrow, with two things to do."""
    desk = maintenance.context.desk
    return add_order(desk, today_of(desk) + timedelta(days=1), checklist="Open the cover\nClean the rollers")


# --- what it says -----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("days", "status", "said"),
    [
        (0, "planned", "Due today"),
        (-1, "planned", "Due {day}"),
        (9, "in-progress", "Due {day}"),
        (-1, "done", "Due {day}"),
    ],
)
def test_the_head_says_its_state_and_its_day(
    maintenance: MaintenancePage, qtbot: QtBot, days: int, status: str, said: str
) -> None:
    desk = maintenance.context.desk
    due = today_of(desk) + timedelta(days=days)
    made = add_order(desk, due, status=status)
    shown = chips(show_order(maintenance, qtbot, made))
    state = maintenance.context.kind("work-order").column("status").choice(status)
    assert state is not None
    assert shown == [state.label, said.format(day=f"{due.day} {due:%b} {due.year}")]


def test_an_order_of_nobody_for_no_day_without_an_asset_is_shown_as_it_is(
    maintenance: MaintenancePage, qtbot: QtBot
) -> None:
    detail = show_order(maintenance, qtbot, add_order(maintenance.context.desk, None, LONG))
    assert chips(detail) == ["Planned"]
    assert not detail.checklist.isVisible()
    assert not [b for b in detail.findChildren(IconButton) if b.isVisible() and "Open" in b.accessibleName()]
    assert detail.head.subject.text().endswith("…"), "a subject without end leaves room for the rest"
    assert "<b>" not in detail.head.subject.toolTip() and "毎月" in detail.head.subject.toolTip()


def test_its_asset_its_plan_and_its_tickets_are_one_click_away(
    maintenance: MaintenancePage, qtbot: QtBot
) -> None:
    desk = maintenance.context.desk
    planned = desk.lists.ids("work-order", desk.query("work-order", "status:open sort:due"))[0]
    ticket = desk.maintenance.ticket_for("tester", desk.maintenance.items(planned)[0].id)
    detail = show_order(maintenance, qtbot, planned)
    assert any(f"from plan M-{order(maintenance, planned, 'plan_id')}" in text for text in words(detail))
    window: Any = window_of(maintenance)
    link = next(b for b in detail.findChildren(Button) if b.accessibleName() == f"Opened ticket #{ticket}")
    qtbot.mouseClick(link, LEFT)
    qtbot.waitUntil(lambda: window.page.current_id() == ticket)
    window.show_page("maintenance")
    asset = next(b for b in detail.findChildren(IconButton) if b.accessibleName().startswith("Open "))
    qtbot.mouseClick(asset, LEFT)
    wanted = order(maintenance, planned, "asset_id")
    qtbot.waitUntil(lambda: window.page.current_id() == wanted)


def test_what_is_finished_can_be_put_off_or_finished_no_more(
    maintenance: MaintenancePage, qtbot: QtBot, key: int
) -> None:
    detail = show_order(maintenance, qtbot, key)
    assert all(button.isVisible() for button in (detail.finish, detail.postpone, detail.skip, detail.save))
    maintenance.context.desk.maintenance.complete("tester", key)
    maintenance.context.feed.look()
    qtbot.waitUntil(lambda: not detail.finish.isVisible())
    assert not detail.postpone.isVisible() and not detail.skip.isVisible()
    assert detail.save.isVisible(), "a report may still be corrected"


# --- reporting --------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("many", "whole number"), ("1.5", "whole number"), ("-5", "out of range"),
        ("99999999999", "out of range"), ("1e3000", "whole number"), ("12 34 x", "whole number"),
    ],
)  # fmt: skip
def test_a_time_that_cannot_be_is_said_in_the_words_of_its_field_and_nothing_is_written(
    maintenance: MaintenancePage, qtbot: QtBot, key: int, typed: str, said: str
) -> None:
    detail = show_order(maintenance, qtbot, key)
    head = maintenance.context.desk.store.head()
    detail.report.findings.setPlainText("Roller worn")
    qtbot.keyClicks(detail.report.minutes, typed)
    qtbot.mouseClick(detail.finish, LEFT)
    qtbot.waitUntil(lambda: said in detail.report.error.text())
    assert "Time (min)" in detail.report.error.text()
    assert maintenance.context.desk.store.head() == head
    assert detail.report.typed() == {"findings": "Roller worn", "minutes": typed, "parts": ""}
    assert detail.finish.isEnabled()


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [("0", 0), (" 35 ", 35), ("1,200", 1200), ("１２", 12), ("", None), ("100000", 100_000)],
)
def test_a_report_is_kept_as_it_was_meant(
    maintenance: MaintenancePage, qtbot: QtBot, key: int, typed: str, minutes: int | None
) -> None:
    detail = show_order(maintenance, qtbot, key)
    detail.report.findings.setPlainText(f"  {LONG}\nzweite Zeile ")
    detail.report.parts.setPlainText("1 × ローラー")
    detail.report.minutes.insert(typed)
    qtbot.mouseClick(detail.save, LEFT)
    qtbot.waitUntil(lambda: order(maintenance, key, "parts") == "1 × ローラー")
    assert order(maintenance, key, "findings") == f"{LONG}\nzweite Zeile"
    assert (order(maintenance, key, "minutes"), order(maintenance, key, "status")) == (minutes, "planned")


def test_a_saved_report_can_be_emptied_again(maintenance: MaintenancePage, qtbot: QtBot, key: int) -> None:
    change(maintenance.context.desk, "work-order", key, findings="worn", minutes=5, parts="none")
    detail = show_order(maintenance, qtbot, key)
    assert detail.report.typed() == {"findings": "worn", "minutes": "5", "parts": "none"}
    for field in (detail.report.findings, detail.report.minutes, detail.report.parts):
        field.clear()
    qtbot.mouseClick(detail.save, LEFT)
    qtbot.waitUntil(lambda: order(maintenance, key, "findings") is None)
    assert (order(maintenance, key, "minutes"), order(maintenance, key, "parts")) == (None, None)


def test_tab_goes_through_the_report_and_to_the_buttons(
    maintenance: MaintenancePage, qtbot: QtBot, key: int
) -> None:
    detail = show_order(maintenance, qtbot, key)
    detail.report.findings.setFocus()
    qtbot.waitUntil(detail.report.findings.hasFocus)
    qtbot.keyClick(detail.report.findings, Qt.Key.Key_Tab)
    qtbot.keyClick(window_of(maintenance).focusWidget(), Qt.Key.Key_Tab)
    assert detail.report.findings.toPlainText() == "", "a tab is no letter of a report"
    reached = {window_of(maintenance).focusWidget()}
    for _ in range(4):
        qtbot.keyClick(window_of(maintenance).focusWidget(), Qt.Key.Key_Tab)
        reached.add(window_of(maintenance).focusWidget())
    assert {detail.postpone, detail.skip, detail.save} <= reached


# --- finishing --------------------------------------------------------------------------------------
def test_an_order_is_finished_once_however_often_the_button_is_pressed(
    maintenance: MaintenancePage, qtbot: QtBot, key: int
) -> None:
    detail, desk = show_order(maintenance, qtbot, key), maintenance.context.desk
    head = desk.store.head()
    qtbot.keyClicks(detail.report.minutes, "10")
    qtbot.mouseClick(detail.finish, LEFT)
    qtbot.mouseClick(detail.finish, LEFT)
    qtbot.waitUntil(lambda: not detail.finish.isVisible())
    qtbot.waitUntil(lambda: not maintenance.context.tasks.running)
    assert desk.store.head() == head + 1
    assert detail.report.error.text() == ""
    assert [text for text in heads(maintenance) if "finished" in text] == [
        "Work order finished, 2 items of its checklist were left open"
    ]


def test_finishing_can_be_taken_back(maintenance: MaintenancePage, qtbot: QtBot, key: int) -> None:
    detail = show_order(maintenance, qtbot, key)
    qtbot.mouseClick(detail.finish, LEFT)
    qtbot.waitUntil(lambda: order(maintenance, key, "status") == "done")
    qtbot.waitUntil(lambda: maintenance.context.messages.log[-1].head.startswith("Work order finished"))
    action = maintenance.context.messages.log[-1].action
    assert action is not None and action.title == "Undo"
    action.handler()
    qtbot.waitUntil(lambda: order(maintenance, key, "status") == "planned")
    qtbot.waitUntil(detail.finish.isVisible)
    assert detail.finish.isEnabled()


def test_one_that_somebody_else_reported_meanwhile_is_not_finished_over_it(
    maintenance: MaintenancePage, other_desk: Desk, qtbot: QtBot, key: int
) -> None:
    detail = show_order(maintenance, qtbot, key)
    qtbot.keyClicks(detail.report.findings, "mine")
    maintenance.context.feed.stop()
    change(other_desk, "work-order", key, findings="theirs")
    qtbot.mouseClick(detail.finish, LEFT)
    qtbot.waitUntil(lambda: "was changed by somebody meanwhile" in detail.report.error.text())
    assert (order(maintenance, key, "status"), order(maintenance, key, "findings")) == ("planned", "theirs")
    assert detail.report.findings.toPlainText() == "mine"
    qtbot.waitUntil(lambda: detail.finish.isEnabled() and not maintenance.context.tasks.running)
    qtbot.mouseClick(detail.finish, LEFT)
    qtbot.waitUntil(lambda: order(maintenance, key, "status") == "done")
    assert order(maintenance, key, "findings") == "mine", "whoever was told decides"


# --- later, or not at all -----------------------------------------------------------------------------
def test_what_is_typed_stays_when_the_order_is_put_off(
    maintenance: MaintenancePage, qtbot: QtBot, key: int
) -> None:
    detail = show_order(maintenance, qtbot, key)
    qtbot.keyClicks(detail.report.findings, "half a sentence")
    qtbot.mouseClick(detail.postpone, LEFT)
    dialog = question(qtbot)
    dialog.field.setText("2031-02-03")
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: order(maintenance, key, "due") == "2031-02-03")
    qtbot.waitUntil(lambda: "Due 3 Feb 2031" in chips(detail))
    qtbot.waitUntil(lambda: not maintenance.context.tasks.running)
    assert detail.report.findings.toPlainText() == "half a sentence"
    qtbot.mouseClick(detail.finish, LEFT)
    qtbot.waitUntil(lambda: order(maintenance, key, "status") == "done")
    assert order(maintenance, key, "findings") == "half a sentence"


@pytest.mark.parametrize("text", ["tomorrow", "2031-02-30", "0001-01-01", "9999-12-31", "31.04.2031", "1e9"])
def test_a_day_that_is_none_is_said_in_the_question_which_stays(
    maintenance: MaintenancePage, qtbot: QtBot, key: int, text: str
) -> None:
    show_order(maintenance, qtbot, key)
    due = order(maintenance, key, "due")
    qtbot.mouseClick(maintenance.detail.postpone, LEFT)
    dialog = question(qtbot)
    dialog.field.setText(text)
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    assert f"“{text}” is not a date" in dialog._error.text()
    assert dialog.isVisible() and dialog.field.text() == text
    qtbot.keyClick(dialog.field, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert order(maintenance, key, "due") == due


def test_leaving_it_out_needs_a_reason_and_can_be_taken_back(
    maintenance: MaintenancePage, qtbot: QtBot, key: int
) -> None:
    detail = show_order(maintenance, qtbot, key)
    qtbot.mouseClick(detail.skip, LEFT)
    dialog = question(qtbot)
    qtbot.keyClicks(dialog.field, "  ")
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    assert dialog._error.text() == "Type something first." and dialog.isVisible()
    dialog.field.setText("機械はもうない")
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: order(maintenance, key, "status") == "skipped")
    qtbot.waitUntil(lambda: detail.report.findings.toPlainText() == "機械はもうない")
    qtbot.waitUntil(lambda: "Work order skipped" in heads(maintenance))
    action = maintenance.context.messages.log[-1].action
    assert action is not None
    action.handler()
    qtbot.waitUntil(lambda: order(maintenance, key, "status") == "planned")
    qtbot.waitUntil(lambda: detail.report.findings.toPlainText() == "")
