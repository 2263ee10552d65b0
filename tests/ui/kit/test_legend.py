"""The line over a chart, and keys drawn as keys: names beside their colours, in any number and length."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from itdesk.ui.kit.keycap import KeyHint, draw_keycap, keycap_width
from itdesk.ui.kit.legend import Legend, Swatch
from itdesk.ui.kit.text import Label
from itdesk.ui.kit.theme import Mode, ThemeManager, theme

Shown = Callable[[QWidget], QWidget]
LONG = "GigabitEthernet1/0/48 uplink to the second floor, 東京本社 " * 5


@pytest.fixture
def legend(shown: Shown) -> Legend:
    made = Legend()
    made.resize(500, 20)
    shown(made)
    return made


def names(legend: Legend) -> list[str]:
    """What is written, the hint last."""
    seen = [label for label in legend.findChildren(Label) if label.isVisible() and label.text()]
    return [label.text() for label in sorted(seen, key=lambda label: label.x())]


def inks(legend: Legend) -> list[str]:
    swatches = sorted((s for s in legend.findChildren(Swatch) if s.isVisible()), key=lambda s: s.x())
    return [
        swatch.grab().toImage().pixelColor(swatch.width() // 2, swatch.height() // 2).name()
        for swatch in swatches
    ]


def chart(*places: int) -> list[str]:
    return [theme().chart[place % len(theme().chart)].name() for place in places]


# --- names and colours ----------------------------------------------------------------------------------
def test_each_series_stands_beside_its_colour_and_the_unit_at_the_end(legend: Legend, qtbot: QtBot) -> None:
    legend.show_names(["In", "Out"], "Mbit/s")
    qtbot.waitUntil(lambda: names(legend) == ["In", "Out", "Mbit/s"])
    assert inks(legend) == chart(0, 1)


def test_colours_that_were_chosen_stay_with_their_names(legend: Legend, qtbot: QtBot) -> None:
    legend.show_names(["Closed", "Opened"], "", [2, 0])
    qtbot.waitUntil(lambda: names(legend) == ["Closed", "Opened"])
    assert inks(legend) == chart(2, 0)


def test_other_series_leave_nothing_of_the_former(legend: Legend, qtbot: QtBot) -> None:
    legend.show_names(["In", "Out", "Errors"], "Mbit/s")
    legend.show_names(["CPU"], "%")
    qtbot.waitUntil(lambda: names(legend) == ["CPU", "%"] and inks(legend) == chart(0))
    legend.show_names([], "")
    qtbot.waitUntil(lambda: names(legend) == [] and inks(legend) == [])


def test_what_the_pointer_tells_takes_the_place_of_the_unit_alone(legend: Legend, qtbot: QtBot) -> None:
    legend.show_names(["In"], "Mbit/s")
    legend.say("24 Nov 15:00: In 3 Mbit/s")
    qtbot.waitUntil(lambda: names(legend) == ["In", "24 Nov 15:00: In 3 Mbit/s"])
    legend.say("Mbit/s")
    assert names(legend) == ["In", "Mbit/s"]


def test_more_series_than_colours_begin_again_with_the_first(legend: Legend, qtbot: QtBot) -> None:
    count = len(theme().chart)
    legend.show_names([f"s{number}" for number in range(count + 2)], "")
    qtbot.waitUntil(lambda: inks(legend) == chart(*range(count + 2)))


@pytest.mark.parametrize("count", [1, 2, 8])
def test_no_name_makes_the_chart_wider(legend: Legend, count: int, qtbot: QtBot) -> None:
    legend.show_names([f"{number} {LONG}" for number in range(count)], LONG)
    assert legend.minimumSizeHint().width() <= 500
    legend.resize(500, 20)
    qtbot.waitUntil(lambda: len(inks(legend)) == count)
    assert legend.width() == 500
    assert all(legend.rect().contains(child.geometry()) for child in legend.findChildren(Swatch))
    first = next(label for label in legend.findChildren(Label) if label.text().startswith("0 "))
    assert first.toolTip() == first.text(), "the whole name is told"


def test_a_name_that_fits_is_written_whole(legend: Legend, qtbot: QtBot) -> None:
    legend.show_names(["GigabitEthernet1/0/48 in", "GigabitEthernet1/0/48 out"], "Mbit/s")
    qtbot.waitUntil(lambda: len(names(legend)) == 3)
    assert all(label.toolTip() == "" for label in legend.findChildren(Label) if label.isVisible())


def test_names_are_no_markup(legend: Legend) -> None:
    legend.show_names(["<b>In</b>"], "<i>%</i>")
    labels = legend.findChildren(Label)
    assert {"<b>In</b>", "<i>%</i>"} <= {label.text() for label in labels}
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in labels)


def test_lines_have_dashes_and_bars_have_squares(shown: Shown) -> None:
    dash, square = Swatch(0, square=False), Swatch(0, square=True)
    assert dash.width() > dash.height() * 2 and square.width() == square.height()


def test_colours_follow_the_theme(legend: Legend, look: ThemeManager, qtbot: QtBot) -> None:
    legend.show_names(["In", "Out"], "")
    qtbot.waitUntil(lambda: inks(legend) == chart(0, 1))
    light = inks(legend)
    look.set_mode(Mode.DARK)
    try:
        assert inks(legend) == chart(0, 1) and inks(legend) != light
    finally:
        look.set_mode(Mode.LIGHT)


# --- keys -----------------------------------------------------------------------------------------------
def test_a_key_is_as_wide_as_its_words_and_never_too_small_to_see(look: ThemeManager) -> None:
    assert keycap_width("Ctrl K") > keycap_width("Esc") > keycap_width("i")
    assert keycap_width("") == keycap_width("i") >= 18


@pytest.mark.parametrize("key", ["↵", "Ctrl+Shift+K", "", "<b>"])
def test_a_key_is_drawn_where_it_says(look: ThemeManager, key: str) -> None:
    image = QImage(160, 40, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setPen(QColor("#123456"))
    right = draw_keycap(painter, 20, 20, key)
    assert painter.pen().color().name() == "#123456", "the painter is as it was"
    painter.end()
    assert right == 20 + keycap_width(key)
    drawn = [x for x in range(160) if any(image.pixelColor(x, y).alpha() for y in range(40))]
    assert (drawn[0], drawn[-1]) == (20, right - 1)
    box = QRectF(20, 0, right - 20, 40)
    assert image.pixelColor(round(box.center().x()), 3).alpha() == 0, "as high as a line"


def test_a_hint_says_its_key_and_what_it_does(shown: Shown) -> None:
    both, alone = KeyHint("Tab", "take"), KeyHint("Esc")
    for hint in (both, alone):
        shown(hint)
    assert both.accessibleName() == "Tab take" and alone.accessibleName() == "Esc"
    assert both.sizeHint().width() > keycap_width("Tab") + 10
    assert alone.sizeHint().width() == keycap_width("Esc")


def test_a_hint_is_not_in_the_way_of_the_mouse(shown: Shown, qtbot: QtBot) -> None:
    holder = QWidget()
    button = QPushButton("below")
    QVBoxLayout(holder).addWidget(button)
    hint = KeyHint("Enter", "send", button)
    hint.move(4, 4)
    shown(holder)
    with qtbot.waitSignal(button.clicked):
        QTest.mouseClick(holder.windowHandle(), Qt.MouseButton.LeftButton,
                         Qt.KeyboardModifier.NoModifier, hint.mapTo(holder, QPoint(5, 5)))  # fmt: skip


@pytest.mark.parametrize("mode", [Mode.LIGHT, Mode.DARK])
def test_a_key_is_seen_on_its_ground(shown: Shown, look: ThemeManager, mode: Mode) -> None:
    look.set_mode(mode)
    try:
        hint = KeyHint("K", "move")
        shown(hint)
        image = hint.grab().toImage()
        shades = {
            image.pixelColor(x, y).lightness() for x in range(hint.width()) for y in range(hint.height())
        }
        assert max(shades) - min(shades) > 90
    finally:
        look.set_mode(Mode.LIGHT)
