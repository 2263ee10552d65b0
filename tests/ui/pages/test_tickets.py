"""What a person does with tickets, and what then stands in the database."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from itdesk.desk.desk import Desk
from itdesk.ui.app.office import Office
from itdesk.ui.app.pick import PickDialog
from itdesk.ui.kit.record_dialog import RecordDialog
from itdesk.ui.pages.tickets.detail import TicketDetail
from itdesk.ui.pages.tickets.page import TicketsPage
from itdesk.ui.pages.tickets.promise import Standing, Terms, office_time
from itdesk.ui.pages.tickets.quick import QuickCapture

ENTER = Qt.Key.Key_Return
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def tickets(open_office: Callable[..., Office], qtbot: QtBot) -> TicketsPage:
    """All tickets, the newest first; the detail of the first one is there."""
    page = open_office("tickets").window.page
    assert isinstance(page, TicketsPage)
    page.set_query("")
    qtbot.waitUntil(lambda: (page.list.model.count() or 0) >= 80)
    _go_to(page, qtbot, 80)
    return page


def _go_to(page: TicketsPage, qtbot: QtBot, key: int) -> TicketDetail:
    page.show_record("ticket", key)
    qtbot.waitUntil(lambda: page.current_id() == key)
    detail = page.slot.detail
    assert isinstance(detail, TicketDetail)
    qtbot.waitUntil(lambda: detail.accessibleName().endswith(f"#{key}"))
    return detail


def _count(page: TicketsPage) -> int:
    return page.context.desk.lists.count("ticket", page.context.desk.query("ticket", ""))


def _ticket(page: TicketsPage, field: str, key: int = 80) -> object:
    return page.context.desk.store.read("ticket", key)[field]


def _texts(page: TicketsPage, key: int = 80) -> list[tuple[str, str]]:
    return [(item.form, item.text) for item in page.context.desk.tickets.timeline(key)]


def _capture(page: TicketsPage, qtbot: QtBot) -> QuickCapture:
    qtbot.keyClick(page.window(), Qt.Key.Key_N, CONTROL)
    qtbot.waitUntil(lambda: bool(page.findChildren(QuickCapture) or _windows(QuickCapture)))
    dialog = _windows(QuickCapture)[0]
    assert isinstance(dialog, QuickCapture)
    return dialog


def _somebody(desk: Desk) -> tuple[int, str]:
    """A person whose name QTest can type."""
    people = (desk.store.read("person", key) for key in range(1, 21))
    return next((person.id, str(person["name"])) for person in people if str(person["name"]).isascii())


def _windows(wanted: type) -> list[object]:
    return [w for w in QApplication.topLevelWidgets() if isinstance(w, wanted) and w.isVisible()]


def test_a_ticket_is_shown_with_who_asks_and_until_when(tickets: TicketsPage, qtbot: QtBot) -> None:
    detail = _go_to(tickets, qtbot, 79)
    ticket = tickets.context.desk.store.read("ticket", 79)
    assert detail.head.subject.text() == ticket["subject"]
    standing = Terms(tickets.context.desk).standing({c.name: ticket[c.field] for c in tickets.kind})
    assert standing is not None
    assert standing.words() in detail.head.promise.accessibleName()


def test_ctrl_enter_sends_a_reply(tickets: TicketsPage, qtbot: QtBot) -> None:
    detail = _go_to(tickets, qtbot, 80)
    qtbot.keyClick(tickets.list.view, Qt.Key.Key_R)
    qtbot.waitUntil(detail.composer.text.hasFocus)
    qtbot.keyClicks(detail.composer.text, "Tray 2 is repaired.")
    qtbot.keyClick(detail.composer.text, ENTER, CONTROL)
    qtbot.waitUntil(detail.composer.is_empty)
    assert ("reply", "Tray 2 is repaired.") in _texts(tickets)
    assert _ticket(tickets, "answered") is not None
    qtbot.waitUntil(lambda: detail.timeline.entries[-1].text == "Tray 2 is repaired.")


def test_a_note_stays_a_note(tickets: TicketsPage, qtbot: QtBot) -> None:
    detail = _go_to(tickets, qtbot, 80)
    qtbot.keyClick(tickets.list.view, Qt.Key.Key_N)
    qtbot.waitUntil(detail.composer.text.hasFocus)
    assert detail.composer.property("note") == "true"
    qtbot.keyClicks(detail.composer.text, "The roller is worn.")
    qtbot.mouseClick(detail.composer.send, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: ("note", "The roller is worn.") in _texts(tickets))


def test_nothing_is_sent_from_an_empty_field(tickets: TicketsPage, qtbot: QtBot) -> None:
    detail, before = _go_to(tickets, qtbot, 80), _texts(tickets)
    qtbot.mouseClick(detail.composer.send, Qt.MouseButton.LeftButton)
    assert _texts(tickets) == before
    assert detail.composer.text.hasFocus()


def test_a_draft_stays_with_its_ticket(tickets: TicketsPage, qtbot: QtBot) -> None:
    detail = _go_to(tickets, qtbot, 80)
    detail.composer.write("note")
    qtbot.keyClicks(detail.composer.text, "half a thought")
    _go_to(tickets, qtbot, 79)
    assert detail.composer.is_empty()
    _go_to(tickets, qtbot, 80)
    assert detail.composer.draft() == ("note", "half a thought")


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_p_sets_the_priority_through_urgency(tickets: TicketsPage, qtbot: QtBot) -> None:
    impact = str(_ticket(tickets, "impact"))
    tickets.list.view.setFocus()
    qtbot.keyClick(tickets.list.view, Qt.Key.Key_P)
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    qtbot.keyClick(QApplication.activePopupWidget(), Qt.Key.Key_1)
    nearest = {"1": "1", "2": "2", "3": "3"}[impact]
    qtbot.waitUntil(lambda: _ticket(tickets, "priority") == nearest)
    assert _ticket(tickets, "urgency") == "1"


def test_e_assigns_to_somebody_by_a_part_of_the_name(tickets: TicketsPage, qtbot: QtBot) -> None:
    desk = tickets.context.desk
    key, name = _somebody(desk)
    qtbot.keyClick(tickets.list.view, Qt.Key.Key_E)
    qtbot.waitUntil(lambda: bool(_windows(PickDialog)))
    dialog = _windows(PickDialog)[0]
    assert isinstance(dialog, PickDialog)
    dialog.box.setEditText("nobody is called like this")
    dialog.accept_typed()
    assert dialog.isVisible()
    dialog.box.setEditText("")
    qtbot.keyClicks(dialog.box.lineEdit(), name)
    dialog.accept_typed()
    qtbot.waitUntil(lambda: _ticket(tickets, "assignee_id") == key)


def test_resolve_and_reopen(tickets: TicketsPage, qtbot: QtBot) -> None:
    desk = tickets.context.desk
    desk.tickets.set_status("test", 80, "open") if _ticket(tickets, "status") != "open" else None
    detail = _go_to(tickets, qtbot, 80)
    qtbot.waitUntil(lambda: detail.resolve.text() == "Resolve")
    qtbot.mouseClick(detail.resolve, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: _ticket(tickets, "status") == "resolved")
    qtbot.waitUntil(lambda: detail.resolve.text() == "Reopen")
    qtbot.mouseClick(detail.resolve, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: _ticket(tickets, "status") == "open")


@pytest.fixture
def unseen(tickets: TicketsPage, other_desk: Desk, qtbot: QtBot) -> TicketDetail:
    """Ticket 80, open, in a window that does not hear what others do."""
    if _ticket(tickets, "status") != "open":
        other_desk.tickets.set_status("test", 80, "open")
    detail = _go_to(tickets, qtbot, 80)
    qtbot.waitUntil(lambda: detail._picture is not None and detail._picture.ticket["status"] == "open")
    tickets.context.feed.stop()
    return detail


def test_a_newer_change_of_another_field_stays_beside_mine(
    tickets: TicketsPage, unseen: TicketDetail, other_desk: Desk, qtbot: QtBot
) -> None:
    with other_desk.write("edit ticket") as unit:
        other_desk.keepers["ticket"].change(unit, 80, {"subject": "changed elsewhere"})
    unseen.set_status("waiting")
    qtbot.waitUntil(lambda: _ticket(tickets, "status") == "waiting")
    assert _ticket(tickets, "subject") == "changed elsewhere"


@pytest.mark.parametrize(("answer", "stands"), [("choose_mine", "waiting"), ("choose_theirs", "in-progress")])
def test_a_newer_status_is_not_overwritten_unseen(
    tickets: TicketsPage, unseen: TicketDetail, other_desk: Desk, qtbot: QtBot, answer: str, stands: str
) -> None:
    other_desk.tickets.set_status("somebody", 80, "in-progress")
    unseen.set_status("waiting")
    qtbot.waitUntil(lambda: unseen.edits.dialog is not None)
    question = unseen.edits.dialog
    assert question is not None and _ticket(tickets, "status") == "in-progress"
    getattr(question, answer)()
    with qtbot.waitSignal(unseen.edits.settled):
        question.save()
    assert _ticket(tickets, "status") == stands


def test_one_line_opens_a_ticket(tickets: TicketsPage, qtbot: QtBot) -> None:
    desk = tickets.context.desk
    (key, name), tag = _somebody(desk), str(desk.store.read("asset", 7)["tag"])
    last = _count(tickets)
    dialog = _capture(tickets, qtbot)
    qtbot.keyClicks(dialog.line, f"{name}: no sound @{tag} !high")
    qtbot.waitUntil(lambda: dialog.priority.value().startswith("2"))
    assert (dialog.requester.value(), dialog.asset.value()) == (name, tag)
    assert dialog.subject.value() == "no sound"
    qtbot.keyClick(dialog.line, ENTER)
    qtbot.waitUntil(lambda: tickets.current_id() == last + 1)
    made = desk.store.read("ticket", last + 1)
    assert (made["subject"], made["requester_id"], made["asset_id"]) == ("no sound", key, 7)
    assert made["priority"] == "2"


def test_an_empty_line_opens_nothing(tickets: TicketsPage, qtbot: QtBot) -> None:
    before = _count(tickets)
    dialog = _capture(tickets, qtbot)
    qtbot.keyClick(dialog.line, ENTER)
    assert dialog.isVisible()
    qtbot.keyClick(dialog.line, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not _windows(QuickCapture))
    assert _count(tickets) == before


def test_quick_capture_goes_on_to_the_whole_form(tickets: TicketsPage, qtbot: QtBot) -> None:
    dialog = _capture(tickets, qtbot)
    qtbot.keyClicks(dialog.line, "No picture in room 3 !low")
    qtbot.keyClick(dialog.line, ENTER, CONTROL)
    qtbot.waitUntil(lambda: bool(_windows(RecordDialog)))
    form = _windows(RecordDialog)[0]
    assert isinstance(form, RecordDialog)
    assert form.binder.typed()["subject"] == "No picture in room 3"
    assert form.binder.typed()["urgency"] == "3"


def test_a_file_is_kept_and_saved_again(tickets: TicketsPage, qtbot: QtBot, tmp_path: Path) -> None:
    source, copy = tmp_path / "photo.png", tmp_path / "copy.png"
    source.write_bytes(b"a picture" * 1000)
    detail = _go_to(tickets, qtbot, 80)
    with qtbot.waitSignal(tickets.context.changed):
        detail.attach(str(source))
    picture = detail.read(80)
    assert picture is not None and [file.name for file in picture.files] == ["photo.png"]
    detail.save_copy(picture.files[0].sha256, str(copy))
    qtbot.waitUntil(lambda: any(m.head == "copy.png saved" for m in tickets.context.messages.log))
    assert copy.read_bytes() == source.read_bytes()


def test_a_promise_in_words() -> None:
    assert Standing(0, 3_600, paused=False, done=False).words() == "1 h left"
    assert Standing(4_000, 3_600, paused=False, done=False).words() == "6 min over"
    assert Standing(4_000, 3_600, paused=False, done=False).state == "crit"
    assert Standing(3_000, 3_600, paused=False, done=False).state == "warn"
    assert Standing(3_000, 3_600, paused=True, done=False).share is None
    assert office_time(90_000) == "25 h"
