"""A unit of work is one entry, whole or not at all; it reads what it wrote and tells it afterwards."""

from __future__ import annotations

import json
from dataclasses import dataclass

import pytest

from itdesk.core.errors import ConflictError, DeskError
from itdesk.core.events import Changed, Event
from itdesk.store.check import check
from itdesk.store.engine import rows, scalar
from itdesk.store.journal import Journal
from itdesk.store.store import Store
from itdesk.store.unit import BATCH
from tests.clocks import HandClock
from tests.store.raw import alter, drop, put


@dataclass(frozen=True, slots=True)
class DoorOpened(Event):
    number: int


def changes_of(store: Store, entry: int) -> list[tuple[str, str, int, dict[str, object]]]:
    return [(c.op, c.kind, c.record, c.data) for c in Journal(store.engine).changes(entry)]


def heard_from(store: Store) -> list[Event]:
    heard: list[Event] = []
    for event in (Changed, DoorOpened):
        store.events.subscribe(event, heard.append)
    return heard


# --- the entry ---------------------------------------------------------------------------
def test_an_entry_says_who_when_from_where_what_and_why(any_store: Store, clock: HandClock) -> None:
    clock.forward(1_234)
    with any_store.write("Zoë 会議", "add place", detail='50% _x_ "quoted"') as unit:
        unit.insert("place", {"name": "HQ"})
    entry = Journal(any_store.engine).entry(unit.entry)
    assert (entry.actor, entry.origin, entry.verb, entry.detail, entry.at, entry.changes) == (
        "Zoë 会議", "test", "add place", '50% _x_ "quoted"', clock.now(), 1,
    )  # fmt: skip
    assert any_store.was_written(unit.uuid)


def test_a_unit_that_changes_nothing_leaves_no_entry(any_store: Store) -> None:
    key = put(any_store, "place", name="HQ", address=None)
    with any_store.write("tester", "look") as unit:
        unit.read("place", key)
        assert unit.update("place", key, {"name": "HQ", "address": None}) is False
        assert unit.update("place", key, {}) is False
        assert [*unit.insert_many("place", [])] == []
    assert any_store.head() == 1
    assert not any_store.was_written(unit.uuid)
    assert any_store.read("place", key).version == 1


def test_entries_follow_each_other_without_a_gap_even_after_failures(any_store: Store) -> None:
    for number in range(1, 4):
        with pytest.raises(DeskError), any_store.write("tester", "fail") as unit:
            unit.insert("place", {"name": "lost"})
            raise DeskError("erase.why")
        put(any_store, "place", name=f"P{number}")
        assert any_store.head() == number
    assert Journal(any_store.engine).verify().entries == 3


def test_what_each_operation_did_is_told_in_its_order(any_store: Store) -> None:
    with any_store.write("tester", "much") as unit:
        key = unit.insert("place", {"name": "HQ", "address": None, "notes": "n"})
        unit.update("place", key, {"name": "Office", "notes": None})
        unit.delete("place", key)
    assert changes_of(any_store, unit.entry) == [
        ("+", "place", key, {"name": "HQ", "notes": "n"}),
        ("~", "place", key, {"name": ["HQ", "Office"], "notes": ["n", None]}),
        ("-", "place", key, {"name": "Office"}),
    ]


# --- versions, times ---------------------------------------------------------------------
def test_versions_count_changes_and_times_tell_the_last(any_store: Store, clock: HandClock) -> None:
    key, made = put(any_store, "place", name="HQ"), clock.now()
    for number in range(2, 5):
        clock.forward(1_000)
        alter(any_store, "place", key, name=f"Office {number}")
        record = any_store.read("place", key)
        assert (record.version, record.created, record.updated) == (number, made, clock.now())


def test_a_change_on_an_old_version_names_who_was_first(any_store: Store) -> None:
    key = put(any_store, "place", name="HQ")
    with any_store.write("Ana", "edit place") as unit:
        unit.update("place", key, {"name": "Office"}, version=1)
    for version in (1, 0, 3, -1):
        with (
            pytest.raises(ConflictError, match="Place 1 was changed by Ana"),
            any_store.write("me", "x") as unit,
        ):
            unit.update("place", key, {"name": "mine"}, version=version)
    with any_store.write("me", "edit place") as unit:
        assert unit.update("place", key, {"name": "mine"}, version=2)
    assert any_store.read("place", key)["name"] == "mine"


def test_the_same_value_on_an_old_version_is_a_conflict_all_the_same(any_store: Store) -> None:
    key = put(any_store, "place", name="HQ")
    alter(any_store, "place", key, name="Office")
    with pytest.raises(ConflictError), any_store.write("me", "edit place") as unit:
        unit.update("place", key, {"name": "Office"}, version=1)


# --- keys --------------------------------------------------------------------------------
def test_keys_rise_by_kind_and_are_never_given_again(any_store: Store) -> None:
    assert [put(any_store, "place", name="P"), put(any_store, "person", name="Q")] == [1, 1]
    with any_store.write("tester", "add places") as unit:
        assert [*unit.insert_many("place", [{"name": str(n)} for n in range(3)])] == [2, 3, 4]
        assert [*unit.new_keys("place", 2)] == [5, 6]
    drop(any_store, "place", 4)
    assert put(any_store, "place", name="R") == 7


def test_keys_of_a_unit_that_failed_are_free_again(any_store: Store) -> None:
    with pytest.raises(DeskError), any_store.write("tester", "fail") as unit:
        unit.insert("place", {"name": "lost"})
        raise DeskError("erase.why")
    assert put(any_store, "place", name="kept") == 1


