"""Lines of two directions against two small models: reversed runs, and numbers that keep their order."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itdesk.reports.rules.bidi import (
    Span,
    has_right_to_left,
    is_right_to_left,
    mirrored,
    visual_spans,
)

HEBREW = "אבגדהוזח"
WORDS = st.text("abcאבגד ", max_size=24)
NUMBERED = st.lists(st.sampled_from(["אב", "ג", "12", "1.5", "3,400", " "]), max_size=9).map(" ".join)


def drawn(text: str, *, rtl: bool) -> str:
    """The characters from left to right as they are drawn."""
    return "".join(
        mirrored(text[s.start : s.end]) if s.rtl else text[s.start : s.end]
        for s in visual_spans(text, rtl=rtl)
    )


def turned(found: re.Match[str]) -> str:
    return found[0][::-1]


# --- models ----------------------------------------------------------------------------------


@given(WORDS)
def test_in_a_left_to_right_line_each_stretch_of_hebrew_is_reversed(text: str) -> None:
    assert drawn(text, rtl=False) == re.sub("[אבגד](?:[אבגד ]*[אבגד])?", turned, text)


@given(WORDS)
def test_in_a_right_to_left_line_all_is_reversed_but_the_stretches_of_latin(text: str) -> None:
    assert drawn(text, rtl=True) == re.sub("[abc](?:[abc ]*[abc])?", turned, text[::-1])


@given(NUMBERED)
def test_numbers_are_read_from_the_left_in_a_line_from_the_right(text: str) -> None:
    assert drawn(text, rtl=True) == re.sub(r"\d+(?:[.,]\d+)*", turned, text[::-1])


@given(st.text("abc12 .,()-", max_size=30))
def test_a_line_without_right_to_left_letters_is_drawn_as_it_stands(text: str) -> None:
    assert drawn(text, rtl=False) == text
    assert not has_right_to_left(text)


@given(st.text(max_size=40), st.booleans())
def test_any_text_is_drawn_whole_in_spans_that_do_not_overlap(text: str, rtl: bool) -> None:
    spans = visual_spans(text, rtl=rtl)
    assert all(span.start < span.end for span in spans)
    places = [index for span in spans for index in range(span.start, span.end)]
    assert sorted(places) == list(range(len(text)))


@given(st.text(max_size=30))
def test_turning_twice_gives_the_text_again(text: str) -> None:
    assert mirrored(mirrored(text)) == text


# --- direction -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "rtl"),
    [
        ("", False),
        ("123 !", False),
        ("abc אבג", False),
        ("אבג abc", True),
        ("12 אבג", True),
        ("… (محمد)", True),
        ("\u202eabc", False),
        ("\u200fabc", True),
        ("👩‍💻 سلمان", True),
        ("山田 سلمان", False),
    ],
)
def test_the_first_strong_letter_gives_the_direction(text: str, rtl: bool) -> None:
    assert is_right_to_left(text) == rtl


@pytest.mark.parametrize("letter", ["א", "م", "ﷺ", "ﻼ", "𐤀", "𞤀", "ܐ", "ߊ"])
def test_every_right_to_left_script_is_noticed(letter: str) -> None:
    assert has_right_to_left(f"abc {letter}")
    assert is_right_to_left(letter)


@given(st.characters(codec="utf-8"))
def test_no_right_to_left_letter_is_overlooked(letter: str) -> None:
    assert is_right_to_left(letter) <= (has_right_to_left(letter) or letter in "\u200f\u061c")


# --- what stands in data ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("אבג 50%", "50% גבא"),
        ("אבג $5", "$5 גבא"),
        ("אבג 10:30", "10:30 גבא"),
        ("אבג 2026-11-23", "2026-11-23 גבא"),
        ("אבג +5", "5+ גבא"),
        ("אבג (abc) ד", "ד (abc) גבא"),
        ("אבג «דה»", "«הד» גבא"),
        ("אבג [דה] {וז}", "{זו} [הד] גבא"),
        ("אבג abc.", ".abc גבא"),
    ],
)
def test_numbers_and_brackets_of_hebrew_lines(text: str, shown: str) -> None:
    assert drawn(text, rtl=True) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("سعر 1,250.50 ريال", "لاير 1,250.50 رعس"),
        ("م 12 - 15 ن", "ن 15 - 12 م"),
        ("م 1+2 ن", "ن 2+1 م"),
    ],
)
def test_european_numbers_among_arabic_are_arabic_ones(text: str, shown: str) -> None:
    assert drawn(text, rtl=True) == shown


@pytest.mark.parametrize("control", ["\u202d", "\u202e", "\u2066", "\u2067", "\u202b", "\u202c", "\u2069"])
def test_a_hidden_control_moves_nothing_that_can_be_seen(control: str) -> None:
    visible = drawn("abc אבג 12", rtl=False)
    for place in range(11):
        text = "abc אבג 12"
        hidden = drawn(text[:place] + control + text[place:], rtl=False)
        assert hidden.replace(control, "") == visible


def test_a_mark_above_a_letter_is_drawn_in_its_letters_run() -> None:
    text = "abc א\u05b7ב"
    spans = visual_spans(text, rtl=False)
    assert spans == [Span(0, 4, False), Span(4, 7, True)]


@pytest.mark.parametrize("rtl", [False, True])
def test_spaces_at_the_end_stand_at_the_end_of_the_line(rtl: bool) -> None:
    shown = drawn("אבג  ", rtl=rtl)
    assert shown == ("  גבא" if rtl else "גבא  ")
    shown = drawn("abc  ", rtl=rtl)
    assert shown == ("  abc" if rtl else "abc  ")


def test_an_empty_line_has_no_spans() -> None:
    assert visual_spans("", rtl=True) == visual_spans("", rtl=False) == []


@pytest.mark.parametrize("count", [1, 2, 5_000])
def test_a_line_of_many_changes_of_direction_is_drawn(count: int) -> None:
    text = "a א " * count
    assert sorted(drawn(text, rtl=False)) == sorted(text)
