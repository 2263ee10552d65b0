"""A plan's next date through changes of the plan, late daemons, closed days and undo."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itdesk.core.errors import InvalidRecordError
from itdesk.core.recurrence import Recurrence, moved
from itdesk.desk import Desk
from itdesk.maintenance.rules.falling_due import first_due, raised
from tests.clocks import DAY, HandClock
from tests.maintenance.offices import START, next_due, orders, plan
from tests.records import add, change, remove, take_back


def test_a_plan_without_a_start_starts_today(office: Desk) -> None:
    key = add(office, "plan", name="Wipe screens", rule="FREQ=DAILY")
    assert office.store.read("plan", key)["starts"] == "2026-03-02"


def test_another_rule_goes_on_from_the_last_order_and_makes_none_late(office: Desk, clock: HandClock) -> None:
    key = plan(office)
    office.maintenance.raise_due("tester", START + timedelta(days=21))
    assert orders(office) == [("2026-03-23", "planned")]
    change(office, "plan", key, rule="FREQ=MONTHLY")
    assert next_due(office, key) == "2026-04-02"
    assert office.maintenance.raise_due("tester", START + timedelta(days=22)) == []


def test_another_start_before_the_first_order_counts_at_once(office: Desk) -> None:
    key = plan(office)
    change(office, "plan", key, starts="2026-03-11")
    assert next_due(office, key) == "2026-03-11"


def test_a_later_start_is_waited_for_even_after_orders(office: Desk) -> None:
    key = plan(office)
    office.maintenance.raise_due("tester", START)
    change(office, "plan", key, starts="2026-06-01")
    assert next_due(office, key) == "2026-06-01"


@pytest.mark.parametrize(
    "fields",
    [
        {"name": "Other"},
        {"lead_days": 3},
        {"checklist": "One\nTwo"},
        {"notes": "x"},
        {"active": "no"},
        {"assignee": "Maria Silva"},
    ],
)
def test_other_changes_leave_the_next_date(office: Desk, fields: dict[str, object]) -> None:
    key = plan(office)
    office.maintenance.raise_due("tester", START)
    change(office, "plan", key, **fields)
    assert next_due(office, key) == "2026-03-09"


def test_a_plan_that_is_counted_from_done_from_now_on_waits_for_the_open_order(office: Desk) -> None:
    key = plan(office)
    office.maintenance.raise_due("tester", START)
    change(office, "plan", key, base="done")
    assert next_due(office, key) is None
    office.maintenance.complete("tester", 1, findings="clean")
    assert next_due(office, key) == "2026-03-09"


def test_a_plan_that_is_counted_from_due_again_goes_on_after_its_last_order(
    office: Desk, clock: HandClock
) -> None:
    key = plan(office, base="done")
    office.maintenance.raise_due("tester", START)
    clock.forward(3 * DAY)
    office.maintenance.complete("tester", 1)
    assert next_due(office, key) == "2026-03-12"
    change(office, "plan", key, base="due")
    assert next_due(office, key) == "2026-03-09"


def test_another_rule_of_a_plan_from_done_counts_from_when_it_was_done(
    office: Desk, clock: HandClock
) -> None:
    key = plan(office, base="done")
    office.maintenance.raise_due("tester", START)
    clock.forward(3 * DAY)
    office.maintenance.complete("tester", 1)
    change(office, "plan", key, rule="FREQ=DAILY;INTERVAL=4")
    assert next_due(office, key) == "2026-03-09"


@pytest.mark.parametrize("status", ["done", "skipped"])
def test_a_plan_from_done_goes_on_however_its_order_was_finished(
    office: Desk, clock: HandClock, status: str
) -> None:
    key = plan(office, base="done")
    office.maintenance.raise_due("tester", START)
    clock.forward(7 * DAY)
    change(office, "work-order", 1, status=status)
    assert next_due(office, key) == "2026-03-16"


def test_a_plan_from_done_with_two_open_orders_waits_for_both(office: Desk) -> None:
    key = plan(office, base="done")
    office.maintenance.raise_due("tester", START)
    add(office, "work-order", subject="Once more", plan="Clean filters")
    office.maintenance.complete("tester", 1)
    assert next_due(office, key) is None
    office.maintenance.complete("tester", 2)
    assert next_due(office, key) == "2026-03-09"


def test_taking_back_that_it_was_done_waits_again(office: Desk, clock: HandClock) -> None:
    key = plan(office, base="done")
    office.maintenance.raise_due("tester", START)
    entry = office.maintenance.complete("tester", 1)
    assert next_due(office, key) == "2026-03-09"
    take_back(office, entry)
    assert next_due(office, key) is None
    assert orders(office) == [("2026-03-02", "planned")]
    clock.forward(3 * DAY)
    office.maintenance.complete("tester", 1)
    assert next_due(office, key) == "2026-03-12"


def test_taking_back_what_fell_due_makes_it_fall_due_again(office: Desk) -> None:
    key = plan(office, checklist="One\nTwo")
    office.maintenance.raise_due("tester", START)
    take_back(office, office.store.head())
    assert (orders(office), next_due(office, key)) == ([], "2026-03-02")
    office.maintenance.raise_due("tester", START)
    assert orders(office) == [("2026-03-02", "planned")]


def test_a_plan_that_has_ended_falls_due_no_more(office: Desk) -> None:
    key = plan(office, rule="FREQ=WEEKLY;COUNT=2")
    office.maintenance.raise_due("tester", START)
    office.maintenance.raise_due("tester", START + timedelta(days=7))
    assert next_due(office, key) is None
    assert office.maintenance.raise_due("tester", START + timedelta(days=70)) == []
    assert [due for due, _ in orders(office)] == ["2026-03-02", "2026-03-09"]


def test_many_plans_fall_due_in_one_entry(office: Desk) -> None:
    keys = [plan(office, name=f"Plan {n}") for n in range(20)]
    before = office.store.head()
    assert len(office.maintenance.raise_due("tester", START)) == len(keys)
    assert office.store.head() == before + 1
    take_back(office, office.store.head())
    assert orders(office) == []


def test_a_round_with_nothing_due_writes_nothing(office: Desk) -> None:
    plan(office, starts="2026-04-01")
    before = office.store.head()
    assert office.maintenance.raise_due("tester", START) == []
    assert office.store.head() == before


def test_a_plan_with_orders_is_not_removed(office: Desk) -> None:
    key = plan(office)
    office.maintenance.raise_due("tester", START)
    with pytest.raises(Exception, match="still refer to it"):
        remove(office, "plan", key)


@pytest.mark.parametrize("lead", [-1, 366, 10_000])
def test_days_ahead_that_are_none_are_refused_at_their_field(office: Desk, lead: int) -> None:
    with pytest.raises(InvalidRecordError, match="out of range") as caught:
        plan(office, lead_days=lead)
    assert [problem.column for problem in caught.value.problems] == ["lead-days"]


def test_what_is_wrong_with_a_plan_is_said_at_once(office: Desk) -> None:
    with pytest.raises(InvalidRecordError) as caught:
        add(office, "plan", name="", rule="FREQ=WEEKLY", asset="PRN-99", starts="someday")
    assert {problem.column for problem in caught.value.problems} >= {"asset", "starts"}


@pytest.mark.parametrize(
    ("shift", "days"),
    [("next", ["2026-03-09", "2026-03-16"]), ("previous", ["2026-03-06", "2026-03-13"]),
     ("none", ["2026-03-07", "2026-03-14"])],
)  # fmt: skip
def test_a_plan_for_saturdays_moves_off_the_weekend(office: Desk, shift: str, days: list[str]) -> None:
    plan(office, rule="FREQ=WEEKLY;BYDAY=SA", starts="2026-03-07", shift=shift)
    for day in days:
        assert len(office.maintenance.raise_due("tester", date.fromisoformat(day))) == 1
    assert [due for due, _ in orders(office)] == days


def closed_at_weekends(day: date) -> bool:
    return day.weekday() < 5


RULES = ["FREQ=DAILY", "FREQ=WEEKLY;BYDAY=SA", "FREQ=WEEKLY;BYDAY=SA,SU,MO", "FREQ=MONTHLY;BYMONTHDAY=1",
         "FREQ=MONTHLY", "FREQ=DAILY;INTERVAL=3", "FREQ=MONTHLY;BYDAY=-1SU", "FREQ=YEARLY"]  # fmt: skip


@given(st.sampled_from(RULES), st.sampled_from(["next", "previous", "none"]), st.integers(0, 20),
       st.lists(st.integers(1, 40), min_size=1, max_size=25))  # fmt: skip
def test_whenever_the_daemon_looks_dates_only_go_forward_and_lie_on_open_days(
    rule: str, shift: str, lead: int, rounds: list[int]
) -> None:
    recurrence = Recurrence(rule, START, shift=shift)
    due, today = first_due(recurrence, closed_at_weekends), START
    seen: list[date] = []
    for step in rounds:
        today += timedelta(days=step)
        while due is not None:
            found = raised(recurrence, due, lead, today, closed_at_weekends)
            if found is None:
                break
            assert found.due - timedelta(days=lead) <= today
            assert shift == "none" or closed_at_weekends(found.due)
            seen.append(found.due)
            assert found.following is None or found.following > found.due
            due = found.following
    assert seen == sorted(set(seen))
    assert due is None or due - timedelta(days=lead) > today


@given(st.sampled_from(["next", "previous"]), st.lists(st.integers(1, 12), min_size=4, max_size=30))
def test_a_daemon_that_looks_each_day_misses_no_date_of_the_rule(shift: str, gaps: list[int]) -> None:
    recurrence = Recurrence("FREQ=WEEKLY;BYDAY=SU", date(2026, 3, 8), shift=shift)
    due, seen = first_due(recurrence, closed_at_weekends), list[date]()
    days = sum(gaps)
    for n in range(days):
        today = date(2026, 3, 1) + timedelta(days=n)
        found = raised(recurrence, due, 0, today, closed_at_weekends) if due else None
        if found is not None:
            seen.append(found.due)
            due = found.following
    last = date(2026, 3, 1) + timedelta(days=days - 1)
    sundays = [date(2026, 3, 8) + timedelta(days=7 * n) for n in range(days)]
    expected = [moved(day, shift, closed_at_weekends) for day in sundays]
    assert seen == [day for day in expected if day <= last]
