"""A person's place in a list whatever comes under it: other rows, rows still counted, late rows, failures."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from itdesk.core.errors import DeskError
from itdesk.ui.kit.banner import Banner
from itdesk.ui.kit.buttons import Button
from itdesk.ui.kit.command import Command
from itdesk.ui.kit.empty import EmptyState
from itdesk.ui.kit.record_list import KEPT_SELECTION, RecordList
from itdesk.ui.kit.rows import CACHED_ROWS, Cell, Row, RowCache
from tests.ui.fakes import LateSource, LocalSource, ticket_columns, ticket_row

KEY, LEFT = Qt.Key, Qt.MouseButton.LeftButton


@pytest.fixture
def records(shown: Callable[[QWidget], QWidget]) -> RecordList:
    made = RecordList(ticket_columns(), "ticket", "tickets")
    made.resize(1440, 500)
    shown(made)
    made.set_source(LocalSource(range(1, 301)))
    return made


@pytest.fixture
def followed(records: RecordList) -> list[int | None]:
    """The record that a detail beside the list would show, each time it is told of one."""
    told: list[int | None] = []
    records.current_changed.connect(lambda row: told.append(row.id if row is not None else None))
    return told


def top(records: RecordList) -> tuple[int | None, int]:
    """The record at the upper edge and how far it is scrolled."""
    row = records.view.rowAt(0)
    return records.model.id_at(row), records.view.rowViewportPosition(row)


# --- other rows ---------------------------------------------------------------------------------
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    before=st.permutations(range(1, 13)), after=st.lists(st.integers(1, 12), unique=True),
    marked=st.sets(st.integers(0, 11), min_size=1), at=st.integers(0, 11),
)  # fmt: skip
def test_what_was_chosen_stays_chosen_where_it_is_still_there(
    records: RecordList, before: list[int], after: list[int], marked: set[int], at: int
) -> None:
    records.set_source(LocalSource(before))
    records.view.select_rows(sorted(marked), at)
    chosen, current = {before[row] for row in marked}, before[at]
    assert set(records.selected_ids()) == chosen and records.current_id() == current
    records.set_source(LocalSource(after))
    assert records.selected_ids() == [key for key in after if key in chosen]
    assert records.current_id() == (current if current in after else None)


def test_what_is_seen_does_not_move_when_rows_come_above(records: RecordList) -> None:
    bar = records.view.verticalScrollBar()
    bar.setValue(records.view.rowHeight(0) * 50 + 13)
    seen = top(records)
    assert seen[0] == 51 and seen[1] < 0
    records.set_source(LocalSource([*range(1_000, 1_020), *range(1, 301)]))
    assert top(records) == seen
    records.set_source(LocalSource(range(1, 301)))
    assert top(records) == seen


def test_another_query_begins_at_the_top_but_goes_to_who_is_current(records: RecordList) -> None:
    records.view.verticalScrollBar().setValue(3_000)
    records.set_source(LocalSource(range(1, 301)), keep_scroll=False)
    assert top(records)[0] == 1
    records.view.go_to(200)
    records.set_source(LocalSource(range(300, 0, -1)), keep_scroll=False)
    place = records.view.visualRect(records.view.currentIndex())
    assert records.current_id() == 201 and records.view.viewport().rect().contains(place.center())


def test_the_detail_is_told_once_and_only_of_another_record(
    records: RecordList, followed: list[int | None]
) -> None:
    records.view.go_to(4)
    del followed[:]
    records.set_source(LocalSource(range(300, 0, -1)))
    records.set_source(LocalSource(range(1, 301)))
    assert followed == [], "its record stayed"
    records.set_source(LocalSource([1, 2]))
    assert followed == [None] and records.current_row() is None
    records.model.want(0, 1)
    assert records.select_id(2) and not records.select_id(99)
    assert followed == [None, 2]
    records.set_source(LocalSource([]))
    assert followed == [None, 2, None], "nor of one that an empty list does not hold"


def test_of_very_many_chosen_rows_the_current_one_is_kept(records: RecordList) -> None:
    records.set_source(LocalSource(range(1, 20_001)))
    records.view.go_to(70)
    records.view.selectAll()
    records.set_source(LocalSource(range(1, 20_001)))
    assert records.current_id() == 71 and records.selected_ids() == [71]
    records.view.select_rows(list(range(KEPT_SELECTION)), 5)
    records.set_source(LocalSource(range(1, 20_001)))
    assert records.selected_count() == KEPT_SELECTION


# --- rows that are still counted ------------------------------------------------------------------
def test_who_is_further_down_is_found_again_when_all_is_counted(
    records: RecordList, followed: list[int | None]
) -> None:
    records.view.go_to(249)
    del followed[:]
    source = LocalSource(range(1, 301), counted=False)
    records.set_source(source)
    assert records.current_id() is None and records.model.rowCount() == 100
    source.finish_counting()
    assert records.current_id() == 250 and records.selected_ids() == [250] and followed == []


def test_a_place_outlives_two_sources_that_come_quickly(records: RecordList) -> None:
    records.view.go_to(249)
    records.set_source(LocalSource(range(1, 301), counted=False))
    last = LocalSource(range(300, 0, -1), counted=False)
    records.set_source(last)
    assert records.current_id() == 250
    records.view.go_to(0)
    records.set_source(LocalSource(range(1, 301)))
    assert records.current_id() == 300


def test_who_moves_on_while_it_is_counted_is_not_pulled_back(
    records: RecordList, followed: list[int | None], qtbot: QtBot
) -> None:
    records.view.go_to(249)
    source = LocalSource(range(1, 301), counted=False)
    records.set_source(source)
    records.model.want(0, 20)
    del followed[:]
    place = records.view.visualRect(records.model.index(3, 2)).center()
    qtbot.mouseClick(records.view.viewport(), LEFT, pos=place)
    assert records.current_id() == 4 and followed == [4], "the detail follows at once"
    source.finish_counting()
    assert records.current_id() == 4 and records.selected_ids() == [4] and followed == [4]


def test_a_record_that_has_gone_is_told_when_all_is_counted(
    records: RecordList, followed: list[int | None]
) -> None:
    records.view.go_to(249)
    del followed[:]
    source = LocalSource([*range(1, 200), *range(300, 420)], counted=False)
    records.set_source(source)
    assert followed == []
    source.finish_counting()
    assert followed == [None] and records.current_id() is None


# --- nothing, and failures ------------------------------------------------------------------------
class Hand(QWidget):
    """Makes a ticket when asked to."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.made = 0

    def make(self) -> None:
        self.made += 1


