"""What a file calls other records by: found in the ledger, among the file's own rows, or to be made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from itdesk.assets.importers.matching import Ledger, folded
from itdesk.assets.importers.rows import Coming, Named, Row
from itdesk.core.errors import DeskError
from itdesk.core.kinds import Column, Kind, Value
from itdesk.core.types import Type
from itdesk.people.rules.email_shape import is_email

MAKEABLE = frozenset({"person", "place", "supplier"})
"""Kinds of which a name is enough to make a record."""

_CALLED_BY = {"person": ("email", "username", "name"), "asset": ("tag", "serial", "name")}


@dataclass(frozen=True, slots=True)
class Make:
    """A record that the import makes because rows refer to it. `values` are by column name."""

    kind: str
    values: dict[str, Value]

    @property
    def name(self) -> str:
        return str(self.values["name"])


@dataclass
class References:
    """Resolves the references of one import; `makes` grows as names turn out to be unknown."""

    ledger: Ledger
    kinds: Mapping[str, Kind]
    makes: list[Make] = field(default_factory=list[Make])
    _known: dict[tuple[str, Named], int | Coming | str] = field(default_factory=dict)
    _made: dict[tuple[str, str], int] = field(default_factory=dict)
    _found: dict[str, dict[str, Mapping[str, Sequence[int]]]] = field(default_factory=dict)

    def resolve(self, rows: Sequence[Row], kind: Kind) -> None:
        """Replace every name of a row by a key, or by what is coming; unknown ones are wrong."""
        columns = [column for column in kind if column.type is Type.REFERENCE]
        for target in {column.kind for column in columns}:
            fields = {column.field for column in columns if column.kind == target}
            names = {name for row in rows for f, name in row.names.items() if f in fields}
            self._found[target] = self._ask(target, names)
        own = _titles(rows, kind)
        for column in columns:
            for row in rows:
                name = row.names.get(column.field)
                if name is not None and not row.is_wrong:
                    self._settle(row, column, name, own if column.kind == kind.name else {})

    def _ask(self, target: str, names: set[Named]) -> dict[str, Mapping[str, Sequence[int]]]:
        texts = {text for name in names for text in _texts(name)}
        return {c: self.ledger.find(target, c, texts) for c in self._called_by(target)} if texts else {}

    def _called_by(self, target: str) -> tuple[str, ...]:
        return _CALLED_BY.get(target, (self.kinds[target].title,))

    def _settle(self, row: Row, column: Column, name: Named, own: Mapping[str, int]) -> None:
        place = own.get(folded(name.text))
        answer = self._answer(column, name) if place is None else Coming(True, place)
        if isinstance(answer, str):
            row.refuse(column.name, answer)
        elif isinstance(answer, Coming):
            row.coming[column.field] = answer
        else:
            row.values[column.field] = answer

    def _answer(self, column: Column, name: Named) -> int | Coming | str:
        """A key, a record to come, or a sentence."""
        known = self._known.get((column.kind, name))
        if known is None:
            known = self._known[column.kind, name] = self._look_up(column, name)
        return known

    def _look_up(self, column: Column, name: Named) -> int | Coming | str:
        details = dict(name.details)
        text = name.text or next(iter(details.values()), "")
        kind = self.kinds[column.kind]
        for called in self._called_by(column.kind):
            for word in (details.get(called), name.text if called not in details else None):
                keys = self._found[column.kind][called].get(folded(word), ()) if word else ()
                if len(keys) > 1:
                    plural = kind.plural.lower()
                    return str(DeskError("value.ambiguous", column=column.name, kind=plural, value=word))
                if keys and not self._is_another(column.kind, keys[0], details):
                    return keys[0]
        number = self._numbered(kind, name.text)
        if number is not None:
            return number
        if column.kind not in MAKEABLE:
            label = kind.label.lower()
            return str(DeskError("value.reference", column=column.name, kind=label, value=text))
        return self._make(column.kind, text, details)

    def _is_another(self, kind: str, key: int, details: Mapping[str, str]) -> bool:
        """Whether the record found by its name has other details than the ones the file gives."""
        if not details:
            return False
        values = self.ledger.read(kind, [key])[key].values
        email, given = values.get("email"), details.get("email")
        return bool(email and given) and folded(str(email)) != folded(str(given))

    def _numbered(self, kind: Kind, text: str) -> int | None:
        """The record that "U-12" names."""
        bare = text.casefold().removeprefix(kind.prefix.casefold())
        is_number = bool(kind.prefix) and bare != text.casefold() and bare.isascii() and bare.isdigit()
        if not is_number or len(bare) > 9:
            return None
        return int(bare) if self.ledger.read(kind.name, [int(bare)]) else None

    def _make(self, kind: str, text: str, details: Mapping[str, str]) -> Coming:
        email = details.get("email") or text
        values: dict[str, Value] = {"name": text[:1_000], **details}
        values.pop("email", None)
        if kind == "person" and is_email(email):
            values["email"] = email
        told = (values.get("email"), values.get("username"))
        sure = [folded(str(word)) for word in told if word]
        for word in sure or [folded(text)]:
            if (kind, word) in self._made:
                return Coming(False, self._made[kind, word])
        place = self._place_of(Make(kind, values))
        for word in (*sure, folded(text)):
            self._made.setdefault((kind, word), place)
        return Coming(False, place)

    def _place_of(self, make: Make) -> int:
        """The place of a new record among `makes`: that of its bare name, if a row before gave no more."""
        place = self._made.get((make.kind, folded(make.name)))
        if place is not None and self.makes[place].values.keys() == {"name"}:
            self.makes[place] = make
            return place
        self.makes.append(make)
        return len(self.makes) - 1


def _texts(name: Named) -> Iterator[str]:
    if name.text:
        yield name.text
    yield from (text for _, text in name.details)


def _titles(rows: Sequence[Row], kind: Kind) -> dict[str, int]:
    """Rows by what they are called, for references among the rows of one file."""
    title = kind.column(kind.title).field
    found: dict[str, int] = {}
    for row in rows:
        value = row.values.get(title)
        if value is not None and row.before is None and not row.is_wrong:
            found.setdefault(folded(str(value)), row.place)
    return found
