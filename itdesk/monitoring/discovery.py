"""Who answers in a range of addresses: each is asked once who it is, nothing is kept."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass

import psutil

from itdesk.monitoring.credentials import Credential
from itdesk.monitoring.probes.failure import FailureKind, ProbeFailure
from itdesk.monitoring.probes.reading import DeviceReading, Identity
from itdesk.monitoring.probes.snmp.client import Client
from itdesk.monitoring.probes.snmp.device import read_device, read_identity
from itdesk.monitoring.rules.ranges import own_networks

WIDTH = 64
"""Addresses asked at the same time."""
TIMEOUT, RETRIES = 1.0, 1
"""Seconds for an answer, and further attempts: most addresses of a range have nobody."""
_NOBODY = (FailureKind.SILENT, FailureKind.REFUSED, FailureKind.UNRESOLVED)


@dataclass(frozen=True, slots=True)
class Asked:
    """An address that was asked. `identity` is None where nobody answered as hoped; `failure` is
    what kept it from that ("auth", "garbled"), "" where nobody is."""

    address: str
    identity: Identity | None
    failure: str = ""

    @property
    def is_somebody(self) -> bool:
        return self.identity is not None or bool(self.failure)


def proposed_range() -> str:
    """This computer's own private networks, as a range a person may change; "" for none."""
    stats = psutil.net_if_stats()
    links = [
        (name, found.address, found.netmask)
        for name, addresses in psutil.net_if_addrs().items()
        for found in addresses
        if found.family is socket.AF_INET and (name not in stats or stats[name].isup)
    ]
    return ", ".join(own_networks(links))


async def sweep(addresses: Sequence[str], credential: Credential) -> AsyncIterator[Asked]:
    """Every address, in the order in which it is known whether somebody is there."""
    gate = asyncio.Semaphore(WIDTH)
    async with Client(TIMEOUT, RETRIES) as client:

        async def one(address: str) -> Asked:
            async with gate:
                return await _ask(client, address, credential)

        tasks = [asyncio.create_task(one(address)) for address in addresses]
        try:
            for task in asyncio.as_completed(tasks):
                yield await task
        finally:
            for task in tasks:
                task.cancel()


async def _ask(client: Client, address: str, credential: Credential) -> Asked:
    try:
        return Asked(address, await read_identity(client, address, credential))
    except ProbeFailure as failure:
        return Asked(address, None, "" if failure.kind in _NOBODY else failure.kind.value)
    finally:
        client.forget(address)


async def look_at_all(
    addresses: Sequence[str], credential: Credential
) -> dict[str, DeviceReading | ProbeFailure]:
    """Everything that each of some devices tells, or why it does not."""
    async with Client() as client:

        async def one(address: str) -> DeviceReading | ProbeFailure:
            try:
                return await read_device(client, address, credential)
            except ProbeFailure as failure:
                return failure

        readings = await asyncio.gather(*(one(address) for address in addresses))
    return dict(zip(addresses, readings, strict=True))
