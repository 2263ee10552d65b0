"""Polls that wait to be written, against a plain list."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from itdesk.daemon.backlog import Backlog
from itdesk.monitoring.alerts import Wrong
from itdesk.monitoring.keepers import Alarm
from itdesk.monitoring.memory import DeviceMemory
from itdesk.monitoring.polling import Polled
from itdesk.monitoring.rules.reachability import Outcome
from itdesk.monitoring.samples import Measured


def polled(device: int, at: int, values: int = 2) -> Polled:
    measured = tuple(Measured("in", f"p{n}", "bit/s", float(at)) for n in range(values))
    wrong = Wrong(Alarm("cpu", f"at {at}", "warn"), at)
    return Polled(device, at, Outcome.ANSWERED, measured, DeviceMemory(answered=at), (wrong,))


doings = st.lists(
    st.one_of(
        st.tuples(st.just("add"), st.integers(1, 4), st.integers(0, 6)),
        st.tuples(st.just("write"), st.integers(1, 5), st.just(0)),
    ),
    max_size=60,
)


@settings(max_examples=80)
@given(doings)
def test_it_is_a_queue_whose_polls_carry_what_is_known_last(doings: list[tuple[str, int, int]]) -> None:
    backlog, model, newest = Backlog(), list[Polled](), dict[int, Polled]()
    for at, (what, number, values) in enumerate(doings):
        if what == "add":
            model.append(polled(number, at, values))
            newest[number] = model[-1]
            backlog.add(model[-1])
        else:
            batch = backlog.first(number)
            expected = [
                replace(p, memory=newest[p.device].memory, wrongs=newest[p.device].wrongs)
                for p in model[:number]
            ]
            assert batch == expected
            backlog.done(batch)
            del model[:number]
        assert len(backlog) == len(model)
    assert backlog.dropped == 0


@settings(max_examples=60)
@given(st.lists(st.integers(0, 12), max_size=60), st.integers(5, 40))
def test_it_keeps_the_newest_polls_up_to_its_limit_and_counts_the_others(
    sizes: list[int], limit: int
) -> None:
    backlog, model = Backlog(limit), list[Polled]()
    for at, size in enumerate(sizes):
        model.append(polled(1, at, size))
        backlog.add(model[-1])
        while sum(len(p.measured) + 1 for p in model) > limit and len(model) > 1:
            model.pop(0)
    assert [p.at for p in backlog.first(1_000)] == [p.at for p in model]
    assert backlog.dropped == len(sizes) - len(model)


def test_polls_stay_until_they_are_written() -> None:
    backlog = Backlog()
    backlog.add(polled(1, 10))
    assert backlog.first(5) == backlog.first(5)
    assert len(backlog) == 1


def test_what_was_given_up_while_it_was_written_is_not_taken_for_another() -> None:
    backlog = Backlog(limit=6)
    for at in (1, 2):
        backlog.add(polled(1, at))
    batch = backlog.first(2)
    backlog.add(polled(1, 3))
    assert backlog.dropped == 1
    backlog.done(batch)
    assert [p.at for p in backlog.first(5)] == [3]


def test_a_single_poll_larger_than_the_limit_is_kept() -> None:
    backlog = Backlog(limit=3)
    backlog.add(polled(1, 1, 100))
    assert [len(p.measured) for p in backlog.first(5)] == [100]
