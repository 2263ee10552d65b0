"""Maintenance, manuals and custom facts of the demo office."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from itdesk.core.kinds import Value
from itdesk.desk.demo import names
from itdesk.desk.demo.office import Fields, Office, insert_all
from itdesk.store.unit import Unit

DAY = 86_400_000


def make_maintenance(unit: Unit, office: Office) -> None:
    """Plans, and work orders that are late, due, planned and done."""
    for place, (name, rule, of_type, checklist) in enumerate(names.PLANS):
        assets = office.assets.get(of_type)
        if not assets:
            continue
        asset = assets[0]
        due = office.today + timedelta(days=(-3, 2, 5, 12, 21, 40)[place % 6])
        plan = unit.insert(
            "plan",
            {"name": name, "asset_id": asset, "rule": rule, "starts": (due - timedelta(days=365)).isoformat(),
             "checklist": checklist, "assignee_id": office.some(office.staff), "base": "due",
             "shift": "next", "next_due": due.isoformat(), "lead_days": 7, "active": True},
        )  # fmt: skip
        for back in range(1, 4):
            _order(unit, office, plan, asset, name, checklist, due - timedelta(days=30 * back), done=True)
        if due <= office.today + timedelta(days=7):
            _order(unit, office, plan, asset, name, checklist, due, done=False)
            unit.update("plan", plan, {"next_due": (due + timedelta(days=30)).isoformat()})


def _order(
    unit: Unit, office: Office, plan: int, asset: int, name: str, checklist: str, due: date, *, done: bool
) -> None:
    late = (office.today - due).days
    fields: dict[str, Value] = {
        "subject": name, "plan_id": plan, "asset_id": asset, "due": due.isoformat(),
        "status": "done" if done else "planned", "assignee_id": office.some(office.staff),
    }  # fmt: skip
    if done:
        fields |= {
            "done": office.now - late * DAY, "minutes": office.chance.randrange(15, 120),
            "findings": office.chance.choice(names.FINDINGS),
            "parts": office.chance.choice(("", "1 × pickup roller", "2 × filter")),
        }  # fmt: skip
    order = unit.insert("work-order", fields)
    items: list[Fields] = [
        {"work_order_id": order, "position": i, "text": text, "state": "ok" if done else "open"}
        for i, text in enumerate(checklist.splitlines(), 1)
    ]
    insert_all(unit, "checklist-item", items)


def make_manuals(unit: Unit, office: Office, folder: Path) -> None:
    """The bundled manuals as the office's own; their first line is the title."""
    for path in sorted(folder.glob("*.md")):
        heading, _, body = path.read_text("utf-8").partition("\n")
        unit.insert(
            "manual",
            {"title": heading.lstrip("# ").strip(), "body": body.strip(), "category": "IT handbook",
             "owner_id": office.some(office.staff), "edition": 1,
             "review_by": (office.today + timedelta(days=180)).isoformat()},
        )  # fmt: skip
