"""The window without a desk: sections, keys, messages, width, and a page that will not be left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout
from pytestqt.qtbot import QtBot

from itdesk.ui.kit.command import Command
from itdesk.ui.kit.error_box import ErrorBox
from itdesk.ui.kit.messages import Messages
from itdesk.ui.kit.tasks import Tasks
from itdesk.ui.shell.page import Badge, Page, PageEntry, PageView, Trail
from itdesk.ui.shell.window import MainWindow
from itdesk.ui.start import application

CONTROL = Qt.KeyboardModifier.ControlModifier


class PlainPage(Page):
    """A page that writes down what was asked of it."""

    def __init__(self, page_id: str) -> None:
        super().__init__()
        self.id = page_id  # type: ignore[misc]
        self.log: list[str] = []
        self.leavable = True
        self.shown_trail: Trail | None = None
        self.field = QLineEdit(self)
        QVBoxLayout(self).addWidget(self.field)

    def title(self) -> str:
        return self.id.title()

    def views(self) -> Sequence[PageView]:
        return (PageView("open", "Open", "status:open", 1204), PageView("all", "All"))

    def choose_view(self, view_id: str) -> None:
        self.log.append(f"view {view_id}")

    def trail(self) -> Trail | None:
        return self.shown_trail

    def primary_action(self) -> Command | None:
        return Command("new", f"New {self.id}", self.make, "Ctrl+N")

    def make(self) -> None:
        self.log.append("new")

    def commands(self) -> Sequence[Command]:
        return (Command("remove", "Remove", self.remove, "Del"),)

    def remove(self) -> None:
        self.log.append("remove")

    def activate(self) -> None:
        self.log.append("activate")

    def deactivate(self) -> None:
        self.log.append("deactivate")

    def shut_down(self) -> None:
        self.log.append("shut down")

    def may_leave(self) -> bool:
        return self.leavable

    def set_query(self, text: str) -> None:
        self.log.append(f"query {text}")

    def show_record(self, kind: str, record_id: int) -> bool:
        self.log.append(f"{kind} {record_id}")
        return True

    def set_narrow(self, narrow: bool) -> None:
        self.log.append(f"narrow {narrow}")

    def escape(self) -> bool:
        self.log.append("escape")
        return True


class Built:
    """Which pages were built, in order."""

    def __init__(self) -> None:
        self.pages: dict[str, PlainPage] = {}

    def build(self, page_id: str) -> Page:
        self.pages[page_id] = PlainPage(page_id)
        return self.pages[page_id]


def _report(error: BaseException) -> str:
    return f"{type(error).__name__} was reported"


@pytest.fixture
def built() -> Built:
    return Built()


@pytest.fixture
def messages(qtbot: QtBot) -> Messages:
    return Messages(_report)


@pytest.fixture
def window(qtbot: QtBot, built: Built, messages: Messages) -> Iterator[MainWindow]:
    application()
    sections = (("tickets", "b", ("ticket",)), ("assets", "b", ("asset",)), ("settings", "foot", ()))
    entries = [
        PageEntry(name, name.title(), "inbox", partial(built.build, name), group, kinds)
        for name, group, kinds in sections
    ]
    tasks = Tasks()
    made = MainWindow(entries, messages, tasks)
    made.commands.set_own(made.own_commands())
    made.resize(1440, 900)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.show_page("tickets")
    yield made
    made.close()
    tasks.stop()
    made.deleteLater()
    qtbot.wait(0)


def test_a_page_is_built_when_it_is_first_shown(window: MainWindow, built: Built, qtbot: QtBot) -> None:
    assert list(built.pages) == ["tickets"]
    qtbot.keyClick(window, Qt.Key.Key_2, CONTROL)
    assert list(built.pages) == ["tickets", "assets"]
    assert window.page is built.pages["assets"]
    assert built.pages["tickets"].log[-1] == "deactivate"


def test_a_click_in_the_rail_goes_there(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.mouseClick(window.rail.button("settings"), Qt.MouseButton.LeftButton)
    assert window.page.id == "settings"
    assert [window.rail.button(p).isChecked() for p in window.rail.order] == [False, False, True]


def test_an_open_edit_keeps_its_page_in_front(window: MainWindow, built: Built, qtbot: QtBot) -> None:
    built.pages["tickets"].leavable = False
    qtbot.mouseClick(window.rail.button("assets"), Qt.MouseButton.LeftButton)
    assert window.page.id == "tickets"
    assert window.rail.button("tickets").isChecked()
    assert not window.rail.button("assets").isChecked()
    assert not window.close()
    built.pages["tickets"].leavable = True


def test_the_top_bar_offers_views_with_counts(window: MainWindow, built: Built, qtbot: QtBot) -> None:
    assert [b.accessibleName() for b in window.top.views] == ["Open 1,204", "All"]
    qtbot.mouseClick(window.top.views[0], Qt.MouseButton.LeftButton)
    assert built.pages["tickets"].log[-1] == "view open"


def test_the_primary_button_and_its_key_do_the_same(window: MainWindow, built: Built, qtbot: QtBot) -> None:
    qtbot.mouseClick(window.top.primary, Qt.MouseButton.LeftButton)
    qtbot.keyClick(window, Qt.Key.Key_N, CONTROL)
    assert built.pages["tickets"].log.count("new") == 2


def test_a_trail_takes_the_place_of_title_and_views(window: MainWindow, built: Built) -> None:
    page = built.pages["tickets"]
    page.shown_trail = Trail("Tickets", "#7", 2, 21, back=page.make)
    page.chrome_changed.emit()
    assert window.top.title_text() == "/ #7"
    assert window.top.views == ()


def test_delete_belongs_to_a_field_while_somebody_types(
    window: MainWindow, built: Built, qtbot: QtBot
) -> None:
    page = built.pages["tickets"]
    page.field.setText("abc")
    page.field.setFocus()
    page.field.setCursorPosition(0)
    qtbot.keyClick(page.field, Qt.Key.Key_Delete)
    assert page.field.text() == "bc"
    assert "remove" not in page.log
    window.top.search.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_Delete)
    assert page.log[-1] == "remove"


def test_escape_goes_one_step_back_on_the_page(window: MainWindow, built: Built, qtbot: QtBot) -> None:
    qtbot.keyClick(window.top.search, Qt.Key.Key_Escape)
    assert built.pages["tickets"].log[-1] == "escape"


def test_f6_walks_through_the_panes(window: MainWindow, built: Built, qtbot: QtBot) -> None:
    window.top.search.setFocus()
    seen = []
    for _ in range(3):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F6)
        seen.append(QApplication.focusWidget())
    assert window.rail.button("tickets") in seen
    assert window.top.search in seen


def test_a_record_opens_on_the_page_of_its_kind(window: MainWindow, built: Built) -> None:
    assert window.open_record("asset", 42)
    assert built.pages["assets"].log[-1] == "asset 42"
    assert not window.open_record("nobody", 1)


def test_a_narrow_window_folds_the_rail_and_tells_the_page(window: MainWindow, built: Built) -> None:
    assert window.rail.width() > 180
    window.resize(1280, 720)
    assert window.rail.width() < 80
    window.resize(1000, 700)
    assert built.pages["tickets"].log[-1] == "narrow True"


def test_a_badge_says_its_number_to_readers_when_folded(window: MainWindow) -> None:
    window.set_badge("tickets", Badge(12, "warn"))
    window.resize(1280, 720)
    assert window.rail.button("tickets").accessibleName() == "Tickets, 12"


def test_an_error_stays_and_a_bug_names_its_report(
    window: MainWindow, messages: Messages, qtbot: QtBot
) -> None:
    messages.done("Saved")
    assert window.toast.current().head == "Saved"
    messages.bug(ValueError("secret"))
    box = window.findChild(ErrorBox)
    assert box is not None
    assert "ValueError was reported" in box.accessibleDescription()
    box.close()


def test_a_banner_stays_until_its_cause_has_gone(window: MainWindow, messages: Messages) -> None:
    messages.banner("lost", "crit", "The desk does not answer.")
    messages.banner("old", "warn", "The backup is old.")
    assert window.banner.accessibleName() == "The backup is old."
    messages.clear("old")
    assert window.banner.accessibleName() == "The desk does not answer."
    messages.clear("lost")
    assert not window.banner.isVisible()


def test_closing_shuts_every_page_down_once(window: MainWindow, built: Built, qtbot: QtBot) -> None:
    window.show_page("assets")
    with qtbot.waitSignal(window.closing):
        window.close()
    window.close()
    assert [page.log.count("shut down") for page in built.pages.values()] == [1, 1]
