"""A desk, the program's own processes on it, and waiting for what they do."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from itdesk.desk import Desk

PATIENCE = 60.0
"""Seconds after which what a process should have done counts as not done."""


@dataclass(frozen=True)
class Place:
    """A desk file in a folder with everything else that belongs to its user."""

    folder: Path

    @property
    def desk(self) -> Path:
        return self.folder / "desk.db"

    @property
    def environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "ITDESK_KEY_FILE": str(self.folder / "key"),
            "XDG_STATE_HOME": str(self.folder / "state"),
            "XDG_CONFIG_HOME": str(self.folder / "config"),
        }

    def command(self, *words: str) -> list[str]:
        return [sys.executable, "-m", "itdesk", "--desk", str(self.desk), *words]

    def itdesk(self, *words: str, expected: int = 0, **more: str) -> str:
        """Run a verb; answers what it printed, and fails the test when it ends otherwise than expected."""
        environment = {**self.environment, **more}
        done = subprocess.run(
            self.command(*words),
            env=environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        assert done.returncode == expected, done.stdout + done.stderr
        return done.stdout

    def listed(self, kind: str) -> list[dict[str, Any]]:
        """Every record of a kind, as scripts see them."""
        return json.loads(self.itdesk("list", kind, "--json"))

    @contextmanager
    def open(self) -> Iterator[Desk]:
        """The desk in this process."""
        desk = Desk.open(str(self.desk), origin="test", create=True)
        try:
            yield desk
        finally:
            desk.close()

    @contextmanager
    def daemon(self) -> Iterator[subprocess.Popen[bytes]]:
        """The daemon as a child of ours."""
        with (self.folder / "daemon.out").open("ab") as out:
            process = subprocess.Popen(self.command("daemon"), env=self.environment, stdout=out, stderr=out)
        try:
            yield process
        finally:
            process.kill()
            process.wait()

    def log(self) -> str:
        found = sorted((self.folder / "state").rglob("daemon-*.log*"))
        return "".join(path.read_text("utf-8") for path in found)


def wait_for(process: subprocess.Popen[bytes], condition: Callable[[], bool], what: str) -> None:
    """Return when `condition` holds; fails the test when the process ends or time is over."""
    until = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > until:
            pytest.fail(f"{what} did not happen")
        try:
            pytest.fail(f"the process ended with {process.wait(0.1)} before {what}")
        except subprocess.TimeoutExpired:
            continue
