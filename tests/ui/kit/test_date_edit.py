"""A date typed freely, and the calendar by keys and mouse."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtWidgets import QCalendarWidget, QWidget
from pytestqt.qtbot import QtBot

from itdesk.ui.kit.date_edit import DateEdit

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def holder(look: object) -> QWidget:
    """A window with room for a calendar."""
    window = QWidget()
    window.resize(600, 500)
    return window


@pytest.fixture
def line(shown: Callable[[QWidget], QWidget], holder: QWidget) -> DateEdit:
    inside = DateEdit(holder)
    inside.move(10, 10)
    shown(holder)
    inside.setFocus()
    return inside


def _calendar(line: DateEdit, qtbot: QtBot) -> QCalendarWidget:
    qtbot.keyClick(line, Qt.Key.Key_Down, ALT)
    found = line.findChild(QCalendarWidget)
    assert found is not None
    qtbot.waitUntil(found.isVisible)
    return found


@pytest.mark.parametrize("typed", ["31.02.2024", "some day", "２０２６年", ""])
def test_what_is_typed_stays(line: DateEdit, typed: str) -> None:
    line.insert(typed)
    assert line.text() == typed


@pytest.mark.parametrize(
    ("typed", "day"),
    [("2026-11-24", (2026, 11, 24)), ("24.11.2026", (2026, 11, 24)), ("24 Nov 2026", (2026, 11, 24))],
)
def test_the_calendar_opens_on_the_day_that_stands_there(
    line: DateEdit, qtbot: QtBot, typed: str, day: tuple[int, int, int]
) -> None:
    line.setText(typed)
    assert _calendar(line, qtbot).selectedDate() == QDate(*day)


def test_a_day_is_chosen_by_keys(line: DateEdit, qtbot: QtBot) -> None:
    line.setText("2026-11-24")
    calendar = _calendar(line, qtbot)
    with qtbot.waitSignal(line.textEdited):
        calendar.setSelectedDate(QDate(2026, 12, 1))
        calendar.activated.emit(calendar.selectedDate())
    assert line.text() == "1 Dec 2026"
    qtbot.waitUntil(lambda: line.findChild(QCalendarWidget) is None)


def test_a_click_and_the_enter_it_brings_choose_once(line: DateEdit, qtbot: QtBot) -> None:
    said: list[str] = []
    line.textEdited.connect(said.append)
    calendar = _calendar(line, qtbot)
    calendar.clicked.emit(QDate(2027, 1, 2))
    calendar.activated.emit(QDate(2027, 1, 3))
    assert said == ["2 Jan 2027"]


def test_escape_closes_the_calendar_and_changes_nothing(line: DateEdit, qtbot: QtBot) -> None:
    line.setText("2026-11-24")
    calendar = _calendar(line, qtbot)
    qtbot.keyClick(calendar, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: line.findChild(QCalendarWidget) is None)
    assert line.text() == "2026-11-24"


def test_a_press_elsewhere_closes_it_too(line: DateEdit, holder: QWidget, qtbot: QtBot) -> None:
    _calendar(line, qtbot)
    qtbot.mouseClick(holder, Qt.MouseButton.LeftButton, pos=QPoint(590, 490))
    qtbot.waitUntil(lambda: line.findChild(QCalendarWidget) is None)
    assert line.text() == ""


def test_all_of_the_calendar_is_on_the_screen(line: DateEdit, holder: QWidget, qtbot: QtBot) -> None:
    holder.move(10_000, 10_000)
    panel = _calendar(line, qtbot).window()
    assert holder.screen().availableGeometry().contains(panel.geometry())


def test_a_calendar_is_whole_in_a_small_dialog(line: DateEdit, holder: QWidget, qtbot: QtBot) -> None:
    holder.resize(300, 60)
    calendar = _calendar(line, qtbot)
    assert calendar.window() is not holder
    assert calendar.height() >= calendar.minimumSizeHint().height() > holder.height()


def test_a_line_that_may_not_be_edited_opens_no_calendar(line: DateEdit, qtbot: QtBot) -> None:
    line.setReadOnly(True)
    qtbot.keyClick(line, Qt.Key.Key_Down, ALT)
    line.open_calendar()
    assert line.findChild(QCalendarWidget) is None
