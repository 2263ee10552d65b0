from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itdesk.core.query import QueryError, to_text, tokens
from itdesk.core.query.tree import ME, And, Compare, Op
from tests.core.kinds import THING
from tests.core.query.trees import CONTEXT, NOW, bare, read

DAY = 86_400_000


def only(text: str) -> Compare:
    found = read(text).where
    assert isinstance(found, Compare)
    return found


@pytest.mark.parametrize(
    ("text", "op", "values"),
    [
        ("number:7", Op.IS, (7,)),
        ("number:>7", Op.MORE, (7,)),
        ("name:printer", Op.HAS, ("printer",)),
        ("tag:A-0*", Op.LIKE, ("A-0*",)),
        ("tag:A-01", Op.IS, ("A-01",)),
        ("state:open", Op.IN, ("new", "busy")),
        ("state:=new", Op.IS, ("new",)),
        ("level:<=2", Op.IN, ("1", "2")),
        ("level:>3", Op.IS, ("4",)),
        ("price:10..20", Op.BETWEEN, (1000, 2000)),
        ("bought:2026-11", Op.BETWEEN, ("2026-11-01", "2026-11-30")),
        ("bought:<today", Op.LESS, ("2026-11-23",)),
        ("seen:<2d", Op.LESS, (NOW + 2 * DAY,)),
        ("seen:>-7d", Op.MORE, (NOW - 7 * DAY,)),
        ("active:yes", Op.IS, (True,)),
        ("owner:me", Op.IS, (ME,)),
        ("owner:Maria", Op.HAS, ("Maria",)),
        ('owner:"Maria Silva"', Op.IS, ("Maria Silva",)),
        ("owner:empty", Op.EMPTY, ()),
        ("bought:any", Op.ANY, ()),
        ("spent:>90min", Op.MORE, (5_400,)),
    ],
)
def test_a_term_means_what_its_column_makes_of_it(text: str, op: Op, values: tuple[object, ...]) -> None:
    found = only(text)
    assert (found.op, found.values) == (op, values)


def test_terms_stand_beside_each_other_and_free_words_are_searched() -> None:
    found = read('state:open -owner:"HQ / 2" tag:A-0* sort:-number,name "free words" printer')
    assert isinstance(found.where, And)
    assert [type(n).__name__ for n in found.where.nodes] == ["Compare", "Not", "Compare", "Words"]
    assert bare(found.where.nodes[3]) == ("words", ("free words", "printer"))
    assert [(s.column.name, s.descending) for s in found.sort] == [("number", True), ("name", False)]


def test_or_binds_weaker_than_standing_beside_and_brackets_bind_strongest() -> None:
    left = bare(read("number:1 number:2 or number:3").where)
    assert left == bare(read("(number:1 number:2) or number:3").where)
    assert left != bare(read("number:1 (number:2 or number:3)").where)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("colour:red", "colour"),
        ("number:many", "many"),
        ("state:open bought:someday", "someday"),
        ("level:9", "9"),
        ("sort:nothing", "nothing"),
        ("(number:1", "("),
        ('name:"open', '"open'),
        ("name:<5", "<5"),
        ("number:", "number:"),
    ],
)
def test_a_wrong_query_marks_its_place_and_says_what_was_expected(text: str, part: str) -> None:
    with pytest.raises(QueryError) as caught:
        read(text)
    error = caught.value
    assert text[error.start : error.end].startswith(part[:1])
    assert 0 <= error.start < error.end <= len(text)
    assert part in str(error)


@given(st.text(max_size=60))
def test_any_text_is_a_query_or_a_marked_error(text: str) -> None:
    try:
        read(text)
    except QueryError as error:
        assert 0 <= error.start <= error.end <= max(len(text), 1)
    tokens(text, THING, CONTEXT)


names = st.sampled_from([column.name for column in THING])
values = st.sampled_from(
    ["1", "2..9", "<3", ">=4", "open", "new", "done", "today", "-7d", "2026-11", "me", "empty", "any", "yes",
     '"two words"', "A-0*", "90min", "=new", "1,2", "!1", "12.50", "ÄÖ", "日本"]
)  # fmt: skip
terms = st.tuples(st.sampled_from(["", "-"]), names, values).map(lambda t: f"{t[0]}{t[1]}:{t[2]}")
words = st.sampled_from(["printer", '"free words"', "日本", "-broken"])
lines = st.recursive(
    st.one_of(terms, words),
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(" ".join),
        st.lists(inner, min_size=2, max_size=3).map(" or ".join).map("({})".format),
    ),
    max_leaves=6,
)


@given(lines)
def test_a_query_written_back_means_the_same(line: str) -> None:
    try:
        found = read(line)
    except QueryError:
        return
    again = read(to_text(found))
    assert bare(again.where) == bare(found.where)
    assert again.sort == found.sort


def test_a_query_nested_a_thousand_deep_is_refused_with_a_sentence() -> None:
    with pytest.raises(QueryError):
        read("(" * 5_000 + "number:1" + ")" * 5_000)


def test_chips_are_the_top_terms_and_wrong_ones_are_known() -> None:
    parts = tokens('state:open (number:1 or number:2) level:9 "free"', THING, CONTEXT)
    assert [(p.text, p.ok) for p in parts] == [
        ("state:open", True), ("(number:1 or number:2)", True), ("level:9", False), ('"free"', True),
    ]  # fmt: skip
