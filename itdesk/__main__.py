"""Arguments → the window, the daemon or a verb."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import partial

from itdesk.cli.boundary import guarded


def main() -> None:
    """The console program."""
    place = _place_alone(sys.argv[1:])
    if place is not None:
        # The window needs no verb, and reading them all would cost a person a third of a second.
        sys.exit(guarded(partial(_window, place)))
    from itdesk.cli.app import run
    from itdesk.verbs import application

    sys.exit(run(application(_window), sys.argv[1:]))


def gui() -> None:
    """The same without a console."""
    main()


def _place_alone(arguments: Sequence[str]) -> str | None:
    """The desk's place where nothing but the window is asked for."""
    from itdesk.desk.places import default_desk

    match arguments:
        case []:
            return default_desk()
        case ["--desk", place] if place and not place.startswith("-"):
            return place
        case [word] if word.startswith("--desk=") and word != "--desk=":
            return word.removeprefix("--desk=")
        case _:
            return None


def _window(place: str) -> int:
    from itdesk.ui.start import open_window

    return open_window(place)


if __name__ == "__main__":
    main()