def test_a_key_that_is_taken_cannot_be_given_by_hand(any_store: Store) -> None:
    key = put(any_store, "place", name="HQ")
    with pytest.raises(Exception, match=r"(?i)unique"), any_store.write("tester", "again") as unit:
        unit.insert("place", {"name": "other"}, record=key)
    assert any_store.read("place", key)["name"] == "HQ"
    assert check(any_store) == []


# --- inside the unit ---------------------------------------------------------------------
def test_a_unit_sees_what_it_wrote_and_others_do_not_until_its_end(
    any_store: Store, second_store: Store
) -> None:
    with any_store.write("tester", "add place") as unit:
        key = unit.insert("place", {"name": "HQ"})
        assert unit.read("place", key)["name"] == "HQ"
        assert unit.exists("place", key) and not unit.exists("place", key + 1)
        assert second_store.read_many("place", [key]) == {}
        unit.delete("place", key)
        assert not unit.exists("place", key)
        kept = unit.insert("place", {"name": "Kept"})
    assert [*second_store.read_many("place", [key, kept])] == [kept]


def test_what_is_not_there_is_said_by_each_operation(any_store: Store) -> None:
    for work in ("read", "update", "delete"):
        with pytest.raises(DeskError) as caught, any_store.write("tester", work) as unit:
            {"read": lambda: unit.read("place", 9), "delete": lambda: unit.delete("place", 9),
             "update": lambda: unit.update("place", 9, {"name": "x"})}[work]()  # fmt: skip
        assert caught.value.code == "record.missing"


def test_who_refers_to_a_record_keeps_it_and_at_most_five_are_named(any_store: Store) -> None:
    place = put(any_store, "place", name="HQ")
    with any_store.write("tester", "fill") as unit:
        unit.insert_many("person", [{"name": f"P{n}", "place_id": place} for n in range(4)])
        unit.insert_many("asset", [{"tag": f"A{n}", "place_id": place} for n in range(4)])
    with pytest.raises(DeskError) as caught:
        drop(any_store, "place", place)
    assert caught.value.code == "record.in_use"
    named = str(caught.value.fields["users"]).split(", ")
    assert len(named) == 5 and named[0].startswith(("person ", "asset "))
    assert any_store.read("place", place)["name"] == "HQ"


def test_a_record_that_refers_to_itself_is_in_use(any_store: Store) -> None:
    key = put(any_store, "place", name="HQ")
    alter(any_store, "place", key, parent_id=key)
    with pytest.raises(DeskError, match="cannot be removed"):
        drop(any_store, "place", key)


def test_defaults_are_filled_in_and_what_is_given_goes_before(any_store: Store) -> None:
    asset = put(any_store, "asset", tag="A-1")
    other = put(any_store, "asset", tag="A-2", status="retired")
    assert any_store.read("asset", asset)["status"] == "in-use"
    assert any_store.read("asset", other)["status"] == "retired"


# --- bulks -------------------------------------------------------------------------------
@pytest.mark.parametrize("count", [BATCH - 1, BATCH, BATCH + 1, 2 * BATCH + 7])
def test_a_bulk_is_one_entry_with_every_change(store: Store, count: int) -> None:
    with store.write("tester", "import places") as unit:
        keys = unit.insert_many("place", [{"name": f"P{n}"} for n in range(count)])
    assert [*keys] == [*range(1, count + 1)]
    assert Journal(store.engine).entry(1).changes == count
    written = rows(store.engine, "SELECT seq, record FROM journal_change ORDER BY seq")
    assert written == [(n, n + 1) for n in range(count)]
    assert check(store) == []


def test_a_change_is_one_row_whose_text_is_json_of_any_script(store: Store) -> None:
    put(store, "place", name='会議 "x" \\ \U0001f600', notes="a\nb")
    text = scalar(store.engine, "SELECT data FROM journal_change")
    assert json.loads(text) == {"name": '会議 "x" \\ \U0001f600', "notes": "a\nb"}
    assert "会議" in text


# --- what is told ------------------------------------------------------------------------
def test_changes_are_told_by_kind_before_what_the_rooms_say(any_store: Store) -> None:
    heard = heard_from(any_store)
    with any_store.write("tester", "much") as unit:
        unit.tell(DoorOpened(1))
        place = unit.insert("place", {"name": "HQ"})
        person = unit.insert("person", {"name": "Ana"})
        unit.update("place", place, {"name": "Office"})
        unit.tell(DoorOpened(2))
        assert heard == []
    assert heard == [
        Changed("place", (place, place), 1), Changed("person", (person,), 1), DoorOpened(1), DoorOpened(2),
    ]  # fmt: skip


def test_a_unit_that_fails_tells_nothing(any_store: Store) -> None:
    heard = heard_from(any_store)
    with pytest.raises(DeskError), any_store.write("tester", "fail") as unit:
        unit.tell(DoorOpened(1))
        unit.insert("place", {"name": "HQ"})
        raise DeskError("erase.why")
    assert heard == []


def test_what_was_said_without_a_change_is_told_without_an_entry(any_store: Store) -> None:
    heard = heard_from(any_store)
    with any_store.write("tester", "knock") as unit:
        unit.tell(DoorOpened(7))
    assert (heard, any_store.head()) == ([DoorOpened(7)], 0)


def test_of_very_many_records_it_is_told_that_they_are_very_many(store: Store) -> None:
    """`Changed` with no keys means all of them: whoever has the list open must look again."""
    heard = heard_from(store)
    for count, told in ((BATCH, tuple(range(1, BATCH + 1))), (BATCH + 1, ())):
        with store.write("tester", "import places") as unit:
            unit.insert_many("place", [{"name": f"P{n}"} for n in range(count)])
            person = unit.insert("person", {"name": "Ana"})
        assert heard == [Changed("place", told, unit.entry), Changed("person", (person,), unit.entry)]
        heard.clear()
