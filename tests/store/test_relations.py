"""Links are told from both sides, made once, and journaled like everything else."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from itdesk.core.errors import DeskError
from itdesk.store.journal import Journal
from itdesk.store.relations import Linked, link, linked, unlink
from itdesk.store.store import Store
from itdesk.store.undo import undo
from tests.store.raw import drop, put

Ends = tuple[str, int, str, int]


@pytest.fixture
def office(any_store: Store) -> Store:
    """Two places (1, 2), a person and a ticket with the key 1 each: keys that are told apart by kind."""
    put(any_store, "place", name="HQ")
    put(any_store, "place", name="Lager")
    put(any_store, "person", name="Maria Silva")
    put(any_store, "ticket", subject="No light", opened=1)
    return any_store


def tie(store: Store, kind: str, record: int, other_kind: str, other: int, role: str = "about") -> int:
    with store.write("tester", "link records") as unit:
        return link(unit, kind, record, other_kind, other, role)


def ends_of(store: Store, kind: str, record: int) -> list[tuple[str, int, str]]:
    return [(end.kind, end.record, end.role) for end in linked(store.engine, kind, record)]


def test_a_link_is_seen_from_both_ends(office: Store) -> None:
    relation = tie(office, "ticket", 1, "place", 2, "at")
    assert linked(office.engine, "ticket", 1) == [Linked(relation, "place", 2, "at")]
    assert linked(office.engine, "place", 2) == [Linked(relation, "ticket", 1, "at")]


def test_records_with_the_same_key_are_told_apart_by_kind(office: Store) -> None:
    tie(office, "ticket", 1, "place", 1)
    assert ends_of(office, "person", 1) == []
    assert ends_of(office, "place", 2) == []


def test_links_of_several_kinds_come_in_the_order_in_which_they_were_made(office: Store) -> None:
    tie(office, "place", 2, "ticket", 1, "one")
    tie(office, "ticket", 1, "person", 1, "two")
    tie(office, "place", 1, "ticket", 1, "three")
    assert ends_of(office, "ticket", 1) == [("place", 2, "one"), ("person", 1, "two"), ("place", 1, "three")]


@pytest.mark.parametrize(
    "again", [("ticket", 1, "place", 2), ("place", 2, "ticket", 1)], ids=["same way", "turned round"]
)
def test_a_link_that_is_there_is_not_made_twice(office: Store, again: Ends) -> None:
    relation = tie(office, "ticket", 1, "place", 2)
    head = office.head()
    assert tie(office, *again) == relation
    assert office.head() == head
    assert len(ends_of(office, "place", 2)) == 1


def test_another_role_is_another_link(office: Store) -> None:
    first = tie(office, "ticket", 1, "place", 2, "about")
    second = tie(office, "ticket", 1, "place", 2, "cause")
    assert first != second
    assert ends_of(office, "place", 2) == [("ticket", 1, "about"), ("ticket", 1, "cause")]


def test_a_record_is_not_linked_to_itself(office: Store) -> None:
    head = office.head()
    with pytest.raises(DeskError) as caught:
        tie(office, "place", 1, "place", 1)
    assert caught.value.code == "relation.self"
    assert (office.head(), ends_of(office, "place", 1)) == (head, [])


def test_two_records_of_one_kind_are_linked(office: Store) -> None:
    tie(office, "place", 1, "place", 2, "next to")
    assert ends_of(office, "place", 1) == [("place", 2, "next to")]
    assert ends_of(office, "place", 2) == [("place", 1, "next to")]


@pytest.mark.parametrize(
    ("ends", "code"),
    [
        (("ticket", 1, "place", 99), "record.missing"),
        (("ticket", 99, "place", 1), "record.missing"),
        (("ticket", 1, "plaice", 1), "kind.unknown"),
    ],
)
def test_only_what_is_there_is_linked(office: Store, ends: Ends, code: str) -> None:
    head = office.head()
    with pytest.raises(DeskError) as caught:
        tie(office, *ends)
    assert caught.value.code == code
    assert office.head() == head


@pytest.mark.parametrize("role", ["原因", "\u0633\u0628\u0628", "it's; -- %s ?", "\U0001f517", "x" * 300])
def test_a_role_in_any_script_comes_back_as_it_was(office: Store, role: str) -> None:
    tie(office, "ticket", 1, "place", 1, role)
    assert ends_of(office, "place", 1) == [("ticket", 1, role)]


def test_cutting_a_link_leaves_both_records_and_the_other_links(office: Store) -> None:
    relation = tie(office, "ticket", 1, "place", 1)
    tie(office, "ticket", 1, "place", 2)
    with office.write("tester", "unlink records") as unit:
        unlink(unit, relation)
    assert ends_of(office, "ticket", 1) == [("place", 2, "about")]
    assert office.read("place", 1)["name"] == "HQ"


def test_a_link_that_was_cut_cannot_be_cut_again(office: Store) -> None:
    relation = tie(office, "ticket", 1, "place", 1)
    for expected in (None, "record.missing"):
        try:
            with office.write("tester", "unlink records") as unit:
                unlink(unit, relation)
            code = None
        except DeskError as error:
            code = error.code
        assert code == expected


def test_making_and_cutting_are_each_taken_back(office: Store) -> None:
    relation = tie(office, "ticket", 1, "place", 1)
    with office.write("tester", "unlink records") as unit:
        unlink(unit, relation)
    undo(office, "tester", unit.entry)
    assert ends_of(office, "place", 1) == [("ticket", 1, "about")]
    undo(office, "tester", office.head())  # taking back what was taken back
    assert ends_of(office, "place", 1) == []
    assert Journal(office.engine).verify().entries == office.head()


def test_a_link_returns_with_a_record_that_comes_back(office: Store) -> None:
    tie(office, "ticket", 1, "place", 2, "at")
    entry = drop(office, "place", 2)
    undo(office, "tester", entry)
    assert ends_of(office, "place", 2) == [("ticket", 1, "at")]


def test_a_link_after_a_cut_is_a_new_one(office: Store) -> None:
    first = tie(office, "ticket", 1, "place", 1)
    with office.write("tester", "unlink records") as unit:
        unlink(unit, first)
    assert tie(office, "place", 1, "ticket", 1) == first + 1


def test_any_course_of_linking_and_cutting_against_a_set_of_pairs(store: Store) -> None:
    """The model: unordered pairs of (kind, key) with their role, in the order in which they were made."""
    for number in range(3):
        put(store, "place", name=f"P{number}")
        put(store, "person", name=f"Person {number}")
    records = [(kind, key) for kind in ("place", "person") for key in (1, 2, 3)]
    step = st.tuples(
        st.sampled_from(["link", "link", "cut"]), st.sampled_from(records), st.sampled_from(records),
        st.sampled_from(["about", "cause"]),
    )  # fmt: skip

    @settings(max_examples=25)
    @given(st.lists(step, max_size=12))
    def agree(steps: list[tuple[str, tuple[str, int], tuple[str, int], str]]) -> None:
        made: dict[tuple[frozenset[tuple[str, int]], str], int] = {}
        for what, one, two, role in steps:
            pair = (frozenset((one, two)), role)
            if one == two:
                continue
            if what == "link":
                relation = tie(store, *one, *two, role)
                assert relation == made.setdefault(pair, relation)
            elif pair in made:
                with store.write("tester", "unlink records") as unit:
                    unlink(unit, made.pop(pair))
        for record in records:
            wanted = [
                (*next(iter(ends - {record})), role)
                for (ends, role), _ in sorted(made.items(), key=lambda item: item[1])
                if record in ends
            ]
            assert ends_of(store, *record) == wanted
        with store.write("tester", "unlink records") as unit:
            for relation in made.values():
                unlink(unit, relation)

    agree()
