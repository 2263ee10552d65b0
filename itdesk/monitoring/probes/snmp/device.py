"""Looking at a device: who it is, what it counts; every failure is a `ProbeFailure`."""

from __future__ import annotations

from itdesk.monitoring.probes.reading import CounterReading, DeviceReading, Identity, Known
from itdesk.monitoring.probes.snmp.client import Client
from itdesk.monitoring.probes.snmp.counting import Counting
from itdesk.monitoring.probes.snmp.credentials import Credential
from itdesk.monitoring.probes.snmp.identity import identify


async def read_identity(client: Client, address: str, credential: Credential) -> Identity:
    """Who the device is: a handful of requests, no table but the list of its chassis."""
    return await identify(client, await client.session(address, credential))


async def read_counters(
    client: Client, address: str, credential: Credential, known: Known | None = None
) -> CounterReading:
    """What is polled each minute; `known` is that of the device's last reading."""
    session = await client.session(address, credential)
    return await Counting(client, session, known or Known()).read()


async def read_device(client: Client, address: str, credential: Credential) -> DeviceReading:
    """Both at once, for a device that is looked at for the first time."""
    identity = await read_identity(client, address, credential)
    return DeviceReading(identity, await read_counters(client, address, credential))
