"""A query that is written back is the same query: saved views, chips and links rely on it."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from itdesk.core.query import QueryError, to_text, tokens
from itdesk.core.query.tree import Compare, Node, Not, Op, Query, Words
from tests.core.kinds import THING
from tests.core.query.trees import CONTEXT, awkward, bare, compares, nodes, queries, read, values


@given(queries)
def test_every_tree_written_as_a_line_is_read_back_as_itself(query: Query) -> None:
    again = read(to_text(query))
    assert _meaning(again.where) == _meaning(query.where)
    assert again.sort == query.sort


@given(compares)
def test_every_comparison_written_as_a_line_is_read_back_as_itself(compare: Compare) -> None:
    assert _meaning(read(to_text(Query(compare))).where) == _meaning(compare)


@given(nodes)
def test_a_line_written_twice_is_the_same_line(node: Node) -> None:
    line = to_text(read(to_text(Query(node))))
    assert to_text(read(line)) == line


@given(st.one_of(values, awkward))
@example("A*1")
def test_any_text_can_be_asked_for_exactly(text: str) -> None:
    for name in ("name", "tag", "owner"):
        column = THING.column(name)
        asked = read(to_text(Query(Compare(column, Op.IS, (text,))))).where
        assert bare(asked) == (name, Op.IS, (text,))


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ("  state:open   number:7 ", "state:=new,busy number:7"),
        ("state:new,done", "state:=new or state:=done"),
        ("number:1,2,3", "number:1,2,3"),
        ("-name:printer", "-name:printer"),
        ("name:!printer", "-name:printer"),
        ("--name:printer", "name:printer"),
        ("not name:printer", "-name:printer"),
        ("number:1 and number:2", "number:1 number:2"),
        ("(number:1 or name:x) tag:A", "(number:1 or name:x) tag:A"),
        ("number:1 or name:x tag:A", "number:1 or (name:x tag:A)"),
        ('owner:"Maria Silva"', 'owner:"Maria Silva"'),
        ("owner:ME", "owner:me"),
        ('owner:"me"', 'owner:"me"'),
        ("price:12,50", "price:12.0,50.0"),
        ("spent:90min", "spent:5400"),
        ("active:ja", "active:yes"),
        ("bought:2026", "bought:2026-01-01..2026-12-31"),
        ("bought:>=2026-11", "bought:>=2026-11-01"),
        ("bought:>2026-11", "bought:>2026-11-30"),
        ("seen:>now", "seen:>2026-11-23T12:00:00.000Z"),
        ("level:>4", "level:empty level:any"),
        ("printer laser", '"printer" "laser"'),
        ("sort:-name sort:tag", "sort:-name,tag"),
        ("sort:+name", "sort:name"),
        ("", ""),
        ("   ", ""),
    ],
)
def test_lines_are_written_in_one_form(line: str, written: str) -> None:
    assert to_text(read(line)) == written


@given(st.lists(values, min_size=1, max_size=4))
def test_words_stay_the_words_they_were(found: list[str]) -> None:
    line = to_text(Query(Words(tuple(found))))
    where = read(line).where
    heard = where.words if isinstance(where, Words) else [w for n in where.nodes for w in n.words]  # type: ignore[union-attr]
    assert list(heard) == found


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("", []),
        ("state:open", [("state:open", True)]),
        ("state:open level:9", [("state:open", True), ("level:9", False)]),
        ("-state:open - tag:A", [("-state:open", True), ("-", True), ("tag:A", True)]),
        ("--state:open", [("--state:open", True)]),
        ("not state:open", [("not state:open", True)]),
        ("state:open or level:1", [("state:open", True), ("or", True), ("level:1", True)]),
        ("((a) b)", [("((a) b)", True)]),
        ("(a", [("(a", False)]),
        ("a)", [("a", True), (")", False)]),
        ('name:"two words" x', [('name:"two words"', True), ("x", True)]),
        ('name:"open x', [('name:"open x', False)]),
        ("sort:-name sort:what", [("sort:-name", True), ("sort:what", False)]),
        ("日本 語", [("日本", True), ("語", True)]),
    ],
)
def test_chips_are_the_top_terms_of_a_line(line: str, parts: list[tuple[str, bool]]) -> None:
    assert [(part.text, part.ok) for part in tokens(line, THING, CONTEXT)] == parts


@given(st.text("ab:() -\"'<>,.*!=\t", max_size=30))
def test_chips_are_cut_from_the_line_in_order_and_without_overlap(line: str) -> None:
    at = 0
    for part in tokens(line, THING, CONTEXT):
        assert part.start >= at and line[part.start : part.end] == part.text
        at = part.end
    assert not line[at:].strip()


@given(queries)
def test_taking_any_chip_away_leaves_a_line_that_can_be_read(query: Query) -> None:
    line = to_text(query)
    parts = tokens(line, THING, CONTEXT)
    assert all(part.ok for part in parts)
    if " or " in line or not parts:
        return
    for part in parts:
        read(line[: part.start] + line[part.end :])


def test_a_line_with_a_wrong_chip_is_wrong_there() -> None:
    line = "state:open level:9 tag:A"
    wrong = next(part for part in tokens(line, THING, CONTEXT) if not part.ok)
    with pytest.raises(QueryError) as caught:
        read(line)
    assert wrong.start <= caught.value.start < caught.value.end <= wrong.end


def _meaning(node: Node | None) -> object:
    """A tree in which a single thing beside nothing, and a choice of one, are that thing."""
    if isinstance(node, Not):
        return ("not", _meaning(node.node))
    if isinstance(node, Compare) and node.column.choices and node.op is Op.IN:
        return (node.column.name, "among", node.values)
    if node is None or isinstance(node, (Compare, Words)):
        return bare(node)
    inner = tuple(_meaning(n) for n in node.nodes)
    return inner[0] if len(inner) == 1 else (type(node).__name__, inner)


@pytest.mark.parametrize(
    "line", ["name:A\u0308pfel", "tag:A\u0308pfel", "owner:A\u0308pfel", 'name:"A\u0308pfel"']
)
def test_letters_written_in_two_parts_are_asked_for_as_they_are_kept(line: str) -> None:
    asked = read(line).where
    assert isinstance(asked, Compare)
    assert asked.values == ("Äpfel",)
