"""The poller on a network of our making: what it writes, what it leaves alone, what does not stop it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from itdesk.core.errors import DeskError
from itdesk.core.kinds import Value
from itdesk.desk import Desk
from itdesk.monitoring.asking import HOST, Asking, Target, has_line
from itdesk.monitoring.credentials import Credential, secret_name
from itdesk.monitoring.keepers import DEMO
from itdesk.monitoring.polling import BATCH, Polled, Poller, Summary
from itdesk.monitoring.probes.failure import FailureKind, ProbeFailure
from itdesk.monitoring.probes.reading import Identity
from itdesk.monitoring.probes.snmp.client import Client
from itdesk.monitoring.requests import PollRequests
from itdesk.monitoring.samples import DAY, MINUTE
from itdesk.store.engine import execute, rows, scalar
from tests.clocks import HandClock
from tests.monitoring.made_up import START, Devices, add, told


@pytest.fixture
def clock() -> HandClock:
    return HandClock(START)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, clock: HandClock) -> Iterator[Desk]:
    monkeypatch.setenv("ITDESK_KEY_FILE", str(tmp_path / "key"))
    opened = Desk.open(str(tmp_path / "desk.db"), origin="test", create=True, clock=clock)
    yield opened
    opened.close()


@pytest.fixture
def network(clock: HandClock) -> Devices:
    return Devices(clock)


@pytest.fixture
def bugs() -> list[Exception]:
    return []


@pytest.fixture
def poller(desk: Desk, network: Devices, bugs: list[Exception]) -> Poller:
    return Poller(desk.store, desk.secrets, network, bugs.append)


def round_of(poller: Poller) -> Summary:
    return asyncio.run(poller.round(poller.load()))


def device(desk: Desk, key: int, name: str) -> Value:
    return desk.store.read("device", key)[name]


def stored(desk: Desk, key: int) -> int:
    return int(scalar(desk.store.engine, "SELECT count(*) FROM polled_values WHERE device_id = ?", (key,)))


# --- what is polled ----------------------------------------------------------------------------
def test_watched_devices_are_polled_and_no_others(desk: Desk, poller: Poller, network: Devices) -> None:
    add(desk, "127.0.0.1")
    add(desk, "127.0.0.2", watched=False)
    add(desk, "127.0.0.3", probe=DEMO)
    assert round_of(poller) == Summary(polled=1)
    assert network.asked == ["127.0.0.1"]


def test_a_device_without_a_credential_is_not_judged(desk: Desk, poller: Poller, network: Devices) -> None:
    with desk.write("add device") as unit:
        key = desk.keepers["device"].add(unit, {"address": "127.0.0.9", "name": "new"})
    network.tells["127.0.0.9"] = ProbeFailure(FailureKind.AUTH, "no credential is kept for it")
    for _ in range(4):
        round_of(poller)
    assert device(desk, key, "state") == "unknown"
    assert scalar(desk.store.engine, "SELECT count(*) FROM alert") == 0
    assert stored(desk, key) == 0


def test_a_credential_that_cannot_be_opened_is_a_problem_and_the_others_are_polled(
    desk: Desk, poller: Poller, network: Devices
) -> None:
    bad, good = add(desk, "127.0.0.1"), add(desk, "127.0.0.2")
    with desk.store.write("test", "spoil a secret"):
        sql = "UPDATE secret SET sealed = ? WHERE name = ?"
        execute(desk.store.engine, sql, (b"\x00" * 60, secret_name(bad)))
    network.tells["127.0.0.2"] = told()
    assert round_of(poller).answered == 1
    assert "credential" in poller.problem.lower() or "key" in poller.problem.lower()
    assert device(desk, good, "state") == "up"


def test_another_address_or_credential_makes_the_poller_forget(
    desk: Desk, poller: Poller, network: Devices
) -> None:
    key = add(desk, "127.0.0.1")
    first = poller.load()[0]
    assert poller.load()[0] is first
    with desk.write("edit device") as unit:
        desk.keepers["device"].change(unit, key, {"address": "127.0.0.2"})
    assert poller.load()[0].address == "127.0.0.2"
    desk.monitoring.unwatch("test", key)
    assert poller.load() == []
    assert network.forgotten == ["127.0.0.2"]


def test_a_credential_that_was_changed_is_taken_after_a_poll_that_failed(
    desk: Desk, poller: Poller, network: Devices
) -> None:
    key = add(desk)
    round_of(poller)
    other = Credential.v2c("other")
    desk.monitoring.set_credential("test", key, other)
    assert poller.load()[0].credential == other


# --- what is written ----------------------------------------------------------------------------
def test_what_is_measured_stands_in_the_desk_with_its_state(
    desk: Desk, poller: Poller, network: Devices, clock: HandClock
) -> None:
    key = add(desk)
    network.tells["127.0.0.9"] = told(cpu=12.5, octets=0)
    round_of(poller)
    clock.forward(MINUTE)
    network.tells["127.0.0.9"] = told(cpu=25, octets=7_500_000)
    assert round_of(poller) == Summary(polled=1, answered=1)
    detail = desk.monitoring.device_detail(key)
    assert (detail.device["state"], detail.cpu, detail.polled) == ("up", 25, START + MINUTE)
    assert detail.ports[0].received == 1_000_000
    assert detail.ports[0].load == pytest.approx(0.1)
    drawn = desk.monitoring.chart(key, "cpu", "", START, START + 2 * MINUTE, 60)
    assert [point.mean for point in drawn.points] == [12.5, 25]


def test_a_state_that_stays_is_not_journaled_each_minute(
    desk: Desk, poller: Poller, network: Devices, clock: HandClock
) -> None:
    add(desk)
    network.tells["127.0.0.9"] = told()
    round_of(poller)
    head = desk.store.head()
    for _ in range(3):
        clock.forward(MINUTE)
        round_of(poller)
    assert desk.store.head() == head
    desk.journal.verify()


def test_an_outage_is_one_alert_with_one_ticket_and_its_end_is_noted(
    desk: Desk, poller: Poller, network: Devices, clock: HandClock
) -> None:
    key = add(desk)
    network.tells["127.0.0.9"] = told()
    round_of(poller)
    del network.tells["127.0.0.9"]
    states: list[Value] = []
    for _ in range(5):
        clock.forward(MINUTE)
        round_of(poller)
        states.append(device(desk, key, "state"))
    assert states == ["up", "up", "down", "down", "down"]
    assert rows(desk.store.engine, "SELECT subject, since FROM alert") == [("reachable", START + MINUTE)]
    network.tells["127.0.0.9"] = told()
    clock.forward(MINUTE)
    assert round_of(poller) == Summary(1, 1, 0, 1)
    assert device(desk, key, "state") == "up"
    assert scalar(desk.store.engine, "SELECT count(*) FROM ticket") == 1


@pytest.mark.parametrize(
    ("failure", "words"),
    [
        (FailureKind.SILENT, "does not answer"), (FailureKind.REFUSED, "nothing listens there"),
        (FailureKind.AUTH, "does not accept the credential"), (FailureKind.GARBLED, "not SNMP"),
        (FailureKind.UNRESOLVED, "cannot be found by its name"),
    ],
)  # fmt: skip
def test_an_alert_says_what_kept_the_device_from_answering(
    desk: Desk, poller: Poller, network: Devices, clock: HandClock, failure: FailureKind, words: str
) -> None:
    add(desk)
    network.tells["127.0.0.9"] = ProbeFailure(failure)
    for _ in range(3):
        clock.forward(MINUTE)
        round_of(poller)
    assert words in str(scalar(desk.store.engine, "SELECT message FROM alert"))


def test_what_was_polled_is_written_once_however_often_it_is_kept(
    desk: Desk, poller: Poller, network: Devices
) -> None:
    key = add(desk)
    network.tells["127.0.0.9"] = told()
    polled = asyncio.run(poller.poll(poller.load()[0]))
    assert poller.keep([polled]) == Summary(1, 1)
    head = desk.store.head()
    poller.keep([polled])
    assert (stored(desk, key), desk.store.head()) == (1, head)
    assert poller.keep([]) == Summary()


def test_two_polls_of_a_device_in_one_batch_are_both_kept_and_the_later_one_counts(
    desk: Desk, poller: Poller, network: Devices, clock: HandClock
) -> None:
    key = add(desk)
    target = poller.load()[0]
    batch: list[Polled] = []
    for cpu in (10, 99):
        network.tells["127.0.0.9"] = told(cpu=cpu)
        batch.append(asyncio.run(poller.poll(target)))
        clock.forward(MINUTE)
    poller.keep(batch)
    assert stored(desk, key) == 2
    assert desk.monitoring.device_detail(key).cpu == 99


def test_a_device_that_is_removed_between_the_asking_and_the_writing_harms_nobody(
    desk: Desk, poller: Poller, network: Devices
) -> None:
    gone, stays = add(desk, "127.0.0.1"), add(desk, "127.0.0.2")
    network.tells |= {"127.0.0.1": told(), "127.0.0.2": told()}
    targets = poller.load()
    batch = [asyncio.run(poller.poll(target)) for target in targets]
    with desk.write("remove device") as unit:
        desk.keepers["device"].remove(unit, gone)
    poller.keep(batch)
    assert (stored(desk, gone), stored(desk, stays)) == (0, 1)


def test_a_poll_fulfils_the_requests_before_it_and_not_those_after_it(
    desk: Desk, poller: Poller, network: Devices, clock: HandClock
) -> None:
    key, requests = add(desk), PollRequests(desk.store)
    network.tells["127.0.0.9"] = told()
    target = poller.load()[0]
    requests.ask(key)
    first = asyncio.run(poller.poll(target))
    clock.forward(1)
    later = requests.ask(key)
    poller.keep([first])
    assert requests.open() == {key: later}
    clock.forward(1)
    poller.keep([asyncio.run(poller.poll(target))])
    assert requests.open() == {}
    assert requests.is_fulfilled(key, later)


def test_many_devices_are_written_in_batches(desk: Desk, poller: Poller, network: Devices) -> None:
    for number in range(BATCH + 20):
        add(desk, f"127.0.1.{number + 1}")
        network.tells[f"127.0.1.{number + 1}"] = told()
    assert round_of(poller) == Summary(BATCH + 20, BATCH + 20)
    assert scalar(desk.store.engine, "SELECT count(*) FROM polled_values") == BATCH + 20


def test_a_write_that_failed_leaves_nothing_behind_and_is_done_again(
    desk: Desk, poller: Poller, network: Devices
) -> None:
    key = add(desk)
    network.tells["127.0.0.9"] = told(octets=1)
    polled = asyncio.run(poller.poll(poller.load()[0]))
    execute(desk.store.engine, "ALTER TABLE device_state RENAME TO device_state_away")
    with pytest.raises(Exception, match="device_state"):
        poller.keep([polled])
    assert stored(desk, key) == 0
    assert scalar(desk.store.engine, "SELECT count(*) FROM series") == 0
    execute(desk.store.engine, "ALTER TABLE device_state_away RENAME TO device_state")
    poller.keep([polled])
    assert (stored(desk, key), device(desk, key, "state")) == (1, "up")


# --- who it is ----------------------------------------------------------------------------------
def test_who_a_device_is_is_asked_daily_and_after_a_restart(
    desk: Desk, poller: Poller, network: Devices, clock: HandClock
) -> None:
    add(desk)
    network.tells["127.0.0.9"] = told()
    for _ in range(3):
        round_of(poller)
        clock.forward(MINUTE)
    assert len(network.identified) == 1
    clock.forward(DAY)
    round_of(poller)
    assert len(network.identified) == 2
    clock.forward(MINUTE)
    network.tells["127.0.0.9"] = told(ticks=100)
    round_of(poller)
    assert len(network.identified) == 3


def test_a_clock_set_back_asks_who_it_is_again_and_measures_no_nonsense(
    desk: Desk, poller: Poller, network: Devices, clock: HandClock
) -> None:
    key = add(desk)
    network.tells["127.0.0.9"] = told(octets=1_000)
    round_of(poller)
    clock.forward(-2 * DAY)
    network.tells["127.0.0.9"] = told(octets=2_000, ticks=1_000_000 + 6_000)
    round_of(poller)
    assert len(network.identified) == 2
    detail = desk.monitoring.device_detail(key)
    assert detail.ports[0].received is None or detail.ports[0].received >= 0


def test_what_a_device_says_of_itself_is_kept_and_what_a_person_wrote_stays(
    desk: Desk, poller: Poller, network: Devices, clock: HandClock
) -> None:
    key = add(desk, location="Cellar, by hand")
    network.tells["127.0.0.9"] = told()
    network.is_who["127.0.0.9"] = Identity("x", vendor="Acme", version="1.0", location="Rack 4")
    round_of(poller)
    assert (device(desk, key, "vendor"), device(desk, key, "location")) == ("Acme", "Cellar, by hand")
    network.is_who["127.0.0.9"] = Identity("x", vendor="Acme", version="1.1", location="Rack 5")
    clock.forward(DAY)
    round_of(poller)
    assert (device(desk, key, "version_text"), device(desk, key, "location")) == ("1.1", "Cellar, by hand")


# --- what does not stop it -----------------------------------------------------------------------
def test_a_bug_in_a_probe_is_told_and_the_other_devices_go_on(
    desk: Desk, poller: Poller, network: Devices, bugs: list[Exception]
) -> None:
    odd, good = add(desk, "127.0.0.1"), add(desk, "127.0.0.2")
    network.tells |= {"127.0.0.1": ZeroDivisionError("ours"), "127.0.0.2": told()}
    for _ in range(4):
        round_of(poller)
    assert {type(bug) for bug in bugs} == {ZeroDivisionError}
    assert (device(desk, odd, "state"), device(desk, good, "state")) == ("unknown", "up")


def test_a_device_that_was_down_is_still_down_after_the_watch_began_anew(
    desk: Desk, poller: Poller, network: Devices, bugs: list[Exception], clock: HandClock
) -> None:
    key = add(desk)
    for _ in range(3):
        clock.forward(MINUTE)
        round_of(poller)
    again = Poller(desk.store, desk.secrets, network, bugs.append)
    again.load()
    assert again.is_down(key)
    assert round_of(again) == Summary(polled=1)
    assert scalar(desk.store.engine, "SELECT count(*) FROM alert") == 1


def test_a_high_load_over_a_time_that_nobody_watched_is_no_alert(
    desk: Desk, poller: Poller, network: Devices, clock: HandClock
) -> None:
    with desk.write("change settings") as unit:
        desk.settings.put(unit, "cpu-limit", 90)
        desk.settings.put(unit, "cpu-limit-seconds", 600)
    key = add(desk)
    network.tells["127.0.0.9"] = told(cpu=99)
    round_of(poller)
    clock.forward(60 * MINUTE)
    poller.was_unobserved()
    round_of(poller)
    assert device(desk, key, "state") == "up"
    clock.forward(10 * MINUTE)
    round_of(poller)
    assert device(desk, key, "state") == "degraded"


@pytest.mark.parametrize(
    ("address", "line"), [("localhost", True), ("127.0.0.1:1161", True), ("[::1]:161", True), ("::1", True)]
)
def test_this_computer_can_always_be_asked(address: str, line: bool) -> None:
    assert has_line(address) is line


def test_the_host_is_read_without_a_credential(desk: Desk) -> None:
    target = Target(1, "localhost", HOST, None)
    reading = asyncio.run(Asking(Client()).counters(target))
    assert reading.cpu is not None and reading.memory is not None


def test_a_target_without_credential_is_refused_by_word(desk: Desk) -> None:
    target = Target(1, "127.0.0.1", "snmp", None)
    with pytest.raises(ProbeFailure) as caught:
        asyncio.run(Asking(Client()).counters(target))
    assert caught.value.kind is FailureKind.AUTH
    assert isinstance(caught.value.as_error("127.0.0.1"), DeskError)


def test_summaries_add_up() -> None:
    assert Summary(1, 1, 0, 1) + Summary(2, 0, 1, 0) == Summary(3, 1, 1, 1)
