"""The query line: chips out of terms, mistakes where they are, completions, and rows that follow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from itdesk.core.kinds import Column
from itdesk.core.query import QueryContext
from itdesk.ui.kit.completion_popup import CompletionPopup
from itdesk.ui.kit.query_chip import QueryChip
from itdesk.ui.kit.query_line import QueryLine, QueryTools
from itdesk.ui.kit.theme import Mode, ThemeManager
from itdesk.ui.start import application
from tests.ui.fakes import TICKET


def _values(column: Column, typed: str) -> Sequence[tuple[str, int | None]]:
    names = (("Maria Silva", 12), ("Mario Rossi", 3))
    return [pair for pair in names if pair[0].casefold().startswith(typed.casefold())]


def _context() -> QueryContext:
    return QueryContext(now=1_795_000_000_000, zone=UTC)


@pytest.fixture
def line(qtbot: QtBot) -> Iterator[QueryLine]:
    theme = ThemeManager(application(), Mode.LIGHT)
    window = QWidget()
    qtbot.addWidget(window)
    made = QueryLine(TICKET, QueryTools(_context, _values), window)
    column = QVBoxLayout(window)
    column.addWidget(made)
    column.addStretch(1)
    window.resize(900, 400)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    made.setFocus()
    yield made
    theme.deleteLater()


def _edit(line: QueryLine) -> QLineEdit:
    found = line.focusProxy()
    assert isinstance(found, QLineEdit)
    return found


def _chips(line: QueryLine) -> list[str]:
    return [chip.term for chip in line._chips]


def test_a_finished_term_becomes_a_chip_and_the_rows_follow(line: QueryLine, qtbot: QtBot) -> None:
    with qtbot.waitSignal(line.query_changed) as told:
        qtbot.keyClicks(_edit(line), "status:open jam")
        qtbot.keyClick(_edit(line), Qt.Key.Key_Return)
    assert _chips(line) == ["status:open"]
    assert told.args == ["status:open jam"]


def test_the_same_line_is_told_once(line: QueryLine, qtbot: QtBot) -> None:
    told: list[str] = []
    line.query_changed.connect(told.append)
    line.set_text("status:open")
    line.set_text("status:open")
    assert told == ["status:open"]


def test_backspace_takes_the_last_chip_back_as_text(line: QueryLine, qtbot: QtBot) -> None:
    line.set_text("status:open priority:1")
    qtbot.keyClick(_edit(line), Qt.Key.Key_Backspace)
    assert _chips(line) == ["status:open"]
    assert _edit(line).text() == "priority:1"


def test_a_chip_is_removed_and_the_rows_follow(line: QueryLine, qtbot: QtBot) -> None:
    line.set_text("status:open priority:1")
    chip = line.findChildren(QueryChip)[0]
    with qtbot.waitSignal(line.query_changed) as told:
        chip.remove_asked.emit()
    assert told.args == ["priority:1"]


def test_a_line_with_or_stays_whole_because_chips_would_change_it(line: QueryLine) -> None:
    line.set_text("status:open or priority:1")
    assert _chips(line) == []
    assert line.text() == "status:open or priority:1"


def test_a_mistake_is_said_below_and_never_told_as_a_query(line: QueryLine, qtbot: QtBot) -> None:
    told: list[str] = []
    line.query_changed.connect(told.append)
    with qtbot.waitSignal(line.mistake_found) as said:
        qtbot.keyClicks(_edit(line), "nonsense:7")
    assert "nonsense" in said.args[0]
    assert line.is_wrong
    assert told == []
    _edit(line).selectAll()
    with qtbot.waitSignal(line.query_changed):
        qtbot.keyClicks(_edit(line), "jam")
    assert not line.is_wrong


def test_tab_takes_the_first_completion(line: QueryLine, qtbot: QtBot) -> None:
    qtbot.keyClicks(_edit(line), "req")
    popup = line.window().findChild(CompletionPopup)
    assert popup.isVisible()
    qtbot.keyClick(_edit(line), Qt.Key.Key_Tab)
    assert _edit(line).text() == "requester:"
    assert _edit(line).hasFocus()


def test_values_that_exist_are_offered_and_quoted(line: QueryLine, qtbot: QtBot) -> None:
    qtbot.keyClicks(_edit(line), "requester:mari")
    popup = line.window().findChild(CompletionPopup)
    qtbot.keyClick(_edit(line), Qt.Key.Key_Down)
    assert popup.current() == 1
    qtbot.keyClick(_edit(line), Qt.Key.Key_Tab)
    assert _edit(line).text() == 'requester:"Mario Rossi"'


def test_escape_closes_the_popup_first_and_leaves_the_line_then(line: QueryLine, qtbot: QtBot) -> None:
    qtbot.keyClicks(_edit(line), "sta")
    popup = line.window().findChild(CompletionPopup)
    qtbot.keyClick(_edit(line), Qt.Key.Key_Escape)
    assert not popup.isVisible()
    with qtbot.waitSignal(line.left):
        qtbot.keyClick(_edit(line), Qt.Key.Key_Escape)
