"""What a person does with watched devices, and what then stands in the database."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from itdesk.desk import Desk
from itdesk.monitoring.detail import Port
from itdesk.ui.app.office import Office
from itdesk.ui.kit.buttons import Button
from itdesk.ui.kit.text import Label
from itdesk.ui.pages.network.credential_fields import V3
from itdesk.ui.pages.network.devices import DeviceList
from itdesk.ui.pages.network.ports import PortGrid, port_state
from tests.agents import AUTH_PASSWORD, PRIV_PASSWORD, free_port, snmpd, v3_credential
from tests.ui.pages.network_pages import add_dialog, devices_page, show_device


@pytest.fixture
def network(open_office: Callable[..., Office], qtbot: QtBot) -> DeviceList:
    return devices_page(open_office, qtbot)


def first_of(page: DeviceList, query: str, kind: str = "device") -> int:
    desk = page.context.desk
    return desk.lists.ids(kind, desk.query(kind, query))[0]


def test_problems_stand_first_with_what_was_measured(network: DeviceList) -> None:
    row = network.list.model.row_at(0)
    assert row is not None and row.cell("state").value == "down"
    assert len(row.cell("last-hours").points) > 1
    states = [network.list.model.row_at(i) for i in range(6)]
    assert all(r is not None and r.cell("seen").text not in ("", "—") for r in states)


def test_a_count_shows_the_devices_behind_it(network: DeviceList, qtbot: QtBot) -> None:
    network.counts.chosen.emit("down")
    qtbot.waitUntil(lambda: network.list.model.count() == 1)
    assert network.query_text == "state:down"


def test_a_port_is_a_button_that_shows_its_traffic(network: DeviceList, qtbot: QtBot) -> None:
    detail = show_device(network, qtbot, first_of(network, "category:switch"))
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


def test_an_alert_is_shown_on_its_device(network: DeviceList, qtbot: QtBot) -> None:
    desk, alert = network.context.desk, first_of(network, "state:open", "alert")
    device = desk.store.read("alert", alert)["device_id"]
    whole = network.window().page
    assert whole.show_record("alert", alert)
    qtbot.waitUntil(lambda: whole.front.current_id() == alert)
    whole.alerts.open_device()
    qtbot.waitUntil(lambda: whole.front is network and network.current_id() == device)


def test_a_device_is_recognised_then_watched(network: DeviceList, qtbot: QtBot, tmp_path: Path) -> None:
    with snmpd(tmp_path / "agent", community="s3cret") as agent:
        dialog = add_dialog(network, qtbot)
        qtbot.keyClicks(dialog.address, agent.address)
        qtbot.keyClicks(dialog.credential.community, "s3cret")
        qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: "Watch" in dialog.go.text())
        assert network.context.desk.lists.count("device", network.context.desk.query("device", "")) == 6
        qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: network.list.model.count() == 7)
    desk = network.context.desk
    added = desk.store.read("device", 7)
    assert added["watched"] and added["asset_id"] is not None


def test_a_device_that_does_not_answer_is_said_and_kept(network: DeviceList, qtbot: QtBot) -> None:
    dialog = add_dialog(network, qtbot)
    qtbot.keyClicks(dialog.address, f"127.0.0.1:{free_port()}")
    qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(dialog._error.text()))
    assert dialog.address.text().startswith("127.0.0.1")
    assert "Watch" not in dialog.go.text()
    dialog.reject()


def test_no_secret_stands_on_a_command_line(network: DeviceList, qtbot: QtBot) -> None:
    dialog = add_dialog(network, qtbot)
    dialog.credential.version.setCurrentIndex(1)
    fields = dialog.credential
    for field, text in ((fields.user, "watcher"), (fields.auth, "authpass123"), (fields.priv, "privpass123")):
        field.setText(text)
    assert not {"authpass123", "privpass123"} & set(dialog.credential.options())
    assert set(dialog.credential.secrets().values()) == {"authpass123", "privpass123"}
    dialog.reject()


def test_a_device_is_watched_no_more(network: DeviceList, qtbot: QtBot) -> None:
    desk, key = network.context.desk, network.current_id()
    assert key is not None
    network.unwatch()
    qtbot.waitUntil(lambda: any(m.head == "Not watched any more" for m in network.context.messages.log))
    assert desk.store.read("device", key)["state"] == "unknown"


# --- adding one device -----------------------------------------------------------------------------
def test_without_an_address_nothing_is_asked(network: DeviceList, qtbot: QtBot) -> None:
    dialog = add_dialog(network, qtbot)
    qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    assert dialog._error.text() == "Type an address first."
    assert not dialog._child.is_running
    dialog.reject()


def test_a_device_by_version_3_is_recognised_with_its_user(
    network: DeviceList, qtbot: QtBot, tmp_path: Path
) -> None:
    with snmpd(tmp_path / "agent", users=[v3_credential()]) as agent:
        dialog = add_dialog(network, qtbot)
        fields = dialog.credential
        qtbot.keyClicks(dialog.address, agent.address)
        fields.version.setCurrentIndex(fields.version.findData(V3))
        fields.version.activated.emit(1)
        assert fields.currentWidget() is fields.widget(1)
        qtbot.keyClicks(fields.user, "itdesk")
        qtbot.keyClicks(fields.auth, AUTH_PASSWORD)
        qtbot.keyClicks(fields.priv, PRIV_PASSWORD)
        qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: "Watch" in dialog.go.text())
        words = [label.text() for label in dialog._found.findChildren(Label)]
        assert "desk-agent" in words
    dialog.reject()


@pytest.mark.parametrize(
    ("user", "auth", "priv", "said"),
    [
        ("", "authpass123", "privpass123", "user name has 1 to 32"),
        ("itdesk", "short", "", "at least 8 characters"),
        ("itdesk", "", "privpass123", "privacy needs"),
    ],
)
def test_a_credential_that_cannot_be_is_said_and_what_was_typed_stays(
    network: DeviceList, qtbot: QtBot, user: str, auth: str, priv: str, said: str
) -> None:
    dialog = add_dialog(network, qtbot)
    fields = dialog.credential
    dialog.address.setText("127.0.0.1:9")
    fields.version.setCurrentIndex(fields.version.findData(V3))
    for field, text in ((fields.user, user), (fields.auth, auth), (fields.priv, priv)):
        field.setText(text)
    qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(dialog._error.text()))
    assert said in dialog._error.text()
    assert (fields.user.text(), fields.auth.text(), fields.priv.text()) == (user, auth, priv)
    dialog.reject()


def test_another_address_makes_it_recognise_anew(network: DeviceList, qtbot: QtBot, tmp_path: Path) -> None:
    with snmpd(tmp_path / "agent") as agent:
        dialog = add_dialog(network, qtbot)
        qtbot.keyClicks(dialog.address, agent.address)
        qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: "Watch" in dialog.go.text())
    qtbot.keyClicks(dialog.address, "1")
    assert dialog.go.text() == "Recognise" and not dialog._found.isVisible()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert network.context.desk.lists.count("device", network.context.desk.query("device", "")) == 6


def test_leaving_while_it_asks_ends_the_asking(network: DeviceList, qtbot: QtBot) -> None:
    dialog = add_dialog(network, qtbot)
    qtbot.keyClicks(dialog.address, f"127.0.0.1:{free_port()}")
    qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    child = dialog._child
    assert child.is_running
    dialog.close()
    assert not child.is_running


# --- the list --------------------------------------------------------------------------------------
def test_ending_the_watch_can_be_undone(network: DeviceList, qtbot: QtBot) -> None:
    desk, key = network.context.desk, network.current_id()
    assert key is not None
    network.unwatch()
    qtbot.waitUntil(lambda: not desk.store.read("device", key)["watched"])
    qtbot.waitUntil(lambda: network.context.messages.log[-1].action is not None)
    action = network.context.messages.log[-1].action
    assert action is not None
    action.handler()
    qtbot.waitUntil(lambda: bool(desk.store.read("device", key)["watched"]))
    assert desk.store.read("device", key)["state"] == "down"


def test_a_state_that_changes_elsewhere_changes_the_counts(
    network: DeviceList, other_desk: Desk, qtbot: QtBot
) -> None:
    def words() -> set[str]:
        return {button.accessibleName() for button in network.counts.findChildren(Button)}

    qtbot.waitUntil(lambda: "1 down" in words() and "5 up" in words())
    with other_desk.write("note device state") as unit:
        unit.update("device", 1, {"state": "down"})
    network.context.feed.look()
    qtbot.waitUntil(lambda: "2 down" in words() and "4 up" in words())


def test_a_press_on_a_count_filters(network: DeviceList, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: bool(network.counts.findChildren(Button)))
    button = next(b for b in network.counts.findChildren(Button) if b.accessibleName() == "5 up")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: network.list.model.count() == 5)
    assert network.query_text == "state:up"


def test_a_device_is_found_by_part_of_its_address_and_name(network: DeviceList, qtbot: QtBot) -> None:
    network.set_query("192.0.2.4")
    qtbot.waitUntil(lambda: network.list.model.count() == 1)
    row = network.list.model.row_at(0)
    assert row is not None and row.cell("name").second.startswith("192.0.2.4")
    network.set_query("address:nowhere")
    qtbot.waitUntil(lambda: network.list.model.count() == 0)
