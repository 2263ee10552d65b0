"""The preview of an import: what each cell says, which cells can be put right, and what that asks for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as profile
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from itdesk.assets.importers.rows import State
from itdesk.desk import Desk
from itdesk.desk.importing import prepare_import, preview_import, with_cell
from itdesk.ui.app.office import Office
from itdesk.ui.kit.theme import Mode, theme
from itdesk.ui.pages.imports.page import ImportsPage
from itdesk.ui.pages.imports.preview_model import FIRST, LINE, STATE, PreviewModel
from tests.records import add
from tests.ui.hands import LEFT, answer, last_said, press, said, words

TABLE = """Asset Tag,Asset Name,Category,Purchase Cost,Place,Colour
NB-1,Same,Laptop,100,HQ,red
NB-2,Renamed,Laptop,200,HQ,
NB-3,New one,Laptop,300,Annex,blue
NB-4,Wrong,Laptop,much,HQ,
"""
TIP, EDIT, SHOWN = Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.EditRole, Qt.ItemDataRole.DisplayRole
HORIZONTAL = Qt.Orientation.Horizontal


def _planned(desk: Desk, path: Path, text: str) -> PreviewModel:
    path.write_text(text, "utf-8")
    prepared = prepare_import(desk, path, "asset")
    model = PreviewModel()
    model.show_preview(preview_import(desk, prepared, prepared.mapping, prepared.match))
    return model


@pytest.fixture
def ledger(desk: Desk) -> Desk:
    """Two laptops are known: one as in the file, one by another name."""
    place = add(desk, "place", name="HQ")
    for tag, name, price in (("NB-1", "Same", "100"), ("NB-2", "Before", "200")):
        add(desk, "asset", tag=tag, name=name, type="laptop", price=price, place=place)
    return desk


@pytest.fixture
def model(ledger: Desk, tmp_path: Path, qapp: object) -> PreviewModel:
    return _planned(ledger, tmp_path / "assets.csv", TABLE)


def _at(model: PreviewModel, row: int, column: str) -> QModelIndex:
    names = [found.name for found in model.columns()]
    return model.index(row, FIRST + names.index(column))


def _states(model: PreviewModel) -> list[str]:
    return [str(model.index(row, STATE).data()) for row in range(model.rowCount())]


# --- the model ----------------------------------------------------------------------------------
def test_rows_stand_by_their_line_with_what_becomes_of_them(model: PreviewModel) -> None:
    assert [str(model.index(row, LINE).data()) for row in range(4)] == ["2", "3", "4", "5"]
    assert _states(model) == ["Same", "Changed", "New", "Wrong"]
    heads = [model.headerData(place, HORIZONTAL) for place in range(model.columnCount())]
    assert heads[:2] == ["Row", "State"] and {"Asset", "Name", "Place"} <= set(heads)
    assert "Colour" not in heads, "what is left out is not shown"


@pytest.mark.parametrize("state", list(State))
def test_one_state_alone_is_shown_and_its_row_is_found_by_its_place_in_the_file(
    model: PreviewModel, ledger: Desk, tmp_path: Path, state: State
) -> None:
    prepared = prepare_import(ledger, tmp_path / "assets.csv", "asset")
    preview = preview_import(ledger, prepared, prepared.mapping, prepared.match)
    model.show_preview(preview, state)
    assert model.rowCount() == 1 and model.row(0).state is state
    place = model.row(0).place
    assert model.place_of(place) == 0
    assert [model.place_of(other) for other in range(4) if other != place] == [-1] * 3


def test_each_cell_says_what_it_was_or_what_is_wrong(model: PreviewModel) -> None:
    assert _at(model, 1, "name").data() == "Renamed"
    assert _at(model, 1, "name").data(TIP) == "was: Before"
    assert _at(model, 0, "name").data(TIP) is None
    assert _at(model, 3, "price").data() == "much" and "not an amount" in str(
        _at(model, 3, "price").data(TIP)
    )
    assert "not an amount" in str(model.index(3, STATE).data(TIP)), "the row says it too"


def test_only_cells_that_come_from_a_column_of_the_file_can_be_put_right(model: PreviewModel) -> None:
    editable = Qt.ItemFlag.ItemIsEditable
    assert _at(model, 3, "price").flags() & editable
    assert not model.index(3, LINE).flags() & editable and not model.index(3, STATE).flags() & editable
    assert not QModelIndex().flags() & editable


def test_the_line_to_edit_holds_what_the_file_says_not_what_was_read(model: PreviewModel) -> None:
    assert _at(model, 0, "price").data() == "100.00" and _at(model, 0, "price").data(EDIT) == "100"
    assert _at(model, 3, "price").data(EDIT) == "much"


@pytest.mark.parametrize(
    ("typed", "told"),
    [("99", True), ("much", False), ("", True), ("中村", True), (" much", True)],
    ids=["another", "the same", "nothing", "Japanese", "a space more"],
)
def test_another_word_is_told_and_the_same_word_is_not(
    model: PreviewModel, qtbot: QtBot, typed: str, told: bool
) -> None:
    heard: list[tuple[int, str, str]] = []
    model.corrected.connect(lambda place, header, text: heard.append((place, header, text)))
    assert model.setData(_at(model, 3, "price"), typed) is told
    assert heard == ([(3, "Purchase Cost", typed)] if told else [])
    assert not model.setData(model.index(3, STATE), "New")
    assert not model.setData(_at(model, 3, "price"), 1, SHOWN)


def test_before_a_preview_there_is_nothing(qapp: object) -> None:
    model = PreviewModel()
    assert (model.rowCount(), model.columnCount(), model.columns(), model.place_of(0)) == (0, 0, (), -1)
    assert model.headerData(0, HORIZONTAL) is None and model.index(0, 0).data() is None


def test_a_sentence_is_a_plain_hint_whatever_the_cell_holds(
    ledger: Desk, tmp_path: Path, qapp: object
) -> None:
    ugly = '"<img src=x onerror=alert(1)>\n<b>much</b>"'
    model = _planned(ledger, tmp_path / "ugly.csv", f"Asset Tag,Purchase Cost\nNB-9,{ugly}\n")
    tip = str(_at(model, 0, "price").data(TIP))
    assert "&lt;img" in tip and "<img" not in tip and "<b>" not in tip


CELLS = st.sampled_from(["", "100", "much", "1,5", "=1+1", "中村", "-5", "1e9", "999999999999999999999"])


def test_putting_a_cell_right_is_the_same_as_having_had_it_right(ledger: Desk, tmp_path: Path) -> None:
    head = "Asset Tag,Asset Name,Purchase Cost\n"
    path, other = tmp_path / "typed.csv", tmp_path / "right.csv"

    @given(first=CELLS, then=CELLS)
    @profile(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
    def same(first: str, then: str) -> None:
        path.write_text(f'{head}NB-1,Same,"{first}"\nNB-7,Other,5\n', "utf-8")
        other.write_text(f'{head}NB-1,Same,"{then}"\nNB-7,Other,5\n', "utf-8")
        typed, right = prepare_import(ledger, path, "asset"), prepare_import(ledger, other, "asset")
        typed = with_cell(typed, 0, "Purchase Cost", then)
        mapping = {"Asset Tag": "tag", "Asset Name": "name", "Purchase Cost": "price"}
        found, wanted = (preview_import(ledger, p, mapping, "tag") for p in (typed, right))
        assert found.counts == wanted.counts
        assert [row.problems for row in found.rows] == [row.problems for row in wanted.rows]

    same()


# --- the step -----------------------------------------------------------------------------------
@pytest.fixture
def page(open_office: Callable[..., Office], tmp_path: Path, qtbot: QtBot, other_desk: Desk) -> ImportsPage:
    """At the preview of the table."""
    found = open_office("imports").window.page
    assert isinstance(found, ImportsPage)
    path = tmp_path / "assets.csv"
    path.write_text(TABLE.replace("NB-", "IMP-"), "utf-8")
    found.open_file(path)
    qtbot.waitUntil(lambda: found.preview is not None)
    qtbot.mouseClick(found.columns.foot.go, LEFT)
    qtbot.waitUntil(found.look.foot.go.isEnabled)
    return found


def _counts(page: ImportsPage) -> list[str]:
    return [button.text() for button in page.look.states.values()]


def test_a_click_on_a_state_shows_its_rows_and_all_brings_them_back(page: ImportsPage, qtbot: QtBot) -> None:
    assert _counts(page) == ["All 4", "New 3", "Changed 0", "Same 0", "Wrong 1"]
    for state, rows in ((State.WRONG, 1), (State.SAME, 0), (State.NEW, 3), (None, 4)):
        qtbot.mouseClick(page.look.states[state], LEFT)
        assert page.look.model.rowCount() == rows
        assert [known for known, button in page.look.states.items() if button.isChecked()] == [state]


def test_the_foot_says_what_is_made_besides(page: ImportsPage) -> None:
    assert page.look.foot.head.text().startswith("3 new and 0 changed rows become one entry")
    assert "2 people, places or suppliers" in page.look.foot.rest.text()
    assert page.look.foot.go.text() == "Import 3 rows as one entry"


def test_a_wrong_row_among_the_wrong_ones_leaves_them_when_it_is_right(
    page: ImportsPage, qtbot: QtBot
) -> None:
    qtbot.mouseClick(page.look.states[State.WRONG], LEFT)
    table = page.look.table
    table.setCurrentIndex(_at(page.look.model, 0, "price"))
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_F2)
    line = table.findChild(QLineEdit)
    assert line is not None and line.text() == "much"
    line.selectAll()
    qtbot.keyClicks(line, "400")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: _counts(page)[-1] == "Wrong 0")
    assert page.look.model.rowCount() == 0 and not page.look.wrong_button.isEnabled()
    qtbot.mouseClick(page.look.states[None], LEFT)
    assert _at(page.look.model, 3, "price").data() == "400.00"


def test_wrong_rows_are_saved_as_they_were_each_with_its_reason(
    page: ImportsPage, tmp_path: Path, qtbot: QtBot
) -> None:
    press(qtbot, page.look, "Save wrong rows…")
    dialog = answer(qtbot, QFileDialog)
    assert Path(dialog.selectedFiles()[0]).name == "wrong-rows.csv"
    line = dialog.findChild(QLineEdit)
    assert line is not None
    line.setText(str(tmp_path / "wrong"))
    dialog.accept()
    office = page.context.parent()
    assert isinstance(office, Office)
    qtbot.waitUntil(lambda: bool(said(office)))
    assert last_said(office) == "1 row saved with its reason"
    head, row = (tmp_path / "wrong.csv").read_text("utf-8").splitlines()
    assert head == "Asset Tag,Asset Name,Category,Purchase Cost,Place,Colour,Problem"
    assert row.startswith("IMP-4,Wrong,Laptop,much,HQ,,") and "not an amount" in row


@pytest.mark.parametrize("mode", [Mode.LIGHT, Mode.DARK])
def test_a_wrong_cell_stands_out_in_both_themes(page: ImportsPage, qtbot: QtBot, mode: Mode) -> None:
    page.context.theme.set_mode(mode)
    table = page.look.table
    table.setCurrentIndex(page.look.model.index(0, LINE))

    def colours(row: int) -> set[str]:
        box = table.visualRect(_at(page.look.model, row, "price"))
        image = table.viewport().grab(box).toImage()
        return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}

    wrong = theme().colour("crit_bg").name()
    qtbot.waitUntil(lambda: wrong in colours(3))
    assert wrong not in colours(1)


def test_everything_on_the_step_has_a_name(page: ImportsPage) -> None:
    named = {"Save wrong rows…", "Back", "Cancel", "Import 3 rows as one entry", "Match by"}
    assert named <= set(words(page.look))
    assert page.look.table.accessibleName() == "What will happen"
