"""Rows of a list under change: late answers, many records at once, sums, and the person's place."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from itdesk.desk import Desk
from itdesk.ui.app.office import Office
from itdesk.ui.app.rows_keeper import SINGLE_ROWS
from itdesk.ui.app.source import FirstScreen, ListReader
from itdesk.ui.pages.list_page import ListPage
from tests.records import add, change, remove, take_back
from tests.ui.hands import click_head, words


@pytest.fixture
def keys(other_desk: Desk) -> list[int]:
    """Five laptops with tags of their own, at 100.00 each."""
    tags = [f"AA-{number}" for number in range(5)]
    return [add(other_desk, "asset", tag=t, type="laptop", status="in-use", price="100") for t in tags]


@pytest.fixture
def page(open_office: Callable[..., Office], keys: list[int], qtbot: QtBot) -> ListPage:
    """Those five."""
    found = open_office("assets").window.page
    assert isinstance(found, ListPage)
    found.set_query("tag:AA-* status:in-use")
    qtbot.waitUntil(lambda: _ids(found) == keys)
    return found


def _ids(page: ListPage) -> list[int | None]:
    return [page.list.model.id_at(place) for place in range(page.list.model.rowCount())]


def _shown(page: ListPage, column: str) -> list[str]:
    rows = (page.list.model.row_at(place) for place in range(page.list.model.rowCount()))
    return [row.cell(column).text if row is not None else "" for row in rows]


def _foot(page: ListPage) -> str:
    return " ".join(words(page.list))


# --- the person's place -------------------------------------------------------------------------
def test_a_record_that_moves_takes_the_person_along(
    page: ListPage, keys: list[int], other_desk: Desk, qtbot: QtBot
) -> None:
    page.list.select_id(keys[1])
    change(other_desk, "asset", keys[1], tag="AA-9")
    qtbot.waitUntil(lambda: _ids(page) == [keys[0], *keys[2:], keys[1]])
    assert page.current_id() == keys[1] and page.list.current_position() == (5, 5)
    qtbot.waitUntil(lambda: _shown(page, "tag")[-1] == "AA-9")


def test_what_is_chosen_stays_chosen_while_rows_come_and_go(
    page: ListPage, keys: list[int], other_desk: Desk, qtbot: QtBot
) -> None:
    page.list.setFocus()
    page.list.view.go_to(1)
    for key in (Qt.Key.Key_X, Qt.Key.Key_J, Qt.Key.Key_J, Qt.Key.Key_X):
        qtbot.keyClick(page.list.view, key)
    assert set(page.selected_ids()) == {keys[1], keys[3]}
    new = add(other_desk, "asset", tag="AA-00", type="laptop", status="in-use")
    remove(other_desk, "asset", keys[2])
    qtbot.waitUntil(lambda: _ids(page) == [keys[0], new, keys[1], keys[3], keys[4]])
    assert set(page.selected_ids()) == {keys[1], keys[3]}


def test_a_record_that_leaves_the_filter_leaves_the_list_and_comes_back(
    page: ListPage, keys: list[int], other_desk: Desk, qtbot: QtBot
) -> None:
    page.list.select_id(keys[2])
    entry = change(other_desk, "asset", keys[2], status="retired")
    qtbot.waitUntil(lambda: _ids(page) == [*keys[:2], *keys[3:]])
    assert page.current_id() in keys and page.current_id() != keys[2]
    take_back(other_desk, entry)
    qtbot.waitUntil(lambda: _ids(page) == keys)


def test_the_last_row_that_goes_leaves_words_and_one_that_comes_is_shown(
    page: ListPage, keys: list[int], other_desk: Desk, qtbot: QtBot
) -> None:
    with other_desk.write("remove all") as unit:
        for key in keys:
            other_desk.keepers["asset"].remove(unit, key)
    qtbot.waitUntil(lambda: page.list.model.count() == 0)
    assert page.current_id() is None and "No assets match this line" in words(page.list)
    new = add(other_desk, "asset", tag="AA-7", type="laptop", status="in-use")
    qtbot.waitUntil(lambda: _ids(page) == [new])


# --- going to a record --------------------------------------------------------------------------
def test_a_record_outside_the_filter_is_gone_to_and_the_filter_is_given_up(
    page: ListPage, other_desk: Desk, qtbot: QtBot
) -> None:
    other = add(other_desk, "asset", tag="QQ-1", type="printer", status="retired")
    page.context.open_record("asset", other)
    qtbot.waitUntil(lambda: page.current_id() == other)
    assert page.query_text == ""


def test_a_record_within_the_filter_is_gone_to_and_the_filter_stays(
    page: ListPage, keys: list[int], qtbot: QtBot
) -> None:
    page.context.open_record("asset", keys[4])
    qtbot.waitUntil(lambda: page.current_id() == keys[4])
    assert page.query_text == "tag:AA-* status:in-use" and page.list.model.count() == 5


@pytest.mark.parametrize("key", [987_654_321, -1, 0])
def test_a_record_that_is_not_there_ends_in_the_whole_list(page: ListPage, qtbot: QtBot, key: int) -> None:
    page.context.open_record("asset", key)
    qtbot.waitUntil(lambda: page.query_text == "" and (page.list.model.count() or 0) > 5)
    qtbot.waitUntil(lambda: not page.context.tasks.running)
    assert page.current_id() != key and page.list.model.row_at(0) is not None
    assert page.context.messages.log == []


def test_of_two_records_asked_at_once_the_second_is_shown(
    page: ListPage, keys: list[int], other_desk: Desk, qtbot: QtBot
) -> None:
    far = add(other_desk, "asset", tag="QQ-1", type="printer")
    page.context.open_record("asset", far)
    page.context.open_record("asset", keys[3])
    qtbot.waitUntil(lambda: page.current_id() == keys[3])
    qtbot.waitUntil(lambda: not page.context.tasks.running)
    assert page.current_id() == keys[3]


# --- late answers -------------------------------------------------------------------------------
@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Holds up the first screen of every list that is not filtered, as a slow server does."""
    opened, read = threading.Event(), ListReader.first

    def slowly(self: ListReader) -> FirstScreen[ListReader]:
        if self.query.where is None:
            assert opened.wait(30)
        return read(self)

    monkeypatch.setattr(ListReader, "first", slowly)
    yield opened
    opened.set()


