"""Tables of the helpdesk."""

from __future__ import annotations

from itdesk.assets.records import Asset
from itdesk.people.records import Person
from itdesk.store.orm import peewee
from itdesk.store.tables import Record


class Ticket(Record):
    """A request or incident. Instants are UTC ms; `paused` is when the clock stopped, null while it runs.

    `pauses` is a JSON list of [from, to] in which the requester was waited for.
    """

    subject = peewee.TextField()
    requester = peewee.ForeignKeyField(Person, null=True, on_delete="RESTRICT", column_name="requester_id")
    asset = peewee.ForeignKeyField(Asset, null=True, on_delete="RESTRICT", column_name="asset_id")
    status = peewee.TextField(default="open")
    impact = peewee.TextField(default="2")
    urgency = peewee.TextField(default="2")
    priority = peewee.TextField(default="3")
    opened = peewee.BigIntegerField()
    due = peewee.BigIntegerField(null=True)
    answered = peewee.BigIntegerField(null=True)
    closed = peewee.BigIntegerField(null=True)
    paused = peewee.BigIntegerField(null=True)
    pauses = peewee.TextField(default="[]")
    assignee = peewee.ForeignKeyField(Person, null=True, on_delete="RESTRICT", column_name="assignee_id")
    source = peewee.TextField(default="phone")
    description = peewee.TextField(null=True)


class Message(Record):
    """A reply to the requester, an internal note, or an event told by the program.

    `about` names what an event tells of ("alert:12:raised"), so that it is told once.
    """

    ticket = peewee.ForeignKeyField(Ticket, on_delete="RESTRICT", column_name="ticket_id")
    form = peewee.TextField(default="note")
    author = peewee.TextField()
    at = peewee.BigIntegerField()
    text = peewee.TextField()
    about = peewee.TextField(null=True)
