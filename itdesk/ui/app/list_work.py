"""What can be done on a list page: edit, edit many, remove, export, print, keep views, go back in time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from itdesk.core.errors import DeskError
from itdesk.core.kinds import Column, Value
from itdesk.core.values import parse_date
from itdesk.ui.kit.command import Command
from itdesk.ui.kit.tasks import Progress

if TYPE_CHECKING:
    from itdesk.store.unit import Unit
    from itdesk.ui.app.ask import AskDialog
    from itdesk.ui.app.bulk_edit import BulkEditDialog
    from itdesk.ui.app.printing import Printing
    from itdesk.ui.app.record_editor import RecordEditor
    from itdesk.ui.app.saved_views import SavedQuery
    from itdesk.ui.pages.list_page import ListPage

EXPORTS = "Excel (*.xlsx);;CSV (*.csv);;JSON (*.json)"


class ListWork(QObject):
    """The verbs of one list page; its dialogs are children of the page."""

    def __init__(self, page: ListPage) -> None:
        super().__init__(page)
        self._page = page
        self._context = page.context
        self._bulk: BulkEditDialog | None = None
        self._ask: AskDialog | None = None

    @cached_property
    def printing(self) -> Printing:
        from itdesk.ui.app.printing import Printing

        return Printing(self._context, self._page)

    @cached_property
    def editor(self) -> RecordEditor:
        """The form of the kind, made when it is first asked for."""
        from itdesk.ui.app.record_editor import RecordEditor

        editor = RecordEditor(self._context, self._page.kind_name, self._page)
        editor.saved.connect(self._saved)
        return editor

    # --- commands ------------------------------------------------------------------------
    def selection(self) -> Sequence[Command]:
        """What the context menu and single letters offer."""
        if self._page.as_at is not None:
            return ()
        named, one, some = self._page.kind_name, self._has_current, self._has_selection
        words = (self.tr("Edit…"), self.tr("Edit all selected…"), self.tr("Remove"))
        return (
            *self._page.selection_commands(),
            Command(f"{named}.edit", words[0], self.edit, "F2", "pencil", enabled=one),
            Command(f"{named}.bulk", words[1], self.ask_bulk, "Ctrl+Shift+E", "pencil-line", enabled=some),
            Command(f"{named}.remove", words[2], self.remove, "Del", "trash-2", enabled=some),
        )

    def commands(self) -> Sequence[Command]:
        """Everything, for the palette and the keyboard."""
        named, history = self._page.kind_name, self.tr("Show the history…")
        found = [
            *self.selection(),
            Command(f"{named}.export", self.tr("Export this list…"), self.ask_export, "Ctrl+E", "download"),
            Command(f"{named}.history", history, self.show_history, "", "history", enabled=self._has_current),
            Command(f"{named}.past", self.tr("Show this list as at a date…"), self.ask_date, "", "history"),
            Command(f"{named}.save-view", self.tr("Save this view…"), self.ask_save_view, "", "save"),
        ]
        found += self.import_commands()
        if self._page.print_report:
            words = self.tr("Print this list…")
            found.append(Command(f"{named}.print", words, self.ask_print, "Ctrl+P", "printer"))
        if self._saved_view() is not None:
            words = self.tr("Remove this view")
            found.append(Command(f"{named}.remove-view", words, self.remove_view, "", "bookmark-x"))
            words = self.tr("Rename this view…")
            found.append(Command(f"{named}.rename-view", words, self.ask_rename_view, "", "bookmark"))
        return found

    def import_commands(self) -> Sequence[Command]:
        """For kinds whose tables come in files."""
        if not self._page.is_imported:
            return ()
        words, key = self.tr("Import a file…"), "Ctrl+Shift+I"
        return (Command(f"{self._page.kind_name}.import", words, self._go_import, key, "file-input"),)

    def _go_import(self) -> None:
        self._page.page_requested.emit("imports", "")

    def _has_current(self) -> bool:
        return self._page.current_id() is not None

    def _has_selection(self) -> bool:
        return self._page.list.selected_count() > 0

    # --- one record ------------------------------------------------------------------------
    def new_record(self) -> None:
        self.editor.new()

    def edit(self) -> None:
        current = self._page.current_id()
        if current is not None:
            self._page.edit_record(current)

    def edit_record(self, record: int) -> None:
        self.editor.edit(record)

    def show_history(self) -> None:
        """Who changed the record and when; from there back to any of its states."""
        current, row = self._page.current_id(), self._page.list.current_row()
        if current is None:
            return
        from itdesk.ui.app.story.history_dialog import HistoryDialog

        called = f"{self._page.kind.label} {row.ref}" if row is not None else self._page.kind.label
        dialog = HistoryDialog(self._context, self._page.kind_name, current, called, self._page.window())
        dialog.history.as_at_asked.connect(self._page.past.show_instant)
        dialog.history.show_at(self._page.as_at)
        dialog.open()

    def _saved(self, kind: str, key: int) -> None:
        self._page.show_record(kind, key)

    # --- many records ------------------------------------------------------------------------
    def ask_bulk(self) -> None:
        keys = self._page.selected_ids()
        if not keys:
            return
        from itdesk.ui.app.bulk_edit import BulkEditDialog

        dialog = BulkEditDialog(self._page.kind, len(keys), self._context.form_tools(), self._page.window())
        dialog.chosen.connect(partial(self._change_all, keys))
        dialog.finished.connect(self._bulk_closed)
        self._bulk = dialog
        dialog.open()

    def _bulk_closed(self) -> None:
        self._bulk = None

    def _change_all(self, keys: Sequence[int], column: Column, value: Value) -> None:
        """Those that were chosen when the question was asked: others may have moved them meanwhile."""
        said = self.tr("{count} changed").format(count=len(keys))
        work = partial(self._change_in, keys, {column.field: value})
        verb = f"edit many {self._page.kind_name}"
        self._context.write(verb, work, self._changed_all, said=said, on_failed=self._bulk_refused)

    def _change_in(self, keys: Sequence[int], values: dict[str, Value], unit: Unit) -> int:
        keeper = self._context.desk.keepers[self._page.kind_name]
        return sum(keeper.change(unit, key, values) for key in keys)

    def _changed_all(self, _count: int) -> None:
        if self._bulk is not None:
            self._bulk.accept()

    def _bulk_refused(self, error: object) -> None:
        if self._bulk is not None and isinstance(error, DeskError):
            self._bulk.show_failure(error)
        else:
            self._context.messages.error(error)

    def remove(self) -> None:
        """Remove what is selected: one entry, and the toast takes it back."""
        keys = self._page.selected_ids()
        if not keys:
            return
        kind = self._page.kind
        label = kind.label if len(keys) == 1 else kind.plural.lower()
        said = self.tr("{what} removed").format(what=label if len(keys) == 1 else f"{len(keys)} {label}")
        self._context.write(f"remove {kind.name}", partial(self._remove_in, keys), said=said)

    def _remove_in(self, keys: Sequence[int], unit: Unit) -> None:
        keeper = self._context.desk.keepers[self._page.kind_name]
        for key in keys:
            keeper.remove(unit, key)

    # --- files -------------------------------------------------------------------------------
    def ask_export(self) -> None:
        """Where should the list go? The ending says what it becomes."""
        dialog = QFileDialog(self._page.window(), self.tr("Export"), "", EXPORTS)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("xlsx")
        dialog.filterSelected.connect(partial(_follow_form, dialog))
        dialog.selectFile(f"{self._page.kind.plural.lower()}.xlsx")
        dialog.fileSelected.connect(self.export_to)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def export_to(self, name: str) -> None:
        """Write the list as it is filtered and ordered, with the columns on screen."""
        path = Path(name)
        page = self._page
        columns = [name for name in page.list.visible_names() if name in page.kind.by_name]
        work = partial(self._export, path, page.ordered_text, columns, page.as_at)
        title = self.tr("Exporting to {name}").format(name=path.name)
        self._context.tasks.read(title, work, self._exported)

    def _export(
        self, path: Path, query: str, columns: list[str], at: int | None, progress: Progress
    ) -> tuple[int, str]:
        from itdesk.desk.exchange import export_records

        kind = self._page.kind_name
        return export_records(self._context.desk, kind, query, path, columns, at, progress), path.name

    def _exported(self, done: tuple[int, str]) -> None:
        words = (
            self.tr("1 row written to {name}") if done[0] == 1 else self.tr("{count} rows written to {name}")
        )
        self._context.messages.done(words.format(count=f"{done[0]:,}", name=done[1]))

    def ask_print(self) -> None:
        """Print the list as it is filtered, of today or of the date that is shown."""
        from itdesk.ui.app.printing import Sheet

        page = self._page
        sheet = Sheet(page.print_report, page.ordered_text, page.as_at)
        self.printing.ask(sheet, page.kind.plural)

    # --- views -------------------------------------------------------------------------------
    def _saved_view(self) -> SavedQuery | None:
        return self._page.saved.saved(self._page.current_view())

    def ask_save_view(self) -> None:
        held = self._saved_view()
        name = held.name if held is not None else ""
        words = (self.tr("Save view"), self.tr("Name of the view"), self.tr("Save"))
        self._question(words, name, self._save_view)

    def _save_view(self, name: str) -> None:
        self._page.saved.save(name, self._page.query_text, self._page.list.layout_text())
        self._answered()

    def ask_rename_view(self) -> None:
        held = self._saved_view()
        if held is not None:
            words = (self.tr("Rename view"), self.tr("Name of the view"), self.tr("Rename"))
            self._question(words, held.name, self._rename_view)

    def _rename_view(self, name: str) -> None:
        held = self._saved_view()
        if held is not None:
            self._page.saved.rename(held, name)
        self._answered()

    def remove_view(self) -> None:
        held = self._saved_view()
        if held is not None:
            self._page.saved.remove(held)

    # --- a past date ---------------------------------------------------------------------------
    def ask_date(self) -> None:
        words = (self.tr("Show the list as it was"), self.tr("At the end of this day"), self.tr("Show"))
        self._question(words, "", self._show_at, date=True)

    def _show_at(self, text: str) -> None:
        day = parse_date(text)
        if day is None:
            if self._ask is not None:
                self._ask.refuse(self.tr("“{text}” is not a date. Write it as 2026-11-23.").format(text=text))
            return
        self._answered()
        self._page.past.show_day(day)

    # --- questions -----------------------------------------------------------------------------
    def _question(
        self, words: tuple[str, str, str], text: str, answer: Callable[[str], None], *, date: bool = False
    ) -> None:
        """`words`: title, label, button."""
        from itdesk.ui.app.ask import AskDialog

        self._ask = AskDialog(*words, text, self._page.window(), date=date)
        self._ask.answered.connect(answer)
        self._ask.finished.connect(self._asked)
        self._ask.open()

    def _answered(self) -> None:
        if self._ask is not None:
            self._ask.accept()

    def _asked(self) -> None:
        self._ask = None


def _follow_form(dialog: QFileDialog, form: str) -> None:
    """A name without an ending becomes what was chosen: "CSV (*.csv)"."""
    dialog.setDefaultSuffix(form.rpartition("*.")[2].rstrip(")"))
