"""Axes: round values from zero, local times, also where clocks change."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from itdesk.core.clock import from_datetime
from itdesk.ui.kit.ticks import time_ticks, value_text, value_ticks


@given(st.floats(min_value=1e-6, max_value=1e12))
@settings(max_examples=200)
def test_four_lines_reach_from_zero_to_just_above_the_highest_value(top: float) -> None:
    ticks = value_ticks(top)
    assert len(ticks) == 4 and ticks[0] == 0
    assert top * 0.999_99 <= ticks[-1] <= top * 1.6


@given(st.integers(min_value=0, max_value=10_000))
def test_counts_have_whole_lines(top: int) -> None:
    assert all(tick == int(tick) for tick in value_ticks(top, whole=True))


def test_values_have_the_decimals_of_their_step() -> None:
    assert [value_text(v, 0.25) for v in (0, 0.25, 0.5)] == ["0", "0.25", "0.5"]
    assert value_text(1200, 400) == "1,200"


def test_a_day_is_divided_by_round_hours() -> None:
    since = from_datetime(datetime(2026, 11, 23, 16, 10, tzinfo=UTC))
    words = [word for _at, word in time_ticks(since, since + 86_400_000, UTC)]
    assert words == ["20:00", "00:00", "04:00", "08:00", "12:00", "16:00"]


def test_hours_stay_round_over_the_change_of_clocks() -> None:
    zone = ZoneInfo("Europe/Berlin")
    since = from_datetime(datetime(2026, 10, 24, 20, tzinfo=zone))
    words = [word for _at, word in time_ticks(since, since + 86_400_000, zone)]
    assert words == ["20:00", "00:00", "04:00", "08:00", "12:00", "16:00"]


def test_a_month_is_divided_by_days() -> None:
    since = from_datetime(datetime(2026, 11, 1, 5, tzinfo=UTC))
    words = [word for _at, word in time_ticks(since, since + 30 * 86_400_000, UTC)]
    assert words[0] == "2 Nov" and words[1] == "9 Nov"
    assert len(words) <= 7
