"""Searching against a plain look through every text, over records of several kinds and any words."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from itdesk.desk import Desk
from itdesk.desk.finding import Found, described, public_kinds, search
from itdesk.store.search import Hit
from tests.records import add, change, remove

PARTS = (
    "Printer", "printer", "Zoë", "ZOE", "Straße", "会議室", "室の", "\u0645\u062d\u0645\u062f", "O'Brien",
    "50%", "a_b", "x\\y", "A-1", "A-10", "tray", "No", "\U0001f600", "K-2", "42",
)  # fmt: skip
TEXT = st.lists(st.sampled_from(PARTS), min_size=1, max_size=3).map(" ".join)


def bare(text: str) -> str:
    split = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in split if not unicodedata.combining(c)).casefold()


def holds(text: str, word: str) -> bool:
    """Three letters stand anywhere; two begin a word, or stand anywhere where words have no spaces."""
    text, word = bare(text), bare(word)
    if len(word) > 2 or "\u3040" <= word[0] <= "\u9fff":
        return word in text
    return any(part.startswith(word) for part in re.findall(r"\w+", text))


def test_every_word_is_found_where_it_stands_and_nowhere_else(any_desk: Desk) -> None:
    @settings(
        max_examples=12 if any_desk.store.engine.is_remote else 50,
        suppress_health_check=[HealthCheck.too_slow],
    )
    @given(st.lists(TEXT, min_size=1, max_size=5), st.lists(st.sampled_from(PARTS), min_size=1, max_size=2))
    def agree(texts: list[str], words: list[str]) -> None:
        with any_desk.write("add records") as unit:
            made = {
                ("ticket" if n % 2 else "person", unit.insert(*_record(n, text))): text
                for n, text in enumerate(texts)
            }
        try:
            telling = [word for word in words if len(bare(word)) > 1]
            wanted = {hit for hit, text in made.items() if telling and all(holds(text, w) for w in telling)}
            found = {(f.kind, f.id) for f in search(any_desk, " ".join(words))}
            named = {(f.kind, f.id) for f in _named(any_desk, " ".join(words))}
            assert wanted <= found <= wanted | named
        finally:
            with any_desk.write("remove records") as unit:
                for kind, key in made:
                    unit.delete(kind, key)

    agree()


def _record(number: int, text: str) -> tuple[str, dict[str, object]]:
    return ("ticket", {"subject": text, "opened": 1}) if number % 2 else ("person", {"name": text})


def _named(desk: Desk, text: str) -> list[Found]:
    """Records that are called so: by number or name."""
    hits = [
        Hit(kind.name, key) for kind in public_kinds(desk) for key in desk.refs.candidates(kind.name, text)
    ]
    return described(desk, hits)


# --- what people type --------------------------------------------------------------------
UGLY = (
    "", " ", "\t\n", "a", "%", "_", "*", '"', "'", "\\", "(", ")", "AND", "OR NOT", "NEAR(a b)", "^x",
    "x:y", "-", "--", "{}", "\x00", "a\x00b", "\udcff", "\ud83d", "\ufffd", "\U0001f600", "\u0301", "²",
    "#", "##1", "#-1", "9" * 400, "x" * 5_000, "a " * 300, "\u202etxt.exe",
)  # fmt: skip


def test_whatever_is_typed_is_answered(any_desk: Desk) -> None:
    add(any_desk, "person", name="Maria Silva")
    add(any_desk, "ticket", subject="No light")
    for typed in UGLY:
        for kind in (None, "person"):
            found = search(any_desk, typed, kind=kind)
            assert found == [] or all(item.kind in ("person", "ticket") for item in found), ascii(typed)
    assert search(any_desk, "") == search(any_desk, " \n") == search(any_desk, "\udcff") == []


def test_a_limit_cuts_and_the_best_stay(desk: Desk) -> None:
    with desk.write("import") as unit:
        unit.insert_many("person", [{"name": f"Printer fan {n}"} for n in range(60)])
        unit.insert_many("ticket", [{"subject": f"printer {n}", "opened": n} for n in range(60)])
    named = add(desk, "asset", tag="printer", name="of the hall")
    for limit in (1, 5, 50, 119, 200):
        found = search(desk, "printer", limit=limit)
        assert len(found) == min(limit, 121 if limit >= 60 else limit)
        assert (found[0].kind, found[0].id) == ("asset", named)
        assert len({(item.kind, item.id) for item in found}) == len(found)


def test_of_a_kind_the_newest_come_first(desk: Desk) -> None:
    for number in range(5):
        add(desk, "ticket", subject=f"printer {number}")
    assert [item.id for item in search(desk, "printer")] == [5, 4, 3, 2, 1]


def test_a_number_with_a_mark_is_a_tickets_and_one_with_letters_its_kinds(desk: Desk) -> None:
    for kind, values in (
        ("ticket", {"subject": "x"}), ("person", {"name": "x"}), ("place", {"name": "x"}),
        ("asset", {"tag": "A-1"}),
    ):  # fmt: skip
        add(desk, kind, **values)
    assert [item.kind for item in search(desk, "#1")] == ["ticket"]
    assert search(desk, "U-1")[0].kind == "person"
    assert search(desk, "l-1")[0].kind == "place"
    assert {item.kind for item in search(desk, "1")} == {"ticket", "person", "place", "asset"}


def test_a_message_is_found_as_its_ticket_once(desk: Desk) -> None:
    key = add(desk, "ticket", subject="fuser unit", description="fuser")
    for _ in range(3):
        desk.tickets.note("tester", key, "the fuser again")
    assert [(item.kind, item.id) for item in search(desk, "fuser")] == [("ticket", key)]
    assert search(desk, "fuser", kind="message") == []


@pytest.mark.parametrize(
    ("kind", "values", "ref", "title"),
    [
        ("asset", {"tag": "A-1", "name": "Laptop"}, "A-1", "Laptop"),
        ("asset", {"tag": "A-1", "manufacturer": "HP", "model": "845"}, "A-1", "HP 845"),
        ("asset", {"tag": "A-1"}, "A-1", "A-1"),
        ("ticket", {"subject": "No light"}, "1", "No light"),
        ("person", {"name": "会議 \U0001f600"}, "U-1", "会議 \U0001f600"),
        ("manual", {"title": "Restart", "body": "x"}, "K-1", "Restart"),
    ],
)
def test_what_is_found_is_called_and_described(
    desk: Desk, kind: str, values: dict[str, object], ref: str, title: str
) -> None:
    key = add(desk, kind, **values)
    assert described(desk, [Hit(kind, key)]) == [Found(kind, key, ref, title)]


def test_what_was_changed_or_removed_is_found_no_more(any_desk: Desk) -> None:
    key = add(any_desk, "person", name="Zéphyrine", notes="likes tea")
    change(any_desk, "person", key, name="Anna", notes="")
    assert search(any_desk, "zephyrine") == search(any_desk, "likes tea") == []
    assert [item.title for item in search(any_desk, "anna")] == ["Anna"]
    remove(any_desk, "person", key)
    assert search(any_desk, "anna") == search(any_desk, f"U-{key}") == []
