"""The pane of one record: what is wanted is what is shown, in whatever order the answers come."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from itdesk.ui.app.office import Office
from itdesk.ui.app.record_detail import RecordDetail
from tests.ui.hands import words


class Pane(RecordDetail):
    """Its reads wait at a gate each and answer (record, number of the read); 404 is gone."""

    gates: list[threading.Event]
    started: list[int]
    filled: list[tuple[int, int, bool]]
    lock: threading.Lock

    def read(self, record: int) -> tuple[int, int] | None:
        with self.lock:
            number = len(self.started)
            self.started.append(record)
        assert self.gates[number].wait(30)
        return None if record == 404 else (record, number)

    def fill(self, found: tuple[int, int]) -> None:
        self.filled.append((*found, self.changed_record))


@pytest.fixture
def pane(open_office: Callable[..., Office], qtbot: QtBot) -> Pane:
    office = open_office("overview")
    made = Pane(office.context, office.window)
    made.gates = [threading.Event() for _ in range(9)]
    made.lock, made.started, made.filled = threading.Lock(), [], []
    made.resize(400, 300)
    made.show()
    return made


def _ask(pane: Pane, record: int | None, qtbot: QtBot) -> None:
    """Ask for a record; its read has begun."""
    count = len(pane.started)
    pane.show_record(record)
    if record is not None:
        qtbot.waitUntil(lambda: len(pane.started) == count + 1)


def _open(pane: Pane, number: int, qtbot: QtBot) -> None:
    """Let a read answer, and wait until the answer was heard."""
    running = len(pane.context.tasks.running)
    pane.gates[number].set()
    qtbot.waitUntil(lambda: len(pane.context.tasks.running) < running)


def test_nothing_is_chosen_until_something_is(pane: Pane, qtbot: QtBot) -> None:
    assert "Nothing is chosen" in words(pane) and pane.shown is None
    _ask(pane, 7, qtbot)
    assert pane.record == 7 and pane.shown is None, "it is still being read"
    _open(pane, 0, qtbot)
    assert pane.shown == 7 and pane.filled == [(7, 0, True)]
    assert "Nothing is chosen" not in words(pane)
    _ask(pane, None, qtbot)
    assert pane.shown is None and "Nothing is chosen" in words(pane)


def test_an_answer_about_a_record_one_has_left_is_not_shown(pane: Pane, qtbot: QtBot) -> None:
    _ask(pane, 7, qtbot)
    _ask(pane, 8, qtbot)
    _open(pane, 1, qtbot)
    assert pane.shown == 8
    _open(pane, 0, qtbot)
    assert pane.shown == 8 and [record for record, _, _ in pane.filled] == [8]


def test_what_was_read_before_is_not_shown_over_what_is_newer(pane: Pane, qtbot: QtBot) -> None:
    _ask(pane, 7, qtbot)
    _ask(pane, 7, qtbot)
    _open(pane, 1, qtbot)
    _open(pane, 0, qtbot)
    assert pane.filled == [(7, 1, True)]
    _ask(pane, 7, qtbot)
    _open(pane, 2, qtbot)
    assert pane.filled == [(7, 1, True), (7, 2, False)], "the same record again"


def test_an_older_answer_is_better_than_none(pane: Pane, qtbot: QtBot) -> None:
    _ask(pane, 7, qtbot)
    _ask(pane, 7, qtbot)
    _open(pane, 0, qtbot)
    assert pane.filled == [(7, 0, True)], "a person need not wait for the newest"
    _open(pane, 1, qtbot)
    assert pane.filled[-1] == (7, 1, False)


def test_a_record_that_is_gone_leaves_nothing_and_another_is_new(pane: Pane, qtbot: QtBot) -> None:
    for number, record in enumerate((7, 404, 7)):
        _ask(pane, record, qtbot)
        _open(pane, number, qtbot)
    assert pane.filled == [(7, 0, True), (7, 2, True)]
    _ask(pane, 404, qtbot)
    _open(pane, 3, qtbot)
    assert pane.shown is None and "Nothing is chosen" in words(pane)


def test_an_answer_that_comes_when_nothing_is_chosen_any_more_is_dropped(pane: Pane, qtbot: QtBot) -> None:
    _ask(pane, 7, qtbot)
    _ask(pane, None, qtbot)
    _open(pane, 0, qtbot)
    assert pane.shown is None and pane.filled == []
    pane.again()
    assert len(pane.started) == 1, "nothing is read again"
