"""Which table holds which kind: what the rooms above register with the store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from itdesk.core.errors import DeskError
from itdesk.core.kinds import Catalogue, Choice, Column, Kind, Value
from itdesk.core.types import Type
from itdesk.store.library import sorted_models
from itdesk.store.orm import peewee
from itdesk.store.tables import Record, Table

CUSTOM = "custom."
"""Prefix of the field name of a custom column; its value lives in the JSON column `custom`."""

BASE_FIELDS = ("id", "version", "created", "updated", "custom")


@dataclass(frozen=True)
class Holding:
    """A kind and the table that holds it.

    `code` is a small number of its own for the full-text index, fixed for ever. `owner` names the
    fields (kind name or None for a fixed kind, and key) of the record that a part belongs to, so
    that a search for a message finds its ticket.
    """

    kind: Kind
    model: type[Record]
    code: int
    owner: tuple[str, str] | None = None
    """(kind name of the owner, field with the owner's key)."""
    indexes: tuple[tuple[str, ...], ...] = ()
    """Indexes over several fields, for filters and sorts that are used together."""

    @property
    def table(self) -> str:
        return str(self.model._meta.table_name)  # type: ignore[attr-defined]

    @cached_property
    def fields(self) -> tuple[str, ...]:
        """Stored attributes beside the base ones, by column name of the table."""
        names = (f.column_name for f in self.model._meta.sorted_fields)  # type: ignore[attr-defined]
        return tuple(name for name in names if name not in BASE_FIELDS)

    @cached_property
    def defaults(self) -> Mapping[str, Value]:
        """What a field gets that must not be missing."""
        fields = self.model._meta.sorted_fields  # type: ignore[attr-defined]
        return {
            f.column_name: f.default for f in fields if f.column_name in self.fields and f.default is not None
        }

    @cached_property
    def nullable(self) -> frozenset[str]:
        """Stored attributes that may be missing."""
        fields = self.model._meta.sorted_fields  # type: ignore[attr-defined]
        return frozenset(f.column_name for f in fields if f.null)

    @property
    def searched(self) -> tuple[Column, ...]:
        return tuple(column for column in self.kind if column.searched)


@dataclass
class Schema:
    """Every kind and every plain table of a desk."""

    holdings: Mapping[str, Holding]
    tables: tuple[type[Table], ...]
    catalogue: Catalogue = field(init=False)

    def __post_init__(self) -> None:
        self.catalogue = Catalogue(holding.kind for holding in self.holdings.values())
        codes = [holding.code for holding in self.holdings.values()]
        if len(set(codes)) != len(codes):
            raise ValueError("two kinds share a code")
        self._by_code = {holding.code: holding for holding in self.holdings.values()}
        self._referrers = self._find_referrers()
        self._references = self._find_references()

    @classmethod
    def of(cls, holdings: Iterable[Holding], tables: Iterable[type[Table]]) -> Schema:
        return cls({holding.kind.name: holding for holding in holdings}, tuple(tables))

    def __getitem__(self, kind: str) -> Holding:
        found = self.holdings.get(kind)
        if found is None:
            public = ", ".join(h.kind.name for h in self if h.kind.public)
            raise DeskError("kind.unknown", kind=kind, kinds=public)
        return found

    def __iter__(self) -> Iterator[Holding]:
        return iter(self.holdings.values())

    def kind(self, name: str) -> Kind:
        """The kind with its custom columns."""
        return self.catalogue[name]

    def by_code(self, code: int) -> Holding:
        return self._by_code[code]

    def models(self) -> list[type[peewee.Model]]:
        """Every table, referenced ones first."""
        own: list[type[peewee.Model]] = [*self.tables, *(h.model for h in self)]
        return sorted_models(list(dict.fromkeys(own)))

    def referrers(self, kind: str) -> tuple[tuple[Holding, str], ...]:
        """The (holding, field) pairs whose foreign keys point to `kind`."""
        return self._referrers.get(kind, ())

    def references(self, kind: str) -> Mapping[str, str]:
        """The kinds that the foreign keys of `kind` point to, by field."""
        return self._references.get(kind, {})

    def _find_references(self) -> dict[str, dict[str, str]]:
        found: dict[str, dict[str, str]] = {}
        for target, pairs in self._referrers.items():
            for holding, key in pairs:
                found.setdefault(holding.kind.name, {})[key] = target
        return found

    def _find_referrers(self) -> dict[str, tuple[tuple[Holding, str], ...]]:
        by_model = {holding.model: holding.kind.name for holding in self}
        found: dict[str, list[tuple[Holding, str]]] = {}
        for holding in self:
            meta = holding.model._meta  # type: ignore[attr-defined]
            for key in meta.refs:
                target = by_model.get(key.rel_model)
                if target is not None:
                    found.setdefault(target, []).append((holding, key.column_name))
        return {kind: tuple(pairs) for kind, pairs in found.items()}


def custom_column(
    name: str, label: str, column_type: Type, choices: tuple[str, ...], kind: str = ""
) -> Column:
    """The description of a column that a person added."""
    return Column(
        name=name, label=label, type=column_type, kind=kind, field=CUSTOM + name, custom=True,
        choices=tuple(Choice(value, value) for value in choices), shown=False,
        searched=column_type.is_text, indexed=True,
    )  # fmt: skip


Values = dict[str, Value]
"""Stored values by field; custom ones under "custom.<name>"."""
