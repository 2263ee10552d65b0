"""A list into files: asked where, written as it stands on screen, printed, refused in words."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import openpyxl
import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from itdesk.desk import Desk
from itdesk.ui.app.office import Office
from itdesk.ui.app.printing import Sheet
from itdesk.ui.pages.list_page import ListPage
from itdesk.ui.shell.window import MainWindow
from tests.records import add, change
from tests.ui.hands import LEFT, click_head, last_said, said

CONTROL = Qt.KeyboardModifier.ControlModifier


def _office(page: ListPage) -> Office:
    office = page.context.parent()
    assert isinstance(office, Office)
    return office


def _rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text("utf-8-sig").splitlines()))


def _asked(page: ListPage, qtbot: QtBot) -> QFileDialog:
    qtbot.waitUntil(lambda: len(page.window().findChildren(QFileDialog)) == 1)
    return page.window().findChildren(QFileDialog)[0]


def _answer(page: ListPage, path: Path, qtbot: QtBot, form: str = "") -> None:
    """Type a name into the system's question and accept it."""
    dialog = _asked(page, qtbot)
    if form:
        dialog.selectNameFilter(form)
        dialog.filterSelected.emit(form)
    line = dialog.findChild(QLineEdit)
    assert line is not None
    line.setText(str(path))
    dialog.accept()
    qtbot.waitUntil(lambda: not page.window().findChildren(QFileDialog))


def _show(page: ListPage, line: str, count: int, qtbot: QtBot) -> None:
    page.set_query(line)
    qtbot.waitUntil(lambda: page.query_text == line and page.list.model.count() == count)


def _text(path: Path) -> tuple[int, str]:
    """Pages of a PDF and what stands on them."""
    document = pypdfium2.PdfDocument(path.read_bytes())
    words = "\n".join(page.get_textpage().get_text_bounded() for page in document)
    return len(document), words


# --- exported -----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("typed", "form", "made"),
    [
        ("mine.csv", "", "mine.csv"),
        ("mine", "", "mine.xlsx"),
        ("mine", "CSV (*.csv)", "mine.csv"),
        ("mine", "JSON (*.json)", "mine.json"),
        ("資産 2026.JSON", "", "資産 2026.JSON"),
    ],
    ids=["an ending", "none", "none but CSV", "none but JSON", "Japanese in capitals"],
)
def test_the_button_asks_where_and_the_ending_says_what_it_becomes(
    assets: ListPage, qtbot: QtBot, tmp_path: Path, typed: str, form: str, made: str
) -> None:
    qtbot.mouseClick(assets.bar.export, LEFT)
    _answer(assets, tmp_path / typed, qtbot, form)
    qtbot.waitUntil((tmp_path / made).exists)
    count = assets.list.model.count()
    qtbot.waitUntil(lambda: bool(said(_office(assets))))
    assert last_said(_office(assets)) == f"{count} rows written to {made}"


def test_the_key_asks_too_and_giving_it_up_writes_nothing(
    assets: ListPage, qtbot: QtBot, tmp_path: Path
) -> None:
    qtbot.keyClick(assets.list.view, Qt.Key.Key_E, CONTROL)
    dialog = _asked(assets, qtbot)
    assert Path(dialog.selectedFiles()[0]).name == "assets.xlsx"
    dialog.reject()
    qtbot.waitUntil(lambda: not assets.window().findChildren(QFileDialog))
    assert said(_office(assets)) == [] and list(tmp_path.glob("*.xlsx")) == []


def test_rows_and_columns_are_those_on_screen_in_their_order(
    assets: ListPage, qtbot: QtBot, tmp_path: Path, other_desk: Desk
) -> None:
    head, names = assets.list.view.horizontalHeader(), [c.name for c in assets.list.model.columns]
    head.moveSection(head.visualIndex(names.index("price")), 0)
    count = other_desk.lists.count("asset", other_desk.query("asset", "type:laptop"))
    _show(assets, "type:laptop", count, qtbot)
    click_head(qtbot, assets.list, "price")
    assets.work.export_to(str(tmp_path / "out.csv"))
    qtbot.waitUntil(lambda: bool(said(_office(assets))))
    rows = _rows(tmp_path / "out.csv")
    assert list(rows[0]) == assets.list.visible_names() and next(iter(rows[0])) == "price"
    prices = [float(row["price"]) for row in rows if row["price"]]
    assert len(rows) == count and prices == sorted(prices)


