"""The files kept with a record."""

from __future__ import annotations

from dataclasses import dataclass

from itdesk.core.errors import DeskError
from itdesk.store import files
from itdesk.store.engine import Engine, rows


@dataclass(frozen=True, slots=True)
class Attached:
    """A file kept with a record; `size` in bytes, `at` UTC ms when it was added."""

    id: int
    name: str
    media_type: str
    size: int
    sha256: str
    at: int


def attached(engine: Engine, kind: str, record: int) -> list[Attached]:
    """The files of a record, oldest first."""
    sql = (
        "SELECT id, name, media_type, size, sha256, created FROM attachment"
        " WHERE kind = ? AND record = ? ORDER BY id"
    )
    return [Attached(*row) for row in rows(engine, sql, (kind, record))]


def content(engine: Engine, kind: str, record: int, name: str) -> bytes:
    """The bytes of the newest file of that name; raises DeskError(file.missing)."""
    for found in reversed(attached(engine, kind, record)):
        if found.name == name:
            return b"".join(files.chunks(engine, found.sha256))
    raise DeskError("file.missing", path=name)
