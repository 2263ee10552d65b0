"""The hash chain of the journal.

Each value enters by a salted digest (a leaf), never itself, so that erasing value and salt leaves
the chain whole. BLAKE2b (RFC 7693) is keyed by the salt; digests are 32 bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import Any

from itdesk.core.kinds import Value

SIZE = 32
SALT_SIZE = 16
GENESIS = bytes(SIZE)
"""What the first entry chains to."""

ERASED = "erased"
ERASED_TEXT = "(erased)"
"""What is told in the place of a value that was erased by law."""
ERASED_WORD = "(erased) "
"""Before the digest of an erased actor or detail."""

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def canonical(value: Value) -> bytes:
    """A value as bytes that mean only that value: JSON, so that 1, "1" and true differ."""
    return _encode(value).encode("utf-8", "surrogatepass")


def field_salt(salt: bytes, field: str, side: str) -> bytes:
    """The salt of one value, derived from that of its change; `side` is "b" (before) or "a" (after)."""
    return blake2b(f"{side}{field}".encode(), digest_size=SALT_SIZE, key=salt).digest()


def leaf(value: Value, salt: bytes) -> bytes:
    return blake2b(canonical(value), digest_size=SIZE, key=salt).digest()


@dataclass(frozen=True, slots=True)
class Change:
    """A row of `JournalChange` in its parsed form. `data` is as stored; erased values are dicts."""

    entry: int
    seq: int
    kind: str
    record: int
    op: str
    data: dict[str, Any]
    salt: bytes
    salts: dict[str, str] | None = None

    @classmethod
    def from_row(cls, row: tuple[Any, ...]) -> Change:
        entry, seq, kind, record, op, data, salt, salts = row
        return cls(
            entry, seq, kind, record, op, json.loads(data), bytes(salt),
            json.loads(salts) if salts else None,
        )  # fmt: skip

    def sides(self, field: str) -> tuple[tuple[str, Any], ...]:
        """("b", before) and ("a", after) of a field, as far as the operation has them."""
        stored = self.data[field]
        if self.op == "+":
            return (("a", stored),)
        if self.op == "-":
            return (("b", stored),)
        return (("b", stored[0]), ("a", stored[1]))

    def before(self) -> dict[str, Any]:
        return {} if self.op == "+" else {f: self.sides(f)[0][1] for f in self.data}

    def after(self) -> dict[str, Any]:
        return {} if self.op == "-" else {f: self.sides(f)[-1][1] for f in self.data}

    def salt_of(self, field: str, side: str) -> bytes:
        if self.salts is not None:
            return bytes.fromhex(self.salts[side + field])
        return field_salt(self.salt, field, side)

    def digest(self) -> bytes:
        """What this change adds to its entry's digest."""
        total = blake2b(f"{self.op}\0{self.kind}\0{self.record}".encode(), digest_size=SIZE)
        for field in sorted(self.data):
            total.update(f"\0{field}\0".encode())
            for side, value in self.sides(field):
                total.update(self._leaf(field, side, value))
        return total.digest()

    def _leaf(self, field: str, side: str, value: Any) -> bytes:
        if is_erased(value):
            return bytes.fromhex(value[ERASED])
        return leaf(value, self.salt_of(field, side))

    @property
    def has_erased(self) -> bool:
        return self.salts is not None

    def without(self, fields: Iterable[str]) -> Change:
        """The same change with the values of `fields` erased and every salt of theirs gone."""
        gone = set(fields)
        data: dict[str, Any] = {}
        salts: dict[str, str] = {}
        for field in self.data:
            kept: list[Any] = []
            for side, value in self.sides(field):
                if field in gone and value is not None and not is_erased(value):
                    kept.append({ERASED: self._leaf(field, side, value).hex()})
                else:
                    kept.append(value)
                    if not is_erased(value):
                        salts[side + field] = self.salt_of(field, side).hex()
            data[field] = kept if self.op == "~" else kept[0]
        return Change(self.entry, self.seq, self.kind, self.record, self.op, data, b"", salts)


def is_erased(value: object) -> bool:
    return isinstance(value, dict) and ERASED in value


def erased_word(digest: bytes) -> str:
    """What stands in a header for an actor or detail that was erased."""
    return ERASED_WORD + digest.hex()


def is_erased_word(word: str) -> bool:
    return word.startswith(ERASED_WORD) and len(word) == len(ERASED_WORD) + 2 * SIZE


def digest_of_new(op: str, kind: str, record: int, data: dict[str, Any], salt: bytes) -> bytes:
    """`Change.digest` for a change that is being written (the hot path of imports)."""
    return Change(0, 0, kind, record, op, data, salt).digest()


@dataclass(frozen=True, slots=True)
class Header:
    """The part of an entry that is not its changes. Actor and detail may be erased to a digest."""

    id: int
    at: int
    actor: str
    origin: str
    verb: str
    detail: str
    uuid: str
    undoes: int | None
    salt: bytes

    def digest(self) -> bytes:
        fixed = [self.id, self.at, self.origin, self.verb, self.uuid, self.undoes]
        total = blake2b(json.dumps(fixed).encode(), digest_size=SIZE)
        total.update(self._leaf("actor", self.actor))
        total.update(self._leaf("detail", self.detail))
        return total.digest()

    def without(self, *, actor: bool = False, detail: bool = False) -> Header:
        """The same header with actor or detail erased; `salt` is then that of the other one, or none."""
        words = {"actor": self.actor, "detail": self.detail}
        gone = {"actor": actor or is_erased_word(self.actor), "detail": detail or is_erased_word(self.detail)}
        kept = [name for name in words if not gone[name]]
        erased = {
            n: w if is_erased_word(w) else erased_word(self._leaf(n, w)) for n, w in words.items() if gone[n]
        }
        salt = self._salt_of(kept[0]) if len(kept) == 1 else b""
        return replace(self, **erased, salt=salt) if erased else self

    def _leaf(self, name: str, word: str) -> bytes:
        if is_erased_word(word):
            return bytes.fromhex(word.removeprefix(ERASED_WORD))
        return leaf(word, self._salt_of(name))

    def _salt_of(self, name: str) -> bytes:
        if is_erased_word(self.actor) or is_erased_word(self.detail):
            return self.salt
        return field_salt(self.salt, name, "a")


def chained(previous: bytes, header: Header, changes: Iterable[bytes]) -> bytes:
    """The digest of an entry: over the one before, its header and each of its changes in order."""
    total = blake2b(previous, digest_size=SIZE)
    total.update(header.digest())
    for change in changes:
        total.update(change)
    return total.digest()
