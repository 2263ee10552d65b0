"""Every query as one statement, against the same query asked of dictionaries in memory."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from itdesk.core.kinds import Column
from itdesk.core.query import QueryContext, parse
from itdesk.core.query.tree import ME, And, Compare, Node, Not, Op, Or, Query, Sort
from itdesk.core.types import Type
from itdesk.desk import office_schema
from itdesk.store import first_rows
from itdesk.store.lists import Lists
from itdesk.store.store import Store
from tests.store.asking import Row, holds, in_order

ASSET = office_schema().kind("asset")
NAMES = [
    None,
    "",
    "Laptop",
    "laptop 2",
    "LAPTOP*",
    "Zoë's Büro",
    "ZOË'S BÜRO",
    "50% off_",
    "a\\b",
    "会議室の画面",
    "😀",
]
TAGS = ["A-1", "a-2", "B-10", "Ä-3", "x*y", "100%", "a_1", "İ-1"]
PLACES = ["HQ", "HQ / 2", "hq annex", "Büro", "Lager 50%"]
PEOPLE = ["Maria Silva", "maria", "Zoë", "田中さくら"]
DATES = [None, "2024-02-29", "2025-12-31", "2026-01-01", "2026-11-23"]
PRICES = [None, 0, 1, 9_999, 10_000, 10**12]
COLUMNS = ["tag", "name", "type", "status", "person", "place", "bought", "price", "serial"]


def fill(store: Store) -> list[Row]:
    """Sixty assets; their values by column name, references as (key, label)."""
    chance = random.Random(7)
    choices = {n: [c.value for c in ASSET.column(n).choices] for n in ("type", "status")}
    with store.write("tester", "add records") as unit:
        places = dict(zip(unit.insert_many("place", [{"name": n} for n in PLACES]), PLACES, strict=True))
        people = dict(zip(unit.insert_many("person", [{"name": n} for n in PEOPLE]), PEOPLE, strict=True))
        found: list[Row] = []
        for number in range(60):
            row: Row = {
                "tag": f"{chance.choice(TAGS)}{number % 7 or ''}", "name": chance.choice(NAMES),
                "type": chance.choice(choices["type"][:4]), "status": chance.choice(choices["status"]),
                "bought": chance.choice(DATES), "price": chance.choice(PRICES),
                "serial": chance.choice(NAMES), "person": chance.choice([None, *people.items()]),
                "place": chance.choice([None, *places.items()]),
            }  # fmt: skip
            stored = {ASSET.column(n).field: v[0] if isinstance(v, tuple) else v for n, v in row.items()}
            found.append({"id": unit.insert("asset", stored), **row})
    return found


# --- queries -----------------------------------------------------------------------------
@st.composite
def compares(draw: st.DrawFn) -> Compare:
    column = ASSET.column(draw(st.sampled_from(COLUMNS)))
    if draw(st.integers(0, 5)) == 0:
        return Compare(column, draw(st.sampled_from([Op.EMPTY, Op.ANY])))
    if column.type is Type.REFERENCE:
        return draw(_references(column))
    if column.type.is_text:
        op = draw(st.sampled_from([Op.HAS, Op.IS, Op.LIKE, Op.IN]))
        texts = draw(st.lists(_texts(op), min_size=1, max_size=2 if op is Op.IN else 1))
        return Compare(column, op, tuple(texts))
    if column.choices:
        op = draw(st.sampled_from([Op.IS, Op.IN, Op.LIKE]))
        if op is Op.LIKE:
            return Compare(column, op, (draw(st.sampled_from(["in-*", "*top", "*", "in-use"])),))
        values = st.sampled_from([c.value for c in column.choices])
        return Compare(column, op, tuple(draw(st.lists(values, min_size=1, max_size=3))))
    op = draw(st.sampled_from([Op.IS, Op.LESS, Op.AT_MOST, Op.MORE, Op.AT_LEAST, Op.BETWEEN]))
    known = [v for v in (DATES if column.type is Type.DATE else PRICES) if v is not None]
    count = 2 if op is Op.BETWEEN else 1
    return Compare(column, op, tuple(draw(st.lists(st.sampled_from(known), min_size=count, max_size=count))))


def _texts(op: Op) -> st.SearchStrategy[str]:
    known = [n for n in (*NAMES, *TAGS) if n]
    if op is Op.LIKE:
        return st.sampled_from([*known, "*", "a*", "*ü*", "LAP*P", "*%*", "a_*", "*\\*", "zoë*"])
    parts = st.sampled_from(known).flatmap(
        lambda t: st.tuples(st.integers(0, len(t) - 1), st.integers(1, 4)).map(
            lambda p: t[p[0] : p[0] + p[1]]
        )
    )
    return parts if op is Op.HAS else st.sampled_from([*known, *(n.upper() for n in known), "absent"])


@st.composite
def _references(draw: st.DrawFn, column: Column) -> Compare:
    labels = PLACES if column.kind == "place" else PEOPLE
    op = draw(st.sampled_from([Op.HAS, Op.IS, Op.LIKE]))
    if draw(st.booleans()):
        return Compare(column, op, (draw(st.sampled_from([*labels, "HQ*", "*ü*", "hq", "mar", "zoË"])),))
    if column.kind == "person" and draw(st.booleans()):
        return Compare(column, Op.IS, (ME,))
    return Compare(column, Op.IN, tuple(draw(st.lists(st.integers(1, 6), min_size=1, max_size=3))))


NODES = st.recursive(
    compares(),
    lambda inner: (
        st.builds(Not, inner)
        | st.lists(inner, min_size=1, max_size=3).map(lambda n: And(tuple(n)))
        | st.lists(inner, min_size=1, max_size=3).map(lambda n: Or(tuple(n)))
    ),
    max_leaves=6,
)
SORTS = st.lists(
    st.builds(Sort, st.sampled_from([ASSET.column(n) for n in COLUMNS]), st.booleans()), max_size=3
).map(tuple)


@pytest.fixture
def filled(any_store: Store) -> Iterator[tuple[Store, list[Row]]]:
    yield any_store, fill(any_store)


@pytest.mark.parametrize("many", [1, 20, None])
def test_a_query_finds_what_the_model_finds_in_its_order(
    filled: tuple[Store, list[Row]], many: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, rows = filled
    for name in ("ALONE", "TOGETHER", "UNKNOWN") if many else ():
        monkeypatch.setattr(first_rows, name, many)  # as if the list were long
    lists = Lists(store.engine, store.schema)
    remote = store.engine.is_remote

    @settings(max_examples=40 if remote else 200, suppress_health_check=[HealthCheck.too_slow])
    @given(NODES | st.none(), SORTS, st.none() | st.integers(1, 4))
    def agree(where: Node | None, sort: tuple[Sort, ...], me: int | None) -> None:
        query = Query(where, sort)
        wanted = [row for row in rows if holds(where, row, me)]
        found = lists.ids("asset", query, me=me)
        assert sorted(found) == sorted(row["id"] for row in wanted)
        assert lists.count("asset", query, me=me) == len(wanted)
        if sort and not remote:  # a server sorts by its own locale
            assert found == in_order(wanted, sort)
        assert lists.ids("asset", query, me=me, limit=7, offset=3) == found[3:10]
        prices = sum(row["price"] or 0 for row in wanted)
        assert lists.sums("asset", query, [ASSET.column("price")], me=me) == {"price": prices}

    agree()


def test_rows_come_in_the_order_asked_with_what_references_show(filled: tuple[Store, list[Row]]) -> None:
    store, rows = filled
    columns = [ASSET.column(name) for name in COLUMNS]
    asked = [row["id"] for row in rows][::-1]
    found = Lists(store.engine, store.schema).rows("asset", [*asked, 9_999], columns)
    assert [row.id for row in found] == asked
    for listed, row in zip(found, rows[::-1], strict=True):
        for column in columns:
            value = row[column.name]
            shown = value[1] if isinstance(value, tuple) else value
            assert listed.shown(column) == shown
            assert listed.values[column.name] == (value[0] if isinstance(value, tuple) else value)


@pytest.mark.parametrize(
    "text",
    ["", "status:active -place:any", 'tag:a* or name:"zoë\'s büro"', "price:<=100 bought:2025..2026",
     "status:in-*", "place:hq sort:-price,tag", "-(status:gone or price:empty) person:me", "name:=laptop"],
)  # fmt: skip
def test_what_people_write_is_what_they_get(filled: tuple[Store, list[Row]], text: str) -> None:
    store, rows = filled
    query = parse(text, ASSET, QueryContext(now=1_790_000_000_000, zone=UTC))
    found = Lists(store.engine, store.schema).ids("asset", query, me=1)
    assert sorted(found) == sorted(row["id"] for row in rows if holds(query.where, row, 1))
