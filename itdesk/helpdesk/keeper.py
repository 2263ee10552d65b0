"""How tickets are written: priority, deadline and flow follow from what a person sets."""

from __future__ import annotations

import json
from collections.abc import Sequence

from itdesk.core.errors import DeskError
from itdesk.helpdesk.rules.deadline import deadline
from itdesk.helpdesk.rules.flow import Pause, TicketClock, moved
from itdesk.helpdesk.rules.priority import priority
from itdesk.people.office import office_calendar
from itdesk.store.keeper import Keeper
from itdesk.store.rowform import Snapshot
from itdesk.store.schema import Values
from itdesk.store.settings import Settings
from itdesk.store.unit import Unit

DECIDES_DUE = ("priority", "opened", "pauses")


class TicketKeeper(Keeper):
    """Writes tickets."""

    kind_name = "ticket"

    def prepare(self, unit: Unit, record: int, draft: Values, before: Snapshot | None) -> None:
        draft["priority"] = priority(str(draft.get("impact") or "2"), str(draft.get("urgency") or "2"))
        if not draft.get("opened"):
            draft["opened"] = unit.now
        _apply_flow(draft, before, unit.now)
        if before is None or any(before[f] != draft.get(f) for f in DECIDES_DUE):
            draft["due"] = self._due(draft)

    def _due(self, draft: Values) -> int | None:
        """None in an office that is never open: a ticket can be taken there, but not promised."""
        settings = Settings(self.store.engine)
        until = deadline(office_calendar(settings), settings["target-hours"])
        opened = draft["opened"]
        assert isinstance(opened, int)
        try:
            return until(opened, str(draft["priority"]), pauses_of(draft.get("pauses")))
        except DeskError as error:
            if error.code == "calendar.closed":
                return None
            raise


def _apply_flow(draft: Values, before: Snapshot | None, now: int) -> None:
    was = TicketClock("open") if before is None else clock_of(before.values)
    clock = moved(was, str(draft.get("status") or "open"), now)
    draft.update(
        status=clock.status, paused=clock.paused, closed=clock.closed,
        pauses=json.dumps([list(p) for p in clock.pauses]) if clock.pauses else "[]",
    )  # fmt: skip


def clock_of(values: Values) -> TicketClock:
    """Where a ticket's stored values stand."""
    paused, closed = values.get("paused"), values.get("closed")
    return TicketClock(
        str(values.get("status") or "open"),
        paused if isinstance(paused, int) else None,
        closed if isinstance(closed, int) else None,
        tuple(pauses_of(values.get("pauses"))),
    )


def pauses_of(stored: object) -> Sequence[Pause]:
    """The pauses a ticket keeps as JSON text."""
    return [(int(low), int(high)) for low, high in json.loads(str(stored or "[]"))]
