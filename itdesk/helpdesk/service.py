"""The verbs of the helpdesk."""

from __future__ import annotations

from dataclasses import dataclass

from itdesk.core.clock import local_zone
from itdesk.core.errors import DeskError
from itdesk.core.kinds import Value
from itdesk.core.values import parse_value
from itdesk.helpdesk.alert_tickets import ACTOR, AlertTickets
from itdesk.helpdesk.keeper import TicketKeeper, pauses_of
from itdesk.helpdesk.rules.capture import Captured, capture
from itdesk.helpdesk.rules.deadline import used
from itdesk.helpdesk.rules.flow import possible
from itdesk.helpdesk.rules.priority import closest
from itdesk.helpdesk.timeline import TimelineItem, timeline
from itdesk.people.actors import person_of_actor
from itdesk.people.office import office_calendar
from itdesk.store.engine import like_pattern, rows
from itdesk.store.refs import Refs
from itdesk.store.settings import Settings
from itdesk.store.store import Store
from itdesk.store.unit import Unit
from itdesk.store.words import Words

__all__ = ["Promise", "TicketKeeper", "TicketService", "TimelineItem"]


@dataclass(frozen=True, slots=True)
class Promise:
    """Where a ticket's clock stands: office seconds used of those given, due in UTC ms.

    `paused` while the requester is waited for; `due` is None in an office without hours.
    """

    due: int | None
    used: int
    given: int
    paused: bool
    done: bool


class TicketService:
    """Each verb is one unit of work, one journal entry."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.keeper = TicketKeeper(store)
        self.refs = Refs(store.engine, store.schema)
        self.alerts = AlertTickets(store, self.keeper)

    # --- taking calls --------------------------------------------------------------------
    def understand(self, line: str) -> Captured:
        """What a quick capture line says; nothing is written."""
        return capture(line, self._person, lambda tag: self._one("asset", tag))

    def capture(self, actor: str, line: str) -> int:
        """Open a ticket from a quick capture line; answers its number. Raises InvalidRecordError."""
        said = self.understand(line)
        values: dict[str, Value] = {
            **self.keeper.parse({"subject": said.subject}),
            "requester_id": said.requester, "asset_id": said.asset, "urgency": said.urgency,
        }  # fmt: skip
        with self.store.write(actor, "add ticket") as unit:
            return self.keeper.add(unit, values)

    # --- working on one ------------------------------------------------------------------
    def reply(self, actor: str, ticket: int, text: str) -> int:
        """Answer the requester; the first answer stops the answering time. Answers the message's key.

        Raises DeskError for text that cannot be kept.
        """
        with self.store.write(actor, "reply to ticket") as unit:
            if unit.read("ticket", ticket)["answered"] is None:
                unit.update("ticket", ticket, {"answered": unit.now})
            return self._say(unit, actor, ticket, "reply", text)

    def note(self, actor: str, ticket: int, text: str) -> int:
        """Write an internal note. Answers the message's key; raises DeskError as `reply` does."""
        with self.store.write(actor, "note on ticket") as unit:
            return self._say(unit, actor, ticket, "note", text)

    def set_status(self, actor: str, ticket: int, status: str, version: int | None = None) -> None:
        """Move a ticket along; raises DeskError(ticket.flow) and ConflictError."""
        self._change(actor, f"set ticket {status}", ticket, {"status": status}, version)

    def assign(self, actor: str, ticket: int, person: int | None, version: int | None = None) -> None:
        """Give a ticket to somebody, or to nobody."""
        self._change(actor, "assign ticket", ticket, {"assignee_id": person}, version)

    def set_priority(self, actor: str, ticket: int, wanted: str, version: int | None = None) -> None:
        """Bring a ticket as near to a priority ("1" to "4") as its impact lets its urgency."""
        impact = str(self.store.read("ticket", ticket)["impact"])
        self._change(actor, "set ticket priority", ticket, {"urgency": closest(wanted, impact)}, version)

    def timeline(self, ticket: int, words: Words | None = None) -> list[TimelineItem]:
        """Replies, notes, events and changes, oldest first; in English where no other `words` are given."""
        return timeline(self.store, ticket, words or Words(self.store, local_zone()))

    def next_statuses(self, status: str) -> tuple[str, ...]:
        return possible(status)

    def promise(self, ticket: int) -> Promise:
        """How much of its time a ticket has used."""
        values = self.store.read("ticket", ticket).values
        settings = Settings(self.store.engine)
        opened, paused, closed = (_instant(values.get(f)) for f in ("opened", "paused", "closed"))
        until = closed or paused or self.store.clock.now()
        spent, given = used(
            office_calendar(settings), settings["target-hours"], opened or until,
            str(values.get("priority")), until, pauses_of(values.get("pauses")),
        )  # fmt: skip
        return Promise(_instant(values.get("due")), spent, given, paused is not None, closed is not None)

    # --- alerts --------------------------------------------------------------------------
    def sweep(self, actor: str = ACTOR) -> int:
        """Open the tickets that alerts still lack; answers how many were touched."""
        return self.alerts.sweep(actor)

    # --- how -----------------------------------------------------------------------------
    def _say(self, unit: Unit, actor: str, ticket: int, form: str, text: str) -> int:
        author = self._author(actor)
        body = parse_value(self.store.schema.kind("message").column("text"), text)
        if body is None:
            raise DeskError("value.required", column="text")
        return unit.insert(
            "message", {"ticket_id": ticket, "form": form, "author": author, "at": unit.now, "text": body}
        )

    def _author(self, actor: str) -> str:
        person = person_of_actor(self.store, actor)
        return actor if person is None else str(self.store.read("person", person)["name"])

    def _change(
        self, actor: str, verb: str, ticket: int, values: dict[str, Value], version: int | None
    ) -> None:
        with self.store.write(actor, verb) as unit:
            self.keeper.change(unit, ticket, values, version)

    def _person(self, name: str) -> int | None:
        """Somebody by full name, number or e-mail, or by a first name that only one has."""
        found = self._one("person", name)
        if found is not None:
            return found
        of_mail = self.store.engine.equals_text("email")
        of_first_name = "name LIKE ? ESCAPE '\\'"
        for condition, value in ((of_mail, name), (of_first_name, like_pattern(name) + " %")):
            sql = f"SELECT id FROM person WHERE active AND {condition} ORDER BY id LIMIT 2"
            keys = rows(self.store.engine, sql, (value,))
            if len(keys) == 1:
                return int(keys[0][0])
        return None

    def _one(self, kind: str, name: str) -> int | None:
        try:
            return self.refs.find(kind, name)
        except DeskError:
            return None


def _instant(value: Value) -> int | None:
    return value if isinstance(value, int) else None
