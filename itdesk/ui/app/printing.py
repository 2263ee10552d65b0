"""A report as a PDF, written beside the window."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from itdesk.store.files import safe_name

if TYPE_CHECKING:
    from itdesk.ui.app.context import DeskContext
    from itdesk.ui.kit.tasks import Progress


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is printed: a report by its name, of a query or one record's ref, of today or an instant."""

    report: str
    query: str
    at: int | None = None


class Printing(QObject):
    """Asks where to, prints with progress and Cancel, tells how many pages."""

    def __init__(self, context: DeskContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._widget = parent

    def ask(self, sheet: Sheet, name: str) -> None:
        """Where should it go? `name` is what the file may be called."""
        dialog = QFileDialog(self._widget.window(), self.tr("Print to a PDF"), "", "PDF (*.pdf)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(f"{safe_name(name.lower())}.pdf")
        dialog.fileSelected.connect(partial(self.print_to, sheet))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def print_to(self, sheet: Sheet, name: str) -> None:
        """Write the file."""
        path = Path(name)
        title = self.tr("Printing to {name}").format(name=path.name)
        self._context.tasks.read(title, partial(self._print, sheet, path), self._printed)

    def _print(self, sheet: Sheet, path: Path, progress: Progress) -> tuple[int, str]:
        from itdesk.desk.printing.printer import print_report

        made = print_report(self._context.desk, sheet.report, path, sheet.query, sheet.at, progress)
        return made.pages, path.name

    def _printed(self, done: tuple[int, str]) -> None:
        words = (
            self.tr("1 page written to {name}")
            if done[0] == 1
            else self.tr("{count} pages written to {name}")
        )
        self._context.messages.done(words.format(count=f"{done[0]:,}", name=done[1]))
