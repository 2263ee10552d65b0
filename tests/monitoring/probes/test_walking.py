"""Walks and requests against agents that misbehave: typed failures, kept data, no endless loop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest

from itdesk.monitoring.probes.failure import FailureKind, ProbeFailure
from itdesk.monitoring.probes.snmp import ber, messages
from itdesk.monitoring.probes.snmp.client import Client
from itdesk.monitoring.probes.snmp.credentials import Credential
from itdesk.monitoring.probes.snmp.messages import Pdu
from itdesk.monitoring.probes.snmp.walk import Mark, Walk, walk
from tests.agents import answer, free_port, misbehaving

COLUMN, OTHER = "1.3.6.1.2.1.2.2.1.2", "1.3.6.1.2.1.2.2.1.10"
ONE = ber.write_integer(1)
END = bytes((ber.END_OF_MIB_VIEW, 0))


async def _ask(address: str, columns: list[bytes], retries: int, cap: int) -> Walk:
    async with Client(timeout=0.15, retries=retries) as client:
        session = await client.session(address, Credential.v2c("public"))
        return await walk(client, session, columns, cap)


def _walk(address: str, *columns: str, retries: int = 0, cap: int = 5000) -> Walk:
    names = [ber.oid(name) for name in columns or (COLUMN,)]
    return asyncio.run(_ask(address, names, retries, cap))


def _table(rows: int) -> Callable[[Pdu], bytes]:
    """An honest agent of two columns with as many rows."""
    cells = [f"{column}.{n}" for column in (COLUMN, OTHER) for n in range(1, rows + 1)]
    order = {name: ber.oid_parts(ber.oid(name)) for name in cells}

    def behave(request: Pdu) -> bytes:
        repetitions = request.index if request.tag == messages.GET_BULK else 1
        at = [ber.oid_parts(bind[0]) for bind in request.varbinds]
        binds: list[tuple[str, bytes]] = []
        for _ in range(repetitions):
            for place, asked in enumerate(at):
                name = next((name for name in cells if order[name] > asked), None)
                if name is None:
                    binds.append((".".join(map(str, asked)), END))
                else:
                    binds.append((name, ONE))
                    at[place] = order[name]
        return answer(request, *binds)

    return behave


def test_two_columns_are_read_to_their_ends() -> None:
    with misbehaving(_table(120)) as address:
        found = _walk(address, COLUMN, OTHER)
    assert [len(cells) for cells in found.columns.values()] == [120, 120]
    assert not found.marks
    assert found.rows() == [ber.sub_identifiers((n,)) for n in range(1, 121)]


def test_an_incomplete_last_row_is_asked_for_again() -> None:
    honest = _table(40)

    def behave(request: Pdu) -> bytes:
        pdu = messages.read_community(honest(request))
        cut = pdu.varbinds[:-1] if len(pdu.varbinds) > 2 else pdu.varbinds
        names = [(ber.dotted(name), END if value is None else ONE) for name, _, value in cut]
        return answer(request, *names)

    with misbehaving(behave) as address:
        found = _walk(address, COLUMN, OTHER)
    assert [len(cells) for cells in found.columns.values()] == [40, 40]


def test_an_oid_that_does_not_increase_ends_its_column_and_keeps_what_was_read() -> None:
    def behave(request: Pdu) -> bytes:
        return answer(request, (f"{COLUMN}.1", ONE), (f"{COLUMN}.2", ONE), (f"{COLUMN}.1", ONE))

    with misbehaving(behave) as address:
        found = _walk(address)
    assert found.marks == {Mark.NOT_INCREASING}
    assert len(found.columns[ber.oid(COLUMN)]) == 2


def test_a_table_without_end_is_capped() -> None:
    def behave(request: Pdu) -> bytes:
        last = ber.oid_parts(request.varbinds[0][0])[len(ber.oid_parts(ber.oid(COLUMN))) :]
        start = last[0] + 1 if last else 1
        return answer(request, *((f"{COLUMN}.{n}", ONE) for n in range(start, start + 20)))

    with misbehaving(behave) as address:
        found = _walk(address, cap=200)
    assert Mark.CAPPED in found.marks
    assert 200 <= found.variables <= 220


def test_an_answer_too_big_is_asked_for_in_smaller_pieces() -> None:
    honest = _table(30)

    def behave(request: Pdu) -> bytes:
        wanted = request.index * len(request.varbinds) if request.tag == messages.GET_BULK else 1
        return answer(request, error=messages.TOO_BIG) if wanted > 8 else honest(request)

    with misbehaving(behave) as address:
        found = _walk(address)
    assert len(found.columns[ber.oid(COLUMN)]) == 30
    assert not found.marks


def test_large_answers_lost_on_the_way_are_asked_for_in_smaller_pieces() -> None:
    honest = _table(30)

    def behave(request: Pdu) -> bytes | None:
        lost = (
            request.tag == messages.GET_BULK
            and request.index > 20
            and request.varbinds[0][0] != ber.oid(COLUMN)
        )
        return None if lost else honest(request)

    with misbehaving(behave) as address:
        found = _walk(address)
    assert len(found.columns[ber.oid(COLUMN)]) == 30


def test_silence_in_the_middle_keeps_what_was_read() -> None:
    answered: list[int] = []

    def behave(request: Pdu) -> bytes | None:
        answered.append(request.tag)
        return answer(request, (f"{COLUMN}.1", ONE)) if len(answered) == 1 else None

    with misbehaving(behave) as address:
        found = _walk(address)
    assert found.marks == {Mark.CUT_SHORT}
    assert found.variables == 1


def _failure(address: str) -> FailureKind:
    with pytest.raises(ProbeFailure) as caught:
        _walk(address)
    return caught.value.kind


def test_no_answer_is_silence() -> None:
    with misbehaving(lambda _: None) as address:
        assert _failure(address) is FailureKind.SILENT


def test_an_answer_from_another_port_is_no_answer() -> None:
    with misbehaving(_table(3), other_port=True) as address:
        assert _failure(address) is FailureKind.SILENT


def test_answers_that_are_not_snmp_are_garbled() -> None:
    with misbehaving(lambda _: b"HTTP/1.0 400 Bad Request\r\n") as address:
        assert _failure(address) is FailureKind.GARBLED


def test_an_answer_with_another_number_is_no_answer() -> None:
    def behave(request: Pdu) -> bytes:
        return answer(request._replace(request_id=request.request_id ^ 1), (f"{COLUMN}.1", ONE))

    with misbehaving(behave) as address:
        assert _failure(address) is FailureKind.SILENT


def test_a_closed_port_refuses() -> None:
    assert _failure(f"127.0.0.1:{free_port()}") in (FailureKind.REFUSED, FailureKind.SILENT)


@pytest.mark.parametrize("address", ["no-such-host.invalid", "a b", "[::1", "127.0.0.1:99999", "::1:x", ""])
def test_what_has_no_address_is_unresolved(address: str) -> None:
    assert _failure(address) is FailureKind.UNRESOLVED


def test_a_late_answer_to_the_first_attempt_counts() -> None:
    kept: list[bytes] = []
    honest = _table(1)

    def behave(request: Pdu) -> bytes | None:
        kept.append(honest(request))
        return kept[-2] if len(kept) > 1 else None

    with misbehaving(behave) as address:
        found = _walk(address, retries=2)
    assert found.variables == 1


@pytest.mark.parametrize(
    "value",
    [b"\x02\x00", b"\x46\x09\x01" + b"\xff" * 8, b"\x44\x00", b"\x06\x00", b"\x04\x00", b"\x09\x01\x40"],
)
def test_strange_values_are_kept_as_they_are(value: bytes) -> None:
    def behave(request: Pdu) -> bytes:
        first = request.varbinds[0][0] == ber.oid(COLUMN)
        return answer(request, (f"{COLUMN}.1", value)) if first else answer(request, ("1.3.7.1", ONE))

    with misbehaving(behave) as address:
        assert _walk(address).variables == 1
