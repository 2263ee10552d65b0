"""Import: choose a file, say where its columns go, look at what will happen, then write it as one entry."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from itdesk.assets.importers.glpi import looks_like_inventory
from itdesk.assets.importers.preview import Preview
from itdesk.assets.importers.rows import State
from itdesk.desk.exchange import Imported, Intention, import_file
from itdesk.desk.importing import (
    GUESSED_KINDS,
    Prepared,
    apply_import,
    keep_profile,
    prepare_import,
    preview_import,
    profile_of,
    with_kind,
    write_wrong_rows,
)
from itdesk.ui.kit.banner import Banner
from itdesk.ui.kit.buttons import Button
from itdesk.ui.kit.command import Command
from itdesk.ui.kit.detail import ScrollColumn
from itdesk.ui.kit.empty import EmptyState
from itdesk.ui.kit.tasks import Progress
from itdesk.ui.kit.text import ElidedLabel, Label, Panel
from itdesk.ui.kit.theme import theme
from itdesk.ui.kit.wording import error_text
from itdesk.ui.pages.imports.columns import ColumnChoices
from itdesk.ui.pages.imports.preview_model import PreviewModel
from itdesk.ui.shell.page import Page

if TYPE_CHECKING:
    from itdesk.assets.intake import Applied
    from itdesk.ui.app.context import DeskContext

LEFT = 380


class ImportsPage(Page):
    """Nothing is written before "Import" is pressed; then it is one entry with Undo."""

    id = "imports"

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.prepared: Prepared | None = None
        self.preview: Preview | None = None
        self.start = EmptyState(self)
        self.columns = ColumnChoices()
        self.kind_box, self.match_box = QComboBox(), QComboBox()
        self.model = PreviewModel(self)
        self.table = QTableView()
        self.facts = Label("", "small", "text2", wrap=True)
        self.file_name = ElidedLabel("", "title", weight=600)
        self.banner = Banner()
        self.apply_button = Button(self.tr("Import"), "primary", "check")
        self.wrong_button = Button(self.tr("Save wrong rows…"), "", "download")
        self.keep_button = Button(self.tr("Remember these columns"), "", "save")
        self.states: dict[State | None, Button] = {}
        self._only: State | None = None
        self._stack = QStackedWidget(self)
        self._arrange()
        self._connect()
        self.setAcceptDrops(True)

    # --- looks ---------------------------------------------------------------------------
    def _arrange(self) -> None:
        self.start.show_state(
            self.tr("Import a file"),
            self.tr("CSV, Excel, JSON, or the inventory of a GLPI agent. Drop it here, or choose it."),
            (Command("imports.choose", self.tr("Choose a file…"), self.ask_file, "", "file-input"),),
            "file-input",
        )
        work = QWidget()
        row = QHBoxLayout(work)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._left())
        row.addWidget(self._right(), 1)
        for widget in (self.start, work):
            self._stack.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.banner)
        column.addWidget(self._stack, 1)

    def _left(self) -> QWidget:
        scroll = ScrollColumn("pane")
        scroll.setFixedWidth(theme().px(LEFT))
        other = Button(self.tr("Other file…"), "link")
        other.clicked.connect(self.ask_file)
        for widget in (self.file_name, self.facts, other):
            scroll.column.addWidget(widget)
        for box, words in ((self.kind_box, self.tr("Rows are")), (self.match_box, self.tr("Matched by"))):
            caption = Label(words, "small", "text2", 500)
            caption.setBuddy(box)
            box.setAccessibleName(words)
            scroll.column.addWidget(caption)
            scroll.column.addWidget(box)
        for name in GUESSED_KINDS:
            self.kind_box.addItem(self.context.kind(name).plural, name)
        scroll.column.addWidget(Label(self.tr("Columns"), weight=600))
        scroll.column.addWidget(self.columns)
        scroll.column.addWidget(self.keep_button)
        scroll.column.addStretch(1)
        return scroll

    def _right(self) -> QWidget:
        pane = Panel("ground")
        column = QVBoxLayout(pane)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        bar = Panel("topbar")
        filters = QHBoxLayout(bar)
        filters.setContentsMargins(12, 8, 12, 8)
        self._group = QButtonGroup(self)
        for state in (None, *State):
            button = Button("", small=True)
            button.setCheckable(True)
            self.states[state] = button
            self._group.addButton(button)
            filters.addWidget(button)
        self.states[None].setChecked(True)
        filters.addStretch(1)
        filters.addWidget(self.wrong_button)
        filters.addWidget(self.apply_button)
        self.table.setModel(self.model)
        self.table.verticalHeader().hide()
        self.table.setAccessibleName(self.tr("What will happen"))
        self.table.setWordWrap(False)
        column.addWidget(bar)
        column.addWidget(self.table, 1)
        return pane

    def _connect(self) -> None:
        self.kind_box.activated.connect(self._kind_chosen)
        self.match_box.activated.connect(self.plan)
        self.columns.changed.connect(self._mapping_changed)
        self.apply_button.clicked.connect(self.apply)
        self.wrong_button.clicked.connect(self._ask_wrong)
        self.keep_button.clicked.connect(self.keep_columns)
        self._group.buttonClicked.connect(self._filter)

    # --- the page ------------------------------------------------------------------------
    def title(self) -> str:
        return self.tr("Import")

    def commands(self) -> Sequence[Command]:
        here = self.title()
        return (
            Command("imports.choose", self.tr("Choose a file…"), self.ask_file, "Ctrl+O", "file-input", here),
        )

    def activate(self) -> None:
        if self.prepared is None:
            self._stack.setCurrentIndex(0)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            self.open_file(Path(paths[0]))

    # --- file ----------------------------------------------------------------------------
    def ask_file(self) -> None:
        forms = self.tr("Tables and inventories (*.csv *.tsv *.txt *.xlsx *.json *.xml *.ocs);;All files (*)")
        path, _ = QFileDialog.getOpenFileName(self, self.tr("Import a file"), "", forms)
        if path:
            self.open_file(Path(path))

    def open_file(self, path: Path) -> None:
        """Read it beside the window; an inventory is taken at once, a table is shown first."""
        self.banner.quiet()
        self.context.tasks.read(
            self.tr("Reading the file"), partial(self._read, path), self._opened, self._failed
        )

    def _read(self, path: Path, progress: Progress) -> Prepared | Path:
        if looks_like_inventory(path):
            return path
        return prepare_import(self.context.desk, path, progress=progress)

    def _opened(self, found: Prepared | Path) -> None:
        if isinstance(found, Path):
            work = partial(import_file, self.context.desk, found, Intention(None, None, None, False))
            self.context.run(self.tr("Taking the inventory"), work, self._taken)
            return
        self._show(found)

    def _taken(self, done: Imported) -> None:
        lines = list(done.sentences())
        self.banner.say("ok", lines[0] if lines else "", " ".join(lines[1:8]))

    def _failed(self, error: object) -> None:
        if isinstance(error, BaseException):
            self.banner.say("crit", self.tr("Not read."), error_text(error))

    # --- columns -------------------------------------------------------------------------
    def _show(self, prepared: Prepared) -> None:
        self.prepared = prepared
        facts = prepared.table.facts
        self.file_name.setText(prepared.path.name)
        words = self.tr("{rows} rows · {encoding} · {delimiter} · {ends}")
        self.facts.setText(
            words.format(
                rows=f"{len(prepared.table.rows):,}", encoding=facts.encoding, delimiter=facts.delimiter,
                ends=facts.line_ends,
            )
        )  # fmt: skip
        self.kind_box.setCurrentIndex(self.kind_box.findData(prepared.kind.name))
        self.columns.show_prepared(prepared)
        self._offer_matches(prepared.match)
        self._stack.setCurrentIndex(1)
        self.plan()

    def _kind_chosen(self, place: int) -> None:
        if self.prepared is not None:
            self._show(with_kind(self.context.desk, self.prepared, str(self.kind_box.itemData(place))))

    def _mapping_changed(self) -> None:
        self._offer_matches(str(self.match_box.currentData() or ""))
        self.plan()

    def _offer_matches(self, wanted: str) -> None:
        self.match_box.clear()
        self.match_box.addItem(self.tr("Nothing: every row is new"), "")
        if self.prepared is not None:
            for name in self.prepared.matches(self.columns.mapping()):
                self.match_box.addItem(self.context.kind(self.prepared.kind.name).column(name).label, name)
        self.match_box.setCurrentIndex(max(self.match_box.findData(wanted), 0))

    def keep_columns(self) -> None:
        """Remember the mapping under the file's name; the next file of the same form takes it."""
        if self.preview is not None and self.prepared is not None:
            profile = profile_of(self.prepared.path.stem, self.preview)
            work = partial(keep_profile, self.context.desk, profile)
            self.context.run(self.tr("Remembering"), lambda progress: work(), self._kept)

    def _kept(self, _nothing: object) -> None:
        self.context.messages.info(self.tr("Columns remembered"))

    # --- preview -------------------------------------------------------------------------
    def plan(self) -> None:
        """Compare the file with the ledger, beside the window."""
        if self.prepared is None:
            return
        self.apply_button.setEnabled(False)
        mapping, match = self.columns.mapping(), str(self.match_box.currentData() or "")
        work = partial(preview_import, self.context.desk, self.prepared, mapping, match)
        self.context.run(self.tr("Comparing"), work, self._planned, on_failed=self._failed)

    def _planned(self, preview: Preview) -> None:
        self.preview = preview
        counts = preview.counts
        names = {
            None: (self.tr("All"), len(preview.rows)), State.NEW: (self.tr("New"), counts.new),
            State.CHANGED: (self.tr("Changed"), counts.changed), State.SAME: (self.tr("Same"), counts.same),
            State.WRONG: (self.tr("Wrong"), counts.wrong),
        }  # fmt: skip
        for state, button in self.states.items():
            name, count = names[state]
            button.set_text(f"{name} {count:,}")
        self.apply_button.setEnabled(counts.new + counts.changed > 0)
        self.wrong_button.setEnabled(counts.wrong > 0)
        self.model.show_preview(preview, self._only)
        if preview.makes:
            words = self.tr("{count} people, places or suppliers that rows name are made with them.")
            self.banner.say("info", words.format(count=len(preview.makes)), "")
        else:
            self.banner.quiet()

    def _filter(self, button: Button) -> None:
        self._only = next(state for state, known in self.states.items() if known is button)
        self.model.show_preview(self.preview, self._only)

    def _ask_wrong(self) -> None:
        title = self.tr("Save wrong rows")
        path, _ = QFileDialog.getSaveFileName(self, title, "wrong-rows.csv", self.tr("CSV (*.csv)"))
        if path and self.preview is not None:
            self.context.read(partial(write_wrong_rows, self.preview, Path(path)), self._wrong_saved)

    def _wrong_saved(self, count: int) -> None:
        self.context.messages.info(self.tr("{count} rows saved, each with its reason").format(count=count))

    # --- writing -------------------------------------------------------------------------
    def apply(self) -> None:
        """One entry; cancelling leaves nothing."""
        if self.preview is not None:
            self.apply_button.setEnabled(False)
            work = partial(apply_import, self.context.desk, self.preview)
            self.context.run(self.tr("Importing"), work, self._applied, on_failed=self._failed)

    def _applied(self, done: Applied) -> None:
        words = self.tr("{created} made, {changed} changed.").format(
            created=done.created, changed=done.changed
        )
        self._entry = done.entry
        undo = Command("imports.undo", self.tr("Undo"), self.undo, "", "undo-2")
        self.context.messages.done(words, undo if done.entry else None)
        self.plan()

    _entry: int | None = None

    def undo(self) -> None:
        """Take the whole import back."""
        if self._entry is not None:
            self.context.undo(self._entry)
