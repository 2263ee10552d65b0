"""What became of the records of a past list, asked in a query, on both engines."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from itdesk.core.types import Type
from itdesk.desk import Desk
from itdesk.store.customs import add_custom_column
from tests.records import add, change, remove

STATES = ("same", "changed", "deleted")


def found(desk: Desk, kind: str, line: str, at: int | None) -> set[int]:
    with desk.lists_at(kind, at) as lists:
        return set(lists.ids(kind, desk.query(kind, line)))


def after(desk: Desk) -> int:
    """The instant of the newest entry, once it has passed."""
    at = desk.journal.entry(desk.store.head()).at
    while desk.store.clock.now() <= at:
        pass
    return at


@pytest.fixture
def then(any_desk: Desk) -> tuple[Desk, int, dict[str, int]]:
    """A desk with an instant after which one asset was changed, one removed, one made."""
    keys = {name: add(any_desk, "asset", tag=f"A-{name}", notes="as it was") for name in STATES}
    at = after(any_desk)
    change(any_desk, "asset", keys["changed"], notes="other words")
    remove(any_desk, "asset", keys["deleted"])
    keys["new"] = add(any_desk, "asset", tag="A-new")
    return any_desk, at, keys


@pytest.mark.parametrize("count", [1, 2, 3])
def test_each_state_and_each_choice_of_states(then: tuple[Desk, int, dict[str, int]], count: int) -> None:
    desk, at, keys = then
    for states in combinations(STATES, count):
        wanted = {keys[state] for state in states}
        assert found(desk, "asset", f"since-then:{','.join(states)}", at) == wanted
        assert (
            found(desk, "asset", f"-since-then:{','.join(states)}", at)
            == {keys[state] for state in STATES} - wanted
        )


def test_today_everything_is_the_same(then: tuple[Desk, int, dict[str, int]]) -> None:
    desk, _, keys = then
    assert found(desk, "asset", "since-then:same", None) == {keys["same"], keys["changed"], keys["new"]}
    assert found(desk, "asset", "-since-then:same", None) == set()


def test_it_stands_with_other_terms(then: tuple[Desk, int, dict[str, int]]) -> None:
    desk, at, keys = then
    assert found(desk, "asset", "tag:A-c* since-then:changed", at) == {keys["changed"]}
    assert found(desk, "asset", "tag:A-same or since-then:deleted", at) == {keys["same"], keys["deleted"]}
    assert found(desk, "asset", "since-then:any", at) == set(keys.values()) - {keys["new"]}
    assert found(desk, "asset", "since-then:empty", at) == set()


def test_what_was_changed_and_brought_back_is_the_same(any_desk: Desk) -> None:
    key = add(any_desk, "asset", tag="A-1", notes="as it was")
    at = after(any_desk)
    change(any_desk, "asset", key, notes="other")
    change(any_desk, "asset", key, notes="as it was")
    assert found(any_desk, "asset", "since-then:same", at) == {key}


def test_a_value_of_an_own_field_counts(any_desk: Desk) -> None:
    name = "lease-until"
    with any_desk.write("add column") as unit:
        add_custom_column(unit, "asset", name, "Lease until", Type.DATE)
    key, other = (add(any_desk, "asset", tag=tag, **{name: "2026-01-01"}) for tag in ("A-1", "A-2"))
    at = after(any_desk)
    change(any_desk, "asset", key, **{name: "2027-01-01"})
    change(any_desk, "asset", other, notes="x")
    change(any_desk, "asset", other, notes="")
    assert found(any_desk, "asset", "since-then:changed", at) == {key}
    assert found(any_desk, "asset", "since-then:same", at) == {other}


STEPS = st.lists(st.tuples(st.integers(0, 3), st.sampled_from(["a", "b", "c", None])), min_size=1, max_size=6)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=st.lists(st.sampled_from(["a", "b", "c"]), min_size=4, max_size=4), steps=STEPS)
def test_any_course_of_things_against_a_plain_comparison(
    desk: Desk, before: list[str], steps: list[tuple[int, str | None]]
) -> None:
    keys = [add(desk, "place", name=f"{desk.store.head()}/{i}", notes=n) for i, n in enumerate(before)]
    at = after(desk)
    now: list[str | None] = [*before]
    for which, notes in steps:
        if now[which] is None:
            continue
        if notes is None:
            remove(desk, "place", keys[which])
        else:
            change(desk, "place", keys[which], notes=notes)
        now[which] = notes
    for state, holds in (
        ("deleted", lambda was, is_: is_ is None),
        ("same", lambda was, is_: is_ == was),
        ("changed", lambda was, is_: is_ not in (was, None)),
    ):
        wanted = {key for key, was, is_ in zip(keys, before, now, strict=True) if holds(was, is_)}
        assert found(desk, "place", f"since-then:{state}", at) & set(keys) == wanted
