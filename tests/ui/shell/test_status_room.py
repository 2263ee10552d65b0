"""The line at the foot and the bar at the top in little room: long names give way, buttons never do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QProgressBar, QWidget
from pytestqt.qtbot import QtBot

from itdesk.ui.kit.buttons import Button
from itdesk.ui.kit.command import Command
from itdesk.ui.kit.state_glyph import StateMark
from itdesk.ui.kit.tasks import Progress, Tasks
from itdesk.ui.shell.page import Page, PageView, Trail
from itdesk.ui.shell.status_bar import Fact, StatusBar
from itdesk.ui.shell.top_bar import TopBar

LONG = "Büro Lindner & Partner 東京事務所 <b>2026</b> " * 9
LEFT = Qt.MouseButton.LeftButton

pytestmark = pytest.mark.usefixtures("look")


class Held:
    """Work that goes on until it is let go, and tells what it is told to."""

    def __init__(self, *steps: tuple[float, float, str]) -> None:
        self.steps, self.over = steps, Event()

    def __call__(self, progress: Progress) -> None:
        for done, total, note in self.steps:
            progress(done, total, note)
        assert self.over.wait(30)


def nothing(_result: object) -> None:
    """Nobody waits for the result."""


def within(inner: QWidget, outer: QWidget) -> bool:
    return outer.rect().contains(inner.rect().translated(inner.mapTo(outer, inner.rect().topLeft())))


# --- the line at the foot -------------------------------------------------------------------------------
@pytest.fixture
def status(qtbot: QtBot) -> StatusBar:
    made = StatusBar()
    qtbot.addWidget(made)
    made.resize(844, 28)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def tasks(status: StatusBar) -> Iterator[Tasks]:
    made = Tasks()
    made.announced.connect(status.show_task)
    yield made
    made.stop()
    made.deleteLater()


def words(bar: QWidget) -> list[str]:
    return [label.text() for label in bar.findChildren(QLabel) if label.isVisible() and label.text()]


def test_a_long_name_of_a_desk_leaves_room_for_the_work_and_its_cancel(
    status: StatusBar, tasks: Tasks, qtbot: QtBot
) -> None:
    held = Held((1, 4, "row 1 of 4"))
    status.set_facts([Fact("Monitor running", state="ok"), Fact(LONG, "database", hint=LONG)])
    tasks.read(f"Exporting to {LONG}", held, nothing)
    cancel = next(button for button in status.findChildren(Button))
    qtbot.waitUntil(cancel.isVisible)
    assert status.width() == 844 and status.minimumSizeHint().width() <= 844
    for widget in (cancel, status.findChild(QProgressBar)):
        assert widget is not None and within(widget, status)
    assert all(within(label, status) for label in status.findChildren(QLabel) if label.isVisible())
    held.over.set()
    qtbot.waitUntil(lambda: not cancel.isVisible())


def test_a_fact_says_more_where_it_is_pointed_at(status: StatusBar, qtbot: QtBot) -> None:
    status.set_facts([Fact("office.db", "database", hint="/srv/<b>desks</b>/office.db"), Fact("plain")])
    qtbot.waitUntil(lambda: words(status) == ["office.db", "plain"])
    tips = [w.toolTip() for w in status.findChildren(QWidget) if w.toolTip()]
    assert tips == ["<qt>/srv/&lt;b&gt;desks&lt;/b&gt;/office.db</qt>"]


def test_a_state_is_a_shape_with_a_name(status: StatusBar, qtbot: QtBot) -> None:
    status.set_facts([Fact("2 down", state="crit"), Fact("office.db", "database")])
    qtbot.waitUntil(lambda: words(status) == ["2 down", "office.db"])
    assert [mark.accessibleName() for mark in status.findChildren(StateMark)] == ["2 down"]


@pytest.mark.parametrize(
    ("step", "shown"),
    [
        ((1, 2, ""), "50 %"),
        ((5, 2, ""), "100 %"),
        ((1, 0, ""), ""),
        ((0, 7, "x"), ""),
        ((1, 300, ""), ""),
        ((1, 150, ""), "1 %"),
    ],
    ids=["half", "more than all", "of nothing", "not begun", "hardly begun", "begun"],
)
def test_a_share_is_said_as_far_as_it_is_known(
    status: StatusBar, tasks: Tasks, qtbot: QtBot, step: tuple[float, float, str], shown: str
) -> None:
    held = Held(step)
    tasks.read("Verifying", held, nothing)
    expected = ["Verifying", *([shown] if shown else [])]
    qtbot.waitUntil(lambda: words(status) == expected)
    held.over.set()
    qtbot.waitUntil(lambda: words(status) == [])


def test_what_it_is_at_is_told_beside_the_pointer(status: StatusBar, tasks: Tasks, qtbot: QtBot) -> None:
    held = Held((1, 2, "assets <b>3</b>"))
    tasks.read("Importing", held, nothing)
    qtbot.waitUntil(lambda: words(status) == ["Importing", "50 %"])
    bar = status.findChild(QProgressBar)
    assert bar is not None and bar.toolTip() == "<qt>assets &lt;b&gt;3&lt;/b&gt;</qt>"
    held.over.set()
    qtbot.waitUntil(lambda: words(status) == [])


def test_work_that_cannot_be_stopped_offers_no_cancel(status: StatusBar, tasks: Tasks, qtbot: QtBot) -> None:
    held = Held()
    task = tasks.write("Undoing", held, nothing)
    task.can_cancel = False
    qtbot.waitUntil(lambda: words(status) == ["Undoing"])
    assert not any(button.isVisible() for button in status.findChildren(Button))
    held.over.set()
    qtbot.waitUntil(lambda: words(status) == [])


# --- the bar at the top ---------------------------------------------------------------------------------
class Wide(Page):
    """A page with much to say."""

    id = "wide"

    def __init__(self) -> None:
        super().__init__()
        self.way: Trail | None = None
        self.name, self.count = "Tickets", 3

    def title(self) -> str:
        return self.name

    def views(self) -> Sequence[PageView]:
        return [PageView(f"v{n}", f"Waiting for supplier {n}", "", 1_204) for n in range(self.count)]

    def trail(self) -> Trail | None:
        return self.way

    def tools(self) -> Sequence[Command]:
        return [Command("print", "Print…", self.step), Command("columns", "Columns", self.step)]

    def primary_action(self) -> Command | None:
        return Command("new", "New ticket", self.step)

    def step(self) -> None:
        """Goes nowhere."""


@pytest.fixture
def top(qtbot: QtBot) -> TopBar:
    made = TopBar()
    qtbot.addWidget(made)
    made.set_narrow(True)
    made.resize(696, 52)
    made.show()
    qtbot.waitExposed(made)
    return made


def named(top: TopBar, name: str) -> QAbstractButton:
    found = [button for button in top.findChildren(QAbstractButton) if button.isVisible()]
    return {button.accessibleName(): button for button in found}[name]


@pytest.mark.parametrize("count", [0, 3, 30])
def test_any_number_of_views_leaves_the_buttons_whole(top: TopBar, qtbot: QtBot, count: int) -> None:
    page = Wide()
    qtbot.addWidget(page)
    page.count = count
    top.write_page(page)
    qtbot.waitUntil(lambda: named(top, "New ticket").width() > 60 and named(top, "Columns").width() > 40)
    assert top.width() == 696 and top.minimumSizeHint().width() <= 696
    for name in ("New ticket", "Print…", "Columns"):
        button = named(top, name)
        assert within(button, top) and button.width() >= button.sizeHint().width()


def test_a_long_name_of_a_record_leaves_room_for_next_and_back(top: TopBar, qtbot: QtBot) -> None:
    page = Wide()
    qtbot.addWidget(page)
    page.way = Trail("Tickets", f"#7 {LONG}", 312, 1_000_000, page.step, page.step, page.step)
    top.write_page(page)
    qtbot.waitUntil(lambda: named(top, "Next").width() >= 30)
    assert top.width() == 696 and top.minimumSizeHint().width() <= 696
    for name in ("Tickets", "Previous", "Next", "New ticket"):
        assert within(named(top, name), top), name
    assert "312 of 1,000,000" in words(top)
    title = next(label for label in top.findChildren(QLabel) if label.text() == top.title_text())
    assert LONG.strip() in title.text() and title.toolTip() != ""


def test_a_title_that_fits_is_written_whole(top: TopBar, qtbot: QtBot) -> None:
    page = Wide()
    qtbot.addWidget(page)
    page.count = 1
    top.write_page(page)
    title = next(label for label in top.findChildren(QLabel) if label.text() == "Tickets")
    qtbot.waitUntil(lambda: title.width() >= title.fontMetrics().horizontalAdvance("Tickets"))
    assert title.toolTip() == ""


def test_the_search_gives_way_in_a_narrow_window_and_comes_back(top: TopBar, qtbot: QtBot) -> None:
    page = Wide()
    qtbot.addWidget(page)
    top.write_page(page)
    narrow = top.search.sizeHint().width()
    with qtbot.waitSignal(top.search_asked):
        qtbot.mouseClick(top.search, LEFT)
    top.set_narrow(False)
    assert top.search.sizeHint().width() > narrow * 3
    assert top.search.accessibleName() == "Search or run a command"
