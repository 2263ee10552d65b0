"""A believable office to try everything on: one journal entry, so that one undo takes it back."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from itdesk.core.clock import day_of
from itdesk.core.errors import DeskError
from itdesk.desk.demo.calls import make_tickets
from itdesk.desk.demo.office import Office, make_assets, make_people, make_places, make_suppliers
from itdesk.desk.demo.watch import make_alerts, make_devices, measure_devices
from itdesk.desk.demo.work import make_maintenance, make_manuals
from itdesk.desk.desk import Desk
from itdesk.desk.places import bundled
from itdesk.helpdesk.rules.deadline import deadline
from itdesk.people.office import office_calendar
from itdesk.store.engine import scalar

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Size:
    """How large the office is."""

    assets: int = 400
    people: int = 120
    tickets: int = 1_500
    devices: int = 40


@dataclass(frozen=True, slots=True)
class Made:
    """What was made, and the journal entry that holds it."""

    people: int
    assets: int
    devices: int
    tickets: int
    entry: int


def make_demo(desk: Desk, size: Size, seed: int, progress: Progress | None = None) -> Made:
    """Fill an empty desk; the same seed makes the same office. Raises DeskError(desk.not_empty)."""
    engine = desk.store.engine
    if scalar(engine, "SELECT count(*) FROM asset") or scalar(engine, "SELECT count(*) FROM ticket"):
        raise DeskError("desk.not_empty", path=engine.place)
    now = desk.store.clock.now()
    office = Office(random.Random(seed), day_of(now, desk.zone), now)
    total, done = size.tickets + size.assets, 0

    def advance(count: int) -> None:
        nonlocal done
        done += count
        if progress is not None:
            progress(done, total)

    with desk.write("make demo office") as unit:
        make_places(unit, office)
        make_suppliers(unit, office)
        make_people(unit, office, size.people)
        make_assets(unit, office, size.assets)
        advance(size.assets)
        until = deadline(office_calendar(desk.settings), desk.settings["target-hours"])
        tickets = make_tickets(unit, office, size.tickets, until, advance)
        devices = make_devices(unit, office, size.devices)
        make_alerts(unit, office, devices, until)
        measure_devices(unit, office, devices)
        make_maintenance(unit, office)
        make_manuals(unit, office, bundled("manuals"))
        desk.settings.put(unit, "office-name", "Lindner & Partner")
    return Made(len(office.people), size.assets, len(devices), len(tickets), unit.entry)
