"""What a ticket's pane is told, read without a window: who, about what, what happened, what may follow."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from itdesk.core.clock import from_datetime
from itdesk.core.errors import DeskError
from itdesk.desk import Desk
from itdesk.store import files
from itdesk.store.erase import erase
from itdesk.ui.pages.tickets.promise import Terms
from itdesk.ui.pages.tickets.quick import hear
from itdesk.ui.pages.tickets.reading import TicketPicture, read_ticket
from tests.clocks import DAY, HOUR, HandClock
from tests.records import add, change

LONG = "会議室の画面が映らない。" * 400
ARABIC = "الطابعة لا تعمل"


@pytest.fixture
def clock() -> HandClock:
    return HandClock("2026-03-03T09:30:00+00:00")


@pytest.fixture
def office(tmp_path: Path, clock: HandClock, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """A desk in UTC whose clock is moved by hand."""
    monkeypatch.setenv("TZ", "UTC")
    desk = Desk.open(str(tmp_path / "office.desk"), origin="test", create=True, actor="tester", clock=clock)
    yield desk
    desk.close()


def read(desk: Desk, key: int) -> TicketPicture:
    return read_ticket(desk, Terms(desk), key)


def texts(desk: Desk, key: int) -> list[tuple[str, str]]:
    return [(entry.form, entry.text) for entry in read(desk, key).entries]


# --- what happened --------------------------------------------------------------------------------
def test_a_bare_ticket_has_only_its_opening(office: Desk) -> None:
    found = read(office, add(office, "ticket", subject="No sound"))
    assert [(entry.form, entry.author, entry.text) for entry in found.entries] == [
        ("event", "tester", "Opened")
    ]
    assert (found.requester, found.asset, found.assignee, found.alerts) == (None, None, "", 0)
    assert list(found.files) == []


def test_the_description_comes_first_in_the_words_of_who_asked(office: Desk, clock: HandClock) -> None:
    maria = add(office, "person", name="Maria Silva")
    key = add(
        office, "ticket", subject="No sound", description="  Since noon.\nOn both ears. ", requester=maria
    )
    clock.forward(HOUR)
    office.tickets.reply("tester", key, "I am on my way.")
    first, *rest = read(office, key).entries
    assert (first.form, first.author, first.text) == ("reply", "Maria Silva", "Since noon.\nOn both ears.")
    assert [(entry.form, entry.text) for entry in rest] == [("event", "Opened"), ("reply", "I am on my way.")]


@pytest.mark.parametrize(
    ("source", "author"), [("monitor", "Monitor"), ("maintenance", "Maintenance"), ("mail", "—")]
)
def test_a_description_that_nobody_said_names_where_it_came_from(
    office: Desk, source: str, author: str
) -> None:
    key = add(office, "ticket", subject="SW-1 is down", description="Raised by the watch.", source=source)
    assert read(office, key).entries[0].author == author


def test_replies_notes_and_changes_stand_in_the_order_of_time(office: Desk, clock: HandClock) -> None:
    jonas = add(office, "person", name="Jonas Weber")
    key = add(office, "ticket", subject="No sound")
    for step in (
        lambda: office.tickets.note("tester", key, "The roller is worn."),
        lambda: office.tickets.assign("tester", key, jonas),
        lambda: office.tickets.reply("tester", key, "It is ordered."),
        lambda: office.tickets.set_status("tester", key, "waiting"),
        lambda: change(office, "ticket", key, subject="No sound at all", description="And it hums."),
    ):
        clock.forward(60_000)
        step()
    assert texts(office, key)[1:] == [
        ("event", "Opened"),
        ("note", "The roller is worn."),
        ("event", "Assignee — → Jonas Weber"),
        ("reply", "It is ordered."),
        ("event", "Status Open → Waiting"),
        ("event", "Subject No sound → No sound at all, Description changed"),
    ]


def test_changes_that_nobody_asks_for_are_left_to_the_history(office: Desk, clock: HandClock) -> None:
    key = add(office, "ticket", subject="No sound")
    clock.forward(1_000)
    change(office, "ticket", key, source="mail", impact="3", urgency="1")
    assert texts(office, key) == [("event", "Opened")]


@pytest.mark.parametrize(
    "text",
    [LONG, ARABIC, "<b>bold</b> & “{name}” %s", "🖨️" * 50, "two\n\n\nlines\tand a tab"],
    ids=["long", "arabic", "markup", "emoji", "lines"],
)
def test_a_message_of_any_script_comes_back_as_it_was_written(office: Desk, text: str) -> None:
    key = add(office, "ticket", subject=text[:200].replace("\n", " "))
    office.tickets.note("tester", key, text)
    assert texts(office, key)[-1] == ("note", text)


@pytest.mark.parametrize(
    ("hours", "when"),
    [(0, "09:30"), (9, "09:30"), (14, "09:30"), (15, "3 Mar"), (24, "3 Mar"), (24 * 400, "3 Mar")],
)
def test_what_happened_today_has_a_time_all_else_a_day(
    office: Desk, clock: HandClock, hours: int, when: str
) -> None:
    key = add(office, "ticket", subject="No sound")
    clock.forward(hours * HOUR)
    entry = read(office, key).entries[0]
    assert (entry.when, entry.at) == (when, "3 Mar 2026 09:30")


def test_a_ticket_with_very_many_messages_keeps_them_all(office: Desk) -> None:
    key = add(office, "ticket", subject="Talkative")
    with office.write("many notes") as unit:
        now = office.store.clock.now()
        for number in range(500):
            fields = {
                "ticket_id": key,
                "form": "note",
                "author": "A",
                "at": now + number,
                "text": f"n{number}",
            }
            unit.insert("message", fields)
    assert [text for form, text in texts(office, key) if form == "note"] == [f"n{n}" for n in range(500)]


# --- who and what ---------------------------------------------------------------------------------
def test_the_requester_is_told_with_team_phone_and_how_often_they_ask(office: Desk) -> None:
    maria = add(office, "person", name="Maria Silva", team="Sales", phone="117")
    key = add(office, "ticket", subject="No sound", requester=maria)
    found = read(office, key).requester
    assert found is not None and (found.key, found.name, found.facts) == (
        maria,
        "Maria Silva",
        "Sales · 117 · 1 ticket",
    )
    add(office, "ticket", subject="Again", requester=maria)
    again = read(office, key).requester
    assert again is not None and again.facts == "Sales · 117 · 2 tickets"


def test_an_asset_is_told_with_its_make_and_how_often_it_was_called_about(
    office: Desk, clock: HandClock
) -> None:
    printer = add(office, "asset", tag="PRN-12", type="printer", manufacturer="HP", model="M404")
    old = add(office, "ticket", subject="Jam", asset=printer)
    assert (found := read(office, old).asset) is not None
    assert (found.name, found.facts, found.icon, found.state) == ("PRN-12", "HP M404", "printer", "")
    clock.forward(31 * DAY)
    for subject in ("Jam again", "And again"):
        add(office, "ticket", subject=subject, asset=printer)
    assert (found := read(office, old).asset) is not None
    assert found.facts == "HP M404 · 2 tickets in 30 d"


def test_an_asset_without_a_make_says_nothing_about_it(office: Desk) -> None:
    key = add(office, "ticket", subject="Jam", asset=add(office, "asset", tag="X-1"))
    assert (found := read(office, key).asset) is not None
    assert (found.name, found.facts) == ("X-1", "")


def test_open_alerts_are_counted_and_colour_the_asset(office: Desk) -> None:
    asset = add(office, "asset", tag="SW-1", type="switch")
    key = add(office, "ticket", subject="SW-1 is down", asset=asset)
    with office.write("alerts") as unit:
        device = unit.insert("device", {"name": "SW-1", "address": "192.0.2.1", "asset_id": asset})
        for number, (severity, state) in enumerate(
            (("crit", "open"), ("warn", "open"), ("crit", "recovered"))
        ):
            fields = {
                "device_id": device, "asset_id": asset, "ticket_id": key,
                "severity": severity, "state": state,
                "message": "no answer", "since": unit.now, "subject": f"port {number}",
            }  # fmt: skip
            unit.insert("alert", fields)
    found = read(office, key)
    assert found.alerts == 2
    assert found.asset is not None and found.asset.state == "crit"


def test_an_erased_person_still_lets_their_tickets_be_read(office: Desk) -> None:
    maria = add(office, "person", name="Maria Silva", phone="117")
    key = add(office, "ticket", subject="No sound", requester=maria, description="On both ears")
    erase(office.store, "tester", "person", maria, "they left and asked")
    found = read(office, key)
    assert found.requester is not None
    assert "Maria" not in found.requester.name + found.requester.facts + found.entries[0].author


def test_a_ticket_that_is_gone_is_said_to_be_missing(office: Desk) -> None:
    with pytest.raises(DeskError) as refused:
        read(office, 4711)
    assert refused.value.code == "record.missing"


# --- what may follow ------------------------------------------------------------------------------
@pytest.mark.parametrize("status", ["open", "in-progress", "waiting", "resolved", "closed"])
def test_each_status_that_is_offered_can_be_set(office: Desk, status: str) -> None:
    key = add(office, "ticket", subject="No sound")
    if status != "open":
        office.tickets.set_status("tester", key, status)
    offered = read(office, key).following
    assert status not in offered and offered
    for following in offered:
        other = add(office, "ticket", subject="Another", status=status)
        office.tickets.set_status("tester", other, following)
        assert office.store.read("ticket", other)["status"] == following


def test_files_are_told_by_name_and_size(office: Desk, tmp_path: Path) -> None:
    key = add(office, "ticket", subject="No sound")
    for name, size in (("übersicht 図.png", 3_000), ("empty.log", 0)):
        path = tmp_path / name
        path.write_bytes(b"x" * size)
        with office.write("attach file") as unit:
            files.attach(unit, "ticket", key, path)
    assert {(file.name, file.size) for file in read(office, key).files} == {
        ("übersicht 図.png", 3_000),
        ("empty.log", 0),
    }


# --- a line that is heard -------------------------------------------------------------------------
def test_a_line_is_heard_with_the_records_it_names_and_their_facts(office: Desk) -> None:
    add(office, "person", name="Maria Silva", team="Sales", phone="117")
    add(
        office,
        "asset",
        tag="PRN-12",
        manufacturer="HP",
        model="M404",
        place=add(office, "place", name="Annex"),
    )
    heard = hear(office, Terms(office), "maria silva: jam @prn-12 !high")
    assert heard.said.subject == "jam"
    assert heard.requester is not None and heard.asset is not None
    assert (heard.requester.label, heard.requester.facts) == ("Maria Silva", "Sales · 117")
    assert (heard.asset.label, heard.asset.facts) == ("PRN-12", "HP · M404 · Annex")
    assert (heard.level, heard.target) == ("2", "8 h")


@pytest.mark.parametrize(
    ("mark", "level"), [("!high", "2"), ("!medium", "3"), ("!low", "4"), ("", "3"), ("!soon", "3")]
)
def test_the_level_that_is_shown_is_the_one_the_ticket_gets(office: Desk, mark: str, level: str) -> None:
    line = f"no sound {mark}"
    assert hear(office, Terms(office), line).level == level
    key = office.tickets.capture("tester", line)
    assert office.store.read("ticket", key)["priority"] == level


def test_a_first_name_that_two_have_names_nobody(office: Desk) -> None:
    add(office, "person", name="Maria Silva")
    assert hear(office, Terms(office), "Maria: jam").requester is not None
    add(office, "person", name="Maria Weber")
    heard = hear(office, Terms(office), "Maria: jam")
    assert heard.requester is None and heard.said.subject == "Maria: jam"


def test_a_wildcard_is_no_name(office: Desk) -> None:
    add(office, "person", name="Maria Silva")
    for line in ("%: jam", "_aria: jam", "M%: jam"):
        assert hear(office, Terms(office), line).requester is None


def test_the_moment_of_opening_is_kept_to_the_millisecond(office: Desk) -> None:
    key = office.tickets.capture("tester", "jam")
    opened = office.store.read("ticket", key)["opened"]
    assert opened == from_datetime(datetime.fromisoformat("2026-03-03T09:30:00+00:00"))
