"""A kind answers for its columns, choices and references; a catalogue for its kinds."""

from __future__ import annotations

from dataclasses import replace

import pytest

from itdesk.core.errors import DeskError
from itdesk.core.kinds import Catalogue, Choice, Column, Kind
from itdesk.core.types import Type
from tests.core.kinds import THING

OWN = Column(name="rack", label="Rack", custom=True, shown=False)


def test_a_column_is_stored_under_its_name_and_a_reference_under_its_key() -> None:
    assert Column(name="warranty-until", label="Warranty").field == "warranty_until"
    assert Column(name="person", label="Person", type=Type.REFERENCE).field == "person_id"
    assert Column(name="number", label="No.", field="id").field == "id"


def test_a_heading_is_the_label_where_nothing_shorter_is_meant() -> None:
    assert Column(name="priority", label="Priority").heading == "Priority"
    assert Column(name="priority", label="Priority", heading="P").heading == "P"


@pytest.mark.parametrize("word", ["new", "NEW", " New "])
def test_a_choice_is_found_by_value_and_label_in_any_case(word: str) -> None:
    found = THING.column("state").choice(word)
    assert found is not None
    assert found.value == "new"


def test_a_value_wins_over_another_choice_with_that_label() -> None:
    column = Column(name="x", label="X", choices=(Choice("1", "2"), Choice("2", "1")))
    found = column.choice("1")
    assert found is not None
    assert found.label == "2"


@pytest.mark.parametrize("word", ["", "nothing", "ne", "open"])
def test_what_names_no_choice_is_none(word: str) -> None:
    assert THING.column("state").choice(word) is None


def test_columns_are_found_by_name_and_field_own_ones_too() -> None:
    kind = THING.with_custom([OWN])
    assert kind.column("rack") is kind.by_field["rack"]
    assert kind.by_field["owner_id"] is kind.column("owner")
    assert list(kind)[-1] == OWN
    assert "rack" not in THING.by_name


def test_a_column_that_there_is_not_is_refused_with_those_there_are() -> None:
    with pytest.raises(DeskError, match=r"Thing has no column “colour”. Columns are: number, name, tag"):
        THING.column("colour")


def test_hidden_columns_are_not_shown_at_first() -> None:
    kind = THING.with_custom([OWN])
    assert OWN not in kind.default_columns
    assert kind.column("name") in kind.default_columns


def test_a_query_may_ask_for_what_a_reference_leads_to_but_own_columns_come_first() -> None:
    person = Kind(name="person", label="Person", plural="People", columns=(
        Column(name="name", label="Name", indexed=True), Column(name="team", label="Team"),
    ))  # fmt: skip
    kind = replace(THING, reached=person.reach("owner", "name", "team"))
    assert kind.asked["team"].through == "owner"
    assert kind.asked["name"].through == ""
    assert not kind.asked["team"].indexed
    assert "team" not in kind.by_name


def test_every_kind_can_be_asked_what_changed_since_then() -> None:
    assert [choice.value for choice in THING.asked["since-then"].choices] == ["same", "changed", "deleted"]


@pytest.mark.parametrize(
    ("prefix", "value", "shown"),
    [("#", 1042, "#1042"), ("", 7, "7"), ("#", "A-00042", "A-00042"), ("#", None, "—"), ("WO-", 0, "WO-0")],
)
def test_a_reference_is_written_as_people_write_it(prefix: str, value: object, shown: str) -> None:
    assert replace(THING, prefix=prefix).format_ref(value) == shown  # type: ignore[arg-type]


def test_a_catalogue_finds_its_kinds_and_names_the_public_ones_where_there_is_none() -> None:
    hidden = replace(THING, name="part", public=False)
    catalogue = Catalogue([THING, hidden])
    assert catalogue["thing"] is THING and "part" in catalogue and "plan" not in catalogue
    assert list(catalogue) == [THING, hidden]
    with pytest.raises(DeskError, match=r"There is no kind “plan”. Kinds are: thing.$"):
        catalogue["plan"]


def test_a_kind_with_other_columns_takes_the_place_of_its_former_self() -> None:
    catalogue = Catalogue([THING])
    catalogue.replace(THING.with_custom([OWN]))
    assert "rack" in catalogue["thing"].by_name
    assert [kind.name for kind in catalogue] == ["thing"]


@pytest.mark.parametrize("kind", list(Type))
def test_types_of_numbers_are_ordered_and_texts_are_not(kind: Type) -> None:
    assert not (kind.is_text and kind.is_ordered)
    assert kind.is_ordered or not kind.is_numeric
