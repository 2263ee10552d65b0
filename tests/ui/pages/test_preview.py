"""The preview of a PDF: it fits its pane, turns, zooms, follows its size, and prints what was chosen."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QScrollArea
from pytestqt.qtbot import QtBot
from reportlab.lib.pagesizes import A4, A5, landscape
from reportlab.pdfgen.canvas import Canvas

from itdesk.ui.pages.reports.preview import ZOOMS, PdfPreview, Sheets

pytestmark = pytest.mark.usefixtures("look")


def pdf(pages: int, size: tuple[float, float] = A4) -> bytes:
    kept = BytesIO()
    canvas = Canvas(kept, pagesize=size)
    for number in range(1, pages + 1):
        canvas.drawString(72, 72, f"Sheet {number}")
        canvas.rect(0, 0, size[0] / 2, size[1], fill=1)
        canvas.showPage()
    canvas.save()
    return kept.getvalue()


@pytest.fixture
def preview(qtbot: QtBot) -> PdfPreview:
    made = PdfPreview()
    qtbot.addWidget(made)
    made.resize(700, 500)
    made.show()
    qtbot.waitExposed(made)
    return made


def area(preview: PdfPreview) -> QScrollArea:
    found = preview.findChild(QScrollArea)
    assert found is not None
    return found


def at(preview: PdfPreview) -> str:
    return preview.where.text()


@pytest.mark.parametrize("width", [320, 700, 1100])
@pytest.mark.parametrize("size", [A4, landscape(A4), A5, (2_000.0, 200.0)])
def test_a_page_fits_the_pane_and_never_moves_sideways(
    preview: PdfPreview, qtbot: QtBot, width: int, size: tuple[float, float]
) -> None:
    preview.resize(width, 500)
    preview.show_pdf(pdf(1, size))
    bar = area(preview).horizontalScrollBar()
    qtbot.waitUntil(lambda: area(preview).widget().width() <= area(preview).viewport().width())
    assert not bar.isVisible()


def test_another_size_of_the_pane_draws_the_page_anew(preview: PdfPreview, qtbot: QtBot) -> None:
    preview.show_pdf(pdf(1))
    narrow = area(preview).widget().minimumHeight()
    preview.resize(1100, 500)
    qtbot.waitUntil(lambda: area(preview).widget().minimumHeight() > narrow)


def test_keys_and_buttons_turn_pages_and_stop_at_the_ends(preview: PdfPreview, qtbot: QtBot) -> None:
    preview.show_pdf(pdf(3), "made now")
    assert (at(preview), preview.note.text()) == ("Page 1 of 3", "made now")
    qtbot.keyClick(preview, Qt.Key.Key_PageUp)
    assert at(preview) == "Page 1 of 3"
    for _ in range(5):
        qtbot.keyClick(preview, Qt.Key.Key_PageDown)
    assert at(preview) == "Page 3 of 3"
    assert not preview._next.isEnabled()
    qtbot.mouseClick(preview._back, Qt.MouseButton.LeftButton)
    assert at(preview) == "Page 2 of 3"


def test_another_page_begins_at_its_top(preview: PdfPreview, qtbot: QtBot) -> None:
    preview.show_pdf(pdf(2))
    bar = area(preview).verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum())
    with qtbot.waitSignal(preview.page_changed) as turned:
        qtbot.keyClick(preview, Qt.Key.Key_PageDown)
    assert (turned.args, bar.value()) == ([1], 0)


def test_plus_and_minus_go_through_the_sizes_and_stop_at_the_ends(preview: PdfPreview, qtbot: QtBot) -> None:
    preview.show_pdf(pdf(1))
    paper = area(preview).widget()
    heights = [paper.minimumHeight()]
    for _ in range(len(ZOOMS) + 2):
        qtbot.keyClick(preview, Qt.Key.Key_Plus)
        heights.append(paper.minimumHeight())
    assert heights[: len(ZOOMS)] == sorted(set(heights))
    assert not preview._larger.isEnabled()
    for _ in range(len(ZOOMS) + 2):
        qtbot.keyClick(preview, Qt.Key.Key_Minus)
    assert paper.minimumHeight() == heights[0]
    assert not preview._smaller.isEnabled()


def test_a_zoomed_page_may_be_moved_sideways(preview: PdfPreview, qtbot: QtBot) -> None:
    preview.show_pdf(pdf(1))
    qtbot.keyClick(preview, Qt.Key.Key_Plus)
    qtbot.waitUntil(area(preview).horizontalScrollBar().isVisible)


def test_another_document_begins_at_its_first_page(preview: PdfPreview, qtbot: QtBot) -> None:
    preview.show_pdf(pdf(3))
    qtbot.keyClick(preview, Qt.Key.Key_PageDown)
    preview.show_pdf(pdf(2))
    assert at(preview) == "Page 1 of 2"


def test_without_a_document_nothing_can_be_done(preview: PdfPreview, qtbot: QtBot) -> None:
    preview.show_pdf(pdf(2), "made now")
    preview.clear()
    for key in (Qt.Key.Key_PageDown, Qt.Key.Key_Plus, Qt.Key.Key_Minus):
        qtbot.keyClick(preview, key)
    assert (at(preview), preview.note.text(), preview.sheets) == ("No preview yet", "", None)
    buttons = (preview._back, preview._next, preview._smaller, preview._larger)
    assert not any(button.isEnabled() for button in buttons)


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"<html>", b"\x00" * 1_000])
def test_what_is_no_pdf_is_refused(data: bytes) -> None:
    with pytest.raises(pypdfium2.PdfiumError):
        Sheets(data)


def test_a_page_is_drawn_as_it_is(preview: PdfPreview) -> None:
    sheets = Sheets(pdf(2))
    image = sheets.image(1, 1.0)
    assert (len(sheets), sheets.size(0)) == (2, pytest.approx(A4, abs=0.01))
    assert (image.width(), image.height()) == (596, 842)
    assert image.pixelColor(100, 400).lightness() < 10 < 245 < image.pixelColor(500, 400).lightness()


@pytest.mark.parametrize(("first", "last", "printed"), [(0, 0, 4), (2, 3, 2), (4, 4, 1), (3, 9, 2)])
def test_the_chosen_pages_are_printed(
    preview: PdfPreview, tmp_path: Path, first: int, last: int, printed: int
) -> None:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setResolution(72)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    printer.setFromTo(first, last)
    Sheets(pdf(4)).print_on(printer)
    with pypdfium2.PdfDocument(tmp_path / "out.pdf") as made:
        assert len(made) == printed
