"""Polling one device out of turn, by the daemon on duty or without one."""

from __future__ import annotations

import json

from itdesk.daemon.main import LEASE
from itdesk.desk.demo import Size, make_demo
from itdesk.monitoring.requests import PollRequests
from itdesk.store.engine import scalar
from itdesk.store.lease import Lease
from tests.agents import free_port, snmpd, v3_credential
from tests.daemon.office import Place, wait_for


def _polls(place: Place, device: int) -> int:
    with place.open() as desk:
        sql = "SELECT count(*) FROM polled_values WHERE device_id = ?"
        return int(scalar(desk.store.engine, sql, (device,)))


def test_without_a_daemon_one_device_is_polled_here_and_the_lease_is_free_again(place: Place) -> None:
    with snmpd(place.folder / "agent") as agent:
        place.itdesk("watch", agent.address, "--community", "public")
        answer = json.loads(place.itdesk("poll-now", "1", "--json"))
        assert (answer["state"], answer["failure"], answer["ref"]) == ("up", "", "D-1")
    assert _polls(place, 1) == 1
    with place.open() as desk:
        assert Lease.state(desk.store, LEASE) is None


def test_only_the_device_that_was_named_is_polled(place: Place) -> None:
    with snmpd(place.folder / "agent") as agent:
        place.itdesk("watch", agent.address, "--community", "public")
        with place.open() as desk:
            with desk.write("add device") as unit:
                values = {"address": f"127.0.0.1:{free_port()}", "name": "silent"}
                other = desk.keepers["device"].add(unit, values)
            desk.monitoring.set_credential("test", other, v3_credential())
        place.itdesk("poll-now", "1")
        assert (_polls(place, 1), _polls(place, other)) == (1, 0)
        said = place.itdesk("poll-now", "silent")
    assert said == "silent is unknown.\n"
    assert (_polls(place, 1), _polls(place, other)) == (1, 1)


def test_the_daemon_on_duty_polls_at_once_though_its_next_round_is_far(place: Place) -> None:
    with snmpd(place.folder / "agent") as agent:
        place.itdesk("watch", agent.address, "--community", "public")
        with place.open() as desk, desk.write("change settings") as unit:
            desk.settings.put(unit, "poll-seconds", 3_600)
        with place.daemon() as daemon:
            wait_for(daemon, lambda: _polls(place, 1) == 1, "the first poll")
            place.itdesk("poll-now", "1")
            assert _polls(place, 1) == 2
            with place.open() as desk:
                assert PollRequests(desk.store).open() == {}
                assert Lease.state(desk.store, LEASE) is not None


def test_a_request_outlives_a_poll_that_began_before_it(place: Place) -> None:
    with place.open() as desk:
        requests = PollRequests(desk.store)
        request = requests.ask(7)
        assert requests.open() == {7: request}
        assert not requests.is_fulfilled(7, request)
        assert requests.ask(7) >= request


def test_what_is_not_watched_is_not_polled(place: Place) -> None:
    with place.open() as desk:
        make_demo(desk, Size(20, 5, 5, 2), 1)
        with desk.write("add device") as unit:
            desk.keepers["device"].add(unit, {"address": "192.0.2.9", "name": "old", "watched": False})
    for name in ("1", "old"):
        place.itdesk("poll-now", name, expected=1)
    place.itdesk("poll-now", "99", expected=1)
    assert "Polled 0 devices" in place.itdesk("daemon", "--once")
