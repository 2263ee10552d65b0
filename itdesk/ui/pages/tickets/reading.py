"""What the pane of a ticket shows, read in one go off the UI thread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from itdesk.core.clock import to_datetime
from itdesk.core.values import show_date
from itdesk.helpdesk.timeline import TimelineItem
from itdesk.store.attachments import Attached, attached
from itdesk.store.engine import scalar
from itdesk.store.rowform import Snapshot
from itdesk.ui.app.words import TranslatedWords
from itdesk.ui.kit.timeline import Entry

if TYPE_CHECKING:
    from itdesk.desk.desk import Desk
    from itdesk.ui.pages.tickets.promise import Standing, Terms

_ICONS = {"event": "activity", "change": "pencil"}
SOURCE_WORDS = {"monitor": "Monitor", "maintenance": "Maintenance"}


@dataclass(frozen=True, slots=True)
class Beside:
    """A record the ticket is about: its key, name, facts in one line, state of health."""

    key: int
    name: str
    facts: str
    icon: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class TicketPicture:
    """A ticket as its pane shows it; `following` are the statuses it may go to."""

    ticket: Snapshot
    standing: Standing | None
    requester: Beside | None
    asset: Beside | None
    alerts: int
    assignee: str
    entries: Sequence[Entry]
    files: Sequence[Attached]
    following: Sequence[str]


def read_ticket(desk: Desk, terms: Terms, key: int) -> TicketPicture:
    """Raises DeskError when the ticket is gone."""
    ticket = desk.store.read("ticket", key)
    columns = {column.name: ticket.values.get(column.field) for column in desk.store.schema.kind("ticket")}
    return TicketPicture(
        ticket, terms.standing(columns), _person(desk, ticket["requester_id"]),
        _asset(desk, ticket["asset_id"]), _alerts(desk, key), _name(desk, ticket["assignee_id"]),
        entries(desk, ticket), attached(desk.store.engine, "ticket", key),
        desk.tickets.next_statuses(str(ticket["status"])),
    )  # fmt: skip


def entries(desk: Desk, ticket: Snapshot) -> list[Entry]:
    """The description first, then everything that happened."""
    found = [_entry(desk, item) for item in desk.tickets.timeline(ticket.id, TranslatedWords(desk))]
    description = str(ticket["description"] or "").strip()
    if description:
        asker = _name(desk, ticket["requester_id"]) or _tr(SOURCE_WORDS.get(str(ticket["source"]), "—"))
        opened = ticket["opened"]
        item = TimelineItem(
            opened if isinstance(opened, int) else ticket.created, asker, "reply", description
        )
        found.insert(0, _entry(desk, item))
    return found


def _entry(desk: Desk, item: TimelineItem) -> Entry:
    moment = to_datetime(item.at, desk.zone)
    exact = f"{show_date(moment.date())} {moment:%H:%M}"
    form = item.form if item.form in ("reply", "note") else "event"
    today = to_datetime(desk.store.clock.now(), desk.zone).date()
    text = _tr(item.text) if item.form == "event" else item.text
    return Entry(form, item.author, text, _when(moment, today), exact, icon=_ICONS.get(item.form, ""))


def _when(moment: datetime, today: object) -> str:
    return f"{moment:%H:%M}" if moment.date() == today else f"{moment.day} {moment:%b}"


def _person(desk: Desk, key: object) -> Beside | None:
    if not isinstance(key, int):
        return None
    person = desk.store.read("person", key)
    sql = "SELECT count(*) FROM ticket WHERE requester_id = ?"
    count = int(scalar(desk.store.engine, sql, (key,)) or 0)
    tickets = _tr("1 ticket") if count == 1 else _tr("{count} tickets").format(count=count)
    facts = (person["team"], person["phone"], tickets)
    return Beside(key, str(person["name"]), " · ".join(str(fact) for fact in facts if fact), "user")


def _asset(desk: Desk, key: object) -> Beside | None:
    if not isinstance(key, int):
        return None
    asset = desk.store.read("asset", key)
    sql = "SELECT count(*) FROM ticket WHERE asset_id = ? AND opened > ?"
    month = desk.store.clock.now() - 30 * 86_400_000
    recent = int(scalar(desk.store.engine, sql, (key, month)) or 0)
    facts = [str(fact) for fact in (asset["manufacturer"], asset["model"]) if fact]
    often = _tr("{count} tickets in 30 d").format(count=recent) if recent > 1 else ""
    words = [" ".join(facts), often]
    sql = "SELECT min(severity) FROM alert WHERE asset_id = ? AND state = 'open'"
    state = scalar(desk.store.engine, sql, (key,))
    about = " · ".join(word for word in words if word)
    return Beside(key, str(asset["tag"]), about, str(asset["type"] or ""), str(state or ""))


def _tr(text: str) -> str:
    return QCoreApplication.translate("tickets", text)


def _alerts(desk: Desk, key: int) -> int:
    sql = "SELECT count(*) FROM alert WHERE ticket_id = ? AND state = 'open'"
    return int(scalar(desk.store.engine, sql, (key,)) or 0)


def _name(desk: Desk, key: object) -> str:
    return str(desk.store.read("person", key)["name"]) if isinstance(key, int) else ""
