"""The line at the foot: its facts, what goes first in a narrow window, and the work that runs."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QProgressBar
from pytestqt.qtbot import QtBot

from itdesk.core.errors import CancelledError
from itdesk.ui.kit.buttons import Button
from itdesk.ui.kit.tasks import Progress, Tasks
from itdesk.ui.kit.theme import Mode, ThemeManager
from itdesk.ui.shell.status_bar import Fact, StatusBar
from itdesk.ui.start import application

FACTS = [
    Fact("Monitor running", state="ok", hint="since 8:00"), Fact("Backup verified 6 h ago", "shield-check"),
    Fact("office <b>1</b>.desk", "database", minor=True),
]  # fmt: skip


@pytest.fixture
def bar(qtbot: QtBot) -> Iterator[StatusBar]:
    look = ThemeManager(application(), Mode.LIGHT)
    made = StatusBar()
    qtbot.addWidget(made)
    made.resize(1_000, 28)
    made.show()
    qtbot.waitExposed(made)
    yield made
    look.deleteLater()


@pytest.fixture
def tasks(bar: StatusBar, qtbot: QtBot) -> Iterator[Tasks]:
    made = Tasks()
    made.announced.connect(bar.show_task)
    yield made
    made.stop()
    made.deleteLater()


class Work:
    """Goes as far as it is told and waits there."""

    def __init__(self) -> None:
        self.share = 0.0
        self.go_on = Event()
        self.at_share = Event()
        self.was_cancelled = False

    def __call__(self, progress: Progress) -> str:
        while not self.go_on.wait(0.01):
            try:
                progress(self.share, 1.0, "a note")
            except CancelledError:
                self.was_cancelled = True
                raise
        return "done"


def words(bar: StatusBar) -> list[str]:
    return [label.text() for label in bar.findChildren(QLabel) if label.isVisible() and label.text()]


def nothing(_result: object) -> None:
    """Nobody waits for the result."""


def test_facts_are_shown_as_they_are_in_their_order(bar: StatusBar, qtbot: QtBot) -> None:
    bar.set_facts(FACTS)
    qtbot.waitUntil(lambda: words(bar) == [fact.text for fact in FACTS])
    bar.set_facts(FACTS[:1])
    qtbot.waitUntil(lambda: words(bar) == ["Monitor running"])
    bar.set_facts([])
    qtbot.waitUntil(lambda: words(bar) == [])


def test_the_same_facts_again_keep_their_widgets(bar: StatusBar) -> None:
    bar.set_facts(FACTS)
    before = bar.findChildren(QLabel)
    bar.set_facts(tuple(FACTS))
    assert bar.findChildren(QLabel) == before


def test_a_narrow_window_leaves_the_minor_out_and_a_wide_one_brings_it_back(
    bar: StatusBar, qtbot: QtBot
) -> None:
    bar.set_facts(FACTS)
    bar.set_narrow(True)
    qtbot.waitUntil(lambda: words(bar) == ["Monitor running", "Backup verified 6 h ago"])
    bar.set_facts([FACTS[2], FACTS[0]])
    qtbot.waitUntil(lambda: words(bar) == ["Monitor running"])
    bar.set_narrow(False)
    qtbot.waitUntil(lambda: words(bar) == [FACTS[2].text, "Monitor running"])


def test_long_work_is_shown_with_its_share_until_it_ends(bar: StatusBar, tasks: Tasks, qtbot: QtBot) -> None:
    work = Work()
    work.share = 0.4
    tasks.read("Exporting to rows.csv", work, nothing)
    qtbot.waitUntil(lambda: words(bar) == ["Exporting to rows.csv", "40 %"])
    progress = bar.findChild(QProgressBar)
    assert progress is not None and progress.isVisible() and progress.value() == 40
    work.share = 0.75
    qtbot.waitUntil(lambda: words(bar)[-1] == "75 %")
    work.go_on.set()
    qtbot.waitUntil(lambda: words(bar) == [])
    assert not progress.isVisible()


def test_work_that_cannot_say_how_far_it_is_shows_that_it_goes_on(
    bar: StatusBar, tasks: Tasks, qtbot: QtBot
) -> None:
    work = Work()
    tasks.read("Verifying the journal", work, nothing)
    progress = bar.findChild(QProgressBar)
    assert progress is not None
    qtbot.waitUntil(lambda: words(bar) == ["Verifying the journal"])
    assert (progress.minimum(), progress.maximum()) == (0, 0)
    work.go_on.set()
    qtbot.waitUntil(lambda: words(bar) == [])


def test_cancel_stops_the_work_and_says_so(bar: StatusBar, tasks: Tasks, qtbot: QtBot) -> None:
    work = Work()
    tasks.read("Importing", work, nothing)
    cancel = next(button for button in bar.findChildren(Button))
    qtbot.waitUntil(cancel.isVisible)
    qtbot.mouseClick(cancel, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: work.was_cancelled)
    qtbot.waitUntil(lambda: words(bar) == [])
    assert not cancel.isVisible()


def test_of_two_works_the_one_that_is_left_stays_shown(bar: StatusBar, tasks: Tasks, qtbot: QtBot) -> None:
    first, second = Work(), Work()
    tasks.read("Exporting", first, nothing)
    qtbot.waitUntil(lambda: words(bar) == ["Exporting"])
    tasks.read("Printing", second, nothing)
    qtbot.waitUntil(lambda: words(bar) == ["Printing"])
    second.go_on.set()
    qtbot.waitUntil(lambda: words(bar) == ["Exporting"])
    first.go_on.set()
    qtbot.waitUntil(lambda: words(bar) == [])
