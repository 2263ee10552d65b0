"""The daemon as a process: what it does while it runs, how it ends, who takes over."""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from itdesk.core.kinds import Value
from itdesk.daemon.main import LEASE
from itdesk.desk import Desk
from itdesk.monitoring.credentials import Credential
from itdesk.store.engine import execute, rows, scalar
from itdesk.store.lease import Lease
from tests.agents import free_port, neighbours, small_device, snmpd
from tests.daemon.office import Place, wait_for

COMMUNITY = "public"


@pytest.fixture
def desk(place: Place) -> Iterator[Desk]:
    """The desk in this process, polled every five seconds by whoever watches it."""
    with place.open() as opened:
        with opened.write("change settings") as unit:
            opened.settings.put(unit, "poll-seconds", 5)
        yield opened


def add(desk: Desk, address: str, **more: Value) -> int:
    with desk.write("add device") as unit:
        key = desk.keepers["device"].add(unit, {"address": address, "name": address, **more})
    desk.monitoring.set_credential("test", key, Credential.v2c(COMMUNITY))
    return key


def state(desk: Desk, key: int) -> Value:
    return desk.store.read("device", key)["state"]


def polls(desk: Desk, key: int) -> int:
    sql = "SELECT count(*) FROM polled_values WHERE device_id = ?"
    return int(scalar(desk.store.engine, sql, (key,)))


def holder(desk: Desk) -> str:
    found = Lease.state(desk.store, LEASE)
    return found.holder if found is not None else ""


def status(desk: Desk) -> dict[str, object]:
    found = Lease.state(desk.store, LEASE)
    return found.status if found is not None else {}


def ended(process: subprocess.Popen[bytes]) -> int:
    process.send_signal(signal.SIGTERM)
    return process.wait(30)


def test_devices_that_come_and_go_meanwhile_are_polled_and_left(place: Place, desk: Desk) -> None:
    with neighbours({2: small_device("a"), 3: small_device("b")}) as port, place.daemon() as daemon:
        first = add(desk, f"127.0.0.2:{port}")
        wait_for(daemon, lambda: state(desk, first) == "up", "the first device")
        second = add(desk, f"127.0.0.3:{port}")
        wait_for(daemon, lambda: state(desk, second) == "up", "the second device")
        desk.monitoring.unwatch("test", first)
        before = polls(desk, first)
        count = polls(desk, second)
        wait_for(daemon, lambda: polls(desk, second) > count, "another poll of the second")
        assert polls(desk, first) <= before + 1
        assert ended(daemon) == 0


def test_a_signal_ends_it_with_everything_written_and_the_lease_free(place: Place, desk: Desk) -> None:
    with snmpd(place.folder / "agent") as agent, place.daemon() as daemon:
        key = add(desk, agent.address)
        wait_for(daemon, lambda: polls(desk, key) > 0, "a poll")
        assert ended(daemon) == 0
    assert Lease.state(desk.store, LEASE) is None
    assert place.log().rstrip().endswith("ended")
    desk.journal.verify()
    assert not any(place.folder.joinpath("state").rglob("crash-*"))


def test_the_second_daemon_waits_and_takes_over_when_the_first_ends(place: Place, desk: Desk) -> None:
    with ExitStack() as stack:
        first = stack.enter_context(place.daemon())
        wait_for(first, lambda: bool(holder(desk)), "the lease")
        held = holder(desk)
        second = stack.enter_context(place.daemon())
        wait_for(second, lambda: "waiting:" in place.log(), "the second one's waiting")
        assert holder(desk) == held
        assert ended(first) == 0
        wait_for(second, lambda: holder(desk) not in ("", held), "the taking over")
        assert f":{second.pid}:" in holder(desk)
        assert ended(second) == 0


def test_a_daemon_killed_in_the_middle_is_followed_by_another_and_nothing_is_torn(
    place: Place, desk: Desk
) -> None:
    devices = {number: small_device(f"sw-{number}") for number in range(2, 12)}
    with neighbours(devices) as port, ExitStack() as stack:
        keys = [add(desk, f"127.0.0.{number}:{port}") for number in devices]
        first = stack.enter_context(place.daemon())
        wait_for(first, lambda: polls(desk, keys[0]) > 0, "a poll")
        os.kill(first.pid, signal.SIGKILL)
        first.wait()
        known = {key: polls(desk, key) for key in keys}
        # as if its term had gone by since
        with desk.store.engine.write():
            execute(desk.store.engine, "UPDATE lease SET beat = beat - 60000")
        second = stack.enter_context(place.daemon())
        wait_for(second, lambda: all(state(desk, key) == "up" for key in keys), "every device")
        assert all(polls(desk, key) >= known[key] for key in keys)
        assert ended(second) == 0
    desk.journal.verify()
    assert desk.store.engine.check() == []
    assert scalar(desk.store.engine, "SELECT count(*) FROM alert") == 0


