"""A plain list of any kind: the tickets, the maintenance history, whatever a query found."""

from __future__ import annotations

from collections.abc import Sequence

from itdesk.reports.documents.columns import is_wide
from itdesk.reports.model import (
    Document,
    Fact,
    Facts,
    Group,
    Imprint,
    PageBlock,
    Part,
    Row,
    Table,
    TableColumn,
)


def listing(
    imprint: Imprint,
    title: str,
    columns: Sequence[TableColumn],
    groups: Sequence[Group],
    *,
    subtitle: str = "",
    facts: Sequence[Fact] = (),
    total: Row = (),
    empty: str = "Nothing here.",
) -> Document:
    """A document of one table, under `facts` about it (filter, period)."""
    table = Table(tuple(columns), tuple(groups), total, empty)
    blocks: tuple[PageBlock, ...] = (Facts(tuple(facts)), table) if facts else (table,)
    return Document(
        title=title,
        subtitle=subtitle,
        imprint=imprint,
        parts=(Part(title, blocks, subtitle),),
        landscape=is_wide(columns),
    )


def ticket_list(
    imprint: Imprint, columns: Sequence[TableColumn], groups: Sequence[Group], *, subtitle: str = ""
) -> Document:
    """The tickets of a query, grouped as the caller wants (by status, by assignee)."""
    count = sum(len(group.rows) for group in groups)
    facts = (Fact("Tickets", f"{count:,}"),)
    return listing(
        imprint, "Tickets", columns, groups, subtitle=subtitle, facts=facts, empty="There are no tickets."
    )


def maintenance_history(
    imprint: Imprint, columns: Sequence[TableColumn], groups: Sequence[Group], *, subtitle: str = ""
) -> Document:
    """Work orders that were done, usually grouped by asset."""
    count = sum(len(group.rows) for group in groups)
    facts = (Fact("Work orders", f"{count:,}"),)
    return listing(
        imprint,
        "Maintenance history",
        columns,
        groups,
        subtitle=subtitle,
        facts=facts,
        empty="No maintenance has been done yet.",
    )
