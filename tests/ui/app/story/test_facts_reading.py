"""A record's facts today and as at a date, and what a past list says has become of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import settings as profile
from hypothesis import strategies as st

from itdesk.desk import Desk
from itdesk.ui.app.since import read_since
from itdesk.ui.app.story.facts import RecordFacts, read_facts
from itdesk.ui.kit.rows import Cell
from tests.clocks import DAY, HandClock
from tests.records import add, change, remove


@pytest.fixture
def clock() -> HandClock:
    return HandClock("2026-03-31T12:00:00+00:00")


@pytest.fixture
def desk(tmp_path_factory: pytest.TempPathFactory, clock: HandClock) -> Iterator[Desk]:
    """A desk whose time stands still until a test moves it."""
    place = tmp_path_factory.mktemp("facts") / "office.desk"
    opened = Desk.open(str(place), origin="test", create=True, actor="tester", clock=clock)
    yield opened
    opened.close()


def facts(desk: Desk, kind: str, key: int, at: int | None = None) -> RecordFacts | None:
    return read_facts(desk, desk.store.schema.kind(kind), key, at)


def since(desk: Desk, kind: str, key: int, at: int) -> Cell:
    with desk.lists_at(kind, at) as past:
        return read_since(desk, desk.store.schema.kind(kind), [key], past)[key]


# --- facts ------------------------------------------------------------------------------------
def test_today_nothing_differs(desk: Desk) -> None:
    key = add(desk, "supplier", name="Bechtle", phone="117")
    found = facts(desk, "supplier", key)
    assert found is not None
    assert (found.cells["name"].text, found.cells["phone"].text, found.today) == ("Bechtle", "117", {})


def test_the_past_shows_what_is_otherwise_today(desk: Desk, clock: HandClock) -> None:
    key = add(desk, "supplier", name="Bechtle", phone="117")
    then = clock.now()
    clock.forward(DAY)
    change(desk, "supplier", key, phone="118")
    found = facts(desk, "supplier", key, then)
    assert found is not None and found.today is not None
    assert found.cells["phone"].text == "117"
    assert {name: cell.text for name, cell in found.today.items()} == {"phone": "118"}


def test_what_people_do_not_write_does_not_count_as_a_difference(desk: Desk, clock: HandClock) -> None:
    key = add(desk, "supplier", name="Bechtle")
    then = clock.now()
    clock.forward(DAY)
    change(desk, "supplier", key, phone="1")
    change(desk, "supplier", key, phone="")
    found = facts(desk, "supplier", key, then)
    assert found is not None and found.today == {}


def test_a_record_removed_since_is_shown_as_it_was(desk: Desk, clock: HandClock) -> None:
    key = add(desk, "supplier", name="Bechtle")
    then = clock.now()
    clock.forward(DAY)
    remove(desk, "supplier", key)
    found = facts(desk, "supplier", key, then)
    assert found is not None
    assert (found.cells["name"].text, found.today) == ("Bechtle", None)
    assert facts(desk, "supplier", key) is None


def test_before_it_was_made_there_is_nothing(desk: Desk, clock: HandClock) -> None:
    then = clock.now()
    clock.forward(DAY)
    key = add(desk, "supplier", name="Bechtle")
    assert facts(desk, "supplier", key, then) is None


def test_references_of_the_past_carry_the_names_of_then(desk: Desk, clock: HandClock) -> None:
    place = add(desk, "place", name="Store C")
    key = add(desk, "person", name="Maria", place=place)
    then = clock.now()
    clock.forward(DAY)
    change(desk, "place", place, name="Store D")
    past, today = facts(desk, "person", key, then), facts(desk, "person", key)
    assert past is not None and today is not None
    assert (past.cells["place"].text, today.cells["place"].text) == ("Store C", "Store D")
    assert past.today == {}


# --- since then -------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("changes", "words", "state"),
    [
        pytest.param({}, "not changed", "", id="the same"),
        pytest.param({"phone": "118"}, "118", "warn", id="one shown value"),
        pytest.param({"phone": "118", "website": "w.example"}, "118, w.example", "warn", id="two values"),
        pytest.param(
            {"phone": "118", "website": "w", "email": "a@b"}, "3 changes", "warn", id="more are counted"
        ),
        pytest.param({"notes": "long story"}, "1 change", "warn", id="a hidden one is counted"),
        pytest.param({"notes": "n", "phone": "118"}, "2 changes", "warn", id="hidden and shown"),
        pytest.param({"phone": ""}, "Phone: —", "warn", id="what was cleared is named"),
        pytest.param({"phone": "中村の電話"}, "中村の電話", "warn", id="Japanese"),
    ],
)
def test_a_past_row_says_what_became_of_it(
    desk: Desk, clock: HandClock, changes: dict[str, str], words: str, state: str
) -> None:
    key = add(desk, "supplier", name="Bechtle", phone="117")
    then = clock.now()
    clock.forward(DAY)
    if changes:
        change(desk, "supplier", key, **changes)
    cell = since(desk, "supplier", key, then)
    assert (cell.text, cell.state) == (words, state)
    assert len(cell.hint.splitlines()) == len(changes)


def test_a_removed_row_says_deleted(desk: Desk, clock: HandClock) -> None:
    key = add(desk, "supplier", name="Bechtle")
    then = clock.now()
    clock.forward(DAY)
    remove(desk, "supplier", key)
    assert since(desk, "supplier", key, then).text == "deleted"


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, HandClock]]:
    clock = HandClock("2026-03-31T12:00:00+00:00")
    place = tmp_path_factory.mktemp("since") / "office.desk"
    opened = Desk.open(str(place), origin="test", create=True, actor="tester", clock=clock)
    yield opened, clock
    opened.close()


VALUES = st.sampled_from(["", "1", "2"])


@given(steps=st.lists(st.tuples(st.sampled_from(["phone", "website"]), VALUES), max_size=5), data=st.data())
@profile(max_examples=20)
def test_a_row_counts_as_changed_exactly_when_a_value_is_another(
    shared: tuple[Desk, HandClock], steps: list[tuple[str, str]], data: st.DataObject
) -> None:
    desk, clock = shared
    key = add(desk, "supplier", name=f"S{desk.store.head()}")
    moments = [(clock.now(), {"phone": "", "website": ""})]
    for column, value in steps:
        clock.forward(DAY)
        change(desk, "supplier", key, **{column: value})
        moments.append((clock.now(), {**moments[-1][1], column: value}))
    at, then = data.draw(st.sampled_from(moments))
    now = moments[-1][1]
    cell = since(desk, "supplier", key, at)
    assert (cell.text == "not changed") == (then == now)
    assert len(cell.hint.splitlines()) == sum(then[name] != now[name] for name in then)
    found = facts(desk, "supplier", key, at)
    assert found is not None and found.today is not None
    assert set(found.today) == {name for name in then if then[name] != now[name]}
