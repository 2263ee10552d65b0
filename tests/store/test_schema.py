"""What the rooms register fits together: tables, kinds, fields, references, codes."""

from __future__ import annotations

import pytest

from itdesk.core.errors import DeskError
from itdesk.core.kinds import Column, Kind
from itdesk.core.types import Type
from itdesk.desk import office_schema
from itdesk.store.engine import rows
from itdesk.store.orm import peewee
from itdesk.store.schema import BASE_FIELDS, Holding, Schema, custom_column
from itdesk.store.store import Store
from itdesk.store.tables import Record
from itdesk.store.unit import Unit
from tests.store.raw import put

OFFICE = office_schema()
KINDS = [holding.kind.name for holding in OFFICE]


class Shelf(Record):
    name = peewee.TextField(default="new")
    remark = peewee.TextField(null=True)


class Book(Record):
    title = peewee.TextField()
    shelf = peewee.ForeignKeyField(Shelf, null=True)
    other = peewee.ForeignKeyField(Shelf, null=True)


SHELF = Kind("shelf", "Shelf", "Shelves", (Column(name="name", label="Name", searched=True),))
BOOK = Kind("book", "Book", "Books", (Column(name="title", label="Title"),), title="title", public=False)


def library(shelf_code: int = 1, book_code: int = 2) -> Schema:
    holdings = (Holding(BOOK, Book, book_code), Holding(SHELF, Shelf, shelf_code))
    return Schema.of(holdings, ())


# --- one kind ----------------------------------------------------------------------------
def test_a_kind_is_found_by_its_name_and_by_its_code() -> None:
    schema = library(7, 9)
    assert schema["shelf"].table == "shelf"
    assert schema.by_code(9) is schema["book"]
    assert [holding.kind.name for holding in schema] == ["book", "shelf"]


@pytest.mark.parametrize("name", ["", "Shelf", "shelves", "book ", "\x00"])
def test_a_kind_that_is_not_there_is_refused_with_the_public_ones(name: str) -> None:
    for ask in (library().__getitem__, library().kind):
        with pytest.raises(DeskError) as caught:
            ask(name)
        assert (caught.value.code, caught.value.fields["kinds"]) == ("kind.unknown", "shelf")


def test_two_kinds_never_share_a_code() -> None:
    with pytest.raises(ValueError, match="share a code"):
        library(3, 3)


def test_stored_fields_defaults_and_what_may_be_missing() -> None:
    shelf, book = library()["shelf"], library()["book"]
    assert (shelf.fields, book.fields) == (("name", "remark"), ("title", "shelf_id", "other_id"))
    assert (shelf.defaults, book.defaults) == ({"name": "new"}, {})
    assert shelf.nullable & set(shelf.fields) == {"remark"}
    assert book.nullable & set(book.fields) == {"shelf_id", "other_id"}


def test_a_kind_is_searched_when_one_of_its_columns_is() -> None:
    assert library()["shelf"].searched
    assert not library()["book"].searched


# --- references --------------------------------------------------------------------------
def test_every_foreign_key_is_known_from_both_ends() -> None:
    schema = library()
    book = schema["book"]
    assert schema.referrers("shelf") == ((book, "shelf_id"), (book, "other_id"))
    assert schema.references("book") == {"shelf_id": "shelf", "other_id": "shelf"}
    assert (schema.referrers("book"), schema.references("shelf")) == ((), {})


def test_tables_that_others_refer_to_are_made_first() -> None:
    models = [model.__name__ for model in library().models()]
    assert models.index("Shelf") < models.index("Book")
    every = OFFICE.models()
    assert len(every) == len(set(every))
    for holding in OFFICE:
        for field, kind in OFFICE.references(holding.kind.name).items():
            target = OFFICE[kind].model
            assert target is holding.model or every.index(target) < every.index(holding.model), field


