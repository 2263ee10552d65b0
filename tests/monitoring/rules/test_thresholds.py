"""The state machine of a threshold, and reachability, against plain models."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from itdesk.monitoring.rules import reachability
from itdesk.monitoring.rules.reachability import MISSES_UNTIL_DOWN, Outcome, Reachability
from itdesk.monitoring.rules.thresholds import Operator, Threshold, ThresholdState, Transition, step

CPU = Threshold("cpu", Operator.ABOVE, 90, 80, 300)
MINUTE = 60_000

values = st.lists(st.none() | st.floats(0, 100), max_size=60)


def _run(threshold: Threshold, found: list[float | None]) -> list[Transition | None]:
    state, out = ThresholdState(), []
    for at, value in enumerate(found):
        state, transition = step(threshold, state, value, at * MINUTE)
        out.append(transition)
    return out


def test_it_opens_after_its_time_beyond_the_limit_and_closes_at_the_clear_limit() -> None:
    found = _run(CPU, [95, 95, 95, 95, 95, 95, 85, 85, 79])
    assert found == [None] * 5 + [Transition.OPENED, None, None, Transition.CLOSED]


def test_a_peak_shorter_than_the_time_opens_nothing() -> None:
    assert set(_run(CPU, [95, 95, 95, 50, 95, 95, 95, 95])) == {None}


def test_a_gap_neither_counts_nor_clears() -> None:
    assert _run(CPU, [95, 95, 95, None, 95, 95, 95])[-1] is None
    assert _run(CPU, [95, 95, 95, None, 95, 95, 95, 95])[-1] is Transition.OPENED


def test_below_is_the_mirror_of_above() -> None:
    low = Threshold("free", Operator.BELOW, 10, 20, 0)
    assert _run(low, [50, 9, 15, 20]) == [None, Transition.OPENED, None, Transition.CLOSED]


@given(values)
def test_opening_and_closing_take_turns(found: list[float | None]) -> None:
    said = [transition for transition in _run(CPU, found) if transition is not None]
    assert said == [Transition.OPENED, Transition.CLOSED][:2] * (len(said) // 2) + said[len(said) // 2 * 2 :]
    assert not said or said[0] is Transition.OPENED


@given(values)
def test_without_gaps_it_opens_exactly_when_a_run_beyond_is_long_enough(found: list[float | None]) -> None:
    whole = [value for value in found if value is not None]
    run, is_open, expected = 0, False, []
    for value in whole:
        said = None
        if is_open:
            if value <= CPU.clear_limit:
                is_open, run, said = False, 0, Transition.CLOSED
        else:
            run = run + 1 if value > CPU.limit else 0
            if run > CPU.seconds // 60:
                is_open, said = True, Transition.OPENED
        expected.append(said)
    assert _run(CPU, list(whole)) == expected


def test_not_a_number_is_a_gap() -> None:
    assert _run(CPU, [95] * 3 + [float("nan")] + [95] * 3)[-1] is None


@given(st.lists(st.sampled_from(list(Outcome)), max_size=40))
def test_three_misses_in_a_row_are_down_and_an_answer_is_up(outcomes: list[Outcome]) -> None:
    state, misses, down = Reachability(), 0, False
    for at, outcome in enumerate(outcomes):
        state, transition = reachability.step(state, outcome, at)
        expected = None
        if outcome is Outcome.ANSWERED:
            expected = Transition.CLOSED if down else None
            misses, down = 0, False
        elif outcome is Outcome.MISSED:
            misses += 1
            expected = Transition.OPENED if misses == MISSES_UNTIL_DOWN else None
            down = misses >= MISSES_UNTIL_DOWN
        assert transition is expected
        assert state.is_down == down


def test_down_is_since_the_first_miss() -> None:
    state = Reachability()
    for at in (10, 20, 30, 40):
        state, _ = reachability.step(state, Outcome.MISSED, at)
    assert state.since == 10
