"""The alerts of the network page: what stands there, where one goes from it, what closing writes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from itdesk.core.errors import DeskError
from itdesk.desk import Desk
from itdesk.monitoring.keepers import Alarm, AlertKeeper
from itdesk.ui.app.office import Office
from itdesk.ui.pages.network.alerts import AlertList
from itdesk.ui.pages.network.page import NetworkPage
from tests.ui.pages.network_pages import network_page, window_of

LONG = "応答しません" * 60


@pytest.fixture
def network(open_office: Callable[..., Office], qtbot: QtBot) -> NetworkPage:
    """The network page with its alerts in front: of six devices one is down."""
    page = network_page(open_office)
    page.choose_view("alert:")
    qtbot.waitUntil(lambda: page.alerts.list.model.count() == 1)
    qtbot.waitUntil(lambda: page.alerts.current_id() is not None)
    return page


@pytest.fixture
def alerts(network: NetworkPage) -> AlertList:
    return network.alerts


def raise_alert(desk: Desk, device: int, message: str, subject: str = "test") -> int:
    with desk.write("raise alert") as unit:
        alarm = Alarm(subject, message, "crit")
        return AlertKeeper(desk.store).open(unit, unit.read("device", device), alarm, unit.now)


def texts(page: AlertList, column: str) -> list[str]:
    rows = [page.list.model.row_at(n) for n in range(page.list.model.count())]
    return [row.cell(column).text for row in rows if row is not None]


def test_open_alerts_stand_first_with_device_asset_and_ticket(alerts: AlertList) -> None:
    row = alerts.list.model.row_at(0)
    assert row is not None
    desk = alerts.context.desk
    device = desk.store.read("device", 4)
    assert row.cell("message").text == "does not answer"
    assert row.cell("message").second == f"{device['name']} · {desk.refs.ref_of('asset', device['asset_id'])}"
    assert row.cell("message").strong
    assert row.cell("ticket").text.startswith("#")
    assert row.cell("state").value == "open"


def test_the_other_views_are_those_of_the_devices(network: NetworkPage) -> None:
    names = [view.name for view in network.views()]
    assert names == ["Problems first", "Switches", "Wi-Fi", "Printers", "All", "Alerts"]
    assert network.current_view() == "alert:"


def test_t_goes_to_the_ticket(network: NetworkPage, qtbot: QtBot) -> None:
    alerts, window = network.alerts, window_of(network)
    ticket = alerts.context.desk.store.read("alert", alerts.current_id() or 0)["ticket_id"]
    qtbot.keyClick(alerts.list.view, Qt.Key.Key_T)
    qtbot.waitUntil(lambda: window.page.id == "tickets")
    qtbot.waitUntil(lambda: window.page.current_id() == ticket)


def test_d_goes_to_the_device_on_the_same_page(network: NetworkPage, qtbot: QtBot) -> None:
    device = network.alerts.context.desk.store.read("alert", network.alerts.current_id() or 0)["device_id"]
    qtbot.keyClick(network.alerts.list.view, Qt.Key.Key_D)
    qtbot.waitUntil(lambda: network.front is network.devices and network.devices.current_id() == device)
    assert network.current_view() == "device:Problems first"


def test_closing_an_alert_is_one_entry_noted_on_its_ticket_and_can_be_undone(
    alerts: AlertList, qtbot: QtBot
) -> None:
    desk, key = alerts.context.desk, alerts.current_id()
    assert key is not None
    ticket = desk.store.read("alert", key)["ticket_id"]
    alerts.close_alert()
    qtbot.waitUntil(lambda: alerts.list.model.count() == 0)
    found = desk.store.read("alert", key)
    assert found["state"] == "recovered" and found["until"] is not None
    assert isinstance(ticket, int)
    assert "Recovered: does not answer" in [item.text for item in desk.tickets.timeline(ticket)]
    message = alerts.context.messages.log[-1]
    assert message.head == "Alert closed" and message.action is not None


def test_what_another_process_raises_comes_by_itself(
    alerts: AlertList, other_desk: Desk, qtbot: QtBot
) -> None:
    chosen = alerts.current_id()
    raise_alert(other_desk, 1, LONG)
    qtbot.waitUntil(lambda: alerts.list.model.count() == 2)
    assert LONG in texts(alerts, "message")
    assert alerts.current_id() == chosen


def test_an_alert_that_is_over_by_now_is_not_closed_twice(
    alerts: AlertList, other_desk: Desk, qtbot: QtBot
) -> None:
    key = alerts.current_id()
    assert key is not None
    head = other_desk.monitoring.close_alert("somebody", key)
    with pytest.raises(DeskError) as caught:
        other_desk.monitoring.close_alert("somebody", key)
    assert caught.value.code == "alert.over"
    assert head > 0


def test_commands_are_offered_as_the_alert_allows(alerts: AlertList, qtbot: QtBot) -> None:
    def offered() -> dict[str, bool]:
        return {command.id: command.is_enabled for command in alerts.selection_commands()}

    assert offered() == {"alert.ticket": True, "alert.device": True, "alert.close": True}
    alerts.set_query("state:recovered sort:since")
    qtbot.waitUntil(lambda: alerts.list.model.count() == 3)
    qtbot.waitUntil(lambda: not offered()["alert.close"])
    assert offered()["alert.ticket"]
    alerts.set_query("nothing-like-this")
    qtbot.waitUntil(lambda: alerts.list.model.count() == 0)
    qtbot.waitUntil(lambda: not any(offered().values()))


def test_nobody_makes_an_alert_by_hand(network: NetworkPage) -> None:
    assert network.alerts.primary_action() is None
    primary = network.primary_action()
    assert primary is not None and primary.title == "Add device"


def test_an_office_without_alerts_says_when_there_would_be_one(alerts: AlertList) -> None:
    sentence, hint, actions, _ = alerts.empty_state()
    assert (sentence, list(actions)) == ("No alerts", [])
    assert "falls silent" in hint
