"""What a poll asks for, and what it makes of answers that are not as they should be."""

from __future__ import annotations

import asyncio

from itdesk.monitoring.probes.reading import CounterReading, Known
from itdesk.monitoring.probes.snmp import ber, messages
from itdesk.monitoring.probes.snmp.client import Client
from itdesk.monitoring.probes.snmp.credentials import Credential
from itdesk.monitoring.probes.snmp.device import read_counters, read_device
from itdesk.monitoring.probes.snmp.messages import Pdu
from itdesk.monitoring.rules.counters import Counter
from tests.agents import misbehaving, serving

TABLE, MORE, HOST = "1.3.6.1.2.1.2.2.1", "1.3.6.1.2.1.31.1.1.1", "1.3.6.1.2.1.25"
UPTIME = "1.3.6.1.2.1.1.3.0"


def _int(value: int, tag: int = ber.INTEGER) -> bytes:
    return ber.write_integer(value, tag)


def _text(value: str) -> bytes:
    return ber.write_octets(value.encode())


def _switch(ports: int = 2) -> dict[str, bytes]:
    rows = {
        "1.3.6.1.2.1.1.1.0": _text("Example Switch ES-4, version 1.2.3"),
        "1.3.6.1.2.1.1.2.0": ber.write(ber.OID, ber.oid("1.3.6.1.4.1.32473.1")),
        UPTIME: _int(5000, ber.TIMETICKS),
    }
    for n in range(1, ports + 1):
        rows |= {
            f"{TABLE}.2.{n}": _text(f"port {n}"), f"{TABLE}.3.{n}": _int(6),
            f"{TABLE}.5.{n}": _int(2**32 - 1, ber.GAUGE32),
            f"{TABLE}.7.{n}": _int(1), f"{TABLE}.8.{n}": _int(1),
            f"{TABLE}.10.{n}": _int(1000 + n, ber.COUNTER32), f"{TABLE}.16.{n}": _int(7, ber.COUNTER32),
            f"{MORE}.1.{n}": _text(f"Gi0/{n}"), f"{MORE}.15.{n}": _int(10_000, ber.GAUGE32),
            f"{MORE}.6.{n}": _int(2**40, ber.COUNTER64), f"{MORE}.10.{n}": _int(2**41, ber.COUNTER64),
            f"{MORE}.19.{n}": _int(0, ber.TIMETICKS),
        }  # fmt: skip
    return rows


async def _poll(address: str, known: Known | None = None) -> CounterReading:
    async with Client(timeout=0.3, retries=0) as client:
        return await read_counters(client, address, Credential.v2c("public"), known)


def _read(rows: dict[str, bytes], known: Known | None = None) -> CounterReading:
    with misbehaving(serving(rows)) as address:
        return asyncio.run(_poll(address, known))


def test_names_speed_and_wide_counters_are_merged() -> None:
    port = _read(_switch()).ports[0]
    assert (port.name, port.description, port.speed) == ("Gi0/1", "port 1", 10_000_000_000)
    assert port.in_octets == Counter(2**40, 64)


def test_a_wide_counter_at_zero_beside_a_live_narrow_one_is_not_followed() -> None:
    rows = _switch() | {f"{MORE}.6.2": _int(0, ber.COUNTER64)}
    reading = _read(rows)
    assert reading.ports[1].in_octets == Counter(1002, 32)
    assert "narrow" in reading.known.tables
    assert _read(rows, reading.known).ports[1].in_octets == Counter(1002, 32)


def test_a_known_device_is_asked_for_what_moves_only() -> None:
    asked: list[str] = []
    honest = serving(_switch())

    def behave(request: Pdu) -> bytes | None:
        asked.extend(ber.dotted(bind[0]) for bind in request.varbinds)
        return honest(request)

    with misbehaving(behave) as address:
        first = asyncio.run(_poll(address))
        asked.clear()
        second = asyncio.run(_poll(address, first.known))
    assert second.ports == first.ports
    needless = (f"{TABLE}.2.", f"{TABLE}.5.", f"{TABLE}.10.", f"{MORE}.1.", f"{MORE}.18.", f"{HOST}.2.3.")
    assert not [name for name in asked if f"{name}.".startswith(needless)]


