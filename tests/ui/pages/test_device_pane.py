"""The pane of one device: what it says, where it leads, and polling out of turn."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from itdesk.core.kinds import Value
from itdesk.desk import Desk
from itdesk.monitoring.credentials import Credential
from itdesk.monitoring.detail import AlertLine, Port
from itdesk.monitoring.probes.reading import Usage
from itdesk.store.engine import scalar
from itdesk.ui.app.office import Office
from itdesk.ui.kit.buttons import NameButton
from itdesk.ui.kit.chips import Chip
from itdesk.ui.kit.text import Label
from itdesk.ui.pages.network.detail import DeviceDetail
from itdesk.ui.pages.network.detail_cards import AlertsCard, usage_state
from itdesk.ui.pages.network.devices import DeviceList
from itdesk.ui.pages.network.ports import MOST, PortGrid, port_state
from tests.agents import free_port, snmpd
from tests.ui.pages.network_pages import devices_page, show_device, window_of

DOWN, UP = 4, 1
"""Keys of devices of the demo office."""


@pytest.fixture
def network(open_office: Callable[..., Office], qtbot: QtBot) -> DeviceList:
    return devices_page(open_office, qtbot)


def chips(detail: DeviceDetail) -> list[str]:
    found = [detail._chips.itemAt(n).widget() for n in range(detail._chips.count())]
    return [chip.accessibleName() for chip in found if isinstance(chip, Chip)]


def add_device(desk: Desk, address: str, name: str, **more: Value) -> int:
    with desk.write("add device") as unit:
        key = desk.keepers["device"].add(unit, {"address": address, "name": name, **more})
    desk.monitoring.set_credential("test", key, Credential.v2c("public"))
    return key


def polls(desk: Desk, device: int) -> int:
    sql = "SELECT count(*) FROM polled_values WHERE device_id = ?"
    return int(scalar(desk.store.engine, sql, (device,)))


def heads(page: DeviceList) -> list[str]:
    return [message.head for message in page.context.messages.log]


# --- what it says ------------------------------------------------------------------------------
def test_a_device_that_is_down_says_so_with_its_alert_and_ticket(network: DeviceList, qtbot: QtBot) -> None:
    detail = show_device(network, qtbot, DOWN)
    assert chips(detail)[0] == "Down" and "Demo, not polled" in chips(detail)
    card = detail._alerts_card
    assert card.isVisible()
    lines = [label.text() for label in card.findChildren(Label)]
    assert "does not answer" in lines and "1 open" in lines
    assert "up " not in detail._facts.text()


def test_the_link_on_an_alert_goes_to_its_ticket(network: DeviceList, qtbot: QtBot) -> None:
    detail = show_device(network, qtbot, DOWN)
    link = detail._alerts_card.findChildren(NameButton)[0]
    window = window_of(network)
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.page.id == "tickets")
    qtbot.waitUntil(lambda: f"#{window.page.current_id()}" == link.accessibleName())


def test_its_asset_is_one_click_away(network: DeviceList, qtbot: QtBot) -> None:
    detail = show_device(network, qtbot, UP)
    asset = network.context.desk.store.read("device", UP)["asset_id"]
    window = window_of(network)
    qtbot.mouseClick(detail.asset, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.page.id == "assets" and window.page.current_id() == asset)


def test_another_span_is_read_anew(network: DeviceList, qtbot: QtBot) -> None:
    detail = show_device(network, qtbot, UP)
    before = detail._picture
    detail.span.setFocus()
    qtbot.keyClick(detail.span, Qt.Key.Key_Home)
    detail.span.activated.emit(detail.span.currentIndex())
    qtbot.waitUntil(lambda: detail._picture is not before)
    picture = detail._picture
    assert picture is not None and picture.load is not None
    assert picture.load.until - picture.load.since == detail.span.currentData()


def test_a_device_that_was_never_polled_has_a_quiet_pane(network: DeviceList, qtbot: QtBot) -> None:
    key = add_device(network.context.desk, f"127.0.0.1:{free_port()}", "新しい機器" * 20)
    qtbot.waitUntil(lambda: network.list.model.count() == 7)
    detail = show_device(network, qtbot, key)
    shown = [card.isVisible() for card in (
        detail._alerts_card, detail._ports_card, detail._traffic_card, detail._load_card, detail._storage_card
    )]  # fmt: skip
    assert shown == [False] * 5
    assert chips(detail)[0] == "Unknown"


def test_a_device_that_is_taken_away_meanwhile_empties_the_pane(
    network: DeviceList, other_desk: Desk, qtbot: QtBot
) -> None:
    key = add_device(network.context.desk, "127.0.0.1:1", "short-lived")
    qtbot.waitUntil(lambda: network.list.model.count() == 7)
    detail = show_device(network, qtbot, key)
    with other_desk.write("remove device") as unit:
        other_desk.keepers["device"].remove(unit, key)
    qtbot.waitUntil(lambda: network.list.model.count() == 6)
    qtbot.waitUntil(lambda: detail.record != key or not detail.body.isVisible())


# --- polling out of turn ------------------------------------------------------------------------
def test_poll_now_asks_this_device_and_shows_what_came(
    network: DeviceList, qtbot: QtBot, tmp_path: Path
) -> None:
    desk = network.context.desk
    with snmpd(tmp_path / "agent") as agent:
        key = add_device(desk, agent.address, "desk-agent")
        other = add_device(desk, f"127.0.0.1:{free_port()}", "other")
        qtbot.waitUntil(lambda: network.list.model.count() == 8)
        detail = show_device(network, qtbot, key)
        qtbot.mouseClick(detail.poll, Qt.MouseButton.LeftButton)
        assert not detail.poll.isEnabled()
        qtbot.waitUntil(lambda: "desk-agent answers" in heads(network))
        qtbot.waitUntil(lambda: chips(detail)[0] == "Up")
    assert (polls(desk, key), polls(desk, other)) == (1, 0)
    qtbot.waitUntil(detail.poll.isEnabled)
    assert detail.ports.buttons


def test_a_device_that_does_not_answer_is_said_with_what_it_counts_as(
    network: DeviceList, qtbot: QtBot
) -> None:
    key = add_device(network.context.desk, f"127.0.0.1:{free_port()}", "silent")
    qtbot.waitUntil(lambda: network.list.model.count() == 7)
    detail = show_device(network, qtbot, key)
    detail.poll_now()
    qtbot.waitUntil(lambda: "silent does not answer" in heads(network))
    assert network.context.messages.log[-1].rest == "It counts as unknown now."
    qtbot.waitUntil(detail.poll.isEnabled)


def test_a_demo_device_and_one_not_watched_are_not_asked(network: DeviceList, qtbot: QtBot) -> None:
    detail = show_device(network, qtbot, UP)
    assert not detail.poll.isEnabled()
    detail.poll_now()
    assert not detail._polling.is_running
    key = add_device(network.context.desk, "127.0.0.1:1", "old", watched=False)
    qtbot.waitUntil(lambda: network.list.model.count() == 7)
    detail = show_device(network, qtbot, key)
    assert "Not watched" in chips(detail) and not detail.poll.isEnabled()


def test_what_kept_it_from_being_polled_is_said(network: DeviceList, other_desk: Desk, qtbot: QtBot) -> None:
    key = add_device(network.context.desk, "127.0.0.1:1", "unwatched-meanwhile")
    qtbot.waitUntil(lambda: network.list.model.count() == 7)
    detail = show_device(network, qtbot, key)
    other_desk.monitoring.unwatch("somebody", key)
    detail.poll_now()
    qtbot.waitUntil(lambda: "The device was not polled." in heads(network))
    assert "is not watched" in network.context.messages.log[-1].rest


# --- parts --------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("used", "state"), [(0, "ok"), (79, "ok"), (80, "warn"), (89, "warn"), (90, "crit"), (130, "crit")]
)
def test_a_bar_warns_before_a_storage_is_full(used: int, state: str) -> None:
    assert usage_state(Usage(used, 100)) == state


@pytest.mark.parametrize(
    ("admin", "oper", "state"),
    [
        ("up", "up", "up"), ("up", "down", "free"), ("down", "down", "disabled"), ("down", "up", "disabled"),
        ("up", "lowerLayerDown", "down"), ("up", "notPresent", "free"), ("up", "dormant", "free"),
        ("up", "", "free"), ("", "", "free"), ("testing", "testing", "free"),
    ],
)  # fmt: skip
def test_a_port_is_up_free_down_or_disabled(admin: str, oper: str, state: str) -> None:
    assert port_state(Port("1", 1, "p1", "", "", "", None, admin, oper, None, None)) == state


def test_of_a_chassis_with_many_ports_the_first_are_drawn_and_the_legend_counts_all(qtbot: QtBot) -> None:
    ports = [
        Port(str(n), n, f"p{n}", "", "", "", None, "up", "up" if n % 3 else "down", None, None)
        for n in range(MOST + 60)
    ]
    grid = PortGrid()
    qtbot.addWidget(grid)
    grid.show_ports(ports, "0")
    assert len(grid.buttons) == MOST
    words = [label.text() for label in grid.findChildren(Label)]
    assert "136 up" in words and "68 free" in words and f"the first {MOST} are drawn" in words


def test_only_the_newest_alerts_stand_on_the_card_and_all_open_ones_are_counted(
    network: DeviceList, qtbot: QtBot
) -> None:
    lines = [
        AlertLine(n, "cpu", f"alert {n}", "warn", "open", 1_800_000_000_000, None, None) for n in range(9)
    ]
    card = AlertsCard("Alerts", network.context.desk.zone)
    qtbot.addWidget(card)
    card.show_alerts(lines)
    words = [label.text() for label in card.findChildren(Label)]
    assert sum(word.startswith("alert ") for word in words) == 5
    assert "9 open" in words
    card.show_alerts([])
    assert card.isHidden()
