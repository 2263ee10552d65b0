"""Threads that take work from a queue and end when told, and a collector that runs on one thread alone."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable, Iterator
from queue import SimpleQueue

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication, QObject
from pytestqt.qtbot import QtBot

from itdesk.ui.kit.garbage import Garbage, keep_on_this_thread
from itdesk.ui.kit.workers import Workers


def me() -> str:
    return threading.current_thread().name


@pytest.fixture
def one() -> Iterator[Workers]:
    made = Workers("one", 1)
    yield made
    assert made.stop()


# --- order ----------------------------------------------------------------------------------------------
@settings(max_examples=20)
@given(st.lists(st.integers(), max_size=40))
def test_one_thread_does_its_work_in_the_order_given(numbers: list[int]) -> None:
    done: list[int] = []
    workers = Workers("order", 1)
    for number in numbers:
        workers.submit(lambda number=number: done.append(number))
    assert workers.stop()
    assert done == numbers


@settings(max_examples=10)
@given(st.integers(1, 5), st.integers(0, 60))
def test_of_several_threads_each_work_is_done_once(count: int, works: int) -> None:
    done: SimpleQueue[int] = SimpleQueue()
    workers = Workers("several", count)
    for number in range(works):
        workers.submit(lambda number=number: done.put(number))
    assert workers.stop()
    assert sorted(done.get_nowait() for _ in range(works)) == list(range(works)) and done.empty()


def test_several_threads_work_side_by_side() -> None:
    together = threading.Barrier(3, timeout=10)
    names: SimpleQueue[str] = SimpleQueue()
    workers = Workers("side", 3)

    def meet() -> None:
        together.wait()
        names.put(me())

    for _ in range(3):
        workers.submit(meet)
    assert workers.stop()
    assert sorted(names.get_nowait() for _ in range(3)) == ["side-0", "side-1", "side-2"]


def test_work_may_give_more_work(one: Workers) -> None:
    done: list[str] = []
    over = threading.Event()

    def first() -> None:
        done.append("first")
        one.submit(second)

    def second() -> None:
        done.append("second")
        over.set()

    one.submit(first)
    assert over.wait(10) and done == ["first", "second"]


def test_no_work_runs_on_the_thread_that_gave_it(one: Workers) -> None:
    names: SimpleQueue[str] = SimpleQueue()
    one.submit(lambda: names.put(me()))
    assert names.get(timeout=10) == "one-0" != me()


# --- the end --------------------------------------------------------------------------------------------
def test_what_was_given_before_the_end_is_done_and_what_comes_after_is_not() -> None:
    gate, done = threading.Event(), list[int]()
    workers = Workers("end", 1)
    workers.submit(lambda: gate.wait(10) and done.append(1))
    workers.submit(lambda: done.append(2))
    gate.set()
    assert workers.stop()
    workers.submit(lambda: done.append(3))
    assert done == [1, 2]
    assert workers.stop(), "to end it again is no fault"


def test_who_does_not_end_in_time_is_told_of() -> None:
    gate = threading.Event()
    workers = Workers("stuck", 1)
    workers.submit(lambda: gate.wait(10))
    assert not workers.stop(0.01)
    gate.set()
    assert workers.stop()


def test_each_thread_leaves_once_after_its_last_work() -> None:
    log: SimpleQueue[tuple[str, str]] = SimpleQueue()
    workers = Workers("leave", 2, leave=lambda: log.put(("left", me())))
    for _ in range(10):
        workers.submit(lambda: log.put(("worked", me())))
    assert workers.stop()
    seen = [log.get_nowait() for _ in range(12)]
    assert sorted(name for word, name in seen if word == "left") == ["leave-0", "leave-1"]
    for name in ("leave-0", "leave-1"):
        assert [word for word, who in seen if who == name][-1] == "left"


# --- the collector --------------------------------------------------------------------------------------
class Loop:
    """Two that hold each other, so that only the collector ends them; tells where it ended."""

    def __init__(self, told: Callable[[str], object]) -> None:
        self.told, self.other = told, self

    def __del__(self) -> None:
        self.told(me())


@pytest.fixture
def collector(qtbot: QtBot) -> Iterator[Garbage]:
    owner = QObject()
    made = Garbage(owner)
    made.collect()
    yield made
    gc.unfreeze()
    owner.deleteLater()


def make_loops(told: Callable[[str], object]) -> None:
    """Loops and more objects than the youngest generation takes."""
    for _ in range(20):
        Loop(told)
    assert [[number] for number in range(3_000)]


def test_no_worker_thread_ends_what_is_in_a_loop(collector: Garbage, one: Workers) -> None:
    ended, over = list[str](), threading.Event()

    def work() -> None:
        make_loops(ended.append)
        over.set()

    one.submit(work)
    assert over.wait(10) and ended == []
    for _ in range(30):  # the older generations take their turns
        keep = [[number] for number in range(3_000)]
        collector.collect()
        assert keep
    assert len(ended) == 20 and set(ended) == {me()}


def test_the_interpreters_own_collector_is_off(collector: Garbage) -> None:
    assert not gc.isenabled()
    ended: list[str] = []
    make_loops(ended.append)
    assert ended == []
    gc.collect()
    assert len(ended) == 20


def test_little_garbage_is_left_for_later(collector: Garbage) -> None:
    gc.collect()
    ended: list[str] = []
    Loop(ended.append)
    collector.collect()
    assert ended == []
    gc.collect()
    assert ended == [me()]


def test_an_application_has_one_collector_however_often_it_is_asked_for(qtbot: QtBot) -> None:
    app = QCoreApplication.instance()
    assert app is not None
    for _ in range(3):
        keep_on_this_thread()
    assert len(app.findChildren(Garbage)) == 1
