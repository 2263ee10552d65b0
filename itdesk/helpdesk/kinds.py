"""The kind ticket and its messages."""

from __future__ import annotations

from itdesk.assets.kinds import ASKED_OF_OTHERS, ASSET
from itdesk.core.kinds import Choice, Column, Kind, View
from itdesk.core.types import Type
from itdesk.helpdesk.records import Message, Ticket
from itdesk.people.kinds import number_column, record_columns
from itdesk.store.schema import Holding

STATUSES = (
    Choice("open", "Open", "info", "open", ("new", "reopened")),
    Choice("in-progress", "In progress", "info", "open", ("in progress", "working", "assigned")),
    Choice("waiting", "Waiting", "maint", "open", ("pending", "on hold")),
    Choice("resolved", "Resolved", "ok", "done", ("solved",)),
    Choice("closed", "Closed", "unknown", "done"),
)

IMPACTS = (
    Choice("1", "High", "crit", aliases=("everybody", "critical")),
    Choice("2", "Medium", "warn", aliases=("department", "normal")),
    Choice("3", "Low", "unknown", aliases=("one person",)),
)

URGENCIES = (
    Choice("1", "High", "crit", aliases=("work stands still", "critical")),
    Choice("2", "Medium", "warn", aliases=("normal",)),
    Choice("3", "Low", "unknown"),
)

PRIORITIES = (
    Choice("1", "Urgent", "crit", aliases=("critical",)),
    Choice("2", "High", "warn"),
    Choice("3", "Normal", "info", aliases=("medium",)),
    Choice("4", "Low", "unknown"),
)

SOURCES = tuple(
    Choice(value, label)
    for value, label in (
        ("phone", "Phone"), ("mail", "E-mail"), ("desk", "At the desk"), ("monitor", "Monitor"),
        ("maintenance", "Maintenance"),
    )
)  # fmt: skip

TICKET = Kind(
    name="ticket", label="Ticket", plural="Tickets", icon="inbox", title="subject", shown_as="number",
    prefix="#", default_sort="-number",
    reached=ASSET.reach("asset", *ASKED_OF_OTHERS),
    columns=(
        Column(name="number", label="No.", type=Type.INTEGER, field="id", editable=False, indexed=True,
               width=60, print_width=14),
        Column(name="priority", label="Priority", heading="P", type=Type.CHOICE, choices=PRIORITIES,
               default="3", indexed=True, editable=False, width=40, print_width=16),
        Column(name="subject", label="Subject", required=True, searched=True, indexed=True, personal=True,
               width=300, print_width=70),
        Column(name="requester", label="Requester", type=Type.REFERENCE, kind="person", indexed=True,
               width=140, print_width=34),
        Column(name="asset", label="Asset", type=Type.REFERENCE, kind="asset", indexed=True, width=90,
               print_width=22),
        Column(name="status", label="Status", type=Type.CHOICE, choices=STATUSES, default="open",
               indexed=True, width=110, print_width=22),
        Column(name="due", label="Due in", type=Type.INSTANT, indexed=True, editable=False, width=110,
               print_width=28),
        Column(name="assignee", label="Assignee", type=Type.REFERENCE, kind="person", indexed=True,
               width=130, print_width=34, shown=False),
        Column(name="impact", label="Impact", type=Type.CHOICE, choices=IMPACTS, default="2", width=80,
               shown=False, print_width=16),
        Column(name="urgency", label="Urgency", type=Type.CHOICE, choices=URGENCIES, default="2",
               width=80, shown=False, print_width=16),
        Column(name="source", label="Came by", type=Type.CHOICE, choices=SOURCES, default="phone",
               width=90, shown=False, print_width=18),
        Column(name="opened", label="Opened", type=Type.INSTANT, indexed=True, editable=False, width=130,
               shown=False, print_width=28),
        Column(name="answered", label="First answer", type=Type.INSTANT, editable=False, shown=False,
               width=130, print_width=28),
        Column(name="closed", label="Closed", type=Type.INSTANT, indexed=True, editable=False,
               shown=False, width=130, print_width=28),
        Column(name="description", label="Description", type=Type.LONG_TEXT, searched=True, shown=False,
               personal=True, print_width=0),
        Column(name="paused", label="Paused since", type=Type.INSTANT, editable=False, shown=False,
               print_width=0),
        Column(name="pauses", label="Pauses", type=Type.LONG_TEXT, editable=False, shown=False,
               print_width=0),
        Column(name="created", label="Created", type=Type.INSTANT, editable=False, indexed=True,
               shown=False),
        Column(name="updated", label="Updated", type=Type.INSTANT, editable=False, indexed=True,
               width=80),
    ),
    views=(
        View("Mine + new", "status:open (assignee:me or assignee:empty) sort:due"),
        View("Overdue", "status:open -status:waiting due:<now sort:due"), View("Waiting", "status:waiting"),
        View("All", ""),
    ),
)  # fmt: skip

MESSAGE = Kind(
    name="message", label="Message", plural="Messages", title="text", public=False, icon="message-square",
    columns=(
        number_column(),
        Column(name="ticket", label="Ticket", type=Type.REFERENCE, kind="ticket", required=True),
        Column(name="form", label="Form", type=Type.CODE, default="note"),
        Column(name="author", label="Author", personal=True),
        Column(name="at", label="At", type=Type.INSTANT),
        Column(name="text", label="Text", type=Type.LONG_TEXT, required=True, searched=True, personal=True),
        Column(name="about", label="About", type=Type.CODE),
        *record_columns(),
    ),
)  # fmt: skip

HOLDINGS = (
    Holding(
        TICKET, Ticket, 40, indexes=(("status", "due"), ("asset_id", "status"), ("requester_id", "status"))
    ),
    Holding(MESSAGE, Message, 41, owner=("ticket", "ticket_id")),
)
