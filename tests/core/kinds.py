"""A small kind with a column of every type, for tests of the query language."""

from __future__ import annotations

from itdesk.core.kinds import Choice, Column, Kind
from itdesk.core.types import Type

STATES = (
    Choice("new", "New", group="open"), Choice("busy", "Busy", group="open"), Choice("done", "Done"),
)  # fmt: skip

THING = Kind(
    name="thing", label="Thing", plural="Things",
    columns=(
        Column(name="number", label="No.", type=Type.INTEGER, field="id", indexed=True),
        Column(name="name", label="Name", searched=True, indexed=True),
        Column(name="tag", label="Tag", type=Type.CODE, indexed=True),
        Column(name="state", label="State", type=Type.CHOICE, choices=STATES),
        Column(name="level", label="Level", type=Type.CHOICE, choices=tuple(Choice(c, c) for c in "1234")),
        Column(name="price", label="Price", type=Type.MONEY),
        Column(name="weight", label="Weight", type=Type.DECIMAL),
        Column(name="bought", label="Bought", type=Type.DATE),
        Column(name="seen", label="Seen", type=Type.INSTANT),
        Column(name="spent", label="Spent", type=Type.DURATION),
        Column(name="active", label="Active", type=Type.YES_NO),
        Column(name="owner", label="Owner", type=Type.REFERENCE, kind="person"),
    ),
)  # fmt: skip
