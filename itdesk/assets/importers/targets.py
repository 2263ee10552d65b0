"""Where a column of a file may go: a column of the kind, or something that helps to fill one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from itdesk.core.kinds import Column, Kind
from itdesk.core.types import Type

MONTHS = "warranty-months"
NUMBER = "number"

_MONTHS_ALIASES = ("warranty", "warranty months", "warranty period", "warranty duration", "garantie monate")
_DETAILS = {
    "person": {
        "email": ("email", "e-mail", "email address", "checked out to email", "user email"),
        "username": ("username", "user name", "login", "checked out to username", "alternate username"),
    }
}
"""By kind of a reference: columns of the other record that also tell which one is meant."""

_IGNORED = frozenset({"image", "image url", "id", "created at", "updated at", "ldap import", "permissions"})


@dataclass(frozen=True, slots=True)
class Target:
    """`name` is a column's name, "warranty-months", or "person.email" for a detail of a reference."""

    name: str
    label: str
    column: Column
    detail: str = ""
    aliases: tuple[str, ...] = ()


def targets_of(kind: Kind) -> dict[str, Target]:
    """Every target of a kind by name, in the order of its columns; its number can only be matched."""
    return {target.name: target for target in _targets(kind)}


def _targets(kind: Kind) -> Iterator[Target]:
    for column in kind:
        if column.field == "id":
            yield Target(column.name, column.label, column)
        if not column.editable:
            continue
        yield Target(column.name, column.label, column, "", column.aliases)
        if column.name == "warranty-until" and "bought" in kind.by_name:
            yield Target(MONTHS, "Warranty, months", column, "months", _MONTHS_ALIASES)
    seen: set[str] = set()
    for column in kind:
        if column.type is Type.REFERENCE and column.editable and column.kind not in seen:
            seen.add(column.kind)
            for detail, aliases in _DETAILS.get(column.kind, {}).items():
                name = f"{column.name}.{detail}"
                yield Target(name, f"{column.label}, {detail}", column, detail, aliases)


def target_named(header: str, kind: Kind) -> str:
    """The target that a header names, or ""."""
    name = normalised(header)
    if name in _IGNORED:
        return ""
    for target in targets_of(kind).values():
        if target.name == NUMBER:
            known: tuple[str, ...] = (NUMBER,)
        elif target.detail:
            known = target.aliases
        else:
            known = (target.name, target.label, *target.aliases)
        if name in map(normalised, known):
            return target.name
    return ""


def normalised(header: str) -> str:
    """A header as it is compared: "Asset_Tag *" → "asset tag"."""
    bare = re.sub(r"\s*\(\d+\)$", "", header.casefold())
    return re.sub(r"[^\w]+|_", " ", bare).strip()
