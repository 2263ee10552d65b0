"""The window hears of what is written: once, in order, from anybody; and of a desk that does not answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from itdesk.core.errors import DeskError
from itdesk.core.events import Changed
from itdesk.desk import Desk
from itdesk.store.engine import execute
from itdesk.ui.app.feed_watch import FeedWatch
from tests.records import add, change, remove, take_back

Watch = Callable[[int], "Heard"]


class Heard:
    """Writes down what a watch says."""

    def __init__(self, watch: FeedWatch) -> None:
        self.watch = watch
        self.changes: list[Changed] = []
        self.lost: list[DeskError] = []
        self.found_again = 0
        watch.changed.connect(self.changes.append)
        watch.lost.connect(self.lost.append)
        watch.found_again.connect(self._again)

    def _again(self) -> None:
        self.found_again += 1

    @property
    def entries(self) -> list[tuple[str, int]]:
        return [(change.kind, change.entry) for change in self.changes]


@pytest.fixture
def watched(qtbot: QtBot, any_desk: Desk) -> Iterator[Watch]:
    """watched(head) → a started watch that knows the desk up to an entry."""
    made: list[FeedWatch] = []

    def start(head: int) -> Heard:
        watch = FeedWatch(any_desk, head)
        made.append(watch)
        heard = Heard(watch)
        watch.start()
        return heard

    yield start
    for watch in made:
        watch.stop()
        watch.deleteLater()


@pytest.fixture
def others(any_desk: Desk) -> Iterator[Desk]:
    """Somebody else at the same desk."""
    engine = any_desk.store.engine
    desk = Desk.open(str(getattr(engine, "url", engine.place)), origin="cli", actor="somebody")
    yield desk
    desk.close()


def test_what_others_write_is_told_once_and_in_order(watched: Watch, others: Desk, qtbot: QtBot) -> None:
    heard = watched(others.store.head())
    key = add(others, "supplier", name="Bechtle")
    first = others.store.head()
    second = change(others, "supplier", key, phone="1")
    third = remove(others, "supplier", key)
    fourth = take_back(others, third)
    wanted = [("supplier", number) for number in (first, second, third, fourth)]
    qtbot.waitUntil(lambda: heard.entries == wanted)
    assert all(change.ids == (key,) for change in heard.changes)
    add(others, "place", name="Annex")
    qtbot.waitUntil(lambda: len(heard.entries) == 5)
    assert heard.entries[:4] == wanted


def test_own_writes_are_told_as_soon_as_somebody_asks(watched: Watch, any_desk: Desk, qtbot: QtBot) -> None:
    heard = watched(any_desk.store.head())
    key = add(any_desk, "supplier", name="Bechtle")
    heard.watch.look()
    qtbot.waitUntil(lambda: [change.ids for change in heard.changes] == [(key,)])


def test_what_was_written_since_the_window_knew_the_desk_is_told_at_the_start(
    watched: Watch, others: Desk, qtbot: QtBot
) -> None:
    head = others.store.head()
    for name in ("one", "two"):
        add(others, "place", name=name)
    heard = watched(head)
    qtbot.waitUntil(lambda: heard.entries == [("place", head + 1), ("place", head + 2)])


def test_one_entry_about_several_kinds_is_told_for_each(watched: Watch, others: Desk, qtbot: QtBot) -> None:
    heard = watched(others.store.head())
    with others.write("many") as unit:
        unit.insert("place", {"name": "HQ"})
        unit.insert("supplier", {"name": "Bechtle"})
        unit.insert("place", {"name": "Annex"})
    qtbot.waitUntil(lambda: len(heard.changes) == 2)
    assert {change.kind: len(change.ids) for change in heard.changes} == {"place": 2, "supplier": 1}


def test_a_very_big_entry_is_told_without_its_records(watched: Watch, others: Desk, qtbot: QtBot) -> None:
    heard = watched(others.store.head())
    with others.write("very many") as unit:
        for number in range(1_001):
            unit.insert("place", {"name": f"Room {number}"})
    qtbot.waitUntil(lambda: [(change.kind, change.ids) for change in heard.changes] == [("place", ())])


def test_a_write_that_was_given_up_is_not_told(watched: Watch, others: Desk, qtbot: QtBot) -> None:
    heard = watched(others.store.head())
    with pytest.raises(ZeroDivisionError), others.write("never") as unit:
        unit.insert("place", {"name": "Nowhere"})
        raise ZeroDivisionError
    key = add(others, "supplier", name="Bechtle")
    qtbot.waitUntil(lambda: bool(heard.changes))
    assert [(change.kind, change.ids) for change in heard.changes] == [("supplier", (key,))]


def test_a_desk_that_does_not_answer_is_said_once_and_nothing_is_missed(
    watched: Watch, others: Desk, qtbot: QtBot
) -> None:
    heard = watched(others.store.head())
    engine = others.store.engine
    with engine.write():
        execute(engine, "ALTER TABLE journal_entry RENAME TO out_of_reach")
    heard.watch.look()
    qtbot.waitUntil(lambda: len(heard.lost) == 1)
    for _ in range(3):
        heard.watch.look()
    assert isinstance(heard.lost[0], DeskError) and heard.lost[0].sentence()
    assert heard.found_again == 0
    with engine.write():
        execute(engine, "ALTER TABLE out_of_reach RENAME TO journal_entry")
    key = add(others, "supplier", name="Bechtle")
    qtbot.waitUntil(lambda: heard.found_again == 1 and len(heard.changes) == 1)
    assert heard.changes[0].ids == (key,) and len(heard.lost) == 1


def test_many_askings_at_once_are_answered_and_miss_nothing(
    watched: Watch, any_desk: Desk, qtbot: QtBot
) -> None:
    heard = watched(any_desk.store.head())
    for number in range(12):
        add(any_desk, "place", name=f"Room {number}")
        heard.watch.look()
    qtbot.waitUntil(lambda: len(heard.changes) == 12)
    assert [change.entry for change in heard.changes] == sorted(change.entry for change in heard.changes)


def test_after_the_end_nothing_is_told_and_asking_is_no_fault(
    watched: Watch, any_desk: Desk, others: Desk, qtbot: QtBot
) -> None:
    first, second = watched(others.store.head()), watched(others.store.head())
    first.watch.stop()
    first.watch.stop()
    first.watch.look()
    add(others, "place", name="Annex")
    qtbot.waitUntil(lambda: len(second.changes) == 1)
    assert first.changes == []


def test_two_windows_hear_the_same(watched: Watch, others: Desk, qtbot: QtBot) -> None:
    first, second = watched(others.store.head()), watched(others.store.head())
    key = add(others, "supplier", name="Bechtle")
    change(others, "supplier", key, phone="1")
    qtbot.waitUntil(lambda: len(first.changes) == len(second.changes) == 2)
    assert first.changes == second.changes
