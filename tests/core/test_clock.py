"""Instants as text and days, the machine's zone, and news that goes upward."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itdesk.core.clock import SystemClock, day_of, from_datetime, local_zone, to_datetime, to_iso
from itdesk.core.events import Changed, Event, EventBus

instants = st.integers(-60_000_000_000_000, 200_000_000_000_000)
zones = st.sampled_from(
    [ZoneInfo(name) for name in ("UTC", "Asia/Kathmandu", "America/St_Johns", "Pacific/Apia")]
)


@given(instants)
def test_an_instant_as_text_is_read_back_to_the_millisecond(instant: int) -> None:
    text = to_iso(instant)
    assert len(text) == 24 and text.endswith("Z")
    assert from_datetime(datetime.fromisoformat(text)) == instant


@given(st.lists(instants, min_size=2, max_size=5))
def test_instants_as_text_sort_as_they_are(found: list[int]) -> None:
    assert sorted(map(to_iso, found)) == [to_iso(instant) for instant in sorted(found)]


@given(instants, zones)
def test_an_instant_in_any_zone_is_the_same_instant(instant: int, zone: ZoneInfo) -> None:
    assert from_datetime(to_datetime(instant, zone)) == instant
    assert day_of(instant, zone) == to_datetime(instant, zone).date()


def test_a_day_begins_at_midnight_there() -> None:
    instant = from_datetime(datetime(2026, 11, 23, 20, tzinfo=UTC))
    assert day_of(instant, ZoneInfo("Asia/Tokyo")) == date(2026, 11, 24)
    assert day_of(instant, ZoneInfo("America/New_York")) == date(2026, 11, 23)


@pytest.mark.parametrize("named", ["Europe/Berlin", ":Europe/Berlin"])
def test_the_zone_is_the_one_that_the_environment_names(named: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", named)
    winter = datetime(2026, 1, 1, tzinfo=local_zone()).utcoffset()
    summer = datetime(2026, 7, 1, tzinfo=local_zone()).utcoffset()
    assert (str(winter), str(summer)) == ("1:00:00", "2:00:00")


@pytest.mark.parametrize("named", ["Nowhere/Else", "../../etc/passwd", "\x7f"])
def test_a_zone_that_there_is_not_leaves_the_machines_own(
    named: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", named)
    assert datetime(2026, 1, 1, tzinfo=local_zone()).utcoffset() is not None


def test_the_clock_goes_forward_and_tells_milliseconds() -> None:
    clock = SystemClock()
    first, mark = clock.now(), clock.monotonic()
    assert clock.monotonic() >= mark
    assert abs(first - from_datetime(datetime.now(UTC))) < 60_000


@dataclass(frozen=True, slots=True)
class Opened(Event):
    door: str = ""


@dataclass(frozen=True, slots=True)
class OpenedWide(Opened):
    pass


def test_news_reach_those_who_asked_for_them_in_order() -> None:
    bus, heard = EventBus(), list[str]()
    bus.subscribe(Opened, lambda event: heard.append("first " + event.door))
    bus.subscribe(Opened, lambda event: heard.append("second " + event.door))
    bus.publish(Opened("front"))
    bus.publish(Changed("asset", (1,), 7))
    bus.publish(OpenedWide("back"))
    assert heard == ["first front", "second front"]


def test_who_no_longer_listens_hears_nothing_even_if_leaving_while_it_is_told() -> None:
    bus, heard = EventBus(), list[str]()

    def once(event: Opened) -> None:
        heard.append("once")
        bus.unsubscribe(Opened, once)

    bus.subscribe(Opened, once)
    bus.subscribe(Opened, lambda event: heard.append("always"))
    bus.publish(Opened())
    bus.publish(Opened())
    assert heard == ["once", "always", "always"]


def test_the_fault_of_a_listener_reaches_who_tells() -> None:
    bus = EventBus()

    def fails(event: Opened) -> None:
        raise RuntimeError(event.door)

    bus.subscribe(Opened, fails)
    with pytest.raises(RuntimeError, match="cellar"):
        bus.publish(Opened("cellar"))
