"""The table of a list by keys and mouse: moving, marking, opening, letters, columns that fill the width."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from itdesk.ui.kit.command import Command
from itdesk.ui.kit.record_list import RecordList
from itdesk.ui.kit.record_view import MIN_STRETCH, RecordView
from tests.ui.fakes import LateSource, LocalSource, ticket_columns

KEY = Qt.Key
LEFT, PLAIN = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def records(shown: Callable[[QWidget], QWidget], qtbot: QtBot) -> RecordList:
    """A hundred tickets, the first one current."""
    made = RecordList(ticket_columns(), "ticket", "tickets")
    made.resize(1440, 600)
    shown(made)
    qtbot.waitUntil(made.isActiveWindow)
    made.set_source(LocalSource(range(1, 101)))
    made.view.go_to(0)
    made.setFocus()
    qtbot.waitUntil(made.view.hasFocus)
    return made


@pytest.fixture
def press(records: RecordList, qtbot: QtBot) -> Callable[..., None]:
    """press(key, …) → each key in the table."""

    def pressed(*keys: Qt.Key) -> None:
        for key in keys:
            qtbot.keyClick(records.view, key)

    return pressed


def cell(view: RecordView, row: int, column: int = 2) -> QPoint:
    """The middle of a cell, in the viewport."""
    return view.visualRect(view.model().index(row, column)).center()


# --- moving -------------------------------------------------------------------------------------
STEPS = {
    KEY.Key_J: 1,
    KEY.Key_Down: 1,
    KEY.Key_K: -1,
    KEY.Key_Up: -1,
    KEY.Key_Home: -1_000,
    KEY.Key_End: 1_000,
}


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(keys=st.lists(st.sampled_from(list(STEPS)), max_size=8))
def test_keys_walk_between_the_ends_and_one_row_is_chosen(
    records: RecordList, press: Callable[..., None], keys: list[Qt.Key]
) -> None:
    records.view.go_to(50)
    place = 50
    for key in keys:
        press(key)
        place = min(max(place + STEPS[key], 0), 99)
        assert records.current_id() == place + 1
        assert records.selected_ids() == [place + 1]


def test_the_row_one_is_on_is_always_in_sight(records: RecordList, press: Callable[..., None]) -> None:
    view = records.view
    for key in (KEY.Key_End, KEY.Key_Home, KEY.Key_PageDown, KEY.Key_PageDown, KEY.Key_J):
        press(key)
        assert view.viewport().rect().contains(cell(view, view.currentIndex().row()))


def test_a_page_is_nearly_what_is_seen(records: RecordList, press: Callable[..., None]) -> None:
    view = records.view
    seen = view.viewport().height() // view.rowHeight(0)
    press(KEY.Key_PageDown)
    down = view.currentIndex().row()
    assert seen - 2 <= down <= seen + 1
    press(KEY.Key_PageUp)
    assert view.currentIndex().row() == 0
    press(*[KEY.Key_PageDown] * 20)
    assert records.current_id() == 100


def test_sideways_keys_leave_the_row(records: RecordList, press: Callable[..., None]) -> None:
    records.view.go_to(7)
    press(KEY.Key_Left, KEY.Key_Right, KEY.Key_Right)
    assert records.current_id() == 8 and records.selected_ids() == [8]


def test_nothing_happens_in_a_list_of_nothing(
    records: RecordList, press: Callable[..., None], qtbot: QtBot
) -> None:
    opened: list[object] = []
    records.opened.connect(opened.append)
    records.set_source(LocalSource([]))
    press(*STEPS, KEY.Key_Return, KEY.Key_X, KEY.Key_Escape, KEY.Key_PageDown)
    assert opened == [] and records.current_id() is None and records.selected_ids() == []
    assert records.current_position() == (0, 0)


def test_keys_begin_at_the_first_row_where_none_is_current(
    records: RecordList, press: Callable[..., None]
) -> None:
    for first, key in ((1_000, KEY.Key_J), (2_000, KEY.Key_K), (3_000, KEY.Key_Up), (4_000, KEY.Key_PageUp)):
        records.set_source(LocalSource(range(first, first + 6)))
        assert records.current_id() is None, "the record that was current has gone"
        press(key)
        assert records.current_id() == first


# --- marking ------------------------------------------------------------------------------------
def test_marks_stay_whatever_key_moves_on(records: RecordList, press: Callable[..., None]) -> None:
    press(KEY.Key_X, KEY.Key_J, KEY.Key_X)
    for key in (KEY.Key_End, KEY.Key_Home, KEY.Key_PageDown, KEY.Key_PageUp, KEY.Key_Down, KEY.Key_Right):
        press(key)
        assert records.selected_ids() == [1, 2], key


def test_a_mark_is_set_and_taken_back_by_the_same_key(
    records: RecordList, press: Callable[..., None]
) -> None:
    press(KEY.Key_X, KEY.Key_J, KEY.Key_X, KEY.Key_J, KEY.Key_X, KEY.Key_K, KEY.Key_X)
    assert records.selected_ids() == [1, 3]
    press(KEY.Key_K, KEY.Key_X)
    assert records.selected_ids() == [3] and records.current_id() == 1


def test_escape_gives_marks_up_once_and_then_belongs_to_others(
    records: RecordList, press: Callable[..., None]
) -> None:
    press(KEY.Key_X, KEY.Key_J, KEY.Key_J, KEY.Key_X, KEY.Key_J)
    press(KEY.Key_Escape)
    assert records.selected_ids() == [4] and not records.view.clear_marks()
    press(KEY.Key_J)
    assert records.selected_ids() == [5]


def test_a_single_mark_elsewhere_outlives_a_new_reading_of_the_list(
    records: RecordList, press: Callable[..., None]
) -> None:
    press(KEY.Key_X, KEY.Key_J, KEY.Key_J)
    assert records.selected_ids() == [1] and records.current_id() == 3
    records.set_source(LocalSource(range(1, 101)))
    assert records.selected_ids() == [1] and records.current_id() == 3
    press(KEY.Key_J, KEY.Key_X)
    assert records.selected_ids() == [1, 4]


def test_marks_end_when_all_marked_records_have_gone(records: RecordList, press: Callable[..., None]) -> None:
    press(KEY.Key_X, KEY.Key_J, KEY.Key_X, KEY.Key_J)
    records.set_source(LocalSource([3, 4, 5]))
    press(KEY.Key_J)
    assert records.current_id() == 4 and records.selected_ids() == [4]


def test_clicks_with_control_mark_and_a_plain_click_lets_go(records: RecordList, qtbot: QtBot) -> None:
    view = records.view
    qtbot.mouseClick(view.viewport(), LEFT, pos=cell(view, 1))
    for row in (3, 5):
        qtbot.mouseClick(view.viewport(), LEFT, CONTROL, cell(view, row))
    assert records.selected_ids() == [2, 4, 6]
    qtbot.keyClick(view, KEY.Key_J)
    assert records.selected_ids() == [2, 4, 6], "clicked marks are marks"
    qtbot.mouseClick(view.viewport(), LEFT, pos=cell(view, 0))
    assert records.selected_ids() == [1]
    qtbot.keyClick(view, KEY.Key_J)
    assert records.selected_ids() == [2]


def test_shift_takes_all_between(records: RecordList, qtbot: QtBot) -> None:
    view = records.view
    qtbot.mouseClick(view.viewport(), LEFT, pos=cell(view, 2))
    qtbot.mouseClick(view.viewport(), LEFT, SHIFT, cell(view, 6))
    assert records.selected_ids() == [3, 4, 5, 6, 7] and records.selected_count() == 5
    assert records.selected_ids(limit=2) == [3, 4]
    qtbot.keyClick(view, KEY.Key_A, CONTROL)
    assert records.selected_count() == 100


# --- opening and letters ------------------------------------------------------------------------
@pytest.mark.parametrize("key", [KEY.Key_Return, KEY.Key_Enter])
def test_enter_opens_the_row_one_is_on(records: RecordList, qtbot: QtBot, key: Qt.Key) -> None:
    records.view.go_to(4)
    with qtbot.waitSignal(records.opened) as opened:
        qtbot.keyClick(records.view, key)
    assert opened.args == [5]


def test_a_double_click_opens_its_row(records: RecordList, qtbot: QtBot) -> None:
    view = records.view
    qtbot.mouseClick(view.viewport(), LEFT, pos=cell(view, 3))
    with qtbot.waitSignal(records.opened) as opened:
        qtbot.mouseDClick(view.viewport(), LEFT, pos=cell(view, 3))
    assert opened.args == [4]


def test_a_row_on_its_way_opens_as_soon_as_its_number_is_known(records: RecordList, qtbot: QtBot) -> None:
    records.set_source(LateSource(range(10, 60)))
    qtbot.keyClick(records.view, KEY.Key_J)
    with qtbot.waitSignal(records.opened) as opened:
        qtbot.keyClick(records.view, KEY.Key_Return)
    assert opened.args == [10] and records.current_row() is None


class Keys(QWidget):
    """Commands on letters that keep count."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.ran: list[str] = []
        self.may = True

    def assign(self) -> None:
        self.ran.append("assign")

    def is_open(self) -> bool:
        return self.may

    def commands(self) -> list[Command]:
        return [Command("assign", "Assign", self.assign, "A", enabled=self.is_open)]


