"""How plans and work orders are written."""

from __future__ import annotations

from datetime import date

from itdesk.core.errors import InvalidRecordError, InvalidValueError
from itdesk.core.recurrence import Recurrence, validate
from itdesk.maintenance.rules.falling_due import first_due
from itdesk.maintenance.rules.order_flow import FINISHED, check_move
from itdesk.people.office import workdays
from itdesk.store.keeper import Keeper
from itdesk.store.rowform import Snapshot
from itdesk.store.schema import Values
from itdesk.store.settings import Settings
from itdesk.store.unit import Unit

DECIDES_DATE = ("rule", "starts", "shift", "base")
LONGEST_LEAD, LONGEST_MINUTES = 365, 100_000


class PlanKeeper(Keeper):
    """Writes plans; the next date follows from the rule."""

    kind_name = "plan"

    def prepare(self, unit: Unit, record: int, draft: Values, before: Snapshot | None) -> None:
        if not draft.get("starts") and draft.get("rule"):
            draft["starts"] = date.fromtimestamp(unit.now / 1000).isoformat()
        rule, starts, lead = draft.get("rule"), draft.get("starts"), draft.get("lead_days")
        if not isinstance(rule, str) or not isinstance(starts, str):
            return
        if isinstance(lead, int) and not 0 <= lead <= LONGEST_LEAD:
            problem = InvalidValueError(
                "value.range", column="lead-days", value=lead, low=0, high=LONGEST_LEAD
            )
            raise InvalidRecordError((problem,))
        if before is not None and all(before[f] == draft.get(f) for f in DECIDES_DATE):
            return
        try:
            validate(rule, date.fromisoformat(starts))
        except InvalidValueError as error:
            raise InvalidRecordError((error,)) from error
        found = first_due(recurrence_of(draft), workdays(Settings(self.store.engine)))
        draft["next_due"] = found.isoformat() if found else None


class WorkOrderKeeper(Keeper):
    """Writes work orders; done is stamped."""

    kind_name = "work-order"

    def prepare(self, unit: Unit, record: int, draft: Values, before: Snapshot | None) -> None:
        was = str(before["status"]) if before else "planned"
        status = str(draft.get("status") or "planned")
        check_move(was, status)
        if status in FINISHED and was not in FINISHED:
            draft["done"] = unit.now
        elif status not in FINISHED:
            draft["done"] = None
        minutes = draft.get("minutes")
        if isinstance(minutes, int) and not 0 <= minutes <= LONGEST_MINUTES:
            problem = InvalidValueError(
                "value.range", column="minutes", value=minutes, low=0, high=LONGEST_MINUTES
            )
            raise InvalidRecordError((problem,))


def recurrence_of(plan: Values) -> Recurrence:
    """The recurrence that a plan's stored values describe."""
    return Recurrence(
        str(plan["rule"]), date.fromisoformat(str(plan["starts"])),
        from_done=plan.get("base") == "done", shift=str(plan.get("shift") or "next"),
    )  # fmt: skip
