"""Where a person's files are: the default desk, configuration, caches and crash reports."""

from __future__ import annotations

import os
from importlib.resources import files
from pathlib import Path

import platformdirs

APPLICATION = "itdesk"


def default_desk() -> str:
    """The desk that is opened when none is named: ITDESK_DESK, or a file in the user's data folder."""
    named = os.environ.get("ITDESK_DESK")
    return named or str(data_dir() / "desk.db")


def data_dir() -> Path:
    return Path(platformdirs.user_data_dir(APPLICATION, appauthor=False))


def config_dir() -> Path:
    return Path(platformdirs.user_config_dir(APPLICATION, appauthor=False))


def state_dir() -> Path:
    """Logs, crash reports and window state."""
    return Path(platformdirs.user_state_dir(APPLICATION, appauthor=False))


def bundled(name: str) -> Path:
    """A folder of the program's own resources, from the wheel or from the source tree."""
    installed = Path(str(files("itdesk"))) / "resources" / name
    return installed if installed.exists() else Path(str(files("itdesk"))).parent / "resources" / name
