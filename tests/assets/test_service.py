"""The verbs of the ledger: tags, notations and what an asset is known by."""

from __future__ import annotations

import json

import pytest

from itdesk.core.errors import InvalidRecordError
from itdesk.desk import Desk
from tests.records import add, change, remove, take_back


def tag(desk: Desk, key: int) -> object:
    return desk.store.read("asset", key)["tag"]


def refused(desk: Desk, **values: object) -> dict[str, str]:
    """Sentences by column for an asset that must not be."""
    with pytest.raises(InvalidRecordError) as caught:
        add(desk, "asset", **values)
    return {problem.column: str(problem) for problem in caught.value.problems}


# --- tags ------------------------------------------------------------------------------------


def test_an_asset_without_a_tag_is_called_by_its_number(any_desk: Desk) -> None:
    keys = [add(any_desk, "asset", name="x") for _ in range(3)]
    assert [tag(any_desk, key) for key in keys] == ["A-00001", "A-00002", "A-00003"]


def test_a_made_tag_steps_over_those_that_people_typed_in_any_case(any_desk: Desk) -> None:
    add(any_desk, "asset", tag="a-00002")
    add(any_desk, "asset", tag="A-00003")
    third = add(any_desk, "asset", name="made")
    assert tag(any_desk, third) == "A-00004"


@pytest.mark.parametrize("blank", [None, "", "   ", "\u200b"])
def test_a_tag_that_is_taken_away_is_given_anew(desk: Desk, blank: str | None) -> None:
    key = add(desk, "asset", tag="NB-7")
    change(desk, "asset", key, tag=blank)
    assert tag(desk, key) == "A-00001"


def test_a_tag_is_one_assets_alone_in_any_case(any_desk: Desk) -> None:
    add(any_desk, "asset", tag="NB-Ä")
    assert "NB-Ä" in refused(any_desk, tag="nb-ä")["tag"]


def test_the_tag_of_a_removed_asset_may_be_given_again_until_it_is_back(desk: Desk) -> None:
    first = add(desk, "asset", tag="NB-7")
    gone = remove(desk, "asset", first)
    second = add(desk, "asset", tag="NB-7")
    with pytest.raises(Exception, match="unique"):
        take_back(desk, gone)
    remove(desk, "asset", second)
    assert desk.lists.count("asset", desk.query("asset", "")) == 0


# --- notations -------------------------------------------------------------------------------


@pytest.mark.parametrize("mac", ["001A.2B3C.4D5E", "00-1a-2b-3c-4d-5e", "001a2b3c4d5e", "0:1A:2B:3C:4D:5E"])
def test_a_mac_of_any_notation_is_kept_in_one(desk: Desk, mac: str) -> None:
    key = add(desk, "asset", mac=mac)
    assert desk.store.read("asset", key)["mac"] == "00:1a:2b:3c:4d:5e"
    assert desk.assets.by_identity("mac", "00:1A:2B:3C:4D:5E") == [key]


def test_a_price_without_currency_gets_the_offices(desk: Desk) -> None:
    office = add(desk, "asset", price="12")
    own = add(desk, "asset", price="12", currency="usd")
    none = add(desk, "asset", name="gift")
    found = [desk.store.read("asset", key)["currency"] for key in (office, own, none)]
    assert found == ["EUR", "USD", None]


def test_a_price_of_nought_is_a_price(desk: Desk) -> None:
    key = add(desk, "asset", price="0")
    asset = desk.store.read("asset", key)
    assert (asset["price"], asset["currency"]) == (0, "EUR")


def test_everything_wrong_is_told_at_once_and_nothing_is_written(desk: Desk) -> None:
    found = refused(desk, mac="no mac", currency="Euro", bought="2024-05-01", warranty_until="2024-04-30")
    assert set(found) == {"mac", "currency", "warranty-until"}
    assert "Write it like" in found["mac"]
    assert "three letters" in found["currency"]
    assert desk.store.head() == 0


def test_a_wrong_value_from_before_does_not_stop_another_change(desk: Desk) -> None:
    key = add(desk, "asset", tag="A-1", bought="2024-05-01")
    with desk.write("old import") as unit:
        unit.update("asset", key, {"warranty_until": "2024-04-01", "mac": "broken"})
    change(desk, "asset", key, name="renamed")
    assert desk.store.read("asset", key)["name"] == "renamed"
    with pytest.raises(InvalidRecordError):
        change(desk, "asset", key, bought="2024-06-01")


# --- what an asset is known by ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "value", "asked"),
    [
        ("serial", "5cg-Ä1", "5CG-ä1"),
        ("uuid", "4C4C4544-0042", "4c4c4544-0042"),
        ("address", "192.0.2.7", "192.0.2.7"),
        ("name", "NB-山田", "nb-山田"),
    ],
)
def test_an_asset_is_known_in_any_case(any_desk: Desk, field: str, value: str, asked: str) -> None:
    key = add(any_desk, "asset", **{field: value})
    add(any_desk, "asset", **{field: value + "x"})
    assert any_desk.assets.by_identity(field, asked) == [key]


def test_of_many_that_share_an_identity_three_are_enough_to_know(desk: Desk) -> None:
    keys = [add(desk, "asset", serial="S") for _ in range(5)]
    assert desk.assets.by_identity("serial", "s") == keys[:3]
    assert desk.assets.by_identity("serial", "none") == []


def test_parts_stand_by_category_and_name_and_survive_damage(desk: Desk) -> None:
    key = add(desk, "asset", tag="A-1")
    other = add(desk, "asset", tag="A-2")
    found = [
        ("software", "vim", "9", json.dumps({"publisher": "Bram"})),
        ("memory", "DIMM1", None, "[1, 2]"),
        ("memory", "DIMM0", "8 GB", "{broken"),
    ]
    with desk.write("take parts") as unit:
        for asset in (key, other):
            unit.insert_many("component", [
                {"asset_id": asset, "category": c, "identity": n, "name": n, "release": r, "facts": f}
                for c, n, r, f in found
            ])  # fmt: skip
    parts = [(part.category, part.name, part.release, part.facts) for part in desk.assets.parts(key)]
    assert parts == [
        ("memory", "DIMM0", "8 GB", {}),
        ("memory", "DIMM1", "", {}),
        ("software", "vim", "9", {"publisher": "Bram"}),
    ]
    assert desk.assets.parts(404) == []
