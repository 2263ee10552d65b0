"""Sheets, lists and packs: what was given is there, in its order, and what is missing is said."""

from __future__ import annotations

from dataclasses import replace

import pytest

from itdesk.core.kinds import Column
from itdesk.core.types import Type
from itdesk.reports.blocks import Heading, Paragraph, plain
from itdesk.reports.documents import (
    AssetSheet,
    ManualSheet,
    Section,
    TicketSheet,
    asset_sheet,
    audit_pack,
    listing,
    maintenance_history,
    manual,
    table_columns,
    ticket_list,
    ticket_sheet,
)
from itdesk.reports.documents import (
    printed as printed_columns,
)
from itdesk.reports.documents.columns import PORTRAIT_WIDTH, is_wide
from itdesk.reports.model import (
    Align,
    Cover,
    Document,
    Event,
    Fact,
    Facts,
    Group,
    Note,
    Part,
    Signatures,
    Table,
    TableColumn,
    Timeline,
)
from tests.reports.samples import COLUMNS, IMPRINT, document, printed

ROWS = Group((("A-1", "x", "1.00"), ("A-2", "y", "2.00")))


def say(text: str) -> Paragraph:
    return Paragraph(plain(text))


def heads(made: Document) -> list[str]:
    """The headings inside the only part of a sheet."""
    (part,) = made.parts
    return [block.text for block in part.blocks if isinstance(block, Heading)]


# --- sheets of one record --------------------------------------------------------------------


def test_an_asset_sheet_stands_in_its_order() -> None:
    sheet = AssetSheet(
        "NB-7",
        "Laptop",
        (Fact("Serial", "S1"),),
        (Fact("Connected to", "SW-1"),),
        (Section("Tickets", COLUMNS, ROWS.rows), Section("Plans", (), (), "None yet.")),
        (Event("now", "Ana", "changed it"),),
        (say("hinge"),),
    )
    made = asset_sheet(IMPRINT, sheet)
    assert (made.title, made.subtitle, made.cover) == ("Asset NB-7", "Laptop", None)
    assert heads(made) == ["Notes", "Relations", "Tickets", "Plans", "History"]
    assert (made.parts[0].title, made.parts[0].note) == ("Laptop", "Asset NB-7")


def test_a_bare_asset_has_its_history_alone() -> None:
    made = asset_sheet(IMPRINT, AssetSheet("NB-7", "", ()))
    assert heads(made) == ["History"]
    assert (made.parts[0].title, made.parts[0].note) == ("Asset NB-7", "")
    assert "Nothing has happened yet." in printed(made)


def test_a_ticket_sheet_tells_description_timeline_and_sections() -> None:
    sheet = TicketSheet(
        "#7",
        "Printer",
        (),
        (say("dark"),),
        (Event("now", "", "opened"),),
        (Section("Parts", COLUMNS, ROWS.rows),),
    )
    made = ticket_sheet(IMPRINT, sheet)
    assert heads(made) == ["Description", "Timeline", "Parts"]
    assert heads(ticket_sheet(IMPRINT, TicketSheet("#7", "", ()))) == ["Timeline"]


def test_a_manual_is_its_blocks_after_its_facts() -> None:
    made = manual(IMPRINT, ManualSheet("Server room", (say("Look."),), (Fact("Owner", "Ana"),)))
    assert [type(block) for block in made.parts[0].blocks] == [Facts, Paragraph]
    empty = manual(IMPRINT, ManualSheet("Server room", ()))
    assert empty.parts[0].blocks == (Note("This manual is empty."),)


@pytest.mark.parametrize(
    ("section", "blocks"),
    [
        (Section("S", COLUMNS, ROWS.rows), [Heading, Table]),
        (Section("S", COLUMNS, ROWS.rows, "Empty."), [Heading, Table]),
        (Section("S", COLUMNS, (), "Empty."), [Heading, Note]),
        (Section("S", COLUMNS, ()), []),
    ],
)
def test_a_section_without_rows_says_so_or_is_left_out(section: Section, blocks: list[type]) -> None:
    made = manual(IMPRINT, ManualSheet("M", (say("x"),), (), (section,)))
    assert [type(block) for block in made.parts[0].blocks[1:]] == blocks


@pytest.mark.parametrize("name", ["", " ", "山田 👩‍💻", "سلمان", "x" * 900, "a\nb", "\x00", "\ud800"])
def test_sheets_of_any_name_are_printed(name: str) -> None:
    event = Event(name, name, name, (say(name),), name)
    sheet = AssetSheet(name, name, (Fact(name, name),), (Fact(name, name),), (), (event,), (say(name),))
    assert "History" in printed(asset_sheet(IMPRINT, sheet))


# --- lists -----------------------------------------------------------------------------------


def test_a_list_stands_under_its_facts_and_a_bare_one_alone() -> None:
    made = listing(
        IMPRINT, "Spare parts", COLUMNS, [ROWS], facts=[Fact("Filter", "type:ups")], total=("Total",)
    )
    facts, table = made.parts[0].blocks
    assert facts == Facts((Fact("Filter", "type:ups"),))
    assert isinstance(table, Table)
    assert (table.total, table.groups) == (("Total",), (ROWS,))
    assert len(listing(IMPRINT, "Spare parts", COLUMNS, [ROWS]).parts[0].blocks) == 1


