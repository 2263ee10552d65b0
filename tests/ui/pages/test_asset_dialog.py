"""The form of an asset: filled by keys, refused at the field that is wrong, saved as one entry."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from itdesk.core.types import Type
from itdesk.desk import Desk
from itdesk.store.customs import add_custom_column
from itdesk.ui.app.conflict_dialog import ConflictDialog
from itdesk.ui.app.office import Office
from itdesk.ui.kit.error_summary import ErrorSummary
from itdesk.ui.kit.forms import ErrorLine
from itdesk.ui.kit.record_dialog import RecordDialog
from itdesk.ui.kit.reference_box import ReferenceBox
from itdesk.ui.pages.assets.page import AssetsPage
from tests.records import add, change, take_back
from tests.ui.pages.ticket_pages import CONTROL, ENTER, LEFT, press, said, window_of, words

OpenOffice = Callable[..., Office]


@pytest.fixture
def page(open_office: OpenOffice, qtbot: QtBot) -> AssetsPage:
    found = open_office("assets").window.page
    assert isinstance(found, AssetsPage)
    found.set_query("tag:FORM-*")
    desk = found.context.desk
    count = desk.lists.count("asset", desk.query("asset", "tag:FORM-*"))
    qtbot.waitUntil(lambda: found.list.model.count() == count)
    return found


@pytest.fixture
def new(page: AssetsPage, qtbot: QtBot) -> RecordDialog:
    """The form of a new asset, opened by its key."""
    qtbot.keyClick(page.window(), Qt.Key.Key_N, CONTROL)
    return window_of(qtbot, RecordDialog)


@pytest.fixture
def asset(other_desk: Desk) -> int:
    return add(other_desk, "asset", tag="FORM-1", name="Front desk", type="printer", price="612.50")


@pytest.fixture
def edit(asset: int, page: AssetsPage, qtbot: QtBot) -> RecordDialog:
    """The form of an asset that is there, opened by its key."""
    qtbot.waitUntil(lambda: page.current_id() == asset)
    page.list.view.setFocus()
    qtbot.keyClick(page.list.view, Qt.Key.Key_F2)
    return window_of(qtbot, RecordDialog)


def widget(dialog: RecordDialog, field: str) -> QWidget:
    return dialog.binder.fields[field].widget


def type_into(dialog: RecordDialog, qtbot: QtBot, **texts: str) -> None:
    """Replace what stands in lines, as a person or an input method does."""
    for field, text in texts.items():
        line = widget(dialog, field)
        assert isinstance(line, QLineEdit)
        line.setFocus()
        line.selectAll()
        line.insert(text)


def save(dialog: RecordDialog, qtbot: QtBot) -> None:
    qtbot.keyClick(dialog, ENTER, CONTROL)


def newest(desk: Desk) -> dict[str, object]:
    key = desk.lists.ids("asset", desk.query("asset", "tag:FORM-* sort:-number"), limit=1)[0]
    return {"id": key, **desk.store.read("asset", key).values}


def below(dialog: RecordDialog) -> dict[str, str]:
    """Sentences on screen by field."""
    lines = {line for line in dialog.findChildren(ErrorLine) if line.isVisible()}
    return {
        name: line.text()
        for name, field in dialog.binder.fields.items()
        for line in lines
        if line.parentWidget() is field.widget.parentWidget()
    }


# --- a new one ------------------------------------------------------------------------------------
def test_every_field_typed_is_the_field_kept(
    page: AssetsPage, new: RecordDialog, other_desk: Desk, qtbot: QtBot
) -> None:
    add(other_desk, "person", name="Maria Form")
    type_into(
        new, qtbot, tag="FORM-7", name="受付のプリンター", manufacturer="HP", model="M404", serial="sn & 1",
        bought="24.12.2025", warranty_until="2028-12-24", price="1.480,50", currency="usd",
        mac="AABB.CCDD.EEFF", address="192.0.2.7", os="—", order_number="PO-1",
    )  # fmt: skip
    notes = widget(new, "notes")
    assert isinstance(notes, QPlainTextEdit)
    notes.insertPlainText("ملاحظة\n<b>second</b> line")
    kind, person = widget(new, "type"), widget(new, "person_id")
    assert isinstance(kind, QComboBox) and isinstance(person, ReferenceBox)
    kind.setFocus()
    qtbot.keyClicks(kind, "Pri")
    line = person.lineEdit()
    assert line is not None
    qtbot.keyClicks(line, "Maria Form")
    qtbot.waitUntil(lambda: person.record_id() is not None)
    save(new, qtbot)
    qtbot.waitUntil(lambda: page.list.model.count() == 1)
    made = newest(other_desk)
    assert (made["tag"], made["name"], made["serial"]) == ("FORM-7", "受付のプリンター", "sn & 1")
    assert (made["bought"], made["warranty_until"]) == ("2025-12-24", "2028-12-24")
    assert (made["price"], made["currency"], made["mac"]) == (148050, "USD", "aa:bb:cc:dd:ee:ff")
    assert (made["type"], made["notes"]) == ("printer", "ملاحظة\n<b>second</b> line")
    person_id = made["person_id"]
    assert isinstance(person_id, int) and other_desk.store.read("person", person_id)["name"] == "Maria Form"
    assert page.current_id() == made["id"]


def test_the_cursor_begins_in_the_first_field_and_tab_goes_on(new: RecordDialog, qtbot: QtBot) -> None:
    first = new.focusWidget()
    assert isinstance(first, QLineEdit) and first.objectName() == "tag"
    seen = [first.objectName()]
    for _ in range(4):
        qtbot.keyClick(new.focusWidget(), Qt.Key.Key_Tab)
        focus = new.focusWidget()
        assert focus is not None
        seen.append(focus.objectName())
    assert len(set(seen)) == 5


def test_a_tag_that_somebody_has_is_refused_at_its_field_and_nothing_typed_is_lost(
    page: AssetsPage, new: RecordDialog, other_desk: Desk, qtbot: QtBot
) -> None:
    add(other_desk, "asset", tag="FORM-9")
    type_into(new, qtbot, tag="form-9", name="Mine")
    save(new, qtbot)
    qtbot.waitUntil(lambda: "already used by Asset FORM-9" in below(new).get("tag", ""))
    assert new.isVisible() and new.binder.typed()["name"] == "Mine"
    qtbot.waitUntil(widget(new, "tag").hasFocus)
    type_into(new, qtbot, tag="FORM-10")
    save(new, qtbot)
    qtbot.waitUntil(lambda: newest(other_desk)["tag"] == "FORM-10")


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        ("price", "about ten", "is not an amount"), ("bought", "31.02.2024", "is not a date"),
        ("mac", "aa:bb", "is not a MAC address"), ("currency", "euro", "is not a currency code"),
        ("name", "x" * 1_001, "longer than 1000"), ("serial", "a\x07b", "cannot be kept"),
        ("price", "9" * 20, "is not an amount"),
    ],
    ids=["price", "date", "mac", "currency", "long", "control", "huge"],
)  # fmt: skip
def test_what_cannot_be_is_said_below_its_field_and_above_the_form(
    new: RecordDialog, other_desk: Desk, qtbot: QtBot, field: str, text: str, sentence: str
) -> None:
    head = other_desk.store.head()
    type_into(new, qtbot, tag="FORM-2", **{field: text})
    save(new, qtbot)
    qtbot.waitUntil(lambda: sentence in below(new).get(field, ""))
    summary = new.findChild(ErrorSummary)
    assert summary is not None and summary.isVisible()
    assert summary.accessibleName() == "1 field needs your attention"
    assert other_desk.store.head() == head and new.binder.typed()[field] == text


def test_several_mistakes_are_counted_and_each_is_a_click_away(new: RecordDialog, qtbot: QtBot) -> None:
    type_into(new, qtbot, tag="FORM-2", price="much", bought="soon", warranty_until="later")
    save(new, qtbot)
    summary = new.findChild(ErrorSummary)
    assert summary is not None
    qtbot.waitUntil(lambda: summary.accessibleName() == "3 fields need your attention")
    press(qtbot, summary, "Warranty until")
    qtbot.waitUntil(widget(new, "warranty_until").hasFocus)
    type_into(new, qtbot, price="1", bought="", warranty_until="")
    widget(new, "tag").setFocus()
    qtbot.waitUntil(lambda: not summary.isVisible() and below(new) == {})


def test_a_warranty_that_ends_before_the_purchase_is_refused(
    new: RecordDialog, other_desk: Desk, qtbot: QtBot
) -> None:
    type_into(new, qtbot, tag="FORM-3", bought="1 Jan 2026", warranty_until="31 Dec 2025")
    save(new, qtbot)
    qtbot.waitUntil(lambda: "is before the purchase" in below(new).get("warranty_until", ""))


# --- one that is there ----------------------------------------------------------------------------
def test_an_edit_is_one_entry_with_the_field_that_differs_and_can_be_taken_back(
    page: AssetsPage, edit: RecordDialog, asset: int, other_desk: Desk, qtbot: QtBot
) -> None:
    assert edit.windowTitle() == "Edit asset FORM-1"
    assert edit.binder.typed()["price"] == "612.50"
    head = other_desk.store.head()
    type_into(edit, qtbot, name="Back office")
    save(edit, qtbot)
    qtbot.waitUntil(lambda: other_desk.store.read("asset", asset)["name"] == "Back office")
    (found,) = other_desk.journal.history("asset", asset, 1)
    assert found[0].id == head + 1 and set(found[1].data) == {"name"}
    take_back(other_desk, head + 1)
    assert other_desk.store.read("asset", asset)["name"] == "Front desk"


def test_a_value_that_is_taken_out_is_gone(
    edit: RecordDialog, asset: int, other_desk: Desk, qtbot: QtBot
) -> None:
    type_into(edit, qtbot, price="", name="")
    save(edit, qtbot)
    qtbot.waitUntil(lambda: other_desk.store.read("asset", asset)["price"] is None)
    assert not other_desk.store.read("asset", asset)["name"]


def test_a_name_that_nobody_has_is_not_taken_for_somebody(edit: RecordDialog, qtbot: QtBot) -> None:
    box = widget(edit, "person_id")
    assert isinstance(box, ReferenceBox)
    line = box.lineEdit()
    assert line is not None
    line.setFocus()
    line.insert("Nobody 中村")
    save(edit, qtbot)
    qtbot.waitUntil(lambda: "no person “Nobody 中村”" in below(edit).get("person_id", ""))
    assert edit.isVisible()


def test_somebody_elses_newer_version_is_shown_beside_mine(
    page: AssetsPage, edit: RecordDialog, asset: int, other_desk: Desk, qtbot: QtBot
) -> None:
    change(other_desk, "asset", asset, name="Theirs", model="M404")
    type_into(edit, qtbot, name="Mine")
    save(edit, qtbot)
    question = window_of(qtbot, ConflictDialog)
    assert {"Mine", "Theirs"} <= set(" ".join(words(question)).split())
    question.save()
    qtbot.waitUntil(lambda: other_desk.store.read("asset", asset)["name"] == "Mine")
    assert other_desk.store.read("asset", asset)["model"] == "M404"


def test_an_asset_removed_meanwhile_is_said_and_the_form_keeps_what_was_typed(
    page: AssetsPage, edit: RecordDialog, asset: int, other_desk: Desk, qtbot: QtBot
) -> None:
    with other_desk.write("remove asset") as unit:
        other_desk.keepers["asset"].remove(unit, asset)
    type_into(edit, qtbot, name="Too late")
    save(edit, qtbot)
    qtbot.waitUntil(lambda: any("Not saved." in text for text in words(edit)))
    assert edit.isVisible() and edit.binder.typed()["name"] == "Too late"


def test_escape_and_cancel_write_nothing(
    page: AssetsPage, edit: RecordDialog, other_desk: Desk, qtbot: QtBot
) -> None:
    head = other_desk.store.head()
    type_into(edit, qtbot, name="Never mind")
    press(qtbot, edit, "Cancel")
    qtbot.waitUntil(lambda: page.work.editor.dialog is None)
    assert other_desk.store.head() == head and said(page) == []


def test_own_fields_stand_below_and_are_kept(
    page: AssetsPage, asset: int, other_desk: Desk, qtbot: QtBot
) -> None:
    with other_desk.write("add custom field") as unit:
        add_custom_column(unit, "asset", "room-key", "Room key", Type.TEXT)
        add_custom_column(unit, "asset", "rack", "Rack", Type.CHOICE, ("left", "右"))
    qtbot.waitUntil(lambda: "room-key" in page.context.kind("asset").by_name and page.current_id() == asset)
    page.work.edit()
    form = window_of(qtbot, RecordDialog)
    key, rack = (next(f for f in form.binder.fields if name in f) for name in ("room-key", "rack"))
    type_into(form, qtbot, **{key: "7 & 8"})
    box = widget(form, rack)
    assert isinstance(box, QComboBox)
    assert [box.itemText(place) for place in range(box.count())] == ["—", "left", "右"]
    box.setCurrentIndex(2)
    qtbot.mouseClick(next(b for b in form.findChildren(QWidget) if b.accessibleName() == "Save"), LEFT)
    qtbot.waitUntil(lambda: other_desk.store.read("asset", asset)[key] == "7 & 8")
    assert other_desk.store.read("asset", asset)[rack] == "右"
