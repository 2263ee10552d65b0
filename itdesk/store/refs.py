"""What people call records: a number, a tag, or a name that only one record has."""

from __future__ import annotations

from itdesk.core.errors import DeskError, InvalidValueError
from itdesk.core.kinds import Column, Kind
from itdesk.store.engine import Engine, equals_any_case, is_storable, one, quoted, rows
from itdesk.store.indexes import stored_expression
from itdesk.store.schema import Schema


class Refs:
    """Finds records by what people call them, and the other way round."""

    def __init__(self, engine: Engine, schema: Schema) -> None:
        self._engine = engine
        self._schema = schema

    def find(self, kind: str, ref: str) -> int:
        """The key of the record called `ref`; raises DeskError(record.missing or record.ambiguous)."""
        keys = self.candidates(kind, ref)
        if not keys:
            raise DeskError("record.missing", kind=kind, ref=ref)
        if len(keys) > 1:
            refs = ", ".join(self.ref_of(kind, key) for key in keys)
            raise DeskError(
                "record.ambiguous", kind=self._schema.kind(kind).plural.lower(), ref=ref, refs=refs
            )
        return keys[0]

    def resolve(self, column: Column, text: str) -> int:
        """The key that a reference column's words mean; raises InvalidValueError."""
        keys = self.candidates(column.kind, text)
        if len(keys) == 1:
            return keys[0]
        code = "value.ambiguous" if keys else "value.reference"
        label = self._schema.kind(column.kind)
        word = label.plural.lower() if keys else label.label.lower()
        raise InvalidValueError(code, column=column.name, kind=word, value=text)

    def candidates(self, kind: str, ref: str) -> list[int]:
        """Keys of up to five records called `ref`: by tag first, then by number, then by name."""
        described, text = self._schema.kind(kind), ref.strip()
        if not text or not is_storable(text):
            return []
        for column in self._names(described):
            keys = self._equal(kind, column, text)
            if keys:
                return keys
            if column.name == described.ref and (number := number_of(described, text)) is not None:
                found = one(self._engine, f"SELECT id FROM {self._table(kind)} WHERE id = ?", (number,))
                if found is not None:
                    return [found[0]]
        return []

    def ref_of(self, kind: str, key: int) -> str:
        """What scripts call a record: its tag, or its number with the kind's prefix but "#"."""
        described = self._schema.kind(kind)
        column = described.column(described.ref)
        if column.field == "id":
            return described.format_ref(key).removeprefix("#")
        expression = stored_expression(self._engine, "r", column)
        row = one(self._engine, f"SELECT {expression} FROM {self._table(kind)} r WHERE r.id = ?", (key,))
        return str(row[0]) if row and row[0] else str(key)

    def called(self, kind: str, key: int) -> str:
        """A record in a sentence: "asset NB-0114"."""
        return f"{self._schema.kind(kind).label.lower()} {self.ref_of(kind, key)}"

    def _names(self, kind: Kind) -> list[Column]:
        """Columns that may name a record: its ref, what references show, its title, then unique ones."""
        names = dict.fromkeys((kind.ref, kind.shown_as, kind.title))
        names.update(dict.fromkeys(c.name for c in kind if c.unique))
        return [kind.column(name) for name in names]

    def _equal(self, kind: str, column: Column, text: str) -> list[int]:
        if not column.type.is_text:
            return []
        expression = stored_expression(self._engine, "r", column)
        condition, params = equals_any_case(self._engine, expression, text)
        sql = f"SELECT r.id FROM {self._table(kind)} r WHERE {condition} ORDER BY r.id LIMIT 5"
        return [row[0] for row in rows(self._engine, sql, params)]

    def _table(self, kind: str) -> str:
        return quoted(self._schema[kind].table)


def number_of(kind: Kind, text: str) -> int | None:
    """The number that a record is called by, with or without its mark; None where the words are none."""
    bare = text.strip().removeprefix("#")
    if kind.prefix and bare.casefold().startswith(kind.prefix.casefold()):
        bare = bare[len(kind.prefix) :]
    return int(bare) if bare.isascii() and bare.isdigit() and len(bare) < 10 else None
