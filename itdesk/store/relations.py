"""Links between records of any kinds: a manual about an asset, a ticket caused by another."""

from __future__ import annotations

from dataclasses import dataclass

from itdesk.core.errors import DeskError
from itdesk.store.engine import Engine, one, rows
from itdesk.store.unit import Unit


@dataclass(frozen=True, slots=True)
class Linked:
    """The other end of a relation, seen from one record. `relation` is the relation's own key."""

    relation: int
    kind: str
    record: int
    role: str


def linked(engine: Engine, kind: str, record: int) -> list[Linked]:
    """Everything that a record is linked to, whichever side made the link; oldest first."""
    sql = (
        "SELECT id, other_kind, other_record, role FROM relation WHERE kind = ? AND record = ?"
        " UNION SELECT id, kind, record, role FROM relation WHERE other_kind = ? AND other_record = ?"
        " ORDER BY 1"
    )
    found = rows(engine, sql, (kind, record, kind, record))
    return [Linked(int(r[0]), str(r[1]), int(r[2]), str(r[3] or "")) for r in found]


def link(unit: Unit, kind: str, record: int, other_kind: str, other: int, role: str = "about") -> int:
    """Link two records; answers the relation's key, that of the present one if they are linked so.

    Raises DeskError(relation.self, record.missing).
    """
    if (kind, record) == (other_kind, other):
        raise DeskError("relation.self")
    for one_way in ((kind, record, other_kind, other), (other_kind, other, kind, record)):
        sql = (
            "SELECT id FROM relation WHERE kind = ? AND record = ? AND other_kind = ?"
            " AND other_record = ? AND role = ?"
        )
        found = one(unit.engine, sql, (*one_way, role))
        if found is not None:
            return int(found[0])
    unit.read(kind, record)
    unit.read(other_kind, other)
    return unit.insert(
        "relation",
        {"kind": kind, "record": record, "other_kind": other_kind, "other_record": other, "role": role},
    )


def unlink(unit: Unit, relation: int) -> None:
    """Remove a link; raises DeskError(record.missing)."""
    unit.delete("relation", relation)
