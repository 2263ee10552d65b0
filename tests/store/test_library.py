"""The SQLite library behind its edge: pragmas asserted, text folded, steps made once."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itdesk.store.library import LibraryError, MigrationError, Steps, connect, sorted_models, sqlite_database
from itdesk.store.orm import peewee
from itdesk.store.tables import STORE_TABLES, Attachment, Record, Relation

STEP = """
from peewee import *

def up(migrator, db):
    db.execute_sql('CREATE TABLE {name} (x)')
"""
FAILS = STEP + "    db.execute_sql('INSERT INTO nowhere VALUES (1)')\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two steps: 0001_one makes the table one, 0002_two the table two."""
    found = tmp_path / "steps"
    found.mkdir()
    for number, name in enumerate(("one", "two"), 1):
        (found / f"{number:04}_{name}.py").write_text(STEP.format(name=name))
    return found


# --- pragmas -----------------------------------------------------------------------------
def test_a_pragma_is_set_on_every_connection(tmp_path: Path) -> None:
    database = sqlite_database(str(tmp_path / "x.db"), {"foreign_keys": 1, "cache_size": -64})
    for _ in range(2):
        database.connect()
        assert database.execute_sql("PRAGMA cache_size").fetchone() == (-64,)
        assert database.execute_sql("PRAGMA foreign_keys").fetchone() == (1,)
        database.close()


@pytest.mark.parametrize(
    "pragmas",
    [{"foriegn_keys": 1}, {"journal_mode": "wall"}, {"foreign_keys": 1, "synchronous": 9}],
    ids=["misspelt", "unknown value", "second of two"],
)
def test_a_pragma_that_does_not_hold_is_an_error_and_no_connection_stays(
    tmp_path: Path, pragmas: dict[str, str | int]
) -> None:
    """SQLite itself ignores it in silence."""
    database = sqlite_database(str(tmp_path / "x.db"), pragmas)
    with pytest.raises(peewee.OperationalError, match="pragma"):
        database.connect()
    assert database.is_closed()


def test_a_file_opened_to_be_read_cannot_be_written(tmp_path: Path) -> None:
    path = tmp_path / "x ? # %41.db"
    made = connect(str(path))
    made.execute("CREATE TABLE t (x)")
    made.close()
    database = sqlite_database(f"{path.as_uri()}?mode=ro", {"query_only": 1}, uri=True)
    database.connect()
    assert database.get_tables() == ["t"]
    with pytest.raises(peewee.OperationalError, match="readonly"):
        database.execute_sql("INSERT INTO t VALUES (1)")
    database.close()


def test_the_librarys_own_error_is_known_by_one_name(tmp_path: Path) -> None:
    connection = connect(str(tmp_path / "x.db"))
    with pytest.raises(LibraryError):
        connection.execute("SELECT * FROM nowhere")
    connection.close()
    with pytest.raises(LibraryError):
        connect(str(tmp_path / "no" / "such" / "folder" / "x.db"))


# --- fold --------------------------------------------------------------------------------
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=12))
def test_fold_is_the_same_in_a_statement_as_in_a_program(text: str) -> None:
    database = sqlite_database(":memory:", {})
    database.connect()
    assert database.execute_sql("SELECT fold(?)", (text,)).fetchone() == (text.casefold(),)
    database.close()


@pytest.mark.parametrize("value", [None, 0, 17, 2.5, b"\xff\x00"])
def test_what_is_no_text_is_not_folded(value: object) -> None:
    database = sqlite_database(":memory:", {})
    database.connect()
    assert database.execute_sql("SELECT fold(?)", (value,)).fetchone() == (value,)
    database.close()


# --- steps -------------------------------------------------------------------------------
def test_steps_are_made_in_order_and_once(tmp_path: Path, folder: Path) -> None:
    database = sqlite_database(str(tmp_path / "x.db"), {})
    database.connect()
    steps = Steps(database, folder, "made")
    assert (steps.known(), steps.applied()) == (["0001_one", "0002_two"], [])
    steps.apply()
    steps.apply()
    assert Steps(database, folder, "made").applied() == ["0001_one", "0002_two"]
    assert sorted(database.get_tables()) == ["made", "one", "two"]
    database.close()


def test_steps_are_made_up_to_one_and_later_the_rest(tmp_path: Path, folder: Path) -> None:
    database = sqlite_database(str(tmp_path / "x.db"), {})
    database.connect()
    steps = Steps(database, folder, "made")
    steps.apply(until="0001_one")
    assert (steps.applied(), "two" in database.get_tables()) == (["0001_one"], False)
    steps.apply()
    assert steps.applied() == ["0001_one", "0002_two"]
    database.close()


def test_a_step_that_fails_leaves_no_table_and_no_record(tmp_path: Path, folder: Path) -> None:
    (folder / "0003_three.py").write_text(FAILS.format(name="three"))
    database = sqlite_database(str(tmp_path / "x.db"), {})
    database.connect()
    steps = Steps(database, folder, "made")
    steps.apply(until="0002_two")
    with pytest.raises((MigrationError, peewee.OperationalError)), steps.transaction():
        steps.apply()
    assert "three" not in database.get_tables()
    assert steps.applied() == ["0001_one", "0002_two"]
    database.close()


def test_only_files_that_are_steps_are_steps(tmp_path: Path, folder: Path) -> None:
    for name in ("__init__.py", "notes.txt", "readme.py", ".0003_hidden.py"):
        (folder / name).write_text("")
    database = sqlite_database(str(tmp_path / "x.db"), {})
    database.connect()
    assert Steps(database, folder, "made").known() == ["0001_one", "0002_two"]
    database.close()


# --- tables ------------------------------------------------------------------------------
class Parent(Record):
    name = peewee.TextField()


class Child(Record):
    parent = peewee.ForeignKeyField(Parent)


class Grandchild(Record):
    child = peewee.ForeignKeyField(Child)


@pytest.mark.parametrize(
    "models",
    [[Grandchild, Child, Parent], [Child, Grandchild, Parent], [Parent, Child, Grandchild]],
)
def test_referenced_tables_come_first_from_any_order(models: list[type[Record]]) -> None:
    assert sorted_models(models) == [Parent, Child, Grandchild]


def test_tables_without_references_are_all_kept() -> None:
    assert set(sorted_models([Relation, Attachment])) == {Relation, Attachment}
    assert set(sorted_models(STORE_TABLES)) == set(STORE_TABLES)
    assert sorted_models([]) == []
