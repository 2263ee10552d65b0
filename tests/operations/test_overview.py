from __future__ import annotations

from itdesk.desk import Desk
from itdesk.desk.demo import Size, make_demo
from itdesk.operations.overview import DAYS, overview
from tests.clocks import DAY, HOUR


def test_an_empty_office_needs_a_backup_and_nothing_else(desk: Desk) -> None:
    found = overview(desk.store, None)
    assert [need.why for need in found.needs] == ["backup"]
    assert (found.counts.assets, found.counts.tickets_open, found.in_time) == (0, 0, None)
    assert len(found.days) == DAYS
    assert overview(desk.store, desk.store.clock.now()).needs == ()


def test_what_hurts_first_stands_first(desk: Desk) -> None:
    now = desk.store.clock.now()
    with desk.write("make trouble") as unit:
        unit.insert("ticket", {"subject": "late", "opened": now - DAY, "due": now - HOUR, "priority": "2"})
        unit.insert("ticket", {"subject": "worse", "opened": now - DAY, "due": now - 60_000, "priority": "1"})
        unit.insert("ticket", {"subject": "soon", "opened": now, "due": now + HOUR})
        unit.insert("ticket", {"subject": "waits", "opened": now, "due": now - HOUR, "status": "waiting"})
        unit.insert(
            "ticket", {"subject": "done", "opened": now, "due": now - HOUR, "status": "closed", "closed": now}
        )
        unit.insert("device", {"name": "SW-1", "address": "192.0.2.1", "state": "down"})
        unit.insert("device", {"name": "SW-2", "address": "192.0.2.2", "state": "up"})
        unit.insert("device", {"name": "old", "address": "192.0.2.3", "state": "down", "watched": False})
        unit.insert("work-order", {"subject": "filters", "due": "2020-01-01"})
    found = overview(desk.store, now)
    assert [(n.why, n.title) for n in found.needs] == [
        ("overdue", "worse"), ("overdue", "late"), ("down", "SW-1"), ("due-soon", "soon"),
        ("late", "filters"),
    ]  # fmt: skip
    assert (found.counts.tickets_open, found.counts.tickets_overdue) == (4, 2)
    assert (found.counts.devices, found.counts.devices_up, found.counts.problems) == (2, 1, 1)
    assert found.days[-1].opened >= 1 and sum(day.closed for day in found.days) == 1
    assert found.in_time == 0.0


def test_a_demo_office_has_something_to_show(desk: Desk) -> None:
    make_demo(desk, Size(assets=60, people=20, tickets=300, devices=5), seed=3)
    found = overview(desk.store, None)
    assert found.maintenance and found.ending and found.first_answer
    assert sum(day.opened for day in found.days) > 0
    assert found.in_time is not None and 0 <= found.in_time <= 1
