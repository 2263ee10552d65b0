"""Tables of people, places and suppliers."""

from __future__ import annotations

from itdesk.store.orm import peewee
from itdesk.store.tables import Record


class Place(Record):
    """A building, floor, room or rack; `parent` nests them."""

    name = peewee.TextField()
    parent = peewee.ForeignKeyField("self", null=True, on_delete="RESTRICT", column_name="parent_id")
    address = peewee.TextField(null=True)
    notes = peewee.TextField(null=True)


class Person(Record):
    """Somebody of the office: custodian, requester, technician."""

    name = peewee.TextField()
    email = peewee.TextField(null=True)
    phone = peewee.TextField(null=True)
    username = peewee.TextField(null=True)
    title = peewee.TextField(null=True)
    employee_number = peewee.TextField(null=True)
    team = peewee.TextField(null=True)
    place = peewee.ForeignKeyField(Place, null=True, on_delete="RESTRICT", column_name="place_id")
    active = peewee.BooleanField(default=True)
    notes = peewee.TextField(null=True)


class Supplier(Record):
    """Who sells, maintains or repairs."""

    name = peewee.TextField()
    email = peewee.TextField(null=True)
    phone = peewee.TextField(null=True)
    website = peewee.TextField(null=True)
    customer_number = peewee.TextField(null=True)
    notes = peewee.TextField(null=True)
