"""Devices that lie, stutter or attack: a sane reading or a typed failure, always in bounded time."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from itdesk.core.units import format_bytes, format_rate
from itdesk.monitoring.looking import reading_json
from itdesk.monitoring.measuring import measure
from itdesk.monitoring.memory import DeviceMemory
from itdesk.monitoring.probes.failure import FailureKind, ProbeFailure
from itdesk.monitoring.probes.reading import DeviceReading
from itdesk.monitoring.probes.snmp import ber, messages
from itdesk.monitoring.probes.snmp.client import Client
from itdesk.monitoring.probes.snmp.credentials import Credential
from itdesk.monitoring.probes.snmp.device import read_device
from itdesk.monitoring.probes.snmp.messages import Pdu
from itdesk.monitoring.probes.snmp.walk import MAX_VARIABLES
from tests.agents import END_OF_VIEW, answer, misbehaving, serving, switch_rows

START = 1_800_000_000_000
HOST = "1.3.6.1.2.1.25"
COMPUTER = {
    **switch_rows(2),
    "1.3.6.1.2.1.1.4.0": ber.write_octets(b"it@example.org"),
    "1.3.6.1.2.1.1.6.0": ber.write_octets(b"Server room"),
    f"{HOST}.1.1.0": ber.write_integer(900_000, ber.TIMETICKS),
    f"{HOST}.3.3.1.2.1": ber.write_integer(20),
    f"{HOST}.2.3.1.2.1": ber.write(ber.OID, ber.oid(f"{HOST}.2.1.4")),
    f"{HOST}.2.3.1.3.1": ber.write_octets(b"/"),
    f"{HOST}.2.3.1.4.1": ber.write_integer(4_096),
    f"{HOST}.2.3.1.5.1": ber.write_integer(1_000_000),
    f"{HOST}.2.3.1.6.1": ber.write_integer(250_000),
    "1.3.6.1.2.1.47.1.1.1.1.5.1": ber.write_integer(3),
    "1.3.6.1.2.1.47.1.1.1.1.11.1": ber.write_octets(b"SN-4711"),
    "1.3.6.1.2.1.47.1.1.1.1.13.1": ber.write_octets(b"ES-48"),
}
NAMES = sorted(COMPUTER)

VALUES = st.one_of(
    st.integers(-(2**63), 2**64 - 1).map(ber.write_integer),
    st.tuples(st.integers(0, 2**64 - 1), st.sampled_from([0x41, 0x42, 0x43, 0x46, 0x47])).map(
        lambda pair: ber.write_integer(*pair)
    ),
    st.binary(max_size=300).map(ber.write_octets),
    st.text(max_size=80).map(lambda text: ber.write_octets(text.encode("utf-16"))),
    st.sampled_from([
        b"\x05\x00", b"\x80\x00", b"\x81\x00", b"\x82\x00", b"\x02\x00", b"\x04\x00", b"\x06\x00",
        b"\x40\x04\x7f\x00\x00\x01", b"\x44\x07\x9f\x78\x04\x7f\xc0\x00\x00",
        ber.write(6, b"\xff" * 30 + b"\x01"),
        ber.write_octets(b"\x1b]0;owned\x07"), ber.write_octets("\u202egnp.exe".encode()),
        ber.write_octets(b"\0" * 64), ber.write_octets(b"\xff\xfe\xfd"), ber.write_octets(b"A" * 1_200),
    ]),
)  # fmt: skip


async def _read(address: str) -> DeviceReading:
    async with Client(timeout=0.2, retries=0) as client:
        return await read_device(client, address, Credential.v2c("public"))


def read(behave: Callable[[Pdu], bytes | None]) -> DeviceReading:
    with misbehaving(behave) as address:
        return asyncio.run(asyncio.wait_for(_read(address), 20))


def failure(behave: Callable[[Pdu], bytes | None]) -> FailureKind:
    with pytest.raises(ProbeFailure) as caught:
        read(behave)
    return caught.value.kind


def check(reading: DeviceReading) -> None:
    """What every reading must be, whoever sent it."""
    plain = json.loads(json.dumps(reading_json(reading)))
    texts = [
        plain[name] for name in ("name", "vendor", "model", "serial", "version", "description", "contact")
    ]
    texts += [port[name] for port in plain["interfaces"] for name in ("name", "alias", "description", "mac")]
    texts += [item["name"] for item in plain["storage"]]
    assert all(len(text) <= 300 and text.isprintable() for text in texts)
    assert plain["cpu"] is None or 0 <= plain["cpu"] <= 100
    for item in plain["storage"]:
        assert item["size"] > 0 and item["used"] >= 0
        assert format_bytes(item["size"])
    for port in plain["interfaces"]:
        assert port["speed"] is None or (port["speed"] > 0 and format_rate(port["speed"]))
        assert all(port[name] is None or 0 <= port[name] < 2**64 for name in ("in_octets", "out_octets"))
    assert len({item["name"] for item in plain["storage"]}) == len(plain["storage"])
    memory, _, _ = measure(DeviceMemory(), reading.counters, START)
    assert DeviceMemory.from_text(memory.to_text()) == memory


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.sampled_from(NAMES), VALUES, min_size=1, max_size=12))
def test_any_value_of_any_type_in_any_place_is_read_as_something_sane(wrong: dict[str, bytes]) -> None:
    try:
        check(read(serving({**COMPUTER, **wrong})))
    except ProbeFailure as caught:
        assert caught.kind in FailureKind


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sets(st.sampled_from(NAMES), max_size=len(NAMES)))
def test_whatever_a_device_leaves_out_the_rest_is_read(left: set[str]) -> None:
    check(read(serving({name: value for name, value in COMPUTER.items() if name not in left})))


def test_the_honest_computer_is_read_whole() -> None:
    reading = read(serving(COMPUTER))
    check(reading)
    assert (reading.identity.serial, reading.identity.model) == ("SN-4711", "ES-48")
    assert reading.counters.storage[0].usage.percent == 25
    assert len(reading.ports) == 2 and reading.counters.cpu == 20


@pytest.mark.parametrize("cut", [1, 2, 3, 5, 9, 14, 20, 33])
def test_an_answer_cut_short_at_any_byte_is_garbled(cut: int) -> None:
    honest = serving(COMPUTER)

    def behave(request: Pdu) -> bytes:
        whole = honest(request) or b""
        return whole[: max(1, len(whole) - cut)]

    assert failure(behave) is FailureKind.GARBLED


@pytest.mark.parametrize(
    "data",
    [
        b"\x30", b"\x30\x80", b"\x30\x84\xff\xff\xff\xff", b"\x30\x03\x02\x01\x01", b"\x00" * 60,
        b"\xff" * 1_400, b"\x30\x82\x05\x00" + b"\x30" * 1_280, b"\x02\x01\x01" * 40,
        b"GET / HTTP/1.1\r\nHost: x\r\n\r\n", b"\x16\x03\x01\x02\x00\x01",
    ],
)  # fmt: skip
def test_bytes_of_another_protocol_are_garbled_and_never_read_on(data: bytes) -> None:
    assert failure(lambda _: data) is FailureKind.GARBLED


def test_a_device_that_walks_in_circles_is_left() -> None:
    """Every GETNEXT leads back to the first name of the table."""
    honest = serving(COMPUTER)

    def behave(request: Pdu) -> bytes | None:
        if request.tag == messages.GET:
            return honest(request)
        circle = [
            (ber.dotted(bind[0]).rsplit(".", 1)[0] + ".1", ber.write_integer(1)) for bind in request.varbinds
        ]
        return answer(request, *circle)

    check(read(behave))


def test_a_device_that_never_ends_a_table_is_left_after_so_many_variables() -> None:
    honest, asked = serving(COMPUTER), count()

    def behave(request: Pdu) -> bytes | None:
        if request.tag == messages.GET:
            return honest(request)
        step = next(asked)
        binds: list[tuple[str, bytes]] = []
        for place in range(60):
            bind = request.varbinds[place % len(request.varbinds)]
            column = ".".join(ber.dotted(bind[0]).split(".")[:11])
            binds.append((f"{column}.{step * 60 + place + 1}", ber.write_integer(1)))
        return answer(request, *binds)

    reading = read(behave)
    check(reading)
    assert next(asked) * 60 < 4 * MAX_VARIABLES
    assert not reading.counters.is_whole


@pytest.mark.parametrize("error", [1, 2, 3, 4, 5, 6, 13, 16, 18, 255, -1])
def test_a_device_that_answers_every_question_with_an_error_tells_nothing(error: int) -> None:
    reading = read(lambda request: answer(request, error=error, index=1))
    check(reading)
    assert (reading.identity.name, reading.ports) == ("", ())


@pytest.mark.parametrize("index", [0, -5, 99, 2**31 - 1])
def test_an_error_index_beyond_what_was_asked_is_no_trap(index: int) -> None:
    check(read(lambda request: answer(request, error=messages.NO_SUCH_NAME, index=index)))


def test_answers_with_more_and_other_variables_than_asked_for_give_nothing_false() -> None:
    def behave(request: Pdu) -> bytes:
        return answer(request, *((f"1.3.6.1.4.1.99999.{n}", ber.write_octets(b"x")) for n in range(100)))

    reading = read(behave)
    check(reading)
    assert reading.identity.name == "" and reading.ports == ()


def test_empty_answers_end_the_reading() -> None:
    reading = read(answer)
    check(reading)
    assert reading.ports == ()


def test_an_end_of_view_at_once_is_an_empty_device() -> None:
    def behave(request: Pdu) -> bytes:
        return answer(request, *((ber.dotted(bind[0]), END_OF_VIEW) for bind in request.varbinds))

    assert read(behave).ports == ()


def test_a_datagram_as_large_as_one_may_be_is_read() -> None:
    text = ber.write_octets(b"x" * 50_000)
    rows = {**COMPUTER, "1.3.6.1.2.1.1.1.0": text}
    reading = read(serving(rows))
    check(reading)
    assert len(reading.identity.description) == 255


def test_names_in_any_script_stay_as_they_are_and_commands_to_a_terminal_do_not() -> None:
    alias = "1.3.6.1.2.1.31.1.1.1.18"
    rows = {
        **COMPUTER,
        "1.3.6.1.2.1.1.5.0": ber.write_octets("受付スイッチ".encode()),
        f"{alias}.1": ber.write_octets("Büro Nguyễn 🖨".encode()),
        f"{alias}.2": ber.write_octets(b"\x1b[2J\x1b]0;owned\x07desk\r\n"),
    }
    reading = read(serving(rows))
    assert reading.identity.name == "受付スイッチ"
    assert [port.alias for port in reading.ports] == ["Büro Nguyễn 🖨", "[2J ]0;owned desk"]


def test_ports_whose_index_is_nonsense_are_left_out() -> None:
    rows = dict(COMPUTER)
    for index in ("0", "4294967295", "1.2", "7.7.7"):
        rows[f"1.3.6.1.2.1.2.2.1.2.{index}"] = ber.write_octets(b"ghost")
        rows[f"1.3.6.1.2.1.2.2.1.7.{index}"] = ber.write_integer(1)
    reading = read(serving(rows))
    check(reading)
    assert [port.index for port in reading.ports] == [1, 2]
