"""The tickets of the demo office: twelve months of what people called about."""

from __future__ import annotations

from collections.abc import Callable

from itdesk.core.kinds import Value
from itdesk.desk.demo import names
from itdesk.desk.demo.office import BATCH, Fields, Office
from itdesk.store.unit import Unit

HOUR, DAY = 3_600_000, 86_400_000
OPEN_SHARE = 0.04
"""Of tickets older than three weeks, this share is still open."""

Due = Callable[[int, str], int]
"""(opened, priority) → due."""

_PRIORITY = {("1", "1"): "1", ("1", "2"): "2", ("2", "1"): "2", ("1", "3"): "3", ("2", "2"): "3",
             ("3", "1"): "3", ("2", "3"): "4", ("3", "2"): "4", ("3", "3"): "4"}  # fmt: skip


def make_tickets(
    unit: Unit, office: Office, count: int, due: Due, progress: Callable[[int], None]
) -> list[int]:
    """Tickets, oldest first, with messages on the newest two thousand; answers their keys."""
    span = 365 * DAY
    assets = [key for keys in office.assets.values() for key in keys]
    every: list[int] = []
    for start in range(0, count, BATCH):
        size = min(BATCH, count - start)
        made = [
            _ticket(office, assets, office.now - span + (start + i) * span // count, due) for i in range(size)
        ]
        keys = unit.insert_many("ticket", made)
        every += keys
        if start + size > count - 2_000:
            _messages(unit, office, list(keys), made)
        progress(size)
    return every


def _ticket(office: Office, assets: list[int], opened: int, due: Due) -> Fields:
    chance = office.chance
    subject, _, text = chance.choice(names.SUBJECTS)
    number = chance.randrange(1, 9)
    impact, urgency = chance.choices("123", (1, 4, 6))[0], chance.choices("123", (2, 5, 4))[0]
    priority = _PRIORITY[impact, urgency]
    opened += chance.randrange(0, 6 * HOUR)
    opened = min(opened, office.now - 60_000)
    status, closed = _outcome(office, opened)
    asset = office.some(assets) if assets and chance.random() < 0.6 else None
    requester = office.holders.get(asset or 0) or office.some(office.people)
    answered = opened + chance.randrange(5 * 60_000, 4 * HOUR)
    fields: dict[str, Value] = {
        "subject": subject.replace("{n}", str(number)), "description": text.replace("{n}", str(number)),
        "requester_id": requester, "asset_id": asset, "status": status, "impact": impact,
        "urgency": urgency, "priority": priority, "opened": opened, "due": due(opened, priority),
        "answered": min(answered, office.now) if closed or chance.random() < 0.7 else None,
        "closed": closed, "source": chance.choices(("phone", "mail", "desk"), (5, 4, 1))[0],
        "assignee_id": office.some(office.staff) if status != "open" or chance.random() < 0.4 else None,
        "paused": office.now - chance.randrange(HOUR, DAY) if status == "waiting" else None,
    }  # fmt: skip
    return fields


def _outcome(office: Office, opened: int) -> tuple[str, int | None]:
    chance, age = office.chance, office.now - opened
    still = chance.random() < (OPEN_SHARE if age > 21 * DAY else max(0.1, 0.9 - age / (21 * DAY)))
    if age > 60 * DAY:
        still = False
    if still:
        return chance.choices(("open", "in-progress", "waiting"), (5, 3, 2))[0], None
    closed = min(opened + chance.randrange(HOUR // 2, 4 * DAY), office.now)
    return ("resolved" if age < 10 * DAY else "closed"), closed


def _messages(unit: Unit, office: Office, keys: list[int], tickets: list[Fields]) -> None:
    chance = office.chance
    made: list[Fields] = []
    for key, ticket in zip(keys, tickets, strict=True):
        opened = int(ticket["opened"] or 0)
        for turn in range(chance.choices((0, 1, 2, 3), (3, 4, 2, 1))[0]):
            at = min(opened + (turn + 1) * chance.randrange(10 * 60_000, 5 * HOUR), office.now)
            form = "note" if chance.random() < 0.35 else "reply"
            text = chance.choice(names.NOTES if form == "note" else names.REPLIES)
            made.append({"ticket_id": key, "form": form, "author": "Jonas Weber", "at": at, "text": text})
    for start in range(0, len(made), BATCH):
        unit.insert_many("message", made[start : start + BATCH])
