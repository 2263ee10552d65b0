"""What stands in the window while there is no desk: in both themes, at any size of text, by keys alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QProgressBar, QWidget
from pytestqt.qtbot import QtBot

from itdesk.core.errors import DeskError
from itdesk.core.wording import WORDING
from itdesk.ui.kit.buttons import Button
from itdesk.ui.kit.command import Command
from itdesk.ui.kit.text import ElidedLabel, Label
from itdesk.ui.kit.theme import Mode, ThemeManager
from itdesk.ui.pages.firstrun.connecting import Connecting
from itdesk.ui.pages.firstrun.page import DEMO, DISCOVER, IMPORT, SCAN, FirstRun
from itdesk.ui.pages.firstrun.refusal import Refusal
from itdesk.ui.start import application
from tests.ui.pages.ticket_pages import LEFT, press, words

LONG = "postgresql://" + "sehr-langer-name." * 40 + "example/Büro%20中村"
UGLY = ("C:\\Users\\Zoë & Co\\<b>desk</b>.db", "/home/ليلى/مكتب.db", LONG, "/" + "🏢" * 200)
UGLY_NAMES = ("windows", "arabic", "long", "emoji")
DESK_CODES = sorted(code for code in WORDING if code.startswith("desk."))
FIELDS = dict.fromkeys(
    (
        "path",
        "found",
        "known",
        "fs",
        "detail",
        "why",
        "place",
        "server",
        "name",
        "file",
        "url",
        "table",
        "expected",
        "holder",
    ),
    "x",
)


Shown = Callable[[QWidget], QWidget]


@pytest.fixture
def shown(qtbot: QtBot, look: ThemeManager) -> Shown:
    """shown(widget) → it, up and active, as large as a small window."""

    def show(made: QWidget) -> QWidget:
        qtbot.addWidget(made)
        made.resize(1024, 700)
        made.show()
        qtbot.waitExposed(made)
        made.activateWindow()
        qtbot.waitUntil(made.isActiveWindow)
        return made

    return show


def refusal(error: DeskError, place: str = "d") -> Refusal:
    ways = [Command(name, name.title(), application) for name in ("again", "other")]
    return Refusal(error, place, ways)


# --- a place of any name --------------------------------------------------------------------------
@pytest.mark.parametrize("place", UGLY, ids=UGLY_NAMES)
@pytest.mark.parametrize("make", [FirstRun, Connecting], ids=["first-run", "connecting"])
def test_any_place_fits_and_can_be_read_whole(
    shown: Shown, make: Callable[[str], QWidget], place: str
) -> None:
    made = shown(make(place))
    (label,) = [found for found in made.findChildren(ElidedLabel) if found.text() == place]
    assert made.width() == 1024 and label.width() < 1024
    fits = label.fontMetrics().horizontalAdvance(place) <= label.width()
    assert (label.toolTip() == "") == fits


@pytest.mark.parametrize("code", DESK_CODES)
def test_each_way_a_desk_can_be_refused_has_a_head_a_sentence_and_ways_out(shown: Shown, code: str) -> None:
    made = shown(refusal(DeskError(code, **FIELDS), LONG))
    assert made.accessibleName() and made.accessibleDescription()
    assert made.accessibleName() != made.accessibleDescription()
    assert "{" not in made.accessibleDescription()
    assert {"Again", "Other", "Nothing in it was changed."} <= set(words(made))
    assert made.width() == 1024


@pytest.mark.parametrize(
    "detail",
    [LONG * 20, "<img src=x>", "line\nline\nline", "%s {0}"],
    ids=["long", "markup", "lines", "marks"],
)
def test_the_reason_is_shown_as_plain_text_however_it_is_written(shown: Shown, detail: str) -> None:
    made = shown(refusal(DeskError("desk.unreachable", **{**FIELDS, "detail": detail}), detail))
    formats = {label.textFormat() for label in made.findChildren(Label)}
    assert formats == {Qt.TextFormat.PlainText}
    assert detail in words(made) and detail in made.accessibleDescription()
    assert all(button.isVisible() for button in made.findChildren(Button))


# --- keys alone -----------------------------------------------------------------------------------
def test_tab_goes_through_every_beginning_and_comes_round(shown: Shown, qtbot: QtBot) -> None:
    page = shown(FirstRun("/home/desk.db"))
    page.setFocus()
    reached: list[str] = []
    for _ in range(20):
        focus = QApplication.focusWidget()
        assert focus is not None
        if focus.accessibleName() in reached:
            break
        reached.append(focus.accessibleName())
        qtbot.keyClick(focus, Qt.Key.Key_Tab)
    assert reached == [
        "Scan this computer", "Discover the network", "Import a file", "Open the demo office", "Change…",
        "Open another desk…", "Join a team’s desk…", "Restore a backup…",
    ]  # fmt: skip


@pytest.mark.parametrize("way", [SCAN, DISCOVER, IMPORT, DEMO])
@pytest.mark.parametrize(
    "key", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter], ids=["Space", "Return", "Enter"]
)
def test_the_way_in_focus_is_taken_by_space_and_enter(
    shown: Shown, qtbot: QtBot, way: str, key: Qt.Key
) -> None:
    page = shown(FirstRun("/home/desk.db"))
    assert isinstance(page, FirstRun)
    page.cards[way].setFocus()
    with qtbot.waitSignal(page.way_chosen) as chosen:
        qtbot.keyClick(page.cards[way], key)
    assert chosen.args == [way]


@pytest.mark.parametrize(
    "modifier", [Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier], ids=["Ctrl", "Alt"]
)
def test_a_number_with_another_key_held_begins_nothing(
    shown: Shown, qtbot: QtBot, modifier: Qt.KeyboardModifier
) -> None:
    page = shown(FirstRun("/home/desk.db"))
    assert isinstance(page, FirstRun)
    with qtbot.assertNotEmitted(page.way_chosen):
        qtbot.keyClick(page, Qt.Key.Key_1, modifier)


def test_the_number_of_the_keypad_counts_too(shown: Shown, qtbot: QtBot) -> None:
    page = shown(FirstRun("/home/desk.db"))
    assert isinstance(page, FirstRun)
    with qtbot.waitSignal(page.way_chosen) as chosen:
        qtbot.keyClick(page, Qt.Key.Key_3, Qt.KeyboardModifier.KeypadModifier)
    assert chosen.args == [IMPORT]


def test_who_waits_for_a_server_can_give_up_by_key_and_by_mouse(shown: Shown, qtbot: QtBot) -> None:
    page = shown(Connecting("postgresql://desk.example/office"))
    assert isinstance(page, Connecting)
    page.setFocus()
    qtbot.waitUntil(page.cancel_button.hasFocus)
    with qtbot.waitSignal(page.cancelled):
        qtbot.keyClick(page.cancel_button, Qt.Key.Key_Space)
    with qtbot.waitSignal(page.cancelled):
        qtbot.mouseClick(page.cancel_button, LEFT)
    bar = page.findChild(QProgressBar)
    assert bar is not None and (bar.minimum(), bar.maximum()) == (0, 0)
    assert "Connecting to the team’s desk…" in words(page) and page.accessibleDescription().endswith(
        "/office"
    )


# --- work -----------------------------------------------------------------------------------------
@pytest.mark.parametrize(("share", "value"), [(0.004, 0), (0.01, 1), (0.5, 50), (0.999, 100), (1.0, 100)])
def test_a_share_of_work_is_shown_in_hundredths(shown: Shown, share: float, value: int) -> None:
    page = shown(FirstRun("/home/desk.db"))
    assert isinstance(page, FirstRun)
    page.set_working("Making the demo office", share)
    bar = page.findChild(QProgressBar)
    assert bar is not None and (bar.maximum(), bar.value()) == (100, value)
    assert "Making the demo office" in words(page)


def test_work_after_work_begins_with_an_empty_bar_and_an_open_page(shown: Shown, qtbot: QtBot) -> None:
    page = shown(FirstRun("/home/desk.db"))
    assert isinstance(page, FirstRun)
    page.set_working("First", 0.9)
    page.set_working("")
    page.set_working("Second", 0.1)
    bar = page.findChild(QProgressBar)
    assert bar is not None and bar.value() == 10
    with qtbot.waitSignal(page.cancelled):
        press(qtbot, page, "Cancel")
    page.say("That did not work.", LONG)
    assert page.width() == 1024 and page.cards[SCAN].isEnabled()
    assert not bar.isVisible()


# --- how it looks ---------------------------------------------------------------------------------
def ink(picture: QImage, left: int, top: int, width: int, height: int) -> int:
    """How far the lightness goes within a part of a picture."""
    found = {picture.pixelColor(left + x, top + y).lightness() for x in range(width) for y in range(height)}
    return max(found) - min(found)


@pytest.mark.parametrize("mode", [Mode.LIGHT, Mode.DARK])
def test_cards_are_read_in_both_themes_and_the_one_in_focus_stands_out(
    shown: Shown, look: ThemeManager, mode: Mode
) -> None:
    look.set_mode(mode)
    page = shown(FirstRun("/home/desk.db"))
    assert isinstance(page, FirstRun)
    page.cards[SCAN].setFocus()
    card = page.cards[IMPORT]
    plain = card.grab().toImage()
    assert ink(plain, 71, 14, 140, 24) > 120
    card.setFocus()
    assert card.grab().toImage() != plain
    page.set_working("Busy")
    assert card.grab().toImage() != plain


@pytest.mark.parametrize("percent", [90, 125, 150])
def test_larger_text_still_fits(shown: Shown, look: ThemeManager, percent: int) -> None:
    look.set_percent(percent)
    page = shown(FirstRun("/home/desk.db"))
    assert isinstance(page, FirstRun)
    page.resize(1440, 900)
    for card in page.cards.values():
        words_ = card.fontMetrics().horizontalAdvance(card.text())
        assert words_ < card.width() and page.rect().contains(card.mapTo(page, card.rect().bottomRight()))
