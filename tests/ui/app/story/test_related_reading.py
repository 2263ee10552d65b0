"""Who refers to a record, how to reach a person, and values in words."""

from __future__ import annotations

import pytest

from itdesk.desk import Desk
from itdesk.store.relations import link
from itdesk.ui.app.story.head import contact_url
from itdesk.ui.app.story.links import read_links
from itdesk.ui.app.story.related import MOST, Related, read_group
from itdesk.ui.app.words import TranslatedWords
from tests.records import add, remove

HOLDS = Related("asset", "person", "Holds", "sort:tag")


def test_a_group_holds_what_refers_to_the_record_in_its_order_and_nothing_else(desk: Desk) -> None:
    maria, jonas = add(desk, "person", name="Maria"), add(desk, "person", name="Jonas")
    for tag, holder in (("NB-3", maria), ("NB-1", maria), ("NB-2", jonas)):
        add(desk, "asset", tag=tag, type="laptop", person=holder)
    group = read_group(desk, HOLDS, maria)
    assert [found.ref for found, _ in group.items] == ["NB-1", "NB-3"]
    assert group.count == 2


def test_states_come_with_the_records_that_have_them(desk: Desk) -> None:
    maria = add(desk, "person", name="Maria")
    add(desk, "asset", tag="NB-1", type="laptop", person=maria, status="repair")
    ((_, state),) = read_group(desk, HOLDS, maria).items
    assert state is not None and state.text == "In repair"
    house = add(desk, "place", name="HQ")
    add(desk, "place", name="Store", parent=house)
    ((_, state),) = read_group(desk, Related("place", "parent", "Inside"), house).items
    assert state is None


def test_a_large_group_is_counted_whole_and_read_in_part(desk: Desk) -> None:
    maria = add(desk, "person", name="Maria")
    with desk.write("add many") as unit:
        for number in range(MOST + 5):
            values = {"tag": f"NB-{number:04}", "type": "laptop", "person_id": maria}
            desk.keepers["asset"].add(unit, values)
    group = read_group(desk, HOLDS, maria)
    assert (group.count, len(group.items)) == (MOST + 5, MOST)


def test_a_record_nobody_refers_to_has_an_empty_group(desk: Desk) -> None:
    maria = add(desk, "person", name="Maria")
    assert (read_group(desk, HOLDS, maria).count, read_group(desk, HOLDS, maria).items) == (0, ())


def test_links_are_seen_from_both_ends_and_gone_ones_left_out(desk: Desk) -> None:
    asset = add(desk, "asset", tag="NB-1", type="laptop")
    ticket = add(desk, "ticket", subject="No sound")
    with desk.write("link records") as unit:
        relation = link(unit, "asset", asset, "ticket", ticket)
    assert [(n, f.title) for n, f in read_links(desk, "asset", asset)] == [(relation, "No sound")]
    assert [(n, f.ref) for n, f in read_links(desk, "ticket", ticket)] == [(relation, "NB-1")]
    with desk.write("remove ticket") as unit:
        unit.delete("relation", relation)
    remove(desk, "ticket", ticket)
    assert read_links(desk, "asset", asset) == ()


# --- contacts ---------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("column", "value", "url"),
    [
        ("email", "maria@example.com", "mailto:maria@example.com"),
        ("phone", "+49 711 555 01", "tel:+4971155501"),
        ("website", "bechtle.example", "https://bechtle.example"),
        ("website", "http://bechtle.example/a?b", "http://bechtle.example/a?b"),
    ],
)
def test_a_contact_opens_what_it_names(column: str, value: str, url: str) -> None:
    found = contact_url(column, value)
    assert found is not None and found.toString() == url


@pytest.mark.parametrize(
    ("column", "value"),
    [
        pytest.param("website", "file:///etc/passwd", id="a file of this computer"),
        pytest.param("website", "javascript://x%0aalert(1)", id="a script"),
        pytest.param("website", "ssh://root@host", id="another program"),
        pytest.param("website", "   ", id="nothing"),
        pytest.param("email", "", id="no address"),
        pytest.param("name", "maria@example.com", id="no contact column"),
    ],
)
def test_what_is_no_mail_call_or_web_page_opens_nothing(column: str, value: str) -> None:
    assert contact_url(column, value) is None


# --- values in words --------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("kind", "column", "value", "words"),
    [
        ("asset", "price", 148000, "1,480.00"),
        ("asset", "bought", "2026-11-23", "23 Nov 2026"),
        ("asset", "status", "in-use", "In use"),
        ("asset", "status", "stolen-by-elves", "stolen-by-elves"),
        ("asset", "bought", "not a date", "not a date"),
        ("person", "active", True, "Yes"),
        ("person", "place", 4711, "Place 4711"),
        ("person", "name", None, "—"),
        ("person", "name", {"erased": "00"}, "(erased)"),
        ("person", "name", "a\n\n  b\tc", "a b c"),
    ],
)
def test_a_stored_value_in_words(desk: Desk, kind: str, column: str, value: object, words: str) -> None:
    assert TranslatedWords(desk).value(desk.store.schema.kind(kind).column(column), value) == words


@pytest.mark.parametrize("longest", [10, 120, 240])
def test_long_values_end_in_an_ellipsis_and_are_never_longer(desk: Desk, longest: int) -> None:
    column = desk.store.schema.kind("person").column("notes")
    exact = "x" * longest
    assert TranslatedWords(desk).value(column, exact, longest) == exact
    assert TranslatedWords(desk).value(column, exact + "y", longest) == "x" * (longest - 1) + "…"


def test_a_field_of_a_column_that_is_gone_is_told_as_it_is(desk: Desk) -> None:
    assert TranslatedWords(desk).value(None, "L-1") == "L-1"
    assert len(TranslatedWords(desk).value(None, "x" * 500)) == 120
