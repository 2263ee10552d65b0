"""The table inside the record list: keys, selection by marks, columns that fill the width."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from itdesk.ui.kit.command import Command
from itdesk.ui.kit.delegate import RecordDelegate
from itdesk.ui.kit.record_model import RecordModel
from itdesk.ui.kit.theme import theme

MIN_STRETCH = 160
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
_SELECT_ROW = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
_TOGGLE_ROW = QItemSelectionModel.SelectionFlag.Toggle | QItemSelectionModel.SelectionFlag.Rows


class RecordView(QTableView):
    """Rows of a `RecordModel`. J, K and arrows move, X marks, Enter opens, Esc gives marks up."""

    opened = Signal(int)
    """Row index on which Enter was pressed or that was double-clicked."""
    copy_asked = Signal()
    resized = Signal()

    def __init__(self, model: RecordModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys: dict[str, Command] = {}
        self._marking = False
        self._compact = False
        self._delegate = RecordDelegate(self)
        self._model = model
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self._set_behaviour()
        self._set_headers()
        self.doubleClicked.connect(self._open_index)

    def _set_behaviour(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)

    def _set_headers(self) -> None:
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head = self.horizontalHeader()
        head.setSectionsMovable(True)
        head.setSectionsClickable(True)
        head.setHighlightSections(False)
        # with the table's own selection the header asks, at each paint, every row of each column
        head.setSelectionModel(QItemSelectionModel(self._model, head))
        head.setFirstSectionMovable(False)
        head.setMinimumSectionSize(28)
        head.setTextElideMode(Qt.TextElideMode.ElideRight)
        head.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        head.sectionResized.connect(self._section_resized)
        self.apply_theme()

    def apply_theme(self) -> None:
        """Heights of the theme's text size."""
        look = theme()
        name = "row_two_line" if self._delegate.two_line else "row_normal"
        name = "row_compact" if self._compact else name
        self.verticalHeader().setMinimumSectionSize(look.size(name))
        self.verticalHeader().setDefaultSectionSize(look.size(name))
        self.horizontalHeader().setFixedHeight(look.size("header"))

    def set_two_line(self, two_line: bool) -> None:
        self._delegate.two_line = two_line
        self.apply_theme()

    def set_compact(self, compact: bool) -> None:
        """Rows of 30 for narrow windows."""
        if compact != self._compact:
            self._compact = compact
            self.apply_theme()

    def set_keys(self, commands: Mapping[str, Command]) -> None:
        """Single letters that work while this list has focus."""
        self._keys = dict(commands)

    # selection

    def go_to(self, row: int, *, select: bool = True) -> None:
        """Make a row current; while marks are set, moving leaves them alone."""
        index = self._model.index(row, self._shown_column())
        if not index.isValid():
            return
        keep = QItemSelectionModel.SelectionFlag.NoUpdate
        how = keep if self._marking or not select else _SELECT_ROW
        self.selectionModel().setCurrentIndex(index, how)
        self.scrollTo(index)

    def _shown_column(self) -> int:
        """The first column in sight: a table does not scroll to a cell of a hidden one."""
        header = self.horizontalHeader()
        places = (header.logicalIndex(place) for place in range(header.count()))
        return next((column for column in places if not header.isSectionHidden(column)), 0)

    def select_rows(self, rows: list[int], current: int | None) -> None:
        """Put back a selection after the rows were replaced."""
        last = self._model.columnCount() - 1
        chosen = QItemSelection()
        for first, end in _runs(rows):
            chosen.select(self._model.index(first, 0), self._model.index(end, last))
        self._marking = len(rows) > 1 or (self._marking and bool(rows))
        selection = self.selectionModel()
        if current is not None:
            keep = QItemSelectionModel.SelectionFlag.NoUpdate
            selection.setCurrentIndex(self._model.index(current, self._shown_column()), keep)
        selection.select(chosen, _SELECT_ROW)

    def selected_ranges(self) -> list[tuple[int, int]]:
        """Row ranges, both ends included; never one object a row, there may be a million."""
        selection = self.selectionModel().selection()
        parts = (selection.at(place) for place in range(selection.count()))
        return sorted({(part.top(), part.bottom()) for part in parts})

    def toggle_mark(self) -> None:
        """X: take the current row into the selection or out of it."""
        index = self.currentIndex()
        if not index.isValid():
            return
        selection = self.selectionModel()
        if not self._marking and selection.isRowSelected(index.row()):
            self._marking = True
            return
        self._marking = True
        selection.select(index, _TOGGLE_ROW)

    def clear_marks(self) -> bool:
        """Esc: back to the current row alone; False if there was nothing to give up."""
        if not self._marking and sum(b - a + 1 for a, b in self.selected_ranges()) <= 1:
            return False
        self._marking = False
        self.go_to(self.currentIndex().row())
        return True

    def selectionCommand(
        self, index: QModelIndex | QPersistentModelIndex, event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        """The table's own keys (pages, sideways) leave marks alone, too."""
        if self._marking and isinstance(event, QKeyEvent) and event.modifiers() in _PLAIN:
            return QItemSelectionModel.SelectionFlag.NoUpdate
        return super().selectionCommand(index, event)

    # events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_asked.emit()
        elif not self._key(event):
            super().keyPressEvent(event)

    def _key(self, event: QKeyEvent) -> bool:
        key, plain = event.key(), event.modifiers() in _PLAIN
        if not plain or not self._model.rowCount():
            return False
        step = _STEPS.get(Qt.Key(key))
        if step is not None:
            row = min(max(self.currentIndex().row() + step, 0), self._model.rowCount() - 1)
            self.go_to(row)
            return True
        if key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            # Of the rows: a table's own would go to the ends of the row.
            self.go_to(0 if key == Qt.Key.Key_Home else self._model.rowCount() - 1)
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open_index(self.currentIndex())
            return True
        if key == Qt.Key.Key_X:
            self.toggle_mark()
            return True
        if key == Qt.Key.Key_Escape:
            return self.clear_marks()
        return self._run_letter(event.text().upper())

    def _run_letter(self, letter: str) -> bool:
        command = self._keys.get(letter)
        if command is None or not command.is_enabled:
            return len(letter) == 1 and letter.isalpha()
        command.handler()
        return True

    def keyboardSearch(self, search: str) -> None:
        """Letters are commands here: Qt's own search would read every row."""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self._marking = sum(b - a + 1 for a, b in self.selected_ranges()) > 1

    def _open_index(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(index.row())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Rows in sight are asked for before they are painted, so that a local desk paints them at once."""
        first = self.rowAt(0)
        if first >= 0:
            last = self.rowAt(self.viewport().height() - 1)
            self._model.want(first, last if last >= 0 else self._model.rowCount() - 1)
        super().paintEvent(event)

    # columns

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()
        self.fill_width()

    def _section_resized(self, section: int, before: int, after: int) -> None:
        if section != self._stretch_column():
            self.fill_width()

    def _stretch_column(self) -> int:
        for place, column in enumerate(self._model.columns):
            if column.stretch and not self.isColumnHidden(place):
                return place
        return -1

    def fill_width(self) -> None:
        """Give the stretching column what the others leave."""
        place = self._stretch_column()
        if place < 0:
            return
        head = self.horizontalHeader()
        others = head.length() - head.sectionSize(place)
        width = max(self.viewport().width() - others, theme().px(MIN_STRETCH))
        if width != head.sectionSize(place):
            head.resizeSection(place, width)


def _runs(rows: Iterable[int]) -> list[tuple[int, int]]:
    """Neighbouring rows as (first, last): a selection of ten thousand parts takes seconds."""
    runs: list[tuple[int, int]] = []
    for row in sorted(rows):
        if runs and row == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], row)
        else:
            runs.append((row, row))
    return runs


_STEPS = {Qt.Key.Key_J: 1, Qt.Key.Key_K: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
