"""Recordings of real devices, served by snmpsim and judged by what LibreNMS makes of them.

LibreNMS's opinion is an oracle independent of us, not the truth: where it names a stack and we the
switch, neither is wrong. So agreement is counted over all recordings and must not fall.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from itdesk.monitoring.credentials import Credential
from itdesk.monitoring.kinds import CATEGORIES
from itdesk.monitoring.probes.reading import DeviceReading
from itdesk.monitoring.probes.snmp.client import Client
from itdesk.monitoring.probes.snmp.device import read_device
from tests.agents import serve_recordings

FOLDER = Path(__file__).parents[3] / "shared" / "data" / "snmp"

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="the recordings of devices are not here")

VENDORS, MODELS, SERIALS, VERSIONS, PORTS = 0.95, 0.91, 0.96, 1.0, 1.0
"""Shares reached; a change that lowers one has lost a device."""


_ARCHITECTURE = re.compile(r"^(?:Generic |Intel x64|amd64|x86_64 )")
"""What LibreNMS writes where the hardware is not known: a processor is no model of a device."""


@dataclass(frozen=True, slots=True)
class Case:
    """One recording read, and LibreNMS's dump of the same device; {} where there is none."""

    name: str
    reading: DeviceReading
    expected: dict[str, Any]
    ports: int | None

    def wanted(self, field: str) -> str:
        return str(self.expected.get(field) or "").strip()


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Case]]:
    with serve_recordings(FOLDER, tmp_path_factory.mktemp("snmpsim")) as agent:
        yield asyncio.run(_read_all(agent.address))


async def _read_all(address: str) -> list[Case]:
    async with Client(timeout=10.0, retries=1) as client:
        return [await _case(client, address, path) for path in sorted(FOLDER.glob("*.snmprec"))]


async def _case(client: Client, address: str, path: Path) -> Case:
    reading = await read_device(client, address, Credential.v2c(path.stem))
    dump = path.with_suffix(".json")
    if not dump.exists():
        return Case(path.stem, reading, {}, None)
    told = json.loads(dump.read_text("utf-8"))
    found: list[Any] | None = told.get("ports", {}).get("discovery", {}).get("ports")
    return Case(path.stem, reading, told["os"]["discovery"]["devices"][0], len(found) if found else None)


def _agrees(ours: str, theirs: str) -> bool:
    """Whether one says what the other says, perhaps with more around it."""
    left, right = ours.casefold(), theirs.casefold()
    return bool(left) and (left in right or right in left)


def _share(cases: list[Case], field: str, attribute: str) -> tuple[float, list[str]]:
    """How many of those that LibreNMS knows we agree with, and where we do not."""
    judged = [case for case in cases if case.wanted(field) and not _ARCHITECTURE.search(case.wanted(field))]
    off = [
        f"{case.name}: {getattr(case.reading.identity, attribute)!r}, not {case.wanted(field)!r}"
        for case in judged
        if not _agrees(getattr(case.reading.identity, attribute), case.wanted(field))
    ]
    return 1 - len(off) / len(judged), off


def test_every_recording_is_read_whole(cases: list[Case]) -> None:
    assert len(cases) >= 40
    assert [case.name for case in cases if not case.reading.counters.is_whole] == []


def test_the_vendor_is_recognised(cases: list[Case]) -> None:
    unknown = [case.name for case in cases if case.reading.identity.vendor in ("", "Net-SNMP")]
    assert 1 - len(unknown) / len(cases) >= VENDORS, unknown


def test_every_device_has_a_category_of_the_kind(cases: list[Case]) -> None:
    known = {choice.value for choice in CATEGORIES} - {"unknown"}
    assert [case.name for case in cases if case.reading.identity.category not in known] == []


@pytest.mark.parametrize(
    ("field", "attribute", "level"),
    [("hardware", "model", MODELS), ("serial", "serial", SERIALS), ("version", "version", VERSIONS)],
)
def test_what_librenms_knows_is_found_too(
    cases: list[Case], field: str, attribute: str, level: float
) -> None:
    share, off = _share(cases, field, attribute)
    assert share >= level, f"{share:.3f}\n" + "\n".join(off)


def test_as_many_ports_are_found(cases: list[Case]) -> None:
    judged = [case for case in cases if case.ports]
    fewer = [case.name for case in judged if len(case.reading.ports) < (case.ports or 0)]
    assert 1 - len(fewer) / len(judged) >= PORTS, fewer


def test_a_model_does_not_repeat_its_maker(cases: list[Case]) -> None:
    for case in cases:
        who = case.reading.identity
        assert not (who.vendor and who.model.startswith(f"{who.vendor} ")), case.name


def test_texts_are_clean_whatever_the_device_sends(cases: list[Case]) -> None:
    for case in cases:
        texts = [port.name for port in case.reading.ports] + [port.alias for port in case.reading.ports]
        texts += [item.name for item in case.reading.counters.storage]
        assert all(text.isprintable() and len(text) <= 255 for text in texts), case.name


def test_storage_names_are_unique_and_sizes_are_not_made_up(cases: list[Case]) -> None:
    for case in cases:
        items = case.reading.counters.storage
        assert len({item.name for item in items}) == len(items), case.name
        assert all(item.usage.total > 0 and item.usage.used >= 0 for item in items), case.name
