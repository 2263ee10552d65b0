"""An office with a printer, whose clock is moved by hand, and what its plans and orders hold."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from itdesk.desk import Desk
from tests.clocks import HandClock
from tests.records import add

START = date(2026, 3, 2)
"""A Monday."""


def open_office(path: Path, clock: HandClock) -> Desk:
    desk = Desk.open(str(path), origin="test", create=True, actor="tester", clock=clock)
    add(desk, "asset", tag="PRN-12", type="printer")
    add(desk, "person", name="Maria Silva", username="msilva")
    return desk


def plan(desk: Desk, **fields: object) -> int:
    """A weekly plan for the printer from START on; answers its key."""
    given = {"name": "Clean filters", "asset": "PRN-12", "rule": "FREQ=WEEKLY", "starts": START.isoformat()}
    return add(desk, "plan", **{**given, **fields})


def orders(desk: Desk) -> list[tuple[str, str]]:
    """(due, status) of every work order, in the order they were made."""
    found = desk.lists.ids("work-order", desk.query("work-order", "sort:number"))
    records = [desk.store.read("work-order", key) for key in found]
    return [(str(order["due"]), str(order["status"])) for order in records]


def next_due(desk: Desk, key: int) -> object:
    return desk.store.read("plan", key)["next_due"]
