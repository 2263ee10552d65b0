"""People, places and suppliers as records: who is meant, what is refused, where things lie."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itdesk.core.errors import DeskError, InvalidRecordError
from itdesk.desk import Desk
from itdesk.people.actors import person_of_actor
from itdesk.people.rules.email_shape import is_email
from itdesk.people.rules.nesting import DEEPEST, ancestors, makes_a_circle
from itdesk.people.service import place_path
from tests.records import add, change, remove, take_back


@pytest.mark.parametrize(
    ("actor", "person"),
    [("msilva", 1), ("MSILVA", 1), ("maria@example.com", 1), ("Jonas Weber", 2), ("root", None), ("", None),
     ("佐藤 健", 3)],
)  # fmt: skip
def test_who_is_at_the_desk_is_known_by_user_name_mail_or_name(
    desk: Desk, actor: str, person: int | None
) -> None:
    add(desk, "person", name="Maria Silva", username="msilva", email="Maria@example.com")
    add(desk, "person", name="Jonas Weber")
    add(desk, "person", name="佐藤 健")
    assert person_of_actor(desk.store, actor) == person


def test_a_user_name_wins_over_another_persons_name(desk: Desk) -> None:
    add(desk, "person", name="admin")
    second = add(desk, "person", name="Maria", username="admin")
    assert person_of_actor(desk.store, "admin") == second


def test_a_name_that_two_have_is_nobody(desk: Desk) -> None:
    add(desk, "person", name="Maria Silva")
    add(desk, "person", name="maria silva")
    assert person_of_actor(desk.store, "Maria Silva") is None


@given(st.text('ab.@ ,;<>"日', max_size=12))
def test_an_address_has_one_at_and_nothing_that_lists_separate_by(text: str) -> None:
    name, mark, host = text.partition("@")
    sound = bool(name and mark and host) and not set(text) & set(' ,;<>"') and "@" not in host
    assert is_email(text) == sound


@pytest.mark.parametrize("kind", ["person", "supplier"])
def test_a_wrong_address_is_refused_but_one_that_was_kept_stays(desk: Desk, kind: str) -> None:
    with pytest.raises(InvalidRecordError, match="is not an e-mail address"):
        add(desk, kind, name="Maria", email="maria at example.com")
    with desk.write("import") as unit:
        key = unit.insert(kind, {"name": "Old", "email": "old at example.com"})
    change(desk, kind, key, phone="+49 1234")
    with pytest.raises(InvalidRecordError):
        change(desk, kind, key, email="new at example.com")
    assert desk.store.read(kind, key)["email"] == "old at example.com"
    change(desk, kind, key, email="")
    assert desk.store.read(kind, key)["email"] is None


@pytest.mark.parametrize("kind", ["place", "supplier"])
def test_two_of_one_name_are_refused_with_who_has_it(desk: Desk, kind: str) -> None:
    add(desk, kind, name="Müller")
    with pytest.raises(InvalidRecordError, match="already used by"):
        add(desk, kind, name="MÜLLER")


def test_two_people_may_have_one_name(desk: Desk) -> None:
    add(desk, "person", name="Maria")
    add(desk, "person", name="Maria")
    with pytest.raises(DeskError, match="U-1"):
        desk.keepers["person"].get("Maria")


# --- places
def test_a_path_is_the_places_around_it(desk: Desk) -> None:
    keys = [add(desk, "place", name="HQ")]
    for name in ("Floor 2", "Server room", "Rack 7"):
        keys.append(add(desk, "place", name=name, parent=keys[-1]))
    assert [place_path(desk.store, key) for key in keys] == [
        "HQ", "HQ / Floor 2", "HQ / Floor 2 / Server room", "HQ / Floor 2 / Server room / Rack 7",
    ]  # fmt: skip


def test_a_place_moves_with_all_that_lies_in_it_and_back(desk: Desk) -> None:
    house, annex = add(desk, "place", name="HQ"), add(desk, "place", name="Annex")
    room = add(desk, "place", name="Room", parent=house)
    rack = add(desk, "place", name="Rack", parent=room)
    entry = change(desk, "place", room, parent=annex)
    assert place_path(desk.store, rack) == "Annex / Room / Rack"
    take_back(desk, entry)
    assert place_path(desk.store, rack) == "HQ / Room / Rack"


def test_a_place_in_itself_is_refused_at_its_field(desk: Desk) -> None:
    house = add(desk, "place", name="HQ")
    with pytest.raises(InvalidRecordError) as caught:
        change(desk, "place", house, parent=house)
    assert [problem.column for problem in caught.value.problems] == ["parent"]


def test_a_circle_that_undo_would_close_is_seen_as_one_and_ends(desk: Desk) -> None:
    one, two = add(desk, "place", name="One"), add(desk, "place", name="Two")
    with desk.write("tamper") as unit:
        unit.update("place", one, {"parent_id": two})
        unit.update("place", two, {"parent_id": one})
    assert place_path(desk.store, one) == "Two / One"
    change(desk, "place", one, address="Street 1")
    assert desk.store.read("place", one)["address"] == "Street 1"


def test_places_nest_only_so_deep(desk: Desk) -> None:
    key = add(desk, "place", name="Level 0")
    for level in range(1, DEEPEST):
        key = add(desk, "place", name=f"Level {level}", parent=key)
    with pytest.raises(InvalidRecordError):
        add(desk, "place", name="One too deep", parent=key)
    assert place_path(desk.store, key).count(" / ") == DEEPEST - 1


@given(st.integers(2, 60))
def test_a_chain_is_followed_to_its_end_or_to_the_limit(length: int) -> None:
    parents = {n: n + 1 for n in range(length)}
    assert ancestors(0, parents.get) == list(range(1, min(length, DEEPEST) + 1))
    assert makes_a_circle(length, 0, parents.get)


def test_a_place_with_people_in_it_is_not_removed(desk: Desk) -> None:
    house = add(desk, "place", name="HQ")
    add(desk, "person", name="Maria", place="HQ")
    with pytest.raises(DeskError, match="cannot be removed"):
        remove(desk, "place", house)
    assert desk.store.read("place", house)["name"] == "HQ"


@pytest.mark.parametrize(
    ("kind", "line", "found"),
    [
        ("person", "place:HQ", [1]),
        ("person", "place:empty", [2]),
        ("person", "active:no", [2]),
        ("person", "team:sales", [1]),
        ("person", "email:*@example.com", [1]),
        ("person", "ma", [1]),
        ("person", "5512", [1]),
        ("place", "parent:HQ", [2]),
        ("place", "address:any", [1]),
        ("place", "street", [1]),
    ],
)
def test_they_are_asked_for_by_what_they_hold(desk: Desk, kind: str, line: str, found: list[int]) -> None:
    add(desk, "place", name="HQ", address="Street 1")
    add(desk, "place", name="Room", parent="HQ")
    add(desk, "person", name="Maria", place="HQ", team="Sales", email="m@example.com", phone="+49 30 5512")
    add(desk, "person", name="Jonas", active="no")
    assert sorted(desk.lists.ids(kind, desk.query(kind, line))) == found
