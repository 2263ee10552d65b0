"""A person is known by whole words in any case and any text; who only looks alike is let be."""

from __future__ import annotations

import io
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itdesk.core.types import Type
from itdesk.store import files
from itdesk.store.customs import add_custom_column
from itdesk.store.engine import execute
from itdesk.store.erase import erase
from itdesk.store.mentions import Names, TextShape, files_naming, plain_rows_naming, records_naming
from itdesk.store.store import Store
from itdesk.store.tables import Attachment, FileChunk, Lease, SavedView
from tests.store.raw import alter, put

GONE = "(erased)"


def names_of(*states: dict[str, str]) -> Names:
    return Names.of([dict(state) for state in states])


MARIA = names_of({"name": "Maria Silva", "email": "maria@example.com", "username": "msi"})


# --- the pattern -------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Maria Silva", GONE),
        ("MARIA SILVA called", f"{GONE} called"),
        ("(maria silva)", f"({GONE})"),
        ("Maria Silva, Maria Silva", f"{GONE}, {GONE}"),
        ("Maria Silva-Quux", f"{GONE}-Quux"),
        ("write to maria@example.com.", f"write to {GONE}."),
        ("<MARIA@EXAMPLE.COM>", f"<{GONE}>"),
        ("login msi failed", f"login {GONE} failed"),
        ("Maria\nSilva", GONE),
        ("Maria\r\n  Silva wrote", f"{GONE} wrote"),
        ("Maria\u00a0Silva", GONE),
        ("Maria\tSilva", GONE),
    ],
)
def test_the_person_goes_and_the_rest_of_the_text_stays(text: str, left: str) -> None:
    assert MARIA.redacted(text) == left


@pytest.mark.parametrize(
    "text",
    ["Maria", "Silva", "Maria Silvan", "xMaria Silva", "Maria, Silva", "Maria_Silva", "maria@example.comm",
     "msize", "admsi", "", "\u30de\u30ea\u30a2", "Maria\u0301 Silva"],
)  # fmt: skip
def test_who_only_looks_alike_is_let_be(text: str) -> None:
    assert MARIA.redacted(text) == text


@pytest.mark.parametrize("value", [None, 0, 17, 2.5, True, False])
def test_what_is_no_text_is_let_be(value: object) -> None:
    assert MARIA.redacted(value) is value  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("state", "text", "is_named"),
    [
        ({"name": "Bob"}, "Bob called", False),
        ({"name": "Bo B"}, "Bo B called", True),
        ({"name": "Robin"}, "Robin called", True),
        ({"name": "     "}, "a      b", False),
        ({"name": ""}, "anything", False),
        ({"username": "ab"}, "ab", False),
        ({"username": "abc"}, "abc", True),
        ({"employee_number": "123"}, "room 123", False),
        ({"employee_number": "1234"}, "staff 1234", True),
        ({"phone": "4711"}, "extension 4711", False),
        ({"phone": "04711"}, "phone 04711", True),
        ({"team": "Accounting"}, "Accounting", False),
        ({"notes": "likes tea"}, "likes tea", False),
        ({"name": " Maria  Silva "}, "Maria Silva", True),
    ],
)
def test_only_what_tells_of_one_person_is_looked_for(
    state: dict[str, str], text: str, is_named: bool
) -> None:
    assert (names_of(state).redacted(text) != text) == is_named


def test_a_name_is_no_pattern() -> None:
    odd = names_of({"name": "A.* (x) [y] $1 \\d+"})
    assert odd.redacted("about A.* (x) [y] $1 \\d+") == f"about {GONE}"
    assert odd.redacted("Axx (x) [y] $1 77") == "Axx (x) [y] $1 77"


def test_every_name_that_the_record_ever_had_counts_and_the_longest_first() -> None:
    names = names_of({"name": "Ana Costa"}, {"name": "Ana Costa Lima"}, {"name": None})  # type: ignore[dict-item]
    assert names.redacted("Ana Costa Lima, before: Ana Costa") == f"{GONE}, before: {GONE}"


