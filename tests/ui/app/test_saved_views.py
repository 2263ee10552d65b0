"""Views of a list that people keep: made, found again, renamed, removed, counted, by one and by two."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from itdesk.desk import Desk
from itdesk.ui.app.ask import AskDialog
from itdesk.ui.app.office import Office
from itdesk.ui.pages.list_page import ListPage
from itdesk.ui.shell.top_bar import ViewButton
from itdesk.ui.shell.window import MainWindow
from tests.records import add, change
from tests.ui.hands import LEFT, answer, come_back, last_said, press

ENTER, ESCAPE = Qt.Key.Key_Return, Qt.Key.Key_Escape
UGLY = ("会議室のプリンタ一覧", "قائمة الطابعات", "<b>bold</b> & co", "&File", "🖨️", "q" * 120)


def _names(page: ListPage) -> list[str]:
    return [view.name for view in page.views()]


def _buttons(page: ListPage) -> list[ViewButton]:
    """The views in the top bar."""
    window = page.window()
    assert isinstance(window, MainWindow)
    return list(window.top.views)


def _checked(page: ListPage) -> list[str]:
    return [button.view.name for button in _buttons(page) if button.isChecked()]


def _choose(page: ListPage, name: str, qtbot: QtBot) -> None:
    """Click a view in the top bar."""

    def clicked() -> bool:
        found = [button for button in _buttons(page) if button.view.name == name]
        if found:
            qtbot.mouseClick(found[0], LEFT)
        return bool(found)

    qtbot.waitUntil(clicked)


def _stored(desk: Desk) -> list[dict[str, object]]:
    keys = desk.lists.ids("saved-view", desk.query("saved-view", ""))
    return [dict(record.values) for record in desk.store.read_many("saved-view", keys).values()]


def _save(page: ListPage, name: str, qtbot: QtBot) -> None:
    """By the button and the dialog, as a person does it."""
    qtbot.mouseClick(page.bar.save, LEFT)
    dialog = answer(qtbot, AskDialog)
    dialog.field.setText(name)
    qtbot.keyClick(dialog.field, ENTER)
    qtbot.waitUntil(lambda: name in _names(page))
    come_back(qtbot, page.window())


def _put(desk: Desk, name: str, query: str, owner: str, layout: str = "") -> None:
    """A view that somebody else kept."""
    with desk.write("save view") as unit:
        values = {"name": name, "query": query, "kind": "asset", "owner": owner, "columns": layout}
        unit.insert("saved-view", values)


# --- made ---------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", UGLY, ids=["Japanese", "Arabic", "markup", "ampersand", "emoji", "long"])
def test_a_view_has_the_name_it_was_given(
    assets: ListPage, qtbot: QtBot, other_desk: Desk, name: str
) -> None:
    assets.set_query("type:monitor")
    _save(assets, name, qtbot)
    assert [(v["name"], v["query"], v["kind"]) for v in _stored(other_desk)] == [
        (name, "type:monitor", "asset")
    ]
    qtbot.waitUntil(lambda: _buttons(assets)[-1].text() == name)
    count = other_desk.lists.count("asset", other_desk.query("asset", "type:monitor"))
    assert _buttons(assets)[-1].accessibleName() == f"{name} {count}"
    assert _checked(assets) == [name]


def test_a_view_without_a_name_is_not_kept_and_the_dialog_says_so(
    assets: ListPage, qtbot: QtBot, other_desk: Desk
) -> None:
    head = other_desk.store.head()
    qtbot.mouseClick(assets.bar.save, LEFT)
    dialog = answer(qtbot, AskDialog)
    qtbot.keyClicks(dialog.field, "   ")
    qtbot.keyClick(dialog.field, ENTER)
    assert dialog.isVisible()
    qtbot.keyClick(dialog.field, ESCAPE)
    qtbot.waitUntil(lambda: not assets.window().findChildren(AskDialog))
    assert other_desk.store.head() == head


def test_the_same_name_again_replaces_the_view(assets: ListPage, qtbot: QtBot, other_desk: Desk) -> None:
    assets.set_query("type:monitor")
    _save(assets, "Screens", qtbot)
    assets.set_query("type:monitor status:in-use")
    assets.saved.save("SCREENS", assets.query_text, assets.list.layout_text())
    qtbot.waitUntil(lambda: "SCREENS" in _names(assets))
    assert "Screens" not in _names(assets)
    (stored,) = _stored(other_desk)
    assert stored["query"] == "type:monitor status:in-use"


def test_the_question_offers_the_name_of_the_view_one_is_on(assets: ListPage, qtbot: QtBot) -> None:
    assets.set_query("type:monitor")
    _save(assets, "Screens", qtbot)
    qtbot.mouseClick(assets.bar.save, LEFT)
    dialog = answer(qtbot, AskDialog)
    assert dialog.field.text() == dialog.field.selectedText() == "Screens"
    dialog.reject()


# --- chosen -------------------------------------------------------------------------------------
def test_a_view_brings_its_line_columns_and_order(assets: ListPage, qtbot: QtBot, other_desk: Desk) -> None:
    layout = json.loads(assets.list.layout_text())
    kept = {**layout, "shown": [*layout["shown"], "serial"], "sort": ["price", True]}
    _put(other_desk, "Dear ones", "type:laptop", assets.context.desk.actor, json.dumps(kept))
    _choose(assets, "Dear ones", qtbot)
    qtbot.waitUntil(lambda: assets.query_text == "type:laptop" and "serial" in assets.list.visible_names())

    def prices() -> list[object]:
        rows = (assets.list.model.row_at(i) for i in range(assets.list.model.rowCount()))
        return [row.cell("price").value for row in rows if row is not None]

    expected = [
        other_desk.store.read("asset", key)["price"]
        for key in other_desk.lists.ids("asset", other_desk.query("asset", "type:laptop sort:-price"))
    ]
    qtbot.waitUntil(lambda: prices() == expected)
    assert _checked(assets) == ["Dear ones"]


def test_of_two_views_of_one_line_the_chosen_one_is_meant(
    assets: ListPage, qtbot: QtBot, other_desk: Desk
) -> None:
    layout = json.loads(assets.list.layout_text())
    me = assets.context.desk.actor
    _put(other_desk, "By price", "type:laptop", me, json.dumps({**layout, "sort": ["price", False]}))
    _put(other_desk, "By tag", "type:laptop", me, json.dumps({**layout, "sort": ["tag", True]}))
    _choose(assets, "By price", qtbot)
    qtbot.waitUntil(lambda: assets.query_text == "type:laptop" and _checked(assets) == ["By price"])
    _choose(assets, "By tag", qtbot)
    qtbot.waitUntil(lambda: _checked(assets) == ["By tag"])
    last = other_desk.lists.ids("asset", other_desk.query("asset", "type:laptop sort:-tag"))[0]
    qtbot.waitUntil(lambda: assets.list.model.id_at(0) == last)
    assets.work.remove_view()
    qtbot.waitUntil(lambda: "By tag" not in _names(assets))
    assert [view["name"] for view in _stored(other_desk)] == ["By price"]


def test_a_kept_view_with_the_line_of_a_built_in_one_can_be_removed(
    assets: ListPage, qtbot: QtBot, other_desk: Desk
) -> None:
    line = assets.query_text
    _put(other_desk, "Mine", line, assets.context.desk.actor, assets.list.layout_text())
    _choose(assets, "Mine", qtbot)
    qtbot.waitUntil(lambda: _checked(assets) == ["Mine"])
    window = assets.window()
    assert isinstance(window, MainWindow) and window.commands.run("asset.remove-view")
    qtbot.waitUntil(lambda: _stored(other_desk) == [] and "Mine" not in _names(assets))
    assert _checked(assets) == ["In service"]


def test_another_line_is_no_view(assets: ListPage, qtbot: QtBot) -> None:
    assert _checked(assets) == ["In service"]
    assets.set_query("type:printer")
    qtbot.waitUntil(lambda: _checked(assets) == [])
    assets.set_query("status:active")
    qtbot.waitUntil(lambda: _checked(assets) == ["In service"])


def test_a_view_of_a_column_that_is_gone_says_so_and_the_rows_stay(
    assets: ListPage, qtbot: QtBot, other_desk: Desk
) -> None:
    rows = assets.list.model.count()
    _put(other_desk, "Old field", "colour:red", assets.context.desk.actor)
    _choose(assets, "Old field", qtbot)
    qtbot.waitUntil(lambda: assets.bar.line.is_wrong)
    assert next(view for view in assets.views() if view.name == "Old field").count is None
    assert assets.list.model.count() == rows and assets.query_text == "status:active"
    _choose(assets, "In service", qtbot)
    qtbot.waitUntil(lambda: not assets.bar.line.is_wrong)


# --- renamed and removed ------------------------------------------------------------------------
def test_a_view_is_renamed_by_the_palette_and_the_toast_takes_it_back(
    assets: ListPage, qtbot: QtBot, other_desk: Desk
) -> None:
    assets.set_query("type:monitor")
    _save(assets, "Screens", qtbot)
    window = assets.window()
    assert isinstance(window, MainWindow) and window.commands.run("asset.rename-view")
    dialog = answer(qtbot, AskDialog)
    assert dialog.field.text() == "Screens"
    dialog.field.selectAll()
    qtbot.keyClicks(dialog.field, "Displays")
    qtbot.keyClick(dialog.field, ENTER)
    qtbot.waitUntil(lambda: "Displays" in _names(assets) and "Screens" not in _names(assets))
    assert [(v["name"], v["query"]) for v in _stored(other_desk)] == [("Displays", "type:monitor")]
    press(qtbot, window.toast, "Undo")
    qtbot.waitUntil(lambda: "Screens" in _names(assets))
    assert [v["name"] for v in _stored(other_desk)] == ["Screens"]


def test_a_removed_view_comes_back_by_the_toast(assets: ListPage, qtbot: QtBot, other_desk: Desk) -> None:
    assets.set_query("type:monitor")
    _save(assets, "Screens", qtbot)
    before, window = _stored(other_desk), assets.window()
    assert isinstance(window, MainWindow) and window.commands.run("asset.remove-view")
    qtbot.waitUntil(lambda: "Screens" not in _names(assets))
    assert assets.query_text == "type:monitor", "the rows stay as they are"
    assert not any(command.id == "asset.remove-view" for command in assets.commands())
    qtbot.waitUntil(lambda: window.toast.current().head == "View removed")
    press(qtbot, window.toast, "Undo")
    qtbot.waitUntil(lambda: "Screens" in _names(assets))
    assert [v["query"] for v in _stored(other_desk)] == [v["query"] for v in before]


def test_built_in_views_can_be_neither_renamed_nor_removed(assets: ListPage, other_desk: Desk) -> None:
    head = other_desk.store.head()
    assert assets.current_view() == "In service"
    assert not {"asset.remove-view", "asset.rename-view"} & {command.id for command in assets.commands()}
    assets.work.remove_view()
    assets.work.ask_rename_view()
    assert assets.window().findChildren(AskDialog) == []
    assert other_desk.store.head() == head


def test_a_view_that_somebody_removed_meanwhile_is_said_to_be_gone(
    assets: ListPage, qtbot: QtBot, other_desk: Desk
) -> None:
    _put(other_desk, "Shared", "type:monitor", "")
    qtbot.waitUntil(lambda: "Shared" in _names(assets))
    held = assets.saved.saved(assets.views()[-1].id)
    assert held is not None
    with other_desk.write("remove view") as unit:
        unit.delete("saved-view", held.key)
    assets.saved.rename(held, "Renamed")
    office = assets.context.parent()
    assert isinstance(office, Office)
    qtbot.waitUntil(lambda: bool(office.context.messages.log))
    assert "Renamed" not in _names(assets) and last_said(office).startswith("There is no")
    qtbot.waitUntil(lambda: "Shared" not in _names(assets))


# --- others, and the numbers --------------------------------------------------------------------
def test_views_of_others_are_theirs_and_shared_ones_are_everybodys(
    open_office: Callable[..., Office], qtbot: QtBot, other_desk: Desk
) -> None:
    _put(other_desk, "Theirs", "type:monitor", "somebody")
    _put(other_desk, "Everybody's", "type:printer", "")
    page = open_office("assets").window.page
    assert isinstance(page, ListPage)
    qtbot.waitUntil(lambda: "Everybody's" in _names(page))
    assert "Theirs" not in _names(page)


def test_the_numbers_follow_what_others_write(assets: ListPage, qtbot: QtBot, other_desk: Desk) -> None:
    def count(name: str) -> int | None:
        return next(button.view.count for button in _buttons(assets) if button.view.name == name)

    qtbot.waitUntil(lambda: count("All") == 60)
    service = count("In service")
    assert service is not None
    key = add(other_desk, "asset", tag="ZZ-1", type="laptop", status="in-use")
    qtbot.waitUntil(lambda: (count("All"), count("In service")) == (61, service + 1))
    change(other_desk, "asset", key, status="retired")
    qtbot.waitUntil(lambda: (count("All"), count("In service")) == (61, service))
