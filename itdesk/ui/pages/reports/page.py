"""Reports: choose one, say what about, look at it as it will be printed, print or save it."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtGui import QPageLayout
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from itdesk.core.clock import from_datetime
from itdesk.core.errors import DeskError
from itdesk.core.values import parse_date
from itdesk.desk.printing.printer import report_document
from itdesk.reports import document_id, render
from itdesk.store.new_file import new_file
from itdesk.ui.kit.banner import Banner
from itdesk.ui.kit.buttons import Button
from itdesk.ui.kit.command import Command
from itdesk.ui.kit.date_edit import DateEdit
from itdesk.ui.kit.tasks import Progress, Task
from itdesk.ui.kit.text import Label, Panel
from itdesk.ui.kit.theme import theme
from itdesk.ui.kit.wording import error_text
from itdesk.ui.pages.reports.choices import ReportChoice, ReportList
from itdesk.ui.pages.reports.preview import PdfPreview
from itdesk.ui.shell.page import Page

if TYPE_CHECKING:
    from itdesk.ui.app.context import DeskContext

CHOICES_WIDTH, OPTIONS_WIDTH = 250, 260


@dataclass(frozen=True, slots=True)
class Made:
    """A document as PDF, its id, and how long it took in seconds."""

    data: bytes
    document_id: str
    seconds: float


class ReportsPage(Page):
    """Ctrl+8."""

    id = "reports"

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.reports = ReportList(self)
        self.query = QLineEdit(self)
        self.as_at = DateEdit(self)
        self.preview = PdfPreview(self)
        self._banner = Banner(self)
        self._head = Label("", "title", weight=600, wrap=True)
        self._about = Label("", "small", "text2", wrap=True)
        self._asks = Label("", "small", "text2", 500)
        self.show_button = Button(self.tr("Show"), "", "eye")
        self.print_button = Button(self.tr("Print…"), "", "printer")
        self.save_button = Button(self.tr("Save PDF"), "primary", "download")
        self._choice: ReportChoice | None = None
        self._made: Made | None = None
        self._task: Task[Made] | None = None
        self._arrange()
        self._connect()

    # --- looks ---------------------------------------------------------------------------
    def _arrange(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        left = Panel("pane", self)
        left.setFixedWidth(theme().px(CHOICES_WIDTH))
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.reports)
        row.addWidget(left)
        row.addWidget(self._options())
        row.addWidget(self.preview, 1)

    def _options(self) -> QWidget:
        pane = Panel("pane", self)
        pane.setFixedWidth(theme().px(OPTIONS_WIDTH))
        column = QVBoxLayout(pane)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(6)
        when = Label(self.tr("As at (empty is now)"), "small", "text2", 500)
        self._asks.setBuddy(self.query)
        when.setBuddy(self.as_at)
        self.as_at.setAccessibleName(when.text())
        for widget in (self._head, self._about, self._asks, self.query, when, self.as_at):
            column.addWidget(widget)
        column.addWidget(self.show_button)
        column.addWidget(self._banner)
        column.addStretch(1)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.print_button)
        buttons.addWidget(self.save_button, 1)
        column.addLayout(buttons)
        return pane

    def _connect(self) -> None:
        self.reports.chosen.connect(self._choose)
        self.show_button.clicked.connect(self.make)
        self.query.returnPressed.connect(self.make)
        self.as_at.returnPressed.connect(self.make)
        self.print_button.clicked.connect(self.print)
        self.save_button.clicked.connect(self.ask_save)
        self._offer()

    # --- the page ------------------------------------------------------------------------
    def title(self) -> str:
        return self.tr("Reports")

    def commands(self) -> Sequence[Command]:
        here = self.title()
        return (
            Command("reports.show", self.tr("Show the report"), self.make, "Ctrl+Return", "eye", here),
            Command("reports.print", self.tr("Print the report"), self.print, "Ctrl+P", "printer", here),
            Command("reports.save", self.tr("Save the report"), self.ask_save, "Ctrl+S", "download", here),
        )

    def activate(self) -> None:
        if self._choice is None:
            self.reports.choose("asset-register")

    def panes(self) -> Sequence[QWidget]:
        return (self.reports, self.query, self.preview)

    def choose(self, name: str, query: str = "") -> None:
        """Another page asks for a report."""
        self.reports.choose(name)
        self.query.setText(query)
        self.make()

    # --- making --------------------------------------------------------------------------
    def _choose(self, choice: ReportChoice) -> None:
        self._choice = choice
        self._head.setText(choice.title)
        self._about.setText(choice.about)
        self._asks.setText(choice.asks)
        self.query.setAccessibleName(choice.asks)
        self.query.setText(choice.example)
        self._forget()
        if not choice.needs_one:
            self.make()

    def make(self) -> None:
        """Make the document beside the window; progress and Cancel are in the status bar."""
        choice = self._choice
        if choice is None:
            return
        try:
            at = self._instant()
        except (ValueError, OverflowError):
            self._forget()
            self._banner.say("crit", self.tr("No such day."), self.tr("Write it like 31 Mar 2026."))
            return
        self._forget()
        work = partial(self._work, choice.name, self.query.text().strip(), at)
        self._task = self.context.tasks.read(choice.title, work, self._show, self._failed)

    def _instant(self) -> int | None:
        """The end of the day that was written; raises ValueError."""
        text = self.as_at.text().strip()
        if not text:
            return None
        day = parse_date(text)
        if day is None:
            raise ValueError(text)
        after = datetime.combine(day + timedelta(days=1), time(), self.context.desk.zone)
        return from_datetime(after) - 1

    def _work(self, name: str, query: str, at: int | None, progress: Progress) -> Made:
        """In a worker thread."""
        begin = perf_counter()
        document = report_document(self.context.desk, name, query, at)
        out = io.BytesIO()
        render(document, out, progress)
        return Made(out.getvalue(), document_id(document), perf_counter() - begin)

    def _show(self, made: Made) -> None:
        if self.sender() is not self._task:
            return
        self._made = made
        note = self.tr("{id} · made in {seconds:.1f} s").format(id=made.document_id, seconds=made.seconds)
        self.preview.show_pdf(made.data, note)
        self._offer()

    def _failed(self, error: object) -> None:
        if self.sender() is not self._task:
            return
        if isinstance(error, DeskError):
            kind = self.context.kind(self._choice.kind) if self._choice is not None else None
            self._banner.say("crit", self.tr("Nothing was made."), error_text(error, kind))
        else:
            self.context.messages.error(error)

    def _forget(self) -> None:
        """What is shown and what is still being made is not what is asked for now."""
        if self._task is not None and not self._task.is_over:
            self._task.cancel()
        self._task = self._made = None
        self._banner.quiet()
        self.preview.clear()
        self._offer()

    def _offer(self) -> None:
        for button in (self.print_button, self.save_button):
            button.setEnabled(self._made is not None)

    # --- out -----------------------------------------------------------------------------
    def ask_save(self) -> None:
        """Ask where, then write."""
        if self._made is None or self._choice is None:
            return
        dialog = QFileDialog(self.window(), self.tr("Save PDF"), "", self.tr("PDF (*.pdf)"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(f"{self._choice.name}.pdf")
        dialog.fileSelected.connect(partial(self._write, self._made))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def save(self, path: Path) -> None:
        """Write what is shown; a failure is told and leaves nothing half."""
        if self._made is not None:
            self._write(self._made, str(path))

    def _write(self, made: Made, name: str) -> None:
        path = Path(name)
        try:
            with new_file(path) as out:
                out.write(made.data)
        except DeskError as error:
            self.context.messages.error(error)
            return
        self.context.messages.info(self.tr("Saved {path}").format(path=path))

    def print(self) -> None:
        """The system's print dialog, then the pages it asks for."""
        sheets = self.preview.sheets
        if sheets is None:
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        wide = sheets.size(len(sheets) - 1)
        printer.setPageOrientation(_orientation(wide))
        dialog = QPrintDialog(printer, self)
        dialog.setMinMax(1, len(sheets))
        if dialog.exec() == QPrintDialog.DialogCode.Accepted:
            sheets.print_on(printer)


def _orientation(size: tuple[float, float]) -> QPageLayout.Orientation:

    lies = size[0] > size[1]
    return QPageLayout.Orientation.Landscape if lies else QPageLayout.Orientation.Portrait
