"""What was erased by law is gone from the desk's files, and the journal still proves the rest."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from itdesk.core.errors import DeskError
from itdesk.core.types import Type
from itdesk.desk import office_schema
from itdesk.store import files
from itdesk.store.check import check
from itdesk.store.customs import add_custom_column
from itdesk.store.engine import execute, scalar
from itdesk.store.erase import erase, settle
from itdesk.store.journal import Journal
from itdesk.store.owed import SCRUB
from itdesk.store.past import Past
from itdesk.store.settings import Settings
from itdesk.store.store import Store, open_store
from itdesk.store.undo import undo
from tests.clocks import HandClock

NAME, MAIL, LOGIN = "Zéphyrine Quux", "zquux@example.com", "zqx7"
PHONE = "070-555-0199"
SECRETS = (NAME, "zéphyrine quux", MAIL, LOGIN, "Marriedname", PHONE, "passport scan", "blood type")


def person(store: Store) -> int:
    with store.write("tester", "add person") as unit:
        key = unit.insert(
            "person",
            {
                "name": NAME,
                "email": MAIL,
                "username": LOGIN,
                "phone": PHONE,
                "notes": "blood type AB",
            },
        )
    with store.write("tester", "edit person") as unit:
        unit.update("person", key, {"name": "Zéphyrine Marriedname", "team": "Sales"})
    return key


def named_everywhere(store: Store, key: int, folder: Path) -> dict[str, int]:
    """Keys by kind of what names or concerns the person."""
    (folder / "passport.txt").write_text(f"passport scan of {NAME}" * 500)
    with store.write(LOGIN, "add ticket", detail=f"as told by {NAME}") as unit:
        told = {"subject": f"{NAME.lower()} cannot print", "description": f"Call {MAIL}, or {PHONE}."}
        ticket = unit.insert("ticket", {**told, "requester_id": key, "opened": 1})
        said = {"author": NAME, "at": 1, "text": f"Hi {NAME}!"}
        message = unit.insert("message", {**said, "ticket_id": ticket})
        asset = unit.insert("asset", {"tag": "A-1", "name": f"Laptop of {NAME.upper()}", "person_id": key})
        other = unit.insert("person", {"name": "Jo Doe", "notes": f"sits beside {NAME}"})
        files.attach(unit, "person", key, folder / "passport.txt")
        Settings(store.engine).put(unit, "office-name", f"Office of {NAME}")
        unit.insert("saved-view", {"kind": "asset", "name": "hers", "query": f'person:"{NAME}"'})
        execute(store.engine, "INSERT INTO device_state (device_id, due, memory) VALUES (7, 0, ?)",
                (json.dumps({"contact": NAME}),))  # fmt: skip
    with store.write("tester", "edit asset") as unit:
        unit.update("asset", asset, {"notes": f"{LOGIN} logs in here"})
    with store.write("tester", "remove ticket") as unit:
        unit.delete("ticket", unit.insert("ticket", {"subject": f"for {NAME}", "opened": 1}))
    return {"ticket": ticket, "message": message, "asset": asset, "person": other}


def bytes_of(store: Store) -> bytes:
    """Every byte of the desk's files, read when nobody has them open."""
    path = Path(store.engine.place)
    store.close()
    return b"".join(file.read_bytes() for file in sorted(path.parent.glob(path.name + "*")))


def test_no_byte_of_the_person_is_left_in_the_files(store: Store, tmp_path: Path) -> None:
    key = person(store)
    named_everywhere(store, key, tmp_path)
    assert NAME.encode() in bytes_of(store)
    erase(store, "tester", "person", key, "asked by letter")
    left = bytes_of(store)
    folded = left.decode("utf-8", "replace").casefold()
    assert [word for word in SECRETS if word.casefold() in folded] == []
    assert b"Sales" in left


