"""A few kills of each process; `tests/bench/kill_nine.py` does two hundred."""

from __future__ import annotations

import pytest

from tests.bench.kill_nine import run


@pytest.mark.parametrize("what", ["writer", "import", "daemon"])
def test_nothing_acknowledged_is_lost_when_a_process_is_killed(what: str) -> None:
    run(what, times=3, seed=7)
