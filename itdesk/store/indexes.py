"""The indexes that make every indexed sort and filter of a list one walk along an index."""

from __future__ import annotations

from collections.abc import Iterator

from itdesk.core.kinds import Column
from itdesk.core.types import Type
from itdesk.store.engine import Engine, quoted
from itdesk.store.schema import CUSTOM, Holding, Schema


def stored_expression(engine: Engine, table: str, column: Column) -> str:
    """The expression of a column's stored value; `table` is its alias or name."""
    if column.field.startswith(CUSTOM):
        return engine.custom_value(table, column.field[len(CUSTOM) :], column.type)
    return f"{table}.{quoted(column.field)}"


def sort_expression(engine: Engine, table: str, column: Column) -> str:
    """What a list sorts by: text without regard to case."""
    expression = stored_expression(engine, table, column)
    if column.type is Type.CHOICE and is_ranked(column):
        return _choice_rank(engine, column, expression)
    return engine.sort_key(expression) if column.type.is_text else expression


def is_ranked(column: Column) -> bool:
    """Whether choices are indexed by their place: their order differs from that of their words."""
    values = [choice.value for choice in column.choices]
    return values != sorted(values)


def _choice_rank(engine: Engine, column: Column, expression: str) -> str:
    """Choices sort by their place in the list. An index cannot hold parameters, so values are quoted here."""
    values = [engine.literal(choice.value) for choice in column.choices]
    whens = " ".join(f"WHEN {value} THEN {rank}" for rank, value in enumerate(values))
    return f"(CASE {expression} {whens} END)"


def statements(engine: Engine, schema: Schema) -> Iterator[str]:
    """CREATE INDEX for every indexed column of every kind, custom ones included."""
    for holding in schema:
        kind = schema.kind(holding.kind.name)
        for column in kind:
            if column.indexed and column.field != "id":
                yield _statement(engine, holding, column)
        for fields in holding.indexes:
            names = ", ".join(quoted(f) for f in fields)
            yield _create(holding, "_".join(fields), f"{names}, id")


def _statement(engine: Engine, holding: Holding, column: Column) -> str:
    expression = sort_expression(engine, quoted(holding.table), column)
    # An index expression names its columns bare.
    expression = expression.replace(quoted(holding.table) + ".", "")
    if column.field.startswith(CUSTOM) and not column.type.is_text:
        expression = f"({expression})"
    name = column.field.replace(CUSTOM, "custom_").replace("-", "_")
    return _create(holding, name, f"{expression}, id")


def _create(holding: Holding, name: str, columns: str) -> str:
    index = quoted(f"list_{holding.table}_{name}")
    return f"CREATE INDEX IF NOT EXISTS {index} ON {quoted(holding.table)} ({columns})"


def ensure(engine: Engine, schema: Schema) -> None:
    """Make the indexes that are missing."""
    with engine.write():
        for statement in statements(engine, schema):
            engine.db.execute_sql(statement)
