"""Time as a value: instants are UTC milliseconds; whoever needs the time is given a clock."""

from __future__ import annotations

import os
import time
from datetime import UTC, date, datetime, tzinfo
from functools import cache
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

SYSTEM_ZONE = Path("/etc/localtime")
"""Where Linux and macOS keep the rules of the machine's zone; Windows tells them another way."""


class Clock(Protocol):
    """Where the present comes from; tests bring their own."""

    def now(self) -> int:
        """The present as UTC milliseconds."""
        ...

    def monotonic(self) -> float:
        """Seconds that never jump, for measuring."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> int:
        return time.time_ns() // 1_000_000

    def monotonic(self) -> float:
        return time.monotonic()


def local_zone() -> tzinfo:
    """The zone of this machine, with its daylight saving rules where they can be found."""
    return _zone(os.environ.get("TZ", "").lstrip(":"))


@cache
def _zone(named: str) -> tzinfo:
    """The zone that TZ names, or that of the system. Rows of a list ask for it by the thousand."""
    try:
        if named:
            return ZoneInfo(named)
        with SYSTEM_ZONE.open("rb") as file:
            return ZoneInfo.from_file(file, "local")
    except (OSError, ValueError, ZoneInfoNotFoundError):
        from dateutil import tz

        return tz.tzlocal()


def to_datetime(instant: int, zone: tzinfo = UTC) -> datetime:
    """UTC milliseconds as an aware datetime in `zone`."""
    return datetime.fromtimestamp(instant / 1000, UTC).astimezone(zone)


def from_datetime(moment: datetime) -> int:
    """An aware datetime as UTC milliseconds."""
    return round(moment.timestamp() * 1000)


def to_iso(instant: int) -> str:
    """UTC milliseconds as ISO 8601 text for machines: 2026-11-23T13:30:00.000Z."""
    text = to_datetime(instant - instant % 1000).replace(tzinfo=None).isoformat(timespec="seconds")
    return f"{text}.{instant % 1000:03d}Z"


def day_of(instant: int, zone: tzinfo) -> date:
    """The calendar day of an instant in `zone`."""
    return to_datetime(instant, zone).date()
