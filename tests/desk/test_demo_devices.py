"""The devices of the demo office: believable, and never asked."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest

from itdesk.desk import Desk
from itdesk.desk.demo import Size, make_demo
from itdesk.monitoring.asking import Asking
from itdesk.monitoring.polling import Poller, Summary
from itdesk.monitoring.probes.snmp.client import Client
from itdesk.monitoring.samples import DAY, HOUR
from itdesk.operations.overview import overview
from itdesk.store.engine import rows, scalar


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    opened = Desk.open(str(tmp_path_factory.mktemp("demo") / "demo.db"), origin="test", create=True)
    make_demo(opened, Size(assets=120, people=20, tickets=60, devices=14), seed=5)
    yield opened
    opened.close()


def test_a_daemon_on_the_demo_asks_nobody(desk: Desk) -> None:
    poller = Poller(desk.store, desk.secrets, Asking(Client()), print)
    assert poller.load() == []
    assert asyncio.run(poller.round(poller.load())) == Summary()


def test_every_address_is_of_a_network_that_is_nobodys(desk: Desk) -> None:
    found = [str(row[0]) for row in rows(desk.store.engine, "SELECT address FROM device")]
    assert len(found) == len(set(found)) == 14
    assert all(address.startswith("192.0.2.") for address in found)


def test_the_overview_counts_its_devices_as_watched(desk: Desk) -> None:
    counts = overview(desk.store, None).counts
    assert (counts.devices, counts.devices_up, counts.problems) == (14, 11, 2)


def test_what_is_wrong_has_an_open_alert_and_what_is_well_has_none(desk: Desk) -> None:
    sql = (
        "SELECT d.state, count(a.id) FROM device d LEFT JOIN alert a ON a.device_id = d.id"
        " AND a.state = 'open' GROUP BY d.id, d.state"
    )
    for state, count in rows(desk.store.engine, sql):
        assert count == (1 if state in ("down", "degraded") else 0), state


def test_every_alert_has_a_ticket_on_its_asset_that_is_as_far_as_the_alert(desk: Desk) -> None:
    sql = (
        "SELECT a.state, t.status, a.asset_id = t.asset_id, a.since = t.opened, t.source"
        " FROM alert a JOIN ticket t ON t.id = a.ticket_id"
    )
    found = rows(desk.store.engine, sql)
    assert len(found) == scalar(desk.store.engine, "SELECT count(*) FROM alert") == 6
    for state, status, same_asset, same_time, source in found:
        assert (bool(same_asset), bool(same_time), source) == (True, True, "monitor")
        assert status == ("open" if state == "open" else "closed")


def test_sweeping_up_finds_nothing_left_to_tell(desk: Desk) -> None:
    before = desk.store.head()
    assert desk.tickets.sweep("test") == 0
    assert desk.store.head() == before


def test_a_device_that_is_down_has_measured_nothing_since_and_says_since_when(desk: Desk) -> None:
    key = int(scalar(desk.store.engine, "SELECT id FROM device WHERE state = 'down'"))
    detail, now = desk.monitoring.device_detail(key), desk.store.clock.now()
    since = int(scalar(desk.store.engine, "SELECT since FROM alert WHERE device_id = ? AND state = 'open'",
                       (key,)))  # fmt: skip
    assert detail.failure == "silent"
    assert detail.answered == detail.down_since
    assert abs((detail.down_since or 0) - since) < HOUR
    silent = desk.monitoring.chart(key, "cpu", "", since + HOUR, now)
    assert silent.points == ()


def test_a_degraded_device_is_as_busy_as_its_alert_says(desk: Desk) -> None:
    key = int(scalar(desk.store.engine, "SELECT id FROM device WHERE state = 'degraded'"))
    now = desk.store.clock.now()
    detail = desk.monitoring.device_detail(key)
    assert detail.cpu is not None and detail.cpu > 90
    lately = desk.monitoring.chart(key, "cpu", "", now - HOUR, now)
    assert lately.points and all(point.low > 90 for point in lately.points)
    before = desk.monitoring.chart(key, "cpu", "", now - 2 * DAY, now - DAY)
    assert all(point.high < 90 for point in before.points)


def test_two_weeks_are_measured_with_one_night_that_nobody_watched(desk: Desk) -> None:
    key, now = desk.lists.ids("device", desk.query("device", "state:up"))[0], desk.store.clock.now()
    found = desk.monitoring.chart(key, "memory", "", now - 14 * DAY, now, 300)
    assert len(found.points) > 200
    assert len(found.not_observed) == 1
    low, high = found.not_observed[0]
    assert high - low == 6 * HOUR
    assert not any(low <= point.at < high - found.step for point in found.points)


def test_the_same_seed_makes_the_same_devices(desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> None:
    again = Desk.open(str(tmp_path_factory.mktemp("again") / "demo.db"), origin="test", create=True)
    make_demo(again, Size(assets=120, people=20, tickets=60, devices=14), seed=5)
    sql = "SELECT name, address, state, vendor, model FROM device ORDER BY id"
    assert rows(again.store.engine, sql) == rows(desk.store.engine, sql)
    again.close()
