"""Chips and text of a query line always mean what was put in, whatever it was, and can be taken apart."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QListView, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from itdesk.core.kinds import Column
from itdesk.core.query import QueryContext
from itdesk.core.types import Type
from itdesk.ui.kit.completion_popup import CompletionPopup
from itdesk.ui.kit.query_chip import QueryChip
from itdesk.ui.kit.query_line import QueryLine, QueryTools
from tests.ui.fakes import TICKET
from tests.ui.kit.meaning import meaning as meaning_of

KEY, LEFT = Qt.Key, Qt.MouseButton.LeftButton
CONTEXT = QueryContext(now=1_795_000_000_000, zone=UTC)
NAMES = ("Maria Silva", "Mario Rossi", 'Anna "Ann" Lee', "(extern) Weber", "山田太郎")


def at() -> QueryContext:
    return CONTEXT


class Desk(QObject):
    """Knows names at once, or when the test says so."""

    came = Signal()
    is_far = False

    def values(self, column: Column, typed: str) -> Sequence[tuple[str, int | None]]:
        if self.is_far or column.type is not Type.REFERENCE:
            return ()
        return [(name, len(name)) for name in NAMES if typed.casefold() in name.casefold()]


@pytest.fixture
def desk(look: object) -> Desk:
    return Desk()


@pytest.fixture
def line(shown: Callable[[QWidget], QWidget], desk: Desk, qtbot: QtBot) -> Iterator[QueryLine]:
    """A query line over a button, with the cursor in it."""
    window = QWidget()
    made = QueryLine(TICKET, QueryTools(at, desk.values, desk.came), window)
    column = QVBoxLayout(window)
    column.addWidget(made)
    column.addStretch(1)
    column.addWidget(QPushButton("elsewhere", window))
    window.resize(1_000, 500)
    shown(window)
    qtbot.waitUntil(window.isActiveWindow)
    made.setFocus()
    qtbot.waitUntil(edit(made).hasFocus)
    yield made


@pytest.fixture
def told(line: QueryLine) -> list[str]:
    """Lines that the rows follow."""
    lines: list[str] = []
    line.query_changed.connect(lines.append)
    return lines


def edit(line: QueryLine) -> QLineEdit:
    found = line.focusProxy()
    assert isinstance(found, QLineEdit)
    return found


def chips(line: QueryLine) -> list[str]:
    """Terms on screen, from left to right."""
    seen = [chip for chip in line.findChildren(QueryChip) if chip.isVisible()]
    return [chip.term for chip in sorted(seen, key=lambda chip: chip.mapTo(line, QPoint()).x())]


def offers(line: QueryLine) -> list[str]:
    """What the popup under the line offers."""
    popup = line.window().findChild(CompletionPopup)
    if popup is None or not popup.isVisible():
        return []
    model = popup.findChild(QListView).model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def meaning(text: str) -> tuple[object, ...] | None:
    """What a line about tickets asks for; None if it is wrong."""
    return meaning_of(text, TICKET, CONTEXT)


# --- what is put in -----------------------------------------------------------------------------
TERMS = st.sampled_from([
    "status:open", "-status:closed", "priority:1,2", "due:<2d", 'requester:"Maria Silva"', "not asset:empty",
    "(status:open or priority:1)", "-(priority:1 or priority:2)", "not (status:open)", "printer",
    '"paper jam"', "-printer", "not printer", "sort:-due", "urgent-mail:yes", "and", "or", "not", "-",
    "(", ")", '"', "nonsense:7", "https://intranet", "00:1a:2b:3c:4d:5e", "東京",
    "bought:2026-01-01..2026-02-01",
])  # fmt: skip


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(terms=st.lists(TERMS, max_size=6))
def test_chips_mean_what_the_line_meant(line: QueryLine, terms: list[str]) -> None:
    text = " ".join(terms)
    line.set_text(text)
    assert meaning(line.text()) == meaning(text), (chips(line), edit(line).text())
    assert line.is_wrong is (meaning(text) is None)
    if line.is_wrong:
        assert sorted(line.text().split()) == sorted(text.split()), "nothing that was typed is lost"


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=40) | st.text('":(),-<>=! \tab', max_size=25))
def test_any_text_may_be_put_in(line: QueryLine, text: str) -> None:
    line.set_text(text)
    assert line.is_wrong is (meaning(text.strip()) is None)
    assert edit(line).text() or chips(line) or not text.strip()


def test_terms_become_chips_from_left_to_right_and_words_stay(line: QueryLine, told: list[str]) -> None:
    line.set_text('jam status:open printer requester:"Maria Silva" -priority:4')
    assert chips(line) == ["status:open", 'requester:"Maria Silva"', "-priority:4"]
    assert edit(line).text() == "jam printer"
    line.set_text("")
    assert chips(line) == [] and told[-1] == "" and len(told) == 2


@pytest.mark.parametrize(
    ("typed", "terms", "words"),
    [
        ("paper jam", [], "paper jam"), ("paper  jam ", [], "paper jam"),
        ("jam status:open tray 2", ["status:open"], "jam tray 2"),
        ("status:open priority:1 ", ["status:open", "priority:1"], ""),
        ('"paper jam" x', [], '"paper jam" x'), ("not printer -jam", [], "not printer -jam"),
        ("paper or jam", [], "paper or jam"),
    ],
)  # fmt: skip
def test_words_are_typed_one_after_the_other(
    line: QueryLine, qtbot: QtBot, typed: str, terms: list[str], words: str
) -> None:
    qtbot.keyClicks(edit(line), typed)
    assert chips(line) == terms and edit(line).text().split() == words.split()


def test_words_are_typed_into_the_middle_too(line: QueryLine, qtbot: QtBot) -> None:
    qtbot.keyClicks(edit(line), "jam tray ")
    qtbot.keyClick(edit(line), KEY.Key_Home)
    qtbot.keyClicks(edit(line), "paper ")
    assert edit(line).text().split() == ["paper", "jam", "tray"]


def test_a_line_that_is_wrong_stays_as_it_was_typed_and_is_told_when_it_is_mended(
    line: QueryLine, told: list[str], qtbot: QtBot
) -> None:
    line.set_text("status:open colour:red")
    assert line.is_wrong and told == [] and line.text() == "status:open colour:red"
    edit(line).setFocus()
    for _ in range(len("colour:red")):
        qtbot.keyClick(edit(line), KEY.Key_Backspace)
    qtbot.keyClick(edit(line), KEY.Key_Return)
    assert told == ["status:open"] and chips(line) == ["status:open"] and not line.is_wrong


def test_another_kind_reads_the_same_line_anew(line: QueryLine, told: list[str]) -> None:
    own = Column(name="colour", label="Colour", custom=True)
    line.set_text("colour:red")
    assert line.is_wrong
    line.set_kind(TICKET.with_custom([own]))
    assert not line.is_wrong and told == ["colour:red"]
    line.set_kind(TICKET)
    assert line.is_wrong and told == ["colour:red"]


# --- chips by hand ------------------------------------------------------------------------------
def chip(line: QueryLine, term: str) -> QueryChip:
    return next(c for c in line.findChildren(QueryChip) if c.isVisible() and c.term == term)


def test_a_clicked_chip_is_text_again_and_enter_makes_it_a_chip(
    line: QueryLine, told: list[str], qtbot: QtBot
) -> None:
    line.set_text("status:open priority:1 jam")
    qtbot.mouseClick(chip(line, "status:open"), LEFT, pos=QPoint(10, 8))
    assert chips(line) == ["priority:1"] and edit(line).text() == "jam status:open" and edit(line).hasFocus()
    qtbot.keyClick(edit(line), KEY.Key_Escape)
    qtbot.keyClick(edit(line), KEY.Key_Return)
    assert chips(line) == ["priority:1", "status:open"] and meaning(told[-1]) == meaning(
        "priority:1 status:open jam"
    )


def test_all_chips_go_by_erasing(line: QueryLine, told: list[str], qtbot: QtBot) -> None:
    line.set_text("status:open priority:1")
    for _ in range(len("status:open") + len("priority:1") + 2):
        qtbot.keyClick(edit(line), KEY.Key_Backspace)
    qtbot.waitUntil(lambda: told[-1] == "")
    assert chips(line) == [] and line.text() == ""


def test_who_leaves_a_line_finds_its_terms_as_chips(line: QueryLine, told: list[str], qtbot: QtBot) -> None:
    qtbot.keyClicks(edit(line), "jam status:open")
    qtbot.keyClick(edit(line), KEY.Key_Escape)
    line.window().findChild(QPushButton).setFocus()
    qtbot.waitUntil(lambda: chips(line) == ["status:open"])
    qtbot.waitUntil(lambda: told == ["status:open jam"])


def test_enter_leaves_a_right_line_alone(line: QueryLine, qtbot: QtBot) -> None:
    left: list[bool] = []
    line.left.connect(lambda: left.append(True))
    qtbot.keyClicks(edit(line), "status:")
    qtbot.keyClick(edit(line), KEY.Key_Return)
    assert left == [] and line.is_wrong and edit(line).hasFocus()
    qtbot.keyClicks(edit(line), "open")
    qtbot.keyClick(edit(line), KEY.Key_Return)
    assert left == [True] and chips(line) == ["status:open"]


# --- what is offered ----------------------------------------------------------------------------
@pytest.mark.parametrize("name", NAMES)
def test_any_name_that_is_taken_is_found_as_it_is(line: QueryLine, qtbot: QtBot, name: str) -> None:
    qtbot.keyClicks(edit(line), "requester:")
    qtbot.waitUntil(lambda: name in offers(line))
    for _ in range(offers(line).index(name)):
        qtbot.keyClick(edit(line), KEY.Key_Down)
    qtbot.keyClick(edit(line), KEY.Key_Tab)
    assert offers(line) == []
    qtbot.keyClick(edit(line), KEY.Key_Return)
    assert len(chips(line)) == 1 and not line.is_wrong
    assert name.replace('"', "") in line.text().replace("\\", "").replace('"', "")


def test_a_click_takes_an_offer_and_the_line_keeps_the_focus(line: QueryLine, qtbot: QtBot) -> None:
    qtbot.keyClicks(edit(line), "sta")
    qtbot.waitUntil(lambda: offers(line)[0] == "status")
    view = line.window().findChild(CompletionPopup).findChild(QListView)
    qtbot.mouseClick(view.viewport(), LEFT, pos=view.visualRect(view.model().index(0, 0)).center())
    assert edit(line).text() == "status:" and edit(line).hasFocus()
    assert "open" in offers(line), "and its values at once"


def test_an_offer_replaces_the_word_at_the_cursor_alone(line: QueryLine, qtbot: QtBot) -> None:
    edit(line).setText("jam pri printer")
    edit(line).setCursorPosition(len("jam pri"))
    qtbot.keyClick(edit(line), KEY.Key_Down)
    assert offers(line)[0] == "priority"
    qtbot.keyClick(edit(line), KEY.Key_Tab)
    assert edit(line).text() == "jam priority: printer" and edit(line).cursorPosition() == len(
        "jam priority:"
    )


def test_values_that_come_late_are_offered_to_who_still_waits(
    line: QueryLine, desk: Desk, qtbot: QtBot
) -> None:
    desk.is_far = True
    qtbot.keyClicks(edit(line), "requester:mari")
    assert offers(line) == []
    desk.is_far = False
    desk.came.emit()
    assert offers(line) == ["Maria Silva", "Mario Rossi"]
    qtbot.keyClick(edit(line), KEY.Key_Escape)
    desk.came.emit()
    assert offers(line) == [], "not to who closed it"


def test_offers_close_when_their_place_moves_or_the_line_is_left(line: QueryLine, qtbot: QtBot) -> None:
    qtbot.keyClicks(edit(line), "sta")
    assert offers(line)
    line.window().resize(700, 400)
    qtbot.waitUntil(lambda: offers(line) == [])
    qtbot.keyClick(edit(line), KEY.Key_Down)
    assert offers(line)
    line.window().findChild(QPushButton).setFocus()
    qtbot.waitUntil(lambda: offers(line) == [])
