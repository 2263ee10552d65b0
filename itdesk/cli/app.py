"""The verbs put together."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from functools import partial
from typing import Annotated, Any

import typer

import itdesk
from itdesk.cli import exchange, printing, reading, upkeep, watching, writing
from itdesk.cli.boundary import DONE, INTERRUPTED, USAGE, guarded
from itdesk.cli.output import warn
from itdesk.cli.session import Session
from itdesk.desk import default_desk

UsageError: Any = typer.BadParameter.__base__
"""typer carries a click of its own since 0.20; its parent is the same class in every version."""


def build(window: Callable[[str], int], more: Sequence[tuple[str, Callable[..., None]]] = ()) -> typer.Typer:
    """The application. `window` opens the window on a desk; `more` are verbs of other rooms."""
    app = typer.Typer(
        name="itdesk", add_completion=False, no_args_is_help=False, pretty_exceptions_enable=False,
        rich_markup_mode=None, context_settings={"help_option_names": ["-h", "--help"]},
    )  # fmt: skip

    @app.callback(invoke_without_command=True)
    def start(
        context: typer.Context,
        desk: Annotated[str | None, typer.Option(metavar="FILE|URL", help="The desk to use.")] = None,
        version: Annotated[bool, typer.Option("--version", help="Say the version.")] = False,
    ) -> None:
        """The IT of a small office on one desk. Without a verb, the window opens."""
        if version:
            typer.echo(f"itdesk {itdesk.__version__}")
            raise typer.Exit
        context.obj = Session(desk or default_desk())
        if context.invoked_subcommand is None:
            raise typer.Exit(window(context.obj.place))

    for name, verb in (*_VERBS, *more):
        app.command(name)(verb)
    app.add_typer(reading.journal, name="journal")
    return app


_VERBS: tuple[tuple[str, Callable[..., None]], ...] = (
    ("list", reading.list_records), ("show", reading.show), ("search", reading.search_words),
    ("add", writing.add), ("set", writing.set_fields), ("erase", writing.erase), ("undo", writing.undo),
    ("import", exchange.import_records), ("export", exchange.export_rows), ("scan", exchange.scan),
    ("poll", watching.poll), ("watch", watching.watch),
    ("discover", watching.discover), ("report", printing.report),
    ("demo", upkeep.demo), ("backup", upkeep.backup), ("restore", upkeep.restore),
    ("move", upkeep.move), ("check", upkeep.check),
)  # fmt: skip


_NEGATED = re.compile(r"-[A-Za-z][\w-]*:")


def _as_word(argument: str) -> str:
    """One argument as a verb reads it: -place:HQ is a term of a query and no option.

    Where the locale says ASCII, other text arrives as escaped bytes; it is UTF-8 all the same.
    """
    try:
        text = os.fsencode(argument).decode("utf-8")
    except UnicodeError:
        text = argument
    return f" {text}" if _NEGATED.match(text) else text


def run(app: typer.Typer, arguments: Sequence[str]) -> int:
    """Run the verbs; answers the exit code: 0 done, 1 could not, 2 usage. No traceback gets out."""
    return guarded(partial(_verb, app, arguments))


def _verb(app: typer.Typer, arguments: Sequence[str]) -> int:
    try:
        answer = app(args=[*map(_as_word, arguments)], prog_name="itdesk", standalone_mode=False)
        return answer if isinstance(answer, int) else DONE
    except typer.Exit as leaving:
        return leaving.exit_code
    except UsageError as error:
        warn(f"itdesk: {error.format_message()}")
        warn("Try: itdesk --help")
        return USAGE
    except typer.Abort:
        return INTERRUPTED
    except SystemExit as leaving:
        # The library's own end of a broken pipe, which for us is no failure.
        raise leaving.__context__ or leaving from None
