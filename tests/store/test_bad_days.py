"""Killed writers, full disks, foreign files: nothing acknowledged is lost, nothing foreign is touched."""

from __future__ import annotations

import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from itdesk.core.errors import DeskError
from itdesk.desk import office_schema
from itdesk.store import sqlite
from itdesk.store.check import check
from itdesk.store.engine import APPLICATION_ID, execute, one, scalar
from itdesk.store.journal import Journal
from itdesk.store.sqlite import PRAGMAS, refuse_network_file_system
from itdesk.store.store import Store, open_store
from tests.clocks import HandClock

ROOT = Path(__file__).parents[2]
KILLS = 20


def writer(place: str, way: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.store.writer", place, way]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def killed_after(place: str, way: str, lines: int) -> list[tuple[int, int]]:
    """(entry, key) of every unit that the writer acknowledged before it was killed, at least `lines`."""
    process = writer(place, way)
    assert process.stdout is not None
    said = [process.stdout.readline() for _ in range(lines)]
    process.send_signal(signal.SIGKILL)
    rest = process.stdout.read()
    process.wait()
    process.stdout.close()
    whole = [line for line in "".join([*said, rest]).splitlines(keepends=True) if line.endswith("\n")]
    return [(int(entry), int(key)) for entry, key in (line.split() for line in whole)]


def opened(place: str) -> Store:
    return open_store(place, office_schema(), origin="test")


# --- killed writers ----------------------------------------------------------------------
def test_what_a_killed_writer_acknowledged_is_there(store: Store) -> None:
    place, chance = store.engine.place, random.Random(3)
    store.close()
    acknowledged: list[tuple[int, int]] = []
    for turn in range(KILLS):
        acknowledged += killed_after(place, "bulk" if turn % 5 == 4 else "units", chance.randint(1, 12))
        store = opened(place)
        entries = {number for number, _ in acknowledged}
        kept = {row[0] for row in store.engine.db.execute_sql("SELECT id FROM journal_entry").fetchall()}
        assert entries <= kept
        assert len(kept) - len(entries) <= turn + 1, "more than the one unacknowledged unit of each writer"
        store.close()
    store = opened(place)
    assert check(store) == []
    tickets = Journal(store.engine).verify().entries
    assert tickets == store.head() >= len(acknowledged)
    store.close()


def test_a_bulk_is_there_whole_or_not_at_all(store: Store) -> None:
    place = store.engine.place
    store.close()
    for _ in range(2):
        killed_after(place, "bulk", 1)
    store = opened(place)
    assert scalar(store.engine, "SELECT count(*) FROM asset") == 2_000 * store.head()
    assert Journal(store.engine).verify().changes == 2_000 * store.head()
    store.close()


def test_a_killed_erasure_is_finished_by_check(store: Store) -> None:
    place, chance = store.engine.place, random.Random(5)
    store.close()
    for _ in range(4):
        killed_after(place, "erase", chance.randint(1, 6))
        store = opened(place)
        assert check(store) == []
        left = scalar(store.engine, "SELECT count(*) FROM person WHERE name LIKE 'Secret%'")
        erased = {row[0] for row in store.engine.db.execute_sql(
            "SELECT id FROM person WHERE name = '(erased)'").fetchall()}  # fmt: skip
        store.close()
        data = b"".join(file.read_bytes() for file in Path(place).parent.glob(Path(place).name + "*"))
        named = {n for n in range(40) if f"Secretperson Number{n}".encode() in data}
        assert erased and len(named) <= left


# --- other processes ---------------------------------------------------------------------
def test_two_processes_writing_at_once_make_one_chain(store: Store) -> None:
    other = writer(store.engine.place, "units")
    assert other.stdout is not None
    for number in range(30):
        other.stdout.readline()
        with store.write("tester", "add place") as unit:
            unit.insert("place", {"name": f"place {number}"})
    other.kill()
    other.stdout.close()
    other.wait()
    assert scalar(store.engine, "SELECT count(*) FROM place") == 30
    actors = {
        row[0] for row in store.engine.db.execute_sql("SELECT DISTINCT actor FROM journal_entry").fetchall()
    }
    assert actors == {"tester", "writer"}
    assert check(store) == []


def test_a_reader_sees_the_state_before_a_bulk_until_it_is_whole(store: Store, clock: HandClock) -> None:
    other = open_store(store.engine.place, office_schema(), origin="test", clock=clock)
    with store.write("tester", "import places") as unit:
        unit.insert_many("place", [{"name": f"place {n}"} for n in range(3_000)])
        assert scalar(other.engine, "SELECT count(*) FROM place") == 0
        assert other.index.find(["place 7"]) == []
    assert scalar(other.engine, "SELECT count(*) FROM place") == 3_000
    other.close()


def test_a_writer_that_waits_too_long_is_told_and_nothing_is_written(store: Store, clock: HandClock) -> None:
    other = open_store(store.engine.place, office_schema(), origin="test", clock=clock)
    other.engine.db.execute_sql("PRAGMA busy_timeout = 20")
    with store.write("tester", "add place") as unit:
        unit.insert("place", {"name": "first"})
        with pytest.raises(DeskError) as caught, other.write("tester", "add place") as late:
            late.insert("place", {"name": "second"})
        assert caught.value.code == "desk.locked"
    with other.write("tester", "add place") as late:
        late.insert("place", {"name": "second"})
    assert late.entry == 2
    other.close()


def test_threads_have_connections_of_their_own_and_close_them(store: Store) -> None:
    failed: list[BaseException] = []

    def work(number: int) -> None:
        try:
            for turn in range(5):
                with store.write("tester", "add place") as unit:
                    unit.insert("place", {"name": f"place {number} {turn}"})
            store.close()
            assert store.engine.db.is_closed()
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert not store.engine.db.is_closed()
    assert (store.head(), check(store)) == (20, [])


# --- files that are not ours -------------------------------------------------------------
def sound_desk(folder: Path) -> bytes:
    path = folder / "sound.desk"
    store = open_store(str(path), office_schema(), origin="test", create=True)
    with store.write("tester", "add places") as unit:
        unit.insert_many("place", [{"name": f"place {n}"} for n in range(500)])
    store.engine.db.execute_sql("PRAGMA journal_mode = delete")
    store.close()
    return path.read_bytes()


@pytest.mark.parametrize(
    ("what", "code"),
    [("empty", "desk.foreign"), ("jpeg", "desk.foreign"), ("text", "desk.foreign"), ("other", "desk.foreign"),
     ("half", "desk.damaged"), ("header", "desk.damaged"), ("folder", "desk.foreign")],
)  # fmt: skip
@pytest.mark.parametrize("create", [True, False])
def test_a_foreign_or_damaged_file_is_refused_and_left_as_it_is(
    tmp_path: Path, what: str, code: str, create: bool
) -> None:
    sound = sound_desk(tmp_path)
    contents = {
        "empty": b"", "jpeg": b"\xff\xd8\xff\xe0\x00\x10JFIF" + os.urandom(5_000), "text": b"tag,name\n" * 99,
        "half": sound[: len(sound) // 2], "header": sound[:99], "other": sound[:68] + b"GPKG" + sound[72:],
    }  # fmt: skip
    path = tmp_path / "office.desk"
    if what == "folder":
        path.mkdir()
    else:
        path.write_bytes(contents[what])
    with pytest.raises(DeskError) as caught:
        open_store(str(path), office_schema(), origin="test", create=create)
    assert caught.value.code == code
    if what != "folder":
        assert path.read_bytes() == contents[what]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["office.desk", "sound.desk"]


def test_a_flipped_bit_in_the_journal_is_found(store: Store) -> None:
    for number in range(3):
        with store.write("tester", "add place") as unit:
            unit.insert("place", {"name": f"place {number}"})
    with store.engine.write():
        execute(store.engine, "UPDATE journal_change SET data = replace(data, 'place 1', 'place 7')")
    with pytest.raises(DeskError) as caught:
        Journal(store.engine).verify()
    assert caught.value.fields["entry"] == 2
    assert [fault.part for fault in check(store)] == ["journal"]


@pytest.mark.parametrize(
    "sql",
    ["DELETE FROM journal_entry WHERE id = 2", "DELETE FROM journal_change WHERE entry = 2",
     "UPDATE journal_entry SET at = at + 1 WHERE id = 2", "UPDATE journal_entry SET actor = 'x' WHERE id = 2",
     "UPDATE journal_entry SET changes = 0 WHERE id = 2",
     "UPDATE journal_change SET record = 9 WHERE entry = 2",
     "UPDATE journal_entry SET digest = x'00' WHERE id = 2",
     "INSERT INTO journal_change (entry, seq, kind, record, op, data, salt)"
     " VALUES (2, 7, 'place', 1, '-', '{}', x'00')"],
)  # fmt: skip
def test_an_altered_journal_names_its_first_broken_entry(store: Store, sql: str) -> None:
    for number in range(3):
        with store.write("tester", "add place") as unit:
            unit.insert("place", {"name": f"place {number}"})
    with store.engine.write():
        execute(store.engine, sql)
    with pytest.raises(DeskError) as caught:
        Journal(store.engine).verify()
    assert (caught.value.code, caught.value.fields["entry"]) == ("journal.broken", 2)


def test_a_desk_of_a_newer_program_is_refused_and_left_as_it_is(store: Store) -> None:
    with store.engine.write():
        execute(
            store.engine, "INSERT INTO migration (name, applied) SELECT '0999_later', applied FROM migration"
        )
    store.close()
    before = Path(store.engine.place).read_bytes()
    with pytest.raises(DeskError) as caught:
        opened(store.engine.place)
    assert caught.value.code == "desk.newer"
    assert Path(store.engine.place).read_bytes() == before


def test_a_network_file_system_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Partition:
        mountpoint, fstype = str(tmp_path), "nfs4"

    def partitions(**_: object) -> list[Partition]:
        return [Partition()]

    refuse_network_file_system(tmp_path / "office.desk")
    monkeypatch.setattr(sqlite.psutil, "disk_partitions", partitions)
    for path in (tmp_path / "office.desk", Path("//server/share/office.desk")):
        with pytest.raises(DeskError) as caught:
            refuse_network_file_system(path)
        assert caught.value.code == "desk.network"


# --- disks that do not take it -----------------------------------------------------------
@pytest.fixture
def file_size_limit() -> Iterator[None]:
    """Restores the limit on the size of files; a write over it fails instead of killing the process."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)
    signal.signal(signal.SIGXFSZ, ignored)


def limit_file_size(size: int) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))


@pytest.mark.usefixtures("file_size_limit")
def test_a_disk_that_fills_loses_the_one_change_and_says_so(store: Store) -> None:
    with store.write("tester", "add place") as unit:
        unit.insert("place", {"name": "before"})
    size = max(p.stat().st_size for p in Path(store.engine.place).parent.iterdir())
    limit_file_size(size + 200_000)
    with pytest.raises(DeskError) as caught, store.write("tester", "import places") as unit:
        unit.insert_many("place", [{"name": f"place {n}", "notes": f"{n}" * 2_000} for n in range(2_000)])
    assert caught.value.code in ("desk.full", "desk.io")
    assert (store.head(), scalar(store.engine, "SELECT count(*) FROM place")) == (1, 1)
    limit_file_size(resource.getrlimit(resource.RLIMIT_FSIZE)[1])
    with store.write("tester", "add place") as unit:
        unit.insert("place", {"name": "after"})
    assert (unit.entry, check(store)) == (2, [])


@pytest.mark.usefixtures("file_size_limit")
def test_a_desk_that_cannot_be_made_leaves_no_file(tmp_path: Path) -> None:
    limit_file_size(50_000)
    path = tmp_path / "office.desk"
    with pytest.raises(DeskError) as caught:
        open_store(str(path), office_schema(), origin="test", create=True)
    assert caught.value.code in ("desk.full", "desk.io")
    assert list(tmp_path.iterdir()) == []


READ_ONLY = """
import os, sys
from itdesk.core.errors import DeskError
from itdesk.desk import office_schema
from itdesk.store.store import open_store
open_store(sys.argv[2], office_schema(), origin="test", create=True).close()  # imports what comes late
os.setgid(65534)
os.setuid(65534)
try:
    open_store(sys.argv[1], office_schema(), origin="test", create=True)
except DeskError as error:
    print(error.code)
"""


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root can become somebody else")
@pytest.mark.parametrize("what", ["file", "folder", "missing"])
def test_what_may_not_be_written_is_refused_with_a_word(
    tmp_path_factory: pytest.TempPathFactory, what: str
) -> None:
    folder = tmp_path_factory.mktemp("readonly")
    path = folder / "office.desk"
    if what != "missing":
        path.write_bytes(sound_desk(folder))
        path.chmod(0o444 if what == "file" else 0o666)
    folder.chmod(0o777 if what == "file" else 0o555)
    for parent in folder.parents:
        if parent == Path(tempfile.gettempdir()):
            break
        parent.chmod(0o755)
    command = [
        sys.executable,
        "-c",
        READ_ONLY,
        str(path),
        str(tmp_path_factory.mktemp("ours") / "other.desk"),
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "desk.read_only", done.stderr
    shutil.rmtree(folder)


# --- odd values and clocks ---------------------------------------------------------------
@pytest.mark.parametrize(
    "text",
    [
        "\U0001f600 four bytes",
        "مرحبا",
        "e\u0301 decomposed",
        "a\u200bb",
        "' OR 1=1 --",
        "%s %d ?",
        "\\",
        "\ufffd",
    ],
)
def test_a_text_comes_back_as_it_was_written(any_store: Store, text: str) -> None:
    with any_store.write("tester", "add place") as unit:
        key = unit.insert("place", {"name": text})
    assert any_store.read("place", key)["name"] == text
    [(_, change)] = Journal(any_store.engine).history("place", key)
    assert change.after()["name"] == text
    assert check(any_store) == []


def test_a_clock_that_jumps_back_breaks_nothing(store: Store, clock: HandClock) -> None:
    for jump in (60_000, -3_600_000, 1_000):
        with store.write("tester", "add place") as unit:
            unit.insert("place", {"name": "HQ"})
        clock.forward(jump)
    assert [entry.id for entry in Journal(store.engine).entries()] == [3, 2, 1]
    assert Journal(store.engine).verify().entries == 3


def test_every_pragma_is_as_it_must_be(store: Store) -> None:
    for pragma, value in {**PRAGMAS, "synchronous": 2, "application_id": APPLICATION_ID}.items():
        assert one(store.engine, f"PRAGMA {pragma}") == (value,)
    assert int(scalar(store.engine, "PRAGMA user_version")) >= 1
    assert Path(store.engine.place).stat().st_mode & 0o777 == 0o600
