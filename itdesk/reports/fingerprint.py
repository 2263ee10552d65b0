"""The document id: a digest of everything a document says, so that two copies can be compared."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from hashlib import sha256
from itertools import chain
from unicodedata import normalize

from itdesk.reports.model import Document, Paper

_DIGITS = 12


def document_id(document: Document) -> str:
    """Twelve hexadecimal digits of the SHA-256 of the content, in three fours: "3F9A-21C4-7B0E".

    When, by whom and on which paper it was printed does not count: the same content printed twice
    has the same id.
    """
    imprint = replace(document.imprint, printed_at="", printed_by="", paper=Paper.A4)
    digest = sha256()
    for part in _canonical(replace(document, imprint=imprint)):
        digest.update(part)
    word = digest.hexdigest()[:_DIGITS].upper()
    return "-".join(word[start : start + 4] for start in range(0, _DIGITS, 4))


def characters(document: Document) -> frozenset[str]:
    """Every character that occurs in any text of `document`, as written and composed (NFC)."""
    found: set[str] = set()
    for text in _texts(document):
        found.update(text)
        if not text.isascii():
            found.update(normalize("NFC", text))
    return frozenset(found)


def _canonical(value: object) -> Iterator[bytes]:
    """`value` as type-tagged, length-prefixed bytes: no two different trees give the same."""
    if isinstance(value, bytes):
        yield b"b%d:" % len(value)
        yield value
    elif isinstance(value, str):
        encoded = value.encode("utf-8", "surrogatepass")
        yield b"s%d:" % len(encoded)
        yield encoded
    elif isinstance(value, tuple):
        yield b"t%d:" % len(value)
        yield from chain.from_iterable(map(_canonical, value))
    elif is_dataclass(value):
        yield type(value).__name__.encode() + b":"
        for field in fields(value):
            yield from _canonical(getattr(value, field.name))
    else:
        yield f"{type(value).__name__}={value!r};".encode()


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
        for field in fields(value):
            yield from _texts(getattr(value, field.name))
