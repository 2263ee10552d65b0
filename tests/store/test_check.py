"""A sound desk has no fault; each thing that is not as it must be is named by its part."""

from __future__ import annotations

from pathlib import Path

import pytest

from itdesk.core.errors import CancelledError
from itdesk.store import files
from itdesk.store.check import check
from itdesk.store.engine import execute, one
from itdesk.store.owed import SCRUB, is_scrub_owed
from itdesk.store.relations import link
from itdesk.store.store import Store
from tests.store.raw import alter, drop, put


@pytest.fixture
def office(any_store: Store, tmp_path: Path) -> Store:
    """A sound desk on each engine."""
    return filled(any_store, tmp_path)


@pytest.fixture
def local(store: Store, tmp_path: Path) -> Store:
    """A sound desk in a file."""
    return filled(store, tmp_path)


def filled(any_store: Store, tmp_path: Path) -> Store:
    """Three places, two people, a ticket with a message and a file, and a link."""
    for name in ("HQ", "Lager", "会議室"):
        put(any_store, "place", name=name)
    put(any_store, "person", name="Maria", place_id=1)
    put(any_store, "person", name="Ana", place_id=1)
    ticket = put(any_store, "ticket", subject="No light", opened=1)
    put(any_store, "message", ticket_id=ticket, author="Maria", at=2, text="It is dark")
    path = tmp_path / "photo.png"
    path.write_bytes(b"\x89PNG" + bytes(2_000_000))
    with any_store.write("tester", "attach file") as unit:
        files.attach(unit, "ticket", ticket, path)
        link(unit, "ticket", ticket, "place", 1)
    assert check(any_store) == []
    return any_store


def damage(store: Store, *statements: str) -> None:
    """What no program of ours would write."""
    with store.engine.write():
        for sql in statements:
            execute(store.engine, sql)


def parts(store: Store) -> list[tuple[str, str]]:
    return [(fault.part, fault.what) for fault in check(store)]


def document_of(store: Store, kind: str, key: int) -> int:
    return (store.schema[kind].code << 40) + key


# --- sound -------------------------------------------------------------------------------
def test_an_empty_desk_is_sound(any_store: Store) -> None:
    assert check(any_store) == []


def test_changes_removals_and_odd_keys_leave_a_desk_sound(office: Store) -> None:
    alter(office, "place", 2, name="")
    drop(office, "place", 3)
    with office.write("tester", "bring a key") as unit:
        unit.insert("place", {"name": "late"}, record=3)
    assert check(office) == []


def test_a_look_over_writes_nothing(office: Store) -> None:
    head = office.head()
    check(office)
    check(office)
    assert office.head() == head


# --- the search index --------------------------------------------------------------------
def test_records_that_search_has_lost_are_counted_by_kind(office: Store) -> None:
    with office.engine.write():
        office.engine.unindex([document_of(office, "place", key) for key in (1, 3)])
        office.engine.unindex([document_of(office, "message", 1)])
    assert parts(office) == [
        ("search index", "2 places are missing"),
        ("search index", "1 messages are missing"),
    ]


def test_what_search_finds_though_it_is_gone_is_counted(office: Store) -> None:
    with office.engine.write():
        office.engine.index_texts([(document_of(office, "person", 77), "nobody")], replacing=False)
    assert parts(office) == [("search index", "1 people are left over")]


def test_the_text_of_one_kind_does_not_stand_in_for_another(office: Store) -> None:
    with office.engine.write():
        office.engine.unindex([document_of(office, "ticket", 1)])
        office.engine.index_texts([(document_of(office, "asset", 1), "no light")], replacing=False)
    assert sorted(parts(office)) == [
        ("search index", "1 assets are left over"),
        ("search index", "1 tickets are missing"),
    ]


# --- numbers -----------------------------------------------------------------------------
@pytest.mark.parametrize(
    "sql",
    ["UPDATE counter SET last = 2 WHERE kind = 'place'", "DELETE FROM counter WHERE kind = 'place'"],
)
def test_a_number_that_would_be_given_again_is_named(office: Store, sql: str) -> None:
    damage(office, sql)
    assert parts(office) == [("numbers", "the last number of places is too low")]


