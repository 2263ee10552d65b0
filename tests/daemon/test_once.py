"""The watch by the command line: a real agent, real processes, one round at a time."""

from __future__ import annotations

from pathlib import Path

from tests.agents import AUTH_PASSWORD, PRIV_PASSWORD, free_port, snmpd, v3_credential
from tests.daemon.office import Place

COMMUNITY = "corridor-7-secret"


def test_an_outage_is_one_alert_and_one_ticket_and_its_end_is_noted(place: Place) -> None:
    folder = place.folder / "agent"
    with snmpd(folder, community=COMMUNITY) as agent:
        place.itdesk("watch", agent.address, "--community", COMMUNITY)
        place.itdesk("daemon", "--once")
        assert [device["state"] for device in place.listed("device")] == ["up"]
    for _ in range(2):
        place.itdesk("daemon", "--once")
    assert place.listed("alert") == []
    for _ in range(2):
        place.itdesk("daemon", "--once")
        assert [(a["state"], a["subject"]) for a in place.listed("alert")] == [("open", "reachable")]
        assert len(place.listed("ticket")) == 1
    assert [device["state"] for device in place.listed("device")] == ["down"]
    with snmpd(folder, community=COMMUNITY, port=agent.port):
        place.itdesk("daemon", "--once")
    assert [alert["state"] for alert in place.listed("alert")] == ["recovered"]
    assert len(place.listed("ticket")) == 1
    with place.open() as desk:
        texts = [item.text for item in desk.tickets.timeline(1)]
        assert sum(text.startswith("Recovered") for text in texts) == 1
        desk.journal.verify()
    assert secret_is_nowhere(place, COMMUNITY)


def test_a_v3_device_is_watched_without_its_passwords_anywhere(place: Place) -> None:
    with snmpd(place.folder / "agent", users=[v3_credential()]) as agent:
        place.itdesk(
            "watch",
            agent.address,
            "--v3",
            "itdesk",
            ITDESK_V3_AUTH=AUTH_PASSWORD,
            ITDESK_V3_PRIV=PRIV_PASSWORD,
        )
        place.itdesk("daemon", "--once")
        assert [device["state"] for device in place.listed("device")] == ["up"]
    for word in (AUTH_PASSWORD, PRIV_PASSWORD):
        assert secret_is_nowhere(place, word)


def test_one_device_that_is_silent_does_not_keep_others_waiting(place: Place) -> None:
    with snmpd(place.folder / "agent") as agent:
        place.itdesk("watch", agent.address, "--community", "public")
        with place.open() as desk:
            for _ in range(20):
                with desk.write("add device") as unit:
                    key = desk.keepers["device"].add(unit, {"address": f"127.0.0.1:{free_port()}"})
                desk.monitoring.set_credential("test", key, v3_credential())
        said = place.itdesk("daemon", "--once")
    assert "Polled 21 devices: 1 answered" in said


def test_without_devices_a_round_is_done_at_once(place: Place) -> None:
    with place.open():
        pass
    assert "Polled 0 devices" in place.itdesk("daemon", "--once")


def test_a_desk_that_is_not_there_is_said_so(place: Place) -> None:
    place.itdesk("daemon", "--once", expected=1)
    assert not place.desk.exists()


def secret_is_nowhere(place: Place, secret: str) -> bool:
    """Whether no file of the user, but the agent's own, holds a secret in clear."""
    agent = place.folder / "agent"
    files = [p for p in place.folder.rglob("*") if p.is_file() and not p.is_relative_to(agent)]
    assert any(path.name == "desk.db" for path in files)
    return all(secret.encode() not in _bytes(path) for path in files)


def _bytes(path: Path) -> bytes:
    return path.read_bytes()
