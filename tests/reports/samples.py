"""Documents and readers that the report tests share."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import Any

import pypdfium2

from itdesk.reports import render
from itdesk.reports.blocks import Block
from itdesk.reports.model import Align, Document, Group, Imprint, PageBlock, Part, Table, TableColumn

IMPRINT = Imprint(
    office="Lindner & Partner",
    printed_at="23 Nov 2026 16:10",
    printed_by="Jonas Weber",
    journal_head="9f3c21ab77d0",
    journal_entry=1842,
    program="itdesk 1.0",
)
COLUMNS = (
    TableColumn("Tag", 20),
    TableColumn("Name", 60, lines=2),
    TableColumn("Price", 25, Align.RIGHT),
)


def document(*blocks: PageBlock | Block, title: str = "Sample", **changes: Any) -> Document:
    """A document of one part with `blocks`."""
    made = Document(title=title, imprint=IMPRINT, parts=(Part(title, tuple(blocks)),))
    return replace(made, **changes)


def table(count: int, name: str = "ThinkPad") -> Table:
    """A table of one untitled group of `count` rows."""
    rows = tuple((f"A-{number:05}", name, f"{number}.00") for number in range(count))
    return Table(COLUMNS, (Group(rows),))


def pdf(made: Document) -> bytes:
    """`made` as the bytes of a PDF."""
    target = BytesIO()
    render(made, target)
    return target.getvalue()


def texts(data: bytes) -> list[str]:
    """The text of every page as a reader copies it, with single spaces."""
    with pypdfium2.PdfDocument(data) as opened:
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in opened]


def printed(made: Document) -> str:
    """The text of all pages."""
    return " ".join(texts(pdf(made)))
