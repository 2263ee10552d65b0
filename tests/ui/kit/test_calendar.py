"""The calendar of a date: opened by button and key on any text, closed however a window can be closed."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QCalendarWidget, QLineEdit, QToolButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from itdesk.core.kinds import Column, Kind
from itdesk.core.types import Type
from itdesk.ui.kit.date_edit import DateEdit
from itdesk.ui.kit.fields import FormTools
from itdesk.ui.kit.forms import FormBinder
from itdesk.ui.kit.theme import Mode, ThemeManager

KEY, LEFT, ALT = Qt.Key, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def line(shown: Callable[[QWidget], QWidget], qtbot: QtBot) -> Iterator[DateEdit]:
    """A date with the cursor in it, and another line below."""
    window = QWidget()
    column = QVBoxLayout(window)
    made = DateEdit(window)
    made.setObjectName("bought")
    column.addWidget(made)
    column.addWidget(QLineEdit(window))
    window.resize(500, 400)
    shown(window)
    qtbot.waitUntil(window.isActiveWindow)
    made.setFocus()
    qtbot.waitUntil(made.hasFocus)
    yield made


def calendar(line: DateEdit) -> QCalendarWidget | None:
    """The calendar on screen."""
    return next((c for c in line.findChildren(QCalendarWidget) if c.isVisible()), None)


def open_by_key(line: DateEdit, qtbot: QtBot) -> QCalendarWidget:
    qtbot.keyClick(line, KEY.Key_Down, ALT)
    qtbot.waitUntil(lambda: calendar(line) is not None)
    found = calendar(line)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("", None), ("31.02.2024", None), ("tomorrow", None), ("1.2.26", None),
        ("29 Feb 2028", QDate(2028, 2, 29)), (" 2026-11-24 ", QDate(2026, 11, 24)),
        ("2026-11-24 12:00", QDate(2026, 11, 24)), ("Nov 24, 2026", QDate(2026, 11, 24)),
        ("9999-12-31", QDate(9999, 12, 31)),
    ],
)  # fmt: skip
def test_it_opens_on_the_day_that_stands_there_or_on_today(
    line: DateEdit, qtbot: QtBot, typed: str, day: QDate | None
) -> None:
    line.insert(typed)
    found = open_by_key(line, qtbot)
    assert found.selectedDate() == (day or QDate.currentDate())
    qtbot.keyClick(found, KEY.Key_Escape)
    qtbot.waitUntil(lambda: calendar(line) is None)
    assert line.text() == typed


def test_the_button_opens_it_once_and_is_named(line: DateEdit, qtbot: QtBot) -> None:
    button = line.findChild(QToolButton)
    action = next(a for a in line.findChildren(QAction) if a.text() == "Choose a day")
    assert button is not None and action.isEnabled()
    for _ in range(2):
        action.trigger()
    qtbot.waitUntil(lambda: calendar(line) is not None)
    assert len(line.findChildren(QCalendarWidget)) == 1


def test_a_day_is_chosen_by_arrows_and_enter(line: DateEdit, qtbot: QtBot) -> None:
    line.insert("2026-11-24")
    found = open_by_key(line, qtbot)
    days = found.findChild(QWidget, "qt_calendar_calendarview")
    assert days is not None
    with qtbot.waitSignal(line.textEdited) as said:
        for key in (KEY.Key_Right, KEY.Key_Down, KEY.Key_Return):
            qtbot.keyClick(days, key)
    assert said.args == [line.text()] and line.text() == "2 Dec 2026"
    qtbot.waitUntil(line.hasFocus)


@pytest.mark.parametrize("way", ["closed", "hidden", "the line hidden"])
def test_however_it_is_closed_it_opens_again(line: DateEdit, qtbot: QtBot, way: str) -> None:
    popup = open_by_key(line, qtbot).window()
    if way == "the line hidden":
        line.hide()
        line.show()
    elif way == "closed":
        popup.close()
    else:
        popup.hide()
    qtbot.waitUntil(lambda: calendar(line) is None)
    line.window().activateWindow()
    line.setFocus()
    qtbot.waitUntil(line.hasFocus)
    assert open_by_key(line, qtbot).isVisible()


def test_after_it_is_closed_escape_belongs_to_the_window_again(line: DateEdit, qtbot: QtBot) -> None:
    popup = open_by_key(line, qtbot).window()
    popup.close()
    other = line.window().findChildren(QLineEdit)[-1]
    pressed: list[bool] = []
    other.keyPressEvent = lambda event: pressed.append(event.key() == KEY.Key_Escape)  # type: ignore[method-assign]
    line.window().activateWindow()
    other.setFocus()
    qtbot.waitUntil(other.hasFocus)
    qtbot.keyClick(other, KEY.Key_Escape)
    assert pressed == [True]


def test_another_month_can_be_turned_to_without_closing_it(line: DateEdit, qtbot: QtBot) -> None:
    line.insert("2026-11-24")
    found = open_by_key(line, qtbot)
    later = found.findChild(QToolButton, "qt_calendar_nextmonth")
    assert later is not None
    qtbot.mouseClick(later, LEFT)
    assert calendar(line) is found and found.monthShown() == 12 and line.text() == "2026-11-24"


def test_a_wrong_date_is_mended_by_the_calendar(line: DateEdit, qtbot: QtBot) -> None:
    column = Column(name="bought", label="Bought", type=Type.DATE)
    kind = Kind(name="thing", label="Thing", plural="Things", columns=(column,))
    bound = FormBinder(kind, line.window(), FormTools(lambda _kind, _text: ()))
    bound.load({"bought": "2026-11-24"})
    line.selectAll()
    line.insert("31.11.2026")
    assert not bound.check() and bound.problem("bought")
    found = open_by_key(line, qtbot)
    found.clicked.emit(QDate(2026, 11, 30))
    assert bound.problem("bought") == "" and bound.changes() == {"bought": "2026-11-30"}


@pytest.mark.parametrize("mode", [Mode.LIGHT, Mode.DARK])
def test_its_days_are_read_in_every_look(
    line: DateEdit, look: ThemeManager, qtbot: QtBot, mode: Mode
) -> None:
    look.set_mode(mode)
    try:
        picture = open_by_key(line, qtbot).grab().toImage()
        places = [(x, y) for x in range(0, picture.width(), 2) for y in range(60, picture.height(), 2)]
        shades = [picture.pixelColor(x, y).lightness() for x, y in places]
        assert max(shades) - min(shades) > 120
        assert (sum(shades) / len(shades) > 128) is (mode is Mode.LIGHT)
    finally:
        look.set_mode(Mode.LIGHT)
