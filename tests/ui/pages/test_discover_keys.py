"""Discovering by keys alone, over ugly ranges, while devices come and go."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from itdesk.store.engine import scalar
from itdesk.ui.app.office import Office
from itdesk.ui.kit.text import Label
from itdesk.ui.pages.network.devices import DeviceList
from itdesk.ui.pages.network.discover import Discover
from itdesk.ui.pages.network.found_model import ADDRESS, NAME, STATE
from tests.agents import free_port, misbehaving, neighbours, small_device
from tests.ui.pages.network_pages import devices_page, discover_dialog

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def network(open_office: Callable[..., Office], qtbot: QtBot) -> DeviceList:
    return devices_page(open_office, qtbot)


@pytest.fixture
def dialog(network: DeviceList, qtbot: QtBot) -> Iterator[Discover]:
    made = discover_dialog(network, qtbot)
    qtbot.waitUntil(made.isActiveWindow)
    # what it proposes is this machine's own network, which no test may ask
    qtbot.waitUntil(lambda: not network.context.tasks.running)
    gone: list[bool] = []
    made.destroyed.connect(lambda: gone.append(True))
    yield made
    if not gone:
        made.reject()


def put(dialog: Discover, text: str) -> None:
    """Another range, as if it were pasted."""
    dialog.range.selectAll()
    dialog.range.insert(text)


def column(dialog: Discover, place: int) -> list[str]:
    return [dialog.found.index(row, place).data() for row in range(dialog.found.rowCount())]


def devices(page: DeviceList) -> int:
    return int(scalar(page.context.desk.store.engine, "SELECT count(*) FROM device"))


def heads(page: DeviceList) -> list[str]:
    return [message.head for message in page.context.messages.log]


# --- keys ---------------------------------------------------------------------------------------
def test_enter_looks_and_enter_watches(network: DeviceList, dialog: Discover, qtbot: QtBot) -> None:
    with neighbours({2: small_device("gw-1", "SN-1-4711"), 3: small_device("gw-2", "SN-2-4711")}) as port:
        dialog.range.setFocus()
        put(dialog, f"127.0.0.2-3:{port}")
        qtbot.keyClick(dialog.range, Qt.Key.Key_Return)
        qtbot.waitUntil(dialog.table.hasFocus)
        assert dialog.table.currentIndex().row() == 0, "the first of those who answered has the keys"
        qtbot.keyClick(dialog.table, Qt.Key.Key_Down)
        qtbot.keyClick(dialog.table, Qt.Key.Key_Space)
        with qtbot.waitSignal(dialog.added) as added:
            qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    assert added.args == [1]
    qtbot.waitUntil(lambda: "One device is watched" in heads(network))
    assert network.context.desk.store.read("device", 7)["name"] == "gw-1"
    assert devices(network) == 7


def test_tab_goes_through_the_dialog_and_out_of_the_table(
    network: DeviceList, dialog: Discover, qtbot: QtBot
) -> None:
    with neighbours({2: small_device("gw-1")}) as port:
        put(dialog, f"127.0.0.2:{port}")
        qtbot.mouseClick(dialog.go, LEFT)
        qtbot.waitUntil(dialog.table.hasFocus)
    reached: set[str] = set()
    for _ in range(8):
        focused = dialog.focusWidget()
        reached.add(focused.accessibleName())
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    assert {"Addresses", "SNMP version", "Community", "Devices that answered", "Cancel"} <= reached
    assert any(name.startswith("Watch") for name in reached)


def test_space_without_a_row_and_letters_in_the_table_do_no_harm(dialog: Discover, qtbot: QtBot) -> None:
    for key in (Qt.Key.Key_Space, Qt.Key.Key_X, Qt.Key.Key_Home):
        qtbot.keyClick(dialog.table, key)
    assert dialog.found.rowCount() == 0 and dialog.isVisible()


def test_escape_leaves_and_nothing_was_written(network: DeviceList, dialog: Discover, qtbot: QtBot) -> None:
    head = network.context.desk.store.head()
    qtbot.keyClick(dialog.range, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: network._asking is None)
    assert network.context.desk.store.head() == head


# --- ranges -------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("10.0.0.9-10.0.0.1", "is no range"),
        ("10.0.0.0/33", "is no range"),
        ("10.0.0.1:0", "is no range"),
        ("10.0.0.1:99999", "is no range"),
        ("fe80::1", "is no range"),
        ("--help", "is no range"),
        ("10.0.0.0/21, 10.9.0.1", "are more than the 1,024"),
        ("０.0.0.1; DROP TABLE device", "is no range"),
        ("\u0661\u0660.0.0.1", "is no range"),
    ],
)
def test_a_range_that_cannot_be_is_said_and_the_keys_go_back_to_it(
    dialog: Discover, qtbot: QtBot, text: str, said: str
) -> None:
    put(dialog, text)
    qtbot.mouseClick(dialog.go, LEFT)
    assert said in dialog.error.text()
    qtbot.waitUntil(dialog.range.hasFocus)
    assert dialog.go.isEnabled() and not dialog.bar.isVisible()
    qtbot.keyClicks(dialog.range, "1")
    assert dialog.error.text() == "", "it is not said of what is typed next"


def test_several_ranges_and_doubles_are_asked_once_each_and_the_bar_counts_them(
    dialog: Discover, qtbot: QtBot
) -> None:
    with neighbours({2: small_device("gw-1", "SN-1-4711"), 4: small_device("gw-4", "SN-4-4711")}) as port:
        put(dialog, f"127.0.0.2:{port}, 127.0.0.1-4:{port}  127.0.0.4:{port}")
        qtbot.mouseClick(dialog.go, LEFT)
        assert dialog.bar.isVisible() and dialog.bar.maximum() == 4
        qtbot.waitUntil(lambda: "Watch" in dialog.go.text())
    assert column(dialog, ADDRESS) == [f"127.0.0.2:{port}", f"127.0.0.4:{port}"]
    assert dialog.note.text() == "4 of 4 asked, 2 answered"
    assert not dialog.bar.isVisible()


# --- devices that come and go ---------------------------------------------------------------------
def test_a_range_that_is_changed_while_it_is_asked_is_asked_no_more(dialog: Discover, qtbot: QtBot) -> None:
    with misbehaving(lambda _request: None, host="127.0.0.7") as silent:
        put(dialog, silent)
        qtbot.mouseClick(dialog.go, LEFT)
        qtbot.keyClick(dialog.range, Qt.Key.Key_End)
        qtbot.keyClick(dialog.range, Qt.Key.Key_Backspace)
        assert not dialog._sweeping.is_running
        assert (dialog.go.text(), dialog.go.isEnabled(), dialog.note.text()) == ("Look", True, "")
        assert not dialog.bar.isVisible() and not dialog.table.isVisible()


def test_one_that_fell_silent_meanwhile_is_said_and_the_others_are_watched(
    network: DeviceList, dialog: Discover, qtbot: QtBot
) -> None:
    port = free_port("0.0.0.0")
    with misbehaving(small_device("gw-2", "SN-2-4711"), host="127.0.0.2", port=port):
        with misbehaving(small_device("gw-3", "SN-3-4711"), host="127.0.0.3", port=port):
            put(dialog, f"127.0.0.2-3:{port}")
            qtbot.mouseClick(dialog.go, LEFT)
            qtbot.waitUntil(lambda: dialog.go.text() == "Watch 2 devices")
        with qtbot.waitSignal(dialog.added) as added:
            qtbot.mouseClick(dialog.go, LEFT)
    assert added.args == [1]
    assert heads(network)[-2:] == ["1 of the devices are not watched", "One device is watched"]
    assert devices(network) == 7


def test_where_all_fell_silent_the_dialog_stays_with_what_was_ticked(
    network: DeviceList, dialog: Discover, qtbot: QtBot
) -> None:
    with neighbours({2: small_device("gw-2"), 3: small_device("gw-3")}) as port:
        put(dialog, f"127.0.0.2-3:{port}")
        qtbot.mouseClick(dialog.go, LEFT)
        qtbot.waitUntil(lambda: dialog.go.text() == "Watch 2 devices")
    qtbot.mouseClick(dialog.go, LEFT)
    for part in (dialog.range, dialog.credential.community, dialog.table, dialog.go):
        assert not part.isEnabled(), "nothing can be changed while it is written"
    qtbot.waitUntil(lambda: bool(dialog.error.text()))
    for part in (dialog.range, dialog.credential.community, dialog.table, dialog.go):
        assert part.isEnabled()
    assert len(dialog.found.wanted()) == 2 and devices(network) == 6


def test_what_is_watched_by_now_cannot_be_ticked_a_second_time(
    network: DeviceList, dialog: Discover, qtbot: QtBot
) -> None:
    with neighbours({2: small_device("gw-2", "SN-2-4711")}) as port:
        with network.context.desk.write("add device") as unit:
            network.context.desk.keepers["device"].add(unit, {"address": f"127.0.0.2:{port}", "name": "gw"})
        put(dialog, f"127.0.0.2:{port}")
        qtbot.mouseClick(dialog.go, LEFT)
        qtbot.waitUntil(lambda: "Watch" in dialog.go.text())
    assert column(dialog, STATE) == ["watched as D-7"] and column(dialog, NAME) == ["gw-2"]
    assert not dialog.go.isEnabled()
    qtbot.keyClick(dialog.table, Qt.Key.Key_Space)
    assert not dialog.go.isEnabled() and dialog.found.wanted() == []


def test_the_dialog_says_what_it_does_to_devices(dialog: Discover) -> None:
    words = " ".join(label.text() for label in dialog.findChildren(Label) if label.isVisible())
    assert "Nothing is changed on any device" in words
    assert dialog.range.placeholderText() and dialog.bar.accessibleName() == "Addresses asked"
