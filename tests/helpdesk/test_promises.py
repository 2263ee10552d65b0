"""What a ticket promises: its due time and how much of it is used, through waiting, nights and changes."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from itdesk.desk import Desk
from tests.clocks import DAY, HOUR, HandClock
from tests.helpdesk.offices import value
from tests.records import add, change, take_back

HOURS = {"1": 4, "2": 8, "3": 24, "4": 48}
MATRIX = {"11": "1", "12": "2", "13": "3", "21": "2", "22": "3", "23": "4", "31": "3", "32": "4", "33": "4"}


def after(clock: HandClock, hours: int) -> int:
    """When so many office hours from Monday at ten are over: nine to five on weekdays."""
    at = clock.now()
    left = hours
    while left:
        weekday, hour = at // DAY % 7, at % DAY // HOUR  # the epoch was a Thursday
        if weekday not in (2, 3) and 9 <= hour < 17:
            left -= 1
        at += HOUR
    return at


@pytest.mark.parametrize(("pair", "priority"), sorted(MATRIX.items()))
def test_impact_and_urgency_make_the_priority_and_it_the_deadline(
    office: Desk, clock: HandClock, pair: str, priority: str
) -> None:
    key = add(office, "ticket", subject="x", impact=pair[0], urgency=pair[1])
    assert value(office, key, "priority") == priority
    assert value(office, key, "due") == after(clock, HOURS[priority])


def test_a_new_ticket_has_used_nothing_and_an_old_one_what_was_open_since(
    office: Desk, clock: HandClock
) -> None:
    key = add(office, "ticket", subject="x", impact="2", urgency="1")
    found = office.tickets.promise(key)
    assert (found.used, found.given, found.paused, found.done) == (0, 8 * 3_600, False, False)
    clock.forward(24 * HOUR)
    assert office.tickets.promise(key).used == 8 * 3_600
    clock.forward(6 * DAY)
    assert office.tickets.promise(key).used == 40 * 3_600


def test_waiting_stops_the_clock_until_somebody_goes_on(office: Desk, clock: HandClock) -> None:
    key = add(office, "ticket", subject="x")
    clock.forward(2 * HOUR)
    office.tickets.set_status("msilva", key, "waiting")
    clock.forward(3 * HOUR)
    waiting = office.tickets.promise(key)
    assert (waiting.paused, waiting.used) == (True, 2 * 3_600)
    office.tickets.set_status("msilva", key, "open")
    clock.forward(HOUR)
    going = office.tickets.promise(key)
    assert (going.paused, going.used) == (False, 3 * 3_600)


def test_what_is_done_stays_as_it_was_then(office: Desk, clock: HandClock) -> None:
    key = add(office, "ticket", subject="x")
    clock.forward(HOUR)
    office.tickets.set_status("msilva", key, "resolved")
    clock.forward(30 * DAY)
    found = office.tickets.promise(key)
    assert (found.used, found.done) == (3_600, True)
    office.tickets.set_status("msilva", key, "closed")
    assert value(office, key, "closed") == clock.now() - 30 * DAY


def test_opened_again_the_time_it_was_done_does_not_count(office: Desk, clock: HandClock) -> None:
    key = add(office, "ticket", subject="x")
    due = value(office, key, "due")
    clock.forward(HOUR)
    office.tickets.set_status("msilva", key, "resolved")
    clock.forward(2 * HOUR)
    office.tickets.set_status("msilva", key, "open")
    assert value(office, key, "closed") is None
    moved = value(office, key, "due")
    assert isinstance(moved, int) and isinstance(due, int)
    assert moved == due + 2 * HOUR
    assert office.tickets.promise(key).used == 3_600


def test_a_ticket_that_comes_in_waiting_has_its_clock_stopped(office: Desk, clock: HandClock) -> None:
    key = add(office, "ticket", subject="x", status="waiting")
    clock.forward(5 * HOUR)
    assert (office.tickets.promise(key).used, value(office, key, "paused")) == (0, clock.now() - 5 * HOUR)


@pytest.mark.parametrize("field", ["subject", "description", "requester", "asset", "assignee"])
def test_other_changes_leave_the_deadline_even_after_the_hours_were_changed(office: Desk, field: str) -> None:
    key = add(office, "ticket", subject="x")
    due = value(office, key, "due")
    with office.write("shorten") as unit:
        office.settings.put(unit, "target-hours", {"1": 1, "2": 1, "3": 1, "4": 1})
    given_value = {"requester": "Maria Silva", "asset": "PRN-12", "assignee": "Jonas Weber"}.get(field, "new")
    change(office, "ticket", key, **{field: given_value})
    assert value(office, key, "due") == due
    change(office, "ticket", key, urgency="1")
    assert value(office, key, "due") == office.store.clock.now() + HOUR


def test_taking_back_a_status_brings_the_clock_back(office: Desk, clock: HandClock) -> None:
    key = add(office, "ticket", subject="x")
    before = office.store.read("ticket", key).values
    clock.forward(HOUR)
    office.tickets.set_status("msilva", key, "waiting")
    take_back(office, office.store.head())
    now = office.store.read("ticket", key).values
    assert {f: now[f] for f in ("status", "due", "paused", "pauses", "closed")} == {
        f: before[f] for f in ("status", "due", "paused", "pauses", "closed")
    }


@pytest.mark.parametrize(("wanted", "impact", "priority"), [
    ("1", "1", "1"), ("1", "2", "2"), ("1", "3", "3"), ("4", "1", "3"), ("4", "2", "4"), ("4", "3", "4"),
    ("3", "1", "3"), ("2", "3", "3"),
])  # fmt: skip
def test_a_wanted_priority_is_come_as_near_as_the_impact_lets_it(
    office: Desk, wanted: str, impact: str, priority: str
) -> None:
    key = add(office, "ticket", subject="x", impact=impact)
    office.tickets.set_priority("msilva", key, wanted)
    assert (value(office, key, "priority"), value(office, key, "impact")) == (priority, impact)


STEPS = st.lists(
    st.tuples(st.sampled_from(["open", "in-progress", "waiting", "resolved", "closed"]), st.integers(1, 30)),
    min_size=1, max_size=6,
)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15)
@given(STEPS)
def test_time_used_is_the_open_hours_in_which_the_clock_ran(
    office: Desk, clock: HandClock, steps: list[tuple[str, int]]
) -> None:
    key = add(office, "ticket", subject="x")
    status, ran = "open", 0
    for wanted, hours in steps:
        if wanted != status and wanted in office.tickets.next_statuses(status):
            office.tickets.set_status("msilva", key, wanted)
            status = wanted
        for _ in range(hours):
            weekday, hour = clock.now() // DAY % 7, clock.now() % DAY // HOUR
            if status in ("open", "in-progress") and weekday not in (2, 3) and 9 <= hour < 17:
                ran += 1
            clock.forward(HOUR)
    assert office.tickets.promise(key).used == ran * 3_600
