"""The top bar and the rail: what a page tells them is shown, and each press says what was meant."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from itdesk.ui.kit.buttons import Button
from itdesk.ui.kit.command import Command
from itdesk.ui.kit.theme import Mode, ThemeManager
from itdesk.ui.shell.page import Badge, Page, PageEntry, PageView, Trail
from itdesk.ui.shell.rail import Rail
from itdesk.ui.shell.top_bar import TopBar
from itdesk.ui.start import application

LEFT = Qt.MouseButton.LeftButton
VIEWS = [PageView("open", "Open", "status:open", 12), PageView("mine", "R&D <b>mine</b>", "assignee:me"),
         PageView("all", "All", "", 1_000_000)]  # fmt: skip


class Sheet(Page):
    """A page that says what it is told to say."""

    id = "sheet"

    def __init__(self) -> None:
        super().__init__()
        self.ran: list[str] = []
        self.can, self.way, self.chosen = True, None, "open"
        self.offered: list[Command] = [
            Command("print", "Print…", self.print_it, icon="printer", enabled=self.may),
            Command("help", "Help", self.help),
        ]  # fmt: skip
        self.way: Trail | None = None

    def title(self) -> str:
        return "Tickets & more"

    def views(self) -> Sequence[PageView]:
        return VIEWS

    def current_view(self) -> str:
        return self.chosen

    def trail(self) -> Trail | None:
        return self.way

    def tools(self) -> Sequence[Command]:
        return tuple(self.offered)

    def primary_action(self) -> Command | None:
        return Command("new", "New ticket", self.new, "Ctrl+N", "plus") if self.can else None

    def may(self) -> bool:
        return self.can

    def print_it(self) -> None:
        self.ran.append("print")

    def help(self) -> None:
        self.ran.append("help")

    def new(self) -> None:
        self.ran.append("new")

    def back(self) -> None:
        self.ran.append("back")

    def following(self) -> None:
        self.ran.append("next")


@pytest.fixture
def shown(qtbot: QtBot) -> Iterator[Callable[[QWidget], None]]:
    look = ThemeManager(application(), Mode.LIGHT)

    def show(widget: QWidget) -> None:
        qtbot.addWidget(widget)
        widget.show()
        qtbot.waitExposed(widget)

    yield show
    look.deleteLater()


@pytest.fixture
def bar(shown: Callable[[QWidget], None]) -> TopBar:
    made = TopBar()
    made.resize(1_200, 52)
    shown(made)
    return made


@pytest.fixture
def sheet(qtbot: QtBot) -> Sheet:
    made = Sheet()
    qtbot.addWidget(made)
    return made


def button(bar: QWidget, name: str) -> QAbstractButton:
    """The one button on screen with this name; LookupError while there is none."""
    found = [b for b in bar.findChildren(QAbstractButton) if b.isVisible()]
    return {b.accessibleName(): b for b in found}[name]


def test_a_page_shows_its_title_views_tools_and_one_primary_button(
    bar: TopBar, sheet: Sheet, qtbot: QtBot
) -> None:
    bar.write_page(sheet)
    qtbot.waitUntil(lambda: button(bar, "Print…").isEnabled())
    assert bar.title_text() == "Tickets & more"
    assert [view.view.name for view in bar.views] == [view.name for view in VIEWS]
    assert [view.isChecked() for view in bar.views] == [True, False, False]
    for name in ("New ticket", "Print…", "Help"):
        qtbot.mouseClick(button(bar, name), LEFT)
    assert sheet.ran == ["new", "print", "help"]


def test_a_view_is_chosen_by_a_click(bar: TopBar, sheet: Sheet, qtbot: QtBot) -> None:
    bar.write_page(sheet)
    qtbot.waitUntil(bar.views[1].isVisible)
    with qtbot.waitSignal(bar.view_chosen) as chosen:
        qtbot.mouseClick(bar.views[1], LEFT)
    assert chosen.args == ["mine"]
    sheet.chosen = "mine"
    bar.write_page(sheet)
    assert [view.isChecked() for view in bar.views] == [False, True, False]


def test_the_same_tools_again_keep_their_buttons_and_the_focus(
    bar: TopBar, sheet: Sheet, qtbot: QtBot
) -> None:
    bar.write_page(sheet)
    qtbot.waitUntil(lambda: button(bar, "Help").isEnabled())
    tool = button(bar, "Help")
    bar.activateWindow()
    qtbot.waitUntil(bar.isActiveWindow)
    tool.setFocus()
    sheet.can = False
    bar.write_page(sheet)
    assert button(bar, "Help") is tool and tool.hasFocus()
    assert not button(bar, "Print…").isEnabled()
    assert not bar.primary.isVisible()
    qtbot.keyClick(tool, Qt.Key.Key_Space)
    assert sheet.ran == ["help"]


def test_other_tools_take_their_place(bar: TopBar, sheet: Sheet, qtbot: QtBot) -> None:
    bar.write_page(sheet)
    sheet.offered = [Command("verify", "Verify", sheet.help)]
    bar.write_page(sheet)
    qtbot.waitUntil(lambda: button(bar, "Verify").isVisible())
    names = [b.accessibleName() for b in bar.findChildren(Button) if b.isVisible()]
    assert "Help" not in names and "Print…" not in names


def test_a_record_that_fills_the_page_has_a_trail(bar: TopBar, sheet: Sheet, qtbot: QtBot) -> None:
    sheet.way = Trail("Tickets", "#7 <i>Jam</i>", 3, 1_204, sheet.back, None, sheet.following)
    bar.write_page(sheet)
    assert bar.title_text() == "/ #7 <i>Jam</i>" and bar.views == ()
    words = [label.text() for label in bar.findChildren(QLabel) if label.isVisible()]
    assert "3 of 1,204" in words
    assert not button(bar, "Previous").isEnabled()
    qtbot.mouseClick(button(bar, "Next"), LEFT)
    qtbot.mouseClick(button(bar, "Tickets"), LEFT)
    assert sheet.ran == ["next", "back"]
    sheet.way = None
    bar.write_page(sheet)
    assert bar.title_text() == "Tickets & more" and len(bar.views) == 3


# --- the rail ---------------------------------------------------------------------------------
def nothing() -> Page:
    raise AssertionError("no page is built here")


ENTRIES = [
    PageEntry("overview", "Overview", "layout-dashboard", nothing, "desk"),
    PageEntry("tickets", "Tickets", "inbox", nothing, "desk"),
    PageEntry("network", "Network", "network", nothing, "watch"),
    PageEntry("settings", "Settings", "settings", nothing, "foot"),
]


@pytest.fixture
def rail(shown: Callable[[QWidget], None], qtbot: QtBot) -> Rail:
    made = Rail(ENTRIES)
    made.resize(204, 700)
    shown(made)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.mark.parametrize(
    ("keys", "there"),
    [([Qt.Key.Key_Down], "tickets"), ([Qt.Key.Key_Down] * 4, "overview"), ([Qt.Key.Key_Up], "settings"),
     ([Qt.Key.Key_Down, Qt.Key.Key_Up], "overview")],
)  # fmt: skip
def test_arrows_walk_round_and_enter_goes_there(
    rail: Rail, qtbot: QtBot, keys: list[Qt.Key], there: str
) -> None:
    first = rail.button("overview")
    assert first is not None
    first.setFocus()
    for key in keys:
        qtbot.keyClick(rail.focusWidget(), key)
    with qtbot.waitSignal(rail.chosen) as chosen:
        qtbot.keyClick(rail.focusWidget(), Qt.Key.Key_Return)
    assert chosen.args == [there]


def test_a_click_says_the_page_and_the_current_one_is_marked_alone(rail: Rail, qtbot: QtBot) -> None:
    network = rail.button("network")
    assert network is not None
    with qtbot.waitSignal(rail.chosen) as chosen:
        qtbot.mouseClick(network, LEFT)
    assert chosen.args == ["network"]
    rail.set_current("tickets")
    assert [name for name in rail.order if rail.button(name).isChecked()] == ["tickets"]


def test_settings_stand_at_the_foot(rail: Rail) -> None:
    heights = [rail.button(name).y() for name in rail.order]
    assert heights == sorted(heights)
    assert heights[3] - heights[2] > 200


def test_folded_it_is_narrow_and_still_says_everything_to_readers(rail: Rail) -> None:
    rail.set_badge("tickets", Badge(12, "warn"))
    wide = rail.width()
    rail.set_collapsed(True)
    assert rail.width() < wide / 2
    tickets = rail.button("tickets")
    assert tickets is not None and "12" in tickets.accessibleName() and "Tickets" in tickets.toolTip()
    rail.set_collapsed(False)
    assert rail.width() == wide
    rail.set_badge("nowhere", Badge(1))


def test_whose_desk_it_is_stands_there_as_it_is(rail: Rail, qtbot: QtBot) -> None:
    rail.set_identity("Lindner & <b>Partner</b>", "山田 太郎", "")
    words = [label.text() for label in rail.findChildren(QLabel) if label.isVisible()]
    assert {"Lindner & <b>Partner</b>", "山田 太郎"} <= set(words)
    with qtbot.waitSignal(rail.desk_asked):
        qtbot.mouseClick(button(rail, "Open another desk"), LEFT)
    with qtbot.waitSignal(rail.collapse_asked):
        qtbot.mouseClick(button(rail, "Collapse"), LEFT)
