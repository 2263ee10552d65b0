"""A desk is brought up to date after a verified copy, or left as it was."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from itdesk.core.errors import DeskError
from itdesk.desk import office_schema
from itdesk.store import attachments, files, migrate
from itdesk.store.backup import preview
from itdesk.store.check import check
from itdesk.store.desk_file import opened
from itdesk.store.engine import scalar
from itdesk.store.journal import Journal
from itdesk.store.migrate import Migrator
from itdesk.store.search import Hit
from itdesk.store.store import Store, open_store

MORE = """
from peewee import *

def up(migrator, db):
    class Extra(Model):
        note = TextField()
        class Meta:
            database = db
            table_name = 'extra'
    db.create_tables([Extra])
"""
FAILS = MORE + "    db.execute_sql('INSERT INTO nowhere VALUES (1)')\n"
LOSES = MORE + "    db.execute_sql('DELETE FROM person')\n"


@pytest.fixture
def steps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of steps of a newer program: today's and room for more."""
    folder = tmp_path / "steps"
    folder.mkdir()
    for step in migrate.DIRECTORY.glob("[0-9]*.py"):
        (folder / step.name).write_bytes(step.read_bytes())
    monkeypatch.setattr(migrate, "DIRECTORY", folder)
    return folder


@pytest.fixture
def filled(any_store: Store, steps: Path) -> Store:
    """A desk of today with somebody in it, closed."""
    with any_store.write("tester", "add person") as unit:
        unit.insert("person", {"name": "Ada"})
    any_store.close()
    return any_store


def place_of(store: Store) -> str:
    return getattr(store.engine, "url", store.engine.place)


def reopen(store: Store) -> Store:
    return open_store(place_of(store), office_schema(), origin="test")


def test_a_desk_of_today_has_nothing_pending(any_store: Store) -> None:
    assert Migrator(any_store.engine).pending() == []


def test_a_new_step_is_made_once_and_nothing_is_lost(filled: Store, steps: Path) -> None:
    (steps / "0900_more.py").write_text(MORE)
    for _ in range(2):
        store = reopen(filled)
        assert "extra" in store.engine.db.get_tables()
        assert store.read("person", 1)["name"] == "Ada"
        assert check(store) == []
        store.close()


def test_a_verified_copy_of_the_file_is_taken_before(store: Store, steps: Path) -> None:
    with store.write("tester", "add person") as unit:
        unit.insert("person", {"name": "Ada"})
    store.close()
    (steps / "0900_more.py").write_text(MORE)
    reopen(store).close()
    copy = Path(f"{store.engine.place}.before-upgrade")
    found = preview(copy)
    assert (found.entries, found.counts["person"]) == (1, 1)
    assert copy.stat().st_mode & 0o777 == 0o600
    opened = open_store(str(copy), office_schema(), origin="test")
    opened.close()


def test_a_desk_on_a_server_is_copied_to_a_file_of_the_older_schema(
    postgres_store: Store, steps: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    with postgres_store.write("tester", "add people") as unit:
        hq = unit.insert("place", {"name": "Hauptgebäude"})
        for name in ("阿部 葵", "Ada 😀"):
            unit.insert("person", {"name": name, "place": hq, "active": name != "Ada 😀"})
        unit.insert("place", {"name": "Raum 2", "parent": hq})
    (tmp_path / "list.bin").write_bytes(content := bytes(range(256)) * 5_000)
    with postgres_store.write("tester", "attach") as unit:
        files.attach(unit, "person", 1, tmp_path / "list.bin")
    head = Journal(postgres_store.engine).head_digest()
    postgres_store.close()
    (steps / "0900_more.py").write_text(MORE)
    reopen(postgres_store).close()

    (copy,) = (tmp_path / "data" / "itdesk" / "backups").iterdir()
    assert copy.name.endswith(".before-upgrade") and copy.stat().st_mode & 0o777 == 0o600
    found = preview(copy)
    assert (found.head, found.counts["person"], found.counts["place"]) == (head, 2, 2)
    with opened(copy) as old:
        assert "extra" not in old.db.get_tables()  # the schema of before
    store = open_store(str(copy), office_schema(), origin="test")
    assert "extra" in store.engine.db.get_tables()  # brought up to date like any other
    assert [store.read("person", key)["active"] for key in (1, 2)] == [True, False]
    assert store.index.find(["阿部"]) == [Hit("person", 1)]
    assert attachments.content(store.engine, "person", 1, "list.bin") == content
    assert check(store) == []
    store.close()


def test_no_copy_of_a_server_no_upgrade(
    postgres_store: Store, steps: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "file"))
    postgres_store.close()
    (steps / "0900_more.py").write_text(MORE)
    with pytest.raises(DeskError) as caught:
        reopen(postgres_store)
    assert caught.value.code == "file.unwritable"
    (steps / "0900_more.py").unlink()
    store = reopen(postgres_store)
    assert "extra" not in store.engine.db.get_tables()
    store.close()


def test_the_first_making_takes_no_copy(store: Store) -> None:
    assert list(Path(store.engine.place).parent.glob("*before-upgrade*")) == []


def test_a_step_that_fails_changes_nothing(filled: Store, steps: Path) -> None:
    (steps / "0900_fails.py").write_text(FAILS)
    with pytest.raises(Exception, match="nowhere"):
        reopen(filled)
    (steps / "0900_fails.py").unlink()
    store = reopen(filled)
    assert "extra" not in store.engine.db.get_tables()
    assert check(store) == []
    store.close()


def test_a_step_that_loses_rows_is_not_kept(filled: Store, steps: Path) -> None:
    (steps / "0900_loses.py").write_text(LOSES)
    with pytest.raises(DeskError) as caught:
        reopen(filled)
    assert (caught.value.code, caught.value.fields["table"]) == ("desk.count", "person")
    (steps / "0900_loses.py").unlink()
    store = reopen(filled)
    assert scalar(store.engine, "SELECT count(*) FROM person") == 1
    store.close()


def test_two_that_open_an_old_desk_at_once_bring_it_up_to_date_once(filled: Store, steps: Path) -> None:
    (steps / "0900_more.py").write_text(MORE)
    start, failures = threading.Barrier(3), list[Exception]()

    def open_it() -> None:
        start.wait()
        try:
            reopen(filled).close()
        except DeskError as error:
            failures.append(error)

    threads = [threading.Thread(target=open_it) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [str(error) for error in failures if getattr(error, "code", "") != "desk.locked"] == []
    store = reopen(filled)
    assert check(store) == []
    assert scalar(store.engine, "SELECT count(*) FROM migration") == len(list(steps.glob("[0-9]*.py")))
    store.close()


def test_a_desk_of_a_newer_program_is_refused(filled: Store, steps: Path) -> None:
    (steps / "0900_more.py").write_text(MORE)
    reopen(filled).close()
    (steps / "0900_more.py").unlink()
    with pytest.raises(DeskError) as caught:
        reopen(filled)
    assert caught.value.code == "desk.newer"
    assert "s3cret" not in str(caught.value)
