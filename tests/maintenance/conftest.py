"""An office whose clock is moved by hand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from itdesk.desk import Desk
from tests.clocks import HandClock
from tests.maintenance.offices import open_office


@pytest.fixture
def clock() -> HandClock:
    return HandClock("2026-03-02T10:00:00+00:00")


@pytest.fixture
def office(desk_path: Path, clock: HandClock) -> Iterator[Desk]:
    desk = open_office(desk_path, clock)
    yield desk
    desk.close()