def test_the_rest_of_each_text_stays(any_store: Store, tmp_path: Path) -> None:
    store = any_store
    key = person(store)
    named = named_everywhere(store, key, tmp_path)
    done = erase(store, "tester", "person", key, "asked by letter")
    read = {kind: store.read(kind, record) for kind, record in named.items()}
    assert read["ticket"]["subject"] == "(erased) cannot print"
    assert read["ticket"]["description"] == "Call (erased), or (erased)."
    assert (read["message"]["author"], read["message"]["text"]) == ("(erased)", "Hi (erased)!")
    assert (read["asset"]["name"], read["asset"]["person_id"]) == ("Laptop of (erased)", key)
    assert (read["person"]["name"], read["person"]["notes"]) == ("Jo Doe", "sits beside (erased)")
    assert Settings(store.engine)["office-name"] == "Office of (erased)"
    gone = store.read("person", key)
    assert (gone["name"], gone["email"], gone["team"], bool(gone["active"])) == (
        "(erased)",
        None,
        "Sales",
        False,
    )
    assert (done.entry, done.files) == (store.head(), 1)
    assert scalar(store.engine, "SELECT count(*) FROM file_chunk") == 0


def test_the_journal_still_verifies_and_says_why(any_store: Store, tmp_path: Path) -> None:
    store = any_store
    key = person(store)
    named_everywhere(store, key, tmp_path)
    before = Journal(store.engine).head_digest()
    done = erase(store, "tester", "person", key, f"asked by {NAME}")
    journal = Journal(store.engine)
    assert journal.verify().entries == done.entry
    assert (
        bytes(scalar(store.engine, "SELECT digest FROM journal_entry WHERE id = ?", (done.entry - 1,))).hex()
        == before
    )
    entry = journal.entry(done.entry)
    assert entry.verb == "erase person"
    assert entry.detail.startswith("asked by (erased) (values: Name, E-mail, Phone")
    assert [e.actor for e in journal.entries() if e.verb == "add ticket"] == ["(erased)"]
    assert check(store) == []


def test_search_and_history_and_the_past_show_only_that_it_went(
    any_store: Store, clock: HandClock, tmp_path: Path
) -> None:
    store = any_store
    key = person(store)
    named_everywhere(store, key, tmp_path)
    at = clock.now()
    clock.forward(60_000)
    erase(store, "tester", "person", key, "asked by letter")
    for word in ("quux", "zqx7", "zquux@example", "070-555"):
        assert store.index.find([word]) == []
    assert "Quux" not in str([change.data for _, change in Journal(store.engine).history("person", key)])
    past = Past(store.engine, store.schema, at)
    assert past.record("person", key)["name"] == "(erased)"
    with past.lists("asset") as lists:
        [row] = lists.rows("asset", [1], [store.schema.kind("asset").column("name")])
        assert row.values["name"] == "(erased)"


def test_erased_entries_and_the_erasure_cannot_be_undone(store: Store) -> None:
    key = person(store)
    done = erase(store, "tester", "person", key, "asked by letter")
    for number, code in ((1, "undo.erased"), (2, "undo.erased"), (done.entry, "undo.erasure")):
        with pytest.raises(DeskError) as caught:
            undo(store, "tester", number)
        assert caught.value.code == code


def test_a_namesake_keeps_their_name_and_history(store: Store) -> None:
    first = person(store)
    with store.write("tester", "add person") as unit:
        second = unit.insert("person", {"name": NAME, "email": "other@example.com"})
    erase(store, "tester", "person", first, "asked by letter")
    assert store.read("person", second)["name"] == NAME
    [(_, change)] = Journal(store.engine).history("person", second)
    assert change.after()["name"] == NAME


def test_only_whole_words_are_taken_for_the_person(store: Store) -> None:
    with store.write("tester", "add person") as unit:
        key = unit.insert("person", {"name": "Bo", "username": "print"})
        place = unit.insert("place", {"name": "Bo street", "notes": "printer and print, printing"})
    erase(store, "tester", "person", key, "asked by letter")
    kept = store.read("place", place)
    assert (kept["name"], kept["notes"]) == ("Bo street", "printer and (erased), printing")


def test_a_person_who_was_removed_is_erased_from_history(store: Store) -> None:
    key = person(store)
    with store.write("tester", "remove person") as unit:
        unit.delete("person", key)
    assert erase(store, "tester", "person", key, "asked by letter").records == 0
    assert b"Quux" not in bytes_of(store)
    with pytest.raises(DeskError) as caught:
        erase(store, "tester", "person", 999, "nobody")
    assert caught.value.code == "record.missing"


