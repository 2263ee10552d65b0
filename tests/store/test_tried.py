"""A trial goes all the way and is taken back: nothing is left, and nobody hears of it."""

from __future__ import annotations

import pytest

from itdesk.core.errors import DeskError
from itdesk.core.events import Changed
from itdesk.core.types import Type
from itdesk.store.check import check
from itdesk.store.customs import add_custom_column
from itdesk.store.engine import rows
from itdesk.store.lists import Lists
from itdesk.store.store import Store
from itdesk.store.trial import TrialStore
from itdesk.store.undo import undo
from tests.store.raw import alter, drop, put


def tables(store: Store) -> dict[str, list[tuple[object, ...]]]:
    names = ["journal_entry", "journal_change", "counter", *(h.table for h in store.schema)]
    return {name: sorted(rows(store.engine, f'SELECT * FROM "{name}"'), key=repr) for name in names}


def test_everything_can_be_tried_and_nothing_is_left(any_store: Store) -> None:
    person = put(any_store, "person", name="Ana")
    place = put(any_store, "place", name="HQ")
    before = tables(any_store)
    with TrialStore(any_store).write("tester", "try much") as unit:
        unit.insert_many("asset", [{"tag": f"A-{n}", "person_id": person} for n in range(1_100)])
        unit.update("person", person, {"name": "Maria Silva"})
        unit.delete("place", place)
        assert unit.read("person", person)["name"] == "Maria Silva"
        assert not unit.exists("place", place)
    assert tables(any_store) == before
    assert any_store.index.find(["silva"]) == []
    assert check(any_store) == []


def test_an_error_in_a_trial_is_told_and_nothing_is_left(any_store: Store) -> None:
    before = tables(any_store)
    with pytest.raises(DeskError) as caught, TrialStore(any_store).write("tester", "try") as unit:
        unit.insert("place", {"name": "HQ"})
        unit.delete("place", 77)
    assert caught.value.code == "record.missing"
    assert tables(any_store) == before


def test_a_trial_is_heard_by_nobody(store: Store) -> None:
    heard: list[Changed] = []
    trial = TrialStore(store)
    for events in (store.events, trial.events):
        events.subscribe(Changed, heard.append)
    with trial.write("tester", "try") as unit:
        unit.insert("place", {"name": "HQ"})
        unit.tell(Changed("place", (1,), 1))
    assert heard == []


def test_an_own_field_that_was_tried_is_none_after(any_store: Store) -> None:
    with TrialStore(any_store).write("tester", "try") as unit:
        add_custom_column(unit, "place", "floor", "Floor", Type.INTEGER)
        key = unit.insert("place", {"name": "HQ", "custom.floor": 2})
        assert unit.read("place", key)["custom.floor"] == 2
    assert "floor" not in any_store.schema.kind("place").by_name
    with any_store.write("tester", "add field") as unit:
        add_custom_column(unit, "place", "floor", "Floor", Type.TEXT)
    assert any_store.schema.kind("place").column("floor").type is Type.TEXT


def test_others_can_write_as_soon_as_a_trial_is_over(any_store: Store, second_store: Store) -> None:
    trial = TrialStore(any_store)
    for number in range(3):
        with trial.write("tester", "try") as unit:
            unit.insert("place", {"name": "tried"})
            assert Lists(second_store.engine, second_store.schema).labels("place", [1, 2, 3, 4]) == {
                n: f"P{n - 1}" for n in range(1, number + 1)
            }
        assert put(second_store, "place", name=f"P{number}") == number + 1
    assert any_store.head() == 3


def test_what_was_tried_first_can_be_done_after(any_store: Store) -> None:
    with TrialStore(any_store).write("tester", "try") as unit:
        tried = unit.insert("asset", {"tag": "A-1"})
    key = put(any_store, "asset", tag="A-1")
    assert key == tried
    alter(any_store, "asset", key, name="Laptop")
    undo(any_store, "tester", any_store.head())
    drop(any_store, "asset", key)
    assert check(any_store) == []


def test_an_undo_can_be_tried(any_store: Store) -> None:
    key = put(any_store, "place", name="HQ")
    entry = alter(any_store, "place", key, name="Office")
    assert undo(TrialStore(any_store), "tester", entry) == entry + 1
    assert (any_store.read("place", key)["name"], any_store.head()) == ("Office", entry)
    undo(any_store, "tester", entry)
    assert any_store.read("place", key)["name"] == "HQ"


def test_a_trial_that_would_be_refused_says_what_the_write_would(any_store: Store) -> None:
    place = put(any_store, "place", name="HQ")
    put(any_store, "person", name="Ana", place_id=place)
    said: list[str] = []
    for store in (TrialStore(any_store), any_store):
        with pytest.raises(DeskError) as caught, store.write("tester", "remove place") as unit:
            unit.delete("place", place)
        said.append(caught.value.sentence())
    assert said[0] == said[1]
