"""Rows become plain values and come back as they were, on both engines."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from itdesk.core.kinds import Value
from itdesk.core.types import Type
from itdesk.store import rowform
from itdesk.store.customs import add_custom_column
from itdesk.store.engine import scalar
from itdesk.store.rowform import Snapshot, packed_custom, plain, snapshot_of, split_custom
from itdesk.store.store import Store
from tests.store.raw import alter, drop, put

SCALARS = st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=20)
OWN = st.dictionaries(st.from_regex(r"[a-z][a-z0-9-]{0,8}", fullmatch=True), SCALARS, max_size=5)


# --- values ------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        (b"", ""), (b"\x00\xff", "00ff"), (memoryview(b"\x0a\x0b"), "0a0b"), (None, None), (0, 0),
        (2.5, 2.5), (True, True), ("", ""), ("会議\n", "会議\n"),
    ],
)  # fmt: skip
def test_bytes_are_told_as_hex_and_all_else_as_it_is(stored: object, shown: Value) -> None:
    assert plain(stored) == shown
    assert type(plain(stored)) is type(shown)


@given(OWN, st.dictionaries(st.sampled_from(["name", "tag", "customs", "my.custom.x"]), SCALARS))
def test_own_fields_and_others_are_parted_and_nothing_is_lost(
    own: dict[str, Value], others: dict[str, Value]
) -> None:
    values = {**others, **{f"custom.{name}": value for name, value in own.items()}}
    assert split_custom(values) == (others, own)


@given(OWN)
def test_packed_fields_are_json_without_what_is_missing(own: dict[str, Value]) -> None:
    assert json.loads(packed_custom(own)) == {name: value for name, value in own.items() if value is not None}


@given(OWN)
def test_a_row_with_own_fields_reads_back(own: dict[str, Value]) -> None:
    row = (7, 3, 100, 200, packed_custom(own), "HQ", None)
    snapshot = snapshot_of("place", ("name", "notes"), row)
    there = {f"custom.{name}": value for name, value in own.items() if value is not None}
    assert snapshot == Snapshot("place", 7, 3, 100, 200, {"name": "HQ", "notes": None, **there})


@pytest.mark.parametrize("packed", ["", "{}", None])
def test_a_row_without_own_fields_has_none(packed: str | None) -> None:
    assert snapshot_of("place", ("name",), (1, 1, 0, 0, packed, "HQ")).values == {"name": "HQ"}


def test_a_field_that_a_record_does_not_have_is_nothing() -> None:
    snapshot = Snapshot("place", 1, 1, 0, 0, {"name": "HQ"})
    assert (snapshot["name"], snapshot["address"], snapshot["custom.floor"]) == ("HQ", None, None)


# --- reading -----------------------------------------------------------------------------
def read(store: Store, keys: list[int]) -> dict[int, Snapshot]:
    return rowform.read(store.engine, store.schema["place"], keys)


def test_what_is_missing_is_left_out(any_store: Store) -> None:
    for name in ("a", "b", "c"):
        put(any_store, "place", name=name)
    drop(any_store, "place", 2)
    assert {key: record["name"] for key, record in read(any_store, [3, 2, 1, 99, 0, -1]).items()} == {
        1: "a",
        3: "c",
    }
    assert read(any_store, []) == {}


def test_a_key_asked_twice_is_one_record(any_store: Store) -> None:
    put(any_store, "place", name="a")
    assert [*read(any_store, [1, 1, 1])] == [1]


@pytest.mark.parametrize("count", [499, 500, 501, 1_250])
def test_more_keys_than_one_statement_takes_are_all_read(store: Store, count: int) -> None:
    with store.write("tester", "add places") as unit:
        keys = [*unit.insert_many("place", [{"name": f"P{n}"} for n in range(count)])]
    found = read(store, keys[::-1])
    assert sorted(found) == keys
    assert all(found[key]["name"] == f"P{key - 1}" for key in keys)


def test_values_of_every_type_read_back_as_they_were_given(any_store: Store) -> None:
    with any_store.write("tester", "add fields") as unit:
        for kind in (Type.TEXT, Type.INTEGER, Type.DECIMAL, Type.DATE, Type.YES_NO):
            add_custom_column(unit, "place", f"my-{kind.value}", "X", kind)
    many = put(any_store, "place", name="base")

    @settings(max_examples=8 if any_store.engine.is_remote else 40)
    @given(
        st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=30),
        st.none() | st.integers(-(2**53), 2**53),
        st.none() | st.integers(-1_000, 1_000).map(lambda n: n / 4),
        st.none() | st.dates().map(str),
        st.none() | st.booleans(),
    )
    def agree(text: str, whole: int | None, part: float | None, day: str | None, yes: bool | None) -> None:
        values: dict[str, Value] = {
            "name": text or "x", "notes": text, "custom.my-text": text or None, "custom.my-number": whole,
            "custom.my-decimal": part, "custom.my-date": day, "custom.my-yes-no": yes,
        }  # fmt: skip
        alter(any_store, "place", many, **values)
        record = any_store.read("place", many)
        assert {field: record[field] for field in values} == values
        assert type(record["custom.my-yes-no"]) is type(yes)

    agree()


def test_own_fields_that_were_emptied_leave_no_trace_in_the_row(any_store: Store) -> None:
    with any_store.write("tester", "add field") as unit:
        add_custom_column(unit, "place", "floor", "Floor", Type.INTEGER)
    key = put(any_store, "place", name="HQ", **{"custom.floor": 2})
    alter(any_store, "place", key, **{"custom.floor": None})
    assert scalar(any_store.engine, "SELECT custom FROM place") == "{}"
    alter(any_store, "place", key, name="Office")
    assert any_store.read("place", key).values == {
        "name": "Office", "parent_id": None, "address": None, "notes": None
    }  # fmt: skip


def test_changing_one_own_field_keeps_the_others(any_store: Store) -> None:
    with any_store.write("tester", "add fields") as unit:
        for name in ("floor", "desk"):
            add_custom_column(unit, "place", name, name, Type.INTEGER)
    key = put(any_store, "place", name="HQ", **{"custom.floor": 2, "custom.desk": 5})
    alter(any_store, "place", key, **{"custom.floor": 0})
    record = any_store.read("place", key)
    assert (record["custom.floor"], record["custom.desk"], record["name"]) == (0, 5, "HQ")
