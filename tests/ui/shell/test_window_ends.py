"""The window where things go wrong: pages that cannot be built, bugs that repeat, panes that are hidden."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from itdesk.core.errors import DeskError
from itdesk.ui.kit.command import Command
from itdesk.ui.kit.error_box import ErrorBox
from itdesk.ui.kit.messages import Messages
from itdesk.ui.kit.tasks import Tasks
from itdesk.ui.kit.theme import Mode, ThemeManager
from itdesk.ui.shell.page import Badge, Page, PageEntry
from itdesk.ui.shell.window import MainWindow
from itdesk.ui.start import application

LEFT, CONTROL = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier


class Panes(Page):
    """A page of three panes, of which any may be away, and of commands that change."""

    id = "panes"

    def __init__(self) -> None:
        super().__init__()
        self.log: list[str] = []
        self.left, self.middle, self.right = (QLineEdit(self) for _ in range(3))
        self.shown = QPlainTextEdit("read only", self)
        self.shown.setReadOnly(True)
        self.extra: list[Command] = []
        row = QHBoxLayout(self)
        for widget in (self.left, self.middle, self.right, self.shown):
            row.addWidget(widget)

    def title(self) -> str:
        return "Panes & more"

    def panes(self) -> Sequence[QWidget]:
        return (self.left, self.middle, self.right)

    def commands(self) -> Sequence[Command]:
        return (Command("remove", "Remove", self.remove, "Del"), *self.extra)

    def remove(self) -> None:
        self.log.append("remove")

    def activate(self) -> None:
        self.log.append("activate")

    def deactivate(self) -> None:
        self.log.append("deactivate")

    def show_record(self, kind: str, record_id: int) -> bool:
        self.log.append(f"{kind} {record_id}")
        return True


class Broken:
    """Builds a page at the second try."""

    def __init__(self) -> None:
        self.tries = 0

    def build(self) -> Page:
        self.tries += 1
        if self.tries == 1:
            raise RuntimeError("this page cannot be built")
        return Page()


@pytest.fixture
def broken() -> Broken:
    return Broken()


@pytest.fixture
def messages(qtbot: QtBot) -> Messages:
    numbers = iter(range(1_000))
    return Messages(lambda _error: f"/reports/crash-{next(numbers)}.txt")


@pytest.fixture
def window(qtbot: QtBot, broken: Broken, messages: Messages) -> Iterator[MainWindow]:
    look = ThemeManager(application(), Mode.LIGHT)
    entries = [
        PageEntry("panes", "Panes", "inbox", Panes, "a", ("ticket",)),
        PageEntry("broken", "Broken", "monitor", broken.build, "b", ("asset",)),
    ]
    tasks = Tasks()
    made = MainWindow(entries, messages, tasks)
    made.commands.set_own(made.own_commands())
    made.resize(1_440, 900)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.show_page("panes")
    yield made
    for box in made.findChildren(ErrorBox):
        box.close()
    made.close()
    tasks.stop()
    made.deleteLater()
    look.deleteLater()
    qtbot.wait(0)


@pytest.fixture
def page(window: MainWindow) -> Panes:
    assert isinstance(window.page, Panes)
    return window.page


def boxes(window: MainWindow) -> list[ErrorBox]:
    return [box for box in window.findChildren(ErrorBox) if box.isVisible()]


# --- pages ----------------------------------------------------------------------------------------------
def test_a_page_that_cannot_be_built_leaves_the_one_in_front_as_it_was(
    window: MainWindow, page: Panes, broken: Broken, qtbot: QtBot
) -> None:
    with qtbot.captureExceptions() as raised:
        qtbot.mouseClick(window.rail.button("broken"), LEFT)
    assert [str(error) for _kind, error, _trace in raised] == ["this page cannot be built"]
    assert window.page is page and page.isVisible() and page.log == ["activate"]
    assert [window.rail.button(name).isChecked() for name in window.rail.order] == [True, False]
    assert window.windowTitle().startswith("Panes & more")


def test_it_is_built_at_the_next_try(window: MainWindow, page: Panes, broken: Broken, qtbot: QtBot) -> None:
    with qtbot.captureExceptions():
        qtbot.keyClick(window, Qt.Key.Key_2, CONTROL)
    qtbot.keyClick(window, Qt.Key.Key_2, CONTROL)
    assert broken.tries == 2 and window.page is not page
    assert page.log == ["activate", "deactivate"]


@pytest.mark.parametrize("name", ["", "nowhere", "PANES"])
def test_a_page_that_does_not_exist_changes_nothing(window: MainWindow, page: Panes, name: str) -> None:
    assert not window.show_page(name, "status:open")
    assert window.page is page and page.log == ["activate"]


@pytest.mark.parametrize("record", [None, "7", 7.0, object()])
def test_a_record_without_a_number_is_not_looked_for(window: MainWindow, page: Panes, record: object) -> None:
    assert not window.open_record("ticket", record)
    assert page.log == ["activate"]


def test_the_same_page_again_is_not_left_and_entered(window: MainWindow, page: Panes) -> None:
    assert window.show_page("panes") and window.open_record("ticket", 3)
    assert page.log == ["activate", "ticket 3"]


# --- messages -------------------------------------------------------------------------------------------
def test_a_bug_that_repeats_itself_opens_one_box(
    window: MainWindow, messages: Messages, qtbot: QtBot
) -> None:
    for _ in range(20):
        messages.bug(ValueError("each second"))
    assert len(boxes(window)) == 1
    messages.bug(ValueError("another"))
    assert len(boxes(window)) == 2, "another bug is another box"
    for box in boxes(window):
        box.close()
    messages.bug(ValueError("each second"))
    assert len(boxes(window)) == 1, "it was closed and happens again"


def test_two_known_errors_with_the_same_head_are_both_told(window: MainWindow, messages: Messages) -> None:
    messages.known_error("Not saved.", DeskError("desk.full"))
    messages.known_error("Not saved.", DeskError("desk.locked"))
    messages.known_error("Not saved.", DeskError("desk.locked"))
    assert len(boxes(window)) == 2


def test_a_banners_cause_that_is_said_anew_has_its_new_words(window: MainWindow, messages: Messages) -> None:
    messages.banner("lost", "crit", "The desk does not answer.")
    messages.banner("old", "warn", "The backup is old.")
    messages.banner("lost", "crit", "The desk still does not answer.")
    messages.clear("old")
    assert window.banner.accessibleName() == "The desk still does not answer."
    messages.clear("nobody said this")
    messages.clear("lost")
    assert not window.banner.isVisible()


@pytest.mark.parametrize("width", [900, 1_100, 1_440])
def test_no_message_makes_the_window_wider(
    window: MainWindow, messages: Messages, width: int, qtbot: QtBot
) -> None:
    window.resize(width, 600)
    messages.banner("lost", "crit", "The desk at /very/long/path " * 20, "does not answer " * 20)
    messages.warn("a value " * 900)
    qtbot.waitUntil(lambda: window.banner.isVisible() and window.toast.isVisible())
    assert window.width() == width
    corner = window.toast.mapTo(window, window.toast.rect().topLeft())
    assert window.rect().contains(window.toast.rect().translated(corner))
    assert window.banner.width() <= width - window.rail.width()


# --- keys -----------------------------------------------------------------------------------------------
def walk(window: MainWindow, qtbot: QtBot, steps: int) -> list[QWidget | None]:
    seen: list[QWidget | None] = []
    for _ in range(steps):
        qtbot.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_F6)
        seen.append(QApplication.focusWidget())
    return seen


def test_f6_goes_round_all_panes(window: MainWindow, page: Panes, qtbot: QtBot) -> None:
    page.left.setFocus()
    round_ = [page.middle, page.right, window.top.search, window.rail.button("panes"), page.left]
    assert walk(window, qtbot, 5) == round_


@pytest.mark.parametrize("away", [{"middle"}, {"left"}, {"middle", "right"}, {"left", "middle", "right"}])
def test_f6_passes_over_panes_that_are_away(
    window: MainWindow, page: Panes, qtbot: QtBot, away: set[str]
) -> None:
    for name in away:
        getattr(page, name).hide()
    window.top.search.setFocus()
    left = [
        pane for name in ("left", "middle", "right") if name not in away for pane in [getattr(page, name)]
    ]
    expected = [window.rail.button("panes"), *left, window.top.search]
    assert walk(window, qtbot, len(expected)) == expected


def test_a_pane_that_takes_no_input_is_passed_over_too(window: MainWindow, page: Panes, qtbot: QtBot) -> None:
    page.middle.setEnabled(False)
    page.left.setFocus()
    assert walk(window, qtbot, 1) == [page.right]


def test_commands_that_change_meanwhile_take_no_key_from_who_reads_and_selects(
    window: MainWindow, page: Panes, qtbot: QtBot
) -> None:
    page.shown.setFocus()
    qtbot.keyClick(page.shown, Qt.Key.Key_Delete)
    assert "remove" not in page.log
    page.extra = [Command("more", "More", page.remove, "Ctrl+M")]
    page.chrome_changed.emit()
    qtbot.keyClick(page.shown, Qt.Key.Key_Delete)
    assert "remove" not in page.log, "a record would be gone"
    qtbot.keyClick(page.shown, Qt.Key.Key_M, CONTROL)
    assert page.log.count("remove") == 1
    window.top.search.setFocus()
    qtbot.keyClick(window.top.search, Qt.Key.Key_Delete)
    assert page.log.count("remove") == 2


# --- badges in a folded rail ----------------------------------------------------------------------------
def test_the_rail_is_folded_and_unfolded_by_key_against_the_width(window: MainWindow, qtbot: QtBot) -> None:
    wide = window.rail.width()
    qtbot.keyClick(window, Qt.Key.Key_B, CONTROL)
    assert window.rail.width() < wide
    window.resize(1_900, 900)
    assert window.rail.width() < wide, "what a person chose stays"
    qtbot.keyClick(window, Qt.Key.Key_B, CONTROL)
    window.resize(1_000, 700)
    assert window.rail.width() == wide


def test_a_badge_of_no_page_is_nobodys(window: MainWindow) -> None:
    window.set_badge("nowhere", Badge(3))
    window.set_badge("panes", Badge(3, "crit"))
    assert [window.rail.button(name).badge.count for name in window.rail.order] == [3, 0]
