"""Erasure by law: a person's data goes from records, history, search and files; the chain still holds.

What goes leaves its digest in the journal and nothing else. Everything is one transaction; then the
file is rewritten, so that the bytes are gone when the verb returns.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace

from itdesk.core.errors import DeskError
from itdesk.core.kinds import Column, Value
from itdesk.core.types import Type
from itdesk.store import rowform
from itdesk.store.digest import ERASED_TEXT, Change, is_erased
from itdesk.store.engine import execute, quoted, rows
from itdesk.store.journal import CHANGE_COLUMNS, HEADER_COLUMNS, header_of
from itdesk.store.mentions import (
    IDENTIFYING,
    Names,
    TextShape,
    files_naming,
    plain_rows_naming,
    records_naming,
)
from itdesk.store.owed import SCRUB, is_scrub_owed
from itdesk.store.schema import Holding, Values
from itdesk.store.store import Store
from itdesk.store.unit import Unit

PERSON = "person"
"""The kind whose records are people: what identifies one is looked for everywhere."""
_PROSE = frozenset({Type.TEXT, Type.LONG_TEXT})
_KEPT_TABLES = frozenset({"journal_entry", "journal_change", "file_chunk", "secret", "counter"})
_DUTIES = ("active", "watched")
"""Yes/no fields that end with the record's use."""


@dataclass
class Erasure:
    """What went: journal entry, records touched, values, files, and texts elsewhere that named it."""

    entry: int = 0
    records: int = 0
    values: int = 0
    files: int = 0
    mentions: int = 0
    files_naming: tuple[str, ...] = ()
    """Files of other records whose text still names the person: somebody has to look into them."""


def erase(store: Store, actor: str, kind: str, key: int, why: str) -> Erasure:
    """Erase a record's personal values everywhere; raises DeskError(erase.why, erase.owed).

    The record stays as a placeholder, because others refer to it. Backups made earlier still hold
    the values; so does a PostgreSQL server's own log.
    """
    reason = why.strip()
    if not reason:
        raise DeskError("erase.why")
    with store.write(actor, f"erase {kind}", detail=reason) as unit:
        done = _Eraser(store, unit, kind, key).run()
        done.entry = unit.entry
        execute(unit.engine, "DELETE FROM upkeep WHERE name = ?", (SCRUB,))
        execute(unit.engine, "INSERT INTO upkeep (name, value) VALUES (?, ?)", (SCRUB, str(unit.entry)))
    settle(store)
    return done


def settle(store: Store) -> bool:
    """Rewrite the desk's files when an erasure still owes it; answers whether there was one.

    Raises DeskError(erase.owed) while another process holds the file.
    """
    if not is_scrub_owed(store.engine):
        return False
    try:
        store.engine.scrub()
        with store.engine.write():
            execute(store.engine, "DELETE FROM upkeep WHERE name = ?", (SCRUB,))
    except DeskError as error:
        if error.code == "desk.locked":
            raise DeskError("erase.owed") from error
        raise
    return True


