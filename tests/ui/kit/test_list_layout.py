"""Choice, order and width of columns: kept as text, put back as far as it applies, never a list of none."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from itdesk.ui.kit.list_layout import MAX_WIDTH, MIN_WIDTH
from itdesk.ui.kit.record_list import RecordList
from itdesk.ui.kit.record_model import ListColumn
from tests.ui.fakes import TICKET, LocalSource, ticket_columns

NAMES = [column.name for column in ticket_columns()]
LEFT = Qt.MouseButton.LeftButton
Shown = Callable[[QWidget], QWidget]


@pytest.fixture
def records(shown: Shown) -> RecordList:
    made = RecordList(ticket_columns(), "ticket", "tickets")
    made.resize(1500, 500)
    shown(made)
    made.set_source(LocalSource(range(1, 31)))
    return made


def layout(**kept: object) -> str:
    return json.dumps(kept)


def widths(records: RecordList) -> dict[str, int]:
    return {name: records.view.columnWidth(place) for place, name in enumerate(NAMES)}


# --- kept and put back --------------------------------------------------------------------------
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    order=st.permutations(NAMES), shown=st.sets(st.sampled_from(NAMES), min_size=1),
    wide=st.dictionaries(st.sampled_from([n for n in NAMES if n != "subject"]), st.integers(28, 1200)),
    sort=st.tuples(st.sampled_from(NAMES), st.booleans()),
)  # fmt: skip
def test_any_layout_is_put_back_as_it_was_kept(
    records: RecordList, order: list[str], shown: set[str], wide: dict[str, int], sort: tuple[str, bool]
) -> None:
    found = records.restore_layout(layout(order=order, shown=sorted(shown), widths=wide, sort=sort))
    assert found == sort
    assert records.visible_names() == [name for name in order if name in shown]
    assert set(records.chosen_names()) == shown
    assert {name: widths(records)[name] for name in wide if name in shown} == {
        name: width for name, width in wide.items() if name in shown
    }
    records.set_sort(*sort)
    kept = records.layout_text()
    records.restore_layout(layout(order=NAMES, shown=NAMES))
    assert records.restore_layout(kept) == sort
    assert records.visible_names() == [name for name in order if name in shown]
    assert json.loads(records.layout_text()) == json.loads(kept)


STRANGE = [
    "", "null", "7", "[]", '"order"', "{", "\x00", layout(order=3, shown=4, widths=5, sort=6),
    layout(order=[["subject"]], shown=[["due"]], widths=[], sort=[["due"], True]),
    layout(order=[{}], shown={}, widths={"due": None}, sort=[{}, 1]),
    layout(order=[None, 1.5], shown=["gone"], widths={"due": "90", "status": 1e9}, sort=["gone", True]),
    layout(widths={"due": MIN_WIDTH - 1, "status": MAX_WIDTH + 1}, shown=[], sort=["due"]),
]  # fmt: skip


@pytest.mark.parametrize("text", STRANGE)
def test_a_layout_that_makes_no_sense_changes_nothing(records: RecordList, text: str) -> None:
    before = records.layout_text()
    assert records.restore_layout(text) is None
    assert records.layout_text() == before


def test_columns_that_have_gone_or_come_since_do_no_harm(records: RecordList) -> None:
    kept = layout(order=["due", "colour", "status"], shown=["due", "colour", "status"], widths={"colour": 90})
    records.restore_layout(kept)
    assert records.visible_names() == ["due", "status"]
    records.bring_column("subject", 1)
    assert records.visible_names() == ["due", "subject", "status"]


def test_a_name_twice_stands_once(records: RecordList) -> None:
    records.restore_layout(layout(order=["due", "due", "status", "due"], shown=["due", "due", "status"]))
    assert sorted(records.visible_names()) == ["due", "status"]


def test_a_layout_in_any_script_is_kept_as_it_is(shown: Shown) -> None:
    own = replace(TICKET.column("notes"), name="設置場所", label="設置場所", shown=True)
    records = RecordList((*ticket_columns(), ListColumn.of(own)), "ticket", "tickets")
    shown(records)
    records.bring_column("設置場所", 0)
    assert "設置場所" in records.layout_text()
    records.restore_layout(records.layout_text())
    assert records.visible_names()[0] == "設置場所"


# --- choosing -----------------------------------------------------------------------------------
def choose(records: RecordList, *names: str) -> None:
    """Turn columns on or off in the menu, as a person does."""
    for name in names:
        action = next(a for a in records.column_menu().actions() if a.data() == name)
        action.trigger()


def test_the_menu_says_what_is_chosen_also_where_the_window_hides_it(records: RecordList) -> None:
    records.resize(1_000, 500)
    assert "asset" not in records.visible_names() and "asset" in records.chosen_names()
    menu = records.column_menu()
    assert {a.data() for a in menu.actions() if a.isChecked()} == set(NAMES)
    records.resize(1_500, 500)
    assert "asset" in records.visible_names()


def test_a_column_taken_off_comes_back_to_its_place(records: RecordList, qtbot: QtBot) -> None:
    told: list[list[str]] = []
    records.columns_changed.connect(lambda: told.append(records.visible_names()))
    choose(records, "priority", "status")
    assert not {"priority", "status"} & set(told[-1])
    choose(records, "status", "priority")
    assert told[-1] == NAMES


def test_the_last_column_cannot_be_taken_off(records: RecordList) -> None:
    choose(records, *[name for name in NAMES if name != "due"])
    assert records.visible_names() == ["due"]
    choose(records, "due")
    assert records.visible_names() == ["due"]
    menu = records.column_menu()
    assert [a.data() for a in menu.actions() if a.isChecked()] == ["due"]


def test_a_narrow_window_with_only_wide_columns_chosen_still_shows_a_list(records: RecordList) -> None:
    records.restore_layout(layout(shown=["asset", "updated"]))
    records.resize(900, 500)
    assert records.visible_names(), "a table without a column shows no row at all"
    records.resize(1_500, 500)
    assert records.visible_names() == ["asset", "updated"]


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_a_right_click_on_the_head_offers_the_columns(records: RecordList, qtbot: QtBot) -> None:
    head = records.view.horizontalHeader()
    head.customContextMenuRequested.emit(QPoint(30, 8))
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    assert menu is not None and [action.data() for action in menu.actions()] == NAMES
    qtbot.keyClick(menu, Qt.Key.Key_Down)
    with qtbot.waitSignal(records.columns_changed):
        qtbot.keyClick(menu, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is None)
    assert records.visible_names() == NAMES[1:]


# --- the head by mouse --------------------------------------------------------------------------
def head_place(records: RecordList, name: str) -> QPoint:
    head = records.view.horizontalHeader()
    place = NAMES.index(name)
    return QPoint(head.sectionViewportPosition(place) + head.sectionSize(place) // 2, head.height() // 2)


def test_a_click_on_a_head_orders_and_another_turns_the_order(records: RecordList, qtbot: QtBot) -> None:
    head = records.view.horizontalHeader()
    for wanted in (False, True, False):
        with qtbot.waitSignal(records.sort_requested) as asked:
            qtbot.mouseClick(head.viewport(), LEFT, pos=head_place(records, "due"))
        assert asked.args == ["due", wanted]
        records.set_sort("due", wanted)
    with qtbot.waitSignal(records.sort_requested) as asked:
        qtbot.mouseClick(head.viewport(), LEFT, pos=head_place(records, "status"))
    assert asked.args == ["status", False]


def test_a_column_that_cannot_be_ordered_by_is_not_asked_for(shown: Shown, qtbot: QtBot) -> None:
    columns = [replace(column, sortable=column.name != "due") for column in ticket_columns()]
    records = RecordList(columns, "ticket", "tickets")
    records.resize(1_500, 400)
    shown(records)
    asked: list[str] = []
    records.sort_requested.connect(lambda name, _descending: asked.append(name))
    for name in ("due", "status"):
        qtbot.mouseClick(records.view.horizontalHeader().viewport(), LEFT, pos=head_place(records, name))
    assert asked == ["status"]


def test_the_arrow_stands_over_the_ordering_column_alone(records: RecordList) -> None:
    def heads() -> dict[str, str]:
        model, way = records.model, Qt.Orientation.Horizontal
        return {name: str(model.headerData(place, way)) for place, name in enumerate(NAMES)}

    plain = heads()
    for descending, arrow in ((False, "↑"), (True, "↓")):
        records.set_sort("due", descending)
        assert {n for n in NAMES if heads()[n] != plain[n]} == {"due"} and heads()["due"].endswith(arrow)
    records.set_sort("", False)
    assert heads() == plain


def test_a_moved_or_widened_column_is_told_so_that_it_can_be_kept(records: RecordList, qtbot: QtBot) -> None:
    head = records.view.horizontalHeader()
    with qtbot.waitSignal(records.columns_changed):
        head.moveSection(head.visualIndex(NAMES.index("status")), 1)
    assert records.visible_names()[1] == "status"
    with qtbot.waitSignal(records.columns_changed):
        head.resizeSection(NAMES.index("status"), 201)
    assert json.loads(records.layout_text())["widths"]["status"] == 201


def test_other_columns_begin_with_what_they_show_by_themselves(records: RecordList) -> None:
    records.restore_layout(layout(shown=["due"]))
    own = ListColumn.of(replace(TICKET.column("price"), shown=True))
    records.set_columns([*ticket_columns(), own, ListColumn.of(TICKET.column("bought"))])
    assert records.visible_names() == [*NAMES, "price"]
    assert records.view.columnWidth(len(NAMES)) >= own.pixels
