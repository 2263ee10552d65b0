"""How records of a kind are written: words to values, references found, rules asked, then the unit.

Capabilities derive from `Keeper` and put their rules into `prepare` and `settled`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import tzinfo
from typing import ClassVar, cast

from itdesk.core.clock import local_zone
from itdesk.core.errors import InvalidRecordError, InvalidValueError
from itdesk.core.kinds import Column, Kind, Value
from itdesk.core.types import Type
from itdesk.core.values import Raw, parse_value
from itdesk.store import rowform
from itdesk.store.engine import quoted, rows
from itdesk.store.refs import Refs
from itdesk.store.rowform import Snapshot
from itdesk.store.schema import Values
from itdesk.store.store import Store
from itdesk.store.unique import holder_of
from itdesk.store.unit import Unit


class Keeper:
    """Writes records of one kind. Stateless beside its store, so every thread may use it."""

    kind_name: ClassVar[str]

    def __init__(self, store: Store) -> None:
        self.store = store
        self.refs = Refs(store.engine, store.schema)

    @property
    def kind(self) -> Kind:
        return self.store.schema.kind(self.kind_name)

    @property
    def zone(self) -> tzinfo:
        return local_zone()

    # --- words to values -----------------------------------------------------------------
    def parse(self, raw: Mapping[str, object]) -> Values:
        """Stored values by field from raw ones by column name.

        Raises DeskError(column.unknown), and InvalidRecordError with every wrong value.
        """
        values: Values = {}
        problems: list[InvalidValueError] = []
        for name, given in raw.items():
            column = self.kind.column(name)
            try:
                values[column.field] = self._parse_one(column, given)
            except InvalidValueError as error:
                problems.append(error)
        if problems:
            raise InvalidRecordError(tuple(problems))
        return values

    def _parse_one(self, column: Column, given: object) -> Value:
        if not column.editable:
            raise InvalidValueError("value.read_only", column=column.name)
        if column.type is Type.REFERENCE and isinstance(given, int) and not isinstance(given, bool):
            return given
        value = parse_value(column, cast(Raw, given), zone=self.zone)
        if column.type is Type.REFERENCE and value is not None:
            return self.refs.resolve(column, str(value))
        return value

    # --- the verbs -----------------------------------------------------------------------
    def add(self, unit: Unit, values: Mapping[str, Value]) -> int:
        """Make a record from stored values by field; answers its key."""
        draft = self.defaults()
        draft.update({f: v for f, v in values.items() if v is not None})
        key = unit.new_keys(self.kind_name, 1)[0]
        self._check(unit, key, draft, None)
        unit.insert(self.kind_name, draft, record=key)
        self.settled(unit, key, None, draft)
        return key

    def change(
        self, unit: Unit, record: int, values: Mapping[str, Value], version: int | None = None
    ) -> bool:
        """Change fields of a record; False when nothing differs. Raises ConflictError."""
        before = unit.read(self.kind_name, record)
        unit.refuse_newer(before, version)
        draft = {**before.values, **values}
        self._check(unit, record, draft, before)
        if not unit.update(self.kind_name, record, draft, version):
            return False
        self.settled(unit, record, before, draft)
        return True

    def remove(self, unit: Unit, record: int) -> None:
        """Remove a record with its own parts (messages, items); raises DeskError(record.in_use)."""
        for holding in self.store.schema:
            if holding.owner is not None and holding.owner[0] == self.kind_name:
                sql = f"SELECT id FROM {quoted(holding.table)} WHERE {quoted(holding.owner[1])} = ?"
                for row in rows(unit.engine, sql, (record,)):
                    unit.delete(holding.kind.name, int(row[0]))
        unit.delete(self.kind_name, record)

    # --- rules of the capability ---------------------------------------------------------
    def prepare(self, unit: Unit, record: int, draft: Values, before: Snapshot | None) -> None:
        """Fill in what follows from other values, and refuse what must not be. May raise DeskError."""

    def settled(self, unit: Unit, record: int, before: Snapshot | None, after: Values) -> None:
        """Do what follows from the write, in the same unit of work."""

    def defaults(self) -> Values:
        """Stored values of a new record."""
        return {column.field: column.default for column in self.kind if column.default is not None}

    # --- checks --------------------------------------------------------------------------
    def _check(self, unit: Unit, record: int, draft: Values, before: Snapshot | None) -> None:
        self.prepare(unit, record, draft, before)
        problems: list[InvalidValueError] = []
        for column in self.kind:
            value = draft.get(column.field)
            if column.required and value in (None, ""):
                problems.append(InvalidValueError("value.required", column=column.name))
            elif column.unique and value is not None and (before is None or before[column.field] != value):
                problems += self._taken(record, column, value)
        problems += self._gone(unit, draft, before)
        if problems:
            raise InvalidRecordError(tuple(problems))

    def _gone(self, unit: Unit, draft: Values, before: Snapshot | None) -> Iterable[InvalidValueError]:
        """References to what is not there: somebody may have removed it since it was chosen."""
        for field, kind in self.store.schema.references(self.kind_name).items():
            value = draft.get(field)
            if value is None or (before is not None and before[field] == value):
                continue
            if not (isinstance(value, int) and unit.exists(kind, value)):
                column = self.kind.by_field.get(field)
                label = self.store.schema.kind(kind).label.lower()
                yield InvalidValueError(
                    "value.reference", column=column.name if column else field, kind=label, value=value
                )

    def _taken(self, record: int, column: Column, value: Value) -> Iterable[InvalidValueError]:
        holding = self.store.schema[self.kind_name]
        found = holder_of(self.store.engine, holding, record, column, value)
        if found is not None:
            holder = f"{self.kind.label} {self.refs.ref_of(self.kind_name, found)}"
            yield InvalidValueError("value.unique", column=column.name, value=value, holder=holder)

    # --- reading -------------------------------------------------------------------------
    def get(self, ref: str) -> Snapshot:
        """The record a person calls `ref`; raises DeskError(record.missing or record.ambiguous)."""
        return self.store.read(self.kind_name, self.refs.find(self.kind_name, ref))

    def parts(self, field: str, owner: int) -> list[Snapshot]:
        """Every record of this kind whose reference `field` is `owner`, oldest first."""
        holding = self.store.schema[self.kind_name]
        sql = f"SELECT id FROM {quoted(holding.table)} WHERE {quoted(field)} = ? ORDER BY id"
        keys = [row[0] for row in rows(self.store.engine, sql, (owner,))]
        found = rowform.read(self.store.engine, holding, keys)
        return [found[key] for key in keys if key in found]
