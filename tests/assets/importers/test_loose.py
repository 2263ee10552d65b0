"""Values of any type: what fits is taken, what does not is as if it were not there."""

from __future__ import annotations

import math
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itdesk.assets.importers.loose import LONGEST, many, number, one, text, text_of, was_looked_at

ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=6,
)


@given(ANY)
def test_any_value_becomes_one_short_line_that_every_database_keeps(value: object) -> None:
    found = text_of(value)
    assert found == found.strip()
    assert len(found) <= LONGEST
    assert not any(unicodedata.category(c) in ("Cc", "Cs") for c in found)
    assert found.encode("utf-8").decode() == found == unicodedata.normalize("NFC", found)


@pytest.mark.parametrize("value", [None, True, False, [], {}, ["x"], {"x": 1}, b"x", "", " \t\n", "\x00"])
def test_what_says_nothing_is_empty(value: object) -> None:
    assert text_of(value) == ""


@pytest.mark.parametrize(
    ("value", "found"),
    [
        (0, "0"),
        (1.5, "1.5"),
        (2**70, str(2**70)),
        ("  a\r\nb\tc ", "a  b c"),
        ("e\u0301", "é"),
        ("x\x00y\ud800z", "xyz"),
        ("山田 太郎", "山田 太郎"),
        ("x" * 5_000, "x" * LONGEST),
        ("\x01" * 900 + "late", "late"),
    ],
)
def test_a_text_or_number_is_one_clean_line(value: object, found: str) -> None:
    assert text_of(value) == found


def test_the_first_name_that_says_something_is_taken() -> None:
    section = {"a": "", "b": None, "c": ["x"], "d": 0, "e": "later"}
    assert text(section, "missing", "a", "b", "c", "d", "e") == "0"
    assert text(section, "a", "b") == ""


@given(st.floats())
def test_a_number_is_one_above_nothing_and_below_all_reason(value: float) -> None:
    found = number({"n": value}, "n")
    assert found == (value if 0 < value < 1e15 else 0.0)
    assert math.isfinite(found)


@pytest.mark.parametrize("value", [None, "", "-4", "4 GB", "nan", "inf", True, [4], {"n": 4}, "1e15", 0])
def test_what_is_no_such_number_is_nought(value: object) -> None:
    assert number({"n": value}, "n") == 0.0


@pytest.mark.parametrize(("value", "found"), [(" 8192 ", 8192.0), (0.5, 0.5), ("1e3", 1000.0)])
def test_a_number_may_be_written_as_text(value: object, found: float) -> None:
    assert number({"n": value}, "n") == found


@given(st.lists(ANY, max_size=6))
def test_of_a_list_only_the_objects_are_taken(items: list[object]) -> None:
    assert many({"s": items}, "s") == [item for item in items if isinstance(item, dict)]


def test_one_object_stands_for_a_list_of_one() -> None:
    assert many({"s": {"a": 1}}, "s") == [{"a": 1}]
    assert one({"s": [{"a": 1}, {"a": 2}]}, "s") == {"a": 1}
    assert one({"s": "text"}, "s") == one({}, "s") == {}


@pytest.mark.parametrize(
    ("section", "looked"),
    [
        ({}, False),
        ({"s": []}, True),
        ({"s": ""}, True),
        ({"s": [{}]}, True),
        ({"s": {}}, True),
        ({"s": None}, False),
        ({"s": "stray"}, False),
        ({"s": [1, None]}, False),
        ({"s": False}, False),
        ({"s": 0}, False),
    ],
)
def test_a_section_was_looked_at_when_it_holds_objects_or_nothing(
    section: dict[str, object], looked: bool
) -> None:
    assert was_looked_at(section, "s") is looked
