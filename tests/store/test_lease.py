"""A duty is done by one process: taken, kept, given up, taken over."""

from __future__ import annotations

import threading

from itdesk.store.lease import TERM, Lease
from itdesk.store.store import Store, open_store
from tests.clocks import DAY, HandClock


def test_one_takes_it_and_the_other_must_wait(any_store: Store, second_store: Store) -> None:
    one, two = Lease(any_store, "daemon"), Lease(second_store, "daemon")
    assert one.take({"devices": 3})
    assert not two.take()
    state = Lease.state(second_store, "daemon")
    assert state is not None
    assert (state.holder, state.status) == (one.holder, {"devices": 3})


def test_a_heartbeat_keeps_it_and_tells_the_newest(
    any_store: Store, second_store: Store, clock: HandClock
) -> None:
    one, two = Lease(any_store, "daemon"), Lease(second_store, "daemon")
    for round_ in range(5):
        assert one.take({"round": round_})
        clock.forward(TERM)
        assert not two.take()
    state = Lease.state(second_store, "daemon")
    assert state is not None and state.status == {"round": 4}


def test_it_is_taken_over_when_no_heartbeat_comes(
    any_store: Store, second_store: Store, clock: HandClock
) -> None:
    one, two = Lease(any_store, "daemon"), Lease(second_store, "daemon")
    assert one.take()
    clock.forward(TERM + 1)
    assert Lease.state(any_store, "daemon") is None
    assert two.take()
    assert not one.take()


def test_who_gives_it_up_lets_the_next_one_in_at_once(any_store: Store, second_store: Store) -> None:
    one, two = Lease(any_store, "daemon"), Lease(second_store, "daemon")
    assert one.take()
    one.release()
    assert Lease.state(any_store, "daemon") is None
    assert two.take()
    one.release()  # it is not its own any more
    assert not one.take()


def test_duties_do_not_hinder_each_other(any_store: Store, second_store: Store) -> None:
    assert Lease(any_store, "daemon").take()
    assert Lease(second_store, "mail").take()
    assert Lease.state(any_store, "nothing") is None


def test_a_clock_that_jumps_back_locks_nobody_out(
    any_store: Store, second_store: Store, clock: HandClock
) -> None:
    one, two = Lease(any_store, "daemon"), Lease(second_store, "daemon")
    assert one.take()
    clock.forward(-DAY)
    assert two.take()


def test_a_heartbeat_is_not_journaled(any_store: Store) -> None:
    assert Lease(any_store, "daemon").take()
    assert any_store.head() == 0


def test_of_many_that_try_at_once_exactly_one_gets_it(any_store: Store) -> None:
    place = getattr(any_store.engine, "url", any_store.engine.place)
    start = threading.Barrier(6)
    taken: list[bool] = []

    def try_it() -> None:
        store = open_store(place, any_store.schema, origin="test")
        try:
            start.wait()
            taken.append(Lease(store, "daemon").take())
        finally:
            store.close()

    threads = [threading.Thread(target=try_it) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(taken) == [False] * 5 + [True]
