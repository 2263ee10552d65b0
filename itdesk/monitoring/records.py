"""Tables of what is watched, what was measured and what was alarming."""

from __future__ import annotations

import peewee

from itdesk.assets.records import Asset
from itdesk.store.tables import Record, Table


class Device(Record):
    """A watched thing. `address` is host or host:port; its credential is a secret, "device:<id>".

    `probe` is "snmp" or "host" (this computer). `silences` is kept by the daemon in `DeviceState`.
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
    """What the watch remembers between polls of a device; JSON, not journaled."""

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


class Sample(Table):
    """One measurement; `value` is null for a gap, and "not observed" is its quality then."""

    series_id = peewee.IntegerField()
    at = peewee.BigIntegerField()
    value = peewee.DoubleField(null=True)
    quality = peewee.SmallIntegerField(default=0)

    class Meta:
        primary_key = peewee.CompositeKey("series_id", "at")
        without_rowid = True


class Rollup(Table):
    """Minimum, mean, maximum and count of a series over `span` seconds from `at`."""

    series_id = peewee.IntegerField()
    span = peewee.IntegerField()
    at = peewee.BigIntegerField()
    low = peewee.DoubleField()
    mean = peewee.DoubleField()
    high = peewee.DoubleField()
    count = peewee.IntegerField()

    class Meta:
        primary_key = peewee.CompositeKey("series_id", "span", "at")
        without_rowid = True


class NotObserved(Table):
    """A time in which the watch itself was off."""

    since = peewee.BigIntegerField(primary_key=True)
    until = peewee.BigIntegerField()


MONITORING_TABLES: tuple[type[Table], ...] = (DeviceState, Series, Sample, Rollup, NotObserved)