@pytest.mark.parametrize(
    ("modifier", "ran"), [(PLAIN, 1), (CONTROL, 0), (ALT, 0)], ids=["plain", "Ctrl", "Alt"]
)
def test_a_letter_is_a_command_only_by_itself(
    records: RecordList, qtbot: QtBot, modifier: Qt.KeyboardModifier, ran: int
) -> None:
    keys = Keys(records)
    records.set_commands(keys.commands())
    qtbot.keyClick(records.view, KEY.Key_A, modifier)
    assert len(keys.ran) == ran


def test_a_letter_is_asked_each_time_whether_it_may(records: RecordList, press: Callable[..., None]) -> None:
    keys = Keys(records)
    records.set_commands(keys.commands())
    keys.may = False
    press(KEY.Key_A)
    assert keys.ran == [] and records.current_id() == 1, "nor does the letter search the rows"
    keys.may = True
    press(KEY.Key_A)
    records.set_commands([])
    press(KEY.Key_A)
    assert keys.ran == ["assign"]


# --- rows and columns ---------------------------------------------------------------------------
def test_rows_are_higher_for_two_lines_and_lower_in_a_narrow_window(records: RecordList) -> None:
    view, heights = records.view, list[int]()
    for two_line, compact in ((False, False), (True, False), (True, True), (False, True), (False, False)):
        records.set_two_line(two_line)
        records.set_compact(compact)
        heights.append(view.rowHeight(0))
    normal, two, compact_two, compact_one, again = heights
    assert compact_two == compact_one < normal == again < two


