"""The list of tickets: what its cells say, and what keys do to one ticket and to several."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from itdesk.desk import Desk
from itdesk.ui.app.office import Office
from itdesk.ui.app.pick import PickDialog
from itdesk.ui.kit.rows import Row
from itdesk.ui.pages.tickets.page import TicketsPage
from tests.clocks import DAY, HOUR
from tests.records import add, take_back
from tests.ui.pages.ticket_pages import CONTROL, cell, go_to, said, tickets_page, window_of

SHIFT = Qt.KeyboardModifier.ShiftModifier
OpenOffice = Callable[..., Office]
LONG = "画面が映らない " * 60


@pytest.fixture
def three(other_desk: Desk) -> list[int]:
    """Three open tickets, of high, medium and low impact."""
    return [add(other_desk, "ticket", subject=f"Try {impact}", impact=impact) for impact in "123"]


@pytest.fixture
def chosen(three: list[int], open_office: OpenOffice, qtbot: QtBot) -> TicketsPage:
    """A list of these three alone, all of them selected."""
    page = tickets_page(open_office, qtbot, "subject:Try sort:number")
    page.list.view.setFocus()
    qtbot.keyClick(page.list.view, Qt.Key.Key_A, CONTROL)
    qtbot.waitUntil(lambda: page.selected_ids() == three)
    return page


def values(desk: Desk, keys: list[int], field: str) -> list[object]:
    return [desk.store.read("ticket", key)[field] for key in keys]


def row(page: TicketsPage, key: int) -> Row:
    for place in range(page.list.model.count() or 0):
        found = page.list.model.row_at(place)
        if found is not None and found.id == key:
            return found
    raise LookupError(key)


def command(page: TicketsPage, name: str) -> bool:
    """Whether a command of the selection can be used now."""
    return next(c for c in page.commands() if c.id == name).enabled()


# --- cells ----------------------------------------------------------------------------------------
def test_a_row_says_in_words_how_its_clock_stands(
    open_office: OpenOffice, other_desk: Desk, qtbot: QtBot
) -> None:
    now = other_desk.store.clock.now()
    with other_desk.write("make tickets") as unit:
        common = {"opened": now - 300 * DAY, "due": now - 290 * DAY, "priority": "1"}
        late = unit.insert("ticket", {"subject": "Try late", **common})
        pause = {"status": "waiting", "paused": now - 299 * DAY - 23 * HOUR, "due": now + DAY}
        paused = unit.insert("ticket", {**common, "subject": "Try paused", **pause})
        done = {"status": "closed", "closed": now - 100 * DAY}
        closed = unit.insert("ticket", {**common, "subject": "Try closed", **done})
        bare = unit.insert("ticket", {"subject": "Try bare", "opened": now})
    page = tickets_page(open_office, qtbot, "subject:Try sort:number")
    qtbot.waitUntil(lambda: row(page, bare).cells["subject"].text == "Try bare")
    over = row(page, late).cells["due"]
    assert over.text.endswith(" h over") and (over.state, over.share) == ("crit", 1.0)
    assert over.hint and over.hint != over.text
    stood = row(page, paused).cells["due"]
    assert (stood.text, stood.share) == ("Paused", None)
    ended = row(page, closed).cells["due"]
    assert (ended.text, ended.state, ended.share) == ("Too late", "crit", None)
    assert row(page, bare).cells["due"].text == "—"


def test_what_nobody_answered_stands_in_bold_until_somebody_does(
    chosen: TicketsPage, three: list[int], other_desk: Desk, qtbot: QtBot
) -> None:
    assert all(row(chosen, key).cells["subject"].strong for key in three)
    other_desk.tickets.note("somebody", three[0], "A note answers nobody.")
    other_desk.tickets.reply("somebody", three[1], "On my way.")
    other_desk.tickets.set_status("somebody", three[2], "closed")
    qtbot.waitUntil(lambda: not row(chosen, three[1]).cells["subject"].strong)
    qtbot.waitUntil(lambda: not row(chosen, three[2]).cells["subject"].strong)
    assert row(chosen, three[0]).cells["subject"].strong


def test_numbers_have_no_comma_and_a_change_just_now_says_so(
    chosen: TicketsPage, three: list[int], other_desk: Desk, qtbot: QtBot
) -> None:
    with other_desk.write("a far number") as unit:
        unit.insert("ticket", {"subject": "Try far", "opened": unit.now}, record=1_234_567)
    qtbot.waitUntil(lambda: cell(chosen, 1_234_567, "number") == "1234567")
    assert row(chosen, 1_234_567).cells["updated"].text == "now"


def test_new_targets_of_the_office_change_the_rows(
    chosen: TicketsPage, three: list[int], other_desk: Desk, qtbot: QtBot
) -> None:
    hours = {"1": 4, "2": 900, "3": 900, "4": 900}
    with other_desk.write("change settings") as unit:
        other_desk.settings.put(unit, "target-hours", hours)
    qtbot.waitUntil(lambda: all(cell(chosen, key, "due") == "900 h left" for key in three))


@pytest.mark.parametrize(
    "subject", [LONG, "<b>bold</b>", "عربي", "🖨️💥"], ids=["long", "markup", "arabic", "emoji"]
)
def test_any_subject_is_listed_as_it_is(
    chosen: TicketsPage, other_desk: Desk, qtbot: QtBot, subject: str
) -> None:
    key = add(other_desk, "ticket", subject=f"Try {subject}")
    qtbot.waitUntil(lambda: cell(chosen, key, "subject") == f"Try {subject}".strip())


# --- keys over several ----------------------------------------------------------------------------
def test_several_are_resolved_by_one_key_and_one_undo_opens_them_again(
    chosen: TicketsPage, three: list[int], other_desk: Desk, qtbot: QtBot
) -> None:
    head = other_desk.store.head()
    qtbot.keyClick(chosen.list.view, Qt.Key.Key_R, CONTROL | SHIFT)
    qtbot.waitUntil(lambda: values(other_desk, three, "status") == ["resolved"] * 3)
    assert other_desk.store.head() == head + 1
    qtbot.waitUntil(lambda: "Resolved" in said(chosen))
    take_back(other_desk, head + 1)
    assert values(other_desk, three, "status") == ["open"] * 3
    assert values(other_desk, three, "closed") == [None] * 3


def test_where_one_may_not_be_resolved_none_is(
    chosen: TicketsPage, three: list[int], other_desk: Desk, qtbot: QtBot
) -> None:
    other_desk.tickets.set_status("somebody", three[2], "closed")
    head = other_desk.store.head()
    qtbot.keyClick(chosen.list.view, Qt.Key.Key_R, CONTROL | SHIFT)
    qtbot.waitUntil(lambda: any("closed" in text for text in said(chosen)))
    assert values(other_desk, three, "status") == ["open", "open", "closed"]
    assert other_desk.store.head() == head


@pytest.mark.qt_log_ignore("This plugin does not support")
@pytest.mark.parametrize(
    ("key", "urgencies", "priorities"),
    [("1", "111", "123"), ("2", "211", "223"), ("3", "321", "333"), ("4", "332", "344")],
)
def test_a_priority_comes_as_near_as_each_impact_lets_it(
    chosen: TicketsPage,
    three: list[int],
    other_desk: Desk,
    qtbot: QtBot,
    key: str,
    urgencies: str,
    priorities: str,
) -> None:
    with other_desk.write("make them low") as unit:
        for ticket in three:
            other_desk.keepers["ticket"].change(unit, ticket, {"urgency": "2"})
    qtbot.keyClick(chosen.list.view, Qt.Key.Key_P)
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert [action.text() for action in menu.actions()] == ["&1  Urgent", "&2  High", "&3  Normal", "&4  Low"]
    qtbot.keyClick(menu, Qt.Key(Qt.Key.Key_0 + int(key)))
    qtbot.waitUntil(lambda: "Priority changed" in said(chosen))
    assert "".join(map(str, values(other_desk, three, "urgency"))) == urgencies
    assert "".join(map(str, values(other_desk, three, "priority"))) == priorities


def test_several_are_given_to_somebody_and_to_nobody(
    chosen: TicketsPage, three: list[int], other_desk: Desk, qtbot: QtBot
) -> None:
    maria = add(other_desk, "person", name="Maria Worker")
    qtbot.keyClick(chosen.list.view, Qt.Key.Key_E)
    dialog = window_of(qtbot, PickDialog)
    qtbot.keyClicks(dialog.box.lineEdit(), "Maria Worker")
    qtbot.waitUntil(lambda: dialog.box.only_match() == maria)
    dialog.accept_typed()
    qtbot.waitUntil(lambda: values(other_desk, three, "assignee_id") == [maria] * 3)
    take_back(other_desk, other_desk.store.head())
    assert values(other_desk, three, "assignee_id") == [None] * 3


def test_tickets_are_taken_by_who_is_at_the_desk(
    chosen: TicketsPage, three: list[int], other_desk: Desk, qtbot: QtBot
) -> None:
    assert not command(chosen, "ticket.mine")
    me = add(other_desk, "person", name="At the desk", username=chosen.context.desk.actor)
    qtbot.waitUntil(lambda: chosen.context.me == me and command(chosen, "ticket.mine"))
    chosen.take()
    qtbot.waitUntil(lambda: values(other_desk, three, "assignee_id") == [me] * 3)


def test_several_are_removed_and_brought_back_by_one_undo(
    chosen: TicketsPage, three: list[int], other_desk: Desk, qtbot: QtBot
) -> None:
    qtbot.keyClick(chosen.list.view, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: chosen.list.model.count() == 0)
    assert "3 tickets removed" in said(chosen)
    qtbot.keyClick(chosen.window(), Qt.Key.Key_Z, CONTROL)
    qtbot.waitUntil(lambda: chosen.list.model.count() == 3)
    assert values(other_desk, three, "subject") == ["Try 1", "Try 2", "Try 3"]


# --- nothing to work on ---------------------------------------------------------------------------
def test_an_empty_list_offers_nothing_that_needs_a_ticket(
    open_office: OpenOffice, other_desk: Desk, qtbot: QtBot
) -> None:
    page = tickets_page(open_office, qtbot, "subject:“nothing is called so”")
    head = other_desk.store.head()
    names = ("assign", "priority", "reply", "note", "resolve")
    qtbot.waitUntil(lambda: not any(command(page, f"ticket.{name}") for name in names))
    for key in (Qt.Key.Key_P, Qt.Key.Key_E, Qt.Key.Key_R, Qt.Key.Key_N, Qt.Key.Key_Delete):
        qtbot.keyClick(page.list.view, key)
    assert QApplication.activePopupWidget() is None and QApplication.activeModalWidget() is None
    assert other_desk.store.head() == head


def test_a_priority_chosen_after_the_ticket_went_is_said_not_to_be(
    chosen: TicketsPage, three: list[int], other_desk: Desk, qtbot: QtBot
) -> None:
    chosen.context.feed.stop()
    with other_desk.write("remove ticket") as unit:
        other_desk.keepers["ticket"].remove(unit, three[1])
    chosen.resolve()
    qtbot.waitUntil(lambda: not chosen.context.tasks.running and len(said(chosen)) > 0)
    assert "Resolved" not in said(chosen)
    assert values(other_desk, [three[0], three[2]], "status") == ["open", "open"]


def test_a_past_date_shows_tickets_as_they_were_and_offers_no_writing(
    chosen: TicketsPage, three: list[int], other_desk: Desk, qtbot: QtBot
) -> None:
    then = next(iter(other_desk.journal.entries(limit=1))).at
    other_desk.tickets.set_status("somebody", three[0], "closed")
    qtbot.waitUntil(lambda: cell(chosen, three[0], "status") == "Closed")
    chosen.past.show_instant(then)
    qtbot.waitUntil(lambda: cell(chosen, three[0], "status") == "Open")
    assert not [found.id for found in chosen.commands() if found.id in ("ticket.resolve", "ticket.remove")]
    chosen.escape()
    qtbot.waitUntil(lambda: cell(chosen, three[0], "status") == "Closed")


def test_r_and_n_go_to_the_pane_of_the_ticket_in_its_form(
    chosen: TicketsPage, three: list[int], qtbot: QtBot
) -> None:
    detail = go_to(chosen, qtbot, three[1])
    for key, form in ((Qt.Key.Key_N, "note"), (Qt.Key.Key_R, "reply")):
        chosen.list.view.setFocus()
        qtbot.keyClick(chosen.list.view, key)
        qtbot.waitUntil(detail.composer.text.hasFocus)
        assert detail.composer.form == form and detail.shown == three[1]


def test_the_form_with_all_fields_has_a_key_of_its_own(chosen: TicketsPage, qtbot: QtBot) -> None:
    qtbot.keyClick(chosen.window(), Qt.Key.Key_N, CONTROL | SHIFT)
    qtbot.waitUntil(
        lambda: chosen.work.editor.dialog is not None and chosen.work.editor.dialog.isActiveWindow()
    )
    dialog = chosen.work.editor.dialog
    assert dialog is not None and dialog.windowTitle() == "New ticket"
    dialog.reject()
