"""What comes up for a place: the office, the first run, or a refusal that says why."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from itdesk.core.errors import CancelledError
from itdesk.ui.app.ask import AskDialog
from itdesk.ui.app.beginning import demo_at
from itdesk.ui.app.program import Program
from itdesk.ui.kit.tasks import Progress
from itdesk.ui.pages.firstrun.page import FirstRun
from itdesk.ui.pages.firstrun.refusal import Refusal


def _first_run(program: Program) -> FirstRun:
    assert program.door is not None
    assert isinstance(program.door.inside, FirstRun)
    return program.door.inside


def test_without_a_desk_there_is_the_first_run(program: Program, tmp_path: Path) -> None:
    program.show_place(str(tmp_path / "none.db"))
    assert list(_first_run(program).cards) == ["scan", "discover", "import", "demo"]
    assert not (tmp_path / "none.db").exists()


def test_the_number_key_chooses_and_makes_the_desk(program: Program, tmp_path: Path, qtbot: QtBot) -> None:
    program.show_place(str(tmp_path / "new.db"))
    qtbot.keyClick(_first_run(program).cards["demo"], Qt.Key.Key_3)
    qtbot.waitUntil(lambda: program.office is not None)
    assert (tmp_path / "new.db").exists()
    assert program.door is None


def test_this_computer_becomes_the_first_asset(program: Program, tmp_path: Path, qtbot: QtBot) -> None:
    pytest.importorskip("itdesk.assets.importers.local")
    program.show_place(str(tmp_path / "new.db"))
    qtbot.mouseClick(_first_run(program).cards["scan"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: program.office is not None)
    desk = program.office.context.desk
    assert desk.lists.count("asset", desk.query("asset", "")) == 1


def test_a_cancelled_demo_leaves_nothing_behind(tmp_path: Path, qtbot: QtBot) -> None:
    progress = Progress(_deaf)
    progress.cancel()
    with pytest.raises(CancelledError):
        demo_at(tmp_path / "demo.db", progress)
    assert list(tmp_path.iterdir()) == []


def _deaf(share: float, note: str) -> None:
    """Nobody listens."""


def test_a_foreign_file_is_refused_and_left_as_it_is(program: Program, tmp_path: Path) -> None:
    path = tmp_path / "letter.db"
    path.write_bytes(b"Dear Sir or Madam, " * 500)
    before = path.read_bytes()
    program.show_place(str(path))
    assert isinstance(program.door.inside, Refusal)
    assert "is not an itdesk desk" in program.door.inside.accessibleDescription()
    assert path.read_bytes() == before


def test_a_desk_of_a_newer_itdesk_names_both_schemas(program: Program, place: str) -> None:
    with sqlite3.connect(place) as raw:
        columns = [row[1] for row in raw.execute("PRAGMA table_info(migration)")]
        known = raw.execute("SELECT * FROM migration").fetchone()
        later = {**dict(zip(columns, known, strict=True)), "id": 9999, "name": "9999_later"}
        marks = ", ".join("?" * len(later))
        raw.execute(f"INSERT INTO migration ({', '.join(later)}) VALUES ({marks})", tuple(later.values()))
    raw.close()
    program.show_place(place)
    assert isinstance(program.door.inside, Refusal)
    assert "newer" in program.door.inside.accessibleName()


def test_another_desk_takes_the_place_of_the_open_one(program: Program, place: str, tmp_path: Path) -> None:
    program.show_place(place, "assets")
    first = program.office
    program.show_place(str(tmp_path / "other.db"), create=True)
    assert program.office is not first
    assert not first.window.isVisible()
    assert not first.context.tasks._writer._threads[0].is_alive()


def test_a_wrong_address_of_a_team_is_refused_before_it_is_tried(
    program: Program, tmp_path: Path, qtbot: QtBot
) -> None:
    program.show_place(str(tmp_path / "none.db"))
    program.ask_join()
    dialog = program.door.findChild(AskDialog)
    dialog.field.setText("mysql://server/desk")
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    assert dialog.isVisible()
    dialog.reject()


def test_a_bug_is_reported_and_the_window_stays(program: Program, place: str, own_home: Path) -> None:
    program.show_place(place, "assets")
    program.unforeseen(RuntimeError("a secret value"))
    assert program.office.window.isVisible()
    reports = list(own_home.rglob("crash-*.txt"))
    assert len(reports) == 1
    assert "a secret value" not in reports[0].read_text()
