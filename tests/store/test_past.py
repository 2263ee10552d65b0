"""The desk as it was: records, lists, what they refer to, to the millisecond."""

from __future__ import annotations

from datetime import UTC

import pytest

from itdesk.core.errors import DeskError
from itdesk.core.query import QueryContext, parse
from itdesk.core.types import Type
from itdesk.store.customs import add_custom_column
from itdesk.store.erase import erase
from itdesk.store.lists import Lists
from itdesk.store.past import Past
from itdesk.store.store import Store
from itdesk.store.undo import undo
from tests.clocks import HandClock
from tests.store.raw import alter, drop, put


def past(store: Store, at: int) -> Past:
    return Past(store.engine, store.schema, at)


def found(lists: Lists, store: Store, kind: str, query: str = "", limit: int | None = None) -> list[int]:
    parsed = parse(query, store.schema.kind(kind), QueryContext(now=store.clock.now(), zone=UTC))
    return lists.ids(kind, parsed, limit=limit)


def listed(store: Store, at: int, kind: str, query: str = "", limit: int | None = None) -> list[int]:
    with past(store, at).lists(kind) as lists:
        return found(lists, store, kind, query, limit)


def moment(clock: HandClock) -> int:
    """An instant between what was and what comes."""
    clock.forward(1_000)
    at = clock.now()
    clock.forward(1_000)
    return at


def temporary_tables(store: Store) -> int:
    sql = "SELECT name FROM temp.sqlite_schema WHERE type = 'table'"
    if store.engine.is_remote:
        sql = "SELECT relname FROM pg_class WHERE relname LIKE 'past%' AND relpersistence = 't'"
    return len(store.engine.db.execute_sql(sql.replace("%", "%%")).fetchall())


# --- one record --------------------------------------------------------------------------
def test_a_record_is_as_it_was_after_each_change(any_store: Store, clock: HandClock) -> None:
    names = ["one", "", None, "四", "5" * 500]
    key = put(any_store, "person", name="P", team=names[0])
    instants = [clock.now()]
    for name in names[1:]:
        clock.forward(1)
        alter(any_store, "person", key, team=name)
        instants.append(clock.now())
    for at, name in zip(instants, names, strict=True):
        assert past(any_store, at).record("person", key)["team"] == name


def test_what_was_written_in_a_millisecond_counts_in_it_and_not_before(
    any_store: Store, clock: HandClock
) -> None:
    clock.forward(10)
    key = put(any_store, "place", name="HQ")
    made = clock.now()
    assert past(any_store, made).record("place", key)["name"] == "HQ"
    with pytest.raises(DeskError) as caught:
        past(any_store, made - 1).record("place", key)
    assert caught.value.code == "record.missing"


def test_a_removed_record_is_there_until_it_was_removed(any_store: Store, clock: HandClock) -> None:
    key = put(any_store, "place", name="HQ", address="Street 1")
    before = moment(clock)
    drop(any_store, "place", key)
    assert past(any_store, before).record("place", key)["address"] == "Street 1"
    with pytest.raises(DeskError, match="no place"):
        past(any_store, clock.now()).record("place", key)


def test_a_record_that_came_back_was_gone_in_between(any_store: Store, clock: HandClock) -> None:
    key = put(any_store, "place", name="HQ")
    there = moment(clock)
    entry = drop(any_store, "place", key)
    gone = moment(clock)
    undo(any_store, "tester", entry)
    back = moment(clock)
    assert [listed(any_store, at, "place") for at in (there, gone, back)] == [[key], [], [key]]


def test_a_field_of_ones_own_is_as_it_was(any_store: Store, clock: HandClock) -> None:
    with any_store.write("tester", "add custom field") as unit:
        add_custom_column(unit, "place", "floor", "Floor", Type.INTEGER)
    key = put(any_store, "place", name="HQ", **{"custom.floor": 2})
    then = moment(clock)
    alter(any_store, "place", key, **{"custom.floor": 3})
    assert past(any_store, then).record("place", key)["custom.floor"] == 2
    assert listed(any_store, then, "place", "floor:2") == [key]
    assert listed(any_store, clock.now(), "place", "floor:2") == []


def test_what_was_erased_does_not_come_back_from_the_past(any_store: Store, clock: HandClock) -> None:
    key = put(any_store, "person", name="Zéphyrine Quux", team="Sales", email="z@example.com")
    then = moment(clock)
    alter(any_store, "person", key, team="IT")
    erase(any_store, "tester", "person", key, "asked by letter")
    record = past(any_store, then).record("person", key)
    assert record["team"] == "Sales"
    assert "Quux" not in str(record.values) and "example" not in str(record.values)
    assert listed(any_store, then, "person", "team:Sales") == [key]
    assert listed(any_store, then, "person", "name:quux") == []


# --- lists -------------------------------------------------------------------------------
def test_a_list_is_filtered_sorted_and_cut_by_what_was(any_store: Store, clock: HandClock) -> None:
    keys = [put(any_store, "asset", tag=f"A-{n}", price=n * 100) for n in range(5)]
    then = moment(clock)
    for key in keys:
        alter(any_store, "asset", key, price=1_000 - key, status="retired")
    drop(any_store, "asset", keys[2])
    put(any_store, "asset", tag="later", price=200)
    assert listed(any_store, then, "asset", "price:>=2 sort:-price") == keys[:1:-1]
    assert listed(any_store, then, "asset", "status:in-use sort:price", limit=2) == keys[:2]
    assert listed(any_store, then, "asset", "status:retired") == []
    with past(any_store, then).lists("asset") as lists:
        query = parse("", any_store.schema.kind("asset"), QueryContext(now=0, zone=UTC))
        price = any_store.schema.kind("asset").column("price")
        assert lists.count("asset", query) == 5
        assert lists.sums("asset", query, [price]) == {"price": 1_000}


