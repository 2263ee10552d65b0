"""Entries found by actor, origin and words, against a plain reading of all of them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itdesk.desk import Desk
from itdesk.store.journal import Entry, Journal, Sought

ACTORS = ("maria", "Jonas Weber", "山田", "100%", "under_score")
VERBS = ("edit asset", "import assets", "add ticket")
DETAILS = ("", "assets-2026.csv", "C:\\inventory\\all.csv", "Zürich")
ORIGINS = ("cli", "daemon", "window")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Sixty entries of five people from three places."""
    path = str(tmp_path_factory.mktemp("sought") / "office.db")
    Desk.open(path, origin="cli", create=True).close()
    for place in range(60):
        made = Desk.open(path, origin=ORIGINS[place % 3], actor=ACTORS[place % 5])
        with made.write(VERBS[place % 3 - 1], DETAILS[place // 5 % 4]) as unit:
            unit.insert("supplier", {"name": f"supplier {place}"})
        made.close()
    opened = Desk.open(path, origin="test")
    yield opened
    opened.close()


def _holds(entry: Entry, sought: Sought) -> bool:
    text = " ".join((entry.actor, entry.origin, entry.verb, entry.detail)).lower()
    words = sought.words.lower().split()
    return (
        sought.actor in ("", entry.actor)
        and sought.origin in ("", entry.origin)
        and all(word in text or word == str(entry.id) for word in words)
    )


words = st.lists(
    st.sampled_from(
        ["edit", "ASSET", "csv", "maria", "Weber", "%", "_", "100%", "\\", "山田", "7", "60", "nothing", "'"]
    ),
    max_size=3,
).map(" ".join)


@given(actor=st.sampled_from(("", *ACTORS)), origin=st.sampled_from(("", *ORIGINS)), words=words)
def test_ids_are_those_a_plain_reading_finds(desk: Desk, actor: str, origin: str, words: str) -> None:
    sought = Sought(actor, origin, words)
    everything = desk.journal.entries(limit=1000)
    assert desk.journal.ids(sought) == [entry.id for entry in everything if _holds(entry, sought)]


@given(limit=st.integers(1, 80))
def test_a_limit_gives_the_newest(desk: Desk, limit: int) -> None:
    assert desk.journal.ids(limit=limit) == desk.journal.ids()[:limit]


@given(numbers=st.lists(st.integers(-2, 70), max_size=12, unique=True))
def test_several_are_the_entries_that_exist_newest_first(desk: Desk, numbers: list[int]) -> None:
    journal = Journal(desk.store.engine)
    there = sorted((number for number in numbers if 1 <= number <= 60), reverse=True)
    assert journal.several(numbers) == [journal.entry(number) for number in there]


@pytest.mark.parametrize("word", ["9" * 30, "-1", "१२", "1e3"])
def test_numbers_that_are_none_find_nothing(desk: Desk, word: str) -> None:
    assert desk.journal.ids(Sought(words=word)) == []
