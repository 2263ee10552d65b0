"""Cells of one column: a stored value, or a sentence that says what is wrong and what to do."""

from __future__ import annotations

from datetime import UTC, date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itdesk.assets.importers.cells import NOTHING, ColumnReader, Reading
from itdesk.assets.importers.targets import targets_of
from itdesk.assets.kinds import ASSET, STATUSES, TYPES
from itdesk.people.kinds import PERSON

TARGETS = targets_of(ASSET)


def reader(target: str, *cells: str) -> ColumnReader:
    return ColumnReader(TARGETS[target], cells, UTC)


def read(target: str, cell: str, *others: str) -> Reading:
    return reader(target, cell, *others).read(cell)


# --- nothing, and anything -------------------------------------------------------------------


@pytest.mark.parametrize("cell", ["", " ", "\t", "\n", "\r\n", "\u00a0", "\u200b", "\ufeff \u200d"])
@pytest.mark.parametrize("target", ["tag", "name", "price", "bought", "type", "person", "warranty-months"])
def test_a_cell_that_looks_empty_says_nothing(target: str, cell: str) -> None:
    assert read(target, cell) == NOTHING


@given(st.sampled_from(sorted(TARGETS)), st.text(max_size=40))
def test_any_cell_is_a_value_or_a_sentence_and_never_both(target: str, cell: str) -> None:
    found = read(target, cell)
    assert not (found.problem and found.value is not None)
    assert "{" not in found.problem or "{" in cell
    assert len(found.problem) < 300 + 20 * len(STATUSES)


@given(st.sampled_from(sorted(TARGETS)), st.lists(st.text(max_size=8), max_size=6))
def test_reading_again_answers_the_same(target: str, cells: list[str]) -> None:
    column = reader(target, *cells)
    first = [column.read(cell) for cell in cells]
    assert [column.read(cell) for cell in cells] == first


# --- dates -----------------------------------------------------------------------------------


def test_one_american_date_makes_the_whole_column_american() -> None:
    column = reader("bought", "4/5/2016", "1/23/2023")
    assert column.read("4/5/2016").value == "2016-04-05"
    assert not column.is_doubtful


def test_a_column_that_leaves_its_order_open_is_doubtful_and_reads_the_day_first() -> None:
    column = reader("bought", "4/5/2016", "2020-01-01")
    assert column.is_doubtful
    assert column.read("4/5/2016").value == "2016-05-04"


def test_a_date_that_can_mean_one_day_only_is_read_against_its_column() -> None:
    column = reader("bought", "1/23/2023", "1/24/2023", "25/1/2023")
    assert column.read("25/1/2023").value == "2023-01-25"


@pytest.mark.parametrize("cell", ["31.02.2024", "yesterday", "1.1.1650", "2024-13-01", "0"])
def test_a_date_that_is_none_is_refused_by_its_column(cell: str) -> None:
    found = read("bought", cell)
    assert found.value is None
    assert found.problem.startswith("bought: ")
    assert cell in found.problem


@given(st.dates(date(1950, 1, 1), date(2100, 1, 1)))
def test_a_column_of_one_worded_or_iso_day_is_read(day: date) -> None:
    month = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")[
        day.month - 1
    ]
    for cell in (day.isoformat(), f"{day.day} {month} {day.year}", f"{month} {day.day}, {day.year}"):
        assert read("bought", cell).value == day.isoformat()


# --- money -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "hundredths", "currency"),
    [
        ("12.58 USD", 1258, "USD"),
        ("12.58 usd", 1258, "USD"),
        ("Chf 99", 9900, "CHF"),
        ("$12.58", 1258, "USD"),
        ("¥ 1,200", 120_000, "JPY"),
        ("₹12", 1200, "INR"),
        ("1480", 148_000, ""),
        ("1’480.50", 148_050, ""),
        ("-5", -500, ""),
        ("80.-", 8000, ""),
    ],
)
def test_an_amount_names_its_currency_by_code_or_sign(cell: str, hundredths: int, currency: str) -> None:
    assert read("price", cell) == Reading(hundredths, currency=currency)


def test_a_workbooks_bare_numbers_beside_german_text_keep_their_fraction() -> None:
    column = reader("price", "1.480,00 €", "1480.5", "12.58", "1,480.50")
    found = [column.read(cell).value for cell in ("1.480,00 €", "1480.5", "12.58", "1,480.50")]
    assert found == [148_000, 148_050, 1258, 148_050]


