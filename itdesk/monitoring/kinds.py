"""The kinds device and alert."""

from __future__ import annotations

from itdesk.assets.kinds import ASKED_OF_OTHERS, ASSET
from itdesk.core.kinds import Choice, Column, Kind, View
from itdesk.core.types import Type
from itdesk.monitoring.records import Alert, Device
from itdesk.people.kinds import notes_column, number_column, record_columns
from itdesk.store.schema import Holding

DEVICE_STATES = (
    Choice("down", "Down", "crit", "problem"),
    Choice("degraded", "Degraded", "warn", "problem", ("warning",)),
    Choice("unknown", "Unknown", "unknown"),
    Choice("up", "Up", "ok"),
)

CATEGORIES = tuple(
    Choice(value, label)
    for value, label in (
        ("switch", "Switch"), ("router", "Router"), ("firewall", "Firewall"), ("wifi", "Wi-Fi"),
        ("printer", "Printer"), ("ups", "UPS"), ("pdu", "PDU"), ("nas", "NAS"), ("server", "Server"),
        ("hypervisor", "Hypervisor"), ("camera", "Camera"), ("bmc", "BMC"),
        ("workstation", "Workstation"), ("unknown", "Unknown"),
    )
)  # fmt: skip

ALERT_STATES = (
    Choice("open", "Open", "crit"),
    Choice("recovered", "Recovered", "ok", aliases=("closed", "resolved", "ok")),
)

SEVERITIES = (Choice("crit", "Critical", "crit"), Choice("warn", "Warning", "warn"))

DEVICE = Kind(
    name="device", label="Device", plural="Devices", icon="network", prefix="D-",
    default_sort="state,name",
    reached=ASSET.reach("asset", *ASKED_OF_OTHERS),
    columns=(
        number_column(),
        Column(name="name", label="Device", required=True, indexed=True, searched=True, width=180,
               print_width=38),
        Column(name="address", label="Address", type=Type.CODE, required=True, unique=True, indexed=True,
               searched=True, width=150, print_width=34),
        Column(name="state", label="State", type=Type.CHOICE, choices=DEVICE_STATES, default="unknown",
               indexed=True, editable=False, width=110, print_width=20),
        Column(name="category", label="Type", type=Type.CHOICE, choices=CATEGORIES, default="unknown",
               indexed=True, width=100, print_width=20, shown=False),
        Column(name="vendor", label="Vendor", indexed=True, searched=True, width=110, print_width=26),
        Column(name="model", label="Model", indexed=True, searched=True, width=150, print_width=34),
        Column(name="serial", label="Serial", type=Type.CODE, searched=True, indexed=True, width=130,
               print_width=30),
        Column(name="version", label="Version", field="version_text", width=110, print_width=26,
               shown=False),
        Column(name="asset", label="Asset", type=Type.REFERENCE, kind="asset", indexed=True, width=100,
               print_width=22),
        Column(name="probe", label="Probe", type=Type.CODE, default="snmp", editable=False, shown=False),
        Column(name="description", label="Description", type=Type.LONG_TEXT, searched=True, shown=False,
               print_width=0),
        Column(name="contact", label="Contact", shown=False, personal=True),
        Column(name="location", label="Location", shown=False, searched=True),
        Column(name="watched", label="Watched", type=Type.YES_NO, default=True, shown=False, width=80),
        notes_column(),
        *record_columns(),
    ),
    views=(
        View("Problems first", "sort:state,name"), View("Switches", "category:switch"),
        View("Wi-Fi", "category:wifi"), View("Printers", "category:printer"), View("All", "sort:name"),
    ),
)  # fmt: skip

ALERT = Kind(
    name="alert", label="Alert", plural="Alerts", icon="siren", prefix="!", title="message",
    shown_as="message", default_sort="-since",
    reached=ASSET.reach("asset", *ASKED_OF_OTHERS),
    columns=(
        number_column(),
        Column(name="device", label="Device", type=Type.REFERENCE, kind="device", indexed=True,
               required=True, width=160, print_width=34),
        Column(name="asset", label="Asset", type=Type.REFERENCE, kind="asset", indexed=True, width=100,
               print_width=22),
        Column(name="subject", label="What", type=Type.CODE, width=100, print_width=22, editable=False),
        Column(name="message", label="Message", searched=True, width=260, print_width=60, editable=False),
        Column(name="severity", label="Severity", type=Type.CHOICE, choices=SEVERITIES, indexed=True,
               width=90, print_width=18, editable=False),
        Column(name="state", label="State", type=Type.CHOICE, choices=ALERT_STATES, indexed=True,
               width=120, print_width=20, editable=False),
        Column(name="since", label="Since", type=Type.INSTANT, indexed=True, width=150, print_width=28,
               editable=False),
        Column(name="until", label="Until", type=Type.INSTANT, indexed=True, width=150, print_width=28,
               editable=False),
        Column(name="ticket", label="Ticket", type=Type.REFERENCE, kind="ticket", indexed=True,
               editable=False, width=80, print_width=18),
        *record_columns(),
    ),
    views=(View("Open", "state:open"), View("All", "")),
)  # fmt: skip

HOLDINGS = (
    Holding(DEVICE, Device, 30),
    Holding(ALERT, Alert, 31, indexes=(("device_id", "subject", "state"),)),
)
