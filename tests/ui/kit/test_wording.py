"""Known errors as a person reads them: whole sentences, columns by their label, in the person's language."""

from __future__ import annotations

from collections.abc import Iterator
from string import Formatter
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication, QTranslator
from PySide6.QtWidgets import QApplication

from itdesk.core.errors import CancelledError, DeskError, InvalidRecordError, InvalidValueError
from itdesk.core.kinds import Choice, Column, Kind, View
from itdesk.core.types import Type
from itdesk.core.wording import WORDING
from itdesk.ui.kit.wording import error_text, field_text, translated_kind, value_words
from itdesk.ui.start import application

BERLIN = ZoneInfo("Europe/Berlin")
PRINTER = Kind(
    name="printer",
    label="Printer",
    plural="Printers",
    title="name",
    columns=(
        Column(name="name", label="Name", required=True, help="What it is called"),
        Column(name="serial-number", label="Serial number", heading="Serial"),
        Column(name="state", label="State", type=Type.CHOICE,
               choices=(Choice("up", "Up", "ok"), Choice("down", "Down", "crit"))),
        Column(name="leased", label="Leased", type=Type.YES_NO),
        Column(name="pages", label="Pages", type=Type.INTEGER),
        Column(name="seen", label="Seen", type=Type.INSTANT),
        Column(name="bought", label="Bought", type=Type.DATE),
    ),
    views=(View("Down now", "state:down"),),
)  # fmt: skip
CODES = sorted(WORDING)
VALUES = sorted(code for code in WORDING if WORDING[code].startswith("{column}"))


def fields_of(code: str) -> dict[str, object]:
    """A value that is easily found again for each hole of a sentence."""
    return {name: f"«{name}»" for _text, name, _spec, _conversion in Formatter().parse(WORDING[code]) if name}


# --- sentences ------------------------------------------------------------------------------------------
@pytest.mark.parametrize("code", CODES)
def test_every_sentence_holds_what_it_is_about_and_no_holes(code: str) -> None:
    fields = fields_of(code)
    words = error_text(DeskError(code, **fields))
    assert all(str(value) in words for value in fields.values())
    assert "{" not in words and "}" not in words
    assert words == DeskError(code, **fields).sentence(), "the command line says the same"


@pytest.mark.parametrize("value", ["{column}", "{", "}}", "{0}", "{value.__class__}", "100 %s", "<b>x</b>"])
def test_a_value_with_braces_is_shown_and_not_filled(value: str) -> None:
    error = InvalidValueError("value.integer", column="pages", value=value)
    assert f"“{value}”" in error_text(error, PRINTER)
    assert f"“{value}”" in field_text(error, PRINTER)


@given(st.text(max_size=200))
def test_any_value_can_be_told(value: str) -> None:
    error = InvalidValueError("value.choice", column="state", value=value, choices="up, down")
    assert value in error_text(error, PRINTER) and "State" in error_text(error, PRINTER)


# --- columns --------------------------------------------------------------------------------------------
def test_a_column_is_called_by_its_label_where_the_kind_is_known() -> None:
    error = InvalidValueError("value.required", column="serial-number")
    assert error_text(error, PRINTER) == "Serial number is required: give it a value."
    assert error_text(error) == "serial-number is required: give it a value."
    other = InvalidValueError("value.required", column="elsewhere")
    assert error_text(other, PRINTER) == "elsewhere is required: give it a value."


def test_below_a_field_its_name_is_left_out() -> None:
    wrong = InvalidValueError("value.integer", column="pages", value="many")
    assert field_text(wrong, PRINTER) == "“many” is not a whole number. Write digits only, such as 42."
    missing = InvalidValueError("value.required", column="name")
    assert field_text(missing, PRINTER) == "Name is required: give it a value."


@pytest.mark.parametrize("code", VALUES)
def test_below_a_field_every_sentence_begins_with_a_capital_or_a_value(code: str) -> None:
    error = InvalidValueError(code, **{**fields_of(code), "column": "pages"})  # type: ignore[arg-type]
    words = field_text(error, PRINTER)
    assert words and not words[0].islower() and not words.startswith((":", " "))
    assert "pages" not in words, "its contract name is for scripts"


