"""Labels: data is data, one line is one line, what does not fit is told, and looks follow properties."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from itdesk.ui.kit.text import (
    ElidedLabel,
    Label,
    NameLabel,
    Panel,
    name_for_readers,
    plain_tooltip,
    repolish,
    set_tooltip,
)
from itdesk.ui.kit.theme import Mode, ThemeManager, theme

Shown = Callable[[QWidget], QWidget]
TWO_LINES = ["one\ntwo", "one\r\ntwo", "one\u2028two", "one\n\n\n\ntwo"]


def image(widget: QWidget) -> QImage:
    return widget.grab().toImage()


# --- tooltips -------------------------------------------------------------------------------------------
def read_by_qt(told: str) -> str:
    """What Qt shows of a tooltip: it takes "<…" and "&lt;" in the first line for rich text."""
    first = told.partition("\n")[0]
    if "<" not in first and "&lt;" not in first:
        return told
    document = QTextDocument()
    document.setHtml(told)
    return document.toPlainText()


@given(st.text(alphabet="ab &;<>ltgamp/\n\"'é東", max_size=40))
def test_a_tooltip_shows_the_very_characters(text: str) -> None:
    assert read_by_qt(plain_tooltip(text)).split() == text.split()


@pytest.mark.parametrize(
    "text",
    ["<b>bold</b>", "&lt;b&gt;", "R&D", "a &amp; b", "<img src='http://x/y.png'>", "&lt; and\n<i>more</i>",
     "<!-- gone? -->", "1 < 2 > 0", "</qt><b>out</b>", "&#60;b&#62; &lt;"],
)  # fmt: skip
def test_no_text_becomes_markup_in_a_tooltip(text: str) -> None:
    assert read_by_qt(plain_tooltip(text)) == text


def test_a_tooltip_goes_where_there_is_nothing_to_tell(qtbot: QtBot) -> None:
    button = QPushButton()
    qtbot.addWidget(button)
    set_tooltip(button, "a < b")
    assert read_by_qt(button.toolTip()) == "a < b"
    set_tooltip(button, "")
    assert button.toolTip() == ""


# --- one line -------------------------------------------------------------------------------------------
@pytest.mark.parametrize("kind", [ElidedLabel, NameLabel])
@pytest.mark.parametrize("text", TWO_LINES)
def test_several_lines_are_drawn_as_one_and_take_the_room_of_one(
    shown: Shown, kind: type[ElidedLabel], text: str
) -> None:
    plain, broken = kind("one two"), kind(text)
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.addWidget(plain)
    column.addWidget(broken)
    holder.resize(300, 100)
    shown(holder)
    assert broken.height() == plain.height()
    assert broken.minimumSizeHint().height() == plain.minimumSizeHint().height()
    if text.count("\n") < 2:
        broken.resize(plain.size())
        assert image(broken) == image(plain)
    assert broken.text() == text, "readers hear it as it is"


@pytest.mark.parametrize("text", ["short", "山田", "", "\n", "a\nb"])
def test_what_fits_needs_no_tooltip(shown: Shown, text: str) -> None:
    label = ElidedLabel(text)
    shown(label)
    label.resize(200, 20)
    assert label.toolTip() == ""


@pytest.mark.parametrize("width", [30, 80, 200])
def test_the_tooltip_comes_with_the_first_pixel_that_is_missing(shown: Shown, width: int) -> None:
    label = ElidedLabel("x")
    shown(label)
    label.resize(width, 20)
    text = "x"
    while label.fontMetrics().horizontalAdvance(text + "x") <= width:
        text += "x"
    label.setText(text)
    assert label.toolTip() == ""
    label.setText(text + "x")
    assert label.toolTip() == text + "x"
    label.resize(width + 60, 20)
    assert label.toolTip() == ""


def test_the_beginning_or_the_middle_gives_way_where_it_is_asked(shown: Shown) -> None:
    path, modes = "/srv/office/desks/2026/office.desk", Qt.TextElideMode
    pictures = []
    for mode in (modes.ElideRight, modes.ElideLeft, modes.ElideMiddle):
        label = ElidedLabel(path, mode=mode)
        shown(label)
        label.resize(110, 20)
        pictures.append(image(label))
    assert pictures[0] != pictures[1] != pictures[2] != pictures[0]


def test_a_name_gives_way_to_nobody_until_there_is_no_room(shown: Shown) -> None:
    holder = QWidget()
    row = QHBoxLayout(holder)
    name, facts = NameLabel("NB-0114 in the corridor"), ElidedLabel("assigned to Petra Novak since May")
    row.addWidget(name)
    row.addWidget(facts, 1)
    holder.resize(600, 40)
    shown(holder)
    needed = name.fontMetrics().horizontalAdvance(name.text())
    assert name.width() >= needed and name.toolTip() == ""
    assert facts.x() < name.x() + needed + 40, "what follows stands right beside it"
    holder.resize(120, 40)
    assert name.width() < needed and name.toolTip() == name.text()
    assert holder.width() == 120


@pytest.mark.parametrize("kind", [ElidedLabel, NameLabel])
def test_a_text_that_changes_is_drawn_anew(shown: Shown, kind: type[ElidedLabel]) -> None:
    label = kind("PRN-12")
    shown(label)
    label.resize(160, 20)
    before = image(label)
    label.setText("PRN-13")
    assert image(label) != before
    label.setText("PRN-12")
    assert image(label) == before


# --- looks ----------------------------------------------------------------------------------------------
@pytest.mark.parametrize("role", ["micro", "small", "body", "strong", "title", "display"])
def test_a_role_has_its_size(shown: Shown, role: str) -> None:
    label = Label("Assets", role)
    shown(label)
    assert label.fontInfo().pixelSize() == theme().tokens.fonts[role]


@pytest.mark.parametrize("mode", [Mode.LIGHT, Mode.DARK])
@pytest.mark.parametrize("ink", ["text", "text2", "accent", "crit_fg", "ok_fg", "tooltip_text"])
def test_an_ink_is_the_themes_colour(shown: Shown, look: ThemeManager, mode: Mode, ink: str) -> None:
    look.set_mode(mode)
    try:
        label = Label("Words")
        label.set_ink(ink)
        shown(label)
        assert label.palette().windowText().color() == theme().colour(ink)
    finally:
        look.set_mode(Mode.LIGHT)


def test_a_weight_that_is_asked_for_later_is_seen(shown: Shown) -> None:
    label = Label("Warranty ends soon", weight=400)
    shown(label)
    thin = label.sizeHint().width()
    label.set_weight(600)
    assert label.sizeHint().width() > thin
    label.set_weight(400)
    assert label.sizeHint().width() == thin


def test_words_that_wrap_take_the_lines_they_need(shown: Shown) -> None:
    label = Label("Turn it off and on again. " * 10, wrap=True)
    shown(label)
    heights = [label.heightForWidth(width) for width in (1_200, 400, 120)]
    assert heights == sorted(heights) and heights[0] < heights[2]


def test_a_property_that_changes_is_looked_at_again(shown: Shown) -> None:
    panel = Panel("panel")
    panel.resize(80, 40)
    shown(panel)
    grounds = []
    for state in ("ok", "warn", "crit", "info"):
        panel.setProperty("state", state)
        repolish(panel)
        grounds.append(image(panel).pixelColor(40, 20).name())
    assert len(set(grounds)) == 4


def test_readers_are_told_a_name_and_what_it_is_for(qtbot: QtBot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    name_for_readers(label, "Journal", "What was changed, by whom")
    name_for_readers(label, "Journal of the office")
    assert label.accessibleName() == "Journal of the office"
    assert label.accessibleDescription() == "What was changed, by whom"
