"""What a person types finds what was meant, in every script, and the letters shown are the typed ones."""

from __future__ import annotations

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itdesk.ui.kit.fuzzy import LONGEST, best, folded, match

LETTERS = "abcXYZ -_/.äÉñßŁøİıﬁ東京都パガ한국학교Ж\u0633\u0301\u200d🦊19"
texts = st.text(alphabet=LETTERS, max_size=30)
COMMANDS = [
    "Open another desk", "New ticket", "New asset", "Import a file…", "Verify the journal",
    "Print labels…", "Poll this device now", "Dark theme", "Light theme", "Undo the last change",
    "Check for updates", "Settings: office hours",
]  # fmt: skip


def found(typed: str, items: list[str]) -> list[str]:
    return [item for item, _hit in best(typed, items, str, 50)]


# --- scripts --------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("muller", "Müller PC"), ("MÜLLER", "müller pc"), ("aarhus", "Aarhus"), ("łodz", "Łódź"),
        ("sao", "São Paulo"), ("東京", "新東京ビル"), ("한국", "한국 지사"), ("학교", "중학교"),
        ("привет", "Привет, мир"), ("\u0637\u0627\u0628\u0639", "\u0637\u0627\u0628\u0639\u0629 1"),
        ("cafe\u0301", "Café"), ("🦊", "Fox 🦊"),
    ],
)  # fmt: skip
def test_it_is_found_as_it_is_typed_in_its_script(typed: str, text: str) -> None:
    assert match(typed, text) is not None


@pytest.mark.parametrize(
    ("typed", "text"),
    [("학교", "한국"), ("한국", "호구"), ("가", "각"), ("東京", "京東"), ("ab", "ba"), ("привет", "превит")],
)
def test_other_words_are_not_found(typed: str, text: str) -> None:
    assert match(typed, text) is None


def test_a_korean_word_is_found_before_its_likes() -> None:
    assert found("학교", ["한국", "호구", "중학교", "학교"])[0] == "학교"
    assert "한국" not in found("학교", ["한국", "학교"])


@given(texts)
def test_folding_twice_is_folding_once_and_keeps_each_place(text: str) -> None:
    assert len(folded(text)) == len(text)
    assert folded(folded(text)) == folded(text)


# --- places ---------------------------------------------------------------------------------------------
@given(texts, texts)
def test_what_is_highlighted_is_what_was_typed(typed: str, text: str) -> None:
    hit = match(typed, text)
    if hit is None:
        return
    assert list(hit.places) == sorted(set(hit.places))
    assert all(0 <= place < len(text) for place in hit.places)
    shown = {folded(text)[place] for place in hit.places} - {" "}
    assert shown == set(folded(normalize("NFC", typed).strip())) - {" "}, "each letter, and no other"


@given(texts, texts)
def test_spaces_around_it_and_the_case_do_not_matter(typed: str, text: str) -> None:
    assert match(f"  {typed} ", text) == match(typed.strip(), text)


def test_words_in_one_piece_come_before_words_with_others_between() -> None:
    assert found("open desk", ["Open another desk", "Open the desk again", "Open desk"])[0] == "Open desk"
    assert found("new ticket", ["Newest in ticket list", "New ticket"])[0] == "New ticket"


@given(texts.filter(lambda text: bool(text.strip())))
def test_a_text_finds_itself_and_nothing_finds_it_better(text: str) -> None:
    whole = match(text, text.strip())
    assert whole is not None
    for end in range(1, len(text.strip())):
        part = match(text.strip()[:end], text.strip())
        assert part is not None and part.score <= whole.score


@given(texts, st.text(alphabet=LETTERS, min_size=1, max_size=3))
def test_more_letters_never_find_more(text: str, typed: str) -> None:
    items = [text, text[::-1], f"{text} {typed}", "Print labels", "東京本社"]
    for end in range(1, len(typed)):
        if " " not in typed.strip():
            assert set(found(typed, items)) <= set(items)
            if match(typed[:end], text) is None and typed[:end].strip():
                assert match(typed, text) is None


@given(st.text(max_size=300), st.text(max_size=300))
def test_any_two_texts_have_an_answer(typed: str, text: str) -> None:
    hit = match(typed, text)
    assert hit is None or all(place < min(len(text), LONGEST) for place in hit.places)


# --- commands -------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("nt", "New ticket"), ("na", "New asset"), ("dark", "Dark theme"), ("imp", "Import a file…"),
        ("undo", "Undo the last change"), ("ver jou", "Verify the journal"),
        ("jou ver", "Verify the journal"),
        ("theme light", "Light theme"), ("hours", "Settings: office hours"), ("poll", "Poll this device now"),
        ("pdn", "Poll this device now"), ("lab", "Print labels…"), ("another", "Open another desk"),
    ],
)  # fmt: skip
def test_a_few_letters_are_enough_for_a_command(typed: str, first: str) -> None:
    assert found(typed, COMMANDS)[0] == first


def test_nothing_typed_leaves_all_in_their_order() -> None:
    for typed in ("", "   "):
        assert found(typed, COMMANDS) == COMMANDS


@pytest.mark.parametrize("typed", ["zzz", "new desk ticket", "ticket!", "\n", "東"])
def test_what_nothing_has_finds_nothing(typed: str) -> None:
    assert found(typed, COMMANDS) in ([], COMMANDS if not typed.strip() else [])


def test_the_best_are_not_more_than_were_asked_for() -> None:
    items = [f"Printer {number}" for number in range(100)]
    for limit in (0, 1, 7):
        assert len(best("printer", items, str, limit)) == limit
    assert [hit.score for _item, hit in best("p", items, str, 50)] == sorted(
        (hit.score for _item, hit in best("p", items, str, 50)), reverse=True
    )
