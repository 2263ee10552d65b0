"""An empty desk on each engine, for the tests of the store."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from itdesk.desk import office_schema
from itdesk.store.store import Store, open_store
from tests.clocks import HandClock
from tests.postgres import PostgresServer

START = "2026-03-02T09:00:00+00:00"

OpenStore = Callable[[], Store]


@pytest.fixture
def clock() -> HandClock:
    """The time of every store here: a Monday morning until it is moved."""
    return HandClock(START)


@pytest.fixture
def store(tmp_path: Path, clock: HandClock) -> Iterator[Store]:
    """An empty desk in a file."""
    opened = open_store(
        str(tmp_path / "office.desk"), office_schema(), origin="test", create=True, clock=clock
    )
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def desk_template(postgres_server: PostgresServer) -> str:
    """The name of a database that holds an empty desk: copying it is quicker than making one."""
    url = postgres_server.create()
    open_store(url, office_schema(), origin="test", create=True).close()
    return url.rpartition("/")[2]


@pytest.fixture
def postgres_place(request: pytest.FixtureRequest) -> Iterator[str]:
    """The URL of an empty desk that ends with the test."""
    server: PostgresServer = request.getfixturevalue("postgres_server")
    url = server.create(request.getfixturevalue("desk_template"))
    yield url
    server.drop(url)


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
