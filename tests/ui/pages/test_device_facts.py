"""The pane of one device: its facts in words, the port that is looked at, other spans, themes and widths."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from itdesk.desk import Desk
from itdesk.monitoring.memory import DeviceMemory, PortMemory, write_memory
from itdesk.monitoring.probes.reading import PortReading, StorageReading, Usage
from itdesk.monitoring.rules.restarts import Uptime
from itdesk.monitoring.samples import DAY, HOUR, MINUTE
from itdesk.store.engine import execute
from itdesk.ui.app.office import Office
from itdesk.ui.kit.text import Label
from itdesk.ui.kit.theme import Mode
from itdesk.ui.pages.network.detail import SPANS, DeviceDetail
from itdesk.ui.pages.network.devices import DeviceList
from tests.records import add, change
from tests.ui.pages.network_pages import devices_page, show_device, window_of

UP = 1
LONG = "受付とサーバー室のスイッチ " * 20


@pytest.fixture
def network(open_office: Callable[..., Office], qtbot: QtBot) -> DeviceList:
    return devices_page(open_office, qtbot)


def polled(desk: Desk, key: int, ago: int = 0, **told: object) -> None:
    """As if the device had answered `ago` ms before now."""
    at = desk.store.clock.now() - ago
    memory = replace(DeviceMemory(answered=at, identified=at), **told)  # type: ignore[arg-type]
    with desk.store.engine.write():
        write_memory(desk.store.engine, key, at, memory)


def port(number: int, received: float | None = None, **more: object) -> PortMemory:
    reading = replace(PortReading(number, f"1/1/{number}", admin="up", oper="up"), **more)  # type: ignore[arg-type]
    return PortMemory(reading, f"1/1/{number}", received, received)


def new_device(page: DeviceList, qtbot: QtBot, **more: object) -> int:
    values: dict[str, object] = {"address": "192.0.2.77", "name": "sw-new", **more}
    key = add(page.context.desk, "device", **values)
    page.context.feed.look()
    qtbot.waitUntil(lambda: page.list.model.count() == 7)
    return key


def facts(detail: DeviceDetail) -> list[str]:
    return detail._facts.text().split(" · ")


def aside(detail: DeviceDetail) -> list[str]:
    """Words at the right end of the cards that are shown."""
    return [label.text() for label in detail.findChildren(Label) if label.isVisible() and label.text()]


# --- facts ----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({}, ["192.0.2.77", "answers"]),
        ({"cpu": 0.4}, ["192.0.2.77", "CPU 0 %", "answers"]),
        ({"cpu": 99.6, "uptime": Uptime(ticks=12_345_600)},
         ["192.0.2.77", "up 1 d 10 h", "CPU 100 %", "answers"]),
        ({"uptime": Uptime(ticks=0)}, ["192.0.2.77", "up 0 s", "answers"]),
        ({"uptime": Uptime(ticks=100, host_ticks=360_000)}, ["192.0.2.77", "up 1 h", "answers"]),
    ],
)  # fmt: skip
def test_what_a_device_tells_stands_below_its_name(
    network: DeviceList, qtbot: QtBot, told: dict[str, Any], said: list[str]
) -> None:
    key = new_device(network, qtbot)
    polled(network.context.desk, key, **told)
    assert facts(show_device(network, qtbot, key)) == said


@pytest.mark.parametrize(
    ("ago", "said"),
    [(50 * MINUTE, "answered 50 min ago"), (26 * HOUR, "answered 1 d ago"), (-HOUR, "answers")],
)
def test_how_long_ago_it_answered_is_said_also_where_its_clock_runs_ahead(
    network: DeviceList, qtbot: QtBot, ago: int, said: str
) -> None:
    key = new_device(network, qtbot)
    polled(network.context.desk, key, ago)
    assert facts(show_device(network, qtbot, key))[-1] == said


def test_maker_model_and_version_are_told_where_they_are_known(network: DeviceList, qtbot: QtBot) -> None:
    key = new_device(network, qtbot, vendor="Example", model="ES-4 <b>", version="1.2.3", category="switch")
    detail = show_device(network, qtbot, key)
    assert facts(detail) == ["192.0.2.77", "Example ES-4 <b>", "version 1.2.3"]
    assert detail._facts.textFormat() is Qt.TextFormat.PlainText


def test_a_name_of_any_length_leaves_the_buttons_their_room(network: DeviceList, qtbot: QtBot) -> None:
    key = new_device(network, qtbot, name=LONG, asset=1, model=LONG)
    detail = show_device(network, qtbot, key)
    assert detail._name.text() == LONG.strip()
    for button in (detail.poll, detail.asset):
        assert button.isVisible() and button.width() >= button.sizeHint().width()
        right = button.mapTo(detail, button.rect().topRight()).x()
        assert right <= detail.width()


def test_a_device_without_an_asset_offers_none(network: DeviceList, qtbot: QtBot) -> None:
    detail = show_device(network, qtbot, new_device(network, qtbot))
    assert not detail.asset.isVisible()
    assert show_device(network, qtbot, UP).asset.isVisible()


def test_storage_and_memory_come_and_go_with_what_is_told(network: DeviceList, qtbot: QtBot) -> None:
    desk, key = network.context.desk, new_device(network, qtbot)
    polled(desk, key, memory=Usage(1, 2), storage=(StorageReading("/データ", Usage(95, 100)),))
    detail = show_device(network, qtbot, key)
    assert "/データ" in aside(detail) and "95%" in aside(detail)
    polled(desk, key)
    detail.again()
    qtbot.waitUntil(lambda: not detail._storage_card.isVisible())


# --- ports -----------------------------------------------------------------------------------------
def test_ports_that_were_polled_a_moment_ago_say_so(network: DeviceList, qtbot: QtBot) -> None:
    desk, key = network.context.desk, new_device(network, qtbot)
    polled(desk, key, ports=(port(1, 10.0),))
    detail = show_device(network, qtbot, key)
    assert "polled now" in aside(detail)
    polled(desk, key, 3 * HOUR, ports=(port(1, 10.0),))
    detail.again()
    qtbot.waitUntil(lambda: "polled 3 h ago" in aside(detail))


def test_the_port_that_was_chosen_stays_until_it_is_gone(network: DeviceList, qtbot: QtBot) -> None:
    desk, key = network.context.desk, new_device(network, qtbot)
    polled(desk, key, ports=tuple(port(n, 10.0 * n) for n in range(1, 5)))
    detail = show_device(network, qtbot, key)
    assert detail._traffic_card.accessibleName() == "Traffic on 1/1/4", "the busiest one at first"
    qtbot.mouseClick(detail.ports.buttons[1], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: detail._traffic_card.accessibleName() == "Traffic on 1/1/2")
    polled(desk, key, ports=tuple(port(n, 10.0 * n) for n in range(1, 8)))
    detail.again()
    qtbot.waitUntil(lambda: len(detail.ports.buttons) == 7)
    assert detail._traffic_card.accessibleName() == "Traffic on 1/1/2"
    polled(desk, key, ports=(port(1, 1.0), port(3, 2.0)))
    detail.again()
    qtbot.waitUntil(lambda: detail._traffic_card.accessibleName() == "Traffic on 1/1/3")


def test_another_device_begins_with_its_own_busiest_port(network: DeviceList, qtbot: QtBot) -> None:
    desk, key = network.context.desk, new_device(network, qtbot)
    polled(desk, key, ports=tuple(port(n, float(n)) for n in range(1, 5)))
    detail = show_device(network, qtbot, key)
    qtbot.mouseClick(detail.ports.buttons[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: detail._traffic_card.accessibleName() == "Traffic on 1/1/1")
    show_device(network, qtbot, UP)
    show_device(network, qtbot, key)
    assert detail._traffic_card.accessibleName() == "Traffic on 1/1/4"


def test_a_port_says_its_alias_its_speed_and_both_directions(network: DeviceList, qtbot: QtBot) -> None:
    desk, key = network.context.desk, new_device(network, qtbot)
    named = port(1, 1_500_000.0, alias="Uplink & <i>more</i>", speed=10_000_000_000)
    polled(desk, key, ports=(named, replace(port(2), received=None, sent=12.0)))
    detail = show_device(network, qtbot, key)
    assert "Uplink & <i>more</i> · 10 Gb/s · ↓ 1.5 Mb/s  ↑ 1.5 Mb/s" in aside(detail)
    qtbot.mouseClick(detail.ports.buttons[1], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "↓ —  ↑ 12 b/s" in aside(detail))
    assert not detail.traffic.isVisible(), "of a port that was never measured there is no empty chart"


# --- spans, themes, widths --------------------------------------------------------------------------
def test_each_span_is_chosen_by_keys_and_kept_for_the_next_device(network: DeviceList, qtbot: QtBot) -> None:
    detail = show_device(network, qtbot, UP)
    assert [detail.span.itemData(row) for row in range(detail.span.count())] == list(SPANS)
    assert detail.span.currentData() == DAY
    detail.span.setFocus()
    qtbot.waitUntil(detail.span.hasFocus)
    qtbot.keyClick(detail.span, Qt.Key.Key_Down)

    def shown_span() -> int:
        load = detail._picture.load if detail._picture is not None else None
        return load.until - load.since if load is not None else 0

    qtbot.waitUntil(lambda: shown_span() == 7 * DAY)
    show_device(network, qtbot, 2)
    assert shown_span() == 7 * DAY


def test_the_last_of_several_that_were_passed_quickly_is_shown(network: DeviceList, qtbot: QtBot) -> None:
    detail = show_device(network, qtbot, UP)
    for key in (2, 3, 4, 5, 6):
        detail.show_record(key)
    wanted = str(network.context.desk.store.read("device", 6)["name"])
    qtbot.waitUntil(lambda: detail.accessibleName().endswith(wanted))
    qtbot.waitUntil(lambda: not network.context.tasks.running)
    assert detail.accessibleName().endswith(wanted) and detail._name.text() == wanted


def test_the_charts_are_drawn_anew_in_the_other_theme(network: DeviceList, qtbot: QtBot) -> None:
    detail = show_device(network, qtbot, UP)
    qtbot.waitUntil(detail.load.isVisible)
    light = detail.load.plot.backgroundBrush().color().name()
    network.context.theme.set_mode(Mode.DARK)
    qtbot.waitUntil(lambda: detail.load.plot.backgroundBrush().color().name() != light)


def test_a_narrow_window_shows_the_pane_alone_and_escape_goes_back(network: DeviceList, qtbot: QtBot) -> None:
    window = window_of(network)
    window.resize(1000, 700)
    qtbot.waitUntil(lambda: not network.slot.shows_detail_alone)
    network.show_record("device", 2)
    qtbot.waitUntil(lambda: network.slot.shows_detail_alone)
    detail = network.slot.detail
    assert isinstance(detail, DeviceDetail)
    qtbot.waitUntil(lambda: detail.shown == 2)
    qtbot.keyClick(detail, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not network.slot.shows_detail_alone)


# --- what others write -------------------------------------------------------------------------------
def test_a_name_and_an_alert_that_come_from_elsewhere_stand_in_the_pane(
    network: DeviceList, other_desk: Desk, qtbot: QtBot
) -> None:
    detail = show_device(network, qtbot, UP)
    change(other_desk, "device", UP, name="renamed 受付")
    network.context.feed.look()
    qtbot.waitUntil(lambda: detail._name.text() == "renamed 受付")
    with other_desk.write("raise alert") as unit:
        keeper = other_desk.monitoring.alerts
        keeper.add(unit, {"device_id": UP, "subject": "fan", "message": "a fan stands still",
                          "severity": "warn", "state": "open", "since": unit.now})  # fmt: skip
    network.context.feed.look()
    qtbot.waitUntil(lambda: "a fan stands still" in aside(detail))


def test_memory_that_nobody_can_read_is_a_device_that_was_never_polled(
    network: DeviceList, qtbot: QtBot
) -> None:
    desk, key = network.context.desk, new_device(network, qtbot)
    polled(desk, key, cpu=12.0, ports=(port(1, 1.0),))
    with desk.store.engine.write():
        execute(desk.store.engine, "UPDATE device_state SET memory = ? WHERE device_id = ?", ("{broken", key))
    detail = show_device(network, qtbot, key)
    assert facts(detail) == ["192.0.2.77"]
    assert not detail._ports_card.isVisible()
