"""Packed measurements against plain lists."""

from __future__ import annotations

import math
import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from itdesk.monitoring.rules.counters import Quality
from itdesk.monitoring.rules.packing import (
    Rollup,
    RollupBlock,
    merged,
    pack_keys,
    pack_row,
    rolled,
    unpack_keys,
    unpack_row,
)

anything = st.one_of(
    st.none(),
    st.floats(),
    st.sampled_from([2.0**63, 2.0**64 - 1, 1e39, -1e39, math.inf, -math.inf, math.nan, 0.0, -0.0]),
)
quality = st.sampled_from(list(Quality))


def as_stored(value: float | None) -> float | None:
    """The model: 32 bits, and a gap for what is no finite number of 32 bits."""
    if value is None or not math.isfinite(value) or abs(value) > 3.4028234e38:
        return None
    return struct.unpack("<f", struct.pack("<f", value))[0]


@settings(max_examples=150)
@given(st.lists(st.tuples(anything, quality), max_size=300))
def test_a_poll_comes_back_as_it_was_put_in(pairs: list[tuple[float | None, Quality]]) -> None:
    row = unpack_row(pack_row([v for v, _ in pairs], [q for _, q in pairs]))
    assert [None if v != v else v for v in row.values] == [as_stored(v) for v, _ in pairs]
    for (value, mark), kept in zip(pairs, row.qualities, strict=True):
        is_impossible = value is not None and as_stored(value) is None
        assert kept == (Quality.UNRELIABLE if is_impossible else mark)


def test_a_poll_without_answer_is_empty() -> None:
    assert list(unpack_row(b"").values) == []


@pytest.mark.parametrize("data", [b"\x01not zlib at all", b"\x01", b"\x00abc"])
def test_bytes_that_are_no_measurements_are_refused(data: bytes) -> None:
    with pytest.raises(ValueError):
        unpack_row(data)


slot = st.one_of(
    st.none(),
    st.builds(
        lambda a, b, c, n: Rollup(min(a, b, c), sorted((a, b, c))[1], max(a, b, c), n),
        *[st.floats(width=32, allow_nan=False, allow_infinity=False)] * 3,
        st.integers(1, 2**32 - 1),
    ),
)


@settings(max_examples=100)
@given(st.lists(slot, max_size=100))
def test_a_block_of_rollups_is_a_list_of_slots(slots: list[Rollup | None]) -> None:
    block = RollupBlock.empty(len(slots))
    for place, rollup in enumerate(slots):
        block.put(place, rollup)
    again = RollupBlock.unpack(block.pack())
    assert [again.get(place) for place in range(len(again))] == slots


finite = st.floats(width=32, min_value=-(2.0**100), max_value=2.0**100)


@settings(max_examples=100)
@given(st.lists(st.one_of(finite, st.just(math.nan)), max_size=50), st.integers(1, 10))
def test_rolling_up_in_steps_is_rolling_up_at_once(values: list[float], size: int) -> None:
    parts = [rolled(values[start : start + size]) for start in range(0, len(values), size)]
    whole, stepwise = rolled(values), merged(parts)
    if whole is None or stepwise is None:
        assert whole is stepwise
        return
    assert (whole.low, whole.high, whole.number) == (stepwise.low, stepwise.high, stepwise.number)
    assert math.isclose(
        whole.mean, stepwise.mean, rel_tol=1e-9, abs_tol=1e-6 * max(1, abs(whole.high), abs(whole.low))
    )
    assert whole.low <= stepwise.mean <= whole.high


@given(st.lists(st.integers(0, 2**32 - 1), max_size=50))
def test_keys_come_back_in_order(keys: list[int]) -> None:
    assert unpack_keys(pack_keys(keys)) == tuple(keys)


@settings(max_examples=100)
@given(st.lists(anything, min_size=1, max_size=80), st.data())
def test_a_poll_damaged_on_disk_is_refused_or_read_never_a_crash(
    values: list[float | None], data: st.DataObject
) -> None:
    packed = bytearray(pack_row(values, [0] * len(values)))
    for _ in range(data.draw(st.integers(1, 4))):
        packed[data.draw(st.integers(0, len(packed) - 1))] = data.draw(st.integers(0, 255))
    cut = bytes(packed[: data.draw(st.integers(0, len(packed)))])
    try:
        row = unpack_row(cut)
    except ValueError:
        return
    assert len(row.values) == len(row.qualities)


@settings(max_examples=60)
@given(st.binary(max_size=200))
def test_any_bytes_are_a_block_or_refused(data: bytes) -> None:
    try:
        block = RollupBlock.unpack(data)
    except ValueError:
        return
    assert all(block.get(slot) is None or block.get(slot) for slot in range(len(block)))


def test_a_slot_may_be_emptied_again() -> None:
    block = RollupBlock.empty(3)
    block.put(1, Rollup(1, 2, 3, 4))
    block.put(1, None)
    assert [block.get(slot) for slot in range(3)] == [None] * 3


@pytest.mark.parametrize(
    ("count", "value", "most"), [(48, 0.0, 30), (480, 0.0, 60), (300, 12.5, 60), (48, None, 80)]
)
def test_a_quiet_device_costs_little(count: int, value: float | None, most: int) -> None:
    """Budget: a year of 3,000 series in 2 GB."""
    assert len(pack_row([value] * count, [0] * count)) <= most


def test_a_busy_device_costs_no_more_than_its_32_bit_values() -> None:
    values = [1e9 * math.sin(n) for n in range(288)]
    assert len(pack_row(values, [0] * 288)) <= 1 + 4 * 288


@given(st.lists(slot, max_size=12))
def test_merging_is_the_same_in_any_order(parts: list[Rollup | None]) -> None:
    forth, back = merged(parts), merged(list(reversed(parts)))
    if forth is None or back is None:
        assert forth is back
        return
    assert (forth.low, forth.high, forth.number) == (back.low, back.high, back.number)
    assert math.isclose(forth.mean, back.mean, rel_tol=1e-9, abs_tol=1e-300)
    assert forth.low <= forth.mean <= forth.high
