"""What people call records: tags before numbers before names, in any case and any script."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from itdesk.core.errors import DeskError, InvalidValueError
from itdesk.core.kinds import Column
from itdesk.desk import office_schema
from itdesk.store.refs import Refs, number_of
from itdesk.store.store import Store
from tests.store.raw import drop, put

SCHEMA = office_schema()
PERSON_OF_ASSET: Column = SCHEMA.kind("asset").column("person")
ASSET_OF_TICKET: Column = SCHEMA.kind("ticket").column("asset")


def refs_of(store: Store) -> Refs:
    return Refs(store.engine, store.schema)


# --- one record --------------------------------------------------------------------------
def test_a_tag_is_found_in_any_case_and_with_space_around(any_store: Store) -> None:
    put(any_store, "asset", tag="NB-6")
    key = put(any_store, "asset", tag="NB-7")
    for called in ("NB-7", "nb-7", " NB-7 ", "\tnb-7\n"):
        assert refs_of(any_store).find("asset", called) == key


IN_ANY_SCRIPT = (
    ("Zoë Ångström", "ZOË ÅNGSTRÖM"), ("田中 さくら", "田中 さくら"), ("Łukasz Żak", "łukasz żak"),
    ("\u0645\u062d\u0645\u062f \u0639\u0644\u064a", "\u0645\u062d\u0645\u062f \u0639\u0644\u064a"),
    ("\U0001f600 Ltd", "\U0001f600 ltd"), ("O'Brien 50% _x_", "o'brien 50% _X_"),
    ("Zoe\u0308", "ZO\u00cb"), ("a\\b", "A\\B"), ("who?", "WHO?"),
)  # fmt: skip


def test_a_name_in_any_script_is_found(any_store: Store) -> None:
    keys = [put(any_store, "person", name=name) for name, _ in IN_ANY_SCRIPT]
    for key, (_, called) in zip(keys, IN_ANY_SCRIPT, strict=True):
        assert refs_of(any_store).candidates("person", called) == [key], called


def test_a_ticket_is_called_by_its_number(any_store: Store) -> None:
    for number in range(3):
        put(any_store, "ticket", subject=f"Ticket {number}", opened=1)
    for called in ("#2", "2", "02", " #2 "):
        assert refs_of(any_store).find("ticket", called) == 2


@pytest.mark.parametrize("called", ["U-2", "u-2", "2", "#2", "#U-2"])
def test_a_prefix_of_the_kind_is_understood_in_any_case(store: Store, called: str) -> None:
    put(store, "person", name="One")
    put(store, "person", name="Two")
    assert refs_of(store).find("person", called) == 2


NO_TICKETS = (
    "", " ", "#", "# 1", "-1", "0", "1.0", "1e0", "²", "\u0661", "１", "9" * 9, "9" * 10, "9" * 400,
    "U-1", "%", "_", "*", "'", '"', "a\x00b", "\x00", "\udcff", "Ticket", "Ticket 11",
)  # fmt: skip


def test_what_names_no_ticket_finds_none(any_store: Store) -> None:
    put(any_store, "ticket", subject="Ticket 1", opened=1)
    refs = refs_of(any_store)
    for called in NO_TICKETS:
        assert refs.candidates("ticket", called) == [], ascii(called)
        with pytest.raises(DeskError) as caught:
            refs.find("ticket", called)
        assert caught.value.code == "record.missing", ascii(called)


def test_a_record_without_a_name_is_not_called_by_nothing(any_store: Store) -> None:
    put(any_store, "asset", tag="A-1", name="")
    assert refs_of(any_store).candidates("asset", "") == []
    assert refs_of(any_store).candidates("asset", "  ") == []


def test_a_tag_of_digits_goes_before_a_number(any_store: Store) -> None:
    first = put(any_store, "asset", tag="2")
    second = put(any_store, "asset", tag="other")
    assert (first, second) == (1, 2)
    assert refs_of(any_store).find("asset", "2") == first
    assert refs_of(any_store).find("asset", "#2") == second


def test_a_number_goes_before_a_name_of_digits(any_store: Store) -> None:
    put(any_store, "person", name="2")
    two = put(any_store, "person", name="Two")
    assert refs_of(any_store).find("person", "2") == two
    drop(any_store, "person", two)
    assert refs_of(any_store).find("person", "2") == 1


def test_a_record_that_is_gone_is_called_by_nothing(any_store: Store) -> None:
    key = put(any_store, "place", name="HQ")
    drop(any_store, "place", key)
    for called in ("HQ", str(key), f"L-{key}"):
        assert refs_of(any_store).candidates("place", called) == []


def test_a_part_of_a_name_or_a_pattern_is_no_name(any_store: Store) -> None:
    put(any_store, "person", name="Maria Silva")
    for called in ("Maria", "Maria*", "Maria%", "_aria Silva", "Silva, Maria"):
        assert refs_of(any_store).candidates("person", called) == []


def test_an_unknown_kind_is_refused_with_those_there_are(store: Store) -> None:
    with pytest.raises(DeskError) as caught:
        refs_of(store).find("printer", "1")
    assert caught.value.code == "kind.unknown"
    assert "asset" in caught.value.sentence()


# --- several -----------------------------------------------------------------------------
def test_namesakes_are_all_told_with_what_to_call_them(any_store: Store) -> None:
    for name in ("Maria Silva", "maria silva", "Maria Costa"):
        put(any_store, "person", name=name)
    with pytest.raises(DeskError) as caught:
        refs_of(any_store).find("person", "MARIA SILVA")
    assert caught.value.code == "record.ambiguous"
    assert "U-1, U-2" in caught.value.sentence()
    assert "U-3" not in caught.value.sentence()


def test_what_is_told_of_namesakes_finds_each(any_store: Store) -> None:
    for _ in range(3):
        put(any_store, "person", name="Maria Silva")
    refs = refs_of(any_store)
    for key in refs.candidates("person", "Maria Silva"):
        assert refs.find("person", refs.ref_of("person", key)) == key


def test_of_many_namesakes_the_first_five_are_told(any_store: Store) -> None:
    for _ in range(9):
        put(any_store, "person", name="Maria Silva")
    assert refs_of(any_store).candidates("person", "Maria Silva") == [1, 2, 3, 4, 5]


# --- the words of a reference column -----------------------------------------------------
def test_a_reference_column_takes_a_name_a_tag_or_a_number(any_store: Store) -> None:
    person = put(any_store, "person", name="Zoë")
    asset = put(any_store, "asset", tag="A-1", name="Beamer")
    refs = refs_of(any_store)
    for words in ("zoë", "U-1", "1"):
        assert refs.resolve(PERSON_OF_ASSET, words) == person
    for words in ("a-1", "1", "beamer"):
        assert refs.resolve(ASSET_OF_TICKET, words) == asset


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        ("Nobody", "value.reference", "person “Nobody”"),
        ("Maria", "value.ambiguous", "people are called “Maria”"),
        ("\udcff", "value.reference", "no person"),
        ("99", "value.reference", "person “99”"),
    ],
)
def test_words_that_mean_no_one_record_name_the_column(
    any_store: Store, words: str, code: str, told: str
) -> None:
    put(any_store, "person", name="Maria")
    put(any_store, "person", name="MARIA")
    with pytest.raises(InvalidValueError) as caught:
        refs_of(any_store).resolve(PERSON_OF_ASSET, words)
    assert (caught.value.code, caught.value.column) == (code, "person")
    assert told in caught.value.sentence()


# --- what scripts call it ----------------------------------------------------------------
@pytest.mark.parametrize(
    ("kind", "values", "called"),
    [
        ("asset", {"tag": "Ä-1 / 2"}, "Ä-1 / 2"),
        ("asset", {"tag": ""}, "1"),
        ("ticket", {"subject": "x", "opened": 1}, "1"),
        ("person", {"name": "Maria"}, "U-1"),
        ("place", {"name": "HQ"}, "L-1"),
        ("supplier", {"name": "ACME"}, "S-1"),
    ],
)
def test_a_record_is_called_by_its_tag_or_its_number(
    any_store: Store, kind: str, values: dict[str, str], called: str
) -> None:
    key = put(any_store, kind, **values)
    assert refs_of(any_store).ref_of(kind, key) == called


def test_a_record_that_never_was_is_called_by_its_key(any_store: Store) -> None:
    assert refs_of(any_store).ref_of("asset", 77) == "77"


@pytest.mark.parametrize("kind", [kind.name for kind in SCHEMA.catalogue if kind.public])
def test_every_kind_can_be_asked_by_what_it_is_called(store: Store, kind: str) -> None:
    assert refs_of(store).candidates(kind, refs_of(store).ref_of(kind, 5)) == []
    assert number_of(SCHEMA.kind(kind), SCHEMA.kind(kind).format_ref(5)) == 5


# --- against a model ---------------------------------------------------------------------
LETTERS = st.sampled_from(["a", "A", "é", "É", "ñ", "1", "2", "-", " ", "%", "_", "*", "界"])
NAME = st.lists(LETTERS, min_size=1, max_size=4).map("".join).map(str.strip).filter(bool)


def folded(text: str) -> str:
    """As a person compares names."""
    return unicodedata.normalize("NFC", text).casefold()


def decomposed(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def _called(people: dict[int, str], called: str) -> list[int]:
    if called.isascii() and called.isdigit() and int(called) in people:
        return [int(called)]
    return [key for key, name in people.items() if folded(name) == folded(called)][:5]


def test_names_and_numbers_against_a_list_in_memory(any_store: Store) -> None:
    refs = refs_of(any_store)

    @settings(max_examples=10 if any_store.engine.is_remote else 40)
    @given(st.lists(NAME, max_size=6), NAME)
    def agree(names: list[str], other: str) -> None:
        with any_store.write("tester", "add people") as unit:
            people = dict(zip(unit.insert_many("person", [{"name": n} for n in names]), names, strict=True))
        try:
            for called in {*names, *map(decomposed, names), *map(str.upper, names), other}:
                assert refs.candidates("person", called) == _called(people, called)
        finally:
            with any_store.write("tester", "remove people") as unit:
                for key in people:
                    unit.delete("person", key)

    agree()


@given(st.text(max_size=12))
def test_a_number_is_read_from_digits_alone(text: str) -> None:
    ticket = SCHEMA.kind("ticket")
    found = number_of(ticket, text)
    bare = text.strip()
    while found is not None and bare.startswith("#"):
        bare = bare[1:]
    assert found is None or (bare.lstrip("0") or "0") == str(found)


@given(st.integers(0, 999_999_999), st.sampled_from(["", "#", " ", "#U-", "u-", "U-"]))
def test_a_number_with_its_mark_is_that_number(number: int, mark: str) -> None:
    assert number_of(SCHEMA.kind("person"), f"{mark}{number}") == number
