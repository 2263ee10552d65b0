"""Chips, avatars, facts and menus: data is shown as it is, in the room there is, and leads where it says."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel, QListView, QWidget
from pytestqt.qtbot import QtBot

from itdesk.ui.kit.buttons import NameButton
from itdesk.ui.kit.chips import LONGEST_CHIP, Avatar, Chip, avatar_colour, chip, initials, priority_bars
from itdesk.ui.kit.column_menu import command_menu
from itdesk.ui.kit.command import Command
from itdesk.ui.kit.completion_popup import MOST_ROWS, CompletionPopup
from itdesk.ui.kit.detail import Fact, Facts, RowCard, ScrollColumn
from itdesk.ui.kit.record_list import RecordList
from itdesk.ui.kit.text import Label
from itdesk.ui.kit.theme import Mode, ThemeManager
from tests.ui.fakes import ticket_columns

LEFT = Qt.MouseButton.LeftButton
Shown = Callable[[QWidget], QWidget]


# --- chips and avatars --------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("name", "letters"),
    [("Maria Silva", "MS"), ("Jonas", "J"), ("Anna Maria van der Berg", "AB"), ("山田 太郎", "山太"),
     ("  ", "?"), ("", "?"), ("(extern) Lee", "L"), ("ß eta", "SSE"), ("Åsa Öberg", "ÅÖ"), ("🦊", "?")],
)  # fmt: skip
def test_initials_are_those_of_the_first_and_the_last_word(name: str, letters: str) -> None:
    assert initials(name) == letters


@given(st.text(max_size=60))
def test_any_name_has_initials_and_one_colour_for_ever(name: str) -> None:
    assert 1 <= len(initials(name)) <= 6
    assert avatar_colour(name) == avatar_colour(name)


def test_names_are_spread_over_all_colours() -> None:
    assert len({avatar_colour(f"Person {n}").name() for n in range(200)}) >= 6


def test_a_chip_is_as_wide_as_its_words_and_never_endless(shown: Shown) -> None:
    short, long, endless = (shown(Chip(text)) for text in ("Up", "In progress", "x" * 3_000))
    assert short.sizeHint().width() < long.sizeHint().width() < endless.sizeHint().width()
    assert endless.sizeHint().width() <= LONGEST_CHIP + 20
    assert endless.accessibleName() == "x" * 3_000


def test_a_chip_follows_the_look_and_stands_out_on_a_selected_row(look: ThemeManager) -> None:
    def image(*, selected: bool) -> QImage:
        return chip("Up", "ok", "disc", 1.0, selected=selected).toImage()

    light, chosen = image(selected=False), image(selected=True)
    look.set_mode(Mode.DARK)
    try:
        assert image(selected=False) != light
    finally:
        look.set_mode(Mode.LIGHT)
    assert image(selected=False) == light != chosen


def test_four_priorities_are_four_pictures_and_others_are_the_lowest(look: ThemeManager) -> None:
    made = [priority_bars(level, 1.0).toImage() for level in (1, 2, 3, 4)]
    assert all(one != other for place, one in enumerate(made) for other in made[place + 1 :])
    assert priority_bars(9, 1.0).toImage() == made[3]


def test_an_avatar_is_named_for_who_cannot_see_it(shown: Shown) -> None:
    avatar = Avatar("Maria Silva", 40)
    shown(avatar)
    before = avatar.grab().toImage()
    avatar.set_name("Jonas Weber")
    assert avatar.accessibleName() == "Jonas Weber" and avatar.grab().toImage() != before


# --- facts --------------------------------------------------------------------------------------
FACTS = [
    Fact("Serial", "<b>SN</b>-1", mono=True), Fact("Held by", "Maria & Söhne", "person", 7),
    Fact("Notes", "one line\nand another " * 20, wide=True), Fact("Place", "HQ / 2"),
]  # fmt: skip


@pytest.fixture
def facts(shown: Shown) -> Facts:
    made = Facts()
    made.show_facts(FACTS)
    shown(made)
    return made


def told(facts: QWidget) -> list[str]:
    return [label.text() for label in facts.findChildren(QLabel) if not label.isHidden()]


@pytest.mark.parametrize("width", [240, 379, 380, 900])
def test_facts_stand_in_as_many_columns_as_there_is_room_for(facts: Facts, qtbot: QtBot, width: int) -> None:
    facts.resize(width, 400)
    two = width >= 380

    def places() -> list[bool]:
        return [
            label.x() > 40 for label in facts.findChildren(Label)
            if not label.isHidden() and label.text() in ("Serial", "Held by")
        ]  # fmt: skip

    qtbot.waitUntil(lambda: places() == [False, two])
    assert {"<b>SN</b>-1", "HQ / 2", "Serial", "Place"} <= set(told(facts))


def test_a_fact_that_names_a_record_opens_it(facts: Facts, qtbot: QtBot) -> None:
    link = facts.findChild(NameButton)
    assert link is not None and "Maria && Söhne" in link.text()
    qtbot.waitUntil(link.isVisible)
    with qtbot.waitSignal(facts.open_asked) as asked:
        qtbot.mouseClick(link, LEFT)
    assert asked.args == ["person", 7]


def test_other_facts_take_the_place_of_these(facts: Facts, qtbot: QtBot) -> None:
    facts.show_facts([Fact("Model", "T14")])
    qtbot.waitUntil(lambda: told(facts) == ["Model", "T14"])
    facts.show_facts([])
    qtbot.waitUntil(lambda: told(facts) == [])


def test_a_card_of_rows_is_emptied_and_filled_again(shown: Shown, qtbot: QtBot) -> None:
    card = RowCard("Files", "none yet")
    shown(card)
    for text in ("manual.pdf", "receipt.png"):
        card.add_row(Label(text))
    qtbot.waitUntil(lambda: {"manual.pdf", "receipt.png"} <= set(told(card)))
    card.clear()
    card.set_head("Files & more", "2")
    qtbot.waitUntil(lambda: told(card) == ["Files & more", "2"])
    assert card.accessibleName() == "Files & more"


def test_a_column_of_cards_never_scrolls_sideways(shown: Shown, qtbot: QtBot) -> None:
    column = ScrollColumn()
    column.column.addWidget(Label("x" * 400, wrap=True))
    shown(column)
    for width in (260, 700, 300):
        column.resize(width, 200)
        qtbot.waitUntil(lambda: column.inside.width() <= column.viewport().width())


# --- menus --------------------------------------------------------------------------------------
def test_a_column_with_an_ampersand_is_chosen_by_its_whole_name(shown: Shown, qtbot: QtBot) -> None:
    odd = [replace(c, title="R&D") if c.name == "status" else c for c in ticket_columns()]
    records = RecordList(odd, "ticket", "tickets")
    shown(records)
    menu = records.column_menu()
    assert [action.text() for action in menu.actions()] == [c.label.replace("&", "&&") for c in odd]
    status = next(action for action in menu.actions() if action.data() == "status")
    assert status.isChecked() and status.text() == "R&&D"
    with qtbot.waitSignal(records.columns_changed):
        status.trigger()
    assert "status" not in records.visible_names()
    for action in menu.actions():
        action.setChecked(False)
    assert len(records.chosen_names()) == 1, "the last column stays"


def test_a_menu_shows_keys_and_runs_its_command_once(shown: Shown, qtbot: QtBot) -> None:
    ran: list[str] = []

    class Desk(QWidget):
        def close_ticket(self) -> None:
            ran.append("closed")

        def copy(self) -> None:
            ran.append("copied")

        def never(self) -> bool:
            return False

    desk = Desk()
    shown(desk)
    offered = [Command("close", "Close ticket", desk.close_ticket, "Ctrl+Return", "check"),
               Command("reopen", "Reopen", desk.close_ticket, enabled=desk.never)]  # fmt: skip
    menu = command_menu(desk, offered, desk.copy)
    close, reopen, _, copy = menu.actions()
    assert close.text().startswith("Close ticket\tCtrl+") and not reopen.isEnabled()
    close.trigger()
    reopen.trigger()
    copy.trigger()
    assert ran == ["closed", "copied"]


# --- completions --------------------------------------------------------------------------------
@dataclass(frozen=True)
class Offer:
    label: str
    meaning: str = ""
    count: int | None = None


def offers(count: int) -> Sequence[Offer]:
    return [Offer(f"value {n}", "what it means", n * 1_000) for n in range(count)]


@pytest.fixture
def popup(shown: Shown) -> CompletionPopup:
    host = QWidget()
    host.resize(900, 600)
    shown(host)
    return CompletionPopup(host)


@pytest.mark.parametrize("count", [1, 3, MOST_ROWS, 40])
def test_the_first_is_chosen_and_steps_go_round(popup: CompletionPopup, count: int) -> None:
    popup.show_offers(offers(count), "va", 100, 50)
    assert popup.isVisible() and popup.current() == 0
    popup.step(-1)
    assert popup.current() == count - 1
    popup.step(1)
    assert popup.current() == 0


def test_nothing_to_offer_hides_it(popup: CompletionPopup) -> None:
    popup.show_offers(offers(3), "", 0, 0)
    popup.show_offers([], "", 0, 0)
    assert not popup.isVisible()


@pytest.mark.parametrize("left", [-300, 0, 450, 880, 5_000])
def test_it_stays_inside_the_window(popup: CompletionPopup, left: int) -> None:
    popup.show_offers(offers(9), "", left, 40)
    host = popup.parentWidget()
    assert host is not None and host.rect().contains(popup.geometry())


def test_a_click_takes_the_row_and_leaves_the_focus_where_it_was(
    popup: CompletionPopup, qtbot: QtBot
) -> None:
    popup.show_offers(offers(4), "va", 100, 50)
    view = popup.findChild(QListView)
    assert view is not None
    model = view.model()
    row = view.visualRect(model.index(2, 0))
    with qtbot.waitSignal(popup.chosen) as chosen:
        qtbot.mouseClick(view.viewport(), LEFT, pos=row.center())
    assert chosen.args == [2] and not view.hasFocus()
    assert model.index(2, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "value 2, what it means"
