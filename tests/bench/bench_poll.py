"""CPU of polling: a switch of 48 ports, and per 1,000 variables beside pysnmp's own interface.

    python tests/bench/bench_poll.py [POLLS]

Only this process's CPU counts; the agents are processes of their own. The budget is 500 devices of
48 ports every 60 s in a quarter of a core.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from pathlib import Path

from pysnmp.hlapi.v3arch.asyncio import (
    USM_AUTH_HMAC192_SHA256,
    USM_PRIV_CFB128_AES,
    CommunityData,
    ContextData,
    ObjectIdentity,
    ObjectType,
    SnmpEngine,
    UdpTransportTarget,
    UsmUserData,
    bulk_walk_cmd,
)

from itdesk.monitoring.probes.snmp import ber
from itdesk.monitoring.probes.snmp.client import Client
from itdesk.monitoring.probes.snmp.credentials import Credential
from itdesk.monitoring.probes.snmp.device import read_counters
from itdesk.monitoring.probes.snmp.walk import walk
from tests.agents import (
    AUTH_PASSWORD,
    PRIV_PASSWORD,
    Agent,
    counting_device,
    serve_recordings,
    snmpd,
    v3_credential,
    write_recording,
)

PORTS, DEVICES, INTERVAL, BUDGET = 48, 500, 60, 0.25
TREE = "1.3.6.1.2.1.25.4.2.1"
"""hrSWRunTable: seven columns of every process."""
COLUMNS = tuple(f"{TREE}.{n}" for n in (1, 2, 4, 5, 6, 7))


async def poll_seconds(agent: Agent, credential: Credential, polls: int) -> float:
    """CPU seconds of one poll of a switch whose ports are known, as each minute's is."""
    async with Client(timeout=10) as client:
        reading = await read_counters(client, agent.address, credential)
        start = time.process_time()
        for _ in range(polls):
            reading = await read_counters(client, agent.address, credential, reading.known)
        spent = (time.process_time() - start) / polls
    if len(reading.ports) != PORTS:
        raise SystemExit(f"{len(reading.ports)} ports were read instead of {PORTS}")
    return spent


async def ours(agent: Agent, credential: Credential, times: int) -> float:
    """CPU milliseconds per 1,000 variables of our walk."""
    variables, columns = 0, [ber.oid(column) for column in COLUMNS]
    async with Client(timeout=10) as client:
        session = await client.session(agent.address, credential)
        await walk(client, session, columns)
        start = time.process_time()
        for _ in range(times):
            variables += (await walk(client, session, columns)).variables
        return (time.process_time() - start) * 1e6 / variables


async def theirs(agent: Agent, who: CommunityData | UsmUserData) -> float:
    """The same of pysnmp's high-level walk, without looking names up."""
    engine, variables = SnmpEngine(), 0
    target = await UdpTransportTarget.create(("127.0.0.1", agent.port), timeout=10)
    await _their_walk(engine, who, target, COLUMNS[0])
    start = time.process_time()
    for column in COLUMNS:
        variables += await _their_walk(engine, who, target, column)
    spent = time.process_time() - start
    engine.close_dispatcher()
    return spent * 1e6 / variables


async def _their_walk(
    engine: SnmpEngine, who: CommunityData | UsmUserData, target: UdpTransportTarget, column: str
) -> int:
    """How many variables it found."""
    walked = bulk_walk_cmd(
        engine, who, target, ContextData(), 0, 25, ObjectType(ObjectIdentity(column)),
        lookupMib=False, lexicographicMode=False,
    )  # fmt: skip
    count = 0
    async for _, _, _, binds in walked:
        count += len(binds)
    return count


def bench_switch(folder: Path, polls: int) -> None:
    user = v3_credential()
    (folder / "data").mkdir()
    write_recording(folder / "data" / "public.snmprec", counting_device(PORTS))
    with serve_recordings(folder / "data", folder / "cache") as agent:
        each = asyncio.run(poll_seconds(agent, Credential.v2c("public"), polls))
    share = each * DEVICES / INTERVAL
    verdict = "within" if share <= BUDGET else "OVER"
    print(f"a poll of {PORTS} ports: {each * 1000:.2f} ms CPU")
    print(f"{DEVICES} such devices every {INTERVAL} s: {share:.1%} of a core ({verdict} {BUDGET:.0%})")
    with snmpd(folder / "snmpd", users=[user]) as agent:
        bench_variables(agent, "v2c", Credential.v2c("public"), CommunityData("public"))
        theirs_v3 = UsmUserData(
            user.user, AUTH_PASSWORD, PRIV_PASSWORD, USM_AUTH_HMAC192_SHA256, USM_PRIV_CFB128_AES
        )
        bench_variables(agent, "v3 authPriv", user, theirs_v3)


def bench_variables(agent: Agent, name: str, own: Credential, other: CommunityData | UsmUserData) -> None:
    mine, pysnmp = asyncio.run(ours(agent, own, 20)), asyncio.run(theirs(agent, other))
    print(f"{name}: {mine:.2f} ms per 1,000 variables, pysnmp {pysnmp:.1f} ms: {pysnmp / mine:.0f} times")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        bench_switch(Path(place), int(sys.argv[1]) if len(sys.argv) > 1 else 50)
