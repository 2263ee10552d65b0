"""Printed lists: the asset register, the tickets, the maintenance history, the journal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from itdesk.core.kinds import Column, Kind
from itdesk.core.query.tree import And, Compare, Node, Op, Query
from itdesk.desk.printing.sheet_source import SheetSource
from itdesk.reports.documents import (
    RegisterRow,
    asset_register,
    listing,
    maintenance_history,
    table_columns,
    ticket_list,
)
from itdesk.reports.model import Document, Fact, Group, Row, TableColumn
from itdesk.reports.rules.sums import Money
from itdesk.store.lists import ListRow

REGISTER = (
    "tag",
    "name",
    "status",
    "model",
    "serial",
    "person",
    "place",
    "bought",
    "warranty-until",
    "price",
)
TICKETS = ("number", "priority", "subject", "requester", "asset", "opened", "due", "closed", "assignee")
HISTORY = ("number", "subject", "due", "done", "minutes", "findings", "parts", "assignee")
JOURNAL_LENGTH = 200
"""Newest journal entries that the audit pack lists."""


def register(source: SheetSource, text: str) -> Document:
    """Every asset of a query, grouped by type with the sums of their prices."""
    kind = source.desk.store.schema.kind("asset")
    columns = _columns(kind, REGISTER) + [c for c in kind.custom if c.print_width > 0]
    query = source.desk.query("asset", text)
    needed = [*columns, kind.column("type"), kind.column("currency")]
    rows = source.rows(kind, query, needed)
    by_type = [choice.value for choice in kind.column("type").choices]
    rows.sort(key=lambda row: by_type.index(str(row.values["type"])) if row.values["type"] in by_type else 99)
    return asset_register(
        source.imprint(), table_columns(columns), [_register_row(source, kind, columns, row) for row in rows],
        facts=_scope(text), note="Prices are what was paid, by currency.",
    )  # fmt: skip


def _register_row(source: SheetSource, kind: Kind, columns: Sequence[Column], row: ListRow) -> RegisterRow:
    price = row.values["price"]
    values = (
        {index: Money(price, str(row.values["currency"] or ""))
         for index, column in enumerate(columns) if column.name == "price"}
        if isinstance(price, int)
        else {}
    )  # fmt: skip
    group = source.text(kind.column("type"), row)
    return RegisterRow(tuple(source.cell(c, row) for c in columns), group, values)


def tickets(source: SheetSource, text: str, subtitle: str = "") -> Document:
    """The tickets of a query, grouped by status."""
    kind = source.desk.store.schema.kind("ticket")
    columns, status = _columns(kind, TICKETS), kind.column("status")
    rows = source.rows(kind, source.desk.query("ticket", text), [*columns, status])
    order = [choice.label for choice in status.choices]
    groups = sorted(
        _groups(source, columns, status, rows, "ticket"),
        key=lambda group: order.index(group.title) if group.title in order else 99,
    )
    return ticket_list(source.imprint(), table_columns(columns), groups, subtitle=subtitle or text)


def history(source: SheetSource, text: str) -> Document:
    """The work orders of a query that were done, grouped by asset, newest first."""
    kind = source.desk.store.schema.kind("work-order")
    columns, asset, status = _columns(kind, HISTORY), kind.column("asset"), kind.column("status")
    asked = source.desk.query("work-order", text)
    done = Compare(status, Op.IS, ("done",))
    where: Node = done if asked.where is None else And((done, asked.where))
    sort = asked.sort or source.desk.query("work-order", "sort:-done").sort
    rows = source.rows(kind, Query(where, sort), [*columns, asset])
    groups = sorted(_groups(source, columns, asset, rows, "work order"), key=lambda group: group.title)
    return maintenance_history(source.imprint(), table_columns(columns), groups, subtitle=text)


def journal(source: SheetSource) -> Document:
    """The newest journal entries, after the whole chain was computed anew."""
    proof = source.desk.journal.verify()
    columns = (
        TableColumn("Entry", 16), TableColumn("At", 34), TableColumn("Who", 30), TableColumn("From", 18),
        TableColumn("What", 56, lines=2), TableColumn("Changes", 18),
    )  # fmt: skip
    rows: list[Row] = [
        (str(e.id), source.moment(e.at), e.actor, e.origin, e.verb, f"{e.changes:,}")
        for e in source.desk.journal.entries(limit=JOURNAL_LENGTH)
    ]
    facts = (
        Fact("Verified", f"{proof.entries:,} entries with {proof.changes:,} changes: the chain holds"),
        Fact("Head", proof.head),
    )
    subtitle = "the newest entries"
    return listing(source.imprint(), "Journal", columns, [Group(tuple(rows))], subtitle=subtitle, facts=facts)


def _groups(
    source: SheetSource, columns: Sequence[Column], by: Column, rows: Iterable[ListRow], noun: str
) -> list[Group]:
    members: dict[str, list[Row]] = {}
    for row in rows:
        members.setdefault(source.text(by, row), []).append(tuple(source.cell(c, row) for c in columns))
    return [
        Group(tuple(cells), title, f"{len(cells):,} {noun}{'' if len(cells) == 1 else 's'}")
        for title, cells in members.items()
    ]


def _columns(kind: Kind, names: Iterable[str]) -> list[Column]:
    return [kind.column(name) for name in names]


def _scope(text: str) -> tuple[Fact, ...]:
    return (Fact("Filter", text),) if text.strip() else ()
