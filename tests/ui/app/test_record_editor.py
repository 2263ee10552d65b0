"""Editing a record: references by name, wrong values, and what nobody may write."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from itdesk.ui.kit.record_dialog import RecordDialog
from itdesk.ui.kit.reference_box import ReferenceBox
from itdesk.ui.pages.list_page import ListPage

ENTER, CONTROL = Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier


def _edit(page: ListPage, qtbot: QtBot) -> RecordDialog:
    page.work.edit()
    qtbot.waitUntil(lambda: page.work.editor.dialog is not None and page.work.editor.dialog.isActiveWindow())
    dialog = page.work.editor.dialog
    assert dialog is not None
    return dialog


def _type(qtbot: QtBot, dialog: RecordDialog, field: str, text: str) -> None:
    edit = dialog.findChild(QLineEdit, field)
    edit.selectAll()
    qtbot.keyClicks(edit, text)


def test_a_reference_is_found_by_a_part_of_its_name(assets: ListPage, qtbot: QtBot) -> None:
    desk, key = assets.context.desk, assets.current_id()
    person = desk.lists.ids("person", desk.query("person", ""), limit=1)[0]
    name = str(desk.store.read("person", person)["name"])
    dialog = _edit(assets, qtbot)
    box = next(b for b in dialog.findChildren(ReferenceBox) if b.objectName() in ("person", "person_id"))
    box.lineEdit().selectAll()
    qtbot.keyClicks(box.lineEdit(), name)
    qtbot.waitUntil(lambda: box.record_id() == person)
    qtbot.keyClick(dialog, ENTER, CONTROL)
    qtbot.waitUntil(lambda: desk.store.read("asset", key)["person_id"] == person)


def test_saving_nothing_writes_no_entry(assets: ListPage, qtbot: QtBot) -> None:
    head = assets.context.desk.store.head()
    dialog = _edit(assets, qtbot)
    qtbot.keyClick(dialog, ENTER, CONTROL)
    qtbot.waitUntil(lambda: assets.work.editor.dialog is None)
    assert assets.context.desk.store.head() == head


def test_a_date_that_is_none_stays_as_typed_with_a_sentence_below(assets: ListPage, qtbot: QtBot) -> None:
    dialog = _edit(assets, qtbot)
    _type(qtbot, dialog, "bought", "31.02.2024")
    qtbot.keyClick(dialog, ENTER, CONTROL)
    assert dialog.isVisible()
    assert "not a date" in dialog.binder.problem("bought")
    assert dialog.findChild(QLineEdit, "bought").text() == "31.02.2024"
    dialog.reject()
