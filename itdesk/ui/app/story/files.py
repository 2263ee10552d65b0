"""Files kept with a record: added, saved elsewhere, removed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from itdesk.core.units import format_bytes
from itdesk.store import files
from itdesk.store.attachments import Attached
from itdesk.ui.kit.buttons import Button, IconButton
from itdesk.ui.kit.detail import RowCard, ScrollColumn, left_of, sentence
from itdesk.ui.kit.icon_mark import IconMark
from itdesk.ui.kit.text import ElidedLabel, Label

if TYPE_CHECKING:
    from itdesk.store.unit import Unit
    from itdesk.ui.app.context import DeskContext


class FilesTab(ScrollColumn):
    """The files of one record; their bytes are inside the desk."""

    changed = Signal()

    def __init__(self, context: DeskContext, kind: str, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._context = context
        self._kind = kind
        self._record: int | None = None

    def show_files(self, record: int, found: Sequence[Attached]) -> None:
        self._record = record
        self.clear()
        if found:
            card = RowCard(self.tr("Files"))
            for item in found:
                card.add_row(*self._row(item))
            self.column.addWidget(card)
        else:
            self.column.addWidget(sentence(self.tr("No file is kept yet."), "paperclip"))
        add = Button(self.tr("Add a file…"), "", "paperclip")
        add.clicked.connect(self.ask)
        self.column.addWidget(left_of(add))
        self.column.addStretch(1)

    def _row(self, item: Attached) -> tuple[QWidget, ...]:
        save = IconButton("download", self.tr("Save {name}").format(name=item.name))
        save.clicked.connect(partial(self._ask_copy, item))
        drop = IconButton("trash-2", self.tr("Remove {name}").format(name=item.name))
        drop.clicked.connect(partial(self.remove, item.id))
        size = Label(format_bytes(item.size), "small", "text2")
        return IconMark("file", "text2", 16), ElidedLabel(item.name), size, save, drop

    # --- adding and removing -----------------------------------------------------------------
    def ask(self) -> None:
        """Which file? It goes to the record that is shown now, whatever is shown when it is chosen."""
        if self._record is None:
            return
        dialog = QFileDialog(self.window(), self.tr("Add a file"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(partial(self._add_to, self._record))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def add(self, name: str) -> None:
        """Keep a copy inside the desk; over 100 MB it is refused in one line."""
        if self._record is not None:
            self._add_to(self._record, name)

    def _add_to(self, record: int, name: str) -> None:
        work = partial(_attach, self._kind, record, Path(name))
        self._context.write("attach file", work, self._done, said=self.tr("File added"))

    def remove(self, key: int) -> None:
        """The bytes stay for undo and for history, until they are erased."""
        self._context.write("remove file", partial(_drop, key), self._done, said=self.tr("File removed"))

    def _done(self, _result: object) -> None:
        self.changed.emit()

    # --- saving elsewhere ----------------------------------------------------------------------
    def _ask_copy(self, item: Attached) -> None:
        dialog = QFileDialog(self.window(), self.tr("Save a copy"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(item.name)
        dialog.fileSelected.connect(partial(self.save_copy, item.sha256))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def save_copy(self, sha256: str, target: str) -> None:
        """Write the file's bytes elsewhere."""
        self._context.read(partial(self._copy, sha256, Path(target)), self._saved)

    def _copy(self, sha256: str, target: Path) -> str:
        """In a reader thread."""
        files.save_copy(self._context.desk.store.engine, sha256, target)
        return str(target)

    def _saved(self, path: str) -> None:
        self._context.messages.done(self.tr("Saved as {path}").format(path=path))


def _attach(kind: str, record: int, path: Path, unit: Unit) -> int:
    unit.read(kind, record)  # somebody may have removed it meanwhile
    return files.attach(unit, kind, record, path)


def _drop(key: int, unit: Unit) -> None:
    unit.delete("attachment", key)
