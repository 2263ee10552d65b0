"""Where columns go: by name, by values, by profile; and what a column's notation is."""

from __future__ import annotations

from datetime import date

import pytest

from itdesk.assets.importers.mapping import (
    CHECK,
    LEFT_OUT,
    NAME,
    PROFILE,
    VALUES,
    Guess,
    Profile,
    check_mapping,
    combined,
    guess_kind,
    guess_mapping,
)
from itdesk.assets.importers.matching import best_match
from itdesk.assets.importers.notation import DAY_FIRST, MONTH_FIRST, date_order, read_date
from itdesk.assets.kinds import ASSET
from itdesk.core.errors import DeskError
from itdesk.people.kinds import PERSON, PLACE, SUPPLIER
from tests.assets.importers.files import table_of

KINDS = (ASSET, PERSON, PLACE, SUPPLIER)


def test_columns_go_where_their_names_say() -> None:
    table = table_of(
        ("Asset Tag", "Serial number", "Location", "Frobnication"),
        ("A-1", "S1", "HQ", "x"),
        ("A-2", "S2", "", ""),
    )
    assert guess_mapping(table, ASSET) == {
        "Asset Tag": Guess("tag", NAME), "Serial number": Guess("serial", NAME),
        "Location": Guess("place", NAME), "Frobnication": Guess("", LEFT_OUT),
    }  # fmt: skip


def test_a_header_that_says_nothing_is_placed_by_its_values() -> None:
    table = table_of(("tag", "Spalte 2"), ("A-1", "00:1c:42:00:00:01"), ("A-2", "001c.4200.0002"))
    assert guess_mapping(table, ASSET)["Spalte 2"] == Guess("mac", VALUES)


def test_each_target_is_taken_once_and_the_full_column_wins() -> None:
    table = table_of(("Category", "Category (2)", "tag"), ("", "laptop", "A-1"), ("", "server", "A-2"))
    guesses = guess_mapping(table, ASSET)
    assert (guesses["Category"].target, guesses["Category (2)"].target) == ("", "type")


def test_a_profile_goes_before_every_guess_and_survives_being_kept() -> None:
    profile = Profile("Finance", "asset", {"Standort": "notes"}, "tag")
    table = table_of(("Inventarnr.", "Standort"), ("A-1", "HQ"))
    guesses = guess_mapping(table, ASSET, Profile.from_json(profile.as_json()))
    assert guesses["Standort"] == Guess("notes", PROFILE)
    assert guesses["Inventarnr."].target == "tag"


def test_a_column_of_values_that_do_not_fit_or_may_mean_two_days_wants_a_look() -> None:
    table = table_of(("tag", "price", "bought"), ("A", "cheap", "4/5/2016"), ("B", "dear", "3/4/2016"))
    guesses = guess_mapping(table, ASSET)
    assert (guesses["price"].why, guesses["bought"].why) == (CHECK, CHECK)


def test_months_of_warranty_are_told_from_its_last_day() -> None:
    months = guess_mapping(table_of(("Warranty",), ("36",), ("24 months",)), ASSET)
    days = guess_mapping(table_of(("Warranty",), ("2027-01-31",), ("2028-01-31",)), ASSET)
    assert months["Warranty"].target == "warranty-months"
    assert days["Warranty"].target == "warranty-until"


def test_the_kind_is_guessed_from_the_headers() -> None:
    people = table_of(("First Name", "Last Name", "Email", "Location"), ("A", "B", "a@x.org", "HQ"))
    things = table_of(("Name", "Serial", "Location", "Username"), ("x", "1", "HQ", "ab"))
    assert guess_kind(people, KINDS) is PERSON
    assert guess_kind(things, KINDS) is ASSET
    assert guess_kind(table_of(("Location", "Address"), ("HQ", "1 Main St")), KINDS) is PLACE
    with pytest.raises(DeskError):
        guess_kind(table_of(("foo", "bar"), ("1", "2")), KINDS)


def test_first_and_last_names_make_one_name() -> None:
    people = combined(table_of(("First Name", "Last Name"), ("Ana", "Sá"), ("Cher", "")), PERSON)
    assert [row[-1] for row in people.rows] == ["Ana Sá", "Cher"]
    things = table_of(("Checked Out To: First Name", "Checked Out To: Last Name"), ("Ana", "Sá"))
    guesses = guess_mapping(combined(things, ASSET), ASSET)
    assert guesses["checked out to"] == Guess("person", NAME)
    whole = table_of(("Name", "First Name", "Last Name"), ("Ana Sá", "Ana", "Sá"))
    assert combined(whole, PERSON) is whole


def test_a_mapping_that_names_what_is_not_there_is_refused() -> None:
    table = table_of(("tag",), ("A-1",))
    for wrong, code in (
        ({"nope": "tag"}, "import.column"),
        ({"tag": "nope"}, "column.unknown"),
        ({"tag": "created"}, "value.read_only"),
    ):
        with pytest.raises(DeskError) as caught:
            check_mapping(table, ASSET, wrong)
        assert caught.value.code == code


def test_the_best_key_is_full_and_never_twice() -> None:
    mapping = {"Tag": "tag", "Serial": "serial"}
    half = table_of(("Tag", "Serial"), ("A", "1"), ("", "2"), ("", "3"))
    twice = table_of(("Tag", "Serial"), ("A", "1"), ("A", "2"))
    junk = table_of(("Tag", "Serial"), ("A", "0000"), ("B", "N/A"))
    assert [best_match(t, ASSET, mapping) for t in (half, twice, junk)] == ["serial", "serial", "tag"]
    assert best_match(table_of(("x",), ("1",)), ASSET, {"x": ""}) == ""


@pytest.mark.parametrize(
    ("values", "order", "is_proven"),
    [
        (["1/23/23", "4/5/16"], MONTH_FIRST, True),
        (["23.01.2023", "4.5.2016"], DAY_FIRST, True),
        (["4/5/16", "1/2/2020"], DAY_FIRST, False),
        (["2026-01-02", "tomorrow", "5 Jan 2026"], DAY_FIRST, False),
    ],
)
def test_the_whole_column_tells_the_order_of_its_dates(
    values: list[str], order: str, is_proven: bool
) -> None:
    assert date_order(values) == (order, is_proven)


def test_years_of_two_digits_are_of_the_nearest_century() -> None:
    assert read_date("1/23/23", MONTH_FIRST) == date(2023, 1, 23)
    assert read_date("12/27/81", MONTH_FIRST) == date(1981, 12, 27)
    assert read_date("31.02.2024", DAY_FIRST) is None
    assert read_date("2026-01-02", MONTH_FIRST) == date(2026, 1, 2)