def test_nobody_is_named_by_nothing() -> None:
    names = Names.of([])
    assert (names.words, names.needles) == ((), ())
    assert names.redacted("any text (erased)") == "any text (erased)"


@pytest.mark.parametrize(
    "name", ["Zéphyrine Quux", "田中 さくら", "\u0645\u062d\u0645\u062f \u0639\u0644\u064a"]
)
def test_a_name_is_known_composed_decomposed_and_inside_json(name: str) -> None:
    names = names_of({"name": name})
    for text in (name, json.dumps(name), json.dumps({"who": name}, ensure_ascii=False)):
        assert name not in str(names.redacted(text))
        assert GONE in str(names.redacted(text))


LETTERS = st.sampled_from("abcAB éñß界\u0301-'. ")
NAME = st.text(LETTERS, min_size=5, max_size=12).filter(lambda name: len(name.strip()) > 4)


@given(NAME, st.text(LETTERS, max_size=10), st.text(LETTERS, max_size=10))
def test_redacting_twice_is_redacting_once_and_takes_the_name_alone(
    name: str, before: str, after: str
) -> None:
    names = names_of({"name": name})
    alone = str(names.redacted(f"{before} | {name.strip()} | {after}"))
    assert names.redacted(alone) == alone
    if re.match(r"\w.*\w$", name.strip(), re.DOTALL):
        assert f" | {GONE} | " in alone


@given(NAME, st.text(LETTERS, max_size=20))
def test_a_text_with_the_name_holds_a_needle(name: str, text: str) -> None:
    """The needles choose the rows that are looked into: none may be missed."""
    names = names_of({"name": name})
    for whole in (text, text + name, " ".join(name.split()) + " " + text):
        if names.redacted(whole) != whole:
            assert any(needle.casefold() in whole.casefold() for needle in names.needles)


# --- in the desk -------------------------------------------------------------------------
def found_in(store: Store, names: Names) -> list[tuple[str, int, dict[str, object]]]:
    found = records_naming(store.engine, store.schema, names, own_kind="person")
    return sorted((holding.kind.name, key, dict(changed)) for holding, key, changed in found)


def test_records_of_every_kind_are_found_with_only_the_fields_that_change(any_store: Store) -> None:
    place = put(
        any_store, "place", name="Room of Maria Silva", address="Street 1", notes="MARIA\nSILVA sits here"
    )
    ticket = put(any_store, "ticket", subject="no light", description="maria@example.com asks", opened=1)
    put(any_store, "message", ticket_id=ticket, author="Maria Silva", at=1, text="it is dark")
    put(any_store, "supplier", name="Mariasilva Ltd", notes="nobody")
    assert found_in(any_store, MARIA) == [
        ("message", 1, {"author": GONE}),
        ("place", place, {"name": f"Room of {GONE}", "notes": f"{GONE} sits here"}),
        ("ticket", ticket, {"description": f"{GONE} asks"}),
    ]


def test_fields_of_ones_own_are_looked_into(any_store: Store) -> None:
    with any_store.write("tester", "add custom field") as unit:
        add_custom_column(unit, "asset", "keeper", "Key keeper", Type.TEXT)
        add_custom_column(unit, "asset", "floor", "Floor", Type.INTEGER)
    key = put(any_store, "asset", tag="A-1", **{"custom.keeper": "Maria Silva", "custom.floor": 2})
    put(any_store, "asset", tag="A-2", **{"custom.keeper": "Ana Costa"})
    assert found_in(any_store, MARIA) == [("asset", key, {"custom.keeper": GONE})]


def test_a_namesake_keeps_what_they_are_called_but_not_what_is_said_of_the_person(any_store: Store) -> None:
    other = put(any_store, "person", name="Maria Silva", username="msi", notes="not the Maria Silva of sales")
    assert found_in(any_store, MARIA) == [("person", other, {"notes": f"not the {GONE} of sales"})]


