"""Which record of the ledger a row is about, by a column that tells records apart."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Protocol

from itdesk.assets.importers.rows import Row
from itdesk.assets.importers.tables import Table
from itdesk.assets.importers.targets import NUMBER
from itdesk.core.errors import DeskError
from itdesk.core.kinds import Column, Kind
from itdesk.store.rowform import Snapshot

_KEYS = {
    "asset": ("tag", "serial", "uuid", "mac", "name"),
    "person": ("email", "username", "employee-number", "name"),
}
"""By kind: columns that tell records apart, the surest first."""
IDENTITIES = {"asset": ("serial", "uuid")}
"""By kind: columns whose value belongs to one thing in the world, though the ledger allows two."""

_NEARLY = 0.9
"""Share of rows that a key must have at least to be taken before one that some rows share."""

_JUNK = frozenset({
    "", "0", "00", "000", "0000", "00000000", "n/a", "na", "none", "null", "unknown", "-", "--", "—", "?",
    "x", "xxx", "tbd", "default string", "to be filled by o.e.m.", "system serial number",
    "not specified", "not available", "not applicable", "invalid", "empty", "123456789",
})  # fmt: skip


class Ledger(Protocol):
    """What an import asks of the records that are there."""

    head: int
    """The last journal entry when the ledger was asked first."""

    def find(self, kind: str, column: str, texts: Collection[str]) -> Mapping[str, Sequence[int]]:
        """Keys of the records whose column equals a text in any case, by `folded` text."""
        ...

    def read(self, kind: str, keys: Collection[int]) -> Mapping[int, Snapshot]:
        """The records with these keys."""
        ...

    def shown(self, kind: str, keys: Collection[int]) -> Mapping[int, str]:
        """What a reference to each of these records shows."""
        ...


def folded(text: str) -> str:
    """Text as it is compared."""
    return text.strip().casefold()


def is_junk(text: str) -> bool:
    """Whether a serial or another identity is a filler that many things share."""
    return folded(text) in _JUNK


def keys_of(kind: Kind) -> tuple[str, ...]:
    """The targets that rows of a kind may be matched by, the surest first."""
    unique = (column.name for column in kind if column.unique)
    known = _KEYS.get(kind.name, (*unique, kind.title))
    names = (*known, *(name for name in (kind.ref,) if name == NUMBER))
    return tuple(name for name in dict.fromkeys(names) if name in kind.by_name)


def best_match(table: Table, kind: Kind, mapping: Mapping[str, str]) -> str:
    """The key that tells the rows apart best; "" when no column of the file is one.

    One that nearly every row has and no two share goes before any other; then the fullest, the
    surest among equals.
    """
    places = {target: table.headers.index(header) for header, target in mapping.items() if target}
    scores: dict[str, float] = {}
    for name in keys_of(kind):
        if name not in places or name == NUMBER:
            continue
        filled = [text for row in table.rows if not is_junk(text := folded(row[places[name]]))]
        share = len(set(filled)) / len(table.rows)
        scores[name] = share + (len(set(filled)) == len(filled) and share >= _NEARLY)
    return max(scores, key=lambda name: scores[name]) if any(scores.values()) else ""


def checked_match(kind: Kind, mapping: Mapping[str, str], match: str) -> None:
    """Refuse a key that no column of the file gives; raises DeskError(import.match)."""
    possible = [name for name in keys_of(kind) if name in mapping.values()]
    if match and match not in possible:
        raise DeskError("import.match", column=match, columns=", ".join(possible) or "none")


def match_rows(rows: Sequence[Row], kind: Kind, match: str, ledger: Ledger) -> None:
    """Give each row the record it is about; a key that stands twice or names several is wrong."""
    if not match:
        return
    is_unique = kind.column(match).unique
    wanted = [row for row in rows if row.key and (is_unique or not is_junk(row.key))]
    _refuse_repeats(wanted, match)
    if not wanted:
        return
    found = ledger.find(kind.name, match, {row.key for row in wanted})
    snapshots = ledger.read(kind.name, [keys[0] for keys in found.values() if len(keys) == 1])
    for row in wanted:
        keys = found.get(folded(row.key), ())
        if len(keys) > 1:
            row.refuse(match, str(DeskError("import.ambiguous", column=match, value=row.key)))
        elif keys:
            row.before = snapshots.get(keys[0])


def _refuse_repeats(rows: Iterable[Row], match: str) -> None:
    first: dict[str, int] = {}
    for row in rows:
        text = folded(row.key)
        if first.setdefault(text, row.line) != row.line:
            row.refuse(match, str(DeskError("import.twice", column=match, value=row.key, row=first[text])))


def refuse_taken(rows: Sequence[Row], kind: Kind, match: str, ledger: Ledger) -> None:
    """Refuse values that another row or another record has, where only one may have them."""
    identities = IDENTITIES.get(kind.name, ())
    for column in kind:
        if not column.type.is_text or not (column.unique or column.name in identities):
            continue
        changed = [row for row in rows if not row.is_wrong and _gives(row, column)]
        texts = {str(row.values[column.field]) for row in changed}
        found = ledger.find(kind.name, column.name, texts) if texts else {}
        first: dict[str, int] = {}
        for row in changed:
            text = str(row.values[column.field])
            others = [key for key in found.get(folded(text), ()) if key != row.record]
            if first.setdefault(folded(text), row.line) != row.line:
                error = DeskError("import.twice", column=column.name, value=text, row=first[folded(text)])
                row.refuse(column.name, str(error))
            elif others:
                holder = ledger.shown(kind.name, others[:1]).get(others[0], str(others[0]))
                holder = f"{kind.label.lower()} {holder}"
                error = DeskError("import.taken", column=column.name, value=text, holder=holder)
                row.refuse(column.name, str(error))


def _gives(row: Row, column: Column) -> bool:
    """Whether a row sets an identity to something it was not."""
    value = row.values.get(column.field)
    if value is None or (not column.unique and is_junk(str(value))):
        return False
    return row.before is None or row.before[column.field] != value
