"""Backups: whole while others write, proved, rotated, restored; refused when they are not what they say."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from itdesk.core.errors import DeskError
from itdesk.desk import Desk, office_schema
from itdesk.store.backup import default_folder, last_verified, preview, restore, take
from itdesk.store.check import check
from itdesk.store.engine import execute, scalar
from itdesk.store.journal import Journal
from itdesk.store.library import connect
from itdesk.store.move import move
from itdesk.store.settings import Settings
from itdesk.store.store import Store, open_store
from tests.clocks import DAY, HandClock
from tests.disks import mounted


def person(store: Store, name: str) -> int:
    with store.write("tester", "add person") as unit:
        return unit.insert("person", {"name": name})


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def keep(store: Store, count: int) -> None:
    with store.write("tester", "change settings") as unit:
        Settings(store.engine).put(unit, "backup-keep", count)


# --- taking ------------------------------------------------------------------------------


def test_a_backup_says_what_it_is_and_stands_alone(
    any_store: Store, clock: HandClock, tmp_path: Path
) -> None:
    person(any_store, "Ada")
    made = take(any_store, tmp_path / "kept")
    stem = made.path.name.split("-2026")[0]
    assert names(made.path.parent) == [f"{stem}-20260302-090000.desk", f"{stem}-20260302-090000.desk.sha256"]
    assert (made.at, made.entries) == (clock.now(), 1)
    assert made.head == Journal(any_store.engine).head_digest()
    content = made.path.read_bytes()
    assert (made.sha256, made.size) == (hashlib.sha256(content).hexdigest(), len(content))
    # Not in WAL mode: it can be read from a disc that nobody can write to.
    assert content[18:20] == b"\x01\x01"
    for path in made.path.parent.iterdir():
        assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="sha256sum is not installed")
def test_any_system_can_prove_it(store: Store, tmp_path: Path) -> None:
    made = take(store, tmp_path / "kept")
    command = ["sha256sum", "--check", made.path.name + ".sha256"]
    assert subprocess.run(command, cwd=made.path.parent, capture_output=True, check=False).returncode == 0


def test_it_is_remembered_on_the_desk(any_store: Store, second_store: Store, tmp_path: Path) -> None:
    assert last_verified(any_store) is None
    made = take(any_store, tmp_path / "kept")
    assert last_verified(second_store) == made
    assert Journal(any_store.engine).verify().entries == 0


def test_without_a_folder_it_lies_beside_the_desk_or_where_the_settings_say(
    store: Store, tmp_path: Path
) -> None:
    assert default_folder(store) == tmp_path / "office backups"
    with store.write("tester", "change settings") as unit:
        Settings(store.engine).put(unit, "backup-folder", str(tmp_path / "elsewhere"))
    assert take(store).path.parent == tmp_path / "elsewhere"


def test_a_desk_on_a_server_is_kept_in_the_users_own_folder(postgres_store: Store, own_home: Path) -> None:
    made = take(postgres_store)
    assert made.path.is_relative_to(own_home)
    assert "s3cret" not in str(made.path)


def test_two_in_one_second_have_two_names(store: Store, tmp_path: Path) -> None:
    assert take(store, tmp_path / "kept").path != take(store, tmp_path / "kept").path


def test_the_oldest_are_removed_and_nothing_else_is(store: Store, clock: HandClock, tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    keep(store, 3)
    folder.mkdir()
    strangers = [
        "office-20200101-000000.desk",
        "office-2-20200101-000000.desk",
        "office-2020.desk",
        "notes.txt",
    ]
    for name in strangers:
        (folder / name).write_text("not ours")
    (folder / "office-2-20200101-000000.desk.sha256").write_text("of another desk")
    made: list[Path] = []
    for _ in range(5):
        made.append(take(store, folder).path)
        clock.forward(DAY)
    assert [path.exists() for path in made] == [False, False, True, True, True]
    assert all((folder / name).exists() for name in strangers)
    assert len(names(folder)) == 3 * 2 + len(strangers) + 1


def test_those_of_one_second_go_in_their_order(store: Store, tmp_path: Path) -> None:
    keep(store, 2)
    made = [take(store, tmp_path / "kept").path for _ in range(3)]
    assert [path.exists() for path in made] == [False, True, True]


def test_a_backup_is_whole_while_others_write(store: Store, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.store.writer", store.engine.place, "units"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        try:
            acknowledged = [int(writer.stdout.readline().split()[0]) for _ in range(5)]
            made = [take(store, tmp_path / "kept") for _ in range(3)]
        finally:
            writer.kill()
    for each in made:
        assert each.entries >= acknowledged[-1]
        assert preview(each.path).entries == each.entries


def test_a_damaged_desk_is_not_called_verified(store: Store, tmp_path: Path) -> None:
    person(store, "Ada")
    good = take(store, tmp_path / "kept")
    with store.engine.write():
        execute(store.engine, "UPDATE journal_change SET data = replace(data, 'Ada', 'Eve')")
    with pytest.raises(DeskError) as caught:
        take(store, tmp_path / "kept")
    assert caught.value.code == "journal.broken"
    assert last_verified(store) == good
    assert names(tmp_path / "kept") == [good.path.name, good.path.name + ".sha256"]


def test_a_folder_that_cannot_be_is_said_and_nothing_is_left(store: Store, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(DeskError) as caught:
        take(store, tmp_path / "file" / "kept")
    assert caught.value.code == "file.unwritable"
    assert last_verified(store) is None


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_a_full_disk_is_said_and_nothing_is_left(
    request: pytest.FixtureRequest, engine: str, tmp_path: Path
) -> None:
    store: Store = request.getfixturevalue("store" if engine == "sqlite" else "postgres_store")
    with store.write("tester", "import") as unit:
        unit.insert_many("person", [{"name": f"Person {n}", "notes": "x" * 2_000} for n in range(1_000)])
    with mounted(tmp_path / "small", "size=1m") as small:
        with pytest.raises(DeskError) as caught:
            take(store, small)
        assert caught.value.code == "desk.full"
        assert names(small) == []
    assert last_verified(store) is None
    assert person(store, "Ada") == 1_001


# --- restoring ---------------------------------------------------------------------------


def test_a_restored_desk_is_the_desk_of_then(any_store: Store, clock: HandClock, tmp_path: Path) -> None:
    person(any_store, "Ada")
    made = take(any_store, tmp_path / "kept")
    person(any_store, "Grace")
    shown = preview(made.path)
    assert (shown.entries, shown.head, shown.is_known) == (1, made.head, True)
    assert (shown.at, shown.counts["person"]) == (clock.now(), 1)
    assert restore(made.path, tmp_path / "new" / "office.desk") == shown
    again = open_store(str(tmp_path / "new" / "office.desk"), office_schema(), origin="test", clock=clock)
    assert check(again) == []
    assert [hit.id for hit in again.index.find(["ada"])] == [1]
    assert person(again, "Edsger") == 2
    again.close()
    assert (tmp_path / "new" / "office.desk").stat().st_mode & 0o777 == 0o600
    assert hashlib.sha256(made.path.read_bytes()).hexdigest() == made.sha256


def test_looking_at_a_backup_leaves_no_trace(any_store: Store, tmp_path: Path) -> None:
    made = take(any_store, tmp_path / "kept")
    was = {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in made.path.parent.iterdir()}
    preview(made.path)
    assert {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in made.path.parent.iterdir()} == was


def test_another_desk_is_never_overwritten(store: Store, tmp_path: Path) -> None:
    made = take(store, tmp_path / "kept")
    other = tmp_path / "other.desk"
    other.write_text("something dear")
    with pytest.raises(DeskError) as caught:
        restore(made.path, other)
    assert caught.value.code == "desk.exists"
    assert other.read_text() == "something dear"


def test_the_same_place_is_restored_and_what_was_there_is_kept(tmp_path: Path, clock: HandClock) -> None:
    place = tmp_path / "office.desk"
    store = open_store(str(place), office_schema(), origin="test", create=True, clock=clock)
    person(store, "Ada")
    made = take(store, tmp_path / "kept")
    person(store, "Grace")
    store.close()
    restore(made.path, place, replacing=True)
    heads: list[int] = []
    for path in (place, tmp_path / "office.desk.replaced-1"):
        opened = open_store(str(path), office_schema(), origin="test", clock=clock)
        heads.append(opened.head())
        opened.close()
    assert heads == [1, 2]


def test_an_old_log_beside_the_place_is_not_played_into_the_restored_desk(
    store: Store, tmp_path: Path, clock: HandClock
) -> None:
    person(store, "Ada")
    made = take(store, tmp_path / "kept")
    place = tmp_path / "new.desk"
    person(store, "Grace")
    for suffix in ("-wal", "-shm"):
        shutil.copy(f"{store.engine.place}{suffix}", f"{place}{suffix}")
    restore(made.path, place)
    opened = open_store(str(place), office_schema(), origin="test", clock=clock)
    assert opened.head() == 1
    assert check(opened) == []
    opened.close()


def test_a_desk_in_use_is_not_replaced(store: Store, tmp_path: Path) -> None:
    person(store, "Ada")
    made = take(store, tmp_path / "kept")
    person(store, "Grace")
    before = names(tmp_path)
    with pytest.raises(DeskError) as caught:
        restore(made.path, Path(store.engine.place), replacing=True)
    assert caught.value.code == "desk.locked"
    assert names(tmp_path) == before
    assert person(store, "Edsger") == 3
    assert check(store) == []


def test_a_desk_in_use_is_no_backup(store: Store, tmp_path: Path) -> None:
    person(store, "Ada")
    link = tmp_path / "link.desk"
    link.symlink_to(store.engine.place)
    for path in (Path(store.engine.place), link):
        with pytest.raises(DeskError) as caught:
            restore(path, tmp_path / "new.desk")
        assert caught.value.code == "backup.invalid"
        assert "in use" in str(caught.value)
    assert not (tmp_path / "new.desk").exists()


def test_a_desk_that_nobody_has_open_is_as_good_as_a_backup(tmp_path: Path, clock: HandClock) -> None:
    place = tmp_path / "office.desk"
    store = open_store(str(place), office_schema(), origin="test", create=True, clock=clock)
    person(store, "Ada")
    store.close()
    for number in range(2):
        assert restore(place, tmp_path / f"new-{number}.desk").entries == 1
    assert names(tmp_path) == ["new-0.desk", "new-1.desk", "office.desk"]


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-4_096])


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def alter_journal(path: Path) -> None:
    connection = connect(str(path), isolation_level=None)
    connection.execute("UPDATE journal_change SET data = replace(data, 'Ada', 'Eve')")
    connection.close()


def drop_tickets(path: Path) -> None:
    connection = connect(str(path), isolation_level=None)
    connection.execute("DROP TABLE message")
    connection.execute("DROP TABLE ticket")
    connection.execute("INSERT INTO counter (kind, last) VALUES ('ticket', 1)")
    connection.close()


def replaced(content: bytes) -> Callable[[Path], None]:
    def replace(path: Path) -> None:
        path.write_bytes(content)

    return replace


@pytest.mark.parametrize("has_digest", [True, False])
@pytest.mark.parametrize(
    "harm", [cut, alter_journal, drop_tickets, replaced(b""), replaced(b"\xff\xd8\xff\xe0JFIF" * 1_000)]
)
def test_what_is_not_sound_is_refused(
    store: Store, tmp_path: Path, harm: Callable[[Path], None], has_digest: bool
) -> None:
    person(store, "Ada")
    made = take(store, tmp_path / "kept")
    harm(made.path)
    if not has_digest:
        made.path.with_name(made.path.name + ".sha256").unlink()
    with pytest.raises(DeskError) as caught:
        restore(made.path, tmp_path / "new.desk")
    assert caught.value.code in ("backup.invalid", "desk.foreign", "desk.damaged")
    assert str(made.path) in str(caught.value)
    assert names(tmp_path) == sorted(["kept", *(n for n in names(tmp_path) if n.startswith("office"))])


def test_one_flipped_bit_is_found_by_the_digest(store: Store, tmp_path: Path) -> None:
    made = take(store, tmp_path / "kept")
    flip(made.path)
    with pytest.raises(DeskError) as caught:
        preview(made.path)
    assert caught.value.code in ("backup.invalid", "desk.damaged")


def test_a_backup_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(DeskError) as caught:
        preview(tmp_path / "gone.desk")
    assert caught.value.code == "file.missing"


def test_a_backup_taken_on_a_server_is_moved_back_to_one(
    postgres_store: Store, postgres_url: str, tmp_path: Path, clock: HandClock
) -> None:
    person(postgres_store, "Ada")
    restore(take(postgres_store, tmp_path / "kept").path, tmp_path / "office.desk")
    desk = Desk.open(str(tmp_path / "office.desk"), origin="test", clock=clock)
    moved = move(desk.store, postgres_url)
    desk.close()
    assert moved.head == Journal(postgres_store.engine).head_digest()
    there = open_store(postgres_url, office_schema(), origin="test", clock=clock)
    assert scalar(there.engine, "SELECT name FROM person") == "Ada"
    there.close()
