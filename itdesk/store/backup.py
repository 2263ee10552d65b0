"""Copies of a desk: taken in one step, opened and compared before they are called verified.

A backup is a desk file of its own, also of a desk on PostgreSQL, with its SHA-256 beside it.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import platformdirs

from itdesk.core.clock import to_datetime
from itdesk.core.errors import DeskError
from itdesk.store.desk_file import (
    digest_file,
    flush,
    is_in_use,
    known_digest,
    lay_down,
    opened,
    refuse_faults,
    remove_companions,
    removed_on_failure,
    sha256_of,
    write_digest,
)  # fmt: skip
from itdesk.store.engine import Engine, execute, one, quoted, rows, scalar
from itdesk.store.journal import Journal
from itdesk.store.move import copy_to_file
from itdesk.store.orm import peewee
from itdesk.store.settings import Settings
from itdesk.store.sqlite import SqliteEngine, create_file, refuse_foreign
from itdesk.store.store import Store

FACT = "last-verified-backup"
SUFFIX = ".desk"
CHAIN_LIMIT = 500_000
"""Journal changes up to which every backup has its whole chain computed anew; above it, its head."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Backup:
    """A verified copy: when it was taken (UTC ms), journal entries, head, SHA-256 and size in bytes."""

    path: Path
    at: int
    entries: int
    head: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Preview:
    """What a backup holds: the instant of its last entry (UTC ms), and records of each kind."""

    path: Path
    at: int
    entries: int
    head: str
    counts: dict[str, int]
    is_known: bool
    """Whether the SHA-256 that was written beside it is there and right."""


# --- taking ------------------------------------------------------------------------------


def take(store: Store, folder: Path | None = None, progress: Progress | None = None) -> Backup:
    """Copy the desk into `folder`, open the copy and compare it; older ones are rotated out.

    Raises DeskError (file.unwritable, desk.full, backup.invalid); then no half file is left.
    """
    target = folder or default_folder(store)
    now = store.clock.now()
    try:
        target.mkdir(parents=True, exist_ok=True)
        final = _free_name(target, stem_of(store.engine), now)
        part = final.with_suffix(".part")
        with removed_on_failure(part):
            _copy(store, part, progress)
            entries, head = _verified(store, part)
            sha256 = sha256_of(part)
            flush(part)
            part.replace(final)
            write_digest(final, sha256)
    except OSError as error:
        code = "desk.full" if error.errno == 28 else "file.unwritable"
        raise DeskError(code, path=target, why=error.strerror or error) from error
    made = Backup(final, now, entries, head, sha256, final.stat().st_size)
    _remember(store, made)
    _rotate(target, stem_of(store.engine), int(Settings(store.engine)["backup-keep"]))
    return made


def last_verified(store: Store) -> Backup | None:
    """The newest backup that was verified, as far as this desk knows."""
    row = one(store.engine, "SELECT value FROM upkeep WHERE name = ?", (FACT,))
    if row is None:
        return None
    fact: dict[str, Any] = json.loads(row[0])
    path = Path(fact.pop("path"))
    return Backup(path=path, **fact)


def default_folder(store: Store) -> Path:
    """Where backups go: the folder of the settings, else one beside the desk's file."""
    named = str(Settings(store.engine)["backup-folder"]).strip()
    if named:
        return Path(named).expanduser()
    if isinstance(store.engine, SqliteEngine):
        return store.engine.path.parent / f"{store.engine.path.stem} backups"
    return Path(platformdirs.user_data_dir("itdesk", appauthor=False)) / "backups"


# --- looking and restoring ---------------------------------------------------------------


def preview(path: Path) -> Preview:
    """Open a backup without changing it and prove it; raises DeskError(backup.invalid)."""
    if not path.is_file():
        raise DeskError("file.missing", path=path)
    if is_in_use(path):
        raise DeskError("backup.invalid", path=path, why="it is in use: take a backup of it instead")
    refuse_foreign(path, in_use=False)
    known = known_digest(path)
    if known is not None and known != sha256_of(path):
        raise DeskError("backup.invalid", path=path, why="its SHA-256 is not the one written beside it")
    try:
        with opened(path) as copy:
            refuse_faults(copy, path)
            proof = Journal(copy).verify()
            at = int(scalar(copy, "SELECT coalesce(max(at), 0) FROM journal_entry"))
            counts = {
                str(kind): int(scalar(copy, f"SELECT count(*) FROM {quoted(_table_of(kind))}"))
                for (kind,) in rows(copy, "SELECT kind FROM counter ORDER BY kind")
            }
    except (DeskError, peewee.DatabaseError) as error:
        if isinstance(error, DeskError) and error.code == "backup.invalid":
            raise
        raise DeskError("backup.invalid", path=path, why=error) from error
    return Preview(path, at, proof.entries, proof.head, counts, known is not None)


