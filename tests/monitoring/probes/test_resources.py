"""Load, memory and storage as devices of many makers tell them, by real polls of made-up agents."""

from __future__ import annotations

import asyncio

import pytest

from itdesk.monitoring.probes.reading import CounterReading, Usage
from itdesk.monitoring.probes.snmp import ber
from itdesk.monitoring.probes.snmp.client import Client
from itdesk.monitoring.probes.snmp.credentials import Credential
from itdesk.monitoring.probes.snmp.device import read_counters
from itdesk.monitoring.probes.snmp.own import scalars_of
from tests.agents import misbehaving, serving

HOST, UCD, OWN = "1.3.6.1.2.1.25", "1.3.6.1.4.1.2021", "1.3.6.1.4.1."
DISK, RAM, VIRTUAL, FLASH = "2.1.4", "2.1.2", "2.1.3", "2.1.9"
KIB, MIB = 1024, 1024**2


def integer(value: int, tag: int = ber.INTEGER) -> bytes:
    return ber.write_integer(value, tag)


def text(value: str | bytes) -> bytes:
    return ber.write_octets(value.encode() if isinstance(value, str) else value)


def storage(row: int, kind: str, name: str | bytes, units: int, size: int, used: int) -> dict[str, bytes]:
    """A row of hrStorageTable."""
    table = f"{HOST}.2.3.1"
    return {
        f"{table}.2.{row}": ber.write(ber.OID, ber.oid(f"{HOST}.{kind}")), f"{table}.3.{row}": text(name),
        f"{table}.4.{row}": integer(units), f"{table}.5.{row}": integer(size),
        f"{table}.6.{row}": integer(used),
    }  # fmt: skip


def poll(rows: dict[str, bytes], object_id: str = "1.3.6.1.4.1.8072.3.2.10") -> CounterReading:
    whole = {
        "1.3.6.1.2.1.1.2.0": ber.write(ber.OID, ber.oid(object_id)),
        "1.3.6.1.2.1.1.3.0": integer(100, ber.TIMETICKS),
        **rows,
    }

    async def ask(address: str) -> CounterReading:
        async with Client(timeout=0.5, retries=0) as client:
            return await read_counters(client, address, Credential.v2c("public"))

    with misbehaving(serving(whole)) as address:
        return asyncio.run(ask(address))


# --- processors ----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("loads", "expected"),
    [
        ([10], 10), ([0, 100], 50), ([7, 7, 7, 8], 7.25), ([0], 0), ([100], 100), ([101], None),
        ([-1, 50], 50), ([], None),
    ],
)  # fmt: skip
def test_the_load_is_the_mean_of_all_processors_that_tell_one(
    loads: list[int], expected: float | None
) -> None:
    rows = {f"{HOST}.3.3.1.2.{n}": integer(load) for n, load in enumerate(loads, 1)}
    assert poll(rows).cpu == expected


@pytest.mark.parametrize(("idle", "expected"), [(100, 0), (25, 75), (0, 100), (-1, None), (250, None)])
def test_an_agent_that_tells_only_what_is_idle_is_understood(idle: int, expected: float | None) -> None:
    assert poll({f"{UCD}.11.11.0": integer(idle)}).cpu == expected


def test_processors_are_believed_before_what_is_idle() -> None:
    assert poll({f"{HOST}.3.3.1.2.1": integer(40), f"{UCD}.11.11.0": integer(99)}).cpu == 40


# --- memory --------------------------------------------------------------------------------------
def ucd_memory(total: int, free: int, **more: int) -> dict[str, bytes]:
    numbers = {"buffers": 14, "cached": 15, "available": 27, "swap_total": 3, "swap_free": 4}
    rows = {f"{UCD}.4.5.0": integer(total), f"{UCD}.4.6.0": integer(free)}
    return rows | {f"{UCD}.4.{numbers[name]}.0": integer(value) for name, value in more.items()}


@pytest.mark.parametrize(
    ("rows", "used"),
    [
        (ucd_memory(1_000, 400), 600),
        (ucd_memory(1_000, 100, buffers=200, cached=300), 400),
        (ucd_memory(1_000, 100, buffers=200, cached=300, available=700), 300),
        (ucd_memory(1_000, 1_000), 0),
        (ucd_memory(1_000, 900, cached=500), 0),
    ],
    ids=["free", "buffers and cache", "available", "all free", "more free than there is"],
)
def test_what_the_system_would_give_back_is_not_used(rows: dict[str, bytes], used: int) -> None:
    assert poll(rows).memory == Usage(used * KIB, 1_000 * KIB)


def test_swap_is_what_is_not_free_and_none_where_there_is_none() -> None:
    assert poll(ucd_memory(10, 5, swap_total=100, swap_free=75)).swap == Usage(25 * KIB, 100 * KIB)
    assert poll(ucd_memory(10, 5, swap_total=0, swap_free=0)).swap is None


