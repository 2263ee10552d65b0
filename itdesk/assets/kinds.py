"""The kind asset and its components."""

from __future__ import annotations

from itdesk.assets.records import Asset, Component
from itdesk.core.kinds import Choice, Column, Kind, View
from itdesk.core.types import Type
from itdesk.people.kinds import notes_column, number_column, record_columns
from itdesk.store.schema import Holding

TYPES = (
    Choice("laptop", "Laptop", aliases=("notebook", "portable", "laptops")),
    Choice("desktop", "Desktop", aliases=("workstation", "computer", "pc", "tower", "desktops")),
    Choice("server", "Server", aliases=("servers",)),
    Choice("monitor", "Monitor", aliases=("display", "screen", "displays")),
    Choice("printer", "Printer", aliases=("mfp", "multifunction", "printers")),
    Choice("switch", "Switch", aliases=("network equipment", "switches")),
    Choice("router", "Router"),
    Choice("firewall", "Firewall"),
    Choice("access-point", "Access point", aliases=("wifi", "ap", "wireless")),
    Choice("storage", "Storage", aliases=("nas", "san")),
    Choice("ups", "UPS"),
    Choice("pdu", "PDU"),
    Choice("phone", "Phone", aliases=("voip phone", "telephone", "desk phones", "conference phone")),
    Choice("mobile", "Mobile", aliases=("smartphone", "mobile phone", "mobile phones")),
    Choice("tablet", "Tablet", aliases=("tablets",)),
    Choice("camera", "Camera"),
    Choice("peripheral", "Peripheral", aliases=("keyboard", "mouse", "dock", "docking station")),
    Choice("virtual", "Virtual machine", aliases=("vm",)),
    Choice("other", "Other"),
)

REPAIR = ("repair", "out for repair", "out for diagnostics", "pending diagnostics", "broken", "defective")

STATUSES = (
    Choice("ordered", "Ordered", "info", "stock", ("on order", "pending")),
    Choice("in-stock", "In stock", "info", "stock", ("ready to deploy", "stock", "spare", "available")),
    Choice("in-use", "In use", "ok", "active", ("deployed", "in service", "active", "in production")),
    Choice("in-repair", "In repair", "warn", "active", REPAIR),
    Choice("to-retire", "To retire", "unknown", "active", ("end of life",)),
    Choice("missing", "Missing", "crit", "gone", ("lost", "lost/stolen", "stolen")),
    Choice("retired", "Retired", "unknown", "gone", ("archived", "disposed", "scrapped", "undeployable")),
)

ASSET = Kind(
    name="asset", label="Asset", plural="Assets", icon="monitor", ref="tag", title="name",
    shown_as="tag", default_sort="tag",
    columns=(
        Column(name="number", label="No.", type=Type.INTEGER, field="id", editable=False, shown=False,
               print_width=0, aliases=()),
        Column(name="tag", label="Asset", type=Type.CODE, required=True, unique=True, indexed=True,
               searched=True, width=130, print_width=24,
               aliases=("asset tag", "inventory number", "asset number", "asset id", "inventory no",
                        "inventarnr")),
        Column(name="name", label="Name", indexed=True, searched=True, width=180, print_width=38,
               aliases=("asset name", "item name", "hostname", "computer name", "device name", "bezeichnung",
                        "gerätename")),
        Column(name="type", label="Type", type=Type.CHOICE, choices=TYPES, default="other", indexed=True,
               width=100, print_width=20, aliases=("category", "asset type", "kind")),
        Column(name="status", label="State", type=Type.CHOICE, choices=STATUSES, default="in-use",
               indexed=True, width=110, print_width=20, aliases=("state", "asset status", "status label")),
        Column(name="person", label="Assigned to", type=Type.REFERENCE, kind="person", indexed=True,
               width=140, print_width=34,
               aliases=("custodian", "owner", "user", "full name", "checked out to", "assigned user",
                        "benutzer")),
        Column(name="place", label="Place", type=Type.REFERENCE, kind="place", indexed=True, width=130,
               print_width=30,
               aliases=("location", "office", "room", "site", "default location", "standort")),
        Column(name="manufacturer", label="Manufacturer", indexed=True, searched=True, width=120,
               print_width=26, shown=False, aliases=("vendor", "brand", "make", "hersteller")),
        Column(name="model", label="Model", indexed=True, searched=True, width=160, print_width=38,
               aliases=("model name", "product", "product name", "modell")),
        Column(name="serial", label="Serial", type=Type.CODE, indexed=True, searched=True, width=130,
               print_width=32, aliases=("serial number", "serial no", "s/n", "service tag", "serien nr")),
        Column(name="supplier", label="Supplier", type=Type.REFERENCE, kind="supplier", width=130,
               shown=False, print_width=28, aliases=("reseller", "bought from")),
        Column(name="bought", label="Bought", type=Type.DATE, indexed=True, width=100, print_width=22,
               shown=False,
               aliases=("purchase date", "date of purchase", "purchased", "buy date", "kaufdatum")),
        Column(name="price", label="Price", type=Type.MONEY, indexed=True, width=100, print_width=24,
               aliases=("purchase cost", "cost", "value", "purchase price", "amount", "ek netto")),
        Column(name="currency", label="Currency", type=Type.CODE, width=60, print_width=0, shown=False),
        Column(name="order-number", label="Order no.", type=Type.CODE, searched=True, width=110,
               shown=False,
               aliases=("order number", "invoice", "po number", "invoice number", "purchase order")),
        Column(name="warranty-until", label="Warranty until", type=Type.DATE, indexed=True, width=110,
               print_width=24,
               aliases=("warranty end", "warranty expires", "warranty expiration", "end of warranty")),
        Column(name="mac", label="MAC", type=Type.CODE, searched=True, indexed=True, width=140,
               shown=False, print_width=34, aliases=("mac address", "ethernet")),
        Column(name="address", label="IP address", type=Type.CODE, searched=True, indexed=True,
               width=120, shown=False, print_width=30, aliases=("ip", "ip address")),
        Column(name="os", label="System", searched=True, width=150, shown=False, print_width=36,
               aliases=("operating system",)),
        Column(name="uuid", label="UUID", type=Type.CODE, indexed=True, width=200, shown=False,
               print_width=0),
        notes_column(),
        *record_columns(),
    ),
    views=(
        View("In service", "status:active"), View("In stock", "status:stock"),
        View("Warranty < 90 d", "warranty-until:today..90d"), View("All", ""),
    ),
)  # fmt: skip

ASKED_OF_OTHERS = ("tag", "place", "type", "serial", "manufacturer", "model")
"""What one asks of a ticket, device, alert, plan or work order and means its asset."""

COMPONENT = Kind(
    name="component", label="Component", plural="Components", icon="cpu", public=False,
    columns=(
        number_column(),
        Column(name="asset", label="Asset", type=Type.REFERENCE, kind="asset", required=True),
        Column(name="category", label="Category", type=Type.CODE),
        Column(name="identity", label="Identity", type=Type.CODE),
        Column(name="name", label="Name", searched=True),
        Column(name="release", label="Version"),
        Column(name="facts", label="Facts", type=Type.LONG_TEXT),
    ),
)  # fmt: skip

HOLDINGS = (
    Holding(ASSET, Asset, 20),
    Holding(COMPONENT, Component, 21, owner=("asset", "asset_id")),
)
