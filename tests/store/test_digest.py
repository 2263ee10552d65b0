"""The chain's arithmetic: what may be erased changes nothing, what may not changes everything."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itdesk.store.digest import Change, Header, canonical, chained, is_erased, is_erased_word

VALUES = (
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.text(max_size=8)
    | st.floats(allow_nan=False)
)
FIELDS = st.text(st.characters(categories=["Ll"]), min_size=1, max_size=4)
SALTS = st.binary(min_size=16, max_size=16)


@st.composite
def changes(draw: st.DrawFn) -> Change:
    op = draw(st.sampled_from("+-~"))
    one = st.lists(VALUES, min_size=2, max_size=2) if op == "~" else VALUES
    data = draw(st.dictionaries(FIELDS, one, max_size=5))
    return Change(1, 0, draw(FIELDS), draw(st.integers(1, 99)), op, data, draw(SALTS))


WORDS = st.text(max_size=10)
HEADERS = st.builds(
    Header, id=st.integers(1, 99), at=st.integers(0, 2**45), actor=WORDS, origin=WORDS, verb=WORDS,
    detail=WORDS, uuid=WORDS, undoes=st.none() | st.integers(1, 99), salt=SALTS,
)  # fmt: skip


def stored(change: Change) -> Change:
    """The change as it comes back from its row."""
    salts = json.dumps(change.salts) if change.salts is not None else None
    row = (change.entry, change.seq, change.kind, change.record, change.op,
           json.dumps(change.data, ensure_ascii=False), change.salt, salts)  # fmt: skip
    return Change.from_row(row)


@given(changes(), st.data())
def test_erasing_any_fields_keeps_the_digest(change: Change, data: st.DataObject) -> None:
    gone = data.draw(st.sets(st.sampled_from(sorted(change.data) or ["none"])))
    erased = change.without(gone)
    assert stored(erased).digest() == change.digest()
    later = data.draw(st.sets(st.sampled_from(sorted(change.data) or ["none"])))
    assert stored(erased.without(later)).digest() == change.digest()


@given(changes(), st.data())
def test_neither_an_erased_value_nor_its_salt_stays(change: Change, data: st.DataObject) -> None:
    gone = data.draw(st.sets(st.sampled_from(sorted(change.data) or ["none"])))
    erased = change.without(gone)
    for field in gone & set(change.data):
        assert all(value is None or is_erased(value) for _, value in erased.sides(field))
        for side, value in change.sides(field):
            if value is not None:
                assert change.salt_of(field, side).hex() not in json.dumps(erased.salts)
    assert erased.salt == b""
    for field in set(change.data) - gone:
        assert erased.sides(field) == change.sides(field)


@given(changes(), VALUES, st.data())
def test_another_value_is_another_digest(change: Change, value: object, data: st.DataObject) -> None:
    if not change.data:
        return
    field = data.draw(st.sampled_from(sorted(change.data)))
    place = data.draw(st.integers(0, len(change.sides(field)) - 1))
    sides = [v for _, v in change.sides(field)]
    changed = canonical(sides[place]) != canonical(value)  # type: ignore[arg-type]
    sides[place] = value
    other = {**change.data, field: sides if change.op == "~" else sides[0]}
    assert (replace(change, data=other).digest() != change.digest()) == changed


@given(changes(), changes())
def test_kind_record_and_operation_are_part_of_the_digest(one: Change, two: Change) -> None:
    moved = replace(one, kind=two.kind, record=two.record)
    assert (moved.digest() == one.digest()) == ((one.kind, one.record) == (two.kind, two.record))


@given(HEADERS, st.booleans(), st.booleans(), st.booleans(), st.booleans())
def test_erasing_actor_and_detail_keeps_the_digest(
    header: Header, actor: bool, detail: bool, actor_later: bool, detail_later: bool
) -> None:
    once = header.without(actor=actor, detail=detail)
    twice = once.without(actor=actor_later, detail=detail_later)
    assert once.digest() == twice.digest() == header.digest()
    assert is_erased_word(twice.actor) == (actor or actor_later)
    assert is_erased_word(twice.detail) == (detail or detail_later)
    if twice != header:
        assert twice.salt != header.salt


@pytest.mark.parametrize("field", ["id", "at", "actor", "origin", "verb", "detail", "uuid", "undoes", "salt"])
def test_every_part_of_a_header_counts(field: str) -> None:
    header = Header(1, 2, "me", "test", "edit asset", "", "u", None, b"0" * 16)
    other: object = b"1" * 16 if field == "salt" else "x" if isinstance(getattr(header, field), str) else 7
    assert replace(header, **{field: other}).digest() != header.digest()


@given(st.lists(st.binary(min_size=32, max_size=32), max_size=4), HEADERS)
def test_the_order_and_number_of_changes_count(digests: list[bytes], header: Header) -> None:
    whole = chained(b"\0" * 32, header, digests)
    assert chained(b"\1" * 32, header, digests) != whole
    assert chained(b"\0" * 32, header, [*digests, b"\0" * 32]) != whole
    turned = digests[1:] + digests[:1]
    assert (chained(b"\0" * 32, header, turned) == whole) == (turned == digests)


@given(VALUES, VALUES)
def test_values_that_differ_have_different_bytes(one: object, two: object) -> None:
    same = type(one) is type(two) and repr(one) == repr(two)
    assert (canonical(one) == canonical(two)) == same  # type: ignore[arg-type]
