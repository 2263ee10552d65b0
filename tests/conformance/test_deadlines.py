"""Deadlines and elapsed minutes computed elsewhere, minute by minute."""

from __future__ import annotations

import json
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from itdesk.core.business_time import Calendar, Window, due, elapsed

PATH = Path(__file__).resolve().parents[3] / "shared" / "data" / "sla" / "vectors.json"
KNOWN: dict[str, Any] = json.loads(PATH.read_text("utf-8")) if PATH.exists() else {"vectors": []}

pytestmark = pytest.mark.skipif(not PATH.exists(), reason="the vectors are not beside the project")


def calendar(name: str) -> Calendar:
    given = KNOWN["calendars"][name]
    windows, breaks = (
        tuple(Window(start, end, frozenset(days)) for start, end, days in given[key]) for key in ("w", "b")
    )
    return Calendar(ZoneInfo(given["tz"]), windows, breaks, frozenset(given["h"]))


def instant(text: str, zone: tzinfo) -> int:
    moment = datetime.fromisoformat(text)
    return round((moment if moment.tzinfo else moment.replace(tzinfo=zone)).timestamp() * 1000)


@pytest.mark.parametrize("vector", KNOWN["vectors"], ids=lambda v: v["name"])
def test_the_deadline_is_the_one_that_was_counted(vector: dict[str, Any]) -> None:
    office = calendar(vector["calendar"])
    start = instant(vector.get("start_utc") or vector["start_local"], office.zone)
    pauses = [
        (instant(low, office.zone), instant(high, office.zone))
        for low, high in vector.get("pauses_local", vector.get("pauses", []))
    ]
    expected = instant(vector["due_utc"], office.zone)
    assert due(office, start, vector["minutes"] * 60, pauses) == expected
    assert elapsed(office, start, expected, pauses) == vector["minutes"] * 60
