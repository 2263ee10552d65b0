"""The checklist of a work order: boxes by keys and clicks, what is measured, what stays while one types."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from itdesk.desk import Desk
from itdesk.maintenance.service import Item
from itdesk.ui.app.office import Office
from itdesk.ui.kit.buttons import Button
from itdesk.ui.kit.text import Label
from itdesk.ui.kit.theme import Mode, ThemeManager, theme
from itdesk.ui.pages.maintenance.checklist import Checklist
from itdesk.ui.pages.maintenance.page import MaintenancePage
from itdesk.ui.pages.maintenance.reading import today_of
from tests.ui.pages.maintenance_pages import add_order, heads, maintenance_page, show_order

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def shown(qtbot: QtBot) -> Callable[[Sequence[Item]], Checklist]:
    """shown(items) → a checklist on screen that has the keys."""

    def show(items: Sequence[Item]) -> Checklist:
        card = Checklist()
        qtbot.addWidget(card)
        card.resize(420, 300)
        card.show_items(items, has_ticket=False)
        card.show()
        qtbot.waitExposed(card)
        card.activateWindow()
        qtbot.waitUntil(card.isActiveWindow)
        QCoreApplication.sendPostedEvents()
        return card

    return show


def item(number: int, state: str = "open", text: str = "", measure: str = "") -> Item:
    return Item(number, number, text or f"step {number}", state, measure)


def measures(card: Checklist) -> list[QLineEdit]:
    return [field for field in card.findChildren(QLineEdit) if field.isVisible()]


def links(card: Checklist) -> list[Button]:
    return [button for button in card.findChildren(Button) if button.isVisible()]


def texts(card: Checklist) -> list[str]:
    return [label.text() for label in card.findChildren(Label) if label.isVisible() and label.text()]


# --- what stands there --------------------------------------------------------------------------------
def test_a_list_of_nothing_takes_no_room(shown: Callable[..., Checklist]) -> None:
    card = shown([item(1)])
    card.show_items([], has_ticket=False)
    assert card.isHidden() and card.boxes == []


@pytest.mark.parametrize(
    ("states", "said"),
    [
        (["open"], "0 of 1"),
        (["ok", "ok"], "2 of 2"),
        (["ok", "failed", "open"], "1 of 3 · 1 failed"),
        (["failed", "failed"], "0 of 2 · 2 failed"),
    ],
)
def test_the_heading_counts_what_is_done_and_what_failed(
    shown: Callable[..., Checklist], states: list[str], said: str
) -> None:
    assert said in texts(shown([item(n, state) for n, state in enumerate(states, 1)]))


@pytest.mark.parametrize(
    ("state", "word", "following"),
    [("open", "open", "ok"), ("ok", "done", "failed"), ("failed", "failed", "open"), ("odd", "odd", "open")],
)
def test_a_box_says_its_state_and_what_a_press_makes_of_it(
    shown: Callable[..., Checklist], qtbot: QtBot, state: str, word: str, following: str
) -> None:
    card = shown([item(7, state, "Fächer <b>öffnen</b> 開ける")])
    (box,) = card.boxes
    assert box.accessibleName() == f"Fächer <b>öffnen</b> 開ける: {word}"
    with qtbot.waitSignal(card.ticked) as ticked:
        qtbot.mouseClick(box, LEFT)
    assert ticked.args == [7, following]
    box.setFocus()
    with qtbot.waitSignal(card.ticked) as ticked:
        qtbot.keyClick(box, Qt.Key.Key_Space)
    assert ticked.args == [7, following]


def test_long_and_odd_items_are_shown_whole_as_text(shown: Callable[..., Checklist]) -> None:
    long = "掃除する " * 60 + "<img src=x> end"
    card = shown([item(1, text=long), item(2)])
    label = next(label for label in card.findChildren(QLabel) if label.text() == long)
    assert label.textFormat() is Qt.TextFormat.PlainText and label.wordWrap()
    assert card.width() == 420
    assert label.height() >= label.heightForWidth(label.width()), "no line of it is cut"
    below = card.boxes[1].mapTo(card, card.boxes[1].rect().topLeft())
    assert below.y() > label.height(), "the next one stands below all of it"


def test_only_what_failed_asks_for_a_measure_and_offers_a_ticket(shown: Callable[..., Checklist]) -> None:
    card = shown([item(1), item(2, "ok"), item(3, "failed", measure="2 mm"), item(4, "failed")])
    assert [field.text() for field in measures(card)] == ["2 mm", ""]
    assert [field.accessibleName() for field in measures(card)] == ["Measured: step 3", "Measured: step 4"]
    assert [button.accessibleName() for button in links(card)] == ["Open ticket"] * 2
    card.show_items([item(3, "failed")], has_ticket=True)
    QCoreApplication.sendPostedEvents()
    assert len(measures(card)) == 1 and links(card) == [], "one ticket is enough"


def test_each_link_opens_a_ticket_for_its_own_item(shown: Callable[..., Checklist], qtbot: QtBot) -> None:
    card = shown([item(3, "failed"), item(4, "ok"), item(5, "failed")])
    with qtbot.waitSignal(card.ticket_asked) as asked:
        qtbot.mouseClick(links(card)[1], LEFT)
    assert asked.args == [5]


# --- what is measured -----------------------------------------------------------------------------------
def test_a_measure_is_told_once_it_is_finished_and_only_where_it_is_another(
    shown: Callable[..., Checklist], qtbot: QtBot
) -> None:
    card = shown([item(1, "failed", measure="2 mm"), item(2)])
    (field,) = measures(card)
    field.setFocus()
    with qtbot.assertNotEmitted(card.measured):
        qtbot.keyClick(field, Qt.Key.Key_Return)
        qtbot.keyClicks(field, "3")
    with qtbot.waitSignal(card.measured) as measured:
        qtbot.keyClick(field, Qt.Key.Key_Tab)
    assert measured.args == [1, "2 mm3"]


def test_half_a_measure_stays_with_the_cursor_in_it_and_is_not_told_when_the_list_changes(
    shown: Callable[..., Checklist], qtbot: QtBot
) -> None:
    card = shown([item(1, "failed"), item(2)])
    (field,) = measures(card)
    field.setFocus()
    qtbot.keyClicks(field, "12 mm")
    field.setCursorPosition(2)
    with qtbot.assertNotEmitted(card.measured):
        card.show_items([item(1, "failed"), item(2, "ok")], has_ticket=True)
        QCoreApplication.sendPostedEvents()
    (field,) = measures(card)
    assert field.text() == "12 mm" and field.hasFocus()
    qtbot.keyClicks(field, "5")
    assert field.text() == "125 mm", "one goes on where one was"


def test_half_a_measure_is_given_up_where_somebody_else_set_the_item_right(
    shown: Callable[..., Checklist], qtbot: QtBot
) -> None:
    card = shown([item(1, "failed"), item(2)])
    (field,) = measures(card)
    field.setFocus()
    qtbot.keyClicks(field, "12")
    with qtbot.assertNotEmitted(card.measured):
        card.show_items([item(1, "ok"), item(2)], has_ticket=False)
        QCoreApplication.sendPostedEvents()
    assert measures(card) == []


def test_a_measure_is_told_when_another_work_order_comes_into_its_place(
    shown: Callable[..., Checklist], qtbot: QtBot
) -> None:
    card = shown([item(1, "failed")])
    measures(card)[0].setFocus()
    qtbot.keyClicks(measures(card)[0], "12 mm")
    with qtbot.waitSignal(card.measured) as measured:
        card.show_items([item(8, "failed"), item(9)], has_ticket=False)
    assert measured.args == [1, "12 mm"]
    QCoreApplication.sendPostedEvents()
    assert [field.text() for field in measures(card)] == [""]


def test_the_keys_stay_on_their_box_when_the_list_is_read_again(
    shown: Callable[..., Checklist], qtbot: QtBot
) -> None:
    card = shown([item(1), item(2), item(3)])
    card.boxes[1].setFocus()
    card.show_items([item(1, "ok"), item(2, "ok"), item(3)], has_ticket=False)
    assert card.boxes[1].hasFocus()
    before = list(card.boxes)
    card.show_items([item(1, "ok"), item(2, "ok"), item(3)], has_ticket=False)
    assert card.boxes == before, "what is the same is not built anew"


@pytest.mark.parametrize("mode", [Mode.LIGHT, Mode.DARK])
def test_boxes_are_painted_by_their_state_in_both_themes(
    look: ThemeManager, shown: Callable[..., Checklist], mode: Mode
) -> None:
    look.set_mode(mode)
    card = shown([item(1), item(2, "ok"), item(3, "failed")])
    card.setFocus()
    corner = [box.grab().toImage().pixelColor(6, 6).name() for box in card.boxes]
    expected = [theme().colour("surface"), theme().state("ok"), theme().state("crit")]
    assert corner == [colour.name() for colour in expected]
    plain = card.boxes[2].grab().toImage()
    card.boxes[2].setFocus()
    assert card.boxes[2].grab().toImage() != plain


# --- in the window ----------------------------------------------------------------------------------------
@pytest.fixture
def maintenance(open_office: Callable[..., Office], qtbot: QtBot) -> MaintenancePage:
    return maintenance_page(open_office, qtbot)


@pytest.fixture
def key(maintenance: MaintenancePage) -> int:
    desk = maintenance.context.desk
    return add_order(desk, today_of(desk) + timedelta(days=1), checklist="Open\nClean\nClose")


def test_a_list_is_worked_through_by_keys_alone(maintenance: MaintenancePage, qtbot: QtBot, key: int) -> None:
    desk, card = maintenance.context.desk, show_order(maintenance, qtbot, key).checklist
    for place in range(3):
        card.boxes[place].setFocus()
        qtbot.keyClick(card.boxes[place], Qt.Key.Key_Space)
        qtbot.waitUntil(lambda n=place: card.boxes[n].item.state == "ok" and card.boxes[n].hasFocus())
    assert [line.state for line in desk.maintenance.items(key)] == ["ok"] * 3
    assert "3 of 3" in texts(card)


def test_a_tick_of_somebody_else_is_seen_and_what_is_being_typed_stays(
    maintenance: MaintenancePage, other_desk: Desk, qtbot: QtBot, key: int
) -> None:
    items = other_desk.maintenance.items(key)
    other_desk.maintenance.tick("somebody", items[0].id, "failed")
    card = show_order(maintenance, qtbot, key).checklist
    qtbot.waitUntil(lambda: len(measures(card)) == 1)
    (field,) = measures(card)
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    qtbot.keyClicks(field, "2 of 50")
    other_desk.maintenance.tick("somebody", items[2].id, "ok")
    maintenance.context.feed.look()
    qtbot.waitUntil(lambda: card.boxes[2].item.state == "ok")
    qtbot.waitUntil(lambda: not maintenance.context.tasks.running)
    assert measures(card)[0].text() == "2 of 50" and measures(card)[0].hasFocus()
    assert other_desk.maintenance.items(key)[0].measure == "", "half a measure is written by nobody"


def test_a_ticket_from_an_item_is_said_and_offered_no_more(
    maintenance: MaintenancePage, qtbot: QtBot, key: int
) -> None:
    desk = maintenance.context.desk
    desk.maintenance.tick("tester", desk.maintenance.items(key)[1].id, "failed", "loose <b>")
    card = show_order(maintenance, qtbot, key).checklist
    qtbot.waitUntil(lambda: len(links(card)) == 1)
    qtbot.mouseClick(links(card)[0], LEFT)
    qtbot.waitUntil(lambda: any("opened" in head for head in heads(maintenance)))
    ticket = max(desk.lists.ids("ticket", desk.query("ticket", "")))
    assert heads(maintenance)[-1] == f"Ticket #{ticket} opened"
    assert desk.store.read("ticket", ticket)["description"] == "loose <b>"
    qtbot.waitUntil(lambda: links(card) == [])
