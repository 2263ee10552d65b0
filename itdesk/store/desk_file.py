"""A desk file as it lies there: copied beside itself, opened without a trace, looked over."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path

from itdesk.core.errors import DeskError
from itdesk.store.engine import Engine, scalar
from itdesk.store.faults import faults_translated
from itdesk.store.sqlite import SqliteEngine


@contextmanager
def opened(path: Path) -> Generator[Engine]:
    """A desk file that nobody writes to, read without a trace."""
    engine = SqliteEngine(path, read_only=True)
    try:
        with faults_translated(str(path)):
            engine.db.connect()
            yield engine
    finally:
        engine.close()


def is_in_use(path: Path) -> bool:
    """Whether somebody has the desk open, or died with it open.

    Whoever reads the bytes of such a file may miss the newest, and in a process that has it open itself
    drops the locks of the database.
    """
    return any(Path(f"{path.resolve()}{suffix}").exists() for suffix in ("-wal", "-journal"))


def lay_down(path: Path) -> bool:
    """Make a desk nobody uses one file that can be copied and read anywhere; False while it is in use."""
    engine = SqliteEngine(path)
    try:
        with faults_translated(str(path)):
            engine.db.connect()
            # Leaving WAL needs the file alone: it fails while any other connection is open.
            return scalar(engine, "PRAGMA journal_mode = delete") == "delete"
    except DeskError as error:
        if error.code != "desk.locked":
            raise
        return False
    finally:
        engine.close()


def refuse_faults(engine: Engine, path: Path) -> None:
    faults = engine.check()
    if faults:
        raise DeskError("backup.invalid", path=path, why=faults[0])


@contextmanager
def removed_on_failure(path: Path) -> Generator[None]:
    try:
        yield
    except BaseException:
        remove_file(path)
        raise


def remove_file(path: Path) -> None:
    """Remove what could not be finished, as far as that is possible."""
    with suppress(OSError):
        path.unlink(missing_ok=True)
        remove_companions(path)


def remove_companions(path: Path) -> None:
    """An old write-ahead log beside a new file would be played into it."""
    for suffix in ("-wal", "-shm", "-journal"):
        Path(f"{path}{suffix}").unlink(missing_ok=True)


# --- its SHA-256 ------------------------------------------------------------------------


def digest_file(path: Path) -> Path:
    """Where the SHA-256 of a backup stands."""
    return path.with_name(path.name + ".sha256")


def write_digest(path: Path, sha256: str) -> None:
    """In the form that `sha256sum --check` reads."""
    descriptor = os.open(digest_file(path), os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(f"{sha256}  {path.name}\n")


def known_digest(path: Path) -> str | None:
    """What was written beside it, if that can be read."""
    try:
        return digest_file(path).read_text("utf-8").split()[0]
    except (OSError, IndexError, UnicodeDecodeError):
        return None


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def flush(path: Path) -> None:
    """A backup that counts as verified has reached the disk."""
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
