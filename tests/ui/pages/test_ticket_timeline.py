"""The pane of one ticket: its story, answering it, its status and files, by keys and clicks."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from itdesk.desk import Desk
from itdesk.ui.app.office import Office
from itdesk.ui.kit.forms import ErrorLine
from itdesk.ui.kit.theme import Mode
from itdesk.ui.pages.tickets.detail import TicketDetail
from itdesk.ui.pages.tickets.page import TicketsPage
from tests.records import add, change, remove, take_back
from tests.ui.pages.ticket_pages import CONTROL, ENTER, LEFT, go_to, press, tickets_page, words


@pytest.fixture
def ticket(other_desk: Desk) -> int:
    """An open ticket of Maria about her printer."""
    maria = add(other_desk, "person", name="Maria Pane", team="Sales")
    printer = add(other_desk, "asset", tag="PRN-777", type="printer", model="M404")
    return add(other_desk, "ticket", subject="Jam in tray 2", requester=maria, asset=printer)


@pytest.fixture
def tickets(ticket: int, open_office: Callable[..., Office], qtbot: QtBot) -> TicketsPage:
    return tickets_page(open_office, qtbot)


@pytest.fixture
def detail(tickets: TicketsPage, ticket: int, qtbot: QtBot) -> TicketDetail:
    return go_to(tickets, qtbot, ticket)


def texts(desk: Desk, key: int) -> list[tuple[str, str]]:
    return [(item.form, item.text) for item in desk.tickets.timeline(key)]


def error(detail: TicketDetail) -> str:
    line = detail.composer.findChild(ErrorLine)
    assert line is not None
    return line.text() if line.isVisible() else ""


# --- what stands there ----------------------------------------------------------------------------
def test_the_head_says_who_asks_about_what_and_who_works_on_it(detail: TicketDetail) -> None:
    seen = words(detail.head)
    assert detail.head.subject.text() == "Jam in tray 2"
    assert {"Maria Pane", "Sales · 1 ticket", "PRN-777", "M404"} <= set(seen)
    assert any(text.startswith("#") and text.endswith("phone") for text in seen)
    assert "to resolve. Target 24 h in office hours" in detail.head.promise.accessibleName()
    assert detail.composer.text.placeholderText() == "Reply to Maria Pane…"


@pytest.mark.parametrize(("name", "kind"), [("Maria Pane", "person"), ("PRN-777", "asset")])
def test_a_click_beside_a_name_opens_its_record(
    tickets: TicketsPage, detail: TicketDetail, qtbot: QtBot, name: str, kind: str
) -> None:
    with qtbot.waitSignal(tickets.context.record_requested) as asked:
        press(qtbot, detail.head, f"Open {name}")
    assert asked.args is not None and asked.args[0] == kind
    assert tickets.window().isVisible() and not tickets.isVisible()


def test_a_ticket_of_nobody_about_nothing_shows_neither(
    tickets: TicketsPage, other_desk: Desk, qtbot: QtBot
) -> None:
    detail = go_to(tickets, qtbot, add(other_desk, "ticket", subject="Odd noise"))
    assert not [text for text in words(detail.head) if text.startswith("Open ")]
    assert detail.composer.text.placeholderText() == "Reply…"


def test_a_very_long_subject_is_cut_and_whole_in_its_tooltip(
    tickets: TicketsPage, other_desk: Desk, qtbot: QtBot
) -> None:
    subject = "会議室の<b>画面</b> " * 70
    detail = go_to(tickets, qtbot, add(other_desk, "ticket", subject=subject))
    assert detail.head.subject.text().endswith("…")
    assert subject.strip().replace("<", "&lt;").replace(">", "&gt;") in detail.head.subject.toolTip()
    assert detail.composer.send.visibleRegion().boundingRect().width() == detail.composer.send.width()


def test_what_others_do_appears_without_a_key(
    tickets: TicketsPage, detail: TicketDetail, ticket: int, other_desk: Desk, qtbot: QtBot
) -> None:
    other_desk.tickets.note("somebody", ticket, "The roller is worn.")
    qtbot.waitUntil(lambda: "The roller is worn." in words(detail.timeline))
    assert "Internal note" in words(detail)
    person = other_desk.store.read("ticket", ticket)["requester_id"]
    assert isinstance(person, int)
    change(other_desk, "person", person, name="Maria Renamed", team="Legal")
    qtbot.waitUntil(lambda: "Maria Renamed" in words(detail.head))
    qtbot.waitUntil(lambda: detail.composer.text.placeholderText() == "Reply to Maria Renamed…")


def test_new_targets_are_counted_on_the_pane_at_once(
    detail: TicketDetail, other_desk: Desk, qtbot: QtBot
) -> None:
    with other_desk.write("change settings") as unit:
        other_desk.settings.put(unit, "target-hours", {"1": 4, "2": 8, "3": 77, "4": 48})
    qtbot.waitUntil(lambda: "Target 77 h" in detail.head.promise.accessibleName())


def test_a_ticket_that_somebody_removes_leaves_the_pane(
    tickets: TicketsPage, detail: TicketDetail, ticket: int, other_desk: Desk, qtbot: QtBot
) -> None:
    remove(other_desk, "ticket", ticket)
    qtbot.waitUntil(
        lambda: tickets.current_id() not in (None, ticket) and detail.shown == tickets.current_id()
    )
    assert detail.head.subject.text() != "Jam in tray 2"


def test_a_long_story_begins_at_its_end_and_the_rest_is_one_click_away(
    tickets: TicketsPage, other_desk: Desk, qtbot: QtBot
) -> None:
    key = add(other_desk, "ticket", subject="Talkative")
    with other_desk.write("many notes") as unit:
        for number in range(80):
            fields = {
                "ticket_id": key,
                "form": "note",
                "author": "A",
                "at": unit.now,
                "text": f"note {number}",
            }
            unit.insert("message", fields)
    detail = go_to(tickets, qtbot, key)
    assert "note 79" in words(detail.timeline) and "note 0" not in words(detail.timeline)
    bar = detail.timeline.verticalScrollBar()
    qtbot.waitUntil(lambda: 0 < bar.value() == bar.maximum())
    press(qtbot, detail.timeline, "Show 21 earlier")
    qtbot.waitUntil(lambda: "note 0" in words(detail.timeline))


# --- answering ------------------------------------------------------------------------------------
@pytest.mark.parametrize("text", ["  ", "\n\n", "\t"])
def test_an_answer_of_nothing_is_not_sent_and_says_so(
    detail: TicketDetail, ticket: int, other_desk: Desk, qtbot: QtBot, text: str
) -> None:
    head = other_desk.store.head()
    detail.composer.write("reply")
    detail.composer.text.insertPlainText(text)
    qtbot.keyClick(detail.composer.text, ENTER, CONTROL)
    assert error(detail) == "Write something first."
    assert other_desk.store.head() == head


def test_an_answer_that_cannot_be_kept_stays_in_its_field_with_the_reason(
    detail: TicketDetail, other_desk: Desk, qtbot: QtBot
) -> None:
    head = other_desk.store.head()
    detail.composer.write("reply")
    detail.composer.text.insertPlainText("a bell \x07 rings")
    qtbot.keyClick(detail.composer.text, ENTER, CONTROL)
    qtbot.waitUntil(lambda: "cannot be kept" in error(detail))
    assert detail.composer.text.toPlainText() == "a bell \x07 rings"
    assert detail.composer.send.isEnabled() and other_desk.store.head() == head


def test_an_answer_to_a_ticket_that_is_gone_is_not_lost(
    tickets: TicketsPage, detail: TicketDetail, ticket: int, other_desk: Desk, qtbot: QtBot
) -> None:
    tickets.context.feed.stop()
    remove(other_desk, "ticket", ticket)
    detail.composer.write("reply")
    qtbot.keyClicks(detail.composer.text, "It is repaired.")
    qtbot.mouseClick(detail.composer.send, LEFT)
    qtbot.waitUntil(lambda: error(detail) != "")
    assert detail.composer.text.toPlainText() == "It is repaired."


def test_only_the_first_reply_stops_the_answering_time_and_a_note_never_does(
    tickets: TicketsPage, detail: TicketDetail, ticket: int, other_desk: Desk, qtbot: QtBot
) -> None:
    answered = []
    for form, text in (("note", "inside"), ("reply", "first"), ("reply", "second")):
        detail.composer.write(form)
        qtbot.keyClicks(detail.composer.text, text)
        qtbot.keyClick(detail.composer.text, ENTER, CONTROL)
        qtbot.waitUntil(lambda text=text: detail.timeline.entries[-1].text == text)
        answered.append(other_desk.store.read("ticket", ticket)["answered"])
    assert answered[0] is None and answered[1] is not None and answered[2] == answered[1]


def test_what_is_typed_while_an_answer_is_being_written_stays(
    tickets: TicketsPage, detail: TicketDetail, ticket: int, other_desk: Desk, qtbot: QtBot
) -> None:
    gate = threading.Event()
    tickets.context.run("Busy", lambda _progress: gate.wait() and "free", tickets.context.messages.info)
    detail.composer.write("reply")
    qtbot.keyClicks(detail.composer.text, "First.")
    qtbot.keyClick(detail.composer.text, ENTER, CONTROL)
    qtbot.keyClicks(detail.composer.text, "Second thought")
    gate.set()
    qtbot.waitUntil(lambda: ("reply", "First.") in texts(other_desk, ticket))
    qtbot.waitUntil(detail.composer.send.isEnabled)
    assert detail.composer.text.toPlainText().strip() == "Second thought"


def test_an_answer_that_is_written_late_does_not_touch_another_tickets_draft(
    tickets: TicketsPage, detail: TicketDetail, ticket: int, other_desk: Desk, qtbot: QtBot
) -> None:
    gate = threading.Event()
    tickets.context.run("Busy", lambda _progress: gate.wait() and "free", tickets.context.messages.info)
    detail.composer.write("reply")
    qtbot.keyClicks(detail.composer.text, "For Maria")
    qtbot.keyClick(detail.composer.text, ENTER, CONTROL)
    qtbot.keyClicks(detail.composer.text, " and more")
    go_to(tickets, qtbot, 1)
    detail.composer.write("note")
    qtbot.keyClicks(detail.composer.text, "for the other")
    gate.set()
    qtbot.waitUntil(lambda: ("reply", "For Maria") in texts(other_desk, ticket))
    qtbot.waitUntil(lambda: not tickets.context.tasks.running)
    assert detail.composer.draft() == ("note", "for the other")
    go_to(tickets, qtbot, ticket)
    assert detail.composer.draft() == ("reply", "and more")


# --- status ---------------------------------------------------------------------------------------
@pytest.mark.qt_log_ignore("This plugin does not support")
def test_the_menu_offers_what_may_follow_and_sets_it(
    detail: TicketDetail, ticket: int, other_desk: Desk, qtbot: QtBot
) -> None:
    qtbot.mouseClick(detail.status, LEFT)
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert [action.text() for action in menu.actions()] == ["In progress", "Waiting", "Resolved", "Closed"]
    for _ in range(2):
        qtbot.keyClick(menu, Qt.Key.Key_Down)
    qtbot.keyClick(menu, ENTER)
    qtbot.waitUntil(lambda: other_desk.store.read("ticket", ticket)["status"] == "waiting")
    qtbot.waitUntil(lambda: detail.head.promise.accessibleName().startswith("Paused"))
    qtbot.waitUntil(lambda: "Status Open → Waiting" in words(detail.timeline))


def test_a_status_is_taken_back_like_all_else(
    detail: TicketDetail, ticket: int, other_desk: Desk, qtbot: QtBot
) -> None:
    qtbot.mouseClick(detail.resolve, LEFT)
    qtbot.waitUntil(lambda: detail.resolve.text() == "Reopen")
    assert detail.head.promise.accessibleName().startswith("In time")
    take_back(other_desk, other_desk.store.head())
    qtbot.waitUntil(lambda: detail.resolve.text() == "Resolve")
    assert other_desk.store.read("ticket", ticket)["closed"] is None


# --- both themes ------------------------------------------------------------------------------------
@pytest.mark.parametrize("mode", [Mode.LIGHT, Mode.DARK])
def test_a_note_is_yellow_in_both_themes(detail: TicketDetail, qtbot: QtBot, mode: Mode) -> None:
    detail.context.theme.set_mode(mode)
    plain, yellow = (_ground(detail, form) for form in ("reply", "note"))
    assert yellow != plain and yellow.red() > yellow.blue() and yellow.green() > yellow.blue()


def _ground(detail: TicketDetail, form: str) -> QColor:
    """The colour behind the text, below its first line."""
    detail.composer.write(form)
    middle = detail.composer.text.geometry().center()
    return detail.composer.grab().toImage().pixelColor(middle)
