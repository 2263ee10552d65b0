"""From a device's variables to plain values; whatever a device sends is hostile until it was here."""

from __future__ import annotations

from collections.abc import Mapping

from itdesk.monitoring.probes.snmp import ber
from itdesk.monitoring.probes.snmp.messages import Varbind
from itdesk.monitoring.rules.counters import Counter

MAX_TEXT = 255
_MAC_OCTETS = 6
_SIGN = 2**31
_MODULUS = 2**32

_NO_COUNT = Counter(0, 32)
"""Most ports have no errors: one object stands for all of these zeros."""

Cells = Mapping[bytes, Varbind]
"""A column: cells by row suffix."""


def text(bind: Varbind | None) -> str:
    """One line of text: UTF-8, else Latin-1, without controls, at most 255 characters; "" for none."""
    if bind is None:
        return ""
    _, tag, value = bind
    if isinstance(value, bytes):
        return ber.dotted(value) if tag == ber.OID else clean(value)
    return "" if value is None else str(value)


def clean(raw: bytes) -> str:
    """Octets as one line of text."""
    # a fixed-length field is often filled up with whatever follows its first NUL
    raw = raw.partition(b"\0")[0] if not raw.startswith(b"\0") else raw
    try:
        decoded = raw[: 4 * MAX_TEXT].decode("utf-8")
    except UnicodeDecodeError:
        decoded = raw[:MAX_TEXT].decode("latin-1")
    printable = "".join(c if c.isprintable() else " " for c in decoded)
    return " ".join(printable.split())[:MAX_TEXT].strip()


def number(bind: Varbind | None) -> int | None:
    """An integer; also one that a device sends as text."""
    if bind is None:
        return None
    value = bind[2]
    if isinstance(value, int):
        return value
    digits = value.strip() if isinstance(value, bytes) else b""
    return int(digits) if digits.isdigit() and len(digits) < 20 else None


def positive(bind: Varbind | None) -> int | None:
    """A size or count that some agents send as a negative 32-bit integer; None for -1 and below 32 bits."""
    value = number(bind)
    if value is None or value == -1 or value < -_SIGN:
        return None
    return value + _MODULUS if value < 0 else value


def counter(bind: Varbind | None) -> Counter | None:
    """A raw counter and its width by its tag; None for what is no number."""
    if bind is None or not isinstance(bind[2], int):
        return None
    if bind[1] == ber.COUNTER64:
        return Counter(bind[2] % 2**64, 64)
    value = bind[2] % _MODULUS
    return Counter(value, 32) if value else _NO_COUNT


def mac(bind: Varbind | None) -> str:
    """A hardware address as "00:1a:2b:3c:4d:5e"; "" for none, all zeros, or another length."""
    raw = bind[2] if bind is not None else None
    if not isinstance(raw, bytes) or len(raw) != _MAC_OCTETS or not any(raw):
        return ""
    return raw.hex(":")
