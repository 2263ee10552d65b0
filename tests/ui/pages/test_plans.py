"""Plans and the lists of maintenance: the form that explains its rule, making what is due, views."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from itdesk.core.values import parse_date
from itdesk.desk import Desk
from itdesk.ui.app.office import Office
from itdesk.ui.kit.record_dialog import RecordDialog
from itdesk.ui.kit.rows import Cell
from itdesk.ui.pages.list_page import ListPage
from itdesk.ui.pages.maintenance.page import MaintenancePage
from itdesk.ui.pages.maintenance.plan_editor import USUAL, RulePanel
from itdesk.ui.pages.maintenance.reading import today_of
from tests.records import add
from tests.ui.pages.maintenance_pages import add_order, heads, maintenance_page, show_order

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def maintenance(open_office: Callable[..., Office], qtbot: QtBot) -> MaintenancePage:
    return maintenance_page(open_office, qtbot)


@pytest.fixture
def plans(maintenance: MaintenancePage, qtbot: QtBot) -> MaintenancePage:
    """The list of plans in front."""
    maintenance.choose_view("plans")
    qtbot.waitUntil(lambda: bool(maintenance.plans.list.model.count()))
    return maintenance


def new_plan(page: MaintenancePage, qtbot: QtBot) -> tuple[RecordDialog, RulePanel]:
    page.plans.make_new()
    dialog, panel = page.plans.editor.dialog, page.plans.editor.panel
    assert dialog is not None and panel is not None
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.waitUntil(lambda: bool(panel.sentence.text()))
    return dialog, panel


def field(dialog: RecordDialog, name: str) -> QLineEdit:
    widget = dialog.binder.fields[name].widget
    assert isinstance(widget, QLineEdit)
    return widget


def days(panel: RulePanel) -> list[date | None]:
    words = panel.dates.text().removeprefix("Next: ")
    return [parse_date(part) for part in words.split(" · ")] if words not in ("", "—") else []


def cell(page: ListPage, key: int, name: str) -> Cell:
    for row in range(page.list.model.count() or 0):
        found = page.list.model.row_at(row)
        if found is not None and found.id == key:
            return found.cell(name)
    raise LookupError(key)


def add_plan(desk: Desk, starts: date, **more: object) -> int:
    values: dict[str, object] = {
        "name": "Test it", "rule": "FREQ=YEARLY", "starts": starts.isoformat(), "shift": "none", **more
    }  # fmt: skip
    return add(desk, "plan", **values)


# --- the form ---------------------------------------------------------------------------------------
def test_every_usual_rule_is_put_in_explained_and_begins_today(
    maintenance: MaintenancePage, qtbot: QtBot
) -> None:
    dialog, panel = new_plan(maintenance, qtbot)
    assert panel.sentence.text() == "Choose how often, and when it begins."
    for place, (_, rule) in enumerate(USUAL, 1):
        panel.usual.setCurrentIndex(place)
        panel.usual.activated.emit(place)
        assert field(dialog, "rule").text() == rule
        assert panel.sentence.text().startswith("Every ") and panel.sentence.property("ink") == "info_fg"
        found = days(panel)
        known = [day for day in found if day is not None]
        assert len(known) == 5 and known == sorted(set(known))
    assert parse_date(field(dialog, "starts").text()) == today_of(maintenance.context.desk)
    panel.usual.setCurrentIndex(0)
    panel.usual.activated.emit(0)
    assert field(dialog, "rule").text() == USUAL[-1][1], "the invitation is no rule"
    dialog.reject()


def test_a_day_that_stands_there_already_is_kept(maintenance: MaintenancePage, qtbot: QtBot) -> None:
    dialog, panel = new_plan(maintenance, qtbot)
    qtbot.keyClicks(field(dialog, "starts"), "2031-02-03")
    panel.rule_chosen.emit("FREQ=WEEKLY")
    assert parse_date(field(dialog, "starts").text()) == date(2031, 2, 3)
    assert days(panel)[0] == date(2031, 2, 3)
    dialog.reject()


@pytest.mark.parametrize(
    ("rule", "starts", "said"),
    [
        ("every month", "2026-01-05", "Repeats: “every month” is not a recurrence rule"),
        ("FREQ=MINUTELY", "2026-01-05", "is not a recurrence rule"),
        ("FREQ=WEEKLY;BYDAY=XX", "2026-01-05", "is not a recurrence rule"),
        ("FREQ=WEEKLY", "", "Starts is required"),
        ("FREQ=WEEKLY", "someday", "Starts: “someday” is not a date"),
        ("<b>FREQ</b>" * 9, "2026-01-05", "is not a recurrence rule"),
    ],
)
def test_what_is_wrong_with_a_rule_is_said_while_it_is_typed_and_no_longer(
    maintenance: MaintenancePage, qtbot: QtBot, rule: str, starts: str, said: str
) -> None:
    dialog, panel = new_plan(maintenance, qtbot)
    field(dialog, "starts").insert(starts)
    qtbot.keyClicks(field(dialog, "rule"), rule)
    qtbot.waitUntil(lambda: said in panel.sentence.text())
    assert panel.sentence.property("ink") == "crit_fg" and panel.dates.text() == ""
    for name, right in (("rule", "FREQ=WEEKLY"), ("starts", "2026-01-05")):
        field(dialog, name).clear()
        qtbot.keyClicks(field(dialog, name), right)
    qtbot.waitUntil(lambda: panel.sentence.text() == "Every week")
    assert panel.sentence.property("ink") == "info_fg" and len(days(panel)) == 5
    dialog.reject()


def test_a_rule_that_has_ended_has_no_next_day(maintenance: MaintenancePage, qtbot: QtBot) -> None:
    dialog, panel = new_plan(maintenance, qtbot)
    qtbot.keyClicks(field(dialog, "starts"), "2020-01-06")
    qtbot.keyClicks(field(dialog, "rule"), "FREQ=DAILY;COUNT=2")
    qtbot.waitUntil(lambda: panel.dates.text() == "Next: —")
    assert panel.sentence.text() == "Every day 2 times"
    dialog.reject()


def test_a_form_that_is_closed_while_it_thinks_is_closed(maintenance: MaintenancePage, qtbot: QtBot) -> None:
    dialog, _ = new_plan(maintenance, qtbot)
    qtbot.keyClicks(field(dialog, "rule"), "FREQ=WEEKLY")
    with qtbot.waitSignal(dialog.destroyed):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert maintenance.plans.editor.dialog is None and maintenance.plans.editor.panel is None
    again, panel = new_plan(maintenance, qtbot)
    assert field(again, "rule").text() == "" and panel.dates.text() == ""
    again.reject()


def test_a_new_plan_is_saved_by_keys_and_stands_chosen_in_the_list(
    plans: MaintenancePage, qtbot: QtBot
) -> None:
    dialog, panel = new_plan(plans, qtbot)
    panel.rule_chosen.emit("FREQ=MONTHLY;BYMONTHDAY=-1")
    name = field(dialog, "name")
    name.setFocus()
    name.insert("月末のバックアップ & <b>")
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: plans.plans.editor.dialog is None)
    desk = plans.context.desk
    key = max(desk.lists.ids("plan", desk.query("plan", "")))
    qtbot.waitUntil(lambda: plans.plans.current_id() == key)
    assert desk.store.read("plan", key)["name"] == "月末のバックアップ & <b>"
    assert desk.store.read("plan", key)["next_due"] is not None
    assert cell(plans.plans, key, "rule").text == "Every month on the last day"
    assert cell(plans.plans, key, "rule").hint == "FREQ=MONTHLY;BYMONTHDAY=-1"


def test_a_plan_is_edited_with_its_rule_explained(plans: MaintenancePage, qtbot: QtBot) -> None:
    key = add_plan(plans.context.desk, date(2026, 1, 5), rule="FREQ=WEEKLY;BYDAY=MO,TH")
    plans.plans.edit_record(key)
    editor = plans.plans.editor
    qtbot.waitUntil(lambda: editor.panel is not None)
    assert editor.dialog is not None and editor.panel is not None
    panel = editor.panel
    qtbot.waitUntil(lambda: panel.sentence.text() == "Every week on Monday and Thursday")
    assert {day.weekday() for day in days(panel) if day is not None} <= {0, 3}
    editor.dialog.reject()


# --- making what is due ---------------------------------------------------------------------------------
@pytest.fixture
def quiet(maintenance: MaintenancePage) -> MaintenancePage:
    """No plan of the demo office is due."""
    desk = maintenance.context.desk
    with desk.write("rest") as unit:
        for key in desk.lists.ids("plan", desk.query("plan", "")):
            unit.update("plan", key, {"active": False})
    return maintenance


@pytest.mark.parametrize(
    ("due", "said"), [(0, "Nothing is due"), (1, "One work order made"), (3, "3 work orders made")]
)
def test_what_is_due_is_made_counted_and_taken_back_in_one(
    quiet: MaintenancePage, qtbot: QtBot, due: int, said: str
) -> None:
    desk = quiet.context.desk
    for number in range(due):
        add_plan(desk, today_of(desk), name=f"n{number}", checklist="a\nb")
    before, head = desk.lists.count("work-order", desk.query("work-order", "")), desk.store.head()
    next(c for c in quiet.commands() if c.id == "plan.raise").handler()
    qtbot.waitUntil(lambda: heads(quiet)[-1:] == [said])
    message = quiet.context.messages.log[-1]
    assert desk.store.head() == head + (1 if due else 0)
    assert (message.action is None) == (due == 0)
    if message.action is not None:
        message.action.handler()
        qtbot.waitUntil(lambda: desk.store.head() == head + 2)
        assert desk.lists.count("work-order", desk.query("work-order", "")) == before
        plan = max(desk.lists.ids("plan", desk.query("plan", "")))
        assert desk.store.read("plan", plan)["next_due"] == today_of(desk).isoformat()


# --- the lists ------------------------------------------------------------------------------------------
def test_orders_in_the_list_say_by_colour_how_pressing_they_are(
    maintenance: MaintenancePage, qtbot: QtBot
) -> None:
    desk = maintenance.context.desk
    today = today_of(desk)
    made = {
        key: expected
        for day, status, expected in (
            (today - timedelta(days=1), "planned", ("crit", True, True)),
            (today, "in-progress", ("warn", False, True)),
            (today + timedelta(days=1), "planned", ("warn", False, True)),
            (today + timedelta(days=2), "planned", ("", False, True)),
            (today - timedelta(days=9), "done", ("", False, False)),
            (None, "planned", ("", False, True)),
        )
        for key in (add_order(desk, day, "pressing", status=status),)
    }
    maintenance.set_query("pressing")
    qtbot.waitUntil(lambda: maintenance.orders.list.model.count() == len(made))
    for key, expected in made.items():
        qtbot.waitUntil(lambda k=key: cell(maintenance.orders, k, "subject").text == "pressing")
        due = cell(maintenance.orders, key, "due")
        assert (due.state, due.strong, cell(maintenance.orders, key, "subject").strong) == expected


def test_a_rule_that_nobody_can_read_is_shown_as_it_is(plans: MaintenancePage, qtbot: QtBot) -> None:
    with plans.context.desk.write("import") as unit:
        key = unit.insert("plan", {"name": "odd", "rule": "every <b>blue</b> moon", "starts": "2026-01-05"})
    plans.context.feed.look()
    qtbot.waitUntil(lambda: cell(plans.plans, key, "rule").text == "every <b>blue</b> moon")


def test_each_view_has_its_name_and_is_found_again(maintenance: MaintenancePage, qtbot: QtBot) -> None:
    names = [view.name for view in maintenance.views()]
    assert names == ["Calendar", "Due", "Late", "Open", "Done", "All", "Plans"]
    for view in maintenance.views():
        maintenance.choose_view(view.id)
        qtbot.waitUntil(lambda wanted=view.id: maintenance.current_view() == wanted)
    assert not maintenance.show_record("asset", 1)


def test_a_record_is_shown_where_the_person_is(maintenance: MaintenancePage, qtbot: QtBot) -> None:
    desk = maintenance.context.desk
    key = add_order(desk, today_of(desk), "where am I")
    maintenance.choose_view("o:all")
    maintenance.show_record("work-order", key)
    qtbot.waitUntil(lambda: maintenance.orders.current_id() == key)
    assert maintenance.current_view() == "o:all", "who looks at the list stays there"
    plan = desk.lists.ids("plan", desk.query("plan", ""))[0]
    maintenance.show_record("plan", plan)
    qtbot.waitUntil(lambda: maintenance.plans.current_id() == plan)
    show_order(maintenance, qtbot, key)
    assert maintenance.current_view() == "calendar", "from the plans the calendar is nearer"
