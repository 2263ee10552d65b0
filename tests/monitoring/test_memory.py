"""What the watch remembers of a device comes back from the desk, and nothing there can break it."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from itdesk.monitoring.memory import DeviceMemory, PortMemory
from itdesk.monitoring.probes.reading import PortReading, StorageReading, Usage
from itdesk.monitoring.rules.counters import Counter
from itdesk.monitoring.rules.reachability import Reachability
from itdesk.monitoring.rules.restarts import Uptime
from itdesk.monitoring.rules.thresholds import ThresholdState

instants = st.none() | st.integers(0, 2**53)
numbers = st.none() | st.floats(0, 1e12)
counters = st.none() | st.builds(Counter, st.integers(0, 2**64 - 1), st.sampled_from((32, 64)))
texts = st.text(max_size=30)
usages = st.builds(Usage, st.integers(0, 2**80), st.integers(1, 2**80))
ports = st.builds(
    PortMemory,
    st.builds(
        PortReading, st.integers(1, 2**31), texts, texts, texts, st.just("00:00:5e:00:53:01"),
        st.none() | st.integers(0, 300), st.none() | st.integers(1, 10**12), texts, texts,
        *[counters] * 6, st.none() | st.integers(0, 2**32),
    ),
    texts, numbers, numbers,
)  # fmt: skip
memories = st.builds(
    DeviceMemory,
    answered=instants, identified=instants, identity=st.dictionaries(texts, texts, max_size=4), failure=texts,
    uptime=st.builds(Uptime, instants, instants, instants), ports=st.lists(ports, max_size=4).map(tuple),
    cpu=numbers, memory=st.none() | usages, swap=st.none() | usages,
    storage=st.lists(st.builds(StorageReading, texts, usages), max_size=3).map(tuple),
    reach=st.builds(Reachability, st.integers(0, 3), instants),
    cpu_state=st.builds(ThresholdState, st.booleans(), instants, st.integers(0, 10**9), instants),
)  # fmt: skip


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=10,
)


@settings(max_examples=60)
@given(memories)
def test_a_memory_comes_back_as_it_was(memory: DeviceMemory) -> None:
    assert DeviceMemory.from_text(memory.to_text()) == memory


@settings(max_examples=60)
@given(memories, st.data())
def test_a_memory_with_any_part_missing_is_an_empty_one(memory: DeviceMemory, data: st.DataObject) -> None:
    found: dict[str, Any] = json.loads(memory.to_text())
    del found[data.draw(st.sampled_from(sorted(found)))]
    assert DeviceMemory.from_text(json.dumps(found)) == DeviceMemory()


@settings(max_examples=100)
@given(anything)
def test_any_json_is_read_as_a_memory(value: Any) -> None:
    assert isinstance(DeviceMemory.from_text(json.dumps(value)), DeviceMemory)


@pytest.mark.parametrize("part", ["ports", "reach", "cpu-state", "uptime", "storage", "memory", "identity"])
@pytest.mark.parametrize("wrong", [None, 3, "x", [1], [[1, 2, 3]], {"a": 1}])
def test_a_part_of_another_shape_is_read_or_forgotten_never_a_crash(part: str, wrong: object) -> None:
    found = json.loads(DeviceMemory(answered=5).to_text())
    found[part] = wrong
    assert isinstance(DeviceMemory.from_text(json.dumps(found)), DeviceMemory)


@given(memories)
def test_a_time_that_nobody_watched_breaks_only_the_run_of_high_values(memory: DeviceMemory) -> None:
    after = memory.unobserved()
    assert after.cpu_state.last is None
    assert replace(after, cpu_state=memory.cpu_state) == memory
