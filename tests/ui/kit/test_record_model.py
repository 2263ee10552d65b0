"""The model between a source and a table: what Qt asks of a model, and what a source may do at any moment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from pytestqt.modeltest import ModelTester

from itdesk.core.kinds import Column
from itdesk.core.types import Type
from itdesk.ui.kit.record_model import ID_ROLE, ROW_ROLE, SORT_ROLE, ListColumn, RecordModel
from itdesk.ui.kit.rows import Cell, Look, Row
from tests.ui.fakes import TICKET, LateSource, LocalSource, ticket_columns, ticket_row

Role = Qt.ItemDataRole
ACROSS = Qt.Orientation.Horizontal


@pytest.fixture
def model(qtmodeltester: ModelTester) -> RecordModel:
    """A model that Qt's own checks watch."""
    made = RecordModel(ticket_columns())
    qtmodeltester.check(made)
    return made


class Growing(LocalSource):
    """Knows as many rows as the test says."""

    def know(self, count: int) -> None:
        self._known = count
        assert self.sink is not None
        self.sink.count_changed()


class Failing(LocalSource):
    """Its file is gone."""

    def request(self, first: int, last: int) -> None:
        assert self.sink is not None
        self.sink.source_failed(OSError("gone"))


def changed(model: RecordModel) -> list[tuple[int, int]]:
    """Row ranges that are told as changed from now on."""
    told: list[tuple[int, int]] = []
    model.dataChanged.connect(lambda first, last: told.append((first.row(), last.row())))
    return told


# --- what it answers ----------------------------------------------------------------------------
def test_a_cell_answers_each_question_by_its_role(model: RecordModel) -> None:
    model.set_source(LocalSource(range(1, 9)))
    model.want(0, 7)
    due = model.index(0, 6)
    assert due.data(Role.DisplayRole) == "38 min over" and due.data(Role.ToolTipRole) == "23 Nov 2026 16:52"
    assert due.data(SORT_ROLE) == 0 and due.data(ID_ROLE) == 1 and due.data(ROW_ROLE) == ticket_row(0)
    assert due.data(Role.AccessibleTextRole) == "Due in: 38 min over"
    updated = model.index(0, 7)
    assert Qt.AlignmentFlag(updated.data(Role.TextAlignmentRole)) & Qt.AlignmentFlag.AlignRight
    assert due.data(Role.TextAlignmentRole) is None and due.data(Role.CheckStateRole) is None


def test_a_row_that_is_not_read_says_so_to_readers_and_knows_its_record(model: RecordModel) -> None:
    model.set_source(LateSource(range(11, 31)))
    cell = model.index(3, 2)
    assert cell.data(Role.DisplayRole) is None and cell.data(ROW_ROLE) is None and cell.data(ID_ROLE) == 14
    assert cell.data(Role.AccessibleTextRole) == "Loading…"


def test_words_of_a_hint_are_never_markup(model: RecordModel) -> None:
    model.set_source(LocalSource([1], lambda _: Row(1, cells={"due": Cell(0, "x", hint="<b>late</b>")})))
    model.want(0, 0)
    assert model.index(0, 6).data(Role.ToolTipRole) == "<qt>&lt;b&gt;late&lt;/b&gt;</qt>"


def test_a_second_line_is_read_out_after_the_first(model: RecordModel) -> None:
    jam = Row(1, cells={"subject": Cell("x", "Printer", second="jams")})
    model.set_source(LocalSource([1], lambda _: jam))
    model.want(0, 0)
    assert model.index(0, 2).data(Role.AccessibleTextRole) == "Subject: Printer, jams"
    assert model.index(0, 5).data(Role.AccessibleTextRole) == "Status: —"


def test_a_head_is_short_and_explains_itself() -> None:
    model = RecordModel([
        ListColumn(Column(name="a", label="Warranty until", heading="Warranty", help="The last <day>")),
        ListColumn(Column(name="b", label="Priority", type=Type.INTEGER), Look.NUMBER, title="P"),
    ])  # fmt: skip
    assert [model.headerData(n, ACROSS) for n in range(3)] == ["Warranty", "P", None]
    assert [model.headerData(n, ACROSS, Role.ToolTipRole) for n in range(2)] == [
        "<qt>The last &lt;day&gt;</qt>", "Priority",
    ]  # fmt: skip
    sides = [Qt.AlignmentFlag(model.headerData(n, ACROSS, Role.TextAlignmentRole)) for n in range(2)]
    assert sides[0] & Qt.AlignmentFlag.AlignLeft and sides[1] & Qt.AlignmentFlag.AlignRight
    assert model.headerData(0, Qt.Orientation.Vertical) is None


@pytest.mark.parametrize(
    ("column", "label", "heading", "pixels"),
    [
        (ListColumn(TICKET.column("due")), "Due in", "Due in", 94),
        (ListColumn(TICKET.column("due"), title="By", width=50), "By", "By", 50),
        (ListColumn(replace(TICKET.column("due"), heading="Due")), "Due in", "Due", 94),
    ],
    ids=["its own", "the page's", "a shorter heading"],
)
def test_a_column_is_called_by_the_page_or_by_itself(
    column: ListColumn, label: str, heading: str, pixels: int
) -> None:
    assert (column.label, column.heading, column.pixels) == (label, heading, pixels)


