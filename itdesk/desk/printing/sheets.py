"""Printed sheets of single records: an asset, a ticket, a manual."""

from __future__ import annotations

from collections.abc import Sequence

from itdesk.core.errors import DeskError
from itdesk.core.kinds import Column, Kind
from itdesk.core.query.tree import Compare, Op, Query
from itdesk.desk.finding import described
from itdesk.desk.printing.markdown_blocks import blocks_of
from itdesk.desk.printing.sheet_source import SheetSource
from itdesk.desk.records import called_then
from itdesk.knowledge.service import ManualService
from itdesk.reports.blocks import Block, Paragraph, plain
from itdesk.reports.documents import (
    AssetSheet,
    ManualSheet,
    Section,
    TicketSheet,
    asset_sheet,
    manual,
    table_columns,
    ticket_sheet,
)
from itdesk.reports.model import Document, Event, Fact, Row, TableColumn
from itdesk.store.digest import Change
from itdesk.store.lists import ListRow
from itdesk.store.relations import linked
from itdesk.store.search import Hit
from itdesk.store.words import Words

MOST = 500
"""Sheets in one print; more are paper that nobody reads."""
HISTORY_LENGTH = 30
MOST_HISTORY = 5_000
"""Changes of one record that are looked through for those of then."""
RELATED_LENGTH = 50
TICKET_COLUMNS = ("number", "subject", "status", "opened", "closed")
ORDER_COLUMNS = ("number", "subject", "due", "status", "findings")
_EVENT_STATES = {"reply": "info", "note": "warn", "event": "unknown", "change": "unknown"}


def chosen(source: SheetSource, kind: str, text: str) -> list[int]:
    """The records that `text` means: one by its number, tag or name, or those of a query.

    Raises DeskError(report.empty) and, for more than `MOST`, DeskError(report.many).
    """
    desk = source.desk
    if text.strip() and source.at is None:
        candidates = desk.refs.candidates(kind, text)
        if len(candidates) == 1:
            return candidates
    with source.lists(kind) as lists:
        if source.at is not None and (key := called_then(lists, desk.store.schema.kind(kind), text)):
            return [key]
        keys = [*lists.ids(kind, desk.query(kind, text), me=desk.me(), limit=MOST + 1)]
    if not keys:
        raise DeskError("report.empty", kind=desk.store.schema.kind(kind).label.lower())
    if len(keys) > MOST:
        raise DeskError("report.many", limit=MOST)
    return keys


def asset(source: SheetSource, key: int) -> Document:
    """One asset with its relations, components, tickets, maintenance and history."""
    kind = source.desk.store.schema.kind("asset")
    row = _row(source, kind, key)
    sheet = AssetSheet(
        ref=source.text(kind.column("tag"), row),
        name=_named(source, kind, row),
        facts=source.facts(kind, row),
        relations=_relations(source, "asset", key),
        sections=(
            _parts(source, key),
            _related(source, "ticket", "asset", key, "Tickets", TICKET_COLUMNS),
            _related(source, "work-order", "asset", key, "Maintenance", ORDER_COLUMNS),
        ),
        history=_history(source, kind, key),
        notes=_paragraphs(row.values["notes"]),
    )  # fmt: skip
    return asset_sheet(source.imprint(), sheet)


def ticket(source: SheetSource, key: int) -> Document:
    """One ticket with its timeline."""
    kind = source.desk.store.schema.kind("ticket")
    row = _row(source, kind, key)
    timeline = source.desk.tickets.timeline(key)
    events = tuple(
        Event(
            source.moment(item.at), item.author, item.form.capitalize(), _paragraphs(item.text),
            _EVENT_STATES.get(item.form, "unknown"),
        )
        for item in timeline
        if source.at is None or item.at <= source.at
    )  # fmt: skip
    sheet = TicketSheet(
        ref=f"#{key}",
        subject=str(row.values["subject"] or ""),
        facts=source.facts(kind, row),
        description=_paragraphs(row.values["description"]),
        timeline=events,
    )
    return ticket_sheet(source.imprint(), sheet)


def manual_sheet(source: SheetSource, key: int) -> Document:
    """One manual as running text with its pictures."""
    kind = source.desk.store.schema.kind("manual")
    row = _row(source, kind, key)
    service = ManualService(source.desk.store)

    def picture(name: str) -> bytes | None:
        return service.picture(key, name)

    sheet = ManualSheet(
        title=str(row.values["title"] or ""),
        blocks=blocks_of(str(row.values["body"] or ""), picture),
        facts=(*source.facts(kind, row), *_relations(source, "manual", key)),
    )
    return manual(source.imprint(), sheet)


def _row(source: SheetSource, kind: Kind, key: int) -> ListRow:
    found = source.rows_of(kind, [key], list(kind))
    if not found:
        raise DeskError("record.missing", kind=kind.name, ref=key)
    return found[0]


def _named(source: SheetSource, kind: Kind, row: ListRow) -> str:
    if row.values["name"]:
        return str(row.values["name"])
    return " ".join(str(row.values[c]) for c in ("manufacturer", "model") if row.values[c])


def _relations(source: SheetSource, kind: str, key: int) -> tuple[Fact, ...]:
    links = linked(source.desk.store.engine, kind, key)
    found = {(f.kind, f.id): f for f in described(source.desk, [Hit(x.kind, x.record) for x in links])}
    facts: list[Fact] = []
    for one in links:
        record = found.get((one.kind, one.record))
        if record is not None:
            label = source.desk.store.schema.kind(one.kind).label
            facts.append(Fact(f"{label} ({one.role})", f"{record.ref} {record.title}"))
    return tuple(facts)


def _parts(source: SheetSource, key: int) -> Section:
    columns = (TableColumn("Component", 30), TableColumn("Name", 100, lines=2), TableColumn("Version", 40))
    found = source.desk.assets.parts(key) if source.at is None else []
    rows: tuple[Row, ...] = tuple((part.category, part.name, part.release) for part in found)
    return Section("Components", columns, rows)


def _related(
    source: SheetSource, name: str, by: str, key: int, title: str, columns: Sequence[str]
) -> Section:
    kind = source.desk.store.schema.kind(name)
    shown: list[Column] = [kind.column(c) for c in columns]
    query = Query(Compare(kind.column(by), Op.IS, (key,)), source.desk.query(name, "sort:-number").sort)
    rows = source.rows(kind, query, shown, RELATED_LENGTH)
    cells: tuple[Row, ...] = tuple(tuple(source.cell(c, row) for c in shown) for row in rows)
    return Section(title, table_columns(shown), cells)


def _history(source: SheetSource, kind: Kind, key: int) -> tuple[Event, ...]:
    found = source.desk.journal.history(kind.name, key, HISTORY_LENGTH if source.at is None else MOST_HISTORY)
    words = Words(source.desk.store, source.desk.zone)
    told = [(entry, change) for entry, change in found if source.at is None or entry.at <= source.at]
    return tuple(
        Event(source.moment(entry.at), entry.actor, entry.verb, _paragraphs(_told(words, change)))
        for entry, change in told[:HISTORY_LENGTH]
    )


def _told(words: Words, change: Change) -> str:
    """What an entry changed, in words."""
    if change.op != "~":
        return ""
    return "; ".join(f"{field.caption}: {field.before} → {field.after}" for field in words.changes(change))


def _paragraphs(text: object) -> tuple[Block, ...]:
    """Plain text as paragraphs, a blank line between two."""
    parts = [part.strip() for part in str(text or "").split("\n\n")]
    return tuple(Paragraph(plain(part)) for part in parts if part)
