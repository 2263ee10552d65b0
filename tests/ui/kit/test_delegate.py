"""Cells as they are painted: any value in any look, whole where there is room, explained where not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QStyleOptionViewItem, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from itdesk.core.kinds import Column
from itdesk.ui.kit.record_list import RecordList
from itdesk.ui.kit.record_model import ListColumn
from itdesk.ui.kit.rows import Cell, Look, Row
from itdesk.ui.kit.theme import ThemeManager, theme
from tests.ui.fakes import LocalSource
from tests.ui.kit.easel import HEIGHT, STATES, Easel

WORDS = [
    "Up", "Kyocera ECOSYS M5521cdw", "東京都千代田区永田町一丁目", "1,234,567.80", "WWWW MMMM",
    "<b>bold</b> & so on",
]  # fmt: skip


@pytest.fixture
def easel(look: ThemeManager) -> Callable[..., Easel]:
    """easel(look, two_line) → a place to paint cells of that look."""

    def made(how: Look, *, two_line: bool = False) -> Easel:
        result = Easel(how)
        result.delegate.two_line = two_line
        return result

    return made


# --- any value ----------------------------------------------------------------------------------
CELLS = st.builds(
    Cell, value=st.none() | st.text(max_size=4) | st.integers() | st.floats() | st.booleans(),
    text=st.text(max_size=30) | st.sampled_from(WORDS), state=st.sampled_from(["", "odd", *STATES]),
    glyph=st.sampled_from(["", "disc", "no-such-shape"]), share=st.none() | st.floats(),
    second=st.text(max_size=9), icon=st.sampled_from(["", "printer"]),
    marks=st.lists(st.just("paperclip"), max_size=3).map(tuple),
    strong=st.booleans(), points=st.lists(st.none() | st.floats(-9, 9), max_size=5).map(tuple),
)  # fmt: skip


@pytest.mark.parametrize("how", list(Look))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cell=CELLS, width=st.integers(8, 200), selected=st.booleans(), two_line=st.booleans())
def test_any_value_is_painted_in_any_look(
    easel: Callable[..., Easel], how: Look, cell: Cell, width: int, selected: bool, two_line: bool
) -> None:
    place = easel(how, two_line=two_line)
    picture = place.paint(cell, width, selected=selected)
    assert picture.pixelColor(width - 1, HEIGHT - 1) == theme().colour("border"), "the line below it"
    assert place.width(cell) > 0


# --- whole where there is room --------------------------------------------------------------------
LEFT_LOOKS = [
    Look.TEXT, Look.CODE, Look.TITLE, Look.STATE, Look.AVATAR, Look.DUE, Look.CHIP, Look.METER, Look.SPARK,
]  # fmt: skip
DRESSED = [
    Cell("x", "", strong=True), Cell("x", "", state="crit"), Cell("x", "", icon="printer"),
    Cell("x", "", marks=("paperclip", "message-square")), Cell(None, ""), Cell("x", "", second="below " * 5),
]  # fmt: skip


@pytest.mark.parametrize("how", LEFT_LOOKS)
@pytest.mark.parametrize("percent", [100, 130])
def test_a_cell_as_wide_as_it_asks_shows_all_its_words(
    easel: Callable[..., Easel], look: ThemeManager, how: Look, percent: int
) -> None:
    look.set_percent(percent)
    try:
        for words in WORDS:
            for dress in DRESSED:
                cell, two_line = replace(dress, text=words), bool(dress.second)
                place = easel(how, two_line=two_line)
                width = place.width(cell)
                # Marks stand at the right end: what is compared are the words before them.
                seen = width - 10 - 30 * percent // 100 * len(cell.marks)
                part = QRect(0, 0, seen, HEIGHT)
                assert place.paint(cell, width).copy(part) == place.paint(cell, width + 150).copy(part)
    finally:
        look.set_percent(100)


@pytest.mark.parametrize("how", [Look.NUMBER, Look.METER])
@pytest.mark.parametrize("words", ["1,234,567.80", "0", "-12 %"])
def test_numbers_stand_at_the_right_and_whole(easel: Callable[..., Easel], how: Look, words: str) -> None:
    place = easel(how)
    cell = Cell(1, words, share=0.5 if how is Look.METER else None)
    width = max(place.width(cell), 130)
    narrow, wide = place.paint(cell, width), place.paint(cell, width + 90)
    part = width - 10
    assert narrow.copy(10, 0, part, HEIGHT) == wide.copy(100, 0, part, HEIGHT)


def test_what_does_not_fit_ends_early(easel: Callable[..., Easel]) -> None:
    place = easel(Look.TEXT)
    cell = Cell("x", WORDS[1])
    asked = place.width(cell)
    assert place.paint(cell, asked - 30).copy(0, 0, asked - 50, HEIGHT) != place.paint(cell, asked).copy(
        0, 0, asked - 50, HEIGHT
    )


def test_a_double_click_on_a_columns_edge_makes_it_as_wide_as_its_words(
    shown: Callable[[QWidget], QWidget], qtbot: QtBot
) -> None:
    named = ListColumn(Column(name="it", label="It"), Look.AVATAR, width=60)
    records = RecordList([named, ListColumn(Column(name="other", label="Other"))], "thing", "things")
    records.resize(800, 300)
    shown(records)

    def row(place: int) -> Row:
        return Row(place, cells={"it": Cell("x", "Maria Silva " * (place + 1))})

    records.set_source(LocalSource([1, 2], row))
    records.model.want(0, 1)
    head = records.view.horizontalHeader()
    edge = QPoint(head.sectionSize(0) - 1, head.height() // 2)
    qtbot.mouseMove(head.viewport(), edge)
    qtbot.mouseDClick(head.viewport(), Qt.MouseButton.LeftButton, pos=edge)
    widest = records.model.row_at(1)
    assert widest is not None
    easel = Easel(Look.AVATAR)
    assert records.view.columnWidth(0) >= easel.width(widest.cell("it"))


# --- explained where there is not -----------------------------------------------------------------
@pytest.fixture
def explain(easel: Callable[..., Easel], shown: Callable[[QWidget], QWidget]) -> Callable[..., str]:
    """explain(look, cell, width) → what is said beside the pointer."""
    records = RecordList([ListColumn(Column(name="it", label="It"))], "thing", "things")
    shown(records)

    def said(how: Look, cell: Cell, width: int, *, two_line: bool = False) -> str:
        place = easel(how, two_line=two_line)
        place.show(cell)
        option = QStyleOptionViewItem()
        option.rect = QRect(0, 0, width, HEIGHT)
        event = QHelpEvent(QEvent.Type.ToolTip, QPoint(5, 5), records.mapToGlobal(QPoint(5, 5)))
        assert place.delegate.helpEvent(event, records.view, option, place.model.index(0, 0))
        return QToolTip.text()

    return said


@pytest.mark.qt_log_ignore("This plugin does not support")
@pytest.mark.parametrize("how", [look for look in Look if look not in (Look.PRIORITY, Look.SPARK)])
def test_an_elided_cell_is_told_in_full(explain: Callable[..., str], how: Look) -> None:
    assert explain(how, Cell("x", WORDS[1], state="ok"), 70) == WORDS[1]
    hinted = Cell("x", WORDS[1], state="ok", hint="since Monday")
    assert explain(how, hinted, 70) == f"{WORDS[1]}\nsince Monday"


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_a_cell_that_is_read_whole_tells_only_what_it_hides(
    explain: Callable[..., str], easel: Callable[..., Easel], qtbot: QtBot
) -> None:
    cell = Cell(0, "2 min", hint="23 Nov 2026 11:52", second="by Maria")
    wide = easel(Look.TEXT).width(cell) + 200
    assert explain(Look.TEXT, cell, wide, two_line=True) == "23 Nov 2026 11:52"
    assert explain(Look.TEXT, cell, wide) == "by Maria\n23 Nov 2026 11:52"
    explain(Look.TEXT, Cell(0, "2 min"), wide)
    qtbot.waitUntil(lambda: not QToolTip.isVisible())


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_a_hint_is_never_markup(explain: Callable[..., str]) -> None:
    told = explain(Look.TEXT, Cell("x", "<img src='file:///etc/passwd'>" * 3), 40)
    assert told.startswith("<qt>&lt;img") and "<img" not in told
