"""Between a table's row and a record's plain values."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, cast

from itdesk.core.kinds import Value
from itdesk.store.engine import Engine, quoted, rows
from itdesk.store.schema import CUSTOM, Holding, Values


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A record as it was read: plain values by field, and the version they belong to."""

    kind: str
    id: int
    version: int
    created: int
    updated: int
    values: Values

    def __getitem__(self, field: str) -> Value:
        return self.values.get(field)


def read(engine: Engine, holding: Holding, ids: list[int]) -> dict[int, Snapshot]:
    """The records with these keys; missing ones are left out. Reads 500 at a time."""
    fields = holding.fields
    names = ", ".join(quoted(f) for f in ("id", "version", "created", "updated", "custom", *fields))
    found: dict[int, Snapshot] = {}
    for start in range(0, len(ids), 500):
        part = ids[start : start + 500]
        marks = ",".join("?" * len(part))
        sql = f"SELECT {names} FROM {quoted(holding.table)} WHERE id IN ({marks})"
        for row in rows(engine, sql, part):
            found[row[0]] = snapshot_of(holding.kind.name, fields, row)
    return found


def snapshot_of(kind: str, fields: tuple[str, ...], row: tuple[Any, ...]) -> Snapshot:
    """`row` is id, version, created, updated, custom, then `fields`."""
    values: Values = dict(zip(fields, (plain(v) for v in row[5:]), strict=True))
    if row[4] and row[4] != "{}":
        values.update({CUSTOM + name: value for name, value in json.loads(row[4]).items()})
    return Snapshot(kind, row[0], row[1], row[2], row[3], values)


def plain(value: Any) -> Value:
    """A column's value as the journal and the rooms above know it."""
    return bytes(cast(bytes, value)).hex() if isinstance(value, (bytes, memoryview)) else value


def split_custom(values: Values) -> tuple[Values, Values]:
    """Values of real columns, and of custom ones by their bare name."""
    own = {field: value for field, value in values.items() if not field.startswith(CUSTOM)}
    custom = {field[len(CUSTOM) :]: value for field, value in values.items() if field.startswith(CUSTOM)}
    return own, custom


def packed_custom(custom: Values) -> str:
    """Custom values as the JSON text that is stored; absent is the same as None."""
    return json.dumps({k: v for k, v in custom.items() if v is not None}, ensure_ascii=False)
