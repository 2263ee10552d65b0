"""Columns that a person adds are usable wherever a built-in one is."""

from __future__ import annotations

from datetime import UTC
from typing import Any

import pytest

from itdesk.core.errors import DeskError
from itdesk.core.query import QueryContext, parse
from itdesk.core.types import Type
from itdesk.desk import office_schema
from itdesk.store.customs import ALLOWED, add_custom_column, name_for
from itdesk.store.engine import rows
from itdesk.store.feed import Feed
from itdesk.store.keeper import Keeper
from itdesk.store.lists import Lists
from itdesk.store.store import Store, open_store
from itdesk.store.undo import undo

SAMPLES: dict[Type, tuple[Any, Any, Any]] = {
    Type.TEXT: ("beta", "alpha", "zeta"), Type.INTEGER: (20, 3, 100), Type.DECIMAL: (2.5, -1.0, 10.25),
    Type.DATE: ("2026-02-01", "2025-12-31", "2026-11-23"), Type.CHOICE: ("mid", "low", "top"),
    Type.YES_NO: (True, False, True),
}  # fmt: skip


class Places(Keeper):
    kind_name = "place"


def add_column(store: Store, name: str, type_: Type, label: str = "Extra") -> None:
    choices = ("low", "mid", "top") if type_ is Type.CHOICE else ()
    with store.write("tester", "add field") as unit:
        add_custom_column(unit, "place", name, label, type_, choices)


def ids(store: Store, text: str) -> list[int]:
    query = parse(text, store.schema.kind("place"), QueryContext(now=1_790_000_000_000, zone=UTC))
    return Lists(store.engine, store.schema).ids("place", query)


def test_there_is_a_sample_of_every_type() -> None:
    assert set(SAMPLES) == set(ALLOWED)


@pytest.mark.parametrize("type_", ALLOWED)
def test_a_column_of_each_type_is_kept_sorted_filtered_and_shown(any_store: Store, type_: Type) -> None:
    add_column(any_store, "extra", type_)
    values = SAMPLES[type_]
    with any_store.write("tester", "add places") as unit:
        one, two, three = (unit.insert("place", {"name": str(v), "custom.extra": v}) for v in values)
        empty = unit.insert("place", {"name": "without"})
    assert any_store.read("place", one)["custom.extra"] == values[0]
    column = any_store.schema.kind("place").column("extra")
    found = Lists(any_store.engine, any_store.schema).rows("place", [one, two], [column])
    assert [row.values["extra"] for row in found] == list(values[:2])
    assert ids(any_store, "extra:empty") == [empty]
    if type_ is not Type.YES_NO:
        assert ids(any_store, "sort:extra") == [two, one, three, empty]
        assert ids(any_store, f"extra:{values[0]}") == [one]
    if type_.is_ordered:
        assert ids(any_store, f"extra:>={values[0]} sort:extra") == [one, three]
    if type_ is Type.YES_NO:
        assert (ids(any_store, "extra:yes"), ids(any_store, "extra:no")) == ([one, three], [two])


def test_words_become_values_as_for_any_column(store: Store) -> None:
    add_column(store, "seats", Type.INTEGER, "Seats")
    keeper = Places(store)
    with store.write("tester", "add place") as unit:
        key = keeper.add(unit, keeper.parse({"name": "HQ", "seats": "12"}))
    with store.write("tester", "edit place") as unit:
        assert keeper.change(unit, key, keeper.parse({"seats": "13"}))
        assert not keeper.change(unit, key, keeper.parse({"seats": "13"}))
    assert store.read("place", key)["custom.seats"] == 13
    with pytest.raises(DeskError):
        keeper.parse({"seats": "many"})


@pytest.mark.parametrize("name", ["name", "Extra", "ex tra", "", "1st", "x';--", 'a"b', "x" * 50])
def test_a_name_that_is_used_or_cannot_be_is_refused(store: Store, name: str) -> None:
    with pytest.raises(DeskError) as caught:
        add_column(store, name, Type.TEXT)
    assert caught.value.code == "column.taken"


def test_a_column_is_there_for_whoever_opens_the_desk_later(any_store: Store, second_store: Store) -> None:
    feed = Feed(second_store)
    add_column(any_store, "extra", Type.TEXT)
    assert "extra" not in second_store.schema.kind("place").by_name
    feed.poll()
    feed.close()
    assert "extra" in second_store.schema.kind("place").by_name
    place = getattr(any_store.engine, "url", any_store.engine.place)
    third = open_store(place, office_schema(), origin="test")
    assert "extra" in third.schema.kind("place").by_name
    third.close()


def test_a_column_that_is_undone_or_rolled_back_is_no_column(any_store: Store) -> None:
    add_column(any_store, "extra", Type.TEXT)
    undo(any_store, "tester", any_store.head())
    assert "extra" not in any_store.schema.kind("place").by_name
    with pytest.raises(ZeroDivisionError), any_store.write("tester", "add field") as unit:
        add_custom_column(unit, "place", "extra", "Extra", Type.TEXT)
        _ = 1 / 0
    assert "extra" not in any_store.schema.kind("place").by_name
    add_column(any_store, "extra", Type.TEXT)
    assert "extra" in any_store.schema.kind("place").by_name


def test_sorting_by_a_custom_column_walks_its_index(store: Store) -> None:
    add_column(store, "seats", Type.INTEGER)
    query = parse("sort:-seats", store.schema.kind("place"), QueryContext(now=1_790_000_000_000, zone=UTC))
    seen: list[str] = []
    store.engine.db.connection().set_trace_callback(seen.append)
    Lists(store.engine, store.schema).ids("place", query, limit=10)
    store.engine.db.connection().set_trace_callback(None)
    plan = str(rows(store.engine, f"EXPLAIN QUERY PLAN {seen[0]}"))
    assert "list_place_custom_seats" in plan and "TEMP B-TREE" not in plan


def test_a_label_gives_a_name_and_always_the_same() -> None:
    assert name_for("Room key!") == "room-key"
    assert name_for("部屋の鍵") == "field-f8eb794f" != name_for("鍵")
