"""A place of its own for every test."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.daemon.office import Place


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    found = Place(tmp_path)
    for name in ("ITDESK_KEY_FILE", "XDG_STATE_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, found.environment[name])
    return found
