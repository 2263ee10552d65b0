"""Where each column of a file goes: the guess, why, and the choice of another."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QWidget

from itdesk.assets.importers.targets import targets_of
from itdesk.desk.importing import Prepared
from itdesk.ui.kit.text import ElidedLabel

SAMPLES = 3


class ColumnChoices(QWidget):
    """A line for each column: its header over sample values, a choice, and the reason of the guess."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(6)
        self._boxes: dict[str, QComboBox] = {}

    def show_prepared(self, prepared: Prepared) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (former := item.widget()) is not None:
                former.deleteLater()
        self._boxes.clear()
        targets = targets_of(prepared.kind)
        for place, header in enumerate(prepared.table.headers):
            guess = prepared.guesses[header]
            samples = [row[place] for row in prepared.table.rows if row[place].strip()][:SAMPLES]
            name = ElidedLabel(header, weight=600)
            hint = ElidedLabel(", ".join(samples), "small", "text2")
            box = QComboBox(self)
            box.addItem(self.tr("Leave out"), "")
            for target in targets.values():
                box.addItem(target.label, target.name)
            box.setCurrentIndex(max(box.findData(guess.target), 0))
            box.setAccessibleName(self.tr("{header} goes to").format(header=header))
            box.setToolTip(guess.why)
            box.activated.connect(self.changed)
            self._boxes[header] = box
            self._grid.addWidget(name, place * 2, 0)
            self._grid.addWidget(hint, place * 2 + 1, 0)
            self._grid.addWidget(box, place * 2, 1, 2, 1)
        self._grid.setColumnStretch(0, 1)

    def mapping(self) -> dict[str, str]:
        """Header → target, "" for left out."""
        return {header: str(box.currentData() or "") for header, box in self._boxes.items()}

    def box(self, header: str) -> QComboBox:
        return self._boxes[header]
