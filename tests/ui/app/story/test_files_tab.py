"""Files of a record: chosen, kept, saved elsewhere, taken back; ugly names and files that are none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from itdesk.desk import Desk
from itdesk.store import files
from itdesk.store.attachments import Attached, attached, content
from itdesk.store.engine import scalar
from itdesk.ui.app.office import Office
from itdesk.ui.app.story.pane import StoryDetail
from tests.records import add, remove
from tests.ui.app.story.panes import pane_of
from tests.ui.hands import last_said, press, said, words

OpenOffice = Callable[..., Office]


@pytest.fixture
def office(open_office: OpenOffice) -> Office:
    return open_office("people")


@pytest.fixture
def supplier(other_desk: Desk) -> int:
    return add(other_desk, "supplier", name="Bechtle")


@pytest.fixture
def pane(office: Office, supplier: int, qtbot: QtBot) -> StoryDetail:
    """The supplier's pane at its files."""
    found = pane_of(office, "supplier", supplier, qtbot)
    found.show_tab("files")
    qtbot.waitUntil(found.files.isVisible)
    return found


def _of(desk: Desk, key: int) -> list[Attached]:
    return attached(desk.store.engine, "supplier", key)


def _chosen(window: QWidget, target: Path, qtbot: QtBot) -> None:
    """The system's dialog answers with a file."""
    qtbot.waitUntil(lambda: len(window.findChildren(QFileDialog)) == 1)
    (dialog,) = window.findChildren(QFileDialog)
    dialog.fileSelected.emit(str(target))
    dialog.reject()
    qtbot.waitUntil(lambda: not window.findChildren(QFileDialog))


def _tab_says(pane: StoryDetail, count: int) -> bool:
    found = [b for b in pane.tabs.bar.findChildren(QWidget) if b.accessibleName().startswith("Files")]
    return any(str(count) in button.accessibleName() for button in found)


# --- kept ---------------------------------------------------------------------------------------
def test_a_file_is_asked_for_and_kept_with_its_bytes(
    pane: StoryDetail, office: Office, supplier: int, other_desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    assert "No file is kept yet." in words(pane.files)
    source = tmp_path / "contract.pdf"
    source.write_bytes(b"%PDF-" + b"x" * 3_000)
    press(qtbot, pane.files, "Add a file…")
    _chosen(office.window, source, qtbot)
    qtbot.waitUntil(lambda: "contract.pdf" in words(pane.files))
    source.unlink()
    assert content(other_desk.store.engine, "supplier", supplier, "contract.pdf") == b"%PDF-" + b"x" * 3_000
    assert "2.9 KiB" in words(pane.files)
    qtbot.waitUntil(lambda: _tab_says(pane, 1))


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("契約書 2026年度 更新版.pdf", "契約書 2026年度 更新版.pdf"),
        ("عقد الصيانة.pdf", "عقد الصيانة.pdf"),
        ("🖨️ manual.pdf", "🖨️ manual.pdf"),
        ("<b>bold<i> & co.pdf", "<b>bold<i> & co.pdf"),
        ("&File.pdf", "&File.pdf"),
        ("two\nlines.pdf", "twolines.pdf"),
        ("gpj\u202e.exe", "gpj.exe"),
        ("..\\..\\evil.exe", "evil.exe"),
        ("%s %d {0} {name}.txt", "%s %d {0} {name}.txt"),
        ("x" * 240 + ".pdf", "x" * 196 + ".pdf"),
    ],
    ids=[
        "Japanese",
        "Arabic",
        "emoji",
        "markup",
        "ampersand",
        "two lines",
        "turned",
        "folders",
        "marks",
        "long",
    ],
)
def test_a_file_is_called_as_it_was_without_what_harms(
    pane: StoryDetail, supplier: int, other_desk: Desk, qtbot: QtBot, tmp_path: Path, name: str, kept: str
) -> None:
    source = tmp_path / name
    source.write_bytes(b"bytes")
    pane.files.add(str(source))
    qtbot.waitUntil(lambda: kept in words(pane.files))
    assert [item.name for item in _of(other_desk, supplier)] == [kept]
    assert {f"Save {kept}", f"Remove {kept}"} <= set(words(pane.files))
    assert pane.files.width() < 700, "a long name does not widen the pane"


def test_an_empty_file_is_a_file(
    pane: StoryDetail, supplier: int, other_desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "empty.txt").touch()
    pane.files.add(str(tmp_path / "empty.txt"))
    qtbot.waitUntil(lambda: "empty.txt" in words(pane.files))
    pane.files.save_copy(_of(other_desk, supplier)[0].sha256, str(tmp_path / "copy.txt"))
    qtbot.waitUntil((tmp_path / "copy.txt").exists)
    assert (tmp_path / "copy.txt").read_bytes() == b""


