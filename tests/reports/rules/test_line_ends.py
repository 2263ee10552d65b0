"""Where lines may end: every break is one a reader would make, and nothing is lost at it."""

from __future__ import annotations

import itertools
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itdesk.reports.rules.breaks import (
    WORD_LIMIT,
    cap_words,
    chunks,
    clusters,
    is_ideographic,
    joins_previous,
)

MIXED = st.text("ab1 -/。、「」（）ー山田カ\u0301\u200d\u00a0\u200b👩💻🇯🇵%.,!?", max_size=30)


def broken(text: str) -> str:
    return "|".join(chunks(text))


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("one two", "one |two"),
        ("one  two", "one  |two"),
        ("  lead", "  |lead"),
        ("a\tb", "a\t|b"),
        ("10\u00a0km", "10\u00a0km"),
        ("self-test", "self-|test"),
        ("PF-4711", "PF-4711"),
        ("2026-11-23", "2026-11-23"),
        ("-5", "-5"),
        ("a/b/c", "a/|b/|c"),
        ("C:\\Users\\山", "C:\\|Users\\|山"),
        ("why?because", "why?|because"),
        ("R&D", "R&|D"),
        ("1 / 2", "1 |/ |2"),
        ("zero\u200bwidth", "zero\u200b|width"),
        ("wait !", "wait !"),
        ("(a b)", "(a |b)"),
    ],
)
def test_latin_text_breaks_at_spaces_and_after_joints(text: str, parts: str) -> None:
    assert broken(text) == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("点検", "点|検"),
        ("点検。次", "点|検。|次"),
        ("サーバー", "サー|バー"),
        ("「点検」", "「点|検」"),
        ("（山）", "（山）"),
        ("ちょっと", "ちょっ|と"),
        ("人々", "人々"),
        ("SW-A1の裏", "SW-|A1|の|裏"),
        ("서버 실", "서|버 |실"),
        ("100％", "100％"),
        ("12時", "12|時"),
        ("12\u00a0件", "12\u00a0件"),
    ],
)
def test_east_asian_text_breaks_between_letters_but_not_before_its_marks(text: str, parts: str) -> None:
    assert broken(text) == parts


@given(MIXED)
def test_no_line_begins_with_a_mark_and_none_ends_in_an_open_bracket(text: str) -> None:
    parts = list(chunks(text))
    assert "".join(parts) == text
    for before, after in itertools.pairwise(parts):
        assert after[0] not in "、。，」）ー,.!?%\u0301\u200d"
        assert not after[0].isspace()
        assert before[-1] not in "「（" and before[-1] not in "\u00a0\u200d"


@given(MIXED)
def test_a_break_never_parts_what_a_reader_takes_for_one_letter(text: str) -> None:
    def ends(parts: list[str]) -> set[int]:
        return {sum(map(len, parts[: n + 1])) for n in range(len(parts))}

    flagless = text.replace("🇯", "").replace("🇵", "")
    assert ends(list(chunks(flagless))) <= ends(list(clusters(flagless)))


# --- letters ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "letter",
    [
        "é",
        "e\u0301",
        "e\u0301\u0323",
        "👩‍💻",
        "👨‍👩‍👧‍👦",
        "👍🏽",
        "❤\ufe0f",
        "🇯🇵",
        "नि",
        "ก็",
        "שׁ",
        "ه\u200c",
        "1\ufe0f\u20e3",
    ],
)
def test_what_looks_like_one_letter_is_one(letter: str) -> None:
    assert list(clusters(letter)) == [letter]
    assert list(clusters(f"x{letter}y")) == ["x", letter, "y"]


def test_flags_side_by_side_stay_whole() -> None:
    assert list(clusters("🇯🇵🇫🇷🇩🇪")) == ["🇯🇵", "🇫🇷", "🇩🇪"]
    assert list(clusters("🇯🇵🇫")) == ["🇯🇵", "🇫"]
    assert list(clusters("a🇯b")) == ["a", "🇯", "b"]


@given(st.text(max_size=40))
def test_letters_joined_are_the_text_and_none_is_empty(text: str) -> None:
    found = list(clusters(text))
    assert "".join(found) == text
    assert all(found)
    assert not any(joins_previous(letter[0]) for letter in found[1:])


@given(st.characters())
def test_every_combining_mark_joins_the_letter_before_it(letter: str) -> None:
    if unicodedata.combining(letter):
        assert joins_previous(letter)
    if letter.isalpha() or letter.isspace():
        assert not joins_previous(letter)


@pytest.mark.parametrize("letter", "山カかー한！Ａ𠮷々㎡")
def test_east_asian_letters_are_known(letter: str) -> None:
    assert is_ideographic(letter)


@pytest.mark.parametrize("letter", "aЖम😀…م ")
def test_other_letters_are_not_taken_for_them(letter: str) -> None:
    assert not is_ideographic(letter)


# --- words without end -----------------------------------------------------------------------


@given(st.lists(st.integers(1, 40), min_size=1, max_size=6), st.integers(1, 20))
def test_only_words_over_the_limit_are_cut_and_counted(lengths: list[int], limit: int) -> None:
    words = [*("x" * length + " " for length in lengths[:-1]), "x" * lengths[-1]]
    text = "".join(words)
    shortened = [
        word if len(word) <= limit else f"{word[:limit]}… [{len(word) - limit} more characters]"
        for word in words
    ]
    assert cap_words(text, limit) == "".join(shortened)


def test_a_word_as_long_as_the_limit_is_whole() -> None:
    assert cap_words("x" * WORD_LIMIT) == "x" * WORD_LIMIT
    assert cap_words("x" * (WORD_LIMIT + 1)).endswith("… [1 more characters]")


def test_japanese_text_of_any_length_is_never_cut() -> None:
    text = "点検の手順" * 3_000
    assert cap_words(text) == text
