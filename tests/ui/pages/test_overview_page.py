"""The overview in its window: a desk with little in it, with too much in it, and its tiles by themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from itdesk.core.kinds import Value
from itdesk.desk import Desk
from itdesk.ui.app.office import Office
from itdesk.ui.kit.theme import Mode
from itdesk.ui.pages.list_page import ListPage
from itdesk.ui.pages.overview.page import MOST_NEEDS, OverviewPage
from itdesk.ui.pages.overview.tiles import NeedRow, NeedWords
from itdesk.ui.shell.page import Page
from itdesk.ui.shell.window import MainWindow
from tests.clocks import DAY, HOUR
from tests.records import add, remove
from tests.ui.pages.ticket_pages import LEFT, press, words

OpenOffice = Callable[..., Office]
Fields = dict[str, Value]
LONG = "会議室の画面が映らない " * 60


@pytest.fixture
def bare(tmp_path: Path) -> Iterator[Desk]:
    """A desk with nothing in it; a person's window may open beside it."""
    desk = Desk.open(str(tmp_path / "bare.desk"), origin="test", create=True, actor="somebody")
    yield desk
    desk.close()


@pytest.fixture
def opened(open_office: OpenOffice, qtbot: QtBot) -> Callable[[Desk], OverviewPage]:
    """opened(desk) → the overview of that desk, read."""

    def shown(desk: Desk) -> OverviewPage:
        page = open_office("overview", desk.store.engine.place).window.page
        assert isinstance(page, OverviewPage)
        qtbot.waitUntil(lambda: page.tickets.accessibleName() != "" and not page.context.tasks.running)
        return page

    return shown


def in_front(page: OverviewPage) -> Page | None:
    """The page that the window shows now."""
    window = page.window()
    assert isinstance(window, MainWindow)
    return window.page


def is_empty(page: OverviewPage) -> bool:
    return page.first_steps.isVisible()


# --- little ---------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("asset", {"tag": "A-1"}),
        ("person", {"name": "Maria Silva"}),
        ("device", {"name": "SW-1", "address": "192.0.2.1"}),
        ("work-order", {"subject": "Clean rollers", "due": "2020-01-01"}),
        ("plan", {"name": "Clean", "next_due": "2030-01-01", "rule": "FREQ=DAILY", "starts": "2020-01-01"}),
    ],
    ids=["asset", "person", "device", "order", "plan"],
)  # fmt: skip
def test_one_record_of_any_sort_and_the_desk_is_no_longer_empty(
    bare: Desk, opened: Callable[[Desk], OverviewPage], qtbot: QtBot, kind: str, values: Fields
) -> None:
    page = opened(bare)
    assert is_empty(page)
    with bare.write("begin") as unit:
        unit.insert(kind, values)
    qtbot.waitUntil(lambda: not is_empty(page))


def test_a_desk_whose_tickets_were_all_solved_too_late_is_not_empty(
    bare: Desk, opened: Callable[[Desk], OverviewPage]
) -> None:
    now = bare.store.clock.now()
    with bare.write("take a call") as unit:
        done = {"status": "closed", "closed": now - HOUR, "due": now - 2 * HOUR, "opened": now - DAY}
        unit.insert("ticket", {"subject": "No sound", **done})
    page = opened(bare)
    assert not is_empty(page)
    assert page.in_time.accessibleName() == "Solved in time, 30 days: 0 %. of those with a deadline"


@pytest.mark.parametrize(
    ("step", "page_id"),
    [("Import a file", "imports"), ("Add a device", "network"), ("Take a call", "tickets")],
)
def test_each_first_step_leads_to_its_page(
    bare: Desk, opened: Callable[[Desk], OverviewPage], qtbot: QtBot, step: str, page_id: str
) -> None:
    page = opened(bare)
    press(qtbot, page.first_steps, step)
    qtbot.waitUntil(lambda: in_front(page).id == page_id)


def test_an_empty_desk_has_a_dash_where_there_is_no_number(
    bare: Desk, opened: Callable[[Desk], OverviewPage]
) -> None:
    page = opened(bare)
    assert page.tickets.accessibleName() == "Open tickets: 0. +0 against last week"
    assert page.in_time.accessibleName() == "Solved in time, 30 days: —. "
    assert page.answer.accessibleName() == "Median first answer, 14 days: —. "
    assert page.devices.accessibleName() == "Devices up: —. nothing is watched yet"


def test_a_desk_becomes_empty_again_when_its_only_record_goes(
    bare: Desk, opened: Callable[[Desk], OverviewPage], qtbot: QtBot
) -> None:
    key = add(bare, "asset", tag="A-1")
    page = opened(bare)
    assert not is_empty(page)
    remove(bare, "asset", key)
    qtbot.waitUntil(lambda: is_empty(page))


# --- much -----------------------------------------------------------------------------------------
@pytest.fixture
def troubled(bare: Desk) -> Desk:
    """Five late tickets, five devices down, five tickets soon due; one of each with a very long name."""
    now = bare.store.clock.now()
    with bare.write("make trouble") as unit:
        for n in range(5):
            late = {"subject": LONG if n == 0 else f"late {n}", "due": now - (9 - n) * HOUR, "priority": "1"}
            unit.insert("ticket", {**late, "opened": now - DAY})
            down = {"name": LONG if n == 0 else f"SW-{n}", "state": "down"}
            unit.insert("device", {**down, "address": f"192.0.2.{n}"})
            unit.insert("ticket", {"subject": f"soon {n}", "opened": now, "due": now + HOUR + n})
    return bare


