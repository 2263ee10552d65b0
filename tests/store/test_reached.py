"""A query asks for columns of the record that another refers to, on both engines."""

from __future__ import annotations

import pytest

from itdesk.core.query import QueryContext, QueryError, complete, parse, to_text
from itdesk.desk.desk import Desk

PLACES = ("HQ / 1", "HQ / 2", "Lisbon")
ASSETS = (
    ("A-0001", "laptop", "HQ / 2", "Dell"), ("A-0002", "printer", "HQ / 1", "HP"),
    ("B-0003", "laptop", None, None), ("B-0004", "laptop", "Lisbon", "dell"),
)  # fmt: skip


@pytest.fixture
def office(any_desk: Desk) -> Desk:
    """Ticket n is about asset n; the fifth about none."""
    with any_desk.write("make office") as unit:
        places = {name: unit.insert("place", {"name": name}) for name in PLACES}
        for tag, kind, place, maker in ASSETS:
            values = {"tag": tag, "type": kind, "status": "in-use", "manufacturer": maker}
            key = unit.insert("asset", {**values, "place_id": places[place] if place else None})
            any_desk.keepers["ticket"].add(unit, {"subject": f"jam {tag}", "asset_id": key})
        any_desk.keepers["ticket"].add(unit, {"subject": "no asset"})
    return any_desk


def found(desk: Desk, query: str) -> list[int]:
    return sorted(desk.lists.ids("ticket", desk.query("ticket", query)))


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("tag:A-0*", [1, 2]), ("tag:A-0002", [2]), ("tag:nothing", []),
        ('place:"HQ / 2"', [1]), ("place:HQ", [1, 2]), ('-place:"HQ / 2"', [2, 3, 4, 5]),
        ("place:empty", [3, 5]), ("place:any", [1, 2, 4]), ("-place:any", [3, 5]),
        ("type:laptop", [1, 3, 4]), ("type:laptop,printer", [1, 2, 3, 4]), ("-type:laptop", [2, 5]),
        ("type:laptop manufacturer:dell", [1, 4]), ("manufacturer:empty", [3, 5]),
        ("type:printer or place:Lisbon", [2, 4]), ("(tag:B-* -place:empty) jam", [4]),
        ('status:open priority:<=3 -place:"HQ / 2" tag:A-0* sort:-updated jam', [2]),
    ],
)  # fmt: skip
def test_a_ticket_is_found_by_what_its_asset_is(office: Desk, query: str, wanted: list[int]) -> None:
    assert found(office, query) == wanted
    assert office.lists.count("ticket", office.query("ticket", query)) == len(wanted)


def test_the_first_rows_are_those_of_the_whole_list(office: Desk) -> None:
    for query in ("type:laptop sort:-number", "place:HQ sort:subject", "-tag:A-* sort:asset"):
        parsed = office.query("ticket", query)
        whole = list(office.lists.ids("ticket", parsed))
        assert [list(office.lists.ids("ticket", parsed, limit=n)) for n in (1, 2)] == [whole[:1], whole[:2]]


def test_its_own_column_comes_before_one_it_reaches(office: Desk) -> None:
    """A device has a model of its own, whatever its asset's is."""
    device = office.store.schema.kind("device")
    assert not device.asked["model"].through and device.asked["tag"].through == "asset"
    assert "tag" not in device.by_name, "lists, exports and imports have no such column"


@pytest.mark.parametrize("kind", ["ticket", "device", "alert", "plan", "work-order"])
def test_every_kind_with_an_asset_can_be_asked(office: Desk, kind: str) -> None:
    for query in ("tag:A-0001", 'place:"HQ / 2"', "-place:empty type:laptop serial:x"):
        office.lists.ids(kind, office.query(kind, query))


def test_it_is_written_back_as_it_was_read(office: Desk) -> None:
    kind, context = office.store.schema.kind("ticket"), QueryContext(office.store.clock.now(), office.zone)
    for text in ("tag:A-0*", '-place:"HQ / 2" type:laptop', "place:empty or manufacturer:=Dell"):
        assert to_text(parse(to_text(parse(text, kind, context)), kind, context)) == to_text(
            parse(text, kind, context)
        )


def test_it_is_offered_after_the_kinds_own_names(office: Desk) -> None:
    kind = office.store.schema.kind("ticket")
    names = [offer.label for offer in complete("p", 1, kind, lambda _column, _typed: ())]
    assert names.index("priority") < names.index("place")
    values = complete("type:lap", 8, kind, lambda _column, _typed: ())
    assert [offer.insert for offer in values] == ["laptop"]


@pytest.mark.parametrize("query", ["sort:tag", "colour:red", "type:spaceship"])
def test_what_it_cannot_be_asked_is_said(office: Desk, query: str) -> None:
    with pytest.raises(QueryError):
        office.query("ticket", query)
