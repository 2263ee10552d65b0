"""What the overview says of each thing that needs somebody, and of what comes next."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itdesk.core.clock import from_datetime, local_zone
from itdesk.core.values import parse_date
from itdesk.desk import Desk
from itdesk.operations.overview import Coming, Need, overview
from itdesk.ui.pages.overview import words
from tests.clocks import DAY, HOUR, HandClock
from tests.records import add

NOW = 1_772_532_000_000
"""3 March 2026, 10:00 UTC."""
MINUTE = 60_000
TITLES = ("Nobody can print", "会議室の画面が映らない", "الطابعة", "{title} %s", "<b>bold</b>")
WHYS = ("overdue", "due-soon", "down", "degraded", "late", "backup")
TODAY = date(2026, 3, 3)


def need(why: str, at: int | None = NOW, title: str = "Nobody can print", key: int = 7) -> Need:
    return Need(why, "crit", "ticket", key, title, at)


# --- the bold line --------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("why", "at", "text"),
    [
        ("overdue", NOW - 38 * MINUTE, "Ticket 7 is 38 min over its target"),
        ("overdue", NOW - 90 * MINUTE, "Ticket 7 is 1 h 30 min over its target"),
        ("overdue", NOW - 1, "Ticket 7 is 0 s over its target"),
        ("overdue", NOW - 3 * DAY, "Ticket 7 is 3 d over its target"),
        ("due-soon", NOW + 5 * MINUTE, "Ticket 7 is due in 5 min"),
        ("due-soon", NOW, "Ticket 7 is due in 0 s"),
        ("down", NOW - DAY, "Nobody can print is down"),
        ("down", None, "Nobody can print is down"),
        ("degraded", None, "Nobody can print needs a look"),
        ("late", NOW - DAY, "Nobody can print is 1 d late"),
        ("late", NOW - 40 * DAY, "Nobody can print is 40 d late"),
        ("backup", None, "There is no backup yet"),
        ("backup", NOW - 3 * DAY, "The last backup is too old"),
    ],
)
def test_the_bold_line_says_what_it_is_and_by_how_much(why: str, at: int | None, text: str) -> None:
    assert words.headline(need(why, at), NOW) == text


@pytest.mark.parametrize("why", WHYS)
@pytest.mark.parametrize("title", TITLES, ids=["latin", "japanese", "arabic", "braces", "markup"])
def test_each_need_has_words_whatever_its_title(why: str, title: str) -> None:
    found = need(why, NOW - HOUR, title)
    said = [words.headline(found, NOW), words.detail(found, NOW), words.button(found)]
    assert said[0] and said[2]
    if why != "backup":
        assert title in said[0] + said[1]


@given(st.sampled_from(WHYS), st.one_of(st.none(), st.integers(0, 2 * NOW)), st.text(max_size=80))
def test_no_instant_and_no_title_is_too_odd_for_words(why: str, at: int | None, title: str) -> None:
    found = need(why, at, title)
    assert words.headline(found, NOW) and words.button(found)
    assert isinstance(words.detail(found, NOW), str)


# --- the quiet line and the button ----------------------------------------------------------------
@pytest.mark.parametrize(
    ("why", "at", "text"),
    [
        ("overdue", NOW, "Nobody can print"),
        ("due-soon", NOW, "Nobody can print"),
        ("down", None, ""),
        ("late", NOW, "Work order 7"),
        ("backup", None, "A desk that was not copied can be lost"),
    ],
)
def test_the_quiet_line_adds_what_the_bold_one_left_out(why: str, at: int | None, text: str) -> None:
    assert words.detail(need(why, at), NOW) == text


@pytest.mark.parametrize(
    ("zone", "text"), [("UTC", "10:00"), ("Asia/Tokyo", "19:00"), ("America/Lima", "05:00")]
)
def test_since_when_is_told_in_the_zone_of_the_office(
    monkeypatch: pytest.MonkeyPatch, zone: str, text: str
) -> None:
    monkeypatch.setenv("TZ", zone)
    said = words.detail(need("down", NOW), NOW)
    assert said.startswith("since ") and said.endswith(text)


@pytest.mark.parametrize(
    ("why", "text"),
    [("overdue", "Open"), ("due-soon", "Open"), ("down", "Show"), ("degraded", "Show"), ("late", "Start"),
     ("backup", "Back up")],
)  # fmt: skip
def test_the_button_says_what_it_does(why: str, text: str) -> None:
    assert words.button(need(why)) == text


# --- what comes next ------------------------------------------------------------------------------
def coming(days: int, *, late: bool = False) -> tuple[str, str]:
    due = TODAY + timedelta(days=days)
    return words.coming(Coming("work-order", 7, "Clean rollers", due.isoformat(), late), TODAY)


@pytest.mark.parametrize(
    ("days", "text", "state"),
    [
        (0, "today", "warn"), (1, "in 1 d", "warn"), (7, "in 7 d", "warn"), (8, "in 8 d", "maint"),
        (60, "in 60 d", "maint"), (61, "3 May 2026", "maint"), (400, "7 Apr 2027", "maint"),
    ],
)  # fmt: skip
def test_what_comes_next_is_told_in_days_and_later_as_a_date(days: int, text: str, state: str) -> None:
    assert coming(days) == (text, state)


def test_what_is_late_says_since_when() -> None:
    assert coming(-1, late=True) == ("late since 2 Mar 2026", "crit")
    assert coming(-800, late=True) == ("late since 24 Dec 2023", "crit")


@given(st.integers(0, 4_000))
def test_a_date_in_the_words_is_the_date_that_is_meant(days: int) -> None:
    text, state = coming(days)
    assert state in ("warn", "maint")
    if days > 60:
        assert parse_date(text) == TODAY + timedelta(days=days)
    elif days:
        assert text == f"in {days} d"


# --- against a desk -------------------------------------------------------------------------------
def test_an_order_of_yesterday_is_one_day_late_at_any_hour(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    clock = HandClock(from_datetime(datetime(2026, 3, 3, 0, 0, 1, tzinfo=local_zone())))
    desk = Desk.open(str(tmp_path / "office.desk"), origin="test", create=True, clock=clock)
    try:
        with desk.write("plan") as unit:
            unit.insert("work-order", {"subject": "Clean rollers", "due": "2026-03-02"})
        for _ in range(4):
            (late,) = [n for n in overview(desk.store, clock.now()).needs if n.why == "late"]
            assert words.headline(late, clock.now()) == "Clean rollers is 1 d late"
            clock.forward(6 * HOUR - 1_000)
    finally:
        desk.close()


def test_each_need_of_a_troubled_desk_has_its_words(desk: Desk) -> None:
    now = desk.store.clock.now()
    with desk.write("make trouble") as unit:
        unit.insert("ticket", {"subject": "late", "opened": now - DAY, "due": now - HOUR})
        unit.insert("ticket", {"subject": "soon", "opened": now, "due": now + HOUR})
        unit.insert("device", {"name": "SW-1", "address": "192.0.2.1", "state": "down"})
        unit.insert("device", {"name": "SW-2", "address": "192.0.2.2", "state": "degraded"})
        unit.insert("work-order", {"subject": "filters", "due": "2020-01-01"})
    add(desk, "asset", tag="A-1")
    found = overview(desk.store, None)
    heads = [words.headline(need, now) for need in found.needs]
    assert [need.why for need in found.needs] == ["overdue", "down", "due-soon", "late", "degraded", "backup"]
    assert (heads[1], heads[4]) == ("SW-1 is down", "SW-2 needs a look")
    assert heads[5] == "There is no backup yet"
    assert len(set(heads)) == len(heads)
