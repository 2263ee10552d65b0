"""Saved views in any number and width: what has no room is in a menu, and the chosen one stays on screen."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget
from pytestqt.qtbot import QtBot

from itdesk.ui.kit.buttons import Button
from itdesk.ui.kit.theme import Mode, ThemeManager
from itdesk.ui.shell.page import PageView
from itdesk.ui.shell.view_strip import ViewButton, ViewStrip
from itdesk.ui.start import application

LEFT = Qt.MouseButton.LeftButton
NAMES = ["Open", "Mine", "R&D <b>x</b>", "Waiting for a supplier", "東京本社", "All"]


def views(count: int, long: bool = False) -> list[PageView]:
    tail = " of the second floor" * 9 if long else ""
    return [
        PageView(f"v{n}", f"{NAMES[n % 6]} {n}{tail}", "", None if n % 3 else n * 499) for n in range(count)
    ]


@pytest.fixture
def holder(qtbot: QtBot) -> Iterator[QWidget]:
    look = ThemeManager(application(), Mode.LIGHT)
    made = QWidget()
    qtbot.addWidget(made)
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(ViewStrip(made))
    row.addStretch(1)
    made.resize(700, 40)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    look.deleteLater()


@pytest.fixture
def strip(holder: QWidget) -> ViewStrip:
    found = holder.findChild(ViewStrip)
    assert found is not None
    return found


def on_screen(strip: ViewStrip) -> list[ViewButton]:
    return sorted((button for button in strip.views if button.isVisible()), key=lambda button: button.x())


def more(strip: ViewStrip) -> Button:
    found = strip.findChild(Button)
    assert found is not None
    return found


def laid_out(strip: ViewStrip, holder: QWidget, width: int) -> None:
    holder.resize(width, 40)
    layout = holder.layout()
    assert layout is not None
    layout.invalidate()
    layout.activate()


def test_with_room_all_stand_there_in_their_order(strip: ViewStrip, qtbot: QtBot) -> None:
    strip.show_views(views(3), "v0")
    qtbot.waitUntil(lambda: [button.view.id for button in on_screen(strip)] == ["v0", "v1", "v2"])
    assert not more(strip).isVisible()
    assert [button.accessibleName() for button in strip.views] == ["Open 0 0", "Mine 1", "R&D <b>x</b> 2"]
    for one, other in pairwise(on_screen(strip)):
        assert one.geometry().right() < other.geometry().left()


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 14), st.integers(0, 13), st.integers(130, 900), st.booleans())
def test_every_view_is_on_screen_or_counted_and_none_is_cut(
    strip: ViewStrip, holder: QWidget, count: int, chosen: int, width: int, long: bool
) -> None:
    strip.show_views(views(count, long), f"v{chosen}")
    laid_out(strip, holder, width)
    seen = on_screen(strip)
    left_out = count - len(seen)
    assert more(strip).isVisible() == (left_out > 0)
    if left_out:
        assert more(strip).text() == f"+{left_out}"
    if chosen < count:
        assert strip.views[chosen] in seen
    for one, other in pairwise(seen):
        assert one.geometry().right() < other.geometry().left()
    if len(seen) > 1:
        assert all(strip.rect().contains(button.geometry()) for button in seen)
        assert all(button.width() == button.sizeHint().width() for button in seen)
        assert not left_out or strip.rect().contains(more(strip).geometry())


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_what_is_left_out_is_chosen_in_the_menu_and_comes_on_screen(
    strip: ViewStrip, holder: QWidget, qtbot: QtBot
) -> None:
    strip.show_views(views(9), "v0")
    laid_out(strip, holder, 300)
    hidden = [button.view for button in strip.views if not button.isVisible()]
    assert hidden and more(strip).accessibleName() == f"{len(hidden)} more views"
    qtbot.mouseClick(more(strip), LEFT)
    qtbot.waitUntil(lambda: strip.findChild(QMenu).isVisible())
    menu = strip.findChild(QMenu)
    assert menu is not None
    assert len(menu.actions()) == len(hidden)
    with qtbot.waitSignal(strip.chosen) as said:
        qtbot.keyClick(menu, Qt.Key.Key_Down)
        qtbot.keyClick(menu, Qt.Key.Key_Return)
    assert said.args == [hidden[0].id]
    strip.show_views(views(9), hidden[0].id)
    assert hidden[0] in [button.view for button in on_screen(strip)]


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_names_in_the_menu_are_no_keys(strip: ViewStrip, holder: QWidget, qtbot: QtBot) -> None:
    strip.show_views([PageView("a", "All"), PageView("b", "R&D tickets"), PageView("c", "AT&T " * 9)], "a")
    laid_out(strip, holder, 130)
    qtbot.mouseClick(more(strip), LEFT)
    qtbot.waitUntil(lambda: strip.findChild(QMenu).isVisible())
    menu = strip.findChild(QMenu)
    assert menu is not None and menu.actions()[0].text() == "R&&D tickets"
    qtbot.keyClick(menu, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: strip.findChild(QMenu) is None)


def test_a_click_and_a_key_choose_a_view(strip: ViewStrip, qtbot: QtBot) -> None:
    strip.show_views(views(3), "v0")
    qtbot.waitUntil(lambda: len(on_screen(strip)) == 3)
    with qtbot.waitSignal(strip.chosen) as said:
        qtbot.mouseClick(strip.views[2], LEFT)
    assert said.args == ["v2"]
    strip.views[1].setFocus()
    with qtbot.waitSignal(strip.chosen) as said:
        qtbot.keyClick(strip.views[1], Qt.Key.Key_Space)
    assert said.args == ["v1"]


def test_tab_walks_over_what_is_on_screen_alone(strip: ViewStrip, holder: QWidget, qtbot: QtBot) -> None:
    strip.show_views(views(9), "v0")
    laid_out(strip, holder, 320)
    first = on_screen(strip)[0]
    first.setFocus()
    seen = [first]
    for _ in range(len(on_screen(strip)) - 1):
        qtbot.keyClick(holder.focusWidget(), Qt.Key.Key_Tab)
        seen.append(holder.focusWidget())  # type: ignore[arg-type]
    assert set(seen) == set(on_screen(strip))


def test_the_same_views_again_keep_their_buttons_and_the_focus(strip: ViewStrip, qtbot: QtBot) -> None:
    strip.show_views(views(3), "v0")
    qtbot.waitUntil(lambda: len(on_screen(strip)) == 3)
    before = strip.views
    before[1].setFocus()
    strip.show_views(views(3), "v1")
    assert strip.views == before and before[1].hasFocus()
    assert [button.isChecked() for button in before] == [False, True, False]
    strip.show_views(views(3), "")
    assert not any(button.isChecked() for button in before)


def test_more_room_brings_them_back(strip: ViewStrip, holder: QWidget) -> None:
    strip.show_views(views(6), "v0")
    laid_out(strip, holder, 260)
    few = len(on_screen(strip))
    laid_out(strip, holder, 1_400)
    assert len(on_screen(strip)) == 6 > few and not more(strip).isVisible()


def test_a_very_long_name_is_cut_and_told_whole(strip: ViewStrip, qtbot: QtBot) -> None:
    long, short = views(4, long=True)[3], views(1)[0]
    strip.show_views([long, short], "")
    qtbot.waitUntil(lambda: len(on_screen(strip)) == 2)
    button = strip.views[0]
    assert button.width() < 330 and button.toolTip() == long.name
    assert strip.views[1].toolTip() == ""
    assert button.accessibleName().startswith(long.name)


def test_no_views_need_no_room(strip: ViewStrip, holder: QWidget) -> None:
    strip.show_views(views(5), "v0")
    strip.show_views([], "")
    laid_out(strip, holder, 700)
    assert strip.width() == 0 and on_screen(strip) == [] and not more(strip).isVisible()
