"""An undo writes the opposite of an entry, or says why it cannot and changes nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from itdesk.core.errors import DeskError
from itdesk.core.events import Changed
from itdesk.core.types import Type
from itdesk.store.check import check
from itdesk.store.customs import add_custom_column
from itdesk.store.erase import erase
from itdesk.store.journal import Journal
from itdesk.store.search import Hit
from itdesk.store.store import Store
from itdesk.store.undo import undo
from tests.clocks import HandClock
from tests.store.raw import alter, drop, put


def back(store: Store, entry: int) -> int:
    return undo(store, "tester", entry)


def refused(store: Store, entry: int) -> DeskError:
    """The error of an undo that must not do anything."""
    head = store.head()
    with pytest.raises(DeskError) as caught:
        back(store, entry)
    assert store.head() == head
    assert str(entry) in caught.value.sentence()
    return caught.value


# --- what it gives back ------------------------------------------------------------------
UGLY = ("", "a\u0301", "'; --", "50% _x_", "会議室", "\u0645\u062d\u0645\u062f", "\U0001f600", "x" * 2_000)


def test_any_text_comes_back_as_it_was(any_store: Store) -> None:
    key = put(any_store, "place", name="HQ", address="first")
    for text in UGLY:
        alter(any_store, "place", key, address=text)
        entry = alter(any_store, "place", key, address="something else")
        back(any_store, entry)
        assert any_store.read("place", key)["address"] == text


def test_only_what_the_entry_changed_goes_back(any_store: Store) -> None:
    key = put(any_store, "place", name="HQ", address="Street 1")
    entry = alter(any_store, "place", key, name="Head office")
    alter(any_store, "place", key, address="Street 2")
    back(any_store, entry)
    record = any_store.read("place", key)
    assert (record["name"], record["address"]) == ("HQ", "Street 2")


def test_nothing_comes_back_as_nothing(any_store: Store) -> None:
    key = put(any_store, "place", name="HQ")
    entry = alter(any_store, "place", key, address="")
    back(any_store, entry)
    assert any_store.read("place", key)["address"] is None


def test_a_removed_record_comes_back_with_its_key_and_is_found_again(any_store: Store) -> None:
    put(any_store, "place", name="HQ")
    key = put(any_store, "place", name="Warehouse North", notes="behind the bakery")
    entry = drop(any_store, "place", key)
    assert any_store.index.find(["bakery"]) == []
    back(any_store, entry)
    assert any_store.read("place", key)["notes"] == "behind the bakery"
    assert any_store.index.find(["bakery"]) == [Hit("place", key)]
    assert check(any_store) == []


def test_a_made_record_goes_and_its_number_is_not_given_again(any_store: Store) -> None:
    key = put(any_store, "place", name="HQ")
    back(any_store, any_store.head())
    with pytest.raises(DeskError, match="no place"):
        any_store.read("place", key)
    assert put(any_store, "place", name="HQ") == key + 1


def test_a_field_of_ones_own_goes_back(any_store: Store) -> None:
    with any_store.write("tester", "add custom field") as unit:
        add_custom_column(unit, "place", "floor", "Floor", Type.INTEGER)
    key = put(any_store, "place", name="HQ", **{"custom.floor": 2})
    changed = alter(any_store, "place", key, **{"custom.floor": 3})
    emptied = alter(any_store, "place", key, **{"custom.floor": None})
    back(any_store, emptied)
    assert any_store.read("place", key)["custom.floor"] == 3
    back(any_store, changed)
    assert any_store.read("place", key)["custom.floor"] == 2


def test_many_records_of_several_kinds_are_one_undo(any_store: Store) -> None:
    with any_store.write("tester", "import") as unit:
        [place] = unit.insert_many("place", [{"name": "HQ"}])
        people = unit.insert_many("person", [{"name": f"P {n}", "place_id": place} for n in range(50)])
        unit.insert_many("asset", [{"tag": f"A-{n}", "person_id": p} for n, p in enumerate(people)])
    back(any_store, unit.entry)
    for kind in ("place", "person", "asset"):
        assert any_store.read_many(kind, [*range(1, 60)]) == {}
    back(any_store, any_store.head())
    assert len(any_store.read_many("asset", [*range(1, 60)])) == 50
    assert check(any_store) == []


def test_one_record_written_twice_in_an_entry_goes_back_both_steps(any_store: Store) -> None:
    key = put(any_store, "place", name="one")
    with any_store.write("tester", "rename twice") as unit:
        unit.update("place", key, {"name": "two"})
        unit.update("place", key, {"name": "three"})
    back(any_store, unit.entry)
    assert any_store.read("place", key)["name"] == "one"


def test_a_record_made_and_changed_in_one_entry_goes_whole(any_store: Store) -> None:
    with any_store.write("tester", "add place") as unit:
        key = unit.insert("place", {"name": "one"})
        unit.update("place", key, {"name": "two"})
    back(any_store, unit.entry)
    assert any_store.read_many("place", [key]) == {}


def test_a_swap_of_unique_values_is_taken_back(any_store: Store) -> None:
    one, two = put(any_store, "asset", tag="A-1"), put(any_store, "asset", tag="A-2")
    with any_store.write("tester", "swap tags") as unit:
        unit.update("asset", one, {"tag": "A-9"})
        unit.update("asset", two, {"tag": "A-1"})
        unit.update("asset", one, {"tag": "A-2"})
    back(any_store, unit.entry)
    assert (any_store.read("asset", one)["tag"], any_store.read("asset", two)["tag"]) == ("A-1", "A-2")


# --- the entry it writes -----------------------------------------------------------------
def test_an_undo_and_its_undo_name_each_other(any_store: Store, clock: HandClock) -> None:
    key = put(any_store, "place", name="HQ")
    entry = alter(any_store, "place", key, name="Office")
    clock.forward(5_000)
    undone = back(any_store, entry)
    redone = back(any_store, undone)
    journal = Journal(any_store.engine)
    told = [(e.verb, e.undoes, e.undone_by) for e in map(journal.entry, (entry, undone, redone))]
    assert told == [
        ("edit place", None, None),
        (f"undo entry {entry}", entry, redone),
        (f"redo entry {undone}", undone, None),
    ]
    assert journal.entry(undone).at == clock.now()
    assert any_store.read("place", key)["name"] == "Office"


def test_what_was_redone_can_be_undone_again(any_store: Store) -> None:
    key = put(any_store, "place", name="HQ")
    entry = alter(any_store, "place", key, name="Office")
    for name in ("HQ", "Office", "HQ", "Office"):
        entry = back(any_store, entry)
        assert any_store.read("place", key)["name"] == name
    assert Journal(any_store.engine).verify().entries == 6


def test_an_undo_is_told_like_any_change(store: Store) -> None:
    key = put(store, "place", name="HQ")
    heard: list[Changed] = []
    store.events.subscribe(Changed, heard.append)
    entry = back(store, store.head())
    assert heard == [Changed("place", (key,), entry)]


# --- when it cannot ----------------------------------------------------------------------
def test_an_entry_that_is_not_there_is_said_to_be_missing(any_store: Store) -> None:
    for number in (0, 1, -1, 999_999):
        assert refused(any_store, number).code == "journal.missing"


def test_a_later_change_of_the_same_value_stands_in_the_way(any_store: Store) -> None:
    key = put(any_store, "place", name="HQ")
    first = alter(any_store, "place", key, name="Office")
    later = alter(any_store, "place", key, name="Home")
    error = refused(any_store, first)
    assert error.code == "undo.later"
    assert f"entry {later} changed place L-{key}" in error.sentence()
    back(any_store, later)
    back(any_store, first)
    assert any_store.read("place", key)["name"] == "HQ"


def test_a_made_record_that_was_changed_since_stays(any_store: Store) -> None:
    key = put(any_store, "place", name="HQ")
    made = any_store.head()
    later = alter(any_store, "place", key, address="Street 1")
    assert refused(any_store, made).code == "undo.later"
    back(any_store, later)
    back(any_store, made)
    assert any_store.read_many("place", [key]) == {}


def test_a_change_of_what_is_gone_cannot_go_back(any_store: Store) -> None:
    key = put(any_store, "place", name="HQ")
    changed = alter(any_store, "place", key, name="Office")
    removed = drop(any_store, "place", key)
    error = refused(any_store, changed)
    assert (error.code, error.fields["later"]) == ("undo.later", removed)


def test_an_entry_is_taken_back_once(any_store: Store) -> None:
    key = put(any_store, "place", name="HQ")
    entry = alter(any_store, "place", key, name="Office")
    undone = back(any_store, entry)
    error = refused(any_store, entry)
    assert (error.code, error.fields["later"]) == ("undo.done", undone)


def test_who_refers_to_it_is_named_as_people_call_them(any_store: Store) -> None:
    person = put(any_store, "person", name="Maria")
    made = any_store.head()
    put(any_store, "asset", tag="NB-7", person_id=person)
    error = refused(any_store, made)
    assert error.code == "undo.in_use"
    assert "person U-1" in error.sentence() and "asset NB-7" in error.sentence()


def _given_back(store: Store, person: int, other: int) -> int:
    asset = put(store, "asset", tag="NB-7", person_id=person)
    return alter(store, "asset", asset, person_id=other)


def _removed(store: Store, person: int, other: int) -> int:
    return drop(store, "asset", put(store, "asset", tag="NB-7", person_id=person))


@pytest.mark.parametrize("happened", [_given_back, _removed])
def test_what_it_referred_to_may_be_gone(
    any_store: Store, happened: Callable[[Store, int, int], int]
) -> None:
    person, other = put(any_store, "person", name="Maria"), put(any_store, "person", name="Ana")
    entry = happened(any_store, person, other)
    gone = drop(any_store, "person", person)
    error = refused(any_store, entry)
    assert error.code == "undo.gone"
    assert f"person U-{person} was removed" in error.sentence()
    back(any_store, gone)
    back(any_store, entry)
    assert any_store.read("asset", 1)["person_id"] == person


def test_a_unique_value_that_another_has_now_stands_in_the_way(any_store: Store) -> None:
    first, second = put(any_store, "asset", tag="A-ä"), put(any_store, "asset", tag="A-2")
    renamed = alter(any_store, "asset", first, tag="A-3")
    removed = drop(any_store, "asset", second)
    for tag in ("a-Ä", "a-2"):
        put(any_store, "asset", tag=tag)
    assert refused(any_store, renamed).code == "undo.unique"
    assert refused(any_store, removed).code == "undo.unique"
    drop(any_store, "asset", 4)
    back(any_store, removed)
    assert any_store.read("asset", second)["tag"] == "A-2"


def test_what_a_record_was_called_on_the_way_is_free_for_others(any_store: Store) -> None:
    key = put(any_store, "asset", tag="A-1")
    with any_store.write("tester", "rename twice") as unit:
        unit.update("asset", key, {"tag": "A-2"})
        unit.update("asset", key, {"tag": "A-3"})
        other = unit.insert("asset", {"tag": "B-1"})
        unit.update("asset", other, {"tag": "B-2"})
    for tag in ("A-2", "B-1", "a-10"):
        put(any_store, "asset", tag=tag)
    back(any_store, unit.entry)
    assert any_store.read("asset", key)["tag"] == "A-1"


def test_of_a_bulk_nothing_goes_back_when_one_cannot(any_store: Store) -> None:
    with any_store.write("tester", "import") as unit:
        keys = unit.insert_many("place", [{"name": f"P{n}"} for n in range(5)])
    alter(any_store, "place", keys[0], name="other")
    assert refused(any_store, unit.entry).code == "undo.later"
    assert len(any_store.read_many("place", [*keys])) == 5


def test_an_erasure_and_what_it_erased_stay(any_store: Store) -> None:
    key = put(any_store, "person", name="Zéphyrine Quux")
    made = any_store.head()
    done = erase(any_store, "tester", "person", key, "asked by letter")
    assert refused(any_store, done.entry).code == "undo.erasure"
    assert refused(any_store, made).code == "undo.erased"


def test_an_undo_of_two_windows_is_done_by_one(any_store: Store, second_store: Store) -> None:
    key = put(any_store, "place", name="HQ")
    entry = alter(any_store, "place", key, name="Office")
    back(any_store, entry)
    assert refused(second_store, entry).code == "undo.done"
    assert second_store.read("place", key)["name"] == "HQ"
