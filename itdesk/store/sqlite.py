"""The desk in one SQLite file, through sqlcipher3 as the one SQLite library of the process."""

from __future__ import annotations

import os
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from pathlib import Path

import psutil

from itdesk.core.errors import DeskError
from itdesk.core.types import Type
from itdesk.store.engine import (
    APPLICATION_ID,
    LIBRARY_ERRORS,
    Grams,
    glob_pattern,
    like_pattern,
    run_many,
    scalar,
)
from itdesk.store.faults import faults_translated
from itdesk.store.library import LibraryError, connect, sqlite_database

PRAGMAS: dict[str, str | int] = {
    "journal_mode": "wal",
    "busy_timeout": 10_000,
    "foreign_keys": 1,
    "trusted_schema": 0,
    "cell_size_check": 1,
    "mmap_size": 0,
    "secure_delete": 1,
    "journal_size_limit": 67_108_864,
    "temp_store": 2,
    "cache_size": -32_000,
}
"""Set and read back on every connection: SQLite ignores a misspelt pragma silently."""

UNTOUCHED = "?mode=ro&immutable=1"
"""Opens a file without locks or companions: right only while nobody writes to it."""

SMALL_CACHE = -4_000
"""The daemon writes from several threads, each with a connection of its own, and reads little."""

SYNCHRONOUS_FULL, SYNCHRONOUS_NORMAL = 2, 1
NETWORK_FILE_SYSTEMS = frozenset(
    {"nfs", "nfs4", "cifs", "smb", "smbfs", "smb2", "smb3", "afpfs", "ncpfs", "fuse.sshfs", "davfs",
     "fuse.davfs2", "9p", "afs", "ceph", "glusterfs", "fuse.glusterfs", "fuse.rclone", "webdav", "lustre"}
)  # fmt: skip


def refuse_network_file_system(path: Path) -> None:
    """SQLite's locks do not hold over NFS or SMB; raises DeskError(desk.network)."""
    if str(path).startswith(("\\\\", "//")):
        raise DeskError("desk.network", path=path, fs="UNC")
    best: tuple[int, str] = (-1, "")
    for part in psutil.disk_partitions(all=True):
        inside = path.is_relative_to(part.mountpoint)
        if inside and len(part.mountpoint) > best[0]:
            best = (len(part.mountpoint), part.fstype)
    if best[1].lower() in NETWORK_FILE_SYSTEMS:
        raise DeskError("desk.network", path=path, fs=best[1])