@pytest.mark.parametrize(
    ("name", "cell"),
    [
        ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
        ("@SUM(A1:A9)", "'@SUM(A1:A9)"),
        ('a "quote", a comma', 'a "quote", a comma'),
        ("中村 雪の机 🖨️", "中村 雪の机 🖨️"),
        ("<b>bold</b>", "<b>bold</b>"),
    ],
    ids=["formula", "at", "quote", "Japanese", "markup"],
)
def test_ugly_values_arrive_in_every_form_and_none_becomes_a_formula(
    assets: ListPage, qtbot: QtBot, tmp_path: Path, other_desk: Desk, name: str, cell: str
) -> None:
    add(other_desk, "asset", tag="ZZ-1", type="laptop", name=name)
    _show(assets, "tag:=ZZ-1", 1, qtbot)
    menu = assets.list.column_menu()
    next(action for action in menu.actions() if action.data() == "name").trigger()
    menu.deleteLater()
    for ending in ("csv", "json", "xlsx"):
        assets.work.export_to(str(tmp_path / f"one.{ending}"))
    qtbot.waitUntil(lambda: len(said(_office(assets))) == 3)
    told = {message.head for message in said(_office(assets))}
    assert told == {f"1 row written to one.{ending}" for ending in ("csv", "json", "xlsx")}
    assert _rows(tmp_path / "one.csv")[0]["name"] == cell
    assert json.loads((tmp_path / "one.json").read_text("utf-8"))[0]["name"] == name
    sheet = openpyxl.load_workbook(tmp_path / "one.xlsx").worksheets[0]
    cells = [found for row in sheet.iter_rows(min_row=2) for found in row]
    assert not any(found.data_type == "f" for found in cells)
    assert any(name in str(found.value) for found in cells)


def test_an_empty_list_is_a_file_with_its_headers(assets: ListPage, qtbot: QtBot, tmp_path: Path) -> None:
    _show(assets, '"nothing is called so"', 0, qtbot)
    assets.work.export_to(str(tmp_path / "none.csv"))
    qtbot.waitUntil(lambda: bool(said(_office(assets))))
    assert last_said(_office(assets)) == "0 rows written to none.csv"
    assert len((tmp_path / "none.csv").read_text("utf-8-sig").splitlines()) == 1


def test_a_past_list_is_exported_as_it_was(
    assets: ListPage, qtbot: QtBot, tmp_path: Path, other_desk: Desk
) -> None:
    key = add(other_desk, "asset", tag="ZZ-1", type="laptop", status="in-use")
    at = other_desk.journal.entry(other_desk.store.head()).at
    qtbot.waitUntil(lambda: other_desk.store.clock.now() > at)
    change(other_desk, "asset", key, status="retired")
    assets.past.show_instant(at)
    _show(assets, "tag:=ZZ-1", 1, qtbot)
    assets.work.export_to(str(tmp_path / "then.csv"))
    qtbot.waitUntil(lambda: bool(said(_office(assets))))
    (row,) = _rows(tmp_path / "then.csv")
    assert (row["tag"], row["status"]) == ("ZZ-1", "in-use")


@pytest.mark.parametrize(
    ("to", "why"),
    [
        ("no/such/folder/out.csv", "cannot be written"),
        ("out.docx", "Choose one of these endings"),
        ("out", "Choose one of these endings"),
    ],
    ids=["no folder", "another form", "no ending"],
)
def test_what_cannot_be_written_is_said_and_leaves_nothing(
    assets: ListPage, qtbot: QtBot, tmp_path: Path, to: str, why: str
) -> None:
    before = set(tmp_path.iterdir())
    assets.work.export_to(str(tmp_path / to))
    qtbot.waitUntil(lambda: bool(said(_office(assets))))
    assert why in last_said(_office(assets))
    assert set(tmp_path.iterdir()) == before


