"""One record by what it is called, now or as it was: who had the tag then, and what had been said by then."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from itdesk.core.errors import DeskError
from itdesk.core.types import Type
from itdesk.desk import Desk
from itdesk.desk.records import record_at, timeline
from itdesk.store.customs import add_custom_column
from tests.clocks import HandClock
from tests.records import add, change, remove, take_back

START = "2026-03-02T09:00:00+00:00"


@pytest.fixture(params=["sqlite", "postgresql"])
def office(request: pytest.FixtureRequest, desk_path: Path) -> Iterator[Desk]:
    """An empty desk whose clock stands still, on each engine."""
    place = str(desk_path) if request.param == "sqlite" else str(request.getfixturevalue("postgres_url"))
    opened = Desk.open(place, origin="test", create=True, actor="tester", clock=HandClock(START))
    yield opened
    opened.close()


def moment(desk: Desk) -> int:
    """An instant between what was and what comes."""
    clock = desk.store.clock
    assert isinstance(clock, HandClock)
    clock.forward(1_000)
    at = clock.now()
    clock.forward(1_000)
    return at


def named(desk: Desk, kind: str, ref: str, at: int | None = None) -> str:
    """What scripts call it, and its name or subject."""
    row, called = record_at(desk, kind, ref, at)
    return f"{called} {row.shown(desk.store.schema.kind(kind).column(desk.store.schema.kind(kind).title))}"


def missing(desk: Desk, kind: str, ref: str, at: int | None = None) -> bool:
    with pytest.raises(DeskError) as caught:
        record_at(desk, kind, ref, at)
    return caught.value.code == "record.missing"


# --- now ---------------------------------------------------------------------------------
def test_a_record_is_shown_with_every_column_and_what_references_show(office: Desk) -> None:
    person = add(office, "person", name="Zoë 会議")
    add(office, "asset", tag="A-1", name="Laptop", person=person, price="12.50")
    row, called = record_at(office, "asset", "a-1")
    assert called == "A-1"
    assert set(row.values) == {column.name for column in office.store.schema.kind("asset")}
    assert (row.values["price"], row.values["person"], row.labels["person"]) == (1_250, person, "Zoë 会議")


def test_scripts_call_it_the_same_however_it_was_asked_for(office: Desk) -> None:
    add(office, "ticket", subject="No light")
    add(office, "person", name="Ana")
    add(office, "asset", tag="A-1")
    for kind, refs, called in (
        ("ticket", ("1", "#1", "No light"), "1"), ("person", ("U-1", "u-1", "1", "ana"), "U-1"),
        ("asset", ("a-1", "#1", "1"), "A-1"),
    ):  # fmt: skip
        assert {record_at(office, kind, ref)[1] for ref in refs} == {called}


def test_what_is_called_by_no_record_is_missing_now_and_then(office: Desk) -> None:
    add(office, "ticket", subject="No light")
    add(office, "asset", tag="A-1")
    now = moment(office)
    for at in (None, now):
        for ref in (
            "",
            " ",
            "#",
            "²",
            "#²",
            "\u0661",
            "9" * 30,
            "-1",
            "0",
            "2",
            "%",
            "*",
            '"',
            "a\x00b",
            "\udcff",
        ):
            assert missing(office, "ticket", ref, at), (ascii(ref), at)
            assert missing(office, "asset", ref, at), (ascii(ref), at)


def test_several_of_a_name_are_told_now_and_then(office: Desk) -> None:
    for _ in range(2):
        add(office, "person", name="Maria")
    for at in (None, moment(office)):
        with pytest.raises(DeskError, match="U-1, U-2"):
            record_at(office, "person", "Maria", at)


# --- then --------------------------------------------------------------------------------
def test_a_record_is_as_it_was(office: Desk) -> None:
    with office.write("add field") as unit:
        add_custom_column(unit, "asset", "floor", "Floor", Type.INTEGER)
    key = add(office, "asset", tag="A-1", name="before", floor="2")
    then = moment(office)
    change(office, "asset", key, name="after", floor=None)
    row, _ = record_at(office, "asset", "A-1", then)
    assert (row.values["name"], row.values["floor"]) == ("before", 2)
    assert named(office, "asset", "A-1") == "A-1 after"


def test_a_tag_means_who_had_it_then(office: Desk) -> None:
    first = add(office, "asset", tag="A-1", name="first")
    then = moment(office)
    change(office, "asset", first, tag="B-1")
    add(office, "asset", tag="A-1", name="second")
    later = moment(office)
    change(office, "asset", first, tag="C-1")
    assert named(office, "asset", "a-1", then) == "A-1 first"
    assert named(office, "asset", "A-1", later) == "A-1 second"
    assert named(office, "asset", "B-1", later) == "B-1 first"
    assert missing(office, "asset", "B-1")


def test_a_record_of_a_new_tag_is_found_then_by_the_tag_of_today(office: Desk) -> None:
    key = add(office, "asset", tag="A-1", name="one")
    then = moment(office)
    change(office, "asset", key, tag="B-1")
    assert named(office, "asset", "B-1", then) == "A-1 one"


def test_what_was_made_later_was_not_there(office: Desk) -> None:
    then = moment(office)
    add(office, "asset", tag="A-1")
    add(office, "ticket", subject="x")
    assert missing(office, "asset", "A-1", then)
    assert missing(office, "ticket", "#1", then)


def test_what_is_gone_today_is_found_by_its_number_or_tag_of_then(office: Desk) -> None:
    asset = add(office, "asset", tag="Ä-1", name="gone")
    ticket = add(office, "ticket", subject="gone too")
    person = add(office, "person", name="Ana")
    then = moment(office)
    for kind, key in (("asset", asset), ("ticket", ticket), ("person", person)):
        remove(office, kind, key)
    for ref in ("ä-1", f"#{asset}", str(asset)):
        assert named(office, "asset", ref, then) == "Ä-1 gone"
    for ref in ("#1", "1"):
        assert named(office, "ticket", ref, then) == "1 gone too"
    for ref in ("U-1", "u-1", "1"):
        assert named(office, "person", ref, then) == "U-1 Ana"
    assert missing(office, "asset", "Ä-1") and missing(office, "ticket", "1")


def test_a_record_that_came_back_was_missing_in_between(office: Desk) -> None:
    entry = remove(office, "asset", add(office, "asset", tag="A-1", name="x"))
    between = moment(office)
    take_back(office, entry)
    assert missing(office, "asset", "A-1", between)
    assert named(office, "asset", "A-1", moment(office)) == "A-1 x"


def test_references_show_what_was_their_name(office: Desk) -> None:
    place = add(office, "place", name="HQ")
    add(office, "asset", tag="A-1", place=place)
    then = moment(office)
    change(office, "place", place, name="Office")
    assert record_at(office, "asset", "A-1", then)[0].labels["place"] == "HQ"
    assert record_at(office, "asset", "A-1")[0].labels["place"] == "Office"


# --- what was said -----------------------------------------------------------------------
def test_a_story_ends_at_the_instant_that_is_asked_for(office: Desk) -> None:
    key = add(office, "ticket", subject="No light")
    moment(office)
    office.tickets.note("tester", key, "first")
    then = moment(office)
    office.tickets.note("tester", key, "second")
    texts = [item.text for item in timeline(office, "ticket", key)]
    assert "first" in texts and "second" in texts
    earlier = [item.text for item in timeline(office, "ticket", key, then)]
    assert "first" in earlier and "second" not in earlier
    assert list(timeline(office, "ticket", key, 0)) == []


def test_only_tickets_have_a_story(office: Desk) -> None:
    assert list(timeline(office, "asset", add(office, "asset", tag="A-1"))) == []
    assert list(timeline(office, "ticket", 77)) == []
