"""Quick capture lines put together from parts are taken apart into the same parts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itdesk.helpdesk.rules.capture import LONGEST_NAME, Captured, capture

PEOPLE = {"Maria": 1, "Maria Silva": 2, "佐藤 健": 3, "Anne-Marie O'Neil": 4, "Nguyễn": 5}
ASSETS = {"PRN-12": 7, "NB-0042": 8, "機器-1": 9, "a.b": 10}
URGENCIES = {
    "1": "1",
    "high": "1",
    "urgent": "1",
    "now": "1",
    "2": "2",
    "medium": "2",
    "normal": "2",
    "3": "3",
    "low": "3",
    "later": "3",
}


def read(line: str) -> Captured:
    return capture(line, PEOPLE.get, ASSETS.get)


def cased(word: str) -> st.SearchStrategy[str]:
    return st.sampled_from([word, word.upper(), word.title()])


subjects = st.lists(st.text("abcÄß日本0-9'()&/\\\"%", min_size=1, max_size=8), min_size=1, max_size=5).map(
    " ".join
)
people = st.one_of(st.none(), st.sampled_from(sorted(PEOPLE)))
things = st.one_of(st.none(), st.sampled_from(sorted(ASSETS)))
urgencies = st.one_of(st.none(), st.sampled_from(sorted(URGENCIES)).flatmap(cased))


@given(people, subjects, things, urgencies, st.booleans(), st.sampled_from(["", ",", ".", ";"]))
def test_a_line_of_parts_is_taken_apart_into_them(
    person: str | None, subject: str, thing: str | None, urgency: str | None, urgency_first: bool, mark: str
) -> None:
    marks = [f"@{thing}" if thing else "", f"!{urgency}" if urgency else ""]
    if urgency_first:
        marks.reverse()
    line = " ".join(part for part in [f"{person}:" if person else "", subject, *marks] if part)
    found = read(line)
    assert found == Captured(
        subject, PEOPLE.get(person or ""), ASSETS.get(thing or ""),
        URGENCIES.get(urgency.casefold()) if urgency else None,
    )  # fmt: skip
    if thing and not urgency:
        assert read(line + mark).asset == ASSETS[thing]


@given(subjects, things, urgencies)
def test_marks_may_stand_anywhere(subject: str, thing: str | None, urgency: str | None) -> None:
    parts = [f"!{urgency}" if urgency else "", f"@{thing}" if thing else "", subject]
    found = read(" ".join(part for part in parts if part))
    assert (found.subject, found.asset) == (subject, ASSETS.get(thing or ""))


@pytest.mark.parametrize(
    ("line", "subject"),
    [
        ("a@PRN-12 fails", "a@PRN-12 fails"),
        ("wow!high", "wow!high"),
        ("!high!low screen", "!high!low screen"),
        ("@ nothing", "@ nothing"),
        ("! nothing", "! nothing"),
        ("@@PRN-12", "@@PRN-12"),
        (":", ":"),
        ("Maria :", "Maria :"),
        (": printer", ": printer"),
        ("http://example.com fails", "http://example.com fails"),
        ("x" * (LONGEST_NAME + 1) + ": y", "x" * (LONGEST_NAME + 1) + ": y"),
        ("12:30 the screen went dark", "12:30 the screen went dark"),
    ],
)
def test_what_only_looks_like_a_mark_stays_in_the_subject(line: str, subject: str) -> None:
    assert read(line) == Captured(subject)


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Maria : jam", Captured("jam", 1)),
        ("jam !high !low", Captured("jam !low", None, None, "1")),
        ("jam !soon !low", Captured("jam !soon", None, None, "3")),
        ("jam @PRN-12 @NB-0042", Captured("jam @NB-0042", None, 7)),
        ("jam @PRN-99 @NB-0042", Captured("jam @PRN-99", None, 8)),
        ("Maria: Jonas: who calls?", Captured("Jonas: who calls?", 1)),
        ("jam (@PRN-12)", Captured("jam (@PRN-12)")),
        ("@PRN-12: jam", Captured("@PRN-12: jam")),
        ("\tMaria:\njam\u00a0twice ", Captured("jam twice", 1)),
        ("!1", Captured("", None, None, "1")),
    ],
)
def test_of_two_marks_the_first_that_means_something_counts(line: str, found: Captured) -> None:
    assert read(line) == found