# --- printed ------------------------------------------------------------------------------------
def test_the_key_prints_the_list_as_it_is_filtered(
    assets: ListPage, qtbot: QtBot, tmp_path: Path, other_desk: Desk
) -> None:
    add(other_desk, "asset", tag="ZZ-1", type="laptop", name="会議室のノート")
    _show(assets, "tag:=ZZ-1", 1, qtbot)
    qtbot.keyClick(assets.list.view, Qt.Key.Key_P, CONTROL)
    assert Path(_asked(assets, qtbot).selectedFiles()[0]).name == "assets.pdf"
    _answer(assets, tmp_path / "mine", qtbot)
    target = tmp_path / "mine.pdf"
    qtbot.waitUntil(lambda: bool(said(_office(assets))))
    pages, words = _text(target)
    assert "ZZ-1" in words and "tag:=ZZ-1" in words
    told = "1 page" if pages == 1 else f"{pages} pages"
    assert last_said(_office(assets)) == f"{told} written to mine.pdf"


def test_a_past_list_is_printed_as_it_was(
    assets: ListPage, qtbot: QtBot, tmp_path: Path, other_desk: Desk
) -> None:
    key = add(other_desk, "asset", tag="ZZ-OLD", type="laptop")
    at = other_desk.journal.entry(other_desk.store.head()).at
    qtbot.waitUntil(lambda: other_desk.store.clock.now() > at)
    change(other_desk, "asset", key, tag="ZZ-NEW")
    assets.work.printing.print_to(Sheet("asset-register", "tag:ZZ*", at), str(tmp_path / "then.pdf"))
    qtbot.waitUntil(lambda: bool(said(_office(assets))))
    words = _text(tmp_path / "then.pdf")[1]
    assert "ZZ-OLD" in words and "ZZ-NEW" not in words


@pytest.mark.parametrize(
    ("sheet", "name", "why"),
    [
        (Sheet("asset-register", ""), "no/such/out.pdf", "cannot be written"),
        (Sheet("asset-register", "colour:red"), "out.pdf", "colour"),
        (Sheet("no-such-report", ""), "out.pdf", "no-such-report"),
        (Sheet("ticket", "999999"), "out.pdf", "no ticket matches"),
    ],
    ids=["no folder", "a wrong line", "no such report", "no such ticket"],
)
def test_what_cannot_be_printed_is_said_and_leaves_nothing(
    assets: ListPage, qtbot: QtBot, tmp_path: Path, sheet: Sheet, name: str, why: str
) -> None:
    before = set(tmp_path.iterdir())
    assets.work.printing.print_to(sheet, str(tmp_path / name))
    qtbot.waitUntil(lambda: bool(said(_office(assets))))
    assert why in last_said(_office(assets)) and said(_office(assets))[-1].state == "crit"
    assert set(tmp_path.iterdir()) == before


def test_a_name_with_folders_in_it_is_offered_without_them(assets: ListPage, qtbot: QtBot) -> None:
    assets.work.printing.ask(Sheet("asset-register", ""), "../HQ / 2\nPrinters")
    dialog = _asked(assets, qtbot)
    assert Path(dialog.selectedFiles()[0]).parent == Path(dialog.directory().absolutePath())
    assert Path(dialog.selectedFiles()[0]).suffix == ".pdf"
    dialog.reject()


def test_lists_without_a_report_have_no_command_to_print(assets: ListPage) -> None:
    window = assets.window()
    assert isinstance(window, MainWindow)
    assert any(command.id == "asset.print" for command in assets.commands())
    window.show_page("people")
    assert window.page is not None
    assert not any(command.id.endswith(".print") for command in window.page.commands())
