"""What a person does in the calendar, on work orders and plans, and what then stands in the database."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from itdesk.core.values import parse_date
from itdesk.ui.app.ask import AskDialog
from itdesk.ui.app.office import Office
from itdesk.ui.kit.month_grid import ChipButton, DayChip, MonthGrid
from itdesk.ui.pages.maintenance.page import MaintenancePage
from itdesk.ui.pages.maintenance.reading import today_of

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def maintenance(open_office: Callable[..., Office], qtbot: QtBot) -> MaintenancePage:
    """The calendar of this month."""
    page = open_office("maintenance").window.page
    assert isinstance(page, MaintenancePage)
    qtbot.waitUntil(lambda: bool(page.calendar.grid.buttons))
    return page


def _open_order(page: MaintenancePage, qtbot: QtBot) -> int:
    """A work order that is not finished, shown in the pane."""
    desk = page.context.desk
    key = desk.lists.ids("work-order", desk.query("work-order", "status:open sort:due"))[0]
    page.show_record("work-order", key)
    qtbot.waitUntil(lambda: page.detail.accessibleName().endswith(f"W-{key}"))
    return key


def _order(page: MaintenancePage, key: int, field: str) -> object:
    return page.context.desk.store.read("work-order", key)[field]


def _question(qtbot: QtBot) -> AskDialog:
    def found() -> list[AskDialog]:
        return [w for w in QApplication.topLevelWidgets() if isinstance(w, AskDialog) and w.isVisible()]

    qtbot.waitUntil(lambda: bool(found()))
    return found()[0]


def test_a_chip_shows_its_work_order(maintenance: MaintenancePage, qtbot: QtBot) -> None:
    chip = next(b for b in maintenance.calendar.grid.buttons if b.chip.key > 0 and b.isVisible())
    qtbot.mouseClick(chip, LEFT)
    qtbot.waitUntil(lambda: maintenance.detail.record == chip.chip.key)
    assert chip.isChecked()


def test_what_is_late_stands_above_the_month(maintenance: MaintenancePage) -> None:
    desk = maintenance.context.desk
    late = desk.lists.count("work-order", desk.query("work-order", "status:open due:<today"))
    assert late > 0
    assert maintenance.calendar._late_chip.text() == f"{late} late"


def test_months_go_back_and_on(maintenance: MaintenancePage, qtbot: QtBot) -> None:
    title = maintenance.calendar._title.text()
    maintenance.calendar.go_back()
    qtbot.waitUntil(lambda: maintenance.calendar._title.text() != title)
    qtbot.mouseClick(maintenance.calendar.today, LEFT)
    qtbot.waitUntil(lambda: maintenance.calendar._title.text() == title)


def test_a_box_is_ticked_then_crossed(maintenance: MaintenancePage, qtbot: QtBot) -> None:
    key = _open_order(maintenance, qtbot)
    service = maintenance.context.desk.maintenance
    for state in ("ok", "failed"):
        qtbot.mouseClick(maintenance.detail.checklist.boxes[0], LEFT)
        qtbot.waitUntil(lambda wanted=state: service.items(key)[0].state == wanted)
        qtbot.waitUntil(lambda wanted=state: maintenance.detail.checklist.boxes[0].item.state == wanted)


def test_a_failed_item_opens_a_ticket(maintenance: MaintenancePage, qtbot: QtBot) -> None:
    key = _open_order(maintenance, qtbot)
    desk, detail = maintenance.context.desk, maintenance.detail
    item = desk.maintenance.items(key)[0]
    before = desk.lists.count("ticket", desk.query("ticket", ""))
    detail.checklist.ticked.emit(item.id, "failed")
    qtbot.waitUntil(lambda: detail.checklist.boxes[0].item.state == "failed")
    measure = detail.checklist.findChild(QLineEdit)
    qtbot.keyClicks(measure, "2 of 50 crooked")
    qtbot.keyClick(measure, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.maintenance.items(key)[0].measure == "2 of 50 crooked")
    detail.checklist.ticket_asked.emit(item.id)
    qtbot.waitUntil(lambda: desk.lists.count("ticket", desk.query("ticket", "")) == before + 1)
    assert desk.store.read("ticket", before + 1)["source"] == "maintenance"


def test_a_report_is_saved_and_the_order_finished(maintenance: MaintenancePage, qtbot: QtBot) -> None:
    key = _open_order(maintenance, qtbot)
    detail = maintenance.detail
    qtbot.keyClicks(detail.report.findings, "Roller worn")
    qtbot.keyClicks(detail.report.minutes, "many")
    qtbot.mouseClick(detail.finish, LEFT)
    assert _order(maintenance, key, "status") == "planned"
    assert detail.report.error.text()
    detail.report.minutes.clear()
    qtbot.keyClicks(detail.report.minutes, "35")
    qtbot.mouseClick(detail.finish, LEFT)
    qtbot.waitUntil(lambda: _order(maintenance, key, "status") == "done")
    assert (_order(maintenance, key, "findings"), _order(maintenance, key, "minutes")) == ("Roller worn", 35)


def test_typing_survives_a_change_of_somebody_else(maintenance: MaintenancePage, qtbot: QtBot) -> None:
    key = _open_order(maintenance, qtbot)
    detail = maintenance.detail
    qtbot.keyClicks(detail.report.findings, "half a sentence")
    with qtbot.waitSignal(maintenance.context.changed):
        theirs = {"findings": "theirs", "parts": "x"}
        maintenance.context.write("edit work order", lambda unit: unit.update("work-order", key, theirs))
    detail.again()
    qtbot.waitUntil(lambda: detail._picture is not None and detail._picture.order["parts"] == "x")
    assert detail.report.findings.toPlainText() == "half a sentence"
    qtbot.mouseClick(detail.save, LEFT)
    qtbot.waitUntil(lambda: detail.writing.dialog is not None)
    question = detail.writing.dialog
    assert question is not None and _order(maintenance, key, "findings") == "theirs"
    assert question.mine() == {"findings"}
    question.save()
    qtbot.waitUntil(lambda: _order(maintenance, key, "findings") == "half a sentence")
    assert _order(maintenance, key, "parts") == "x"


def test_postponed_to_a_day(maintenance: MaintenancePage, qtbot: QtBot) -> None:
    key = _open_order(maintenance, qtbot)
    qtbot.mouseClick(maintenance.detail.postpone, LEFT)
    dialog = _question(qtbot)
    dialog.field.clear()
    qtbot.keyClicks(dialog.field, "2031-02-03")
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: _order(maintenance, key, "due") == "2031-02-03")


def test_skipped_with_a_reason(maintenance: MaintenancePage, qtbot: QtBot) -> None:
    key = _open_order(maintenance, qtbot)
    qtbot.mouseClick(maintenance.detail.skip, LEFT)
    dialog = _question(qtbot)
    qtbot.keyClicks(dialog.field, "the printer is gone")
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: _order(maintenance, key, "status") == "skipped")
    assert _order(maintenance, key, "findings") == "the printer is gone"


def test_a_plan_says_its_rule_and_its_next_days(maintenance: MaintenancePage, qtbot: QtBot) -> None:
    editor = maintenance.plans.editor
    maintenance.plans.make_new()
    dialog, panel = editor.dialog, editor.panel
    assert dialog is not None and panel is not None
    panel.rule_chosen.emit("FREQ=MONTHLY;BYDAY=1MO")
    assert panel.sentence.text() == "Every month on the first Monday"
    days = [parse_date(part) for part in panel.dates.text().removeprefix("Next: ").split(" · ")]
    assert len(days) == 5
    rule = dialog.binder.fields["rule"].widget
    assert isinstance(rule, QLineEdit)
    rule.clear()
    qtbot.keyClicks(rule, "every now and then")
    qtbot.waitUntil(lambda: panel.sentence.property("ink") == "crit_fg")
    panel.rule_chosen.emit("FREQ=YEARLY")
    qtbot.keyClicks(dialog.findChild(QLineEdit, "name"), "Test the alarm")
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk = maintenance.context.desk
    qtbot.waitUntil(lambda: desk.lists.count("plan", desk.query("plan", '"Test the alarm"')) == 1)


def test_views_lead_to_the_lists_and_back(maintenance: MaintenancePage, qtbot: QtBot) -> None:
    maintenance.choose_view("plans")
    qtbot.waitUntil(lambda: bool(maintenance.plans.list.model.count()))
    assert maintenance.current_view() == "plans"
    maintenance.choose_view("calendar")
    assert maintenance.current_view() == "calendar"
    maintenance.set_query("status:done")
    qtbot.waitUntil(lambda: bool(maintenance.orders.list.model.count()))
    assert today_of(maintenance.context.desk) <= date.today() + timedelta(days=1)


def test_a_full_day_says_how_many_more(qtbot: QtBot) -> None:
    grid, day = MonthGrid(), date(2026, 11, 23)
    qtbot.addWidget(grid)
    grid.resize(700, 420)
    chips = [DayChip(n, day, f"A rather long piece of work {n}", "maint", "bars") for n in range(1, 8)]
    grid.show_month(day, day, chips, {"2026-11-18": "Closed"})
    grid.show()
    qtbot.waitExposed(grid)
    shown = [button for button in grid.buttons if button.isVisible()]
    assert 0 < len(shown) < 7
    with qtbot.waitSignal(grid.more_asked) as asked:
        qtbot.mouseClick(grid._more[0][1], LEFT)
    assert asked.args == [day]
    assert all(isinstance(b, ChipButton) and "23 Nov 2026" in b.accessibleName() for b in grid.buttons)
