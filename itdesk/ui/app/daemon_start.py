"""Starts the watch in a process of its own, without a password on its command line."""

from __future__ import annotations

import os
import subprocess
import sys
from urllib.parse import urlsplit

DETACHED_ON_WINDOWS = 0x00000008 | 0x00000200
"""DETACHED_PROCESS | CREATE_NEW_PROCESS_GROUP."""


def daemon_command(place: str, environment: dict[str, str]) -> tuple[list[str], dict[str, str]]:
    """(arguments, environment) that watch `place`; a URL with a password goes by ITDESK_DESK."""
    program = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "itdesk"]
    if "://" in place and urlsplit(place).password:
        return [*program, "daemon"], {**environment, "ITDESK_DESK": place}
    return [*program, "--desk", place, "daemon"], environment


def start_daemon(place: str) -> subprocess.Popen[bytes]:
    """Start it and leave it: it outlives the window. Raises OSError."""
    arguments, environment = daemon_command(place, dict(os.environ))
    flags = DETACHED_ON_WINDOWS if sys.platform == "win32" else 0
    return subprocess.Popen(
        arguments,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        creationflags=flags,
        start_new_session=sys.platform != "win32",
    )
