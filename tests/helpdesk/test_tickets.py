from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from itdesk.core.errors import ConflictError, DeskError
from itdesk.desk import Desk
from itdesk.monitoring.events import AlertRaised, AlertRecovered
from tests.clocks import HOUR, HandClock

MONDAY_TEN = "2026-03-02T10:00:00+00:00"


@pytest.fixture
def clock() -> HandClock:
    return HandClock(MONDAY_TEN)


@pytest.fixture
def office(desk_path: Path, clock: HandClock) -> Iterator[Desk]:
    """An office in UTC with people and a printer."""
    desk = Desk.open(str(desk_path), origin="test", create=True, actor="msilva", clock=clock)
    with desk.write("set up office") as unit:
        desk.settings.put(unit, "time-zone", "UTC")
        for name, user in (("Maria Silva", "msilva"), ("Jonas Weber", "jweber")):
            desk.keepers["person"].add(unit, {"name": name, "username": user})
        desk.keepers["asset"].add(unit, {"tag": "PRN-12", "type": "printer"})
    yield desk
    desk.close()


def ticket(desk: Desk, key: int) -> dict[str, object]:
    return dict(desk.store.read("ticket", key).values)


def test_a_line_becomes_a_ticket_with_its_deadline(office: Desk, clock: HandClock) -> None:
    key = office.tickets.capture("msilva", "Jonas: printer jam @PRN-12 !high")
    values = ticket(office, key)
    assert (values["subject"], values["priority"], values["requester_id"], values["asset_id"]) == (
        "printer jam", "2", 2, 1,
    )  # fmt: skip
    assert (
        values["due"] == clock.now() + (7 + 16 + 1) * HOUR
    )  # eight office hours: until 17:00, then from 9:00


def test_waiting_moves_the_deadline_by_the_time_waited(office: Desk, clock: HandClock) -> None:
    key = office.tickets.capture("msilva", "slow laptop")
    before = ticket(office, key)["due"]
    office.tickets.set_status("msilva", key, "waiting")
    clock.forward(3 * HOUR)
    office.tickets.set_status("msilva", key, "in-progress")
    after = ticket(office, key)["due"]
    assert isinstance(before, int) and isinstance(after, int)
    assert after == before + 3 * HOUR


def test_a_higher_priority_shortens_the_deadline_and_keeps_the_pauses(office: Desk, clock: HandClock) -> None:
    key = office.tickets.capture("msilva", "slow laptop")
    office.tickets.set_priority("msilva", key, "2")
    values = ticket(office, key)
    assert values["priority"] == "2"
    assert values["due"] == clock.now() + 24 * HOUR


def test_the_first_reply_stops_the_answering_time_and_a_note_does_not(office: Desk, clock: HandClock) -> None:
    key = office.tickets.capture("msilva", "slow laptop")
    office.tickets.note("jweber", key, "known fault")
    assert ticket(office, key)["answered"] is None
    clock.forward(HOUR)
    office.tickets.reply("jweber", key, "We are on it.")
    answered = ticket(office, key)["answered"]
    clock.forward(HOUR)
    office.tickets.reply("jweber", key, "Done.")
    assert ticket(office, key)["answered"] == answered == clock.now() - HOUR


def test_the_timeline_tells_everything_in_order(office: Desk, clock: HandClock) -> None:
    key = office.tickets.capture("msilva", "slow laptop")
    clock.forward(HOUR)
    office.tickets.note("jweber", key, "known fault")
    clock.forward(HOUR)
    office.tickets.assign("msilva", key, 2)
    clock.forward(HOUR)
    office.tickets.set_status("msilva", key, "resolved")
    told = [(i.form, i.author, i.text) for i in office.tickets.timeline(key)]
    assert told == [
        ("event", "msilva", "Opened"), ("note", "Jonas Weber", "known fault"),
        ("change", "msilva", "Assignee — → Jonas Weber"), ("change", "msilva", "Status Open → Resolved"),
    ]  # fmt: skip


def test_two_people_do_not_overwrite_each_other(office: Desk) -> None:
    key = office.tickets.capture("msilva", "slow laptop")
    office.tickets.assign("msilva", key, 1, version=1)
    with pytest.raises(ConflictError):
        office.tickets.assign("jweber", key, 2, version=1)


def test_a_closed_ticket_only_opens_again(office: Desk) -> None:
    key = office.tickets.capture("msilva", "slow laptop")
    office.tickets.set_status("msilva", key, "closed")
    with pytest.raises(DeskError, match="Possible: open"):
        office.tickets.set_status("msilva", key, "waiting")
    office.tickets.set_status("msilva", key, "open")
    assert ticket(office, key)["closed"] is None


def test_an_office_that_is_never_open_takes_tickets_without_a_promise(office: Desk) -> None:
    with office.write("close office") as unit:
        office.settings.put(unit, "office-hours", [])
    assert ticket(office, office.tickets.capture("msilva", "slow laptop"))["due"] is None


# --- alerts ------------------------------------------------------------------------------


def device(desk: Desk) -> int:
    with desk.write("watch device") as unit:
        return unit.insert("device", {"name": "SW-1", "address": "192.0.2.1", "asset_id": 1})


def alert(desk: Desk, key: int, subject: str = "reachable") -> AlertRaised:
    fields = {"device_id": key, "asset_id": 1, "subject": subject, "message": "does not answer"}
    with desk.write("raise alert") as unit:
        made = unit.insert("alert", {**fields, "since": unit.now, "severity": "crit", "state": "open"})
    return AlertRaised(made, key, 1, subject, "does not answer", "crit")


def test_an_alert_opens_one_ticket_on_its_asset_however_often_it_is_heard(office: Desk) -> None:
    raised = alert(office, device(office))
    for _ in range(3):
        office.store.events.publish(raised)
    office.tickets.sweep()
    assert office.lists.count("ticket", office.query("ticket", "")) == 1
    values = ticket(office, 1)
    assert (values["subject"], values["asset_id"], values["source"]) == (
        "SW-1: does not answer",
        1,
        "monitor",
    )
    assert office.store.read("alert", raised.alert)["ticket_id"] == 1


def test_a_second_alert_joins_the_open_ticket_and_a_later_one_opens_another(office: Desk) -> None:
    key = device(office)
    office.store.events.publish(alert(office, key))
    office.store.events.publish(alert(office, key, "cpu"))
    assert office.lists.count("ticket", office.query("ticket", "")) == 1
    office.tickets.set_status("msilva", 1, "resolved")
    office.store.events.publish(alert(office, key, "memory"))
    assert office.lists.count("ticket", office.query("ticket", "")) == 2


def test_recovery_is_noted_once_even_if_the_process_died_before(office: Desk) -> None:
    raised = alert(office, device(office))
    office.tickets.sweep()
    with office.write("recover alert") as unit:
        unit.update("alert", raised.alert, {"state": "recovered", "until": unit.now})
    assert office.tickets.sweep() == 1
    assert office.tickets.sweep() == 0
    office.store.events.publish(
        AlertRecovered(raised.alert, raised.device, 1, "reachable", "does not answer")
    )
    notes = [i.text for i in office.tickets.timeline(1) if i.text.startswith("Recovered")]
    assert notes == ["Recovered: does not answer"]
