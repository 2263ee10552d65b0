"""What an import will do, cell by cell, without a widget for any of them; wrong cells are put right here."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from itdesk.assets.importers.preview import Cell, Preview
from itdesk.assets.importers.rows import Row, State
from itdesk.core.kinds import Column
from itdesk.ui.kit.text import plain_tooltip

Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = Qt.ItemDataRole.UserRole + 1
"""The `Row`."""
CELL_ROLE = Qt.ItemDataRole.UserRole + 2
"""The `Cell`; None in the first two columns."""
LINE, STATE, FIRST = 0, 1, 2


class PreviewModel(QAbstractTableModel):
    """Rows of one state, or all: the line in the file, what becomes of it, then its columns."""

    corrected = Signal(int, str, str)
    """A person typed another value: (the row's place in the file, header, text)."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._preview: Preview | None = None
        self._rows: list[Row] = []

    def show_preview(self, preview: Preview | None, only: State | None = None) -> None:
        self.beginResetModel()
        self._preview = preview
        rows = preview.rows if preview is not None else []
        self._rows = [row for row in rows if only is None or row.state is only]
        self.endResetModel()

    def row(self, place: int) -> Row:
        return self._rows[place]

    def place_of(self, place: int) -> int:
        """Where the row that has this place in the file stands, -1 if it is not shown."""
        return next((number for number, row in enumerate(self._rows) if row.place == place), -1)

    def columns(self) -> tuple[Column, ...]:
        return self._preview.columns if self._preview is not None else ()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() or self._preview is None else FIRST + len(self._preview.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Vertical or self._preview is None:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if section < FIRST:
            return (self.tr("Row"), self.tr("State"))[section]
        return self._preview.columns[section - FIRST].label

    # --- cells ---------------------------------------------------------------------------
    def cell(self, index: Index) -> Cell | None:
        if self._preview is None or index.column() < FIRST:
            return None
        return self._preview.cell(self._rows[index.row()], self._preview.columns[index.column() - FIRST])

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if self._preview is None or not index.isValid():
            return None
        row, cell = self._rows[index.row()], self.cell(index)
        if role == ROW_ROLE:
            return row
        if role == CELL_ROLE:
            return cell
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.text if cell is not None else self._fixed(row, index.column())
        if role == Qt.ItemDataRole.EditRole:
            return self._spelling(row, index)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            return plain_tooltip(self._said(row, index, cell)) or None
        return None

    def _fixed(self, row: Row, column: int) -> str:
        return f"{row.line:,}" if column == LINE else self.state_word(row.state)

    def state_word(self, state: State) -> str:
        return {
            State.NEW: self.tr("New"), State.CHANGED: self.tr("Changed"), State.SAME: self.tr("Same"),
            State.WRONG: self.tr("Wrong"),
        }[state]  # fmt: skip

    def _said(self, row: Row, index: Index, cell: Cell | None) -> str:
        if cell is None:
            return " ".join(row.problems.values())
        name = self.columns()[index.column() - FIRST].name
        was = self.tr("was: {old}").format(old=cell.old) if cell.old else ""
        return row.problems.get(name, was)

    # --- putting cells right ---------------------------------------------------------------
    def header_of(self, row: Row, index: Index) -> str:
        """The file's column behind a cell, "" where the value comes from none."""
        if self._preview is None or index.column() < FIRST:
            return ""
        name, table = self._preview.columns[index.column() - FIRST].name, self._preview.table
        placed = [item.place for item in self._preview.placed if item.reader.target.column.name == name]
        filled = [place for place in placed if table.rows[row.place][place].strip()]
        return table.headers[(filled or placed)[0]] if placed else ""

    def _spelling(self, row: Row, index: Index) -> str:
        header = self.header_of(row, index)
        if not header or self._preview is None:
            return ""
        table = self._preview.table
        return table.rows[row.place][table.headers.index(header)]

    def flags(self, index: Index) -> Qt.ItemFlag:
        usual = super().flags(index)
        if not index.isValid() or not self.header_of(self._rows[index.row()], index):
            return usual
        return usual | Qt.ItemFlag.ItemIsEditable

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        row = self._rows[index.row()]
        header = self.header_of(row, index)
        if role != Qt.ItemDataRole.EditRole or not header or str(value) == self._spelling(row, index):
            return False
        self.corrected.emit(row.place, header, str(value))
        return True
