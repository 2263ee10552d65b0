"""What a person does with watched devices, and what then stands in the database."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from itdesk.monitoring.detail import Port
from itdesk.ui.app.office import Office
from itdesk.ui.pages.network.add_device import AddDevice
from itdesk.ui.pages.network.detail import DeviceDetail
from itdesk.ui.pages.network.page import NetworkPage
from itdesk.ui.pages.network.ports import PortGrid, port_state
from tests.agents import free_port, snmpd

SLOW = 30_000
"""A child process starts Python and asks a device: seconds on a busy machine."""


@pytest.fixture
def network(open_office: Callable[..., Office], qtbot: QtBot) -> NetworkPage:
    """The devices of the demo office, with their small lines."""
    page = open_office("network").window.page
    assert isinstance(page, NetworkPage)
    qtbot.waitUntil(lambda: page.list.model.count() == 6)
    qtbot.waitUntil(lambda: bool(page._glances))
    return page


def _show(page: NetworkPage, qtbot: QtBot, category: str) -> DeviceDetail:
    desk = page.context.desk
    key = desk.lists.ids("device", desk.query("device", f"category:{category}"))[0]
    page.show_record("device", key)
    detail = page.slot.detail
    assert isinstance(detail, DeviceDetail)
    name = str(desk.store.read("device", key)["name"])
    qtbot.waitUntil(lambda: detail.record == key and detail.accessibleName().endswith(name))
    return detail


def _dialog(page: NetworkPage, qtbot: QtBot) -> AddDevice:
    qtbot.keyClick(page.window(), Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)

    def found() -> list[AddDevice]:
        return [w for w in QApplication.topLevelWidgets() if isinstance(w, AddDevice) and w.isVisible()]

    qtbot.waitUntil(lambda: bool(found()))
    return found()[0]


def test_problems_stand_first_with_what_was_measured(network: NetworkPage) -> None:
    row = network.list.model.row_at(0)
    assert row is not None and row.cell("state").value == "down"
    assert len(row.cell("last-hours").points) > 1
    states = [network.list.model.row_at(i) for i in range(6)]
    assert all(r is not None and r.cell("seen").text not in ("", "—") for r in states)


def test_a_count_shows_the_devices_behind_it(network: NetworkPage, qtbot: QtBot) -> None:
    network.counts.chosen.emit("down")
    qtbot.waitUntil(lambda: network.list.model.count() == 1)
    assert network.query_text == "state:down"


def test_a_port_is_a_button_that_shows_its_traffic(network: NetworkPage, qtbot: QtBot) -> None:
    detail = _show(network, qtbot, "switch")
    assert len(detail.ports.buttons) == 8
    button = detail.ports.buttons[2]
    assert "1/1/3" in button.accessibleName() and "up" in button.accessibleName()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: detail._traffic_card.accessibleName() == "Traffic on 1/1/3")


def test_arrows_move_among_ports(qtbot: QtBot) -> None:
    ports = [
        Port(str(n), n, f"p{n}", "", "", "", None, "up", "up" if n % 2 else "down", None, None)
        for n in range(8)
    ]
    grid = PortGrid()
    qtbot.addWidget(grid)
    grid.show_ports(ports, "0")
    grid.show()
    qtbot.waitExposed(grid)
    grid.activateWindow()
    qtbot.waitUntil(grid.isActiveWindow)
    grid.buttons[0].setFocus()
    qtbot.keyClick(grid.buttons[0], Qt.Key.Key_Right)
    assert grid.buttons[2].hasFocus()
    with qtbot.waitSignal(grid.chosen) as chosen:
        qtbot.keyClick(grid.buttons[2], Qt.Key.Key_Space)
    assert chosen.args == [ports[2]]
    assert [port_state(port) for port in ports[:2]] == ["free", "up"]


def test_an_alert_is_shown_on_its_device(network: NetworkPage, qtbot: QtBot) -> None:
    desk = network.context.desk
    alert = desk.lists.ids("alert", desk.query("alert", "state:open"))[0]
    device = desk.store.read("alert", alert)["device_id"]
    assert network.show_record("alert", alert)
    qtbot.waitUntil(lambda: network.current_id() == device)


def test_a_device_is_recognised_then_watched(network: NetworkPage, qtbot: QtBot, tmp_path: Path) -> None:
    with snmpd(tmp_path / "agent", community="s3cret") as agent:
        dialog = _dialog(network, qtbot)
        qtbot.keyClicks(dialog.address, agent.address)
        qtbot.keyClicks(dialog.community, "s3cret")
        qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: "Watch" in dialog.go.text(), timeout=SLOW)
        assert network.context.desk.lists.count("device", network.context.desk.query("device", "")) == 6
        qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: network.list.model.count() == 7, timeout=SLOW)
    desk = network.context.desk
    added = desk.store.read("device", 7)
    assert added["watched"] and added["asset_id"] is not None


def test_a_device_that_does_not_answer_is_said_and_kept(network: NetworkPage, qtbot: QtBot) -> None:
    dialog = _dialog(network, qtbot)
    qtbot.keyClicks(dialog.address, f"127.0.0.1:{free_port()}")
    qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(dialog._error.text()), timeout=SLOW)
    assert dialog.address.text().startswith("127.0.0.1")
    assert "Watch" not in dialog.go.text()
    dialog.reject()


def test_no_secret_stands_on_a_command_line(network: NetworkPage, qtbot: QtBot) -> None:
    dialog = _dialog(network, qtbot)
    dialog.version.setCurrentIndex(1)
    for field, text in ((dialog.user, "watcher"), (dialog.auth, "authpass123"), (dialog.priv, "privpass123")):
        field.setText(text)
    assert not {"authpass123", "privpass123"} & set(dialog._options())
    assert set(dialog._secret_values().values()) == {"authpass123", "privpass123"}
    dialog.reject()


def test_a_device_is_watched_no_more(network: NetworkPage, qtbot: QtBot) -> None:
    desk, key = network.context.desk, network.current_id()
    assert key is not None
    network.unwatch()
    qtbot.waitUntil(lambda: any(m.head == "Not watched any more" for m in network.context.messages.log))
    assert desk.store.read("device", key)["state"] == "unknown"
