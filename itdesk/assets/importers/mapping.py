"""Which column of a file goes where: guessed by profile, name and values; changeable; kept."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from itdesk.assets.importers.reading import Table
from itdesk.core.errors import DeskError, InvalidValueError
from itdesk.core.kinds import Column, Kind
from itdesk.core.types import Type
from itdesk.core.units import normalise_mac
from itdesk.core.values import parse_value

PROFILE, NAME, VALUES, CHECK, LEFT_OUT = "profile", "name", "values", "check", "left-out"
"""Why a column goes where it goes: from a profile, by its name, by its values, a guess, or nowhere."""

SAMPLE_ROWS = 200

_SYNONYMS = {
    "person": ("username", "checked out", "assigned to", "employee name", "user name", "full name"),
    "place": ("default location", "location name"),
}
_IGNORED = frozenset({"image", "image url", "id", "created at", "updated at", "ldap import", "permissions"})


@dataclass(frozen=True, slots=True)
class Guess:
    """Where a column goes (`target` is a column name, or "" for nowhere) and why."""

    target: str
    why: str


@dataclass(frozen=True, slots=True)
class Profile:
    """A mapping kept for the next file of the same form."""

    name: str
    kind: str
    mapping: dict[str, str] = field(default_factory=dict)
    match: str = ""

    def as_json(self) -> dict[str, Any]:
        return {"name": self.name, "kind": self.kind, "mapping": self.mapping, "match": self.match}

    @classmethod
    def from_json(cls, given: Mapping[str, Any]) -> Profile:
        return cls(
            str(given["name"]), str(given["kind"]), dict(given["mapping"]), str(given.get("match", ""))
        )


def normalised(header: str) -> str:
    """A header as it is compared: "Asset_Tag *" → "asset tag"."""
    bare = re.sub(r"\s*\(\d+\)$", "", header.casefold())
    return re.sub(r"[^\w]+|_", " ", bare).strip()


def guess_kind(table: Table, kinds: Sequence[Kind]) -> Kind:
    """The kind whose columns the headers fit best; raises DeskError(file.format) when none does."""
    scores = [(sum(bool(_by_name(h, kind)) for h in table.headers), kind) for kind in kinds]
    best = max(score for score, _ in scores)
    if best == 0:
        raise DeskError("file.format", path="The file", why="no column has a known name; use --kind")
    fitting = [kind for score, kind in scores if score == best]
    has_asset_key = any(_by_name(h, k) in ("tag", "serial") for h in table.headers for k in fitting)
    for kind in fitting:
        if has_asset_key and kind.name == "asset":
            return kind
    return fitting[0]


def guess_mapping(table: Table, kind: Kind, profile: Profile | None = None) -> dict[str, Guess]:
    """A guess for every header; each target is taken once, by the surest."""
    guesses: dict[str, Guess] = {}
    taken: set[str] = set()
    for header in table.headers:
        if profile is not None and header in profile.mapping:
            guesses[header] = Guess(profile.mapping[header], PROFILE)
            taken.add(profile.mapping[header])
    for header, target in _named(table, kind):
        if header not in guesses and target not in taken:
            guesses[header] = Guess(target, NAME)
            taken.add(target)
    for place, header in enumerate(table.headers):
        if header not in guesses:
            target = _by_values(table, place, kind, taken)
            guesses[header] = Guess(target, VALUES if target else LEFT_OUT)
            taken.add(target)
    return {h: _doubtful(table, kind, h, guesses[h]) for h in table.headers}


def _named(table: Table, kind: Kind) -> list[tuple[str, str]]:
    """(header, column) by name, exact column names first, empty columns last."""
    found: list[tuple[int, str, str]] = []
    for place, header in enumerate(table.headers):
        target = _by_name(header, kind)
        if target:
            is_exact = normalised(header) == normalised(kind.column(target).name)
            is_empty = not any(row[place].strip() for row in table.rows[:SAMPLE_ROWS])
            found.append((2 * is_empty + (not is_exact), header, target))
    return [(header, target) for _, header, target in sorted(found, key=_rank)]


def _rank(item: tuple[int, str, str]) -> int:
    return item[0]


def _by_name(header: str, kind: Kind) -> str:
    name = normalised(header)
    if name in _IGNORED:
        return ""
    for column in kind:
        names = (column.name, column.label, *column.aliases, *_SYNONYMS.get(column.name, ()))
        if column.editable and name in (normalised(n) for n in names):
            return column.name
    return ""


def _by_values(table: Table, place: int, kind: Kind, taken: set[str]) -> str:
    values = [row[place].strip() for row in table.rows[:SAMPLE_ROWS] if row[place].strip()]
    if len(values) < 2:
        return ""
    tests = (
        ("email", lambda v: re.fullmatch(r"[^@\s]+@[^@\s]+\.\w+", v) is not None),
        ("mac", lambda v: normalise_mac(v) is not None),
        ("address", lambda v: re.fullmatch(r"(\d{1,3}\.){3}\d{1,3}", v) is not None),
    )
    for name, fits in tests:
        if name in kind.by_name and name not in taken and all(fits(v) for v in values):
            return name
    return ""


def _doubtful(table: Table, kind: Kind, header: str, guess: Guess) -> Guess:
    """A column that holds much that its target does not take wants a look."""
    if not guess.target or guess.why == PROFILE:
        return guess
    column, place = kind.column(guess.target), table.headers.index(header)
    values = [row[place] for row in table.rows[:SAMPLE_ROWS] if row[place].strip()]
    wrong = sum(not _fits(column, value) for value in values)
    doubt = header in table.facts.warnings or (values and wrong * 4 > len(values))
    return replace(guess, why=CHECK) if doubt else guess


def _fits(column: Column, value: str) -> bool:
    if column.type is Type.REFERENCE:
        return True
    try:
        parse_value(column, value)
    except InvalidValueError:
        return False
    return True


# --- combining -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Combining:
    """Several columns of a file that make one value, joined by `glue`."""

    target: str
    headers: tuple[str, ...]
    glue: str = " "


COMBININGS = (Combining("name", ("first name", "last name")), Combining("name", ("given name", "surname")),
              Combining("name", ("first name", "surname")), Combining("name", ("firstname", "lastname")))  # fmt: skip


def combined(table: Table, kind: Kind) -> Table:
    """The table with first and last names joined where the kind has a name and the file has none."""
    by_name = {normalised(h): i for i, h in enumerate(table.headers)}
    for rule in COMBININGS:
        places = [by_name.get(h) for h in rule.headers]
        has_own = any(_by_name(h, kind) == rule.target for h in table.headers)
        if None in places or has_own or rule.target not in kind.by_name or kind.name != "person":
            continue
        known = [p for p in places if p is not None]
        rows = [(*row, rule.glue.join(filter(None, (row[p].strip() for p in known)))) for row in table.rows]
        return Table((*table.headers, "Name"), rows, table.facts, table.lines)
    return table


def check_mapping(table: Table, kind: Kind, mapping: Mapping[str, str]) -> None:
    """Refuse a mapping that names a column that is not there; raises DeskError."""
    for header, target in mapping.items():
        if header not in table.headers:
            raise DeskError("import.column", column=header, columns=", ".join(table.headers))
        if target:
            kind.column(target)
