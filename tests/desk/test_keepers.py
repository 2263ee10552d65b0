"""Every public kind has a keeper that makes, changes, removes and takes back its records alike."""

from __future__ import annotations

from typing import Any

import pytest

from itdesk.core.errors import ConflictError, DeskError, InvalidRecordError
from itdesk.core.types import Type
from itdesk.desk import Desk
from itdesk.desk.finding import public_kinds, search
from itdesk.desk.keepers import Keepers
from itdesk.store.check import check
from itdesk.store.customs import add_custom_column
from itdesk.store.engine import rows
from tests.records import add, change, remove, take_back

LEAST: dict[str, dict[str, object]] = {
    "person": {"name": "Ana"}, "place": {"name": "HQ"}, "supplier": {"name": "ACME"},
    "asset": {"tag": "A-1"}, "device": {"name": "sw-1", "address": "192.0.2.1"},
    "ticket": {"subject": "No light"}, "plan": {"name": "Clean filters", "rule": "FREQ=MONTHLY"},
    "work-order": {"subject": "Clean the filter"}, "manual": {"title": "Restart", "body": "# Restart"},
}  # fmt: skip
"""The least that a person gives to make one. Alerts are made by the watch alone."""
WORDS = "Zoë's 会議 50% _x_ ?"


def titled(desk: Desk, kind: str) -> str:
    """The column in which a person writes what it is about."""
    described = desk.store.schema.kind(kind)
    return "name" if kind == "asset" else described.title


def given(desk: Desk, kind: str, **more: object) -> dict[str, object]:
    """The least with the columns by the names of arguments."""
    return {name.replace("-", "_"): value for name, value in {**LEAST[kind], **more}.items()}


# --- the mapping -------------------------------------------------------------------------
def test_there_is_a_keeper_for_each_public_kind_and_no_other(desk: Desk) -> None:
    assert set(desk.keepers) == {kind.name for kind in public_kinds(desk)}
    assert len(desk.keepers) == len(set(desk.keepers))
    assert {*LEAST, "alert"} == set(desk.keepers)


def test_a_keeper_writes_the_kind_it_is_asked_for_and_is_made_once(desk: Desk) -> None:
    for kind in desk.keepers:
        keeper = desk.keepers[kind]
        assert keeper.kind_name == kind == keeper.kind.name
        assert desk.keepers[kind] is keeper
        assert Keepers(desk.store)[kind] is not keeper


@pytest.mark.parametrize("kind", ["message", "setting", "nothing", "", "Asset"])
def test_a_kind_that_nobody_keeps_has_no_keeper(desk: Desk, kind: str) -> None:
    assert desk.keepers.get(kind) is None
    assert kind not in desk.keepers


# --- each kind ---------------------------------------------------------------------------
@pytest.mark.parametrize("kind", LEAST)
def test_the_least_is_enough_and_is_called_searched_and_listed(desk: Desk, kind: str) -> None:
    key = add(desk, kind, **given(desk, kind))
    assert desk.refs.find(kind, desk.refs.ref_of(kind, key)) == key
    assert desk.lists.ids(kind, desk.query(kind, "")) == [key]
    word = str(LEAST[kind].get(titled(desk, kind), "A-1"))
    assert [(found.kind, found.id) for found in search(desk, word)] == [(kind, key)]


@pytest.mark.parametrize("kind", LEAST)
def test_nothing_at_all_is_refused_with_what_is_missing(desk: Desk, kind: str) -> None:
    needed = {
        column.name for column in desk.store.schema.kind(kind) if column.required and column.default is None
    }
    try:
        add(desk, kind)
    except InvalidRecordError as error:
        assert {problem.column for problem in error.problems} <= needed
        assert {problem.code for problem in error.problems} == {"value.required"}
        assert desk.store.head() == 0
    else:
        assert kind in ("asset", "manual")  # they are given a tag and a title


@pytest.mark.parametrize("kind", LEAST)
def test_any_words_are_kept_as_they_were_written(desk: Desk, kind: str) -> None:
    column = titled(desk, kind)
    key = add(desk, kind, **given(desk, kind, **{column: f"  {WORDS}\t"}))
    assert desk.store.read(kind, key)[desk.store.schema.kind(kind).column(column).field] == WORDS


