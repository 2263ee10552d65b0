from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from itdesk.core.errors import DeskError
from itdesk.helpdesk.rules.flow import DONE, TicketClock, moved, possible
from itdesk.helpdesk.rules.priority import LEVELS, closest, priority

STATUSES = ("open", "in-progress", "waiting", "resolved", "closed")
steps = st.lists(st.tuples(st.sampled_from(STATUSES), st.integers(0, 50)), max_size=12)


@given(steps)
def test_the_clock_stands_exactly_while_waiting_or_done(moves: list[tuple[str, int]]) -> None:
    clock, now, stood = TicketClock("open"), 0, 0
    for status, later in moves:
        if clock.status in (*DONE, "waiting"):
            stood += later
        now += later
        if status != clock.status and status not in possible(clock.status):
            continue
        clock = moved(clock, status, now)
    closing = clock.closed if clock.closed is not None else clock.paused
    running = sum(high - low for low, high in clock.pauses)
    assert running + (now - closing if closing is not None else 0) == stood
    assert (clock.closed is not None) == (clock.status in DONE)
    assert (clock.paused is not None) == (clock.status == "waiting")


@given(st.sampled_from(STATUSES), st.sampled_from(STATUSES))
def test_a_move_that_may_not_follow_is_refused_by_name(before: str, after: str) -> None:
    try:
        moved(TicketClock(before), after, 1)
    except DeskError as error:
        assert after not in possible(before) and after != before
        assert error.code == "ticket.flow"
    else:
        assert after == before or after in possible(before)


def test_priority_falls_with_impact_and_with_urgency() -> None:
    for impact in LEVELS:
        ranks = [priority(impact, urgency) for urgency in LEVELS]
        assert ranks == sorted(ranks)
    for urgency in LEVELS:
        ranks = [priority(impact, urgency) for impact in LEVELS]
        assert ranks == sorted(ranks)
    assert (priority("1", "1"), priority("3", "3")) == ("1", "4")


@given(st.sampled_from("1234"), st.sampled_from(LEVELS))
def test_the_urgency_chosen_for_a_priority_is_the_nearest(wanted: str, impact: str) -> None:
    best = min(abs(int(priority(impact, u)) - int(wanted)) for u in LEVELS)
    assert abs(int(priority(impact, closest(wanted, impact))) - int(wanted)) == best
