"""Values that say more than their words stay as they are until they are edited; choices and the wheel."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

from itdesk.core.errors import InvalidValueError
from itdesk.core.kinds import Choice, Column, Kind, Value
from itdesk.core.types import Type
from itdesk.ui.kit.fields import ChoiceField, FormTools, editor_for
from itdesk.ui.kit.forms import FormBinder

KEY = Qt.Key
CHOICES = (Choice("new", "New"), Choice("old", "Old & worn"), Choice("gone", "Gone"))
THING = Kind(
    name="thing", label="Thing", plural="Things",
    columns=(
        Column(name="name", label="Name"),
        Column(name="notes", label="Notes", type=Type.LONG_TEXT),
        Column(name="seen", label="Seen", type=Type.INSTANT),
        Column(name="lasts", label="Lasts", type=Type.DURATION),
        Column(name="size", label="Size", type=Type.DECIMAL),
        Column(name="price", label="Price", type=Type.MONEY),
        Column(name="bought", label="Bought", type=Type.DATE),
        Column(name="state", label="State", type=Type.CHOICE, choices=CHOICES),
        Column(name="grade", label="Grade", type=Type.CHOICE, choices=CHOICES, required=True),
        Column(name="loud", label="R&D", type=Type.YES_NO),
    ),
)  # fmt: skip


def nobody(_kind: str, _text: str) -> Sequence[tuple[int, str]]:
    return ()


@pytest.fixture
def bound(shown: Callable[[QWidget], QWidget], qtbot: QtBot) -> Iterator[FormBinder]:
    """A form of every editor, in Berlin."""
    form = QWidget()
    rows = QFormLayout(form)
    for column in THING:
        rows.addRow(column.label, editor_for(column, form))
    made = FormBinder(THING, form, FormTools(nobody, ZoneInfo("Europe/Berlin")))
    shown(form)
    qtbot.waitUntil(form.isActiveWindow)
    yield made


def line(bound: FormBinder, name: str) -> QLineEdit:
    widget = bound.fields[name].widget
    assert isinstance(widget, QLineEdit)
    return widget


def box(bound: FormBinder, name: str) -> QComboBox:
    widget = bound.fields[name].widget
    assert isinstance(widget, QComboBox)
    return widget


def labels(box: QComboBox) -> list[str]:
    return [box.itemText(place) for place in range(box.count())]


# --- more than words ------------------------------------------------------------------------------
VALUES = st.fixed_dictionaries({}, optional={
    "name": st.text("ab é\u00a0—", max_size=6), "notes": st.text("ab\n\r\t \u00a0\u2028é", max_size=12),
    "seen": st.integers(0, 4_000_000_000_000), "lasts": st.integers(-10**6, 10**9),
    "size": st.floats(-1e12, 1e12), "price": st.integers(-10**12, 10**12),
    "bought": st.dates().map(str) | st.just("0000-00-00"), "state": st.sampled_from(["", "new", "taken out"]),
    "grade": st.sampled_from(["old", "taken out"]), "loud": st.sampled_from([True, False, None, 0, 1]),
})  # fmt: skip


@settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(values=VALUES)
def test_whatever_is_stored_is_no_change_while_nobody_touches_it(
    bound: FormBinder, values: dict[str, Value]
) -> None:
    bound.load({"grade": "new", **values})
    assert not bound.is_changed() and bound.check()
    assert bound.changes() == {}


@pytest.mark.parametrize(
    ("name", "value", "typed", "read"),
    [
        ("seen", 1_795_500_012_345, "24 Nov 2026 07:00", 1_795_500_000_000),
        ("lasts", 5_430, "1 h 30 min", 5_400),
        ("notes", "price:\u00a05", "price: 5", "price: 5"),
    ],
    ids=["an instant's seconds", "a duration's seconds", "a space that does not break"],
)
def test_words_that_were_typed_mean_what_they_say(
    bound: FormBinder, name: str, value: Value, typed: str, read: Value
) -> None:
    """Put in by hand over something else, the same words no longer stand for the value that was loaded."""
    bound.load({"grade": "new"})
    widget = bound.fields[name].widget
    if isinstance(widget, QPlainTextEdit):
        widget.setPlainText(typed)
    else:
        line(bound, name).insert(typed)
    assert bound.changes() == {name: read}
    bound.load({"grade": "new", name: value})
    assert bound.changes() == {}


def test_an_edit_that_is_taken_back_is_no_change(bound: FormBinder, qtbot: QtBot) -> None:
    bound.load({"grade": "new", "seen": 1_795_500_012_345})
    widget = line(bound, "seen")
    qtbot.keyClicks(widget, "x")
    assert bound.is_changed()
    qtbot.keyClick(widget, KEY.Key_Backspace)
    assert not bound.is_changed() and bound.changes() == {}


def test_an_empty_text_is_nothing_and_shows_nothing(bound: FormBinder) -> None:
    bound.load({"grade": "new", "name": "", "notes": "", "state": ""})
    assert line(bound, "name").text() == "" and bound.typed()["notes"] == ""
    assert not bound.is_changed()
    line(bound, "name").insert("A")
    assert bound.changes() == {"name": "A"}


def test_a_former_record_leaves_nothing_to_the_next(bound: FormBinder) -> None:
    bound.load({"grade": "new", "seen": 1_795_500_012_345, "bought": "0000-00-00"})
    bound.load({"grade": "new"})
    assert bound.typed()["seen"] == bound.typed()["bought"] == ""
    line(bound, "bought").insert("0000-00-00")
    assert not bound.check() and bound.problem("bought")


# --- choices ------------------------------------------------------------------------------------
def test_a_required_choice_that_nobody_made_is_none_and_is_asked_for(bound: FormBinder) -> None:
    bound.load_defaults()
    grade = box(bound, "grade")
    assert grade.currentText() == "" and labels(grade) == ["New", "Old & worn", "Gone"]
    assert not bound.check() and bound.problem("grade")
    grade.setCurrentIndex(1)
    grade.activated.emit(1)
    assert bound.problem("grade") == "" and bound.changes() == {"grade": "old"}


def test_a_choice_that_is_not_required_can_be_taken_away(bound: FormBinder, qtbot: QtBot) -> None:
    bound.load({"grade": "new", "state": "old"})
    state = box(bound, "state")
    assert labels(state)[0] == "—" and state.currentText() == "Old & worn"
    state.setFocus()
    qtbot.keyClick(state, KEY.Key_Home)
    assert bound.changes() == {"state": None}


def test_a_choice_that_was_taken_out_of_the_list_may_stay_but_not_be_made(bound: FormBinder) -> None:
    bound.load({"grade": "taken out"})
    assert box(bound, "grade").currentText() == "taken out" and bound.check()
    bound.load({"grade": "new"})
    assert box(bound, "grade").currentText() == "New"
    place = box(bound, "grade").findText("taken out")
    if place >= 0:
        box(bound, "grade").setCurrentIndex(place)
        with pytest.raises(InvalidValueError):
            bound.fields["grade"].read()


def test_letters_find_a_choice(bound: FormBinder, qtbot: QtBot) -> None:
    bound.load({"grade": "new"})
    state = box(bound, "state")
    state.setFocus()
    with qtbot.waitSignal(bound.changed):
        qtbot.keyClicks(state, "go")
    assert bound.changes() == {"state": "gone"}


def roll(widget: QWidget) -> None:
    """One notch of the wheel over a widget, towards the person."""
    window = widget.window()
    place = QPointF(widget.mapTo(window, widget.rect().center()))
    QTest.wheelEvent(window.windowHandle(), place, QPoint(0, -120))


def test_a_wheel_that_scrolls_the_form_changes_no_choice_on_its_way(
    shown: Callable[[QWidget], QWidget], qtbot: QtBot
) -> None:
    area, inside = QScrollArea(), QWidget()
    rows = QFormLayout(inside)
    columns = [replace(THING.column("state"), name=f"state-{n}", field=f"state_{n}") for n in range(30)]
    for column in columns:
        rows.addRow(column.label, editor_for(column, inside))
    area.setWidget(inside)
    area.setWidgetResizable(True)
    area.resize(300, 200)
    bound = FormBinder(replace(THING, columns=tuple(columns)), inside, FormTools(nobody))
    bound.load({column.field: "new" for column in columns})
    shown(area)
    bar = area.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 100)
    roll(box(bound, "state_1"))
    qtbot.waitUntil(lambda: bar.value() > 0)
    assert not bound.is_changed() and not box(bound, "state_1").hasFocus()
    box(bound, "state_2").setFocus()
    qtbot.waitUntil(box(bound, "state_2").hasFocus)
    roll(box(bound, "state_2"))
    assert bound.changes() == {"state_2": "old"}, "who is in it may turn it"


# --- yes and no ---------------------------------------------------------------------------------
def test_a_box_to_tick_shows_its_whole_name_and_space_ticks_it(bound: FormBinder, qtbot: QtBot) -> None:
    bound.load({"grade": "new"})
    tick = bound.fields["loud"].widget
    assert isinstance(tick, QCheckBox) and tick.text() == "R&&D" and tick.accessibleName() == "R&D"
    tick.setFocus()
    with qtbot.waitSignal(bound.changed):
        qtbot.keyClick(tick, KEY.Key_Space)
    assert bound.changes() == {"loud": True}
    qtbot.keyClick(tick, KEY.Key_Space)
    assert bound.changes() == {}, "no answer yet and No look the same"


def test_a_box_that_is_bound_again_keeps_one_list(look: object, qtbot: QtBot) -> None:
    combo = QComboBox()
    qtbot.addWidget(combo)
    tools = FormTools(nobody)
    for _ in range(2):
        field = ChoiceField(THING.column("state"), combo, tools)
    assert labels(combo) == ["—", "New", "Old & worn", "Gone"] and field.read() is None
