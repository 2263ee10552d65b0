"""What a file calls other records by: found, made once, or refused with a sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itdesk.assets.importers.matching import folded
from itdesk.assets.importers.references import References
from itdesk.assets.importers.rows import Coming, Named, Row
from itdesk.assets.kinds import ASSET
from itdesk.core.kinds import Column, Kind
from itdesk.core.types import Type
from itdesk.people.kinds import PERSON, PLACE, SUPPLIER
from tests.assets.importers.files import MemoryLedger

TICKET = Kind(
    name="ticket",
    label="Ticket",
    plural="Tickets",
    columns=(
        Column(name="name", label="Name"),
        Column(name="asset", label="Asset", type=Type.REFERENCE, kind="asset"),
    ),
)
KINDS = {kind.name: kind for kind in (ASSET, PERSON, PLACE, SUPPLIER, TICKET)}
NAMES = st.sampled_from(["Ana", "ana", "Bo", "Cy", "L-5", "HQ"])


def ledger() -> MemoryLedger:
    return MemoryLedger(
        KINDS,
        person={
            8: {"name": "Ana", "email": "ana@x.org", "username": "asa"},
            9: {"name": "Jo"},
            10: {"name": "Jo"},
        },
        place={5: {"name": "HQ"}},
        asset={1: {"tag": "NB-1", "serial": "S1"}, 2: {"tag": "NB-2", "name": "S1"}},
        supplier={},
    )


def named(field: str, *names: Named | str) -> list[Row]:
    made = [Named(name) if isinstance(name, str) else name for name in names]
    return [Row(place, place + 2, names={field: name}) for place, name in enumerate(made)]


def resolved(rows: list[Row], kind: Kind = ASSET) -> References:
    references = References(ledger(), KINDS)
    references.resolve(rows, kind)
    return references


def person(text: str = "", **details: str) -> Named:
    return Named(text, tuple(details.items()))


# --- found -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        person("Ana"),
        person("  ANA "),
        person("ana@x.org"),
        person("asa"),
        person(email="ANA@X.org"),
        person(username="asa"),
        person("Somebody else", email="ana@x.org"),
        person("Ana", username="asa", email="ana@x.org"),
        person("Ana", username="unknown"),
    ],
    ids=str,
)
def test_a_person_is_found_by_mail_user_name_or_name(name: Named) -> None:
    rows = named("person_id", name)
    assert not resolved(rows).makes
    assert rows[0].values == {"person_id": 8}


@pytest.mark.parametrize(
    ("field", "name", "key"),
    [("person_id", "U-9", 9), ("person_id", "u-10", 10), ("place_id", "L-5", 5)],
)
def test_a_number_with_its_prefix_names_the_record(field: str, name: str, key: int) -> None:
    rows = named(field, name)
    resolved(rows)
    assert rows[0].values == {field: key}


@pytest.mark.parametrize("name", ["U-99", "U-", "U-9x", "9", "U-0000000000009", "U-٩"])
def test_what_only_looks_like_a_number_is_a_name(name: str) -> None:
    rows = named("person_id", name)
    assert [make.name for make in resolved(rows).makes] == [name]


def test_an_asset_is_found_by_its_tag_before_its_serial_before_its_name() -> None:
    rows = named("asset_id", "nb-2", "S1")
    resolved(rows, TICKET)
    assert [row.values["asset_id"] for row in rows] == [2, 1]


# --- refused ---------------------------------------------------------------------------------


def test_a_name_of_several_people_is_refused_and_says_how_to_tell_them() -> None:
    rows = named("person_id", "Jo", person("Jo", email="jo@x.org"))
    resolved(rows)
    assert "Use its number" in rows[0].problems["person"]
    assert "people" in rows[0].problems["person"]


def test_an_asset_that_is_not_there_is_not_made_up() -> None:
    rows = named("asset_id", "NB-404")
    references = resolved(rows, TICKET)
    assert not references.makes
    assert "there is no asset “NB-404”" in rows[0].problems["asset"]


def test_a_row_that_is_wrong_already_makes_nobody() -> None:
    rows = named("person_id", "New One")
    rows[0].refuse("price", "no number")
    assert not resolved(rows).makes


# --- made ------------------------------------------------------------------------------------


@given(st.lists(st.tuples(NAMES, NAMES, NAMES), max_size=12))
def test_each_unknown_name_is_made_once_whatever_its_case(names: list[tuple[str, str, str]]) -> None:
    rows = [
        Row(n, n + 2, names={"person_id": Named(a), "place_id": Named(b), "supplier_id": Named(c)})
        for n, (a, b, c) in enumerate(names)
    ]
    references = resolved(rows)
    made = [(make.kind, folded(make.name)) for make in references.makes]
    assert len(made) == len(set(made))
    for row in rows:
        for field, name in row.names.items():
            if field in row.coming:
                assert folded(references.makes[row.coming[field].place].name) == folded(name.text)
            else:
                assert folded(name.text) in {"ana", "hq", "l-5"}


def test_what_is_made_of_a_mail_alone_is_called_by_it() -> None:
    rows = named("person_id", person(email="new@x.org"), "other@x.org")
    assert [make.values for make in resolved(rows).makes] == [
        {"name": "new@x.org", "email": "new@x.org"},
        {"name": "other@x.org", "email": "other@x.org"},
    ]


def test_a_mail_that_can_be_none_is_no_mail_of_a_new_person() -> None:
    rows = named("person_id", person("New", email="none"), person("Other", email="none"))
    assert [make.values for make in resolved(rows).makes] == [{"name": "New"}, {"name": "Other"}]


def test_a_bare_name_that_is_told_more_of_later_is_one_person() -> None:
    rows = named("person_id", "New", person("New", email="new@x.org"), person("New", email="b@x.org"), "new")
    references = resolved(rows)
    assert [row.coming["person_id"].place for row in rows] == [0, 0, 1, 0]
    assert references.makes[0].values == {"name": "New", "email": "new@x.org"}


def test_two_of_one_name_with_two_mails_are_two_people() -> None:
    rows = named(
        "person_id",
        person("New", email="a@x.org"),
        person("New", email="b@x.org"),
        person("NEW", email="A@x.org"),
        person("New"),
    )
    references = resolved(rows)
    places = [row.coming["person_id"].place for row in rows]
    assert places == [0, 1, 0, 0], "the bare name means the first of that name"
    assert len(references.makes) == 2


def test_a_user_name_tells_new_people_apart_and_is_kept() -> None:
    rows = named("person_id", person("New", username="n1"), person("New", username="n2"))
    values = [make.values for make in resolved(rows).makes]
    assert values == [{"name": "New", "username": "n1"}, {"name": "New", "username": "n2"}]


def test_a_known_name_with_another_mail_is_somebody_new() -> None:
    rows = named("person_id", person("Ana", email="ana@elsewhere.org"))
    references = resolved(rows)
    assert rows[0].coming["person_id"] == Coming(False, 0)
    assert references.makes[0].values["email"] == "ana@elsewhere.org"


# --- rows of the same file -------------------------------------------------------------------


def place(number: int, name: str, parent: str = "") -> Row:
    names = {"parent_id": Named(parent)} if parent else {}
    return Row(number, number + 2, values={"name": name}, names=names)


def test_a_place_of_the_file_goes_before_making_one() -> None:
    rows = [place(0, "Room", "floor"), place(1, "Floor", "HQ"), place(2, "Shed", "Garden")]
    references = resolved(rows, PLACE)
    assert rows[0].coming == {"parent_id": Coming(True, 1)}
    assert rows[1].values["parent_id"] == 5
    assert rows[2].coming == {"parent_id": Coming(False, 0)}
    assert [make.name for make in references.makes] == ["Garden"]


def test_a_wrong_row_is_no_place_for_others() -> None:
    rows = [place(0, "Room", "Floor"), place(1, "Floor")]
    rows[1].refuse("address", "too long")
    references = resolved(rows, PLACE)
    assert rows[0].coming == {"parent_id": Coming(False, 0)}
    assert [make.name for make in references.makes] == ["Floor"]


def test_a_row_already_in_the_ledger_is_meant_by_its_key() -> None:
    rows = [place(0, "Room", "HQ"), place(1, "HQ")]
    rows[1].before = ledger().read("place", [5])[5]
    resolved(rows, PLACE)
    assert rows[0].values["parent_id"] == 5
    assert not rows[0].coming