def test_nothing_lies_below_a_cell(model: RecordModel) -> None:
    model.set_source(LocalSource(range(1, 9)))
    inside = model.index(0, 0)
    assert model.rowCount(inside) == model.columnCount(inside) == 0
    assert model.rowCount() == 8 and model.columnCount() == len(ticket_columns())
    assert not model.index(8, 0).isValid() and not model.index(0, 8).isValid()


# --- what is asked of a source --------------------------------------------------------------------
@given(windows=st.lists(st.tuples(st.integers(-5, 120), st.integers(-5, 150)), max_size=8))
def test_only_rows_that_exist_and_are_not_there_are_asked_for(windows: list[tuple[int, int]]) -> None:
    model, source, seen = RecordModel(ticket_columns()), LocalSource(range(1, 101)), set[int]()
    model.set_source(source)
    for first, last in windows:
        before = len(source.asked)
        model.want(first, last)
        inside = set(range(max(first, 0), min(last, 99) + 1))
        assert all(0 <= low <= high <= 99 for low, high in source.asked)
        if inside <= seen or last < first:
            assert len(source.asked) == before, "asking twice costs nothing"
        seen |= {n for low, high in source.asked for n in range(low, high + 1)}
        assert not inside or last < first or inside <= seen


def test_rows_that_come_while_they_are_asked_for_need_no_second_paint(model: RecordModel) -> None:
    model.set_source(LocalSource(range(1, 101)))
    told = changed(model)
    model.want(0, 20)
    assert told == []
    late = LateSource(range(1, 101))
    model.set_source(late)
    model.want(0, 20)
    late.deliver()
    assert told == [(0, 36)]


def test_a_source_that_fails_says_why_and_may_be_asked_again(model: RecordModel) -> None:
    said: list[str] = []
    model.failed.connect(lambda error: said.append(str(error)))
    model.set_source(Failing(range(1, 101)))
    model.want(0, 10)
    model.want(0, 10)
    assert said == ["gone", "gone"] and model.row_at(0) is None


def test_a_former_source_is_closed_once_and_heard_no_more(model: RecordModel) -> None:
    former, late = LateSource(range(1, 51)), LateSource(range(101, 121))
    model.set_source(former)
    model.want(0, 5)
    model.set_source(late)
    assert former.closed and not late.closed
    former.deliver()
    assert model.row_at(0) is None and model.id_at(0) == 101
    model.set_source(None)
    assert late.closed and model.count() == 0 and model.index_of(101) is None


# --- news ---------------------------------------------------------------------------------------
@given(known=st.lists(st.integers(0, 60), max_size=8))
def test_rows_come_and_go_at_the_end_one_news_each(known: list[int]) -> None:
    model, source = RecordModel(ticket_columns()), Growing(range(1, 61))
    model.set_source(source)
    resets: list[bool] = []
    model.modelReset.connect(lambda: resets.append(True))
    kept = [QPersistentModelIndex(model.index(place, 0)) for place in range(60)]
    least = 60
    for count in known:
        source.know(count)
        least = min(least, count)
        assert model.rowCount() == count and resets == []
        assert [place for place, index in enumerate(kept) if index.isValid()] == list(range(least))
        assert (model.id_at(count - 1) if count else model.id_at(0)) == (count or None)
        assert model.index_of(60) == (59 if count == 60 else None)


@pytest.mark.parametrize(
    ("ids", "told"),
    [
        ([3], [(2, 2)]), ([3, 9], [(2, 8)]), ([9, 3, 999], [(2, 8)]), ([999], []), ([], [(0, 49)]),
    ],
    ids=["one", "two", "one that is elsewhere", "none of these", "any"],
)  # fmt: skip
def test_only_changed_rows_are_told(
    model: RecordModel, ids: Sequence[int], told: list[tuple[int, int]]
) -> None:
    source = LocalSource(range(1, 51))
    model.set_source(source)
    model.want(0, 49)
    news = changed(model)
    model.refresh(ids)
    assert news == told
    assert [place for place in range(50) if model.row_at(place) is None] == (
        [key - 1 for key in sorted(ids) if key <= 50] or ([] if ids else list(range(50)))
    )


def test_other_columns_show_the_same_rows(model: RecordModel) -> None:
    model.set_source(LocalSource(range(1, 9)))
    model.want(0, 7)
    model.set_columns([*ticket_columns()[:2], ListColumn.of(TICKET.column("price"))])
    assert model.columnCount() == 3 and model.rowCount() == 8
    assert model.index(0, 2).data(Role.DisplayRole) == "—"
    model.set_columns([])
    assert model.columnCount() == 0 and model.headerData(0, ACROSS) is None


def test_an_empty_list_bears_every_question(model: RecordModel) -> None:
    model.set_source(LocalSource([]))
    model.want(0, 10)
    model.refresh([1])
    model.refresh([])
    assert model.rowCount() == 0 and model.row_at(0) is None and not QModelIndex().isValid()
