"""The first keys of a long list in a local file, found without visiting all of it.

SQLite knows no statistics of a desk that is being written to all day. Left alone it looks a
condition up in its index even where nearly every record meets it, and sorts a million keys to
show a hundred.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from itdesk.core.query.tree import And, Compare, Node, Not, Op, Query, Sort
from itdesk.core.types import Type
from itdesk.store.engine import rows, scalar
from itdesk.store.schema import Holding
from itdesk.store.statement import Statement

ALONE, TOGETHER, UNKNOWN = 400_000, 40_000, 20_000
"""Matching records from which walking along the order is quicker than sorting what matches.

One condition is met inside its index alone; with others beside it, each record is visited; of
what has no index, not even the number is cheap.
"""

MakeStatement = Callable[[bool, Node | None], Statement]
"""Makes an empty statement over the listed kind: `walking` or not, and what is `looked_up` all the same."""


@dataclass(frozen=True, slots=True)
class Way:
    """How a statement finds its records."""

    walking: bool
    looked_up: Node | None = None


def first_ids(make: MakeStatement, query: Query, limit: int, offset: int) -> list[int]:
    """`limit` keys from `offset` on of what `query` wants, in its order; `query.sort` is not empty."""
    parts = _parts(query.where)
    where = parts[0] if len(parts) == 1 else And(parts) if parts else None
    query = Query(where, query.sort)
    way = _way(make, parts, query)
    statement = make(way.walking, way.looked_up)
    if not (way.walking and way.looked_up is None and _is_by_reference(statement, query.sort[0])):
        return _keys(statement, query, limit, offset)
    sql, params = statement.labelled_ids(query, limit + offset)
    found = [int(row[0]) for row in rows(statement.engine, sql, params)]
    if len(found) < limit + offset:
        missing = Compare(query.sort[0].column, Op.EMPTY)
        rest = Query(And((missing, *parts)), query.sort)
        found += _keys(make(True, missing), rest, limit + offset - len(found), 0)
    return found[offset:]


def _parts(where: Node | None) -> tuple[Node, ...]:
    """Conditions that must all be met; "not closed" becomes the states that remain."""
    if where is None:
        return ()
    nodes = where.nodes if isinstance(where, And) else (where,)
    return tuple(_without_not(node) for node in nodes)


def _without_not(node: Node) -> Node:
    if not (isinstance(node, Not) and isinstance(node.node, Compare)):
        return node
    column, gone = node.node.column, node.node.values
    if not column.choices or column.default is None or node.node.op not in (Op.IS, Op.IN):
        return node
    if column.through:  # who refers to nothing has none of the states
        return node
    kept = tuple(choice.value for choice in column.choices if choice.value not in gone)
    return Compare(column, Op.IN, kept, node.node.span)


def _way(make: MakeStatement, parts: tuple[Node, ...], query: Query) -> Way:
    if query.where is None:
        return Way(walking=True)
    is_covered = len(parts) == 1 and _covers(make(False, None).holding, parts[0], query.sort)
    best, fewest = None, ALONE if is_covered else TOGETHER
    for part in parts:
        if _is_indexed(part):
            count = _matches(make, part, fewest)
            if count < fewest:
                best, fewest = part, count
    if best is not None:
        return Way(walking=True, looked_up=best)
    if any(_is_indexed(part) for part in parts):
        return Way(walking=True)
    return Way(walking=_matches(make, query.where, UNKNOWN) >= UNKNOWN)


def _covers(holding: Holding, node: Node, sort: tuple[Sort, ...]) -> bool:
    """Whether the index of a condition holds what the order needs, too."""
    fields = [item.column.field for item in sort]
    if fields[0] == "id":
        return True
    if not isinstance(node, Compare) or node.column.through:
        return False
    return (node.column.field, *fields) in holding.indexes


def _matches(make: MakeStatement, node: Node, limit: int) -> int:
    statement = make(False, None)
    sql, params = statement.matches(node, limit)
    return int(scalar(statement.engine, sql, params))


def _is_indexed(node: Node) -> bool:
    """Whether the number of matches is read from one index."""
    if not isinstance(node, Compare) or not node.column.indexed or node.column.field == "id":
        return False
    column = node.column
    if node.op is Op.EMPTY:
        return True
    if column.type is Type.REFERENCE:
        return node.op is not Op.ANY
    return node.op not in (Op.ANY, Op.HAS, Op.LIKE)


def _is_by_reference(statement: Statement, sort: Sort) -> bool:
    """Whether the order is that of what a foreign key refers to; other references may lead nowhere."""
    column = sort.column
    if column.type is not Type.REFERENCE:
        return False
    return (statement.holding, column.field) in statement.schema.referrers(column.kind)


def _keys(statement: Statement, query: Query, limit: int, offset: int) -> list[int]:
    sql, params = statement.ids(query, limit, offset)
    return [int(row[0]) for row in rows(statement.engine, sql, params)]
