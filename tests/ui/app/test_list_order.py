"""Order and columns of a list: by its header, by the line, as a person left them."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import settings as profile
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from itdesk.core.query.tree import Query
from itdesk.core.query.writing import to_text
from itdesk.desk import Desk
from itdesk.ui.app.office import Office
from itdesk.ui.pages.list_page import ListPage
from tests.records import add
from tests.ui.hands import click_head

OpenOffice = Callable[..., Office]


def _values(page: ListPage, column: str) -> list[object]:
    """The stored values of the rows from top to bottom, without those that have none."""
    keys = [key for i in range(page.list.model.rowCount()) if (key := page.list.model.id_at(i)) is not None]
    found = page.context.desk.store.read_many("asset", keys)
    return [found[key][column] for key in keys if found[key][column] is not None]


def _title(page: ListPage, column: str) -> str:
    place = [c.name for c in page.list.model.columns].index(column)
    return str(page.list.model.headerData(place, Qt.Orientation.Horizontal))


def _ordered(page: ListPage, qtbot: QtBot, column: str, mark: str) -> list[object]:
    """Wait for the mark in the header and answer the values below it."""
    qtbot.waitUntil(lambda: _title(page, column).endswith(mark))
    qtbot.waitUntil(lambda: not page.context.tasks.running)
    return _values(page, column)


# --- by the header ------------------------------------------------------------------------------
def test_a_click_on_a_header_orders_and_another_turns_the_order(assets: ListPage, qtbot: QtBot) -> None:
    click_head(qtbot, assets.list, "price")
    up = _ordered(assets, qtbot, "price", "↑")
    assert up == sorted(up) and len(set(up)) > 3  # type: ignore[type-var]
    click_head(qtbot, assets.list, "price")
    down = _ordered(assets, qtbot, "price", "↓")
    assert down == sorted(down, reverse=True) and sorted(down) == sorted(up)  # type: ignore[type-var]


def test_the_headers_order_stays_while_the_filter_changes(assets: ListPage, qtbot: QtBot) -> None:
    click_head(qtbot, assets.list, "price")
    _ordered(assets, qtbot, "price", "↑")
    assets.set_query("type:laptop")
    qtbot.waitUntil(lambda: assets.query_text == "type:laptop")
    prices = _ordered(assets, qtbot, "price", "↑")
    assert prices == sorted(prices) and prices  # type: ignore[type-var]


def test_a_line_that_names_an_order_takes_over_until_the_next_click(assets: ListPage, qtbot: QtBot) -> None:
    click_head(qtbot, assets.list, "price")
    _ordered(assets, qtbot, "price", "↑")
    assets.set_query("sort:-tag")
    tags = _ordered(assets, qtbot, "tag", "↓")
    assert tags == sorted(tags, reverse=True)  # type: ignore[type-var]
    click_head(qtbot, assets.list, "price")
    prices = _ordered(assets, qtbot, "price", "↑")
    assert prices == sorted(prices)  # type: ignore[type-var]
    assert assets.query_text == "sort:-tag"


def test_words_in_quotes_that_look_like_an_order_are_words(
    assets: ListPage, qtbot: QtBot, other_desk: Desk
) -> None:
    for number, name in enumerate(("see sort:tag first", "and sort:tag again", "sort:tag")):
        add(other_desk, "asset", tag=f"ZZ-{number}", type="laptop", name=name)
    click_head(qtbot, assets.list, "tag")
    _ordered(assets, qtbot, "tag", "↓")
    assets.set_query('name:"sort:tag"')
    qtbot.waitUntil(lambda: assets.list.model.count() == 3)
    assert _ordered(assets, qtbot, "tag", "↓") == ["ZZ-2", "ZZ-1", "ZZ-0"]
    assert assets.ordered_text == 'name:"sort:tag" sort:-tag'


PARTS = st.sampled_from(
    [
        "type:laptop", "status:active", '"sort:price words"', 'name:"a sort:tag b"', "sort:name",
        "Sort:-name", "SORT:status,tag", "(type:monitor or status:in-use)", "-type:printer", "printer",
        "中村", 'name:="x  y"',
    ]
)  # fmt: skip


def test_exports_find_the_lines_records_in_the_headers_order(assets: ListPage, qtbot: QtBot) -> None:
    click_head(qtbot, assets.list, "price")
    _ordered(assets, qtbot, "price", "↑")
    desk = assets.context.desk

    @given(parts=st.lists(PARTS, max_size=5), gap=st.sampled_from([" ", "  ", "\t"]))
    @profile(max_examples=150)
    def follows(parts: list[str], gap: str) -> None:
        line = gap.join(parts)
        plain, shown = desk.query("asset", line), desk.query("asset", assets.order.ordered_text(line))
        assert to_text(Query(shown.where)) == to_text(Query(plain.where))
        assert [(s.column.name, s.descending) for s in shown.sort] == [("price", False)]

    follows()


def test_without_a_click_exports_follow_the_line_as_it_is(assets: ListPage) -> None:
    for line in ("", "type:laptop sort:-price", 'name:"a b"'):
        assert assets.order.ordered_text(line) == line


# --- as a person left it ------------------------------------------------------------------------
def test_the_order_is_there_next_time(open_office: OpenOffice, assets: ListPage, qtbot: QtBot) -> None:
    click_head(qtbot, assets.list, "price")
    click_head(qtbot, assets.list, "price")
    _ordered(assets, qtbot, "price", "↓")
    again = open_office("assets").window.page
    assert isinstance(again, ListPage) and again is not assets
    qtbot.waitUntil(lambda: bool(again.list.model.count()))
    prices = _ordered(again, qtbot, "price", "↓")
    assert prices == sorted(prices, reverse=True) and len(prices) > 3  # type: ignore[type-var]


def test_a_moved_and_a_hidden_column_are_there_next_time(
    open_office: OpenOffice, assets: ListPage, qtbot: QtBot
) -> None:
    head, names = assets.list.view.horizontalHeader(), [c.name for c in assets.list.model.columns]
    head.moveSection(head.visualIndex(names.index("price")), 1)
    menu = assets.list.column_menu()
    next(action for action in menu.actions() if action.data() == "person").trigger()
    menu.deleteLater()
    left = assets.list.visible_names()
    assert left[:2] == ["tag", "price"] and "person" not in left
    again = open_office("assets").window.page
    assert isinstance(again, ListPage)
    qtbot.waitUntil(lambda: again.list.visible_names() == left)


@pytest.mark.parametrize(
    "kept",
    [
        "not json",
        "[]",
        '{"order": 7, "shown": "tag", "widths": [1], "sort": "price"}',
        '{"sort": ["no-such-column", true], "shown": ["no-such-column"], "order": ["no-such-column"]}',
        '{"widths": {"tag": 99999999, "status": -4, "price": "wide", "person": null, "place": 1e300}}',
        '{"order": [["tag"], null, {"a": 1}], "sort": [["price"], false]}',
        '{"shown": []}',
        "[" * 100_000,
    ],
    ids=[
        "no JSON", "another form", "wrong types", "columns that are gone", "wild widths", "lists for names",
        "nothing shown", "too deep",
    ],
)  # fmt: skip
def test_a_layout_that_was_tampered_with_opens_the_list_all_the_same(
    open_office: OpenOffice, qtbot: QtBot, kept: str
) -> None:
    office = open_office("overview")
    office.context.state.put("columns/assets", kept)
    office.window.show_page("assets")
    page = office.window.page
    assert isinstance(page, ListPage)
    qtbot.waitUntil(lambda: bool(page.list.model.count()))
    assert {"tag", "status"} <= set(page.list.visible_names())
    qtbot.waitUntil(lambda: page.list.model.row_at(0) is not None)


def test_what_is_kept_is_of_today_alone(assets: ListPage, qtbot: QtBot) -> None:
    click_head(qtbot, assets.list, "tag")
    _ordered(assets, qtbot, "tag", "↓")
    before = assets.context.state.text("columns/assets")
    assets.past.show_instant(assets.context.desk.store.clock.now())
    qtbot.waitUntil(lambda: bool(assets.list.model.count()) and not assets.context.tasks.running)
    click_head(qtbot, assets.list, "status")
    qtbot.waitUntil(lambda: _title(assets, "status").endswith("↑"))
    assert assets.context.state.text("columns/assets") == before
    assert json.loads(before)["sort"] == ["tag", True]


def test_two_quick_clicks_are_two_turns(assets: ListPage, qtbot: QtBot) -> None:
    click_head(qtbot, assets.list, "price")
    click_head(qtbot, assets.list, "price")
    prices = _ordered(assets, qtbot, "price", "↓")
    assert prices == sorted(prices, reverse=True)  # type: ignore[type-var]
    assert json.loads(assets.context.state.text("columns/assets"))["sort"] == ["price", True]


def test_a_hidden_column_is_not_read_and_a_chosen_one_is(assets: ListPage, qtbot: QtBot) -> None:
    assert "serial" not in {column.name for column in assets.order.columns()}
    menu = assets.list.column_menu()
    next(action for action in menu.actions() if action.data() == "serial").trigger()
    menu.deleteLater()
    assert "serial" in {column.name for column in assets.order.columns()}
    names = [column.name for column in assets.order.columns()]
    assert len(names) == len(set(names)), "each once"
    assert {"tag", "name", "type", "bought"} <= set(names), "what its rows are dressed with comes too"


def test_the_last_day_of_the_calendar_is_no_bug(assets: ListPage, qtbot: QtBot) -> None:
    assets.past.show_instant(assets.context.desk.store.clock.now())
    for typed in ("9999-12-31", "31 Dec 9999"):
        assets.past.bar.day.setText(typed)
        qtbot.keyClick(assets.past.bar.day, Qt.Key.Key_Return)
        assert "9999" in assets.past.bar.head.text()
    qtbot.waitUntil(lambda: bool(assets.list.model.count()))
    assert assets.context.messages.log == []
