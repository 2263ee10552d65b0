"""Cards of a detail: headings that give way, bars with their words, rows that open what they name."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from itdesk.ui.kit.buttons import IconButton
from itdesk.ui.kit.cards import Card, LinkRow, ShareBar, TintedCard, clear, rule
from itdesk.ui.kit.icon_mark import IconMark
from itdesk.ui.kit.state_glyph import StateMark
from itdesk.ui.kit.text import ElidedLabel, Label
from itdesk.ui.kit.theme import Mode, ThemeManager, theme

LONG = "Kyocera ECOSYS M5521cdw in the corridor of the second floor, 東京本社 " * 6
Shown = Callable[[QWidget], QWidget]


def words(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(Label) if label.isVisible() and label.text()]


# --- the frame ------------------------------------------------------------------------------------------
def test_a_card_is_named_by_its_heading_and_says_its_sum_beside_it(shown: Shown) -> None:
    card = Card("Licences <b>& more</b>", "12 of 40")
    shown(card)
    assert words(card) == ["Licences <b>& more</b>", "12 of 40"]
    assert card.accessibleName() == "Licences <b>& more</b>"
    card.set_title("Seats")
    card.set_aside("13 of 40")
    assert words(card) == ["Seats", "13 of 40"] and card.accessibleName() == "Seats"


def test_a_card_without_a_heading_has_no_room_for_one_until_it_gets_it(shown: Shown) -> None:
    plain, titled = Card(), Card("Facts")
    for card in (plain, titled):
        card.rows.addWidget(Label("a row"))
        shown(card)
    assert words(plain) == ["a row"]
    assert plain.sizeHint().height() < titled.sizeHint().height()
    plain.set_title("Facts")
    assert words(plain) == ["Facts", "a row"]
    assert plain.sizeHint().height() == titled.sizeHint().height()
    plain.set_title("")
    assert words(plain) == ["a row"] and plain.accessibleName() == ""


def test_a_long_heading_gives_way_and_its_sum_too(shown: Shown) -> None:
    card = Card(LONG, LONG)
    shown(card)
    card.resize(260, 80)
    assert card.width() == 260, "it does not make the pane wider"
    assert all(card.rect().contains(label.geometry()) for label in card.findChildren(Label))
    title = card.findChildren(ElidedLabel)[0]
    assert title.toolTip() == LONG


def test_clearing_takes_every_row_at_once_and_other_rows_take_their_place(shown: Shown, qtbot: QtBot) -> None:
    card = Card("Parts")
    for number in range(4):
        card.rows.addWidget(Label(f"part {number}"))
        card.rows.addWidget(rule())
    card.rows.addStretch(1)
    shown(card)
    card.clear()
    assert words(card) == ["Parts"] and card.rows.count() == 0
    card.rows.addWidget(Label("another"))
    qtbot.waitUntil(lambda: words(card) == ["Parts", "another"])
    card.clear()
    card.clear()
    assert words(card) == ["Parts"]


def test_what_is_cleared_dies_and_the_rest_of_the_window_does_not(shown: Shown, qtbot: QtBot) -> None:
    holder = QWidget()
    column = QVBoxLayout(holder)
    gone, kept = Label("gone"), Label("kept", parent=holder)
    column.addWidget(gone)
    shown(holder)
    with qtbot.waitSignal(gone.destroyed):
        clear(column)
    assert kept.text() == "kept"


# --- bars -----------------------------------------------------------------------------------------------
def filled(bar: ShareBar, state: str) -> float:
    """The share of a bar's pixels that are in the state's colour."""
    image, ink = bar.grab().toImage(), theme().state(state).name()
    row = [image.pixelColor(x, image.height() // 2).name() for x in range(image.width())]
    return row.count(ink) / len(row)


@pytest.fixture
def bar(shown: Shown) -> ShareBar:
    made = ShareBar()
    shown(made)
    made.resize(200, 6)
    return made


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.floats(0, 1))
def test_a_bar_is_filled_as_far_as_its_share(bar: ShareBar, share: float) -> None:
    bar.set(share, "ok", "words")
    assert filled(bar, "ok") == pytest.approx(share, abs=0.04)


@pytest.mark.parametrize(
    ("share", "part"), [(-1.0, 0.0), (0.0, 0.0), (1.0, 1.0), (12.5, 1.0), (float("inf"), 1.0)]
)
def test_a_share_beyond_the_ends_is_the_end(bar: ShareBar, share: float, part: float) -> None:
    bar.set(share, "crit", "over")
    assert filled(bar, "crit") == pytest.approx(part, abs=0.03)


def test_a_bar_says_its_words_and_changes_colour_with_its_state(bar: ShareBar) -> None:
    bar.set(0.6, "ok", "60 % used")
    assert bar.accessibleName() == "60 % used" and filled(bar, "ok") > 0.5
    bar.set(0.6, "crit", "60 % used, too much")
    assert bar.accessibleName() == "60 % used, too much"
    assert filled(bar, "ok") == 0 and filled(bar, "crit") > 0.5


# --- a line of meaning ----------------------------------------------------------------------------------
@pytest.fixture
def tinted(shown: Shown) -> TintedCard:
    made = TintedCard("timer")
    shown(made)
    made.resize(300, 70)
    return made


def test_a_line_of_meaning_says_its_head_and_why(tinted: TintedCard) -> None:
    tinted.say("warn", "42 min left", "Answer by 14:30", 0.86)
    assert words(tinted) == ["42 min left", "Answer by 14:30"]
    assert tinted.accessibleName() == "42 min left. Answer by 14:30"
    bar = tinted.findChild(ShareBar)
    assert bar is not None and bar.isVisible() and bar.accessibleName() == "42 min left"


def test_without_a_share_there_is_no_bar_and_with_the_next_it_is_back(tinted: TintedCard) -> None:
    bar = tinted.findChild(ShareBar)
    assert bar is not None
    tinted.say("info", "Paused", "Waiting for the requester", None)
    assert not bar.isVisible()
    tinted.say("ok", "6 h left", "", 0.0)
    assert bar.isVisible(), "nothing used is a share too"


@pytest.mark.parametrize("mode", [Mode.LIGHT, Mode.DARK])
def test_each_meaning_has_its_tint(tinted: TintedCard, look: ThemeManager, mode: Mode) -> None:
    look.set_mode(mode)
    try:
        for state in ("ok", "warn", "crit", "info", "maint", "unknown"):
            tinted.say(state, "Words", "why", None)
            ground = tinted.grab().toImage().pixelColor(tinted.width() // 2, 3)
            assert ground.name() == theme().state(state, "bg").name()
            ink = tinted.findChildren(Label)[0].palette().windowText().color()
            assert ink == theme().state(state, "fg")
    finally:
        look.set_mode(Mode.LIGHT)


def test_a_long_reason_stays_in_its_line(tinted: TintedCard) -> None:
    tinted.say("crit", "38 min over", f"{LONG}\n{LONG}", 1.0)
    height = tinted.sizeHint().height()
    tinted.say("crit", "38 min over", "short", 1.0)
    assert tinted.sizeHint().height() == height


# --- a record beside this one ---------------------------------------------------------------------------
class Opener:
    def __init__(self) -> None:
        self.opened = 0

    def open(self) -> None:
        self.opened += 1


def test_a_row_opens_what_it_names_by_click_and_by_key(shown: Shown, qtbot: QtBot) -> None:
    opener = Opener()
    row = LinkRow(IconMark("monitor"), "NB-0114", "Lenovo, in use", "Open NB-0114", opener.open)
    shown(row)
    qtbot.waitUntil(row.isActiveWindow)
    button = row.findChild(IconButton)
    assert button is not None and button.accessibleName() == button.toolTip() == "Open NB-0114"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert opener.opened == 2
    assert words(row) == ["NB-0114", "Lenovo, in use"]


def test_a_row_that_opens_nothing_has_no_button(shown: Shown) -> None:
    row = LinkRow(IconMark("monitor"), "gone", "", "Open", None)
    shown(row)
    assert row.findChild(IconButton) is None


def test_a_row_shows_the_state_of_what_it_names(shown: Shown) -> None:
    plain = LinkRow(IconMark("network"), "SW-01", "", "Open", None)
    down = LinkRow(IconMark("network"), "SW-01", "", "Open", None, state="crit")
    for row in (plain, down):
        shown(row)
    assert plain.findChild(StateMark) is None
    assert down.findChild(StateMark) is not None and down.grab().toImage() != plain.grab().toImage()


def test_the_longest_names_leave_the_button_on_screen(shown: Shown) -> None:
    row = LinkRow(IconMark("monitor"), LONG, LONG, "Open", Opener().open, state="warn")
    shown(row)
    row.resize(240, 30)
    button = row.findChild(IconButton)
    assert row.width() == 240 and button is not None and row.rect().contains(button.geometry())