def test_references_show_what_was_their_name(any_store: Store, clock: HandClock) -> None:
    person = put(any_store, "person", name="Ana Costa")
    key = put(any_store, "asset", tag="A-1", person_id=person)
    then = moment(clock)
    alter(any_store, "person", person, name="Ana Lima")
    column = any_store.schema.kind("asset").column("person")
    with past(any_store, then).lists("asset") as lists:
        [row] = lists.rows("asset", [key], [column])
        assert (row.shown(column), row.values["person"]) == ("Ana Costa", person)
    assert listed(any_store, then, "asset", "person:costa") == [key]
    assert listed(any_store, then, "asset", "person:lima") == []


def test_what_a_ticket_reaches_through_its_asset_is_as_it_was(any_store: Store, clock: HandClock) -> None:
    place = put(any_store, "place", name="HQ")
    asset = put(any_store, "asset", tag="A-1", place_id=place, type="laptop")
    ticket = put(any_store, "ticket", subject="No light", opened=1, asset_id=asset)
    then = moment(clock)
    alter(any_store, "place", place, name="Lager")
    alter(any_store, "asset", asset, type="server", tag="B-1")
    for query, now in (("place:HQ", "place:Lager"), ("type:laptop", "type:server"), ("tag:A-1", "tag:B-1")):
        assert (listed(any_store, then, "ticket", query), listed(any_store, then, "ticket", now)) == (
            [ticket],
            [],
        )
        today = Lists(any_store.engine, any_store.schema)
        assert (found(today, any_store, "ticket", query), found(today, any_store, "ticket", now)) == (
            [],
            [ticket],
        )


def test_a_reference_to_what_is_gone_today_is_shown(any_store: Store, clock: HandClock) -> None:
    person = put(any_store, "person", name="Ana Costa")
    key = put(any_store, "asset", tag="A-1", person_id=person)
    then = moment(clock)
    alter(any_store, "asset", key, person_id=None)
    drop(any_store, "person", person)
    column = any_store.schema.kind("asset").column("person")
    with past(any_store, then).lists("asset") as lists:
        assert lists.rows("asset", [key], [column])[0].shown(column) == "Ana Costa"


def test_before_the_first_entry_there_was_nothing(any_store: Store, clock: HandClock) -> None:
    before = clock.now()
    clock.forward(1)
    put(any_store, "place", name="HQ")
    for at in (before, 0, -1, -(10**15)):
        assert listed(any_store, at, "place") == []


def test_in_the_future_everything_is_as_it_is(any_store: Store, clock: HandClock) -> None:
    key = put(any_store, "place", name="HQ")
    assert listed(any_store, clock.now() + 10**12, "place", "name:HQ") == [key]


def test_many_changed_records_are_all_as_they_were(store: Store, clock: HandClock) -> None:
    with store.write("tester", "add places") as unit:
        keys = [*unit.insert_many("place", [{"name": f"P{n:04}"} for n in range(1_200)])]
    then = moment(clock)
    with store.write("tester", "rename") as unit:
        for key in keys:
            unit.update("place", key, {"name": f"Q{key}"})
    assert listed(store, then, "place", "name:P*") == keys
    assert listed(store, clock.now(), "place", "name:P*") == []


# --- what it leaves ----------------------------------------------------------------------
def test_looking_back_leaves_nothing_behind(any_store: Store, clock: HandClock) -> None:
    key = put(any_store, "place", name="HQ")
    then = moment(clock)
    alter(any_store, "place", key, name="Office")
    head = any_store.head()
    with pytest.raises(RuntimeError), past(any_store, then).lists("place"):
        assert temporary_tables(any_store) == 1
        raise RuntimeError
    assert listed(any_store, then, "place", "name:HQ") == [key]
    assert (temporary_tables(any_store), any_store.head()) == (0, head)
    assert any_store.read("place", key)["name"] == "Office"


def test_two_instants_are_compared_side_by_side(any_store: Store, clock: HandClock) -> None:
    key = put(any_store, "place", name="one")
    first = moment(clock)
    alter(any_store, "place", key, name="two")
    second = moment(clock)
    alter(any_store, "place", key, name="three")
    with past(any_store, first).lists("place") as earlier:
        with past(any_store, second).lists("place") as later:
            assert found(earlier, any_store, "place", "name:one") == [key]
            assert found(later, any_store, "place", "name:two") == [key]
        assert found(earlier, any_store, "place", "name:one") == [key]


def test_another_window_that_writes_meanwhile_does_not_disturb_the_past(
    any_store: Store, second_store: Store, clock: HandClock
) -> None:
    key = put(any_store, "place", name="HQ")
    then = moment(clock)
    alter(any_store, "place", key, name="Office")
    with past(any_store, then).lists("place") as lists:
        clock.forward(1)
        drop(second_store, "place", key)
        assert found(lists, any_store, "place", "name:HQ") == [key]
    assert listed(any_store, then, "place", "name:HQ") == [key]
