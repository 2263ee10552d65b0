"""A ticket's clock in words, a bar and a state: against a count of office minutes one by one."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from itdesk.desk import Desk
from itdesk.store.rowform import Snapshot
from itdesk.ui.pages.tickets.promise import Standing, Terms, office_time
from tests.clocks import HOUR, HandClock
from tests.records import add

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
MINUTE = 60_000
SECONDS = st.integers(0, 400 * 3_600)


def ms(text: str) -> int:
    """ "Tue 10:30" of the week of MONDAY as UTC ms; "2 Tue 10:30" of the next one."""
    *week, day, clock = text.split()
    hours, minutes = map(int, clock.split(":"))
    days = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun").index(day) + 7 * (
        int(week[0]) - 1 if week else 0
    )
    return round((MONDAY + timedelta(days=days, hours=hours, minutes=minutes)).timestamp() * 1000)


# --- a standing by itself -------------------------------------------------------------------------
@given(SECONDS, st.integers(1, 400 * 3_600), st.booleans(), st.booleans())
def test_what_is_left_decides_the_state_and_the_bar(used: int, given_: int, paused: bool, done: bool) -> None:
    standing = Standing(used, given_, paused, done)
    broken = used > given_
    assert standing.left == given_ - used
    assert (standing.state == "crit") == broken
    assert (standing.share is None) == (paused or done)
    if standing.share is not None:
        assert 0 <= standing.share <= 1
        assert (standing.share == 1) == (used >= given_)
        near = used * 4 >= given_ * 3
        assert standing.state == ("crit" if broken else "warn" if near else "ok")


@given(SECONDS, st.integers(1, 400 * 3_600), st.booleans(), st.booleans())
def test_the_words_say_in_which_of_five_ways_it_stands(
    used: int, given_: int, paused: bool, done: bool
) -> None:
    words = Standing(used, given_, paused, done).words()
    if done:
        assert words == ("Too late" if used > given_ else "In time")
    elif paused:
        assert words == "Paused"
    else:
        assert words.endswith(" over" if used > given_ else " left")
        assert words[0].isdigit()


@pytest.mark.parametrize(
    ("used", "given_", "words", "state"),
    [
        (0, 14_400, "4 h left", "ok"),
        (10_799, 14_400, "1 h left", "ok"),
        (10_800, 14_400, "1 h left", "warn"),
        (14_399, 14_400, "1 s left", "warn"),
        (14_400, 14_400, "0 s left", "warn"),
        (14_401, 14_400, "1 s over", "crit"),
        (360_000, 14_400, "96 h over", "crit"),
    ],
)
def test_the_edges_of_a_promise(used: int, given_: int, words: str, state: str) -> None:
    standing = Standing(used, given_, paused=False, done=False)
    assert (standing.words(), standing.state) == (words, state)


def test_nothing_given_draws_no_bar_and_divides_by_nothing() -> None:
    standing = Standing(50, 0, paused=False, done=False)
    assert standing.share is None
    assert standing.state == "crit"


def test_a_pause_after_the_promise_was_broken_still_says_so_in_red() -> None:
    standing = Standing(500, 400, paused=True, done=False)
    assert (standing.words(), standing.state) == ("Paused", "crit")


# --- office time in words -------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "0 s"), (59, "59 s"), (60, "1 min"), (3_599, "59 min"), (3_600, "1 h"), (5_400, "1 h 30 min"),
        (35_999, "9 h 59 min"), (36_000, "10 h"), (86_400, "24 h"), (172_800, "48 h"), (37_799, "10 h"),
        (37_801, "11 h"), (36_000_000, "10000 h"),
    ],
)  # fmt: skip
def test_office_time_never_turns_into_days(seconds: int, words: str) -> None:
    assert office_time(seconds) == words


@given(st.integers(36_000, 40_000_000))
def test_long_office_time_is_the_nearest_whole_hour(seconds: int) -> None:
    number, unit = office_time(seconds).split()
    assert unit == "h"
    assert abs(int(number) * 3_600 - seconds) <= 1_800


# --- an office's terms ----------------------------------------------------------------------------
@pytest.fixture
def clock() -> HandClock:
    return HandClock(ms("Tue 12:00"))


@pytest.fixture
def office(tmp_path: Path, clock: HandClock) -> Iterator[Desk]:
    """Open from 09:00 to 17:00 from Monday to Friday, in UTC."""
    desk = Desk.open(str(tmp_path / "office.desk"), origin="test", create=True, actor="tester", clock=clock)
    put(desk, "time-zone", "UTC")
    yield desk
    desk.close()


def put(desk: Desk, name: str, value: object) -> None:
    with desk.write("change settings") as unit:
        desk.settings.put(unit, name, value)


def ticket(opened: str, **others: Any) -> dict[str, Any]:
    """A ticket's values by column name, as a list row has them."""
    return {
        "opened": ms(opened), "due": ms("2 Mon 09:00"), "priority": "3", "status": "open", "pauses": "[]",
        "paused": None, "closed": None, **others,
    }  # fmt: skip


