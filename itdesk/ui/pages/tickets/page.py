"""Tickets: what people call about, the nearest promise first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QCursor
from PySide6.QtWidgets import QMenu, QWidget

from itdesk.core.events import Changed
from itdesk.core.kinds import Column, Value
from itdesk.core.units import format_age
from itdesk.helpdesk.rules.priority import closest
from itdesk.store.lists import ListRow
from itdesk.ui.kit.command import Command
from itdesk.ui.kit.record_model import ListColumn
from itdesk.ui.kit.rows import Cell, Look
from itdesk.ui.pages.list_page import ListPage
from itdesk.ui.pages.tickets.promise import Terms

if TYPE_CHECKING:
    from itdesk.store.unit import Unit
    from itdesk.ui.app.context import DeskContext
    from itdesk.ui.app.pick import PickDialog
    from itdesk.ui.pages.tickets.taking import TakeCall

_LISTED = ("number", "priority", "subject", "requester", "asset", "status", "due", "updated")
_MADE_OF = ("opened", "closed", "paused", "pauses", "priority", "status", "due", "answered")
OPEN = ("open", "in-progress", "waiting")


class TicketsPage(ListPage):
    """Ctrl+2."""

    id = "tickets"
    kind_name = "ticket"
    print_report = "tickets"

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        self.terms = Terms(context.desk)
        self._pick: PickDialog | None = None
        super().__init__(context, parent)
        context.changed.connect(self._settings_changed)

    def title(self) -> str:
        return self.tr("Tickets")

    def new_title(self) -> str:
        return self.tr("New ticket")

    # --- the list --------------------------------------------------------------------------
    def list_columns(self) -> Sequence[ListColumn]:
        rest = [c for c in super().list_columns() if c.name not in _LISTED]
        listed = [self._listed(self.kind.column(name)) for name in _LISTED]
        return [*listed, *(replace(c, column=replace(c.column, shown=False)) for c in rest)]

    def _listed(self, column: Column) -> ListColumn:
        looks = {
            "number": ListColumn(column, Look.CODE, width=58),
            "priority": ListColumn(column, Look.PRIORITY, width=40),
            "subject": ListColumn(column, Look.TITLE, stretch=True),
            "asset": ListColumn(column, width=92, min_window=1400),
            "due": ListColumn(column, Look.DUE, width=98),
            "updated": ListColumn(column, Look.NUMBER, width=74, min_window=1400),
        }
        return looks.get(column.name) or replace(ListColumn.of(column), width=114)

    def extra_columns(self) -> Sequence[str]:
        return _MADE_OF

    def dress(self, row: ListRow, cells: dict[str, Cell]) -> Mapping[str, Cell]:
        values = row.values
        if "number" in cells:
            cells["number"] = replace(cells["number"], text=str(row.id))
        unanswered = values["answered"] is None and values["status"] in OPEN
        cells["subject"] = replace(cells["subject"], strong=unanswered)
        cells["due"] = self._due(row, cells["due"])
        updated = values.get("updated")
        if isinstance(updated, int):
            age = format_age((self.context.desk.store.clock.now() - updated) / 1000)
            cells["updated"] = replace(cells["updated"], text=age, hint=cells["updated"].text)
        return cells

    def _due(self, row: ListRow, cell: Cell) -> Cell:
        standing = self.terms.standing(row.values)
        if standing is None:
            return cell
        return replace(
            cell, text=standing.words(), hint=cell.text, share=standing.share, state=standing.state
        )

    def make_detail(self) -> QWidget:
        from itdesk.ui.pages.tickets.detail import TicketDetail

        return TicketDetail(self.context, self.terms)

    # --- what can be done ------------------------------------------------------------------
    def selection_commands(self) -> Sequence[Command]:
        some = self._some
        return (
            Command("ticket.assign", self.tr("Assign…"), self.ask_assignee, "E", "user-check", enabled=some),
            Command("ticket.mine", self.tr("Assign to me"), self.take, "", "user", enabled=self._can_take),
            Command("ticket.priority", self.tr("Priority"), self.ask_priority, "P", "flag", enabled=some),
            Command("ticket.reply", self.tr("Reply"), self.reply, "R", "reply", enabled=self._one),
            Command(
                "ticket.note", self.tr("Internal note"), self.note, "N", "sticky-note", enabled=self._one
            ),
            Command(
                "ticket.resolve", self.tr("Resolve"), self.resolve, "Ctrl+Shift+R", "check", enabled=some
            ),
        )

    def commands(self) -> Sequence[Command]:
        words = self.tr("New ticket with all fields…")
        whole = Command("ticket.new-form", words, self.work.new_record, "Ctrl+Shift+N", "file-plus")
        return [*super().commands(), whole]

    def _some(self) -> bool:
        return self.list.selected_count() > 0

    def _one(self) -> bool:
        return self.current_id() is not None

    def _can_take(self) -> bool:
        return self.context.me is not None and self._some()

    def make_new(self) -> None:
        """Quick capture; Ctrl+Enter in it goes on to the whole form."""
        self.calls.ask()

    @cached_property
    def calls(self) -> TakeCall:
        """Made with the first call."""
        from itdesk.ui.pages.tickets.taking import TakeCall

        calls = TakeCall(self.context, self.terms, self)
        calls.taken.connect(self._opened_ticket)
        return calls

    def _opened_ticket(self, key: int) -> None:
        self.show_record("ticket", key)

    def ask_assignee(self) -> None:
        from itdesk.ui.app.pick import PickDialog

        self._pick = PickDialog(
            self.context, "person", self.tr("Assign"), self.tr("Who works on it?"), self.window()
        )
        self._pick.picked.connect(self._assign)
        self._pick.open()

    def take(self) -> None:
        self._assign(self.context.me)

    def _assign(self, person: int | None) -> None:
        self._change({"assignee_id": person}, "assign ticket", self.tr("Assigned"))

    def ask_priority(self) -> None:
        """A menu at the row; urgency follows from what is chosen and the impact."""
        menu = QMenu(self)
        for choice in self.kind.column("priority").choices:
            action = menu.addAction(f"&{choice.value}  {choice.label}")
            action.setData(choice.value)
        menu.triggered.connect(self._priority_chosen)
        menu.aboutToHide.connect(menu.deleteLater)
        view, row = self.list.view, self.list.view.currentIndex()
        place = (
            view.viewport().mapToGlobal(view.visualRect(row).bottomLeft()) if row.isValid() else QCursor.pos()
        )
        menu.popup(place)

    def _priority_chosen(self, action: QAction) -> None:
        wanted = str(action.data())
        keys = self.selected_ids()
        work = partial(self._prioritise, keys, wanted)
        self.context.write("set ticket priority", work, said=self.tr("Priority changed"))

    def _prioritise(self, keys: Sequence[int], wanted: str, unit: Unit) -> None:
        keeper = self.context.desk.keepers["ticket"]
        for key in keys:
            impact = str(unit.read("ticket", key)["impact"])
            keeper.change(unit, key, {"urgency": closest(wanted, impact)})

    def resolve(self) -> None:
        self._change({"status": "resolved"}, "set ticket resolved", self.tr("Resolved"))

    def _change(self, values: dict[str, Value], verb: str, said: str) -> None:
        self.context.write(verb, partial(self._change_in, self.selected_ids(), values), said=said)

    def _change_in(self, keys: Sequence[int], values: dict[str, Value], unit: Unit) -> None:
        for key in keys:
            self.context.desk.keepers["ticket"].change(unit, key, values)

    def reply(self) -> None:
        self._write("reply")

    def note(self) -> None:
        self._write("note")

    def _write(self, form: str) -> None:
        from itdesk.ui.pages.tickets.detail import TicketDetail

        detail = self.slot.detail
        if isinstance(detail, TicketDetail):
            self.slot.open_detail()
            detail.composer.write(form)

    def _settings_changed(self, change: Changed) -> None:
        if change.kind == "setting":
            self.terms.forget()
            self.list.refresh()
