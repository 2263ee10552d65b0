"""Arguments → the window, the daemon or a verb."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from itdesk.cli.app import build, run
from itdesk.cli.session import session_of


def _window(place: str) -> int:
    from itdesk.ui.start import open_window

    return open_window(place)


def daemon(
    context: typer.Context,
    once: Annotated[bool, typer.Option("--once", help="One round of all that is due, then end.")] = False,
) -> None:
    """Watch the desk's devices and do what falls due, also while nobody looks."""
    from itdesk.daemon import run_daemon

    raise typer.Exit(run_daemon(session_of(context).place, once=once))


def tour(
    context: typer.Context,
    outdir: Annotated[Path, typer.Argument(metavar="OUTDIR")],
) -> None:
    """Do the whole path unseen: a demo office, a picture of every page and the audit as PDF."""
    from itdesk.ui.tour import make_tour

    raise typer.Exit(make_tour(outdir))


def application() -> typer.Typer:
    """Every verb."""
    return build(_window, (("daemon", daemon), ("tour", tour)))


def main() -> None:
    """The console program."""
    sys.exit(run(application(), sys.argv[1:]))


def gui() -> None:
    """The same without a console."""
    main()


if __name__ == "__main__":
    main()
