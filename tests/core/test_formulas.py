"""What a spreadsheet would run is made harmless and read back unchanged."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itdesk.core.formulas import guarded, unguarded

DANGEROUS = "=+-@\t\r\n＝＋－＠"


@given(st.text(st.sampled_from(DANGEROUS + "'a1.,"), max_size=8) | st.text(max_size=20))
def test_any_text_comes_back_unchanged(text: str) -> None:
    assert unguarded(guarded(text)) == text


@given(st.sampled_from(DANGEROUS), st.text(max_size=10))
def test_nothing_that_runs_is_left_at_the_beginning(first: str, rest: str) -> None:
    made = guarded(first + rest)
    assert made[0] not in DANGEROUS or made.lstrip("+-").replace(",", ".").replace(".", "", 1).isdecimal()


@pytest.mark.parametrize("text", ["-5", "+3.25", "12,5", "A-1", "", "it's"])
def test_numbers_and_plain_words_stay_as_they_are(text: str) -> None:
    assert guarded(text) == text
