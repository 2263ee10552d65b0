"""The one list: header, rows, empty state, error line and footer around a row source."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QApplication, QMenu, QStackedLayout, QVBoxLayout, QWidget

from itdesk.core.errors import DeskError
from itdesk.ui.kit.banner import Banner
from itdesk.ui.kit.column_menu import column_menu, command_menu
from itdesk.ui.kit.command import Command
from itdesk.ui.kit.empty import EmptyState
from itdesk.ui.kit.list_footer import ListFooter
from itdesk.ui.kit.list_layout import ListLayout
from itdesk.ui.kit.list_place import Place
from itdesk.ui.kit.record_model import ListColumn, RecordModel
from itdesk.ui.kit.record_view import RecordView
from itdesk.ui.kit.rows import Row, RowSource

KEPT_SELECTION = 10_000
"""Selected records carried over to another source; beyond it only the current one is."""
COPY_LIMIT = 50_000
"""Rows that "Copy as text" takes at once."""
COPY_STEP = 500
"""Rows that are asked for together: a source keeps few."""


class RecordList(QWidget):
    """Shows a row source and says what a person does with it; knows no query and no kind's rules.

    `noun` and `nouns` are the kind's label and plural, lower case, for the footer.
    """

    opened = Signal(object)
    """A row was opened (Enter, double click): its record id."""
    current_changed = Signal(object)
    """The row the person is on: a `Row`, or None."""
    selection_changed = Signal()
    sort_requested = Signal(str, bool)
    """A header was clicked: (column name, descending). Answer with another source."""
    columns_changed = Signal()
    """Choice, order or width of columns: keep `layout_text()`."""
    clear_filter_requested = Signal()

    def __init__(
        self, columns: Sequence[ListColumn], noun: str, nouns: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._commands: tuple[Command, ...] = ()
        self._filtered = False
        self._pending: Place | None = None
        self._restoring = False
        self._sort: tuple[str, bool] = ("", False)
        self._none_yet: tuple[str, str, tuple[Command, ...], str] = ("", "", (), "")
        self._model = RecordModel(columns, self)
        self._view = RecordView(self._model, self)
        self._layout = ListLayout(self._view, self._model)
        self._banner = Banner(self)
        self._empty = EmptyState(self)
        self._footer = ListFooter(noun, nouns, self)
        self._nouns = nouns
        self._view.setAccessibleName(nouns)
        self.setFocusProxy(self._view)
        self._arrange()
        self._connect()
        self._layout.apply_defaults()

    def _arrange(self) -> None:
        self._stack = QStackedLayout()
        self._stack.addWidget(self._view)
        self._stack.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._banner)
        column.addLayout(self._stack, 1)
        column.addWidget(self._footer)

    def _connect(self) -> None:
        view, head = self._view, self._view.horizontalHeader()
        view.opened.connect(self._open)
        view.copy_asked.connect(self.copy_as_text)
        view.resized.connect(self._layout.hide_for_width)
        view.customContextMenuRequested.connect(self._show_menu)
        head.customContextMenuRequested.connect(self._show_column_menu)
        head.sectionClicked.connect(self._sort_by)
        head.sectionMoved.connect(self.columns_changed)
        head.sectionResized.connect(self.columns_changed)
        self._model.counted.connect(self._counted)
        self._model.failed.connect(self.show_failure)
        self._watch_selection()

    def _watch_selection(self) -> None:
        selection = self._view.selectionModel()
        selection.currentRowChanged.connect(self._row_changed)
        selection.selectionChanged.connect(self._selection_moved)

    # what is shown

    @property
    def view(self) -> RecordView:
        return self._view

    @property
    def model(self) -> RecordModel:
        return self._model

    def set_source(
        self, source: RowSource | None, *, filtered: bool = False, keep_scroll: bool = True
    ) -> None:
        """Show another source, selection kept by record id. `filtered`: its query is not empty."""
        self._pending = self._place(keep_scroll)
        self._filtered = filtered
        self._banner.quiet()
        self._model.set_source(source)
        self._restore()

    def set_sort(self, name: str, descending: bool) -> None:
        """Mark the column by which the source is ordered."""
        self._sort = (name, descending)
        self._model.set_sort(name, descending)
        title = next((c.label for c in self._model.columns if c.name == name), "")
        self._footer.set_sorted(title)

    def set_columns(self, columns: Sequence[ListColumn]) -> None:
        """Other columns (a custom field came): the source must carry their cells."""
        self._model.set_columns(columns)
        self._layout.apply_defaults()

    def refresh(self, ids: Collection[int] = ()) -> None:
        """Records changed; only their rows are read again, nothing moves."""
        self._model.refresh(ids)
        self._view.viewport().update()

    def set_commands(self, commands: Sequence[Command]) -> None:
        """What can be done with the selection: context menu, single letters, hints in the footer."""
        self._commands = tuple(commands)
        letters = {c.shortcut.upper(): c for c in commands if len(c.shortcut) == 1}
        self._view.set_keys(letters)
        self._footer.set_keys([(c.shortcut.upper(), c.title) for c in letters.values()])

    def set_empty(
        self, sentence: str, hint: str = "", actions: Sequence[Command] = (), icon: str = ""
    ) -> None:
        """What is said when there is nothing at all."""
        self._none_yet = (sentence, hint, tuple(actions), icon)
        self._counted()

    def set_sums(self, text: str) -> None:
        """The right end of the footer: "Sum of value € 284,116.30"; "" shows the keys again."""
        self._footer.set_sums(text)

    def set_two_line(self, two_line: bool) -> None:
        self._view.set_two_line(two_line)

    def set_compact(self, compact: bool) -> None:
        self._view.set_compact(compact)

    def show_failure(self, error: object) -> None:
        """Rows could not be read: a line above those that stay."""
        words = error.sentence() if isinstance(error, DeskError) else str(error)
        self._banner.say("crit", self.tr("The rows could not be read."), words)

    def show_stale(self, sentence: str) -> None:
        """The query line is wrong: rows stay as they were, and the footer says so."""
        self._footer.set_note(sentence)

    # selection

    def current_row(self) -> Row | None:
        return self._model.row_at(self._view.currentIndex().row()) if self._has_current() else None

    def current_id(self) -> int | None:
        return self._model.id_at(self._view.currentIndex().row()) if self._has_current() else None

    def current_position(self) -> tuple[int, int]:
        """(place counted from 1, rows in all or known); (0, 0) without a current row."""
        if not self._has_current():
            return 0, 0
        return self._view.currentIndex().row() + 1, self._model.count() or self._model.rowCount()

    def step(self, by: int) -> None:
        """Previous (-1) or next (1) row, for a detail page's arrows."""
        row = min(max(self._view.currentIndex().row() + by, 0), self._model.rowCount() - 1)
        self._view.go_to(row)

    def selected_ids(self, limit: int | None = None) -> list[int]:
        """Ids of the selected rows in their order; ids not known yet are left out."""
        found: list[int] = []
        for first, last in self._view.selected_ranges():
            for row in range(first, last + 1):
                if limit is not None and len(found) >= limit:
                    return found
                if (key := self._model.id_at(row)) is not None:
                    found.append(key)
        return found

    def selected_count(self) -> int:
        return sum(last - first + 1 for first, last in self._view.selected_ranges())

    def select_id(self, record_id: int) -> bool:
        """Go to a record; False if it is not in the list."""
        row = self._model.index_of(record_id)
        if row is None:
            return False
        self._view.go_to(row)
        return True

    def copy_as_text(self) -> None:
        """The selected rows with a header line, tab separated, onto the clipboard."""
        places = self._layout.visible_columns()
        lines = ["\t".join(self._model.columns[place].label for place in places)]
        for first, last in self._view.selected_ranges():
            last = min(last, first + COPY_LIMIT - 1)
            for start in range(first, last + 1, COPY_STEP):
                end = min(start + COPY_STEP - 1, last)
                self._model.want(start, end)
                lines += [self._line(row, places) for row in range(start, end + 1)]
        QApplication.clipboard().setText("\n".join(lines[: COPY_LIMIT + 1]))

    def _line(self, index: int, places: Sequence[int]) -> str:
        row = self._model.row_at(index)
        names = [self._model.columns[place].name for place in places]
        texts = (row.cell(name).text if row is not None else "" for name in names)
        return "\t".join(" ".join(text.split()) for text in texts)

    def bring_column(self, name: str, place: int) -> None:
        """Show a column and put it to a place counted from the left."""
        self._layout.choose(name, True)
        head = self._view.horizontalHeader()
        names = [column.name for column in self._model.columns]
        head.moveSection(head.visualIndex(names.index(name)), place)

    # kept per person

    def chosen_names(self) -> list[str]:
        """Names of the columns the person wants, also those a narrow window hides."""
        return [column.name for column in self._model.columns if self._layout.is_chosen(column.name)]

    def visible_names(self) -> list[str]:
        """Names of the columns on screen, left to right."""
        return [self._model.columns[place].name for place in self._layout.visible_columns()]

    def layout_text(self) -> str:
        """Choice, order, widths and sort as a line to keep."""
        return self._layout.to_text(self._sort)

    def restore_layout(self, text: str) -> tuple[str, bool] | None:
        """Put a kept layout back; answers its (sort column, descending) if there was one."""
        return self._layout.from_text(text)

    # slots

    def _has_current(self) -> bool:
        return self._view.currentIndex().isValid()

    def _open(self, row: int) -> None:
        if (key := self._model.id_at(row)) is not None:
            self.opened.emit(key)

    def _row_changed(self) -> None:
        if self._is_moved():
            self.current_changed.emit(self.current_row())

    def _selection_moved(self) -> None:
        self._footer.set_selected(self.selected_count())
        was_waiting = self._pending is not None
        if self._is_moved():
            self.selection_changed.emit()
            if was_waiting and self._has_current():  # a click makes a row current before it selects it
                self.current_changed.emit(self.current_row())

    def _is_moved(self) -> bool:
        """Whether the person moved; who chose a row meanwhile is not pulled back to the awaited place.

        A table that gets the focus makes its first row current by itself, but does not select it.
        """
        if self._pending is not None and not self._restoring and self.selected_count():
            self._pending = None
        return self._pending is None

    def _sort_by(self, section: int) -> None:
        column = self._model.columns[section]
        if column.sortable:
            name, descending = self._sort
            self._sort = (column.name, name == column.name and not descending)
            self.sort_requested.emit(*self._sort)  # the mark comes with the rows

    def _show_menu(self, place: QPoint) -> None:
        if self._view.indexAt(place).isValid():
            menu = command_menu(self, self._commands, self.copy_as_text)
            menu.popup(self._view.viewport().mapToGlobal(place))

    def _show_column_menu(self, place: QPoint) -> None:
        self.column_menu().popup(self._view.horizontalHeader().mapToGlobal(place))

    def column_menu(self) -> QMenu:
        """The menu that chooses columns (also behind the page's Columns button)."""
        return column_menu(self, self._layout, self.columns_changed)

    # keeping the place

    def _counted(self) -> None:
        rows, total = self._model.rowCount(), self._model.count()
        nothing = rows == 0 and total == 0
        if nothing and self._filtered:
            sentence = self.tr("No {nouns} match this line").format(nouns=self._nouns)
            clear = Command("list.clear", self.tr("Clear filter"), self.clear_filter_requested.emit)
            self._empty.show_state(sentence, actions=(clear,))
        elif nothing:
            sentence, hint, actions, icon = self._none_yet
            self._empty.show_state(sentence or self.tr("Nothing here yet"), hint, actions, icon)
        self._stack.setCurrentWidget(self._empty if nothing else self._view)
        self._footer.set_count(total, rows)
        if self._pending is not None:
            self._restore()

    def _place(self, keep_scroll: bool) -> Place:
        if self._pending is not None:
            return self._pending if keep_scroll else replace(self._pending, top=None)
        current = self.current_id()
        few = self.selected_count() <= KEPT_SELECTION
        selected = self.selected_ids() if few else [key for key in (current,) if key is not None]
        return Place.of(self._view, self._model, current, selected, keep_scroll=keep_scroll)

    def _restore(self) -> None:
        """Select by id what was selected, as soon as the source knows where it stands."""
        place, model = self._pending, self._model
        is_coming = model.rowCount() == 0 and model.count() is None
        if place is None or is_coming or place.must_wait(model):
            return
        self._restoring = True
        is_other = place.put_back(self._view, model)
        self._pending, self._restoring = None, False
        if is_other:
            self.current_changed.emit(None)
        self._footer.set_selected(self.selected_count())
