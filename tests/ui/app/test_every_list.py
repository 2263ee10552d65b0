"""What every list can do, whatever its kind: the same keys, the same undo, the same words for nothing."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from itdesk.desk.desk import Desk
from itdesk.ui.app.office import Office
from itdesk.ui.kit.record_dialog import RecordDialog
from itdesk.ui.pages.list_page import ListPage

CONTROL = Qt.KeyboardModifier.ControlModifier
SHOWN = ("asset", "person", "place", "supplier", "ticket", "device", "alert", "plan", "work-order", "manual")
MADE = {"asset": "tag", "person": "name", "place": "name", "supplier": "name"}
"""Kinds whose form needs one word alone, and the field that takes it."""
WORDS = ("Zz plain", "山田商事株式会社 情報システム部", "<b>not bold</b> & co", "Łukasz “Ż” O'Neil")

ListOf = Callable[[str], ListPage]


@pytest.fixture
def list_of(open_office: Callable[..., Office], qtbot: QtBot) -> ListOf:
    """list_of("plan") → the list that shows a kind, with all of its records."""

    def shown(kind: str) -> ListPage:
        page = brought(kind)
        page.set_query("")
        desk = page.context.desk
        count = desk.lists.count(kind, desk.query(kind, ""))
        qtbot.waitUntil(lambda: page.list.model.count() == count)
        return page

    def brought(kind: str) -> ListPage:
        office = open_office("overview")
        desk = office.context.desk
        key = next(iter(desk.lists.ids(kind, desk.query(kind, ""), limit=1)))
        for page_id in office.window.rail.order:
            office.window.show_page(page_id)
            found = [p for p in office.window.page.findChildren(ListPage) if p.kind_name == kind]
            if isinstance(office.window.page, ListPage) and office.window.page.kind_name == kind:
                found = [office.window.page]
            if found:
                office.window.page.show_record(kind, key)
                if kind == "work-order":
                    office.window.page.choose_view("o:all")
                return found[0]
        raise AssertionError(f"no page shows {kind}")

    return shown


def _dialog(qtbot: QtBot) -> RecordDialog:
    def opened() -> list[RecordDialog]:
        found = QApplication.topLevelWidgets()
        return [w for w in found if isinstance(w, RecordDialog) and w.isActiveWindow()]

    qtbot.waitUntil(lambda: bool(opened()))
    return opened()[0]


def _head(page: ListPage) -> int:
    return page.context.desk.store.head()


# --- made, changed, removed -----------------------------------------------------------------------
@pytest.mark.parametrize("kind", MADE)
@pytest.mark.parametrize("word", WORDS, ids=["plain", "Japanese", "markup", "quotes"])
def test_one_word_and_ctrl_enter_make_a_record(list_of: ListOf, qtbot: QtBot, kind: str, word: str) -> None:
    page = list_of(kind)
    desk, head, before = page.context.desk, _head(page), page.list.model.count()
    page.work.new_record()
    dialog = _dialog(qtbot)
    field = dialog.findChild(QLineEdit, MADE[kind])
    assert field is not None
    field.insert(word)
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: _head(page) == head + 1)
    qtbot.waitUntil(lambda: page.list.model.count() == before + 1)
    qtbot.waitUntil(lambda: page.list.current_row() is not None)
    view = page.list.view
    where = view.rowViewportPosition(view.currentIndex().row())
    assert 0 <= where < view.viewport().height(), "the new record is in sight"
    key = page.current_id()
    assert desk.store.read(kind, key)[MADE[kind]] == word
    row = page.list.current_row()
    assert row is not None and any(word in cell.text for cell in row.cells.values()), "shown as it is"


@pytest.mark.parametrize("kind", MADE)
def test_an_empty_form_is_not_saved_and_says_what_is_missing(
    list_of: ListOf, qtbot: QtBot, kind: str
) -> None:
    page = list_of(kind)
    head = _head(page)
    page.work.new_record()
    dialog = _dialog(qtbot)
    line = dialog.findChild(QLineEdit, MADE[kind])
    assert line is not None
    line.clear()
    dialog.binder.fields["notes"].show("something typed")
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: bool(dialog.binder.problem(MADE[kind])))
    assert dialog.isVisible() and _head(page) == head
    dialog.reject()


@pytest.mark.parametrize("kind", ["asset", "person", "supplier", "manual", "plan"])
def test_a_removed_record_comes_back_whole_with_ctrl_z(list_of: ListOf, qtbot: QtBot, kind: str) -> None:
    page = list_of(kind)
    desk = page.context.desk
    free = [key for key in desk.lists.ids(kind, desk.query(kind, "")) if _is_free(desk, kind, key)]
    if not free:
        with desk.write("add") as unit:
            free = [desk.keepers[kind].add(unit, _least(kind))]
        page.refresh()
        qtbot.waitUntil(lambda: page.list.model.index_of(free[0]) is not None)
    before, count = desk.store.read(kind, free[0]), page.list.model.count()
    page.list.select_id(free[0])
    qtbot.waitUntil(lambda: page.current_id() == free[0])
    page.work.remove()
    qtbot.waitUntil(lambda: page.list.model.count() == count - 1)
    page.window().activateWindow()
    qtbot.waitUntil(page.window().isActiveWindow)
    qtbot.keyClick(page.window(), Qt.Key.Key_Z, CONTROL)
    qtbot.waitUntil(lambda: page.list.model.count() == count)
    assert desk.store.read(kind, free[0]).values == before.values


def _is_free(desk: Desk, kind: str, key: int) -> bool:
    """Whether nothing refers to a record."""
    schema = desk.store.schema
    for holding, field in schema.referrers(kind):
        sql = f'SELECT count(*) FROM "{holding.table}" WHERE "{field}" = ?'
        if desk.store.engine.db.execute_sql(sql, (key,)).fetchone()[0]:
            return False
    return True


def _least(kind: str) -> dict[str, str]:
    rule = {"rule": "FREQ=YEARLY", "starts": "2026-01-01"} if kind == "plan" else {}
    return {"title" if kind == "manual" else MADE.get(kind, "name"): "Nobody needs it", **rule}


@pytest.mark.parametrize("kind", ["person", "place", "supplier"])
def test_what_others_refer_to_is_kept_with_the_reason(list_of: ListOf, qtbot: QtBot, kind: str) -> None:
    page = list_of(kind)
    desk, head = page.context.desk, _head(page)
    held = next(k for k in desk.lists.ids(kind, desk.query(kind, "")) if not _is_free(desk, kind, k))
    page.list.select_id(held)
    qtbot.waitUntil(lambda: page.current_id() == held)
    said = len(page.context.messages.log)
    page.work.remove()
    qtbot.waitUntil(lambda: len(page.context.messages.log) > said)
    assert page.context.messages.log[-1].head, "the reason in words"
    assert _head(page) == head and desk.store.read(kind, held)


# --- looked at ------------------------------------------------------------------------------------
@pytest.mark.parametrize("kind", SHOWN)
def test_nothing_found_says_so_and_one_key_shows_all_again(list_of: ListOf, qtbot: QtBot, kind: str) -> None:
    page = list_of(kind)
    count = page.list.model.count()
    page.set_query('"nothing is called like this at all"')
    qtbot.waitUntil(lambda: page.list.model.count() == 0)
    assert page.list.current_row() is None and page.selected_ids() == []
    page.list.clear_filter_requested.emit()
    qtbot.waitUntil(lambda: page.list.model.count() == count)


@pytest.mark.parametrize("kind", SHOWN)
def test_keys_walk_from_end_to_end(list_of: ListOf, qtbot: QtBot, kind: str) -> None:
    page = list_of(kind)
    view, model = page.list.view, page.list.model
    qtbot.keyClick(view, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: page.current_id() == model.id_at(model.count() - 1))
    assert view.rowViewportPosition(model.count() - 1) < view.viewport().height(), "the last row is in sight"
    qtbot.keyClick(view, Qt.Key.Key_Home)
    qtbot.waitUntil(lambda: page.current_id() == model.id_at(0))
    qtbot.keyClick(view, Qt.Key.Key_Up)
    assert page.current_id() == model.id_at(0), "above the first there is nothing"
    if model.count() > 1:
        qtbot.keyClick(view, Qt.Key.Key_Down)
        qtbot.waitUntil(lambda: page.current_id() == model.id_at(1))


@pytest.mark.parametrize("kind", SHOWN)
def test_all_are_chosen_and_let_go_by_keys(list_of: ListOf, qtbot: QtBot, kind: str) -> None:
    page = list_of(kind)
    qtbot.keyClick(page.list.view, Qt.Key.Key_A, CONTROL)
    qtbot.waitUntil(lambda: page.list.selected_count() == page.list.model.count())
    qtbot.keyClick(page.list.view, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: page.list.selected_count() <= 1)


@pytest.mark.parametrize("kind", SHOWN)
def test_each_column_can_be_shown_and_ordered_by(list_of: ListOf, qtbot: QtBot, kind: str) -> None:
    page = list_of(kind)
    count = page.list.model.count()
    for column in page.kind:
        page.set_query(f"sort:{column.name}")
        qtbot.waitUntil(lambda: not page.context.tasks.running)
        assert page.list.model.count() == count, column.name
    assert not page.bar.line.is_wrong


@pytest.mark.parametrize("kind", SHOWN)
@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".json"])
def test_a_list_is_exported_as_it_is_filtered(
    list_of: ListOf, qtbot: QtBot, kind: str, suffix: str, tmp_path: Path
) -> None:
    page = list_of(kind)
    path, count = tmp_path / f"out{suffix}", page.list.model.count()
    page.work.export_to(str(path))
    qtbot.waitUntil(path.exists)
    qtbot.waitUntil(lambda: not page.context.tasks.running)
    if suffix == ".json":
        rows = len(json.loads(path.read_text("utf-8")))
    elif suffix == ".csv":
        rows = len(list(csv.reader(path.read_text("utf-8-sig").splitlines()))) - 1
    else:
        book = openpyxl.load_workbook(path, read_only=True)
        rows = len(list(book.worksheets[0].iter_rows())) - 1
        book.close()
    assert rows == count or (suffix == ".csv" and rows > count), "long texts have lines of their own"
    assert path.stat().st_mode & 0o077 == 0
