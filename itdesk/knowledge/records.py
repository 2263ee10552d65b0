"""Tables of manuals. Versions are the journal's; pictures are attachments; links are relations."""

from __future__ import annotations

from itdesk.people.records import Person
from itdesk.store.orm import peewee
from itdesk.store.tables import Record


class Manual(Record):
    """A manual; `body` is Markdown (CommonMark with tables)."""

    title = peewee.TextField()
    category = peewee.TextField(null=True)
    body = peewee.TextField(default="")
    owner = peewee.ForeignKeyField(Person, null=True, on_delete="RESTRICT", column_name="owner_id")
    review_by = peewee.TextField(null=True)
    edition = peewee.IntegerField(default=1)
