"""SNMP messages: PDUs (RFC 3416), the community frame (RFC 1901), the v3 frame (RFC 3412)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from itdesk.monitoring.probes.snmp import ber
from itdesk.monitoring.probes.snmp.ber import BerError

GET, GET_NEXT, RESPONSE, GET_BULK, REPORT = 0xA0, 0xA1, 0xA2, 0xA5, 0xA8
V1, V2C, V3 = 0, 1, 3
NO_ERROR, TOO_BIG, NO_SUCH_NAME = 0, 1, 2
MAX_SIZE = 65507
AUTH_FLAG, PRIV_FLAG, REPORTABLE_FLAG = 1, 2, 4
USM = 3

Varbind = tuple[bytes, int, int | bytes | None]
"""OID body, BER tag, value: int for integers, raw bytes for strings and OIDs, None for absent ones."""


class Pdu(NamedTuple):
    """`error` and `index` are non-repeaters and max-repetitions in a GETBULK."""

    tag: int
    request_id: int
    error: int
    index: int
    varbinds: list[Varbind]


def write_pdu(tag: int, request_id: int, error: int, index: int, oids: Sequence[bytes]) -> bytes:
    """A request that asks for `oids`."""
    binds = b"".join([ber.write(0x30, ber.write(6, body) + b"\x05\x00") for body in oids])
    numbers = ber.write_integer(request_id) + ber.write_integer(error) + ber.write_integer(index)
    return ber.write(tag, numbers + ber.write(0x30, binds))


def read_pdu(data: bytes, at: int) -> Pdu:
    """The PDU at `at`; raises BerError."""
    try:
        tag = data[at]
        at, end = ber.read_header(data, at, tag)
        request_id, at = ber.read_integer(data, at)
        error, at = ber.read_integer(data, at)
        index, at = ber.read_integer(data, at)
        at, list_end = ber.read_header(data, at, 0x30)
        if list_end > end:
            raise BerError("variables run over their PDU")
        return Pdu(tag, request_id, error, index, _read_varbinds(data, at, list_end))
    except IndexError:
        raise BerError("cut short") from None


def _read_varbinds(data: bytes, at: int, end: int) -> list[Varbind]:
    """The hot loop, so headers are read in place: one function call a variable would double its time."""
    out: list[Varbind] = []
    add, number, integers, absent = out.append, int.from_bytes, ber.INTEGERS, ber.ABSENT
    while at < end:
        if data[at] != 0x30:
            raise BerError("no variable")
        length = data[at + 1]
        at += 2
        if length & 0x80:
            at, length = ber.read_long_length(data, at, length)
        bind_end = at + length
        if bind_end > end or data[at] != 6:
            raise BerError("variable without name")
        length = data[at + 1]
        at += 2
        if length & 0x80:
            at, length = ber.read_long_length(data, at, length)
        name_end = at + length
        name = data[at:name_end]
        tag, length = data[name_end], data[name_end + 1]
        at = name_end + 2
        if length & 0x80:
            at, length = ber.read_long_length(data, at, length)
        if at + length != bind_end:
            raise BerError("value does not fill its variable")
        if tag in integers:
            if length > 9:
                raise BerError("integer too long")
            add((name, tag, number(data[at:bind_end], "big", signed=tag == 2)))
        elif tag in absent:
            add((name, tag, None))
        else:
            add((name, tag, data[at:bind_end]))
        at = bind_end
    return out


def write_community(version: int, community: bytes, pdu: bytes) -> bytes:
    return ber.write(0x30, ber.write_integer(version) + ber.write_octets(community) + pdu)


def read_community(data: bytes) -> Pdu:
    """The PDU of a v1 or v2c message; raises BerError."""
    at, _ = ber.read_header(data, 0, 0x30)
    _, at = ber.read_integer(data, at)
    _, at = ber.read_octets(data, at)
    return read_pdu(data, at)


def read_number(data: bytes) -> int:
    """The number an answer repeats of its request: msgID of v3, request-id before; raises BerError."""
    at, _ = ber.read_header(data, 0, 0x30)
    version, at = ber.read_integer(data, at)
    if version == V3:
        at, _ = ber.read_header(data, at, 0x30)
    else:
        _, at = ber.read_octets(data, at)
        at, _ = ber.read_header(data, at, RESPONSE)
    return ber.read_integer(data, at)[0]


@dataclass(frozen=True, slots=True)
class SecureFrame:
    """A v3 message taken apart as far as it goes without keys (RFC 3414 section 2.4).

    `mac_at` is where the authentication parameters start in the whole message, `payload` the
    scoped PDU, or its cipher text when the privacy flag is set.
    """

    message_id: int
    flags: int
    engine_id: bytes
    boots: int
    time: int
    user: bytes
    mac: bytes
    mac_at: int
    salt: bytes
    payload: bytes


def read_secure(data: bytes) -> SecureFrame:
    """Take a v3 message apart; raises BerError."""
    at, _ = ber.read_header(data, 0, 0x30)
    _, at = ber.read_integer(data, at)
    head, at = ber.read_header(data, at, 0x30)
    message_id, head = ber.read_integer(data, head)
    _, head = ber.read_integer(data, head)
    flags, head = ber.read_octets(data, head)
    model, _ = ber.read_integer(data, head)
    if len(flags) != 1 or model != USM:
        raise BerError("not the user-based security model")
    inner, after = ber.read_header(data, at, ber.OCTETS)
    inner, _ = ber.read_header(data, inner, 0x30)
    engine_id, inner = ber.read_octets(data, inner)
    boots, inner = ber.read_integer(data, inner)
    time, inner = ber.read_integer(data, inner)
    user, inner = ber.read_octets(data, inner)
    mac_at, mac_end = ber.read_header(data, inner, ber.OCTETS)
    salt, inner = ber.read_octets(data, mac_end)
    if inner > after:
        raise BerError("security parameters run over")
    payload = ber.read_octets(data, after)[0] if flags[0] & PRIV_FLAG else data[after:]
    mac = data[mac_at:mac_end]
    return SecureFrame(message_id, flags[0], engine_id, boots, time, user, mac, mac_at, salt, payload)


def write_secure(frame: SecureFrame) -> tuple[bytes, int]:
    """The whole v3 message of a frame, and where its authentication parameters start in it."""
    head = ber.write_integer(frame.message_id) + ber.write_integer(MAX_SIZE)
    head += ber.write_octets(bytes((frame.flags,))) + ber.write_integer(USM)
    before = ber.write_octets(frame.engine_id) + ber.write_integer(frame.boots)
    before += ber.write_integer(frame.time) + ber.write_octets(frame.user)
    mac, salt = ber.write_octets(frame.mac), ber.write_octets(frame.salt)
    secret = bool(frame.flags & PRIV_FLAG)
    payload = ber.write_octets(frame.payload) if secret else frame.payload
    parameters = ber.write_octets(ber.write(0x30, before + mac + salt))
    whole = ber.write(0x30, ber.write_integer(V3) + ber.write(0x30, head) + parameters + payload)
    mac_at = len(whole) - len(payload) - len(salt) - len(frame.mac)
    return whole, mac_at


def write_scoped(engine_id: bytes, pdu: bytes) -> bytes:
    """A PDU in the default context of an engine."""
    return ber.write(0x30, ber.write_octets(engine_id) + ber.write_octets(b"") + pdu)


def read_scoped(data: bytes) -> Pdu:
    """The PDU of a scoped PDU; padding after it is allowed (block ciphers); raises BerError."""
    at, _ = ber.read_header(data, 0, 0x30)
    _, at = ber.read_octets(data, at)
    _, at = ber.read_octets(data, at)
    return read_pdu(data, at)
