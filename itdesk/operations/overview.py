"""What the office needs now: read in a handful of indexed statements, however many tickets there are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import pairwise
from typing import Any

from itdesk.core.clock import from_datetime, local_zone, to_datetime
from itdesk.store.engine import Engine, one, rows, scalar
from itdesk.store.store import Store

DAYS = 14
SHOWN = 5
"""Items of each sort that are named; the rest is counted."""
SOON = 4 * 3_600_000
"""Milliseconds before its deadline from which a ticket is due soon."""
OLD_BACKUP = 2 * 86_400_000
WARRANTY_DAYS = 90
_OPEN = "status IN ('open', 'in-progress', 'waiting')"
_RUNNING = "status IN ('open', 'in-progress')"
_OVERDUE = f"SELECT id, subject, due FROM ticket WHERE {_RUNNING} AND due < ? ORDER BY priority, due LIMIT ?"
_DUE_SOON = (
    f"SELECT id, subject, due FROM ticket WHERE {_RUNNING} AND due >= ? AND due < ? ORDER BY due LIMIT ?"
)
_DEVICES = (
    "SELECT d.id, d.name, (SELECT min(a.since) FROM alert a WHERE a.device_id = d.id AND a.state = 'open')"
    " FROM device d WHERE d.watched AND d.state = ? ORDER BY d.name LIMIT ?"
)
_LATE = (
    "SELECT id, subject, due FROM work_order WHERE status IN ('planned', 'in-progress') AND due < ?"
    " ORDER BY due LIMIT ?"
)


@dataclass(frozen=True, slots=True)
class Need:
    """Something that needs somebody. `why` is overdue, down, due-soon, late, degraded or backup.

    `kind` and `id` open it ("" and 0 for the backup); `at` is UTC ms: the deadline, or since when.
    """

    why: str
    state: str
    kind: str
    id: int
    title: str
    at: int | None


@dataclass(frozen=True, slots=True)
class Day:
    """Tickets opened and closed on one local day; `at` is its midnight in UTC ms."""

    at: int
    opened: int
    closed: int


@dataclass(frozen=True, slots=True)
class Coming:
    """A work order or a warranty's end: `due` is an ISO date."""

    kind: str
    id: int
    title: str
    due: str
    late: bool


@dataclass(frozen=True, slots=True)
class Counts:
    """How many of each; `problems` are watched devices that are down or degraded."""

    assets: int
    people: int
    tickets_open: int
    tickets_overdue: int
    tickets_week_ago: int
    devices: int
    devices_up: int
    problems: int
    orders_open: int
    orders_late: int
    manuals: int


@dataclass(frozen=True, slots=True)
class Overview:
    """`in_time` is the share (0 to 1) of tickets closed in 30 days by their deadline; None without any.

    `first_answer` is the median of seconds until the first answer over 14 days; `backup` is UTC ms of
    the last verified one.
    """

    counts: Counts
    needs: tuple[Need, ...]
    days: tuple[Day, ...]
    maintenance: tuple[Coming, ...]
    ending: tuple[Coming, ...]
    states: dict[str, int]
    in_time: float | None
    first_answer: int | None
    backup: int | None

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing yet to tell of; tickets that were solved too late are something."""
        counts = self.counts
        kept = (counts.assets, counts.people, counts.tickets_open, counts.devices, counts.orders_open)
        return not any(kept) and not self.maintenance and self.in_time is None


def overview(store: Store, backup: int | None) -> Overview:
    """The facts of the first page, as of the store's clock. `backup` is when one was last verified."""
    engine, now = store.engine, store.clock.now()
    today = to_datetime(now, local_zone()).date().isoformat()
    states = {
        str(k): int(v)
        for k, v in rows(engine, "SELECT state, count(*) FROM device WHERE watched GROUP BY state")
    }
    return Overview(
        counts=_counts(engine, now, today, states),
        needs=tuple(_needs(engine, now, today, backup)),
        days=_days(engine, now),
        maintenance=_maintenance(engine, today),
        ending=_ending(engine, now, today),
        states=states,
        in_time=_in_time(engine, now),
        first_answer=_first_answer(engine, now),
        backup=backup,
    )


def _counts(engine: Engine, now: int, today: str, states: dict[str, int]) -> Counts:
    week = now - 7 * 86_400_000

    def count(sql: str, *params: Any) -> int:
        return int(scalar(engine, f"SELECT count(*) FROM {sql}", params))

    open_now = count(f"ticket WHERE {_OPEN}")
    closed_since = count("ticket WHERE closed > ? AND opened <= ?", week, week)
    opened_since = count(f"ticket WHERE opened > ? AND {_OPEN}", week)
    return Counts(
        assets=count("asset"), people=count("person"), tickets_open=open_now,
        tickets_overdue=count(f"ticket WHERE {_RUNNING} AND due < ?", now),
        tickets_week_ago=open_now - opened_since + closed_since,
        devices=sum(states.values()), devices_up=states.get("up", 0),
        problems=states.get("down", 0) + states.get("degraded", 0),
        orders_open=count("work_order WHERE status IN ('planned', 'in-progress')"),
        orders_late=count("work_order WHERE status IN ('planned', 'in-progress') AND due < ?", today),
        manuals=count("manual"),
    )  # fmt: skip


