"""Pictures of a manual: those it shows, and new ones."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from itdesk.store import files

if TYPE_CHECKING:
    from itdesk.store.unit import Unit
    from itdesk.ui.app.context import DeskContext
    from itdesk.ui.pages.knowledge.reading import ManualPicture

PICTURES = "*.png *.jpg *.jpeg *.gif *.webp"


class Pictures(QObject):
    """The bytes behind the names in a text. While one types, a name may come up that was not read yet."""

    came = Signal()
    """A picture that was asked for is there: draw again."""
    added = Signal(str)
    """A picture is kept under this name."""

    def __init__(self, context: DeskContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._widget = parent
        self._manual: ManualPicture | None = None
        self._later: dict[str, bytes] = {}
        self._asked: set[str] = set()

    def show(self, manual: ManualPicture) -> None:
        """Another manual, or this one anew."""
        self._manual = manual
        self._later.clear()
        self._asked.clear()

    def of(self, name: str) -> bytes | None:
        """A picture by name; None where there is none, or not yet."""
        if self._manual is None:
            return None
        known = self._manual.pictures.get(name) or self._later.get(name)
        if known is None and name in self._manual.files and name not in self._asked:
            self._asked.add(name)
            read = partial(self._read, self._manual, name)
            self._context.read(read, self._came)
        return known

    def _read(self, manual: ManualPicture, name: str) -> tuple[ManualPicture, str, bytes | None]:
        return manual, name, self._context.desk.manuals.picture(manual.manual.id, name)

    def _came(self, found: tuple[ManualPicture, str, bytes | None]) -> None:
        manual, name, data = found
        if manual is self._manual and data is not None:
            self._later[name] = data
            self.came.emit()

    def ask(self, record: int) -> None:
        """Choose a file to be kept with a manual."""
        pattern = self.tr("Pictures ({patterns})").format(patterns=PICTURES)
        dialog = QFileDialog(self._widget.window(), self.tr("Picture"), "", pattern)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(partial(self.add, record))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def add(self, record: int, path: str) -> None:
        """Keep a picture with a manual."""
        self._context.write("attach picture", partial(_attach, record, Path(path)), self.added.emit)


def _attach(record: int, path: Path, unit: Unit) -> str:
    files.attach(unit, "manual", record, path)
    return files.safe_name(path.name)
