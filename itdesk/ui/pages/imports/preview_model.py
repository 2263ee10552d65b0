"""What an import will do, cell by cell, without a widget for any of them."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from itdesk.assets.importers.preview import Preview
from itdesk.assets.importers.rows import Row, State
from itdesk.ui.kit.text import plain_tooltip
from itdesk.ui.kit.theme import theme

Index = QModelIndex | QPersistentModelIndex
INKS = {State.NEW: "ok_fg", State.CHANGED: "info_fg", State.SAME: "text3", State.WRONG: "crit_fg"}
GROUNDS = {State.NEW: "ok_bg", State.CHANGED: "info_bg", State.WRONG: "crit_bg"}


class PreviewModel(QAbstractTableModel):
    """Rows of one state, or all; the first column says the line in the file and what becomes of it."""

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

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() or self._preview is None else 1 + len(self._preview.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role != Qt.ItemDataRole.DisplayRole or self._preview is None:
            return None
        if orientation is Qt.Orientation.Vertical:
            return None
        return self.tr("Line") if section == 0 else self._preview.columns[section - 1].label

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if self._preview is None or not index.isValid():
            return None
        row = self._rows[index.row()]
        if index.column() == 0:
            return self._line(row, role)
        column = self._preview.columns[index.column() - 1]
        cell = self._preview.cell(row, column)
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.text
        if role == Qt.ItemDataRole.ForegroundRole:
            return theme().colour(INKS[cell.state])
        if role == Qt.ItemDataRole.BackgroundRole and cell.state in GROUNDS and row.state is not State.NEW:
            return theme().colour(GROUNDS[cell.state])
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            said = row.problems.get(column.name) or (
                self.tr("was: {old}").format(old=cell.old) if cell.old else ""
            )
            return plain_tooltip(said) if said else None
        return None

    def _line(self, row: Row, role: int) -> Any:
        words = {
            State.NEW: self.tr("new"), State.CHANGED: self.tr("changed"), State.SAME: self.tr("same"),
            State.WRONG: self.tr("wrong"),
        }  # fmt: skip
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{row.line} · {words[row.state]}"
        if role == Qt.ItemDataRole.ForegroundRole:
            return theme().colour(INKS[row.state])
        if role == Qt.ItemDataRole.ToolTipRole and row.problems:
            return plain_tooltip(" ".join(row.problems.values()))
        return None
