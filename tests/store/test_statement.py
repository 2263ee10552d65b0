"""Tickets asked by anything at all, against the same question asked of dictionaries in memory.

Beside its own columns a ticket is asked by what its asset is, by words of its messages and by
fields of one's own; the first rows are found on another way than all of them, and must agree.
"""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from itdesk.core.kinds import Column
from itdesk.core.query.tree import ME, And, Compare, Node, Not, Op, Or, Query, Sort, Words
from itdesk.core.types import Type
from itdesk.desk import office_schema
from itdesk.store import first_rows
from itdesk.store.customs import add_custom_column
from itdesk.store.lists import Lists
from itdesk.store.schema import custom_column
from itdesk.store.store import Store
from tests.store.asking import Row, holds, in_order

COUNT = 70
TEXTS = [
    None, "", "No light", "no LIGHT*", "Grüner Drucker", "GRÜNER ist besser", "50% off_",
    "a\\b", "会議室の画面", "\u0627\u0644\u0637\u0627\u0628\u0639\u0629", "\U0001f600 😀", "Zoë*",
    "why? %s", "O'Brien -- ;",
]  # fmt: skip
LONG = "printer " * 700 + "jams"
INSTANTS = [None, 0, 1, 999, 1_772_442_000_000, 4_102_444_800_000]
PEOPLE = ["Maria Silva", "maria", "Zoë", "田中さくら"]
PLACES = ["HQ", "HQ / 2", "Büro"]
TAGS = ["A-1", "a-2", "Ä-3", "100%", "7"]
OWN = (
    custom_column("colour", "Colour", Type.CHOICE, ("why?", "100%", "a'b", "%s\\")),
    custom_column("weight", "Weight", Type.DECIMAL, ()),
    custom_column("floor", "Floor", Type.INTEGER, ()),
    custom_column("checked", "Checked", Type.YES_NO, ()),
    custom_column("until", "Until", Type.DATE, ()),
    custom_column("remark", "Remark", Type.TEXT, ()),
)
TICKET = office_schema().kind("ticket").with_custom(OWN)
REACHED = {f"{c.through}.{c.name}": c for c in TICKET.reached}
COLUMNS = ["number", "priority", "subject", "requester", "asset", "status", "due", "assignee", "source",
           "description", *(column.name for column in OWN)]  # fmt: skip
VALUES: dict[str, list[Any]] = {
    "weight": [None, 0, 0.5, -2.5, 1e6], "floor": [None, -1, 0, 3, 2**31], "checked": [None, True, False],
    "until": [None, "2025-12-31", "2026-02-28"], "remark": TEXTS,
}  # fmt: skip


def values_of(column: Column) -> list[Any]:
    """What records have in a column, and questions ask for."""
    if column.choices:
        chosen = [choice.value for choice in column.choices]
        return [None, *chosen] if column.custom else chosen
    return VALUES.get(column.name) or (INSTANTS if column.type is Type.INSTANT else TEXTS)


def fill(store: Store) -> list[Row]:
    """Tickets, most of them on assets, some with messages."""
    chance = random.Random(11)
    with store.write("tester", "add fields") as unit:
        for column in OWN:
            values = tuple(choice.value for choice in column.choices)
            add_custom_column(unit, "ticket", column.name, column.label, column.type, values)
    with store.write("tester", "add records") as unit:
        people = dict(zip(unit.insert_many("person", [{"name": n} for n in PEOPLE]), PEOPLE, strict=True))
        places = dict(zip(unit.insert_many("place", [{"name": n} for n in PLACES]), PLACES, strict=True))
        assets: list[Row] = []
        for tag in TAGS:
            asset: Row = {
                "tag": tag, "type": chance.choice(["laptop", "server", "other"]),
                "serial": chance.choice(TEXTS), "manufacturer": chance.choice(TEXTS),
                "model": chance.choice(TEXTS), "place": chance.choice([None, *places.items()]),
            }  # fmt: skip
            stored = {f: v for f, v in asset.items() if f != "place"}
            stored["place_id"] = asset["place"] and asset["place"][0]
            assets.append({"id": unit.insert("asset", stored), **asset})
    with store.write("tester", "add tickets") as unit:
        return [_ticket(unit, chance, people, assets) for _ in range(COUNT)]


