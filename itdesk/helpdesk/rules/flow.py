"""How a ticket goes from one status to the next, and what its clock does then."""

from __future__ import annotations

from dataclasses import dataclass, replace

from itdesk.core.errors import DeskError

_NEXT = {
    "open": ("in-progress", "waiting", "resolved", "closed"),
    "in-progress": ("open", "waiting", "resolved", "closed"),
    "waiting": ("open", "in-progress", "resolved", "closed"),
    "resolved": ("open", "in-progress", "closed"),
    "closed": ("open",),
}
DONE = frozenset({"resolved", "closed"})

Pause = tuple[int, int]


@dataclass(frozen=True, slots=True)
class TicketClock:
    """Where a ticket stands. Instants are UTC ms; the clock stands while waiting and once done."""

    status: str
    paused: int | None = None
    closed: int | None = None
    pauses: tuple[Pause, ...] = ()


def possible(status: str) -> tuple[str, ...]:
    """The statuses that may follow."""
    return _NEXT[status]


def moved(clock: TicketClock, status: str, now: int) -> TicketClock:
    """The ticket in its next status; raises DeskError(ticket.flow) for one that may not follow."""
    if status == clock.status:
        return clock
    if status not in _NEXT[clock.status]:
        names = ", ".join(_NEXT[clock.status])
        raise DeskError("ticket.flow", before=clock.status, after=status, possible=names)
    clock = _started(clock, now, keep_closed=status in DONE and clock.status in DONE)
    if status == "waiting":
        return replace(clock, status=status, paused=now)
    if status in DONE:
        return replace(clock, status=status, closed=now if clock.closed is None else clock.closed)
    return replace(clock, status=status)


def begun(status: str, now: int) -> TicketClock:
    """A ticket that begins in a status other than open, as an import brings them."""
    return moved(TicketClock("open"), status, now)


def _started(clock: TicketClock, now: int, *, keep_closed: bool) -> TicketClock:
    """The clock running again: the time it stood becomes a pause."""
    pauses = clock.pauses
    if clock.paused is not None and now > clock.paused:
        pauses = (*pauses, (clock.paused, now))
    if keep_closed:
        return replace(clock, paused=None, pauses=pauses)
    if clock.closed is not None and now > clock.closed:
        pauses = (*pauses, (clock.closed, now))
    return replace(clock, paused=None, closed=None, pauses=pauses)
