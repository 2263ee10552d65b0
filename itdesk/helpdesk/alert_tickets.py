"""Alerts become tickets: one open ticket for a device, however many alerts it raises.

What is told on a ticket carries a mark ("alert:12:raised"), so that hearing an event twice, or
dying between an alert and its ticket, changes nothing: the sweep finds what was not told.
"""

from __future__ import annotations

from itdesk.helpdesk.keeper import TicketKeeper
from itdesk.store.engine import one, rows, scalar
from itdesk.store.rowform import Snapshot
from itdesk.store.store import Store
from itdesk.store.unit import Unit

ACTOR = "itdesk"
AUTHOR = "Monitor"
SWEPT_DAYS = 30
"""Recoveries older than this are not looked for any more."""
_DAY = 86_400_000


class AlertTickets:
    """Opens, joins and notes."""

    def __init__(self, store: Store, tickets: TicketKeeper) -> None:
        self.store = store
        self.tickets = tickets

    def sweep(self, actor: str = ACTOR) -> int:
        """Open what an open alert still lacks and note what was not noted; answers how many."""
        sql = "SELECT id FROM alert WHERE state = 'open' AND ticket_id IS NULL ORDER BY id"
        raised = [int(row[0]) for row in rows(self.store.engine, sql)]
        sql = (
            "SELECT a.id FROM alert a WHERE a.state = 'recovered' AND a.ticket_id IS NOT NULL"
            " AND a.until > ? AND NOT EXISTS (SELECT 1 FROM message m WHERE m.ticket_id = a.ticket_id"
            " AND m.about = 'alert:' || a.id || ':recovered') ORDER BY a.id"
        )
        since = self.store.clock.now() - SWEPT_DAYS * _DAY
        recovered = [int(row[0]) for row in rows(self.store.engine, sql, (since,))]
        for alert in raised:
            self.open_for(alert, actor)
        for alert in recovered:
            self.note_recovery(alert, actor)
        return len(raised) + len(recovered)

    def open_for(self, alert: int, actor: str = ACTOR) -> int:
        """The ticket of an alert: the present one of its device, or a new one. Answers its key."""
        with self.store.write(actor, "open ticket for alert") as unit:
            found = unit.read("alert", alert)
            known = found["ticket_id"]
            if isinstance(known, int):
                return known
            ticket = self._open_ticket(unit, found)
            if ticket is None:
                ticket = self._new_ticket(unit, found)
            unit.update("alert", alert, {"ticket_id": ticket})
            tell(unit, ticket, str(found["message"]), f"alert:{alert}:raised")
            return ticket

    def note_recovery(self, alert: int, actor: str = ACTOR) -> None:
        """Say on the ticket of an alert that it is over; once."""
        mark = f"alert:{alert}:recovered"
        with self.store.write(actor, "note recovery") as unit:
            found = unit.read("alert", alert)
            ticket = found["ticket_id"]
            sql = "SELECT 1 FROM message WHERE ticket_id = ? AND about = ? LIMIT 1"
            if not isinstance(ticket, int) or scalar(unit.engine, sql, (ticket, mark)):
                return
            tell(unit, ticket, f"Recovered: {found['message']}", mark)

    # --- how -----------------------------------------------------------------------------
    def _open_ticket(self, unit: Unit, alert: Snapshot) -> int | None:
        sql = (
            "SELECT t.id FROM ticket t JOIN alert a ON a.ticket_id = t.id WHERE a.device_id = ?"
            " AND t.status IN ('open', 'in-progress', 'waiting') ORDER BY t.id DESC LIMIT 1"
        )
        found = one(unit.engine, sql, (alert["device_id"],))
        return int(found[0]) if found else None

    def _new_ticket(self, unit: Unit, alert: Snapshot) -> int:
        device_key = alert["device_id"]
        assert isinstance(device_key, int)
        device = unit.read("device", device_key)
        return self.tickets.add(
            unit,
            {
                "subject": f"{device['name']}: {alert['message']}"[:500],
                "asset_id": alert["asset_id"] or device["asset_id"],
                "impact": "2", "urgency": "1" if alert["severity"] == "crit" else "2",
                "source": "monitor", "opened": unit.now,
                "description": f"Raised by the watch of {device['name']} ({device['address']}).",
            },
        )  # fmt: skip


def tell(unit: Unit, ticket: int, text: str, about: str, author: str = AUTHOR) -> int:
    """Put an event on a ticket's timeline; answers the message's key."""
    return unit.insert(
        "message",
        {
            "ticket_id": ticket,
            "form": "event",
            "author": author,
            "at": unit.now,
            "text": text,
            "about": about,
        },
    )