def test_a_number_that_was_given_and_is_free_now_is_no_fault(office: Store) -> None:
    damage(office, "UPDATE counter SET last = 500 WHERE kind = 'place'")
    assert check(office) == []
    assert put(office, "place", name="after") == 501


# --- files -------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("sql", "what"),
    [
        ("DELETE FROM file_chunk", "the bytes of photo.png are missing"),
        ("DELETE FROM file_chunk WHERE seq = 1", "the bytes of photo.png are damaged"),
        ("UPDATE file_chunk SET seq = 1 - seq + 10", "the bytes of photo.png are damaged"),
        ("UPDATE attachment SET size = size + 1", "the bytes of photo.png are damaged"),
    ],
)
def test_files_that_are_not_what_they_were_are_named(local: Store, sql: str, what: str) -> None:
    damage(local, sql)
    assert parts(local) == [("files", what)]


def test_bytes_that_nobody_has_any_more_are_no_fault(office: Store) -> None:
    drop(office, "attachment", 1)
    assert check(office) == []


# --- the journal -------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("sql", "entry"),
    [
        ("UPDATE journal_entry SET actor = 'somebody' WHERE id = 3", 3),
        ("UPDATE journal_entry SET at = at + 1 WHERE id = 4", 4),
        ("UPDATE journal_change SET data = replace(data, 'Lager', 'Leger') WHERE entry = 2", 2),
        ("UPDATE journal_change SET data = 'x' WHERE entry = 5", 5),
        ("DELETE FROM journal_change WHERE entry = 1", 1),
        ("DELETE FROM journal_entry WHERE id = 2", 2),
    ],
)
def test_an_altered_journal_is_named_by_its_entry(local: Store, sql: str, entry: int) -> None:
    damage(local, sql)
    [(part, what)] = parts(local)
    assert part == "journal"
    assert f"entry {entry}:" in what


def test_progress_reaches_the_last_entry(office: Store) -> None:
    told: list[tuple[int, int]] = []
    check(office, lambda done, total: told.append((done, total)))
    assert told == [(number, office.head()) for number in range(1, office.head() + 1)]


def test_a_look_over_that_a_person_cancels_is_no_fault_of_the_journal(office: Store) -> None:
    def cancel(_done: int, _total: int) -> None:
        raise CancelledError

    with pytest.raises(CancelledError):
        check(office, cancel)
    assert check(office) == []


# --- the database ------------------------------------------------------------------------
def test_a_row_that_refers_to_nothing_is_named(store: Store) -> None:
    put(store, "place", name="HQ")
    put(store, "person", name="Maria", place_id=1)
    store.engine.db.execute_sql("PRAGMA foreign_keys = 0")
    damage(store, "UPDATE person SET place_id = 9")
    store.engine.db.execute_sql("PRAGMA foreign_keys = 1")
    assert parts(store) == [("database", "row 1 of person refers to a missing row of place")]


def test_several_faults_are_told_together_each_with_its_part(office: Store) -> None:
    damage(office, "DELETE FROM file_chunk", "UPDATE journal_entry SET verb = 'x' WHERE id = 1",
           "UPDATE counter SET last = 0 WHERE kind = 'person'")  # fmt: skip
    with office.engine.write():
        office.engine.unindex([document_of(office, "person", 2)])
    found = check(office)
    assert [fault.part for fault in found] == ["journal", "files", "search index", "numbers"]
    assert [str(fault) for fault in found[1:]] == [
        "files: the bytes of photo.png are missing",
        "search index: 1 people are missing",
        "numbers: the last number of people is too low",
    ]


# --- what an erasure owes ----------------------------------------------------------------
def owe(store: Store) -> None:
    damage(store, f"INSERT INTO upkeep (name, value) VALUES ('{SCRUB}', '1')")


def test_a_desk_owes_nothing_until_an_erasure_was_cut_short(office: Store) -> None:
    assert not is_scrub_owed(office.engine)
    damage(office, "INSERT INTO upkeep (name, value) VALUES ('last-backup', '1')")
    assert not is_scrub_owed(office.engine)
    owe(office)
    assert is_scrub_owed(office.engine)


def test_looking_over_pays_what_is_owed(office: Store) -> None:
    owe(office)
    assert check(office) == []
    assert not is_scrub_owed(office.engine)
    assert one(office.engine, "SELECT count(*) FROM upkeep WHERE name = ?", (SCRUB,)) == (0,)
