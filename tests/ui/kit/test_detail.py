"""Facts and cards of a detail: long and foreign values, links, rows that give way, what can be copied."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from itdesk.ui.kit.buttons import NameButton
from itdesk.ui.kit.detail import CAPTION, TWO_COLUMNS, Fact, Facts, RowCard, ScrollColumn, left_of, sentence
from itdesk.ui.kit.icon_mark import IconMark
from itdesk.ui.kit.text import ElidedLabel, Label

LEFT, KEY = Qt.MouseButton.LeftButton, Qt.Key
Shown = Callable[[QWidget], QWidget]


@pytest.fixture
def facts(shown: Shown) -> Facts:
    made = Facts()
    made.resize(600, 400)
    shown(made)
    return made


def seen(widget: QWidget) -> list[QLabel]:
    return [label for label in widget.findChildren(QLabel) if label.isVisible()]


def values(facts: Facts) -> list[str]:
    """Captions and values on screen, in reading order."""

    def place(label: QLabel) -> tuple[int, int]:
        corner = label.mapTo(facts, label.rect().topLeft())
        return corner.y() // 12, corner.x()

    return [label.text() for label in sorted(seen(facts), key=place)]


# --- facts --------------------------------------------------------------------------------------
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    texts=st.lists(st.text("abc é東ש\n<&>\u200b", max_size=40), max_size=6), width=st.integers(200, 900),
    wide=st.integers(0, 5), mono=st.booleans(),
)  # fmt: skip
def test_any_values_are_shown_as_they_are(
    facts: Facts, qtbot: QtBot, texts: list[str], width: int, wide: int, mono: bool
) -> None:
    told = [Fact(f"C{n}", text, wide=n == wide, mono=mono) for n, text in enumerate(texts)]
    facts.resize(width, 400)
    facts.show_facts(told)
    wanted = sorted([fact.caption for fact in told] + texts)
    qtbot.waitUntil(lambda: sorted(label.text() for label in seen(facts)) == wanted)
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in seen(facts))


def test_facts_are_read_row_by_row_and_a_wide_one_has_a_row_of_its_own(facts: Facts, qtbot: QtBot) -> None:
    told = [Fact(c, c.lower()) for c in "ABC"] + [Fact("W", "w", wide=True), Fact("D", "d")]
    facts.show_facts(told)
    one_by_one = ["A", "a", "B", "b", "C", "c", "W", "w", "D", "d"]
    qtbot.waitUntil(lambda: values(facts) == one_by_one)
    tops = {label.text(): label.mapTo(facts, label.rect().topLeft()).y() for label in seen(facts)}
    assert tops["A"] == tops["B"] < tops["C"] < tops["W"] < tops["D"]
    facts.resize(TWO_COLUMNS - 1, 400)
    qtbot.waitUntil(lambda: values(facts) == one_by_one)
    lefts = {label.text(): label.x() for label in seen(facts)}
    assert lefts["A"] == lefts["B"] == lefts["D"]


def test_a_value_beside_a_caption_never_widens_the_pane(facts: Facts, qtbot: QtBot) -> None:
    endless = "x" * 3_000
    facts.show_facts([Fact("Serial", endless), Fact("A caption that is longer than its room", "y")])
    facts.resize(400, 300)
    label = next(label for label in facts.findChildren(ElidedLabel) if label.text() == endless)
    qtbot.waitUntil(lambda: 0 < label.width() <= 400 - CAPTION)
    assert label.toolTip() == endless
    assert facts.minimumSizeHint().width() < 400


def test_each_value_can_be_copied_and_is_named_by_its_caption(facts: Facts, qtbot: QtBot) -> None:
    facts.show_facts([Fact("Serial", "SN-1", mono=True), Fact("Notes", "long\ntext", wide=True)])
    qtbot.waitUntil(lambda: len(seen(facts)) == 4)
    told = {label.accessibleName(): label for label in seen(facts) if label.accessibleName()}
    assert set(told) == {"Serial: SN-1", "Notes: long\ntext"}
    mouse = Qt.TextInteractionFlag.TextSelectableByMouse
    assert all(label.textInteractionFlags() & mouse for label in told.values())
    assert told["Serial: SN-1"].font().families() != told["Notes: long\ntext"].font().families()


@pytest.mark.parametrize("key", [None, KEY.Key_Space])
def test_links_lead_to_their_own_records(facts: Facts, qtbot: QtBot, key: Qt.Key | None) -> None:
    asked: list[tuple[str, int]] = []
    facts.open_asked.connect(lambda kind, number: asked.append((kind, number)))
    people = ["R&D", "山田太郎", "<b>Ann</b>"]
    facts.show_facts([Fact("Held by", name, "person", n) for n, name in enumerate(people, 1)])
    qtbot.waitUntil(lambda: len([link for link in facts.findChildren(NameButton) if link.isVisible()]) == 3)
    for link in sorted(facts.findChildren(NameButton), key=lambda b: people.index(b.accessibleName())):
        if key is None:
            qtbot.mouseClick(link, LEFT)
        else:
            link.setFocus()
            qtbot.keyClick(link, key)
    assert asked == [("person", 1), ("person", 2), ("person", 3)]


def test_the_same_facts_leave_what_a_person_selected(facts: Facts, qtbot: QtBot) -> None:
    told = [Fact("Notes", "long text", wide=True)]
    facts.show_facts(told)
    label = next(label for label in facts.findChildren(Label) if label.text() == "long text")
    qtbot.waitUntil(label.isVisible)
    label.setSelection(0, 4)
    facts.show_facts(list(told))
    assert label.isVisible() and label.selectedText() == "long"
    facts.show_facts([Fact("Notes", "other text", wide=True)])
    qtbot.waitUntil(lambda: "other text" in [label.text() for label in seen(facts)])
    assert "long text" not in [label.text() for label in seen(facts)]


# --- cards --------------------------------------------------------------------------------------
@pytest.fixture
def card(shown: Shown) -> RowCard:
    made = RowCard("Files", "2")
    made.resize(360, 200)
    shown(made)
    return made


def test_in_a_row_the_long_name_gives_way_and_the_rest_is_whole(card: RowCard, qtbot: QtBot) -> None:
    name, size = ElidedLabel("a very long name of a file " * 10), Label("1.2 MB")
    card.add_row(name, size)
    qtbot.waitUntil(lambda: size.isVisible() and name.width() > 0)
    assert size.width() >= size.sizeHint().width()
    assert size.mapTo(card, size.rect().topRight()).x() <= card.width() - 10
    assert name.mapTo(card, name.rect().topRight()).x() < size.mapTo(card, size.rect().topLeft()).x()


def test_a_row_of_short_things_begins_at_the_left(card: RowCard, qtbot: QtBot) -> None:
    one, two = Label("one"), Label("two")
    row = card.add_row(one, two)
    qtbot.waitUntil(two.isVisible)
    assert one.mapTo(row, one.rect().topLeft()).x() <= 16
    assert two.mapTo(row, two.rect().topLeft()).x() < 120


def test_a_widget_that_is_said_to_stretch_takes_the_room(card: RowCard, qtbot: QtBot) -> None:
    bar, end = QWidget(), Label("80 %")
    bar.setProperty("stretch", "true")
    row = card.add_row(bar, end, height=50)
    qtbot.waitUntil(end.isVisible)
    assert bar.width() > row.width() - 28 - end.width() - 40 and row.height() >= 50


def test_rows_are_taken_away_and_come_again_any_number_of_times(card: RowCard, qtbot: QtBot) -> None:
    for turn in range(4):
        for n in range(turn):
            card.add_row(Label(f"row {turn}.{n}"))
        wanted = ["Files", "2", *(f"row {turn}.{n}" for n in range(turn))]
        qtbot.waitUntil(lambda wanted=wanted: [label.text() for label in seen(card)] == wanted)
        card.clear()
    qtbot.waitUntil(lambda: [label.text() for label in seen(card)] == ["Files", "2"])


def test_a_long_remark_beside_a_heading_leaves_the_heading_whole(card: RowCard, qtbot: QtBot) -> None:
    card.set_head("Backup of the file server", "the last one went wrong " * 10)
    head = next(label for label in seen(card) if label.text() == "Backup of the file server")
    qtbot.waitUntil(lambda: head.width() >= head.sizeHint().width())
    assert card.accessibleName() == "Backup of the file server" and card.minimumSizeHint().width() < 360


# --- columns, holders ---------------------------------------------------------------------------
def test_a_column_scrolls_down_by_the_wheel_and_never_sideways(shown: Shown, qtbot: QtBot) -> None:
    column = ScrollColumn()
    for n in range(40):
        card = RowCard(f"Card {n}")
        card.add_row(ElidedLabel("x" * 500))
        column.column.addWidget(card)
    column.resize(300, 200)
    shown(column)
    bar = column.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 1_000)
    assert column.inside.width() <= column.viewport().width() and column.horizontalScrollBar().maximum() == 0
    column.clear()
    qtbot.waitUntil(lambda: bar.maximum() == 0)


def test_a_sentence_wraps_and_stands_beside_its_icon(shown: Shown, qtbot: QtBot) -> None:
    words = "Nothing is known of this device yet, because nobody has asked it. " * 3
    with_icon, without = sentence(words, "info"), sentence(words)
    for holder in (with_icon, without):
        holder.resize(220, 300)
        shown(holder)
        label = holder.findChild(Label)
        assert label is not None and label.text() == words
        qtbot.waitUntil(lambda label=label: label.height() > 2 * label.fontMetrics().height())
    assert with_icon.findChild(IconMark) is not None and without.findChild(IconMark) is None


def test_what_stands_at_the_left_takes_only_its_own_room(shown: Shown, qtbot: QtBot) -> None:
    link = NameButton("SRV-02")
    holder = left_of(link)
    holder.resize(500, 40)
    shown(holder)
    qtbot.waitUntil(link.isVisible)
    assert link.x() == 0 and link.width() <= link.sizeHint().width() + 2
