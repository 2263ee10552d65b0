"""What others write about a record arrives in its pane and takes nothing from the person in it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from itdesk.desk import Desk
from itdesk.store.relations import link
from itdesk.ui.app.office import Office
from itdesk.ui.app.story.pane import StoryDetail
from tests.records import add, change, remove, take_back
from tests.ui.app.story.panes import list_of, pane_of
from tests.ui.hands import buttons, press, words


@pytest.fixture
def office(open_office: Callable[..., Office]) -> Office:
    return open_office("people")


@pytest.fixture
def maria(other_desk: Desk) -> int:
    """Somebody who holds seven laptops: two more than a card shows."""
    key = add(other_desk, "person", name="Maria Silva", team="Sales")
    for number in range(7):
        add(other_desk, "asset", tag=f"ZZ-{number}", type="laptop", person=key)
    return key


@pytest.fixture
def pane(office: Office, maria: int, qtbot: QtBot) -> StoryDetail:
    found = pane_of(office, "person", maria, qtbot)
    qtbot.waitUntil(lambda: "ZZ-0" in words(found.cards[0]))
    return found


def test_what_somebody_else_gives_a_person_stands_in_their_card(
    pane: StoryDetail, maria: int, other_desk: Desk, qtbot: QtBot
) -> None:
    assert "7" in words(pane.cards[0])
    added = add(other_desk, "asset", tag="AA-NEW", type="laptop", person=maria)
    qtbot.waitUntil(lambda: {"8", "AA-NEW"} <= set(words(pane.cards[0])))
    change(other_desk, "asset", added, person=None)
    qtbot.waitUntil(lambda: "7" in words(pane.cards[0]) and "AA-NEW" not in words(pane.cards[0]))


def test_a_first_ticket_brings_its_card_and_its_end_takes_it_away(
    pane: StoryDetail, maria: int, other_desk: Desk, qtbot: QtBot
) -> None:
    assert "No sound" not in words(pane.overview)
    ticket = add(other_desk, "ticket", subject="No sound", requester=maria)
    qtbot.waitUntil(lambda: {"Tickets", "No sound"} <= set(words(pane.overview)))
    remove(other_desk, "ticket", ticket)
    qtbot.waitUntil(lambda: "Tickets" not in words(pane.overview))


def test_a_card_that_was_opened_stays_open_while_others_write(
    pane: StoryDetail, maria: int, other_desk: Desk, qtbot: QtBot
) -> None:
    assert "ZZ-6" not in words(pane.cards[0])
    press(qtbot, pane.cards[0], "Show all 7")
    qtbot.waitUntil(lambda: "ZZ-6" in words(pane.cards[0]))
    change(other_desk, "person", maria, team="Legal")
    qtbot.waitUntil(lambda: "Legal" in pane.head.about.text())
    assert "ZZ-6" in words(pane.cards[0])
    add(other_desk, "asset", tag="ZZ-7", type="laptop", person=maria)
    qtbot.waitUntil(lambda: "ZZ-7" in words(pane.cards[0]))


def test_another_record_begins_with_few_rows_again(
    pane: StoryDetail, office: Office, maria: int, other_desk: Desk, qtbot: QtBot
) -> None:
    press(qtbot, pane.cards[0], "Show all 7")
    other = add(other_desk, "person", name="Jonas Weber")
    pane_of(office, "person", other, qtbot)
    pane_of(office, "person", maria, qtbot)
    qtbot.waitUntil(lambda: "Show all 7" in words(pane.cards[0]))
    assert "ZZ-6" not in words(pane.cards[0])


def test_the_button_one_is_on_stays_while_nothing_about_the_record_changes(
    pane: StoryDetail, other_desk: Desk, qtbot: QtBot
) -> None:
    name = next(b for b in buttons(pane.cards[0]) if b.accessibleName() == "ZZ-3")
    name.setFocus(Qt.FocusReason.TabFocusReason)
    with qtbot.waitSignal(pane.context.changed):
        add(other_desk, "asset", tag="QQ-1", type="laptop")
    pane.again()
    qtbot.waitUntil(lambda: not pane.context.tasks.running)
    assert QApplication.focusWidget() is name and name.isVisible()


def test_a_chain_of_changes_and_their_undo_end_as_they_began(
    pane: StoryDetail, maria: int, other_desk: Desk, qtbot: QtBot
) -> None:
    before = sorted(words(pane.overview))
    number = change(other_desk, "person", maria, phone="117", team="Legal")
    qtbot.waitUntil(lambda: "117" in words(pane.overview))
    take_back(other_desk, number)
    qtbot.waitUntil(lambda: sorted(words(pane.overview)) == before)


def test_news_that_come_while_another_page_is_in_front_are_there_on_the_way_back(
    pane: StoryDetail, office: Office, maria: int, other_desk: Desk, qtbot: QtBot
) -> None:
    office.window.show_page("overview")
    manual = add(other_desk, "manual", title="How to print")
    with other_desk.write("link records") as unit:
        link(unit, "person", maria, "manual", manual)
    add(other_desk, "asset", tag="AA-9", type="laptop", person=maria)
    office.window.show_page("people")
    pane.show_tab("links")
    qtbot.waitUntil(lambda: "How to print" in words(pane.links))
    pane.show_tab("facts")
    qtbot.waitUntil(lambda: "AA-9" in words(pane.cards[0]))


def test_the_name_of_what_a_record_refers_to_follows(office: Office, other_desk: Desk, qtbot: QtBot) -> None:
    place = add(other_desk, "place", name="Annex")
    pane = pane_of(office, "person", add(other_desk, "person", name="Jonas", place=place), qtbot)
    assert "Annex" in words(pane.facts)
    change(other_desk, "place", place, name="中村 Annex")
    qtbot.waitUntil(lambda: "中村 Annex" in words(pane.facts))


def test_a_record_that_is_removed_and_comes_back_is_shown_again(
    office: Office, other_desk: Desk, qtbot: QtBot
) -> None:
    key = add(other_desk, "person", name="Aaa Only")
    pane = pane_of(office, "person", key, qtbot)
    number = remove(other_desk, "person", key)
    qtbot.waitUntil(lambda: pane.shown != key)
    take_back(other_desk, number)
    qtbot.waitUntil(lambda: list_of(office).list.model.index_of(key) is not None)
    assert pane_of(office, "person", key, qtbot).head.name.text() == "Aaa Only"