def test_the_same_bytes_twice_stand_once_and_are_two_files(
    pane: StoryDetail, supplier: int, other_desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    for name in ("first.bin", "second.bin"):
        (tmp_path / name).write_bytes(b"same" * 100)
        pane.files.add(str(tmp_path / name))
    qtbot.waitUntil(lambda: {"first.bin", "second.bin"} <= set(words(pane.files)))
    assert scalar(other_desk.store.engine, "SELECT count(*) FROM file_chunk") == 1
    press(qtbot, pane.files, "Remove first.bin")
    qtbot.waitUntil(lambda: "first.bin" not in words(pane.files))
    assert content(other_desk.store.engine, "supplier", supplier, "second.bin") == b"same" * 100


# --- refused ------------------------------------------------------------------------------------
def test_a_file_over_the_limit_is_refused_in_one_line(
    pane: StoryDetail, office: Office, supplier: int, other_desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    big = tmp_path / "disk.img"
    with big.open("wb") as file:
        file.truncate(files.LIMIT + 1)  # takes no room on the disk
    head = other_desk.store.head()
    pane.files.add(str(big))
    qtbot.waitUntil(lambda: bool(said(office)))
    assert "disk.img" in last_said(office) and "100 MB" in last_said(office)
    assert _of(other_desk, supplier) == [] and other_desk.store.head() == head


def test_a_folder_is_no_file(pane: StoryDetail, office: Office, qtbot: QtBot, tmp_path: Path) -> None:
    pane.files.add(str(tmp_path))
    qtbot.waitUntil(lambda: bool(said(office)))
    assert "cannot be read" in last_said(office)
    assert "No file is kept yet." in words(pane.files)


def test_a_record_that_is_gone_takes_no_file(
    pane: StoryDetail, office: Office, supplier: int, other_desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "late.pdf").write_bytes(b"%PDF-")
    press(qtbot, pane.files, "Add a file…")
    remove(other_desk, "supplier", supplier)
    head = other_desk.store.head()
    _chosen(office.window, tmp_path / "late.pdf", qtbot)
    qtbot.waitUntil(lambda: any("There is no" in f"{m.head} {m.rest}" for m in said(office)))
    assert _of(other_desk, supplier) == [] and other_desk.store.head() == head


def test_a_file_goes_to_the_record_it_was_asked_for(
    pane: StoryDetail, office: Office, supplier: int, other_desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    other = add(other_desk, "supplier", name="Another")
    (tmp_path / "mine.pdf").write_bytes(b"%PDF-")
    press(qtbot, pane.files, "Add a file…")
    assert pane_of(office, "supplier", other, qtbot) is pane, "another record is shown meanwhile"
    _chosen(office.window, tmp_path / "mine.pdf", qtbot)
    qtbot.waitUntil(lambda: [f.name for f in _of(other_desk, supplier)] == ["mine.pdf"])
    assert _of(other_desk, other) == []


# --- out and back -------------------------------------------------------------------------------
@pytest.fixture
def kept(pane: StoryDetail, supplier: int, other_desk: Desk, qtbot: QtBot, tmp_path: Path) -> Attached:
    """One file that is kept and shown."""
    (tmp_path / "invoice.pdf").write_bytes(b"%PDF- invoice")
    pane.files.add(str(tmp_path / "invoice.pdf"))
    qtbot.waitUntil(lambda: "invoice.pdf" in words(pane.files))
    return _of(other_desk, supplier)[0]


def test_a_copy_is_saved_where_the_person_says(
    pane: StoryDetail, office: Office, kept: Attached, qtbot: QtBot, tmp_path: Path
) -> None:
    target = tmp_path / "elsewhere.pdf"
    press(qtbot, pane.files, "Save invoice.pdf")
    _chosen(office.window, target, qtbot)
    qtbot.waitUntil(lambda: last_said(office) == f"Saved as {target}")
    assert target.read_bytes() == b"%PDF- invoice"
    assert target.stat().st_mode & 0o077 == 0, "for its owner alone"


def test_a_removed_file_comes_back_with_its_bytes(
    pane: StoryDetail, office: Office, supplier: int, kept: Attached, other_desk: Desk, qtbot: QtBot
) -> None:
    press(qtbot, pane.files, "Remove invoice.pdf")
    qtbot.waitUntil(lambda: "No file is kept yet." in words(pane.files))
    qtbot.waitUntil(lambda: office.window.toast.current().head == "File removed")
    press(qtbot, office.window.toast, "Undo")
    qtbot.waitUntil(lambda: "invoice.pdf" in words(pane.files))
    assert content(other_desk.store.engine, "supplier", supplier, "invoice.pdf") == b"%PDF- invoice"


def test_a_file_that_somebody_removed_first_is_said_to_be_gone(
    pane: StoryDetail, office: Office, kept: Attached, other_desk: Desk, qtbot: QtBot
) -> None:
    with other_desk.write("remove file") as unit:
        unit.delete("attachment", kept.id)
    pane.files.remove(kept.id)
    qtbot.waitUntil(lambda: any("There is no" in f"{m.head} {m.rest}" for m in said(office)))
    qtbot.waitUntil(lambda: "No file is kept yet." in words(pane.files))


def test_a_copy_onto_a_file_that_is_there_takes_its_place_whole(
    pane: StoryDetail, kept: Attached, qtbot: QtBot, tmp_path: Path
) -> None:
    target = tmp_path / "old.pdf"
    target.write_bytes(b"old" * 5_000)
    pane.files.save_copy(kept.sha256, str(target))
    qtbot.waitUntil(lambda: target.read_bytes() == b"%PDF- invoice")
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".itdesk")] == []


def test_what_somebody_else_adds_is_there_within_a_moment(
    pane: StoryDetail, supplier: int, other_desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "theirs.txt").write_text("x")
    with other_desk.write("attach file") as unit:
        files.attach(unit, "supplier", supplier, tmp_path / "theirs.txt")
    qtbot.waitUntil(lambda: "theirs.txt" in words(pane.files))
    qtbot.waitUntil(lambda: _tab_says(pane, 1))
