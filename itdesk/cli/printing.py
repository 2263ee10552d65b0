"""The verb that prints: report."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from itdesk.cli.output import say
from itdesk.cli.reading import AsAt
from itdesk.cli.session import instant, session_of
from itdesk.desk.printing import REPORTS


def report(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help=", ".join(REPORTS))],
    out: Annotated[Path, typer.Option(help="The PDF to write.")] = Path(),
    query: Annotated[str | None, typer.Option(help="What to print: a query, or one record's number.")] = None,
    as_at: AsAt = None,
) -> None:
    """Print a report to a PDF file."""
    if out == Path():
        raise typer.BadParameter("name the file with --out")
    if name not in REPORTS:
        raise typer.BadParameter(f"there is no report “{name}”; reports are: {', '.join(REPORTS)}")
    from itdesk.desk.printing.printer import print_report

    with session_of(context).desk() as desk:
        done = print_report(desk, name, out, query or "", instant(as_at))
        say(f"Wrote {done.pages} pages to {out} (document {done.document_id}).")
