"""Journal: every change of the desk, newest first; what it did, and taking it back."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QPlainTextEdit,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from itdesk.core.events import Changed
from itdesk.store.journal import Entry, Verification
from itdesk.ui.kit.banner import Banner
from itdesk.ui.kit.buttons import Button
from itdesk.ui.kit.command import Command
from itdesk.ui.kit.text import Label, Panel
from itdesk.ui.pages.history.entries import PAGE, EntriesModel
from itdesk.ui.pages.history.words import change_words
from itdesk.ui.shell.page import Page

if TYPE_CHECKING:
    from itdesk.ui.app.context import DeskContext
    from itdesk.ui.kit.tasks import Progress

SHOWN = 200
"""Changes of an entry that are told."""
REST_MS = 400
WHAT = 4


class HistoryPage(Page):
    id = "history"

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.model = EntriesModel(self._ask_more, self)
        self.table = QTableView(self)
        self.head = Label("", "title", weight=600, wrap=True)
        self.about = Label("", "small", "text2", wrap=True)
        self.changes = QPlainTextEdit(self)
        self.banner = Banner(self)
        self.undo_button = Button(self.tr("Undo this entry"), "", "undo-2")
        self.verify_button = Button(self.tr("Verify the journal"), "", "shield-check")
        self._entry: Entry | None = None
        self._rest = QTimer(self)
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        self.table.setModel(self.model)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setSectionResizeMode(WHAT, QHeaderView.ResizeMode.Stretch)
        self.table.setAccessibleName(self.tr("Journal entries"))
        self.changes.setReadOnly(True)
        self.changes.setAccessibleName(self.tr("What the entry changed"))
        pane = Panel("pane")
        inner = QVBoxLayout(pane)
        inner.setContentsMargins(18, 14, 18, 14)
        inner.setSpacing(8)
        row = QHBoxLayout()
        row.addWidget(self.undo_button)
        row.addWidget(self.verify_button)
        row.addStretch(1)
        for widget in (self.head, self.about):
            inner.addWidget(widget)
        inner.addLayout(row)
        inner.addWidget(self.changes, 1)
        split = QSplitter(self)
        split.addWidget(self.table)
        split.addWidget(pane)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.banner)
        column.addWidget(split, 1)

    def _connect(self) -> None:
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self.refresh)
        self.table.selectionModel().currentRowChanged.connect(self._chosen)
        self.undo_button.clicked.connect(self.undo)
        self.verify_button.clicked.connect(self.verify)
        self.undo_button.setEnabled(False)
        self.context.changed.connect(self._desk_changed)

    # --- the page ------------------------------------------------------------------------
    def title(self) -> str:
        return self.tr("Journal")

    def commands(self) -> Sequence[Command]:
        here = self.title()
        return (
            Command("history.undo", self.tr("Undo this entry"), self.undo, "", "undo-2", here),
            Command("history.verify", self.tr("Verify the journal"), self.verify, "", "shield-check", here),
        )

    def activate(self) -> None:
        self.refresh()
        self.table.setFocus()

    def refresh(self) -> None:
        self.model.start_again()

    def panes(self) -> Sequence[QWidget]:
        return (self.table, self.changes)

    def shut_down(self) -> None:
        self._rest.stop()
        self.context.changed.disconnect(self._desk_changed)

    def _desk_changed(self, _change: Changed) -> None:
        if self.isVisible():
            self._rest.start()

    # --- entries -------------------------------------------------------------------------
    def _ask_more(self, before: int | None) -> None:
        self.context.read(partial(self.context.desk.journal.entries, before, PAGE), self.model.add)

    def _chosen(self) -> None:
        index = self.table.currentIndex()
        if not index.isValid():
            return
        entry = self._entry = self.model.entry(index.row())
        self.head.setText(self.tr("Entry {number}: {verb}").format(number=entry.id, verb=entry.verb))
        words = self.tr("{actor}, {changes} changes. {detail}")
        self.about.setText(words.format(actor=entry.actor, changes=f"{entry.changes:,}", detail=entry.detail))
        self.undo_button.setEnabled(entry.undone_by is None)
        self.changes.setPlainText("")
        self.context.read(partial(self._read_changes, entry.id), self._show_changes)

    def _read_changes(self, number: int) -> tuple[int, str]:
        desk = self.context.desk
        found = islice(desk.journal.changes(number, SHOWN), SHOWN)
        return number, "\n".join(line for change in found for line in change_words(desk, change))

    def _show_changes(self, found: tuple[int, str]) -> None:
        number, text = found
        if self._entry is not None and self._entry.id == number:
            self.changes.setPlainText(text)

    # --- what can be done ----------------------------------------------------------------
    def undo(self) -> None:
        """As an entry of its own; the reason is told when a later one depends on it."""
        if self._entry is not None:
            self.context.undo(self._entry.id)

    def verify(self) -> None:
        """Compute the whole chain anew, beside the window."""
        self.context.tasks.read(self.tr("Verifying the journal"), self._verify, self._verified)

    def _verify(self, progress: Progress) -> Verification:
        return self.context.desk.journal.verify(progress)

    def _verified(self, proof: Verification) -> None:
        words = self.tr("{entries} entries with {changes} changes. Head {head}")
        text = words.format(entries=f"{proof.entries:,}", changes=f"{proof.changes:,}", head=proof.head[:16])
        self.banner.say("ok", self.tr("The chain holds."), text)
