"""What the history of a record says, and that its refusals are those of undo itself."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import settings as profile
from hypothesis import strategies as st

from itdesk.core.errors import DeskError
from itdesk.desk import Desk
from itdesk.store.erase import erase
from itdesk.ui.app.story.history_reading import FieldChange, HistoryItem, read_history
from tests.records import add, change, remove, take_back


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """One desk for many examples, each with a supplier of its own."""
    desk = Desk.open(
        str(tmp_path_factory.mktemp("history") / "office.desk"), origin="test", create=True, actor="tester"
    )
    yield desk
    desk.close()


def history(desk: Desk, kind: str, key: int) -> list[HistoryItem]:
    return read_history(desk, desk.store.schema.kind(kind), key)


# --- what is said -----------------------------------------------------------------------------
def test_the_newest_entry_stands_first_with_who_when_and_what(desk: Desk) -> None:
    key = add(desk, "supplier", name="Bechtle")
    change(desk, "supplier", key, phone="+49 711 1")
    newest, oldest = history(desk, "supplier", key)
    assert (newest.op, newest.actor, newest.verb) == ("~", "tester", "edit supplier")
    assert (oldest.op, oldest.verb, oldest.origin) == ("+", "add supplier", "test")
    assert newest.entry == oldest.entry + 1
    assert newest.at >= oldest.at


def test_a_change_tells_each_field_before_and_after(desk: Desk) -> None:
    key = add(desk, "supplier", name="Bechtle", phone="1")
    change(desk, "supplier", key, phone="2", website="bechtle.example")
    changed = history(desk, "supplier", key)[0]
    assert set(changed.fields) == {
        FieldChange("Phone", "1", "2"), FieldChange("Website", "—", "bechtle.example")
    }  # fmt: skip


def test_a_new_record_has_no_before_and_a_removed_one_no_after(desk: Desk) -> None:
    key = add(desk, "supplier", name="Bechtle")
    remove(desk, "supplier", key)
    removed, made = history(desk, "supplier", key)
    assert made.fields == (FieldChange("Name", "", "Bechtle"),)
    assert removed.fields == (FieldChange("Name", "Bechtle", ""),)


def test_references_are_told_by_name_and_by_key_once_they_are_gone(desk: Desk) -> None:
    first, second = add(desk, "place", name="Store"), add(desk, "place", name="Workshop")
    key = add(desk, "person", name="Maria", place=first)
    change(desk, "person", key, place=second)
    assert FieldChange("Place", "Store", "Workshop") in history(desk, "person", key)[0].fields
    remove(desk, "place", first)
    assert FieldChange("Place", f"Place {first}", "Workshop") in history(desk, "person", key)[0].fields


@pytest.mark.parametrize(
    ("column", "raw", "words"),
    [
        pytest.param("price", "1480", "1,480.00", id="money"),
        pytest.param("bought", "2026-02-27", "27 Feb 2026", id="date"),
        pytest.param("status", "repair", "In repair", id="choice by its label"),
        pytest.param("name", "中村の机 " * 40, None, id="long text ends in an ellipsis"),
        pytest.param("notes", "two\nlines", "two lines", id="one line"),
        pytest.param("notes", "<b>&amp;</b>", "<b>&amp;</b>", id="markup stays text"),
    ],
)
def test_values_are_told_as_people_read_them(desk: Desk, column: str, raw: str, words: str | None) -> None:
    key = add(desk, "asset", tag="NB-1", type="laptop")
    change(desk, "asset", key, **{column: raw})
    label = desk.store.schema.kind("asset").column(column).label
    (field,) = [f for f in history(desk, "asset", key)[0].fields if f.caption == label]
    if words is None:
        assert field.after.endswith("…") and len(field.after) == 120
    else:
        assert field.after == words


def test_a_bulk_entry_tells_how_much_undo_takes_back(desk: Desk) -> None:
    with desk.write("edit many supplier") as unit:
        keys = [desk.keepers["supplier"].add(unit, {"name": f"S{i}"}) for i in range(7)]
    (item,) = history(desk, "supplier", keys[3])
    assert item.changes == 7


def test_a_record_that_never_was_has_no_history(desk: Desk) -> None:
    assert history(desk, "supplier", 999) == []


def test_erased_values_are_told_as_erased_and_are_not_offered_for_undo(desk: Desk) -> None:
    key = add(desk, "person", name="Maria Silva", phone="117")
    change(desk, "person", key, phone="118")
    erase(desk.store, desk.actor, "person", key, "asked by letter")
    items = history(desk, "person", key)
    told = [text for item in items for f in item.fields for text in (f.before, f.after)]
    assert "(erased)" in told and not any("Maria" in text or "117" in text for text in told)
    assert all(item.refusal for item in items)


# --- refusals ---------------------------------------------------------------------------------
def test_what_was_undone_says_by_which_entry(desk: Desk) -> None:
    key = add(desk, "supplier", name="Bechtle")
    number = change(desk, "supplier", key, phone="2")
    by = take_back(desk, number)
    refusals = {item.entry: item.refusal for item in history(desk, "supplier", key)}
    assert refusals[number] == f"Entry {number} was undone already by entry {by}."
    assert refusals[by] == ""


def test_a_later_change_of_the_same_field_stands_against_undo(desk: Desk) -> None:
    key = add(desk, "supplier", name="Bechtle")
    first = change(desk, "supplier", key, phone="2")
    second = change(desk, "supplier", key, phone="3")
    refusals = {item.entry: item.refusal for item in history(desk, "supplier", key)}
    assert f"entry {second} changed Supplier" in refusals[first]
    assert refusals[second] == ""


def test_a_later_change_of_another_field_does_not(desk: Desk) -> None:
    key = add(desk, "supplier", name="Bechtle")
    first = change(desk, "supplier", key, phone="2")
    change(desk, "supplier", key, website="w.example")
    assert {item.entry: item.refusal for item in history(desk, "supplier", key)}[first] == ""


STEPS = st.lists(
    st.tuples(st.sampled_from(["phone", "website"]), st.sampled_from(["", "1", "2"])), min_size=1, max_size=5
)


@given(steps=STEPS, data=st.data())
@profile(max_examples=25)
def test_an_entry_is_refused_exactly_when_undo_refuses_it(
    shared: Desk, steps: list[tuple[str, str]], data: st.DataObject
) -> None:
    key = add(shared, "supplier", name=f"S{shared.store.head()}")
    for column, value in steps:
        change(shared, "supplier", key, **{column: value})
    items = history(shared, "supplier", key)
    item = items[data.draw(st.integers(0, len(items) - 1))]
    try:
        take_back(shared, item.entry)
    except DeskError as error:
        assert item.refusal and error.code == "undo.later"
    else:
        assert item.refusal == ""
