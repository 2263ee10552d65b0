"""Columns that a person adds to a kind, usable wherever a built-in one is."""

from __future__ import annotations

import json
import re
from hashlib import blake2b

from itdesk.core.errors import DeskError
from itdesk.core.kinds import Column
from itdesk.core.types import Type
from itdesk.store import indexes
from itdesk.store.engine import Engine, rows
from itdesk.store.schema import CUSTOM, Schema, custom_column
from itdesk.store.unit import Unit

ALLOWED = (Type.TEXT, Type.INTEGER, Type.DECIMAL, Type.DATE, Type.CHOICE, Type.YES_NO)
_NAME = re.compile(r"^[a-z][a-z0-9-]{0,39}$")


def load_custom_columns(engine: Engine, schema: Schema) -> None:
    """Read the custom columns of a desk into its kinds."""
    found: dict[str, list[Column]] = {}
    sql = "SELECT kind, name, label, type, choices FROM custom_column ORDER BY id"
    for kind, name, label, type_name, choices in rows(engine, sql):
        column = custom_column(name, label, Type(type_name), tuple(json.loads(choices)))
        found.setdefault(kind, []).append(column)
    for holding in schema:
        columns = tuple(found.get(holding.kind.name, ()))
        schema.catalogue.replace(holding.kind.with_custom(columns))


def name_for(label: str) -> str:
    """The contract name that a label gets: "Room key" → "room-key"."""
    name = re.sub(r"[^a-z0-9]+", "-", label.casefold()).strip("-")[:40]
    return name if _NAME.match(name) else "field-" + blake2b(label.encode(), digest_size=4).hexdigest()


def add_custom_column(
    unit: Unit, kind: str, name: str, label: str, column_type: Type, choices: tuple[str, ...] = ()
) -> Column:
    """Add a column to a kind; raises DeskError(column.taken) when the name is used."""
    schema = unit.schema
    described = schema.kind(kind)
    if name in described.by_name or not _NAME.match(name) or column_type not in ALLOWED:
        raise DeskError("column.taken", kind=described.label, column=name)
    unit.insert(
        "custom-column",
        {"kind": kind, "name": name, "label": label, "type": column_type.value,
         "choices": json.dumps(list(choices), ensure_ascii=False)},
    )  # fmt: skip
    column = custom_column(name, label, column_type, choices)
    schema.catalogue.replace(described.with_custom((*described.custom, column)))
    for statement in indexes.statements(unit.engine, schema):
        if CUSTOM.replace(".", "_") in statement:
            unit.engine.db.execute_sql(statement)
    return column
