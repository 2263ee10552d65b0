"""The dialog made out of a kind: what it asks, what it hands over, and that one press is one record."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QCheckBox, QFormLayout, QLabel, QLineEdit, QPlainTextEdit, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from itdesk.core.errors import DeskError, InvalidRecordError, InvalidValueError
from itdesk.core.kinds import Choice, Column, Kind, Value
from itdesk.core.types import Type
from itdesk.ui.kit.banner import Banner
from itdesk.ui.kit.buttons import Button
from itdesk.ui.kit.error_summary import ErrorSummary
from itdesk.ui.kit.fields import FormTools
from itdesk.ui.kit.record_dialog import RecordDialog, Section
from itdesk.ui.kit.theme import Mode, ThemeManager

KEY, LEFT = Qt.Key, Qt.MouseButton.LeftButton
CONTROL = Qt.KeyboardModifier.ControlModifier
KEYPAD = CONTROL | Qt.KeyboardModifier.KeypadModifier
THING = Kind(
    name="thing", label="Thing", plural="Things",
    columns=(
        Column(name="number", label="No.", type=Type.INTEGER, editable=False),
        Column(name="name", label="Name", required=True),
        Column(name="budget", label="R&D budget", type=Type.MONEY, help="Of this year, without tax"),
        Column(name="notes", label="Notes", type=Type.LONG_TEXT),
        Column(name="state", label="State", type=Type.CHOICE, required=True, default="new",
               choices=(Choice("new", "New"), Choice("old", "Old"))),
        Column(name="loud", label="Loud & clear", type=Type.YES_NO),
        Column(name="bought", label="Bought", type=Type.DATE),
    ),
)  # fmt: skip
OWN = [Column(name=f"own-{n}", label=f"Own {n}", type=Type.INTEGER, custom=True) for n in range(30)]


def nobody(_kind: str, _text: str) -> Sequence[tuple[int, str]]:
    return ()


@pytest.fixture
def ask(shown: Callable[[QWidget], QWidget], qtbot: QtBot) -> Callable[..., RecordDialog]:
    """ask(kind, sections, designed) → an open dialog for a new record."""

    def opened(
        kind: Kind = THING, sections: Sequence[Section] = (), designed: QWidget | None = None
    ) -> RecordDialog:
        dialog = RecordDialog(
            kind, FormTools(nobody, UTC), "New thing", "Create", sections, designed=designed
        )
        dialog.load_defaults()
        shown(dialog)
        qtbot.waitUntil(dialog.isActiveWindow)
        return dialog

    return opened


@pytest.fixture
def dialog(ask: Callable[..., RecordDialog]) -> RecordDialog:
    return ask()


@pytest.fixture
def wanted(dialog: RecordDialog) -> list[dict[str, Value]]:
    """What the dialog has asked to be written."""
    told: list[dict[str, Value]] = []
    dialog.save_requested.connect(told.append)
    return told


def line(dialog: RecordDialog, name: str) -> QLineEdit:
    widget = dialog.binder.fields[name].widget
    assert isinstance(widget, QLineEdit)
    return widget


def button(dialog: RecordDialog, text: str) -> Button:
    return next(b for b in dialog.findChildren(Button) if b.text() == text)


def words(dialog: RecordDialog) -> list[str]:
    return [label.text() for label in dialog.findChildren(QLabel) if label.isVisible()]


# --- what it asks -------------------------------------------------------------------------------
def test_it_asks_for_what_can_be_edited_and_marks_what_must_be(dialog: RecordDialog) -> None:
    assert list(dialog.binder.fields) == ["name", "budget", "notes", "state", "loud", "bought"]
    assert words(dialog).count("*") == 2 and "Fields marked * are required." in words(dialog)
    assert "Of this year, without tax" in words(dialog)
    assert dialog.windowTitle() == "New thing" and "New thing" in words(dialog)


def test_names_with_an_ampersand_are_shown_whole(dialog: RecordDialog) -> None:
    """A label with a buddy and a check box take "&" for a key, so that it must stand there twice."""
    assert "R&&D budget" in words(dialog)
    box = dialog.binder.fields["loud"].widget
    assert isinstance(box, QCheckBox) and box.text() == "Loud && clear"
    assert box.accessibleName() == "Loud & clear"


def test_own_fields_stand_apart_below(ask: Callable[..., RecordDialog], qtbot: QtBot) -> None:
    dialog = ask(THING.with_custom(OWN[:2]))
    assert "Your own fields" in words(dialog)
    name, own = line(dialog, "name"), line(dialog, "own_1")
    assert own.mapTo(dialog, QPoint()).y() > name.mapTo(dialog, QPoint()).y()
    own.insert("12")
    assert dialog.binder.changes()["own_1"] == 12


def test_sections_ask_only_for_their_columns(ask: Callable[..., RecordDialog]) -> None:
    dialog = ask(sections=[Section("Money", ("budget",), "in euros"), Section("Rest", ("name", "bought"))])
    assert list(dialog.binder.fields) == ["name", "budget", "bought"]
    assert {"Money", "in euros", "Rest"} <= set(words(dialog))


def test_a_section_with_a_column_that_is_none_is_a_bug_at_once(ask: Callable[..., RecordDialog]) -> None:
    with pytest.raises(DeskError, match="has no column"):
        ask(sections=[Section("Money", ("cents",))])


def test_a_drawn_form_is_taken_and_own_fields_follow_it(ask: Callable[..., RecordDialog]) -> None:
    drawn = QWidget()
    rows = QFormLayout(drawn)
    for name in ("name", "bought"):
        editor = QLineEdit(drawn)
        editor.setObjectName(name)
        rows.addRow(name, editor)
    dialog = ask(THING.with_custom(OWN[:1]), designed=drawn)
    assert list(dialog.binder.fields) == ["name", "bought", "own_0"]
    assert dialog.isAncestorOf(drawn) and "Your own fields" in words(dialog)


def test_long_text_takes_the_whole_width_and_tab_leaves_it(dialog: RecordDialog, qtbot: QtBot) -> None:
    notes = dialog.binder.fields["notes"].widget
    assert isinstance(notes, QPlainTextEdit)
    assert notes.width() > 1.8 * line(dialog, "name").width()
    notes.setFocus()
    qtbot.keyClick(notes, KEY.Key_Tab)
    qtbot.waitUntil(lambda: not notes.hasFocus())
    assert notes.toPlainText() == ""


# --- one press is one record ---------------------------------------------------------------------
def test_what_stands_there_is_handed_over_once(
    dialog: RecordDialog, wanted: list[dict[str, Value]], qtbot: QtBot
) -> None:
    line(dialog, "name").insert("プリンター 🖨")
    line(dialog, "budget").insert("1.480,50")
    for _ in range(3):
        qtbot.keyClick(dialog, KEY.Key_Return, CONTROL)
    assert wanted == [{"name": "プリンター 🖨", "budget": 148_050, "state": "new"}]
    assert not button(dialog, "Create").isEnabled()
    with qtbot.waitSignal(dialog.accepted):
        dialog.saved()


@pytest.mark.parametrize(
    ("key", "modifier"), [(KEY.Key_Return, CONTROL), (KEY.Key_Enter, KEYPAD)], ids=["Return", "keypad"]
)
def test_both_enters_save_with_control(
    dialog: RecordDialog, wanted: list[dict[str, Value]], qtbot: QtBot, key: Qt.Key,
    modifier: Qt.KeyboardModifier,
) -> None:  # fmt: skip
    name = line(dialog, "name")
    name.setFocus()
    name.insert("A")
    qtbot.keyClick(name, key, modifier)
    assert [values["name"] for values in wanted] == ["A"]


def test_enter_alone_in_a_line_neither_saves_nor_closes(
    dialog: RecordDialog, wanted: list[dict[str, Value]], qtbot: QtBot
) -> None:
    line(dialog, "name").insert("A")
    qtbot.keyClick(line(dialog, "name"), KEY.Key_Return)
    assert wanted == [] and dialog.isVisible()
    qtbot.mouseClick(button(dialog, "Create"), LEFT)
    assert len(wanted) == 1


@pytest.mark.parametrize("way", ["escape", "cancel"])
def test_giving_up_asks_for_nothing(
    dialog: RecordDialog, wanted: list[dict[str, Value]], qtbot: QtBot, way: str
) -> None:
    line(dialog, "name").insert("A")
    with qtbot.waitSignal(dialog.rejected):
        if way == "escape":
            qtbot.keyClick(dialog, KEY.Key_Escape)
        else:
            qtbot.mouseClick(button(dialog, "Cancel"), LEFT)
    assert wanted == [] and not dialog.isVisible()


def test_an_untouched_record_asks_for_no_change(dialog: RecordDialog, wanted: list[dict[str, Value]]) -> None:
    dialog.load({"name": "A", "state": "old", "loud": None, "notes": "two\u00a0words\r\nhere "})
    button(dialog, "Create").click()
    assert wanted == [{}]


# --- what is wrong -------------------------------------------------------------------------------
def test_what_is_missing_is_said_at_its_field_and_nothing_is_handed_over(
    dialog: RecordDialog, wanted: list[dict[str, Value]], qtbot: QtBot
) -> None:
    line(dialog, "bought").insert("31.02.2026")
    qtbot.keyClick(dialog, KEY.Key_Return, CONTROL)
    summary = dialog.findChild(ErrorSummary)
    assert summary is not None and summary.accessibleName() == "2 fields need your attention"
    assert wanted == [] and dialog.binder.problem("name") in words(dialog)
    qtbot.waitUntil(line(dialog, "name").hasFocus)
    qtbot.keyClicks(line(dialog, "name"), "A")
    line(dialog, "bought").setText("28.02.2026")
    qtbot.keyClick(dialog, KEY.Key_Return, CONTROL)
    assert [values["bought"] for values in wanted] == ["2026-02-28"] and not summary.isVisible()


def test_a_wrong_field_out_of_sight_is_brought_into_it(
    ask: Callable[..., RecordDialog], qtbot: QtBot
) -> None:
    dialog = ask(THING.with_custom(OWN))
    dialog.resize(dialog.width(), 420)
    area = dialog.findChild(QScrollArea)
    assert area is not None
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() > 200)
    line(dialog, "name").insert("A")
    far = line(dialog, "own_29")
    far.insert("many")
    qtbot.keyClick(dialog, KEY.Key_Return, CONTROL)

    def in_sight() -> bool:
        place = QRect(far.mapTo(area.viewport(), QPoint()), far.size())
        return area.viewport().rect().contains(place)

    qtbot.waitUntil(lambda: far.hasFocus() and in_sight())


def test_a_refusal_of_the_desk_stands_on_top_until_the_next_try(
    dialog: RecordDialog, wanted: list[dict[str, Value]], qtbot: QtBot
) -> None:
    banner = dialog.findChild(Banner)
    assert banner is not None
    line(dialog, "name").insert("A")
    button(dialog, "Create").click()
    dialog.show_failure(DeskError("desk.full"))
    qtbot.waitUntil(banner.isVisible)
    assert "Free space" in banner.accessibleName() and line(dialog, "name").text() == "A"
    button(dialog, "Create").click()
    assert len(wanted) == 2 and not banner.isVisible()


def test_a_refusal_that_names_fields_goes_to_them(
    dialog: RecordDialog, wanted: list[dict[str, Value]], qtbot: QtBot
) -> None:
    line(dialog, "name").insert("A")
    button(dialog, "Create").click()
    taken = InvalidValueError("value.unique", column="name", value="A", holder="T-7")
    strange = InvalidValueError("value.required", column="elsewhere")
    dialog.show_failure(InvalidRecordError((taken, strange)))
    qtbot.waitUntil(line(dialog, "name").hasFocus)
    assert "T-7" in dialog.binder.problem("name") and button(dialog, "Create").isEnabled()
    dialog.show_failure(strange)
    banner = dialog.findChild(Banner)
    assert banner is not None and "elsewhere" in banner.accessibleName()


def test_it_follows_the_look_while_it_is_open(dialog: RecordDialog, look: ThemeManager, qtbot: QtBot) -> None:
    def ground() -> int:
        return dialog.grab().toImage().pixelColor(5, dialog.height() // 2).lightness()

    light = ground()
    look.set_mode(Mode.DARK)
    try:
        qtbot.waitUntil(lambda: ground() < light - 100)
    finally:
        look.set_mode(Mode.LIGHT)
