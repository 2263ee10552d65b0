"""What the maintenance page shows, read off the UI thread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from itdesk.core.clock import day_of
from itdesk.core.errors import DeskError
from itdesk.core.recurrence import describe
from itdesk.maintenance.service import Item
from itdesk.people.office import closed_days
from itdesk.store.engine import one, rows, scalar
from itdesk.store.relations import linked
from itdesk.store.rowform import Snapshot
from itdesk.ui.kit.month_grid import DayChip

if TYPE_CHECKING:
    from itdesk.desk.desk import Desk

OPEN = ("planned", "in-progress")
MOST_CHIPS = 400
SOON = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Late:
    """An open work order whose day has passed."""

    key: int
    subject: str
    due: date


@dataclass(frozen=True, slots=True)
class MonthPicture:
    """The chips of six weeks, what is late whenever it was due, and the office's closed days.

    `late` is the latest work order, `late_count` how many there are.
    """

    month: date
    today: date
    chips: Sequence[DayChip]
    late: Late | None
    late_count: int
    closed: dict[str, str]


@dataclass(frozen=True, slots=True)
class OrderPicture:
    """A work order as its pane shows it; `tickets` are those its checklist opened."""

    order: Snapshot
    items: Sequence[Item]
    asset: tuple[int, str, str, str] | None
    plan: str
    assignee: str
    tickets: Sequence[int]
    today: date


def today_of(desk: Desk) -> date:
    return day_of(desk.store.clock.now(), desk.zone)


def read_month(desk: Desk, month: date) -> MonthPicture:
    """The month of a day."""
    today, first = today_of(desk), month.replace(day=1)
    low, high = first - timedelta(days=7), first + timedelta(days=45)
    sql = (
        "SELECT id, subject, status, due FROM work_order WHERE due BETWEEN ? AND ? AND status <> 'skipped'"
        " ORDER BY due, status DESC, id LIMIT ?"
    )
    found = rows(desk.store.engine, sql, (low.isoformat(), high.isoformat(), MOST_CHIPS))
    chips = [
        _chip(int(key), str(subject), str(status), str(due), today) for key, subject, status, due in found
    ]
    chips += _coming(desk, low, high)
    word = QCoreApplication.translate("maintenance", "Closed")
    closed = dict.fromkeys(closed_days(desk.settings), word)
    late, count = _late(desk, today)
    return MonthPicture(month, today, chips, late, count, closed)


def _chip(key: int, subject: str, status: str, due: str, today: date) -> DayChip:
    day = date.fromisoformat(due)
    if status not in OPEN:
        return DayChip(key, day, subject, "done", "check")
    if day < today:
        return DayChip(key, day, subject, "crit", "diamond")
    if day == today:
        return DayChip(key, day, subject, "info", "square")
    return DayChip(key, day, subject, "warn" if day - today <= SOON else "maint", "bars")


def _coming(desk: Desk, low: date, high: date) -> list[DayChip]:
    """The next day of each plan, before its work order is made; keys of plans are negative."""
    sql = (
        "SELECT id, name, next_due FROM plan WHERE active AND next_due BETWEEN ? AND ?"
        " ORDER BY next_due, id LIMIT ?"
    )
    found = rows(desk.store.engine, sql, (low.isoformat(), high.isoformat(), MOST_CHIPS))
    return [DayChip(-int(key), date.fromisoformat(str(day)), str(name), "unknown", "ring")
            for key, name, day in found]  # fmt: skip


def _late(desk: Desk, today: date) -> tuple[Late | None, int]:
    """The one that is late for longest, and how many are."""
    late, day = "FROM work_order WHERE due < ? AND status IN ('planned', 'in-progress')", today.isoformat()
    count = int(scalar(desk.store.engine, f"SELECT count(*) {late}", (day,)))
    found = one(desk.store.engine, f"SELECT id, subject, due {late} ORDER BY due, id LIMIT 1", (day,))
    if found is None:
        return None, count
    key, subject, due = found
    return Late(int(key), str(subject), date.fromisoformat(str(due))), count


def read_order(desk: Desk, key: int) -> OrderPicture:
    """Raises DeskError when the work order is gone."""
    order = desk.store.read("work-order", key)
    tickets = [
        other.record for other in linked(desk.store.engine, "work-order", key) if other.kind == "ticket"
    ]
    return OrderPicture(
        order, desk.maintenance.items(key), _asset(desk, order["asset_id"]), _plan(desk, order["plan_id"]),
        _name(desk, order["assignee_id"]), tickets, today_of(desk),
    )  # fmt: skip


def _asset(desk: Desk, key: object) -> tuple[int, str, str, str] | None:
    """(key, tag, maker and model, type)."""
    if not isinstance(key, int):
        return None
    asset = desk.store.read("asset", key)
    made = " ".join(str(asset[f]) for f in ("manufacturer", "model") if asset[f])
    return key, str(asset["tag"]), made, str(asset["type"] or "")


def _plan(desk: Desk, key: object) -> str:
    """ "M-31, every month"."""
    if not isinstance(key, int):
        return ""
    try:
        rule = describe(str(desk.store.read("plan", key)["rule"]))
    except DeskError:
        rule = ""
    return ", ".join(part for part in (f"M-{key}", rule[:1].lower() + rule[1:]) if part)


def _name(desk: Desk, key: object) -> str:
    return str(desk.store.read("person", key)["name"]) if isinstance(key, int) else ""
