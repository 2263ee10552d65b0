"""The calendar in its window: months, what is late, chips by keys and clicks, and what others write."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from itdesk.desk import Desk
from itdesk.ui.app.office import Office
from itdesk.ui.kit.buttons import Button, IconButton
from itdesk.ui.kit.chips import Chip
from itdesk.ui.kit.month_grid import ChipButton, month_title
from itdesk.ui.kit.text import Label
from itdesk.ui.pages.maintenance.page import MaintenancePage
from itdesk.ui.pages.maintenance.reading import today_of
from tests.records import add
from tests.ui.pages.maintenance_pages import add_order, heads, maintenance_page
from tests.ui.pages.network_pages import window_of

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def maintenance(open_office: Callable[..., Office], qtbot: QtBot) -> MaintenancePage:
    return maintenance_page(open_office, qtbot)


@pytest.fixture
def today(maintenance: MaintenancePage) -> date:
    return today_of(maintenance.context.desk)


def title(page: MaintenancePage) -> str:
    return page.calendar._title.text()


def texts(page: MaintenancePage) -> list[str]:
    labels = page.calendar.findChildren(Label)
    return [label.text() for label in labels if label.isVisible() and label.text()]


def late_words(page: MaintenancePage) -> str:
    return next(chip.accessibleName() for chip in page.calendar.findChildren(Chip) if chip.isVisible())


def chip_of(page: MaintenancePage, key: int) -> ChipButton:
    return {button.chip.key: button for button in page.calendar.grid.buttons}[key]


def later(day: date, months: int) -> date:
    """The first of a month so many months on."""
    number = day.year * 12 + day.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


# --- months -----------------------------------------------------------------------------------------
def test_the_arrows_go_a_month_at_a_time_and_today_comes_back(
    maintenance: MaintenancePage, qtbot: QtBot, today: date
) -> None:
    named = {button.accessibleName(): button for button in maintenance.calendar.findChildren(IconButton)}
    assert title(maintenance) == month_title(today)
    for step in (1, 2):
        qtbot.mouseClick(named["Month after"], LEFT)
        qtbot.waitUntil(lambda n=step: title(maintenance) == month_title(later(today, n)))
    for step in (1, 0, -1):
        qtbot.mouseClick(named["Month before"], LEFT)
        qtbot.waitUntil(lambda n=step: title(maintenance) == month_title(later(today, n)))
    qtbot.mouseClick(maintenance.calendar.today, LEFT)
    qtbot.waitUntil(lambda: title(maintenance) == month_title(today))


def test_t_goes_to_today_as_the_palette_says(maintenance: MaintenancePage, qtbot: QtBot, today: date) -> None:
    assert ("calendar.today", "T") in [(c.id, c.shortcut) for c in maintenance.commands()]
    maintenance.calendar.go_back()
    qtbot.waitUntil(lambda: title(maintenance) != month_title(today))
    button = next(b for b in maintenance.calendar.grid.buttons if b.isVisible())
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_T)
    qtbot.waitUntil(lambda: title(maintenance) == month_title(today))


def test_of_many_quick_presses_the_last_month_is_shown(
    maintenance: MaintenancePage, qtbot: QtBot, today: date
) -> None:
    for _ in range(14):
        maintenance.calendar.go_on()
    qtbot.waitUntil(lambda: title(maintenance) == month_title(later(today, 14)))
    qtbot.waitUntil(lambda: not maintenance.context.tasks.running)
    low, high = maintenance.calendar.grid.span()
    assert low <= later(today, 14) <= high and title(maintenance) == month_title(later(today, 14))


def test_the_legend_counts_what_is_on_screen_and_is_empty_where_nothing_is(
    maintenance: MaintenancePage, qtbot: QtBot, today: date
) -> None:
    low, high = maintenance.calendar.grid.span()
    words = {"done": "done", "maint": "planned", "unknown": "coming", "info": "today", "warn": "soon",
             "crit": "late"}  # fmt: skip
    chips = [b.chip for b in maintenance.calendar.grid.buttons if low <= b.chip.day <= high]
    for state, word in words.items():
        count = sum(chip.state == state for chip in chips)
        assert (f"{count} {word}" in texts(maintenance)) == bool(count)
    maintenance.calendar.show_day(date(2190, 5, 5))
    qtbot.waitUntil(lambda: title(maintenance) == "May 2190")
    qtbot.waitUntil(lambda: not any(text[:1].isdigit() and " " in text and text.split()[1] in words.values()
                                    for text in texts(maintenance) if "late" not in text))  # fmt: skip


# --- what is late --------------------------------------------------------------------------------------
def test_all_that_is_late_is_counted_and_the_longest_is_one_click_away(
    maintenance: MaintenancePage, qtbot: QtBot, today: date
) -> None:
    desk = maintenance.context.desk
    long = "とても長い仕事 & <b>more</b>"
    first = add_order(desk, today - timedelta(days=400), long)
    with desk.write("add work orders") as unit:
        day = (today - timedelta(days=20)).isoformat()
        unit.insert_many("work-order", [{"subject": f"n{n}", "due": day} for n in range(70)])
    maintenance.context.feed.look()
    count = desk.lists.count("work-order", desk.query("work-order", "status:open due:<today"))
    assert count > 70
    qtbot.waitUntil(lambda: late_words(maintenance) == f"{count} late")
    assert "400 d late" in texts(maintenance)
    name = next(b for b in maintenance.calendar.findChildren(Button) if b.accessibleName() == long)
    qtbot.mouseClick(name, LEFT)
    qtbot.waitUntil(lambda: maintenance.detail.shown == first)
    everything = next(
        b for b in maintenance.calendar.findChildren(Button) if b.accessibleName() == "All late"
    )
    qtbot.mouseClick(everything, LEFT)
    qtbot.waitUntil(lambda: maintenance.orders.list.model.count() == count)
    assert maintenance.orders.query_text == "status:open due:<today"


def test_the_line_goes_with_the_last_that_was_late(
    maintenance: MaintenancePage, qtbot: QtBot, today: date
) -> None:
    desk = maintenance.context.desk
    keys = desk.lists.ids("work-order", desk.query("work-order", "status:open due:<today"))
    for key in keys[1:]:
        desk.maintenance.complete("tester", key)
    maintenance.context.feed.look()
    qtbot.waitUntil(lambda: late_words(maintenance) == "1 late")
    qtbot.waitUntil(lambda: not maintenance.calendar._late_all.isVisible())
    desk.maintenance.complete("tester", keys[0])
    maintenance.context.feed.look()
    qtbot.waitUntil(lambda: not maintenance.calendar._lane.isVisible())


# --- chips ---------------------------------------------------------------------------------------------
def test_arrows_walk_over_chips_and_space_shows_the_order(maintenance: MaintenancePage, qtbot: QtBot) -> None:
    def shown() -> list[ChipButton]:
        return [button for button in maintenance.calendar.grid.buttons if button.isVisible()]

    orders = [n for n, button in enumerate(shown()) if button.chip.key > 0]
    start = orders[0]
    shown()[start].setFocus()
    qtbot.keyClick(shown()[start], Qt.Key.Key_Right)
    assert shown()[start + 1].hasFocus()
    qtbot.keyClick(shown()[start + 1], Qt.Key.Key_Left)
    assert shown()[start].hasFocus()
    qtbot.keyClick(shown()[start], Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: maintenance.detail.shown == shown()[start].chip.key)
    assert shown()[start].isChecked()


def test_a_dotted_chip_opens_its_plan(maintenance: MaintenancePage, qtbot: QtBot, today: date) -> None:
    values = {"name": "Test 試験", "rule": "FREQ=YEARLY", "starts": today.isoformat(), "shift": "none"}
    plan = add(maintenance.context.desk, "plan", **values)
    maintenance.context.feed.look()
    qtbot.waitUntil(lambda: chip_of(maintenance, -plan).isEnabled())
    chip_of(maintenance, -plan).click()
    editor = maintenance.plans.editor
    qtbot.waitUntil(lambda: editor.dialog is not None and editor.dialog.isVisible())
    assert editor.dialog is not None
    name = editor.dialog.findChild(QLineEdit, "name")
    assert isinstance(name, QLineEdit) and name.text() == "Test 試験"
    assert maintenance.current_view() == "calendar"
    editor.dialog.reject()


def test_more_of_a_day_leads_to_its_list(maintenance: MaintenancePage, qtbot: QtBot, today: date) -> None:
    with maintenance.context.desk.write("add work orders") as unit:
        unit.insert_many("work-order", [{"subject": f"n{n}", "due": today.isoformat()} for n in range(12)])
    maintenance.context.feed.look()

    def more() -> list[Button]:
        buttons = maintenance.calendar.grid.findChildren(Button)
        return [button for button in buttons if button.isVisible() and button.text().startswith("+")]

    qtbot.waitUntil(lambda: bool(more()))
    qtbot.waitUntil(lambda: not maintenance.context.tasks.running)
    qtbot.mouseClick(more()[0], LEFT)
    qtbot.waitUntil(lambda: maintenance.orders.query_text == f"due:{today.isoformat()}")
    wanted = maintenance.context.desk.query("work-order", f"due:{today.isoformat()}")
    count = maintenance.context.desk.lists.count("work-order", wanted)
    qtbot.waitUntil(lambda: maintenance.orders.list.model.count() == count)


# --- what others write, and going there ------------------------------------------------------------------
def test_what_others_plan_comes_by_itself_and_an_open_order_stays_chosen(
    maintenance: MaintenancePage, other_desk: Desk, qtbot: QtBot, today: date
) -> None:
    key = next(b.chip.key for b in maintenance.calendar.grid.buttons if b.chip.key > 0)
    chip_of(maintenance, key).click()
    qtbot.waitUntil(lambda: maintenance.detail.shown == key)
    new = add_order(other_desk, today, "from elsewhere")
    maintenance.context.feed.look()
    qtbot.waitUntil(lambda: chip_of(maintenance, new).chip.state == "info")
    assert chip_of(maintenance, key).isChecked() and maintenance.detail.record == key


def test_an_order_of_another_month_brings_its_month_along(maintenance: MaintenancePage, qtbot: QtBot) -> None:
    key = add_order(maintenance.context.desk, date(2199, 12, 31), "far away")
    window_of(maintenance).show_page("assets")
    maintenance.context.open_record("work-order", key)
    qtbot.waitUntil(lambda: title(maintenance) == "December 2199")
    qtbot.waitUntil(lambda: chip_of(maintenance, key).isChecked())
    qtbot.waitUntil(lambda: maintenance.detail.shown == key)
    gone = add_order(maintenance.context.desk, None, "no day")
    maintenance.context.open_record("work-order", gone)
    qtbot.waitUntil(lambda: maintenance.detail.shown == gone)
    assert title(maintenance) == "December 2199", "an order without a day changes no month"


def test_an_order_that_is_gone_is_said(maintenance: MaintenancePage, qtbot: QtBot) -> None:
    maintenance.context.open_record("work-order", 999_999)
    qtbot.waitUntil(lambda: any("999999" in head for head in heads(maintenance)))
    assert maintenance.detail.shown is None


def test_a_narrow_window_shows_the_order_alone_and_escape_goes_back_to_the_month(
    maintenance: MaintenancePage, qtbot: QtBot
) -> None:
    window_of(maintenance).resize(1000, 800)
    button = next(b for b in maintenance.calendar.grid.buttons if b.chip.key > 0 and b.isVisible())
    button.click()
    qtbot.waitUntil(lambda: maintenance.slot.shows_detail_alone)
    trail = maintenance.trail()
    assert trail is not None and trail.name == f"W-{button.chip.key}"
    qtbot.keyClick(window_of(maintenance), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not maintenance.slot.shows_detail_alone)
    assert maintenance.trail() is None
