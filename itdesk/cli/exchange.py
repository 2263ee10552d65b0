"""The verbs that bring in and hand out: import, export, scan."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from itdesk.cli.output import put_json, say, warn
from itdesk.cli.reading import AsAt, AsJson
from itdesk.cli.session import checked_kind, instant, session_of
from itdesk.core.errors import DeskError

if TYPE_CHECKING:
    from itdesk.desk.exchange import Imported

PROBLEMS = 20
"""Wrong cells told one by one."""


def import_records(
    context: typer.Context,
    file: Path,
    kind: Annotated[str | None, typer.Option(help="What the rows are; guessed when left out.")] = None,
    profile: Annotated[str | None, typer.Option(help="A kept mapping of columns.")] = None,
    match: Annotated[str | None, typer.Option(metavar="COLUMN", help="What tells records apart.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would happen.")] = False,
    as_json: AsJson = False,
) -> None:
    """Import a CSV, XLSX or JSON table, or a GLPI inventory; one entry that can be undone."""
    from itdesk.desk.exchange import Intention, import_file

    with session_of(context).desk(create=True) as desk:
        if kind is not None:
            checked_kind(desk, kind)
        done = import_file(desk, file, Intention(kind, profile, match, dry_run))
    _tell(done, as_json)
    if done.is_all_wrong:
        raise DeskError("import.wrong", rows=done.rows, path=file, first=done.problems[0].message)


def _tell(done: Imported, as_json: bool) -> None:
    """The outcome on standard output, what was wrong on standard error."""
    if as_json:
        put_json(done.as_json())
        return
    for problem in done.problems[:PROBLEMS]:
        warn(f"row {problem.row}: {problem.message}")
    if len(done.problems) > PROBLEMS:
        warn(f"… and {len(done.problems) - PROBLEMS} more")
    for line in done.sentences():
        say(line)


def export_rows(
    context: typer.Context,
    kind: str,
    query: Annotated[list[str] | None, typer.Argument(metavar="[QUERY]")] = None,
    out: Annotated[Path, typer.Option(help="FILE.csv, .xlsx or .json")] = Path(),
    columns: Annotated[str | None, typer.Option(metavar="a,b")] = None,
    as_at: AsAt = None,
) -> None:
    """Write a list to a file; cells that a spreadsheet would run are made harmless."""
    if out == Path():
        raise typer.BadParameter("name the file with --out")
    from itdesk.desk.exchange import export_records

    with session_of(context).desk() as desk:
        checked_kind(desk, kind)
        names = [n.strip() for n in columns.split(",")] if columns else None
        count = export_records(desk, kind, " ".join(query or ()), out, names, instant(as_at))
        say(f"Wrote {count} rows to {out}.")


def scan(context: typer.Context, as_json: AsJson = False) -> None:
    """Put this computer into the ledger, or bring what is there up to date."""
    from itdesk.desk.exchange import scan_this_computer

    with session_of(context).desk(create=True) as desk:
        done = scan_this_computer(desk)
    _tell(done, as_json)
