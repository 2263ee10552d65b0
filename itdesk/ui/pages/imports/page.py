"""Import: choose a file, say where its columns go, look at what will happen, then write it as one entry."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QStackedWidget, QVBoxLayout, QWidget

from itdesk.assets.importers.glpi import looks_like_inventory
from itdesk.assets.importers.mapping import Profile
from itdesk.assets.importers.remarks import remarks
from itdesk.assets.importers.tables import How
from itdesk.desk.exchange import Imported, Intention, import_file
from itdesk.desk.importing import (
    Prepared,
    apply_import,
    prepare_import,
    preview_import,
    with_cell,
    with_kind,
    write_wrong_rows,
)
from itdesk.ui.kit.banner import Banner
from itdesk.ui.kit.command import Command
from itdesk.ui.kit.empty import EmptyState
from itdesk.ui.kit.wording import error_text
from itdesk.ui.pages.imports.columns_step import ColumnsStep
from itdesk.ui.pages.imports.done_step import DoneStep
from itdesk.ui.pages.imports.inventory_step import InventoryStep
from itdesk.ui.pages.imports.preview_step import PreviewStep
from itdesk.ui.pages.imports.profile_keeping import ProfileKeeping
from itdesk.ui.pages.imports.steps import StepBar
from itdesk.ui.shell.page import Page

if TYPE_CHECKING:
    from itdesk.assets.importers.preview import Preview
    from itdesk.assets.intake import Applied
    from itdesk.ui.app.context import DeskContext
    from itdesk.ui.kit.tasks import Progress, Task


class ImportsPage(Page):
    """Nothing is written before the last button is pressed; then it is one entry with Undo."""

    id = "imports"

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.prepared: Prepared | None = None
        self.preview: Preview | None = None
        self._how = How()
        self._path = Path()
        self._reading: Task[Prepared | Imported] | None = None
        self._writing: Task[Applied] | Task[Imported] | None = None
        self._written = "asset"
        self._shown: QWidget = self
        self.banner = Banner()
        self.steps = StepBar(
            (self.tr("File"), self.tr("Columns"), self.tr("Preview"), self.tr("Done")),
            self.tr("Nothing is written before step 4"),
        )
        self.start, self.done = EmptyState(self), DoneStep(self)
        self.profiles = ProfileKeeping(context, self)
        self.columns = ColumnsStep(context)
        self.look = PreviewStep()
        self.inventory = InventoryStep()
        self._stack = QStackedWidget(self)
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        self.start.show_state(
            self.tr("Import a file"),
            self.tr("CSV, Excel, JSON, or the inventory of a GLPI agent. Drop it here, or choose it."),
            (self._choose_command(""),),
            "file-input",
        )
        for widget in (self.start, self.columns, self.look, self.inventory, self.done):
            self._stack.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.banner, self.steps, self._stack):
            column.addWidget(widget, 1 if widget is self._stack else 0)
        self._show_step(self.start)

    def _connect(self) -> None:
        self.columns.how_changed.connect(self._read_again)
        self.columns.kind_changed.connect(self._kind_chosen)
        self.columns.profile_chosen.connect(self._profile_chosen)
        self.columns.profile_dropped.connect(self.profiles.drop)
        self.profiles.dropped.connect(self._dropped)
        self.columns.changed.connect(self._mapping_changed)
        self.columns.foot.back_asked.connect(self.start_again)
        self.columns.foot.go_asked.connect(self.show_preview)
        self.look.match_changed.connect(self.plan)
        self.look.model.corrected.connect(self._corrected)
        self.look.wrong_asked.connect(self._ask_wrong)
        self.look.foot.back_asked.connect(self.show_columns)
        self.look.foot.go_asked.connect(self.apply)
        self.inventory.foot.go_asked.connect(self._apply_inventory)
        self.inventory.foot.back_asked.connect(self.start_again)
        for foot in (self.columns.foot, self.look.foot, self.inventory.foot):
            foot.cancel_asked.connect(self.start_again)
        self.done.list_asked.connect(self._show_list)
        self.done.undo_asked.connect(self.undo)
        self.done.again_asked.connect(self.start_again)

    # --- the page ------------------------------------------------------------------------
    def title(self) -> str:
        return self.tr("Import")

    def _choose_command(self, key: str) -> Command:
        words = self.tr("Choose a file…")
        return Command("imports.choose", words, self.ask_file, key, "file-input", self.title())

    def commands(self) -> Sequence[Command]:
        return (self._choose_command("Ctrl+Shift+O"),)

    def activate(self) -> None:
        self._shown.setFocus()

    def panes(self) -> Sequence[QWidget]:
        return (self._shown,)

    def escape(self) -> bool:
        """One step back; nothing was written."""
        shown = self._shown
        if shown is self.look:
            self.show_columns()
        elif shown in (self.columns, self.inventory):
            self.start_again()
        else:
            return False
        return True

    def _show_step(self, widget: QWidget) -> None:
        number = {self.start: 1, self.columns: 2, self.done: 4}.get(widget, 3)
        self.steps.set_step(number)
        self._stack.setCurrentWidget(widget)
        self._shown = widget

    def start_again(self) -> None:
        """Give the file up; nothing was written, and what is on its way is stopped."""
        for task in (self._reading, self._writing):
            if task is not None and not task.is_over:
                task.cancel()
        self._reading = self._writing = None
        self.prepared = self.preview = None
        self.banner.quiet()
        self.columns.keep.setChecked(False)
        self.columns.keep_name.clear()
        self._show_step(self.start)

    # --- 1: the file ----------------------------------------------------------------------
    def ask_file(self) -> None:
        forms = self.tr("Tables and inventories (*.csv *.tsv *.txt *.xlsx *.json *.xml *.ocs);;All files (*)")
        dialog = QFileDialog(self.window(), self.tr("Import a file"), "", forms)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self._file_chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _file_chosen(self, name: str) -> None:
        self.open_file(Path(name))

    def open_file(self, path: Path, kind: str = "") -> None:
        """Read it beside the window. `kind` is what its rows are, "" is guessed."""
        self.start_again()
        self._how, self._path = How(), path
        self._read(kind or None, None)

    def _read(self, kind: str | None, profile: str | None) -> None:
        self.banner.quiet()
        work = partial(self._read_file, self._path, kind, profile, self._how)
        if self._reading is not None and not self._reading.is_over:
            self._reading.cancel()
        title = self.tr("Reading the file")
        self._reading = self.context.tasks.read(title, work, self._opened, self._not_read)

    def _read_file(
        self, path: Path, kind: str | None, profile: str | None, how: How, progress: Progress
    ) -> Prepared | Imported:
        desk = self.context.desk
        if looks_like_inventory(path):
            return import_file(desk, path, Intention(dry_run=True), progress)
        return prepare_import(desk, path, kind, profile, how, progress)

    def _opened(self, found: Prepared | Imported) -> None:
        """What was given up, or is read another way by now, does not come up any more."""
        if self.sender() is not self._reading:
            return
        if isinstance(found, Imported):
            self.inventory.show_trial(self._path.name, found)
            self._show_step(self.inventory)
            self.inventory.foot.go.setFocus()
        else:
            self._show_prepared(found)

    def _not_read(self, error: object) -> None:
        if self.sender() is self._reading:
            self._failed(error)

    def _failed(self, error: object) -> None:
        if isinstance(error, BaseException):
            self.banner.say("crit", self.tr("Not done."), error_text(error))
        self.look.foot.go.setEnabled(self.preview is not None)
        self.inventory.foot.go.setEnabled(True)

    # --- 2: columns ------------------------------------------------------------------------
    def _show_prepared(self, prepared: Prepared) -> None:
        self.prepared, self.preview = prepared, None
        self.columns.show_prepared(prepared, self._how, prepared.profiles, prepared.profile)
        self._offer_matches(prepared.match)
        self._say_columns()
        self._show_step(self.columns)
        self.columns.foot.go.setFocus()
        self.plan()

    def _say_columns(self) -> None:
        if self.prepared is None:
            return
        facts, rows = self.prepared.table.facts, f"{len(self.prepared.table.rows):,}"
        about = self.tr("{rows} rows · {encoding} · {delimiter} · {ends}").format(
            rows=rows, encoding=facts.encoding, delimiter=facts.delimiter, ends=facts.line_ends
        )
        go = self.tr("Preview {count} rows").format(count=rows)
        may_go = any(self.columns.mapping().values())
        self.columns.foot.say(self.prepared.path.name, about, go, may_go=may_go)

    def _read_again(self) -> None:
        """The person says how the file is to be read."""
        self._how = self.columns.how()
        self._read(str(self.columns.kind_box.currentData()), None)

    def _kind_chosen(self, kind: str) -> None:
        if self.prepared is not None:
            self._show_prepared(with_kind(self.context.desk, self.prepared, kind))

    def _profile_chosen(self, name: str) -> None:
        self._read(str(self.columns.kind_box.currentData()), name)

    def _dropped(self) -> None:
        self._profile_chosen("")

    def _mapping_changed(self) -> None:
        self._offer_matches(self.look.match)
        self._say_columns()
        self.plan()

    def _offer_matches(self, wanted: str) -> None:
        if self.prepared is not None:
            kind = self.context.kind(self.prepared.kind.name)
            self.look.offer_matches(self.prepared, kind, self.columns.mapping(), wanted)

    def show_columns(self) -> None:
        self._show_step(self.columns)

    # --- 3: preview ------------------------------------------------------------------------
    def plan(self) -> None:
        """Compare the file with the ledger, beside the window."""
        if self.prepared is None:
            return
        self.preview = None
        self.look.foot.go.setEnabled(False)
        work = partial(
            preview_import, self.context.desk, self.prepared, self.columns.mapping(), self.look.match
        )
        self.context.run(self.tr("Comparing"), work, self._planned, on_failed=self._failed)

    def _planned(self, preview: Preview) -> None:
        """Answers to what the person has changed since are dropped: the next one is on its way."""
        if self.prepared is None or preview.table is not self.prepared.table:
            return
        if preview.mapping != self.columns.mapping() or preview.match != self.look.match:
            return
        self.preview = preview
        self.columns.show_remarks(remarks(preview))
        self.look.show_preview(preview)

    def show_preview(self) -> None:
        """Nothing is written yet."""
        if (name := self.columns.kept_name) and self.prepared is not None:
            kind = self.prepared.kind.name
            self.profiles.keep(Profile(name, kind, self.columns.mapping(), self.look.match))
        self._show_step(self.look)
        self.look.table.setFocus()

    def _corrected(self, place: int, header: str, text: str) -> None:
        """A cell was put right by hand: the row's state follows."""
        if self.prepared is not None:
            self.prepared = with_cell(self.prepared, place, header, text)
            self.plan()

    def _ask_wrong(self) -> None:
        if self.preview is None:
            return
        dialog = QFileDialog(self.window(), self.tr("Save wrong rows"), "", self.tr("CSV (*.csv)"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("csv")
        dialog.selectFile("wrong-rows.csv")
        dialog.fileSelected.connect(partial(self._save_wrong, self.preview))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _save_wrong(self, preview: Preview, name: str) -> None:
        self.context.read(partial(write_wrong_rows, preview, Path(name)), self._wrong_saved)

    def _wrong_saved(self, count: int) -> None:
        one, many = (
            self.tr("1 row saved with its reason"),
            self.tr("{count} rows saved, each with its reason"),
        )
        self.context.messages.info(one if count == 1 else many.format(count=f"{count:,}"))

    # --- 4: done ---------------------------------------------------------------------------
    def apply(self) -> None:
        """One entry; cancelling leaves nothing."""
        if self.preview is not None:
            self.look.foot.go.setEnabled(False)
            self._written = self.preview.kind.name
            work = partial(apply_import, self.context.desk, self.preview)
            title = self.tr("Importing")
            self._writing = self.context.run(title, work, self._applied, on_failed=self._failed)

    def _apply_inventory(self) -> None:
        self.inventory.foot.go.setEnabled(False)
        work = partial(import_file, self.context.desk, self._path, Intention())
        title = self.tr("Taking the inventory")
        self._writing = self.context.run(title, work, self._taken, on_failed=self._failed)

    def _applied(self, done: Applied) -> None:
        words = self.tr("{created} made, {changed} changed.")
        said = words.format(created=f"{done.created:,}", changed=f"{done.changed:,}")
        self._show_done(said, done.entry, self._written)

    def _taken(self, done: Imported) -> None:
        said = self.tr("Asset {ref} is up to date.").format(ref=done.ref)
        self._show_done(said, done.entry, "asset")

    def _show_done(self, said: str, entry: int | None, kind: str) -> None:
        self.banner.quiet()
        self.done.show_done(said, entry, kind)
        self._show_step(self.done)

    def _show_list(self, kind: str) -> None:
        page = "assets" if kind == "asset" else "people"
        self.page_requested.emit(page, "sort:-updated")

    def undo(self, entry: int) -> None:
        """Take the whole import back."""
        self.context.undo(entry, self._undone)

    def _undone(self, _entry: object) -> None:
        self.start_again()
