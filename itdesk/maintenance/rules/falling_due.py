"""When a plan's next work order is made, and for which day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from itdesk.core.recurrence import IsWorkday, Recurrence, next_due, upcoming


@dataclass(frozen=True, slots=True)
class Raised:
    """The day a work order is due, and the day of the one after it (None when the plan has ended)."""

    due: date
    following: date | None


def first_due(recurrence: Recurrence, is_workday: IsWorkday) -> date | None:
    """The first date of a plan, its start included."""
    return next_due(recurrence, recurrence.start - timedelta(days=1), is_workday)


def raised(
    recurrence: Recurrence, due: date, lead_days: int, today: date, is_workday: IsWorkday
) -> Raised | None:
    """What falls due by `today`; None when it is not time yet.

    A plan that missed several dates raises one work order, for the last of them: twenty late orders
    for one filter help nobody.
    """
    if due - timedelta(days=lead_days) > today:
        return None
    horizon = today + timedelta(days=lead_days)
    if recurrence.from_done:
        return Raised(due, None)
    last, by_rule = due, _day_by_rule(recurrence, due, is_workday)
    while True:
        coming = upcoming(recurrence, by_rule, 1, is_workday)
        if not coming:
            return Raised(last, None)
        by_rule, day = coming[0]
        if day <= last:
            continue
        if day > horizon or day > today:
            return Raised(last, day)
        last = day


def _day_by_rule(recurrence: Recurrence, due: date, is_workday: IsWorkday) -> date:
    """The rule's own day behind a date that may have been moved off a closed day."""
    since = due - timedelta(days=35)
    for by_rule, moved in upcoming(recurrence, since, 40, is_workday):
        if moved == due:
            return by_rule
        if by_rule > due + timedelta(days=35):
            break
    return due
