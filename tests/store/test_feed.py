"""What others write arrives: once, in order, whole, also after a lost connection."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from itdesk.core.errors import DeskError
from itdesk.core.events import Changed
from itdesk.core.types import Type
from itdesk.store.customs import add_custom_column
from itdesk.store.feed import Feed
from itdesk.store.store import Store
from tests.postgres import PostgresServer

PATIENCE = 10.0
"""Seconds that a busy machine may need; nobody waits so long when all is well."""


@pytest.fixture
def feed(second_store: Store) -> Iterator[Feed]:
    """The feed of another process, which has looked once."""
    made = Feed(second_store)
    made.poll()
    yield made
    made.close()


def person(store: Store, name: str) -> int:
    with store.write("tester", "add person") as unit:
        return unit.insert("person", {"name": name})


def test_each_change_comes_once_and_in_order(any_store: Store, feed: Feed) -> None:
    one, two = person(any_store, "Ada"), person(any_store, "Grace")
    with any_store.write("tester", "change") as unit:
        unit.update("person", one, {"name": "Ada L."})
        unit.insert("supplier", {"name": "Paper & Co"})
    assert feed.wait(PATIENCE)
    assert feed.poll() == [
        Changed("person", (one,), 1),
        Changed("person", (two,), 2),
        Changed("person", (one,), 3),
        Changed("supplier", (1,), 3),
    ]
    assert feed.poll() == []
    assert feed.head == 3


def test_nothing_written_is_nothing_heard(feed: Feed) -> None:
    assert not feed.wait(0.1)
    assert feed.poll() == []


def test_what_was_rolled_back_never_comes(any_store: Store, feed: Feed) -> None:
    with pytest.raises(ZeroDivisionError), any_store.write("tester", "add") as unit:
        unit.insert("person", {"name": "Nobody"})
        raise ZeroDivisionError
    person(any_store, "Ada")
    assert feed.wait(PATIENCE)
    assert [change.ids for change in feed.poll()] == [(1,)]


def test_a_waiting_thread_is_woken_by_a_write(any_store: Store, second_store: Store) -> None:
    heard: list[bool] = []
    ready = threading.Event()

    def listen() -> None:
        feed = Feed(second_store)
        feed.poll()
        ready.set()
        heard.append(feed.wait(PATIENCE))
        heard.append(bool(feed.poll()))
        feed.close()
        second_store.close()

    thread = threading.Thread(target=listen)
    thread.start()
    assert ready.wait(PATIENCE)
    person(any_store, "Ada")
    thread.join(2 * PATIENCE)
    assert heard == [True, True]


def test_a_bulk_is_told_by_its_kinds(any_store: Store, feed: Feed) -> None:
    with any_store.write("tester", "import") as unit:
        unit.insert_many("person", [{"name": f"Person {n}"} for n in range(1_001)])
    assert feed.wait(PATIENCE)
    assert feed.poll() == [Changed("person", (), 1)]


def test_a_long_absence_is_caught_up_whole(any_store: Store, feed: Feed) -> None:
    key = person(any_store, "Ada")
    for number in range(1_005):
        with any_store.write("tester", "change") as unit:
            unit.update("person", key, {"name": f"Ada {number}"})
    assert feed.wait(PATIENCE)
    assert [change.entry for change in feed.poll()] == list(range(1, 1_007))


def test_a_custom_column_that_another_process_added_is_known(
    any_store: Store, second_store: Store, feed: Feed
) -> None:
    with any_store.write("tester", "add field") as unit:
        add_custom_column(unit, "asset", "room-key", "Room key", Type.TEXT)
    assert feed.wait(PATIENCE)
    feed.poll()
    assert "room-key" in second_store.schema.kind("asset").by_name


def test_nothing_is_missed_over_a_lost_connection(
    postgres_server: PostgresServer, postgres_place: str, postgres_store: Store
) -> None:
    feed = Feed(postgres_store)
    feed.poll()
    postgres_server.cut_connections(postgres_place)
    with pytest.raises(DeskError) as caught:
        feed.wait(PATIENCE)
    assert caught.value.code == "desk.unreachable"
    with pytest.raises(DeskError):
        person(postgres_store, "Ada")  # its own connection was cut too
    person(postgres_store, "Grace")
    assert [change.ids for change in feed.poll()] == [(1,)]
    feed.close()
