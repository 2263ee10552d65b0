"""Tables out of CSV, XLSX and JSON files, whatever wrote them.

Encoding, line ends and delimiter are found and told, never assumed. A row that does not fit is kept
and flagged; only a file that is no table at all raises DeskError(file.format).
"""

from __future__ import annotations

import re
from pathlib import Path

from itdesk.assets.importers.csv_tables import csv_table
from itdesk.assets.importers.other_tables import json_table, sheet_table
from itdesk.assets.importers.tables import How, Progress, Table
from itdesk.core.errors import DeskError

FILE_LIMIT = 400 << 20
SAMPLE = 256 << 10
_FOREIGN = re.compile(r"[^\x00-\x7f]+")
_HIGH = re.compile(rb"[\x80-\xff]+")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
BINARY_SHARE, FEW_CONTROLS = 0.02, 1
"""A stray control character spoils its row, as the preview says; more of them are no text."""
_MENDED = "UTF-8 in it mended"


def read_table(path: Path, how: How = How(), progress: Progress | None = None) -> Table:
    """Read a table; raises DeskError(import.empty, file.missing, unreadable, format or too_large)."""
    head = bytes_of(path, 4)
    if head == b"PK\x03\x04":
        return sheet_table(path, how, progress)
    text, encoding = read_text(path, how.encoding)
    first = text[:SAMPLE].lstrip()[:1]
    if first in ("[", "{"):
        return json_table(path, text, encoding)
    if first == "<":
        raise DeskError("file.format", path=path, why="it is markup, and no inventory that itdesk knows")
    return csv_table(path, text, encoding, how, progress)


def bytes_of(path: Path, count: int = -1) -> bytes:
    """The first `count` bytes of a file, or all. Raises DeskError(file.missing, unreadable, too_large)."""
    try:
        if not path.exists():
            raise DeskError("file.missing", path=path)
        if not path.is_file():
            raise DeskError("file.unreadable", path=path, why="it is not a file")
        if path.stat().st_size > FILE_LIMIT:
            raise DeskError("file.too_large", path=path, limit="400 MB")
        with path.open("rb") as file:
            return file.read(count)
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else "its name is not valid"
        raise DeskError("file.unreadable", path=path, why=why) from error


def read_text(path: Path, encoding: str = "") -> tuple[str, str]:
    """The text of a file and the name of its encoding, found unless given."""
    data = bytes_of(path)
    if not encoding:
        return decode(path, data)
    try:
        return data.decode(encoding), encoding
    except (UnicodeDecodeError, LookupError) as error:
        raise DeskError("file.format", path=path, why=f"it is not written in {encoding}") from error


def decode(path: Path, data: bytes) -> tuple[str, str]:
    """The text of a file and what its encoding was found to be."""
    for mark, codec, name in (
        (b"\xef\xbb\xbf", "utf-8-sig", "UTF-8 with BOM"),
        (b"\xff\xfe", "utf-16", "UTF-16"),
        (b"\xfe\xff", "utf-16", "UTF-16"),
    ):
        if data.startswith(mark):
            try:
                return data.decode(codec), f"{name} (found)"
            except UnicodeDecodeError:
                break
    sample = data[:SAMPLE]
    if (wide := _without_mark(sample)) is not None:
        try:
            return data.decode(wide), "UTF-16 (found)"
        except UnicodeDecodeError:
            pass
    if len(_CONTROL.findall(sample)) > max(BINARY_SHARE * len(sample), FEW_CONTROLS):
        raise DeskError("file.format", path=path, why="it is a binary file, not a table")
    try:
        return data.decode("utf-8"), "UTF-8" if not data.isascii() else "ASCII"
    except UnicodeDecodeError:
        return _guessed(data)


def _without_mark(sample: bytes) -> str | None:
    """UTF-16 whose byte order mark was cut off: of mostly Latin text every other byte is zero."""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if half >= 2 and max(even, odd) > half * 0.6 and min(even, odd) < half * 0.1:
        return "utf-16-be" if even > odd else "utf-16-le"
    return None


def _guessed(data: bytes) -> tuple[str, str]:
    """Not UTF-8: a multi-byte encoding if the guess is sure of it, else the 8-bit one of the system
    whose line ends the file has: a lone CR is an old Macintosh, anything else is Windows.
    """
    is_macintosh = b"\r" in data[:SAMPLE] and b"\n" not in data[:SAMPLE]
    if is_macintosh:
        text, encoding = mended(data.decode("mac_roman"), "Mac Roman (found)")
        if encoding.endswith(_MENDED):
            return text, encoding
    if (found := _multi_byte(data)) is not None:
        return found
    if is_macintosh:
        return data.decode("mac_roman"), "Mac Roman (found)"
    try:
        return mended(data.decode("cp1252"), "Windows-1252 (found)")
    except UnicodeDecodeError:
        return data.decode("latin-1"), "Latin-1 (found)"


def _multi_byte(data: bytes) -> tuple[str, str] | None:
    """Text in an East Asian encoding: most of its bytes outside ASCII stand side by side."""
    runs = [len(run) for run in _HIGH.findall(data[:SAMPLE])]
    if 2 * sum(length for length in runs if length > 1) <= sum(runs):
        return None
    from charset_normalizer import from_bytes

    guess = from_bytes(data[:SAMPLE]).best()
    if guess is None or guess.multi_byte_usage == 0:
        return None
    try:
        return data.decode(guess.encoding), f"{guess.encoding} (found)"
    except (UnicodeDecodeError, LookupError):
        return None


def mended(text: str, encoding: str) -> tuple[str, str]:
    """Text of which most words outside ASCII are UTF-8 that a program before us took for Windows-1252.

    "Saint-Ã‰tienne" becomes "Saint-Étienne"; what cannot be put right stays as it is.
    """
    words = set(_FOREIGN.findall(text))
    right = {word: found for word in words if (found := _once_more(word)) is not None}
    if 2 * len(right) <= len(words):
        return text, encoding
    return _FOREIGN.sub(lambda match: right.get(match[0], match[0]), text), f"{encoding}, {_MENDED}"


def _once_more(word: str) -> str | None:
    try:
        return word.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return None
