"""One value for many records: every type of column, what is refused, one entry that is undone whole."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from itdesk.core.kinds import Value
from itdesk.desk.desk import Desk
from itdesk.ui.app.bulk_edit import BulkEditDialog
from itdesk.ui.kit.reference_box import ReferenceBox
from itdesk.ui.pages.list_page import ListPage

LEFT = Qt.MouseButton.LeftButton
CHOSEN = 3
JAPANESE = "山田製作所 & <b>Söhne</b>"


@pytest.fixture
def chosen(assets: ListPage, qtbot: QtBot) -> tuple[int, ...]:
    """Three assets are chosen, by keys."""
    for place in range(CHOSEN):
        qtbot.keyClick(assets.list.view, Qt.Key.Key_X)
        if place < CHOSEN - 1:
            qtbot.keyClick(assets.list.view, Qt.Key.Key_J)
    keys = tuple(assets.selected_ids())
    assert len(keys) == CHOSEN
    return keys


@pytest.fixture
def dialog(assets: ListPage, chosen: tuple[int, ...], qtbot: QtBot) -> BulkEditDialog:
    """The question what to change, in front."""
    assets.work.ask_bulk()

    def opened() -> list[BulkEditDialog]:
        return [w for w in QApplication.topLevelWidgets() if isinstance(w, BulkEditDialog) and w.isVisible()]

    qtbot.waitUntil(lambda: bool(opened()))
    return opened()[0]


def type_in(dialog: BulkEditDialog, label: str, words: str) -> None:
    """Choose the field by its label and put the words into its editor as a person would."""
    assert dialog.column_box.findText(label) >= 0, label
    dialog.column_box.setCurrentText(label)
    editor = dialog.editor
    if isinstance(editor, ReferenceBox):
        editor.setEditText(words)
    elif isinstance(editor, QComboBox):
        editor.setCurrentText(words)
    else:
        assert isinstance(editor, QLineEdit)
        editor.setText(words)


def said(dialog: BulkEditDialog) -> str:
    return " ".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisible())


def values(desk: Desk, keys: tuple[int, ...], field: str) -> list[Value]:
    return [desk.store.read("asset", key)[field] for key in keys]


CASES: dict[str, tuple[str, str, str, Callable[[object], bool]]] = {
    "text": ("Manufacturer", JAPANESE, "manufacturer", lambda v: v == JAPANESE),
    "choice": ("State", "In repair", "status", lambda v: v == "in-repair"),
    "money": ("Price", "1,234.50", "price", lambda v: v == 123_450),
    "date": ("Bought", "2026-02-28", "bought", lambda v: v == "2026-02-28"),
    "cleared": ("Model", "", "model", lambda v: v is None),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_each_type_is_written_to_all_in_one_entry_and_undone_whole(
    assets: ListPage, dialog: BulkEditDialog, chosen: tuple[int, ...], qtbot: QtBot, case: str
) -> None:
    label, words, field, fits = CASES[case]
    desk = assets.context.desk
    before, head = values(desk, chosen, field), desk.store.head()
    type_in(dialog, label, words)
    qtbot.mouseClick(dialog._save, LEFT)
    qtbot.waitUntil(lambda: all(fits(value) for value in values(desk, chosen, field)))
    assert desk.store.head() == head + 1
    assert desk.journal.entry(head + 1).changes == sum(not fits(value) for value in before)
    qtbot.waitUntil(lambda: assets.context.messages.log[-1].action is not None)
    assets.window().activateWindow()
    qtbot.waitUntil(assets.window().isActiveWindow)
    qtbot.keyClick(assets.window(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: values(desk, chosen, field) == before)


def test_a_person_is_found_by_name(
    assets: ListPage, dialog: BulkEditDialog, chosen: tuple[int, ...], qtbot: QtBot
) -> None:
    desk = assets.context.desk
    name = str(desk.store.read("person", 2)["name"])
    type_in(dialog, "Assigned to", name)
    qtbot.mouseClick(dialog._save, LEFT)
    qtbot.waitUntil(lambda: values(desk, chosen, "person_id") == [2] * CHOSEN)


@pytest.mark.parametrize(
    ("label", "words", "told"),
    [
        ("Price", "cheap", "cheap"), ("Bought", "31.02.2026", "31.02.2026"),
        ("Assigned to", "Nobody Known", "Nobody Known"), ("Warranty until", "soon", "soon"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_and_what_was_typed_stays(
    assets: ListPage, dialog: BulkEditDialog, qtbot: QtBot, label: str, words: str, told: str
) -> None:
    head = assets.context.desk.store.head()
    type_in(dialog, label, words)
    qtbot.mouseClick(dialog._save, LEFT)
    assert dialog.isVisible() and told in said(dialog)
    assert assets.context.desk.store.head() == head
    dialog.reject()


def test_one_that_may_not_be_holds_all_back(
    assets: ListPage, dialog: BulkEditDialog, chosen: tuple[int, ...], other_desk: Desk, qtbot: QtBot
) -> None:
    """Somebody removes one of them meanwhile: the others are not changed half."""
    before = values(other_desk, chosen[1:], "model")
    with other_desk.write("free asset") as unit:
        for table, kind in (("device", "device"), ("ticket", "ticket"), ("plan", "plan")):
            for (key,) in other_desk.store.engine.db.execute_sql(
                f'SELECT id FROM "{table}" WHERE asset_id = ?', (chosen[0],)
            ).fetchall():
                unit.update(kind, key, {"asset_id": None})
        for (key,) in other_desk.store.engine.db.execute_sql(
            "SELECT id FROM work_order WHERE asset_id = ?", (chosen[0],)
        ).fetchall():
            unit.update("work-order", key, {"asset_id": None})
        for (key,) in other_desk.store.engine.db.execute_sql(
            "SELECT id FROM alert WHERE asset_id = ?", (chosen[0],)
        ).fetchall():
            unit.update("alert", key, {"asset_id": None})
        unit.delete("asset", chosen[0])
    type_in(dialog, "Model", "Another")
    head = other_desk.store.head()
    qtbot.mouseClick(dialog._save, LEFT)
    qtbot.waitUntil(lambda: not assets.context.tasks.running)
    after = values(other_desk, chosen[1:], "model")
    assert after in (before, ["Another"] * len(before)), "all of those that are there, or none"
    assert other_desk.store.head() - head == (after != before)
    if dialog.isVisible():
        dialog.reject()


def test_nothing_is_asked_of_what_must_be_unique(dialog: BulkEditDialog) -> None:
    labels = [dialog.column_box.itemText(place) for place in range(dialog.column_box.count())]
    assert "Asset" not in labels and "State" in labels
    dialog.reject()


def test_escape_changes_nothing(assets: ListPage, dialog: BulkEditDialog, qtbot: QtBot) -> None:
    head = assets.context.desk.store.head()
    type_in(dialog, "Model", "Another")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not assets.context.tasks.running)
    assert assets.context.desk.store.head() == head
