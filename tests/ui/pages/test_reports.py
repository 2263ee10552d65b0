from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from itdesk.ui.app.office import Office
from itdesk.ui.pages.reports.page import ReportsPage

OpenOffice = Callable[..., Office]


def reports(open_office: OpenOffice, qtbot: QtBot) -> ReportsPage:
    page = open_office("reports").window.page
    assert isinstance(page, ReportsPage)
    qtbot.waitUntil(page.save_button.isEnabled)
    return page


def test_the_register_is_seen_as_it_will_be_printed(open_office: OpenOffice, qtbot: QtBot) -> None:
    page = reports(open_office, qtbot)
    assert page.preview.where.text().startswith("Page 1 of ")
    qtbot.keyClick(page.preview, Qt.Key.Key_PageDown)
    assert page.preview.where.text().startswith("Page 2 of ")
    qtbot.keyClick(page.preview, Qt.Key.Key_Plus)
    assert "made in" in page.preview.note.text()


def test_another_report_is_chosen_by_keys_and_saved(
    open_office: OpenOffice, qtbot: QtBot, tmp_path: Path
) -> None:
    page = reports(open_office, qtbot)
    for _ in range(3):
        qtbot.keyClick(page.reports, Qt.Key.Key_Down)
    qtbot.waitUntil(page.save_button.isEnabled)
    target = tmp_path / "history.pdf"
    page.save(target)
    assert target.read_bytes().startswith(b"%PDF-")


def test_a_wrong_query_is_one_line_and_the_page_lives(open_office: OpenOffice, qtbot: QtBot) -> None:
    page = reports(open_office, qtbot)
    qtbot.keyClicks(page.query, "colour:red")
    qtbot.keyClick(page.query, Qt.Key.Key_Return)
    qtbot.waitUntil(page._banner.isVisible)
    assert not page.save_button.isEnabled()
    page.query.clear()
    qtbot.keyClicks(page.query, "type:laptop")
    qtbot.keyClick(page.query, Qt.Key.Key_Return)
    qtbot.waitUntil(page.save_button.isEnabled)


def test_a_ticket_sheet_waits_for_its_number(open_office: OpenOffice, qtbot: QtBot) -> None:
    page = reports(open_office, qtbot)
    page.reports.choose("ticket")
    assert not page.save_button.isEnabled()
    qtbot.keyClicks(page.query, "1")
    qtbot.mouseClick(page.show_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(page.save_button.isEnabled)
    assert page.preview.where.text() == "Page 1 of 1"