def by_column(desk: Desk, found: Snapshot) -> dict[str, Any]:
    return {column.name: found[column.field] for column in desk.store.schema.kind("ticket")}


def minutes_open(low: int, high: int, pauses: Sequence[tuple[int, int]]) -> int:
    """Office minutes of [low, high) outside of the pauses, counted one by one."""
    found = 0
    for at in range(low, high, MINUTE):
        moment = datetime.fromtimestamp(at / 1000, UTC)
        is_open = moment.weekday() < 5 and 9 <= moment.hour < 17
        found += is_open and not any(first <= at < last for first, last in pauses)
    return found


QUARTERS = st.integers(0, 4 * 24 * 7).map(lambda n: ms("Mon 00:00") + n * 15 * MINUTE)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(QUARTERS, min_size=2, max_size=6).map(sorted))
def test_used_time_is_the_office_minutes_without_the_pauses(
    office: Desk, clock: HandClock, edges: list[int]
) -> None:
    opened, *inside, now = edges
    pauses = list(zip(inside[::2], inside[1::2], strict=False))
    clock.forward(now - clock.now())
    standing = Terms(office).standing({**ticket("Mon 00:00"), "opened": opened, "pauses": json.dumps(pauses)})
    assert standing is not None
    assert standing.used == 60 * minutes_open(opened, now, pauses)


def test_the_clock_of_a_ticket_runs_in_office_hours_only(office: Desk, clock: HandClock) -> None:
    terms, values = Terms(office), ticket("Fri 16:00")
    clock.forward(ms("2 Mon 10:30") - clock.now())
    standing = terms.standing(values)
    assert standing is not None
    assert (standing.used, standing.given) == (2 * 3_600 + 1_800, 24 * 3_600)
    assert standing.words() == "22 h left"


def test_a_paused_clock_does_not_run(office: Desk, clock: HandClock) -> None:
    terms, values = Terms(office), ticket("Tue 10:00", paused=ms("Tue 11:00"), status="waiting")
    before = terms.standing(values)
    clock.forward(50 * HOUR)
    assert terms.standing(values) == before
    assert before is not None and before.paused and before.used == 3_600


def test_a_closed_ticket_stands_where_it_was_closed(office: Desk, clock: HandClock) -> None:
    terms = Terms(office)
    early = terms.standing(ticket("Mon 10:00", closed=ms("Mon 12:00"), status="resolved", priority="1"))
    late = terms.standing(ticket("Mon 10:00", closed=ms("Mon 14:01"), status="closed", priority="1"))
    assert early is not None and late is not None
    assert (early.words(), late.words()) == ("In time", "Too late")
    assert (early.state, late.state) == ("ok", "crit")


@pytest.mark.parametrize("missing", ["opened", "due"])
def test_what_was_not_promised_has_no_standing(office: Desk, missing: str) -> None:
    assert Terms(office).standing({**ticket("Mon 10:00"), missing: None}) is None


@pytest.mark.parametrize("pauses", [None, "", "[]"])
def test_a_ticket_that_was_never_paused_may_say_so_in_any_way(office: Desk, pauses: str | None) -> None:
    standing = Terms(office).standing(ticket("Tue 09:00", pauses=pauses))
    assert standing is not None and standing.used == 3 * 3_600


def test_targets_are_those_of_the_settings_once_they_were_read_again(office: Desk) -> None:
    terms = Terms(office)
    assert [terms.target_words(priority) for priority in "1234"] == ["4 h", "8 h", "24 h", "48 h"]
    put(office, "target-hours", {"1": 0.5, "2": 1.25, "3": 9.99, "4": 100})
    assert terms.target_words("1") == "4 h"
    terms.forget()
    assert [terms.target_words(p) for p in "1234"] == ["30 min", "1 h 15 min", "9 h 59 min", "100 h"]


def test_a_priority_without_a_target_has_a_day_and_words_for_it(office: Desk) -> None:
    put(office, "target-hours", {"1": 2})
    terms = Terms(office)
    assert (terms.target_words("1"), terms.target_words("4")) == ("2 h", "24 h")


def test_an_office_that_never_opens_promises_nothing(office: Desk) -> None:
    put(office, "office-hours", [])
    key = add(office, "ticket", subject="Nobody is here")
    found = office.store.read("ticket", key)
    assert found["due"] is None
    assert Terms(office).standing(by_column(office, found)) is None


def test_a_list_row_and_the_service_count_the_same(office: Desk, clock: HandClock) -> None:
    key = add(office, "ticket", subject="No sound", urgency="1")
    clock.forward(3 * HOUR)
    office.tickets.set_status("tester", key, "waiting")
    clock.forward(26 * HOUR)
    office.tickets.set_status("tester", key, "open")
    clock.forward(20 * HOUR)
    found, promise = office.store.read("ticket", key), office.tickets.promise(key)
    standing = Terms(office).standing(by_column(office, found))
    assert standing is not None
    assert (standing.used, standing.given) == (promise.used, promise.given) == (7 * 3_600, 8 * 3_600)
