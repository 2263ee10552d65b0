"""BER as SNMP uses it (RFC 3417 section 8): definite lengths, checked bounds.

OIDs stay the raw bytes of their BER body on the hot path: a body that starts with another body
lies below it, because the last byte of every sub-identifier has its high bit clear.
"""

from __future__ import annotations

from collections.abc import Sequence

INTEGER, OCTETS, NULL, OID, SEQUENCE = 0x02, 0x04, 0x05, 0x06, 0x30
IP_ADDRESS, COUNTER32, GAUGE32, TIMETICKS, OPAQUE, COUNTER64 = 0x40, 0x41, 0x42, 0x43, 0x44, 0x46
NO_SUCH_OBJECT, NO_SUCH_INSTANCE, END_OF_MIB_VIEW = 0x80, 0x81, 0x82

INTEGERS = frozenset({INTEGER, COUNTER32, GAUGE32, TIMETICKS, COUNTER64, 0x47})
ABSENT = frozenset({NO_SUCH_OBJECT, NO_SUCH_INSTANCE, END_OF_MIB_VIEW, NULL})

_MAX_INTEGER_OCTETS = 9
"""Counter64 with a leading zero; what is longer is hostile."""


class BerError(ValueError):
    """The bytes are not what the protocol says."""


def read_header(data: bytes, at: int, tag: int) -> tuple[int, int]:
    """Start and end of the content of the element at `at`, which must carry `tag`."""
    try:
        if data[at] != tag:
            raise BerError(f"tag {data[at]:#04x} where {tag:#04x} belongs")
        length = data[at + 1]
    except IndexError:
        raise BerError("cut short") from None
    start = at + 2
    if length & 0x80:
        start, length = read_long_length(data, start, length)
    end = start + length
    if end > len(data):
        raise BerError("cut short")
    return start, end


def read_long_length(data: bytes, at: int, first: int) -> tuple[int, int]:
    """Position after a long-form length and its value; `at` is just after its first octet."""
    octets = first & 0x7F
    if not 0 < octets <= 4:
        raise BerError("length form")
    return at + octets, int.from_bytes(data[at : at + octets], "big")


def read_integer(data: bytes, at: int) -> tuple[int, int]:
    """Value of the INTEGER at `at`, and the position after it."""
    start, end = read_header(data, at, INTEGER)
    if end - start > _MAX_INTEGER_OCTETS:
        raise BerError("integer too long")
    return int.from_bytes(data[start:end], "big", signed=True), end


def read_octets(data: bytes, at: int) -> tuple[bytes, int]:
    """Value of the OCTET STRING at `at`, and the position after it."""
    start, end = read_header(data, at, OCTETS)
    return data[start:end], end


def write_length(length: int) -> bytes:
    if length < 128:
        return bytes((length,))
    body = length.to_bytes((length.bit_length() + 7) // 8, "big")
    return bytes((0x80 | len(body),)) + body


def write(tag: int, body: bytes) -> bytes:
    """One element."""
    return bytes((tag,)) + write_length(len(body)) + body


def write_integer(value: int, tag: int = INTEGER) -> bytes:
    return write(tag, value.to_bytes(value.bit_length() // 8 + 1, "big", signed=True))


def write_octets(value: bytes) -> bytes:
    return write(OCTETS, value)


def oid(dotted: str) -> bytes:
    """The body of a dotted OID ("1.3.6.1.2.1.1.1.0")."""
    return oid_body(tuple(int(part) for part in dotted.strip(".").split(".")))


def oid_body(parts: Sequence[int]) -> bytes:
    """The body of an OID of at least two sub-identifiers."""
    first = parts[0] * 40 + parts[1]
    return sub_identifiers((first, *parts[2:]))


def sub_identifiers(parts: Sequence[int]) -> bytes:
    """Sub-identifiers in base 128, as they stand inside an OID body."""
    out = bytearray()
    for part in parts:
        if part < 128:
            out.append(part)
            continue
        septets = [part & 0x7F]
        part >>= 7
        while part:
            septets.append(part & 0x7F | 0x80)
            part >>= 7
        out += bytes(reversed(septets))
    return bytes(out)


def suffix_parts(body: bytes) -> tuple[int, ...]:
    """Sub-identifiers of a piece of an OID body that begins at a sub-identifier."""
    if body.isascii():
        return tuple(body)
    parts: list[int] = []
    value = 0
    for octet in body:
        if octet & 0x80:
            value = (value | octet & 0x7F) << 7
        else:
            parts.append(value | octet)
            value = 0
    return tuple(parts)


def oid_parts(body: bytes) -> tuple[int, ...]:
    """Sub-identifiers of a whole OID body; () for an empty one."""
    parts = suffix_parts(body)
    if not parts:
        return ()
    first = min(parts[0] // 40, 2)
    return (first, parts[0] - first * 40, *parts[1:])


def dotted(body: bytes) -> str:
    """A whole OID body as people write it; hostile sub-identifiers are cut to 255 characters."""
    return ".".join(str(part & 0xFFFFFFFF) for part in oid_parts(body))[:255]


def is_after(later: bytes, earlier: bytes) -> bool:
    """Whether one OID body comes after another in the order of RFC 3416 section 4.2.2."""
    if later.isascii() and earlier.isascii():
        return later > earlier
    return suffix_parts(later) > suffix_parts(earlier)
