"""The one list: keys, marks, places kept by record, rows that come late, copying, its layout."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from itdesk.core.errors import DeskError
from itdesk.ui.kit.command import Command
from itdesk.ui.kit.record_list import RecordList
from itdesk.ui.kit.record_model import ROW_ROLE
from itdesk.ui.kit.theme import Mode, ThemeManager
from itdesk.ui.start import application
from tests.ui.fakes import LateSource, LocalSource, ticket_columns


@pytest.fixture
def records(qtbot: QtBot) -> Iterator[RecordList]:
    theme = ThemeManager(application(), Mode.LIGHT)
    made = RecordList(ticket_columns(), "ticket", "tickets")
    qtbot.addWidget(made)
    made.resize(1440, 600)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.set_source(None)
    theme.deleteLater()


def _press(qtbot: QtBot, records: RecordList, *keys: Qt.Key) -> None:
    for key in keys:
        qtbot.keyClick(records.view, key)


J, K, X, ENTER, ESCAPE = (
    Qt.Key.Key_J,
    Qt.Key.Key_K,
    Qt.Key.Key_X,
    Qt.Key.Key_Return,
    Qt.Key.Key_Escape,
)


def test_j_and_k_move_and_enter_opens(records: RecordList, qtbot: QtBot) -> None:
    records.set_source(LocalSource(range(1, 101)))
    records.view.go_to(0)
    _press(qtbot, records, J, J, K)
    assert records.current_id() == 2
    with qtbot.waitSignal(records.opened) as opened:
        _press(qtbot, records, ENTER)
    assert opened.args == [2]


def test_marks_stay_while_one_moves_on_and_escape_gives_them_up(records: RecordList, qtbot: QtBot) -> None:
    records.set_source(LocalSource(range(1, 101)))
    records.view.go_to(0)
    _press(qtbot, records, X, J, J, X)
    assert records.selected_ids() == [1, 3]
    assert "2 selected" in records.findChild(type(records._footer)).text()
    _press(qtbot, records, ESCAPE)
    assert records.selected_ids() == [3]


def test_a_letter_runs_its_command_only_in_the_list(records: RecordList, qtbot: QtBot) -> None:
    ran: list[str] = []
    records.set_commands([Command("assign", "Assign", lambda: ran.append("E"), "E")])
    records.set_source(LocalSource(range(1, 10)))
    records.view.go_to(0)
    _press(qtbot, records, Qt.Key.Key_E, Qt.Key.Key_Q)
    assert ran == ["E"]


def test_another_order_keeps_the_place_by_record(records: RecordList, qtbot: QtBot) -> None:
    records.set_source(LocalSource(range(1, 101)))
    records.view.go_to(9)
    records.set_source(LocalSource(list(range(100, 0, -1))))
    assert records.current_id() == 10
    assert records.current_position() == (91, 100)


def test_a_record_that_left_the_list_is_current_no_more(records: RecordList, qtbot: QtBot) -> None:
    records.set_source(LocalSource(range(1, 101)))
    records.view.go_to(4)
    with qtbot.waitSignal(records.current_changed) as moved:
        records.set_source(LocalSource([1, 2, 3]))
    assert moved.args == [None]


def test_rows_that_come_late_and_in_any_order_take_their_places(records: RecordList, qtbot: QtBot) -> None:
    source = LateSource(range(1, 1001))
    records.set_source(source)
    qtbot.waitUntil(lambda: len(source.waiting) >= 1)
    index = records.model.index(0, 0)
    assert records.model.data(index, ROW_ROLE) is None
    assert records.model.data(index, Qt.ItemDataRole.AccessibleTextRole) == "Loading…"
    records.view.scrollToBottom()
    records.view.viewport().repaint()
    qtbot.waitUntil(lambda: len(source.waiting) >= 2)
    source.deliver(len(source.waiting) - 1)
    source.deliver(0)
    assert records.model.data(index, ROW_ROLE).id == 1
    assert records.model.row_at(999).id == 1000


def test_the_rest_of_a_list_joins_without_moving_what_is_seen(records: RecordList, qtbot: QtBot) -> None:
    source = LocalSource(range(1, 501), counted=False)
    records.set_source(source)
    records.view.go_to(20)
    assert "and more" in records._footer.text()
    source.finish_counting()
    assert records.current_id() == 21
    assert records._footer.text().startswith("500 tickets")


def test_only_changed_rows_are_read_again(records: RecordList, qtbot: QtBot) -> None:
    source = LocalSource(range(1, 101))
    records.set_source(source)
    records.view.viewport().repaint()
    source.asked.clear()
    records.refresh([3])
    records.view.viewport().repaint()
    assert len(source.asked) == 1
    assert source.cached(2) is not None


def test_a_million_rows_are_a_list_like_any_other(records: RecordList, qtbot: QtBot) -> None:
    records.set_source(LocalSource(range(1, 1_000_001)))
    records.view.go_to(999_999)
    assert records.current_id() == 1_000_000
    records.view.selectAll()
    assert records.selected_count() == 1_000_000
    assert records.selected_ids(limit=3) == [1, 2, 3]


def test_a_failure_is_a_line_above_rows_that_stay(records: RecordList) -> None:
    records.set_source(LocalSource(range(1, 11)))
    records.show_failure(DeskError("desk.locked"))
    assert records._banner.isVisible()
    assert records.model.rowCount() == 10


def test_what_is_selected_is_copied_with_its_head(records: RecordList, qtbot: QtBot) -> None:
    records.set_source(LocalSource(range(1, 11)))
    records.view.go_to(0)
    qtbot.keyClick(records.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    head, row = QApplication.clipboard().text().splitlines()
    assert head.split("\t")[2] == "Subject"
    assert row.split("\t")[2] == "Accounting: nobody can open the shared drive"


def test_nothing_found_offers_to_clear_the_filter_and_nothing_else(records: RecordList, qtbot: QtBot) -> None:
    records.set_source(LocalSource([]), filtered=True)
    assert records._empty.accessibleName() == "No tickets match this line"
    with qtbot.waitSignal(records.clear_filter_requested):
        next(iter(records._empty._commands)).click()


def test_a_kept_layout_comes_back_and_strange_ones_do_no_harm(records: RecordList) -> None:
    records.view.setColumnWidth(3, 222)
    kept = records.layout_text()
    records.view.setColumnWidth(3, 90)
    records.restore_layout(kept)
    assert records.view.columnWidth(3) == 222
    for strange in ("", "7", "{", '{"order": 3, "shown": ["gone"], "widths": {"due": "wide"}, "sort": [1]}'):
        records.restore_layout(strange)
    assert "subject" in records.visible_names()


def test_every_cell_has_words_for_a_screen_reader(records: RecordList) -> None:
    records.set_source(LocalSource(range(1, 11)))
    records.model.want(0, 9)
    role = Qt.ItemDataRole.AccessibleTextRole
    words = [records.model.data(records.model.index(0, c), role) for c in range(records.model.columnCount())]
    assert words[1] == "P: Urgent"
    assert words[6] == "Due in: 38 min over"
    assert all(words)
