"""A wrong line marks the wrong part, says what was expected there, and never fails otherwise."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itdesk.core.query import QueryError
from tests.core.kinds import THING
from tests.core.query.trees import read

PLACES = [
    ("colour:red", "colour", "no column “colour”"),
    ("state:open colour:red", "colour", "no column “colour”"),
    ("number:many", "many", "a whole number"),
    ("number:1.5", "1.5", "a whole number"),
    ("number:1,many,3", "many", "a whole number"),
    ("number:5..many", "many", "a whole number"),
    ("number:many..5", "many", "a whole number"),
    ("number:>many", "many", "a whole number"),
    ("number:=many", "many", "a whole number"),
    ("number:!many", "many", "a whole number"),
    ("weight:heavy", "heavy", "a number"),
    ("price:cheap", "cheap", "an amount"),
    ("price:<cheap", "cheap", "an amount"),
    ("spent:long", "long", "a duration"),
    ("active:perhaps", "perhaps", "yes or no"),
    ("bought:someday", "someday", "a day such as"),
    ("bought:2026-13", "2026-13", "a day such as"),
    ("bought:2026-02-30", "2026-02-30", "a day such as"),
    ("bought:today..someday", "someday", "a day such as"),
    ("bought:999999d", "999999d", "a day such as"),
    ("seen:>later", "later", "a time such as"),
    ("seen:2026-11-23T25:00", "2026-11-23T25:00", "a time such as"),
    ("state:sleeping", "sleeping", "one of open, new, busy, done"),
    ("state:new,sleeping", "sleeping", "one of open, new, busy, done"),
    ("state:=open", "open", "one of"),
    ("level:9", "9", "one of 1, 2, 3, 4"),
    ("level:>9", "9", "one of 1, 2, 3, 4"),
    ("level:1..9", "9", "one of 1, 2, 3, 4"),
    ("level:9..1", "9", "one of 1, 2, 3, 4"),
    ("name:<5", "name:<5"[5:], "has no order"),
    ("owner:>=Maria", ">=Maria", "has no order"),
    ("active:<yes", "<yes", "has no order"),
    ("number:", "number:", "A value is missing"),
    ("number:!", "number:!", "A value is missing"),
    ("number:>", "number:>", "A value is missing"),
    ("number:=", "number:=", "A value is missing"),
    ("number:1,,3", "number:1,,3", "A value is missing"),
    ('name:""', 'name:""', "A value is missing"),
    ('name:"  "', '"  "'[:2], "A value is missing"),
    ('name:a"b', '"b', "not closed"),
    ('name:a"b"', '"b"', "A quote stands within a value"),
    ('number:1 name:a"b"', '"b"', "A quote stands within a value"),
    ('name:"a"b', "b", "a comma or a space behind the quote"),
    ('number:1 name:"a"b', "b", "a comma or a space behind the quote"),
    ('name:="a"b', "b", "a comma or a space behind the quote"),
    ('name:"open', '"open', "not closed"),
    ('"open', '"open', "not closed"),
    ('""', '""', "The quotes are empty"),
    ('"  "', '"  "', "The quotes are empty"),
    ("(number:1", "(", "not closed"),
    ("number:1 (number:2 (number:3)", "(", "not closed"),
    ("number:1)", ")", "nothing that this closes"),
    ("()", ")", "Nothing stands before this"),
    (")", ")", "Nothing stands before this"),
    ("or number:1", "or", "Nothing stands before this"),
    ("and number:1", "and", "Nothing stands before this"),
    ("number:1 or", "or", "Nothing follows “or”"),
    ("number:1 and", "and", "Nothing follows “and”"),
    ("number:1 or or number:2", "or", "Nothing follows “or”"),
    ("(number:1 and) number:2", "and", "Nothing follows “and”"),
    ("number:1 not", "not", "Nothing follows"),
    ("number:1 not or name:x", "or", "Expected a column or a word"),
    ("sort:nothing", "nothing", "expected one of number, name"),
    ("sort:-nothing", "-nothing", "expected one of number, name"),
    ("sort:name,nothing", "nothing", "expected one of number, name"),
    ("-sort:name", "sort:name", "stands outside parentheses"),
    ("(sort:name)", "sort:name", "stands outside parentheses"),
]


@pytest.mark.parametrize(("line", "part", "said"), PLACES)
def test_a_wrong_line_marks_the_wrong_part_and_says_what_was_expected(
    line: str, part: str, said: str
) -> None:
    with pytest.raises(QueryError) as caught:
        read(line)
    error = caught.value
    marked = line[error.start : error.end]
    assert marked.startswith(part), marked
    assert said in str(error)


ALONE = [line for line, _, _ in PLACES if line != ")" and not line.startswith(("or", "and"))]
"""Lines that stay wrong in the same way when something stands before them."""


@pytest.mark.parametrize("line", ALONE)
def test_the_mark_moves_with_what_stands_before(line: str) -> None:
    before = "tag:A-1 state:new "
    with pytest.raises(QueryError) as alone:
        read(line)
    with pytest.raises(QueryError) as behind:
        read(before + line)
    assert behind.value.message == alone.value.message
    assert behind.value.start - len(before) == alone.value.start
    assert behind.value.end - len(before) == alone.value.end


ALPHABET = 'abn:1,.<>=!()"*- \\\tÄ日'


@given(st.text(ALPHABET, max_size=40))
def test_any_line_is_read_or_its_wrong_part_is_marked(line: str) -> None:
    try:
        read(line)
    except QueryError as error:
        assert 0 <= error.start <= error.end <= len(line)
        assert error.start < error.end or not line.strip()
        assert "  " not in error.message and error.message[0].isupper()


@given(
    st.sampled_from([column.name for column in THING]),
    st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=30),
)
def test_any_value_of_any_column_is_read_or_marked_within_its_term(name: str, value: str) -> None:
    line = f"number:1 {name}:{value}"
    try:
        read(line)
    except QueryError as error:
        assert 0 <= error.start <= error.end <= len(line)


@pytest.mark.parametrize("deep", [51, 500, 4_000])
def test_parentheses_that_nest_too_deep_are_refused_at_the_one_too_many(deep: int) -> None:
    with pytest.raises(QueryError, match="More than 50 parentheses") as caught:
        read("(" * deep + "a" + ")" * deep)
    assert (caught.value.start, caught.value.end) == (50, 51)


def test_fifty_parentheses_are_read() -> None:
    assert read("(" * 50 + "number:1" + ")" * 50) == read("(" * 50 + "number:1" + ")" * 50)


def test_a_line_without_end_is_refused_where_it_is_too_long() -> None:
    with pytest.raises(QueryError, match="longer than 10000") as caught:
        read("a " * 6_000)
    assert caught.value.start == 10_000


def test_ten_thousand_characters_are_read() -> None:
    assert read("a " * 5_000).where is not None


@pytest.mark.parametrize("mark", ["-", "not ", "!"])
def test_thousands_of_negations_are_read_or_refused_but_never_a_fault(mark: str) -> None:
    line = mark * 2_000 + "a"
    try:
        read(line)
    except QueryError as error:
        assert error.end <= len(line)


def test_a_message_names_every_column_once() -> None:
    with pytest.raises(QueryError) as caught:
        read("nothing:1")
    names = caught.value.expected.split(", ")
    assert len(names) == len(set(names))
    assert {column.name for column in THING} <= set(names)
