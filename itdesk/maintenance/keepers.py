"""How plans and work orders are written."""

from __future__ import annotations

from datetime import date, timedelta

from itdesk.core.clock import day_of, local_zone
from itdesk.core.errors import InvalidRecordError, InvalidValueError
from itdesk.core.recurrence import Recurrence, next_due, validate
from itdesk.maintenance.rules.falling_due import first_due
from itdesk.maintenance.rules.order_flow import FINISHED, check_move
from itdesk.people.office import workdays
from itdesk.store.engine import one
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
            draft["starts"] = _day(unit.now).isoformat()
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
        draft["next_due"] = _next_day(unit, record if before is not None else None, draft)


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

    def settled(self, unit: Unit, record: int, before: Snapshot | None, after: Values) -> None:
        """A plan that counts from done gets its next date, whoever says that the work is."""
        plan, was = after.get("plan_id"), before["status"] if before else "planned"
        if not isinstance(plan, int) or after["status"] not in FINISHED or was in FINISHED:
            return
        values = unit.read("plan", plan).values
        if values["base"] == "done":
            unit.update("plan", plan, {"next_due": _next_day(unit, plan, values)})


def _next_day(unit: Unit, plan: int | None, values: Values) -> str | None:
    """The first date that no work order of a plan was made for yet; one from done waits for the open one."""
    recurrence, is_workday = recurrence_of(values), workdays(Settings(unit.engine))
    sql = (
        "SELECT max(due), max(done), sum(CASE WHEN status IN ('done', 'skipped') THEN 0 ELSE 1 END)"
        " FROM work_order WHERE plan_id = ?"
    )
    last, done, unfinished = (one(unit.engine, sql, (plan,)) if plan else None) or (None, None, 0)
    if recurrence.from_done and unfinished:
        return None
    if recurrence.from_done and done is not None:
        found = next_due(recurrence, _day(int(done)), is_workday, done=_day(int(done)))
    elif last is None:
        found = first_due(recurrence, is_workday)
    else:
        after = max(date.fromisoformat(str(last)), recurrence.start - timedelta(days=1))
        found = next_due(recurrence, after, is_workday)
    return found.isoformat() if found else None


def _day(instant: int) -> date:
    return day_of(instant, local_zone())


def recurrence_of(plan: Values) -> Recurrence:
    """The recurrence that a plan's stored values describe."""
    return Recurrence(
        str(plan["rule"]), date.fromisoformat(str(plan["starts"])),
        from_done=plan.get("base") == "done", shift=str(plan.get("shift") or "next"),
    )  # fmt: skip
