"""The first keys of a long list in a local file, found without visiting all of it.

SQLite knows no statistics of a desk that is being written to all day. Left alone it looks a
condition up in its index even where nearly every record meets it, and sorts a million keys to
show a hundred.
"""

from __future__ import annotations

from collections.abc import Callable

from itdesk.core.query.tree import And, Compare, Op, Query, Sort
from itdesk.core.types import Type
from itdesk.store.engine import rows, scalar
from itdesk.store.statement import Statement

MANY = 20_000
"""Matching records from which walking along the order is quicker than sorting them."""


MakeStatement = Callable[[bool], Statement]
"""Makes an empty statement over the listed kind, `walking` or not."""


def first_ids(make: MakeStatement, query: Query, limit: int, offset: int) -> list[int]:
    """`limit` keys from `offset` on of what `query` wants, in its order; `query.sort` is not empty."""
    if not _are_many(make(False), query):
        return _keys(make(False), query, limit, offset)
    if not _is_by_reference(make(False), query.sort[0]):
        return _keys(make(True), query, limit, offset)
    statement = make(True)
    sql, params = statement.labelled_ids(query, limit + offset)
    found = [int(row[0]) for row in rows(statement.engine, sql, params)]
    if len(found) < limit + offset:
        missing = Compare(query.sort[0].column, Op.EMPTY)
        rest = Query(And((missing, query.where)) if query.where else missing, query.sort)
        found += _keys(make(False), rest, limit + offset - len(found), 0)
    return found[offset:]


def _are_many(statement: Statement, query: Query) -> bool:
    if query.where is None:
        return True
    sql, params = statement.matches(query.where, MANY)
    return int(scalar(statement.engine, sql, params)) == MANY


def _is_by_reference(statement: Statement, sort: Sort) -> bool:
    """Whether the order is that of what a foreign key refers to; other references may lead nowhere."""
    column = sort.column
    if column.type is not Type.REFERENCE:
        return False
    return (statement.holding, column.field) in statement.schema.referrers(column.kind)


def _keys(statement: Statement, query: Query, limit: int, offset: int) -> list[int]:
    sql, params = statement.ids(query, limit, offset)
    return [int(row[0]) for row in rows(statement.engine, sql, params)]