@given(st.lists(st.integers(0, 10**11), min_size=1, max_size=6), st.sampled_from(["de", "us", "ch"]))
def test_amounts_of_one_notation_are_exact(amounts: list[int], notation: str) -> None:
    marks = {"de": ".,", "us": ",.", "ch": "’."}[notation]
    cells = [
        f"{whole:,}".replace(",", marks[0]) + f"{marks[1]}{rest:02}"
        for whole, rest in (divmod(amount, 100) for amount in amounts)
    ]
    column = reader("price", *cells)
    assert [column.read(cell).value for cell in cells] == amounts


def test_a_letter_typed_for_a_digit_is_pointed_out() -> None:
    assert "Did you mean 1490?" in read("price", "149O").problem
    assert "Did you mean" not in read("price", "cheap").problem


@pytest.mark.parametrize("cell", ["nan", "inf", "1e99", "1,2,3.4.5", "٣٤x"])
def test_numbers_that_nobody_pays_are_refused(cell: str) -> None:
    assert read("price", cell).value is None
    assert cell in read("price", cell).problem


# --- choices, codes, months ------------------------------------------------------------------


@pytest.mark.parametrize("choice", TYPES, ids=lambda choice: choice.value)
def test_a_type_is_known_by_value_label_and_alias_in_any_case(choice) -> None:
    for word in (choice.value, choice.label, *choice.aliases):
        assert read("type", f" {word.upper()} ") == Reading(choice.value)


@given(st.text("xyzq ", min_size=1, max_size=9).filter(str.strip))
def test_a_word_that_no_type_has_is_other_and_kept(word: str) -> None:
    found = read("type", word)
    assert found.value == "other"
    assert found.word == word.strip()


def test_a_state_that_nobody_knows_is_refused_with_those_there_are() -> None:
    found = read("status", "Exploded")
    assert found.value is None
    assert all(choice.value in found.problem for choice in STATUSES)


@pytest.mark.parametrize("cell", ["6.37702E+15", "1e+10", " 5E+12 "])
def test_a_serial_that_a_spreadsheet_destroyed_is_refused(cell: str) -> None:
    assert "spreadsheet" in read("serial", cell).problem


@pytest.mark.parametrize("cell", ["5E12", "ME+15", "6.37702E+1"])
def test_a_serial_that_only_looks_so_is_kept(cell: str) -> None:
    assert read("serial", cell).value == cell


@pytest.mark.parametrize(
    ("cell", "months"),
    [
        ("36", 36),
        ("3 years", 36),
        ("2J", None),
        ("2 Jahre", 24),
        ("24 Monate", 24),
        ("1 yr.", 12),
        ("18mo", 18),
        ("0", 0),
        ("1000", None),
        ("two", None),
        ("-3", None),
        ("1.5 years", None),
    ],
)
def test_a_warranty_is_counted_in_months(cell: str, months: int | None) -> None:
    found = read("warranty-months", cell)
    assert found.value == months
    assert bool(found.problem) == (months is None)


# --- details of another record ---------------------------------------------------------------


@pytest.mark.parametrize("target", ["person", "person.username", "person.email"])
@pytest.mark.parametrize("cell", ["a\x00b", "x" * 1_001, "half \ud800 pair"])
def test_a_name_or_detail_that_cannot_be_kept_is_refused(target: str, cell: str) -> None:
    found = read(target, cell)
    assert found.value is None
    assert found.problem.startswith("person: ")


@pytest.mark.parametrize("name", ["山田 太郎", "محمد بن سلمان", "Ælfgifu 👩‍💻", "O'Brien, Zoë"])
def test_a_name_of_any_script_is_read_as_written(name: str) -> None:
    assert read("person", f"  {name}\u00a0").value == name


def test_a_long_wrong_cell_is_shortened_in_its_sentence() -> None:
    found = read("bought", "soon " * 400)
    assert "…" in found.problem
    assert len(found.problem) < 200


@pytest.mark.parametrize(("cell", "value"), [("Ja", True), ("0", False), ("TRUE", True), ("nein", False)])
def test_yes_and_no_are_read_in_several_languages(cell: str, value: bool) -> None:
    assert ColumnReader(targets_of(PERSON)["active"], [cell], UTC).read(cell).value is value