def test_a_link_that_came_up_has_its_speed_read_anew() -> None:
    down = _switch() | {f"{TABLE}.8.1": _int(2), f"{MORE}.15.1": _int(0, ber.GAUGE32)}
    before = _read(down)
    assert (before.ports[0].oper, before.ports[0].speed) == ("down", None)
    assert _read(_switch(), before.known).ports[0].speed == 10_000_000_000


def test_a_port_that_came_is_read_with_its_name() -> None:
    before = _read(_switch(2))
    assert [port.name for port in _read(_switch(3), before.known).ports] == ["Gi0/1", "Gi0/2", "Gi0/3"]


def test_a_device_that_began_anew_is_read_anew() -> None:
    before = _read(_switch())
    renamed = _switch() | {UPTIME: _int(10, ber.TIMETICKS), f"{MORE}.1.1": _text("eth0")}
    assert _read(renamed, before.known).ports[0].name == "eth0"


def test_a_device_that_falls_silent_in_the_middle_gives_what_it_said_and_says_so() -> None:
    honest = serving(_switch())

    def behave(request: Pdu) -> bytes | None:
        return honest(request) if request.tag == messages.GET else None

    with misbehaving(behave) as address:
        reading = asyncio.run(_poll(address))
    assert not reading.is_whole
    assert reading.uptime.ticks == 5000


def test_a_table_cut_short_does_not_make_the_other_ports_forgotten() -> None:
    honest = serving(_switch(40))
    before = _read(_switch(40))
    bulks: list[int] = []

    def behave(request: Pdu) -> bytes | None:
        bulks.append(request.tag) if request.tag != messages.GET else None
        return honest(request) if len(bulks) <= 1 else None

    with misbehaving(behave) as address:
        reading = asyncio.run(_poll(address, before.known))
    assert not reading.is_whole
    assert len(reading.ports) == 40
    assert len(reading.known.ports) == 40


def _storage(row: int, kind: int, name: str, units: int, size: int, used: int) -> dict[str, bytes]:
    at = f"{HOST}.2.3.1"
    return {
        f"{at}.2.{row}": ber.write(ber.OID, ber.oid(f"{HOST}.2.1.{kind}")), f"{at}.3.{row}": _text(name),
        f"{at}.4.{row}": _int(units), f"{at}.5.{row}": _int(size), f"{at}.6.{row}": _int(used),
    }  # fmt: skip


def test_storage_has_names_of_its_own_and_no_made_up_sizes() -> None:
    rows = _switch(1)
    rows |= _storage(1, 2, "Physical memory", 1024, 1000, 400)
    rows |= _storage(2, 4, "/", 4096, 10, 5) | _storage(3, 4, "/", 4096, 20, 5)
    rows |= _storage(4, 4, "/huge", 65536, -10, 100) | _storage(5, 4, "/gone", 4096, -1, -1)
    rows |= _storage(6, 4, "/dev/shm", 4096, 10, 5) | _storage(7, 7, "/cdrom", 4096, 10, 10)
    rows |= _storage(8, 4, r"C:\ Label:System  Serial Number 1a2b", 4096, 100, 7)
    reading = _read(rows)
    assert [item.name for item in reading.storage] == ["/", "/ (2)", "/huge", "C:\\"]
    assert reading.storage[2].usage.total == (2**32 - 10) * 65536
    assert reading.memory is not None
    assert (reading.memory.used, reading.memory.total) == (400 * 1024, 1000 * 1024)


def test_load_is_the_mean_of_all_processors() -> None:
    rows = _switch(1) | {f"{HOST}.3.3.1.2.1": _int(10), f"{HOST}.3.3.1.2.2": _int(31)}
    assert _read(rows).cpu == 20.5


def test_hostile_values_break_nothing() -> None:
    rows = _switch(2) | {
        f"{TABLE}.8.1": _text("up"), f"{MORE}.6.1": _text("x"), f"{TABLE}.2.1": _int(-5),
        f"{MORE}.1.2": ber.write_octets(b"\xff\xfe\x00\n" * 300), f"{MORE}.15.2": _int(-1),
        f"{HOST}.3.3.1.2.1": _int(2**31 - 1), UPTIME: _text("soon"),
    }  # fmt: skip
    with misbehaving(serving(rows)) as address:
        reading = asyncio.run(_device(address))
    assert len(reading) == 2


async def _device(address: str) -> list[str]:
    async with Client(timeout=0.3, retries=0) as client:
        reading = await read_device(client, address, Credential.v2c("public"))
        return [port.name for port in reading.ports]