def test_without_its_own_table_the_largest_memory_of_the_storage_table_is_taken() -> None:
    rows = storage(1, RAM, "Physical Memory", 65_536, 1_000, 250) | storage(2, RAM, "Cache", 1, 10, 5)
    rows |= storage(3, VIRTUAL, "Virtual Memory", 65_536, 2_000, 500)
    reading = poll(rows)
    assert reading.memory == Usage(250 * 65_536, 1_000 * 65_536)
    assert reading.swap == Usage(500 * 65_536, 2_000 * 65_536)


def test_a_printer_that_calls_all_its_memory_used_tells_a_size_and_no_load() -> None:
    assert poll(storage(1, RAM, "RAM", 1, 512 * MIB, 512 * MIB)).memory is None


# --- storage -------------------------------------------------------------------------------------
def test_a_disk_larger_than_its_31_bits_is_read_as_what_it_is() -> None:
    reading = poll(storage(1, DISK, "/data", 4_096, -2_000_000_000, -2_100_000_000))
    assert reading.storage[0].usage == Usage((2**32 - 2_100_000_000) * 4_096, (2**32 - 2_000_000_000) * 4_096)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("/", "/"), ("C:\\ Label:System  Serial Number 1a2b3c", "C:\\"),
        ("/, type: ufs, dev: /dev/ada0p2", "/"),
        ("Büro".encode("latin-1"), "Büro"), ("", "Storage 1"), (b"\x1b[2Jx", "[2Jx"),
    ],
)  # fmt: skip
def test_a_storage_has_the_name_that_people_know(name: str | bytes, shown: str) -> None:
    assert [item.name for item in poll(storage(1, DISK, name, 1, 100, 10)).storage] == [shown]


@pytest.mark.parametrize(
    "name", ["/dev/shm", "/proc", "/sys/fs/cgroup", "/run/user/0", "/snap/core/1", "/var/lib/docker/x"]
)
def test_what_systems_mount_for_themselves_is_no_storage(name: str) -> None:
    assert poll(storage(1, DISK, name, 1, 100, 10)).storage == ()


@pytest.mark.parametrize(("units", "size", "used"), [(1, 0, 0), (0, 100, 10), (1, -1, -1), (1, 100, -1)])
def test_a_storage_that_tells_no_size_is_left_out(units: int, size: int, used: int) -> None:
    assert poll(storage(1, DISK, "/", units, size, used)).storage == ()


def test_two_of_one_name_are_told_apart() -> None:
    rows = storage(1, DISK, "disk", 1, 100, 10) | storage(2, FLASH, "disk", 1, 200, 20)
    assert [(item.name, item.usage.total) for item in poll(rows).storage] == [
        ("disk", 100),
        ("disk (2)", 200),
    ]


def test_tables_that_a_device_does_not_have_are_not_asked_again() -> None:
    known = poll({f"{HOST}.3.3.1.2.1": integer(5)}).known
    assert "storage" not in known.tables and "ucd" not in known.tables and "load" in known.tables


# --- vendors ---------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("object_id", "rows", "cpu", "memory"),
    [
        ("9.1.1208", {"9.9.109.1.1.1.1.7.1": 17, "9.9.48.1.1.1.5.1": 300, "9.9.48.1.1.1.6.1": 700}, 17,
         Usage(300, 1_000)),
        ("12356.101.1.901", {"12356.101.4.1.3.0": 9, "12356.101.4.1.4.0": 25, "12356.101.4.1.5.0": 4_000}, 9,
         Usage(1_000 * KIB, 4_000 * KIB)),
        ("11.2.3.7.11.160", {"11.2.14.11.5.1.9.6.1.0": 3, "11.2.14.11.5.1.1.2.1.1.1.6.1": 75,
                             "11.2.14.11.5.1.1.2.1.1.1.5.1": 100}, 3, Usage(25, 100)),
        ("8741.1", {"8741.1.3.1.3.0": 44}, 44, None),
        ("9.1.1208", {}, None, None),
        ("9.1.1208", {"9.9.109.1.1.1.1.7.1": 170}, None, None),
        ("4413.2", {"4413.1.1.1.1.4.1.0": 10, "4413.1.1.1.1.4.2.0": 40}, None, Usage(30 * KIB, 40 * KIB)),
    ],
    ids=["Cisco", "Fortinet", "ProCurve", "SonicWall", "none", "more than 100 %", "FASTPATH"],
)  # fmt: skip
def test_load_and_memory_that_only_the_maker_knows(
    object_id: str, rows: dict[str, int], cpu: float | None, memory: Usage | None
) -> None:
    reading = poll({OWN + name: integer(value) for name, value in rows.items()}, OWN + object_id)
    assert (reading.cpu, reading.memory) == (cpu, memory)


@pytest.mark.parametrize("object_id", ["", "1.3.6.1.4.1.8072.3.2.10", "1.3.6.1.2.1", "nonsense"])
def test_a_device_of_no_such_maker_is_asked_nothing_of_its_own(object_id: str) -> None:
    assert scalars_of(object_id) is None