class _Eraser:
    """One erasure inside its unit of work."""

    def __init__(self, store: Store, unit: Unit, kind: str, key: int) -> None:
        self.schema, self.engine = store.schema, store.engine
        self.unit, self.kind, self.key = unit, kind, key
        self.done = Erasure()

    def run(self) -> Erasure:
        states = [*self._present_states(), *self._past_states()]
        if not states:
            raise DeskError("record.missing", kind=self.kind, ref=self.key)
        names = Names.of(states) if self.kind == PERSON else Names.of([])
        gone = self._erasable(self.kind)
        self._describe(gone, names)
        self._record(self.kind, self.key, gone)
        for kind, key in self._parts():
            self._record(kind, key, [c for c in self.schema.kind(kind) if c.type in _PROSE])
        self._files()
        execute(self.engine, "DELETE FROM secret WHERE name = ?", (f"{self.kind}:{self.key}",))
        if names.words:
            self._mentions(names)
            self._history_naming(names)
            self._headers_naming(names)
            self._plain_tables(names)
            self.done.files_naming = tuple(files_naming(self.engine, names))
        return self.done

    # --- the record and its parts --------------------------------------------------------
    def _erasable(self, kind: str) -> list[Column]:
        """What may tell of a person: marked columns and a person's own; else every searched text too."""
        described = self.schema.kind(kind)
        if kind == PERSON:
            return [c for c in described if c.personal or c.custom]
        texts = [c for c in described if c.personal or (c.searched and c.type.is_text)]
        return [c for c in texts if c.name != described.ref]

    def _describe(self, gone: list[Column], names: Names) -> None:
        """The erasure's own entry must not hold what it erases."""
        unit, labels = self.unit, ", ".join(column.label for column in gone)
        unit.detail = f"{names.redacted(unit.detail)} (values: {labels})"
        if _names(names, unit.author.actor):
            unit.author = replace(unit.author, actor=ERASED_TEXT)

    def _record(self, kind: str, key: int, gone: list[Column]) -> None:
        """A record that is removed already has only its history."""
        holding = self.schema[kind]
        before = rowform.read(self.engine, holding, [key]).get(key)
        if before is not None:
            new = {c.field: _blank(holding, c, key) for c in gone if before[c.field] is not None}
            self.done.values += self.unit.erase(kind, key, new)
            self.done.records += 1
            self.unit.update(kind, key, {f: False for f in _DUTIES if before[f]})
        self._history(kind, key, [c.field for c in gone])

    def _present_states(self) -> list[Values]:
        found = rowform.read(self.engine, self.schema[self.kind], [self.key])
        return [found[self.key].values] if found else []

    def _parts(self) -> Iterator[tuple[str, int]]:
        for holding, key_field in self.schema.referrers(self.kind):
            if holding.owner is not None and holding.owner == (self.kind, key_field):
                sql = f"SELECT id FROM {quoted(holding.table)} WHERE {quoted(key_field)} = ?"
                for row in rows(self.engine, sql, (self.key,)):
                    yield holding.kind.name, int(row[0])

    def _past_states(self) -> list[Values]:
        """Values that the record had, as the journal knows them."""
        return [
            {f: v for f, v in side.items() if not is_erased(v)}
            for change in self._changes(self.kind, self.key)
            for side in (change.before(), change.after())
        ]

    # --- files ---------------------------------------------------------------------------
    def _files(self) -> None:
        sql = "SELECT id, sha256 FROM attachment WHERE kind = ? AND record = ?"
        for key, sha256 in rows(self.engine, sql, (self.kind, self.key)):
            self.unit.erase_whole("attachment", int(key))
            self._history("attachment", int(key), ["name", "sha256"])
            self.done.files += 1
            if not rows(self.engine, "SELECT 1 FROM attachment WHERE sha256 = ? LIMIT 1", (sha256,)):
                execute(self.engine, "DELETE FROM file_chunk WHERE sha256 = ?", (sha256,))

    # --- elsewhere -----------------------------------------------------------------------
    def _mentions(self, names: Names) -> None:
        found = list(records_naming(self.engine, self.schema, names, own_kind=self.kind))
        for holding, key, changed in found:
            self.done.mentions += self.unit.erase(holding.kind.name, key, changed)

    def _history_naming(self, names: Names) -> None:
        """Values of any record's past that name the person."""
        seen: set[tuple[int, int]] = set()
        for word in names.needles:
            needle = json.dumps(word, ensure_ascii=False)[1:-1]
            condition, param = self.engine.contains_text("data", needle)
            sql = f"SELECT {CHANGE_COLUMNS} FROM journal_change WHERE {condition}"
            for row in rows(self.engine, sql, (param,)):
                change = Change.from_row(row)
                if (change.entry, change.seq) in seen:
                    continue
                seen.add((change.entry, change.seq))
                fields = [f for f in change.data if any(_names(names, v) for _, v in change.sides(f))]
                self._rewrite(change, [f for f in fields if not self._is_namesake(change, f)])

    def _is_namesake(self, change: Change, field: str) -> bool:
        return change.kind == self.kind and change.record != self.key and field in IDENTIFYING

    def _headers_naming(self, names: Names) -> None:
        sql = f"SELECT {HEADER_COLUMNS} FROM journal_entry WHERE id < ?"
        conditions: list[str] = []
        params: list[object] = [self.unit.entry]
        for word in names.needles:
            for column in ("actor", "detail"):
                condition, param = self.engine.contains_text(column, word)
                conditions.append(condition)
                params.append(param)
        for row in rows(self.engine, f"{sql} AND ({' OR '.join(conditions)})", params):
            header = header_of(row)
            clean = header.without(actor=_names(names, header.actor), detail=_names(names, header.detail))
            execute(
                self.engine, "UPDATE journal_entry SET actor = ?, detail = ?, salt = ? WHERE id = ?",
                (clean.actor, clean.detail, clean.salt, clean.id),
            )  # fmt: skip

    def _plain_tables(self, names: Names) -> None:
        for table in self.schema.tables:
            shape = TextShape.of(table)
            if shape.table in _KEPT_TABLES:
                continue
            where = " AND ".join(f"{quoted(k)} = ?" for k in shape.keys)
            for column, key, clean in list(plain_rows_naming(self.engine, shape, names)):
                sql = f"UPDATE {quoted(shape.table)} SET {quoted(column)} = ? WHERE {where}"
                execute(self.engine, sql, (clean, *key))

    # --- history -------------------------------------------------------------------------
    def _history(self, kind: str, key: int, fields: list[str]) -> None:
        for change in self._changes(kind, key):
            self._rewrite(change, [f for f in fields if f in change.data])

    def _changes(self, kind: str, key: int) -> list[Change]:
        sql = f"SELECT {CHANGE_COLUMNS} FROM journal_change WHERE kind = ? AND record = ? ORDER BY entry, seq"
        return [Change.from_row(row) for row in rows(self.engine, sql, (kind, key))]

    def _rewrite(self, change: Change, fields: list[str]) -> None:
        if not fields:
            return
        clean = change.without(fields)
        self.done.values += len(fields)
        execute(
            self.engine,
            "UPDATE journal_change SET data = ?, salt = ?, salts = ? WHERE entry = ? AND seq = ?",
            (json.dumps(clean.data, ensure_ascii=False, separators=(",", ":")), clean.salt,
             json.dumps(clean.salts), change.entry, change.seq),
        )  # fmt: skip


def _blank(holding: Holding, column: Column, key: int) -> Value:
    """What stands where a value went: nothing where nothing may be, else a word that says so."""
    if column.custom or (column.field in holding.nullable and not column.required):
        return None
    if column.field in holding.defaults:
        return holding.defaults[column.field]
    return f"{ERASED_TEXT} {key}" if column.unique else ERASED_TEXT


def _names(names: Names, value: Value | dict[str, str]) -> bool:
    return isinstance(value, str) and names.pattern.search(value) is not None
