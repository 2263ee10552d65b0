"""Words for yes and no, choices and text as people and spreadsheets write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itdesk.core.errors import InvalidValueError
from itdesk.core.types import Type, type_limit
from itdesk.core.values import (
    clean,
)
from tests.core.reading import parse


# --- words
@pytest.mark.parametrize(
    "word", ["yes", "Y", "TRUE", "t", "1", "on", "x", "X", "ja", "oui", "sí", "sim", 1, True]
)
def test_words_for_yes(word: object) -> None:
    assert parse(Type.YES_NO, word) is True


@pytest.mark.parametrize("word", ["no", "N", "False", "f", "0", "OFF", "nein", "non", "não", 0, False])
def test_words_for_no(word: object) -> None:
    assert parse(Type.YES_NO, word) is False


@pytest.mark.parametrize("word", ["maybe", "2", "yesno", "-", 2, 1.5])
def test_other_words_are_neither(word: object) -> None:
    with pytest.raises(InvalidValueError, match="neither yes nor no"):
        parse(Type.YES_NO, word)


@pytest.mark.parametrize("word", ["in-use", "In use", "IN USE", "deployed", "en service", "  In Use  "])
def test_a_choice_is_named_by_value_label_or_alias(word: str) -> None:
    assert parse(Type.CHOICE, word) == "in-use"


def test_a_choice_that_is_none_lists_those_there_are() -> None:
    with pytest.raises(InvalidValueError, match="is not one of in-use, none"):
        parse(Type.CHOICE, "stolen")


# --- text
@given(st.text(max_size=50))
def test_cleaned_text_is_clean_already(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert "\r" not in clean(text)


@pytest.mark.parametrize("kind", [Type.TEXT, Type.CODE])
def test_one_line_stays_one_line(kind: Type) -> None:
    assert parse(kind, "  first\r\nsecond\tthird\n ") == "first second third"


def test_long_text_keeps_its_lines() -> None:
    assert parse(Type.LONG_TEXT, "first\r\nsecond\rthird\tx\n") == "first\nsecond\nthird\tx"


@pytest.mark.parametrize("kind", [Type.TEXT, Type.CODE, Type.LONG_TEXT])
@pytest.mark.parametrize("mark", ["\x00", "\x1b", "\x7f", "\x85", "\ud800"])
def test_characters_that_nothing_can_show_are_refused(kind: Type, mark: str) -> None:
    with pytest.raises(InvalidValueError, match="cannot be kept"):
        parse(kind, f"a{mark}b")


@pytest.mark.parametrize("kind", [Type.TEXT, Type.CODE, Type.LONG_TEXT])
def test_text_may_be_as_long_as_it_may_and_no_longer(kind: Type) -> None:
    limit = type_limit[kind]
    assert parse(kind, "é" * limit) == "é" * limit
    with pytest.raises(InvalidValueError, match=f"longer than {limit} characters"):
        parse(kind, "é" * (limit + 1))


@pytest.mark.parametrize(
    ("raw", "text"), [(42, "42"), (1.5, "1.5"), (date(2026, 1, 2), "2026-01-02"), (True, "True")]
)
def test_what_a_spreadsheet_holds_becomes_text(raw: object, text: str) -> None:
    assert parse(Type.TEXT, raw) == text


@pytest.mark.parametrize("blank", ["", " ", "\t\n", "\u200b", "\ufeff", "\u00ad \u2060", "\u3000", "\u00a0"])
@pytest.mark.parametrize("kind", list(Type))
def test_a_cell_that_looks_empty_is(kind: Type, blank: str) -> None:
    assert parse(kind, blank) is None
