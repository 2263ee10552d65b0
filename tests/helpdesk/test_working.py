"""Working on tickets: whom a line means, what is said, what is refused, what alerts do to them."""

from __future__ import annotations

import pytest

from itdesk.core.errors import DeskError, InvalidRecordError
from itdesk.desk import Desk
from tests.clocks import DAY, HOUR, HandClock
from tests.helpdesk.offices import count, value
from tests.records import add, change, remove, take_back


@pytest.fixture
def ticket(office: Desk) -> int:
    return office.tickets.capture("msilva", "Jonas Weber: slow laptop")


def told(desk: Desk, ticket: int) -> list[tuple[str, str]]:
    return [(item.form, item.text) for item in desk.tickets.timeline(ticket)]


@pytest.mark.parametrize(
    ("name", "person"),
    [("Maria Silva", 1), ("maria silva", 1), ("Maria", 1), ("jonas@example.com", 2), ("JONAS", 2), ("U-2", 2),
     ("Weber", None), ("Mar", None), ("%", None), ("_aria", None), ("Nobody", None)],
)  # fmt: skip
def test_a_line_names_somebody_by_name_mail_number_or_first_name(
    office: Desk, name: str, person: int | None
) -> None:
    found = office.tickets.understand(f"{name}: printer jam")
    assert found.requester == person
    assert found.subject == ("printer jam" if person else f"{name}: printer jam")


def test_a_first_name_that_two_have_names_nobody(office: Desk) -> None:
    add(office, "person", name="Maria Gomez")
    assert office.tickets.understand("Maria: jam").requester is None
    assert office.tickets.understand("Maria Gomez: jam").requester == 3


def test_a_first_name_of_somebody_who_left_is_free_again(office: Desk) -> None:
    add(office, "person", name="Maria Gomez", active="no")
    assert office.tickets.understand("Maria: jam").requester == 1


@pytest.mark.parametrize("line", ["", "   ", "@PRN-12 !high", "\n"])
def test_a_line_without_a_subject_is_refused_and_opens_nothing(office: Desk, line: str) -> None:
    with pytest.raises(InvalidRecordError, match="subject is required"):
        office.tickets.capture("msilva", line)
    assert count(office, "") == 0


@pytest.mark.parametrize("line", ["x" * 1_001, "a\x00b"])
def test_a_line_that_cannot_be_kept_is_refused(office: Desk, line: str) -> None:
    with pytest.raises(InvalidRecordError):
        office.tickets.capture("msilva", line)
    assert count(office, "") == 0


def test_opening_by_a_line_is_one_entry_that_can_be_taken_back(office: Desk, ticket: int) -> None:
    take_back(office, office.store.head())
    assert count(office, "") == 0


def test_replies_and_notes_are_told_in_order_with_who_said_them(
    office: Desk, ticket: int, clock: HandClock
) -> None:
    for actor, text in (("jweber", "first"), ("somebody", "二番目\nsecond line"), ("msilva", "third")):
        clock.forward(60_000)
        office.tickets.reply(actor, ticket, text)
    said = [(item.author, item.text) for item in office.tickets.timeline(ticket) if item.form == "reply"]
    assert said == [("Jonas Weber", "first"), ("somebody", "二番目\nsecond line"), ("Maria Silva", "third")]


@pytest.mark.parametrize("text", ["", "  \n ", "\u200b"])
def test_nothing_said_is_refused_and_stops_no_clock(office: Desk, ticket: int, text: str) -> None:
    with pytest.raises(DeskError, match="text is required"):
        office.tickets.reply("jweber", ticket, text)
    assert value(office, ticket, "answered") is None
    with pytest.raises(DeskError, match="text is required"):
        office.tickets.note("jweber", ticket, text)


def test_a_reply_without_end_is_refused(office: Desk, ticket: int) -> None:
    with pytest.raises(DeskError, match="longer than 1000000"):
        office.tickets.reply("jweber", ticket, "x" * 1_000_001)
    assert len(told(office, ticket)) == 1


def test_taking_back_a_reply_takes_back_that_it_was_answered(office: Desk, ticket: int) -> None:
    office.tickets.reply("jweber", ticket, "We look.")
    take_back(office, office.store.head())
    assert value(office, ticket, "answered") is None
    assert told(office, ticket) == [("event", "Opened")]


def test_a_ticket_is_removed_with_what_was_said_and_comes_back_with_it(office: Desk, ticket: int) -> None:
    office.tickets.reply("jweber", ticket, "We look.")
    office.tickets.note("jweber", ticket, "again he")
    before = told(office, ticket)
    entry = remove(office, "ticket", ticket)
    assert count(office, "") == 0
    assert office.lists.ids("ticket", office.query("ticket", '"again he"')) == []
    take_back(office, entry)
    assert [item for item in told(office, ticket) if item[0] in ("reply", "note")] == before[1:]
    assert office.lists.ids("ticket", office.query("ticket", '"again he"')) == [ticket]


@pytest.mark.parametrize("words", ["5CG1234", "キーボード", "キー", "serial 5cg1234xyz", "slow laptop"])
def test_what_was_said_is_found(office: Desk, ticket: int, words: str) -> None:
    office.tickets.note("jweber", ticket, "キーボードが壊れた, serial 5CG1234XYZ")
    assert office.lists.ids("ticket", office.query("ticket", words)) == [ticket]


