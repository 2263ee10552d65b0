from hypothesis import given
from hypothesis import strategies as st

from itdesk.reports.rules.breaks import cap_words, chunks, clusters


def test_lines_break_after_spaces() -> None:
    assert list(chunks("one two  three")) == ["one ", "two  ", "three"]


def test_a_no_break_space_holds_words_together() -> None:
    assert list(chunks("10\u00a0km away")) == ["10\u00a0km ", "away"]


def test_a_serial_with_hyphens_before_digits_stays_whole() -> None:
    assert list(chunks("PF-4711-22 self-test")) == ["PF-4711-22 ", "self-", "test"]


def test_japanese_breaks_between_characters_but_never_before_a_full_stop() -> None:
    assert list(chunks("点検。（山田）")) == ["点", "検。", "（山", "田）"]


def test_an_emoji_family_is_one_character() -> None:
    family = "👨‍👩‍👧"
    assert list(clusters(f"a{family}b")) == ["a", family, "b"]


def test_a_mark_stays_with_its_letter() -> None:
    assert list(clusters("e\u0301a")) == ["e\u0301", "a"]


def test_an_endless_word_is_cut_and_the_rest_counted() -> None:
    capped = cap_words("x" * 200_000, 1_000)
    assert capped == "x" * 1_000 + "… [199,000 more characters]"


def test_long_text_of_ordinary_words_is_not_cut() -> None:
    text = "word " * 5_000 + "点検" * 5_000
    assert cap_words(text, 1_000) == text


@given(st.text(max_size=60))
def test_chunks_and_clusters_lose_nothing(text: str) -> None:
    assert "".join(chunks(text)) == text
    assert "".join(clusters(text)) == text
