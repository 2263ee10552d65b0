"""Sheets of one record: an asset, a ticket, a manual."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from itdesk.reports.blocks import Block, Heading
from itdesk.reports.model import (
    Document,
    Event,
    Fact,
    Facts,
    Group,
    Imprint,
    Note,
    PageBlock,
    Part,
    Row,
    Table,
    TableColumn,
    Timeline,
)


@dataclass(frozen=True, slots=True)
class Section:
    """A titled table of what belongs to a record; left out when it has no rows and no `empty` text."""

    title: str
    columns: tuple[TableColumn, ...]
    rows: tuple[Row, ...]
    empty: str = ""


@dataclass(frozen=True, slots=True)
class AssetSheet:
    """One asset: `ref` its tag, `facts` its fields, then relations, tickets, maintenance and history."""

    ref: str
    name: str
    facts: tuple[Fact, ...]
    relations: tuple[Fact, ...] = ()
    sections: tuple[Section, ...] = ()
    history: tuple[Event, ...] = ()
    notes: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class TicketSheet:
    """One ticket: `ref` its number ("#1042"), its fields, description and timeline."""

    ref: str
    subject: str
    facts: tuple[Fact, ...]
    description: tuple[Block, ...] = ()
    timeline: tuple[Event, ...] = ()
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True, slots=True)
class ManualSheet:
    """One manual: its title and facts (version, owner, next review) over its blocks."""

    title: str
    blocks: tuple[Block, ...]
    facts: tuple[Fact, ...] = ()
    sections: tuple[Section, ...] = ()


def asset_sheet(imprint: Imprint, sheet: AssetSheet) -> Document:
    """Everything about one asset."""
    blocks: list[PageBlock] = [Facts(sheet.facts, columns=2)]
    if sheet.notes:
        blocks += [Heading(3, "Notes"), *sheet.notes]
    if sheet.relations:
        blocks += [Heading(3, "Relations"), Facts(sheet.relations)]
    blocks += _sections(sheet.sections)
    blocks += [Heading(3, "History"), Timeline(sheet.history)]
    return _sheet(imprint, f"Asset {sheet.ref}", sheet.name, blocks)


def ticket_sheet(imprint: Imprint, sheet: TicketSheet) -> Document:
    """One ticket with all that happened on it."""
    blocks: list[PageBlock] = [Facts(sheet.facts, columns=2)]
    if sheet.description:
        blocks += [Heading(3, "Description"), *sheet.description]
    blocks += [Heading(3, "Timeline"), Timeline(sheet.timeline)]
    blocks += _sections(sheet.sections)
    return _sheet(imprint, f"Ticket {sheet.ref}", sheet.subject, blocks)


def manual(imprint: Imprint, sheet: ManualSheet) -> Document:
    """A manual as running text."""
    blocks: list[PageBlock] = [Facts(sheet.facts, columns=2)] if sheet.facts else []
    blocks += sheet.blocks or (Note("This manual is empty."),)
    blocks += _sections(sheet.sections)
    return _sheet(imprint, "Manual", sheet.title, blocks)


def _sheet(imprint: Imprint, title: str, name: str, blocks: Sequence[PageBlock]) -> Document:
    part = Part(name or title, tuple(blocks), title if name else "")
    return Document(title=title, subtitle=name, imprint=imprint, parts=(part,))


def _sections(sections: Sequence[Section]) -> list[PageBlock]:
    blocks: list[PageBlock] = []
    for section in sections:
        if section.rows:
            blocks += [Heading(3, section.title), Table(section.columns, (Group(section.rows),))]
        elif section.empty:
            blocks += [Heading(3, section.title), Note(section.empty)]
    return blocks
