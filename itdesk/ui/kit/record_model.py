"""The model between a row source and a table: placeholder rows, narrow updates, words for readers."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from itdesk.core.kinds import Column
from itdesk.ui.kit.rows import Cell, Look, Row, RowSource, look_of
from itdesk.ui.kit.text import plain_tooltip

AnyIndex = QModelIndex | QPersistentModelIndex

SORT_ROLE = Qt.ItemDataRole.UserRole + 1
"""The plain stored value."""
ROW_ROLE = Qt.ItemDataRole.UserRole + 2
"""The `Row`, None for a placeholder."""
ID_ROLE = Qt.ItemDataRole.UserRole + 3
"""The record's id."""

_MARGIN = 16
"""Rows asked for beyond either edge of what is seen."""


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column as a list shows it.

    `width` in logical pixels, 0 for the column's own; `min_window` hides it while the window is
    narrower; `title` overrides the label; `stretch` takes what is left.
    """

    column: Column
    look: Look = Look.TEXT
    title: str = ""
    width: int = 0
    min_window: int = 0
    stretch: bool = False
    sortable: bool = True

    @classmethod
    def of(cls, column: Column) -> ListColumn:
        """The look and width a column has by itself."""
        return cls(column, look_of(column))

    @property
    def name(self) -> str:
        return self.column.name

    @property
    def label(self) -> str:
        return self.title or self.column.label

    @property
    def heading(self) -> str:
        return self.title or self.column.heading

    @property
    def pixels(self) -> int:
        return self.width or self.column.width

    @property
    def is_right(self) -> bool:
        return self.look is Look.NUMBER


class RecordModel(QAbstractTableModel):
    """Shows a `RowSource`; hears from it as its sink, on the UI thread."""

    failed = Signal(object)
    """The source could not read rows: an exception. What was shown stays."""
    counted = Signal()
    """`count` or the number of known rows has changed."""

    def __init__(self, columns: Sequence[ListColumn], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._source: RowSource | None = None
        self._known = 0
        self._asking = False
        self._sort: tuple[str, bool] | None = None

    # what is shown

    @property
    def columns(self) -> tuple[ListColumn, ...]:
        return self._columns

    @property
    def source(self) -> RowSource | None:
        return self._source

    def set_columns(self, columns: Sequence[ListColumn]) -> None:
        self.beginResetModel()
        self._columns = tuple(columns)
        self.endResetModel()

    def set_source(self, source: RowSource | None) -> None:
        """Show another source; the former one is closed."""
        self.beginResetModel()
        former, self._source = self._source, source
        if former is not None:
            former.close()
        if source is not None:
            source.listen(self)
        self._known = source.known() if source is not None else 0
        self.endResetModel()
        self.counted.emit()

    def set_sort(self, name: str, descending: bool) -> None:
        """Mark the column that orders the list ("" for none); the order itself is the source's."""
        self._sort = (name, descending) if name else None
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, max(len(self._columns) - 1, 0))

    def count(self) -> int | None:
        """Rows in all, None while they are counted."""
        return self._source.count() if self._source is not None else 0

    def row_at(self, index: int) -> Row | None:
        """The row if it was read."""
        return self._source.cached(index) if self._source is not None and index < self._known else None

    def id_at(self, index: int) -> int | None:
        return self._source.id_at(index) if self._source is not None and index < self._known else None

    def index_of(self, record_id: int) -> int | None:
        found = self._source.index_of(record_id) if self._source is not None else None
        return found if found is not None and found < self._known else None

    def want(self, first: int, last: int) -> None:
        """Rows `first` to `last` are about to be painted: ask for those that are not there."""
        source = self._source
        if source is None or self._known == 0 or last < first:
            return
        last = min(last, self._known - 1)
        if all(source.cached(index) is not None for index in range(max(first, 0), last + 1)):
            return
        self._asking = True
        source.request(max(first - _MARGIN, 0), min(last + _MARGIN, self._known - 1))
        self._asking = False

    def refresh(self, ids: Collection[int]) -> None:
        """These records changed (empty: any may have): read them again when they are painted."""
        if self._source is None or self._known == 0:
            return
        places = [place for key in ids if (place := self.index_of(key)) is not None]
        self._source.forget(ids)
        if ids and not places:
            return
        first, last = (min(places), max(places)) if places else (0, self._known - 1)
        self.dataChanged.emit(self.index(first, 0), self.index(last, len(self._columns) - 1))

    # the sink

    def rows_arrived(self, first: int, rows: Sequence[Row]) -> None:
        """Rows that came before they were painted need no further paint."""
        if self._asking or not rows:
            return
        last = min(first + len(rows), self._known) - 1
        if last >= first:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self._columns) - 1))

    def count_changed(self) -> None:
        known = self._source.known() if self._source is not None else 0
        if known > self._known:
            self.beginInsertRows(QModelIndex(), self._known, known - 1)
            self._known = known
            self.endInsertRows()
        elif known < self._known:
            self.beginRemoveRows(QModelIndex(), known, self._known - 1)
            self._known = known
            self.endRemoveRows()
        self.counted.emit()

    def source_failed(self, error: Exception) -> None:
        self.failed.emit(error)

    # Qt's model

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else self._known

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == ID_ROLE:
            return self.id_at(index.row())
        row = self.row_at(index.row())
        if role == ROW_ROLE:
            return row
        column = self._columns[index.column()]
        if row is None:
            waiting = role == Qt.ItemDataRole.AccessibleTextRole
            return self.tr("Loading…") if waiting else None
        return self._cell_data(column, row.cell(column.name), role)

    def _cell_data(self, column: ListColumn, cell: Cell, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.text
        if role == SORT_ROLE:
            return cell.value
        if role == Qt.ItemDataRole.AccessibleTextRole:
            words = ", ".join(part for part in (cell.text, cell.second) if part)
            return self.tr("{column}: {words}").format(column=column.label, words=words)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(cell.hint) if cell.hint else None
        if role == Qt.ItemDataRole.TextAlignmentRole and column.is_right:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal or section >= len(self._columns):
            return None
        column = self._columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.heading + self._arrow(column.name)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.is_right else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(column.column.help or column.column.label)
        return None

    def _arrow(self, name: str) -> str:
        if self._sort is None or self._sort[0] != name:
            return ""
        return " ↓" if self._sort[1] else " ↑"
