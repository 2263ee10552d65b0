"""Fuzzy matching against plain statements of what it promises."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itdesk.ui.kit.fuzzy import LONGEST, best, folded, match

texts = st.text(alphabet=string.ascii_letters + " -äéßİ東京", max_size=30)


def _is_subsequence(wanted: str, text: str) -> bool:
    letters = iter(text)
    return all(letter in letters for letter in wanted)


@given(texts)
def test_folding_keeps_every_place(text: str) -> None:
    assert len(folded(text)) == len(text)


@given(typed=st.text(alphabet=string.ascii_letters + "äé-東", max_size=6), text=texts)
def test_what_matches_stands_there_in_order(typed: str, text: str) -> None:
    found = match(typed, text)
    if found is not None:
        assert "".join(folded(text)[place] for place in found.places) == folded(typed.strip())
        assert list(found.places) == sorted(set(found.places))
    else:
        assert not folded(text).startswith(folded(typed))


@given(typed=st.text(alphabet=string.ascii_lowercase, min_size=1, max_size=5), text=texts)
def test_what_is_no_subsequence_never_matches(typed: str, text: str) -> None:
    if not _is_subsequence(folded(typed), folded(text)):
        assert match(typed, text) is None


@given(text=texts.filter(lambda text: text.strip() != ""), cut=st.data())
def test_every_piece_of_a_text_finds_it(text: str, cut: st.DataObject) -> None:
    words = text.strip()
    end = cut.draw(st.integers(1, len(words)))
    assert match(words[:end], words) is not None


@pytest.mark.parametrize(
    ("typed", "better", "worse"),
    [
        ("open", "Open another desk", "Reopen the ticket"),
        ("nt", "New ticket", "Count"),
        ("journal", "Journal", "Verify the journal"),
        ("po", "Poll this device now", "Import a file"),
        ("mull", "Müller PC", "Mouse, yellow"),
        ("東京", "東京本社", "大阪・東京"),
    ],
    ids=["prefix", "word starts", "whole", "start", "accent", "Japanese"],
)
def test_the_better_fit_comes_first(typed: str, better: str, worse: str) -> None:
    found = best(typed, [worse, better], str, 5)
    assert found[0][0] == better


def test_words_in_another_order_are_found() -> None:
    assert match("desk open", "Open another desk") is not None
    assert match("desk closed", "Open another desk") is None


def test_equal_fits_keep_their_order_and_a_limit_holds() -> None:
    items = [f"Printer {number}" for number in range(50)]
    assert [item for item, _ in best("printer", items, str, 3)] == items[:3]
    assert len(best("", items, str, 50)) == 50


def test_only_the_beginning_of_an_endless_text_is_looked_at() -> None:
    assert match("x", "a" * LONGEST + "x") is None
    assert match("a", "a" * 1_000_000) is not None
