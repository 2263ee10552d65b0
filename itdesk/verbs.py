"""Every verb of the command line; those of other processes are handed to it here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from itdesk.cli.app import build
from itdesk.cli.output import put_json, say
from itdesk.cli.reading import AsJson
from itdesk.cli.session import session_of


def daemon(
    context: typer.Context,
    once: Annotated[bool, typer.Option("--once", help="One round of all that is due, then end.")] = False,
) -> None:
    """Watch the desk's devices and do what falls due, also while nobody looks."""
    from itdesk.daemon import run_daemon

    raise typer.Exit(run_daemon(session_of(context).place, once=once))


def poll_device(
    context: typer.Context,
    ref: Annotated[str, typer.Argument(metavar="REF", help="The device's number or name.")],
    as_json: AsJson = False,
) -> None:
    """Poll one watched device out of turn and keep what it says, with the daemon or without."""
    from itdesk.daemon.now import poll_now

    answer = poll_now(session_of(context).place, ref)
    if as_json:
        put_json(answer)
    else:
        say(f"{answer['name']} is {answer['state']}.")


def tour(
    context: typer.Context,
    outdir: Annotated[Path, typer.Argument(metavar="OUTDIR")],
) -> None:
    """Do the whole path unseen: a demo office, a picture of every page and the audit as PDF."""
    from itdesk.ui.tour import make_tour

    raise typer.Exit(make_tour(outdir))


def application(window: Callable[[str], int]) -> typer.Typer:
    """The application; `window` opens the window on a desk and answers the exit code."""
    return build(window, (("daemon", daemon), ("poll-now", poll_device), ("tour", tour)))
