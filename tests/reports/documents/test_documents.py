from typing import Any

import pytest

from itdesk.core.kinds import Column
from itdesk.core.types import Type
from itdesk.reports.blocks import Paragraph, plain
from itdesk.reports.documents import (
    AssetSheet,
    ManualSheet,
    RegisterRow,
    Section,
    TicketSheet,
    asset_register,
    asset_sheet,
    audit_pack,
    maintenance_history,
    manual,
    table_columns,
    ticket_list,
    ticket_sheet,
)
from itdesk.reports.fingerprint import document_id
from itdesk.reports.model import Align, Document, Event, Fact, Figure, Group, TableColumn
from itdesk.reports.rules.sums import Money
from tests.reports.samples import COLUMNS, IMPRINT, pdf, printed, texts


def register_row(tag: str, group: str, minor: int, currency: str = "EUR") -> RegisterRow:
    return RegisterRow((tag, "ThinkPad", f"{minor / 100:.2f}"), group, {2: Money(minor, currency)})


def register(*rows: RegisterRow, **options: Any) -> Document:
    return asset_register(IMPRINT, COLUMNS, rows, **options)


def test_a_register_gathers_groups_and_adds_them_up() -> None:
    rows = (
        register_row("A-1", "Laptops", 1000),
        register_row("S-1", "Servers", 500),
        register_row("A-2", "Laptops", 250),
    )
    text = printed(register(*rows))
    assert "Laptops 2 assets A-1 ThinkPad 10.00 A-2 ThinkPad 2.50 Subtotal Laptops 12.50 EUR" in text
    assert "Servers 1 asset S-1 ThinkPad 5.00 Subtotal Servers 5.00 EUR" in text
    assert "Total, 3 assets 17.50 EUR" in text


def test_a_register_of_two_currencies_keeps_them_apart() -> None:
    text = printed(
        register(register_row("A-1", "Laptops", 1000), register_row("A-2", "Laptops", 90_000, "JPY"))
    )
    assert "Total, 2 assets 10.00 EUR + 900 JPY" in text


def test_an_empty_register_says_so() -> None:
    assert "There are no assets." in printed(register())


def test_a_register_can_be_signed_and_says_how_it_reckons() -> None:
    made = register(
        register_row("A-1", "", 1), signers=("Petra Novak",), note="Price as bought.", grouped_by="place"
    )
    text = printed(made)
    assert "Register by place" in text
    assert "Without a group" in text
    assert "Petra Novak Date and signature" in text
    assert "Price as bought." in text


def test_a_ticket_sheet_tells_its_story() -> None:
    made = ticket_sheet(
        IMPRINT,
        TicketSheet(
            "#1042",
            "Printer prints black pages",
            (Fact("Requester", "Ingrid Sørensen"),),
            (Paragraph(plain("Since this morning.")),),
            (Event("23 Nov 2026 09:12", "Ingrid", "opened the ticket"),),
        ),
    )
    text = printed(made)
    assert "Printer prints black pages Ticket #1042" in text
    assert "Description Since this morning. Timeline Ingrid opened the ticket" in text


def test_an_asset_sheet_shows_what_belongs_to_it() -> None:
    sheet = AssetSheet(
        "PRN-07",
        "HP LaserJet",
        (Fact("Serial", "VNC4R10293"),),
        (Fact("Connected to", "SW-A1 port 12"),),
        (
            Section("Tickets", (TableColumn("No."),), (("#1042",),)),
            Section("Maintenance", (), (), "No maintenance yet."),
            Section("Left out", (), ()),
        ),
    )
    text = printed(asset_sheet(IMPRINT, sheet))
    assert "Relations Connected to SW-A1 port 12 Tickets No. #1042 Maintenance No maintenance yet." in text
    assert "Left out" not in text
    assert "Nothing has happened yet." in text


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (ticket_list(IMPRINT, COLUMNS, ()), "There are no tickets."),
        (maintenance_history(IMPRINT, COLUMNS, ()), "No maintenance has been done yet."),
        (manual(IMPRINT, ManualSheet("Server room", ())), "This manual is empty."),
    ],
)
def test_empty_documents_say_what_is_missing(made: Document, words: str) -> None:
    assert words in printed(made)


def test_an_audit_pack_holds_its_parts_under_one_numbering() -> None:
    parts = [
        register(*(register_row(f"A-{number}", "Laptops", 100) for number in range(80))),
        ticket_sheet(IMPRINT, TicketSheet("#7", "Printer", ())),
        maintenance_history(IMPRINT, COLUMNS, [Group((("A-1", "Inspection", "—"),))]),
        manual(IMPRINT, ManualSheet("Server room", (Paragraph(plain("Look around.")),))),
    ]
    pack = audit_pack(IMPRINT, parts, figures=(Figure("Assets", "80"),), signers=("Petra Novak",))
    pages = texts(pdf(pack))
    titles = [
        "Asset register",
        "Ticket #7: Printer",
        "Maintenance history",
        "Manual: Server room",
        "Method and signatures",
    ]
    for number, title in enumerate(titles, 1):
        begins = next(index for index, text in enumerate(pages) if index and f"{number} {title}" in text)
        assert f"{number} {title} {begins + 1}" in pages[0]
    assert all(f"Document {document_id(pack)}" in text for text in pages)
    assert "entry 1842, head 9f3c21ab77d0" in pages[0]
    assert f"Page {len(pages)} of {len(pages)}" in pages[-1]


def test_printed_columns_follow_from_those_of_the_kind() -> None:
    columns = (
        Column(name="tag", label="Tag", type=Type.CODE, print_width=20),
        Column(name="price", label="Price", type=Type.MONEY, print_width=22),
        Column(name="notes", label="Notes", type=Type.LONG_TEXT, print_width=0),
    )
    made = table_columns(columns)
    assert [(column.label, column.width, column.align) for column in made] == [
        ("Tag", 20.0, Align.LEFT),
        ("Price", 22.0, Align.RIGHT),
    ]