@pytest.mark.parametrize(("make", "label"), [(ticket_list, "Tickets"), (maintenance_history, "Work orders")])
@pytest.mark.parametrize("groups", [0, 1, 600])
def test_lists_count_the_rows_of_all_groups(make, label: str, groups: int) -> None:
    made = make(IMPRINT, COLUMNS, [ROWS] * groups, subtitle="open")
    assert made.parts[0].blocks[0] == Facts((Fact(label, f"{groups * 2:,}"),))
    assert made.subtitle == "open"


@pytest.mark.parametrize(
    ("widths", "wide"),
    [([], False), ([PORTRAIT_WIDTH], False), ([100, 104], False), ([100, 104.1], True), ([25] * 9, True)],
)
def test_a_list_lies_on_its_side_when_its_columns_are_much_too_wide(widths: list[float], wide: bool) -> None:
    columns = [TableColumn("x", width) for width in widths]
    assert is_wide(columns) == wide
    assert listing(IMPRINT, "x", columns, []).landscape == wide


@pytest.mark.parametrize("kind", list(Type))
def test_a_column_of_any_type_is_printed_by_its_heading_and_side(kind: Type) -> None:
    column = Column(name="c", label="Label", heading="Short", type=kind, kind="person", print_width=30)
    (made,) = table_columns([column, Column(name="hidden", label="Hidden", print_width=0)])
    assert (made.label, made.width) == ("Short", 30.0)
    at_right = kind in (Type.INTEGER, Type.DECIMAL, Type.MONEY, Type.DURATION, Type.DATE)
    assert made.align == (Align.RIGHT if at_right else Align.LEFT)
    assert made.lines >= 1
    assert printed_columns([column]) == (column,)


# --- packs -----------------------------------------------------------------------------------


def titles(pack: Document) -> list[str]:
    return [part.title for part in pack.parts]


def test_a_pack_numbers_its_documents_in_order_and_ends_with_the_method() -> None:
    parts = [
        manual(IMPRINT, ManualSheet("B", ())),
        manual(IMPRINT, ManualSheet("A", ())),
        document(title="C"),
    ]
    assert titles(audit_pack(IMPRINT, parts)) == ["Manual: B", "Manual: A", "C", "Method"]
    signed = audit_pack(IMPRINT, parts, signers=("Petra",))
    assert titles(signed)[-1] == "Method and signatures"
    assert signed.parts[-1].blocks[-1] == Signatures(("Petra",))


def test_a_pack_of_nothing_is_the_method_alone() -> None:
    pack = audit_pack(IMPRINT, [])
    assert titles(pack) == ["Method"]
    assert "Every change to this desk is an entry of its journal" in printed(pack)


def test_a_pack_lies_on_its_side_as_soon_as_one_of_its_documents_does() -> None:
    upright, lying = document(), document(landscape=True)
    assert not audit_pack(IMPRINT, [upright]).landscape
    assert audit_pack(IMPRINT, [upright, lying, upright]).landscape


def test_parts_of_a_document_become_headings_unless_they_repeat_its_name() -> None:
    inner = (Part("Register", (say("one"),), "note"), Part("Register of places", (say("two"),)))
    pack = audit_pack(IMPRINT, [document(title="Register", parts=inner)])
    blocks = pack.parts[0].blocks
    assert blocks == (say("one"), Heading(2, "Register of places"), say("two"))
    assert pack.parts[0].note == "note"


def test_a_document_with_a_cover_keeps_its_subtitle_out_of_the_contents() -> None:
    made = document(title="Register", subtitle="Laptops", cover=Cover())
    assert titles(audit_pack(IMPRINT, [made]))[0] == "Register"
    assert titles(audit_pack(IMPRINT, [replace(made, cover=None)]))[0] == "Register: Laptops"


@pytest.mark.parametrize(
    ("changes", "facts"),
    [
        ({}, [Fact("Journal", "entry 1842, head 9f3c21ab77d0")]),
        ({"journal_entry": None}, [Fact("Journal", "head 9f3c21ab77d0")]),
        ({"journal_entry": 0}, [Fact("Journal", "entry 0, head 9f3c21ab77d0")]),
        ({"journal_head": ""}, []),
        (
            {"as_at": "31 Mar 2026"},
            [Fact("Records as at", "31 Mar 2026"), Fact("Journal", "entry 1842, head 9f3c21ab77d0")],
        ),
    ],
)
def test_a_pack_says_which_state_it_shows(changes: dict[str, object], facts: list[Fact]) -> None:
    pack = audit_pack(replace(IMPRINT, **changes), [], facts=[Fact("For", "auditors")])
    assert pack.cover is not None
    assert list(pack.cover.facts) == [Fact("For", "auditors"), *facts]


def test_a_part_without_a_title_gives_no_empty_heading() -> None:
    made = document(
        title="Register", subtitle="All", parts=(Part("", (say("one"),)), Part("Other", (Timeline(()),)))
    )
    pack = audit_pack(IMPRINT, [made])
    assert [block.text for block in pack.parts[0].blocks if isinstance(block, Heading)] == ["Other"]