def create_file(path: Path) -> None:
    """An empty file that only its owner can read; raises DeskError when it exists or cannot be."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError as error:
        raise DeskError("desk.exists", path=path) from error
    except OSError as error:
        code = "desk.full" if error.errno == 28 else "desk.read_only"
        raise DeskError(code, path=path) from error


def refuse_foreign(path: Path, *, in_use: bool = True) -> None:
    """Look at a file read-only; raises DeskError when it is not a desk or is damaged.

    `in_use` False leaves no trace beside the file, and is only for one that nobody writes to.
    """
    with faults_translated(str(path)):
        try:
            options = "?mode=ro" if in_use else UNTOUCHED
            connection = connect(f"{path.absolute().as_uri()}{options}", uri=True, timeout=10)
        except LibraryError as error:
            raise DeskError("file.unreadable", path=path, why=error) from error
        try:
            found = connection.execute("PRAGMA application_id").fetchone()[0]
            if found == APPLICATION_ID:
                connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        except LibraryError as error:
            raise _refusal(error, path) from error
        finally:
            connection.close()
    if found != APPLICATION_ID:
        raise DeskError("desk.foreign", path=path)


def _refusal(error: Exception, path: Path) -> DeskError:
    text = str(error)
    if "malformed" in text:
        return DeskError("desk.damaged", path=path, detail=text)
    if "unable to open" in text or "readonly" in text:
        return DeskError("desk.read_only", path=path)
    return DeskError("desk.foreign", path=path)


class SqliteEngine:
    """See `itdesk.store.engine.Engine`.

    `full_sync` False is for the daemon's samples; `read_only` opens a file that nobody writes to.
    """

    is_remote = False

    def __init__(self, path: Path, *, full_sync: bool = True, read_only: bool = False) -> None:
        self.path = path
        self.place = str(path)
        if read_only:
            address = f"{path.absolute().as_uri()}{UNTOUCHED}"
            self.db = sqlite_database(address, {"query_only": 1, "trusted_schema": 0}, uri=True)
        else:
            synchronous = SYNCHRONOUS_FULL if full_sync else SYNCHRONOUS_NORMAL
            cache = PRAGMAS["cache_size"] if full_sync else SMALL_CACHE
            self.db = sqlite_database(str(path), {**PRAGMAS, "synchronous": synchronous, "cache_size": cache})

    @contextmanager
    def write(self) -> Generator[None]:
        with faults_translated(self.place):
            self.db.connect(reuse_if_open=True)
            with self.db.transaction("IMMEDIATE"):
                yield

    def close(self) -> None:
        if not self.db.is_closed():
            self.db.close()

    # --- dialect
    def sql(self, text: str) -> str:
        return text

    def sort_key(self, expression: str) -> str:
        return f"{expression} COLLATE NOCASE"

    def equals_text(self, expression: str) -> str:
        return f"{expression} = ? COLLATE NOCASE"

    def contains_text(self, expression: str, needle: str) -> tuple[str, str]:
        return self._like(expression, "%" + like_pattern(needle) + "%", needle)

    def matches_text(self, expression: str, pattern: str) -> tuple[str, str]:
        return self._like(expression, glob_pattern(pattern), pattern)

    @staticmethod
    def _like(expression: str, pattern: str, text: str) -> tuple[str, str]:
        """SQLite's LIKE folds ASCII only, so other text pays for a function call a row."""
        if text.isascii():
            return f"{expression} LIKE ? ESCAPE '\\'", pattern
        return f"fold({expression}) LIKE ? ESCAPE '\\'", pattern.casefold()

    def literal(self, text: str) -> str:
        return "'" + text.replace("'", "''") + "'"

    def custom_value(self, table: str, name: str, kind: Type) -> str:
        return f'json_extract({table}."custom", \'$."{name}"\')'

    # --- full text
    def create_search(self) -> None:
        self.db.execute_sql(
            "CREATE VIRTUAL TABLE IF NOT EXISTS search_text USING fts5("
            "body, content='', contentless_delete=1, tokenize='trigram remove_diacritics 1')"
        )

    def index_texts(self, documents: Sequence[tuple[int, str]], replacing: bool) -> None:
        if replacing:
            self.unindex([number for number, _ in documents])
        run_many(self.db, "INSERT INTO search_text(rowid, body) VALUES (?, ?)", documents)

    def unindex(self, documents: Sequence[int]) -> None:
        run_many(self.db, "DELETE FROM search_text WHERE rowid = ?", [(d,) for d in documents])

    def search_condition(self, grams: Grams) -> tuple[str, list[str]]:
        quoted = (['"' + part.replace('"', '""') + '"' for part in gram] for gram in grams)
        phrases = " AND ".join("(" + " OR ".join(parts) + ")" for parts in quoted)
        return "search_text MATCH ?", [phrases]

    # --- upkeep
    def snapshot(self, target: str) -> None:
        with faults_translated(target), LIBRARY_ERRORS:
            copy = connect(target, isolation_level=None)
            try:
                # One step: a stepped backup starts again at every write and may never end.
                self.db.connection().backup(copy, pages=-1)
                copy.execute("PRAGMA journal_mode = delete")
            finally:
                copy.close()

    def check(self) -> list[str]:
        faults = [r[0] for r in self.db.execute_sql("PRAGMA integrity_check(20)").fetchall()]
        found = [] if faults == ["ok"] else faults
        for table, row, parent, _ in self.db.execute_sql("PRAGMA foreign_key_check").fetchall()[:20]:
            found.append(f"row {row} of {table} refers to a missing row of {parent}")
        return found

    def scrub(self) -> None:
        with faults_translated(self.place):
            self.db.execute_sql("INSERT INTO search_text(search_text) VALUES ('optimize')")
            self._rewrite()
            for _ in range(3):  # each try waits up to the busy timeout for readers to finish
                busy = scalar(self, "PRAGMA wal_checkpoint(TRUNCATE)")
                if not busy:
                    return
        raise DeskError("desk.locked")

    def _rewrite(self) -> None:
        """VACUUM, its copy in a file: a large desk may not fit into memory, and the copy has no old bytes."""
        self.db.execute_sql("PRAGMA temp_store = 1")
        try:
            self.db.execute_sql("VACUUM")
        finally:
            self.db.execute_sql(f"PRAGMA temp_store = {PRAGMAS['temp_store']}")

    def change_mark(self) -> int:
        """A number that moves whenever another connection has committed something."""
        return int(scalar(self, "PRAGMA data_version"))
