"""A call written down in one line: what is shown while it is typed, and what then stands in the desk."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from itdesk.desk import Desk
from itdesk.ui.app.office import Office
from itdesk.ui.kit.forms import ErrorLine
from itdesk.ui.kit.record_dialog import RecordDialog
from itdesk.ui.kit.theme import Mode
from itdesk.ui.pages.tickets.page import TicketsPage
from itdesk.ui.pages.tickets.quick import QuickCapture, Understood
from tests.records import add, take_back
from tests.ui.pages.ticket_pages import CONTROL, ENTER, cell, said, tickets_page, window_of, words

N = Qt.Key.Key_N


@pytest.fixture
def tickets(open_office: Callable[..., Office], qtbot: QtBot) -> TicketsPage:
    return tickets_page(open_office, qtbot)


@pytest.fixture
def maria(other_desk: Desk) -> int:
    return add(other_desk, "person", name="Maria Quick", team="Sales", phone="117")


@pytest.fixture
def printer(other_desk: Desk) -> int:
    return add(other_desk, "asset", tag="PRN-777", type="printer", manufacturer="HP", model="M404")


@pytest.fixture
def capture(tickets: TicketsPage, maria: int, printer: int, qtbot: QtBot) -> QuickCapture:
    """The dialog, in a desk that has Maria Quick and the printer PRN-777."""
    qtbot.keyClick(tickets.window(), N, CONTROL)
    return window_of(qtbot, QuickCapture)


def newest(desk: Desk) -> dict[str, object]:
    key = desk.lists.ids("ticket", desk.query("ticket", "sort:-number"), limit=1)[0]
    return {"id": key, **desk.store.read("ticket", key).values}


def count(desk: Desk) -> int:
    return desk.lists.count("ticket", desk.query("ticket", ""))


@pytest.fixture
def before(other_desk: Desk) -> int:
    """Tickets of the demo office."""
    return count(other_desk)


def error(dialog: QuickCapture) -> str:
    line = dialog.findChild(ErrorLine)
    assert line is not None
    return line.text() if line.isVisible() else ""


def say(dialog: QuickCapture, qtbot: QtBot, text: str) -> None:
    """Put text in as an input method does, and hear it."""
    dialog.line.clear()
    dialog.line.insert(text)
    qtbot.keyClick(dialog.line, Qt.Key.Key_Space)
    heard = " ".join(text.split())
    qtbot.waitUntil(lambda: dialog.subject.value() != "" and (dialog.subject.value() in heard or not heard))


def why(part: Understood) -> list[str]:
    return words(part)


# --- while it is typed ----------------------------------------------------------------------------
def test_an_empty_line_says_what_may_be_written(capture: QuickCapture) -> None:
    assert capture.line.hasFocus()
    assert (capture.requester.value(), capture.asset.value(), capture.subject.value()) == ("—", "—", "—")
    assert "write “name:” first" in why(capture.requester)
    assert "write @ and its tag" in why(capture.asset)
    assert capture.priority.value() == "3 Normal"


def test_each_part_appears_as_soon_as_it_is_understood(capture: QuickCapture, qtbot: QtBot) -> None:
    qtbot.keyClicks(capture.line, "maria quick: no sound")
    qtbot.waitUntil(lambda: capture.requester.value() == "Maria Quick")
    assert "Sales · 117" in why(capture.requester)
    assert (capture.subject.value(), capture.asset.value()) == ("no sound", "—")
    qtbot.keyClicks(capture.line, " @prn-777")
    qtbot.waitUntil(lambda: capture.asset.value() == "PRN-777")
    assert "HP · M404" in why(capture.asset)
    qtbot.keyClicks(capture.line, " !low")
    qtbot.waitUntil(lambda: capture.priority.value() == "4 Low")
    assert "target 48 h of office time" in why(capture.priority)
    assert capture.subject.value() == "no sound"


def test_what_is_taken_out_of_the_line_is_forgotten(capture: QuickCapture, qtbot: QtBot) -> None:
    qtbot.keyClicks(capture.line, "maria quick: no sound @PRN-777 !high")
    qtbot.waitUntil(lambda: capture.asset.value() == "PRN-777" and capture.priority.value() == "2 High")
    capture.line.selectAll()
    qtbot.keyClicks(capture.line, "projector")
    qtbot.waitUntil(lambda: capture.subject.value() == "projector")
    assert (capture.requester.value(), capture.asset.value()) == ("—", "—")
    assert capture.priority.value() == "3 Normal"


def test_a_tag_that_nothing_has_stays_in_the_subject(capture: QuickCapture, qtbot: QtBot) -> None:
    qtbot.keyClicks(capture.line, "jam @PRN-778 !soon")
    qtbot.waitUntil(lambda: capture.subject.value() == "jam @PRN-778 !soon")
    assert capture.asset.value() == "—"


@pytest.mark.parametrize(
    "text",
    [
        "会議室の画面が映らない",
        "الطابعة لا تعمل",
        "🖨️💥 jam",
        "Zoë’s “naïve” café",
        "<b>bold</b> &amp; %s {name}",
    ],
    ids=["japanese", "arabic", "emoji", "quotes", "markup"],
)
def test_any_script_becomes_the_subject_as_it_was_written(
    capture: QuickCapture, qtbot: QtBot, other_desk: Desk, before: int, text: str
) -> None:
    say(capture, qtbot, text)
    qtbot.keyClick(capture.line, ENTER)
    qtbot.waitUntil(lambda: count(other_desk) == before + 1)
    assert newest(other_desk)["subject"] == text


def test_a_very_long_line_keeps_the_dialog_as_wide_as_it_was(capture: QuickCapture, qtbot: QtBot) -> None:
    width = capture.width()
    say(capture, qtbot, "maria quick: " + "画面が映らない" * 100)
    qtbot.waitUntil(lambda: capture.subject.value().startswith("画面"))
    assert capture.width() == width
    assert capture.subject.width() < width


# --- opening --------------------------------------------------------------------------------------
def test_enter_before_the_line_was_heard_takes_all_of_it(
    tickets: TicketsPage,
    capture: QuickCapture,
    maria: int,
    printer: int,
    qtbot: QtBot,
    other_desk: Desk,
    before: int,
) -> None:
    capture.line.insert("maria quick: no sound @PRN-777 !high")
    qtbot.keyClick(capture.line, ENTER)
    qtbot.waitUntil(lambda: f"Ticket #{before + 1} opened" in said(tickets))
    made = newest(other_desk)
    assert (made["subject"], made["requester_id"], made["asset_id"]) == ("no sound", maria, printer)
    assert (made["urgency"], made["priority"], made["status"]) == ("1", "2", "open")
    assert made["due"] is not None


def test_the_new_ticket_is_chosen_and_can_be_taken_back(
    tickets: TicketsPage, capture: QuickCapture, qtbot: QtBot, other_desk: Desk, before: int
) -> None:
    qtbot.keyClicks(capture.line, "no sound")
    qtbot.keyClick(capture.line, ENTER)
    qtbot.waitUntil(
        lambda: tickets.current_id() == before + 1 and cell(tickets, before + 1, "subject") == "no sound"
    )
    take_back(other_desk, other_desk.store.head())
    qtbot.waitUntil(lambda: tickets.list.model.count() == before)


def test_enter_twice_opens_one_ticket(
    tickets: TicketsPage, capture: QuickCapture, qtbot: QtBot, other_desk: Desk, before: int
) -> None:
    qtbot.keyClicks(capture.line, "no sound")
    for _ in range(3):
        qtbot.keyClick(capture.line, ENTER)
    qtbot.waitUntil(lambda: tickets.current_id() == before + 1)
    qtbot.waitUntil(lambda: not tickets.context.tasks.running)
    assert count(other_desk) == before + 1


@pytest.mark.parametrize("line", ["", "   ", "@PRN-777", "!high", "@PRN-777   !low"])
def test_without_a_subject_nothing_is_opened_and_the_line_says_so(
    capture: QuickCapture, qtbot: QtBot, other_desk: Desk, before: int, line: str
) -> None:
    qtbot.keyClicks(capture.line, line)
    qtbot.keyClick(capture.line, ENTER)
    qtbot.waitUntil(lambda: "needs a subject" in error(capture))
    assert capture.isVisible() and capture.line.text() == line
    assert count(other_desk) == before
    qtbot.keyClicks(capture.line, "x")
    assert error(capture) == ""


@pytest.mark.parametrize(
    ("text", "words_"),
    [("x" * 1_001, "longer than 1000"), ("a bell \x07 rings", "cannot be kept")],
    ids=["long", "control"],
)
def test_what_no_subject_may_be_is_refused_below_the_line_and_stays_there(
    capture: QuickCapture, qtbot: QtBot, other_desk: Desk, before: int, text: str, words_: str
) -> None:
    capture.line.setText(text)
    qtbot.keyClick(capture.line, ENTER)
    qtbot.waitUntil(lambda: words_ in error(capture).replace(",", ""))
    assert capture.line.text() == text and count(other_desk) == before
    capture.line.clear()
    qtbot.keyClicks(capture.line, "short")
    qtbot.keyClick(capture.line, ENTER)
    qtbot.waitUntil(lambda: count(other_desk) == before + 1)


def test_escape_leaves_the_line_and_the_next_call_begins_empty(
    tickets: TicketsPage, capture: QuickCapture, qtbot: QtBot, other_desk: Desk
) -> None:
    head = other_desk.store.head()
    qtbot.keyClicks(capture.line, "never mind")
    qtbot.keyClick(capture.line, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: tickets.calls.dialog is None)
    tickets.window().activateWindow()
    qtbot.waitUntil(tickets.window().isActiveWindow)
    assert other_desk.store.head() == head
    qtbot.keyClick(tickets.window(), N, CONTROL)
    assert window_of(qtbot, QuickCapture).line.text() == ""


# --- all fields -----------------------------------------------------------------------------------
def test_the_whole_form_takes_over_every_part_and_saves_it(
    tickets: TicketsPage,
    capture: QuickCapture,
    maria: int,
    printer: int,
    qtbot: QtBot,
    other_desk: Desk,
    before: int,
) -> None:
    qtbot.keyClicks(capture.line, "maria quick: no sound @PRN-777 !high")
    qtbot.keyClick(capture.line, ENTER, CONTROL)
    form = window_of(qtbot, RecordDialog)
    typed = form.binder.typed()
    assert (typed["subject"], typed["requester_id"]) == ("no sound", "Maria Quick")
    assert (typed["asset_id"], typed["urgency"]) == ("PRN-777", "1")
    assert count(other_desk) == before
    qtbot.keyClick(form, ENTER, CONTROL)
    qtbot.waitUntil(lambda: tickets.current_id() == before + 1)
    made = newest(other_desk)
    assert (made["requester_id"], made["asset_id"], made["priority"]) == (maria, printer, "2")


def test_the_whole_form_may_begin_with_nothing_and_asks_for_a_subject(
    capture: QuickCapture, qtbot: QtBot, other_desk: Desk, before: int
) -> None:
    qtbot.keyClick(capture.line, ENTER, CONTROL)
    form = window_of(qtbot, RecordDialog)
    qtbot.keyClick(form, ENTER, CONTROL)
    assert form.binder.problem("subject") and count(other_desk) == before
    form.reject()


@pytest.mark.parametrize("mode", [Mode.LIGHT, Mode.DARK])
def test_the_dialog_is_read_in_both_themes(
    tickets: TicketsPage, capture: QuickCapture, qtbot: QtBot, mode: Mode
) -> None:
    tickets.context.theme.set_mode(mode)
    qtbot.keyClicks(capture.line, "no sound")
    qtbot.waitUntil(lambda: capture.subject.value() == "no sound")
    ground = capture.grab().toImage().pixelColor(3, capture.height() - 3)
    ink = capture.line.palette().color(capture.line.foregroundRole())
    assert abs(ground.lightness() - ink.lightness()) > 100
    assert QApplication.focusWidget() is capture.line
