"""Query trees of every shape over every type of column, and how two of them are compared."""

from __future__ import annotations

from datetime import UTC, date, datetime
from unicodedata import normalize

from hypothesis import strategies as st

from itdesk.core.kinds import Column, Value
from itdesk.core.query import QueryContext, parse
from itdesk.core.query.tree import ME, And, Compare, Node, Not, Op, Or, Query, Sort, Words
from itdesk.core.types import Type
from tests.core.kinds import THING

NOW = round(datetime(2026, 11, 23, 12, tzinfo=UTC).timestamp() * 1000)
CONTEXT = QueryContext(NOW, UTC)


def read(text: str) -> Query:
    """A line as a query over things, on a Monday at noon."""
    return parse(text, THING, CONTEXT)


def bare(node: Node | None) -> object:
    """A tree without the places its parts came from."""
    if isinstance(node, Compare):
        return (node.column.name, node.op, node.values)
    if isinstance(node, Words):
        return ("words", node.words)
    if isinstance(node, Not):
        return ("not", bare(node.node))
    if isinstance(node, (And, Or)):
        return (type(node).__name__, tuple(bare(n) for n in node.nodes))
    return None


def normal(value: str) -> bool:
    """Whether a text is one that a value can hold: nothing to strip, no control characters."""
    return bool(value) and value == value.strip() and value.isprintable()


written = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp", "Cf")), min_size=1, max_size=12)
"""What people write, in any script, with any mark in it."""
texts = written.map(lambda text: normalize("NFC", text).strip()).filter(normal)
awkward = st.sampled_from(
    ["empty", "any", "me", "none", "set", "a,b", 'a "b" c', "\\", '\\"', "<5", ">=x", "!no", "=", "-x",
     "1..2", "(x)", "and", "or", "NOT", "name:x", "sort:-name", "日本 語", "ÄÖ", "ﷺ", "🙂", "'", "a:b"]
)  # fmt: skip
values = st.one_of(texts, awkward)
plain_words = st.text("abcdefgÄß日本0123456789-_/", min_size=1, max_size=10).filter(
    lambda w: w.casefold() not in ("empty", "any", "me", "none", "known", "set", "missing")
)
instants = st.integers(0, 4_000_000_000_000)
days = st.dates(date(1900, 1, 1), date(2200, 12, 31)).map(date.isoformat)

_PLAIN: dict[Type, st.SearchStrategy[Value]] = {
    Type.INTEGER: st.integers(-(2**53), 2**53),
    Type.MONEY: st.integers(-(10**13), 10**13),
    Type.DECIMAL: st.floats(-1e12, 1e12, allow_nan=False).map(lambda f: f + 0.0),
    Type.DATE: days,
    Type.INSTANT: instants,
    Type.DURATION: st.integers(-(10**9), 10**9),
    Type.YES_NO: st.booleans(),
}
ORDERED = (Op.LESS, Op.AT_MOST, Op.MORE, Op.AT_LEAST)


def _of(column: Column) -> st.SearchStrategy[Compare]:
    none = st.sampled_from([Op.EMPTY, Op.ANY]).map(lambda op: Compare(column, op))
    return st.one_of(none, _with_value(column))


def _with_value(column: Column) -> st.SearchStrategy[Compare]:
    kind = column.type
    if kind is Type.REFERENCE:
        return st.one_of(
            values.map(lambda v: Compare(column, Op.IS, (v,))),
            plain_words.map(lambda v: Compare(column, Op.HAS, (v,))),
            plain_words.map(lambda v: Compare(column, Op.LIKE, (v + "*",))),
            st.just(Compare(column, Op.IS, (ME,))),
        )
    if kind is Type.CHOICE:
        known = [choice.value for choice in column.choices]
        return st.one_of(
            st.sampled_from(known).map(lambda v: Compare(column, Op.IS, (v,))),
            st.sampled_from(known[:-1]).map(lambda v: Compare(column, Op.IN, (v, known[-1]))),
            plain_words.map(lambda v: Compare(column, Op.LIKE, (v + "*",))),
        )
    if kind.is_text:
        starless = values.filter(lambda v: "*" not in v)
        part = Op.IS if kind is Type.CODE else Op.HAS
        return st.one_of(
            starless.map(lambda v: Compare(column, part, (v,))),
            values.map(lambda v: Compare(column, Op.IS, (v,))),
            values.map(lambda v: Compare(column, Op.LIKE, ("*" + v,))),
        )
    plain = _PLAIN[kind]
    same = plain.map(lambda v: Compare(column, Op.IS, (v,)))
    if not kind.is_ordered:
        return same
    ordered = st.builds(lambda op, v: Compare(column, op, (v,)), st.sampled_from(ORDERED), plain)
    spans = st.tuples(plain, plain).filter(lambda pair: pair[0] != pair[1])
    return st.one_of(same, ordered, spans.map(lambda pair: Compare(column, Op.BETWEEN, pair)))


compares = st.sampled_from(THING.columns).flatmap(_of)
words = values.map(lambda w: Words((w,)))


def _beside(nodes: list[Node]) -> Node:
    """Nodes next to each other; neighbouring words are one search, as the parser makes them."""
    kept: list[Node] = []
    for node in nodes:
        last = kept[-1] if kept else None
        if isinstance(node, Words) and isinstance(last, Words):
            kept[-1] = Words((*last.words, *node.words))
        else:
            kept.append(node)
    return And(tuple(kept))


nodes: st.SearchStrategy[Node] = st.recursive(
    st.one_of(compares, words),
    lambda inner: st.one_of(
        inner.map(Not),
        st.lists(inner, min_size=2, max_size=3).map(_beside),
        st.lists(inner, min_size=2, max_size=3).map(lambda found: Or(tuple(found))),
    ),
    max_leaves=7,
)
sorts = st.lists(st.builds(Sort, st.sampled_from(THING.columns), st.booleans()), max_size=3).map(tuple)
queries = st.builds(Query, st.one_of(st.none(), nodes), sorts)
