"""Disks that are small or take nothing: mounted for one test, by root alone."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def mounted(folder: Path, *options: str) -> Iterator[Path]:
    """A disk in memory at `folder` with mount's options, such as size=1m; skips where none may be mounted."""
    if os.name != "posix" or os.geteuid() != 0:
        pytest.skip("only root may mount a disk for a test")
    folder.mkdir(exist_ok=True)
    words = ["mount", "-t", "tmpfs", "-o", ",".join(options), "tmpfs", str(folder)]
    if subprocess.run(words, capture_output=True, check=False).returncode != 0:
        pytest.skip("this machine does not let us mount a disk")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def make_read_only(disk: Path) -> None:
    """From now on `disk`, which is mounted, takes nothing."""
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
