"""The watch on SQLite and on PostgreSQL alike: polls, alerts, samples, requests."""

from __future__ import annotations

import asyncio

import pytest

from itdesk.desk import Desk
from itdesk.monitoring.charts import chart
from itdesk.monitoring.polling import Poller, Summary
from itdesk.monitoring.requests import PollRequests
from itdesk.monitoring.rolling import Rolling
from itdesk.monitoring.samples import HOUR, MINUTE, TIERS, Measured, Samples
from itdesk.store.engine import rows, scalar
from tests.monitoring.made_up import PUBLIC, Devices, add, told

BEGIN = 1_800_000_000_000 - 1_800_000_000_000 % TIERS[1].chunk


@pytest.fixture
def network(any_desk: Desk) -> Devices:
    return Devices(any_desk.store.clock)


@pytest.fixture
def poller(any_desk: Desk, network: Devices) -> Poller:
    return Poller(any_desk.store, any_desk.secrets, network, print)


def round_of(poller: Poller) -> Summary:
    return asyncio.run(poller.round(poller.load()))


def test_an_outage_from_its_first_miss_to_its_ticket(
    any_desk: Desk, poller: Poller, network: Devices
) -> None:
    key = add(any_desk)
    network.tells["127.0.0.9"] = told(octets=5)
    assert round_of(poller) == Summary(1, 1)
    del network.tells["127.0.0.9"]
    assert [round_of(poller).raised for _ in range(4)] == [0, 0, 1, 0]
    assert any_desk.store.read("device", key)["state"] == "down"
    found = rows(any_desk.store.engine, "SELECT subject, state, ticket_id FROM alert")
    assert found == [("reachable", "open", 1)]
    network.tells["127.0.0.9"] = told(octets=9)
    assert round_of(poller).recovered == 1
    assert any_desk.journal.verify().entries > 0


def test_a_request_is_fulfilled_by_the_next_poll(any_desk: Desk, poller: Poller, network: Devices) -> None:
    key, requests = add(any_desk), PollRequests(any_desk.store)
    network.tells["127.0.0.9"] = told()
    round_of(poller)
    request = requests.ask(key)
    assert requests.open() == {key: request}
    round_of(poller)
    assert requests.open() == {} and requests.is_fulfilled(key, request)


def test_samples_come_back_rolled_up_and_pruned(any_desk: Desk) -> None:
    engine = any_desk.store.engine
    samples, rolling = Samples(engine), Rolling(engine)
    with engine.write():
        for n in range(12 * 60):
            samples.append(1, BEGIN + n * MINUTE, [Measured("cpu", "", "%", float(n % 60)),
                                                   Measured("in", "受付", "bit/s", None)])  # fmt: skip
        while rolling.roll_up(1, TIERS[0], BEGIN + 12 * HOUR):
            continue
    series = samples.find(1, "cpu")
    assert series is not None
    found = samples.rollups(series, TIERS[0], BEGIN, BEGIN + 12 * HOUR)
    assert len(found) == 144 and {rollup.number for _, rollup in found} == {5}
    with engine.write():
        rolling.prune(1, BEGIN + 400 * 24 * HOUR)
    assert scalar(engine, "SELECT count(*) FROM polled_values") == 0
    drawn = chart(samples, series, BEGIN, BEGIN + 12 * HOUR, 100, BEGIN + 400 * 24 * HOUR)
    assert min(p.low for p in drawn.points) == 0 and max(p.high for p in drawn.points) == 59
    assert [s.part for s in samples.series(1)] == ["", "受付"]


def test_the_same_poll_kept_again_replaces_itself(any_desk: Desk) -> None:
    samples = Samples(any_desk.store.engine)
    for value in (1.0, 2.0):
        with any_desk.store.engine.write():
            samples.append(1, BEGIN, [Measured("cpu", "", "%", value)])
    series = samples.find(1, "cpu")
    assert series is not None
    assert [s.value for s in samples.raw(series, BEGIN, BEGIN + HOUR)] == [2.0]


def test_times_nobody_watched_are_kept(any_desk: Desk) -> None:
    samples = Samples(any_desk.store.engine)
    with any_desk.store.engine.write():
        samples.unobserved(BEGIN, BEGIN + HOUR)
        samples.unobserved(BEGIN, BEGIN + 2 * HOUR)
        samples.watch_seen(BEGIN + 2 * HOUR)
    assert samples.not_observed(BEGIN, BEGIN + 3 * HOUR) == [(BEGIN, BEGIN + 2 * HOUR)]
    assert samples.watched_until() == BEGIN + 2 * HOUR


def test_watched_addresses_are_those_of_watched_devices(any_desk: Desk) -> None:
    key, other = add(any_desk, "10.0.0.1"), add(any_desk, "10.0.0.2")
    any_desk.monitoring.unwatch("test", other)
    assert any_desk.monitoring.watched_addresses() == {"10.0.0.1": key}
    any_desk.monitoring.set_credential("test", key, PUBLIC)
