"""Requests one by one: how much is asked at once, what an error leads to, how often one asks."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itdesk.monitoring.probes.failure import FailureKind, ProbeFailure
from itdesk.monitoring.probes.snmp import ber, messages
from itdesk.monitoring.probes.snmp.client import Client
from itdesk.monitoring.probes.snmp.credentials import Credential
from itdesk.monitoring.probes.snmp.messages import Pdu, Varbind
from itdesk.monitoring.probes.snmp.session import Pace
from tests.agents import answer, misbehaving, serving, small_device

PUBLIC = Credential.v2c("public")
NAMES = [f"1.3.6.1.4.1.99999.1.{n}.0" for n in range(60)]
ROWS = {name: ber.write_integer(n) for n, name in enumerate(NAMES)}


def got(
    behave: Callable[[Pdu], bytes | None],
    names: list[str],
    *,
    retries: int = 0,
    credential: Credential = PUBLIC,
) -> tuple[dict[bytes, Varbind], int]:
    """What a GET of some names brought, and how much is asked at once afterwards."""

    async def ask(address: str) -> tuple[dict[bytes, Varbind], int]:
        async with Client(timeout=0.15, retries=retries) as client:
            session = await client.session(address, credential)
            return await client.get(session, [ber.oid(name) for name in names]), session.pace.variables

    with misbehaving(behave) as address:
        return asyncio.run(ask(address))


def numbers(found: dict[bytes, Varbind]) -> list[object]:
    return sorted(bind[2] for bind in found.values())  # type: ignore[type-var]


# --- pace ----------------------------------------------------------------------------------------
@given(st.lists(st.sampled_from(["well", "halve"]), max_size=120), st.integers(1, 80))
def test_the_pace_stays_between_one_and_its_ceiling(events: list[str], ceiling: int) -> None:
    pace = Pace(ceiling)
    for event in events:
        before = pace.variables
        if event == "well":
            pace.went_well()
            assert before <= pace.variables <= before + 1
        else:
            assert pace.halve() == (before > 1)
            assert pace.variables == max(1, before // 2)
        assert 1 <= pace.variables <= ceiling


def test_a_pace_that_was_halved_grows_back_slowly() -> None:
    pace = Pace(50)
    pace.halve()
    for _ in range(20 * 25):
        pace.went_well()
    assert pace.variables == 50
    pace.went_well()
    assert pace.variables == 50


# --- GET -----------------------------------------------------------------------------------------
def test_many_names_are_asked_for_in_several_requests() -> None:
    sizes: list[int] = []
    honest = serving(ROWS)

    def behave(request: Pdu) -> bytes | None:
        sizes.append(len(request.varbinds))
        return honest(request)

    found, _ = got(behave, NAMES)
    assert numbers(found) == list(range(60))
    assert sizes == [50, 10]


@pytest.mark.parametrize("most", [1, 3, 7, 24])
def test_a_device_that_bears_little_is_asked_for_less_and_everything_comes(most: int) -> None:
    honest = serving(ROWS)

    def behave(request: Pdu) -> bytes | None:
        return answer(request, error=messages.TOO_BIG) if len(request.varbinds) > most else honest(request)

    found, pace = got(behave, NAMES)
    assert numbers(found) == list(range(60))
    assert pace <= most + 1, "it grows by one after twenty good answers"


def test_a_name_that_an_old_device_does_not_know_is_left_out_of_the_question() -> None:
    """Version 1 answers the whole request with noSuchName and the place of the first."""
    known = {name: value for n, (name, value) in enumerate(ROWS.items()) if n % 3}

    def behave(request: Pdu) -> bytes | None:
        for place, bind in enumerate(request.varbinds, 1):
            if ber.dotted(bind[0]) not in known:
                return answer(request, error=messages.NO_SUCH_NAME, index=place)
        return serving(known)(request)

    found, _ = got(behave, NAMES[:20], credential=Credential.v1("public"))
    assert numbers(found) == [n for n in range(20) if n % 3]


def test_what_a_device_does_not_have_is_not_among_what_it_said() -> None:
    found, _ = got(serving(ROWS), ["1.3.6.1.9.9.0", NAMES[3], "1.3.6.1.9.8.0"])
    assert numbers(found) == [3]
    assert got(serving(ROWS), [])[0] == {}


@pytest.mark.parametrize("error", [2, 3, 5, 6, 16, 99])
def test_a_name_that_only_brings_errors_is_given_up(error: int) -> None:
    bad = ber.oid(NAMES[1])
    honest = serving(ROWS)

    def behave(request: Pdu) -> bytes | None:
        if any(bind[0] == bad for bind in request.varbinds):
            return answer(request, error=error)
        return honest(request)

    found, _ = got(behave, NAMES[:4])
    assert numbers(found) == [0, 2, 3]


# --- attempts --------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("lost", "retries", "answers"), [(0, 0, True), (1, 1, True), (2, 2, True), (2, 1, False)]
)
def test_a_question_is_asked_as_often_as_is_allowed(lost: int, retries: int, answers: bool) -> None:
    heard: list[int] = []
    honest = serving(ROWS)

    def behave(request: Pdu) -> bytes | None:
        heard.append(request.request_id)
        return honest(request) if len(heard) > lost else None

    if answers:
        assert numbers(got(behave, NAMES[:1], retries=retries)[0]) == [0]
    else:
        with pytest.raises(ProbeFailure) as caught:
            got(behave, NAMES[:1], retries=retries)
        assert caught.value.kind is FailureKind.SILENT
    assert len(heard) == min(lost, retries) + 1
    assert len(set(heard)) == len(heard), "each attempt has a number of its own"


def test_noise_before_the_answer_does_not_spoil_it() -> None:
    honest, heard = serving(ROWS), list[int]()

    def behave(request: Pdu) -> bytes | None:
        heard.append(1)
        return b"noise" if len(heard) == 1 else honest(request)

    assert numbers(got(behave, NAMES[:1], retries=1)[0]) == [0]


def test_many_devices_are_asked_at_once_over_one_socket() -> None:
    async def ask(addresses: list[str]) -> list[object]:
        async with Client(timeout=2) as client:

            async def one(address: str) -> object:
                session = await client.session(address, PUBLIC)
                found = await client.get(session, [ber.oid("1.3.6.1.2.1.1.5.0")])
                return next(iter(found.values()))[2]

            answers = await asyncio.gather(*(one(address) for address in addresses for _ in range(5)))
            assert len(client._wires) == 1
            return list(answers)

    with misbehaving(small_device("a")) as a, misbehaving(small_device("b")) as b:
        assert sorted(asyncio.run(ask([a, b]))) == [b"a"] * 5 + [b"b"] * 5  # type: ignore[type-var]


def test_a_device_that_is_forgotten_is_met_anew() -> None:
    async def ask(address: str) -> bool:
        async with Client() as client:
            first = await client.session(address, PUBLIC)
            same = await client.session(address, PUBLIC) is first
            other = await client.session(address, Credential.v2c("else")) is not first
            client.forget(address)
            return same and other and await client.session(address, PUBLIC) is not first

    assert asyncio.run(ask("127.0.0.1:9"))