def test_rows_of_a_line_that_was_given_up_are_not_shown(
    page: ListPage, keys: list[int], gate: threading.Event, qtbot: QtBot
) -> None:
    page.set_query("")
    assert _ids(page) == keys, "rows stay until others have come"
    page.set_query("tag:AA-1")
    qtbot.waitUntil(lambda: _ids(page) == [keys[1]])
    gate.set()
    qtbot.waitUntil(lambda: not page.context.tasks.running)
    assert _ids(page) == [keys[1]] and page.query_text == "tag:AA-1"


def test_news_that_come_before_slow_rows_are_in_them(
    page: ListPage, gate: threading.Event, other_desk: Desk, qtbot: QtBot
) -> None:
    page.set_query("sort:tag")
    with qtbot.waitSignal(page.context.changed):
        new = add(other_desk, "asset", tag="0-first", type="laptop", status="in-use")
    gate.set()
    qtbot.waitUntil(lambda: _ids(page)[:1] == [new])


# --- many at once, and sums ---------------------------------------------------------------------
@pytest.mark.parametrize("count", [1, SINGLE_ROWS, SINGLE_ROWS + 1])
def test_every_record_of_a_big_entry_is_shown_anew(
    open_office: Callable[..., Office], other_desk: Desk, qtbot: QtBot, count: int
) -> None:
    page = open_office("assets").window.page
    assert isinstance(page, ListPage)
    page.set_query("sort:tag")
    qtbot.waitUntil(lambda: page.list.model.count() == 60)
    chosen = other_desk.lists.ids("asset", other_desk.query("asset", "sort:tag"), limit=count)
    with other_desk.write("edit many asset") as unit:
        for key in chosen:
            other_desk.keepers["asset"].change(unit, key, {"manufacturer": "Seen", "model": "anew"})

    def second(place: int) -> str:
        """What stands in a row, brought into sight."""
        page.list.view.go_to(place)
        row = page.list.model.row_at(place)
        return row.cell("tag").second if row is not None else ""

    for place in {0, count // 2, count - 1}:
        qtbot.waitUntil(lambda at=place: second(at) == "Seen anew")
    qtbot.waitUntil(lambda: second(count) not in ("", "Seen anew"))
    qtbot.waitUntil(lambda: second(59) not in ("", "Seen anew"))


def test_the_sum_below_is_of_the_rows_that_the_line_finds(page: ListPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: "500.00" in _foot(page))
    page.set_query("tag:AA-1,AA-2")
    qtbot.waitUntil(lambda: page.list.model.count() == 2 and "200.00" in _foot(page))
    page.set_query('"nothing is called so"')
    qtbot.waitUntil(lambda: page.list.model.count() == 0 and "200.00" not in _foot(page))


def test_the_sum_follows_what_others_write(
    page: ListPage, keys: list[int], other_desk: Desk, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: "500.00" in _foot(page))
    change(other_desk, "asset", keys[0], price="250.50")
    qtbot.waitUntil(lambda: "650.50" in _foot(page))
    remove(other_desk, "asset", keys[1])
    qtbot.waitUntil(lambda: "550.50" in _foot(page))


def test_a_renamed_person_is_renamed_in_every_row(
    page: ListPage, keys: list[int], other_desk: Desk, qtbot: QtBot
) -> None:
    maria = add(other_desk, "person", name="Maria Silva")
    for key in keys[:3]:
        change(other_desk, "asset", key, person=maria)
    qtbot.waitUntil(lambda: _shown(page, "person") == ["Maria Silva"] * 3 + ["—"] * 2)
    change(other_desk, "person", maria, name="中村 雪")
    qtbot.waitUntil(lambda: _shown(page, "person") == ["中村 雪"] * 3 + ["—"] * 2)


def test_rows_ordered_by_a_column_move_when_it_changes(
    page: ListPage, keys: list[int], other_desk: Desk, qtbot: QtBot
) -> None:
    change(other_desk, "asset", keys[3], price="1")
    click_head(qtbot, page.list, "price")
    qtbot.waitUntil(lambda: _ids(page)[0] == keys[3])
    change(other_desk, "asset", keys[3], price="9000")
    qtbot.waitUntil(lambda: _ids(page)[-1] == keys[3])
