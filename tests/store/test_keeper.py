"""How records are written: words to values, what is required, what only one may have, who is gone."""

from __future__ import annotations

from typing import Any

import pytest

from itdesk.core.errors import ConflictError, DeskError, InvalidRecordError
from itdesk.core.kinds import Value
from itdesk.core.types import Type
from itdesk.store.customs import add_custom_column
from itdesk.store.keeper import Keeper
from itdesk.store.rowform import Snapshot
from itdesk.store.schema import Values
from itdesk.store.store import Store
from itdesk.store.unit import Unit
from tests.store.raw import drop, put


class Assets(Keeper):
    """The store's own rules alone."""

    kind_name = "asset"


class Noting(Keeper):
    """Notes what it is asked, and refuses the tag "never"."""

    kind_name = "asset"

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        self.told: list[tuple[str, Any, Value]] = []

    def prepare(self, unit: Unit, record: int, draft: Values, before: Snapshot | None) -> None:
        if draft.get("tag") == "never":
            raise DeskError("erase.why")
        draft["os"] = f"{draft.get('name')} of {record}"
        self.told.append(("prepare", before and before["name"], draft.get("name")))

    def settled(self, unit: Unit, record: int, before: Snapshot | None, after: Values) -> None:
        self.told.append(("settled", before and before["name"], after.get("name")))


@pytest.fixture
def keeper(any_store: Store) -> Assets:
    return Assets(any_store)


def add(keeper: Keeper, **raw: object) -> int:
    with keeper.store.write("tester", "add asset") as unit:
        return keeper.add(unit, keeper.parse({name.replace("_", "-"): value for name, value in raw.items()}))


def change(keeper: Keeper, key: int, version: int | None = None, **raw: object) -> bool:
    with keeper.store.write("tester", "edit asset") as unit:
        return keeper.change(unit, key, keeper.parse(raw), version)


def problems(keeper: Keeper, *given: Any, **raw: object) -> dict[str, str]:
    """Column → code of what a write is refused for; nothing is written."""
    head = keeper.store.head()
    with pytest.raises(InvalidRecordError) as caught:
        change(keeper, *given, **raw) if given else add(keeper, **raw)
    assert keeper.store.head() == head
    return {problem.column: problem.code for problem in caught.value.problems}


# --- words to values ---------------------------------------------------------------------
def test_words_become_values_by_the_type_of_their_column(keeper: Assets) -> None:
    person = put(keeper.store, "person", name="Ana")
    values = keeper.parse(
        {"tag": " A-1 ", "price": "1.480,50", "bought": "23.11.2025", "type": "Notebook", "person": "ana",
         "notes": "a\r\nb", "name": "", "place": None}
    )  # fmt: skip
    assert values == {
        "tag": "A-1", "price": 148_050, "bought": "2025-11-23", "type": "laptop", "person_id": person,
        "notes": "a\nb", "name": None, "place_id": None,
    }  # fmt: skip


def test_every_wrong_word_is_told_at_once(keeper: Assets) -> None:
    wrong = {"tag": "A-1", "price": "dear", "bought": "soon", "type": "spaceship", "person": "Nobody",
             "number": 7, "name": "a\x00b", "serial": "x" * 300}  # fmt: skip
    assert problems(keeper, **wrong) == {
        "price": "value.money", "bought": "value.date", "type": "value.choice", "person": "value.reference",
        "number": "value.read_only", "name": "value.control", "serial": "value.too_long",
    }  # fmt: skip


def test_a_column_that_is_not_there_is_refused(keeper: Assets) -> None:
    with pytest.raises(DeskError) as caught:
        keeper.parse({"colour": "red"})
    assert caught.value.code == "column.unknown"
    with keeper.store.write("tester", "add field") as unit:
        add_custom_column(unit, "asset", "colour", "Colour", Type.TEXT)
    assert keeper.parse({"colour": "red"}) == {"custom.colour": "red"}


# --- what must be and what only one may have ---------------------------------------------
@pytest.mark.parametrize("tag", [None, "", "   ", "\u200b"])
def test_what_is_required_cannot_be_left_out_nor_emptied(store: Store, tag: str | None) -> None:
    keeper = Assets(store)
    assert problems(keeper, tag=tag) == {"tag": "value.required"}
    key = add(keeper, tag="A-1")
    assert problems(keeper, key, tag=tag) == {"tag": "value.required"}


def test_a_unique_value_names_who_has_it_in_any_case(keeper: Assets) -> None:
    add(keeper, tag="Ä-1")
    other = add(keeper, tag="A-2")
    assert problems(keeper, tag="ä-1") == problems(keeper, other, tag="A\u0308-1") == {"tag": "value.unique"}
    with pytest.raises(InvalidRecordError, match="used by Asset Ä-1"):
        add(keeper, tag="ä-1")