def _ticket(unit: Any, chance: random.Random, people: dict[int, str], assets: list[Row]) -> Row:
    asset = chance.choice([None, *assets])
    row: Row = {
        "requester": chance.choice([None, *people.items()]),
        "assignee": chance.choice([None, *people.items()]),
    }
    row["asset"] = asset and (asset["id"], asset["tag"])
    for name in COLUMNS:
        if name not in row and name != "number":
            row[name] = chance.choice(values_of(TICKET.column(name)))
    row["subject"] = row["subject"] or "untold"
    row["description"] = chance.choice([row["description"], LONG])
    fields = {TICKET.column(n).field: v[0] if isinstance(v, tuple) else v for n, v in row.items()}
    row["id"] = row["number"] = unit.insert("ticket", {"opened": 1, **fields})
    own = [row["subject"], row["description"], row["remark"]]
    row["documents"] = ["\n".join(text for text in own if text is not None)]
    for text in chance.sample([t for t in TEXTS if t], chance.randint(0, 2)):
        unit.insert("message", {"ticket_id": row["id"], "author": "x", "at": 1, "text": text})
        row["documents"].append(text)
    row.update({name: asset and asset[column.name] for name, column in REACHED.items()})
    return row


# --- questions ---------------------------------------------------------------------------
@st.composite
def compares(draw: st.DrawFn) -> Compare:
    column = draw(st.sampled_from([*map(TICKET.column, COLUMNS), *REACHED.values()]))
    if draw(st.integers(0, 4)) == 0:
        return Compare(column, draw(st.sampled_from([Op.EMPTY, Op.ANY])))
    if column.type is Type.REFERENCE:
        return draw(_references(column))
    if column.type.is_text:
        op = draw(st.sampled_from([Op.HAS, Op.IS, Op.LIKE]))
        known = [*(t for t in TEXTS if t), *TAGS]
        asked = [
            *known,
            "light",
            "%",
            "_",
            "\\",
            "?",
            "zoë*",
            "*ö*",
            "absent",
            *(t.swapcase() for t in known),
        ]
        return Compare(column, op, (draw(st.sampled_from(asked)),))
    known = (
        [value for value in values_of(column) if value is not None]
        if column.field != "id"
        else [1, 2, 50, 999]
    )
    if column.choices or column.type is Type.YES_NO:
        return Compare(column, Op.IN, tuple(draw(st.lists(st.sampled_from(known), min_size=1, max_size=3))))
    op = draw(st.sampled_from([Op.IS, Op.LESS, Op.AT_MOST, Op.MORE, Op.AT_LEAST, Op.BETWEEN]))
    count = 2 if op is Op.BETWEEN else 1
    return Compare(column, op, tuple(draw(st.lists(st.sampled_from(known), min_size=count, max_size=count))))


@st.composite
def _references(draw: st.DrawFn, column: Column) -> Compare:
    labels = {"person": PEOPLE, "place": PLACES, "asset": TAGS}[column.kind]
    if draw(st.booleans()):
        op = draw(st.sampled_from([Op.HAS, Op.IS, Op.LIKE]))
        return Compare(
            column, op, (draw(st.sampled_from([*labels, "hq", "*ü*", "ä-3", "zOË", "%", "mar*"])),)
        )
    if column.kind == "person" and draw(st.booleans()):
        return Compare(column, Op.IS, (ME,))
    return Compare(column, Op.IN, tuple(draw(st.lists(st.integers(1, 6), min_size=1, max_size=3))))


WORD = st.sampled_from(
    ["light", "LIGHT", "drucker", "gruner", "GRÜNER", "no", "dr", "会議", "画面の", "a", "7", "#7",
     "70", "999", "jams", "printer jams", "o'b", "50% off_", "a\\b", "why?", "absent",
     "\u0637\u0627\u0628\u0639", "\U0001f600"]
)  # fmt: skip
LEAVES = compares() | st.lists(WORD, min_size=1, max_size=2).map(lambda found: Words(tuple(found)))
NODES = st.recursive(
    LEAVES,
    lambda inner: (
        st.builds(Not, inner)
        | st.lists(inner, min_size=1, max_size=3).map(lambda n: And(tuple(n)))
        | st.lists(inner, min_size=1, max_size=3).map(lambda n: Or(tuple(n)))
    ),
    max_leaves=6,
)
SORTS = st.lists(
    st.builds(Sort, st.sampled_from([TICKET.column(n) for n in COLUMNS]), st.booleans()), max_size=3
).map(tuple)


