"""Work orders: done, skipped, planned again; their checklists; what is refused and what is kept."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itdesk.core.errors import ConflictError, DeskError, InvalidRecordError
from itdesk.core.kinds import Value
from itdesk.desk import Desk
from itdesk.maintenance.rules.order_flow import FINISHED, check_move
from itdesk.store.relations import linked
from tests.clocks import HOUR, HandClock
from tests.maintenance.offices import START, orders, plan
from tests.records import add, change, remove, take_back

STATUSES = ("planned", "in-progress", "done", "skipped")


@pytest.fixture
def order(office: Desk) -> int:
    """A work order of a plan with a checklist of three."""
    plan(office, checklist="Open the cover\n\n  Clean it  \nMeasure the dust", assignee="Maria Silva")
    return office.maintenance.raise_due("tester", START)[0]


def read(desk: Desk, order: int, field: str) -> Value:
    return desk.store.read("work-order", order)[field]


def test_an_order_takes_over_what_its_plan_says(office: Desk, order: int) -> None:
    found = office.store.read("work-order", order)
    assert (found["subject"], found["asset_id"], found["assignee_id"], found["due"], found["status"]) == (
        "Clean filters", 1, 1, "2026-03-02", "planned",
    )  # fmt: skip


def test_an_order_may_be_made_by_hand_without_a_plan(office: Desk) -> None:
    key = add(office, "work-order", subject="Move the server", due="2026-04-01", status="In progress")
    assert (read(office, key, "status"), read(office, key, "done")) == ("in-progress", None)


def test_an_order_that_comes_in_done_is_stamped(office: Desk, clock: HandClock) -> None:
    key = add(office, "work-order", subject="Moved the server", status="done")
    assert read(office, key, "done") == clock.now()


def test_done_keeps_findings_time_and_parts_and_when(office: Desk, order: int, clock: HandClock) -> None:
    clock.forward(HOUR)
    office.maintenance.complete(
        "tester", order, findings="埃だらけ", minutes=90, parts="1 × filter\n2 × screw"
    )
    found = office.store.read("work-order", order)
    assert (found["status"], found["findings"], found["minutes"], found["parts"], found["done"]) == (
        "done", "埃だらけ", 90, "1 × filter\n2 × screw", clock.now(),
    )  # fmt: skip


def test_done_again_after_it_was_taken_up_once_more_is_stamped_anew(
    office: Desk, order: int, clock: HandClock
) -> None:
    office.maintenance.complete("tester", order, findings="dusty")
    change(office, "work-order", order, status="in-progress")
    assert read(office, order, "done") is None
    clock.forward(HOUR)
    office.maintenance.complete("tester", order, findings="clean")
    assert (read(office, order, "done"), read(office, order, "findings")) == (clock.now(), "clean")


def test_a_correction_of_a_finished_order_keeps_when_it_was_done(
    office: Desk, order: int, clock: HandClock
) -> None:
    office.maintenance.complete("tester", order, findings="dusty")
    then = clock.now()
    clock.forward(HOUR)
    change(office, "work-order", order, findings="very dusty")
    assert read(office, order, "done") == then


def test_completing_twice_in_the_same_words_writes_nothing(office: Desk, order: int) -> None:
    assert office.maintenance.complete("tester", order, findings="dusty") > 0
    head = office.store.head()
    assert office.maintenance.complete("tester", order, findings="dusty") == 0
    assert office.store.head() == head


def test_two_people_who_finish_one_order_do_not_write_over_each_other(office: Desk, order: int) -> None:
    version = office.store.read("work-order", order).version
    office.maintenance.complete("jweber", order, findings="dusty", version=version)
    with pytest.raises(ConflictError, match="changed by jweber meanwhile"):
        office.maintenance.skip("msilva", order, "no time", version=version)
    assert (read(office, order, "status"), read(office, order, "findings")) == ("done", "dusty")


@pytest.mark.parametrize("why", ["", "  ", "\n\t"])
def test_leaving_out_needs_a_reason(office: Desk, order: int, why: str) -> None:
    with pytest.raises(DeskError, match="findings is required"):
        office.maintenance.skip("tester", order, why)
    assert read(office, order, "status") == "planned"


@pytest.mark.parametrize("minutes", [-1, 100_001])
def test_a_time_that_nobody_works_is_refused_and_nothing_is_written(
    office: Desk, order: int, minutes: int
) -> None:
    with pytest.raises(InvalidRecordError, match="out of range"):
        office.maintenance.complete("tester", order, findings="x", minutes=minutes)
    assert (read(office, order, "status"), read(office, order, "findings")) == ("planned", None)


@given(st.sampled_from(STATUSES), st.sampled_from(STATUSES))
def test_what_is_finished_only_goes_back_where_it_came_from(before: str, after: str) -> None:
    try:
        check_move(before, after)
    except DeskError as error:
        assert error.code == "order.flow"
        assert before in FINISHED
        assert after != before
    else:
        assert not (before in FINISHED and after in FINISHED and before != after)


def test_a_move_that_may_not_be_says_which_may(office: Desk, order: int) -> None:
    office.maintenance.skip("tester", order, "closed")
    with pytest.raises(DeskError, match=r"that is skipped cannot become done. Possible: planned"):
        change(office, "work-order", order, status="done")


def test_taking_back_done_brings_everything_back(office: Desk, order: int) -> None:
    entry = office.maintenance.complete("tester", order, findings="dusty", minutes=5)
    take_back(office, entry)
    found = office.store.read("work-order", order)
    assert (found["status"], found["findings"], found["minutes"], found["done"]) == (
        "planned",
        None,
        None,
        None,
    )


# --- checklists
def test_a_checklist_has_an_item_for_each_line_that_says_something(office: Desk, order: int) -> None:
    items = office.maintenance.items(order)
    assert [(item.position, item.text, item.state, item.measure) for item in items] == [
        (1, "Open the cover", "open", ""), (2, "Clean it", "open", ""), (3, "Measure the dust", "open", ""),
    ]  # fmt: skip


@given(st.lists(st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=12), max_size=6))
def test_lines_of_a_checklist_are_those_that_are_not_blank(lines: list[str]) -> None:
    text = "\n".join(lines)
    kept = [line.strip() for line in text.splitlines() if line.strip()]
    assert len(kept) == sum(1 for line in lines if line.strip())


def test_items_are_ticked_measured_and_opened_again(office: Desk, order: int) -> None:
    first, second, third = office.maintenance.items(order)
    office.maintenance.tick("tester", first.id, "ok")
    office.maintenance.tick("tester", third.id, "failed", "12 µg/m³")
    office.maintenance.tick("tester", second.id, "ok", "done twice")
    office.maintenance.tick("tester", second.id, "open")
    assert [(item.state, item.measure) for item in office.maintenance.items(order)] == [
        ("ok", ""), ("open", "done twice"), ("failed", "12 µg/m³"),
    ]  # fmt: skip


def test_a_tick_is_one_entry_that_can_be_taken_back(office: Desk, order: int) -> None:
    item = office.maintenance.items(order)[0]
    head = office.store.head()
    office.maintenance.tick("tester", item.id, "ok", "fine")
    assert office.store.head() == head + 1
    take_back(office, head + 1)
    assert office.maintenance.items(order)[0] == item


@pytest.mark.parametrize("state", ["", "OK", "done", "1"])
def test_a_state_that_an_item_cannot_have_is_refused(office: Desk, order: int, state: str) -> None:
    item = office.maintenance.items(order)[0]
    with pytest.raises(DeskError, match="is not one of open, ok, failed"):
        office.maintenance.tick("tester", item.id, state)


def test_an_item_that_there_is_not_is_said(office: Desk) -> None:
    with pytest.raises(DeskError, match="There is no"):
        office.maintenance.tick("tester", 999, "ok")


def test_a_failed_item_becomes_a_ticket_with_what_was_measured(office: Desk, order: int) -> None:
    item = office.maintenance.items(order)[2]
    office.maintenance.tick("tester", item.id, "failed", "12 µg")
    key = office.maintenance.ticket_for("tester", item.id)
    ticket = office.store.read("ticket", key)
    assert ticket["subject"] == "Clean filters: Measure the dust"
    assert ticket["description"] == "12 µg"
    assert [(found.kind, found.record) for found in linked(office.store.engine, "work-order", order)] == [
        ("ticket", key)
    ]


def test_a_ticket_of_an_item_without_end_has_a_subject_that_can_be_kept(office: Desk) -> None:
    plan(office, name="Plan " + "長" * 400, checklist="項目" * 300)
    key = office.maintenance.raise_due("tester", START)[0]
    item = office.maintenance.items(key)[0]
    ticket = office.maintenance.ticket_for("tester", item.id)
    assert len(str(office.store.read("ticket", ticket)["subject"])) == 500


def test_an_order_with_its_checklist_is_removed_and_brought_back_as_one(office: Desk, order: int) -> None:
    office.maintenance.tick("tester", office.maintenance.items(order)[0].id, "ok")
    before = office.maintenance.items(order)
    entry = remove(office, "work-order", order)
    assert orders(office) == []
    take_back(office, entry)
    assert orders(office) == [("2026-03-02", "planned")]
    assert office.maintenance.items(order) == before


@pytest.mark.parametrize(
    ("line", "numbers"),
    [
        ("status:open", [1]), ("status:finished", [2, 3]), ("due:<today", [1]), ("minutes:>=30", [2]),
        ("plan:any", [1]), ("plan:empty", [2, 3]), ("parts:filter", [2]), ("assignee:Maria", [1]),
        ("asset:PRN-12", [1]), ("done:any", [2, 3]), ("type:printer", [1]), ("sort:-due", [1, 2, 3]),
    ],
)  # fmt: skip
def test_orders_are_asked_for_by_what_they_hold(
    office: Desk, order: int, line: str, numbers: list[int]
) -> None:
    change(office, "work-order", order, due="2020-01-01")
    add(office, "work-order", subject="Second", status="done", minutes=30, parts="1 filter")
    add(office, "work-order", subject="Third", status="skipped", minutes=5)
    assert sorted(office.lists.ids("work-order", office.query("work-order", line))) == numbers