def test_signs_that_databases_know_are_signs_of_a_name(any_store: Store) -> None:
    put(any_store, "place", name="100x y_z", notes="x")
    key = put(any_store, "place", name="of 100% y_z", notes="x")
    assert found_in(any_store, names_of({"name": "100% y_z"})) == [("place", key, {"name": f"of {GONE}"})]


def test_wrapped_names_go_from_records_and_their_history(any_store: Store) -> None:
    """Mail breaks its lines where it likes."""
    person = put(any_store, "person", name="Zéphyrine Quux")
    ticket = put(any_store, "ticket", subject="x", description="Regards,\nZéphyrine\nQuux", opened=1)
    alter(any_store, "ticket", ticket, description="done")
    alter(any_store, "ticket", ticket, description="again for ZÉPHYRINE\r\n Quux")
    erase(any_store, "tester", "person", person, "asked by letter")
    assert any_store.read("ticket", ticket)["description"] == f"again for {GONE}"
    held = [row[0] for row in any_store.engine.db.execute_sql("SELECT data FROM journal_change").fetchall()]
    assert "quux" not in " ".join(held).casefold()


def test_tables_without_history_are_looked_into(any_store: Store) -> None:
    with any_store.engine.write():
        for name, status in (("a", "held by Maria Silva"), ("b", "nobody"), ("c", "MARIA SILVA")):
            sql = "INSERT INTO lease (name, holder, beat, status) VALUES (?, 'x', 1, ?)"
            execute(any_store.engine, sql, (name, status))
    found = list(plain_rows_naming(any_store.engine, TextShape.of(Lease), MARIA))
    assert sorted(set(found)) == [("status", ("a",), f"held by {GONE}"), ("status", ("c",), GONE)]


@pytest.mark.parametrize(
    ("table", "keys", "texts"),
    [
        (FileChunk, ("sha256", "seq"), ()),
        (SavedView, ("id",), ("custom", "kind", "name", "query", "columns", "owner")),
        (Attachment, ("id",), ("custom", "kind", "name", "media_type", "sha256")),
    ],
)
def test_the_texts_of_a_table_are_all_but_its_key(
    table: type, keys: tuple[str, ...], texts: tuple[str, ...]
) -> None:
    shape = TextShape.of(table)
    assert shape.keys == keys
    assert sorted(shape.texts) == sorted(texts)


# --- files -------------------------------------------------------------------------------
def keep(store: Store, record: int, name: str, data: bytes) -> None:
    with store.write("tester", "attach file") as unit:
        digest, size = files.keep(unit, io.BytesIO(data))
        values = {"kind": "ticket", "record": record, "name": name, "size": size, "sha256": digest}
        unit.insert("attachment", values)


def test_files_are_named_in_the_order_in_which_they_came_each_place_once(store: Store) -> None:
    letter = b"Dear Maria\r\nSilva,"
    for record, name, data in (
        (2, "b.txt", letter), (1, "a.txt", b"nobody"), (1, "same.txt", letter), (3, "empty", b""),
        (3, "over the chunk", b"x" * (files.CHUNK - 5) + b" Maria Silva"),
    ):  # fmt: skip
        keep(store, record, name, data)
    assert list(files_naming(store.engine, MARIA)) == [
        "ticket 2: b.txt",
        "ticket 1: same.txt",
        "ticket 3: over the chunk",
    ]


def test_a_file_that_nobody_can_read_as_text_names_nobody(store: Store) -> None:
    for number, data in enumerate((b"\xff\xfeM\x00a", b"\xfe\xff", b"\x81\x8d\x8f", b"\0Maria Silva")):
        keep(store, 1, f"odd {number}", data)
    assert list(files_naming(store.engine, MARIA)) == []
