"""What the desk says of itself: read in a reader thread, shown by status bar, rail and overview."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from itdesk.operations.overview import Overview, overview
from itdesk.store.backup import last_verified
from itdesk.store.lease import Lease, LeaseState
from itdesk.ui.shell.page import Badge

if TYPE_CHECKING:
    from itdesk.desk.desk import Desk


@dataclass(frozen=True, slots=True)
class DeskFacts:
    """The desk at one moment; `daemon` None: nobody watches."""

    now: int
    daemon: LeaseState | None
    office: str
    person: str
    """The name of who is at the desk, "" if it does not know them."""
    place: str
    overview: Overview
    badges: dict[str, Badge] = field(default_factory=dict[str, Badge])


def read_facts(desk: Desk) -> DeskFacts:
    """Read everything; raises DeskError."""
    seen = overview(desk.store, last_backup(desk))
    counts = seen.counts
    badges = {
        "tickets": Badge(counts.tickets_overdue, "warn"),
        "network": Badge(counts.problems, "crit"),
        "maintenance": Badge(counts.orders_late, "warn"),
    }
    return DeskFacts(
        desk.store.clock.now(),
        Lease.state(desk.store, "daemon"),
        str(desk.settings["office-name"] or ""),
        _person(desk),
        desk.store.engine.place,
        seen,
        badges,
    )


def _person(desk: Desk) -> str:
    me = desk.me()
    return "" if me is None else str(desk.lists.labels("person", [me]).get(me) or "")


def last_backup(desk: Desk) -> int | None:
    """When a copy was last verified (UTC ms), None if never."""
    found = last_verified(desk.store)
    return found.at if found is not None else None
