"""Values that only one record of a kind may have."""

from __future__ import annotations

from itdesk.core.kinds import Column, Value
from itdesk.store.engine import Engine, equals_any_case, one, quoted
from itdesk.store.indexes import stored_expression
from itdesk.store.schema import Holding


def holder_of(engine: Engine, holding: Holding, record: int, column: Column, value: Value) -> int | None:
    """The key of a record other than `record` that has `value` already; text in any case."""
    expression = stored_expression(engine, "r", column)
    condition, params = f"{expression} = ?", (value,)
    if column.type.is_text:
        condition, params = equals_any_case(engine, expression, str(value))
    sql = f"SELECT r.id FROM {quoted(holding.table)} r WHERE {condition} AND r.id <> ? LIMIT 1"
    found = one(engine, sql, (*params, record))
    return None if found is None else int(found[0])
