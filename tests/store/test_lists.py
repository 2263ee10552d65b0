"""Lists read keys, then windows of rows: counts, sums and labels, also when others write meanwhile."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from itdesk.core.errors import DeskError
from itdesk.core.kinds import Column
from itdesk.core.query.tree import Compare, Op, Query, Sort, Words
from itdesk.core.types import Type
from itdesk.desk import office_schema
from itdesk.store.customs import add_custom_column
from itdesk.store.lists import CHUNK, Lists, default_sort
from itdesk.store.store import Store
from tests.store.raw import alter, drop, put

OFFICE = office_schema()
EVERYTHING = Query()


def lists_of(store: Store) -> Lists:
    return Lists(store.engine, store.schema)


def columns_of(store: Store, kind: str, *names: str) -> list[Column]:
    return [store.schema.kind(kind).column(name) for name in names]


# --- keys --------------------------------------------------------------------------------
def test_an_empty_list_is_empty_in_every_way(any_store: Store) -> None:
    lists = lists_of(any_store)
    price = columns_of(any_store, "asset", "price")
    assert lists.ids("asset", EVERYTHING) == lists.ids("asset", EVERYTHING, limit=10) == []
    assert lists.count("asset", EVERYTHING) == 0
    assert lists.sums("asset", EVERYTHING, price) == {"price": 0}
    assert lists.rows("asset", [], price) == lists.rows("asset", [1, 2], price) == []
    assert lists.labels("asset", [1]) == {}


@pytest.mark.parametrize("kind", [kind.name for kind in OFFICE.catalogue])
def test_every_kind_can_be_listed_with_all_its_columns(store: Store, kind: str) -> None:
    lists = lists_of(store)
    assert lists.ids(kind, EVERYTHING, limit=5) == lists.ids(kind, EVERYTHING) == []
    assert lists.rows(kind, [1], list(store.schema.kind(kind))) == []
    for column in store.schema.kind(kind):
        assert lists.ids(kind, Query(None, (Sort(column, True),)), limit=5) == []


def test_an_unknown_kind_is_refused(store: Store) -> None:
    with pytest.raises(DeskError) as caught:
        lists_of(store).ids("printer", EVERYTHING)
    assert caught.value.code == "kind.unknown"


def test_without_an_order_a_list_has_that_of_its_kind(any_store: Store) -> None:
    for name in ("b", "A", "c"):
        put(any_store, "place", name=name)
    for _ in range(3):
        put(any_store, "ticket", subject="x", opened=1)
    assert lists_of(any_store).ids("place", EVERYTHING) == [2, 1, 3]
    assert lists_of(any_store).ids("ticket", EVERYTHING) == [3, 2, 1]


def test_the_order_of_a_kind_is_read_from_its_words() -> None:
    for kind in OFFICE.catalogue:
        words = [f"{'-' if sort.descending else ''}{sort.column.name}" for sort in default_sort(kind)]
        assert ",".join(words) == kind.default_sort


def test_what_is_equal_stands_in_the_order_of_its_numbers(any_store: Store) -> None:
    for name in ("same", "SAME", "same", "other"):
        put(any_store, "person", name=name)
    [name] = columns_of(any_store, "person", "name")
    lists = lists_of(any_store)
    assert lists.ids("person", Query(None, (Sort(name),))) == [4, 1, 2, 3]
    assert lists.ids("person", Query(None, (Sort(name, True),))) == [3, 2, 1, 4]


@pytest.mark.parametrize(("limit", "offset"), [(0, 0), (1, 0), (3, 2), (10, 0), (10, 4), (10, 5), (1, 99)])
def test_a_part_of_a_list_is_that_part(any_store: Store, limit: int, offset: int) -> None:
    with any_store.write("tester", "add places") as unit:
        unit.insert_many("place", [{"name": f"P{n}"} for n in range(5)])
    lists = lists_of(any_store)
    whole = lists.ids("place", EVERYTHING)
    assert lists.ids("place", EVERYTHING, limit=limit, offset=offset) == whole[offset : offset + limit]


# --- rows --------------------------------------------------------------------------------
def test_rows_come_as_asked_also_twice_and_what_is_gone_is_left_out(any_store: Store) -> None:
    for name in ("a", "b", "c"):
        put(any_store, "place", name=name)
    drop(any_store, "place", 2)
    found = lists_of(any_store).rows("place", [3, 2, 1, 3, 77], columns_of(any_store, "place", "name"))
    assert [(row.id, row.values["name"]) for row in found] == [(3, "c"), (1, "a"), (3, "c")]


@pytest.mark.parametrize("count", [CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK + 3])
def test_more_rows_than_one_statement_takes_come_in_order(store: Store, count: int) -> None:
    with store.write("tester", "add places") as unit:
        keys = [*unit.insert_many("place", [{"name": f"P{n}"} for n in range(count)])]
    found = lists_of(store).rows("place", keys[::-1], columns_of(store, "place", "name"))
    assert [row.id for row in found] == keys[::-1]
    assert found[0].values["name"] == f"P{count - 1}"


def test_a_row_tells_its_version_so_that_a_change_can_be_refused(any_store: Store) -> None:
    key = put(any_store, "place", name="a")
    alter(any_store, "place", key, name="b")
    [row] = lists_of(any_store).rows("place", [key], [])
    assert (row.id, row.version, row.values, row.labels) == (key, 2, {}, {})


def test_references_show_labels_and_keep_their_keys(any_store: Store) -> None:
    person = put(any_store, "person", name="田中 さくら")
    asset = put(any_store, "asset", tag="A-1", person_id=person)
    ticket = put(any_store, "ticket", subject="x", opened=1, asset_id=asset, requester_id=person)
    columns = columns_of(any_store, "ticket", "subject", "asset", "requester", "assignee")
    [row] = lists_of(any_store).rows("ticket", [ticket], columns)
    assert [row.shown(column) for column in columns] == ["x", "A-1", "田中 さくら", None]
    assert row.values == {"subject": "x", "asset": asset, "requester": person, "assignee": None}


def test_a_reference_into_its_own_kind_is_not_taken_for_the_record(any_store: Store) -> None:
    house = put(any_store, "place", name="House")
    room = put(any_store, "place", name="Room", parent_id=house)
    columns = columns_of(any_store, "place", "name", "parent")
    shown = [
        [row.shown(c) for c in columns] for row in lists_of(any_store).rows("place", [house, room], columns)
    ]
    assert shown == [["House", None], ["Room", "House"]]
    parent = columns[1]
    assert lists_of(any_store).ids("place", Query(Compare(parent, Op.HAS, ("hous",)))) == [room]
    assert lists_of(any_store).ids("place", Query(None, (Sort(parent),))) == [room, house]


def test_labels_are_what_a_reference_shows(any_store: Store) -> None:
    put(any_store, "asset", tag="A-1", name="Laptop")
    put(any_store, "ticket", subject="No light", opened=1)
    put(any_store, "person", name="Ana")
    lists = lists_of(any_store)
    assert lists.labels("asset", [1, 1, 9]) == {1: "A-1"}
    assert lists.labels("ticket", [1]) == {1: 1}
    assert lists.labels("person", [1]) == {1: "Ana"}


def test_yes_and_no_are_neither_numbers_nor_words(any_store: Store) -> None:
    with any_store.write("tester", "add field") as unit:
        add_custom_column(unit, "person", "keys", "Keys", Type.YES_NO)
    for keys, active in ((True, False), (False, True), (None, True)):
        put(any_store, "person", name="x", active=active, **{"custom.keys": keys})
    columns = columns_of(any_store, "person", "keys", "active")
    found = lists_of(any_store).rows("person", [1, 2, 3], columns)
    assert [(row.values["keys"], row.values["active"]) for row in found] == [
        (True, False), (False, True), (None, True),
    ]  # fmt: skip
    for column, value, wanted in (
        (columns[0], True, [1]),
        (columns[0], False, [2]),
        (columns[1], True, [2, 3]),
    ):
        assert lists_of(any_store).ids("person", Query(Compare(column, Op.IS, (value,)))) == wanted


# --- sums --------------------------------------------------------------------------------
def test_sums_leave_out_what_is_missing_and_reach_beyond_32_bits(any_store: Store) -> None:
    for price in (None, 0, -5, 2**40, 2**40, 17):
        put(any_store, "asset", tag=f"A-{price}-{any_store.head()}", price=price)
    price = columns_of(any_store, "asset", "price")
    assert lists_of(any_store).sums("asset", EVERYTHING, price) == {"price": 2**41 + 12}
    some = Query(Compare(price[0], Op.LESS, (18,)))
    assert lists_of(any_store).sums("asset", some, price) == {"price": 12}


def test_sums_count_each_record_once_however_many_messages_match(any_store: Store) -> None:
    with any_store.write("tester", "add field") as unit:
        add_custom_column(unit, "ticket", "hours", "Hours", Type.INTEGER)
    ticket = put(any_store, "ticket", subject="printer", opened=1, **{"custom.hours": 4})
    for _ in range(3):
        put(any_store, "message", ticket_id=ticket, author="x", at=1, text="printer again")
    hours = columns_of(any_store, "ticket", "hours")
    query = Query(Words(("printer",)))
    assert lists_of(any_store).sums("ticket", query, hours) == {"hours": 4}
    assert lists_of(any_store).ids("ticket", query) == [ticket]


# --- while others write ------------------------------------------------------------------
def test_rows_that_went_since_the_keys_were_read_are_left_out(any_store: Store, second_store: Store) -> None:
    for name in ("a", "b", "c"):
        put(any_store, "place", name=name)
    lists = lists_of(any_store)
    keys = lists.ids("place", EVERYTHING)
    drop(second_store, "place", keys[1])
    alter(second_store, "place", keys[2], name="changed")
    found = lists.rows("place", keys, columns_of(any_store, "place", "name"))
    assert [row.values["name"] for row in found] == ["a", "changed"]


def test_a_list_sees_nothing_of_a_unit_that_is_not_finished(any_store: Store, second_store: Store) -> None:
    put(any_store, "place", name="a")
    with any_store.write("tester", "add place") as unit:
        unit.insert("place", {"name": "b"})
        assert lists_of(second_store).count("place", EVERYTHING) == 1
        assert lists_of(any_store).count("place", EVERYTHING) == 2
    assert lists_of(second_store).count("place", EVERYTHING) == 2


def test_windows_of_a_list_put_together_are_the_list(store: Store) -> None:
    with store.write("tester", "add assets") as unit:
        unit.insert_many("asset", [{"tag": f"A-{n:03}", "price": n % 7 or None} for n in range(200)])
    lists, [price] = lists_of(store), columns_of(store, "asset", "price")

    @settings(max_examples=30)
    @given(st.integers(1, 60), st.booleans())
    def agree(size: int, descending: bool) -> None:
        query = Query(None, (Sort(price, descending),))
        parts = [lists.ids("asset", query, limit=size, offset=start) for start in range(0, 200, size)]
        assert [key for part in parts for key in part] == lists.ids("asset", query)

    agree()
