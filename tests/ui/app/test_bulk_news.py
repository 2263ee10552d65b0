"""Many are changed at once while others write: what was chosen is meant, all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from itdesk.desk import Desk
from itdesk.ui.app.bulk_edit import BulkEditDialog
from itdesk.ui.app.office import Office
from itdesk.ui.pages.list_page import ListPage
from tests.records import add, change, remove
from tests.ui.hands import answer, press, said, words

OpenOffice = Callable[..., Office]


@pytest.fixture
def keys(other_desk: Desk) -> list[int]:
    """Three laptops of their own at the top of the list."""
    return [add(other_desk, "asset", tag=f"AA-{n}", type="laptop", status="in-use") for n in range(3)]


@pytest.fixture
def page(open_office: OpenOffice, keys: list[int], qtbot: QtBot) -> ListPage:
    """Those three, chosen by keys."""
    page = open_office("assets").window.page
    assert isinstance(page, ListPage)
    page.set_query("tag:AA-* status:in-use")
    qtbot.waitUntil(lambda: page.list.model.count() == 3)
    page.list.setFocus()
    qtbot.keyClick(page.list.view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.selected_ids() == keys)
    return page


def _states(desk: Desk, keys: list[int]) -> list[object]:
    found = desk.store.read_many("asset", keys)
    return [found[key]["status"] if key in found else None for key in keys]


def _asked(page: ListPage, qtbot: QtBot) -> BulkEditDialog:
    qtbot.keyClick(
        page.list.view, "E", Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    dialog = answer(qtbot, BulkEditDialog)
    dialog.column_box.setCurrentText("State")
    assert isinstance(dialog.editor, QComboBox)
    dialog.editor.setCurrentText("Missing")
    return dialog


def test_those_that_were_chosen_are_changed_although_the_list_has_moved(
    page: ListPage, keys: list[int], other_desk: Desk, qtbot: QtBot
) -> None:
    dialog = _asked(page, qtbot)
    assert "Change 3" in words(dialog)
    change(other_desk, "asset", keys[0], status="in-repair")
    add(other_desk, "asset", tag="AA-00", type="laptop", status="in-use")
    qtbot.waitUntil(lambda: page.list.model.index_of(keys[0]) is None and page.list.model.count() == 3)
    press(qtbot, dialog, "Change 3")
    qtbot.waitUntil(lambda: _states(other_desk, keys) == ["missing"] * 3)
    new = other_desk.refs.find("asset", "AA-00")
    assert other_desk.store.read("asset", new)["status"] == "in-use"


def test_one_that_is_gone_stops_all_and_says_so_in_the_dialog(
    page: ListPage, keys: list[int], other_desk: Desk, qtbot: QtBot
) -> None:
    dialog = _asked(page, qtbot)
    remove(other_desk, "asset", keys[1])
    head = other_desk.store.head()
    press(qtbot, dialog, "Change 3")
    qtbot.waitUntil(lambda: any(text.startswith("There is no") for text in words(dialog)))
    assert dialog.isVisible() and other_desk.store.head() == head
    assert _states(other_desk, keys) == ["in-use", None, "in-use"]
    dialog.reject()


def test_the_toast_takes_all_of_it_back(
    page: ListPage, keys: list[int], other_desk: Desk, qtbot: QtBot
) -> None:
    head = other_desk.store.head()
    press(qtbot, _asked(page, qtbot), "Change 3")
    qtbot.waitUntil(lambda: _states(other_desk, keys) == ["missing"] * 3)
    assert other_desk.store.head() == head + 1, "one entry"
    office = page.context.parent()
    assert isinstance(office, Office)
    qtbot.waitUntil(lambda: said(office)[-1].head == "3 changed")
    press(qtbot, office.window.toast, "Undo")
    qtbot.waitUntil(lambda: _states(other_desk, keys) == ["in-use"] * 3)
    qtbot.waitUntil(lambda: page.list.model.count() == 3)


def test_all_that_are_chosen_are_removed_as_one_and_come_back_as_one(
    page: ListPage, keys: list[int], other_desk: Desk, qtbot: QtBot
) -> None:
    head = other_desk.store.head()
    qtbot.keyClick(page.list.view, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: page.list.model.count() == 0)
    assert other_desk.store.head() == head + 1
    office = page.context.parent()
    assert isinstance(office, Office)
    qtbot.waitUntil(lambda: said(office)[-1].head == "3 assets removed")
    press(qtbot, office.window.toast, "Undo")
    qtbot.waitUntil(lambda: page.list.model.count() == 3)
    assert _states(other_desk, keys) == ["in-use"] * 3


def test_of_many_one_that_others_need_keeps_them_all(
    open_office: OpenOffice, other_desk: Desk, qtbot: QtBot
) -> None:
    free, held = (add(other_desk, "supplier", name=name) for name in ("Aaa free", "Aaa held"))
    add(other_desk, "asset", tag="AA-1", type="laptop", supplier=held)
    office = open_office("people")
    assert office.window.open_record("supplier", free)
    page = next(p for p in office.window.findChildren(ListPage) if p.kind_name == "supplier")
    page.set_query('name:"Aaa"')
    qtbot.waitUntil(lambda: page.list.model.count() == 2)
    page.list.setFocus()
    qtbot.keyClick(page.list.view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    head = other_desk.store.head()
    qtbot.keyClick(page.list.view, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: any(message.state == "crit" for message in said(office)))
    assert other_desk.store.head() == head
    assert page.list.model.count() == 2 and other_desk.store.read("supplier", free)
