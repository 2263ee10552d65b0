"""Files kept inside the desk: their bytes stand once by content, in chunks of a mebibyte."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from itdesk.core.errors import DeskError
from itdesk.store.engine import Engine, execute, rows, scalar
from itdesk.store.new_file import new_file
from itdesk.store.unit import Unit

if TYPE_CHECKING:
    from io import BufferedReader

CHUNK = 1 << 20
LIMIT = 100 * CHUNK
"""Bytes one attachment may have."""

LONGEST_NAME, LONGEST_ENDING = 200, 20
"""Characters of a file's name, and of an ending that a longer name keeps: it says what opens the file."""

Progress = Callable[[int, int], None]


def keep(unit: Unit, source: BinaryIO, progress: Progress | None = None) -> tuple[str, int]:
    """Store the bytes of an open, seekable file; answers (SHA-256 in hex, size).

    Raises DeskError(file.too_large) over `LIMIT`. Equal content is stored once.
    """
    size = source.seek(0, os.SEEK_END)
    if size > LIMIT:
        raise DeskError("file.too_large", path=getattr(source, "name", "the file"), limit="100 MB")
    source.seek(0)
    digest = hashlib.file_digest(cast("BufferedReader", source), "sha256").hexdigest()
    if scalar(unit.engine, "SELECT 1 FROM file_chunk WHERE sha256 = ? LIMIT 1", (digest,)):
        return digest, size
    source.seek(0)
    seq = 0
    while (data := source.read(CHUNK)) or seq == 0:
        execute(
            unit.engine, "INSERT INTO file_chunk (sha256, seq, data) VALUES (?, ?, ?)", (digest, seq, data)
        )
        seq += 1
        if progress is not None:
            progress(min(seq * CHUNK, size), size)
        if not data:
            break
    return digest, size


def chunks(engine: Engine, sha256: str) -> Iterator[bytes]:
    """The bytes of a kept file, a chunk at a time; raises DeskError(file.missing)."""
    sql = "SELECT seq FROM file_chunk WHERE sha256 = ? ORDER BY seq"
    numbers = [row[0] for row in rows(engine, sql, (sha256,))]
    if not numbers:
        raise DeskError("file.missing", path=sha256[:12])
    for number in numbers:
        yield bytes(
            scalar(engine, "SELECT data FROM file_chunk WHERE sha256 = ? AND seq = ?", (sha256, number))
        )


def save_copy(engine: Engine, sha256: str, path: Path) -> None:
    """Write the bytes of a kept file to `path`; raises DeskError(file.*)."""
    with new_file(path) as out:
        for chunk in chunks(engine, sha256):
            out.write(chunk)


def attach(unit: Unit, kind: str, record: int, path: Path, media_type: str = "") -> int:
    """Keep a file with a record; answers the attachment's key. Raises DeskError."""
    try:
        with path.open("rb") as source:
            digest, size = keep(unit, source)
    except OSError as error:
        raise DeskError("file.unreadable", path=path, why=error.strerror or error) from error
    return unit.insert(
        "attachment",
        {"kind": kind, "record": record, "name": safe_name(path.name), "size": size, "sha256": digest,
         "media_type": media_type or "application/octet-stream"},
    )  # fmt: skip


def safe_name(name: str) -> str:
    """A file name without folders or control characters, whatever system it came from."""
    bare = name.replace("\\", "/").rsplit("/", 1)[-1]
    bare = "".join(c for c in bare if c.isprintable()).strip(" .")
    ending = Path(bare).suffix
    if len(bare) > LONGEST_NAME and len(ending) <= LONGEST_ENDING:
        bare = bare[: LONGEST_NAME - len(ending)] + ending
    return bare[:LONGEST_NAME] or "file"


def faults(engine: Engine) -> Iterator[str]:
    """Attachments whose bytes are missing or do not match their SHA-256."""
    for name, sha256, size in rows(engine, "SELECT DISTINCT name, sha256, size FROM attachment"):
        total, length = hashlib.sha256(), 0
        try:
            for data in chunks(engine, sha256):
                total.update(data)
                length += len(data)
        except DeskError:
            yield f"the bytes of {name} are missing"
            continue
        if total.hexdigest() != sha256 or length != size:
            yield f"the bytes of {name} are damaged"