@pytest.mark.parametrize("kind", LEAST)
def test_words_that_cannot_be_kept_are_refused_by_their_column(desk: Desk, kind: str) -> None:
    column = titled(desk, kind)
    for words, code in (
        ("a\x00b", "value.control"),
        ("\ud800", "value.control"),
        ("x" * 1_001, "value.too_long"),
    ):
        with pytest.raises(InvalidRecordError) as caught:
            add(desk, kind, **given(desk, kind, **{column: words}))
        assert [(p.column, p.code) for p in caught.value.problems] == [(column, code)]
    assert desk.store.head() == 0


@pytest.mark.parametrize("kind", LEAST)
def test_what_was_made_changed_and_removed_is_taken_back_step_by_step(any_desk: Desk, kind: str) -> None:
    column = titled(any_desk, kind)
    field = any_desk.store.schema.kind(kind).column(column).field
    key = add(any_desk, kind, **given(any_desk, kind))
    made, before = any_desk.store.head(), any_desk.store.read(kind, key)
    changed = change(any_desk, kind, key, **{column.replace("-", "_"): "something else"})
    removed = remove(any_desk, kind, key)
    assert any_desk.lists.count(kind, any_desk.query(kind, "")) == 0
    take_back(any_desk, removed)
    assert any_desk.store.read(kind, key)[field] == "something else"
    take_back(any_desk, changed)
    assert any_desk.store.read(kind, key).values == before.values
    take_back(any_desk, made)
    assert any_desk.store.read_many(kind, [key]) == {}
    assert check(any_desk.store) == []


@pytest.mark.parametrize("kind", LEAST)
def test_two_windows_on_one_record_the_second_is_told(desk: Desk, kind: str) -> None:
    column = titled(desk, kind)
    key = add(desk, kind, **given(desk, kind))
    keeper, version = desk.keepers[kind], desk.store.read(kind, key).version
    with desk.write("edit") as unit:
        assert keeper.change(unit, key, keeper.parse({column: "first"}), version)
    with pytest.raises(ConflictError), desk.write("edit") as unit:
        keeper.change(unit, key, keeper.parse({column: "second"}), version)
    assert desk.store.read(kind, key)[desk.store.schema.kind(kind).column(column).field] == "first"


@pytest.mark.parametrize("kind", LEAST)
def test_references_that_lead_nowhere_are_refused_by_their_column(desk: Desk, kind: str) -> None:
    described = desk.store.schema.kind(kind)
    references = [c for c in described if c.type is Type.REFERENCE and c.editable]
    for column in references:
        for value in (999, "nobody at all"):
            with pytest.raises(InvalidRecordError) as caught:
                add(desk, kind, **given(desk, kind, **{column.name: value}))
            codes = {(p.column, p.code) for p in caught.value.problems}
            assert codes == {(column.name, "value.reference")}
    assert rows(desk.store.engine, "SELECT count(*) FROM journal_entry") == [(0,)]


@pytest.mark.parametrize("kind", LEAST)
def test_a_field_of_ones_own_is_written_like_any_other(desk: Desk, kind: str) -> None:
    with desk.write("add field") as unit:
        add_custom_column(unit, kind, "room-key", "Room key", Type.INTEGER)
    key = add(desk, kind, **given(desk, kind, room_key="7"))
    assert desk.store.read(kind, key)["custom.room-key"] == 7
    with pytest.raises(InvalidRecordError, match="room-key"):
        change(desk, kind, key, room_key="many")
    change(desk, kind, key, room_key="")
    assert desk.store.read(kind, key)["custom.room-key"] is None


@pytest.mark.parametrize("kind", LEAST)
def test_what_itdesk_keeps_itself_cannot_be_set(desk: Desk, kind: str) -> None:
    wrong: dict[str, Any] = {column.name: 1 for column in desk.store.schema.kind(kind) if not column.editable}
    with pytest.raises(InvalidRecordError) as caught:
        desk.keepers[kind].parse(wrong)
    assert {problem.column for problem in caught.value.problems} == set(wrong)
    assert {problem.code for problem in caught.value.problems} == {"value.read_only"}


@pytest.mark.parametrize("kind", LEAST)
def test_a_record_that_is_not_there_cannot_be_changed_nor_removed(desk: Desk, kind: str) -> None:
    for work in (lambda: change(desk, kind, 77, **{titled(desk, kind): "x"}), lambda: remove(desk, kind, 77)):
        with pytest.raises(DeskError) as caught:
            work()
        assert caught.value.code == "record.missing"