@pytest.mark.parametrize("many", [1, 20, None], ids=["very long", "long", "short"])
def test_tickets_are_found_as_a_person_would_find_them(
    any_store: Store, many: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = fill(any_store)
    lists, remote = Lists(any_store.engine, any_store.schema), any_store.engine.is_remote
    for name in ("ALONE", "TOGETHER", "UNKNOWN") if many else ():
        monkeypatch.setattr(first_rows, name, many)  # as if the list were long

    @settings(max_examples=40 if remote else 150, suppress_health_check=[HealthCheck.too_slow])
    @given(NODES | st.none(), SORTS, st.none() | st.integers(1, 4), st.integers(0, 5))
    def agree(where: Node | None, sort: tuple[Sort, ...], me: int | None, offset: int) -> None:
        query = Query(where, sort)
        wanted = [row for row in rows if holds(where, row, me)]
        found = lists.ids("ticket", query, me=me)
        assert sorted(found) == [row["id"] for row in wanted]
        assert lists.count("ticket", query, me=me) == len(wanted)
        assert lists.ids("ticket", query, me=me, limit=9, offset=offset) == found[offset : offset + 9]
        floors = sum(row["floor"] or 0 for row in wanted)
        assert lists.sums("ticket", query, [TICKET.column("floor")], me=me) == {"floor": floors}
        if sort and not remote:  # a server sorts by its own locale
            assert found == in_order(wanted, sort)

    agree()


@pytest.mark.parametrize("many", [1, None])
def test_a_question_and_its_opposite_share_nothing_and_leave_nothing_out(
    store: Store, many: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    every = sorted(row["id"] for row in fill(store))
    lists = Lists(store.engine, store.schema)
    for name in ("ALONE", "TOGETHER", "UNKNOWN") if many else ():
        monkeypatch.setattr(first_rows, name, many)

    @settings(max_examples=80)
    @given(NODES, SORTS)
    def agree(where: Node, sort: tuple[Sort, ...]) -> None:
        assume(not isinstance(where, Not))
        for limit in (None, COUNT + 1):
            yes = lists.ids("ticket", Query(where, sort), me=1, limit=limit)
            no = lists.ids("ticket", Query(Not(where), sort), me=1, limit=limit)
            assert sorted([*yes, *no]) == every

    agree()


@pytest.mark.parametrize("many", [1, None])
def test_every_column_can_be_asked_whether_it_is_empty(
    any_store: Store, many: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = fill(any_store)
    lists = Lists(any_store.engine, any_store.schema)
    for name in ("ALONE", "TOGETHER", "UNKNOWN") if many else ():
        monkeypatch.setattr(first_rows, name, many)
    for column in (*map(TICKET.column, COLUMNS), *REACHED.values()):
        for op in (Op.EMPTY, Op.ANY):
            for node in (Compare(column, op), Not(Compare(column, op))):
                wanted = [row["id"] for row in rows if holds(node, row, None)]
                assert sorted(lists.ids("ticket", Query(node))) == wanted, (column.name, op)
                assert sorted(lists.ids("ticket", Query(node), limit=COUNT)) == wanted, (column.name, op)


def test_rows_show_every_column_as_it_is_in_the_store(any_store: Store) -> None:
    rows = fill(any_store)
    columns = [any_store.schema.kind("ticket").column(name) for name in COLUMNS]
    found = Lists(any_store.engine, any_store.schema).rows("ticket", [row["id"] for row in rows], columns)
    for listed, row in zip(found, rows, strict=True):
        for column in columns:
            wanted = row[column.name]
            assert listed.shown(column) == (wanted[1] if isinstance(wanted, tuple) else wanted), column.name


def test_words_that_no_text_can_hold_find_nothing(any_store: Store) -> None:
    fill(any_store)
    lists = Lists(any_store.engine, any_store.schema)
    for text in ("\x00", "\udcff", "light\x00", "\ud83d"):
        for name in ("subject", "requester", "asset", "remark"):
            for op in (Op.HAS, Op.IS, Op.LIKE):
                query = Query(Compare(any_store.schema.kind("ticket").column(name), op, (text,)))
                assert lists.ids("ticket", query) == lists.ids("ticket", query, limit=5) == [], ascii(text)
        assert isinstance(lists.ids("ticket", Query(Words((text,))), limit=5), list)
