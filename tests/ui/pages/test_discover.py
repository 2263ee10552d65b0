"""Discovering the network in the window: what is asked, what is ticked, what is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from itdesk.monitoring.probes.snmp import messages
from itdesk.store.engine import scalar
from itdesk.ui.app.office import Office
from itdesk.ui.app.program import Program
from itdesk.ui.pages.firstrun.page import FirstRun
from itdesk.ui.pages.network.credential_fields import V3
from itdesk.ui.pages.network.devices import DeviceList
from itdesk.ui.pages.network.discover import Discover
from itdesk.ui.pages.network.found_model import ADDRESS, MADE, NAME, STATE, FoundModel
from itdesk.ui.pages.network.page import NetworkPage
from tests.agents import neighbours, small_device
from tests.ui.pages.network_pages import devices_page, discover_dialog


@pytest.fixture
def network(open_office: Callable[..., Office], qtbot: QtBot) -> DeviceList:
    return devices_page(open_office, qtbot)


@pytest.fixture
def port() -> Iterator[int]:
    """A gateway with two addresses, another device, and one that speaks no SNMP."""
    devices = {
        2: small_device("gw-1", "SN-1-4711"), 3: small_device("受付ゲートウェイ", "SN-2-4711"),
        4: not_snmp, 5: small_device("gw-1", "SN-1-4711"),
    }  # fmt: skip
    with neighbours(devices) as found:
        yield found


def not_snmp(_request: messages.Pdu) -> bytes:
    return b"220 ready\r\n"


def silent(_request: messages.Pdu) -> None:
    return None


def type_range(dialog: Discover, qtbot: QtBot, text: str) -> None:
    qtbot.keyClick(dialog.range, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(dialog.range, text)


def look(dialog: Discover, qtbot: QtBot, text: str) -> None:
    type_range(dialog, qtbot, text)
    qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Watch" in dialog.go.text() or bool(dialog.error.text()))


def shown(model: FoundModel, column: int) -> list[str]:
    return [model.index(row, column).data() for row in range(model.rowCount())]


def count(page: DeviceList, kind: str) -> int:
    return int(scalar(page.context.desk.store.engine, f"SELECT count(*) FROM {kind}"))


def test_a_sweep_shows_who_is_there_and_ticks_each_thing_once(
    network: DeviceList, qtbot: QtBot, port: int
) -> None:
    dialog = discover_dialog(network, qtbot)
    look(dialog, qtbot, f"127.0.0.0/29:{port}")
    assert shown(dialog.found, NAME) == ["gw-1", "受付ゲートウェイ", "—", "gw-1"]
    assert shown(dialog.found, STATE)[2] == "answers, but not with SNMP"
    assert dialog.found.wanted() == [f"127.0.0.2:{port}", f"127.0.0.3:{port}"]
    assert (dialog.go.text(), dialog.note.text()) == ("Watch 2 devices", "6 of 6 asked, 4 answered")
    assert count(network, "device") == 6
    dialog.reject()


def test_what_is_ticked_is_watched_in_one_entry_that_can_be_undone(
    network: DeviceList, qtbot: QtBot, port: int
) -> None:
    desk, assets = network.context.desk, count(network, "asset")
    dialog = discover_dialog(network, qtbot)
    look(dialog, qtbot, f"127.0.0.2-3:{port}")
    head = desk.store.head()
    with qtbot.waitSignal(dialog.added) as added:
        qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    assert added.args == [2]
    qtbot.waitUntil(lambda: network.list.model.count() == 8)
    assert desk.store.head() == head + 1
    assert desk.store.read("device", 8)["name"] == "受付ゲートウェイ"
    assert count(network, "asset") == assets + 2
    message = network.context.messages.log[-1]
    assert message.head == "2 devices are watched"
    assert message.action is not None
    message.action.handler()
    qtbot.waitUntil(lambda: network.list.model.count() == 6)
    assert (count(network, "device"), count(network, "asset")) == (6, assets)


def test_keys_tick_and_untick_and_the_button_counts(network: DeviceList, qtbot: QtBot, port: int) -> None:
    dialog = discover_dialog(network, qtbot)
    look(dialog, qtbot, f"127.0.0.2-5:{port}")
    qtbot.keyClick(dialog.table, Qt.Key.Key_Space)
    assert dialog.go.text() == "Watch one device"
    qtbot.keyClick(dialog.table, Qt.Key.Key_Down)
    qtbot.keyClick(dialog.table, Qt.Key.Key_Space)
    assert not dialog.go.isEnabled()
    qtbot.keyClick(dialog.table, Qt.Key.Key_Down)
    qtbot.keyClick(dialog.table, Qt.Key.Key_Space)
    assert dialog.found.wanted() == [], "what speaks no SNMP takes no tick"
    qtbot.keyClick(dialog.table, Qt.Key.Key_Down)
    qtbot.keyClick(dialog.table, Qt.Key.Key_Space)
    assert dialog.found.wanted() == [f"127.0.0.5:{port}"]
    dialog.reject()


def test_a_click_on_the_box_ticks(network: DeviceList, qtbot: QtBot, port: int) -> None:
    dialog = discover_dialog(network, qtbot)
    look(dialog, qtbot, f"127.0.0.2:{port}")
    index = dialog.found.index(0, ADDRESS)
    box = dialog.table.visualRect(index)
    spot = box.topLeft()
    spot.setX(spot.x() + 11)
    spot.setY(box.center().y())
    qtbot.mouseClick(dialog.table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Unchecked
    dialog.reject()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("printer", "“printer” is no range"),
        ("10.0.0.0/8", "are more than the 1,024"),
        ("", "is no range"),
        ("<b>10.0.0.1</b>", "“<b>10.0.0.1</b>” is no range"),
    ],
)
def test_a_range_that_cannot_be_is_said_beside_it_and_nobody_is_asked(
    network: DeviceList, qtbot: QtBot, text: str, said: str
) -> None:
    dialog = discover_dialog(network, qtbot)
    dialog.range.setText("x")
    dialog.range.clear()
    qtbot.keyClicks(dialog.range, text)
    qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    assert said in dialog.error.text()
    assert dialog.go.isEnabled() and not dialog.table.isVisible()
    assert dialog.range.text() == text
    dialog.reject()


def test_where_nobody_answers_that_is_said_and_one_may_try_again(
    network: DeviceList, qtbot: QtBot, port: int
) -> None:
    dialog = discover_dialog(network, qtbot)
    look(dialog, qtbot, f"127.0.0.9:{port}")
    assert dialog.error.text().startswith("Nobody answered.")
    look(dialog, qtbot, f"127.0.0.2:{port}")
    assert dialog.error.text() == "" and shown(dialog.found, NAME) == ["gw-1"]
    dialog.reject()


def test_another_range_takes_the_findings_of_the_first_away(
    network: DeviceList, qtbot: QtBot, port: int
) -> None:
    dialog = discover_dialog(network, qtbot)
    look(dialog, qtbot, f"127.0.0.2:{port}")
    qtbot.keyClicks(dialog.range, "1")
    assert (dialog.found.rowCount(), dialog.go.text()) == (0, "Look")
    look(dialog, qtbot, f"127.0.0.2:{port}")
    qtbot.keyClicks(dialog.credential.community, "x")
    assert (dialog.found.rowCount(), dialog.go.text()) == (0, "Look")
    dialog.reject()


def test_closing_the_dialog_ends_the_sweep(network: DeviceList, qtbot: QtBot) -> None:
    with neighbours({7: silent}) as port:
        dialog = discover_dialog(network, qtbot)
        type_range(dialog, qtbot, f"127.0.0.7:{port}")
        qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
        child = dialog._sweeping
        assert child.is_running
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
        assert not child.is_running
    assert network._asking is None


def test_secrets_go_by_the_environment_alone(network: DeviceList, qtbot: QtBot) -> None:
    dialog = discover_dialog(network, qtbot)
    fields = dialog.credential
    fields.version.setCurrentIndex(fields.version.findData(V3))
    fields.user.setText("watcher")
    fields.auth.setText("authpass123")
    fields.priv.setText("privpass123")
    assert fields.options()[:2] == ["--v3", "watcher"]
    assert not {"authpass123", "privpass123"} & set(fields.options())
    assert sorted(fields.secrets().values()) == ["authpass123", "privpass123"]
    assert all(field.echoMode().name == "Password" for field in (fields.community, fields.auth, fields.priv))
    dialog.reject()


# --- the first run -----------------------------------------------------------------------------
def test_the_first_run_leads_into_the_discovery(program: Program, qtbot: QtBot, tmp_path: Any) -> None:
    program.show_place(str(tmp_path / "new.db"))
    assert program.door is not None and isinstance(program.door.inside, FirstRun)
    qtbot.keyClick(program.door.inside, Qt.Key.Key_2)
    qtbot.waitUntil(lambda: program.office is not None)
    assert program.office is not None
    page = program.office.window.page
    assert isinstance(page, NetworkPage)
    dialog = page.devices._asking
    assert isinstance(dialog, Discover) and dialog.isVisible()
    dialog.reject()
    sentence, _, actions, _ = page.devices.empty_state()
    assert sentence == "No devices yet"
    assert [action.title for action in actions] == ["Add device", "Discover"]


# --- the model ---------------------------------------------------------------------------------
def found(number: int, **more: object) -> dict[str, object]:
    known: dict[str, object] = {
        "address": f"10.0.0.{number}", "name": f"n{number}", "vendor": "Acme", "model": "", "serial": "",
        "category": "switch", "failure": "", "device": None,
    }  # fmt: skip
    return known | more


def test_rows_stand_by_address_however_they_come() -> None:
    model = FoundModel()
    for number in (30, 4, 200, 1):
        model.add(found(number))
    assert shown(model, ADDRESS) == ["10.0.0.1", "10.0.0.4", "10.0.0.30", "10.0.0.200"]
    assert len(model.wanted()) == 4


@pytest.mark.parametrize("order", [(1, 2, 3), (3, 2, 1), (2, 3, 1)])
def test_one_thing_at_three_addresses_is_ticked_at_the_first(order: tuple[int, ...]) -> None:
    model = FoundModel()
    for number in order:
        model.add(found(number, serial="SN-1"))
    assert model.wanted() == ["10.0.0.1"]


@pytest.mark.parametrize("order", [(1, 2), (2, 1)])
def test_one_thing_that_is_watched_already_is_not_ticked_at_another_address(order: tuple[int, ...]) -> None:
    model = FoundModel()
    for number in order:
        model.add(found(number, serial="SN-1", device="D-9" if number == 2 else None))
    assert model.wanted() == []
    assert shown(model, STATE) == ["not watched", "watched as D-9"]


def test_a_name_that_is_markup_is_shown_as_text() -> None:
    model = FoundModel()
    model.add(found(1, name="<img src=x>" * 30, model="x" * 255))
    tip = model.index(0, NAME).data(Qt.ItemDataRole.ToolTipRole)
    assert "<img" not in tip
    assert model.index(0, MADE).data() == "Acme " + "x" * 255
