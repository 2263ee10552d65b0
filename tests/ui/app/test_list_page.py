"""What a person does on a list page, and what then stands in the database."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit
from pytestqt.qtbot import QtBot

from itdesk.desk.desk import Desk
from itdesk.ui.app.ask import AskDialog
from itdesk.ui.app.bulk_edit import BulkEditDialog
from itdesk.ui.app.office import Office
from itdesk.ui.kit.record_dialog import RecordDialog
from itdesk.ui.pages.list_page import ListPage

ENTER, ESCAPE = Qt.Key.Key_Return, Qt.Key.Key_Escape


def _ref(page: ListPage) -> str:
    row = page.list.current_row()
    return row.ref if row is not None else ""


def _shown(page: ListPage, place: int, column: str) -> str:
    """What stands in a row; "" while it is read again."""
    row = page.list.model.row_at(place)
    return row.cell(column).text if row is not None else ""


def _second(page: ListPage, place: int) -> str:
    row = page.list.model.row_at(place)
    return row.cell("tag").second if row is not None else ""


def _status(desk: Desk, key: int) -> object:
    return desk.store.read("asset", key)["status"]


def _dialog(page: ListPage, qtbot: QtBot, wanted: type) -> QDialog:
    """The dialog of this class, once it takes keys."""

    def opened() -> list[QDialog]:
        found = (w for w in QApplication.topLevelWidgets() if isinstance(w, wanted))
        return [w for w in found if isinstance(w, QDialog) and w.isActiveWindow()]

    qtbot.waitUntil(lambda: bool(opened()))
    return opened()[0]


def _activate(page: ListPage, qtbot: QtBot) -> None:
    """The offscreen platform has no window manager that brings the window back after a dialog."""
    page.window().activateWindow()
    qtbot.waitUntil(page.window().isActiveWindow)
    page.list.setFocus()


def test_the_first_view_is_shown_with_its_count(assets: ListPage, qtbot: QtBot) -> None:
    desk = assets.context.desk
    expected = desk.lists.count("asset", desk.query("asset", "status:active"))
    assert assets.list.model.count() == expected
    assert assets.current_view() == "In service"
    qtbot.waitUntil(lambda: next(iter(assets.views())).count == expected)


def test_the_first_row_is_chosen_and_its_detail_shown(assets: ListPage, qtbot: QtBot) -> None:
    row = assets.list.current_row()
    assert row is not None
    qtbot.waitUntil(lambda: row.ref in assets.slot.detail.accessibleName())


def test_typing_a_filter_narrows_the_rows(assets: ListPage, qtbot: QtBot) -> None:
    qtbot.keyClick(assets.list.view, "/")
    field = assets.bar.line.focusProxy()
    qtbot.waitUntil(field.hasFocus)
    qtbot.keyClicks(field, "type:laptop ")
    desk = assets.context.desk
    expected = desk.lists.count("asset", desk.query("asset", "status:active type:laptop"))
    qtbot.waitUntil(lambda: assets.list.model.count() == expected)
    qtbot.keyClick(field, ENTER)
    qtbot.waitUntil(assets.list.view.hasFocus)


def test_a_wrong_filter_keeps_the_rows_and_says_why(assets: ListPage, qtbot: QtBot) -> None:
    before = assets.list.model.count()
    field = assets.bar.line.focusProxy()
    field.setFocus()
    qtbot.keyClicks(field, "nonsense:7")
    qtbot.waitUntil(lambda: assets.bar.line.is_wrong)
    assert assets.list.model.count() == before
    assert assets.query_text == "status:active"


def test_another_view_shows_its_records(assets: ListPage, qtbot: QtBot) -> None:
    top = assets.window().top
    qtbot.waitUntil(lambda: [b.view.count is not None for b in top.views] == [True] * 4)
    qtbot.mouseClick(top.views[-1], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: assets.list.model.count() == 60)
    assert assets.current_view() == "All"


def test_a_click_on_a_header_orders_the_list(assets: ListPage, qtbot: QtBot) -> None:
    assets.list.sort_requested.emit("price", True)
    qtbot.waitUntil(lambda: assets.list.model.headerData(5, Qt.Orientation.Horizontal).endswith("↓"))
    prices = [assets.list.model.row_at(i).cell("price").value for i in range(5)]
    assert prices == sorted(prices, reverse=True)


def test_an_edit_is_saved_and_the_toast_takes_it_back(assets: ListPage, qtbot: QtBot) -> None:
    desk, key = assets.context.desk, assets.current_id()
    before = desk.store.read("asset", key)["model"]
    qtbot.keyClick(assets.list.view, Qt.Key.Key_F2)
    dialog = _dialog(assets, qtbot, RecordDialog)
    field = dialog.findChild(QLineEdit, "model")
    field.selectAll()
    qtbot.keyClicks(field, "Another model")
    qtbot.keyClick(dialog, ENTER, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: desk.store.read("asset", key)["model"] == "Another model")
    place = assets.list.current_position()[0] - 1
    qtbot.waitUntil(lambda: _second(assets, place).endswith("Another model"))
    toast = assets.window().toast
    qtbot.waitUntil(toast.isVisible)
    assert toast.current().action is not None
    toast.current().action.handler()
    qtbot.waitUntil(lambda: desk.store.read("asset", key)["model"] == before)


def test_a_wrong_value_keeps_what_was_typed(assets: ListPage, qtbot: QtBot) -> None:
    desk, key = assets.context.desk, assets.current_id()
    other = next(r.ref for i in range(5) if (r := assets.list.model.row_at(i)).id != key)
    head = desk.store.head()
    qtbot.keyClick(assets.list.view, Qt.Key.Key_F2)
    dialog = _dialog(assets, qtbot, RecordDialog)
    field = dialog.findChild(QLineEdit, "tag")
    field.selectAll()
    qtbot.keyClicks(field, other)
    qtbot.keyClick(dialog, ENTER, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(dialog.binder.problem("tag")))
    assert field.text() == other
    assert desk.store.head() == head
    dialog.reject()


def test_many_are_changed_in_one_entry_and_undone_whole(assets: ListPage, qtbot: QtBot) -> None:
    desk, view = assets.context.desk, assets.list.view
    for _ in range(3):
        qtbot.keyClick(view, Qt.Key.Key_X)
        qtbot.keyClick(view, Qt.Key.Key_J)
    qtbot.keyClick(view, Qt.Key.Key_X)
    keys = assets.selected_ids()
    assert len(keys) == 4
    before, head = [_status(desk, key) for key in keys], desk.store.head()
    assets.work.ask_bulk()
    dialog = _dialog(assets, qtbot, BulkEditDialog)
    dialog.column_box.setCurrentText("State")
    dialog.editor.setCurrentText("Missing")
    qtbot.mouseClick(dialog._save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: [_status(desk, key) for key in keys] == ["missing"] * 4)
    assert desk.store.head() == head + 1
    shown = [assets.list.model.index_of(key) for key in keys]
    qtbot.waitUntil(lambda: [assets.list.model.index_of(key) for key in keys] == [None] * 4)
    assert None not in shown
    _activate(assets, qtbot)
    qtbot.keyClick(view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: [_status(desk, key) for key in keys] == before)


def test_a_removed_record_leaves_the_list_and_comes_back(assets: ListPage, qtbot: QtBot) -> None:
    assets.work.new_record()
    dialog = _dialog(assets, qtbot, RecordDialog)
    qtbot.keyClicks(dialog.findChild(QLineEdit, "tag"), "AAA-1")
    qtbot.keyClick(dialog, ENTER, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(
        lambda: assets.list.current_row() is not None and assets.list.current_row().ref == "AAA-1"
    )
    key, count = assets.current_id(), assets.list.model.count()
    _activate(assets, qtbot)
    qtbot.keyClick(assets.list.view, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: assets.list.model.count() == count - 1)
    assert assets.list.model.index_of(key) is None
    assets.window().toast.current().action.handler()
    qtbot.waitUntil(lambda: assets.list.model.count() == count)


def test_what_somebody_else_writes_appears_and_the_place_stays(
    assets: ListPage, other_desk: Desk, qtbot: QtBot
) -> None:
    assets.list.view.go_to(7)
    key, seen = assets.current_id(), assets.list.model.id_at(3)
    with other_desk.write("edit asset") as unit:
        other_desk.keepers["asset"].change(unit, seen, {"status": "in-repair"})
        other_desk.keepers["asset"].add(unit, {"tag": "AAA-0", "status": "in-use"})
    other_desk.close()
    qtbot.waitUntil(lambda: assets.list.model.id_at(0) is not None and assets.list.model.index_of(seen) == 4)
    assert assets.current_id() == key
    qtbot.waitUntil(lambda: _shown(assets, 4, "status") == "In repair")


def test_a_view_is_saved_found_again_and_removed(assets: ListPage, qtbot: QtBot) -> None:
    assets.set_query("type:monitor")
    qtbot.mouseClick(assets.bar.save, Qt.MouseButton.LeftButton)
    dialog = _dialog(assets, qtbot, AskDialog)
    qtbot.keyClicks(dialog.field, "Screens")
    qtbot.keyClick(dialog.field, ENTER)
    qtbot.waitUntil(lambda: [v.name for v in assets.views()][-1] == "Screens")
    assert assets.current_view().startswith("saved:")
    assert any(c.id == "asset.remove-view" for c in assets.commands())
    assets.work.remove_view()
    qtbot.waitUntil(lambda: [v.name for v in assets.views()][-1] == "All")


def test_the_list_as_at_a_past_day_cannot_be_changed(assets: ListPage, qtbot: QtBot) -> None:
    assets.work.ask_date()
    dialog = _dialog(assets, qtbot, AskDialog)
    qtbot.keyClicks(dialog.field, "31.02.2024")
    qtbot.keyClick(dialog.field, ENTER)
    assert dialog.isVisible()
    dialog.field.setText("2001-01-01")
    qtbot.keyClick(dialog.field, ENTER)
    qtbot.waitUntil(lambda: assets.list.model.count() == 0)
    assert assets.past.bar.isVisible()
    assert assets.work.selection() == ()
    assert assets.primary_action().title == "Back to today"
    qtbot.mouseClick(assets.window().top.primary, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(assets.list.model.count()))
    assert not assets.past.bar.isVisible()


def test_columns_stay_as_the_person_left_them(
    open_office: Callable[..., Office], assets: ListPage, place: str, qtbot: QtBot
) -> None:
    assets.list.view.setColumnWidth(1, 171)
    again = open_office("assets").window.page
    assert again is not assets
    assert again.list.view.columnWidth(1) == 171


def test_a_narrow_window_shows_list_or_detail(assets: ListPage, qtbot: QtBot) -> None:
    window = assets.window()
    window.resize(1000, 700)
    qtbot.waitUntil(lambda: not assets.slot.detail.isVisible())
    qtbot.keyClick(assets.list.view, ENTER)
    qtbot.waitUntil(assets.slot.detail.isVisible)
    assert not assets.list.isVisible()
    assert "/" in window.top.title_text()
    qtbot.keyClick(assets.slot.detail, ESCAPE)
    qtbot.waitUntil(assets.list.isVisible)


def test_a_column_that_is_chosen_shows_its_values(assets: ListPage, qtbot: QtBot) -> None:
    assert "serial" not in assets.list.visible_names()
    menu = assets.list.column_menu()
    next(action for action in menu.actions() if action.data() == "serial").setChecked(True)
    row = assets.list.current_row()
    place = assets.list.current_position()[0] - 1
    qtbot.waitUntil(lambda: _shown(assets, place, "serial") not in ("", "—"))
    assert assets.list.current_row().id == row.id
    menu.deleteLater()


def test_a_kept_view_brings_its_columns(assets: ListPage, qtbot: QtBot) -> None:
    assets.saved.save("Serials", "type:laptop", _with_serial(assets.list.layout_text()))
    qtbot.waitUntil(lambda: [v.name for v in assets.views()][-1] == "Serials")
    assets.choose_view(assets.views()[-1].id)
    qtbot.waitUntil(lambda: assets.query_text == "type:laptop")
    assert "serial" in assets.list.visible_names()


def _with_serial(layout: str) -> str:
    kept = json.loads(layout)
    return json.dumps({**kept, "shown": [*kept["shown"], "serial"]})


def test_a_list_is_written_to_a_file_as_it_stands(assets: ListPage, tmp_path: Path, qtbot: QtBot) -> None:
    assets.set_query("type:laptop sort:-price")
    qtbot.waitUntil(lambda: assets.query_text.startswith("type:laptop"))
    assets.list.sort_requested.emit("tag", True)
    assets.work.export_to(str(tmp_path / "laptops.csv"))
    qtbot.waitUntil(lambda: bool(assets.context.messages.log))
    head, *lines = (tmp_path / "laptops.csv").read_text("utf-8-sig").splitlines()
    qtbot.waitUntil(lambda: len(lines) == assets.list.model.count())
    assert f"{len(lines)} rows" in assets.context.messages.log[-1].head
    tags = [line.split(",")[0] for line in lines]
    assert tags == sorted(tags, reverse=True)
    assert len(head.split(",")) == len(assets.list.visible_names())
