"""What a query line asks for, so that two lines can be compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from itdesk.core.kinds import Kind
from itdesk.core.query import QueryContext, QueryError, parse
from itdesk.core.query.tree import And, Compare, Node, Not, Or, Words


def meaning(text: str, kind: Kind, context: QueryContext) -> tuple[object, ...] | None:
    """What a line asks for, whatever the order of its parts; None if it is wrong."""
    try:
        query = parse(text, kind, context)
    except QueryError:
        return None
    return plain(query.where), tuple((sort.column.name, sort.descending) for sort in query.sort)


def plain(node: Node | None) -> object:
    """A node without its places in the line."""
    if isinstance(node, Not):
        return "not", plain(node.node)
    if isinstance(node, Or):
        return "or", *(plain(inner) for inner in node.nodes)
    if isinstance(node, Compare):
        return node.column.name, node.op, node.values
    return frozenset(Counter(all_of(node)).items()) if node is not None else None


def all_of(node: Node) -> Iterator[object]:
    """What must all be so."""
    if isinstance(node, And):
        for inner in node.nodes:
            yield from all_of(inner)
    elif isinstance(node, Words):
        yield from node.words
    else:
        yield plain(node)
