"""Reading a real Net-SNMP daemon, by every version and protocol it knows."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from itdesk.core.errors import DeskError
from itdesk.monitoring.credentials import Credential
from itdesk.monitoring.looking import look_once, reading_json
from itdesk.monitoring.probes.failure import FailureKind, ProbeFailure
from itdesk.monitoring.probes.reading import CounterReading, DeviceReading
from itdesk.monitoring.probes.snmp.client import Client
from itdesk.monitoring.probes.snmp.device import read_counters, read_device
from itdesk.monitoring.rules.restarts import Restart, restart_between
from tests.agents import Agent, snmpd, v3_credential

_LEVELS = (
    ("MD5", "DES"), ("SHA", "AES128"), ("SHA224", "AES128"), ("SHA256", "AES192"), ("SHA384", "AES256"),
    ("SHA512", "AES128"), ("SHA256", ""), ("", ""),
)  # fmt: skip
_USERS = tuple(v3_credential(auth, priv, f"user-{auth}-{priv}") for auth, priv in _LEVELS)

_WHOLE = {
    "name", "vendor", "model", "serial", "version", "category", "description", "location", "contact",
    "uptime", "cpu", "memory", "storage", "interfaces",
}  # fmt: skip
_PORT = {
    "index", "name", "alias", "description", "mac", "speed", "admin", "oper", "in_octets", "out_octets",
}  # fmt: skip


@pytest.fixture(scope="module")
def agent(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Agent]:
    with snmpd(tmp_path_factory.mktemp("snmpd"), users=_USERS) as running:
        yield running


async def _read(address: str, credential: Credential) -> DeviceReading:
    async with Client(timeout=2.0, retries=1) as client:
        return await read_device(client, address, credential)


def test_a_linux_host_is_recognised_by_its_system_group(agent: Agent) -> None:
    reading = asyncio.run(_read(agent.address, Credential.v2c("public")))
    who = reading.identity
    assert (who.name, who.location, who.contact) == ("desk-agent", "Server room", "it@example.org")
    assert who.category == "server"
    assert who.version
    assert reading.uptime is not None


def test_ports_memory_and_storage_are_those_of_this_computer(agent: Agent) -> None:
    reading = asyncio.run(_read(agent.address, Credential.v2c("public")))
    loopback = next(port for port in reading.ports if port.name == "lo")
    assert (loopback.admin, loopback.oper) == ("up", "up")
    assert loopback.in_octets is not None
    assert loopback.in_octets.bits == 64
    assert reading.counters.memory is not None
    assert 0 < reading.counters.memory.percent < 100
    assert any(item.name == "/" for item in reading.counters.storage)
    assert reading.counters.is_whole


@pytest.mark.parametrize("user", _USERS, ids=lambda user: user.user)
def test_every_security_level_reads_the_same(agent: Agent, user: Credential) -> None:
    reading = asyncio.run(_read(agent.address, user))
    assert reading.identity.name == "desk-agent"
    assert any(port.name == "lo" for port in reading.ports)


def test_version_1_has_no_64_bit_counters_and_reads_all_the_same(agent: Agent) -> None:
    reading = asyncio.run(_read(agent.address, Credential.v1("public")))
    loopback = next(port for port in reading.ports if port.name == "lo")
    assert loopback.in_octets is not None
    assert loopback.in_octets.bits == 32


def _failure(agent: Agent, credential: Credential) -> FailureKind:
    with pytest.raises(ProbeFailure) as caught:
        asyncio.run(_read(agent.address, credential))
    return caught.value.kind


def test_a_wrong_password_is_told_apart_from_silence(agent: Agent) -> None:
    wrong = Credential.v3("user-SHA256-", auth_protocol="SHA256", auth_password="not the password")
    assert _failure(agent, wrong) is FailureKind.AUTH


def test_an_unknown_user_is_an_authentication_failure(agent: Agent) -> None:
    assert _failure(agent, Credential.v3("nobody")) is FailureKind.AUTH


def test_a_level_below_the_required_one_is_an_authentication_failure(agent: Agent) -> None:
    weak = Credential.v3("user-SHA384-AES256", auth_protocol="SHA384", auth_password="authpass123")
    with pytest.raises((ProbeFailure, AssertionError)):
        reading = asyncio.run(_read(agent.address, weak))
        # Net-SNMP answers with nothing of its tree rather than with a report
        assert reading.identity.name


def test_a_wrong_community_is_silence_and_says_what_to_check(agent: Agent) -> None:
    async def read() -> DeviceReading:
        async with Client(timeout=0.2, retries=0) as client:
            return await read_device(client, agent.address, Credential.v2c("wrong"))

    with pytest.raises(ProbeFailure) as caught:
        asyncio.run(read())
    error = caught.value.as_error(agent.address)
    assert error.code == "probe.silent"
    assert agent.address in str(error)
    assert "wrong" not in str(error)


def test_looking_at_nothing_is_a_known_error() -> None:
    with pytest.raises(DeskError) as caught:
        asyncio.run(look_once("no-such-host.invalid", Credential.v2c("public")))
    assert caught.value.code == "probe.unresolved"


def test_the_next_poll_asks_less_and_tells_the_same(agent: Agent) -> None:
    async def poll_twice() -> tuple[CounterReading, CounterReading]:
        async with Client() as client:
            first = await read_counters(client, agent.address, Credential.v2c("public"))
            return first, await read_counters(client, agent.address, Credential.v2c("public"), first.known)

    first, second = asyncio.run(poll_twice())
    assert [port.key for port in second.ports] == [port.key for port in first.ports]
    assert [item.name for item in second.storage] == [item.name for item in first.storage]
    assert "narrow" not in second.known.tables


def test_a_reading_as_json_has_what_scripts_count_on(agent: Agent) -> None:
    reading = asyncio.run(look_once(agent.address, Credential.v2c("public")))
    plain = reading_json(reading)
    assert {
        "name",
        "vendor",
        "model",
        "serial",
        "version",
        "category",
        "uptime",
        "cpu",
        "memory",
    } <= plain.keys()
    assert {"index", "name", "alias", "mac", "speed", "admin", "oper", "in_octets", "out_octets"} <= plain[
        "interfaces"
    ][0].keys()
    assert {"name", "size", "used"} == plain["storage"][0].keys()


def test_an_ipv6_address_is_read_like_any_other(tmp_path: Path) -> None:
    with snmpd(tmp_path, host="::1") as agent:
        reading = asyncio.run(_read(agent.address, Credential.v2c("public")))
    assert reading.identity.name == "desk-agent"


def test_a_restarted_agent_is_found_again_and_known_as_restarted(tmp_path: Path) -> None:
    user = v3_credential()

    async def poll_over_a_restart() -> Restart:
        async with Client(timeout=1.0) as client:
            with snmpd(tmp_path, users=[user]) as agent:
                before = await read_counters(client, agent.address, user)
                port = agent.port
            with snmpd(tmp_path, users=[user], port=port) as agent:
                after = await read_counters(client, agent.address, user, before.known)
        assert before.uptime.boots is not None
        assert after.uptime.boots == before.uptime.boots + 1
        return restart_between(before.uptime, after.uptime, 1.0)

    # the computer under it ran on
    assert asyncio.run(poll_over_a_restart()) is Restart.AGENT
