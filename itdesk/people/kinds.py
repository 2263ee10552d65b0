"""The kinds person, place and supplier."""

from __future__ import annotations

from itdesk.core.kinds import Column, Kind, View
from itdesk.core.types import Type
from itdesk.people.records import Person, Place, Supplier
from itdesk.store.schema import Holding


def number_column(width: int = 70) -> Column:
    """The human number that every kind without a tag of its own has."""
    return Column(
        name="number", label="No.", type=Type.INTEGER, field="id", editable=False, indexed=True,
        shown=False, width=width, print_width=14,
    )  # fmt: skip


def record_columns() -> tuple[Column, ...]:
    """When a record was made and last changed."""
    return (
        Column(name="created", label="Created", type=Type.INSTANT, editable=False, indexed=True, shown=False),
        Column(name="updated", label="Updated", type=Type.INSTANT, editable=False, indexed=True, shown=False),
    )


def notes_column() -> Column:
    return Column(
        name="notes", label="Notes", type=Type.LONG_TEXT, searched=True, shown=False, personal=True,
        print_width=0, aliases=("comment", "comments", "remarks", "description", "asset notes"),
    )  # fmt: skip


PERSON = Kind(
    name="person", label="Person", plural="People", icon="user", prefix="U-", default_sort="name",
    columns=(
        number_column(),
        Column(name="name", label="Name", required=True, indexed=True, searched=True, personal=True,
               width=200, print_width=45, aliases=("full name", "display name", "user", "employee")),
        Column(name="email", label="E-mail", type=Type.CODE, indexed=True, searched=True, personal=True,
               width=220, print_width=55, aliases=("e-mail", "mail", "email address")),
        Column(name="team", label="Team", indexed=True, searched=True, width=140, print_width=35,
               aliases=("department", "group", "company")),
        Column(name="place", label="Place", type=Type.REFERENCE, kind="place", indexed=True, width=140,
               print_width=35, aliases=("location", "office", "room", "site")),
        Column(name="phone", label="Phone", type=Type.CODE, searched=True, personal=True, width=130,
               print_width=30, aliases=("telephone", "phone number", "mobile", "extension")),
        Column(name="title", label="Job title", searched=True, personal=True, shown=False,
               aliases=("job title", "position")),
        Column(name="username", label="User name", type=Type.CODE, indexed=True, searched=True,
               personal=True, shown=False, aliases=("login", "account", "user name")),
        Column(name="employee-number", label="Employee no.", type=Type.CODE, searched=True,
               personal=True, shown=False,
               aliases=("employee number", "employee id", "employee num", "staff number")),
        Column(name="active", label="Active", type=Type.YES_NO, default=True, width=70, shown=False,
               aliases=("activated", "enabled")),
        notes_column(),
        *record_columns(),
    ),
    views=(View("Active", "active:yes"), View("All", "")),
)  # fmt: skip

PLACE = Kind(
    name="place", label="Place", plural="Places", icon="map-pin", prefix="L-", default_sort="name",
    columns=(
        number_column(),
        Column(name="name", label="Name", required=True, unique=True, indexed=True, searched=True,
               width=240, print_width=50, aliases=("location", "location name", "room", "site")),
        Column(name="parent", label="Part of", type=Type.REFERENCE, kind="place", width=200,
               print_width=40, aliases=("parent location", "building")),
        Column(name="address", label="Address", searched=True, width=260, print_width=60,
               aliases=("street",)),
        notes_column(),
        *record_columns(),
    ),
    views=(View("All", ""),),
)  # fmt: skip

SUPPLIER = Kind(
    name="supplier", label="Supplier", plural="Suppliers", icon="truck", prefix="S-", default_sort="name",
    columns=(
        number_column(),
        Column(name="name", label="Name", required=True, unique=True, indexed=True, searched=True,
               width=220, print_width=45, aliases=("supplier", "vendor", "supplier name")),
        Column(name="email", label="E-mail", type=Type.CODE, searched=True, width=220, print_width=50),
        Column(name="phone", label="Phone", type=Type.CODE, searched=True, width=140, print_width=30),
        Column(name="website", label="Website", type=Type.CODE, searched=True, width=220, print_width=50),
        Column(name="customer-number", label="Customer no.", type=Type.CODE, searched=True, width=140),
        notes_column(),
        *record_columns(),
    ),
    views=(View("All", ""),),
)  # fmt: skip

HOLDINGS = (
    Holding(PLACE, Place, 10),
    Holding(PERSON, Person, 11),
    Holding(SUPPLIER, Supplier, 12),
)