def restore(path: Path, target: Path, *, replacing: bool = False) -> Preview:
    """Make a proved backup a desk at `target`; raises DeskError(desk.exists) where something is.

    With `replacing` the desk that is there is kept beside under another name; it must not be in use.
    """
    found = preview(path)
    if target.exists() and not replacing:
        raise DeskError("desk.exists", path=target)
    part = target.with_name(target.name + ".part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with removed_on_failure(part):
            create_file(part)
            with path.open("rb") as source, part.open("r+b") as copy:
                shutil.copyfileobj(source, copy, 1 << 20)
                copy.flush()
                os.fsync(copy.fileno())
            if sha256_of(part) != sha256_of(path):
                raise DeskError("backup.invalid", path=path, why="the copy of it differs")
            if target.exists():
                _put_aside(target)
            remove_companions(target)
            part.replace(target)
    except OSError as error:
        code = "desk.full" if error.errno == 28 else "file.unwritable"
        raise DeskError(code, path=target, why=error.strerror or error) from error
    return found


def _put_aside(target: Path) -> None:
    """Keep a desk that is being replaced; raises DeskError(desk.locked) while somebody has it open."""
    if not lay_down(target):
        raise DeskError("desk.locked")
    number = 1
    while (aside := target.with_name(f"{target.name}.replaced-{number}")).exists():
        number += 1
    target.rename(aside)


# --- how ---------------------------------------------------------------------------------


def _copy(store: Store, part: Path, progress: Progress | None) -> None:
    if isinstance(store.engine, SqliteEngine):
        create_file(part)
        store.engine.snapshot(str(part))
    else:
        copy_to_file(store, part, progress)
        lay_down(part)


def _verified(store: Store, part: Path) -> tuple[int, str]:
    """(journal entries, head) of a sound copy of this desk."""
    with opened(part) as copy:
        refuse_faults(copy, part)
        journal = Journal(copy)
        entries = int(scalar(copy, "SELECT count(*) FROM journal_entry"))
        last = int(scalar(copy, "SELECT coalesce(max(id), 0) FROM journal_entry"))
        changes = int(scalar(copy, "SELECT coalesce(sum(changes), 0) FROM journal_entry"))
        if changes <= CHAIN_LIMIT:
            journal.verify()
        head = journal.head_digest()
        if last and Journal(store.engine).entry(last).digest.hex() != head:
            raise DeskError("backup.invalid", path=part, why="its journal is not that of the desk")
        if store.head() == last:
            _compare_counts(store, copy, part)
    return entries, head


def _compare_counts(store: Store, copy: Engine, part: Path) -> None:
    """Nothing was written since the copy began, so both hold the same records."""
    for holding in store.schema:
        sql = f"SELECT count(*) FROM {quoted(holding.table)}"
        expected, found = int(scalar(store.engine, sql)), int(scalar(copy, sql))
        if expected != found and store.head() == int(scalar(copy, "SELECT max(id) FROM journal_entry")):
            raise DeskError("backup.invalid", path=part, why=f"{holding.table} holds {found}, not {expected}")


def _remember(store: Store, made: Backup) -> None:
    value = json.dumps({**asdict(made), "path": str(made.path)})
    with store.engine.write():
        execute(store.engine, "DELETE FROM upkeep WHERE name = ?", (FACT,))
        execute(store.engine, "INSERT INTO upkeep (name, value) VALUES (?, ?)", (FACT, value))


def copies(store: Store) -> list[Path]:
    """The backups of this desk that lie where its backups go, the newest first; [] if nothing can be read."""
    try:
        return _ours(default_folder(store), stem_of(store.engine))[::-1]
    except OSError:
        return []


def _ours(folder: Path, stem: str) -> list[Path]:
    """Copies of this desk with a digest beside them, the oldest first: others are not ours to touch."""
    name = re.compile(rf"{re.escape(stem)}-(\d{{8}}-\d{{6}})(?:-(\d+))?{re.escape(SUFFIX)}")
    found: list[tuple[str, int, Path]] = []
    for path in folder.iterdir():
        match = name.fullmatch(path.name)
        if match and digest_file(path).exists():
            found.append((match[1], int(match[2] or 1), path))
    return [path for _, _, path in sorted(found)]


def _rotate(folder: Path, stem: str, keep: int) -> None:
    found = _ours(folder, stem)
    for old in found[: max(0, len(found) - max(keep, 1))]:
        with suppress(OSError):
            old.unlink()
            digest_file(old).unlink()


def _free_name(folder: Path, stem: str, now: int) -> Path:
    base = f"{stem}-{to_datetime(now):%Y%m%d-%H%M%S}"
    name, number = f"{base}{SUFFIX}", 1
    while (folder / name).exists():
        number += 1
        name = f"{base}-{number}{SUFFIX}"
    return folder / name


def stem_of(engine: Engine) -> str:
    """What copies of a desk are called after."""
    if isinstance(engine, SqliteEngine):
        return engine.path.stem
    return engine.place.rsplit("/", 1)[-1].split("?")[0] or "itdesk"


def _table_of(kind: str) -> str:
    return kind.replace("-", "_")
