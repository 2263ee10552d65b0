"""Cards of a device's pane: its newest alerts, how full its memory and storage are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta, timezone
from typing import Any, TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from itdesk.desk import Desk
from itdesk.monitoring.detail import AlertLine, DeviceDetail
from itdesk.monitoring.memory import DeviceMemory, write_memory
from itdesk.monitoring.probes.reading import StorageReading, Usage
from itdesk.ui.kit.buttons import NameButton
from itdesk.ui.kit.cards import ShareBar
from itdesk.ui.kit.state_glyph import StateMark
from itdesk.ui.kit.text import ElidedLabel, Label
from itdesk.ui.kit.theme import Mode, ThemeManager, theme
from itdesk.ui.pages.network.detail_cards import AlertsCard, StorageCard, usage_state
from tests.records import add

GIB = 1024**3
LONG = "応答しません " * 60
W = TypeVar("W", bound=QWidget)


@pytest.fixture
def shown(qtbot: QtBot) -> Callable[[W], W]:
    """shown(card) → the card on screen, 420 wide as in its pane."""

    def show(card: W) -> W:
        qtbot.addWidget(card)
        card.resize(420, 200)
        card.show()
        qtbot.waitExposed(card)
        QCoreApplication.sendPostedEvents()
        return card

    return show


def alert(number: int, **more: Any) -> AlertLine:
    known: dict[str, Any] = {
        "id": number, "subject": "cpu", "message": f"alert {number}", "severity": "warn", "state": "open",
        "since": 1_774_000_000_000, "until": None, "ticket": None,
    }  # fmt: skip
    return AlertLine(**(known | more))


def detail_of(desk: Desk, **measured: Any) -> DeviceDetail:
    """A device as it was polled last."""
    key = add(desk, "device", address="192.0.2.9", name="nas-1")
    with desk.store.engine.write():
        write_memory(desk.store.engine, key, 1_774_000_000_000, DeviceMemory(**measured))
    return desk.monitoring.device_detail(key)


def words(card: QWidget) -> list[str]:
    return [label.text() for label in card.findChildren(Label) if label.isVisible() and label.text()]


def bars(card: QWidget) -> list[str]:
    return [bar.accessibleName() for bar in card.findChildren(ShareBar) if bar.isVisible()]


# --- alerts ---------------------------------------------------------------------------------------
def test_a_card_without_alerts_takes_no_room(shown: Callable[..., AlertsCard]) -> None:
    card = shown(AlertsCard("Alerts", UTC))
    card.show_alerts([])
    assert card.isHidden()
    card.show_alerts([alert(1)])
    assert card.isVisible()


@pytest.mark.parametrize(
    ("states", "drawn", "said"),
    [
        (["open"], 1, "1 open"),
        (["recovered"], 1, "0 open"),
        (["open", "recovered", "open"], 3, "2 open"),
        (["recovered"] * 7 + ["open"] * 2, 5, "2 open"),
    ],
)
def test_the_newest_five_are_drawn_and_all_that_are_open_are_counted(
    shown: Callable[..., AlertsCard], states: list[str], drawn: int, said: str
) -> None:
    card = AlertsCard("Alerts", UTC)
    card.show_alerts([alert(n, state=state) for n, state in enumerate(states)])
    seen = words(shown(card))
    assert [word for word in seen if word.startswith("alert ")] == [f"alert {n}" for n in range(drawn)]
    assert said in seen


@pytest.mark.parametrize(
    ("zone", "said"),
    [
        (UTC, "31 Dec 2026 23:30"),
        (timezone(timedelta(hours=9)), "1 Jan 2027 08:30"),
        (timezone(timedelta(hours=-3, minutes=-30)), "31 Dec 2026 20:00"),
    ],
)
def test_the_moment_is_that_of_the_office(
    shown: Callable[..., AlertsCard], zone: timezone, said: str
) -> None:
    since = int(datetime(2026, 12, 31, 23, 30, tzinfo=UTC).timestamp() * 1000)
    card = AlertsCard("Alerts", zone)
    card.show_alerts([alert(1, since=since)])
    assert said in words(shown(card))


def test_each_link_goes_to_its_own_ticket_and_there_is_none_without(
    shown: Callable[..., AlertsCard], qtbot: QtBot
) -> None:
    card = AlertsCard("Alerts", UTC)
    card.show_alerts([alert(1, ticket=1042), alert(2), alert(3, ticket=7)])
    links = shown(card).findChildren(NameButton)
    assert [link.accessibleName() for link in links] == ["#1042", "#7"]
    with qtbot.waitSignal(card.ticket_asked) as asked:
        qtbot.mouseClick(links[1], Qt.MouseButton.LeftButton)
    assert asked.args == [7]


def test_an_open_alert_has_its_severity_and_one_that_is_over_is_ok(shown: Callable[..., AlertsCard]) -> None:
    card = AlertsCard("Alerts", UTC)
    card.show_alerts([alert(1, severity="crit"), alert(2, severity="crit", state="recovered")])
    shown(card)
    assert [mark.accessibleName() for mark in card.findChildren(StateMark)] == ["open", "ok"]
    first, second = (label for label in card.findChildren(ElidedLabel) if label.text().startswith("alert "))
    assert (first.property("ink"), second.property("ink")) == ("text", "text2")


@pytest.mark.parametrize(
    "message", [LONG, "<b>down</b>", "two\nlines", "\u202eright to left", "", "🔥" * 200]
)
def test_a_message_of_any_text_stays_in_its_line_and_is_shown_as_text(
    shown: Callable[..., AlertsCard], message: str
) -> None:
    card = AlertsCard("Alerts", UTC)
    card.show_alerts([alert(1, message=message, ticket=3)])
    shown(card)
    assert card.width() == 420, "a long message does not push the card wider"
    line = next(label for label in card.findChildren(ElidedLabel) if label.text() == message)
    assert line.textFormat() is Qt.TextFormat.PlainText
    assert line.height() < 40
    assert card.findChildren(NameButton)[0].isVisible()


def test_what_is_shown_again_stands_there_once(shown: Callable[..., AlertsCard], qtbot: QtBot) -> None:
    card = shown(AlertsCard("Alerts", UTC))
    for _ in range(3):
        card.show_alerts([alert(1), alert(2)])
    qtbot.waitUntil(lambda: [w for w in words(card) if w.startswith("alert ")] == ["alert 1", "alert 2"])


# --- storage ----------------------------------------------------------------------------------------
@given(st.integers(0, 10**15), st.integers(1, 10**15))
def test_a_bar_is_as_full_as_it_looks(used: int, total: int) -> None:
    state = usage_state(Usage(used, total))
    assert (state == "crit") == (10 * used >= 9 * total)
    assert (state == "ok") == (10 * used < 8 * total)


def test_memory_swap_and_each_file_system_have_a_bar(shown: Callable[..., StorageCard], desk: Desk) -> None:
    storage = (StorageReading("/", Usage(95, 100)), StorageReading("/srv/データ", Usage(GIB, 2 * GIB)))
    card = StorageCard("Memory and storage")
    card.show_usage(detail_of(desk, memory=Usage(6 * GIB, 8 * GIB), swap=Usage(0, GIB), storage=storage))
    shown(card)
    assert bars(card) == ["Memory 75%", "Swap 0%", "/ 95%", "/srv/データ 50%"]
    seen = words(card)
    for said in ("6.0 GiB / 8.0 GiB", "0 B / 1.0 GiB", "95 B / 100 B", "1.0 GiB / 2.0 GiB"):
        assert said in seen


@pytest.mark.parametrize(
    "measured",
    [
        {},
        {"memory": None, "storage": ()},
        {"swap": Usage(0, 0)},
        {"storage": (StorageReading("x", Usage(1, 0)),)},
    ],
)
def test_what_is_not_told_or_has_no_size_has_no_bar(
    shown: Callable[..., StorageCard], desk: Desk, measured: dict[str, Any]
) -> None:
    card = shown(StorageCard("Memory and storage"))
    card.show_usage(detail_of(desk, **measured))
    assert card.isHidden() and bars(card) == []


def test_a_device_that_says_more_is_used_than_there_is_has_a_full_bar(
    look: ThemeManager, shown: Callable[..., StorageCard], desk: Desk
) -> None:
    card = StorageCard("Memory and storage")
    card.show_usage(detail_of(desk, memory=Usage(300, 100)))
    (bar,) = shown(card).findChildren(ShareBar)
    assert bar.accessibleName() == "Memory 300%"
    painted = bar.grab().toImage()
    middle = painted.height() // 2
    assert painted.pixelColor(painted.width() - 4, middle).name() == theme().state("crit").name()


@pytest.mark.parametrize("mode", [Mode.LIGHT, Mode.DARK])
@pytest.mark.parametrize(("used", "state"), [(10, "ok"), (85, "warn"), (95, "crit")])
def test_a_bar_is_painted_in_the_colour_of_how_full_it_is(
    look: ThemeManager, shown: Callable[..., StorageCard], desk: Desk, mode: Mode, used: int, state: str
) -> None:
    look.set_mode(mode)
    card = StorageCard("Memory and storage")
    card.show_usage(detail_of(desk, memory=Usage(used, 100)))
    (bar,) = shown(card).findChildren(ShareBar)
    painted = bar.grab().toImage()
    middle = painted.height() // 2
    assert painted.pixelColor(4, middle).name() == theme().state(state).name()
    last = painted.pixelColor(painted.width() - 3, middle).name()
    assert last == theme().colour("sunken").name(), "what is free is seen"


def test_long_names_of_file_systems_give_way_to_the_numbers(
    shown: Callable[..., StorageCard], desk: Desk
) -> None:
    names: Sequence[str] = ("C:\\ Label:<b>データ</b>  Serial Number " * 6, "/" + "very/deep" * 40)
    storage = tuple(StorageReading(name, Usage(GIB, 4 * GIB)) for name in names)
    card = StorageCard("Memory and storage")
    card.show_usage(detail_of(desk, storage=storage))
    shown(card)
    assert card.width() == 420
    labels = [label for label in card.findChildren(ElidedLabel) if label.text() in names]
    assert len(labels) == 2 and all("<b>" not in label.toolTip() for label in labels)
    sizes = [label for label in card.findChildren(Label) if label.text() == "1.0 GiB / 4.0 GiB"]
    assert all(size.width() >= size.sizeHint().width() for size in sizes), "no number is cut"
