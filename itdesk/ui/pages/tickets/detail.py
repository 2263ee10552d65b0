"""The pane of one ticket: its promise, who asks about what, what happened, and a place to answer."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from itdesk.core.errors import DeskError
from itdesk.core.events import Changed
from itdesk.store import files
from itdesk.ui.app.conflict import Reconciler
from itdesk.ui.app.record_detail import RecordDetail
from itdesk.ui.kit.buttons import Button, IconButton
from itdesk.ui.kit.composer import Composer
from itdesk.ui.kit.timeline import Timeline
from itdesk.ui.kit.wording import error_text
from itdesk.ui.pages.tickets.head import TicketHead
from itdesk.ui.pages.tickets.reading import TicketPicture, read_ticket

if TYPE_CHECKING:
    from itdesk.store.unit import Unit
    from itdesk.ui.app.context import DeskContext
    from itdesk.ui.kit.tasks import Progress
    from itdesk.ui.pages.tickets.promise import Terms

_TELLS = frozenset({"message", "attachment", "person", "asset", "alert", "setting"})
"""Kinds whose news may stand on the pane."""


class TicketDetail(RecordDetail):
    """What is typed for one ticket stays with that ticket while others are looked at."""

    def __init__(self, context: DeskContext, terms: Terms, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._terms = terms
        self._picture: TicketPicture | None = None
        self._drafts: dict[int, tuple[str, str]] = {}
        self._writing: int | None = None
        self.edits = Reconciler(context, "ticket", self)
        self.head = TicketHead(self.body)
        self.timeline = Timeline(self.body)
        self.composer = Composer(self.body)
        self.status = Button(self.tr("Status"), small=True)
        self.resolve = Button(self.tr("Resolve"))
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        attach = IconButton("paperclip", self.tr("Attach a file…"))
        attach.clicked.connect(self.ask_file)
        for widget in (attach, self.status):
            self.composer.tools.addWidget(widget)
        self.composer.tools.addStretch(1)
        self.composer.tools.addWidget(self.resolve)
        foot = QWidget(self.body)
        row = QHBoxLayout(foot)
        row.setContentsMargins(18, 6, 18, 12)
        row.addWidget(self.composer)
        column = QVBoxLayout(self.body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.timeline, 1)
        column.addWidget(foot)

    def _connect(self) -> None:
        self.composer.send_requested.connect(self._send)
        self.resolve.clicked.connect(self.toggle_resolved)
        self.status.clicked.connect(self._offer_statuses)
        self.edits.failed.connect(self._refused)
        self.edits.given_up.connect(self.again)
        self.head.open_asked.connect(self.context.open_record)
        self.head.file_asked.connect(self._save_file)
        self.context.changed.connect(self._desk_changed)

    # --- what is shown ---------------------------------------------------------------------
    def show_record(self, record_id: int | None) -> None:
        if self.record is not None and self.record != record_id:
            self._keep_draft(self.record)
        super().show_record(record_id)

    def _keep_draft(self, record: int) -> None:
        self._drafts.pop(record, None)
        if not self.composer.is_empty():
            self._drafts[record] = self.composer.draft()
        self.composer.put_draft(("reply", ""))

    def read(self, record: int) -> TicketPicture | None:
        try:
            return read_ticket(self.context.desk, self._terms, record)
        except DeskError:
            return None

    def fill(self, found: TicketPicture) -> None:
        self._picture = found
        kind = self.context.kind("ticket")
        self.head.fill(kind, found, self._terms, self.context.desk.zone)
        self.timeline.show_entries(found.entries, to_end=self.changed_record)
        if self.changed_record and found.ticket.id in self._drafts:
            self.composer.put_draft(self._drafts.pop(found.ticket.id))
        asker = found.requester.name if found.requester is not None else ""
        self.composer.set_reply_hint(
            self.tr("Reply to {name}…").format(name=asker) if asker else self.tr("Reply…")
        )
        done = "resolved" not in found.following
        self.resolve.set_text(self.tr("Reopen") if done else self.tr("Resolve"))
        self.setAccessibleName(f"{kind.label} #{found.ticket.id}")

    def _desk_changed(self, change: Changed) -> None:
        if change.kind in _TELLS and self.record is not None and self.isVisible():
            self.again()

    # --- answering ---------------------------------------------------------------------------
    def _send(self, form: str, text: str) -> None:
        if self.record is None:
            return
        self._writing = self.record
        title = self.tr("Sending the reply") if form == "reply" else self.tr("Keeping the note")
        work = partial(self._say, form, self.record, text)
        self.context.run(title, work, self._said, on_failed=self._not_said)

    def _say(self, form: str, record: int, text: str, _progress: Progress) -> tuple[int, str]:
        tickets, actor = self.context.desk.tickets, self.context.desk.actor
        (tickets.reply if form == "reply" else tickets.note)(actor, record, text)
        return record, text

    def _said(self, written: tuple[int, str]) -> None:
        """What was typed after the answer stays, in the field or with its ticket."""
        record, text = written
        self._writing = None
        form, draft = self._drafts.pop(record, ("", ""))
        if rest := draft.removeprefix(text).strip():
            self._drafts[record] = (form, rest)
        if record == self.record:
            self.composer.sent()

    def _not_said(self, error: object) -> None:
        """The text stays, in the field or with its ticket."""
        if self._writing == self.record and isinstance(error, DeskError):
            self.composer.refuse(error_text(error))
        else:
            self.composer.refuse("")
            self.context.messages.error(error, self.tr("The message was not kept."))
        self._writing = None

    # --- status --------------------------------------------------------------------------------
    def toggle_resolved(self) -> None:
        """Resolve; a ticket that is done is opened again."""
        if self._picture is not None:
            done = "resolved" not in self._picture.following
            self.set_status("open" if done else "resolved")

    def _offer_statuses(self) -> None:
        if self._picture is None:
            return
        menu = QMenu(self)
        column = self.context.kind("ticket").column("status")
        for value in self._picture.following:
            choice = column.choice(value)
            menu.addAction(choice.label if choice is not None else value).setData(value)
        menu.triggered.connect(self._status_chosen)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.status.mapToGlobal(self.status.rect().topLeft()))

    def _status_chosen(self, action: QAction) -> None:
        self.set_status(str(action.data()))

    def set_status(self, status: str) -> None:
        """Move the ticket along, as it was seen: of somebody else's newer status both are shown."""
        if self._picture is None:
            return
        choice = self.context.kind("ticket").column("status").choice(status)
        said = choice.label if choice is not None else status
        self.edits.write(self._picture.ticket, {"status": status}, f"set ticket {status}", said)

    def _refused(self, error: object) -> None:
        self.again()
        self.context.messages.error(error, self.tr("The ticket was not changed."))

    # --- files -----------------------------------------------------------------------------------
    def ask_file(self) -> None:
        dialog = QFileDialog(self.window(), self.tr("Attach a file"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.attach)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def attach(self, name: str) -> None:
        """Keep a copy of a file with the ticket."""
        if self.record is not None:
            work = partial(self._attach, self.record, Path(name))
            said = self.tr("{name} attached").format(name=Path(name).name)
            self.context.write("attach file", work, said=said)

    def _attach(self, record: int, path: Path, unit: Unit) -> int:
        return files.attach(unit, "ticket", record, path)

    def _save_file(self, name: str, sha256: str) -> None:
        dialog = QFileDialog(self.window(), self.tr("Save a copy"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(name)
        dialog.fileSelected.connect(partial(self.save_copy, sha256))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def save_copy(self, sha256: str, target: str) -> None:
        """Write an attachment's bytes to a file."""
        self.context.read(partial(self._write_copy, sha256, Path(target)), self._copied)

    def _write_copy(self, sha256: str, target: Path) -> str:
        files.save_copy(self.context.desk.store.engine, sha256, target)
        return target.name

    def _copied(self, name: str) -> None:
        self.context.messages.done(self.tr("{name} saved").format(name=name))
