from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from itdesk.reports.type.fonts import font_book
from itdesk.reports.type.setting import Line, Typesetter
from itdesk.reports.type.style import BODY, CODE, Style

_NAMES = "山田太郎 Nguyễn Thị Ánh محمد بن سلمان שלום 김민수 नमस्ते สวัสดี 😀👩‍💻 𠮷野家 Ωμέγα"


@pytest.fixture(scope="module")
def setter() -> Iterator[Typesetter]:
    with font_book(frozenset(_NAMES + "\u202e\ufe0f")) as book:
        yield Typesetter(book)


def said(line: Line) -> str:
    return "".join(piece.said or piece.text for piece in line.pieces)


@pytest.mark.parametrize("name", _NAMES.split())
def test_names_of_any_script_have_glyphs(setter: Typesetter, name: str) -> None:
    line = setter.line(name, BODY)
    assert said(line) == name
    assert line.width > 0


@pytest.mark.parametrize(
    ("hard", "mark"), [("\x07", "[U+0007]"), ("\ud800", "[U+D800]"), ("\uffff", "[U+FFFF]")]
)
def test_a_character_that_no_font_has_prints_as_its_code(setter: Typesetter, hard: str, mark: str) -> None:
    assert said(setter.line(f"a{hard}b", BODY)) == f"a{mark}b"


def test_a_character_outside_the_document_is_marked_rather_than_drawn_wrongly(setter: Typesetter) -> None:
    assert said(setter.line("aЖ", BODY)) == "a[U+0416]"


def test_a_mark_inside_right_to_left_text_can_be_read(setter: Typesetter) -> None:
    pieces = [piece.text for piece in setter.line("שלום \x07 שלום", BODY).pieces]
    assert "[U+0007]" in pieces


def test_invisible_controls_are_not_printed(setter: Typesetter) -> None:
    assert said(setter.line("a\u202eb\u2066\u00adc\ufeff", BODY)) == "abc"


def test_digits_are_of_one_width(setter: Typesetter) -> None:
    assert setter.line("1111111", BODY).width == pytest.approx(setter.line("0284576", BODY).width)


def test_a_long_text_is_elided_within_its_room(setter: Typesetter) -> None:
    line = setter.elided("Headquarters, second floor, the long corridor", BODY, 80)
    assert said(line).endswith("…")
    assert line.width <= 80


def test_a_text_that_fits_is_not_elided(setter: Typesetter) -> None:
    assert said(setter.elided("HQ", BODY, 80)) == "HQ"


def test_a_megabyte_in_one_cell_is_elided_at_once(setter: Typesetter) -> None:
    assert setter.elided("W" * 1_000_000, BODY, 120).width <= 120


def test_lines_stop_at_their_limit_with_an_ellipsis(setter: Typesetter) -> None:
    lines = setter.lines([("one two three four five six seven eight nine ten", BODY)], 60, 2)
    assert len(lines) == 2
    assert said(lines[-1]).endswith("…")
    assert all(line.width <= 60 for line in lines)


def test_a_line_end_in_the_text_ends_the_line(setter: Typesetter) -> None:
    assert [said(line) for line in setter.lines([("one\r\ntwo\n\nthree", BODY)], 200)] == [
        "one",
        "two",
        "",
        "three",
    ]


def test_a_word_of_two_styles_is_not_broken_between_them(setter: Typesetter) -> None:
    bold = Style(9.0, 600)
    lines = setter.lines(
        [("aaaa bbbb half", BODY), ("bold", bold)], setter.line("aaaa bbbb half", BODY).width + 4
    )
    assert [said(line) for line in lines] == ["aaaa bbbb", "halfbold"]


def test_an_arabic_paragraph_keeps_its_direction_on_every_line(setter: Typesetter) -> None:
    text = "محمد بن سلمان " * 6 + "HP HP HP HP HP " + "محمد بن سلمان " * 3
    assert all(line.rtl for line in setter.lines([(text, BODY)], 120))


def test_code_is_of_a_fixed_width(setter: Typesetter) -> None:
    assert setter.line("iiii", CODE).width == pytest.approx(setter.line("WWWW", CODE).width)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=120), st.floats(30, 300), st.integers(0, 4))
def test_no_line_is_wider_than_its_room(setter: Typesetter, text: str, width: float, limit: int) -> None:
    lines = setter.lines([(text, BODY)], width, limit)
    assert lines
    assert not limit or len(lines) <= limit
    assert all(line.width <= width + 0.01 or len(said(line)) <= 10 for line in lines)
