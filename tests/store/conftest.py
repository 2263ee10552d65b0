"""An empty desk on each engine, for the tests of the store."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from itdesk.desk import office_schema
from itdesk.store.store import Store, open_store
from tests.clocks import HandClock

START = "2026-03-02T09:00:00+00:00"

OpenStore = Callable[[], Store]


@pytest.fixture
def clock() -> HandClock:
    """The time of every store here: a Monday morning until it is moved."""
    return HandClock(START)


@pytest.fixture
def store(tmp_path: Path, empty_desk: Path, clock: HandClock) -> Iterator[Store]:
    """An empty desk in a file."""
    place = shutil.copy(empty_desk, tmp_path / "office.desk")
    opened = open_store(str(place), office_schema(), origin="test", clock=clock)
    yield opened
    opened.close()


@pytest.fixture
def postgres_store(postgres_place: str, clock: HandClock) -> Iterator[Store]:
    """An empty desk in PostgreSQL."""
    opened = open_store(postgres_place, office_schema(), origin="test", clock=clock)
    yield opened
    opened.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def any_store(request: pytest.FixtureRequest) -> Store:
    """An empty desk, once on each engine. Another process opens it by `any_store.engine.url` or `.path`."""
    name = "store" if request.param == "sqlite" else "postgres_store"
    return request.getfixturevalue(name)


@pytest.fixture
def second_store(any_store: Store, clock: HandClock) -> Iterator[Store]:
    """The same desk as `any_store`, opened as another process would."""
    place = getattr(any_store.engine, "url", any_store.engine.place)
    opened = open_store(place, office_schema(), origin="test", clock=clock)
    yield opened
    opened.close()
