"""A real PostgreSQL server on loopback, as an unprivileged user, and a fresh database for each test."""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
import pytest

OWNER = "office"
"""The role that owns the tests' databases: no superuser, like a real one."""

_SETTINGS = (
    "listen_addresses=127.0.0.1", "unix_socket_directories=", "fsync=off", "synchronous_commit=off",
    "full_page_writes=off", "shared_buffers=32MB", "max_connections=60", "autovacuum=off",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PostgresServer:
    """A running server; `password` is the owner's and holds what a URL must quote."""

    port: int
    admin_password: str
    password: str

    def url(self, database: str) -> str:
        """The URL that an office would use."""
        return f"postgresql://{OWNER}:{quote(self.password, safe='')}@127.0.0.1:{self.port}/{database}"

    def create(self, template: str = "template0") -> str:
        """The URL of a new database, empty or like `template`."""
        name = f"desk_{secrets.token_hex(6)}"
        self._admin(f"CREATE DATABASE {name} OWNER {OWNER} ENCODING 'UTF8' TEMPLATE {template}")
        return self.url(name)

    def drop(self, url: str) -> None:
        self._admin(f"DROP DATABASE IF EXISTS {name_of(url)} WITH (FORCE)")

    def cut_connections(self, url: str) -> int:
        """End every connection to the database from the server's side; answers how many there were."""
        with self._connection() as connection:
            return connection.execute(
                "SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity WHERE datname = %s",
                (name_of(url),),
            ).fetchone()[0]  # pyright: ignore[reportOptionalSubscript]

    def _admin(self, sql: str) -> None:
        with self._connection() as connection:
            connection.execute(sql.encode())

    def _connection(self) -> psycopg.Connection:
        return psycopg.connect(
            host="127.0.0.1", port=self.port, user="admin", password=self.admin_password,
            dbname="postgres", autocommit=True,
        )  # fmt: skip


def name_of(url: str) -> str:
    """The database's name in a URL of `PostgresServer`."""
    return url.rpartition("/")[2]


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """One server for the whole run; skips where PostgreSQL is not installed."""
    binaries = _binaries()
    folder = Path(tempfile.mkdtemp(prefix="itdesk-postgres-"))
    try:
        user = _unprivileged_user(folder)
        admin_password = secrets.token_urlsafe(12)
        _initialise(binaries, folder, user, admin_password)
        port = free_port()
        options = " ".join(f"-c {setting}" for setting in (*_SETTINGS, f"port={port}"))
        start = ["start", "-w", "-t", "60", "-l", str(folder / "server.log"), "-o", options]
        with _guard(binaries, folder, user):
            _run([str(binaries / "pg_ctl"), "-D", str(folder / "data"), *start], folder, user)
            yield _with_owner(PostgresServer(port, admin_password, "s3cret:p@ss/wörd%41?#&"))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _guard(binaries: Path, folder: Path, user: str | None) -> Iterator[None]:
    """Stops the server when its input ends, which it does even if these tests are killed."""
    script = 'read -r _; "$0/pg_ctl" -D "$1/data" stop -w -m immediate >/dev/null; rm -rf "$1"'
    guard = subprocess.Popen(
        ["sh", "-c", script, str(binaries), str(folder)], stdin=subprocess.PIPE, start_new_session=True,
        **_as(user), cwd="/",
    )  # fmt: skip
    try:
        yield
    finally:
        guard.communicate(timeout=60)


@pytest.fixture
def postgres_url(postgres_server: PostgresServer) -> Iterator[str]:
    """The URL of an empty database that ends with the test."""
    url = postgres_server.create()
    yield url
    postgres_server.drop(url)


def _binaries() -> Path:
    """The folder of initdb and pg_ctl: Debian keeps them off the PATH."""
    on_path = shutil.which("initdb")
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if on_path is None and not installed:
        pytest.skip("PostgreSQL's server is not installed")
    return Path(on_path or installed[-1]).parent


def _unprivileged_user(folder: Path) -> str | None:
    """PostgreSQL refuses to run as root, so root hands the folder to another user."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    user = "postgres" if "postgres" in known else "nobody"
    shutil.chown(folder, user)
    return user


def _initialise(binaries: Path, folder: Path, user: str | None, password: str) -> None:
    secret = folder / "password"
    secret.write_text(password)
    secret.chmod(0o600)
    if user is not None:
        shutil.chown(secret, user)
    command = [
        str(binaries / "initdb"), "-D", str(folder / "data"), "-U", "admin", "--pwfile", str(secret),
        "--auth", "scram-sha-256", "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync",
    ]  # fmt: skip
    _run(command, folder, user)
    secret.unlink()


def _with_owner(server: PostgresServer) -> PostgresServer:
    literal = server.password.replace("'", "''")
    server._admin(f"CREATE ROLE {OWNER} LOGIN PASSWORD '{literal}'")
    return server


def _as(user: str | None) -> dict[str, Any]:
    """What a child process needs to run as `user`."""
    return {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": []} if user else {}


def _run(command: list[str], folder: Path, user: str | None) -> None:
    done = subprocess.run(
        command, check=False, cwd=folder, **_as(user), stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=120,
        env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC"},
    )  # fmt: skip
    if done.returncode != 0:
        log = folder / "server.log"
        said = log.read_text() if log.exists() else ""
        raise RuntimeError(f"{Path(command[0]).name} failed: {done.stdout}{said}")


def free_port() -> int:
    """A TCP port of loopback that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
