"""The verbs of maintenance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from itdesk.core.clock import local_zone, to_datetime
from itdesk.core.errors import DeskError
from itdesk.core.kinds import Value
from itdesk.core.recurrence import IsWorkday, describe, upcoming
from itdesk.helpdesk.keeper import TicketKeeper
from itdesk.maintenance.keepers import PlanKeeper, WorkOrderKeeper, recurrence_of
from itdesk.maintenance.rules.falling_due import raised
from itdesk.people.office import workdays
from itdesk.store.engine import rows
from itdesk.store.relations import link
from itdesk.store.rowform import Snapshot
from itdesk.store.schema import Values
from itdesk.store.settings import Settings
from itdesk.store.store import Store
from itdesk.store.unit import Unit

__all__ = ["Item", "MaintenanceService", "PlanKeeper", "WorkOrderKeeper"]

ITEM_STATES = ("open", "ok", "failed")


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a work order's checklist; `state` is open, ok or failed."""

    id: int
    position: int
    text: str
    state: str
    measure: str


class MaintenanceService:
    """Each verb is one unit of work, one journal entry."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.orders = WorkOrderKeeper(store)
        self.tickets = TicketKeeper(store)

    # --- plans ---------------------------------------------------------------------------
    def raise_due(self, actor: str, today: date) -> list[int]:
        """Make the work orders that have fallen due by `today`; answers their keys.

        Doing it twice makes nothing twice: a plan moves on to its next date in the same entry.
        """
        sql = "SELECT id FROM plan WHERE active AND next_due IS NOT NULL AND next_due <= ? ORDER BY id"
        horizon = date.fromordinal(min(today.toordinal() + 366, date.max.toordinal())).isoformat()
        plans = [int(row[0]) for row in rows(self.store.engine, sql, (horizon,))]
        made: list[int] = []
        if not plans:
            return made
        with self.store.write(actor, "raise work orders") as unit:
            for plan in plans:
                order = self._raise(unit, unit.read("plan", plan), today)
                made += [order] if order is not None else []
        return made

    def _raise(self, unit: Unit, plan: Snapshot, today: date) -> int | None:
        if plan["next_due"] is None or not plan["active"]:
            return None
        due = date.fromisoformat(str(plan["next_due"]))
        lead = plan["lead_days"]
        found = raised(
            recurrence_of(plan.values), due, lead if isinstance(lead, int) else 0, today, self._workdays()
        )
        if found is None:
            return None
        unit.update("plan", plan.id, {"next_due": found.following.isoformat() if found.following else None})
        order = self.orders.add(
            unit,
            {"subject": plan["name"], "plan_id": plan.id, "asset_id": plan["asset_id"],
             "due": found.due.isoformat(), "assignee_id": plan["assignee_id"]},
        )  # fmt: skip
        self.set_checklist(unit, order, str(plan["checklist"] or ""))
        return order

    def explain(self, values: Values, count: int = 5) -> tuple[str, list[date]]:
        """A plan's rule in words and its next dates from today; raises InvalidValueError."""
        recurrence = recurrence_of(values)
        today = to_datetime(self.store.clock.now(), local_zone()).date()
        after = max(today, recurrence.start)
        start = date.fromordinal(after.toordinal() - 1)
        coming = upcoming(recurrence, start, count, self._workdays())
        return describe(recurrence.rule), [moved for _, moved in coming]

    # --- work orders ---------------------------------------------------------------------
    def complete(
        self,
        actor: str,
        order: int,
        *,
        findings: str = "",
        minutes: int | None = None,
        parts: str = "",
        version: int | None = None,
    ) -> int:
        """Report a work order as done; a plan that counts from done gets its next date.

        Answers the journal entry, 0 when nothing changed.
        """
        values: dict[str, Value] = {"status": "done", "findings": findings or None, "parts": parts or None}
        values["minutes"] = minutes
        return self._finish(actor, "complete work order", order, values, version)

    def skip(self, actor: str, order: int, why: str, version: int | None = None) -> int:
        """Leave a work order out, with the reason; answers the journal entry, 0 when nothing changed."""
        if not why.strip():
            raise DeskError("value.required", column="findings")
        values: dict[str, Value] = {"status": "skipped", "findings": why}
        return self._finish(actor, "skip work order", order, values, version)

    def _finish(
        self, actor: str, verb: str, order: int, values: Mapping[str, Value], version: int | None
    ) -> int:
        with self.store.write(actor, verb) as unit:
            self.orders.change(unit, order, values, version)
        return unit.entry if unit.changes else 0

    # --- checklists ----------------------------------------------------------------------
    def set_checklist(self, unit: Unit, order: int, text: str) -> None:
        """Give a work order its checklist: one item a line."""
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        unit.insert_many(
            "checklist-item",
            [{"work_order_id": order, "position": i, "text": line} for i, line in enumerate(lines, 1)],
        )

    def items(self, order: int) -> list[Item]:
        """The checklist of a work order in its order."""
        sql = (
            "SELECT id, position, text, state, measure FROM checklist_item WHERE work_order_id = ?"
            " ORDER BY position, id"
        )
        found = rows(self.store.engine, sql, (order,))
        return [Item(int(r[0]), int(r[1]), str(r[2]), str(r[3]), str(r[4] or "")) for r in found]

    def tick(self, actor: str, item: int, state: str, measure: str | None = None) -> None:
        """Set an item open, ok or failed; raises DeskError(value.choice)."""
        if state not in ITEM_STATES:
            raise DeskError("value.choice", column="state", value=state, choices=", ".join(ITEM_STATES))
        values: dict[str, Value] = {"state": state}
        if measure is not None:
            values["measure"] = measure
        with self.store.write(actor, "tick checklist") as unit:
            unit.update("checklist-item", item, values)

    def ticket_for(self, actor: str, item: int) -> int:
        """Open a ticket for an item that failed, linked to the work order; answers its number."""
        with self.store.write(actor, "open ticket from checklist") as unit:
            line = unit.read("checklist-item", item)
            key = line["work_order_id"]
            assert isinstance(key, int)
            order = unit.read("work-order", key)
            ticket = self.tickets.add(
                unit,
                {"subject": f"{order['subject']}: {line['text']}"[:500], "asset_id": order["asset_id"],
                 "source": "maintenance", "description": str(line["measure"] or "") or None},
            )  # fmt: skip
            link(unit, "ticket", ticket, "work-order", key, "found by")
            return ticket

    def _workdays(self) -> IsWorkday:
        return workdays(Settings(self.store.engine))
