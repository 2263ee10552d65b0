"""The people, places, suppliers and things of the demo office."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from itdesk.core.kinds import Value
from itdesk.desk.demo import names
from itdesk.store.unit import Unit

BATCH = 5_000
Fields = dict[str, Value]


@dataclass
class Office:
    """What was made so far, for what is made next."""

    chance: random.Random
    today: date
    now: int
    rooms: list[int] = field(default_factory=list)
    suppliers: list[int] = field(default_factory=list)
    people: list[int] = field(default_factory=list)
    staff: list[int] = field(default_factory=list)
    """People of IT, who answer tickets."""
    assets: dict[str, list[int]] = field(default_factory=dict)
    holders: dict[int, int] = field(default_factory=dict)
    """Person by asset."""

    def some(self, keys: Sequence[int]) -> int:
        return keys[self.chance.randrange(len(keys))]


def insert_all(unit: Unit, kind: str, made: list[Fields]) -> list[int]:
    """Insert in batches; answers every key."""
    keys: list[int] = []
    for start in range(0, len(made), BATCH):
        keys += unit.insert_many(kind, made[start : start + BATCH])
    return keys


def make_places(unit: Unit, office: Office) -> None:
    sites = insert_all(unit, "place", [{"name": n, "address": a} for n, a in names.SITES])
    for site, (name, _) in zip(sites, names.SITES, strict=True):
        short = "HQ" if name == "Headquarters" else name
        floors = insert_all(
            unit, "place", [{"name": f"{short} / {f}", "parent_id": site} for f in range(1, 4)]
        )
        for level, floor in enumerate(floors, 1):
            rooms: list[Fields] = [
                {"name": f"{short} / {level} / {level}.{room:02d}", "parent_id": floor}
                for room in range(1, 7)
            ]
            office.rooms += insert_all(unit, "place", rooms)


def make_suppliers(unit: Unit, office: Office) -> None:
    made: list[Fields] = [{"name": n, "email": e, "phone": p} for n, e, p in names.SUPPLIERS]
    office.suppliers = insert_all(unit, "supplier", made)


def make_people(unit: Unit, office: Office, count: int) -> None:
    made = [_person(office, number) for number in range(count)]
    office.people = insert_all(unit, "person", made)
    office.staff = [k for k, p in zip(office.people, made, strict=True) if p["team"] == "IT"]
    office.staff = office.staff or office.people[:1]


def _person(office: Office, number: int) -> Fields:
    chance = office.chance
    if number % 12 == 7:
        name = names.WHOLE[(number // 12) % len(names.WHOLE)]
        user = f"user{number:04d}"
    else:
        given, family = chance.choice(names.GIVEN), chance.choice(names.FAMILY)
        name = f"{given} {family}"
        user = "".join(c for c in f"{given}.{family}".lower() if c.isascii() and (c.isalnum() or c == "."))
    return {
        "name": name, "email": f"{user}{number}@lindner.example", "username": f"{user}{number}",
        "phone": f"+49 711 555 {number % 10_000:04d}", "place_id": office.some(office.rooms),
        "team": "IT" if number % 25 == 0 else chance.choice(names.TEAMS), "active": number % 40 != 39,
        "employee_number": f"E{10_000 + number}",
    }  # fmt: skip


def make_assets(unit: Unit, office: Office, count: int, start: int = 1) -> None:
    weights = [make.share for make in names.MAKES]
    made: list[Fields] = []
    for number in range(start, start + count):
        known = names.MAKES[number - start] if number - start < len(names.MAKES) else None
        made.append(_asset(office, number, known or office.chance.choices(names.MAKES, weights)[0]))
    for key, fields in zip(insert_all(unit, "asset", made), made, strict=True):
        office.assets.setdefault(str(fields["type"]), []).append(key)
        if fields["person_id"]:
            office.holders[key] = int(fields["person_id"])


def _asset(office: Office, number: int, make: names.Make) -> Fields:
    chance = office.chance
    bought = office.today - timedelta(days=chance.randrange(20, 2_000))
    personal = make.type in ("laptop", "desktop", "monitor", "phone", "mobile")
    status = chance.choices(
        ("in-use", "in-stock", "in-repair", "to-retire", "retired", "missing"), (80, 8, 3, 4, 4, 1)
    )[0]
    held = personal and status in ("in-use", "in-repair")
    years = 5 if make.type in ("server", "switch") else 3
    return {
        "tag": f"{make.prefix}-{number:04d}", "name": f"{make.prefix.lower()}{number:04d}",
        "type": make.type, "status": status, "manufacturer": make.manufacturer, "model": make.model,
        "serial": f"{make.prefix}{chance.randrange(16**7):07X}{number:X}",
        "person_id": office.some(office.people) if held else None, "place_id": office.some(office.rooms),
        "supplier_id": office.some(office.suppliers), "bought": bought.isoformat(),
        "price": make.euros * 100 + chance.randrange(-3000, 3000), "currency": "EUR",
        "order_number": f"RE-{bought.year % 100}-{number:04d}",
        "warranty_until": (bought + timedelta(days=365 * years)).isoformat(),
        "mac": _mac(chance) if make.type != "monitor" else None,
        "os": "Windows 11 24H2" if make.type in ("laptop", "desktop") else None,
    }  # fmt: skip


def _mac(chance: random.Random) -> str:
    octets = [0x3C, 0x18, 0xA0, *(chance.randrange(256) for _ in range(3))]
    return ":".join(f"{octet:02x}" for octet in octets)
