"""Vectors follow the examples of UAX #9: capitals stand for right-to-left letters."""

from hypothesis import given
from hypothesis import strategies as st

from itdesk.reports.rules.bidi import is_right_to_left, mirrored, visual_spans

_HEBREW = str.maketrans({chr(ord("A") + number): chr(0x5D0 + number) for number in range(26)})
_LATIN = {ord(target): chr(source) for source, target in _HEBREW.items()}


def drawn(text: str, *, rtl: bool | None = None) -> str:
    logical = text.translate(_HEBREW)
    direction = is_right_to_left(logical) if rtl is None else rtl
    parts = [
        mirrored(logical[span.start : span.end]) if span.rtl else logical[span.start : span.end]
        for span in visual_spans(logical, rtl=direction)
    ]
    return "".join(parts).translate(_LATIN)


def test_left_to_right_text_stays_as_it_is() -> None:
    assert drawn("car is a car (really)") == "car is a car (really)"


def test_a_right_to_left_word_is_turned_inside_english() -> None:
    assert drawn("car is THE CAR in arabic") == "car is RAC EHT in arabic"


def test_a_right_to_left_paragraph_runs_from_the_right() -> None:
    assert drawn("CAR IS the car IN ENGLISH") == "HSILGNE NI the car SI RAC"


def test_numbers_keep_their_order_in_right_to_left_text() -> None:
    assert drawn("IT COSTS 1,250.50 TODAY") == "YADOT 1,250.50 STSOC TI"


def test_a_number_goes_with_the_arabic_words_before_it() -> None:
    assert drawn("the label ABC 12 and more") == "the label 12 CBA and more"


def test_brackets_are_turned_with_their_words() -> None:
    assert drawn("ABC (DEF)") == "(FED) CBA"


def test_a_continued_line_keeps_the_direction_of_its_paragraph() -> None:
    assert drawn("dell ABC", rtl=True) == "CBA dell"


def test_trailing_space_stands_at_the_end_of_the_paragraph() -> None:
    assert drawn("abc DEF ", rtl=False) == "abc FED "


def test_hidden_overrides_do_not_reorder_what_is_around_them() -> None:
    assert drawn("\u202eabc\u202c def") == "\u202eabc\u202c def"


@given(st.text(alphabet="aAאبג١1 .,-()\u0301\u202e", max_size=30), st.booleans())
def test_every_character_is_drawn_exactly_once(text: str, rtl: bool) -> None:
    spans = visual_spans(text, rtl=rtl)
    assert sorted(index for span in spans for index in range(span.start, span.end)) == list(range(len(text)))