def test_killed_at_any_moment_the_journal_verifies_and_alerts_stay_one(place: Place, desk: Desk) -> None:
    silent = add(desk, f"127.0.0.1:{free_port()}")
    known: list[int] = []
    for _ in range(2):
        with place.daemon() as daemon:
            before = polls(desk, silent)
            wait_for(daemon, lambda at=before: polls(desk, silent) > at, "a poll")
            os.kill(daemon.pid, signal.SIGKILL)
            daemon.wait()
        known.append(polls(desk, silent))
        desk.journal.verify()
        with desk.store.engine.write():
            execute(desk.store.engine, "UPDATE lease SET beat = 0")
    assert known == sorted(known)
    for _ in range(3):
        place.itdesk("daemon", "--once")
    assert rows(desk.store.engine, "SELECT subject, state FROM alert") == [("reachable", "open")]
    assert scalar(desk.store.engine, "SELECT count(*) FROM ticket") == 1


def test_a_daemon_whose_lease_was_taken_lets_go(place: Place, desk: Desk) -> None:
    with place.daemon() as daemon:
        wait_for(daemon, lambda: bool(holder(desk)), "the lease")
        with desk.store.engine.write():
            sql = "UPDATE lease SET holder = 'elsewhere:1:x', beat = ?"
            execute(desk.store.engine, sql, (desk.store.clock.now() + 3_000,))
        wait_for(daemon, lambda: "another daemon took over" in place.log(), "the letting go")
        assert holder(desk) == "elsewhere:1:x"
        assert ended(daemon) == 0


def test_what_is_not_well_stands_in_its_status_until_it_is(place: Place, desk: Desk) -> None:
    key = add(desk, "127.0.0.1:9")
    with desk.store.engine.write():
        execute(desk.store.engine, "UPDATE secret SET sealed = ?", (b"\x00" * 60,))

    def problems() -> object:
        return status(desk).get("problems")

    with place.daemon() as daemon:
        wait_for(daemon, lambda: bool(status(desk)) and "credentials" in str(problems()), "the problem")
        desk.monitoring.set_credential("test", key, Credential.v2c(COMMUNITY))
        with desk.write("edit device") as unit:
            desk.keepers["device"].change(unit, key, {"name": "renamed"})
        wait_for(daemon, lambda: "credentials" not in str(problems()), "its end")
        assert status(desk)["devices"] == 1
        assert ended(daemon) == 0


def test_the_log_is_its_owners_alone_and_holds_no_secret(place: Place, desk: Desk) -> None:
    secret = "corridor-7-secret"
    key = add(desk, f"127.0.0.1:{free_port()}")
    desk.monitoring.set_credential("test", key, Credential.v2c(secret))
    with place.daemon() as daemon:
        wait_for(daemon, lambda: polls(desk, key) > 0, "a poll")
        assert ended(daemon) == 0
    files = list((place.folder / "state").rglob("daemon-*.log*"))
    assert files
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in files)
    assert secret not in place.log()


def test_once_beside_a_daemon_says_so_and_does_nothing(place: Place, desk: Desk) -> None:
    key = add(desk, f"127.0.0.1:{free_port()}", watched=False)
    with place.daemon() as daemon:
        wait_for(daemon, lambda: bool(holder(desk)), "the lease")
        assert "watches this desk already" in place.itdesk("daemon", "--once")
        assert ended(daemon) == 0
    assert polls(desk, key) == 0


def test_a_round_says_what_it_did_as_a_script_can_read_it(place: Place, desk: Desk) -> None:
    with snmpd(place.folder / "agent") as agent:
        add(desk, agent.address)
        assert "Polled 1 devices: 1 answered, 0 alerts raised, 0 recovered." in place.itdesk(
            "daemon", "--once"
        )
    found = json.loads(place.itdesk("show", "device", "1", "--json"))
    assert found["state"] == "up"