def test_the_worst_are_shown_the_rest_is_counted_and_nothing_grows_too_wide(
    troubled: Desk, opened: Callable[[Desk], OverviewPage]
) -> None:
    page = opened(troubled)
    rows = page.needs.findChildren(NeedRow)
    assert len(rows) == MOST_NEEDS == len(page.rows)
    assert "16 · sorted by what hurts first" in words(page.needs)
    heads = [row.button.accessibleName() for row in page.rows]
    assert all(head.startswith("Open: Ticket") for head in heads[:5])
    assert all(head.startswith("Show: ") for head in heads[5:])
    assert all(row.width() <= page.needs.width() <= page.width() for row in rows)
    assert page.devices.accessibleName() == "Devices up: 0 of 5. 5 down, 0 degraded"


@pytest.mark.parametrize(
    "key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space], ids=["Return", "Enter", "Space"]
)
def test_what_hurts_most_is_one_key_away(
    troubled: Desk, opened: Callable[[Desk], OverviewPage], qtbot: QtBot, key: Qt.Key
) -> None:
    page = opened(troubled)
    qtbot.waitUntil(page.rows[0].button.hasFocus)
    with qtbot.waitSignal(page.context.record_requested) as asked:
        qtbot.keyClick(page.rows[0].button, key)
    assert asked.args == ["ticket", 1]


def test_a_need_that_somebody_settled_goes_and_the_next_one_has_the_focus(
    troubled: Desk, opened: Callable[[Desk], OverviewPage], qtbot: QtBot
) -> None:
    page = opened(troubled)
    qtbot.waitUntil(page.rows[0].button.hasFocus)
    before = page.rows[0].button.accessibleName()
    troubled.tickets.set_status("somebody", 1, "closed")
    qtbot.waitUntil(lambda: page.rows[0].button.accessibleName() != before and page.rows[0].button.hasFocus())
    assert "15 · sorted by what hurts first" in words(page.needs)


def test_the_queue_is_said_to_grow_and_to_shrink(
    bare: Desk, opened: Callable[[Desk], OverviewPage], qtbot: QtBot
) -> None:
    now = bare.store.clock.now()
    with bare.write("take calls") as unit:
        keys = [unit.insert("ticket", {"subject": f"t {n}", "opened": now - 20 * DAY}) for n in range(3)]
    page = opened(bare)
    assert not [text for text in words(page.flow) if text.startswith("Queue")]
    new = add(bare, "ticket", subject="one more")
    qtbot.waitUntil(lambda: "Queue growing by 1" in words(page.flow))
    for key in (*keys, new):
        bare.tickets.set_status("somebody", key, "closed")
    qtbot.waitUntil(lambda: "Queue shrinking by 3" in words(page.flow))
    assert page.tickets.accessibleName() == "Open tickets: 0. -3 against last week"


def test_a_record_that_went_meanwhile_is_not_opened_but_said(
    troubled: Desk, opened: Callable[[Desk], OverviewPage], qtbot: QtBot
) -> None:
    page = opened(troubled)
    page.context.feed.stop()
    remove(troubled, "ticket", 1)
    press(qtbot, page, page.rows[0].button.accessibleName())
    tickets = in_front(page)
    assert isinstance(tickets, ListPage)
    qtbot.waitUntil(lambda: not tickets.context.tasks.running and tickets.current_id() is not None)
    assert tickets.current_id() != 1


# --- tiles and rows by themselves -----------------------------------------------------------------
@pytest.fixture
def page(opened: Callable[[Desk], OverviewPage], bare: Desk) -> OverviewPage:
    add(bare, "asset", tag="A-1")
    return opened(bare)


def test_a_press_that_is_let_go_elsewhere_opens_nothing(page: OverviewPage, qtbot: QtBot) -> None:
    tile = page.tickets
    with qtbot.assertNotEmitted(tile.opened):
        qtbot.mousePress(tile, LEFT)
        qtbot.mouseRelease(tile, LEFT, pos=QPoint(-5, 5))
        qtbot.keyClick(tile, Qt.Key.Key_Tab)


@pytest.mark.parametrize("mode", [Mode.LIGHT, Mode.DARK])
def test_the_tile_that_has_the_focus_looks_so(page: OverviewPage, mode: Mode) -> None:
    page.context.theme.set_mode(mode)
    tile = page.tickets
    tile.setFocus()
    focused = tile.grab().toImage()
    tile.clearFocus()
    assert focused != tile.grab().toImage()


@pytest.mark.parametrize("text", [LONG, "<b>bold</b> & co", "ذاكرة", "line\nbreak", ""])
def test_a_row_of_any_words_is_no_wider_than_its_place(page: OverviewPage, qtbot: QtBot, text: str) -> None:
    row = NeedRow(NeedWords("crit", text, text, "Open", ("ticket", 7)), page)
    row.resize(400, 44)
    row.show()
    (button,) = row.findChildren(QAbstractButton)
    assert row.width() == 400 and button.geometry().right() <= 400
    assert button.accessibleName() == f"Open: {text}"
    with qtbot.waitSignal(row.opened) as opened:
        qtbot.mouseClick(button, LEFT)
    assert opened.args == ["ticket", 7]
