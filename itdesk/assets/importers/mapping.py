"""Which column of a file goes where: guessed by profile, name and values; changeable; kept."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC
from typing import Any

from itdesk.assets.importers.cells import ColumnReader
from itdesk.assets.importers.tables import Table
from itdesk.assets.importers.targets import MONTHS, Target, normalised, target_named, targets_of
from itdesk.core.errors import DeskError
from itdesk.core.kinds import Kind
from itdesk.core.units import normalise_mac

PROFILE, NAME, VALUES, CHECK, LEFT_OUT = "profile", "name", "values", "check", "left-out"
"""Why a column goes where it goes: from a profile, by its name, by its values, a guess, or nowhere."""

SAMPLE_ROWS = 200


@dataclass(frozen=True, slots=True)
class Guess:
    """Where a column goes (`target` is a target's name, or "" for nowhere) and why."""

    target: str
    why: str


@dataclass(frozen=True, slots=True)
class Profile:
    """A mapping (header → target, "" for left out) kept for the next file of the same form."""

    name: str
    kind: str
    mapping: dict[str, str] = field(default_factory=dict[str, str])
    match: str = ""

    def as_json(self) -> dict[str, Any]:
        return {"name": self.name, "kind": self.kind, "mapping": self.mapping, "match": self.match}

    @classmethod
    def from_json(cls, given: Mapping[str, Any]) -> Profile:
        return cls(
            str(given["name"]), str(given["kind"]), dict(given["mapping"]), str(given.get("match", ""))
        )


def guess_kind(table: Table, kinds: Sequence[Kind]) -> Kind:
    """The kind whose columns the headers fit best; raises DeskError(file.format) when none does."""
    named = {kind.name: _own_targets(table, kind) for kind in kinds}
    best = max(kinds, key=lambda kind: (len(named[kind.name]), _tells_apart(kind, named[kind.name])))
    if not named[best.name]:
        raise DeskError("file.format", path="The file", why="no column has a known name; use --kind")
    return best


def _tells_apart(kind: Kind, named: frozenset[str]) -> bool:
    """Whether a file has a column that records of this kind cannot do without, or are known by."""
    required = {column.name for column in kind if column.required}
    return not named.isdisjoint(_KEYS | required)


_KEYS = frozenset({"tag", "serial", "email", "username"})
"""Columns that tell a kind better than others do."""


def _own_targets(table: Table, kind: Kind) -> frozenset[str]:
    """Targets that headers name, without the details of other records."""
    found = (target_named(header, kind) for header in combined(table, kind).headers)
    return frozenset(target for target in found if target and "." not in target)


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
    targets = targets_of(kind)
    return {h: _doubtful(table, targets, h, guesses[h]) for h in table.headers}


def _named(table: Table, kind: Kind) -> list[tuple[str, str]]:
    """(header, target) by name, exact names first, empty columns last."""
    found: list[tuple[int, str, str]] = []
    for place, header in enumerate(table.headers):
        target = target_named(header, kind)
        if not target:
            continue
        values = [row[place].strip() for row in table.rows[:SAMPLE_ROWS] if row[place].strip()]
        if target == MONTHS and not all(map(_COUNT.match, values)):
            target = "warranty-until"
        is_exact = normalised(header) == normalised(target)
        found.append((2 * (not values) + (not is_exact), header, target))
    return [(header, target) for _, header, target in sorted(found, key=lambda item: item[0])]


_COUNT = re.compile(r"^\d{1,3}\b(?![-/.]\d)")


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
        is_free = name in kind.by_name and name not in taken and kind.column(name).editable
        if is_free and all(fits(v) for v in values):
            return name
    return ""


def _doubtful(table: Table, targets: Mapping[str, Target], header: str, guess: Guess) -> Guess:
    """A column that holds much that its target does not take, or may mean two things, wants a look."""
    target = targets.get(guess.target)
    if target is None or guess.why == PROFILE:
        return guess
    place = table.headers.index(header)
    cells = [row[place] for row in table.rows[:SAMPLE_ROWS] if row[place].strip()]
    reader = ColumnReader(target, [row[place] for row in table.rows], UTC)
    wrong = sum(bool(reader.read(cell).problem) for cell in cells)
    doubt = header in table.facts.warnings or reader.is_doubtful or (cells and wrong * 4 > len(cells))
    return replace(guess, why=CHECK) if doubt else guess


# --- combining -------------------------------------------------------------------------------

_FIRST = ("first name", "given name", "firstname", "vorname")
_LAST = ("last name", "surname", "family name", "lastname", "nachname")


def combined(table: Table, kind: Kind) -> Table:
    """The table with first and last names joined into one column where it has no column of the whole.

    "First Name" and "Last Name" make "Name" of a person; "Checked Out To: First Name" and
    "… Last Name" make "checked out to".
    """
    by_name = {normalised(header): place for place, header in enumerate(table.headers)}
    for name, first in list(by_name.items()):
        ending = next((end for end in _FIRST if name.endswith(end)), None)
        prefix = name.removesuffix(ending or "").strip()
        last = next((by_name[n] for end in _LAST if (n := f"{prefix} {end}".strip()) in by_name), None)
        if ending is None or last is None or (not prefix and kind.name != "person"):
            continue
        made = prefix or "Name"
        target = target_named(made, kind)
        if target and not any(target_named(header, kind) == target for header in table.headers):
            joined = (f"{row[first].strip()} {row[last].strip()}".strip() for row in table.rows)
            rows = [(*row, name) for row, name in zip(table.rows, joined, strict=True)]
            return replace(table, headers=(*table.headers, made), rows=rows)
    return table


def check_mapping(table: Table, kind: Kind, mapping: Mapping[str, str]) -> None:
    """Refuse a mapping that names a column that is not there; raises DeskError."""
    targets = targets_of(kind)
    for header, target in mapping.items():
        if header not in table.headers:
            raise DeskError("import.column", column=header, columns=", ".join(table.headers))
        if target and target not in targets:
            kind.column(target)
            raise DeskError("value.read_only", column=target)
