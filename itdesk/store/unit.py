"""A unit of work: every write of a desk, journaled as one entry in the transaction that makes it."""

from __future__ import annotations

import json
import os
import secrets
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from itdesk.core.errors import ConflictError, DeskError
from itdesk.core.events import Changed, Event
from itdesk.core.kinds import Value
from itdesk.store import rowform
from itdesk.store.digest import (
    GENESIS,
    SALT_SIZE,
    Change,
    Header,
    chained,
    digest_of_new,
)
from itdesk.store.engine import Engine, execute, execute_many, one, quoted, rows, scalar
from itdesk.store.refs import Refs
from itdesk.store.rowform import Snapshot
from itdesk.store.schema import Holding, Schema, Values
from itdesk.store.search import Index

BATCH = 1_000
"""Changes kept in memory before they are written, so that a bulk of a million stays small."""


@dataclass(frozen=True, slots=True)
class Author:
    """Who writes and from where (the process: window, cli, daemon)."""

    actor: str
    origin: str


@dataclass
class Unit:
    """Made by `Store.write`; not for use after its `with` block.

    `verb` says what a person did ("edit asset"); it holds no names, so that erasure never has to
    touch it. `entry` is the journal entry's number, known from the start.
    """

    engine: Engine
    schema: Schema
    index: Index
    author: Author
    verb: str
    now: int
    detail: str = ""
    undoes: int | None = None
    uuid: str = field(default_factory=lambda: uuid.uuid4().hex)
    entry: int = 0
    changes: int = 0
    events: list[Event] = field(default_factory=list[Event])
    _touched: dict[str, list[int]] = field(default_factory=dict[str, list[int]])
    _pending: list[tuple[Any, ...]] = field(default_factory=list[tuple[Any, ...]])
    _digests: list[bytes] = field(default_factory=list[bytes])
    _previous: bytes = GENESIS

    def begin(self) -> None:
        """Read the head of the chain; the transaction holds every other writer off."""
        head = one(self.engine, "SELECT id, digest FROM journal_entry ORDER BY id DESC LIMIT 1")
        if head is not None:
            self.entry, self._previous = head[0] + 1, bytes(head[1])
        else:
            self.entry = 1

    # --- the three operations ------------------------------------------------------------
    def insert(self, kind: str, values: Mapping[str, Value], record: int | None = None) -> int:
        """Make a record; answers its key. `record` is given only to bring back a removed one."""
        return self.insert_many(kind, [values], None if record is None else [record])[0]

    def insert_many(
        self, kind: str, batch: Sequence[Mapping[str, Value]], keys: Sequence[int] | None = None
    ) -> Sequence[int]:
        """Make records in one statement; answers their keys in order."""
        holding = self.schema[kind]
        if keys is None:
            keys = self.new_keys(kind, len(batch))
        batch = [{**holding.defaults, **values} for values in batch]
        names = ("id", "version", "created", "updated", "custom", *holding.fields)
        table_rows: list[tuple[Any, ...]] = []
        for key, values in zip(keys, batch, strict=True):
            own, custom = rowform.split_custom(dict(values))
            data = {f: v for f, v in values.items() if v is not None}
            self._record("+", kind, key, data)
            packed = rowform.packed_custom(custom) if custom else "{}"
            cells = (own.get(f) for f in holding.fields)
            table_rows.append((key, 1, self.now, self.now, packed, *cells))
        marks = ",".join("?" * len(names))
        columns = ",".join(quoted(name) for name in names)
        execute_many(
            self.engine, f"INSERT INTO {quoted(holding.table)} ({columns}) VALUES ({marks})", table_rows
        )
        self.index.write(holding, list(zip(keys, batch, strict=True)), replacing=False)
        return keys

    def update(self, kind: str, record: int, values: Mapping[str, Value], version: int | None = None) -> bool:
        """Change fields of a record; False when nothing differs.

        Raises ConflictError when `version` is given and the record has moved on.
        """
        holding = self.schema[kind]
        before = self.read(kind, record)
        self.refuse_newer(before, version)
        data = {f: [before[f], v] for f, v in values.items() if before[f] != v}
        if not data:
            return False
        after = {**before.values, **values}
        self._record("~", kind, record, data)
        self._store(holding, before, after, data)
        self.index.write(holding, [(record, after)], replacing=True)
        return True

    def delete(self, kind: str, record: int) -> None:
        """Remove a record; raises DeskError(record.in_use) when others refer to it."""
        holding = self.schema[kind]
        before = self.read(kind, record)
        self.refuse_if_used(kind, record)
        self._record("-", kind, record, {f: v for f, v in before.values.items() if v is not None})
        execute(self.engine, f"DELETE FROM {quoted(holding.table)} WHERE id = ?", (record,))
        self.index.remove(holding, [record])

    # --- erasure by law ------------------------------------------------------------------
    def erase(self, kind: str, record: int, values: Mapping[str, Value]) -> int:
        """Put `values` in the place of what must go; the journal keeps digests of both sides only.

        Answers how many values differed.
        """
        holding = self.schema[kind]
        before = self.read(kind, record)
        data = {f: [before[f], v] for f, v in values.items() if before[f] != v}
        if data:
            after = {**before.values, **values}
            self._record("~", kind, record, data, erased=True)
            self._store(holding, before, after, data)
            self.index.write(holding, [(record, after)], replacing=True)
        return len(data)

    def erase_whole(self, kind: str, record: int) -> None:
        """Remove a record; the journal keeps digests of its values only."""
        holding = self.schema[kind]
        data = {f: v for f, v in self.read(kind, record).values.items() if v is not None}
        self._record("-", kind, record, data, erased=True)
        execute(self.engine, f"DELETE FROM {quoted(holding.table)} WHERE id = ?", (record,))
        self.index.remove(holding, [record])

    # --- reading inside the transaction --------------------------------------------------
    def read(self, kind: str, record: int) -> Snapshot:
        """The record as this transaction sees it; raises DeskError(record.missing)."""
        found = rowform.read(self.engine, self.schema[kind], [record]).get(record)
        if found is None:
            raise DeskError("record.missing", kind=kind, ref=record)
        return found

    def exists(self, kind: str, record: int) -> bool:
        """Whether there is such a record."""
        sql = f"SELECT 1 FROM {quoted(self.schema[kind].table)} WHERE id = ?"
        return one(self.engine, sql, (record,)) is not None

    def users_of(self, kind: str, record: int) -> list[tuple[str, int]]:
        """Up to five (kind, key) of records that refer to this one."""
        found: list[tuple[str, int]] = []
        for holding, key in self.schema.referrers(kind):
            sql = f"SELECT id FROM {quoted(holding.table)} WHERE {quoted(key)} = ? LIMIT 5"
            found += [(holding.kind.name, row[0]) for row in rows(self.engine, sql, (record,))]
        return found[:5]

    def refuse_newer(self, before: Snapshot, version: int | None) -> None:
        """Raise ConflictError where `before` is not the version that somebody saw (None: whichever)."""
        if version is not None and before.version != version:
            raise self._conflict(self.schema[before.kind], before)

    def refuse_if_used(self, kind: str, record: int) -> None:
        users = self.users_of(kind, record)
        if users:
            refs = Refs(self.engine, self.schema)
            names = ", ".join(refs.called(*user) for user in users)
            raise DeskError("record.in_use", what=refs.called(kind, record), users=names)

    def new_keys(self, kind: str, count: int) -> Sequence[int]:
        """Keys never given before, in rising order."""
        sql = "UPDATE counter SET last = last + ? WHERE kind = ?"
        if execute(self.engine, sql, (count, kind)) == 0:
            execute(self.engine, "INSERT INTO counter (kind, last) VALUES (?, ?)", (kind, count))
        last = int(scalar(self.engine, "SELECT last FROM counter WHERE kind = ?", (kind,)))
        return range(last - count + 1, last + 1)

    def has_written(self, kind: str) -> bool:
        return kind in self._touched

    def tell(self, event: Event) -> None:
        """Publish `event` after the commit."""
        self.events.append(event)

    # --- the journal ---------------------------------------------------------------------
    def finish(self) -> Iterable[Event]:
        """Write the entry; answers what to publish after the commit. No entry when nothing changed."""
        if self.changes == 0:
            return self.events
        self._flush()
        salt = secrets.token_bytes(SALT_SIZE)
        header = Header(
            self.entry, self.now, self.author.actor, self.author.origin, self.verb, self.detail,
            self.uuid, self.undoes, salt,
        )  # fmt: skip
        digest = chained(self._previous, header, self._digests)
        execute(
            self.engine,
            "INSERT INTO journal_entry (id, at, actor, origin, verb, detail, uuid, undoes, changes,"
            " salt, digest) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (self.entry, self.now, self.author.actor, self.author.origin, self.verb, self.detail,
             self.uuid, self.undoes, self.changes, salt, digest),
        )  # fmt: skip
        changed = [
            Changed(kind, tuple(ids) if len(ids) <= BATCH else (), self.entry)
            for kind, ids in self._touched.items()
        ]
        return [*changed, *self.events]

    def _record(self, op: str, kind: str, record: int, data: dict[str, Any], *, erased: bool = False) -> None:
        salt, salts = os.urandom(SALT_SIZE), None
        self._digests.append(digest_of_new(op, kind, record, data, salt))
        if erased:
            change = Change(self.entry, self.changes, kind, record, op, data, salt).without(data)
            data, salt, salts = change.data, change.salt, json.dumps(change.salts)
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
        self._pending.append((self.entry, self.changes, kind, record, op, text, salt, salts))
        self.changes += 1
        ids = self._touched.setdefault(kind, [])
        if len(ids) <= BATCH:
            ids.append(record)
        if len(self._pending) >= BATCH:
            self._flush()

    def _flush(self) -> None:
        execute_many(
            self.engine,
            "INSERT INTO journal_change (entry, seq, kind, record, op, data, salt, salts)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            self._pending,
        )
        self._pending = []

    def _store(self, holding: Holding, before: Snapshot, after: Values, data: Mapping[str, Any]) -> None:
        own, custom = rowform.split_custom(after)
        changed = [f for f in holding.fields if f in data]
        cells: list[Any] = [own[f] for f in changed]
        if len(changed) < len(data):
            changed.append("custom")
            cells.append(rowform.packed_custom(custom))
        sets = ", ".join(f"{quoted(f)} = ?" for f in changed)
        execute(
            self.engine,
            f"UPDATE {quoted(holding.table)} SET {sets}, version = ?, updated = ? WHERE id = ?",
            (*cells, before.version + 1, self.now, before.id),
        )

    def _conflict(self, holding: Holding, before: Snapshot) -> ConflictError:
        actor = scalar(
            self.engine,
            "SELECT e.actor FROM journal_change c JOIN journal_entry e ON e.id = c.entry"
            " WHERE c.kind = ? AND c.record = ? ORDER BY c.entry DESC LIMIT 1",
            (holding.kind.name, before.id),
        )
        what = f"{holding.kind.label} {before.id}"
        return ConflictError("record.conflict", what=what, actor=actor or "somebody")