def test_custom_fields_of_a_person_go_too(any_store: Store, clock: HandClock) -> None:
    with any_store.write("tester", "add field") as unit:
        add_custom_column(unit, "person", "children", "Children", Type.INTEGER)
        add_custom_column(unit, "person", "nickname", "Nickname", Type.TEXT)
    with any_store.write("tester", "add person") as unit:
        values = {"name": "Ada Byron", "custom.children": 3, "custom.nickname": "Enchantress"}
        key = unit.insert("person", values)
    at = clock.now()
    clock.forward(1_000)
    erase(any_store, "tester", "person", key, "asked by letter")
    assert any_store.read("person", key)["custom.nickname"] is None
    was = Past(any_store.engine, any_store.schema, at).record("person", key)
    assert (was["custom.nickname"], was["custom.children"]) == ("(erased)", None)
    assert Journal(any_store.engine).verify().changes == 5


def test_a_ticket_is_erased_with_its_messages_and_stays_as_a_placeholder(
    store: Store, tmp_path: Path
) -> None:
    (tmp_path / "medical.txt").write_text("diagnosis")
    with store.write("tester", "add ticket") as unit:
        ticket = unit.insert("ticket", {"subject": "secret illness", "description": "details", "opened": 1})
        message = unit.insert("message", {"ticket_id": ticket, "author": "Jo", "at": 1, "text": "more of it"})
        files.attach(unit, "ticket", ticket, tmp_path / "medical.txt")
    done = erase(store, "tester", "ticket", ticket, "wrong place for it")
    assert store.read("ticket", ticket)["subject"] == "(erased)"
    assert (store.read("message", message)["text"], done.files) == ("(erased)", 1)
    left = bytes_of(store)
    assert [w for w in (b"illness", b"more of it", b"diagnosis", b"medical") if w in left] == []
    assert check(store) == []


def test_every_public_kind_can_be_erased(store: Store) -> None:
    with store.write("tester", "add records") as unit:
        place = unit.insert("place", {"name": "Room 1"})
        asset = unit.insert("asset", {"tag": "A-1", "serial": "XYZZY", "place_id": place})
        unit.insert("component", {"asset_id": asset, "category": "disk", "identity": "0", "name": "Big disk"})
        keys = {
            "place": place, "asset": asset, "supplier": unit.insert("supplier", {"name": "Acme"}),
            "device": (device := unit.insert("device", {"name": "sw", "address": "192.0.2.1"})),
            "alert": unit.insert("alert", {"device_id": device, "subject": "x", "message": "h", "since": 1}),
            "plan": unit.insert("plan", {"name": "Dust", "rule": "FREQ=DAILY", "starts": "2026-01-01"}),
            "work-order": unit.insert("work-order", {"subject": "Dust it", "findings": "dusty"}),
            "manual": unit.insert("manual", {"title": "How", "body": "so"}),
        }  # fmt: skip
    for kind, key in keys.items():
        erase(store, "tester", kind, key, "because")
    assert store.read("asset", asset)["tag"] == "A-1"
    assert not store.read("device", device)["watched"]
    assert check(store) == []
    left = bytes_of(store)
    assert [w for w in (b"XYZZY", b"Big disk", b"192.0.2.1", b"dusty", b"Acme") if w in left] == []


def test_an_erasure_needs_a_reason(store: Store) -> None:
    key = person(store)
    with pytest.raises(DeskError, match="reason"):
        erase(store, "tester", "person", key, "  ")
    assert store.read("person", key)["email"] == MAIL


def test_a_reader_in_the_way_makes_it_owed_and_the_next_check_pays(store: Store, clock: HandClock) -> None:
    key = person(store)
    store.engine.db.execute_sql("PRAGMA busy_timeout = 50")
    other = open_store(store.engine.place, office_schema(), origin="test", clock=clock)
    other.engine.db.execute_sql("BEGIN")
    other.engine.db.execute_sql("SELECT count(*) FROM person").fetchone()
    with pytest.raises(DeskError) as caught:
        erase(store, "tester", "person", key, "asked by letter")
    assert caught.value.code == "erase.owed"
    other.engine.db.execute_sql("COMMIT")
    other.close()
    assert scalar(store.engine, "SELECT count(*) FROM upkeep WHERE name = ?", (SCRUB,)) == 1
    assert check(store) == []
    assert not settle(store)
    assert b"Quux" not in bytes_of(store)
