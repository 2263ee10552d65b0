"""One poll of one device, whatever its probe."""

from __future__ import annotations

import asyncio
import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass

import psutil

from itdesk.monitoring.credentials import Credential
from itdesk.monitoring.probes.address import split_address
from itdesk.monitoring.probes.failure import FailureKind, ProbeFailure
from itdesk.monitoring.probes.host import read_host
from itdesk.monitoring.probes.reading import CounterReading, Identity, Known
from itdesk.monitoring.probes.snmp.client import Client
from itdesk.monitoring.probes.snmp.device import read_counters, read_identity

HOST = "host"
"""The probe of this computer itself."""


@dataclass(frozen=True, slots=True)
class Target:
    """A device to ask; without a credential only this computer can be asked."""

    id: int
    address: str
    probe: str
    credential: Credential | None


class Asking:
    """Asks devices through one client; remembers what the next poll need not ask again."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._known: dict[int, Known] = {}

    async def counters(self, target: Target) -> CounterReading:
        """What is polled each minute; raises ProbeFailure."""
        if target.probe == HOST:
            return (await asyncio.to_thread(read_host)).counters
        known = self._known.get(target.id, Known())
        reading = await read_counters(self._client, target.address, _credential(target), known)
        self._known[target.id] = reading.known
        return reading

    async def identity(self, target: Target) -> Identity:
        """Who the device is; raises ProbeFailure."""
        if target.probe == HOST:
            return (await asyncio.to_thread(read_host)).identity
        return await read_identity(self._client, target.address, _credential(target))

    def forget(self, target: Target) -> None:
        """Drop what is remembered of a device that is watched no more, or elsewhere."""
        self._known.pop(target.id, None)
        self._client.forget(target.address)


def has_line(address: str) -> bool:
    """Whether this computer has a network on which `address` could be asked at all."""
    return _is_own(address) or _some_link_is_up(psutil.net_if_stats().items())


def _is_own(address: str) -> bool:
    try:
        host, _ = split_address(address)
        return host == "localhost" or ipaddress.ip_address(host.partition("%")[0]).is_loopback
    except (ProbeFailure, ValueError):
        return False


def _some_link_is_up(links: Iterable[tuple[str, object]]) -> bool:
    return any(getattr(link, "isup", False) and not name.startswith("lo") for name, link in links)


def _credential(target: Target) -> Credential:
    if target.credential is None:
        raise ProbeFailure(FailureKind.AUTH, "no credential is kept for it")
    return target.credential
