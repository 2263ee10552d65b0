"""Merging two versions of a record, against a model that looks at one field at a time."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from itdesk.core.kinds import Value
from itdesk.core.merging import Difference, differences, merged, preferred

VALUES: st.SearchStrategy[Value] = st.one_of(st.none(), st.integers(0, 2), st.sampled_from(["", "a", "b"]))
RECORDS = st.fixed_dictionaries(dict.fromkeys("pqrs", VALUES))
WANTED = st.dictionaries(st.sampled_from("pqrs"), VALUES)


def after(theirs: Mapping[str, Value], written: Mapping[str, Value]) -> dict[str, Value]:
    return {**theirs, **written}


@given(RECORDS, RECORDS, WANTED)
def test_listed_are_exactly_the_fields_whose_values_are_not_the_same(
    was: dict[str, Value], theirs: dict[str, Value], mine: dict[str, Value]
) -> None:
    ours = {**was, **mine}
    listed = {item.field for item in differences(was, theirs, mine)}
    assert listed == {field for field in was if ours[field] != theirs[field]}


@given(RECORDS, RECORDS, WANTED, st.data())
def test_every_field_ends_as_its_chosen_side_has_it(
    was: dict[str, Value], theirs: dict[str, Value], mine: dict[str, Value], data: st.DataObject
) -> None:
    found = differences(was, theirs, mine)
    chosen = data.draw(st.sets(st.sampled_from([d.field for d in found])) if found else st.just(set[str]()))
    ended = after(theirs, merged(found, chosen))
    ours = {**was, **mine}
    for field in was:
        listed = any(item.field == field for item in found)
        assert ended[field] == (ours[field] if listed and field in chosen else theirs[field])


@given(RECORDS, RECORDS, WANTED)
def test_at_first_nothing_that_only_one_side_changed_is_lost(
    was: dict[str, Value], theirs: dict[str, Value], mine: dict[str, Value]
) -> None:
    found = differences(was, theirs, mine)
    ended = after(theirs, merged(found, preferred(found)))
    for field in was:
        if theirs[field] == was[field]:
            assert ended[field] == mine.get(field, was[field])
        elif mine.get(field, was[field]) == was[field]:
            assert ended[field] == theirs[field]


@given(RECORDS, RECORDS, WANTED)
def test_a_field_collides_when_both_changed_it_to_something_else(
    was: dict[str, Value], theirs: dict[str, Value], mine: dict[str, Value]
) -> None:
    for item in differences(was, theirs, mine):
        both = item.field in mine and mine[item.field] != was[item.field] != theirs[item.field]
        assert item.collides == both


def test_a_field_that_one_version_does_not_know_counts_as_empty() -> None:
    assert differences({}, {"custom.lease": "L-1"}, {}) == [Difference("custom.lease", None, "L-1", None)]
    assert differences({}, {}, {"custom.lease": "L-2"}) == [Difference("custom.lease", None, None, "L-2")]


@given(RECORDS, WANTED)
def test_nobody_else_wrote_so_only_mine_is_listed(was: dict[str, Value], mine: dict[str, Value]) -> None:
    found = differences(was, was, mine)
    assert preferred(found) == {item.field for item in found}
    assert not any(item.collides for item in found)
