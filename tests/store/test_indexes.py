"""Every sort and filter that a list offers walks along an index, whatever the choices are called."""

from __future__ import annotations

from datetime import UTC

import pytest

from itdesk.core.kinds import Column
from itdesk.core.query import QueryContext, parse
from itdesk.core.query.tree import Query, Sort
from itdesk.core.types import Type
from itdesk.desk import office_schema
from itdesk.store import indexes
from itdesk.store.customs import add_custom_column
from itdesk.store.engine import rows
from itdesk.store.lists import Lists, default_sort
from itdesk.store.schema import custom_column
from itdesk.store.store import Store
from tests.store.raw import put

OFFICE = office_schema()
LISTED = [kind.name for kind in OFFICE.catalogue if kind.public]
ODD_CHOICES = ("why?", "100%", "a'b", "%s", "\\", "U&'x", '"', "高い", "?")
"""Out of order, so that their place is indexed, with signs that mean something to a statement."""


def sorted_columns(kind: str) -> list[Column]:
    described = OFFICE.kind(kind)
    return [column for column in described if column.indexed and column.type is not Type.REFERENCE]


def plan_of(store: Store, kind: str, query: Query, limit: int | None = 50) -> str:
    """How SQLite finds the last statement that the list asks."""
    seen: list[str] = []
    connection = store.engine.db.connection()
    connection.set_trace_callback(seen.append)
    Lists(store.engine, store.schema).ids(kind, query, limit=limit)
    connection.set_trace_callback(None)
    return str(rows(store.engine, f"EXPLAIN QUERY PLAN {seen[-1]}"))


def asked(store: Store, kind: str, text: str) -> list[int]:
    query = parse(text, store.schema.kind(kind), QueryContext(now=0, zone=UTC))
    found = Lists(store.engine, store.schema).ids(kind, query)
    assert Lists(store.engine, store.schema).ids(kind, query, limit=100) == found
    return found


def index_names(store: Store) -> set[str]:
    sql = "SELECT name FROM sqlite_schema WHERE type = 'index'"
    if store.engine.is_remote:
        sql = "SELECT indexname FROM pg_indexes WHERE schemaname = current_schema()"
    return {str(row[0]) for row in rows(store.engine, sql) if str(row[0]).startswith("list_")}


def names_in(statements: list[str]) -> list[str]:
    return [statement.split('"')[1] for statement in statements]


# --- which there are ---------------------------------------------------------------------
def test_a_new_desk_has_every_index_and_no_other(any_store: Store) -> None:
    assert index_names(any_store) == set(names_in([*indexes.statements(any_store.engine, any_store.schema)]))


def test_indexes_that_are_missing_are_made_and_the_rest_is_left(any_store: Store) -> None:
    before = index_names(any_store)
    with any_store.engine.write():
        any_store.engine.db.execute_sql("DROP INDEX list_asset_tag")
    assert index_names(any_store) == before - {"list_asset_tag"}
    for _ in range(2):
        indexes.ensure(any_store.engine, any_store.schema)
        assert index_names(any_store) == before


def test_no_two_indexes_share_a_name_even_where_names_are_cut(store: Store) -> None:
    """A server cuts names at 63 bytes, and takes the second for one that is there."""
    for kind in LISTED:
        own = tuple(custom_column(f"{'x' * 39}{last}", "X", Type.TEXT, ()) for last in "ab")
        store.schema.catalogue.replace(store.schema.kind(kind).with_custom(own))
    names = names_in([*indexes.statements(store.engine, store.schema)])
    assert len({name.encode()[:63] for name in names}) == len(names)


# --- how lists are found -----------------------------------------------------------------
@pytest.mark.parametrize("kind", LISTED)
def test_every_indexed_column_sorts_along_its_index_both_ways(store: Store, kind: str) -> None:
    for column in sorted_columns(kind):
        for descending in (False, True):
            plan = plan_of(store, kind, Query(None, (Sort(column, descending),)))
            assert "TEMP B-TREE" not in plan, (column.name, plan)
            assert column.field == "id" or f"list_{OFFICE[kind].table}_{column.field}" in plan, column.name


@pytest.mark.parametrize("kind", [kind for kind in LISTED if kind != "device"])
def test_a_list_opens_along_an_index(store: Store, kind: str) -> None:
    """All but devices, which are few and stand by state, then name."""
    plan = plan_of(store, kind, Query(None, default_sort(OFFICE.kind(kind))))
    assert "TEMP B-TREE" not in plan, plan


