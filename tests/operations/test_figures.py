"""The figures of the overview against records that are counted one by one."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from statistics import median_high

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from itdesk.desk import Desk
from itdesk.operations.overview import DAYS, OLD_BACKUP, SHOWN, SOON, WARRANTY_DAYS, overview
from tests.clocks import DAY, HOUR, HandClock

OPEN = ("open", "in-progress", "waiting")


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> HandClock:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    return HandClock("2026-11-23T11:00:00+00:00")


@pytest.fixture
def office(desk_path: Path, clock: HandClock) -> Iterator[Desk]:
    desk = Desk.open(str(desk_path), origin="test", create=True, actor="tester", clock=clock)
    yield desk
    desk.close()


def insert(desk: Desk, kind: str, *found: dict[str, object]) -> list[int]:
    with desk.write("set up") as unit:
        return [unit.insert(kind, values) for values in found]  # type: ignore[arg-type]


ages = st.integers(0, 40 * 24 * 60).map(lambda minutes: minutes * 60_000)
tickets = st.lists(
    st.fixed_dictionaries(
        {
            "age": ages,
            "status": st.sampled_from([*OPEN, "resolved", "closed"]),
            "due_in": st.integers(-72, 72),
            "took": st.integers(0, 30 * 24),
            "answered": st.one_of(st.none(), st.integers(1, 10_000)),
        }
    ),
    max_size=25,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(tickets)
def test_tickets_are_counted_as_they_are(
    office: Desk, clock: HandClock, found: list[dict[str, object]]
) -> None:
    now, records = clock.now(), []
    for one in found:
        opened = now - int(one["age"])  # type: ignore[call-overload]
        due = opened + int(one["due_in"]) * HOUR  # type: ignore[call-overload]
        done = one["status"] not in OPEN
        closed = min(now, opened + int(one["took"]) * HOUR) if done else None  # type: ignore[call-overload]
        answered = None if one["answered"] is None else opened + int(one["answered"]) * 1000  # type: ignore[call-overload]
        records.append(
            {
                "subject": "x",
                "opened": opened,
                "status": one["status"],
                "due": due,
                "closed": closed,
                "answered": answered,
            }
        )
    keys = insert(office, "ticket", *records)
    told = overview(office.store, now)

    running = [r for r in records if r["status"] in ("open", "in-progress")]
    assert told.counts.tickets_open == sum(r["status"] in OPEN for r in records)
    assert told.counts.tickets_overdue == sum(r["due"] < now for r in running)
    week = now - 7 * DAY
    assert told.counts.tickets_week_ago == sum(
        r["opened"] <= week and (r["closed"] is None or r["closed"] > week) for r in records
    )
    ended = [r for r in records if r["closed"] is not None and r["closed"] > now - 30 * DAY]
    assert told.in_time == (sum(r["closed"] <= r["due"] for r in ended) / len(ended) if ended else None)
    answers = [
        r["answered"] - r["opened"] for r in records if r["answered"] and r["opened"] > now - DAYS * DAY
    ]
    assert told.first_answer == (median_high(answers) // 1000 if answers else None)
    soon = [r for r in running if now <= r["due"] < now + SOON]
    assert sum(need.why == "due-soon" for need in told.needs) == min(len(soon), SHOWN)
    _remove(office, keys)


def _remove(desk: Desk, keys: list[int]) -> None:
    with desk.write("clear") as unit:
        for key in keys:
            unit.delete("ticket", key)


def test_days_are_those_of_the_office_and_the_last_is_today(office: Desk, clock: HandClock) -> None:
    midnight = clock.now() - 12 * HOUR  # noon in Berlin
    insert(office, "ticket", *(
        {"subject": "x", "opened": midnight + step, "due": clock.now() + DAY} for step in (-1, 0, 1, 3 * HOUR)
    ))  # fmt: skip
    days = overview(office.store, None).days
    assert days[-1].at == midnight
    assert [day.opened for day in days[-2:]] == [1, 3]
    assert [later.at - earlier.at for earlier, later in pairwise(days)] == [DAY] * (DAYS - 1)


def test_a_ticket_before_the_fourteen_days_is_on_none_of_them(office: Desk, clock: HandClock) -> None:
    insert(office, "ticket", {"subject": "x", "opened": clock.now() - 14 * DAY, "due": 0})
    assert sum(day.opened for day in overview(office.store, None).days) == 0


def test_of_many_needs_the_gravest_of_each_sort_are_named(office: Desk, clock: HandClock) -> None:
    now = clock.now()
    insert(office, "ticket", *(
        {"subject": f"t{n}", "opened": now - DAY, "due": now - n * HOUR, "priority": "1" if n > 15 else "3"}
        for n in range(1, 20)
    ))  # fmt: skip
    insert(office, "work-order", *({"subject": f"w{n}", "due": f"2026-01-{n:02}"} for n in range(1, 20)))
    needs = overview(office.store, now).needs
    assert [need.title for need in needs if need.why == "overdue"] == ["t19", "t18", "t17", "t16", "t15"]
    assert [need.title for need in needs if need.why == "late"] == ["w1", "w2", "w3", "w4", "w5"]
    assert [need.why for need in needs] == ["overdue"] * SHOWN + ["late"] * SHOWN


def test_a_device_that_is_down_is_told_since_its_first_open_alert(office: Desk, clock: HandClock) -> None:
    now = clock.now()
    (device,) = insert(office, "device", {"name": "SW-1", "address": "192.0.2.1", "state": "down"})
    alert = {"device_id": device, "subject": "x", "message": "m", "severity": "crit"}
    insert(
        office, "alert",
        {**alert, "since": now - 3 * HOUR, "state": "open"}, {**alert, "since": now - HOUR, "state": "open"},
        {**alert, "since": now - DAY, "until": now - 20 * HOUR, "state": "recovered"},
    )  # fmt: skip
    (need,) = overview(office.store, now).needs
    assert (need.why, need.state, need.kind, need.id, need.at) == (
        "down",
        "crit",
        "device",
        device,
        now - 3 * HOUR,
    )


@pytest.mark.parametrize(
    ("age", "told"), [(0, False), (OLD_BACKUP, False), (OLD_BACKUP + 1, True), (None, True)]
)
def test_a_backup_that_is_old_or_none_is_a_need(
    office: Desk, clock: HandClock, age: int | None, told: bool
) -> None:
    verified = None if age is None else clock.now() - age
    found = overview(office.store, verified)
    assert [(need.why, need.at) for need in found.needs] == ([("backup", verified)] if told else [])
    assert found.backup == verified


@pytest.mark.parametrize(
    ("until", "status", "shown"),
    [
        ("2026-11-22", "in-use", False), ("2026-11-23", "in-use", True), ("2027-02-21", "stock", True),
        ("2027-02-22", "in-use", False), ("2026-12-01", "retired", False), ("2026-12-01", "missing", False),
    ],
)  # fmt: skip
def test_warranties_that_end_soon_are_told_of_what_is_still_there(
    office: Desk, until: str, status: str, shown: bool
) -> None:
    assert WARRANTY_DAYS == 90
    insert(office, "asset", {"tag": "A-1", "type": "laptop", "status": status, "warranty_until": until})
    assert [item.title for item in overview(office.store, None).ending] == (["A-1"] if shown else [])


def test_work_that_comes_is_told_nearest_first_late_ones_marked(office: Desk) -> None:
    insert(
        office,
        "work-order",
        {"subject": "late", "due": "2026-11-01"},
        {"subject": "soon", "due": "2026-11-25"},
        {"subject": "done", "due": "2026-11-24", "status": "done"},
        {"subject": "some day"},
    )
    plan = {"rule": "FREQ=DAILY", "starts": "2026-01-01"}
    insert(
        office, "plan", {**plan, "name": "next", "next_due": "2026-11-24"}, {**plan, "name": "ended"},
        {**plan, "name": "asleep", "next_due": "2026-11-24", "active": False},
    )  # fmt: skip
    found = overview(office.store, None)
    assert [(item.kind, item.title, item.late) for item in found.maintenance] == [
        ("work-order", "late", True), ("plan", "next", False), ("work-order", "soon", False),
    ]  # fmt: skip
    assert (found.counts.orders_open, found.counts.orders_late) == (3, 1)


def test_states_are_those_of_watched_devices(office: Desk) -> None:
    insert(office, "device", *(
        {"name": f"d{n}", "address": f"192.0.2.{n}", "state": state, "watched": state != "paused"}
        for n, state in enumerate(["up", "up", "down", "degraded", "unknown", "paused"], 1)
    ))  # fmt: skip
    found = overview(office.store, None)
    assert found.states == {"up": 2, "down": 1, "degraded": 1, "unknown": 1}
    assert (found.counts.devices, found.counts.devices_up, found.counts.problems) == (5, 2, 2)
