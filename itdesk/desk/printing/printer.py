"""A report by its name, as a document or on disk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from itdesk.core.errors import DeskError
from itdesk.desk.desk import Desk
from itdesk.desk.printing import REPORTS, listings, sheets
from itdesk.desk.printing.sheet_source import SheetSource
from itdesk.reports import document_id, render
from itdesk.reports.documents import audit_pack
from itdesk.reports.model import Cover, Document, Fact, Figure

PACK_TICKETS = "status:open or opened:>=-90d or closed:>=-90d"
"""Tickets that an audit pack lists: open ones, and those of the last three months."""

Progress = Callable[[int, int], None]
SheetMaker = Callable[[SheetSource, int], Document]


@dataclass(frozen=True, slots=True)
class Printed:
    """A document on disk: its pages and the id printed on each."""

    pages: int
    document_id: str


def print_report(
    desk: Desk,
    name: str,
    out: Path,
    query: str = "",
    at: int | None = None,
    progress: Progress | None = None,
) -> Printed:
    """Write a report as PDF; raises DeskError. `at` is UTC ms for a print of the past."""
    document = report_document(desk, name, query, at)
    try:
        pages = render(document, out, progress)
    except OSError as error:
        raise DeskError("file.unwritable", path=out, why=error.strerror or error) from error
    return Printed(pages, document_id(document))


def report_document(desk: Desk, name: str, query: str = "", at: int | None = None) -> Document:
    """A report as a document, for printing or for the preview."""
    maker = _MAKERS.get(name)
    if maker is None:
        raise DeskError("report.unknown", name=name, names=", ".join(REPORTS))
    return maker(SheetSource(desk, at), query)


def _sheets(kind: str, title: str, make: SheetMaker) -> Callable[[SheetSource, str], Document]:
    """One sheet as it is; several with contents before them."""

    def maker(source: SheetSource, query: str) -> Document:
        documents = [make(source, key) for key in sheets.chosen(source, kind, query)]
        if len(documents) == 1:
            return documents[0]
        parts = tuple(part for document in documents for part in document.parts)
        subtitle = query or f"{len(documents)} sheets"
        return replace(documents[0], title=title, subtitle=subtitle, parts=parts, cover=Cover())

    return maker


def _pack(source: SheetSource, query: str) -> Document:
    """Register, tickets, maintenance, manuals and journal behind one cover; `query` chooses assets."""
    register = listings.register(source, query)
    documents = [
        register,
        listings.tickets(source, PACK_TICKETS, "open, and of the last 90 days"),
        listings.history(source, ""),
        *_manuals(source),
        listings.journal(source),
    ]
    figures: tuple[Figure, ...] = register.cover.figures if register.cover else ()
    facts = (Fact("Assets", query),) if query.strip() else ()
    return audit_pack(
        source.imprint(), documents, subtitle=source.imprint().office, facts=facts, figures=figures,
        signers=("IT administrator", "Auditor"),
    )  # fmt: skip


def _manuals(source: SheetSource) -> list[Document]:
    try:
        keys = sheets.chosen(source, "manual", "")
    except DeskError as error:
        if error.code == "report.empty":
            return []
        raise
    return [sheets.manual_sheet(source, key) for key in keys]


_MAKERS: dict[str, Callable[[SheetSource, str], Document]] = {
    "asset-register": listings.register,
    "asset": _sheets("asset", "Assets", sheets.asset),
    "ticket": _sheets("ticket", "Tickets", sheets.ticket),
    "tickets": listings.tickets,
    "maintenance-history": listings.history,
    "manual": _sheets("manual", "Manuals", sheets.manual_sheet),
    "audit-pack": _pack,
}
assert tuple(_MAKERS) == REPORTS
