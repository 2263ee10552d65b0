"""Rates against a model: a counter that runs at a known speed and is cut to its width."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from itdesk.monitoring.rules.counters import (
    Counter,
    Quality,
    choose,
    octet_limit,
    packet_limit,
    rate,
)

GIGABIT = 10**9
seconds = st.integers(1, 900)


@given(st.integers(0, 2**64 - 1), st.integers(0, 2**40), seconds)
def test_a_64_bit_counter_gives_its_rate_or_a_reset(start: int, moved: int, elapsed: int) -> None:
    after = (start + moved) % 2**64
    found = rate(Counter(start, 64), Counter(after, 64), elapsed)
    if after < start:
        assert found.quality is Quality.RESET
        assert found.is_gap
    else:
        assert found.quality is Quality.GOOD
        assert found.value == moved / elapsed


@given(st.integers(0, 2**32 - 1), st.integers(0, 11_250_000), st.integers(1, 300))
def test_a_slow_32_bit_counter_gives_its_true_rate_over_a_wrap(
    start: int, per_second: int, elapsed: int
) -> None:
    limit = octet_limit(100_000_000)
    moved = per_second * elapsed
    after = (start + moved) % 2**32
    found = rate(Counter(start, 32), Counter(after, 32), elapsed, limit=limit)
    assert found.value == moved / elapsed
    assert found.quality is (Quality.WRAPPED if after < start else Quality.GOOD)


@given(st.integers(0, 2**32 - 1), st.integers(0, 2**32 - 1), seconds, st.none() | st.integers(1, 10**11))
def test_a_rate_is_never_negative_nor_beyond_the_port(
    before: int, after: int, elapsed: int, speed: int | None
) -> None:
    limit = octet_limit(speed)
    found = rate(Counter(before, 32), Counter(after, 32), elapsed, limit=limit)
    if found.value is not None:
        assert found.value >= 0
        assert limit is None or found.value <= limit * 1.1


def test_a_fast_port_polled_seldom_is_unreliable() -> None:
    found = rate(Counter(0, 32), Counter(1000, 32), 300, limit=octet_limit(GIGABIT))
    assert found.quality is Quality.UNRELIABLE


def test_without_a_speed_a_fall_is_a_gap_and_no_spike() -> None:
    assert rate(Counter(4_000_000_000, 32), Counter(5, 32), 60).is_gap


@given(st.integers(0, 2**32 - 1), st.integers(0, 2**32 - 1), st.sampled_from((32, 64)), seconds)
def test_what_began_anew_is_a_gap(before: int, after: int, bits: int, elapsed: int) -> None:
    found = rate(Counter(before, bits), Counter(after, bits), elapsed, began_anew=True)
    assert (found.value, found.quality) == (None, Quality.RESET)


def test_a_change_of_width_or_a_first_reading_is_a_gap() -> None:
    assert rate(Counter(1, 32), Counter(2, 64), 60).is_gap
    assert rate(None, Counter(2, 64), 60).is_gap
    assert rate(Counter(1, 64), None, 60).is_gap


@given(st.integers(-100, 0))
def test_time_that_stands_still_gives_no_rate(elapsed: int) -> None:
    assert rate(Counter(1, 64), Counter(2, 64), elapsed).is_gap


def test_a_port_without_speed_has_no_limit() -> None:
    assert octet_limit(0) is None
    assert octet_limit(None) is None
    assert packet_limit(0) is None


@given(st.integers(0, 2**64 - 1), st.integers(0, 2**32 - 1))
def test_the_wide_counter_is_followed_unless_it_stands_beside_a_live_one(wide: int, narrow: int) -> None:
    chosen = choose(Counter(wide, 64), Counter(narrow, 32))
    assert chosen == (Counter(narrow, 32) if wide == 0 and narrow else Counter(wide, 64))
