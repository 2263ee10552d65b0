"""Backups: the last one, one now, those that are kept, and looking into one before it is restored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from itdesk.core.clock import to_datetime
from itdesk.core.errors import DeskError
from itdesk.core.units import format_bytes
from itdesk.store.backup import Backup, Preview, copies, last_verified, preview, restore, take
from itdesk.ui.app.asking import Asking
from itdesk.ui.kit.buttons import Button
from itdesk.ui.kit.cards import Card
from itdesk.ui.kit.chips import Chip
from itdesk.ui.kit.detail import RowCard
from itdesk.ui.kit.text import ElidedLabel, Label
from itdesk.ui.kit.wording import error_text

if TYPE_CHECKING:
    from itdesk.ui.app.context import DeskContext
    from itdesk.ui.kit.tasks import Progress


class BackupCard(Card):
    """When a copy was last verified; take one now; look into one and restore it elsewhere."""

    taken = Signal()

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__("", "", parent)
        self.context = context
        self.state = Label("", "body", "text", wrap=True)
        self.take_button = Button(self.tr("Back up now"), "", "shield-check")
        self.restore_button = Button(self.tr("Restore a backup…"), "", "archive-restore")
        self._found: Preview | None = None
        self._asking = Asking(context, self)
        self.rows.addWidget(Label(self.tr("Backup"), weight=600))
        self.rows.addWidget(self.state)
        row = QHBoxLayout()
        row.addWidget(self.take_button)
        row.addWidget(self.restore_button)
        row.addStretch(1)
        self.rows.addLayout(row)
        self.take_button.clicked.connect(self.take)
        self.restore_button.clicked.connect(self._ask_file)

    def read_desk(self) -> None:
        self._asking.ask(partial(last_verified, self.context.desk.store), self._show)

    def _show(self, found: Backup | None) -> None:
        if found is None:
            self.state.setText(self.tr("No backup was taken yet."))
            return
        when = f"{to_datetime(found.at, self.context.desk.zone):%d %b %Y %H:%M}"
        words = self.tr("Last verified {when}, journal entries: {entries}, in {path}")
        self.state.setText(words.format(when=when, entries=f"{found.entries:,}", path=found.path))

    def take(self) -> None:
        """Beside the window; opened and compared before it counts."""
        self.context.run(self.tr("Backing up"), self._take, self._taken)

    def _take(self, progress: Progress) -> Backup:
        return take(self.context.desk.store, None, progress)

    def _taken(self, made: Backup) -> None:
        self._show(made)
        self.context.messages.info(self.tr("Backup verified: {path}").format(path=made.path))
        self.taken.emit()

    def _ask_file(self) -> None:
        title, form = self.tr("Which backup"), self.tr("Backups (*.desk);;All files (*)")
        path, _ = QFileDialog.getOpenFileName(self, title, "", form)
        if path:
            self.look(Path(path))

    def look(self, path: Path) -> None:
        """Prove a backup and say what is in it, before anything is restored."""
        self.context.read(partial(preview, path), self._looked, title=self.tr("Looking into the backup"))

    def choose(self, found: Preview) -> None:
        """The backup that `restore_to` takes."""
        self._found = found

    def _looked(self, found: Preview) -> None:
        self.choose(found)
        when = f"{to_datetime(found.at, self.context.desk.zone):%d %b %Y %H:%M}"
        counts = ", ".join(f"{count:,} {kind}" for kind, count in found.counts.items() if count)
        words = self.tr("Sound. Its last change is of {when}; it holds {counts}.")
        self.state.setText(words.format(when=when, counts=counts))
        title = self.tr("Restore as")
        path, _ = QFileDialog.getSaveFileName(self, title, "restored.desk", self.tr("Desks (*.desk *.db)"))
        if path:
            self.restore_to(Path(path))

    def restore_to(self, target: Path) -> None:
        """Into a new file; the open desk stays as it is."""
        if self._found is not None:
            self.context.read(partial(restore, self._found.path, target), self._restored)

    def _restored(self, found: Preview) -> None:
        self.context.messages.info(self.tr("Restored. Open it with File, Open desk."))


@dataclass(frozen=True, slots=True)
class Kept:
    """A backup in its folder; `said` is "" until it was looked into, then what is wrong or its facts."""

    path: Path
    at: int
    size: int
    state: str = ""
    said: str = ""


def kept_copies(context: DeskContext) -> list[Kept]:
    """In a reader thread: what lies in the folder. The newest was proved when it was taken."""
    store, found = context.desk.store, list[Kept]()
    last = last_verified(store)
    for path in copies(store):
        try:
            facts = path.stat()
        except OSError:
            continue
        proved = last is not None and (last.path, last.size) == (path, facts.st_size)
        found.append(Kept(path, int(facts.st_mtime * 1000), facts.st_size, "ok" if proved else ""))
    return found


class KeptCard(RowCard):
    """Each copy with what is known of it; a damaged one offers no restore."""

    restore_asked = Signal(object)
    """Look into this path and restore it."""

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self.context = context
        self.kept: list[Kept] = []
        self.check_button = Button(self.tr("Check all again"), "link")
        self.head.addWidget(self.check_button)
        self.check_button.clicked.connect(self.check)

    def read_desk(self) -> None:
        self.context.read(partial(kept_copies, self.context), self.show_copies)

    def show_copies(self, found: Sequence[Kept]) -> None:
        """What was found about a copy stays as long as its file is the same."""
        known = {(kept.path, kept.at, kept.size): kept for kept in self.kept}
        self.kept = [known.get((kept.path, kept.at, kept.size), kept) for kept in found]
        words = self.tr("{count} · {size} in all")
        size = format_bytes(sum(kept.size for kept in self.kept))
        self.set_head(self.tr("Copies kept"), words.format(count=len(self.kept), size=size))
        self.check_button.setEnabled(bool(self.kept))
        self.clear()
        for kept in self.kept:
            self.add_row(*self._row(kept), height=36)
        if not self.kept:
            self.add_row(Label(self.tr("None yet."), "body", "text2"))

    def _row(self, kept: Kept) -> list[QWidget]:
        when = f"{to_datetime(kept.at, self.context.desk.zone):%d %b %Y %H:%M}"
        words = {"ok": self.tr("Verified"), "crit": self.tr("Damaged")}.get(
            kept.state, self.tr("Not checked")
        )
        restore_it = Button(self.tr("Restore…"), "link")
        restore_it.setAccessibleName(self.tr("Restore the copy of {when}").format(when=when))
        restore_it.setEnabled(kept.state != "crit")
        restore_it.clicked.connect(partial(self.restore_asked.emit, kept.path))
        return [
            Label(when, weight=600), Label(format_bytes(kept.size), "body", "text2"),
            Chip(words, kept.state or "unknown"), ElidedLabel(kept.said or kept.path.name, "small", "text2"),
            restore_it,
        ]  # fmt: skip

    def check(self) -> None:
        """Open and prove each copy, beside the window; it can be cancelled."""
        self.check_button.setEnabled(False)
        work = partial(self._check, tuple(self.kept))
        task = self.context.tasks.read(self.tr("Checking the backups"), work, self._checked, self._failed)
        task.ended.connect(self._ended)

    def _check(self, kept: Sequence[Kept], progress: Progress) -> list[Kept]:
        found: list[Kept] = []
        for place, copy in enumerate(kept):
            progress(place, len(kept))
            found.append(self._looked_into(copy))
        return found

    def _looked_into(self, kept: Kept) -> Kept:
        try:
            found = preview(kept.path)
        except DeskError as error:
            return Kept(kept.path, kept.at, kept.size, "crit", error_text(error))
        words = self.tr("Journal entries: {entries}, head {head}")
        said = words.format(entries=f"{found.entries:,}", head=found.head[:12])
        return Kept(kept.path, kept.at, kept.size, "ok", said)

    def _checked(self, found: list[Kept]) -> None:
        """Copies that came meanwhile are the newest."""
        checked = {kept.path for kept in found}
        self.kept = [*(kept for kept in self.kept if kept.path not in checked), *found]
        self.show_copies(self.kept)

    def _failed(self, error: object) -> None:
        self.context.messages.error(error)

    def _ended(self) -> None:
        """Also when it was cancelled."""
        self.check_button.setEnabled(bool(self.kept))
