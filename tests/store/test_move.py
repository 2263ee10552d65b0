"""A whole desk carried from file to server and back: every row, every byte, and nothing half."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from itdesk.core.errors import CancelledError, DeskError
from itdesk.core.types import Type
from itdesk.desk import Desk, office_schema
from itdesk.desk.demo import Size, make_demo
from itdesk.store import files
from itdesk.store.check import check
from itdesk.store.customs import add_custom_column
from itdesk.store.engine import Engine, execute, quoted, rows, scalar
from itdesk.store.journal import Journal
from itdesk.store.move import NOT_CARRIED, copy_to_file, move
from itdesk.store.store import Store, open_store
from itdesk.store.undo import undo
from tests.clocks import HandClock

NOT_COMPARED = {"migration", *(model._meta.table_name for model in NOT_CARRIED)}


@pytest.fixture
def furnished(store: Store) -> Store:
    """An office with something in every table that a move could lose."""
    desk = Desk(store, "tester")
    make_demo(desk, Size(assets=40, people=15, tickets=30, devices=3), 7, lambda done, total: None)
    with store.write("tester", "add field") as unit:
        add_custom_column(unit, "asset", "room-key", "Room key", Type.TEXT)
        add_custom_column(unit, "asset", "insured", "Insured", Type.YES_NO)
    with store.write("tester", "change") as unit:
        unit.update("asset", 1, {"custom.room-key": "Schlüssel 7½", "custom.insured": True})
        parent = unit.insert("place", {"name": "Annex"})
        # A parent with a higher key than its part: rows cannot go over in the order they lie.
        unit.update("place", 1, {"parent_id": parent})
        desk.settings.put(unit, "office-name", "Büro 東京")
        desk.secrets.put("device:1", "very secret")
        with (Path(store.engine.place).parent / "scan.bin").open("wb") as file:
            file.write(bytes(range(256)) * 9_000)
        files.attach(unit, "asset", 1, Path(file.name))
    with store.write("tester", "remove") as unit:
        gone = unit.insert("supplier", {"name": "Gone & Co"})
        unit.delete("supplier", gone)
    undo(store, "tester", store.head())
    return store


@pytest.fixture
def opened(clock: HandClock) -> Iterator[Any]:
    """Opens desks that are closed after the test."""
    stores: list[Store] = []

    def open_at(place: str | Path) -> Store:
        stores.append(open_store(str(place), office_schema(), origin="test", clock=clock))
        return stores[-1]

    yield open_at
    for each in stores:
        each.close()


def contents(engine: Engine) -> dict[str, list[str]]:
    """Every row of every carried table, in a form that both engines share."""
    found: dict[str, list[str]] = {}
    for table in engine.db.get_tables():
        if table not in NOT_COMPARED and not table.startswith("search_text"):
            names = sorted(column.name for column in engine.db.get_columns(table))  # pyright: ignore
            sql = f"SELECT {', '.join(map(quoted, names))} FROM {quoted(table)}"
            found[table] = sorted(json.dumps([shared(cell) for cell in row]) for row in rows(engine, sql))
    return found


def shared(cell: Any) -> Any:
    if isinstance(cell, (bytes, memoryview)):
        return bytes(cell).hex()
    return int(cell) if isinstance(cell, bool) else cell


def test_everything_is_the_same_on_a_server_and_back_in_a_file(
    furnished: Store, postgres_url: str, tmp_path: Path, opened: Any
) -> None:
    before = contents(furnished.engine)
    assert sum(map(len, before.values())) > 200
    over = move(furnished, postgres_url)
    server = opened(postgres_url)
    assert contents(server.engine) == before
    back = move(server, str(tmp_path / "back.desk"))
    home = opened(tmp_path / "back.desk")
    assert contents(home.engine) == before
    assert over == back
    assert (over.head, over.missed) == (Journal(furnished.engine).head_digest(), 0)
    assert over.rows == sum(map(len, before.values()))
    assert [check(place) for place in (furnished, server, home)] == [[], [], []]


@pytest.mark.parametrize("place", ["server", "file"])
def test_work_goes_on_at_the_new_place(
    furnished: Store, place: str, request: pytest.FixtureRequest, tmp_path: Path, opened: Any
) -> None:
    target = request.getfixturevalue("postgres_url") if place == "server" else str(tmp_path / "new.desk")
    move(furnished, target)
    desk = Desk(opened(target), "tester")
    assert [hit.id for hit in desk.store.index.find(["schlüssel"])] == [1]
    assert desk.secrets.get("device:1") == "very secret"
    assert desk.settings["office-name"] == "Büro 東京"
    assert desk.lists.ids("asset", desk.query("asset", "insured:yes")) == [1]
    attached = desk.store.read("attachment", 1)
    assert b"".join(files.chunks(desk.store.engine, str(attached["sha256"]))) == bytes(range(256)) * 9_000
    with desk.write("add") as unit:
        # The key of the removed supplier is not used again here either.
        supplier = unit.insert("supplier", {"name": "New & Co"})
        highest = int(scalar(unit.engine, "SELECT max(id) FROM series"))
        sql = "INSERT INTO series (device_id, metric, part, unit) VALUES (2, 'test', '', '%')"
        execute(unit.engine, sql)
        assert int(scalar(unit.engine, "SELECT max(id) FROM series")) == highest + 1
    assert supplier == int(scalar(furnished.engine, "SELECT last FROM counter WHERE kind = 'supplier'")) + 1
    undo(desk.store, "tester", desk.store.head())
    assert desk.journal.verify().entries == furnished.head() + 2


def test_the_indexes_of_lists_are_made_at_the_new_place(
    furnished: Store, tmp_path: Path, opened: Any
) -> None:
    move(furnished, str(tmp_path / "new.desk"))
    sql = "SELECT name FROM sqlite_schema WHERE type = 'index' AND name LIKE 'list_%' ORDER BY name"
    assert rows(opened(tmp_path / "new.desk").engine, sql) == rows(furnished.engine, sql)


def test_a_place_that_holds_a_desk_is_left_as_it_is(
    furnished: Store, postgres_store: Store, postgres_place: str, tmp_path: Path, opened: Any
) -> None:
    with postgres_store.write("tester", "add") as unit:
        unit.insert("person", {"name": "Ada"})
    move(postgres_store, str(tmp_path / "full.desk"))
    full = opened(tmp_path / "full.desk")
    for place, there in ((postgres_place, postgres_store), (str(tmp_path / "full.desk"), full)):
        was = contents(there.engine)
        with pytest.raises(DeskError) as caught:
            move(furnished, place)
        assert caught.value.code == "desk.not_empty"
        assert "s3cret" not in str(caught.value)
        assert contents(there.engine) == was


def test_a_desk_does_not_move_onto_itself_or_over_another_file(furnished: Store, tmp_path: Path) -> None:
    letter = tmp_path / "letter.odt"
    letter.write_bytes(b"Dear Ada")
    for place, code in ((furnished.engine.place, "desk.not_empty"), (str(letter), "desk.foreign")):
        with pytest.raises(DeskError) as caught:
            move(furnished, place)
        assert caught.value.code == code
    assert letter.read_bytes() == b"Dear Ada"
    assert check(furnished) == []


def stop_half_way(done: int, total: int) -> None:
    if done > total // 2:
        raise CancelledError


def test_a_move_that_is_stopped_leaves_no_file_and_can_begin_again(
    furnished: Store, tmp_path: Path, postgres_url: str, opened: Any
) -> None:
    target = tmp_path / "new" / "office.desk"
    for place in (str(target), postgres_url):
        with pytest.raises(CancelledError):
            move(furnished, place, stop_half_way)
    assert list(target.parent.iterdir()) == []
    move(furnished, postgres_url)
    assert contents(opened(postgres_url).engine) == contents(furnished.engine)


def test_progress_reaches_its_end(furnished: Store, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    moved = move(furnished, str(tmp_path / "new.desk"), lambda done, total: seen.append((done, total)))
    assert seen[-1] == (moved.rows, moved.rows)
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)


def test_what_others_write_meanwhile_is_not_carried_and_is_said(
    any_store: Store, second_store: Store, tmp_path: Path, opened: Any
) -> None:
    with any_store.write("tester", "add") as unit:
        unit.insert("person", {"name": "Ada"})

    def write_meanwhile(done: int, total: int) -> None:
        if done == total:
            with second_store.write("other", "add") as unit:
                unit.insert("person", {"name": "Grace"})

    assert move(any_store, str(tmp_path / "new.desk"), write_meanwhile).missed == 1
    assert opened(tmp_path / "new.desk").head() == 1


def test_copying_a_desk_leaves_its_own_columns_known(postgres_store: Store, tmp_path: Path) -> None:
    with postgres_store.write("tester", "add field") as unit:
        add_custom_column(unit, "asset", "room-key", "Room key", Type.TEXT)
    copy_to_file(postgres_store, tmp_path / "copy.desk")
    assert "room-key" in postgres_store.schema.kind("asset").by_name
    with pytest.raises(DeskError) as caught:
        copy_to_file(postgres_store, tmp_path / "copy.desk")
    assert caught.value.code == "desk.exists"
