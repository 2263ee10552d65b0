"""Tables of the ledger."""

from __future__ import annotations

from itdesk.people.records import Person, Place, Supplier
from itdesk.store.orm import peewee
from itdesk.store.tables import Record


class Asset(Record):
    """A thing with a tag. `price` is in hundredths of `currency`."""

    tag = peewee.TextField()
    name = peewee.TextField(null=True)
    type = peewee.TextField(default="other")
    status = peewee.TextField(default="in-use")
    serial = peewee.TextField(null=True)
    manufacturer = peewee.TextField(null=True)
    model = peewee.TextField(null=True)
    person = peewee.ForeignKeyField(Person, null=True, on_delete="RESTRICT", column_name="person_id")
    place = peewee.ForeignKeyField(Place, null=True, on_delete="RESTRICT", column_name="place_id")
    supplier = peewee.ForeignKeyField(Supplier, null=True, on_delete="RESTRICT", column_name="supplier_id")
    bought = peewee.TextField(null=True)
    price = peewee.BigIntegerField(null=True)
    currency = peewee.TextField(null=True)
    order_number = peewee.TextField(null=True)
    warranty_until = peewee.TextField(null=True)
    mac = peewee.TextField(null=True)
    address = peewee.TextField(null=True)
    os = peewee.TextField(null=True)
    uuid = peewee.TextField(null=True)
    notes = peewee.TextField(null=True)


class Component(Record):
    """A part or fact of an asset as an inventory found it: a program, a monitor, a memory bar.

    `identity` tells it from its like within the asset; `facts` is JSON.
    """

    asset = peewee.ForeignKeyField(Asset, on_delete="RESTRICT", column_name="asset_id")
    category = peewee.TextField()
    identity = peewee.TextField()
    name = peewee.TextField()
    release = peewee.TextField(null=True)
    facts = peewee.TextField(default="{}")
