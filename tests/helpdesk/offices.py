"""An office in UTC, nine to five, with people and a printer, whose clock is moved by hand."""

from __future__ import annotations

from pathlib import Path

from itdesk.core.kinds import Value
from itdesk.desk import Desk
from tests.clocks import HandClock
from tests.records import add

MONDAY_TEN = "2026-03-02T10:00:00+00:00"


def open_office(path: Path, clock: HandClock) -> Desk:
    desk = Desk.open(str(path), origin="test", create=True, actor="msilva", clock=clock)
    with desk.write("set up office") as unit:
        desk.settings.put(unit, "time-zone", "UTC")
    add(desk, "person", name="Maria Silva", username="msilva")
    add(desk, "person", name="Jonas Weber", username="jweber", email="jonas@example.com")
    add(desk, "asset", tag="PRN-12", type="printer")
    return desk


def value(desk: Desk, ticket: int, field: str) -> Value:
    return desk.store.read("ticket", ticket)[field]


def count(desk: Desk, line: str) -> int:
    return desk.lists.count("ticket", desk.query("ticket", line))