def test_nothing_at_all_offers_to_make_the_first(records: RecordList, qtbot: QtBot) -> None:
    hand, empty = Hand(records), records.findChild(EmptyState)
    assert empty is not None and not empty.isVisible()
    new = Command("new", "New ticket", hand.make)
    records.set_empty("No tickets yet", "They come by mail.", [new], "inbox")
    records.set_source(LocalSource([]))
    assert empty.isVisible() and empty.accessibleName() == "No tickets yet" and not records.view.isVisible()
    button = next(b for b in empty.findChildren(Button) if b.text() == "New ticket")
    qtbot.waitUntil(button.isVisible)
    qtbot.mouseClick(button, LEFT)
    assert hand.made == 1
    records.set_source(LocalSource([7]))
    assert records.view.isVisible() and not empty.isVisible()


def test_a_list_that_is_still_counted_is_not_called_empty(records: RecordList) -> None:
    records.set_source(LocalSource([], counted=False))
    assert records.view.isVisible()


def test_a_failure_is_said_in_words_and_goes_with_the_next_rows(records: RecordList) -> None:
    banner = records.findChild(Banner)
    assert banner is not None
    source = records.model.source
    assert isinstance(source, LocalSource) and source.sink is not None
    for error, words in ((DeskError("desk.locked"), "try again"), (OSError("cable cut"), "cable cut")):
        source.sink.source_failed(error)
        assert banner.isVisible() and words in banner.accessibleName()
    assert records.model.rowCount() == 300
    records.set_source(LocalSource([1]))
    assert not banner.isVisible()


# --- copying ------------------------------------------------------------------------------------
class Kept(LocalSource):
    """Keeps only as many rows as the program's own sources do."""

    def __init__(self, count: int) -> None:
        super().__init__(range(1, count + 1))
        self.rows = RowCache()

    def cached(self, index: int) -> Row | None:
        return self.rows.get(index)

    def request(self, first: int, last: int) -> None:
        self.rows.put(first, [ticket_row(place) for place in range(first, last + 1)])


def copied(records: RecordList, qtbot: QtBot) -> list[list[str]]:
    qtbot.keyClick(records.view, KEY.Key_C, Qt.KeyboardModifier.ControlModifier)
    return [line.split("\t") for line in QApplication.clipboard().text().split("\n")]


def test_many_rows_are_copied_whole_although_few_are_kept(records: RecordList, qtbot: QtBot) -> None:
    many = 2 * CACHED_ROWS + 500
    records.set_source(Kept(many))
    records.view.selectAll()
    head, *lines = copied(records, qtbot)
    assert len(lines) == many and head[0] == "No."
    assert all(line[2] for line in lines), "no line is blank"
    assert lines[0][2] == "Accounting: nobody can open the shared drive"


def test_what_is_seen_is_copied_in_its_order(records: RecordList, qtbot: QtBot) -> None:
    records.bring_column("status", 0)
    records.view.setColumnHidden(1, True)
    records.view.select_rows([2, 0], 0)
    head, *lines = copied(records, qtbot)
    assert head == ["Status", "No.", "Subject", "Requester", "Asset", "Due in", "Updated"]
    assert [line[0] for line in lines] == ["In progress", "In progress"]
    assert [line[1] for line in lines] == ["1482", "1477"]


def test_a_value_never_breaks_the_table_it_is_copied_into(records: RecordList, qtbot: QtBot) -> None:
    ugly = "two\nlines\tand a tab \u2028 end"
    records.set_source(LocalSource([1], lambda _: Row(1, cells={"subject": Cell(ugly, ugly)})))
    records.view.selectAll()
    head, line = copied(records, qtbot)
    assert len(head) == len(line) and line[2] == "two lines and a tab end"


def test_nothing_chosen_copies_the_head_alone(records: RecordList, qtbot: QtBot) -> None:
    records.view.clearSelection()
    assert len(copied(records, qtbot)) == 1


def test_late_rows_keep_the_place_too(records: RecordList, qtbot: QtBot) -> None:
    records.view.go_to(120)
    source = LateSource(range(300, 0, -1))
    records.set_source(source)
    assert records.current_id() == 121 and records.current_row() is None
    qtbot.waitUntil(lambda: bool(source.waiting))
    while source.waiting:
        source.deliver()
    row = records.current_row()
    assert row is not None and row.id == 121
