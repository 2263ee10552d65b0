"""The rows that a list keeps: never more than it may, always the newest reading, in any order of coming."""

from __future__ import annotations

from collections import OrderedDict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itdesk.core.kinds import Choice, Column
from itdesk.core.types import Type
from itdesk.ui.kit.rows import MISSING, Cell, Look, Row, RowCache, look_of

PUT = st.tuples(st.just("put"), st.integers(0, 12), st.lists(st.integers(1, 9), max_size=5))
FORGET = st.tuples(st.just("forget"), st.just(0), st.lists(st.integers(1, 9), max_size=3))


@given(st.integers(1, 8), st.lists(st.one_of(PUT, FORGET), max_size=12))
def test_it_keeps_what_a_plain_table_of_the_newest_would_keep(
    limit: int, steps: list[tuple[str, int, list[int]]]
) -> None:
    cache, plain = RowCache(limit), OrderedDict[int, Row]()
    for version, (step, first, keys) in enumerate(steps):
        rows = [Row(key, version) for key in keys]
        if step == "put":
            cache.put(first, rows)
            for place, row in enumerate(rows, first):
                plain.pop(place, None)
                plain[place] = row
            while len(plain) > limit:
                plain.popitem(last=False)
        else:
            cache.forget(keys)
            for place in [place for place, row in plain.items() if not keys or row.id in keys]:
                del plain[place]
        assert cache.rows() == tuple(plain.values())
        assert [cache.get(place) for place in range(20)] == [plain.get(place) for place in range(20)]


def test_a_row_answers_for_columns_it_does_not_hold() -> None:
    row = Row(1, cells={"name": Cell("a", "a")})
    assert row.cell("name").text == "a"
    assert row.cell("place") is MISSING and MISSING.text == "—"


@pytest.mark.parametrize(
    ("column_type", "look"),
    [
        (Type.TEXT, Look.TEXT), (Type.LONG_TEXT, Look.TEXT), (Type.CODE, Look.CODE),
        (Type.INTEGER, Look.NUMBER), (Type.DECIMAL, Look.NUMBER), (Type.MONEY, Look.NUMBER),
        (Type.CHOICE, Look.CHIP), (Type.REFERENCE, Look.TEXT), (Type.DATE, Look.TEXT),
    ],
)  # fmt: skip
def test_a_column_looks_as_its_type_asks(column_type: Type, look: Look) -> None:
    choices = (Choice("a", "A"),) if column_type is Type.CHOICE else ()
    column = Column(name="c", label="C", type=column_type, kind="place", choices=choices)
    assert look_of(column) is look
