"""Styled runs before they are set: cleaned, parted, trimmed and joined without losing a letter."""

from __future__ import annotations

import itertools
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itdesk.reports.rules.bidi import Span
from itdesk.reports.type.runs import (
    Styled,
    clean,
    face_units,
    is_visible,
    joined,
    paragraphs,
    styled_chunks,
    trimmed,
    within,
)
from itdesk.reports.type.style import BODY, STRONG, Style

BOLD = Style(9.0, STRONG)
STYLES = st.sampled_from([BODY, BOLD, Style(italic=True)])
RUNS = st.lists(st.tuples(st.text("ab -山\n\u0301", max_size=8), STYLES), max_size=6)
FLAT = st.lists(st.tuples(st.text("ab -山", max_size=8), STYLES), max_size=6)


def text_of(runs: list[Styled]) -> str:
    return "".join(text for text, _ in runs)


def letters(runs: list[Styled]) -> list[tuple[str, Style]]:
    return [(letter, style) for text, style in runs for letter in text]


# --- cleaning --------------------------------------------------------------------------------


@given(st.text(max_size=40))
def test_clean_text_is_one_line_and_clean(text: str) -> None:
    found = clean(text)
    assert clean(found) == found
    assert not set(found) & set("\n\r\t\v\f\x85\u2028\u2029")


@given(st.text(st.characters(categories=("L", "N", "P", "S")), max_size=30))
def test_letters_are_composed_and_none_is_lost(text: str) -> None:
    assert clean(text) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize(
    "unseen", ["\u00ad", "\u200e", "\u200f", "\u202a", "\u202e", "\u2060", "\u2066", "\ufeff"]
)
def test_what_only_steers_other_letters_is_taken_out(unseen: str) -> None:
    assert clean(f"a{unseen}b") == "ab"


@pytest.mark.parametrize("joiner", ["\u200c", "\u200d", "\u0301", "\ufe0f", "\x07", "\x00"])
def test_what_shapes_letters_or_must_be_marked_stays(joiner: str) -> None:
    assert clean(f"م{joiner}م") == f"م{joiner}م"


@pytest.mark.parametrize(
    ("character", "seen"),
    [("a", True), (" ", True), ("\x07", True), ("\ud800", True), ("\ufe0f", False), ("\u200d", False)],
)
def test_a_missing_glyph_is_marked_only_where_it_would_be_seen(character: str, seen: bool) -> None:
    assert is_visible(character) == seen


# --- parting ---------------------------------------------------------------------------------


@given(RUNS)
def test_paragraphs_are_the_lines_of_the_text_with_their_looks(runs: list[Styled]) -> None:
    found = list(paragraphs(runs))
    assert [text_of(part) for part in found] == text_of(runs).split("\n")
    assert [pair for part in found for pair in letters(part)] == [p for p in letters(runs) if p[0] != "\n"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end_ends_a_paragraph(end: str) -> None:
    found = [text_of(part) for part in paragraphs([(f"a{end}b", BODY), (f"c{end}{end}", BOLD), ("d", BODY)])]
    assert found == ["a", "bc", "", "d"]


@given(FLAT)
def test_chunks_hold_every_letter_in_its_look(runs: list[Styled]) -> None:
    found = list(styled_chunks(runs))
    assert [pair for chunk in found for pair in letters(chunk)] == letters(runs)
    assert all(text_of(chunk) for chunk in found)


def test_a_word_of_two_looks_is_one_chunk() -> None:
    found = list(styled_chunks([("a half", BODY), ("bold", BOLD), (" b", BODY)]))
    assert [text_of(chunk) for chunk in found] == ["a ", "halfbold ", "b"]
    assert found[1] == [("half", BODY), ("bold", BOLD), (" ", BODY)]


# --- trimming and joining --------------------------------------------------------------------


@given(FLAT)
def test_only_spaces_at_the_end_are_trimmed(runs: list[Styled]) -> None:
    assert text_of(trimmed(runs)) == text_of(runs).rstrip(" ")
    assert letters(trimmed(runs)) == letters(runs)[: len(text_of(runs).rstrip(" "))]


@given(FLAT)
def test_joined_runs_look_the_same_and_no_neighbours_alike(runs: list[Styled]) -> None:
    found = joined(runs)
    assert letters(found) == letters(runs)
    assert not any(one[1] == other[1] for one, other in itertools.pairwise(found))
    assert joined(found) == found


@given(FLAT, st.integers(0, 50), st.integers(0, 50), st.booleans())
def test_what_lies_within_a_span_is_cut_out_of_the_runs(
    runs: list[Styled], start: int, length: int, rtl: bool
) -> None:
    found = within(runs, Span(start, start + length, rtl))
    expected = letters(runs)[start : start + length]
    assert letters(found[::-1] if rtl else found) == expected
    assert all(text for text, _ in found)


# --- units of one face -----------------------------------------------------------------------


@given(st.text("aé山田한👩\u200d💻\u0301م ", max_size=40))
def test_units_joined_are_the_text(text: str) -> None:
    found = list(face_units(text))
    assert "".join(found) == text
    assert all(found)


def test_an_east_asian_name_is_one_unit_and_a_long_text_several() -> None:
    assert list(face_units("a山田太郎b")) == ["a", "山田太郎", "b"]
    assert all(len(unit) <= 16 for unit in face_units("点検" * 40))
    assert list(face_units("👩‍💻é")) == ["👩‍💻", "é"]
