from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from itdesk.assets.importers.rows import State
from itdesk.desk import Desk
from itdesk.ui.app.office import Office
from itdesk.ui.pages.imports.page import ImportsPage

OpenOffice = Callable[..., Office]
TABLE = """Asset Tag,Asset Name,Category,Serial number,Purchase Cost
IMP-1,Laptop one,Laptop,IS-1,"1,200.00"
IMP-2,Screen,Monitor,IS-2,150
IMP-3,Broken,Monitor,IS-3,not a price
"""


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "assets.csv"
    path.write_text(TABLE, "utf-8")
    return path


@pytest.fixture
def page(open_office: OpenOffice, table: Path, qtbot: QtBot) -> ImportsPage:
    """A file that was read and compared; nothing is written yet."""
    found = open_office("imports").window.page
    assert isinstance(found, ImportsPage)
    found.open_file(table)
    qtbot.waitUntil(lambda: found.preview is not None, timeout=10_000)
    return found


def test_the_file_is_looked_at_before_anything_is_written(page: ImportsPage, other_desk: Desk) -> None:
    head = other_desk.store.head()
    words = [button.text() for button in page.states.values()]
    assert words == ["All 3", "New 2", "Changed 0", "Same 0", "Wrong 1"]
    assert "3 rows" in page.facts.text()
    assert other_desk.store.head() == head


def test_a_wrong_cell_says_why(page: ImportsPage, qtbot: QtBot) -> None:
    qtbot.mouseClick(page.states[State.WRONG], Qt.MouseButton.LeftButton)
    assert page.model.rowCount() == 1
    texts = [str(page.model.index(0, c).data() or "") for c in range(page.model.columnCount())]
    assert "not a price" in texts
    place = texts.index("not a price")
    assert "not an amount" in str(page.model.index(0, place).data(Qt.ItemDataRole.ToolTipRole))


def test_an_import_is_one_entry_and_taken_back_whole(
    page: ImportsPage, qtbot: QtBot, other_desk: Desk
) -> None:
    head = other_desk.store.head()
    qtbot.mouseClick(page.apply_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: other_desk.store.head() == head + 1, timeout=10_000)
    assert other_desk.lists.count("asset", other_desk.query("asset", "tag:IMP-*")) == 2
    qtbot.waitUntil(lambda: page.states[State.SAME].text() == "Same 2", timeout=10_000)
    page.undo()
    qtbot.waitUntil(lambda: other_desk.store.head() == head + 2, timeout=10_000)
    assert other_desk.lists.count("asset", other_desk.query("asset", "tag:IMP-*")) == 0


def test_a_column_goes_where_the_person_says(page: ImportsPage, qtbot: QtBot) -> None:
    box = page.columns.box("Purchase Cost")
    assert box.currentData() == "price"
    box.setCurrentIndex(box.findData(""))
    box.activated.emit(box.currentIndex())
    qtbot.waitUntil(lambda: page.states[State.WRONG].text() == "Wrong 0", timeout=10_000)
    assert page.states[State.NEW].text() == "New 3"


def test_a_file_that_is_no_table_is_one_line(open_office: OpenOffice, qtbot: QtBot, tmp_path: Path) -> None:
    page = open_office("imports").window.page
    assert isinstance(page, ImportsPage)
    path = tmp_path / "picture.csv"
    path.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00")
    page.open_file(path)
    qtbot.waitUntil(page.banner.isVisible, timeout=10_000)
    assert page.preview is None
