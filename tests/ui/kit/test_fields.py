"""Editors of values: what is typed stays, what is read is stored, and each fits its column."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from itdesk.core.errors import InvalidValueError
from itdesk.core.kinds import Choice, Column, Value
from itdesk.core.types import Type
from itdesk.ui.kit.date_edit import DateEdit
from itdesk.ui.kit.fields import Field, FormTools, editor_for, field_for
from itdesk.ui.kit.reference_box import ReferenceBox

PEOPLE = {1: "Maria Silva", 2: "Jonas Weber", 3: "山田太郎", 4: "Jonas Weberknecht"}


def find_person(kind: str, text: str) -> Sequence[tuple[int, str]]:
    return [(key, name) for key, name in PEOPLE.items() if text.casefold() in name.casefold()]


TOOLS = FormTools(find_person, ZoneInfo("Europe/Berlin"))
COLUMNS = {
    Type.TEXT: Column(name="name", label="Name"),
    Type.LONG_TEXT: Column(name="notes", label="Notes", type=Type.LONG_TEXT),
    Type.INTEGER: Column(name="count", label="Count", type=Type.INTEGER),
    Type.DECIMAL: Column(name="size", label="Size", type=Type.DECIMAL),
    Type.MONEY: Column(name="price", label="Price", type=Type.MONEY),
    Type.DATE: Column(name="bought", label="Bought", type=Type.DATE),
    Type.INSTANT: Column(name="seen", label="Seen", type=Type.INSTANT),
    Type.YES_NO: Column(name="active", label="Active", type=Type.YES_NO),
    Type.CHOICE: Column(
        name="state", label="State", type=Type.CHOICE,
        choices=(Choice("new", "New"), Choice("old", "Old")),
    ),
    Type.REFERENCE: Column(name="person", label="Person", type=Type.REFERENCE, kind="person"),
}  # fmt: skip


@pytest.fixture
def made(shown: Callable[[QWidget], QWidget]) -> Callable[[Column], Field]:
    """made(column) → the field of a new editor on screen."""

    def make(column: Column) -> Field:
        return field_for(column, shown(editor_for(column)), TOOLS)

    return make


@pytest.mark.parametrize(
    ("column_type", "widget"),
    [
        (Type.TEXT, QLineEdit), (Type.LONG_TEXT, QPlainTextEdit), (Type.INTEGER, QLineEdit),
        (Type.DATE, DateEdit), (Type.YES_NO, QCheckBox), (Type.CHOICE, QComboBox),
        (Type.REFERENCE, ReferenceBox),
    ],
)  # fmt: skip
def test_each_type_has_its_editor(
    made: Callable[[Column], Field], column_type: Type, widget: type[QWidget]
) -> None:
    field = made(COLUMNS[column_type])
    assert type(field.widget) is widget
    assert field.widget.accessibleName() == COLUMNS[column_type].label


@pytest.mark.parametrize(
    ("column_type", "value", "text"),
    [
        (Type.TEXT, "東京の複合機", "東京の複合機"),
        (Type.LONG_TEXT, "two\nlines <b>", "two\nlines <b>"),
        (Type.INTEGER, 1234, "1,234"),
        (Type.MONEY, 123456, "1,234.56"),
        (Type.DATE, "2026-11-24", "24 Nov 2026"),
        (Type.INSTANT, 1_795_500_000_000, "24 Nov 2026 07:00"),
        (Type.YES_NO, True, "yes"),
        (Type.CHOICE, "old", "old"),
        (Type.REFERENCE, 1, "Maria Silva"),
    ],
)
def test_what_is_shown_is_read_again(
    made: Callable[[Column], Field], column_type: Type, value: Value, text: str
) -> None:
    field = made(COLUMNS[column_type])
    field.show(value, PEOPLE.get(value, "") if isinstance(value, int) else "")
    assert field.typed() == text
    assert field.read() == value


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(minor=st.integers(-(10**12), 10**12))
def test_every_amount_survives_its_field(made: Callable[[Column], Field], minor: int) -> None:
    field = made(COLUMNS[Type.MONEY])
    field.show(minor)
    assert field.read() == minor


@pytest.mark.parametrize("column_type", [t for t in COLUMNS if t is not Type.YES_NO])
def test_nothing_is_nothing(made: Callable[[Column], Field], column_type: Type) -> None:
    field = made(COLUMNS[column_type])
    field.show(None)
    assert field.read() is None


@pytest.mark.parametrize("column_type", [Type.TEXT, Type.MONEY, Type.DATE, Type.REFERENCE])
def test_a_required_field_wants_something(made: Callable[[Column], Field], column_type: Type) -> None:
    from dataclasses import replace

    field = made(replace(COLUMNS[column_type], required=True))
    with pytest.raises(InvalidValueError) as caught:
        field.read()
    assert caught.value.code == "value.required"


@pytest.mark.parametrize(
    ("column_type", "typed"),
    [
        (Type.INTEGER, "many"), (Type.MONEY, "1.2.3.4"), (Type.DATE, "31.02.2026"),
        (Type.INSTANT, "yesterday at tea"), (Type.REFERENCE, "Nobody"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_kept_and_refused(
    made: Callable[[Column], Field], column_type: Type, typed: str
) -> None:
    field = made(COLUMNS[column_type])
    line = field.widget.lineEdit() if isinstance(field.widget, QComboBox) else field.widget
    assert isinstance(line, QLineEdit)
    line.insert(typed)
    with pytest.raises(InvalidValueError) as caught:
        field.read()
    assert caught.value.fields["column"] == COLUMNS[column_type].name
    assert field.typed() == typed


def test_a_choice_that_was_taken_out_of_the_list_is_still_shown(made: Callable[[Column], Field]) -> None:
    field = made(COLUMNS[Type.CHOICE])
    field.show("ancient")
    assert isinstance(field.widget, QComboBox)
    assert field.widget.currentText() == field.typed() == "ancient"


def test_leaving_a_field_and_editing_it_are_told(made: Callable[[Column], Field], qtbot: QtBot) -> None:
    field = made(COLUMNS[Type.TEXT])
    with qtbot.waitSignal(field.edited):
        qtbot.keyClicks(field.widget, "x")
    field.widget.setFocus()
    qtbot.waitUntil(field.widget.hasFocus)
    with qtbot.waitSignal(field.left):
        field.widget.clearFocus()


@pytest.mark.parametrize("column_type", list(COLUMNS))
def test_a_field_that_may_not_be_edited_takes_no_keys(
    made: Callable[[Column], Field], qtbot: QtBot, column_type: Type
) -> None:
    field = made(COLUMNS[column_type])
    before = field.typed()
    field.set_editable(False)
    if isinstance(field.widget, (QLineEdit, QPlainTextEdit)):
        qtbot.keyClicks(field.widget, "abc ")
        assert field.typed() == before
    else:
        assert not field.widget.isEnabled()


def test_a_widget_that_cannot_edit_is_a_bug_at_once(look: object) -> None:
    label = QLabel("no editor")
    with pytest.raises(TypeError, match="cannot edit"):
        field_for(COLUMNS[Type.TEXT], label, TOOLS)


# --- references ---------------------------------------------------------------------------------------
@pytest.fixture
def box(made: Callable[[Column], Field]) -> ReferenceBox:
    widget = made(COLUMNS[Type.REFERENCE]).widget
    assert isinstance(widget, ReferenceBox)
    return widget


@pytest.mark.parametrize(
    ("typed", "only"),
    [("Maria", 1), ("jonas weber", 2), ("Jonas", None), ("", None), ("Nobody", None), ("山田", 3)],
    ids=["a part", "the whole of one that another holds", "two", "nothing", "none", "Japanese"],
)
def test_the_only_match_is_taken(box: ReferenceBox, typed: str, only: int | None) -> None:
    box.setEditText(typed)
    assert box.only_match() == only


def test_a_record_that_is_shown_can_be_taken_away(box: ReferenceBox) -> None:
    box.show_record(2, "Jonas Weber")
    assert (box.record_id(), box.currentText()) == (2, "Jonas Weber")
    box.show_record(None, "")
    assert (box.record_id(), box.currentText()) == (None, "")


def test_times_are_those_of_the_office(made: Callable[[Column], Field]) -> None:
    field = made(COLUMNS[Type.INSTANT])
    assert field.tools.zone is not UTC
    assert isinstance(field.widget, QLineEdit)
    field.widget.insert("2026-07-01 12:00")
    assert field.read() == 1_782_900_000_000


def test_numbers_stand_at_the_right(made: Callable[[Column], Field]) -> None:
    widget = made(COLUMNS[Type.MONEY]).widget
    assert isinstance(widget, QLineEdit)
    assert widget.alignment() & Qt.AlignmentFlag.AlignRight
