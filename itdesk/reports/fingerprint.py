"""The document id: a digest of everything a document says, so that two copies can be compared."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from functools import cache
from hashlib import sha256
from unicodedata import normalize

from itdesk.reports.model import Document, Paper

_DIGITS = 12


def document_id(document: Document) -> str:
    """Twelve hexadecimal digits of the SHA-256 of the content, in three fours: "3F9A-21C4-7B0E".

    When, by whom and on which paper it was printed does not count: the same content printed twice
    has the same id.
    """
    imprint = replace(document.imprint, printed_at="", printed_by="", paper=Paper.A4)
    parts: list[bytes] = []
    _feed(replace(document, imprint=imprint), parts)
    word = sha256(b"".join(parts)).hexdigest()[:_DIGITS].upper()
    return "-".join(word[start : start + 4] for start in range(0, _DIGITS, 4))


def characters(document: Document) -> frozenset[str]:
    """Every character that occurs in any text of `document`, as written and composed (NFC).

    And the capitals of the office's name, of which the cover prints the initials.
    """
    found = set(normalize("NFC", document.imprint.office.upper()))
    for text in _texts(document):
        found.update(text)
        if not text.isascii():
            found.update(normalize("NFC", text))
    return frozenset(found)


def _feed(value: object, parts: list[bytes]) -> None:
    """Add `value` as type-tagged, length-prefixed bytes: no two different trees give the same."""
    if isinstance(value, str):
        encoded = value.encode("utf-8", "surrogatepass")
        parts += (b"s%d:" % len(encoded), encoded)
    elif isinstance(value, tuple):
        parts.append(b"t%d:" % len(value))
        for item in value:
            _feed(item, parts)
    elif isinstance(value, bytes):
        parts += (b"b%d:" % len(value), value)
    elif is_dataclass(value):
        parts.append(type(value).__name__.encode() + b":")
        for name in _names(type(value)):
            _feed(getattr(value, name), parts)
    else:
        parts.append(f"{type(value).__name__}={value!r};".encode())


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            if isinstance(item, str):
                yield item
            else:
                yield from _texts(item)
    elif is_dataclass(value):
        for name in _names(type(value)):
            yield from _texts(getattr(value, name))
