"""Tables of what is watched, what was measured and what was alarming."""

from __future__ import annotations

from itdesk.assets.records import Asset
from itdesk.store.orm import peewee
from itdesk.store.tables import Record, Table


class Device(Record):
    """A watched thing. `address` is host or host:port; its credential is a secret, "device:<id>".

    `probe` is "snmp", "host" (this computer) or "demo" (an example that is never asked).
    """

    address = peewee.TextField()
    name = peewee.TextField()
    probe = peewee.TextField(default="snmp")
    vendor = peewee.TextField(null=True)
    model = peewee.TextField(null=True)
    serial = peewee.TextField(null=True)
    version_text = peewee.TextField(null=True)
    category = peewee.TextField(default="unknown")
    description = peewee.TextField(null=True)
    contact = peewee.TextField(null=True)
    location = peewee.TextField(null=True)
    state = peewee.TextField(default="unknown")
    watched = peewee.BooleanField(default=True)
    asset = peewee.ForeignKeyField(Asset, null=True, on_delete="RESTRICT", column_name="asset_id")
    notes = peewee.TextField(null=True)


class Alert(Record):
    """Something that needs somebody: open from `since` until `until`.

    `subject` tells alerts of one device apart ("reachable", "cpu", "storage:/").
    """

    device = peewee.ForeignKeyField(Device, on_delete="RESTRICT", column_name="device_id")
    asset = peewee.ForeignKeyField(Asset, null=True, on_delete="RESTRICT", column_name="asset_id")
    subject = peewee.TextField()
    message = peewee.TextField()
    severity = peewee.TextField(default="crit")
    state = peewee.TextField(default="open")
    since = peewee.BigIntegerField()
    until = peewee.BigIntegerField(null=True)
    ticket_id = peewee.IntegerField(null=True)


class DeviceState(Table):
    """What the watch remembers between polls of a device; JSON, not journaled.

    `due` is when somebody asked for a poll out of turn (UTC ms), 0 when nobody waits for one.
    """

    device_id = peewee.IntegerField(primary_key=True)
    polled = peewee.BigIntegerField(null=True)
    answered = peewee.BigIntegerField(null=True)
    due = peewee.BigIntegerField(default=0)
    memory = peewee.TextField(default="{}")


class Series(Table):
    """A thing measured on a device: ("cpu", ""), ("in", "GigabitEthernet0/1"), …"""

    id = peewee.AutoField()
    device_id = peewee.IntegerField()
    metric = peewee.TextField()
    part = peewee.TextField(default="")
    unit = peewee.TextField(default="")

    class Meta:
        indexes = ((("device_id", "metric", "part"), True),)


class Layout(Table):
    """The order in which the values of a device's polls stand: keys of series, 32 bits each."""

    id = peewee.AutoField()
    device_id = peewee.IntegerField(index=True)
    series = peewee.BlobField()


class PolledValues(Table):
    """What one poll of a device measured, as `rules.packing` packs it; empty when it did not answer.

    Raw values stand by device rather than by series: a poll is one small row however many ports
    there are, and the page of a device reads all its series at once.
    """

    device_id = peewee.IntegerField()
    at = peewee.BigIntegerField()
    layout_id = peewee.IntegerField(default=0)
    data = peewee.BlobField()

    class Meta:
        primary_key = peewee.CompositeKey("device_id", "at")
        without_rowid = True


class RollupSpan(Table):
    """Rollups of one series over many slots of `span` seconds from `at`, as `rules.packing` packs them."""

    series_id = peewee.IntegerField()
    span = peewee.IntegerField()
    at = peewee.BigIntegerField()
    data = peewee.BlobField()

    class Meta:
        primary_key = peewee.CompositeKey("series_id", "span", "at")


class RolledUntil(Table):
    """The instant up to which a device's rollups of `span` seconds are made."""

    device_id = peewee.IntegerField()
    span = peewee.IntegerField()
    until = peewee.BigIntegerField()

    class Meta:
        primary_key = peewee.CompositeKey("device_id", "span")
        without_rowid = True


class NotObserved(Table):
    """A time in which the watch itself was off."""

    since = peewee.BigIntegerField(primary_key=True)
    until = peewee.BigIntegerField()


MONITORING_TABLES: tuple[type[Table], ...] = (
    DeviceState, Series, Layout, PolledValues, RollupSpan, RolledUntil, NotObserved,
)  # fmt: skip
