"""The first rows of a long list are those of the whole list, found without visiting all of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC

import pytest

from itdesk.core.query import QueryContext, parse
from itdesk.desk import office_schema
from itdesk.store import first_rows
from itdesk.store.engine import rows
from itdesk.store.lists import Lists
from itdesk.store.store import Store, open_store
from tests.store.raw import put

COUNT = 3_000
"""Assets: every third retired, every tenth with nobody, one in a hundred at a place."""


@pytest.fixture(scope="module")
def long_list(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store with many assets and tickets, only read by the tests of this file."""
    path = tmp_path_factory.mktemp("long") / "office.desk"
    store = open_store(str(path), office_schema(), origin="test", create=True)
    with store.write("tester", "fill") as unit:
        people = unit.insert_many("person", [{"name": f"Person {n % 7}"} for n in range(50)])
        place = unit.insert("place", {"name": "HQ"})
        unit.insert_many("asset", [_asset(n, people[n % 50], place) for n in range(COUNT)])
        unit.insert_many("ticket", [_ticket(n, people[n % 50]) for n in range(COUNT)])
    yield store
    store.close()


def _asset(n: int, person: int, place: int) -> dict[str, str | int | None]:
    return {
        "tag": f"A-{n:05}", "name": "" if n % 5 == 0 else f"Laptop {n % 11}",
        "price": None if n % 4 == 0 else n % 100, "status": "retired" if n % 3 == 0 else "in-use",
        "person_id": None if n % 10 == 0 else person,
        "place_id": place if n % 100 == 0 else None, "serial": None if n % 2 else f"S{n}",
    }  # fmt: skip


def _ticket(n: int, person: int) -> dict[str, str | int | None]:
    return {
        "subject": f"printer {n % 13} jams", "opened": n, "due": None if n % 6 == 0 else n * 1_000,
        "status": ("open", "waiting", "closed")[n % 3], "priority": str(n % 4 + 1), "requester_id": person,
        "asset_id": None if n % 2 else n + 1,
    }  # fmt: skip


QUESTIONS = [
    ("asset", "sort:tag"),
    ("asset", "sort:-tag"),
    ("asset", "sort:person"),
    ("asset", "sort:-person,tag"),
    ("asset", "sort:place,price"),
    ("asset", "status:active sort:person"),
    ("asset", "-status:retired sort:-price"),
    ("asset", "-status:gone -person:any"),
    ("asset", "name:empty sort:name"),
    ("asset", "serial:empty sort:person"),
    ("asset", "serial:any sort:-serial"),
    ("asset", "place:HQ sort:-tag"),
    ("asset", "tag:A-02999"),
    ("asset", "name:laptop price:>50 sort:price"),
    ("asset", "price:10..12 or place:any sort:place"),
    ("asset", "tag:nothing"),
    ("asset", "-(status:in-use or price:empty) sort:status"),
    ("ticket", "status:open sort:due"),
    ("ticket", "-status:closed sort:-due"),
    ("ticket", "printer jams sort:requester"),
    ("ticket", '"printer 12" status:waiting sort:due'),
    ("ticket", "-tag:A-00001 sort:asset"),
    ("ticket", "-type:laptop sort:asset"),
    ("ticket", "place:HQ sort:subject"),
    ("ticket", "serial:empty sort:due"),
    ("ticket", "requester:any asset:empty sort:-requester,due"),
    ("ticket", "1234"),
    ("ticket", "absent"),
]


@pytest.fixture(params=[1, 40, 1_000, None])
def thresholds(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """How many matches count as many: each way of finding is tried on each question."""
    for name in ("ALONE", "TOGETHER", "UNKNOWN") if request.param else ():
        monkeypatch.setattr(first_rows, name, request.param)


@pytest.mark.usefixtures("thresholds")
@pytest.mark.parametrize(("kind", "text"), QUESTIONS)
def test_the_first_rows_are_those_of_the_whole_list(long_list: Store, kind: str, text: str) -> None:
    lists = Lists(long_list.engine, long_list.schema)
    query = parse(text, long_list.schema.kind(kind), QueryContext(now=0, zone=UTC))
    whole = lists.ids(kind, query)
    assert len(whole) == lists.count(kind, query)
    for limit, offset in (
        (1, 0),
        (50, 0),
        (50, 37),
        (COUNT, 0),
        (10, max(len(whole) - 5, 0)),
        (10, COUNT + 5),
    ):
        assert lists.ids(kind, query, limit=limit, offset=offset) == whole[offset : offset + limit]


def test_nobody_is_me_until_the_desk_knows_who_asks(long_list: Store) -> None:
    lists = Lists(long_list.engine, long_list.schema)
    query = parse("person:me sort:tag", long_list.schema.kind("asset"), QueryContext(now=0, zone=UTC))
    assert lists.ids("asset", query, limit=10) == lists.ids("asset", query) == []
    mine = lists.ids("asset", query, me=2)
    assert lists.ids("asset", query, me=2, limit=5) == mine[:5] != []


def visited(store: Store, kind: str, text: str) -> list[str]:
    """How SQLite finds each statement that the first rows ask."""
    seen: list[str] = []
    connection = store.engine.db.connection()
    connection.set_trace_callback(seen.append)
    query = parse(text, store.schema.kind(kind), QueryContext(now=0, zone=UTC))
    Lists(store.engine, store.schema).ids(kind, query, limit=50)
    connection.set_trace_callback(None)
    return [str(rows(store.engine, f"EXPLAIN QUERY PLAN {sql}")) for sql in seen if sql.startswith("SELECT")]


def test_where_nearly_every_record_matches_the_order_is_walked(
    long_list: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(first_rows, "TOGETHER", 100)
    monkeypatch.setattr(first_rows, "ALONE", 100)
    plan = visited(long_list, "asset", "status:in-use sort:price")[-1]
    assert "list_asset_price" in plan and "TEMP B-TREE" not in plan


def test_where_few_match_they_are_looked_up(long_list: Store) -> None:
    plan = visited(long_list, "asset", "place:HQ status:in-use sort:price")[-1]
    assert "asset_place_id (" in plan and "list_asset_price" not in plan


def test_a_reference_is_sorted_by_walking_what_it_refers_to(long_list: Store) -> None:
    plan = visited(long_list, "asset", "sort:person")[0]
    assert "list_person_name" in plan and "asset_person_id (" in plan
    assert "TEMP B-TREE FOR ORDER BY" not in plan


def test_an_empty_list_has_no_first_rows(store: Store) -> None:
    for kind, text in QUESTIONS:
        query = parse(text, store.schema.kind(kind), QueryContext(now=0, zone=UTC))
        assert Lists(store.engine, store.schema).ids(kind, query, limit=50) == []


def test_one_record_is_the_first_row_of_every_list_it_is_in(store: Store) -> None:
    key = put(store, "asset", tag="A-1", name="")
    for text in (
        "",
        "sort:person",
        "sort:-place",
        "name:empty",
        "serial:empty",
        "-status:gone",
        "tag:a-1",
        "#1",
    ):
        query = parse(text, store.schema.kind("asset"), QueryContext(now=0, zone=UTC))
        found = Lists(store.engine, store.schema)
        assert found.ids("asset", query, limit=50) == [key], text
        assert found.ids("asset", query, limit=50, offset=1) == [], text
        assert found.ids("asset", query, limit=0) == [], text
