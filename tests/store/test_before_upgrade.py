"""The copy before an upgrade: a whole desk beside the desk, under a name of its own, or none."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from itdesk.core.errors import DeskError
from itdesk.core.types import Type
from itdesk.desk import Desk, office_schema
from itdesk.desk.demo import Size, make_demo
from itdesk.store import files
from itdesk.store.attachments import content
from itdesk.store.backup import preview
from itdesk.store.before_upgrade import keep_copy
from itdesk.store.check import check
from itdesk.store.customs import add_custom_column
from itdesk.store.engine import execute, rows, scalar
from itdesk.store.journal import Journal
from itdesk.store.past import Past
from itdesk.store.search import Hit
from itdesk.store.store import Store, open_store
from itdesk.store.undo import undo
from tests.disks import make_read_only, mounted
from tests.store.raw import alter, put


def opened_again(path: Path) -> Store:
    return open_store(str(path), office_schema(), origin="test")


def every_row(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """What each kind's table holds, with flags as numbers, whichever engine."""
    found: dict[str, list[tuple[object, ...]]] = {}
    for holding in store.schema:
        names = ", ".join(f'"{name}"' for name in ("id", "version", "custom", *holding.fields))
        table = rows(store.engine, f'SELECT {names} FROM "{holding.table}" ORDER BY id')
        found[holding.table] = [tuple(int(c) if isinstance(c, bool) else c for c in row) for row in table]
    return found


@pytest.fixture
def office(any_store: Store, tmp_path: Path) -> Store:
    """Something of everything: own fields, a file of three chunks, a past, parts before their owners."""
    make_demo(Desk(any_store, "tester"), Size(assets=12, people=8, tickets=15, devices=2), 7, lambda *_: None)
    with any_store.write("tester", "add field") as unit:
        add_custom_column(unit, "place", "insured", "Insured", Type.YES_NO)
    key = put(any_store, "place", name="倉庫 \U0001f600", **{"custom.insured": True})
    alter(any_store, "place", 1, parent_id=key)
    path = tmp_path / "scan.bin"
    path.write_bytes(bytes(range(256)) * 9_000)
    with any_store.write("tester", "attach file") as unit:
        files.attach(unit, "place", key, path)
    return any_store


def test_the_copy_is_a_sound_desk_with_every_row_and_the_same_chain(office: Store) -> None:
    copy = keep_copy(office)
    assert preview(copy).entries == office.head()
    store = opened_again(copy)
    assert check(store) == []
    assert every_row(store) == every_row(office)
    assert Journal(store.engine).head_digest() == Journal(office.engine).head_digest()
    store.close()


def test_the_copy_can_be_worked_with_as_the_desk_it_was(office: Store) -> None:
    place = rows(office.engine, "SELECT max(id) FROM place")[0][0]
    store = opened_again(keep_copy(office))
    assert store.read("place", place)["custom.insured"] is True
    assert store.index.find(["倉庫"]) == [Hit("place", place)]
    assert len(content(store.engine, "place", place, "scan.bin")) == 256 * 9_000
    assert put(store, "place", name="after") == place + 1
    assert Past(store.engine, store.schema, store.clock.now()).record("place", place + 1)["name"] == "after"
    undo(store, "tester", store.head())
    assert check(store) == []
    store.close()


def test_the_desk_itself_stays_as_it_was_and_open(office: Store) -> None:
    before, head = every_row(office), office.head()
    keep_copy(office)
    assert (every_row(office), office.head()) == (before, head)
    put(office, "place", name="goes on")
    assert check(office) == []


def test_facts_about_where_a_desk_is_stay_there(postgres_store: Store) -> None:
    with postgres_store.engine.write():
        execute(postgres_store.engine, "INSERT INTO upkeep (name, value) VALUES ('last', 'x')")
        execute(
            postgres_store.engine, "INSERT INTO lease (name, holder, beat, status) VALUES ('d', 'h', 1, '{}')"
        )
    store = opened_again(keep_copy(postgres_store))
    assert scalar(store.engine, "SELECT count(*) FROM lease") == 0
    assert scalar(store.engine, "SELECT count(*) FROM upkeep") == 0
    store.close()


def test_an_empty_desk_is_copied_too(any_store: Store) -> None:
    store = opened_again(keep_copy(any_store))
    assert (store.head(), check(store)) == (0, [])
    assert put(store, "place", name="first") == 1
    store.close()


def test_a_copy_lies_beside_a_file_and_where_backups_of_a_server_go(
    any_store: Store, own_home: Path, tmp_path: Path
) -> None:
    copy = keep_copy(any_store)
    if any_store.engine.is_remote:
        assert copy.parent == own_home / "xdg_data_home" / "itdesk" / "backups"
        assert "s3cret" not in copy.name
    else:
        assert copy == tmp_path / "office.desk.before-upgrade"
    assert copy.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in copy.parent.glob(f"{copy.name}*")] == [copy.name]


def test_an_earlier_copy_is_never_written_over(any_store: Store) -> None:
    copies = []
    for number in range(3):
        copies.append(keep_copy(any_store))
        put(any_store, "place", name=f"P{number}")
    first = copies[0].name
    assert [copy.name for copy in copies] == [first, f"{first}-2", f"{first}-3"]
    assert [preview(copy).entries for copy in copies] == [0, 1, 2]


def test_a_copy_goes_into_the_first_free_name(store: Store, tmp_path: Path) -> None:
    (tmp_path / "office.desk.before-upgrade").write_text("somebody's notes")
    (tmp_path / "office.desk.before-upgrade-3").mkdir()
    assert keep_copy(store).name == "office.desk.before-upgrade-2"
    assert keep_copy(store).name == "office.desk.before-upgrade-4"
    assert (tmp_path / "office.desk.before-upgrade").read_text() == "somebody's notes"


def test_of_a_damaged_desk_no_copy_is_kept(store: Store, tmp_path: Path) -> None:
    put(store, "person", name="Ana")
    store.engine.db.execute_sql("PRAGMA foreign_keys = 0")
    with store.engine.write():
        execute(store.engine, "UPDATE person SET place_id = 77")
    store.engine.db.execute_sql("PRAGMA foreign_keys = 1")
    with pytest.raises(DeskError) as caught:
        keep_copy(store)
    assert caught.value.code == "backup.invalid"
    assert "place" in caught.value.sentence()
    assert list(tmp_path.glob("*before-upgrade*")) == []


def test_on_a_full_disk_no_half_copy_is_left(tmp_path: Path) -> None:
    with mounted(tmp_path / "disk", "size=12m") as disk:
        store = open_store(str(disk / "office.desk"), office_schema(), origin="test", create=True)
        put(store, "place", name="HQ", notes="x" * 600_000)
        (disk / "filler").write_bytes(bytes(shutil.disk_usage(disk).free - 200_000))
        with pytest.raises(DeskError) as caught:
            keep_copy(store)
        found, name = list(disk.glob("*before-upgrade*")), store.read("place", 1)["name"]
        store.close()
    assert (caught.value.code, found, name) == ("desk.full", [], "HQ")


def test_where_nothing_can_be_written_it_says_so(tmp_path: Path) -> None:
    with mounted(tmp_path / "disk", "size=8m") as disk:
        store = open_store(str(disk / "office.desk"), office_schema(), origin="test", create=True)
        store.close()
        make_read_only(disk)
        with pytest.raises(DeskError) as caught:
            keep_copy(store)
        assert caught.value.code in ("desk.read_only", "file.unwritable")
        assert list(disk.glob("*before-upgrade*")) == []
        store.close()
