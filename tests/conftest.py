"""Every test has its own home, its own keyring and no way to the user's files."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from itdesk.desk import Desk
from tests.postgres import PostgresServer, name_of, postgres_server, postgres_url

__all__ = ["postgres_server", "postgres_url"]

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")

settings.register_profile("explore", deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""Other examples each time, to look for what nobody thought of: `--hypothesis-profile=explore`."""
settings.register_profile("house", settings.get_profile("explore"), max_examples=60, derandomize=True)
"""The same code gets the same verdict on every machine."""
settings.load_profile("house")


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder that ends with the test."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(home / name.lower()))
    monkeypatch.setenv("ITDESK_KEY_FILE", str(home / "key"))
    monkeypatch.delenv("ITDESK_DESK", raising=False)
    return home


@pytest.fixture
def desk_path(tmp_path: Path) -> Path:
    """Where a test's desk may lie; nothing is there yet."""
    return tmp_path / "office.desk"


@pytest.fixture(scope="session")
def empty_desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty desk that is made once: opening a copy is quicker than making one."""
    path = tmp_path_factory.mktemp("empty") / "office.desk"
    Desk.open(str(path), origin="test", create=True, actor="tester").close()
    return path


@pytest.fixture(scope="session")
def desk_template(postgres_server: PostgresServer) -> str:
    """The name of a database that holds an empty desk, to be copied like `empty_desk`."""
    url = postgres_server.create()
    Desk.open(url, origin="test", create=True, actor="tester").close()
    return name_of(url)


@pytest.fixture
def postgres_place(request: pytest.FixtureRequest) -> Iterator[str]:
    """The URL of an empty desk that ends with the test."""
    server: PostgresServer = request.getfixturevalue("postgres_server")
    url = server.create(request.getfixturevalue("desk_template"))
    yield url
    server.drop(url)


@pytest.fixture
def desk(desk_path: Path, empty_desk: Path) -> Iterator[Desk]:
    """An empty desk of its own."""
    shutil.copy(empty_desk, desk_path)
    opened = Desk.open(str(desk_path), origin="test", actor="tester")
    yield opened
    opened.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def any_desk(request: pytest.FixtureRequest) -> Iterator[Desk]:
    """An empty desk on each engine."""
    if request.param == "sqlite":
        yield request.getfixturevalue("desk")
        return
    opened = Desk.open(request.getfixturevalue("postgres_place"), origin="test", actor="tester")
    yield opened
    opened.close()
