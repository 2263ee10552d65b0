"""What the calendar reads of a desk: chips of a month, what is late, a work order with its links."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from itdesk.core.errors import DeskError
from itdesk.desk import Desk
from itdesk.store.relations import link
from itdesk.ui.kit.month_grid import DayChip
from itdesk.ui.pages.maintenance.reading import read_month, read_order, today_of
from tests.clocks import HandClock
from tests.records import add, change, remove, take_back
from tests.ui.pages.maintenance_pages import add_order

TODAY = date(2026, 11, 18)
"""A Wednesday in the middle of the month."""


@pytest.fixture
def office(desk_path: Path) -> Iterator[Desk]:
    clock = HandClock("2026-11-18T11:00:00+00:00")
    desk = Desk.open(str(desk_path), origin="test", create=True, actor="tester", clock=clock)
    yield desk
    desk.close()


def add_plan(desk: Desk, starts: date, **more: object) -> int:
    values: dict[str, object] = {
        "name": "Test the UPS", "rule": "FREQ=MONTHLY", "starts": starts.isoformat(), "shift": "none", **more
    }  # fmt: skip
    return add(desk, "plan", **values)


def chips(desk: Desk, month: date = TODAY) -> list[DayChip]:
    return list(read_month(desk, month).chips)


# --- chips ------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("days", "status", "state", "glyph"),
    [
        (-1, "planned", "crit", "diamond"),
        (-1, "in-progress", "crit", "diamond"),
        (-1, "done", "done", "check"),
        (0, "planned", "info", "square"),
        (0, "in-progress", "info", "square"),
        (0, "done", "done", "check"),
        (1, "planned", "warn", "bars"),
        (2, "planned", "warn", "bars"),
        (3, "planned", "maint", "bars"),
        (3, "done", "done", "check"),
    ],
)
def test_a_chip_shows_how_pressing_its_work_is(
    office: Desk, days: int, status: str, state: str, glyph: str
) -> None:
    day = TODAY + timedelta(days=days)
    key = add_order(office, day, "Clean <b>it</b> 掃除", status=status)
    assert chips(office) == [DayChip(key, day, "Clean <b>it</b> 掃除", state, glyph)]


def test_what_was_left_out_or_has_no_day_or_lies_far_away_has_no_chip(office: Desk) -> None:
    add_order(office, TODAY, status="skipped")
    add_order(office, None)
    add_order(office, TODAY + timedelta(days=90))
    add_order(office, TODAY - timedelta(days=90), status="done")
    assert chips(office) == []


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dates(date(1905, 1, 1), date(2195, 12, 31)))
def test_every_day_of_the_six_weeks_on_screen_is_read(office: Desk, month: date) -> None:
    first = month.replace(day=1)
    monday = first - timedelta(days=first.weekday())
    plan = add_plan(office, monday)
    order = add_order(office, monday + timedelta(days=41))
    try:
        days = {chip.key: chip.day for chip in chips(office, month)}
        assert days == {-plan: monday, order: monday + timedelta(days=41)}
    finally:
        remove(office, "work-order", order)
        remove(office, "plan", plan)


def test_a_plan_stands_there_with_its_next_day_until_its_order_is_made(office: Desk) -> None:
    plan = add_plan(office, TODAY + timedelta(days=4), lead_days=0)
    assert chips(office) == [DayChip(-plan, TODAY + timedelta(days=4), "Test the UPS", "unknown", "ring")]
    office.maintenance.raise_due("tester", TODAY + timedelta(days=4))
    found = chips(office)
    assert [(chip.key > 0, chip.day) for chip in found if chip.day == TODAY + timedelta(days=4)] == [
        (True, TODAY + timedelta(days=4))
    ]


def test_a_plan_that_rests_or_has_ended_is_not_coming(office: Desk) -> None:
    resting = add_plan(office, TODAY + timedelta(days=4), active="no")
    add_plan(office, TODAY + timedelta(days=5), rule="FREQ=DAILY;COUNT=1")
    office.maintenance.raise_due("tester", TODAY + timedelta(days=5))
    assert [chip for chip in chips(office) if chip.key < 0] == []
    change(office, "plan", resting, active="yes")
    assert [chip.key for chip in chips(office) if chip.key < 0] == [-resting]


def test_closed_days_are_named_and_an_undo_takes_chips_away(office: Desk) -> None:
    with office.write("close a day") as unit:
        office.settings.put(unit, "holidays", ["2026-11-23"])
    add_order(office, TODAY)
    entry = office.store.head()
    found = read_month(office, TODAY)
    assert found.closed["2026-11-23"] == "Closed" and len(found.chips) == 1
    take_back(office, entry)
    assert chips(office) == []


# --- what is late -------------------------------------------------------------------------------------
def test_without_anything_late_there_is_none(office: Desk) -> None:
    add_order(office, TODAY)
    add_order(office, TODAY - timedelta(days=1), status="done")
    add_order(office, TODAY - timedelta(days=1), status="skipped")
    found = read_month(office, TODAY)
    assert (found.late, found.late_count) == (None, 0)


def test_what_is_late_for_longest_stands_first_and_all_are_counted_in_any_month(office: Desk) -> None:
    with office.write("add work orders") as unit:
        unit.insert_many(
            "work-order",
            [{"subject": f"n{n}", "due": (TODAY - timedelta(days=n)).isoformat()} for n in range(1, 121)],
        )
    for month in (TODAY, TODAY + timedelta(days=300), TODAY - timedelta(days=300)):
        found = read_month(office, month)
        assert found.late is not None
        assert (found.late.subject, found.late.due) == ("n120", TODAY - timedelta(days=120))
        assert found.late_count == 120


def test_the_day_changes_at_midnight_of_the_office(desk_path: Path) -> None:
    clock = HandClock("2026-11-18T11:00:00+00:00")
    desk = Desk.open(str(desk_path), origin="test", create=True, actor="tester", clock=clock)
    add_order(desk, today_of(desk))
    assert read_month(desk, TODAY).late is None
    clock.forward(24 * 3_600_000)
    late = read_month(desk, TODAY).late
    assert late is not None and (today_of(desk) - late.due).days == 1
    desk.close()


# --- one work order -----------------------------------------------------------------------------------
def test_an_order_with_everything_is_read_with_its_names(office: Desk) -> None:
    asset = add(office, "asset", tag="PRN-12", type="printer", manufacturer="Acme", model="P 7")
    add(office, "person", name="中村 雪")
    plan = add_plan(office, TODAY, asset="PRN-12", rule="FREQ=WEEKLY;INTERVAL=2")
    key = add_order(office, TODAY, checklist="a\n\n b ", asset="PRN-12", assignee="中村 雪")
    with office.write("tie") as unit:
        unit.update("work-order", key, {"plan_id": plan})
    found = read_order(office, key)
    assert found.asset == (asset, "PRN-12", "Acme P 7", "printer")
    assert (found.plan, found.assignee, found.today) == (f"M-{plan}, every 2 weeks", "中村 雪", TODAY)
    assert [(line.text, line.state) for line in found.items] == [("a", "open"), ("b", "open")]
    assert found.tickets == []


def test_an_order_of_nobody_has_empty_words(office: Desk) -> None:
    found = read_order(office, add_order(office, None))
    assert (found.asset, found.plan, found.assignee, list(found.items)) == (None, "", "", [])


def test_only_tickets_are_told_among_its_links(office: Desk) -> None:
    key = add_order(office, TODAY, checklist="a\nb")
    first, second = (
        office.maintenance.ticket_for("tester", line.id) for line in office.maintenance.items(key)
    )
    manual = add(office, "manual", title="How to")
    with office.write("link") as unit:
        link(unit, "work-order", key, "manual", manual)
    assert sorted(read_order(office, key).tickets) == [first, second]


def test_an_order_that_is_gone_is_a_known_error(office: Desk) -> None:
    with pytest.raises(DeskError) as caught:
        read_order(office, 999)
    assert caught.value.code == "record.missing"
