"""Work off the UI thread: results, failures, progress and cancel, each told once and on the UI thread."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, QThread
from pytestqt.qtbot import QtBot

from itdesk.core.errors import DeskError
from itdesk.ui.kit.tasks import READERS, Progress, Task, Tasks
from itdesk.ui.kit.workers import Workers


class Ears(QObject):
    """Hears what tasks say, and on which thread."""

    def __init__(self) -> None:
        super().__init__()
        self.results: list[object] = []
        self.errors: list[object] = []
        self.threads: set[QThread] = set()

    def done(self, result: object) -> None:
        self.results.append(result)
        self.threads.add(QThread.currentThread())

    def failed(self, error: object) -> None:
        self.errors.append(error)
        self.threads.add(QThread.currentThread())


@pytest.fixture
def ears(qtbot: QtBot) -> Ears:
    return Ears()


@pytest.fixture
def tasks(qtbot: QtBot) -> Iterator[Tasks]:
    made = Tasks()
    yield made
    assert made.stop()
    made.deleteLater()


def test_a_result_comes_once_and_on_the_ui_thread(tasks: Tasks, ears: Ears, qtbot: QtBot) -> None:
    where: list[str] = []

    def work(progress: Progress) -> int:
        where.append(threading.current_thread().name)
        return 42

    tasks.read("Reading", work, ears.done)
    qtbot.waitUntil(lambda: not tasks.running)
    assert ears.results == [42] and where[0].startswith("read-")
    assert ears.threads == {QThread.currentThread()}


def test_writes_run_one_after_another_in_the_order_given(tasks: Tasks, ears: Ears, qtbot: QtBot) -> None:
    begun: list[int] = []
    for number in range(20):
        tasks.write("Writing", lambda _progress, n=number: begun.append(n) or n, ears.done)
    qtbot.waitUntil(lambda: len(ears.results) == 20)
    assert begun == ears.results == list(range(20))


def test_reads_run_side_by_side(tasks: Tasks, ears: Ears, qtbot: QtBot) -> None:
    together = threading.Barrier(READERS)
    for _ in range(READERS):
        tasks.read("Reading", lambda _progress: together.wait(5), ears.done)
    qtbot.waitUntil(lambda: len(ears.results) == READERS)


@pytest.mark.parametrize("error", [DeskError("desk.locked"), ValueError("a bug")], ids=["known", "bug"])
def test_a_failure_goes_to_who_asked(tasks: Tasks, ears: Ears, qtbot: QtBot, error: Exception) -> None:
    def work(progress: Progress) -> None:
        raise error

    tasks.read("Reading", work, ears.done, ears.failed)
    qtbot.waitUntil(lambda: bool(ears.errors))
    assert ears.errors == [error] and ears.results == []


def test_a_failure_nobody_asked_for_is_told_by_all_tasks(tasks: Tasks, ears: Ears, qtbot: QtBot) -> None:
    tasks.failed.connect(ears.failed)
    tasks.write("Writing", lambda _progress: 1 // 0, ears.done)
    qtbot.waitUntil(lambda: bool(ears.errors))
    assert isinstance(ears.errors[0], ZeroDivisionError)


def test_progress_is_told_and_cancel_stops_the_work_at_its_next_step(
    tasks: Tasks, ears: Ears, qtbot: QtBot
) -> None:
    listened, reached = threading.Event(), threading.Event()

    def work(progress: Progress) -> None:
        assert listened.wait(5)  # or the first word is said before this test listens
        for step in range(1_000_000):
            progress(step, 1_000_000, "half way")
            reached.set()

    task = tasks.read("Long", work, ears.done, ears.failed)
    with qtbot.waitSignals([task.progressed, task.cancelled, task.ended]):
        listened.set()
        assert reached.wait(5)
        task.cancel()
    assert ears.results == ears.errors == []
    assert not tasks.running


def test_a_task_cancelled_before_its_turn_does_nothing(tasks: Tasks, ears: Ears, qtbot: QtBot) -> None:
    gate, ran = threading.Event(), list[int]()
    tasks.write("First", lambda _progress: gate.wait(5), ears.done)
    second = tasks.write("Second", lambda _progress: ran.append(1), ears.done)
    second.cancel()
    gate.set()
    qtbot.waitUntil(lambda: not tasks.running)
    assert ran == [] and ears.results == [True]


def test_long_work_is_announced_and_short_work_is_not(tasks: Tasks, ears: Ears, qtbot: QtBot) -> None:
    announced: list[Task[object]] = []
    tasks.announced.connect(announced.append)
    gate = threading.Event()
    tasks.read("Short", lambda _progress: 1, ears.done)
    long = tasks.read("Long", lambda _progress: gate.wait(10), ears.done)
    qtbot.waitUntil(lambda: announced == [long])
    gate.set()
    qtbot.waitUntil(lambda: len(ears.results) == 2)
    assert [task.title for task in announced] == ["Long"]


def test_who_died_meanwhile_hears_nothing(tasks: Tasks, qtbot: QtBot) -> None:
    gate, mortal = threading.Event(), Ears()
    results = mortal.results
    tasks.read("Reading", lambda _progress: gate.wait(5), mortal.done)
    mortal.deleteLater()
    del mortal
    qtbot.waitUntil(lambda: True)
    gate.set()
    qtbot.waitUntil(lambda: not tasks.running)
    assert results in ([], [True])


def test_after_the_end_nothing_is_begun(qtbot: QtBot, ears: Ears) -> None:
    made = Tasks()
    assert made.stop()
    ran: list[int] = []
    made.read("Late", lambda _progress: ran.append(1), ears.done)
    assert ran == [] and ears.results == []
    made.deleteLater()


def test_each_thread_leaves_what_it_holds() -> None:
    left: list[str] = []
    workers = Workers("closing", 3, leave=lambda: left.append(threading.current_thread().name))
    assert workers.stop()
    assert sorted(left) == ["closing-0", "closing-1", "closing-2"]
