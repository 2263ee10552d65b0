"""Which record a row is about: never a guess, never two rows for one record."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itdesk.assets.importers.matching import (
    best_match,
    checked_match,
    folded,
    is_junk,
    keys_of,
    match_rows,
    refuse_taken,
)
from itdesk.assets.importers.rows import Row
from itdesk.assets.kinds import ASSET
from itdesk.core.errors import DeskError
from itdesk.people.kinds import PERSON, PLACE, SUPPLIER
from tests.assets.importers.files import MemoryLedger, table_of

KINDS = {kind.name: kind for kind in (ASSET, PERSON, PLACE, SUPPLIER)}
KEYS = st.sampled_from(["A", "a", "B", "C", "", "N/A"])


def ledger(**tags: str) -> MemoryLedger:
    """Assets by serial under the tags given."""
    found = {n: {"tag": tag, "serial": serial} for n, (tag, serial) in enumerate(tags.items(), 1)}
    return MemoryLedger(KINDS, asset=found)


def keyed(*keys: str) -> list[Row]:
    return [Row(place, place + 2, key=key) for place, key in enumerate(keys)]


def giving(field: str, *values: str | None) -> list[Row]:
    return [
        Row(place, place + 2, values={} if value is None else {field: value})
        for place, value in enumerate(values)
    ]


# --- the key ---------------------------------------------------------------------------------


def test_keys_of_a_kind_stand_with_the_surest_first() -> None:
    assert keys_of(ASSET) == ("tag", "serial", "uuid", "mac", "name")
    assert keys_of(PERSON)[:2] == ("email", "username")
    assert keys_of(PERSON)[-1] == "number"
    assert keys_of(PLACE) == ("name", "number")


@pytest.mark.parametrize("text", ["", " N/A ", "UNKNOWN", "0000", "To be filled by O.E.M.", "—", "123456789"])
def test_fillers_are_junk_in_any_case(text: str) -> None:
    assert is_junk(text)


@pytest.mark.parametrize("text", ["00000001", "n/a-1", "5CG8482XYZ", "1234567890"])
def test_a_real_serial_is_none(text: str) -> None:
    assert not is_junk(text)


@given(st.lists(st.tuples(KEYS, KEYS), min_size=1, max_size=12))
def test_the_best_key_is_a_column_with_something_in_it(cells: list[tuple[str, str]]) -> None:
    found = best_match(table_of(("T", "S"), *cells), ASSET, {"T": "tag", "S": "serial"})
    useful = {
        name for place, name in enumerate(("tag", "serial")) if any(not is_junk(row[place]) for row in cells)
    }
    assert found in (useful or {""})


@given(st.integers(1, 30), st.integers(0, 30))
def test_a_full_key_of_different_values_goes_before_a_fuller_one_of_repeats(size: int, blanks: int) -> None:
    rows = [(f"A-{n}", f"S-{n // 2}") for n in range(size)]
    mapping = {"T": "tag", "S": "serial"}
    assert best_match(table_of(("T", "S"), *rows), ASSET, mapping) == "tag"
    swapped = [(f"S-{n // 2}", f"A-{n}") for n in range(size)]
    expected = "serial" if size > 1 else "tag"
    assert best_match(table_of(("T", "S"), *swapped), ASSET, mapping) == expected


def test_the_number_is_never_chosen_but_may_be_asked_for() -> None:
    mapping = {"Number": "number", "x": ""}
    assert best_match(table_of(("Number", "x"), ("1", "y")), PERSON, mapping) == ""
    checked_match(PERSON, mapping, "number")


@pytest.mark.parametrize("match", ["serial", "price", "nonsense"])
def test_a_key_that_the_file_does_not_give_is_refused_with_those_it_gives(match: str) -> None:
    with pytest.raises(DeskError) as caught:
        checked_match(ASSET, {"T": "tag", "N": "name", "P": "price"}, match)
    assert caught.value.code == "import.match"
    assert "tag, name" in str(caught.value)


def test_no_key_at_all_is_allowed() -> None:
    checked_match(ASSET, {}, "")
    rows = keyed("A", "A")
    match_rows(rows, ASSET, "", ledger(A="S"))
    assert [row.before for row in rows] == [None, None]
    assert not any(row.is_wrong for row in rows)


# --- rows and records ------------------------------------------------------------------------


@given(st.lists(KEYS, max_size=10), st.sets(st.sampled_from(["A", "B", "D"])))
def test_each_record_is_met_by_one_row_at_most_and_the_first_one(keys: list[str], known: set[str]) -> None:
    rows = keyed(*keys)
    match_rows(rows, ASSET, "tag", ledger(**{tag: f"S{tag}" for tag in known}))
    seen: set[str] = set()
    for row in rows:
        word = folded(row.key)
        assert row.is_wrong == (bool(word) and word in seen)
        met = row.before["tag"] if row.before else None
        if not row.is_wrong:
            assert met == (row.key.upper() if row.key.upper() in known else None)
        seen.add(word)


def test_a_repeated_key_names_the_line_of_the_first_in_any_case() -> None:
    rows = keyed("NB-1", "x", " nb-1 ", "NB-1")
    match_rows(rows, ASSET, "tag", ledger())
    assert [row.is_wrong for row in rows] == [False, False, True, True]
    assert all("row 2" in row.problems["tag"] for row in rows[2:])


def test_a_junk_serial_matches_nothing_and_may_stand_often() -> None:
    rows = keyed("N/A", "n/a", "0000", "S1")
    match_rows(rows, ASSET, "serial", ledger(A="N/A", B="0000", C="S1"))
    assert [row.record for row in rows] == [None, None, None, 3]
    assert not any(row.is_wrong for row in rows)


def test_a_tag_is_a_tag_even_if_it_reads_like_junk() -> None:
    rows = keyed("0000")
    match_rows(rows, ASSET, "tag", ledger(**{"0000": "S"}))
    assert rows[0].record == 1


def test_a_serial_of_two_records_is_ambiguous() -> None:
    rows = keyed("s1")
    match_rows(rows, ASSET, "serial", ledger(A="S1", B="S1"))
    assert rows[0].is_wrong
    assert "Match by another column" in rows[0].problems["serial"]


# --- what only one may have ------------------------------------------------------------------


@given(st.lists(st.sampled_from(["S1", "s1", "S2", "N/A", None]), max_size=8))
def test_of_rows_with_one_serial_the_first_alone_gets_it(serials: list[str | None]) -> None:
    rows = giving("serial", *serials)
    refuse_taken(rows, ASSET, "tag", ledger())
    kept = [folded(str(row.values["serial"])) for row in rows if "serial" in row.values and not row.is_wrong]
    real = [word for word in kept if not is_junk(word)]
    assert len(real) == len(set(real))
    assert set(real) == {folded(s) for s in serials if s and not is_junk(s)}


def test_a_serial_of_another_asset_is_refused_with_its_holder() -> None:
    rows = giving("serial", "s9", "free")
    refuse_taken(rows, ASSET, "tag", ledger(NB="S9"))
    assert [row.is_wrong for row in rows] == [True, False]
    assert "asset NB" in rows[0].problems["serial"]
    assert "match by serial" in rows[0].problems["serial"]


def test_ones_own_serial_in_another_case_is_no_theft() -> None:
    known = ledger(NB="S9")
    row = Row(0, 2, values={"serial": "s9"}, before=known.read("asset", [1])[1])
    refuse_taken([row], ASSET, "tag", known)
    assert not row.is_wrong


def test_a_serial_that_stays_is_not_asked_about_again() -> None:
    known = ledger(NB="S9", PC="S9")
    row = Row(0, 2, values={"serial": "S9"}, before=known.read("asset", [1])[1])
    refuse_taken([row], ASSET, "tag", known)
    assert not row.is_wrong, "two had it before; this import changes nothing of that"


def test_a_row_that_is_wrong_already_takes_nothing_from_the_others() -> None:
    first, second = giving("serial", "S1", "S1")
    first.refuse("price", "no number")
    refuse_taken([first, second], ASSET, "tag", ledger())
    assert not second.is_wrong
    assert "serial" not in first.problems
