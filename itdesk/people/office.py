"""When the office is open: its hours, holidays and workdays out of the settings."""

from __future__ import annotations

from datetime import date, datetime, tzinfo
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from itdesk.core.business_time import Calendar, Window
from itdesk.core.clock import local_zone
from itdesk.core.recurrence import IsWorkday
from itdesk.store.settings import Settings

YEARS_BACK, YEARS_AHEAD = 2, 4
"""Years around the present whose public holidays are known to the calendar."""


def office_zone(settings: Settings) -> tzinfo:
    """The zone of the office hours; this machine's when none, or one that is not known here, is set."""
    name = str(settings["time-zone"])
    try:
        return ZoneInfo(name) if name else local_zone()
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return local_zone()


def office_calendar(settings: Settings) -> Calendar:
    """Office hours with every day on which the office is closed."""
    windows = tuple(_window(given) for given in settings["office-hours"])
    return Calendar(office_zone(settings), windows, holidays=closed_days(settings))


def closed_days(settings: Settings) -> frozenset[str]:
    """ISO dates: days the office closes itself, and the public holidays of its country."""
    own = frozenset(str(day) for day in settings["holidays"])
    country = str(settings["country"]).strip().upper()
    return own | public_holidays(country, datetime.now(office_zone(settings)).year) if country else own


@lru_cache(maxsize=8)
def public_holidays(country: str, year: int) -> frozenset[str]:
    """ISO dates of a country's ("DE") or its part's ("DE-BY") holidays around `year`; none if unknown."""
    import holidays

    name, _, part = country.partition("-")
    years = range(year - YEARS_BACK, year + YEARS_AHEAD + 1)
    try:
        found = holidays.country_holidays(name, subdiv=part or None, years=years)
    except NotImplementedError:
        return frozenset()
    return frozenset(day.isoformat() for day in found)


def workdays(settings: Settings) -> IsWorkday:
    """A question: is the office open at all on a day?"""
    calendar = office_calendar(settings)
    days = frozenset(day for window in calendar.windows for day in window.days)

    def is_workday(day: date) -> bool:
        return day.weekday() in days and day.isoformat() not in calendar.holidays

    return is_workday


def _window(given: dict[str, Any]) -> Window:
    return Window(str(given["from"]), str(given["to"]), frozenset(int(day) for day in given["days"]))
