"""Buttons: what they are called, how each kind looks, and that no data becomes a key."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import combinations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from itdesk.ui.kit.buttons import Button, IconButton, NameButton, literal
from itdesk.ui.kit.month_grid import ChipButton, DayChip
from itdesk.ui.kit.tabs import TabButton
from itdesk.ui.kit.theme import Mode, ThemeManager
from itdesk.ui.shell.page import PageEntry, PageView
from itdesk.ui.shell.rail import RailButton
from itdesk.ui.shell.view_strip import ViewButton

KINDS = ["", "primary", "danger", "quiet", "link"]
ALT = Qt.KeyboardModifier.AltModifier
Shown = Callable[[QWidget], QWidget]


def chip(text: str) -> ChipButton:
    return ChipButton(DayChip(1, date(2026, 11, 24), text, "ok", "disc"))


def view(text: str) -> ViewButton:
    return ViewButton(PageView("mine", text))


def tab(text: str) -> TabButton:
    return TabButton("mine", text, 3)


def row(text: str) -> RailButton:
    return RailButton(PageEntry("mine", text, "inbox", QWidget), "")  # type: ignore[arg-type]


DATA_BUTTONS = [NameButton, chip, view, tab, row]
"""What makes a button of words that are data."""


# --- names ----------------------------------------------------------------------------------------------
@pytest.mark.parametrize("make", DATA_BUTTONS, ids=["name", "chip", "view", "tab", "row"])
@pytest.mark.parametrize("text", ["R&D", "Save &close", "&&", "&", "AT&T &more", "東京 & 大阪"])
def test_data_on_a_button_is_no_key(
    shown: Shown, qtbot: QtBot, make: Callable[[str], QAbstractButton], text: str
) -> None:
    button = make(text)
    shown(button)
    assert button.shortcut().isEmpty()
    assert button.accessibleName().startswith(text)


def test_alt_and_a_letter_of_a_name_press_nothing(shown: Shown, qtbot: QtBot) -> None:
    holder = QWidget()
    column, field, pressed = QVBoxLayout(holder), QLineEdit(), list[str]()
    column.addWidget(field)
    for make in DATA_BUTTONS:
        button = make("R&D")
        button.clicked.connect(lambda _checked=False, name=type(button).__name__: pressed.append(name))
        column.addWidget(button)
    shown(holder)
    qtbot.waitUntil(holder.isActiveWindow)
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_D, ALT)
    assert pressed == []


def test_a_title_of_ours_may_have_a_key_and_is_called_without_it(shown: Shown) -> None:
    button = Button("&Save", icon="save")
    shown(button)
    assert button.shortcut() == QKeySequence("Alt+S") and button.accessibleName() == "Save"


@pytest.mark.parametrize("text", ["Save", "R&&D", "東京", "<b>x</b>"])
def test_an_icon_stands_apart_from_the_words_and_is_not_said(shown: Shown, text: str) -> None:
    plain, pictured = Button(text), Button(text, icon="save")
    for button in (plain, pictured):
        shown(button)
    assert plain.text() == text and pictured.text().strip() == text
    assert pictured.text() != text and not pictured.icon().isNull()
    assert plain.accessibleName() == pictured.accessibleName() == text.replace("&&", "&")


def test_words_that_change_change_what_is_said(shown: Shown) -> None:
    button = Button("Save", "primary", "save")
    shown(button)
    button.set_text("Save && close")
    assert button.accessibleName() == "Save & close" and button.text().endswith("Save && close")
    button.set_text("")
    assert button.text() == "" and button.accessibleName() == ""


@pytest.mark.parametrize("text", ["R&D", "&", "&&&", "Müller & Söhne", "plain"])
def test_a_name_is_shown_as_it_is_whenever_it_is_given(shown: Shown, text: str) -> None:
    late = NameButton()
    late.show_name(text)
    early = NameButton(text)
    for button in (late, early):
        shown(button)
        assert button.accessibleName() == text and button.text() == literal(text)
    assert late.grab().toImage() == early.grab().toImage()


# --- looks ----------------------------------------------------------------------------------------------
@pytest.mark.parametrize("mode", [Mode.LIGHT, Mode.DARK])
def test_kinds_are_told_apart_by_their_looks(shown: Shown, look: ThemeManager, mode: Mode) -> None:
    look.set_mode(mode)
    try:
        pictures = {}
        for kind in ("", "primary", "danger", "link"):
            button = Button("Remove", kind)  # type: ignore[arg-type]
            shown(button)
            button.clearFocus()
            pictures[kind] = button.grab().toImage().scaled(120, 32)
        for one, other in combinations(pictures, 2):
            assert pictures[one] != pictures[other], (one, other)
    finally:
        look.set_mode(Mode.LIGHT)


@pytest.mark.parametrize("kind", KINDS)
def test_what_cannot_be_pressed_looks_so_and_does_nothing(shown: Shown, qtbot: QtBot, kind: str) -> None:
    pressed: list[int] = []
    button = Button("Remove", kind)  # type: ignore[arg-type]
    button.clicked.connect(lambda: pressed.append(1))
    shown(button)
    ready = button.grab().toImage()
    button.setEnabled(False)
    assert button.grab().toImage() != ready
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert pressed == []


def test_a_small_button_is_lower(shown: Shown) -> None:
    plain, small = Button("Add"), Button("Add", small=True)
    for button in (plain, small):
        shown(button)
    assert small.sizeHint().height() < plain.sizeHint().height()


@pytest.mark.parametrize("percent", [100, 150])
def test_a_button_is_as_wide_as_its_words(shown: Shown, look: ThemeManager, percent: int) -> None:
    look.set_percent(percent)
    try:
        for kind in KINDS:
            button = Button("Restore a backup…", kind, "history")  # type: ignore[arg-type]
            shown(button)
            words = button.fontMetrics().horizontalAdvance(button.text())
            assert button.sizeHint().width() >= words + button.iconSize().width(), kind
    finally:
        look.set_percent(100)


def test_no_button_of_a_dialog_is_pressed_by_an_enter_meant_for_a_field() -> None:
    assert not Button("Remove", "danger").autoDefault() and not Button("Save", "primary").autoDefault()


# --- buttons that are only an icon ----------------------------------------------------------------------
def test_an_icon_button_is_named_and_tells_its_key(shown: Shown, qtbot: QtBot) -> None:
    button = IconButton("refresh-cw", "Read again", shortcut="F5")
    shown(button)
    assert button.accessibleName() == "Read again" and button.toolTip() == "Read again (F5)"
    button.rename("Stop <now>")
    assert button.accessibleName() == "Stop <now>" and "&lt;now&gt;" in button.toolTip()
    assert "F5" not in button.toolTip()


def test_an_icon_button_is_reached_by_tab_and_pressed_by_space(shown: Shown, qtbot: QtBot) -> None:
    holder = QWidget()
    column, field, button = QVBoxLayout(holder), QLineEdit(), IconButton("x", "Close")
    column.addWidget(field)
    column.addWidget(button)
    shown(holder)
    qtbot.waitUntil(holder.isActiveWindow)
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_Tab)
    assert button.hasFocus()
    with qtbot.waitSignal(button.clicked):
        qtbot.keyClick(button, Qt.Key.Key_Space)


def test_a_click_on_an_icon_takes_no_focus_from_a_field(shown: Shown, qtbot: QtBot) -> None:
    holder = QWidget()
    column, field, button = QVBoxLayout(holder), QLineEdit(), IconButton("x", "Clear")
    column.addWidget(field)
    column.addWidget(button)
    shown(holder)
    qtbot.waitUntil(holder.isActiveWindow)
    field.setFocus()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert field.hasFocus()
