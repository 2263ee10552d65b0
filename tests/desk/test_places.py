"""Where a person's files are: as the system says, as the environment says, and inside the program."""

from __future__ import annotations

from pathlib import Path

import pytest

from itdesk.desk import Desk, default_desk
from itdesk.desk.places import bundled, config_dir, data_dir, state_dir


def test_nothing_lies_outside_the_persons_own_folders(own_home: Path) -> None:
    assert data_dir() == own_home / "xdg_data_home" / "itdesk"
    assert config_dir() == own_home / "xdg_config_home" / "itdesk"
    assert state_dir() == own_home / "xdg_state_home" / "itdesk"


def test_without_the_systems_word_the_usual_folders_are_meant(
    own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.delenv(name)
    assert data_dir() == own_home / ".local" / "share" / "itdesk"
    assert config_dir() == own_home / ".config" / "itdesk"
    assert state_dir() == own_home / ".local" / "state" / "itdesk"


def test_asking_where_makes_no_folder(own_home: Path) -> None:
    for ask in (data_dir, config_dir, state_dir, default_desk):
        ask()
    assert list(own_home.iterdir()) == []


def test_the_default_desk_is_a_file_of_the_person(own_home: Path) -> None:
    assert default_desk() == str(own_home / "xdg_data_home" / "itdesk" / "desk.db")
    opened = Desk.open(default_desk(), origin="test", create=True)
    opened.close()
    assert Path(default_desk()).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    "named", ["/srv/office.desk", "office desk 会議.desk", "postgresql://office@server/desk", "~/my.desk"]
)
def test_a_desk_that_is_named_goes_before(monkeypatch: pytest.MonkeyPatch, named: str) -> None:
    monkeypatch.setenv("ITDESK_DESK", named)
    assert default_desk() == named


def test_an_empty_name_is_no_name(own_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ITDESK_DESK", "")
    assert Path(default_desk()).parent == data_dir()


def test_a_tilde_in_the_name_is_the_persons_home(own_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ITDESK_DESK", "~/my.desk")
    opened = Desk.open(default_desk(), origin="test", create=True)
    opened.close()
    assert (own_home / "my.desk").exists()


@pytest.mark.parametrize("name", ["manuals", "pictures"])
def test_what_the_program_brings_is_there(name: str) -> None:
    assert any(bundled(name).iterdir())


def test_what_the_program_does_not_bring_is_only_a_path() -> None:
    assert not bundled("nothing like this").exists()
