"""Discovering, looking at and watching devices from the command line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.agents import (
    AUTH_PASSWORD,
    PRIV_PASSWORD,
    free_port,
    neighbours,
    small_device,
    snmpd,
    v3_credential,
)
from tests.cli.conftest import Itdesk


@pytest.fixture
def port() -> Iterator[int]:
    """Two small devices at 127.0.0.2 and 127.0.0.5."""
    with neighbours({2: small_device("gw-1", "SN-1-4711"), 5: small_device("gw-2", "SN-2-4711")}) as found:
        yield found


def test_a_network_is_discovered_without_a_desk_and_none_is_made(
    itdesk: Itdesk, port: int, desk_path: Path
) -> None:
    found = itdesk("discover", f"127.0.0.0/29:{port}", "--json").json
    assert [(f["address"], f["name"], f["device"]) for f in found] == [
        (f"127.0.0.2:{port}", "gw-1", None), (f"127.0.0.5:{port}", "gw-2", None),
    ]  # fmt: skip
    assert not desk_path.exists()


def test_what_is_watched_already_is_said_with_its_number(itdesk: Itdesk, port: int) -> None:
    itdesk("watch", f"127.0.0.5:{port}", "--community", "public")
    found = itdesk("discover", f"127.0.0.0/29:{port}", "--json").json
    assert [f["device"] for f in found] == [None, "D-1"]
    said = itdesk("discover", f"127.0.0.0/29:{port}").out
    assert "gw-2" in said and "2 of 6 addresses answered." in said


def test_several_devices_are_watched_in_one_entry(itdesk: Itdesk, port: int) -> None:
    silent = f"127.0.0.6:{free_port('127.0.0.6')}"
    answer = itdesk("watch", f"127.0.0.2:{port}", silent, f"127.0.0.5:{port}", "--json")
    added = answer.json
    assert [device["ref"] for device in added] == ["D-1", "D-2"]
    assert len({device["entry"] for device in added}) == 1
    assert silent in answer.err
    assert len(itdesk("list", "device", "--json").json) == 2
    assert itdesk("undo", added[0]["entry"]).code == 0
    assert itdesk("list", "asset", "--json").json == []


def test_where_none_answers_the_verb_fails_with_a_line_for_each(itdesk: Itdesk) -> None:
    places = [f"127.0.0.{n}:{free_port(f'127.0.0.{n}')}" for n in (3, 4)]
    answer = itdesk("watch", *places)
    assert answer.code == 1
    assert [place in line for place, line in zip(places, answer.err.splitlines(), strict=True)] == [True] * 2


@pytest.mark.parametrize(("range_", "word"), [("10.0.0.0/8", "16,777,214"), ("printer", "printer")])
def test_a_range_that_cannot_be_is_one_clear_line(itdesk: Itdesk, range_: str, word: str) -> None:
    answer = itdesk("discover", range_)
    assert (answer.code, len(answer.err.splitlines())) == (1, 1)
    assert word in answer.err


def test_as_lines_a_program_follows_the_sweep(itdesk: Itdesk, port: int) -> None:
    lines = [
        json.loads(line) for line in itdesk("discover", f"127.0.0.1-6:{port}", "--lines").out.splitlines()
    ]
    assert [line["of"] for line in lines] == [6] * 6
    assert {line["found"]["name"] for line in lines if "found" in line} == {"gw-1", "gw-2"}


def test_a_v3_user_comes_from_a_file_and_its_passwords_are_said_nowhere(
    itdesk: Itdesk, tmp_path: Path
) -> None:
    secrets = tmp_path / "v3"
    secrets.write_text(f"auth={AUTH_PASSWORD}\npriv = {PRIV_PASSWORD}\nauth-protocol=SHA256\n", "utf-8")
    with snmpd(tmp_path / "agent", users=[v3_credential()]) as agent:
        found = itdesk("discover", agent.address, "--v3", "itdesk", "--v3-secrets", secrets, "--json")
        looked = itdesk("poll", agent.address, "--v3", "itdesk", "--v3-secrets", secrets)
    assert [device["name"] for device in found.json] == ["desk-agent"]
    assert "desk-agent" in looked.out
    assert not any(word in a.out + a.err for a in (found, looked) for word in (AUTH_PASSWORD, PRIV_PASSWORD))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--v3", "itdesk", "--community", "public"), "either --community or --v3"),
        (("--v3", "x" * 40), "1 to 32 characters"),
        (("--v3", "itdesk", "--v3-secrets", "nowhere"), "nowhere"),
    ],
)
def test_a_credential_that_cannot_be_is_refused_before_anything_is_sent(
    itdesk: Itdesk, words: tuple[str, ...], said: str
) -> None:
    answer = itdesk("discover", f"127.0.0.1:{free_port()}", *words)
    assert answer.code in (1, 2)
    assert said in answer.err


@pytest.mark.parametrize(
    ("auth", "priv", "said"), [("short", "", "8 characters"), ("", PRIV_PASSWORD, "privacy")]
)
def test_half_a_v3_credential_is_refused(
    itdesk: Itdesk, monkeypatch: pytest.MonkeyPatch, auth: str, priv: str, said: str
) -> None:
    monkeypatch.setenv("ITDESK_V3_AUTH", auth)
    monkeypatch.setenv("ITDESK_V3_PRIV", priv)
    answer = itdesk("poll", "127.0.0.1:9", "--v3", "itdesk")
    assert answer.code == 1
    assert said in answer.err
    assert (auth or priv) not in answer.err
