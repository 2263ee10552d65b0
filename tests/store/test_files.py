"""Files kept inside the desk: once by content, whole or not at all, looked over by check."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

import pytest

from itdesk.core.errors import DeskError
from itdesk.store import files
from itdesk.store.attachments import attached, content
from itdesk.store.check import check
from itdesk.store.engine import execute, scalar
from itdesk.store.store import Store


@pytest.fixture
def place(any_store: Store) -> int:
    with any_store.write("tester", "add place") as unit:
        return unit.insert("place", {"name": "HQ"})


@pytest.mark.parametrize("size", [0, 1, files.CHUNK - 1, files.CHUNK, files.CHUNK + 1, 3 * files.CHUNK])
def test_a_file_comes_back_as_it_was(any_store: Store, place: int, tmp_path: Path, size: int) -> None:
    data = (b"\x00\xffitdesk" * (size // 8 + 1))[:size]
    (tmp_path / "plan.bin").write_bytes(data)
    with any_store.write("tester", "attach file") as unit:
        files.attach(unit, "place", place, tmp_path / "plan.bin", "image/png")
    [found] = attached(any_store.engine, "place", place)
    assert (found.name, found.size, found.media_type) == ("plan.bin", size, "image/png")
    assert found.sha256 == hashlib.sha256(data).hexdigest()
    assert content(any_store.engine, "place", place, "plan.bin") == data
    assert check(any_store) == []


def test_equal_content_stands_once(any_store: Store, place: int, tmp_path: Path) -> None:
    for name in ("one.txt", "two.txt"):
        (tmp_path / name).write_text("same")
        with any_store.write("tester", "attach file") as unit:
            files.attach(unit, "place", place, tmp_path / name)
    assert len(attached(any_store.engine, "place", place)) == 2
    assert scalar(any_store.engine, "SELECT count(*) FROM file_chunk") == 1


@pytest.mark.parametrize(
    "given, kept",
    [("../../../.bashrc", "bashrc"), ("C:\\Users\\x\\plan.pdf", "plan.pdf"), ("a\x00b\nc.txt", "abc.txt"),
     ("", "file"), (" .. ", "file"), ("会議 室.txt", "会議 室.txt"), ("x" * 300, "x" * 200),
     ("\u202egpj.exe", "gpj.exe")],
)  # fmt: skip
def test_a_name_has_no_folders_and_no_controls(given: str, kept: str) -> None:
    assert files.safe_name(given) == kept


def test_a_file_that_is_too_large_is_refused_unread(any_store: Store, tmp_path: Path) -> None:
    huge = tmp_path / "huge.iso"
    with huge.open("wb") as file:
        file.truncate(files.LIMIT + 1)
    with pytest.raises(DeskError) as caught, any_store.write("tester", "attach file") as unit:
        files.attach(unit, "place", 1, huge)
    assert caught.value.code == "file.too_large"
    assert scalar(any_store.engine, "SELECT count(*) FROM file_chunk") == 0


def test_a_file_that_is_not_there_or_a_folder_is_a_known_error(any_store: Store, tmp_path: Path) -> None:
    for path in (tmp_path / "nothing", tmp_path):
        with pytest.raises(DeskError) as caught, any_store.write("tester", "attach file") as unit:
            files.attach(unit, "place", 1, path)
        assert caught.value.code == "file.unreadable"
    with pytest.raises(DeskError) as caught:
        content(any_store.engine, "place", 1, "nothing")
    assert caught.value.code == "file.missing"


def test_progress_reaches_its_end(any_store: Store) -> None:
    seen: list[tuple[int, int]] = []
    data = io.BytesIO(b"x" * (2 * files.CHUNK + 5))
    with any_store.write("tester", "attach file") as unit:
        files.keep(unit, data, lambda done, total: seen.append((done, total)))
    assert seen[-1] == (2 * files.CHUNK + 5, 2 * files.CHUNK + 5)
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)


def test_check_names_files_that_are_damaged_or_gone(any_store: Store, place: int, tmp_path: Path) -> None:
    for name in ("one.txt", "two.txt"):
        (tmp_path / name).write_text(name)
        with any_store.write("tester", "attach file") as unit:
            files.attach(unit, "place", place, tmp_path / name)
    one, two = (found.sha256 for found in attached(any_store.engine, "place", place))
    with any_store.engine.write():
        execute(any_store.engine, "UPDATE file_chunk SET data = ? WHERE sha256 = ?", (b"other", one))
        execute(any_store.engine, "DELETE FROM file_chunk WHERE sha256 = ?", (two,))
    said = sorted(str(fault) for fault in check(any_store))
    assert said == ["files: the bytes of one.txt are damaged", "files: the bytes of two.txt are missing"]
