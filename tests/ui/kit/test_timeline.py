"""What happened to a record: in its order, each in its form, and the place of the reader is kept."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from itdesk.ui.kit.buttons import Button
from itdesk.ui.kit.chips import Avatar, Chip
from itdesk.ui.kit.text import Label
from itdesk.ui.kit.timeline import SHOWN, Entry, Timeline

LEFT = Qt.MouseButton.LeftButton


def entry(number: int, form: str = "reply", text: str = "") -> Entry:
    words = text or f"words {number}"
    return Entry(form, f"Person {number}", words, f"{number} min", f"24 Nov 2026 10:{number:02}", "by mail")


@pytest.fixture
def timeline(shown: Callable[[Timeline], Timeline]) -> Timeline:
    made = Timeline()
    made.resize(420, 320)
    return shown(made)


def items(timeline: Timeline) -> list[QWidget]:
    """The items on show, from the top."""
    column = timeline.widget().layout()
    assert column is not None
    found = [column.itemAt(place).widget() for place in range(column.count())]
    return [item for item in found if item is not None and not isinstance(item, Button)]


def texts(item: QWidget) -> list[str]:
    return [label.text() for label in item.findChildren(Label) if label.text()]


def told(timeline: Timeline) -> list[str]:
    """The words of each item, from the top."""
    return [next(text for text in texts(item) if "words" in text) for item in items(timeline)]


def earlier(timeline: Timeline) -> Button:
    """The button over the items; LookupError while it is not there."""
    found = [button for button in timeline.findChildren(Button) if button.isVisible()]
    return found[0]


def at_end(timeline: Timeline) -> bool:
    bar = timeline.verticalScrollBar()
    return bar.maximum() > 0 and bar.value() == bar.maximum()


# --- forms ----------------------------------------------------------------------------------------------
def test_a_reply_says_who_when_where_and_what(timeline: Timeline) -> None:
    timeline.show_entries([entry(7)], to_end=True)
    (card,) = items(timeline)
    assert {"Person 7", "by mail", "7 min", "words 7"} <= set(texts(card))
    assert card.accessibleName() == "Person 7, 7 min: words 7"
    when = next(label for label in card.findChildren(Label) if label.text() == "7 min")
    assert when.toolTip() == "24 Nov 2026 10:07"
    face = card.findChild(Avatar)
    assert face is not None and face.accessibleName() == "Person 7"


def test_a_note_is_marked_and_looks_unlike_a_reply(timeline: Timeline, qtbot: QtBot) -> None:
    timeline.show_entries([entry(1, "reply", "words"), entry(1, "note", "words")], to_end=True)
    reply, note = items(timeline)
    assert [chip.text() for chip in note.findChildren(Chip)] == ["Internal note"]
    assert reply.findChildren(Chip) == []
    qtbot.waitUntil(lambda: note.height() > 20 and reply.isVisible())
    grounds = [card.grab().toImage().pixelColor(card.width() // 2, 4).name() for card in (reply, note)]
    assert grounds[0] != grounds[1]


def test_an_event_is_one_line_without_a_face(timeline: Timeline, qtbot: QtBot) -> None:
    timeline.show_entries([entry(1, "event", "words\nin two lines"), entry(2, "event")], to_end=True)
    first, second = items(timeline)
    assert first.findChildren(Avatar) == []
    qtbot.waitUntil(lambda: second.height() > 0)
    assert first.height() == second.height()
    when = next(label for label in second.findChildren(Label) if label.text() == "2 min")
    assert when.toolTip() == "Person 2, 24 Nov 2026 10:02"


def test_a_form_nobody_knows_is_shown_as_an_event(timeline: Timeline) -> None:
    timeline.show_entries([entry(1, "telepathy")], to_end=True)
    assert items(timeline)[0].findChildren(Avatar) == []
    assert told(timeline) == ["words 1"]


@pytest.mark.parametrize("form", ["reply", "note", "event"])
@pytest.mark.parametrize("text", ["words " + "x" * 8_000, "words " + "長い文章" * 900, "words\n" * 60])
def test_no_item_is_wider_than_the_pane(timeline: Timeline, qtbot: QtBot, form: str, text: str) -> None:
    long = Entry(form, "A person with a name " * 12, text, "1 min", "at", "about " * 60)
    timeline.show_entries([long, entry(2, "reply")], to_end=True)
    qtbot.waitUntil(lambda: items(timeline)[-1].height() > 0)
    assert timeline.widget().width() <= timeline.viewport().width()
    when = next(label for label in items(timeline)[0].findChildren(Label) if label.text() == "1 min")
    assert when.mapTo(timeline.viewport(), when.rect().topRight()).x() <= timeline.viewport().width()


def test_a_message_can_be_selected_and_copied(timeline: Timeline) -> None:
    timeline.show_entries([entry(1, text="words to copy")], to_end=True)
    label = next(label for label in items(timeline)[0].findChildren(Label) if "copy" in label.text())
    flags = label.textInteractionFlags()
    assert flags & Qt.TextInteractionFlag.TextSelectableByMouse
    assert flags & Qt.TextInteractionFlag.TextSelectableByKeyboard
    assert not flags & Qt.TextInteractionFlag.TextEditable


# --- order and number -----------------------------------------------------------------------------------
def test_items_stand_in_their_order_and_nothing_is_nothing(timeline: Timeline) -> None:
    timeline.show_entries([], to_end=True)
    assert items(timeline) == []
    timeline.show_entries([entry(n) for n in (3, 1, 2)], to_end=True)
    assert told(timeline) == ["words 3", "words 1", "words 2"]
    timeline.show_entries([], to_end=True)
    assert items(timeline) == [] and timeline.entries == ()


@pytest.mark.parametrize(("count", "hidden"), [(SHOWN, 0), (SHOWN + 1, 1), (SHOWN * 2, SHOWN)])
def test_the_earlier_ones_are_counted_and_come_when_asked_for(
    timeline: Timeline, qtbot: QtBot, count: int, hidden: int
) -> None:
    timeline.show_entries([entry(n) for n in range(count)], to_end=True)
    assert told(timeline) == [f"words {n}" for n in range(hidden, count)]
    if hidden:
        qtbot.waitUntil(lambda: earlier(timeline).accessibleName() == f"Show {hidden} earlier")
        qtbot.mouseClick(earlier(timeline), LEFT)
    assert told(timeline) == [f"words {n}" for n in range(count)]
    assert not any(button.isVisible() for button in timeline.findChildren(Button))


def test_earlier_ones_that_were_asked_for_stay_when_something_new_comes(
    timeline: Timeline, qtbot: QtBot
) -> None:
    known = [entry(n) for n in range(SHOWN + 5)]
    timeline.show_entries(known, to_end=True)
    qtbot.waitUntil(lambda: earlier(timeline).isEnabled())
    qtbot.mouseClick(earlier(timeline), LEFT)
    timeline.show_entries([*known, entry(99)], to_end=False)
    assert told(timeline) == [*(f"words {n}" for n in range(SHOWN + 5)), "words 99"]
    timeline.show_entries([entry(n) for n in range(200, 200 + SHOWN + 2)], to_end=True)
    assert len(told(timeline)) == SHOWN, "another record begins with its newest again"


# --- the place ------------------------------------------------------------------------------------------
def test_another_record_begins_at_its_end(timeline: Timeline, qtbot: QtBot) -> None:
    timeline.show_entries([entry(n) for n in range(30)], to_end=True)
    qtbot.waitUntil(lambda: at_end(timeline))
    timeline.verticalScrollBar().setValue(0)
    timeline.show_entries([entry(n) for n in range(40, 80)], to_end=True)
    qtbot.waitUntil(lambda: at_end(timeline) and told(timeline)[-1] == "words 79")


def test_who_scrolled_up_stays_there_when_an_item_changes(timeline: Timeline, qtbot: QtBot) -> None:
    known = [entry(n) for n in range(30)]
    timeline.show_entries(known, to_end=True)
    qtbot.waitUntil(lambda: at_end(timeline))
    bar = timeline.verticalScrollBar()
    qtbot.keyClick(timeline, Qt.Key.Key_PageUp)
    qtbot.keyClick(timeline, Qt.Key.Key_PageUp)
    place = bar.value()
    assert 0 < place < bar.maximum()
    timeline.show_entries([*known[:-1], entry(29, text="other words")], to_end=False)
    qtbot.waitUntil(lambda: told(timeline)[-1] == "other words" and bar.maximum() > place)
    assert bar.value() == place


def test_arrows_and_pages_scroll_it(timeline: Timeline, qtbot: QtBot) -> None:
    qtbot.waitUntil(timeline.isActiveWindow)
    timeline.show_entries([entry(n) for n in range(30)], to_end=True)
    qtbot.waitUntil(lambda: at_end(timeline))
    timeline.setFocus()
    bar = timeline.verticalScrollBar()
    places = [bar.value()]
    for key in (Qt.Key.Key_Up, Qt.Key.Key_PageUp, Qt.Key.Key_Down, Qt.Key.Key_PageDown):
        qtbot.keyClick(timeline, key)
        places.append(bar.value())
    assert places[1] < places[0] and places[2] < places[1]
    assert places[3] > places[2] and places[4] > places[3]
    assert timeline.accessibleName() == "Timeline"


def test_the_same_entries_again_are_not_drawn_again(timeline: Timeline) -> None:
    known = [entry(n) for n in range(5)]
    timeline.show_entries(known, to_end=True)
    before = items(timeline)
    timeline.show_entries(tuple(known), to_end=False)
    assert items(timeline) == before
    timeline.show_entries(known[:4], to_end=False)
    assert items(timeline) != before and len(told(timeline)) == 4