def test_a_record_keeps_its_own_unique_value_and_may_write_it_otherwise(keeper: Assets) -> None:
    key = add(keeper, tag="a-1", name="x")
    assert change(keeper, key, tag="a-1", name="y")
    assert change(keeper, key, tag="A-1")
    assert keeper.store.read("asset", key)["tag"] == "A-1"


def test_a_value_is_free_again_once_its_record_is_gone(keeper: Assets) -> None:
    drop(keeper.store, "asset", add(keeper, tag="A-1"))
    assert add(keeper, tag="A-1") == 2


# --- references --------------------------------------------------------------------------
@pytest.mark.parametrize("missing", [99, 0, -1, 2**40])
def test_a_key_that_leads_nowhere_is_told_by_its_column(keeper: Assets, missing: int) -> None:
    assert problems(keeper, tag="A-1", person=missing) == {"person": "value.reference"}
    key = add(keeper, tag="A-1")
    assert problems(keeper, key, place=missing, person=missing) == {
        "place": "value.reference", "person": "value.reference",
    }  # fmt: skip


def test_somebody_removed_since_they_were_chosen_is_told_and_not_a_bug(
    any_store: Store, second_store: Store
) -> None:
    keeper = Assets(any_store)
    person = put(any_store, "person", name="Ana")
    values = keeper.parse({"tag": "A-1", "person": "Ana"})
    drop(second_store, "person", person)
    with pytest.raises(InvalidRecordError, match="no person “1”"), any_store.write("t", "add asset") as unit:
        keeper.add(unit, values)


def test_a_record_may_refer_to_what_its_own_unit_has_just_made(keeper: Assets) -> None:
    with keeper.store.write("tester", "add both") as unit:
        person = unit.insert("person", {"name": "Ana"})
        key = keeper.add(unit, {"tag": "A-1", "person_id": person})
    assert keeper.store.read("asset", key)["person_id"] == person


# --- versions ----------------------------------------------------------------------------
def test_two_windows_on_one_record_the_second_is_told(any_store: Store, second_store: Store) -> None:
    first, second = Assets(any_store), Assets(second_store)
    key = add(first, tag="A-1", name="x")
    assert change(first, key, 1, name="y")
    with pytest.raises(ConflictError):
        change(second, key, 1, name="z")
    assert change(second, key, 2, name="z")
    assert any_store.read("asset", key)["name"] == "z"


def test_a_change_of_nothing_writes_nothing_and_settles_nothing(store: Store) -> None:
    keeper = Noting(store)
    key = add(keeper, tag="A-1", name="x")
    keeper.told.clear()
    assert change(keeper, key, name="x") is False
    assert [what for what, *_ in keeper.told] == ["prepare"]
    assert store.head() == 1


# --- the rules of a room -----------------------------------------------------------------
def test_rules_see_what_was_and_may_fill_in_what_follows(store: Store) -> None:
    keeper = Noting(store)
    key = add(keeper, tag="A-1", name="x")
    change(keeper, key, name="y")
    assert keeper.told == [
        ("prepare", None, "x"), ("settled", None, "x"), ("prepare", "x", "y"), ("settled", "x", "y"),
    ]  # fmt: skip
    assert store.read("asset", key)["os"] == f"y of {key}"


def test_what_the_rules_refuse_is_not_written(store: Store) -> None:
    keeper = Noting(store)
    with pytest.raises(DeskError):
        add(keeper, tag="never")
    assert store.head() == 0
    assert add(keeper, tag="A-1") == 1


def test_defaults_are_given_once_and_nothing_given_goes_for_nothing(keeper: Assets) -> None:
    key = add(keeper, tag="A-1", type=None, status="")
    record = keeper.store.read("asset", key)
    assert (record["type"], record["status"]) == ("other", "in-use")


# --- reading -----------------------------------------------------------------------------
def test_a_record_is_got_by_what_it_is_called(keeper: Assets) -> None:
    key = add(keeper, tag="A-1")
    assert keeper.get("a-1").id == keeper.get(f"#{key}").id == key
    with pytest.raises(DeskError, match="no asset"):
        keeper.get("A-2")


def test_parts_are_those_of_their_owner_oldest_first(any_store: Store) -> None:
    keeper = Assets(any_store)
    person, other = put(any_store, "person", name="Ana"), put(any_store, "person", name="Eva")
    mine = [add(keeper, tag=f"A-{n}", person=person) for n in range(3)]
    add(keeper, tag="B", person=other)
    drop(any_store, "asset", mine[1])
    assert [record.id for record in keeper.parts("person_id", person)] == [mine[0], mine[2]]
    assert keeper.parts("person_id", 77) == []
