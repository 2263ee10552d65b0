"""A kind is described once: lists, filters, search, import, export, CLI and prints follow from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from itdesk.core.errors import DeskError
from itdesk.core.types import Type

Value = str | int | float | bool | None
"""A stored value in its plain form (see `itdesk.core.types`)."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a CHOICE column.

    `state` names the theme's state colour (ok, warn, crit, info, unknown, maint) of its chip,
    `group` a second word that a query may use for several choices (`status:open`).
    """

    value: str
    label: str
    state: str = "unknown"
    group: str = ""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a kind.

    `name` is the contract name scripts rely on; `field` the stored attribute (by default the
    name with underscores, plus `_id` for a reference); `width` screen pixels and `print_width`
    millimetres, 0 for never printed in a table.
    """

    name: str
    label: str
    heading: str = ""
    """What stands over it in a table; `label` where nothing shorter is meant."""
    type: Type = Type.TEXT
    field: str = ""
    kind: str = ""
    choices: tuple[Choice, ...] = ()
    aliases: tuple[str, ...] = ()
    required: bool = False
    unique: bool = False
    editable: bool = True
    indexed: bool = False
    searched: bool = False
    personal: bool = False
    default: Value = None
    shown: bool = True
    width: int = 120
    print_width: int = 25
    custom: bool = False
    help: str = ""
    through: str = ""
    """The reference by which a query reaches this column of another kind: the tag of a ticket's asset."""

    def __post_init__(self) -> None:
        if not self.heading:
            object.__setattr__(self, "heading", self.label)
        if not self.field:
            suffix = "_id" if self.type is Type.REFERENCE else ""
            object.__setattr__(self, "field", self.name.replace("-", "_") + suffix)

    def choice(self, word: str) -> Choice | None:
        """The choice that `word` names by value, label or alias, in any case."""
        for choice in self.choices:
            if choice.value == word:
                return choice
        folded = word.strip().casefold()
        for choice in self.choices:
            names = (choice.value, choice.label, *choice.aliases)
            if folded in (name.casefold() for name in names):
                return choice
        return None


SINCE_THEN = Column(
    name="since-then", label="Since then", type=Type.CHOICE, editable=False, shown=False, width=180,
    print_width=0,
    choices=(
        Choice("same", "Not changed"), Choice("changed", "Changed", "warn"),
        Choice("deleted", "Deleted", "unknown"),
    ),
)  # fmt: skip
"""What became of a record of a past list; in a list of today every record is the same. Asked, never kept."""


@dataclass(frozen=True, slots=True)
class View:
    """A built-in saved view: a name and a query line."""

    name: str
    query: str


@dataclass(frozen=True)
class Kind:
    """What a record of this kind is called, has and shows.

    `ref` is the column a person calls a record by (a tag or human number), `title` the one that
    describes it, `shown_as` the one that another record's reference shows. `prefix` stands before
    a human number ("#1042").
    """

    name: str
    label: str
    plural: str
    columns: tuple[Column, ...]
    ref: str = "number"
    title: str = "name"
    shown_as: str = ""
    prefix: str = ""
    icon: str = "file"
    default_sort: str = "number"
    views: tuple[View, ...] = ()
    public: bool = True
    """False for the parts of another record (messages, checklist items): journaled, never listed alone."""
    custom: tuple[Column, ...] = field(default=())
    reached: tuple[Column, ...] = ()
    """Columns of records that this one refers to, which a query may ask for as if they were its own."""

    def __post_init__(self) -> None:
        if not self.shown_as:
            object.__setattr__(self, "shown_as", self.title)

    def __iter__(self) -> Iterator[Column]:
        yield from self.columns
        yield from self.custom

    @cached_property
    def by_name(self) -> Mapping[str, Column]:
        """Columns by contract name, custom ones included."""
        return {column.name: column for column in self}

    @cached_property
    def asked(self) -> Mapping[str, Column]:
        """What a query may name: its own columns before those it reaches through others."""
        others = {column.name: column for column in (SINCE_THEN, *self.reached)}
        return others | dict(self.by_name)

    @cached_property
    def by_field(self) -> Mapping[str, Column]:
        """Columns by stored attribute."""
        return {column.field: column for column in self}

    def column(self, name: str) -> Column:
        """The column called `name`; raises DeskError(column.unknown)."""
        found = self.by_name.get(name)
        if found is None:
            raise DeskError("column.unknown", kind=self.label, column=name, columns=", ".join(self.by_name))
        return found

    @property
    def default_columns(self) -> tuple[Column, ...]:
        return tuple(column for column in self if column.shown)

    def reach(self, through: str, *names: str) -> tuple[Column, ...]:
        """Columns of this kind for the `reached` of one that refers to it by its column `through`."""
        return tuple(replace(self.column(n), through=through, indexed=False, custom=False) for n in names)

    def with_custom(self, columns: Iterable[Column]) -> Kind:
        """This kind with a person's own columns added."""
        return replace(self, custom=tuple(columns))

    def format_ref(self, value: Value) -> str:
        """A human number or tag as people write it: 1042 → "#1042", "A-00042" → itself."""
        if value is None:
            return "—"
        return f"{self.prefix}{value}" if isinstance(value, int) else str(value)


class Catalogue:
    """Every kind of a desk by name."""

    def __init__(self, kinds: Iterable[Kind]) -> None:
        self._kinds = {kind.name: kind for kind in kinds}

    def __getitem__(self, name: str) -> Kind:
        found = self._kinds.get(name)
        if found is None:
            public = ", ".join(kind.name for kind in self if kind.public)
            raise DeskError("kind.unknown", kind=name, kinds=public)
        return found

    def __contains__(self, name: str) -> bool:
        return name in self._kinds

    def __iter__(self) -> Iterator[Kind]:
        return iter(self._kinds.values())

    def replace(self, kind: Kind) -> None:
        """Put a kind with other custom columns in the place of its former self."""
        self._kinds[kind.name] = kind
