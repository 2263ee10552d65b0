"""The pane of one work order: what it is about, its checklist, what was found, how long it took."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from itdesk.core.errors import ConflictError, DeskError
from itdesk.core.events import Changed
from itdesk.core.kinds import Value
from itdesk.core.values import parse_value
from itdesk.store.rowform import Snapshot
from itdesk.ui.app.ask import AskDialog
from itdesk.ui.app.conflict import Reconciler
from itdesk.ui.app.record_detail import RecordDetail
from itdesk.ui.kit.buttons import Button
from itdesk.ui.kit.cards import Card, LinkRow, clear
from itdesk.ui.kit.command import Command
from itdesk.ui.kit.empty import Tile
from itdesk.ui.kit.text import Panel
from itdesk.ui.pages.assets.page import ICONS
from itdesk.ui.pages.maintenance.checklist import Checklist
from itdesk.ui.pages.maintenance.order_head import OrderHead
from itdesk.ui.pages.maintenance.order_report import OrderReport, stored
from itdesk.ui.pages.maintenance.reading import OPEN, OrderPicture, read_order

if TYPE_CHECKING:
    from itdesk.ui.app.context import DeskContext
    from itdesk.ui.kit.tasks import Progress


class OrderDetail(RecordDetail):
    """What was typed stays until it is saved, also when the order changes meanwhile."""

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._picture: OrderPicture | None = None
        self._seen: Snapshot | None = None
        self.writing = Reconciler(context, "work-order", self)
        self._drafts: dict[int, dict[str, str]] = {}
        self._keeps_typed = False
        self._ask: AskDialog | None = None
        self.head = OrderHead()
        self._beside = Card()
        self.checklist = Checklist()
        self._tickets = QHBoxLayout()
        self.report = OrderReport(context.kind("work-order"))
        self.finish = Button(self.tr("Finish"), "primary", "check")
        self.save = Button(self.tr("Save"))
        self.postpone = Button(self.tr("Postpone…"))
        self.skip = Button(self.tr("Skip…"), "quiet")
        self._arrange()
        self._connect()

    # --- building ------------------------------------------------------------------------
    def _arrange(self) -> None:
        column = QVBoxLayout(self.body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        area = QScrollArea(self.body)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self._middle())
        column.addWidget(area, 1)
        column.addWidget(self._foot())

    def _middle(self) -> QWidget:
        holder = Panel("pane")
        column = QVBoxLayout(holder)
        column.setContentsMargins(18, 12, 18, 12)
        column.setSpacing(12)
        for widget in (self._beside, self.checklist):
            column.addWidget(widget)
        column.addLayout(self._tickets)
        column.addWidget(self.report)
        column.addStretch(1)
        return holder

    def _foot(self) -> QWidget:
        foot = Panel("dialogfoot", self.body)
        row = QHBoxLayout(foot)
        row.setContentsMargins(18, 10, 18, 10)
        row.setSpacing(8)
        row.addWidget(self.postpone)
        row.addWidget(self.skip)
        row.addStretch(1)
        row.addWidget(self.save)
        row.addWidget(self.finish)
        return foot

    def _connect(self) -> None:
        self.checklist.ticked.connect(self._tick)
        self.checklist.measured.connect(self._measure)
        self.checklist.ticket_asked.connect(self._open_ticket)
        self.finish.clicked.connect(self.finish_order)
        self.save.clicked.connect(self.save_report)
        self.postpone.clicked.connect(self.ask_postpone)
        self.skip.clicked.connect(self.ask_skip)
        self.context.changed.connect(self._desk_changed)
        self.writing.settled.connect(self._settled)
        self.writing.failed.connect(self._refused)

    # --- what is shown ---------------------------------------------------------------------
    def show_record(self, record_id: int | None) -> None:
        if self.record is not None and record_id != self.record:
            self._keep_draft(self.record)
        super().show_record(record_id)

    def _keep_draft(self, record: int) -> None:
        self._drafts.pop(record, None)
        if self._seen is not None and self._seen.id == record and self._is_edited():
            self._drafts[record] = self.report.typed()

    def _is_edited(self) -> bool:
        return self._seen is not None and self.report.typed() != stored(self._seen)

    def read(self, record: int) -> OrderPicture | None:
        try:
            return read_order(self.context.desk, record)
        except DeskError:
            return None

    def fill(self, found: OrderPicture) -> None:
        was_edited = not self.changed_record and self._is_edited()
        self._picture, order = found, found.order
        self.head.fill(self.context.kind("work-order"), found)
        self._fill_beside(found)
        self.checklist.show_items(found.items, has_ticket=bool(found.tickets))
        self._fill_tickets(found)
        if not was_edited:
            self._seen = order
            self.report.put(self._drafts.pop(order.id, None) or stored(order))
            self.report.error.say("")
        is_open = str(order["status"]) in OPEN
        for button in (self.finish, self.postpone, self.skip):
            button.setVisible(is_open)
        self.finish.setEnabled(True)
        self.setAccessibleName(f"{self.context.kind('work-order').label} W-{order.id}")

    def _fill_beside(self, found: OrderPicture) -> None:
        self._beside.clear()
        self._beside.setVisible(found.asset is not None)
        if found.asset is not None:
            key, tag, made, of_type = found.asset
            opened = partial(self.context.open_record, "asset", key)
            tile = Tile(ICONS.get(of_type, "box"), "unknown", 24)
            words = self.tr("Open {name}").format(name=tag)
            self._beside.rows.addWidget(LinkRow(tile, tag, made, words, opened))

    def _fill_tickets(self, found: OrderPicture) -> None:
        clear(self._tickets)
        for ticket in found.tickets[:5]:
            button = Button(self.tr("Opened ticket #{number}").format(number=ticket), "link", "inbox")
            button.clicked.connect(partial(self.context.open_record, "ticket", ticket))
            self._tickets.addWidget(button)
        if found.tickets:
            self._tickets.addStretch(1)

    def _desk_changed(self, change: Changed) -> None:
        mine = change.kind == "work-order" and (not change.ids or self.record in change.ids)
        if self.record is not None and self.isVisible() and (mine or change.kind == "checklist-item"):
            self.again()

    # --- the checklist -----------------------------------------------------------------------
    def _tick(self, item: int, state: str) -> None:
        self.context.run(self.tr("Checklist"), partial(self._tick_in, item, state, None), self._ticked)

    def _measure(self, item: int, words: str) -> None:
        self.context.run(self.tr("Checklist"), partial(self._tick_in, item, "failed", words), self._ticked)

    def _tick_in(self, item: int, state: str, measure: str | None, _progress: Progress) -> None:
        self.context.desk.maintenance.tick(self.context.desk.actor, item, state, measure)

    def _ticked(self, _nothing: object) -> None:
        self.again()

    def _open_ticket(self, item: int) -> None:
        self.context.run(self.tr("Opening a ticket"), partial(self._ticket_for, item), self._ticket_opened)

    def _ticket_for(self, item: int, _progress: Progress) -> int:
        return self.context.desk.maintenance.ticket_for(self.context.desk.actor, item)

    def _ticket_opened(self, ticket: int) -> None:
        self.context.messages.done(self.tr("Ticket #{number} opened").format(number=ticket))
        self.again()

    # --- the report ------------------------------------------------------------------------------
    def save_report(self) -> None:
        """Keep findings, time and parts; the order stays open."""
        values = self.report.values(self.context.kind("work-order"))
        if values is not None:
            self._write(values, "report on work order", self.tr("Work order saved"))

    def finish_order(self) -> None:
        """Report it as done; open checklist items stay as they are and are said."""
        values = self.report.values(self.context.kind("work-order"))
        seen = self._seen
        if values is None or seen is None:
            return
        self.finish.setEnabled(False)
        work = partial(self._complete, seen, values)
        self.context.run(self.tr("Finishing"), work, self._finished, on_failed=self._refused)

    def _complete(self, seen: Snapshot, values: dict[str, Value], _progress: Progress) -> int:
        minutes = values["minutes"]
        return self.context.desk.maintenance.complete(
            self.context.desk.actor, seen.id, findings=str(values["findings"] or ""),
            minutes=minutes if isinstance(minutes, int) else None, parts=str(values["parts"] or ""),
            version=seen.version,
        )  # fmt: skip

    def _finished(self, entry: int) -> None:
        left = sum(item.state == "open" for item in self._picture.items) if self._picture else 0
        words = self.tr("Work order finished")
        if left:
            words += self.tr(", {count} items of its checklist were left open").format(count=left)
        self._done(words, entry)

    def _done(self, words: str, entry: int) -> None:
        undo = Command("undo", self.tr("Undo"), partial(self.context.undo, entry)) if entry else None
        self.context.messages.done(words, undo)
        self._written()

    def _write(self, values: dict[str, Value], verb: str, said: str, *, keeps_typed: bool = False) -> None:
        if self._seen is not None:
            self._keeps_typed = keeps_typed
            self.writing.write(self._seen, values, verb, said)

    def _settled(self, key: int) -> None:
        """A report was written, or the day alone: then what is typed is still to be."""
        if key == self.record:
            if self._keeps_typed:
                self._keep_draft(key)
            self._written()

    def _written(self) -> None:
        self._seen = None
        self.again()

    def _refused(self, error: object) -> None:
        """The typed report stays; after a conflict the newer version counts as seen."""
        self.finish.setEnabled(True)
        if isinstance(error, DeskError):
            self.report.refuse(error, self.context.kind("work-order"))
        else:
            self.context.messages.error(error)
        if isinstance(error, ConflictError) and self.record is not None:
            self.context.read(partial(self.context.desk.store.read, "work-order", self.record), self._see)

    def _see(self, newer: Snapshot) -> None:
        self._seen = newer

    # --- later or not at all -----------------------------------------------------------------------
    def ask_postpone(self) -> None:
        words = (self.tr("Postpone"), self.tr("New day"), self.tr("Postpone"))
        self._question(words, date=True)
        if self._ask is not None:
            self._ask.answered.connect(self._postpone)

    def _postpone(self, text: str) -> None:
        try:
            due = parse_value(self.context.kind("work-order").column("due"), text)
        except DeskError:
            if self._ask is not None:
                self._ask.refuse(self.tr("“{text}” is not a date. Write it as 2026-11-23.").format(text=text))
            return
        if self._ask is not None:
            self._ask.accept()
        self._write({"due": due}, "postpone work order", self.tr("Postponed"), keeps_typed=True)

    def ask_skip(self) -> None:
        words = (self.tr("Skip this work order"), self.tr("Why is it left out?"), self.tr("Skip"))
        self._question(words)
        if self._ask is not None:
            self._ask.answered.connect(self._skip)

    def _skip(self, why: str) -> None:
        if self._ask is not None:
            self._ask.accept()
        if self._seen is not None:
            work = partial(self._skip_in, self._seen, why)
            self.context.run(self.tr("Skipping"), work, self._skipped, on_failed=self._refused)

    def _skip_in(self, seen: Snapshot, why: str, _progress: Progress) -> int:
        return self.context.desk.maintenance.skip(self.context.desk.actor, seen.id, why, seen.version)

    def _skipped(self, entry: int) -> None:
        self._done(self.tr("Work order skipped"), entry)

    def _question(self, words: tuple[str, str, str], *, date: bool = False) -> None:
        self._ask = AskDialog(*words, parent=self.window(), date=date)
        self._ask.finished.connect(self._asked)
        self._ask.open()

    def _asked(self) -> None:
        self._ask = None
