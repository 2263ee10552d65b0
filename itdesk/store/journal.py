"""Reading the journal: entries, the history of a record, and the proof that nothing was altered."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from itdesk.core.errors import DeskError
from itdesk.store.digest import ERASED_WORD, GENESIS, Change, Header, chained, is_erased_word
from itdesk.store.engine import Engine, Row, one, rows

CHANGE_COLUMNS = "entry, seq, kind, record, op, data, salt, salts"
HEADER_COLUMNS = "id, at, actor, origin, verb, detail, uuid, undoes, salt, changes, digest"
PAGE = 5_000
_WORDS = "lower(actor || ' ' || origin || ' ' || verb || ' ' || detail)"


@dataclass(frozen=True, slots=True)
class Entry:
    """A journal entry without its changes; `undone_by` is the entry that undid it, if any."""

    id: int
    at: int
    actor: str
    origin: str
    verb: str
    detail: str
    undoes: int | None
    changes: int
    digest: bytes
    undone_by: int | None = None


@dataclass(frozen=True, slots=True)
class Verification:
    """The chain up to `head` holds: `entries` entries with `changes` changes were checked."""

    entries: int
    changes: int
    head: str


@dataclass(frozen=True, slots=True)
class Sought:
    """Which entries are meant; what is left empty restricts nothing.

    `actor` and `origin` are exact; each word of `words` stands anywhere in actor, origin, verb or
    detail, in any case, or is the entry's number.
    """

    actor: str = ""
    origin: str = ""
    words: str = ""

    def terms(self) -> tuple[list[str], tuple[str | int, ...]]:
        """SQL conditions with their parameters."""
        terms: list[str] = []
        params: list[str | int] = []
        for column, value in (("actor", self.actor), ("origin", self.origin)):
            if value:
                terms.append(f"{column} = ?")
                params.append(value)
        for word in self.words.split():
            terms.append(f"({_WORDS} LIKE ? ESCAPE '\\' OR id = ?)")
            params += [f"%{_escaped(word.lower())}%", int(word) if _is_number(word) else 0]
        return terms, tuple(params)


class Journal:
    """The journal of one desk."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def entry(self, number: int) -> Entry:
        """One entry; raises DeskError(journal.missing)."""
        row = one(self._engine, f"SELECT {HEADER_COLUMNS} FROM journal_entry WHERE id = ?", (number,))
        if row is None:
            raise DeskError("journal.missing", entry=number)
        return self._entry(row)

    def entries(self, before: int | None = None, limit: int = 100) -> list[Entry]:
        """The newest entries, or those older than entry `before`, newest first."""
        condition = "WHERE id < ?" if before is not None else ""
        params = (before, limit) if before is not None else (limit,)
        sql = f"SELECT {HEADER_COLUMNS} FROM journal_entry {condition} ORDER BY id DESC LIMIT ?"
        return [self._entry(row) for row in rows(self._engine, sql, params)]

    def ids(self, sought: Sought | None = None, limit: int | None = None) -> list[int]:
        """Numbers of the entries that are sought (all of them), newest first."""
        terms, params = (sought or Sought()).terms()
        where = f"WHERE {' AND '.join(terms)}" if terms else ""
        bound = "" if limit is None else f"LIMIT {int(limit)}"
        sql = f"SELECT id FROM journal_entry {where} ORDER BY id DESC {bound}"
        return [row[0] for row in rows(self._engine, sql, params)]

    def several(self, numbers: Sequence[int]) -> list[Entry]:
        """These entries, newest first; those that do not exist are left out."""
        if not numbers:
            return []
        places = ", ".join("?" * len(numbers))
        sql = f"SELECT {HEADER_COLUMNS} FROM journal_entry WHERE id IN ({places}) ORDER BY id DESC"
        return [self._entry(row) for row in rows(self._engine, sql, tuple(numbers))]

    def undoer(self, number: int) -> int | None:
        """The entry that undid entry `number` and was not itself undone."""
        sql = "SELECT id FROM journal_entry WHERE undoes = ? ORDER BY id DESC LIMIT 1"
        chain = [number]
        while (later := one(self._engine, sql, (chain[-1],))) is not None:
            chain.append(int(later[0]))
        return chain[1] if len(chain) % 2 == 0 else None

    def since(self, number: int) -> list[Entry]:
        """Entries after `number`, oldest first."""
        sql = f"SELECT {HEADER_COLUMNS} FROM journal_entry WHERE id > ? ORDER BY id LIMIT 1000"
        return [self._entry(row) for row in rows(self._engine, sql, (number,))]

    def changes(self, number: int, limit: int | None = None) -> Iterator[Change]:
        """The changes of an entry in order, read a page at a time."""
        last, left = -1, limit
        while left is None or left > 0:
            size = PAGE if left is None else min(PAGE, left)
            sql = (
                f"SELECT {CHANGE_COLUMNS} FROM journal_change"
                " WHERE entry = ? AND seq > ? ORDER BY seq LIMIT ?"
            )
            page = rows(self._engine, sql, (number, last, size))
            if not page:
                return
            yield from (Change.from_row(row) for row in page)
            last = page[-1][1]
            left = None if left is None else left - len(page)

    def history(self, kind: str, record: int, limit: int = 500) -> list[tuple[Entry, Change]]:
        """What was done to a record, newest first."""
        sql = (
            f"SELECT {CHANGE_COLUMNS} FROM journal_change WHERE kind = ? AND record = ?"
            " ORDER BY entry DESC, seq DESC LIMIT ?"
        )
        changes = [Change.from_row(row) for row in rows(self._engine, sql, (kind, record, limit))]
        entries = {number: self.entry(number) for number in {c.entry for c in changes}}
        return [(entries[change.entry], change) for change in changes]

    def touched(self, number: int, limit: int = 1_000) -> dict[str, list[int]]:
        """Keys by kind that an entry wrote, at most `limit` of them."""
        sql = "SELECT kind, record FROM journal_change WHERE entry = ? ORDER BY seq LIMIT ?"
        found: dict[str, list[int]] = {}
        for kind, record in rows(self._engine, sql, (number, limit)):
            found.setdefault(kind, []).append(record)
        return found

    def head_digest(self) -> str:
        """The digest of the last entry in hex: a fingerprint of the whole desk's history."""
        row = one(self._engine, "SELECT digest FROM journal_entry ORDER BY id DESC LIMIT 1")
        return bytes(row[0]).hex() if row else GENESIS.hex()

    def verify(self, progress: Callable[[int, int], None] | None = None) -> Verification:
        """Compute the chain anew; raises DeskError(journal.broken) naming the first broken entry."""
        total = one(self._engine, "SELECT count(*), coalesce(max(id), 0) FROM journal_entry")
        assert total is not None
        previous, checked, changes, last = GENESIS, 0, 0, 0
        while True:
            sql = f"SELECT {HEADER_COLUMNS} FROM journal_entry WHERE id > ? ORDER BY id LIMIT 500"
            page = rows(self._engine, sql, (last,))
            if not page:
                break
            for row in page:
                if row[0] != last + 1:
                    raise DeskError("journal.broken", entry=last + 1, why="the entry is missing")
                previous, count = self._verify_entry(row, previous)
                last, checked, changes = row[0], checked + 1, changes + count
                if progress is not None:
                    progress(checked, total[0])
        self._refuse_orphans(last)
        return Verification(checked, changes, previous.hex())

    def _verify_entry(self, row: Row, previous: bytes) -> tuple[bytes, int]:
        number, expected, digest = row[0], row[9], bytes(row[10])
        digests: list[bytes] = []
        try:
            header = header_of(row)
            for change in self.changes(number):
                if change.seq != len(digests):
                    raise DeskError("journal.broken", entry=number, why="changes are missing or were added")
                digests.append(change.digest())
            found = chained(previous, header, digests)
        except (ValueError, KeyError, TypeError, IndexError) as error:
            raise DeskError("journal.broken", entry=number, why="it cannot be read") from error
        if len(digests) != expected:
            raise DeskError("journal.broken", entry=number, why="changes are missing or were added")
        if found != digest:
            raise DeskError("journal.broken", entry=number, why="its contents do not match its digest")
        return digest, len(digests)

    def _refuse_orphans(self, last: int) -> None:
        row = one(self._engine, "SELECT min(entry) FROM journal_change WHERE entry > ?", (last,))
        if row is not None and row[0] is not None:
            raise DeskError("journal.broken", entry=row[0], why="the entry is missing")

    def _entry(self, row: Row) -> Entry:
        return Entry(
            row[0], row[1], _legible(row[2]), row[3], row[4], _legible(row[5]), row[7], row[9],
            bytes(row[10]), self.undoer(row[0]),
        )  # fmt: skip


def _escaped(word: str) -> str:
    """Words of a person are no patterns."""
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _is_number(word: str) -> bool:
    """Whether a word can be an entry's number (64 bits are enough for any)."""
    return word.isascii() and word.isdigit() and len(word) < 19


def _legible(word: str) -> str:
    return ERASED_WORD.strip() if is_erased_word(word) else word


def header_of(row: Row) -> Header:
    """`row` begins with the columns of `HEADER_COLUMNS`."""
    number, at, actor, origin, verb, detail, uuid, undoes, salt = row[:9]
    return Header(number, at, actor, origin, verb, detail, uuid, undoes, bytes(salt))
