"""Adding one device: what is asked, what is shown of it, and what a change of mind does."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from itdesk.monitoring.probes.snmp import messages
from itdesk.store.engine import scalar
from itdesk.ui.app.office import Office
from itdesk.ui.kit.text import ElidedLabel
from itdesk.ui.pages.network.add_device import AddDevice
from itdesk.ui.pages.network.devices import DeviceList
from tests.agents import free_port, misbehaving, small_device
from tests.ui.pages.network_pages import add_dialog, devices_page

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def network(open_office: Callable[..., Office], qtbot: QtBot) -> DeviceList:
    return devices_page(open_office, qtbot)


@pytest.fixture
def gateway() -> Iterator[str]:
    with misbehaving(small_device("gw-1 受付", "SN-1-4711")) as address:
        yield address


@pytest.fixture
def slow() -> Iterator[tuple[str, threading.Event]]:
    """A device that hears the question and answers nothing."""
    heard = threading.Event()

    def behave(_request: messages.Pdu) -> None:
        heard.set()

    with misbehaving(behave) as address:
        yield address, heard


def ask(dialog: AddDevice, qtbot: QtBot, address: str) -> None:
    """Type the address, press the button, and wait for what comes."""
    dialog.address.clear()
    qtbot.keyClicks(dialog.address, address)
    qtbot.mouseClick(dialog.go, LEFT)
    qtbot.waitUntil(lambda: dialog.go.text() == "Watch it" or bool(said(dialog)))


def said(dialog: AddDevice) -> str:
    """The line that says what is wrong."""
    return dialog._error.text()


def facts(dialog: AddDevice) -> dict[str, str]:
    """What was recognised, by its caption."""
    labels = [label.text() for label in dialog._found.findChildren(QLabel) if not label.isHidden()]
    rows = [text for text in labels if text]
    return dict(pairwise(rows))


def devices(page: DeviceList) -> int:
    return int(scalar(page.context.desk.store.engine, "SELECT count(*) FROM device"))


# --- recognising --------------------------------------------------------------------------------
def test_what_was_recognised_stands_there_before_anything_is_written(
    network: DeviceList, qtbot: QtBot, gateway: str
) -> None:
    head = network.context.desk.store.head()
    dialog = add_dialog(network, qtbot)
    ask(dialog, qtbot, gateway)
    found = facts(dialog)
    assert (found["Name"], found["Serial"]) == ("gw-1 受付", "SN-1-4711")
    assert found["Ports"] == "—", "what a device does not tell is not a zero"
    assert (network.context.desk.store.head(), devices(network)) == (head, 6)
    dialog.reject()


def test_the_whole_way_goes_by_keys_and_can_be_taken_back(
    network: DeviceList, qtbot: QtBot, gateway: str
) -> None:
    dialog = add_dialog(network, qtbot)
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.address.setFocus()
    qtbot.keyClicks(dialog.address, gateway)
    qtbot.keyClick(dialog.address, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.go.text() == "Watch it")
    with qtbot.waitSignal(dialog.added) as added:
        qtbot.keyClick(dialog.address, Qt.Key.Key_Return)
    assert added.args == ["D-7"]
    qtbot.waitUntil(lambda: network.current_id() == 7)
    message = network.context.messages.log[-1]
    assert message.head == "gw-1 受付 is watched" and message.action is not None
    message.action.handler()
    qtbot.waitUntil(lambda: network.list.model.count() == 6)
    assert devices(network) == 6


def test_an_address_that_begins_like_an_option_is_asked_as_an_address(
    network: DeviceList, qtbot: QtBot
) -> None:
    dialog = add_dialog(network, qtbot)
    ask(dialog, qtbot, "--help")
    assert dialog.go.text() == "Recognise" and "--help" in said(dialog)
    assert dialog.go.isEnabled() and dialog.address.text() == "--help"
    dialog.reject()


def test_a_device_without_a_name_is_called_by_its_address(network: DeviceList, qtbot: QtBot) -> None:
    with misbehaving(small_device("")) as address:
        dialog = add_dialog(network, qtbot)
        ask(dialog, qtbot, address)
        assert facts(dialog)["Name"] == "—"
        with qtbot.waitSignal(dialog.added):
            qtbot.mouseClick(dialog.go, LEFT)
    assert network.context.messages.log[-1].head == f"{address} is watched"
    assert network.context.desk.store.read("device", 7)["name"] == address


def test_a_name_from_the_network_that_is_markup_is_shown_as_text(network: DeviceList, qtbot: QtBot) -> None:
    name = "<b>gw</b> & <img src=x>"
    with misbehaving(small_device(name)) as address:
        dialog = add_dialog(network, qtbot)
        ask(dialog, qtbot, address)
        shown = next(label for label in dialog._found.findChildren(ElidedLabel) if label.text() == name)
        assert shown.textFormat() is Qt.TextFormat.PlainText
    dialog.reject()


# --- changing one's mind ----------------------------------------------------------------------
def test_another_address_while_it_asks_is_another_question(
    network: DeviceList, qtbot: QtBot, slow: tuple[str, threading.Event], gateway: str
) -> None:
    address, heard = slow
    dialog = add_dialog(network, qtbot)
    qtbot.keyClicks(dialog.address, address)
    qtbot.mouseClick(dialog.go, LEFT)
    assert not dialog.go.isEnabled()
    qtbot.waitUntil(heard.is_set)
    dialog.address.clear()
    qtbot.keyClicks(dialog.address, gateway)
    assert dialog.go.isEnabled() and dialog.go.text() == "Recognise"
    qtbot.mouseClick(dialog.go, LEFT)
    qtbot.waitUntil(lambda: dialog.go.text() == "Watch it")
    assert facts(dialog)["Name"] == "gw-1 受付", "the answer is that of the address that stands there"
    assert said(dialog) == ""
    dialog.reject()


def test_another_credential_while_it_asks_ends_the_question(
    network: DeviceList, qtbot: QtBot, slow: tuple[str, threading.Event]
) -> None:
    address, heard = slow
    dialog = add_dialog(network, qtbot)
    qtbot.keyClicks(dialog.address, address)
    qtbot.mouseClick(dialog.go, LEFT)
    qtbot.waitUntil(heard.is_set)
    qtbot.keyClicks(dialog.credential.community, "s")
    assert dialog.go.isEnabled() and not dialog._child.is_running
    dialog.reject()


def test_while_it_is_written_nothing_can_be_changed(network: DeviceList, qtbot: QtBot, gateway: str) -> None:
    dialog = add_dialog(network, qtbot)
    ask(dialog, qtbot, gateway)
    with qtbot.waitSignal(dialog.added):
        qtbot.mouseClick(dialog.go, LEFT)
        for field in (dialog.address, dialog.credential.community, dialog.credential.version, dialog.go):
            assert not field.isEnabled()
        qtbot.keyClicks(dialog.address, "9")
    assert devices(network) == 7
    assert network.context.desk.store.read("device", 7)["address"] == gateway


def test_a_device_that_went_silent_meanwhile_is_not_written_and_may_be_tried_again(
    network: DeviceList, qtbot: QtBot
) -> None:
    dialog = add_dialog(network, qtbot)
    with misbehaving(small_device("gw-1")) as address:
        ask(dialog, qtbot, address)
    qtbot.mouseClick(dialog.go, LEFT)
    qtbot.waitUntil(lambda: bool(said(dialog)))
    assert devices(network) == 6
    assert dialog.address.isEnabled() and dialog.credential.community.isEnabled() and dialog.go.isEnabled()
    dialog.reject()


def test_a_device_that_is_known_is_recognised_again_not_doubled(
    network: DeviceList, qtbot: QtBot, gateway: str
) -> None:
    for _ in range(2):
        dialog = add_dialog(network, qtbot)
        ask(dialog, qtbot, gateway)
        with qtbot.waitSignal(dialog.added) as added:
            qtbot.mouseClick(dialog.go, LEFT)
        assert added.args == ["D-7"]
        network.window().activateWindow()  # as a window manager does
        qtbot.waitUntil(network.window().isActiveWindow)
    assert devices(network) == 7
    again = network.context.messages.log[-1]
    assert again.head == "gw-1 受付 is watched"
    assert again.action is None, "nothing was written, so there is nothing to take back"


@pytest.mark.parametrize("text", ["", "   ", "\u3000"])
def test_an_address_of_nothing_but_space_is_asked_for(network: DeviceList, qtbot: QtBot, text: str) -> None:
    dialog = add_dialog(network, qtbot)
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.address.insert(text)
    qtbot.mouseClick(dialog.go, LEFT)
    assert said(dialog) == "Type an address first."
    qtbot.waitUntil(dialog.address.hasFocus)
    qtbot.keyClicks(dialog.address, "1")
    assert said(dialog) == "", "what was wrong is not said any longer than it is"
    dialog.reject()


def test_a_second_press_while_it_asks_asks_nobody_twice(
    network: DeviceList, qtbot: QtBot, slow: tuple[str, threading.Event]
) -> None:
    address, heard = slow
    dialog = add_dialog(network, qtbot)
    qtbot.keyClicks(dialog.address, address)
    qtbot.mouseClick(dialog.go, LEFT)
    child = dialog._child._process.processId()
    dialog.proceed()
    qtbot.waitUntil(heard.is_set)
    assert dialog._child._process.processId() == child
    dialog.reject()


def test_an_address_where_nobody_is_says_so_and_keeps_what_was_typed(
    network: DeviceList, qtbot: QtBot
) -> None:
    dialog = add_dialog(network, qtbot)
    typed = f"127.0.0.1:{free_port()}"
    dialog.credential.community.setText("office")
    ask(dialog, qtbot, typed)
    assert typed in said(dialog) and dialog.go.text() == "Recognise"
    assert (dialog.address.text(), dialog.credential.community.text()) == (typed, "office")
    assert "office" not in said(dialog), "a secret is never repeated"
    dialog.reject()
