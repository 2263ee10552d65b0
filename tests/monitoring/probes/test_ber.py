"""BER is read within its bounds whatever the bytes are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itdesk.monitoring.probes.snmp import ber, messages, values
from itdesk.monitoring.probes.snmp.ber import BerError

oids = st.tuples(st.integers(0, 2), st.integers(0, 39), st.lists(st.integers(0, 2**32 - 1), max_size=12)).map(
    lambda parts: (parts[0], parts[1], *parts[2])
)


@given(oids)
def test_an_oid_comes_back_as_it_was_written(parts: tuple[int, ...]) -> None:
    assert ber.oid_parts(ber.oid_body(parts)) == parts


@given(oids, oids)
def test_the_order_of_bodies_is_the_order_of_sub_identifiers(a: tuple[int, ...], b: tuple[int, ...]) -> None:
    assert ber.is_after(ber.oid_body(a), ber.oid_body(b)) == (a > b)


@given(oids, oids)
def test_a_body_below_another_starts_with_it(root: tuple[int, ...], other: tuple[int, ...]) -> None:
    below = other[: len(root)] == root
    assert ber.oid_body(other).startswith(ber.oid_body(root)) == below


@given(st.integers(-(2**63), 2**64 - 1))
def test_an_integer_comes_back(value: int) -> None:
    written = ber.write_integer(value)
    assert ber.read_integer(written, 0) == (value, len(written))


@given(st.binary(max_size=70_000))
def test_octets_come_back(value: bytes) -> None:
    written = ber.write_octets(value)
    assert ber.read_octets(written, 0) == (value, len(written))


@pytest.mark.parametrize(
    "broken", [b"", b"\x02", b"\x02\x05\x01", b"\x02\x80\x00", b"\x02\x85\1\1\1\1\1", b"\x04\x01A"]
)
def test_broken_integers_are_refused(broken: bytes) -> None:
    with pytest.raises(BerError):
        ber.read_integer(broken, 0)


def _read_everything(data: bytes) -> None:
    for read in (messages.read_community, messages.read_number, messages.read_secure, messages.read_scoped):
        try:
            read(data)
        except BerError:
            continue


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    _read_everything(data)


@given(st.data())
def test_a_damaged_answer_is_read_or_refused(data: st.DataObject) -> None:
    binds = b"".join(
        ber.write(0x30, ber.write(6, ber.oid(f"1.3.6.1.2.1.2.2.1.{n}.7")) + ber.write_octets(b"port"))
        for n in range(4)
    )
    numbers = ber.write_integer(5) + ber.write_integer(0) * 2
    pdu = ber.write(messages.RESPONSE, numbers + ber.write(0x30, binds))
    whole = bytearray(messages.write_community(messages.V2C, b"public", pdu))
    for _ in range(data.draw(st.integers(1, 6))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    _read_everything(bytes(whole[: data.draw(st.integers(0, len(whole)))]))


@given(st.binary(max_size=600))
def test_text_is_one_printable_line_of_at_most_255(raw: bytes) -> None:
    found = values.clean(raw)
    assert len(found) <= 255
    assert found.isprintable()
    assert found == found.strip()


def test_text_is_utf_8_or_else_latin_1_and_ends_at_its_filling() -> None:
    assert values.clean("Büro".encode()) == "Büro"
    assert values.clean("Büro".encode("latin-1")) == "Büro"
    assert values.clean(b"PORT\0\0\0\n0000") == "PORT"
    assert values.clean(b"two\r\nlines") == "two lines"


def test_a_negative_size_is_a_large_one_and_minus_one_is_none() -> None:
    assert values.positive((b"", ber.INTEGER, -2)) == 2**32 - 2
    assert values.positive((b"", ber.INTEGER, -1)) is None
    assert values.positive((b"", ber.INTEGER, -(2**31) - 1)) is None


def test_a_hardware_address_has_six_octets() -> None:
    assert values.mac((b"", ber.OCTETS, bytes.fromhex("001a2b3c4d5e"))) == "00:1a:2b:3c:4d:5e"
    assert values.mac((b"", ber.OCTETS, bytes(6))) == ""
    assert values.mac((b"", ber.OCTETS, b"12345678")) == ""
