"""The files of a record: what is there, oldest first, and the newest of a name."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from itdesk.core.errors import DeskError
from itdesk.store import files
from itdesk.store.attachments import attached, content
from itdesk.store.engine import scalar
from itdesk.store.store import Store
from itdesk.store.undo import undo
from tests.clocks import HandClock
from tests.store.raw import drop, put


@pytest.fixture
def office(any_store: Store) -> Store:
    """Two tickets and a place."""
    put(any_store, "ticket", subject="No light", opened=1)
    put(any_store, "ticket", subject="No sound", opened=1)
    put(any_store, "place", name="HQ")
    return any_store


def keep(store: Store, kind: str, record: int, path: Path, data: bytes, media_type: str = "") -> int:
    path.write_bytes(data)
    with store.write("tester", "attach file") as unit:
        return files.attach(unit, kind, record, path, media_type)


def told(store: Store, kind: str = "ticket", record: int = 1) -> list[tuple[str, int]]:
    return [(found.name, found.size) for found in attached(store.engine, kind, record)]


def test_a_record_without_files_has_none(office: Store) -> None:
    assert attached(office.engine, "ticket", 1) == []
    assert attached(office.engine, "ticket", 99) == []
    assert attached(office.engine, "nothing", 1) == []


def test_all_that_is_known_of_a_file_is_told(office: Store, tmp_path: Path, clock: HandClock) -> None:
    clock.forward(7_000)
    data = b"\x89PNG\r\n"
    key = keep(office, "ticket", 1, tmp_path / "photo.png", data, "image/png")
    [found] = attached(office.engine, "ticket", 1)
    assert (found.id, found.name, found.media_type, found.size) == (key, "photo.png", "image/png", 6)
    assert (found.sha256, found.at) == (hashlib.sha256(data).hexdigest(), clock.now())


def test_a_file_of_an_unknown_type_is_taken_for_bytes(office: Store, tmp_path: Path) -> None:
    keep(office, "ticket", 1, tmp_path / "x", b"")
    assert attached(office.engine, "ticket", 1)[0].media_type == "application/octet-stream"


def test_files_are_told_oldest_first_and_of_their_record_alone(office: Store, tmp_path: Path) -> None:
    for kind, record, name in (
        ("ticket", 1, "b.txt"), ("ticket", 2, "other.txt"), ("place", 1, "plan.pdf"), ("ticket", 1, "a.txt"),
    ):  # fmt: skip
        keep(office, kind, record, tmp_path / name, name.encode())
    assert told(office) == [("b.txt", 5), ("a.txt", 5)]
    assert told(office, "ticket", 2) == [("other.txt", 9)]
    assert told(office, "place") == [("plan.pdf", 8)]


@pytest.mark.parametrize(
    "name", ["会議 メモ.txt", "\u0645\u0644\u0641.pdf", "\U0001f5ce 50%_x'.txt", "x" * 150, "-rf", "NUL"]
)
def test_a_name_in_any_script_is_kept_and_read_by(store: Store, tmp_path: Path, name: str) -> None:
    put(store, "ticket", subject="x", opened=1)
    keep(store, "ticket", 1, tmp_path / name, b"data")
    assert told(store) == [(name, 4)]
    assert content(store.engine, "ticket", 1, name) == b"data"


@pytest.mark.parametrize("size", [0, 1, files.CHUNK, 2 * files.CHUNK + 17])
def test_the_bytes_come_back_whole(store: Store, tmp_path: Path, size: int) -> None:
    put(store, "ticket", subject="x", opened=1)
    data = bytes(n % 251 for n in range(1_000)) * (size // 1_000 + 1)
    keep(store, "ticket", 1, tmp_path / "a.bin", data[:size])
    assert content(store.engine, "ticket", 1, "a.bin") == data[:size]


def test_of_two_files_of_one_name_the_newer_is_read_and_both_are_told(office: Store, tmp_path: Path) -> None:
    keep(office, "ticket", 1, tmp_path / "a.txt", b"old")
    keep(office, "ticket", 1, tmp_path / "a.txt", b"newer")
    keep(office, "ticket", 2, tmp_path / "a.txt", b"of another")
    assert told(office) == [("a.txt", 3), ("a.txt", 5)]
    assert content(office.engine, "ticket", 1, "a.txt") == b"newer"


def test_when_the_newer_is_removed_the_older_is_read_again(office: Store, tmp_path: Path) -> None:
    keep(office, "ticket", 1, tmp_path / "a.txt", b"old")
    newer = keep(office, "ticket", 1, tmp_path / "a.txt", b"newer")
    entry = drop(office, "attachment", newer)
    assert content(office.engine, "ticket", 1, "a.txt") == b"old"
    undo(office, "tester", entry)
    assert content(office.engine, "ticket", 1, "a.txt") == b"newer"


@pytest.mark.parametrize("name", ["A.TXT", "a.tx", "", "*", "../a.txt", "a.txt\x00", "\udcff"])
def test_a_name_that_no_file_has_is_said(store: Store, tmp_path: Path, name: str) -> None:
    put(store, "ticket", subject="x", opened=1)
    keep(store, "ticket", 1, tmp_path / "a.txt", b"x")
    with pytest.raises(DeskError) as caught:
        content(store.engine, "ticket", 1, name)
    assert caught.value.code == "file.missing"


def test_bytes_that_are_gone_are_said_to_be_missing(office: Store, tmp_path: Path) -> None:
    keep(office, "ticket", 1, tmp_path / "a.txt", b"x")
    with office.engine.write():
        office.engine.db.execute_sql("DELETE FROM file_chunk")
    assert told(office) == [("a.txt", 1)]
    with pytest.raises(DeskError) as caught:
        content(office.engine, "ticket", 1, "a.txt")
    assert caught.value.code == "file.missing"


def test_one_content_under_two_names_stands_once_and_outlives_either(office: Store, tmp_path: Path) -> None:
    first = keep(office, "ticket", 1, tmp_path / "a.txt", b"same")
    before = scalar(office.engine, "SELECT count(*) FROM file_chunk")
    keep(office, "ticket", 2, tmp_path / "b.txt", b"same")
    assert scalar(office.engine, "SELECT count(*) FROM file_chunk") == before
    drop(office, "attachment", first)
    assert content(office.engine, "ticket", 2, "b.txt") == b"same"


def test_an_attachment_taken_back_is_gone_and_can_be_brought_back(office: Store, tmp_path: Path) -> None:
    keep(office, "ticket", 1, tmp_path / "a.txt", b"x")
    entry = undo(office, "tester", office.head())
    assert told(office) == []
    undo(office, "tester", entry)
    assert content(office.engine, "ticket", 1, "a.txt") == b"x"


def test_files_of_a_record_that_goes_return_with_it(office: Store, tmp_path: Path) -> None:
    keep(office, "ticket", 2, tmp_path / "a.txt", b"x")
    entry = drop(office, "ticket", 2)
    undo(office, "tester", entry)
    assert content(office.engine, "ticket", 2, "a.txt") == b"x"


def test_a_file_can_be_given_out_again(office: Store, tmp_path: Path) -> None:
    data = bytes(range(256)) * 5_000
    keep(office, "ticket", 1, tmp_path / "a.bin", data)
    out = tmp_path / "out.bin"
    out.write_text("what lay there before")
    files.save_copy(office.engine, attached(office.engine, "ticket", 1)[0].sha256, out)
    assert out.read_bytes() == data
    assert out.stat().st_mode & 0o077 == 0


def test_a_file_that_cannot_be_given_out_leaves_what_lay_there(store: Store, tmp_path: Path) -> None:
    out = tmp_path / "out.bin"
    out.write_text("what lay there before")
    with pytest.raises(DeskError) as caught:
        files.save_copy(store.engine, "0" * 64, out)
    assert caught.value.code == "file.missing"
    assert out.read_text() == "what lay there before"
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".bin"] == ["out.bin"]
