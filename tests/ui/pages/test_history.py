from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from itdesk.desk import Desk
from itdesk.ui.app.office import Office
from itdesk.ui.pages.history.page import HistoryPage

OpenOffice = Callable[..., Office]


@pytest.fixture
def page(open_office: OpenOffice, qtbot: QtBot, other_desk: Desk) -> HistoryPage:
    """The journal with a change of somebody else on top."""
    with other_desk.write("edit asset") as unit:
        other_desk.keepers["asset"].change(unit, 1, {"name": "renamed"})
    found = open_office("history").window.page
    assert isinstance(found, HistoryPage)
    qtbot.waitUntil(lambda: found.model.rowCount() == 2)
    found.table.selectRow(0)
    qtbot.waitUntil(lambda: "renamed" in found.changes.toPlainText())
    return found


def test_an_entry_says_what_it_changed(page: HistoryPage) -> None:
    assert page.head.text() == "Entry 2: edit asset"
    assert "→ renamed" in page.changes.toPlainText()
    assert str(page.model.index(1, 4).data()) == "make demo office"


def test_an_entry_is_undone_and_the_list_says_so(page: HistoryPage, qtbot: QtBot, other_desk: Desk) -> None:
    qtbot.mouseClick(page.undo_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: other_desk.store.head() == 3, timeout=10_000)
    assert other_desk.store.read("asset", 1)["name"] != "renamed"
    qtbot.waitUntil(lambda: page.model.rowCount() == 3, timeout=10_000)
    assert str(page.model.index(1, 6).data()) == "undone by 3"


def test_the_chain_is_verified_in_the_window(page: HistoryPage, qtbot: QtBot) -> None:
    qtbot.mouseClick(page.verify_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(page.banner.isVisible, timeout=10_000)
