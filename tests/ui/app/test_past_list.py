"""A list as at a date in the window: what it shows, what it refuses, and the way back."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from itdesk.core.kinds import SINCE_THEN
from itdesk.core.values import parse_date
from itdesk.desk import Desk
from itdesk.ui.pages.list_page import ListPage
from tests.records import add, change, remove

ENTER = Qt.Key.Key_Return


def titles(page: ListPage) -> list[str]:
    head = page.list.model.headerData
    return [str(head(i, Qt.Orientation.Horizontal)) for i in range(page.list.model.columnCount())]


def then(page: ListPage, key: int) -> str:
    """What the column "Since then" says of a record; "" while it is not read."""
    place = page.list.model.index_of(key)
    row = page.list.model.row_at(place) if place is not None else None
    return row.cell(SINCE_THEN.name).text if row is not None else ""


@pytest.fixture
def past(assets: ListPage, other_desk: Desk, qtbot: QtBot) -> tuple[ListPage, int, int]:
    """The page as at a moment after which one asset was changed and another removed."""
    changed = add(other_desk, "asset", tag="AAA-1", type="laptop", status="in-use")
    gone = add(other_desk, "asset", tag="AAA-2", type="laptop", status="in-use")
    at = other_desk.journal.entry(other_desk.store.head()).at
    qtbot.waitUntil(lambda: other_desk.store.clock.now() > at)
    change(other_desk, "asset", changed, model="T14 Gen 5")
    remove(other_desk, "asset", gone)
    assets.past.show_instant(at)
    qtbot.waitUntil(lambda: then(assets, changed) != "" and then(assets, gone) != "")
    return assets, changed, gone


def test_each_row_says_what_became_of_it(past: tuple[ListPage, int, int]) -> None:
    page, changed, gone = past
    same = next(key for i in range(9) if (key := page.list.model.id_at(i)) not in (None, changed, gone))
    assert same is not None
    assert then(page, changed) in ("1 change", "T14 Gen 5")
    assert (then(page, gone), then(page, same)) == ("deleted", "not changed")


def test_columns_are_named_then_and_the_new_one_stands_second(past: tuple[ListPage, int, int]) -> None:
    page = past[0]
    assert page.list.visible_names()[1] == SINCE_THEN.name
    assert "State then" in titles(page)


def test_nothing_can_be_changed(past: tuple[ListPage, int, int], qtbot: QtBot, other_desk: Desk) -> None:
    page, changed, _ = past
    assert page.list.select_id(changed)
    head = other_desk.store.head()
    qtbot.keyClick(page.list.view, Qt.Key.Key_Delete)
    qtbot.keyClick(page.list.view, Qt.Key.Key_F2)
    assert page.work.selection() == () and page.work.editor.dialog is None
    assert other_desk.store.head() == head


def test_the_line_above_tells_how_many_there_were(past: tuple[ListPage, int, int], qtbot: QtBot) -> None:
    page = past[0]
    qtbot.waitUntil(lambda: page.past.bar.rest.text().startswith("62 then, 61 today"))
    assert page.past.bar.head.text().startswith("You see assets as they were on ")


def test_back_to_today_brings_back_columns_and_rows(past: tuple[ListPage, int, int], qtbot: QtBot) -> None:
    page, changed, gone = past
    assert page.escape()
    qtbot.waitUntil(lambda: page.list.model.index_of(gone) is None and bool(page.list.model.count()))
    assert page.list.model.index_of(changed) is not None
    assert SINCE_THEN.name not in page.list.visible_names() and "State" in titles(page)
    assert not page.past.bar.isVisible()
    assert not page.escape()


def test_a_past_lists_columns_are_not_kept(past: tuple[ListPage, int, int]) -> None:
    page = past[0]
    page.list.view.setColumnWidth(1, 222)
    assert SINCE_THEN.name not in page.context.state.text("columns/assets")


@pytest.mark.parametrize("typed", ["31.02.2024", "yesteryear", ""])
def test_a_day_that_is_none_is_marked_and_changes_nothing(
    past: tuple[ListPage, int, int], qtbot: QtBot, typed: str
) -> None:
    page, at = past[0], past[0].as_at
    page.past.bar.day.setText(typed)
    qtbot.keyClick(page.past.bar.day, ENTER)
    assert page.as_at == at
    assert page.past.bar.day.property("invalid") == "true"


def test_another_day_is_shown_from_the_line(past: tuple[ListPage, int, int], qtbot: QtBot) -> None:
    page = past[0]
    page.past.bar.day.clear()
    qtbot.keyClicks(page.past.bar.day, "2001-02-03")
    qtbot.keyClick(page.past.bar.day, ENTER)
    qtbot.waitUntil(lambda: page.list.model.count() == 0)
    assert "3 Feb 2001" in page.past.bar.head.text()
    assert parse_date(page.past.bar.day.text()) == datetime(2001, 2, 3, tzinfo=UTC).date()


def test_only_what_changed_is_left_and_comes_back(past: tuple[ListPage, int, int], qtbot: QtBot) -> None:
    page, changed, gone = past
    button = page.past.only_changed
    assert button.isVisible() and not button.isChecked()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.list.model.count() == 2)
    assert {page.list.model.id_at(0), page.list.model.id_at(1)} == {changed, gone}
    assert button.isChecked() and "since-then:same" in page.query_text
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: (page.list.model.count() or 0) > 2)
    assert "since-then" not in page.query_text


def test_the_button_follows_what_is_typed_and_goes_with_the_past(
    past: tuple[ListPage, int, int], qtbot: QtBot
) -> None:
    page, changed, _ = past
    page.set_query("type:laptop -since-then:same")
    qtbot.waitUntil(page.past.only_changed.isChecked)
    page.past.back()
    qtbot.waitUntil(lambda: page.query_text == "type:laptop")
    assert not page.past.only_changed.isVisible()
    qtbot.waitUntil(lambda: page.list.model.index_of(changed) is not None)