def _needs(engine: Engine, now: int, today: str, backup: int | None) -> list[Need]:
    """What hurts first stands first: broken promises, what is down, what is due, what is late."""
    found = [
        *_found(engine, "overdue", "crit", "ticket", _OVERDUE, now),
        *_found(engine, "down", "crit", "device", _DEVICES, "down"),
        *_found(engine, "due-soon", "warn", "ticket", _DUE_SOON, now, now + SOON),
        *_found(engine, "late", "warn", "work-order", _LATE, today),
        *_found(engine, "degraded", "warn", "device", _DEVICES, "degraded"),
    ]
    if backup is None or now - backup > OLD_BACKUP:
        found.append(Need("backup", "warn", "", 0, "", backup))
    return found


def _found(engine: Engine, why: str, state: str, kind: str, sql: str, *params: Any) -> Iterator[Need]:
    """One sort of need; `sql` answers key, title and instant or day."""
    for key, title, at in rows(engine, sql, (*params, SHOWN)):
        yield Need(why, state, kind, int(key), str(title), _midnight(at) if isinstance(at, str) else at)


def _days(engine: Engine, now: int) -> tuple[Day, ...]:
    zone = local_zone()
    last = to_datetime(now, zone).date()
    edges = [
        from_datetime(datetime.combine(last - timedelta(days=DAYS - 1 - i), time(), zone))
        for i in range(DAYS + 1)
    ]
    found: list[Day] = []
    for low, high in pairwise(edges):
        opened, closed = (
            int(scalar(engine, f"SELECT count(*) FROM ticket WHERE {c} >= ? AND {c} < ?", (low, high)))
            for c in ("opened", "closed")
        )
        found.append(Day(low, opened, closed))
    return tuple(found)


def _maintenance(engine: Engine, today: str) -> tuple[Coming, ...]:
    """Work orders to do, then the plans whose next date is nearest."""
    orders = (
        "SELECT id, subject, due FROM work_order WHERE status IN ('planned', 'in-progress')"
        " AND due IS NOT NULL ORDER BY due LIMIT ?"
    )
    plans = (
        "SELECT id, name, next_due FROM plan WHERE active AND next_due IS NOT NULL ORDER BY next_due LIMIT ?"
    )
    found = [
        Coming(kind, int(key), str(title), str(due), str(due) < today)
        for kind, sql in (("work-order", orders), ("plan", plans))
        for key, title, due in rows(engine, sql, (SHOWN,))
    ]
    return tuple(sorted(found, key=lambda item: item.due)[:SHOWN])


def _ending(engine: Engine, now: int, today: str) -> tuple[Coming, ...]:
    """Warranties that end within `WARRANTY_DAYS`, of assets still in the office."""
    until = (to_datetime(now, local_zone()).date() + timedelta(days=WARRANTY_DAYS)).isoformat()
    sql = (
        "SELECT id, tag, warranty_until FROM asset WHERE warranty_until >= ? AND warranty_until <= ?"
        " AND status NOT IN ('retired', 'missing') ORDER BY warranty_until LIMIT ?"
    )
    found = rows(engine, sql, (today, until, SHOWN))
    return tuple(Coming("asset", int(key), str(tag), str(day), False) for key, tag, day in found)


def _in_time(engine: Engine, now: int) -> float | None:
    sql = (
        "SELECT count(*), sum(CASE WHEN closed <= due THEN 1 ELSE 0 END) FROM ticket"
        " WHERE closed > ? AND due IS NOT NULL"
    )
    row = one(engine, sql, (now - 30 * 86_400_000,))
    return int(row[1] or 0) / int(row[0]) if row and row[0] else None


def _first_answer(engine: Engine, now: int) -> int | None:
    """The median in seconds."""
    condition = "FROM ticket WHERE opened > ? AND answered IS NOT NULL"
    since = (now - DAYS * 86_400_000,)
    count = int(scalar(engine, f"SELECT count(*) {condition}", since))
    if not count:
        return None
    sql = f"SELECT answered - opened {condition} ORDER BY 1 LIMIT 1 OFFSET ?"
    return int(scalar(engine, sql, (*since, count // 2))) // 1000


def _midnight(day: str) -> int:
    return from_datetime(datetime.combine(datetime.fromisoformat(day).date(), time(), local_zone()))
