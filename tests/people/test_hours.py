"""When the office is open, out of settings that people and other programs wrote."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from itdesk.core.business_time import is_open
from itdesk.core.clock import from_datetime, local_zone
from itdesk.desk import Desk
from itdesk.people.office import (
    YEARS_AHEAD,
    YEARS_BACK,
    closed_days,
    office_calendar,
    office_zone,
    public_holidays,
    workdays,
)


def put(desk: Desk, name: str, value: object) -> None:
    with desk.write("set up") as unit:
        desk.settings.put(unit, name, value)


def at(text: str, zone: str) -> int:
    return from_datetime(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)))


@pytest.mark.parametrize("zone", ["Asia/Tokyo", "America/New_York", "Europe/Berlin"])
def test_hours_are_counted_where_the_office_is(desk: Desk, zone: str) -> None:
    put(desk, "time-zone", zone)
    calendar = office_calendar(desk.settings)
    assert is_open(calendar, at("2026-11-23T09:00", zone))
    assert is_open(calendar, at("2026-11-23T16:59", zone))
    assert not is_open(calendar, at("2026-11-23T08:59", zone))
    assert not is_open(calendar, at("2026-11-23T17:00", zone))
    assert not is_open(calendar, at("2026-11-22T12:00", zone))


@pytest.mark.parametrize("zone", ["", "Nowhere/Else", "../../etc/passwd", "a\x00b", "x" * 5_000])
def test_a_zone_that_is_not_known_here_is_this_machines(desk: Desk, zone: str) -> None:
    put(desk, "time-zone", zone)
    assert office_zone(desk.settings) == local_zone()


@pytest.mark.parametrize(
    ("country", "day"),
    [
        ("DE", "2026-10-03"),
        ("DE-BY", "2026-01-06"),
        ("US", "2026-07-04"),
        ("jp", "2026-01-01"),
        (" fr ", "2026-07-14"),
        ("IN", "2026-01-26"),
        ("BR", "2026-09-07"),
    ],
)
def test_public_holidays_of_a_country_or_its_part(country: str, day: str) -> None:
    assert day in public_holidays(country.strip().upper(), 2026)


def test_a_part_has_holidays_that_its_country_has_not() -> None:
    assert "2026-01-06" not in public_holidays("DE", 2026)
    assert public_holidays("DE", 2026) < public_holidays("DE-BY", 2026)


@pytest.mark.parametrize("country", ["XX", "ZZ-1", "DE-XX", "Germany!", "-", "D", "1"])
def test_a_country_that_is_none_has_no_holidays(country: str) -> None:
    assert public_holidays(country, 2026) == frozenset()


def test_holidays_reach_some_years_back_and_ahead() -> None:
    years = {int(day[:4]) for day in public_holidays("DE", 2026)}
    assert years == set(range(2026 - YEARS_BACK, 2026 + YEARS_AHEAD + 1))


def test_the_offices_own_days_stand_beside_the_public_ones(desk: Desk) -> None:
    put(desk, "holidays", ["2026-12-24", "2026-12-31"])
    assert closed_days(desk.settings) == {"2026-12-24", "2026-12-31"}
    put(desk, "country", "de")
    assert closed_days(desk.settings) >= {"2026-12-24", "2026-12-31"}
    assert len(closed_days(desk.settings)) > 20


@pytest.mark.parametrize(
    ("windows", "open_days"),
    [
        ([], []),
        ([{"from": "09:00", "to": "17:00", "days": [0, 1, 2, 3, 4]}], [0, 1, 2, 3, 4]),
        ([{"from": "22:00", "to": "06:00", "days": [5, 6]}], [5, 6]),
        (
            [{"from": "08:00", "to": "12:00", "days": [0]}, {"from": "13:00", "to": "17:00", "days": [2]}],
            [0, 2],
        ),
    ],
)
def test_workdays_are_those_with_hours(desk: Desk, windows: list[object], open_days: list[int]) -> None:
    put(desk, "office-hours", windows)
    is_workday = workdays(desk.settings)
    monday = date(2026, 11, 23)
    assert [n for n in range(7) if is_workday(date.fromordinal(monday.toordinal() + n))] == open_days


def test_a_day_that_is_closed_is_no_workday(desk: Desk) -> None:
    put(desk, "holidays", ["2026-11-24"])
    is_workday = workdays(desk.settings)
    assert is_workday(date(2026, 11, 23)) and not is_workday(date(2026, 11, 24))
