"""The lists of work orders and of plans inside the maintenance page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from itdesk.core.errors import DeskError
from itdesk.core.recurrence import describe
from itdesk.store.lists import ListRow
from itdesk.ui.kit.command import Command
from itdesk.ui.kit.record_model import ListColumn
from itdesk.ui.kit.rows import Cell, Look
from itdesk.ui.pages.list_page import ListPage
from itdesk.ui.pages.maintenance.order_detail import OrderDetail
from itdesk.ui.pages.maintenance.plan_editor import PlanEditor
from itdesk.ui.pages.maintenance.reading import OPEN, today_of

if TYPE_CHECKING:
    from itdesk.ui.app.context import DeskContext
    from itdesk.ui.kit.tasks import Progress


class OrdersPage(ListPage):
    """Work orders with their pane."""

    id = "maintenance.orders"
    kind_name = "work-order"
    print_report = "maintenance-history"

    def list_columns(self) -> Sequence[ListColumn]:
        return [
            replace(c, look=Look.TITLE, stretch=True) if c.name == "subject"
            else replace(c, look=Look.CODE) if c.name == "number"
            else replace(c, min_window=1400) if c.name in ("plan", "assignee")
            else c
            for c in super().list_columns()
        ]  # fmt: skip

    def extra_columns(self) -> Sequence[str]:
        return ("status", "due")

    def dress(self, row: ListRow, cells: dict[str, Cell]) -> Mapping[str, Cell]:
        due, status = row.values["due"], str(row.values["status"])
        if due is not None and status in OPEN:
            left = (date.fromisoformat(str(due)) - today_of(self.context.desk)).days
            state = "crit" if left < 0 else "warn" if left <= 1 else ""
            cells["due"] = replace(cells["due"], state=state, strong=left < 0)
        cells["subject"] = replace(cells["subject"], strong=status in OPEN)
        return cells

    def make_detail(self) -> QWidget:
        return OrderDetail(self.context)

    def new_title(self) -> str:
        return self.tr("New work order")


class PlansPage(ListPage):
    """Plans; their form explains the rule."""

    id = "maintenance.plans"
    kind_name = "plan"

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.editor = PlanEditor(context, self)
        self.editor.saved.connect(self.show_record)

    def list_columns(self) -> Sequence[ListColumn]:
        return [
            replace(c, look=Look.TITLE, stretch=True) if c.name == "name"
            else replace(c, look=Look.TEXT) if c.name == "rule"
            else c
            for c in super().list_columns()
        ]  # fmt: skip

    def dress(self, row: ListRow, cells: dict[str, Cell]) -> Mapping[str, Cell]:
        if "rule" in cells:
            cells["rule"] = replace(
                cells["rule"], text=_words(str(cells["rule"].value)), hint=cells["rule"].text
            )
        return cells

    def new_title(self) -> str:
        return self.tr("New plan")

    def make_new(self) -> None:
        self.editor.new()

    def edit_record(self, record_id: int) -> None:
        self.editor.edit(record_id)

    def selection_commands(self) -> Sequence[Command]:
        words = self.tr("Make the work orders that are due")
        return (Command("plan.raise", words, self.raise_due, "", "calendar-plus"),)

    def raise_due(self) -> None:
        """What the daemon does once a day, now."""
        self.context.run(self.tr("Making work orders"), self._raise, self._raised)

    def _raise(self, _progress: Progress) -> tuple[int, int]:
        """How many were made, and the journal entry that did it."""
        desk = self.context.desk
        made = desk.maintenance.raise_due(desk.actor, today_of(desk))
        return len(made), desk.journal.history("work-order", made[0], 1)[0][0].id if made else 0

    def _raised(self, found: tuple[int, int]) -> None:
        count, entry = found
        undo = Command("undo", self.tr("Undo"), partial(self.context.undo, entry)) if entry else None
        words = self.tr("One work order made") if count == 1 else self.tr("{count} work orders made")
        self.context.messages.done(words.format(count=count) if count else self.tr("Nothing is due"), undo)


def _words(rule: str) -> str:
    try:
        return describe(rule)
    except DeskError:
        return rule
