"""Tabs by keys and clicks, labels that give way, and tooltips that show text as it is."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from itdesk.ui.kit.tabs import TabBar, TabButton, Tabs
from itdesk.ui.kit.text import ElidedLabel, Label, NameLabel, plain_tooltip

LEFT, KEY = Qt.MouseButton.LeftButton, Qt.Key
THREE = [("facts", "Overview", None), ("files", "Files", 3), ("history", "History", 1_204)]
Shown = Callable[[QWidget], QWidget]


@pytest.fixture
def bar(shown: Shown, qtbot: QtBot) -> TabBar:
    made = TabBar()
    made.set_tabs(THREE)
    shown(made)
    qtbot.waitUntil(made.isActiveWindow)
    return made


def buttons(bar: TabBar) -> list[TabButton]:
    return [button for button in bar.findChildren(TabButton) if button.isVisible()]


def test_the_first_is_chosen_and_each_is_named_with_its_count(bar: TabBar) -> None:
    assert bar.current() == "facts"
    assert [button.accessibleName() for button in buttons(bar)] == ["Overview", "Files 3", "History 1,204"]


def test_a_click_chooses_one_alone(bar: TabBar, qtbot: QtBot) -> None:
    with qtbot.waitSignal(bar.chosen) as chosen:
        qtbot.mouseClick(buttons(bar)[1], LEFT)
    assert chosen.args == ["files"] and bar.current() == "files"
    assert [button.isChecked() for button in buttons(bar)] == [False, True, False]


@pytest.mark.parametrize(
    ("keys", "there"),
    [([KEY.Key_Right], "files"), ([KEY.Key_Right] * 3, "facts"), ([KEY.Key_Left], "history"),
     ([KEY.Key_Right, KEY.Key_Right, KEY.Key_Left], "files"), ([KEY.Key_Up, KEY.Key_A], "facts")],
)  # fmt: skip
def test_arrows_go_round(bar: TabBar, qtbot: QtBot, keys: list[Qt.Key], there: str) -> None:
    buttons(bar)[0].setFocus()
    for key in keys:
        qtbot.keyClick(bar.focusWidget(), key)
    assert bar.current() == there


def test_a_new_count_is_told_and_makes_room(bar: TabBar) -> None:
    files = buttons(bar)[1]
    before = files.sizeHint().width()
    bar.set_count("files", 1_000_000)
    assert files.accessibleName() == "Files 1,000,000" and files.sizeHint().width() > before
    bar.set_count("files", None)
    assert files.accessibleName() == "Files" and files.sizeHint().width() < before
    bar.set_count("elsewhere", 7)


def test_other_tabs_take_the_place_of_these(bar: TabBar, qtbot: QtBot) -> None:
    bar.set_tabs([("a", "A", None), ("b", "B", None)], "b")
    qtbot.waitUntil(lambda: [button.tab_id for button in buttons(bar)] == ["a", "b"])
    assert bar.current() == "b"
    bar.set_tabs([])
    qtbot.waitUntil(lambda: buttons(bar) == [])
    assert bar.current() == ""


def test_a_tab_shows_its_page_and_one_more_does_not_move_it(shown: Shown, qtbot: QtBot) -> None:
    tabs = Tabs()
    pages = {name: QLabel(name) for name in ("facts", "files", "late")}
    tabs.add_tab("facts", "Overview", pages["facts"])
    tabs.add_tab("files", "Files", pages["files"], 2)
    shown(tabs)
    tabs.bar.choose("files")
    assert pages["files"].isVisible() and not pages["facts"].isVisible()
    tabs.add_tab("late", "Parts", pages["late"])
    assert tabs.bar.current() == "files" and pages["files"].isVisible()
    late = next(button for button in tabs.findChildren(TabButton) if button.tab_id == "late")
    qtbot.waitUntil(late.isVisible)
    qtbot.mouseClick(late, LEFT)
    assert pages["late"].isVisible() and not pages["files"].isVisible()


# --- labels -----------------------------------------------------------------------------------
HOSTILE = [
    "<b>bold</b>", "<img src='file:///etc/passwd'>", "a < b & c > d", "<script>alert(1)</script>",
    "line one\nline two", "\u202egnp.exe", "東京都千代田区永田町一丁目七番一号", "🦊 & 🐈",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("kind", [Label, ElidedLabel, NameLabel])
def test_text_is_shown_as_it_is(shown: Shown, kind: type[Label], text: str) -> None:
    label = shown(kind(text))
    assert isinstance(label, Label)
    assert label.textFormat() is Qt.TextFormat.PlainText and label.text() == text


@pytest.mark.parametrize("text", HOSTILE)
def test_a_tooltip_is_never_markup(text: str) -> None:
    told = plain_tooltip(text)
    if "<" in text:
        assert told.startswith("<qt>") and told.endswith("</qt>")
        inner = told.removeprefix("<qt>").removesuffix("</qt>").replace("<br>", "\n")
        assert "<" not in inner and ">" not in inner
        assert inner.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") == text
    else:
        assert told == text


def test_what_does_not_fit_is_told_in_full_beside_the_pointer(shown: Shown, qtbot: QtBot) -> None:
    label = ElidedLabel("Kyocera ECOSYS M5521cdw in the corridor of the second floor")
    shown(label)
    label.resize(80, 20)
    qtbot.waitUntil(lambda: label.toolTip() == label.text())
    label.resize(900, 20)
    qtbot.waitUntil(lambda: label.toolTip() == "")
    label.setText("x" * 3_000)
    assert label.toolTip() == "x" * 3_000
    assert label.minimumSizeHint().width() <= 24


def test_a_name_takes_the_room_it_needs_and_no_more(shown: Shown) -> None:
    label = shown(NameLabel("NB-0114"))
    needed = label.fontMetrics().horizontalAdvance("NB-0114")
    assert needed <= label.sizeHint().width() <= needed + 12


@pytest.mark.parametrize("ink", ["crit_fg", "text2", "ok_fg"])
def test_another_ink_is_another_colour(shown: Shown, ink: str) -> None:
    label = Label("State")
    shown(label)
    before = label.palette().color(label.foregroundRole()).name()
    label.set_ink(ink)
    assert label.palette().color(label.foregroundRole()).name() != before
