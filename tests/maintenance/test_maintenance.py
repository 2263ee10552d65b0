from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itdesk.core.errors import DeskError, InvalidRecordError
from itdesk.core.recurrence import Recurrence
from itdesk.desk import Desk
from itdesk.maintenance.rules.falling_due import first_due, raised
from itdesk.store.relations import linked
from tests.clocks import DAY, HandClock

START = date(2026, 3, 2)
"""A Monday."""


@pytest.fixture
def clock() -> HandClock:
    return HandClock("2026-03-02T10:00:00+00:00")


@pytest.fixture
def office(desk_path: Path, clock: HandClock) -> Iterator[Desk]:
    desk = Desk.open(str(desk_path), origin="test", create=True, actor="tester", clock=clock)
    with desk.write("set up office") as unit:
        desk.keepers["asset"].add(unit, {"tag": "PRN-12", "type": "printer"})
    yield desk
    desk.close()


def plan(desk: Desk, **fields: object) -> int:
    keeper = desk.keepers["plan"]
    raw: dict[str, object] = {
        "name": "Clean filters", "asset": "PRN-12", "rule": "FREQ=WEEKLY", "starts": START.isoformat(),
        "checklist": "Open the cover\n\nClean it", **{k.replace("_", "-"): v for k, v in fields.items()},
    }  # fmt: skip
    with desk.write("add plan") as unit:
        return keeper.add(unit, keeper.parse(raw))


def orders(desk: Desk) -> list[dict[str, object]]:
    keys = desk.lists.ids("work-order", desk.query("work-order", "sort:number"))
    return [dict(desk.store.read("work-order", key).values) for key in keys]


def test_a_work_order_falls_due_once_with_its_checklist(office: Desk) -> None:
    key = plan(office)
    assert len(office.maintenance.raise_due("tester", START)) == 1
    assert office.maintenance.raise_due("tester", START) == []
    (order,) = orders(office)
    assert (order["subject"], order["due"], order["asset_id"]) == ("Clean filters", "2026-03-02", 1)
    assert [item.text for item in office.maintenance.items(1)] == ["Open the cover", "Clean it"]
    assert office.store.read("plan", key)["next_due"] == "2026-03-09"


def test_dates_that_were_missed_become_one_late_order(office: Desk) -> None:
    plan(office)
    assert len(office.maintenance.raise_due("tester", START + timedelta(days=60))) == 1
    assert orders(office)[0]["due"] == "2026-04-27"


def test_lead_days_raise_it_earlier(office: Desk) -> None:
    plan(office, starts="2026-03-10", lead_days=7)
    assert office.maintenance.raise_due("tester", START) == []
    assert len(office.maintenance.raise_due("tester", START + timedelta(days=1))) == 1


def test_a_plan_that_counts_from_done_waits_for_it(office: Desk, clock: HandClock) -> None:
    key = plan(office, base="done", rule="FREQ=MONTHLY")
    office.maintenance.raise_due("tester", START)
    assert office.store.read("plan", key)["next_due"] is None
    clock.forward(10 * DAY)
    office.maintenance.complete("tester", 1, findings="Dusty", minutes=25, parts="1 × filter")
    (order,) = orders(office)
    assert (order["status"], order["findings"], order["minutes"], order["parts"]) == (
        "done", "Dusty", 25, "1 × filter",
    )  # fmt: skip
    assert order["done"] == clock.now()
    assert office.store.read("plan", key)["next_due"] == "2026-04-13"  # 12 April is a Sunday


def test_a_day_the_office_is_closed_moves_the_date(office: Desk) -> None:
    with office.write("close a day") as unit:
        office.settings.put(unit, "holidays", ["2026-03-02"])
    key = plan(office)
    assert office.store.read("plan", key)["next_due"] == "2026-03-03"
    other = plan(office, shift="none")
    assert office.store.read("plan", other)["next_due"] == "2026-03-02"


def test_an_inactive_plan_raises_nothing(office: Desk) -> None:
    plan(office, active="no")
    assert office.maintenance.raise_due("tester", START) == []


@pytest.mark.parametrize("rule", ["every week", "FREQ=HOURLY", "FREQ=DAILY;BYSETPOS=1"])
def test_a_rule_that_cannot_be_read_is_refused_at_its_field(office: Desk, rule: str) -> None:
    with pytest.raises(InvalidRecordError) as caught:
        plan(office, rule=rule)
    assert [p.column for p in caught.value.problems] == ["rule"]


def test_a_failed_item_opens_a_ticket_that_leads_back(office: Desk) -> None:
    plan(office)
    office.maintenance.raise_due("tester", START)
    item = office.maintenance.items(1)[1]
    office.maintenance.tick("tester", item.id, "failed", "torn")
    number = office.maintenance.ticket_for("tester", item.id)
    ticket = office.store.read("ticket", number)
    assert (ticket["subject"], ticket["asset_id"], ticket["source"]) == (
        "Clean filters: Clean it",
        1,
        "maintenance",
    )
    assert [(x.kind, x.record) for x in linked(office.store.engine, "ticket", number)] == [("work-order", 1)]


def test_a_skipped_order_needs_a_reason_and_can_be_planned_again(office: Desk) -> None:
    plan(office)
    office.maintenance.raise_due("tester", START)
    with pytest.raises(DeskError):
        office.maintenance.skip("tester", 1, " ")
    office.maintenance.skip("tester", 1, "no filters left")
    assert orders(office)[0]["status"] == "skipped"
    with pytest.raises(DeskError, match="cannot become done"):
        office.maintenance.complete("tester", 1)


def test_the_rule_is_explained_with_its_next_dates(office: Desk) -> None:
    words, days = office.maintenance.explain(
        {"rule": "FREQ=MONTHLY;BYDAY=1MO", "starts": "2026-01-05", "shift": "next"}, count=2
    )
    assert words == "Every month on the first Monday"
    assert days == [date(2026, 3, 2), date(2026, 4, 6)]


@given(st.integers(1, 40), st.integers(0, 14), st.integers(0, 400))
def test_what_is_raised_is_never_late_by_more_than_one_period(interval: int, lead: int, later: int) -> None:
    recurrence = Recurrence(f"FREQ=DAILY;INTERVAL={interval}", START, shift="none")
    today = START + timedelta(days=later)
    due = first_due(recurrence, lambda _: True)
    assert due == START
    found = raised(recurrence, due, lead, today, lambda _: True)
    assert found is not None and found.following is not None
    assert found.due <= max(today, START) < found.due + timedelta(days=interval)
    assert found.following == found.due + timedelta(days=interval)
