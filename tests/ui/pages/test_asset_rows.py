"""Rows of the ledger: the warranty as months over a bar, two lines, sums and pictures of what a thing is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import assume, given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from itdesk.assets.kinds import TYPES
from itdesk.desk import Desk
from itdesk.ui.app.office import Office
from itdesk.ui.kit import icons
from itdesk.ui.kit.rows import Cell, Row
from itdesk.ui.pages.assets.page import AssetsPage, warranty_cell
from itdesk.ui.pages.list_page import ListPage
from tests.records import add, change, remove
from tests.ui.pages.ticket_pages import CONTROL, cell

TODAY = date(2026, 3, 31)
DAYS = st.dates(date(1995, 1, 1), date(2060, 12, 31))
OpenOffice = Callable[..., Office]


def shown(until: object, bought: object = None, today: date = TODAY) -> Cell:
    return warranty_cell(Cell(until, f"day {until}"), bought, today)


def months(low: date, high: date) -> int:
    """Whole months by the calendar: as many as can be added to `low` without passing `high`."""
    found = 0
    while low.replace(day=1) + relativedelta(months=found + 1, day=1) + timedelta(days=low.day - 1) <= high:
        found += 1
    return found


# --- the warranty ---------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("until", "words", "state"),
    [
        ("2026-03-30", "0 mo", "crit"),
        ("2026-03-31", "0 mo", "crit"),
        ("2026-04-30", "0 mo", "crit"),
        ("2026-05-31", "2 mo", "warn"),
        ("2026-12-31", "9 mo", "warn"),
        ("2027-01-31", "10 mo", "ok"),
        ("2031-03-31", "60 mo", "ok"),
        ("1999-01-01", "0 mo", "crit"),
        ("9999-12-31", "95685 mo", "ok"),
    ],
)
def test_months_left_and_how_urgent_they_are(until: str, words: str, state: str) -> None:
    found = shown(until)
    assert (found.text, found.state) == (words, state)
    assert found.hint == f"day {until}"


@given(DAYS, DAYS)
def test_months_left_are_those_of_the_calendar_and_never_less_than_none(today: date, until: date) -> None:
    assume(today.day <= 28)
    assert shown(until.isoformat(), None, today).text == f"{months(today, until) if until > today else 0} mo"


@given(DAYS, DAYS, st.one_of(st.none(), DAYS.map(str), st.sampled_from(["", "soon", "2026-13-01", 7])))
def test_the_bar_is_a_share_whatever_was_written_as_the_day_of_buying(
    today: date, until: date, bought: object
) -> None:
    found = shown(until.isoformat(), bought, today)
    assert found.share is not None and 0 <= found.share <= 1
    assert (found.share == 0) == (found.text == "0 mo") == (found.state == "crit")


@given(DAYS, st.integers(1, 120), st.integers(0, 120))
def test_the_bar_grows_shorter_as_time_goes_by(bought: date, whole: int, passed: int) -> None:
    assume(bought.day <= 28)
    until = (bought + relativedelta(months=whole)).isoformat()
    early = shown(until, str(bought), bought + relativedelta(months=passed)).share
    late = shown(until, str(bought), bought + relativedelta(months=passed + 1)).share
    assert early is not None and late is not None and late <= early
    assert shown(until, str(bought), bought).share == 1


def test_three_years_are_usual_where_nobody_wrote_when_it_was_bought() -> None:
    assert shown("2027-09-30", None).share == pytest.approx(17 / 36)
    assert shown("2027-09-30", "2026-03-30").share == pytest.approx(17 / 18)


@pytest.mark.parametrize("value", [None, "", "—", "soon", "2026-02-30", "31.03.2026"])
def test_what_is_no_day_stays_as_it_is(value: object) -> None:
    before = Cell(value, "as it was")
    assert warranty_cell(before, "2024-01-01", TODAY) == before


# --- the list -------------------------------------------------------------------------------------
def row(page: ListPage, key: int) -> Row:
    for place in range(page.list.model.count() or 0):
        found = page.list.model.row_at(place)
        if found is not None and found.id == key:
            return found
    raise LookupError(key)


@pytest.fixture
def page(open_office: OpenOffice, other_desk: Desk, qtbot: QtBot) -> AssetsPage:
    """A ledger whose list shows what is called ROW-… alone; one such thing is there."""
    add(other_desk, "asset", tag="ROW-0", type="laptop", price="100")
    found = open_office("assets").window.page
    assert isinstance(found, AssetsPage)
    found.set_query("tag:ROW-* sort:tag")
    qtbot.waitUntil(lambda: found.list.model.count() == 1 and found.list.model.row_at(0) is not None)
    return found


def sums(page: AssetsPage) -> str:
    """What the foot of the list says."""
    return " ".join(label.text() for label in page.list.findChildren(QLabel) if label.isVisible())


@pytest.mark.parametrize(
    ("values", "second"),
    [
        ({"manufacturer": "HP", "model": "M404", "name": "Front desk"}, "HP M404"),
        ({"manufacturer": "HP"}, "HP"),
        ({"model": "M404"}, "M404"),
        ({"name": "受付のプリンター"}, "受付のプリンター"),
        ({}, ""),
    ],
)
def test_the_second_line_says_what_it_is_or_how_it_is_called(
    page: AssetsPage, other_desk: Desk, qtbot: QtBot, values: dict[str, str], second: str
) -> None:
    key = add(other_desk, "asset", tag="ROW-1", type="printer", **values)
    qtbot.waitUntil(lambda: row(page, key).cells["tag"].second == second)
    assert row(page, key).cells["tag"].icon == "printer"


def test_each_sort_of_thing_has_a_picture(page: AssetsPage, other_desk: Desk, qtbot: QtBot) -> None:
    keys = {c.value: add(other_desk, "asset", tag=f"ROW-{c.value}", type=c.value) for c in TYPES}
    qtbot.waitUntil(lambda: page.list.model.count() == len(TYPES) + 1)
    for kind, key in keys.items():
        qtbot.waitUntil(lambda key=key: bool(row(page, key).cells["tag"].icon))
        name = row(page, key).cells["tag"].icon
        assert (name == "box") == (kind == "other"), kind
        assert not icons.pixmap(name, QColor("black"), 16).isNull()


def test_a_row_follows_what_others_write_and_goes_with_its_asset(
    page: AssetsPage, other_desk: Desk, qtbot: QtBot
) -> None:
    key = add(other_desk, "asset", tag="ROW-2", status="in-stock")
    qtbot.waitUntil(lambda: cell(page, key, "status") == "In stock")
    change(other_desk, "asset", key, status="in-repair", warranty_until="2100-01-01", bought="2020-01-01")
    qtbot.waitUntil(lambda: cell(page, key, "status") == "In repair")
    warranty = row(page, key).cells["warranty-until"]
    assert (warranty.state, warranty.hint) == ("ok", "1 Jan 2100")
    remove(other_desk, "asset", key)
    qtbot.waitUntil(lambda: page.list.model.count() == 1)


def test_prices_are_summed_at_the_foot_of_what_is_listed(
    page: AssetsPage, other_desk: Desk, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: "100.00" in sums(page))
    add(other_desk, "asset", tag="ROW-3", price="1234567.89")
    qtbot.waitUntil(lambda: "1,234,667.89" in sums(page))
    page.set_query("tag:ROW-3")
    qtbot.waitUntil(lambda: "1,234,567.89" in sums(page))


def test_an_asset_of_another_office_currency_keeps_its_own(
    page: AssetsPage, other_desk: Desk, qtbot: QtBot
) -> None:
    key = add(other_desk, "asset", tag="ROW-4", price="5", currency="usd")
    qtbot.waitUntil(lambda: cell(page, key, "price") != "")
    assert other_desk.store.read("asset", key)["currency"] == "USD"


def test_several_change_their_state_at_once_and_come_back_by_one_undo(
    page: AssetsPage, other_desk: Desk, qtbot: QtBot
) -> None:
    keys = [add(other_desk, "asset", tag=f"ROW-5{n}", status="in-use") for n in range(3)]
    page.set_query("tag:ROW-5*")
    qtbot.waitUntil(lambda: page.list.model.count() == 3 and page.list.model.row_at(2) is not None)
    page.list.view.setFocus()
    qtbot.keyClick(page.list.view, Qt.Key.Key_A, CONTROL)
    qtbot.waitUntil(lambda: page.selected_ids() == keys)
    qtbot.keyClick(page.list.view, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: page.list.model.count() == 0)
    qtbot.keyClick(page.window(), Qt.Key.Key_Z, CONTROL)
    qtbot.waitUntil(lambda: page.list.model.count() == 3)


def test_what_others_still_need_is_not_removed_and_the_reason_is_said(
    page: AssetsPage, other_desk: Desk, qtbot: QtBot
) -> None:
    key = add(other_desk, "asset", tag="ROW-6")
    ticket = add(other_desk, "ticket", subject="Jam", asset=key)
    qtbot.waitUntil(lambda: row(page, key).id == key)
    page.show_record("asset", key)
    qtbot.waitUntil(lambda: page.selected_ids() == [key])
    page.list.view.setFocus()
    qtbot.keyClick(page.list.view, Qt.Key.Key_Delete)
    log = page.context.messages.log
    words = f"asset ROW-6 cannot be removed: ticket {ticket} still refer to it."
    qtbot.waitUntil(lambda: words in [message.head for message in log])
    assert other_desk.store.read("asset", key)["tag"] == "ROW-6"
    assert row(page, key).id == key
