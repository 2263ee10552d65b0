"""Import by a person who is quicker than the file: what was given up stays so, what is said is so."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFileDialog
from pytestqt.qtbot import QtBot

from itdesk.desk import Desk
from itdesk.desk.importing import profiles
from itdesk.ui.app.office import Office
from itdesk.ui.pages.imports.page import ImportsPage
from itdesk.ui.pages.people.page import PeoplePage
from tests.records import add
from tests.ui.hands import LEFT, answer, last_said, press, said, words

OpenOffice = Callable[..., Office]
HEAD = "Asset Tag,Asset Name,Category,Purchase Cost,Colour\n"
TABLE = f"{HEAD}IMP-1,One,Laptop,1200,red\nIMP-2,Two,Monitor,150,\nIMP-3,Three,Monitor,not a price,blue\n"


@pytest.fixture
def office(open_office: OpenOffice) -> Office:
    return open_office("imports")


@pytest.fixture
def page(office: Office) -> ImportsPage:
    found = office.window.page
    assert isinstance(found, ImportsPage)
    return found


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "assets.csv"
    path.write_text(TABLE, "utf-8")
    return path


def _rest(page: ImportsPage, qtbot: QtBot) -> None:
    """Nothing is read, compared or written any more."""
    qtbot.waitUntil(lambda: not page.context.tasks.running)


def _open(page: ImportsPage, path: Path, qtbot: QtBot) -> None:
    page.open_file(path)
    qtbot.waitUntil(lambda: page.preview is not None)


def _choose(box: QComboBox, data: object) -> None:
    place = box.findData(data)
    assert place >= 0
    box.setCurrentIndex(place)
    box.activated.emit(place)


def _imported(desk: Desk) -> int:
    return desk.lists.count("asset", desk.query("asset", "tag:IMP-*"))


# --- reading ------------------------------------------------------------------------------------
def test_of_two_files_opened_at_once_the_second_is_shown(
    page: ImportsPage, table: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    slow = tmp_path / "slow.csv"
    slow.write_text(HEAD + "".join(f"SLOW-{n},Name,Laptop,1,red\n" for n in range(8_000)), "utf-8")
    page.open_file(slow)
    page.open_file(table)
    qtbot.waitUntil(lambda: page.preview is not None)
    _rest(page, qtbot)
    assert page.prepared is not None and page.prepared.path == table
    assert page.columns.foot.head.text() == "assets.csv"
    assert page.columns.row("Asset Tag").samples.text() == "IMP-1 · IMP-2 · IMP-3"


def test_a_file_that_is_given_up_while_it_is_read_anew_does_not_come_back(
    page: ImportsPage, table: Path, qtbot: QtBot
) -> None:
    _open(page, table, qtbot)
    _choose(page.columns.head_box, False)
    press(qtbot, page.columns.foot, "Back")
    _rest(page, qtbot)
    assert page.start.isVisible() and page.prepared is None
    assert page.steps.accessibleName() == "Step 1 of 4: File"


def test_a_bad_file_that_is_given_up_says_nothing_about_the_next(
    page: ImportsPage, table: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    page.open_file(tmp_path / "missing.csv")
    page.open_file(table)
    qtbot.waitUntil(lambda: page.preview is not None)
    _rest(page, qtbot)
    assert not page.banner.isVisible() and page.columns.isVisible()


def test_a_file_that_vanishes_before_it_is_read_anew_is_said_and_what_is_shown_stays(
    page: ImportsPage, table: Path, qtbot: QtBot
) -> None:
    _open(page, table, qtbot)
    table.unlink()
    _choose(page.columns.delimiter_box, ";")
    qtbot.waitUntil(page.banner.isVisible)
    assert "assets.csv" in page.banner.accessibleName()
    assert page.columns.isVisible() and len(page.columns.rows) == 5


def test_the_choice_by_key_and_dialog_opens_the_file(
    page: ImportsPage, office: Office, table: Path, qtbot: QtBot
) -> None:
    modifiers = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(office.window, Qt.Key.Key_O, modifiers)
    dialog = answer(qtbot, QFileDialog)
    dialog.fileSelected.emit(str(table))
    dialog.reject()
    qtbot.waitUntil(page.columns.isVisible)
    qtbot.waitUntil(lambda: page.preview is not None)


# --- columns ------------------------------------------------------------------------------------
def test_columns_are_kept_as_they_stand_when_preview_is_pressed_at_once(
    page: ImportsPage, table: Path, other_desk: Desk, qtbot: QtBot
) -> None:
    _open(page, table, qtbot)
    page.columns.keep.click()
    page.columns.keep_name.setText("Mine")
    _choose(page.columns.row("Colour").box, "notes")
    _choose(page.columns.row("Purchase Cost").box, "")
    qtbot.mouseClick(page.columns.foot.go, LEFT)
    qtbot.waitUntil(lambda: len(profiles(other_desk)) == 1)
    (kept,) = profiles(other_desk)
    assert (kept.name, kept.mapping["Colour"], kept.mapping["Purchase Cost"]) == ("Mine", "notes", "")


def test_what_was_compared_before_the_change_is_not_what_is_written(
    page: ImportsPage, table: Path, other_desk: Desk, qtbot: QtBot
) -> None:
    _open(page, table, qtbot)
    qtbot.mouseClick(page.columns.foot.go, LEFT)
    qtbot.waitUntil(page.look.foot.go.isEnabled)
    press(qtbot, page.look.foot, "Back")
    _choose(page.columns.row("Asset Name").box, "notes")
    assert not page.look.foot.go.isEnabled() and page.preview is None
    qtbot.mouseClick(page.columns.foot.go, LEFT)
    qtbot.waitUntil(page.look.foot.go.isEnabled)
    qtbot.mouseClick(page.look.foot.go, LEFT)
    qtbot.waitUntil(page.done.isVisible)
    made = other_desk.store.read("asset", other_desk.refs.find("asset", "IMP-1"))
    assert (made["notes"], made["name"]) == ("One", None)


def test_many_changes_of_mind_end_with_the_last(page: ImportsPage, table: Path, qtbot: QtBot) -> None:
    _open(page, table, qtbot)
    box = page.columns.row("Purchase Cost").box
    for target in ("notes", "", "model", "price", "notes"):
        _choose(box, target)
    qtbot.waitUntil(lambda: page.preview is not None)
    _rest(page, qtbot)
    assert page.preview is not None and page.preview.mapping["Purchase Cost"] == "notes"
    assert page.preview.counts.wrong == 0


def test_another_kind_and_back_is_compared_as_that_kind(page: ImportsPage, table: Path, qtbot: QtBot) -> None:
    _open(page, table, qtbot)
    for kind in ("person", "supplier", "asset"):
        _choose(page.columns.kind_box, kind)
    qtbot.waitUntil(lambda: page.preview is not None)
    _rest(page, qtbot)
    assert page.preview is not None and page.preview.kind.name == "asset"
    assert page.columns.row("Asset Tag").target == "tag"


# --- writing ------------------------------------------------------------------------------------
def test_cancel_while_others_write_leaves_nothing_or_says_what_was_written(
    page: ImportsPage, table: Path, other_desk: Desk, qtbot: QtBot
) -> None:
    _open(page, table, qtbot)
    qtbot.mouseClick(page.columns.foot.go, LEFT)
    qtbot.waitUntil(page.look.foot.go.isEnabled)
    with other_desk.write("long work") as unit:
        unit.insert("place", {"name": "Held up"})
        qtbot.mouseClick(page.look.foot.go, LEFT)
        assert not page.look.foot.go.isEnabled()
        press(qtbot, page.look.foot, "Cancel")
        assert page.start.isVisible()
    _rest(page, qtbot)
    assert page.done.isVisible() == (_imported(other_desk) > 0)
    assert page.start.isVisible() == (_imported(other_desk) == 0)


def test_two_presses_write_once(page: ImportsPage, table: Path, other_desk: Desk, qtbot: QtBot) -> None:
    _open(page, table, qtbot)
    qtbot.mouseClick(page.columns.foot.go, LEFT)
    qtbot.waitUntil(page.look.foot.go.isEnabled)
    head = other_desk.store.head()
    qtbot.mouseDClick(page.look.foot.go, LEFT)
    qtbot.mouseClick(page.look.foot.go, LEFT)
    qtbot.waitUntil(page.done.isVisible)
    _rest(page, qtbot)
    assert other_desk.store.head() == head + 1 and _imported(other_desk) == 2


def test_the_list_of_the_kind_that_was_written_is_shown(
    page: ImportsPage, office: Office, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "people.csv"
    path.write_text("Name,E-mail\nImported Person,imported@example.com\n", "utf-8")
    page.open_file(path, "person")
    qtbot.waitUntil(lambda: page.preview is not None)
    qtbot.mouseClick(page.columns.foot.go, LEFT)
    qtbot.waitUntil(page.look.foot.go.isEnabled)
    qtbot.mouseClick(page.look.foot.go, LEFT)
    qtbot.waitUntil(page.done.isVisible)
    press(qtbot, page.done, "Show the list")
    assert isinstance(office.window.page, PeoplePage)


def test_undo_that_cannot_be_says_why_and_the_step_stays(
    page: ImportsPage, office: Office, table: Path, other_desk: Desk, qtbot: QtBot
) -> None:
    _open(page, table, qtbot)
    qtbot.mouseClick(page.columns.foot.go, LEFT)
    qtbot.waitUntil(page.look.foot.go.isEnabled)
    qtbot.mouseClick(page.look.foot.go, LEFT)
    qtbot.waitUntil(page.done.isVisible)
    add(other_desk, "ticket", subject="About it", asset=other_desk.refs.find("asset", "IMP-1"))
    head = other_desk.store.head()
    press(qtbot, page.done, "Undo this import")
    qtbot.waitUntil(lambda: any(message.state == "crit" for message in said(office)))
    assert "others refer" in last_said(office) and page.done.isVisible()
    assert other_desk.store.head() == head and _imported(other_desk) == 2


def test_another_file_begins_with_nothing_of_the_last(
    page: ImportsPage, table: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    _open(page, table, qtbot)
    page.columns.keep.click()
    page.columns.keep_name.setText("Finance")
    qtbot.mouseClick(page.columns.foot.go, LEFT)
    qtbot.waitUntil(page.look.foot.go.isEnabled)
    qtbot.mouseClick(page.look.foot.go, LEFT)
    qtbot.waitUntil(page.done.isVisible)
    press(qtbot, page.done, "Import another file")
    assert page.start.isVisible() and page.preview is None
    other = tmp_path / "second.csv"
    other.write_text("Asset Tag\nIMP-9\n", "utf-8")
    _open(page, other, qtbot)
    assert not page.columns.keep.isChecked() and page.columns.keep_name.text() == "second"
    assert "IMP-1" not in words(page.columns)
