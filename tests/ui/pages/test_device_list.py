"""The list of watched devices: small lines, counts, what is offered, and what others write meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from itdesk.desk import Desk
from itdesk.monitoring.memory import DeviceMemory, write_memory
from itdesk.monitoring.samples import HOUR, Measured, Samples
from itdesk.ui.app.office import Office
from itdesk.ui.kit.buttons import Button
from itdesk.ui.kit.rows import Cell
from itdesk.ui.pages.network.devices import CountsBar, DeviceList
from itdesk.ui.pages.network.page import NetworkPage
from itdesk.ui.pages.network.reading import MOST_SPARKS, counts, glances
from tests.records import add, change, remove
from tests.ui.pages.network_pages import devices_page, network_page, show_device, window_of

LEFT = Qt.MouseButton.LeftButton
DOWN, UP = 4, 1


@pytest.fixture
def network(open_office: Callable[..., Office], qtbot: QtBot) -> DeviceList:
    return devices_page(open_office, qtbot)


@pytest.fixture
def desk(place: str) -> Iterator[Desk]:
    opened = Desk.open(place, origin="test")
    yield opened
    opened.close()


def cell(page: DeviceList, key: int, name: str) -> Cell:
    """What the list shows of a device in a column."""
    for row in range(page.list.model.count() or 0):
        found = page.list.model.row_at(row)
        if found is not None and found.id == key:
            return found.cell(name)
    raise LookupError(key)


def offered(page: DeviceList) -> dict[str, bool]:
    return {command.id: command.is_enabled for command in page.selection_commands()}


def buttons(bar: CountsBar) -> list[str]:
    return [button.accessibleName() for button in bar.findChildren(Button) if not button.isHidden()]


# --- small lines ------------------------------------------------------------------------------------
def test_a_device_that_was_never_polled_says_never_and_draws_no_line(
    network: DeviceList, qtbot: QtBot
) -> None:
    key = add(network.context.desk, "device", address="192.0.2.77", name="sw-new")
    network.context.feed.look()
    qtbot.waitUntil(lambda: cell(network, key, "seen").text == "never")
    assert cell(network, key, "last-hours").points == ()
    assert cell(network, key, "load").text == "—"


def test_a_device_that_is_down_has_its_line_in_red_and_says_since_when(network: DeviceList) -> None:
    assert cell(network, DOWN, "last-hours").state == "crit"
    assert cell(network, UP, "last-hours").state == ""
    assert cell(network, DOWN, "seen").text.endswith(" h")
    assert cell(network, UP, "load").text.endswith(" %")


def test_what_was_measured_meanwhile_is_drawn_when_the_list_is_read_again(
    network: DeviceList, qtbot: QtBot
) -> None:
    desk = network.context.desk
    key = add(desk, "device", address="192.0.2.77", name="sw-new")
    network.context.feed.look()
    qtbot.waitUntil(lambda: cell(network, key, "seen").text == "never")
    at = desk.store.clock.now() - HOUR
    with desk.store.engine.write():
        Samples(desk.store.engine).append(key, at, [Measured("cpu", "", "%", 37.5)])
        write_memory(desk.store.engine, key, at, DeviceMemory(answered=at, cpu=37.5))
    network.refresh()
    qtbot.waitUntil(lambda: cell(network, key, "seen").text == "1 h")
    assert cell(network, key, "last-hours").points == (37.5,)
    assert cell(network, key, "load").text == "38 %"


def test_name_address_maker_and_model_stand_in_two_lines_as_text(network: DeviceList, qtbot: QtBot) -> None:
    desk = network.context.desk
    name = "<b>受付</b> & 🖨"
    key = add(desk, "device", address="[2001:db8::1]:1161", name=name, vendor="Example", model="ES 4")
    network.context.feed.look()
    qtbot.waitUntil(lambda: cell(network, key, "name").text == name)
    assert cell(network, key, "name").second == "[2001:db8::1]:1161 · Example ES 4"
    change(desk, "device", key, vendor="", model="")
    network.context.feed.look()
    qtbot.waitUntil(lambda: cell(network, key, "name").second == "[2001:db8::1]:1161")


def test_of_very_many_devices_the_first_have_their_lines_and_nobody_waits_for_the_rest(desk: Desk) -> None:
    with desk.write("add devices") as unit:
        made = [{"address": f"198.51.100.{n % 250}:{n}", "name": f"n{n}"} for n in range(1, MOST_SPARKS + 60)]
        keys = list(unit.insert_many("device", made))
    assert list(glances(desk, keys)) == keys[:MOST_SPARKS]
    assert glances(desk, []) == {}


# --- counts -----------------------------------------------------------------------------------------
def test_states_are_counted_in_the_order_of_their_trouble(network: DeviceList, qtbot: QtBot) -> None:
    with network.context.desk.write("note device state") as unit:
        for key, state in ((1, "unknown"), (2, "degraded"), (3, "degraded")):
            unit.update("device", key, {"state": state})
    network.refresh()
    qtbot.waitUntil(lambda: buttons(network.counts) == ["1 down", "2 degraded", "1 unknown", "2 up"])


def test_an_office_without_devices_has_no_counts_and_says_what_to_do_first(
    network: DeviceList, qtbot: QtBot
) -> None:
    assert network.counts.isVisible()
    network.counts.show_counts(network.kind.column("state"), {})
    assert not network.counts.isVisible()
    sentence, _, actions, _ = network.empty_state()
    assert sentence == "No devices yet"
    assert [action.id for action in actions] == ["device.new", "device.discover"]


def test_a_state_that_nobody_knows_is_left_out(network: DeviceList, qtbot: QtBot) -> None:
    network.counts.show_counts(network.kind.column("state"), {"up": 3, "burning": 1, "down": 0})
    qtbot.waitUntil(lambda: buttons(network.counts) == ["3 up"])


def test_counts_follow_what_is_removed_and_taken_back(desk: Desk) -> None:
    key = add(desk, "device", address="192.0.2.77", name="sw-new")
    assert counts(desk) == {"down": 1, "up": 5, "unknown": 1}
    remove(desk, "device", key)
    assert counts(desk) == {"down": 1, "up": 5}


def test_a_press_on_a_count_by_keys_shows_those_and_the_line_says_so(
    network: DeviceList, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: "1 down" in buttons(network.counts))
    button = next(b for b in network.counts.findChildren(Button) if b.accessibleName() == "1 down")
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: network.list.model.count() == 1)
    assert network.bar.line.text().strip() == "state:down"
    qtbot.waitUntil(lambda: buttons(network.counts) == ["1 down", "5 up"])


# --- what is offered ----------------------------------------------------------------------------------
def test_polling_is_offered_only_for_what_can_be_asked(network: DeviceList, qtbot: QtBot) -> None:
    show_device(network, qtbot, UP)
    assert offered(network) == {"device.poll": False, "device.unwatch": True}, "a demo device answers nobody"
    key = add(network.context.desk, "device", address="127.0.0.1:9", name="real")
    network.context.feed.look()
    qtbot.waitUntil(lambda: network.list.model.count() == 7)
    show_device(network, qtbot, key)
    qtbot.waitUntil(lambda: network.current_id() == key)
    assert offered(network)["device.poll"]
    network.set_query("address:nowhere")
    qtbot.waitUntil(lambda: network.list.model.count() == 0)
    qtbot.waitUntil(lambda: not any(offered(network).values()))


def test_a_watch_that_had_ended_is_not_ended_twice_and_undo_is_not_offered(
    network: DeviceList, qtbot: QtBot
) -> None:
    desk, log = network.context.desk, network.context.messages.log
    show_device(network, qtbot, UP)
    qtbot.waitUntil(lambda: network.current_id() == UP)
    network.unwatch()
    qtbot.waitUntil(lambda: len(log) == 1)
    assert log[0].action is not None
    head = desk.store.head()
    network.unwatch()
    qtbot.waitUntil(lambda: len(log) == 2)
    assert (log[1].head, log[1].action) == ("Not watched any more", None)
    assert desk.store.head() == head


def test_ending_the_watch_ends_the_alert_and_undo_brings_both_back(network: DeviceList, qtbot: QtBot) -> None:
    desk = network.context.desk
    alert = desk.lists.ids("alert", desk.query("alert", "state:open"))[0]
    show_device(network, qtbot, DOWN)
    qtbot.waitUntil(lambda: network.current_id() == DOWN)
    network.unwatch()
    qtbot.waitUntil(lambda: desk.store.read("alert", alert)["state"] == "recovered")
    qtbot.waitUntil(lambda: bool(network.context.messages.log))
    action = network.context.messages.log[-1].action
    assert action is not None
    action.handler()
    qtbot.waitUntil(lambda: desk.store.read("alert", alert)["state"] == "open")
    assert desk.store.read("device", DOWN)["watched"]


def test_single_letters_in_the_list_do_what_the_menu_says(network: DeviceList, qtbot: QtBot) -> None:
    show_device(network, qtbot, UP)
    before = len(network.context.messages.log)
    qtbot.keyClick(network.list.view, Qt.Key.Key_O)
    assert len(network.context.messages.log) == before, "nobody is asked, and nothing is claimed"
    titles = {command.shortcut: command.title for command in network.selection_commands() if command.shortcut}
    assert titles == {"O": "Poll now"}


# --- the page ---------------------------------------------------------------------------------------
def test_views_of_devices_and_alerts_stand_together_and_lead_back(
    open_office: Callable[..., Office], qtbot: QtBot
) -> None:
    page: NetworkPage = network_page(open_office)
    qtbot.waitUntil(lambda: page.devices.list.model.count() == 6)
    page.choose_view("device:Switches")
    qtbot.waitUntil(lambda: page.devices.query_text == "category:switch")
    assert page.current_view() == "device:Switches"
    page.choose_view("alert:")
    qtbot.waitUntil(lambda: page.front is page.alerts and page.alerts.current_id() is not None)
    assert page.current_view() == "alert:"
    primary = page.primary_action()
    assert primary is not None and primary.id == "device.new", "a device can be added also from there"
    page.choose_view("no such view")
    assert page.front is page.alerts
    assert not page.show_record("asset", 1) and page.show_record("device", 2)
    qtbot.waitUntil(lambda: page.front is page.devices and page.devices.current_id() == 2)


def test_a_narrow_window_leaves_the_load_to_the_pane(network: DeviceList, qtbot: QtBot) -> None:
    def shown() -> set[str]:
        model = network.list.model
        view = network.list.view
        titles = [model.headerData(n, Qt.Orientation.Horizontal) for n in range(model.columnCount())]
        return {str(title).rstrip(" ↑↓") for n, title in enumerate(titles) if not view.isColumnHidden(n)}

    window_of(network).resize(1500, 900)
    qtbot.waitUntil(lambda: "CPU" in shown())
    window_of(network).resize(1200, 900)
    qtbot.waitUntil(lambda: "CPU" not in shown())
    assert {"Device", "State", "Last 6 h", "Seen"} <= shown()
