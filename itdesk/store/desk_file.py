"""A desk file as it lies there: copied beside itself, opened without a trace, looked over."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path

from itdesk.core.errors import DeskError
from itdesk.store.engine import Engine
from itdesk.store.faults import faults_translated
from itdesk.store.sqlite import SqliteEngine, create_file


def before_upgrade(engine: Engine) -> None:
    """A verified copy beside the desk's file before its schema changes.

    PostgreSQL changes schemas in transactions, and its server has backups of its own.
    """
    if not isinstance(engine, SqliteEngine):
        return
    path = engine.path.with_name(f"{engine.path.name}.before-upgrade")
    number = 1
    while path.exists():
        number += 1
        path = engine.path.with_name(f"{engine.path.name}.before-upgrade-{number}")
    with removed_on_failure(path):
        create_file(path)
        engine.snapshot(str(path))
        with opened(path) as copy:
            refuse_faults(copy, path)


@contextmanager
def opened(path: Path) -> Generator[Engine]:
    """A desk file read without a trace."""
    engine = SqliteEngine(path, read_only=True)
    try:
        with faults_translated(str(path)):
            engine.db.connect()
            yield engine
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