# --- the office --------------------------------------------------------------------------
@pytest.mark.parametrize("name", KINDS)
def test_every_column_of_a_kind_is_stored_in_its_table(store: Store, name: str) -> None:
    holding = store.schema[name]
    sql = "SELECT name FROM pragma_table_info(?)"
    there = {row[0] for row in rows(store.engine, sql, (holding.table,))}
    assert {*holding.fields, *BASE_FIELDS} <= there
    assert {column.field for column in holding.kind} <= there


@pytest.mark.parametrize("name", KINDS)
def test_what_a_kind_says_of_itself_names_columns_it_has(name: str) -> None:
    kind = OFFICE.kind(name)
    for word in (kind.ref, kind.title, kind.shown_as, *(w.lstrip("-") for w in kind.default_sort.split(","))):
        assert word in kind.by_name
    assert len({column.field for column in kind}) == len(list(kind))
    for fields in OFFICE[name].indexes:
        assert set(fields) <= {*OFFICE[name].fields}


@pytest.mark.parametrize("name", KINDS)
def test_a_reference_column_leads_where_its_foreign_key_does(name: str) -> None:
    references = OFFICE.references(name)
    for column in OFFICE.kind(name):
        if column.type is Type.REFERENCE:
            assert column.kind in OFFICE.catalogue
            assert references.get(column.field, column.kind) == column.kind
        else:
            assert column.field not in references


@pytest.mark.parametrize("name", [h.kind.name for h in OFFICE if h.owner is not None])
def test_a_part_refers_to_its_owner(name: str) -> None:
    holding = OFFICE[name]
    assert holding.owner is not None
    kind, field = holding.owner
    assert OFFICE.references(name)[field] == kind
    assert not holding.kind.public and OFFICE.kind(kind).public


def test_what_is_reached_through_a_reference_is_there() -> None:
    for kind in OFFICE.catalogue:
        for column in kind.reached:
            target = OFFICE.kind(kind.column(column.through).kind)
            assert target.column(column.name).type is column.type


def test_two_desks_have_fields_of_their_own_each(store: Store) -> None:
    other = office_schema()
    own = custom_column("colour", "Colour", Type.TEXT, ())
    store.schema.catalogue.replace(store.schema.kind("asset").with_custom((own,)))
    assert "colour" in store.schema.kind("asset").by_name
    assert "colour" not in other.kind("asset").by_name


@pytest.mark.parametrize(
    ("column_type", "is_searched"),
    [
        (Type.TEXT, True),
        (Type.INTEGER, False),
        (Type.CHOICE, False),
        (Type.YES_NO, False),
        (Type.DATE, False),
    ],
)
def test_an_own_field_is_hidden_indexed_and_searched_as_text_is(column_type: Type, is_searched: bool) -> None:
    column = custom_column("x", "X", column_type, ("a", "b"))
    assert (column.field, column.custom, column.shown, column.indexed) == ("custom.x", True, False, True)
    assert column.searched is is_searched
    assert [choice.label for choice in column.choices] == ["a", "b"]


# --- users of a record -------------------------------------------------------------------
def users(store: Store, kind: str, key: int) -> list[tuple[str, int]]:
    with store.write("tester", "look") as unit:
        assert isinstance(unit, Unit)
        return unit.users_of(kind, key)


def test_users_of_a_record_are_those_who_refer_to_it(any_store: Store) -> None:
    place, other = put(any_store, "place", name="HQ"), put(any_store, "place", name="Lager")
    person = put(any_store, "person", name="Ana", place_id=place)
    room = put(any_store, "place", name="Room", parent_id=place)
    asset = put(any_store, "asset", tag="A-1", place_id=place, person_id=person)
    assert sorted(users(any_store, "place", place)) == [("asset", asset), ("person", person), ("place", room)]
    assert users(any_store, "person", person) == [("asset", asset)]
    assert users(any_store, "place", other) == users(any_store, "asset", asset) == []
