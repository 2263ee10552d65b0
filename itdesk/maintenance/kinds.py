"""The kinds plan and work-order, and the checklist's items."""

from __future__ import annotations

from itdesk.assets.kinds import ASKED_OF_OTHERS, ASSET
from itdesk.core.kinds import Choice, Column, Kind, View
from itdesk.core.types import Type
from itdesk.maintenance.records import ChecklistItem, Plan, WorkOrder
from itdesk.people.kinds import notes_column, number_column, record_columns
from itdesk.store.schema import Holding

BASES = (Choice("due", "From the due date"), Choice("done", "From when it was done"))
SHIFTS = (
    Choice("next", "To the next open day"),
    Choice("previous", "To the open day before"),
    Choice("none", "Stay on a closed day"),
)

STATUSES = (
    Choice("planned", "Planned", "maint", "open", ("open", "due")),
    Choice("in-progress", "In progress", "info", "open"),
    Choice("done", "Done", "ok", "finished", ("closed", "completed")),
    Choice("skipped", "Skipped", "unknown", "finished", ("cancelled",)),
)

PLAN = Kind(
    name="plan", label="Plan", plural="Plans", icon="calendar-clock", prefix="M-", default_sort="next-due",
    reached=ASSET.reach("asset", *ASKED_OF_OTHERS),
    columns=(
        number_column(),
        Column(name="name", label="Plan", required=True, indexed=True, searched=True, width=240,
               print_width=50),
        Column(name="asset", label="Asset", type=Type.REFERENCE, kind="asset", indexed=True, width=110,
               print_width=24),
        Column(name="rule", label="Repeats", type=Type.CODE, required=True, width=200, print_width=40,
               aliases=("rrule", "recurrence")),
        Column(name="next-due", label="Next due", type=Type.DATE, indexed=True, editable=False, width=110,
               print_width=24),
        Column(name="starts", label="Starts", type=Type.DATE, required=True, width=110, print_width=24,
               shown=False),
        Column(name="base", label="Counts from", type=Type.CHOICE, choices=BASES, default="due", shown=False),
        Column(name="shift", label="Closed days move", type=Type.CHOICE, choices=SHIFTS, default="next",
               shown=False),
        Column(name="lead-days", label="Open days ahead", type=Type.INTEGER, default=0, shown=False),
        Column(name="checklist", label="Checklist", type=Type.LONG_TEXT, searched=True, default="",
               shown=False,
               print_width=0),
        Column(name="assignee", label="Assignee", type=Type.REFERENCE, kind="person", width=130,
               print_width=34),
        Column(name="active", label="Active", type=Type.YES_NO, default=True, width=70, shown=False),
        notes_column(),
        *record_columns(),
    ),
    views=(View("Active", "active:yes"), View("All", "")),
)  # fmt: skip

WORK_ORDER = Kind(
    name="work-order", label="Work order", plural="Work orders", icon="wrench", prefix="W-",
    title="subject", shown_as="number", default_sort="due",
    reached=ASSET.reach("asset", *ASKED_OF_OTHERS),
    columns=(
        Column(name="number", label="No.", type=Type.INTEGER, field="id", editable=False, indexed=True,
               width=60, print_width=14),
        Column(name="subject", label="Subject", required=True, indexed=True, searched=True, width=260,
               print_width=60),
        Column(name="asset", label="Asset", type=Type.REFERENCE, kind="asset", indexed=True, width=110,
               print_width=24),
        Column(name="status", label="Status", type=Type.CHOICE, choices=STATUSES, default="planned",
               indexed=True, width=110, print_width=22),
        Column(name="due", label="Due", type=Type.DATE, indexed=True, width=110, print_width=24),
        Column(name="plan", label="Plan", type=Type.REFERENCE, kind="plan", indexed=True, width=160,
               print_width=40),
        Column(name="assignee", label="Assignee", type=Type.REFERENCE, kind="person", indexed=True, width=130,
               print_width=34),
        Column(name="done", label="Done", type=Type.INSTANT, editable=False, indexed=True, width=130,
               print_width=28, shown=False),
        Column(name="findings", label="Findings", type=Type.LONG_TEXT, searched=True, shown=False,
               print_width=60),
        Column(name="minutes", label="Time (min)", type=Type.INTEGER, shown=False, width=80, print_width=18,
               aliases=("time",)),
        Column(name="parts", label="Parts", type=Type.LONG_TEXT, searched=True, shown=False, print_width=40),
        *record_columns(),
    ),
    views=(
        View("Due", "status:open due:<=7d sort:due"), View("Late", "status:open due:<today"),
        View("Open", "status:open"), View("Done", "status:done sort:-done"), View("All", ""),
    ),
)  # fmt: skip

CHECKLIST_ITEM = Kind(
    name="checklist-item", label="Checklist item", plural="Checklist items", title="text", public=False,
    columns=(
        number_column(),
        Column(name="work-order", label="Work order", type=Type.REFERENCE, kind="work-order", required=True),
        Column(name="position", label="Position", type=Type.INTEGER),
        Column(name="text", label="Text", required=True),
        Column(name="state", label="State", type=Type.CODE, default="open"),
        Column(name="measure", label="Measured"),
    ),
)  # fmt: skip

HOLDINGS = (
    Holding(PLAN, Plan, 50),
    Holding(WORK_ORDER, WorkOrder, 51, indexes=(("status", "due"),)),
    Holding(CHECKLIST_ITEM, ChecklistItem, 52, owner=("work-order", "work_order_id")),
)
