"""A form bound to a kind by the names of its editors: in, out, what is wrong, and what was typed stays."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QFrame, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from itdesk.core.errors import DeskError, InvalidRecordError, InvalidValueError
from itdesk.core.kinds import Choice, Column, Kind, Value
from itdesk.core.types import Type
from itdesk.ui.kit.error_summary import ErrorSummary
from itdesk.ui.kit.fields import FormTools
from itdesk.ui.kit.forms import ErrorLine, FormBinder

THING = Kind(
    name="thing", label="Thing", plural="Things",
    columns=(
        Column(name="name", label="Name", required=True),
        Column(name="price", label="Price", type=Type.MONEY),
        Column(name="warranty-until", label="Warranty until", type=Type.DATE),
        Column(name="count", label="Count", type=Type.INTEGER, default=1),
        Column(name="state", label="State", type=Type.CHOICE, default="new",
               choices=(Choice("new", "New"), Choice("old", "Old"))),
        Column(name="active", label="Active", type=Type.YES_NO),
        Column(name="rule", label="Repeats"),
        Column(name="made", label="Made", editable=False),
        Column(name="unseen", label="Unseen"),
    ),
)  # fmt: skip
EDITORS: dict[str, type[QWidget]] = {
    "name": QLineEdit, "price": QLineEdit, "warranty_until": QLineEdit, "count": QLineEdit,
    "state": QComboBox, "active": QCheckBox, "made": QLineEdit,
}  # fmt: skip
BEFORE: dict[str, Value] = {
    "name": "Laptop", "price": 148_000, "warranty_until": "2027-05-06", "count": 3, "state": "old",
    "active": True, "rule": None, "made": "in March",
}  # fmt: skip


def nobody(_kind: str, _text: str) -> Sequence[tuple[int, str]]:
    return ()


@pytest.fixture
def form(shown: Callable[[QWidget], QWidget], qtbot: QtBot) -> QWidget:
    """A Designer form in effect: editors named after stored fields, and a separator called "rule"."""
    made = QWidget()
    layout = QFormLayout(made)
    for name, editor in EDITORS.items():
        widget = editor(made)
        widget.setObjectName(name)
        layout.addRow(name, widget)
    rule = QFrame(made)
    rule.setObjectName("rule")
    layout.addRow(rule)
    shown(made)
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.fixture
def bound(form: QWidget) -> FormBinder:
    made = FormBinder(THING, form, FormTools(nobody, UTC))
    made.load(BEFORE)
    return made


def edit(bound: FormBinder, name: str, text: str) -> None:
    """Type over what stands in a field and leave it."""
    widget = bound.fields[name].widget
    assert isinstance(widget, QLineEdit)
    widget.setFocus()
    widget.selectAll()
    widget.insert(text)
    widget.textEdited.emit(text)


def test_editors_are_found_by_the_columns_names_and_a_separator_is_none(bound: FormBinder) -> None:
    assert set(bound.fields) == set(EDITORS)


def test_what_was_loaded_is_no_change(bound: FormBinder) -> None:
    assert not bound.is_changed() and bound.changes() == {}
    assert bound.typed()["price"].startswith("1,480.00") or bound.typed()["price"] == "1480.00"


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(values=st.fixed_dictionaries({
    "name": st.text("abc é山", min_size=1, max_size=12).map(str.strip).filter(bool),
    "price": st.integers(0, 10**9), "count": st.integers(-1_000, 1_000),
    "warranty_until": st.dates(date(1900, 1, 1), date(2200, 12, 31)).map(lambda day: day.isoformat()),
    "state": st.sampled_from(["new", "old"]), "active": st.booleans(),
}))  # fmt: skip
def test_any_values_come_out_as_they_went_in(bound: FormBinder, values: dict[str, Value]) -> None:
    bound.load({**BEFORE, **values})
    assert not bound.is_changed() and bound.check()
    bound.load({})
    for name, value in values.items():
        bound.fields[name].show(value)
    wanted = {name: value for name, value in values.items() if value is not False}
    assert {name: value for name, value in bound.changes().items() if name in values} == wanted


def test_only_what_differs_is_written(bound: FormBinder) -> None:
    edit(bound, "name", "Notebook")
    edit(bound, "price", "1500")
    assert bound.is_changed()
    assert bound.changes() == {"name": "Notebook", "price": 150_000}
    edit(bound, "price", "1480.00")
    assert bound.changes() == {"name": "Notebook"}


def test_a_cleared_field_is_a_change_to_nothing(bound: FormBinder) -> None:
    edit(bound, "warranty_until", "")
    assert bound.changes() == {"warranty_until": None}


def test_what_a_person_may_not_change_is_neither_open_nor_written(bound: FormBinder) -> None:
    made = bound.fields["made"].widget
    assert isinstance(made, QLineEdit) and made.isReadOnly()
    bound.fields["made"].show("in April")
    assert "made" not in bound.changes()


def test_defaults_of_a_new_record_stand_there_and_count(bound: FormBinder) -> None:
    bound.load_defaults()
    assert bound.changes() == {"count": 1, "state": "new"}


# --- what is wrong --------------------------------------------------------------------------
WRONG = {"price": "cheap", "warranty_until": "31.02.2026", "count": "many", "name": ""}


@pytest.mark.parametrize(("name", "text"), WRONG.items(), ids=WRONG)
def test_a_wrong_value_is_said_below_its_field_and_stays(
    bound: FormBinder, form: QWidget, name: str, text: str
) -> None:
    edit(bound, name, text)
    assert not bound.check()
    assert bound.problem(name) and bound.fields[name].typed() == text
    lines = [line.text() for line in form.findChildren(ErrorLine) if line.isVisible()]
    assert lines == [bound.problem(name)]
    assert bound.fields[name].widget.hasFocus()


def test_all_that_is_wrong_is_told_at_once_and_the_first_gets_the_cursor(bound: FormBinder) -> None:
    told: list[list[tuple[str, str, str]]] = []
    bound.problems_changed.connect(told.append)
    for name, text in WRONG.items():
        edit(bound, name, text)
    assert not bound.check()
    assert [name for _, _, name in told[-1]] == ["name", "price", "warranty_until", "count"]
    assert bound.fields["name"].widget.hasFocus()


def test_a_mended_field_is_right_at_once(bound: FormBinder) -> None:
    edit(bound, "price", "cheap")
    assert not bound.check()
    edit(bound, "price", "12.50")
    assert bound.problem("price") == "" and bound.check()
    assert bound.changes() == {"price": 1_250}


def test_leaving_a_field_checks_it_but_an_empty_required_one_waits(bound: FormBinder, qtbot: QtBot) -> None:
    edit(bound, "price", "cheap")
    bound.fields["count"].widget.setFocus()
    qtbot.waitUntil(lambda: bool(bound.problem("price")))
    edit(bound, "name", "")
    bound.fields["count"].widget.setFocus()
    assert bound.problem("name") == ""


def test_loading_again_takes_all_complaints_away(bound: FormBinder, form: QWidget) -> None:
    for name, text in WRONG.items():
        edit(bound, name, text)
    bound.check()
    bound.load(BEFORE)
    assert not any(bound.problem(name) for name in EDITORS) and not bound.is_changed()
    assert not [line for line in form.findChildren(ErrorLine) if line.isVisible()]


def test_a_refusal_of_the_save_comes_back_to_its_field(bound: FormBinder) -> None:
    taken = InvalidValueError("value.unique", column="name", value="Laptop", holder="T-7")
    assert bound.show_failure(InvalidRecordError((taken,)))
    assert "T-7" in bound.problem("name") and bound.fields["name"].widget.hasFocus()


def test_a_refusal_that_names_no_field_of_the_form_is_left_to_others(bound: FormBinder) -> None:
    assert not bound.show_failure(DeskError("desk.full"))
    assert not bound.show_failure(InvalidValueError("value.required", column="unseen"))
    assert not any(bound.problem(name) for name in EDITORS)


def test_the_summary_leads_to_each_field(
    bound: FormBinder, shown: Callable[[QWidget], QWidget], qtbot: QtBot
) -> None:
    summary = ErrorSummary()
    bound.problems_changed.connect(summary.show_problems)
    summary.field_chosen.connect(bound.go_to)
    shown(summary)
    for name in ("price", "count"):
        edit(bound, name, WRONG[name])
    assert not bound.check()
    qtbot.waitUntil(summary.isVisible)
    links = [b for b in summary.findChildren(QWidget) if b.accessibleName() == "Count"]
    assert links
    qtbot.mouseClick(links[0], Qt.MouseButton.LeftButton)
    count = bound.fields["count"].widget
    qtbot.waitUntil(lambda: count.window().focusWidget() is count)


def test_a_link_works_although_its_press_leaves_a_wrong_field(
    bound: FormBinder, form: QWidget, qtbot: QtBot
) -> None:
    summary = ErrorSummary()
    layout = form.layout()
    assert isinstance(layout, QFormLayout)
    layout.insertRow(0, summary)
    bound.problems_changed.connect(summary.show_problems)
    summary.field_chosen.connect(bound.go_to)
    for name in ("price", "count"):
        edit(bound, name, WRONG[name])
    assert not bound.check()
    assert bound.fields["price"].widget.hasFocus()
    qtbot.waitUntil(summary.isVisible)
    link = next(b for b in summary.findChildren(QWidget) if b.accessibleName() == "Count")
    qtbot.waitUntil(link.isVisible)
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(bound.fields["count"].widget.hasFocus)
    assert link.isVisible()