def test_several_wrong_columns_are_all_told_by_their_labels() -> None:
    error = InvalidRecordError((
        InvalidValueError("value.required", column="name"),
        InvalidValueError("value.integer", column="serial-number", value="x"),
    ))  # fmt: skip
    words = error_text(error, PRINTER)
    assert words.startswith("Not saved: Name is required")
    assert "Serial number: “x” is not a whole number" in words and "serial-number" not in words
    assert "serial-number: “x”" in error_text(error), "where nobody knows the kind"


# --- other errors ---------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("error", "words"),
    [(ValueError("disk gone"), "disk gone"), (ValueError(), "ValueError"), (KeyError("x"), "'x'"),
     (TimeoutError(), "TimeoutError")],
)  # fmt: skip
def test_another_error_says_what_it_can(error: Exception, words: str) -> None:
    assert error_text(error, PRINTER) == words


def test_a_cancelled_work_says_what_stays() -> None:
    assert error_text(CancelledError("Three of ten were sent.")).endswith("Three of ten were sent.")


# --- another language -----------------------------------------------------------------------------------
class Brackets(QTranslator):
    """A language in which everything stands in brackets."""

    def translate(
        self, context: str, source: str, disambiguation: str | None = None, n: int = -1
    ) -> str | None:
        known = {"errors": f"[{source}]", "kinds": f"[{source}]"}
        return known.get(context)

    def isEmpty(self) -> bool:
        return False


@pytest.fixture
def brackets() -> Iterator[QApplication]:
    app, language = application(), Brackets()
    QCoreApplication.installTranslator(language)
    yield app
    QCoreApplication.removeTranslator(language)


@pytest.mark.usefixtures("brackets")
def test_the_sentence_is_translated_before_it_is_filled() -> None:
    error = InvalidValueError("value.integer", column="pages", value="many")
    words = "[Pages: “many” is not a whole number. Write digits only, such as 42.]"
    assert error_text(error, PRINTER) == words
    both = InvalidRecordError((error,))
    assert error_text(both, PRINTER) == f"[Not saved: {words}]", "the reasons too"


@pytest.mark.usefixtures("brackets")
def test_a_kind_is_read_in_that_language_and_asked_for_in_the_old() -> None:
    kind = translated_kind(PRINTER)
    assert (kind.name, kind.label, kind.plural) == ("printer", "[Printer]", "[Printers]")
    assert [column.name for column in kind.columns] == [column.name for column in PRINTER.columns]
    assert kind.column("serial-number").label == "[Serial number]"
    assert kind.column("serial-number").heading == "[Serial]"
    assert kind.column("name").help == "[What it is called]" and kind.column("pages").help == ""
    assert [(choice.value, choice.label) for choice in kind.column("state").choices] == [
        ("up", "[Up]"), ("down", "[Down]"),
    ]  # fmt: skip
    assert [(view.name, view.query) for view in kind.views] == [("[Down now]", "state:down")]
    assert PRINTER.label == "Printer", "the kind itself is as it was"


@pytest.mark.usefixtures("brackets")
def test_values_are_read_in_that_language_and_words_of_people_are_not() -> None:
    kind = translated_kind(PRINTER)
    assert value_words(kind.column("state"), "up", BERLIN) == "[Up]"
    assert value_words(kind.column("leased"), True, BERLIN) == "[Yes]"
    assert value_words(kind.column("name"), "Up", BERLIN) == "Up"
    assert "[" not in value_words(kind.column("leased"), None, BERLIN)


def test_instants_are_told_in_the_local_zone() -> None:
    noon = 1_795_521_600_000  # 24 Nov 2026 12:00 UTC
    assert "13:00" in value_words(PRINTER.column("seen"), noon, BERLIN)
    assert "21:00" in value_words(PRINTER.column("seen"), noon, ZoneInfo("Asia/Tokyo"))