@pytest.mark.parametrize("query", ["tag:A-1", "serial:x*", "status:in-use", "price:100", "bought:2026-01-01"])
def test_a_rare_value_is_looked_up_in_its_index(store: Store, query: str) -> None:
    put(store, "asset", tag="A-1")
    parsed = parse(query, store.schema.kind("asset"), QueryContext(now=0, zone=UTC))
    name = query.split(":")[0]
    plan = plan_of(store, "asset", parsed)
    assert f"list_asset_{name}" in plan or name == "serial", plan


@pytest.mark.parametrize("kind", LISTED)
def test_every_foreign_key_of_a_list_has_an_index(store: Store, kind: str) -> None:
    """Who refers to a record is asked whenever one is removed."""
    for holding, field in store.schema.referrers(kind):
        sql = f'EXPLAIN QUERY PLAN SELECT id FROM "{holding.table}" WHERE "{field}" = 1 LIMIT 5'
        assert "SEARCH" in str(rows(store.engine, sql)), (holding.table, field)


# --- choices -----------------------------------------------------------------------------
def test_choices_called_anything_sort_by_their_place(any_store: Store) -> None:
    with any_store.write("tester", "add field") as unit:
        add_custom_column(unit, "asset", "state", "State", Type.CHOICE, ODD_CHOICES)
    keys = {
        choice: put(any_store, "asset", tag=f"A-{n}", **{"custom.state": choice})
        for n, choice in enumerate(reversed(ODD_CHOICES))
    }
    nothing = put(any_store, "asset", tag="none")
    in_place = [keys[choice] for choice in ODD_CHOICES]
    assert asked(any_store, "asset", "sort:state") == [*in_place, nothing]
    assert asked(any_store, "asset", "sort:-state") == [*in_place[::-1], nothing]
    assert asked(any_store, "asset", "state:empty") == [nothing]
    for choice, key in keys.items():
        quoted = choice.replace("\\", "\\\\").replace('"', '\\"')
        assert asked(any_store, "asset", f'state:"{quoted}"') == [key], choice


def test_a_choice_is_told_from_one_that_looks_like_it(any_store: Store) -> None:
    with any_store.write("tester", "add field") as unit:
        add_custom_column(unit, "asset", "state", "State", Type.CHOICE, ("b", "a", "\\0062", "B"))
    keys = [put(any_store, "asset", tag=v + "-", **{"custom.state": v}) for v in ("\\0062", "B", "a", "b")]
    assert asked(any_store, "asset", "sort:state") == [keys[3], keys[2], keys[0], keys[1]]


@pytest.mark.parametrize(
    ("values", "is_ranked"),
    [((), False), (("a",), False), (("a", "b"), False), (("b", "a"), True), (("1", "10", "2"), False)],
)
def test_choices_in_the_order_of_their_words_need_no_ranks(values: tuple[str, ...], is_ranked: bool) -> None:
    assert indexes.is_ranked(custom_column("x", "X", Type.CHOICE, values)) is is_ranked


# --- text --------------------------------------------------------------------------------
def test_text_sorts_without_regard_to_case_and_nothing_comes_last(any_store: Store) -> None:
    keys = {name: put(any_store, "person", name=name, team=name) for name in ("b", "A", "C", "a")}
    nobody = put(any_store, "person", name="x")
    assert asked(any_store, "person", "sort:team") == [keys["A"], keys["a"], keys["b"], keys["C"], nobody]
    assert asked(any_store, "person", "sort:-team") == [keys["C"], keys["b"], keys["a"], keys["A"], nobody]


def test_an_own_field_gets_its_index_at_once_and_keeps_it(any_store: Store, second_store: Store) -> None:
    with any_store.write("tester", "add field") as unit:
        add_custom_column(unit, "asset", "room-key", "Room key", Type.TEXT)
    assert "list_asset_custom_room_key" in index_names(second_store)
    indexes.ensure(any_store.engine, any_store.schema)
    assert len([name for name in index_names(any_store) if "custom" in name]) == 1


def test_a_field_that_was_not_added_after_all_has_no_index(any_store: Store) -> None:
    before = index_names(any_store)
    with pytest.raises(RuntimeError), any_store.write("tester", "add field") as unit:
        add_custom_column(unit, "asset", "floor", "Floor", Type.INTEGER)
        raise RuntimeError
    assert index_names(any_store) == before