def test_changes_are_told_in_words_and_what_nobody_reads_is_not(office: Desk, ticket: int) -> None:
    change(office, "ticket", ticket, subject="very slow laptop")
    change(office, "ticket", ticket, requester="Maria Silva", asset="PRN-12", urgency="1")
    change(office, "ticket", ticket, description="It takes minutes.")
    change(office, "ticket", ticket, source="mail")
    texts = [text for form, text in told(office, ticket) if form == "change"]
    assert texts == [
        "Subject slow laptop → very slow laptop",
        "Priority Normal → High, Requester Jonas Weber → Maria Silva, Asset — → PRN-12",
        "Description changed",
    ]


def test_a_ticket_that_there_is_not_is_said(office: Desk) -> None:
    for act in (
        lambda: office.tickets.reply("msilva", 99, "x"),
        lambda: office.tickets.assign("msilva", 99, 1),
        lambda: office.tickets.set_status("msilva", 99, "open"),
        lambda: office.tickets.set_priority("msilva", 99, "1"),
        lambda: office.tickets.promise(99),
    ):
        with pytest.raises(DeskError, match="There is no ticket"):
            act()


def test_nobody_who_is_not_there_gets_a_ticket(office: Desk, ticket: int) -> None:
    with pytest.raises(InvalidRecordError, match="there is no person"):
        office.tickets.assign("msilva", ticket, 99)
    office.tickets.assign("msilva", ticket, 2)
    office.tickets.assign("msilva", ticket, None)
    assert value(office, ticket, "assignee_id") is None


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("status:open", [1, 3]),
        ("status:done", [2]),
        ("requester:Jonas", [1]),
        ("requester:me", [3]),
        ("asset:PRN-12", [3]),
        ("type:printer", [3]),
        ("priority:<=2", [3]),
        ("due:<now", []),
        ("closed:any", [2]),
        ("assignee:empty", [1, 2, 3]),
        ("-status:done", [1, 3]),
        ("printer", [3]),
        ("source:phone", [1, 2, 3]),
    ],
)
def test_tickets_are_asked_for_by_what_they_hold(
    office: Desk, ticket: int, line: str, found: list[int]
) -> None:
    add(office, "ticket", subject="done", status="closed")
    office.tickets.capture("msilva", "Maria: printer jam @PRN-12 !high")
    assert sorted(office.lists.ids("ticket", office.query("ticket", line), me=1)) == found


# --- alerts
def watched(desk: Desk, name: str = "SW-1") -> int:
    with desk.write("watch device") as unit:
        return unit.insert("device", {"name": name, "address": "192.0.2.1"})


def raise_alert(desk: Desk, device: int, subject: str = "reachable", severity: str = "crit") -> int:
    with desk.write("raise alert") as unit:
        return unit.insert("alert", {
            "device_id": device, "subject": subject, "message": f"{subject} is bad", "since": unit.now,
            "severity": severity, "state": "open",
        })  # fmt: skip


def recover(desk: Desk, alert: int) -> None:
    with desk.write("recover alert") as unit:
        unit.update("alert", alert, {"state": "recovered", "until": unit.now})


@pytest.mark.parametrize(("severity", "priority"), [("crit", "2"), ("warn", "3")])
def test_a_graver_alert_makes_a_more_urgent_ticket(office: Desk, severity: str, priority: str) -> None:
    raise_alert(office, watched(office), severity=severity)
    assert office.tickets.sweep() == 1
    assert value(office, 1, "priority") == priority


def test_alerts_of_two_devices_are_two_tickets(office: Desk) -> None:
    raise_alert(office, watched(office, "SW-1"))
    raise_alert(office, watched(office, "SW-2"))
    office.tickets.sweep()
    assert count(office, "source:monitor") == 2


def test_each_alert_that_joins_is_told_on_the_ticket(office: Desk) -> None:
    device = watched(office)
    for subject in ("reachable", "cpu", "memory"):
        raise_alert(office, device, subject)
    office.tickets.sweep()
    events = [text for form, text in told(office, 1) if form == "event"]
    assert sorted(events) == sorted(["Opened", "reachable is bad", "cpu is bad", "memory is bad"])


def test_a_device_with_a_name_without_end_still_opens_a_ticket(office: Desk) -> None:
    raise_alert(office, watched(office, "長" * 900))
    office.tickets.sweep()
    assert len(str(value(office, 1, "subject"))) == 500


def test_a_recovery_before_the_ticket_was_opened_leaves_none(office: Desk) -> None:
    recover(office, raise_alert(office, watched(office)))
    assert office.tickets.sweep() == 0
    assert count(office, "") == 0


def test_a_recovery_on_a_closed_ticket_is_still_noted(office: Desk) -> None:
    alert = raise_alert(office, watched(office))
    office.tickets.sweep()
    office.tickets.set_status("msilva", 1, "closed")
    recover(office, alert)
    office.tickets.sweep()
    assert ("event", "Recovered: reachable is bad") in told(office, 1)
    assert value(office, 1, "status") == "closed"


def test_a_recovery_of_long_ago_is_not_looked_for(office: Desk, clock: HandClock) -> None:
    alert = raise_alert(office, watched(office))
    office.tickets.sweep()
    recover(office, alert)
    clock.forward(31 * DAY)
    assert office.tickets.sweep() == 0


def test_a_sweep_with_nothing_to_do_writes_nothing(office: Desk, clock: HandClock) -> None:
    raise_alert(office, watched(office))
    office.tickets.sweep()
    head = office.store.head()
    clock.forward(HOUR)
    assert office.tickets.sweep() == 0
    assert office.store.head() == head
