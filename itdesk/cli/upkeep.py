"""The verbs that look after the desk itself: demo, backup, restore, move, check."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from itdesk.cli.output import put_json, say, warn
from itdesk.cli.reading import AsJson
from itdesk.cli.session import session_of
from itdesk.core.clock import to_iso


def demo(
    context: typer.Context,
    assets: Annotated[int, typer.Option(min=0, max=1_000_000)] = 400,
    people: Annotated[int, typer.Option(min=1, max=100_000)] = 120,
    tickets: Annotated[int, typer.Option(min=0, max=2_000_000)] = 1_500,
    devices: Annotated[int, typer.Option(min=0, max=5_000)] = 40,
    seed: Annotated[int, typer.Option()] = 1,
) -> None:
    """Fill a desk with a believable office."""
    from itdesk.desk.demo import Size, make_demo

    with session_of(context).desk(create=True) as desk:
        made = make_demo(desk, Size(assets, people, tickets, devices), seed, _progress)
        say(
            f"Made {made.people} people, {made.assets} assets, {made.devices} devices, {made.tickets} tickets"
        )
        say(f"as entry {made.entry}, which can be undone.")


def _progress(done: int, total: int) -> None:
    """Long work says where it is, on standard error and only to a terminal."""
    if sys.stderr.isatty() and total:
        sys.stderr.write(f"\r{100 * done // total:3d} %" + ("\n" if done >= total else ""))
        sys.stderr.flush()


def backup(
    context: typer.Context,
    to: Annotated[Path | None, typer.Option(metavar="DIR", help="Folder; the desk's own by default.")] = None,
    as_json: AsJson = False,
) -> None:
    """Copy the desk, open the copy and compare it."""
    from itdesk.store import backup as backups

    with session_of(context).desk() as desk:
        made = backups.take(desk.store, to, _progress)
        if as_json:
            put_json({"path": str(made.path), "at": to_iso(made.at), "entries": made.entries,
                      "head": made.head, "sha256": made.sha256, "size": made.size})  # fmt: skip
        else:
            say(f"Verified backup (journal entries: {made.entries}): {made.path}")


def restore(
    context: typer.Context,
    file: Path,
    to: Annotated[Path | None, typer.Option(metavar="FILE", help="Where the desk shall be.")] = None,
) -> None:
    """Bring a backup back as a desk; never over another one."""
    if to is None:
        raise typer.BadParameter("name the new desk with --to")
    from itdesk.store import backup as backups

    found = backups.preview(file)
    backups.restore(file, to)
    say(f"Restored the desk of {to_iso(found.at)} (journal entries: {found.entries}) to {to}.")


def move(
    context: typer.Context,
    to: Annotated[str, typer.Option(metavar="FILE|URL", help="An empty place.")] = "",
) -> None:
    """Carry the whole desk to another file or to PostgreSQL, and compare."""
    if not to:
        raise typer.BadParameter("name the new place with --to")
    from itdesk.store.move import move as move_desk

    with session_of(context).desk() as desk:
        moved = move_desk(desk.store, to, _progress)
        say(f"Moved {moved.rows} rows of {moved.tables} tables; the journal head is the same: {moved.head}")
        if moved.missed:
            warn(f"{moved.missed} entries were written here meanwhile and are not there: move again.")


def check(context: typer.Context, as_json: AsJson = False) -> None:
    """Look the desk over: database, journal, files, search index."""
    from itdesk.store.check import check as check_store

    with session_of(context).desk() as desk:
        faults = check_store(desk.store)
        if as_json:
            put_json({"sound": not faults, "faults": [str(fault) for fault in faults]})
        elif not faults:
            say("The desk is sound: database, journal, files and search index.")
        for fault in faults:
            warn(str(fault))
        if faults:
            raise typer.Exit(1)
