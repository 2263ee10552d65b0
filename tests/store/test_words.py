"""Values and changes as people read them, on both engines."""

from __future__ import annotations

from datetime import UTC

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from itdesk.desk import Desk
from itdesk.store.digest import Change
from itdesk.store.words import FieldChange, Words


@pytest.fixture
def words(any_desk: Desk) -> Words:
    return Words(any_desk.store, UTC)


def changes(desk: Desk, entry: int) -> list[Change]:
    return list(desk.journal.changes(entry, 100))


def made(desk: Desk, kind: str, **values: str) -> int:
    keeper = desk.keepers[kind]
    with desk.write(f"add {kind}") as unit:
        return keeper.add(unit, keeper.parse(values))


def test_a_reference_reads_as_what_it_shows_now(any_desk: Desk, words: Words) -> None:
    place = made(any_desk, "place", name="Store")
    made(any_desk, "person", name="Ada", place="Store")
    column = any_desk.store.schema.kind("person").column("place")
    assert words.value(column, place) == "Store"
    with any_desk.write("edit place") as unit:
        unit.update("place", place, {"name": "Workshop"})
    assert words.value(column, place) == "Workshop"
    added = words.changes(changes(any_desk, 2)[0])
    assert FieldChange("Place", "", "Workshop") in added and FieldChange("Name", "", "Ada") in added


def test_a_reference_to_what_is_gone_keeps_its_number(any_desk: Desk, words: Words) -> None:
    place = made(any_desk, "place", name="Store")
    with any_desk.write("remove place") as unit:
        unit.delete("place", place)
    assert words.record("place", place) == f"Place {place}"
    assert words.changes(changes(any_desk, 2)[0])[0].after == ""


def test_both_sides_of_a_change_are_told_and_nothing_is_a_dash(any_desk: Desk, words: Words) -> None:
    key = made(any_desk, "asset", tag="A-1", status="in-use", price="1480", bought="2026-11-23")
    with any_desk.write("edit asset") as unit:
        any_desk.keepers["asset"].change(unit, key, {"status": "in-repair", "price": None})
    told = {field.caption: (field.before, field.after) for field in words.changes(changes(any_desk, 2)[0])}
    assert told["Price"] == ("1,480.00", "—")
    assert told["State"] == ("In use", "In repair")


def test_what_was_erased_is_told_as_erased(any_desk: Desk, words: Words) -> None:
    from itdesk.store.erase import erase

    key = made(any_desk, "person", name="Ada Lovelace", email="ada@example.org")
    erase(any_desk.store, "tester", "person", key, "she asked")
    told = {field.caption: field.after for field in words.changes(changes(any_desk, 1)[0])}
    assert (told["Name"], told["E-mail"]) == ("(erased)", "(erased)")


def test_a_ticket_is_called_by_its_number(any_desk: Desk, words: Words) -> None:
    ticket = any_desk.tickets.capture("tester", "Printer jams")
    assert words.record("ticket", ticket) == f"#{ticket}"


def test_a_long_description_is_said_to_be_changed_and_not_told(any_desk: Desk) -> None:
    ticket = any_desk.tickets.capture("tester", "Printer jams")
    for text in ("x" * 5_000, "y" * 5_000):
        with any_desk.write("edit ticket") as unit:
            any_desk.keepers["ticket"].change(unit, ticket, {"description": text, "subject": text[:9]})
    told = [item.text for item in any_desk.tickets.timeline(ticket) if item.form == "change"]
    assert told == [
        "Subject Printer jams → xxxxxxxxx, Description changed",
        "Subject xxxxxxxxx → yyyyyyyyy, Description changed",
    ]


def test_the_window_may_tell_a_timeline_in_other_words(desk: Desk) -> None:
    class Loud(Words):
        changed = "{column}!"

        def plain(self, column: object, value: object) -> str:
            return str(value).upper()

    ticket = desk.tickets.capture("tester", "Printer jams")
    with desk.write("edit ticket") as unit:
        desk.keepers["ticket"].change(unit, ticket, {"description": "again", "subject": "Mouse"})
    told = desk.tickets.timeline(ticket, Loud(desk.store, UTC))
    assert told[-1].text == "Subject PRINTER JAMS → MOUSE, Description!"


@given(text=st.text(max_size=300), longest=st.integers(1, 200))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_told_text_is_one_line_and_never_longer_than_asked(desk: Desk, text: str, longest: int) -> None:
    column = desk.store.schema.kind("person").column("notes")
    told = Words(desk.store, UTC).value(column, text, longest)
    assert len(told) <= longest and "\n" not in told and told == " ".join(told.split())
    if len(" ".join(text.split())) <= longest and text.strip():
        assert told == " ".join(text.split())
