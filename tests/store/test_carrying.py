"""Rows are read a page at a time, all at one instant, and become what the other engine takes."""

from __future__ import annotations

import pytest

from itdesk.store.carrying import converted, count, pages, reading
from itdesk.store.engine import Row, execute_many, rows
from itdesk.store.store import Store
from tests.store.raw import drop, put

ALL = 'SELECT id, name FROM "place" ORDER BY id'


def fill(store: Store, number: int) -> list[Row]:
    with store.write("tester", "add places") as unit:
        keys = unit.insert_many("place", [{"name": f"P{n} 会"} for n in range(number)])
    return [(key, f"P{n} 会") for n, key in enumerate(keys)]


# --- pages -------------------------------------------------------------------------------
@pytest.mark.parametrize("number", [0, 1, 6, 7, 8, 14, 15])
def test_pages_are_full_but_the_last_and_together_all_rows(any_store: Store, number: int) -> None:
    wanted = fill(any_store, number)
    with reading(any_store.engine):
        found = [[tuple(row) for row in page] for page in pages(any_store.engine, ALL, 7)]
    assert [row for page in found for row in page] == wanted
    assert all(len(page) == 7 for page in found[:-1])
    assert all(1 <= len(page) <= 7 for page in found)


def test_pages_may_be_left_before_their_end_and_begun_again(any_store: Store) -> None:
    wanted = fill(any_store, 10)
    with reading(any_store.engine):
        for _ in range(3):
            left = pages(any_store.engine, ALL, 4)
            assert [tuple(row) for row in next(left)] == wanted[:4]
            left.close()  # type: ignore[attr-defined]
        assert sum(len(page) for page in pages(any_store.engine, ALL, 4)) == 10


def test_two_tables_are_read_one_after_the_other(any_store: Store) -> None:
    fill(any_store, 3)
    put(any_store, "person", name="Ana")
    with reading(any_store.engine):
        places = [row for page in pages(any_store.engine, ALL, 2) for row in page]
        people = [row for page in pages(any_store.engine, "SELECT name FROM person", 2) for row in page]
    assert (len(places), [tuple(row) for row in people]) == (3, [("Ana",)])


# --- one instant -------------------------------------------------------------------------
def test_what_others_write_meanwhile_is_not_seen_until_the_reading_ends(
    any_store: Store, second_store: Store
) -> None:
    wanted = fill(any_store, 5)
    with reading(any_store.engine):
        assert count(any_store.engine, "place") == 5
        fill(second_store, 3)
        drop(second_store, "place", 1)
        put(second_store, "person", name="Ana")
        found = [tuple(row) for page in pages(any_store.engine, ALL, 2) for row in page]
        assert found == wanted
        assert (count(any_store.engine, "place"), count(any_store.engine, "person")) == (5, 0)
    assert (count(any_store.engine, "place"), count(any_store.engine, "person")) == (7, 1)


def test_nobody_waits_for_one_who_reads(any_store: Store, second_store: Store) -> None:
    fill(any_store, 5)
    with reading(any_store.engine):
        assert count(any_store.engine, "place") == 5
        put(second_store, "place", name="meanwhile")
        assert second_store.head() == 2


def test_a_reading_that_fails_leaves_the_connection_as_it_was(any_store: Store) -> None:
    fill(any_store, 2)
    with pytest.raises(RuntimeError), reading(any_store.engine):
        assert count(any_store.engine, "place") == 2
        raise RuntimeError
    assert put(any_store, "place", name="after") == 3


def test_a_server_refuses_writes_while_a_desk_is_carried(postgres_store: Store) -> None:
    with pytest.raises(Exception, match="read-only"), reading(postgres_store.engine):
        postgres_store.engine.db.execute_sql("DELETE FROM place")


def test_a_table_of_an_odd_name_is_counted(store: Store) -> None:
    store.engine.db.execute_sql('CREATE TABLE "odd ""table"" ; --" (x)')
    assert count(store.engine, 'odd "table" ; --') == 0


# --- from one engine to the other --------------------------------------------------------
@pytest.mark.parametrize(
    ("row", "booleans", "wanted"),
    [
        ((1, "x", None), (), [1, "x", None]),
        ((1, 0, None, 2), (0, 1, 2), [True, False, None, 2]),
        ((memoryview(b"ab"), b"cd", "ef"), (), [b"ab", b"cd", "ef"]),
        ((), (), []),
        ((memoryview(b""), True), (1,), [b"", True]),
    ],
)
def test_a_row_becomes_what_either_engine_takes(
    row: Row, booleans: tuple[int, ...], wanted: list[object]
) -> None:
    found = converted(row, booleans)
    assert found == wanted
    assert [type(cell) for cell in found] == [type(cell) for cell in wanted]


def test_flags_bytes_and_any_script_go_to_a_server_and_come_back(store: Store, postgres_store: Store) -> None:
    """`active` is a number in a file and a truth on a server."""
    names = "id, version, created, updated, custom, name, active"
    sql = f"SELECT {names} FROM person ORDER BY id"
    into = f"INSERT INTO person ({names}) VALUES (?, ?, ?, ?, ?, ?, ?)"
    for name, active in (("田中", True), ("\U0001f600 %s ?", False)):
        put(store, "person", name=name, active=active)
    with reading(store.engine):
        carried = [converted(row, (6,)) for page in pages(store.engine, sql, 1) for row in page]
    with postgres_store.engine.write():
        execute_many(postgres_store.engine, into, carried)
    assert [tuple(row[5:]) for row in rows(postgres_store.engine, sql)] == [
        ("田中", True),
        ("\U0001f600 %s ?", False),
    ]
    with reading(postgres_store.engine):
        back = [converted(row, ()) for page in pages(postgres_store.engine, sql, 1) for row in page]
    with store.engine.write():
        store.engine.db.execute_sql("DELETE FROM person")
        execute_many(store.engine, into, back)
    assert [store.read("person", key)["active"] for key in (1, 2)] == [1, 0]
