"""Reports in the window: what is asked for is what is seen, saved and printed, however quick the hands."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from itdesk.desk import Desk
from itdesk.ui.app.office import Office
from itdesk.ui.kit.banner import Banner
from itdesk.ui.kit.theme import Mode
from itdesk.ui.pages.reports.choices import ReportCard
from itdesk.ui.pages.reports.page import ReportsPage
from itdesk.ui.pages.reports.preview import PdfPreview
from tests.records import add
from tests.ui.hands import LEFT, answer, buttons, come_back, last_said, press, said

CONTROL = Qt.KeyboardModifier.ControlModifier
ENTER = Qt.Key.Key_Return


@pytest.fixture
def office(open_office: Callable[..., Office]) -> Office:
    return open_office("reports")


@pytest.fixture
def page(office: Office) -> ReportsPage:
    """The register comes up by itself: it is being made."""
    found = office.window.page
    assert isinstance(found, ReportsPage)
    return found


@pytest.fixture
def register(page: ReportsPage, qtbot: QtBot) -> ReportsPage:
    """The register is shown."""
    _made(page, qtbot)
    return page


def _rest(page: ReportsPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not page.context.tasks.running)


def _made(page: ReportsPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(page.save_button.isEnabled)
    _rest(page, qtbot)


def _banner(page: ReportsPage) -> Banner:
    return page.findChildren(Banner)[0]


def _saved(page: ReportsPage, path: Path) -> str:
    """What stands on the pages that are shown."""
    page.save(path)
    document = pypdfium2.PdfDocument(path.read_bytes())
    return "\n".join(sheet.get_textpage().get_text_bounded() for sheet in document)


def _press_card(page: ReportsPage, name: str, qtbot: QtBot) -> None:
    (card,) = [card for card in page.reports.findChildren(ReportCard) if card.choice.name == name]
    qtbot.mouseClick(card, LEFT)
    assert card.isChecked()


def _ask(page: ReportsPage, line: str, qtbot: QtBot) -> None:
    page.query.selectAll()
    page.query.insert(line)
    qtbot.keyClick(page.query, ENTER)


# --- what is asked for --------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("asset-register", "Asset register"),
        ("audit-pack", "Audit pack"),
        ("tickets", "Tickets"),
        ("maintenance-history", "Maintenance history"),
    ],
)
def test_each_report_is_made_by_one_click(
    page: ReportsPage, tmp_path: Path, qtbot: QtBot, name: str, word: str
) -> None:
    page.reports.choose("ticket")
    _press_card(page, name, qtbot)
    _made(page, qtbot)
    assert page.preview.where.text().startswith("Page 1 of ") and "made in" in page.preview.note.text()
    assert word.casefold() in _saved(page, tmp_path / "out.pdf").casefold()


def test_a_sheet_that_waits_for_its_number_does_not_show_what_was_asked_before(
    page: ReportsPage, qtbot: QtBot
) -> None:
    _press_card(page, "tickets", qtbot)
    _press_card(page, "ticket", qtbot)
    _rest(page, qtbot)
    assert page.preview.where.text() == "No preview yet" and page.preview.sheets is None
    assert not page.save_button.isEnabled() and not page.print_button.isEnabled()


def test_of_two_lines_asked_at_once_the_second_is_shown(
    page: ReportsPage, tmp_path: Path, other_desk: Desk, qtbot: QtBot
) -> None:
    add(other_desk, "asset", tag="ZZ-1", type="laptop")
    _ask(page, "", qtbot)
    _ask(page, "tag:=ZZ-1", qtbot)
    _made(page, qtbot)
    text = _saved(page, tmp_path / "out.pdf")
    assert "ZZ-1" in text and "tag:=ZZ-1" in text
    assert page.preview.sheets is not None and len(page.preview.sheets) <= 2


def test_a_wrong_line_after_a_right_one_ends_with_its_reason(page: ReportsPage, qtbot: QtBot) -> None:
    _ask(page, "type:laptop", qtbot)
    _ask(page, "colour:red", qtbot)
    qtbot.waitUntil(_banner(page).isVisible)
    _rest(page, qtbot)
    assert "colour" in _banner(page).accessibleName() and not page.save_button.isEnabled()
    _press_card(page, "tickets", qtbot)
    assert not _banner(page).isVisible(), "another report has nothing to do with it"
    _made(page, qtbot)


@pytest.mark.parametrize("typed", ["31.02.2024", "9999-12-31", "中村"])
def test_a_day_that_is_none_is_said_and_nothing_is_offered(
    register: ReportsPage, office: Office, qtbot: QtBot, typed: str
) -> None:
    register.as_at.setText(typed)
    qtbot.keyClick(register.as_at, ENTER)
    assert "No such day." in _banner(register).accessibleName()
    assert not register.save_button.isEnabled() and said(office) == []
    register.as_at.clear()
    qtbot.keyClick(register.as_at, ENTER)
    _made(register, qtbot)
    assert not _banner(register).isVisible()


def test_a_past_day_prints_what_was_there_then(page: ReportsPage, tmp_path: Path, qtbot: QtBot) -> None:
    page.as_at.setText("2001-02-03")
    qtbot.keyClick(page.as_at, ENTER)
    _made(page, qtbot)
    text = _saved(page, tmp_path / "out.pdf")
    assert "as at 03 Feb 2001" in text


@pytest.mark.parametrize(
    ("report", "line", "why"),
    [
        ("ticket", "999999", "no ticket matches"),
        ("asset", "no-such-tag", "no asset matches"),
        ("ticket", "status:nonsense", "nonsense"),
        ("asset", '"not closed', "quote"),
    ],
    ids=["number", "tag", "value", "half a quote"],
)
def test_a_sheet_of_nothing_says_why(
    page: ReportsPage, qtbot: QtBot, report: str, line: str, why: str
) -> None:
    _press_card(page, report, qtbot)
    _ask(page, line, qtbot)
    qtbot.waitUntil(_banner(page).isVisible)
    assert why in _banner(page).accessibleName() and page.preview.sheets is None


# --- choosing by keys ---------------------------------------------------------------------------
def test_arrows_walk_the_reports_and_stop_at_the_ends(page: ReportsPage, qtbot: QtBot) -> None:
    cards = page.reports.findChildren(ReportCard)

    def checked() -> list[str]:
        return [card.choice.name for card in cards if card.isChecked()]

    for _ in range(len(cards) + 2):
        qtbot.keyClick(page.reports, Qt.Key.Key_Down)
        assert len(checked()) == 1
    assert checked() == [cards[-1].choice.name] and cards[-1].hasFocus()
    for _ in range(len(cards) + 2):
        qtbot.keyClick(page.reports, Qt.Key.Key_Up)
    assert checked() == ["asset-register"] and cards[0].hasFocus()
    assert all(card.accessibleName() and card.accessibleDescription() for card in cards)


def test_ctrl_enter_makes_what_is_typed(page: ReportsPage, office: Office, qtbot: QtBot) -> None:
    _press_card(page, "ticket", qtbot)
    qtbot.keyClicks(page.query, "1")
    qtbot.keyClick(office.window, ENTER, CONTROL)
    _made(page, qtbot)
    assert page.preview.where.text() == "Page 1 of 1"


# --- the preview --------------------------------------------------------------------------------
def _can(preview: PdfPreview) -> dict[str, bool]:
    return {button.accessibleName(): button.isEnabled() for button in buttons(preview)}


def test_pages_turn_by_keys_and_buttons_up_to_the_ends(register: ReportsPage, qtbot: QtBot) -> None:
    preview = register.preview
    assert preview.sheets is not None
    last = len(preview.sheets)
    assert last > 1 and not _can(preview)["Page before"] and _can(preview)["Next page"]
    qtbot.keyClick(preview, Qt.Key.Key_PageUp)
    assert preview.where.text() == f"Page 1 of {last}"
    for _ in range(last + 1):
        qtbot.keyClick(preview, Qt.Key.Key_PageDown)
    assert preview.where.text() == f"Page {last} of {last}"
    assert _can(preview)["Page before"] and not _can(preview)["Next page"]
    press(qtbot, preview, "Page before")
    assert preview.where.text() == f"Page {last - 1} of {last}"
    _ask(register, "", qtbot)
    _made(register, qtbot)
    assert preview.where.text() == f"Page 1 of {last}", "a new document begins at its first page"


def test_larger_and_smaller_have_an_end_and_a_picture_each(register: ReportsPage, qtbot: QtBot) -> None:
    preview = register.preview
    assert _can(preview)["Larger"] and not _can(preview)["Smaller"]
    steps = 0
    while _can(preview)["Larger"]:
        qtbot.keyClick(preview, Qt.Key.Key_Plus)
        steps += 1
    qtbot.keyClick(preview, Qt.Key.Key_Plus)
    assert steps > 1 and _can(preview)["Smaller"]
    for _ in range(steps):
        press(qtbot, preview, "Smaller")
    assert not _can(preview)["Smaller"]


@pytest.mark.parametrize("mode", [Mode.LIGHT, Mode.DARK])
def test_paper_is_white_in_both_themes(register: ReportsPage, qtbot: QtBot, mode: Mode) -> None:
    register.context.theme.set_mode(mode)

    def share() -> float:
        image = register.preview.grab().toImage()
        spots = [(x, y) for x in range(0, image.width(), 20) for y in range(0, image.height(), 20)]
        return sum(image.pixelColor(x, y).name() == "#ffffff" for x, y in spots) / len(spots)

    qtbot.waitUntil(lambda: share() > 0.4)


# --- out ----------------------------------------------------------------------------------------
def test_ctrl_s_asks_where_and_writes_what_is_seen(
    register: ReportsPage, office: Office, tmp_path: Path, qtbot: QtBot
) -> None:
    qtbot.keyClick(office.window, Qt.Key.Key_S, CONTROL)
    dialog = answer(qtbot, QFileDialog)
    assert Path(dialog.selectedFiles()[0]).name == "asset-register.pdf"
    line = dialog.findChild(QLineEdit)
    assert line is not None
    line.setText(str(tmp_path / "資産台帳"))
    dialog.accept()
    target = tmp_path / "資産台帳.pdf"
    qtbot.waitUntil(target.exists)
    assert target.read_bytes().startswith(b"%PDF-") and target.stat().st_mode & 0o077 == 0
    assert last_said(office) == f"Saved {target}"
    come_back(qtbot, office.window)


def test_a_place_that_takes_nothing_is_said_and_the_report_stays(
    register: ReportsPage, office: Office, tmp_path: Path
) -> None:
    register.save(tmp_path / "no" / "such" / "out.pdf")
    assert "cannot be written" in last_said(office)
    assert register.save_button.isEnabled() and list(tmp_path.glob("*.pdf")) == []


def test_without_a_report_nothing_is_saved_or_printed(
    page: ReportsPage, tmp_path: Path, qtbot: QtBot
) -> None:
    _press_card(page, "ticket", qtbot)
    _rest(page, qtbot)
    page.save(tmp_path / "out.pdf")
    page.ask_save()
    page.print()
    assert page.window().findChildren(QFileDialog) == [] and not (tmp_path / "out.pdf").exists()


@pytest.mark.parametrize("chosen", [(0, 0), (2, 2), (2, 99)], ids=["all", "one", "far"])
def test_the_pages_that_were_chosen_are_printed(
    register: ReportsPage, tmp_path: Path, chosen: tuple[int, int]
) -> None:
    sheets = register.preview.sheets
    assert sheets is not None
    paper = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    paper.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    paper.setOutputFileName(str(tmp_path / "paper.pdf"))
    paper.setFromTo(*chosen)
    sheets.print_on(paper)
    pages = len(pypdfium2.PdfDocument((tmp_path / "paper.pdf").read_bytes()))
    wanted = len(sheets) if chosen == (0, 0) else min(chosen[1], len(sheets)) - chosen[0] + 1
    assert pages == wanted
