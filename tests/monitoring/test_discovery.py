"""Who answers in a range: several agents on loopback, one port, and neighbours that misbehave."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from itdesk.core.errors import DeskError
from itdesk.desk import Desk
from itdesk.monitoring.credentials import Credential
from itdesk.monitoring.discovery import Asked, proposed_range, sweep
from itdesk.monitoring.probes.snmp import messages
from itdesk.monitoring.probes.snmp.identity import SYSTEM
from itdesk.monitoring.rules.ranges import addresses
from itdesk.store.engine import scalar
from itdesk.store.undo import undo
from tests.agents import Misbehaviour, answer, neighbours, small_device, snmpd, v3_credential

PUBLIC = Credential.v2c("public")


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setenv("ITDESK_KEY_FILE", str(tmp_path / "key"))
    opened = Desk.open(str(tmp_path / "desk.db"), origin="test", create=True)
    yield opened
    opened.close()


def swept(text: str, credential: Credential = PUBLIC) -> dict[str, Asked]:
    """Everything that was asked, by the last number of its address."""

    async def run() -> list[Asked]:
        return [asked async for asked in sweep(addresses(text), credential)]

    return {asked.address.partition(":")[0].rpartition(".")[2]: asked for asked in asyncio.run(run())}


def silent(_request: messages.Pdu) -> None:
    return None


def garbled(_request: messages.Pdu) -> bytes:
    return b"HTTP/1.1 400 Bad Request\r\n\r\n"


def forgetful(request: messages.Pdu) -> bytes:
    """Every variable is refused."""
    return answer(request, error=5, index=1)


def test_those_that_answer_are_found_and_the_others_are_told_as_nobody() -> None:
    devices = {2: small_device("gw-1", "SN-1"), 4: small_device("gw-2", "SN-2"), 5: small_device("受付")}
    with neighbours(devices) as port:
        found = swept(f"127.0.0.0/29:{port}")
    assert sorted(found) == ["1", "2", "3", "4", "5", "6"]
    names = {number: asked.identity.name for number, asked in found.items() if asked.identity is not None}
    assert names == {"2": "gw-1", "4": "gw-2", "5": "受付"}
    assert {number for number, asked in found.items() if asked.is_somebody} == {"2", "4", "5"}
    gateway = found["2"].identity
    assert gateway is not None and (gateway.serial, gateway.category) == ("SN-1", "server")


def test_a_neighbour_that_misbehaves_keeps_none_waiting_and_is_named_for_what_it_does() -> None:
    devices = {1: silent, 2: garbled, 3: forgetful, 4: small_device("gw-4")}
    with neighbours(devices) as port:
        found = swept(f"127.0.0.1-4:{port}")
    assert [found[n].failure for n in "124"] == ["", "garbled", ""]
    assert (found["1"].is_somebody, found["2"].is_somebody) == (False, True)
    assert found["3"].identity is not None and found["3"].identity.name == ""
    assert found["4"].identity is not None and found["4"].identity.name == "gw-4"


def test_a_device_that_refuses_the_user_is_somebody(tmp_path: Path) -> None:
    with snmpd(tmp_path / "agent", users=[v3_credential()]) as agent:
        found = swept(agent.address, v3_credential(user="nobody"))
        known = swept(agent.address, v3_credential())
    assert (found["1"].failure, found["1"].identity) == ("auth", None)
    assert known["1"].identity is not None and known["1"].identity.name == "desk-agent"


def test_a_sweep_that_is_given_up_asks_nobody_any_more() -> None:
    asked: list[str] = []

    def counting(request: messages.Pdu) -> None:
        asked.append("x")

    async def first_only(text: str) -> Asked:
        async for found in sweep(addresses(text), PUBLIC):
            return found
        raise AssertionError("nothing was asked")

    async def run(text: str) -> None:
        await first_only(text)
        await asyncio.sleep(0)
        left = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        await asyncio.wait_for(asyncio.gather(*left, return_exceptions=True), 5)

    with neighbours({1: small_device("gw-1"), 2: counting}) as port:
        asyncio.run(run(f"127.0.0.1-2:{port}"))
        heard = len(asked)
    assert heard <= 1


def test_what_is_ticked_is_watched_in_one_entry_and_who_fell_silent_is_named(desk: Desk) -> None:
    head = desk.store.head()
    devices = {2: small_device("gw-1", "SN-1-4711"), 3: small_device("gw-2", "SN-2-4711")}
    with neighbours(devices) as port:
        wanted = [f"127.0.0.{n}:{port}" for n in (2, 3, 4)]
        added, wrong = asyncio.run(desk.monitoring.watch_all("test", wanted, PUBLIC))
    assert [device.name for device in added] == ["gw-1", "gw-2"]
    assert list(wrong) == [wanted[2]] and isinstance(wrong[wanted[2]], DeskError)
    assert desk.store.head() == head + 1 == added[0].entry == added[1].entry
    assert desk.monitoring.watched_addresses() == {
        wanted[0]: added[0].device, wanted[1]: added[1].device,
    }  # fmt: skip
    assets = [desk.store.read("asset", device.asset)["serial"] for device in added]
    assert assets == ["SN-1-4711", "SN-2-4711"]


def test_one_undo_takes_a_discovery_back(desk: Desk) -> None:
    with neighbours({2: small_device("gw-1"), 3: small_device("gw-2")}) as port:
        wanted = [f"127.0.0.{n}:{port}" for n in (2, 3)]
        added, _ = asyncio.run(desk.monitoring.watch_all("test", wanted, PUBLIC))
    undo(desk.store, "test", added[0].entry)
    for kind in ("device", "asset"):
        assert scalar(desk.store.engine, f"SELECT count(*) FROM {kind}") == 0
    desk.journal.verify()


def test_where_nobody_answers_nothing_is_written(desk: Desk) -> None:
    head = desk.store.head()
    added, wrong = asyncio.run(desk.monitoring.watch_all("test", ["127.0.0.1:9"], PUBLIC))
    assert (added, list(wrong), desk.store.head()) == ([], ["127.0.0.1:9"], head)


def test_the_range_that_is_proposed_can_be_asked() -> None:
    text = proposed_range()
    assert not text or addresses(text)


def test_a_refusal_by_one_neighbour_never_swallows_the_question_to_another() -> None:
    asked: dict[int, int] = {}

    def counted(number: int) -> Misbehaviour:
        honest = small_device(f"gw-{number}")

        def behave(request: messages.Pdu) -> bytes | None:
            asked[number] = asked.get(number, 0) + (len(request.varbinds) == len(SYSTEM))
            return honest(request)

        return behave

    every_other = range(2, 40, 2)
    with neighbours({number: counted(number) for number in every_other}) as port:
        found = swept(f"127.0.0.1-40:{port}")
    assert sum(one.identity is not None for one in found.values()) == len(every_other)
    assert asked == dict.fromkeys(every_other, 1)
