"""The typing end of a query line: keys that others act on, a wave under what is wrong, and no word lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QInputMethodEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from itdesk.ui.kit.query_edit import FocusFrame, QueryEdit
from itdesk.ui.kit.theme import theme

KEY, LEFT = Qt.Key, Qt.MouseButton.LeftButton
Reason = Qt.FocusReason


@pytest.fixture
def edit(shown: Callable[[QWidget], QWidget], qtbot: QtBot) -> Iterator[QueryEdit]:
    """An edit beside a button, with the cursor in it."""
    window = QWidget()
    row = QHBoxLayout(window)
    made = QueryEdit(window)
    row.addWidget(QPushButton("before", window))
    row.addWidget(made, 1)
    window.resize(500, 60)
    shown(window)
    qtbot.waitUntil(window.isActiveWindow)
    made.setFocus(Reason.OtherFocusReason)
    qtbot.waitUntil(made.hasFocus)
    yield made


@pytest.fixture
def said(edit: QueryEdit) -> list[object]:
    """Signals in their order."""
    told: list[object] = []
    for name in ("erased_back", "taken", "committed", "escaped"):
        getattr(edit, name).connect(lambda name=name: told.append(name))
    edit.moved.connect(told.append)
    return told


@pytest.mark.parametrize(
    ("key", "signal"),
    [
        (KEY.Key_Return, "committed"), (KEY.Key_Enter, "committed"), (KEY.Key_Escape, "escaped"),
        (KEY.Key_Up, -1), (KEY.Key_Down, 1),
    ],
)  # fmt: skip
def test_keys_that_others_act_on_leave_the_text(
    edit: QueryEdit, said: list[object], qtbot: QtBot, key: Qt.Key, signal: object
) -> None:
    edit.setText("status:open")
    qtbot.keyClick(edit, key)
    assert said == [signal] and edit.text() == "status:open"


def test_erasing_asks_for_the_chip_before_only_where_nothing_is_left(
    edit: QueryEdit, said: list[object], qtbot: QtBot
) -> None:
    qtbot.keyClicks(edit, "ab")
    qtbot.keyClick(edit, KEY.Key_Home)
    qtbot.keyClick(edit, KEY.Key_Backspace)
    assert said == [] and edit.text() == "ab", "at the first character there is still a word"
    qtbot.keyClick(edit, KEY.Key_End)
    for _ in range(3):
        qtbot.keyClick(edit, KEY.Key_Backspace)
    assert said == ["erased_back"] and edit.text() == ""


def test_tab_takes_an_offer_and_otherwise_goes_on(edit: QueryEdit, said: list[object], qtbot: QtBot) -> None:
    edit.completing = True
    qtbot.keyClick(edit, KEY.Key_Tab)
    assert said == ["taken"] and edit.hasFocus()
    edit.completing = False
    qtbot.keyClick(edit, KEY.Key_Tab)
    qtbot.waitUntil(lambda: not edit.hasFocus())
    assert said == ["taken"]


# --- who came here ------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("reason", "entered"),
    [
        (Reason.MouseFocusReason, True), (Reason.TabFocusReason, True), (Reason.BacktabFocusReason, True),
        (Reason.ShortcutFocusReason, True), (Reason.OtherFocusReason, False),
        (Reason.ActiveWindowFocusReason, False),
    ],
)  # fmt: skip
def test_a_person_comes_by_hand_and_a_window_by_itself(
    edit: QueryEdit, qtbot: QtBot, reason: Qt.FocusReason, entered: bool
) -> None:
    edit.clearFocus()
    edit.setFocus(reason)
    qtbot.waitUntil(edit.hasFocus)
    assert edit.was_entered is entered


def test_who_looks_into_another_window_is_still_here_and_who_goes_on_is_not(
    edit: QueryEdit, qtbot: QtBot
) -> None:
    moves: list[bool] = []
    edit.focus_moved.connect(moves.append)
    edit.clearFocus()
    qtbot.mouseClick(edit, LEFT)
    qtbot.waitUntil(lambda: edit.was_entered)
    other = QWidget()
    qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    qtbot.waitUntil(lambda: moves[-1] is False)
    assert edit.was_entered
    edit.window().activateWindow()
    qtbot.waitUntil(lambda: moves[-1] is True)
    button = edit.window().findChild(QPushButton)
    assert button is not None
    button.setFocus(Reason.TabFocusReason)
    qtbot.waitUntil(button.hasFocus)
    assert not edit.was_entered


def test_the_frame_around_it_shows_that_it_has_the_focus(edit: QueryEdit, qtbot: QtBot) -> None:
    frame = FocusFrame(edit.window())
    edit.focus_moved.connect(frame.show_focus)
    for focused in (False, True):
        edit.setFocus() if focused else edit.clearFocus()
        qtbot.waitUntil(lambda wanted=focused: (edit.window().property("focused") == "true") is wanted)


# --- the wave -----------------------------------------------------------------------------------
def picture(edit: QueryEdit) -> QImage:
    """Without the cursor, which blinks."""
    edit.clearFocus()
    return edit.grab().toImage()


def waved(edit: QueryEdit) -> list[int]:
    """Pixels from the left at which the wave is drawn."""
    drawn, crit = picture(edit), theme().colour("crit").hue()
    colours = ((x, drawn.pixelColor(x, y)) for x in range(drawn.width()) for y in range(drawn.height()))
    return sorted({x for x, colour in colours if colour.saturation() > 120 and abs(colour.hue() - crit) < 12})


def test_the_wave_stands_under_the_wrong_part_wherever_the_cursor_is(edit: QueryEdit) -> None:
    edit.setText("status:open colour:red")
    plain = picture(edit)
    half = edit.fontMetrics().horizontalAdvance("status:open ")
    found: list[list[int]] = []
    for cursor in (0, 5, 22):
        edit.setCursorPosition(cursor)
        edit.underline(12, 22)
        found.append(waved(edit))
    assert found[0] and found == [found[0]] * 3 and min(found[0]) >= half - 2
    edit.underline(0, 0)
    assert waved(edit) == [] and picture(edit) == plain and edit.text() == "status:open colour:red"


def test_a_wave_under_no_character_is_none_and_beyond_the_end_does_no_harm(edit: QueryEdit) -> None:
    edit.setText("ab")
    edit.underline(2, 2)
    assert waved(edit) == []
    edit.underline(1, 400)
    edit.underline(50, 60)
    assert edit.text() == "ab"


def test_a_wave_leaves_the_selection_and_what_can_be_taken_back(edit: QueryEdit, qtbot: QtBot) -> None:
    qtbot.keyClicks(edit, "colour:red")
    edit.setSelection(7, 3)
    edit.underline(0, 10)
    assert edit.selectedText() == "red"
    qtbot.keyClicks(edit, "blue")
    assert edit.text() == "colour:blue"
    edit.undo()
    assert edit.text() != "colour:blue"


def compose(edit: QueryEdit, words: str) -> None:
    """An input method shows syllables that are not yet chosen."""
    QApplication.sendEvent(edit, QInputMethodEvent(words, []))


@pytest.fixture
def still_cursor(look: object) -> Iterator[None]:
    """A cursor that does not blink."""
    before = QApplication.cursorFlashTime()
    QApplication.setCursorFlashTime(0)
    yield
    QApplication.setCursorFlashTime(before)


def test_syllables_that_are_being_composed_stay_while_the_line_is_checked(
    still_cursor: None, edit: QueryEdit
) -> None:
    """The check comes a moment after the last word; a person who writes Japanese is in the next one."""
    edit.setText("東京")
    compose(edit, "とうきょう")
    before = edit.grab().toImage()
    edit.underline(0, 0)
    edit.underline(0, 2)
    assert edit.grab().toImage() == before
    done = QInputMethodEvent("", [])
    done.setCommitString("都")
    QApplication.sendEvent(edit, done)
    assert edit.text() == "東京都"
    edit.underline(0, 3)
    assert waved(edit)
