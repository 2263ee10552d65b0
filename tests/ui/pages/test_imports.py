"""Import in the window: file, columns, preview, done; nothing is written before the last step."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from itdesk.assets.importers.rows import State
from itdesk.desk import Desk
from itdesk.desk.importing import profiles
from itdesk.ui.app.office import Office
from itdesk.ui.kit.buttons import Button
from itdesk.ui.kit.text import Label
from itdesk.ui.pages.imports.page import ImportsPage
from itdesk.ui.pages.imports.preview_model import FIRST
from itdesk.ui.pages.list_page import ListPage
from itdesk.ui.pages.several import SeveralLists

OpenOffice = Callable[..., Office]
TABLE = """Asset Tag,Asset Name,Category,Serial number,Purchase Cost,Colour
IMP-1,Laptop one,Laptop,IS-1,"1,200.00",red
IMP-2,Screen,Monitor,IS-2,150,
IMP-3,Broken,Monitor,IS-3,not a price,blue
"""
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "assets.csv"
    path.write_text(TABLE, "utf-8")
    return path


@pytest.fixture
def imports(open_office: OpenOffice) -> ImportsPage:
    found = open_office("imports").window.page
    assert isinstance(found, ImportsPage)
    return found


@pytest.fixture
def page(imports: ImportsPage, table: Path, qtbot: QtBot) -> ImportsPage:
    """A file that was read and compared, at its columns."""
    _open(imports, table, qtbot)
    return imports


def _open(page: ImportsPage, path: Path, qtbot: QtBot) -> None:
    page.open_file(path)
    qtbot.waitUntil(lambda: page.preview is not None)


@pytest.fixture
def look(page: ImportsPage, qtbot: QtBot) -> ImportsPage:
    """At the preview."""
    qtbot.mouseClick(page.columns.foot.go, LEFT)
    assert page.look.isVisible()
    return page


def _said(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(Label) if label.isVisible())


def _counts(page: ImportsPage) -> list[str]:
    return [button.text() for button in page.look.states.values()]


def _choose(box: QComboBox, data: object) -> None:
    place = box.findData(data)
    assert place >= 0
    box.setCurrentIndex(place)
    box.activated.emit(place)


def _imported(desk: Desk) -> int:
    return desk.lists.count("asset", desk.query("asset", "tag:IMP-*"))


def _type_into(page: ImportsPage, row: int, column: str, text: str, qtbot: QtBot, key: Qt.Key) -> None:
    """Edit a cell of the preview by keys, as a person does."""
    names = [found.name for found in page.look.model.columns()]
    page.look.table.setCurrentIndex(page.look.model.index(row, FIRST + names.index(column)))
    page.look.table.setFocus()
    qtbot.keyClick(page.look.table, key)
    editor = page.look.table.findChild(QLineEdit)
    assert editor is not None
    editor.selectAll()
    qtbot.keyClicks(editor, text)
    qtbot.keyClick(editor, Qt.Key.Key_Return)


# --- 1: the file ------------------------------------------------------------------------------------
def test_the_first_step_says_what_can_be_imported(imports: ImportsPage) -> None:
    assert imports.start.isVisible()
    assert "Import a file" in _said(imports.start)
    assert imports.steps.accessibleName() == "Step 1 of 4: File"


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("picture.csv", b"\x89PNG\r\n\x1a\n\x00\x00\x00\x00\x01\x02", "binary"),
        ("empty.csv", b"", "no rows"),
        ("page.csv", b"<html><body>no table</body></html>", "markup"),
        ("broken.json", b'{"a": [1, 2', "JSON"),
        ("gone.csv", None, "gone.csv"),
    ],
    ids=["a picture", "nothing", "a web page", "half a JSON", "no file"],
)
def test_a_file_that_is_no_table_is_one_line_and_the_first_step_stays(
    imports: ImportsPage, qtbot: QtBot, tmp_path: Path, name: str, content: bytes | None, why: str
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    imports.open_file(path)
    qtbot.waitUntil(imports.banner.isVisible)
    assert why in _said(imports.banner)
    assert imports.preview is None and imports.start.isVisible()


def _drag(window: QWidget, path: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    action, no = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(window, QDragEnterEvent(QPoint(300, 300), action, mime, LEFT, no))
    QApplication.sendEvent(window, QDropEvent(QPointF(300, 300), action, mime, LEFT, no))


def test_a_file_let_go_over_any_page_opens_its_import(
    open_office: OpenOffice, table: Path, qtbot: QtBot, other_desk: Desk
) -> None:
    office = open_office("assets")
    head = other_desk.store.head()
    _drag(office.window, table)
    page = office.window.page
    assert isinstance(page, ImportsPage)
    qtbot.waitUntil(lambda: page.preview is not None)
    assert page.columns.isVisible() and other_desk.store.head() == head


@pytest.mark.parametrize("page_id", ["assets", "people"])
def test_lists_lead_to_the_import(open_office: OpenOffice, page_id: str) -> None:
    office = open_office(page_id)
    page = office.window.page
    front = page.front if isinstance(page, SeveralLists) else page
    assert isinstance(front, ListPage)
    assert office.window.commands.run(f"{front.kind_name}.import")
    assert isinstance(office.window.page, ImportsPage)


# --- 2: columns -------------------------------------------------------------------------------------
def test_each_column_is_shown_with_values_target_and_reason(page: ImportsPage) -> None:
    assert page.steps.accessibleName() == "Step 2 of 4: Columns"
    rows = {row.header: row for row in page.columns.rows}
    assert rows["Asset Tag"].target == "tag" and rows["Asset Tag"].why.text() == "By its name"
    assert rows["Asset Tag"].samples.text() == "IMP-1 · IMP-2 · IMP-3"
    assert rows["Colour"].target == "" and rows["Colour"].why.text() == "Left out"
    assert rows["Colour"].remark.text() == "2 of 3 rows filled"
    assert rows["Purchase Cost"].remark.text() == "1 value cannot be read"
    assert "5 of 6 columns" in page.columns.placed.text()


def test_a_column_goes_where_the_person_says(page: ImportsPage, qtbot: QtBot) -> None:
    row = page.columns.row("Purchase Cost")
    _choose(row.box, "")
    assert row.why.text() == "Left out"
    qtbot.waitUntil(lambda: page.preview is not None and page.preview.counts.wrong == 0)
    _choose(row.box, "notes")
    assert row.why.text() == "By you"
    qtbot.waitUntil(lambda: "notes" in [c.name for c in page.look.model.columns()])
    assert _counts(page) == ["All 3", "New 3", "Changed 0", "Same 0", "Wrong 0"]


def test_without_a_placed_column_there_is_nothing_to_preview(page: ImportsPage) -> None:
    for row in page.columns.rows:
        _choose(row.box, "")
    assert not page.columns.foot.go.isEnabled()


def test_headers_nobody_knows_are_placed_by_hand(
    imports: ImportsPage, qtbot: QtBot, tmp_path: Path, other_desk: Desk
) -> None:
    path = tmp_path / "shisan.csv"
    path.write_bytes("番号,なまえ\nJ-1,東京の複合機\n".encode("cp932"))
    imports.open_file(path, "asset")
    qtbot.waitUntil(lambda: imports.prepared is not None)
    assert [row.target for row in imports.columns.rows] == ["", ""]
    _choose(imports.columns.row("番号").box, "tag")
    _choose(imports.columns.row("なまえ").box, "name")
    qtbot.waitUntil(lambda: _counts(imports)[1] == "New 1")
    qtbot.mouseClick(imports.columns.foot.go, LEFT)
    qtbot.waitUntil(imports.look.foot.go.isEnabled)
    qtbot.mouseClick(imports.look.foot.go, LEFT)
    qtbot.waitUntil(imports.done.isVisible)
    assert other_desk.store.read("asset", other_desk.refs.find("asset", "J-1"))["name"] == "東京の複合機"


def test_the_person_says_how_the_file_is_read(imports: ImportsPage, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "bars.csv"
    path.write_text("tag|name\nIMP-7|a,b\nIMP-8|c,d\n", "utf-8")
    _open(imports, path, qtbot)
    assert [row.header for row in imports.columns.rows] == ["tag", "name"]
    _choose(imports.columns.head_box, False)
    qtbot.waitUntil(lambda: imports.columns.rows[0].header == "Column 1")
    _choose(imports.columns.delimiter_box, ",")
    qtbot.waitUntil(lambda: imports.columns.rows[0].samples.text().startswith("tag|name"))


def test_another_kind_of_record_has_other_targets(page: ImportsPage, qtbot: QtBot) -> None:
    _choose(page.columns.kind_box, "person")
    qtbot.waitUntil(lambda: page.prepared is not None and page.prepared.kind.name == "person")
    assert page.columns.row("Asset Name").box.findData("email") >= 0


def test_kept_columns_are_offered_for_the_next_file(
    page: ImportsPage, qtbot: QtBot, other_desk: Desk, tmp_path: Path
) -> None:
    _choose(page.columns.row("Colour").box, "notes")
    page.columns.keep.click()
    page.columns.keep_name.setText("Finance export")
    qtbot.waitUntil(lambda: page.preview is not None and "notes" in page.preview.mapping.values())
    qtbot.mouseClick(page.columns.foot.go, LEFT)
    qtbot.waitUntil(lambda: [p.name for p in profiles(other_desk)] == ["Finance export"])
    later = tmp_path / "later.csv"
    later.write_text(TABLE.replace("IMP-", "IMQ-"), "utf-8")
    _open(page, later, qtbot)
    row = page.columns.row("Colour")
    assert (row.target, row.why.text()) == ("notes", "From profile")
    assert page.columns.profile_box.currentText() == "Finance export"
    _choose(page.columns.profile_box, "")
    qtbot.waitUntil(lambda: page.columns.row("Colour").target == "")


def test_a_profile_can_be_forgotten(page: ImportsPage, qtbot: QtBot, other_desk: Desk) -> None:
    page.columns.keep.click()
    qtbot.mouseClick(page.columns.foot.go, LEFT)
    qtbot.waitUntil(lambda: len(profiles(other_desk)) == 1)
    path = page.prepared.path if page.prepared is not None else Path()
    _open(page, path, qtbot)
    qtbot.mouseClick(page.columns.drop, LEFT)
    qtbot.waitUntil(lambda: profiles(other_desk) == [])
    qtbot.waitUntil(lambda: page.columns.profile_box.count() == 1)


# --- 3: preview -------------------------------------------------------------------------------------
def test_every_row_is_looked_at_before_anything_is_written(look: ImportsPage, other_desk: Desk) -> None:
    assert _counts(look) == ["All 3", "New 2", "Changed 0", "Same 0", "Wrong 1"]
    assert look.look.foot.go.text() == "Import 2 rows as one entry"
    assert "Wrong rows are left out" in look.look.foot.rest.text()
    assert _imported(other_desk) == 0


def test_a_wrong_row_has_room_for_its_reason(look: ImportsPage, qtbot: QtBot) -> None:
    heights = [look.look.table.rowHeight(row) for row in range(3)]
    assert heights[2] > heights[0] == heights[1]
    qtbot.mouseClick(look.look.states[State.WRONG], LEFT)
    model = look.look.model
    assert model.rowCount() == 1
    texts = [str(model.index(0, c).data() or "") for c in range(model.columnCount())]
    place = texts.index("not a price")
    assert "not an amount" in str(model.index(0, place).data(Qt.ItemDataRole.ToolTipRole))


@pytest.mark.parametrize("key", [Qt.Key.Key_F2, Qt.Key.Key_Return], ids=["F2", "Enter"])
def test_a_wrong_cell_is_put_right_and_its_row_follows(
    look: ImportsPage, qtbot: QtBot, other_desk: Desk, key: Qt.Key
) -> None:
    _type_into(look, 2, "price", "99,50", qtbot, key)
    qtbot.waitUntil(lambda: _counts(look)[-1] == "Wrong 0")
    assert look.look.table.currentIndex().row() == 2
    qtbot.waitUntil(look.look.foot.go.isEnabled)
    qtbot.mouseClick(look.look.foot.go, LEFT)
    qtbot.waitUntil(look.done.isVisible)
    assert other_desk.store.read("asset", other_desk.refs.find("asset", "IMP-3"))["price"] == 9950


def test_a_right_cell_can_be_made_wrong_and_says_so(look: ImportsPage, qtbot: QtBot) -> None:
    _type_into(look, 0, "price", "much", qtbot, Qt.Key.Key_F2)
    qtbot.waitUntil(lambda: _counts(look)[-1] == "Wrong 2")


def test_an_edit_that_is_given_up_changes_nothing(look: ImportsPage, qtbot: QtBot) -> None:
    before = look.prepared
    look.look.table.setCurrentIndex(look.look.model.index(0, FIRST))
    qtbot.keyClick(look.look.table, Qt.Key.Key_F2)
    editor = look.look.table.findChild(QLineEdit)
    assert editor is not None
    qtbot.keyClicks(editor, "OTHER")
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert look.prepared is before


def test_rows_of_the_ledger_are_the_same_or_show_what_changes(
    imports: ImportsPage, qtbot: QtBot, tmp_path: Path, other_desk: Desk
) -> None:
    known = other_desk.store.read_many("asset", [1, 2])
    lines = [f"{asset['tag']},{asset['name']}" for asset in known.values()]
    path = tmp_path / "again.csv"
    path.write_text("\n".join(["Tag,Name", lines[0], lines[1] + " (moved)"]), "utf-8")
    _open(imports, path, qtbot)
    assert _counts(imports) == ["All 2", "New 0", "Changed 1", "Same 1", "Wrong 0"]
    model = imports.look.model
    names = [column.name for column in model.columns()]
    cell = model.cell(model.index(1, FIRST + names.index("name")))
    assert cell is not None
    assert (cell.state, cell.old) == (State.CHANGED, known[2]["name"])


def test_matching_by_nothing_makes_every_row_new(look: ImportsPage, qtbot: QtBot) -> None:
    _choose(look.look.match_box, "")
    qtbot.waitUntil(lambda: look.preview is not None and look.preview.match == "")


def test_escape_and_back_go_one_step_back(look: ImportsPage, qtbot: QtBot) -> None:
    assert look.escape() and look.columns.isVisible()
    qtbot.mouseClick(look.columns.foot.go, LEFT)
    qtbot.mouseClick(look.look.foot.back, LEFT)
    assert look.columns.isVisible()
    assert look.escape() and look.start.isVisible() and look.prepared is None
    assert not look.escape()


def test_cancel_gives_the_file_up(look: ImportsPage, qtbot: QtBot, other_desk: Desk) -> None:
    head = other_desk.store.head()
    qtbot.mouseClick(look.look.foot.cancel, LEFT)
    assert look.start.isVisible() and look.preview is None
    assert other_desk.store.head() == head


# --- 4: done ----------------------------------------------------------------------------------------
def test_an_import_is_one_entry_and_taken_back_whole(
    look: ImportsPage, qtbot: QtBot, other_desk: Desk
) -> None:
    head = other_desk.store.head()
    qtbot.mouseClick(look.look.foot.go, LEFT)
    qtbot.waitUntil(look.done.isVisible)
    assert "2 made, 0 changed." in _said(look.done)
    assert look.steps.accessibleName() == "Step 4 of 4: Done"
    qtbot.waitUntil(lambda: other_desk.store.head() == head + 1)
    assert _imported(other_desk) == 2
    undo = next(b for b in look.done.findChildren(Button) if "Undo this import" in b.text())
    qtbot.mouseClick(undo, LEFT)
    qtbot.waitUntil(lambda: other_desk.store.head() == head + 2)
    assert _imported(other_desk) == 0
    qtbot.waitUntil(look.start.isVisible)


def test_the_list_is_one_click_away(open_office: OpenOffice, look: ImportsPage, qtbot: QtBot) -> None:
    window = look.window()
    qtbot.mouseClick(look.look.foot.go, LEFT)
    qtbot.waitUntil(look.done.isVisible)
    show = next(b for b in look.done.findChildren(Button) if "Show the list" in b.text())
    qtbot.mouseClick(show, LEFT)
    listed = window.page  # type: ignore[attr-defined]
    assert isinstance(listed, ListPage)
    qtbot.waitUntil(lambda: (row := listed.list.model.row_at(0)) is not None and row.ref.startswith("IMP-"))


def test_what_others_wrote_meanwhile_is_compared_again(
    look: ImportsPage, qtbot: QtBot, other_desk: Desk
) -> None:
    assets = other_desk.keepers["asset"]
    with other_desk.write("add asset") as unit:
        assets.add(unit, assets.parse({"tag": "IMP-1", "name": "somebody was faster"}))
    qtbot.mouseClick(look.look.foot.go, LEFT)
    qtbot.waitUntil(lambda: look.done.isVisible() or look.banner.isVisible())
    assert other_desk.lists.count("asset", other_desk.query("asset", "tag:=IMP-1")) == 1


def test_an_inventory_shows_its_difference_before_it_is_taken(
    imports: ImportsPage, qtbot: QtBot, tmp_path: Path, other_desk: Desk
) -> None:
    path = tmp_path / "computer.json"
    content = {"hardware": {"name": "pc-imp"}, "bios": {"ssn": "IMP-SER-1", "smodel": "OptiPlex"}}
    path.write_text(json.dumps({"action": "inventory", "deviceid": "pc-imp-1", "content": content}), "utf-8")
    head = other_desk.store.head()
    imports.open_file(path)
    qtbot.waitUntil(imports.inventory.isVisible)
    assert "A new asset" in _said(imports.inventory)
    assert other_desk.store.head() == head
    qtbot.mouseClick(imports.inventory.foot.go, LEFT)
    qtbot.waitUntil(imports.done.isVisible)
    assert other_desk.lists.count("asset", other_desk.query("asset", "serial:=IMP-SER-1")) == 1
    imports.start_again()
    imports.open_file(path)
    qtbot.waitUntil(imports.inventory.isVisible)
    assert "There is nothing to write." in _said(imports.inventory)
    assert not imports.inventory.foot.go.isEnabled()
