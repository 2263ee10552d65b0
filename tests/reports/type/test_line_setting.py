"""Lines set in one document's faces: broken, torn and ended so that a reader knows what is missing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from itdesk.reports.type.fonts import font_book
from itdesk.reports.type.setting import ELLIPSIS, EMPTY, Line, Typesetter
from itdesk.reports.type.style import BODY, CODE, STRONG, Style

BOLD = Style(9.0, STRONG)
ARABIC = "محمد HP سلمان LaserJet محمد بن سلمان 12 محمد"
LETTERS = "abcdefghij LMN 0123 山田太郎 点検。 🇯🇵👩‍💻 é" + ARABIC


@pytest.fixture(scope="module")
def setter() -> Iterator[Typesetter]:
    with font_book(frozenset(LETTERS + "\u202e\u0301\u00a0\u200b.,-/…[]+U")) as book:
        yield Typesetter(book)


def said(line: Line) -> str:
    return "".join(piece.said or piece.text for piece in line.pieces)


def bare(text: str) -> str:
    """Text without what a line may end with."""
    return "".join(text.replace("\u200b", "").split())


def read(line: Line) -> str:
    """The text of a line in reading order, where its words run from the right."""
    return "".join(piece.said or piece.text for piece in (line.pieces[::-1] if line.rtl else line.pieces))


TEXTS = st.text("abc de 山田、。-/🇯é\u0301\u00a0\u200b", max_size=60)


# --- breaking --------------------------------------------------------------------------------


@settings(max_examples=40)
@given(TEXTS, st.floats(25, 200))
def test_broken_lines_joined_are_the_text_but_for_spaces(setter: Typesetter, text: str, width: float) -> None:
    lines = setter.lines([(text, BODY)], width)
    assert bare("".join(map(said, lines))) == bare(said(setter.line(text, BODY)))


@settings(max_examples=40)
@given(TEXTS, st.floats(25, 200), st.integers(1, 4))
def test_a_limited_text_is_the_beginning_of_the_whole_with_an_ellipsis(
    setter: Typesetter, text: str, width: float, limit: int
) -> None:
    full = setter.lines([(text, BODY)], width)
    cut = setter.lines([(text, BODY)], width, limit)
    assert len(cut) == min(len(full), limit)
    assert list(map(said, cut[:-1])) == list(map(said, full[: len(cut) - 1]))
    if len(full) > limit:
        assert said(cut[-1]).endswith(ELLIPSIS)
        assert said(full[limit - 1]).startswith(said(cut[-1]).removesuffix(ELLIPSIS))
        assert cut[-1].width <= max(width, setter.line(ELLIPSIS, BODY).width)
    else:
        assert said(cut[-1]) == said(full[-1])


@settings(max_examples=40)
@given(TEXTS, st.floats(10, 200))
def test_an_elided_text_is_whole_or_as_much_as_fits(setter: Typesetter, text: str, width: float) -> None:
    whole = setter.line(text, BODY)
    line = setter.elided(text, BODY, width)
    if whole.width <= width:
        assert line == whole
        return
    assert said(line).endswith(ELLIPSIS)
    assert said(whole).startswith(said(line).removesuffix(ELLIPSIS))
    assert line.width <= max(width, setter.line(ELLIPSIS, BODY).width)


@pytest.mark.parametrize("width", range(40, 260, 9))
def test_an_arabic_text_cut_short_begins_with_its_first_words_in_their_order(
    setter: Typesetter, width: int
) -> None:
    for line in (setter.lines([(ARABIC, BODY)], width, 1)[0], setter.elided(ARABIC, BODY, width)):
        if line.width == setter.line(ARABIC, BODY).width:
            return
        assert line.rtl
        assert said(line).startswith(ELLIPSIS), "drawn at the left end"
        words = read(line).removesuffix(ELLIPSIS).split()
        assert words, "the first word has room"
        assert words[:-1] == ARABIC.split()[: len(words) - 1]
        assert ARABIC.split()[len(words) - 1].startswith(words[-1])


def test_a_cut_text_of_two_looks_keeps_both(setter: Typesetter) -> None:
    runs = [("abc abc ", BOLD), ("de de de de de de de de de de", BODY)]
    (line,) = setter.lines(runs, 80, 1)
    assert next((piece.text.strip(), piece.style) for piece in line.pieces) == ("abc abc", BOLD)
    assert line.pieces[-1].style == BODY
    assert said(line).endswith(ELLIPSIS)
    assert line.width <= 80


def test_a_cut_in_bold_words_ends_in_a_bold_ellipsis(setter: Typesetter) -> None:
    (line,) = setter.lines([("abc " * 30, BOLD), ("de", BODY)], 60, 1)
    assert {piece.style for piece in line.pieces} == {BOLD}


def test_a_cut_after_a_blank_line_is_an_ellipsis_alone(setter: Typesetter) -> None:
    lines = setter.lines([("abc\n\nde", BODY)], 100, 2)
    assert list(map(said, lines)) == ["abc", ELLIPSIS]


# --- what is torn, and what is not -----------------------------------------------------------


def test_a_word_wider_than_its_line_is_torn_between_letters_a_reader_knows(setter: Typesetter) -> None:
    lines = setter.lines([("e\u0301" * 40, BODY)], 30)
    assert len(lines) > 3
    assert all(set(said(line)) == {"é"} for line in lines)
    flags = setter.lines([("🇯🇵" * 12, BODY)], 30)
    assert all(len(said(line)) % 2 == 0 for line in flags)


def test_a_letter_wider_than_its_line_stands_alone_on_it(setter: Typesetter) -> None:
    assert [said(line) for line in setter.lines([("山田太", BODY)], 3)] == ["山", "田", "太"]


def test_a_long_word_begins_on_a_line_of_its_own(setter: Typesetter) -> None:
    lines = [said(line) for line in setter.lines([("ab " + "c" * 60, BODY)], 60)]
    assert lines[0] == "ab"
    assert "".join(lines[1:]) == "c" * 60


def test_spaces_that_a_break_leaves_over_are_dropped(setter: Typesetter) -> None:
    lines = setter.lines([("abc      de", BODY)], setter.line("abc  ", BODY).width)
    assert [said(line) for line in lines] == ["abc", "de"]


def test_no_break_spaces_hold_a_number_and_its_unit(setter: Typesetter) -> None:
    text = "abc abc 10\u00a0de"
    lines = setter.lines([(text, BODY)], setter.line("abc abc 10", BODY).width + 1)
    assert [said(line) for line in lines] == ["abc abc", "10\u00a0de"]


# --- one line --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("", ""),
        ("a\nb", "a b"),
        ("a\r\nb\tc", "a  b c"),
        ("a\u2028b\x85c", "a b c"),
        ("\u202eabc\u202c", "abc"),
        ("e\u0301", "é"),
        ("a\u200bb", "a\u200bb"),
    ],
)
def test_a_line_is_one_line_whatever_its_text_holds(setter: Typesetter, text: str, shown: str) -> None:
    assert said(setter.line(text, BODY)).replace("\u200b", "") == shown.replace("\u200b", "")


@given(st.text("abc de0123", max_size=30), st.text("abc de0123", max_size=30))
def test_a_line_is_as_wide_as_its_parts(setter: Typesetter, one: str, other: str) -> None:
    together = setter.line(one + other, BODY).width
    assert together == pytest.approx(setter.line(one, BODY).width + setter.line(other, BODY).width)


@given(st.floats(4, 40))
def test_widths_grow_with_the_size(setter: Typesetter, size: float) -> None:
    unit = setter.line("abc 山田", Style(1.0)).width
    assert setter.line("abc 山田", Style(size)).width == pytest.approx(unit * size)


def test_bold_words_and_code_have_faces_of_their_own(setter: Typesetter) -> None:
    faces = {setter.line("abc", style).pieces[0].font for style in (BODY, BOLD, CODE, Style(italic=True))}
    assert len(faces) == 4


def test_a_line_tells_its_largest_size(setter: Typesetter) -> None:
    (line,) = setter.lines([("abc ", Style(8)), ("de", Style(13))], 500)
    assert line.size == 13
    assert EMPTY.size == setter.line("", BODY).size == 0


def test_the_same_question_again_has_the_same_answer(setter: Typesetter) -> None:
    first = setter.lines([("abc de " * 9, BODY)], 60, 3)
    assert setter.lines([("abc de " * 9, BODY)], 60, 3) == first
    assert setter.lines([("abc de " * 9, BOLD)], 60, 3) != first
    assert setter.lines([("abc de " * 9, BODY)], 70, 3) != first


@pytest.mark.parametrize("width", [-5.0, 0.0, 0.1])
def test_without_room_there_is_still_an_answer(setter: Typesetter, width: float) -> None:
    assert said(setter.elided("abc", BODY, width)) == ELLIPSIS
    assert len(setter.lines([("abc", BODY)], width)) == 3
