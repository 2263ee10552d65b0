"""Sheets of the past: who had the tag then, what was known then, and not a word of later."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from itdesk.core.errors import DeskError
from itdesk.desk import Desk
from itdesk.desk.printing import listings, sheets
from itdesk.desk.printing.printer import report_document
from itdesk.desk.printing.sheet_source import SheetSource
from itdesk.reports.model import Document
from itdesk.store.relations import link
from tests.clocks import HandClock
from tests.records import add, change, remove

HOUR = 3_600_000


@pytest.fixture
def clock() -> HandClock:
    return HandClock("2026-03-02T09:00:00+00:00")


@pytest.fixture
def office(desk_path: Path, clock: HandClock) -> Iterator[Desk]:
    """An empty desk whose clock stands still."""
    opened = Desk.open(str(desk_path), origin="test", create=True, actor="tester", clock=clock)
    yield opened
    opened.close()


def moment(clock: HandClock) -> int:
    clock.forward(HOUR)
    at = clock.now()
    clock.forward(HOUR)
    return at


def told(document: Document) -> str:
    """All that a document says, as one text."""
    return repr((document.title, document.subtitle, document.parts))


# --- which records -----------------------------------------------------------------------
def test_one_record_is_chosen_by_what_it_is_called_and_more_by_a_query(office: Desk) -> None:
    keys = [add(office, "asset", tag=tag) for tag in ("A-1", "A-10", "A-100")]
    source = SheetSource(office)
    for text, wanted in (
        ("A-1", keys[:1]), ("a-10", keys[1:2]), ("#3", keys[2:]), ("tag:A-1*", keys), ("", keys),
        ("sort:-tag", keys[::-1]),
    ):  # fmt: skip
        assert sheets.chosen(source, "asset", text) == wanted, text


def test_a_tag_of_then_is_of_one_record_though_others_begin_so(office: Desk, clock: HandClock) -> None:
    keys = [add(office, "asset", tag=tag) for tag in ("A-1", "A-10", "A-100")]
    then = moment(clock)
    change(office, "asset", keys[0], tag="B-1")
    other = add(office, "asset", tag="A-1")
    assert sheets.chosen(SheetSource(office, then), "asset", "A-1") == keys[:1]
    assert sheets.chosen(SheetSource(office, then), "asset", "tag:A-1*") == keys
    assert sheets.chosen(SheetSource(office), "asset", "A-1") == [other]


def test_a_record_that_is_gone_today_is_printed_as_it_was(office: Desk, clock: HandClock) -> None:
    key = add(office, "asset", tag="A-1", name="the old one")
    then = moment(clock)
    remove(office, "asset", key)
    assert "the old one" in told(report_document(office, "asset", "A-1", then))
    with pytest.raises(DeskError) as caught:
        report_document(office, "asset", "A-1")
    assert caught.value.code == "report.empty"


@pytest.mark.parametrize("text", ["nothing", "#77", "tag:none", "A-9"])
def test_nothing_chosen_is_said(office: Desk, clock: HandClock, text: str) -> None:
    add(office, "asset", tag="A-1")
    for at in (None, moment(clock)):
        with pytest.raises(DeskError) as caught:
            sheets.chosen(SheetSource(office, at), "asset", text)
        assert caught.value.code == "report.empty"


@pytest.mark.parametrize(("count", "is_refused"), [(sheets.MOST, False), (sheets.MOST + 1, True)])
def test_more_sheets_than_anybody_reads_are_refused(office: Desk, count: int, is_refused: bool) -> None:
    with office.write("import") as unit:
        unit.insert_many("asset", [{"tag": f"A-{n:04}"} for n in range(count)])
    try:
        found = len(sheets.chosen(SheetSource(office), "asset", ""))
    except DeskError as error:
        assert (error.code, is_refused) == ("report.many", True)
    else:
        assert (found, is_refused) == (count, False)


# --- what is told ------------------------------------------------------------------------
def test_an_asset_sheet_knows_its_tickets_components_and_links(office: Desk) -> None:
    asset = add(office, "asset", tag="A-1", name="Laptop", notes="first\n\nsecond")
    ticket = add(office, "ticket", subject="Screen flickers", asset=asset)
    add(office, "ticket", subject="of another thing")
    manual = add(office, "manual", title="How to restart", body="# x")
    with office.write("link records") as unit:
        link(unit, "manual", manual, "asset", asset)
        link(unit, "ticket", ticket, "asset", asset, "cause")
    text = told(report_document(office, "asset", "A-1"))
    for word in (
        "Laptop",
        "first",
        "second",
        "Screen flickers",
        "How to restart",
        "Manual (about)",
        "Ticket (cause)",
    ):
        assert word in text, word
    assert "of another thing" not in text


def test_a_link_to_what_is_gone_is_left_out(office: Desk) -> None:
    asset = add(office, "asset", tag="A-1")
    manual = add(office, "manual", title="How to restart", body="# x")
    with office.write("link records") as unit:
        link(unit, "manual", manual, "asset", asset)
    remove(office, "manual", manual)
    assert "How to restart" not in told(report_document(office, "asset", "A-1"))


def test_a_history_of_then_ends_then_however_much_came_later(office: Desk, clock: HandClock) -> None:
    key = add(office, "asset", tag="A-1", name="n0")
    change(office, "asset", key, name="early")
    then = moment(clock)
    for number in range(sheets.HISTORY_LENGTH + 5):
        change(office, "asset", key, name=f"late {number}")
    text = told(report_document(office, "asset", "A-1", then))
    assert "n0 → early" in text and "late" not in text
    now = told(report_document(office, "asset", "A-1"))
    assert f"late {sheets.HISTORY_LENGTH + 4}" in now and "n0 → early" not in now


def test_a_ticket_of_then_has_no_word_of_later(office: Desk, clock: HandClock) -> None:
    key = add(office, "ticket", subject="No light", description="dark")
    clock.forward(HOUR)
    office.tickets.note("tester", key, "bulb ordered")
    then = moment(clock)
    office.tickets.note("tester", key, "bulb came")
    old, now = (told(report_document(office, "ticket", "#1", at)) for at in (then, None))
    assert "bulb ordered" in old and "bulb came" not in old
    assert "bulb ordered" in now and "bulb came" in now


def test_the_imprint_says_as_at_which_instant_and_which_entry(office: Desk, clock: HandClock) -> None:
    add(office, "asset", tag="A-1")
    then = moment(clock)
    change(office, "asset", 1, name="x")
    source = SheetSource(office, then)
    imprint = source.imprint()
    assert imprint.as_at == source.moment(then) != imprint.printed_at
    assert (imprint.journal_entry, imprint.journal_head) == (2, office.journal.head_digest())
    assert SheetSource(office).imprint().as_at == ""


def test_an_office_without_a_name_is_called_like_the_program(office: Desk) -> None:
    assert SheetSource(office).imprint().office == "itdesk"
    with office.write("settings") as unit:
        office.settings.put(unit, "office-name", "Lindner & Söhne 東京")
    assert SheetSource(office).imprint().office == "Lindner & Söhne 東京"


# --- lists -------------------------------------------------------------------------------
def test_a_register_of_then_has_the_prices_and_owners_of_then(office: Desk, clock: HandClock) -> None:
    person = add(office, "person", name="Ana Costa")
    add(office, "asset", tag="A-1", type="laptop", price="10", currency="EUR", person=person)
    add(office, "asset", tag="A-2", type="server", price="5", currency="EUR")
    then = moment(clock)
    change(office, "asset", 1, price="99")
    change(office, "person", person, name="Ana Lima")
    remove(office, "asset", 2)
    old = told(listings.register(SheetSource(office, then), ""))
    assert "10.00" in old and "Ana Costa" in old and "A-2" in old
    assert "99.00" not in old and "Lima" not in old


def test_tickets_stand_by_status_in_the_order_of_the_states(office: Desk) -> None:
    for status in ("closed", "waiting", "open"):
        key = add(office, "ticket", subject=f"is {status}")
        with office.write("edit ticket") as unit:
            unit.update("ticket", key, {"status": status})
    text = told(listings.tickets(SheetSource(office), ""))
    assert text.index("is open") < text.index("is waiting") < text.index("is closed")


def test_only_work_that_was_done_is_history_whatever_is_asked(office: Desk) -> None:
    for number, status in enumerate(("done", "open"), 1):
        with office.write("add work order") as unit:
            unit.insert("work-order", {"subject": f"job {status}", "status": status, "done": number})
    for query in ("", "job", "status:open or status:done", "sort:subject"):
        text = told(listings.history(SheetSource(office), query))
        assert "job open" not in text
        assert "job done" in text, query


@pytest.mark.parametrize("name", ["nothing", "", "Asset", "asset-register "])
def test_a_report_that_there_is_not_is_refused_with_those_there_are(office: Desk, name: str) -> None:
    with pytest.raises(DeskError) as caught:
        report_document(office, name)
    assert caught.value.code == "report.unknown"
    assert "asset-register" in caught.value.sentence()
