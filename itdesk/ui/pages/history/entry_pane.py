"""One entry of the journal: who, when, from where, and what it did to each record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from itdesk.core.errors import DeskError
from itdesk.core.kinds import Value
from itdesk.core.values import show_value
from itdesk.desk.desk import Desk
from itdesk.store.digest import Change
from itdesk.store.journal import Entry
from itdesk.store.words import FieldChange, Words
from itdesk.ui.app.record_detail import RecordDetail
from itdesk.ui.app.story.field_lines import field_lines
from itdesk.ui.app.words import TranslatedWords
from itdesk.ui.kit.buttons import Button, NameButton
from itdesk.ui.kit.cards import rule
from itdesk.ui.kit.chips import Avatar, Chip
from itdesk.ui.kit.detail import ScrollColumn, sentence
from itdesk.ui.kit.text import ElidedLabel, Label, NameLabel
from itdesk.ui.pages.history.entries import tr, what_words, when_column

if TYPE_CHECKING:
    from itdesk.ui.app.context import DeskContext

SHOWN = 60
"""Changes that are drawn at first, and again with each "Show more"."""


@dataclass(frozen=True, slots=True)
class ChangeStory:
    """One change in words; `exists` says whether its record can be opened today."""

    kind: str
    record: int
    name: str
    op: str
    exists: bool
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class EntryStory:
    """An entry with its first changes in words."""

    entry: Entry
    when: str
    changes: tuple[ChangeStory, ...]


def read_entry(desk: Desk, number: int, limit: int) -> EntryStory | None:
    """None if there is no such entry. In a reader thread."""
    try:
        entry = desk.journal.entry(number)
    except DeskError:
        return None
    changes = list(desk.journal.changes(number, limit))
    when = show_value(when_column(), entry.at, zone=desk.zone)
    return EntryStory(entry, when, tuple(_stories(desk, changes)))


def _stories(desk: Desk, changes: Sequence[Change]) -> list[ChangeStory]:
    """Labels are asked for once a kind, not once a change."""
    words, names = TranslatedWords(desk), {change.kind for change in changes}
    labels = {name: desk.lists.labels(name, [c.record for c in changes if c.kind == name]) for name in names}
    return [_story(words, c, labels[c.kind].get(c.record)) for c in changes]


def _story(words: Words, change: Change, label: Value) -> ChangeStory:
    kind = words.kind(change.kind)
    name = f"{kind.label} {kind.format_ref(label) if label is not None else change.record}"
    return ChangeStory(change.kind, change.record, name, change.op, label is not None, words.changes(change))


class EntryPane(RecordDetail):
    """Head, what can be done, and the changes record by record."""

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._limit = SHOWN
        self._avatar = Avatar("", 40)
        self.head = Label("", "title", weight=600, wrap=True)
        self.about = Label("", "small", "text2", wrap=True)
        self.state = Chip("", "unknown")
        self.undo_button = Button(self.tr("Undo this entry"), "", "undo-2")
        self.changes = ScrollColumn(margins=(18, 4, 18, 12))
        self.changes.column.setSpacing(6)
        self.undo_button.clicked.connect(self.undo)
        self.setAccessibleName(self.tr("What the entry changed"))
        self._arrange()

    def _arrange(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.head)
        words.addWidget(self.about)
        top = QHBoxLayout()
        top.setContentsMargins(18, 14, 18, 0)
        top.setSpacing(12)
        top.addWidget(self._avatar)
        top.addLayout(words, 1)
        row = QHBoxLayout()
        row.setContentsMargins(18, 0, 18, 4)
        row.addWidget(self.undo_button)
        row.addWidget(self.state)
        row.addStretch(1)
        column = QVBoxLayout(self.body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(top)
        column.addLayout(row)
        column.addWidget(self.changes, 1)

    # --- reading -------------------------------------------------------------------------
    def show_record(self, record_id: int | None) -> None:
        if record_id != self.record:
            self._limit = SHOWN
        super().show_record(record_id)

    def read(self, record: int) -> EntryStory | None:
        return read_entry(self.context.desk, record, self._limit)

    def fill(self, found: EntryStory) -> None:
        entry = found.entry
        self._avatar.set_name(entry.actor)
        self.head.setText(self.tr("Entry {number}: {what}").format(number=entry.id, what=what_words(entry)))
        self.about.setText(" · ".join(self._facts(found)))
        self.undo_button.setEnabled(entry.undone_by is None)
        self.state.setVisible(entry.undone_by is not None or entry.undoes is not None)
        if entry.undone_by is not None:
            self.state.set(self.tr("Undone by {entry}").format(entry=entry.undone_by), "unknown")
        elif entry.undoes is not None:
            self.state.set(self.tr("Undoes {entry}").format(entry=entry.undoes), "maint")
        self._draw(found)

    def _facts(self, found: EntryStory) -> list[str]:
        entry = found.entry
        changes = self.tr("1 change") if entry.changes == 1 else self.tr("{count} changes")
        origin = self.tr("from {origin}").format(origin=entry.origin)
        digest = self.tr("digest {digest}").format(digest=entry.digest.hex()[:12])
        facts = [entry.actor, found.when, origin, changes.format(count=f"{entry.changes:,}"), digest]
        return [fact for fact in facts if fact]

    # --- drawing -------------------------------------------------------------------------
    def _draw(self, found: EntryStory) -> None:
        self.changes.clear()
        column = self.changes.column
        for change in found.changes:
            column.addWidget(rule())
            column.addWidget(self._change(change))
        left = found.entry.changes - len(found.changes)
        if not found.changes:
            column.addWidget(sentence(self.tr("It changed no record.")))
        elif left > 0:
            words = self.tr("Show more ({count} left)").format(count=f"{left:,}")
            more = Button(words, "link")
            more.clicked.connect(self.show_more)
            column.addWidget(more)
        column.addStretch(1)
        if self.changed_record:
            self.changes.verticalScrollBar().setValue(0)

    def _change(self, change: ChangeStory) -> QWidget:
        holder = QWidget()
        head = QHBoxLayout()
        head.setSpacing(8)
        if change.exists:
            name = NameButton(change.name)
            name.clicked.connect(partial(self.context.open_record, change.kind, change.record))
            head.addWidget(name)
        else:
            head.addWidget(NameLabel(change.name))
        head.addWidget(ElidedLabel(_done(change.op), "small", "text2"), 1)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(4)
        column.addLayout(head)
        column.addLayout(field_lines(change.op, change.fields, indent=0))
        return holder

    # --- what can be done ----------------------------------------------------------------
    def show_more(self) -> None:
        self._limit += SHOWN
        self.again()

    def undo(self) -> None:
        """As an entry of its own; the reason is told when a later one depends on it."""
        if self.shown is not None:
            self.context.undo(self.shown)


def _done(op: str) -> str:
    return {"+": tr("made"), "~": tr("changed"), "-": tr("removed")}[op]
