"""What the store promises, on SQLite and on PostgreSQL alike."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from itdesk.core.errors import ConflictError, DeskError, InvalidRecordError
from itdesk.core.types import Type
from itdesk.desk import Desk
from itdesk.desk.demo import Size, make_demo
from itdesk.store import files
from itdesk.store.backup import last_verified, preview, restore, take
from itdesk.store.check import check
from itdesk.store.customs import add_custom_column
from itdesk.store.erase import erase
from itdesk.store.feed import Feed
from itdesk.store.lease import Lease
from itdesk.store.move import move
from itdesk.store.past import Past
from itdesk.store.undo import undo

SMALL = Size(assets=40, people=20, tickets=120, devices=3)


def add(desk: Desk, kind: str, **values: object) -> int:
    keeper = desk.keepers[kind]
    named = {name.replace("_", "-"): value for name, value in values.items()}
    with desk.write(f"add {kind}") as unit:
        return keeper.add(unit, keeper.parse(named))


def change(desk: Desk, kind: str, key: int, version: int | None = None, **values: object) -> int:
    keeper = desk.keepers[kind]
    with desk.write(f"edit {kind}") as unit:
        keeper.change(unit, key, keeper.parse(values), version)
    return unit.entry


def found(desk: Desk, kind: str, query: str) -> list[int]:
    return [*desk.lists.ids(kind, desk.query(kind, query))]


def test_a_record_is_written_read_changed_and_taken_back(any_desk: Desk) -> None:
    key = add(any_desk, "asset", tag="A-1", name="Drucker Süd", price="120.50", bought="2026-01-02")
    entry = change(any_desk, "asset", key, name="Drucker Nord")
    assert any_desk.store.read("asset", key)["name"] == "Drucker Nord"
    undo(any_desk.store, "tester", entry)
    record = any_desk.store.read("asset", key)
    assert (record["name"], record["price"], record["bought"]) == ("Drucker Süd", 12_050, "2026-01-02")
    assert any_desk.journal.verify().entries == 3


def test_a_change_on_an_old_version_is_refused_and_nothing_is_written(any_desk: Desk) -> None:
    key = add(any_desk, "person", name="Maria Silva")
    change(any_desk, "person", key, version=1, team="IT")
    with pytest.raises(ConflictError):
        change(any_desk, "person", key, version=1, team="Sales")
    assert any_desk.store.read("person", key)["team"] == "IT"
    assert any_desk.store.head() == 2


def test_a_unique_value_is_refused_in_any_case(any_desk: Desk) -> None:
    add(any_desk, "asset", tag="A-1")
    with pytest.raises(InvalidRecordError, match="already used"):
        add(any_desk, "asset", tag="a-1")


def test_a_number_is_never_used_twice(any_desk: Desk) -> None:
    first = add(any_desk, "ticket", subject="one")
    undo(any_desk.store, "tester", any_desk.store.head())
    assert add(any_desk, "ticket", subject="two") == first + 1


def test_an_undo_that_others_depend_on_says_which(any_desk: Desk) -> None:
    person = add(any_desk, "person", name="Maria Silva")
    add(any_desk, "asset", tag="A-1", person=person)
    with pytest.raises(DeskError) as caught:
        undo(any_desk.store, "tester", 1)
    assert caught.value.code == "undo.in_use"


def test_words_parts_tags_macs_and_two_japanese_characters_are_found(any_desk: Desk) -> None:
    key = add(
        any_desk, "asset", tag="NB-0042", name="会議室の画面", mac="00:1A:2B:3C:4D:5E", serial="5CG8482XYZ"
    )
    other = add(any_desk, "asset", tag="PRN-1", name="Größer Drucker")
    for words in ("会議", "画面", "NB-0042", "b-00", "001a.2b3c.4d5e", "00-1a-2b-3c-4d-5e", "8482x"):
        assert [hit.id for hit in any_desk.store.index.find([words])] == [key], words
    for words in ("grosser druck", "GRÖSSER", "drucker"):
        assert [hit.id for hit in any_desk.store.index.find(words.split())] == [other], words


def test_lists_filter_sort_and_count(any_desk: Desk) -> None:
    place = add(any_desk, "place", name="HQ / 2")
    for number, price in enumerate((30, 10, 20, None), 1):
        add(any_desk, "asset", tag=f"A-{number}", price=price, place=place if number % 2 else None)
    assert found(any_desk, "asset", "price:>=20 sort:price") == [3, 1]
    assert found(any_desk, "asset", 'place:"HQ / 2" sort:-tag') == [3, 1]
    assert found(any_desk, "asset", "-place:any") == [2, 4]
    assert found(any_desk, "asset", "sort:price") == [2, 3, 1, 4]
    assert found(any_desk, "asset", "tag:a-* price:empty or price:10 sort:tag") == [2, 4]
    assert any_desk.lists.count("asset", any_desk.query("asset", "tag:A-1")) == 1


def test_a_record_and_a_list_are_shown_as_they_were(any_desk: Desk) -> None:
    key = add(any_desk, "asset", tag="A-1", name="before")
    at = any_desk.journal.entries()[0].at
    while any_desk.store.clock.now() == at:
        pass
    change(any_desk, "asset", key, name="after")
    add(any_desk, "asset", tag="A-2", name="later")
    past = Past(any_desk.store.engine, any_desk.store.schema, at)
    assert past.record("asset", key)["name"] == "before"
    with any_desk.lists_at("asset", at) as lists:
        ids = [*lists.ids("asset", any_desk.query("asset", "name:before"))]
        assert ids == [key]
        assert [*lists.ids("asset", any_desk.query("asset", ""))] == [key]


def test_a_custom_column_is_filtered_sorted_and_searched(any_desk: Desk) -> None:
    with any_desk.write("add custom field") as unit:
        add_custom_column(unit, "asset", "colour", "Colour", Type.CHOICE, ("red", "blue"))
        add_custom_column(unit, "asset", "weight", "Weight", Type.DECIMAL, ())
    one = add(any_desk, "asset", tag="A-1", colour="red", weight="12.5")
    two = add(any_desk, "asset", tag="A-2", colour="blue", weight="3")
    assert found(any_desk, "asset", "colour:red") == [one]
    assert found(any_desk, "asset", "weight:<5") == [two]
    assert found(any_desk, "asset", "sort:weight") == [two, one]


def test_a_file_is_kept_once_and_read_back(any_desk: Desk) -> None:
    data = bytes(range(256)) * 10_000
    with any_desk.write("attach file") as unit:
        first = files.keep(unit, io.BytesIO(data))
        assert files.keep(unit, io.BytesIO(data)) == first
    assert b"".join(files.chunks(any_desk.store.engine, first[0])) == data


def test_what_others_write_arrives_by_the_feed(any_desk: Desk) -> None:
    other = Desk.open(any_desk.store.engine.place if not any_desk.store.engine.is_remote
                      else any_desk.store.engine.url, origin="other", actor="other")  # fmt: skip
    feed = Feed(other.store)
    key = add(any_desk, "person", name="Maria Silva")
    assert feed.wait(5)
    assert [(c.kind, c.ids) for c in feed.poll()] == [("person", (key,))]
    assert feed.poll() == []
    feed.close()
    other.close()


def test_a_duty_has_one_holder(any_desk: Desk) -> None:
    one, two = Lease(any_desk.store, "daemon"), Lease(any_desk.store, "daemon")
    assert one.take() and not two.take()
    one.release()
    assert two.take() and not one.take()


def test_secrets_are_sealed(any_desk: Desk) -> None:
    with any_desk.store.engine.write():
        any_desk.secrets.put("device:1", "s3cret-community")
    assert any_desk.secrets.get("device:1") == "s3cret-community"


def test_an_erased_person_is_gone_and_the_chain_holds(any_desk: Desk) -> None:
    key = add(any_desk, "person", name="Zéphyrine Quux", email="zq@example.com")
    ticket = add(any_desk, "ticket", subject="zéphyrine quux cannot print", requester=key)
    change(any_desk, "person", key, name="Zéphyrine Marriedname")
    done = erase(any_desk.store, "tester", "person", key, "asked by letter")
    assert any_desk.journal.verify().entries == done.entry
    assert any_desk.store.read("ticket", ticket)["subject"] == "(erased) cannot print"
    assert any_desk.store.index.find(["quux"]) == []
    history = str([c.data for _, c in any_desk.journal.history("person", key)])
    assert "Quux" not in history and "Marriedname" not in history
    with pytest.raises(DeskError, match="erased"):
        undo(any_desk.store, "tester", 1)
    assert check(any_desk.store) == []


def test_a_demo_office_is_sound_and_undone_whole(any_desk: Desk) -> None:
    make_demo(any_desk, SMALL, seed=7)
    assert check(any_desk.store) == []
    undo(any_desk.store, "tester", 1)
    assert any_desk.lists.count("ticket", any_desk.query("ticket", "")) == 0
    assert any_desk.journal.verify().entries == 2


def test_a_backup_is_verified_remembered_and_restored(any_desk: Desk, tmp_path: Path) -> None:
    make_demo(any_desk, SMALL, seed=7)
    made = take(any_desk.store, tmp_path / "backups")
    assert last_verified(any_desk.store) == made
    shown = preview(made.path)
    assert (shown.entries, shown.head, shown.counts["asset"]) == (1, any_desk.journal.head_digest(), 40)
    assert made.path.stat().st_mode & 0o777 == 0o600
    target = tmp_path / "restored.desk"
    restore(made.path, target)
    again = Desk.open(str(target), origin="test")
    assert check(again.store) == []
    assert again.journal.head_digest() == any_desk.journal.head_digest()
    again.close()


def test_a_desk_is_carried_to_postgresql_and_back(desk: Desk, tmp_path: Path, postgres_url: str) -> None:
    make_demo(desk, SMALL, seed=7)
    url, back = postgres_url, tmp_path / "back.desk"
    moved = move(desk.store, url)
    there = Desk.open(url, origin="test", actor="tester")
    add(there, "ticket", subject="made on the server")
    returned = move(there.store, str(back))
    assert check(there.store) == []
    there.close()
    home = Desk.open(str(back), origin="test", actor="tester")
    assert check(home.store) == []
    assert home.journal.verify().entries == desk.journal.verify().entries + 1
    assert returned.rows == moved.rows + 3
    assert found(home, "asset", "sort:tag") == found(desk, "asset", "sort:tag")
    home.close()