@pytest.mark.parametrize("width", [1_440, 1_600, 2_200])
def test_the_stretching_column_takes_what_the_others_leave(
    records: RecordList, qtbot: QtBot, width: int
) -> None:
    records.resize(width, 600)
    view, head = records.view, records.view.horizontalHeader()
    qtbot.waitUntil(lambda: head.length() == view.viewport().width())
    view.setColumnWidth(5, 333)
    assert head.length() == view.viewport().width() and view.columnWidth(5) == 333


def test_the_stretching_column_keeps_room_to_read(records: RecordList, qtbot: QtBot) -> None:
    for column in (0, 1, 3, 5):
        records.view.setColumnWidth(column, 700)
    assert records.view.columnWidth(2) == MIN_STRETCH
    assert records.view.horizontalHeader().length() > records.view.viewport().width()


def test_a_list_without_a_stretching_column_keeps_all_widths(shown: Callable[[QWidget], QWidget]) -> None:
    plain = [replace(column, stretch=False) for column in ticket_columns()]
    records = RecordList(plain, "ticket", "tickets")
    records.resize(1_500, 400)
    shown(records)
    widths = [records.view.columnWidth(place) for place in range(len(plain))]
    records.resize(1_900, 400)
    assert [records.view.columnWidth(place) for place in range(len(plain))] == widths
