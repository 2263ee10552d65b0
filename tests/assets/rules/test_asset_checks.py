"""What an asset's values must not say, and the one way in which they are kept."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itdesk.assets.rules.asset_checks import problems, tag_of, written

DAYS = st.none() | st.dates(date(1990, 1, 1), date(2100, 1, 1)).map(date.isoformat)
ALL = frozenset({"mac", "currency", "bought", "warranty_until"})
VALUES = st.fixed_dictionaries({}, optional={
    "mac": st.none() | st.sampled_from(["00:1a:2b:3c:4d:5e", "001A.2B3C.4D5E", ""]) | st.text(max_size=6),
    "currency": st.none() | st.sampled_from(["EUR", "usd", "Euro", "", "E1R", "ÄÖÜ"]) | st.text(max_size=4),
    "bought": DAYS,
    "warranty_until": DAYS,
})  # fmt: skip


def columns(values: dict[str, object], changed: frozenset[str] = ALL) -> list[str]:
    return [problem.column for problem in problems(values, changed)]


@given(VALUES)
def test_writing_what_was_written_changes_nothing(values: dict[str, object]) -> None:
    once = {**values, **written(values)}
    assert {**once, **written(once)} == once


@given(VALUES)
def test_only_mac_and_currency_are_rewritten_and_no_letter_is_lost(values: dict[str, object]) -> None:
    found = written(values)
    assert set(found) <= {"mac", "currency"}
    for field, value in found.items():
        bare = "".join(c for c in str(values[field]).casefold() if c.isalnum())
        assert "".join(c for c in str(value).casefold() if c.isalnum()).endswith(bare.lstrip("0")[-4:] or "")


@given(VALUES, st.sets(st.sampled_from(sorted(ALL))))
def test_what_was_not_changed_is_let_be(values: dict[str, object], changed: set[str]) -> None:
    for column in columns(values, frozenset(changed)):
        fields = {"mac": {"mac"}, "currency": {"currency"}, "warranty-until": {"bought", "warranty_until"}}
        assert fields[column] & changed


@given(DAYS, DAYS)
def test_a_warranty_ends_no_earlier_than_the_purchase(bought: str | None, until: str | None) -> None:
    wrong = bool(bought and until and date.fromisoformat(until) < date.fromisoformat(bought))
    assert columns({"bought": bought, "warranty_until": until}) == (["warranty-until"] if wrong else [])


@pytest.mark.parametrize("field", ["bought", "warranty_until"])
def test_either_end_of_a_wrong_warranty_may_be_the_one_that_changed(field: str) -> None:
    values = {"bought": "2024-05-01", "warranty_until": "2024-04-30"}
    assert columns(values, frozenset({field})) == ["warranty-until"]
    assert columns(values, frozenset({"name"})) == []


@pytest.mark.parametrize("currency", ["EUR", "XAU"])
def test_three_capitals_are_a_currency(currency: str) -> None:
    assert columns({"currency": currency}) == []


@pytest.mark.parametrize("currency", ["", "EU", "EURO", "E1R", "€", "ÄÖÜ", "EUR\n", " EUR"])
def test_anything_else_is_none(currency: str) -> None:
    assert columns({"currency": currency}) == ["currency"]


@pytest.mark.parametrize("mac", ["00:1a:2b:3c:4d:5e", "00-1A-2B-3C-4D-5E", "001a.2b3c.4d5e"])
def test_a_mac_of_any_notation_is_one(mac: str) -> None:
    assert columns({"mac": mac}) == []
    assert written({"mac": mac}) == {"mac": "00:1a:2b:3c:4d:5e"}


@pytest.mark.parametrize(
    "mac", ["", "00:1a:2b:3c:4d", "00:1a:2b:3c:4d:5e:6f", "g0:1a:2b:3c:4d:5e", "192.0.2.1"]
)
def test_a_mac_that_is_none_is_refused_and_left_as_typed(mac: str) -> None:
    assert columns({"mac": mac}) == ["mac"]
    assert "mac" not in written({"mac": mac})


@given(st.integers(1, 10**9), st.integers(1, 10**9))
def test_tags_are_as_different_as_their_numbers_and_sort_like_them(one: int, other: int) -> None:
    assert (tag_of(one) == tag_of(other)) == (one == other)
    if one < other < 100_000:
        assert tag_of(one) < tag_of(other)
    assert int(tag_of(one).removeprefix("A-")) == one
