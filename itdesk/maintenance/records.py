"""Tables of maintenance."""

from __future__ import annotations

from itdesk.assets.records import Asset
from itdesk.people.records import Person
from itdesk.store.orm import peewee
from itdesk.store.tables import Record


class Plan(Record):
    """Recurring work. `rule` is an RRULE (RFC 5545); `checklist` one item a line.

    `base` says what the next date counts from: "due" or "done"; `shift` where a closed day moves a
    date: "", "next" or "previous".
    """

    name = peewee.TextField()
    asset = peewee.ForeignKeyField(Asset, null=True, on_delete="RESTRICT", column_name="asset_id")
    rule = peewee.TextField()
    starts = peewee.TextField()
    base = peewee.TextField(default="due")
    shift = peewee.TextField(default="next")
    lead_days = peewee.IntegerField(default=0)
    checklist = peewee.TextField(default="")
    assignee = peewee.ForeignKeyField(Person, null=True, on_delete="RESTRICT", column_name="assignee_id")
    next_due = peewee.TextField(null=True)
    active = peewee.BooleanField(default=True)
    notes = peewee.TextField(null=True)


class WorkOrder(Record):
    """One piece of work, from a plan or by hand. `minutes` is working time."""

    subject = peewee.TextField()
    plan = peewee.ForeignKeyField(Plan, null=True, on_delete="RESTRICT", column_name="plan_id")
    asset = peewee.ForeignKeyField(Asset, null=True, on_delete="RESTRICT", column_name="asset_id")
    status = peewee.TextField(default="planned")
    due = peewee.TextField(null=True)
    done = peewee.BigIntegerField(null=True)
    assignee = peewee.ForeignKeyField(Person, null=True, on_delete="RESTRICT", column_name="assignee_id")
    findings = peewee.TextField(null=True)
    minutes = peewee.IntegerField(null=True)
    parts = peewee.TextField(null=True)


class ChecklistItem(Record):
    """A line of a work order's checklist: open, ok or failed, with what was measured."""

    work_order = peewee.ForeignKeyField(WorkOrder, on_delete="RESTRICT", column_name="work_order_id")
    position = peewee.IntegerField()
    text = peewee.TextField()
    state = peewee.TextField(default="open")
    measure = peewee.TextField(null=True)
