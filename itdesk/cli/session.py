"""What every verb needs: the desk that was named, and how to speak."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import typer

from itdesk.core.clock import from_datetime, local_zone
from itdesk.core.errors import DeskError
from itdesk.desk import Desk


@dataclass(frozen=True, slots=True)
class Session:
    """The desk's place, as given by --desk or the person's default."""

    place: str

    @contextmanager
    def desk(self, *, create: bool = False) -> Iterator[Desk]:
        """Open the desk for one verb; `create` makes it where there is none."""
        desk = Desk.open(self.place, origin="cli", create=create)
        try:
            yield desk
        finally:
            desk.close()


def session_of(context: typer.Context) -> Session:
    session = context.find_object(Session)
    assert session is not None
    return session


def checked_kind(desk: Desk, name: str) -> str:
    """A kind that scripts may name; an unknown one is a usage error."""
    schema = desk.store.schema
    if name not in schema.catalogue or not schema.catalogue[name].public:
        names = ", ".join(kind.name for kind in schema.catalogue if kind.public)
        raise typer.BadParameter(f"there is no kind “{name}”; kinds are: {names}")
    return name


def assignments(pairs: list[str]) -> dict[str, str]:
    """`field=value` words as a dict; raises typer.BadParameter for a word without "="."""
    values: dict[str, str] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals or not name:
            raise typer.BadParameter(f"“{pair}” is not of the form field=value")
        values[name.strip()] = value
    return values


def instant(text: str | None) -> int | None:
    """--as-at: a date means the end of that local day; else an ISO instant. Raises typer.BadParameter."""
    if text is None:
        return None
    zone = local_zone()
    try:
        if len(text.strip()) == 10:
            day = date.fromisoformat(text.strip()) + timedelta(days=1)
            return from_datetime(datetime.combine(day, time(), zone)) - 1
        moment = datetime.fromisoformat(text.strip())
    except (ValueError, OverflowError) as error:
        raise typer.BadParameter(
            f"“{text}” is neither a date (2026-03-31) nor an instant (2026-03-31T18:00)"
        ) from error
    return from_datetime(moment if moment.tzinfo else moment.replace(tzinfo=zone))


def entry_number(text: str) -> int:
    """A journal entry's number, with or without "#"."""
    bare = text.removeprefix("#")
    if not (bare.isascii() and bare.isdigit() and len(bare) < 10):
        raise DeskError("journal.missing", entry=text)
    return int(bare)
