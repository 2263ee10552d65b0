from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Itdesk


def test_a_record_is_added_shown_changed_and_listed(itdesk: Itdesk) -> None:
    assert itdesk("add", "place", "name=HQ / 2").code == 0
    added = itdesk(
        "add", "asset", "type=laptop", "name=Maria's", "place=HQ / 2", "price=1480.50", "--json"
    ).json
    assert added == {"kind": "asset", "ref": "A-00001", "entry": 2}
    shown = itdesk("show", "asset", "A-00001", "--json").json
    assert (shown["ref"], shown["place"], shown["price"], shown["type"]) == (
        "A-00001",
        "HQ / 2",
        1480.5,
        "laptop",
    )
    assert itdesk("set", "asset", "A-00001", "status=in-repair", "name=").code == 0
    rows = itdesk("list", "asset", "status:in-repair", "--json", "--columns", "tag,name,status").json
    assert rows == [{"ref": "A-00001", "tag": "A-00001", "name": None, "status": "in-repair"}]


def test_the_contract_columns_are_there(itdesk: Itdesk) -> None:
    itdesk("add", "person", "name=Maria Silva", "email=m@example.com", "team=IT")
    itdesk("add", "asset", "tag=A-1", "person=Maria Silva")
    itdesk(
        "add",
        "ticket",
        "subject=Printer jam",
        "requester=Maria Silva",
        "asset=A-1",
        "impact=high",
        "urgency=1",
    )
    wanted = {
        "asset": "tag name type status serial manufacturer model person place supplier bought price"
        " warranty-until",
        "person": "name email team place",
        "ticket": "number subject requester asset status impact urgency priority due assignee",
    }
    for kind, columns in wanted.items():
        row = itdesk("list", kind, "--json").json[0]
        assert set(columns.split()) <= set(row), kind
    ticket = itdesk("show", "ticket", "1", "--json").json
    assert (ticket["number"], ticket["priority"], ticket["asset"]) == (1, "1", "A-1")
    assert [item["text"] for item in ticket["timeline"]] == ["Opened"]


def test_as_at_shows_what_was(itdesk: Itdesk) -> None:
    itdesk("add", "asset", "tag=A-1", "name=before")
    at = itdesk("journal", "list", "--json").json[0]["at"]
    itdesk("set", "asset", "A-1", "name=after")
    assert itdesk("show", "asset", "A-1", "--as-at", at, "--json").json["name"] == "before"
    assert itdesk("list", "asset", "--as-at", at, "--json").json[0]["name"] == "before"
    assert itdesk("list", "asset", "--as-at", "2001-01-01", "--json").json == []


def test_an_entry_is_undone_once_and_the_journal_verifies(itdesk: Itdesk) -> None:
    itdesk("add", "asset", "tag=A-1")
    assert itdesk("undo", "1", "--json").json == {"undid": 1, "entry": 2}
    again = itdesk("undo", "1")
    assert (again.code, "undone already" in again.err) == (1, True)
    assert itdesk("journal", "verify").code == 0
    entries = itdesk("journal", "list", "--json").json
    assert {"entry", "at", "actor", "verb", "changes"} <= set(entries[0])


def test_search_finds_every_kind(itdesk: Itdesk) -> None:
    itdesk("add", "asset", "tag=PRN-7", "name=会議室のプリンター", "mac=00:1a:2b:3c:4d:5e")
    for words in ("会議", "PRN", "001a.2b3c.4d5e"):
        assert itdesk("search", words, "--json").json == [
            {"kind": "asset", "ref": "PRN-7", "title": "会議室のプリンター"}
        ]


def test_what_is_erased_is_not_in_the_file(itdesk: Itdesk, desk_path: Path) -> None:
    itdesk("add", "person", "name=Zoltan Quuxberg", "email=zq@example.com")
    itdesk("add", "ticket", "subject=Zoltan Quuxberg called", "requester=Zoltan Quuxberg")
    assert itdesk("erase", "person", "Zoltan Quuxberg").code == 1
    assert itdesk("erase", "person", "Zoltan Quuxberg", "--why", "asked by letter").code == 0
    data = b"".join(p.read_bytes() for p in desk_path.parent.glob(desk_path.name + "*"))
    assert b"Quuxberg" not in data and b"zq@example" not in data
    assert itdesk("journal", "verify").code == 0
    assert itdesk("check").code == 0


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["list", "nothing"], 2),
        (["list"], 2),
        (["frobnicate"], 2),
        (["add", "asset", "no equals"], 2),
        (["report", "nothing", "--out", "x.pdf"], 2),
        (["list", "asset", "--as-at", "someday"], 2),
        (["list", "asset", "--limit", "many"], 2),
        (["list", "asset", "status:nope"], 1),
        (["list", "asset", "colour:red"], 1),
        (["show", "asset", "nobody"], 1),
        (["set", "asset", "nobody", "name=x"], 1),
        (["add", "asset", "price=cheap"], 1),
        (["add", "asset", "colour=red"], 1),
        (["add", "asset", "person=Nobody Known"], 1),
        (["undo", "99"], 1),
        (["undo", "x"], 1),
        (["export", "asset", "--out", "x.txt"], 1),
        (["import", "missing.csv"], 1),
        (["restore", "missing.desk", "--to", "y.desk"], 1),
        (["poll", "127.0.0.1:1"], 1),
        (["poll", "no such host"], 1),
        (["show", "asset", "\x00\ud800"], 1),
    ],
)
def test_what_cannot_be_is_one_line_and_an_exit_code(
    itdesk: Itdesk, words: list[str], code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    itdesk("add", "asset", "tag=A-1")
    answer = itdesk(*words)
    assert answer.code == code
    assert answer.err.startswith("itdesk: ")
    assert len(answer.err.strip().splitlines()) == (2 if code == 2 else 1)


@pytest.mark.parametrize("verb", [["list", "asset"], ["check"], ["backup"], ["journal", "verify"]])
def test_a_missing_desk_is_said_and_not_made(itdesk: Itdesk, desk_path: Path, verb: list[str]) -> None:
    answer = itdesk(*verb)
    assert answer.code == 1 and "no desk at" in answer.err
    assert not desk_path.exists()


def test_a_foreign_file_is_left_as_it_is(itdesk: Itdesk, tmp_path: Path) -> None:
    for name, data in (("a.jpg", b"\xff\xd8\xff\xe0JFIF"), ("b", b""), ("c.txt", b"hello\n" * 500)):
        path = tmp_path / name
        path.write_bytes(data)
        answer = itdesk("list", "asset", desk=path)
        assert answer.code == 1 and answer.err.startswith("itdesk: ")
        assert path.read_bytes() == data


def test_names_from_outside_do_not_control_the_terminal(itdesk: Itdesk) -> None:
    itdesk("add", "asset", "tag=A-1", "name=evil\x1b[2Jname\x07")
    for words in (["list", "asset"], ["show", "asset", "A-1"], ["search", "evil"]):
        assert "\x1b" not in itdesk(*words).out


def test_a_real_process_answers_like_this_one(desk_path: Path, own_home: Path) -> None:
    words = [sys.executable, "-m", "itdesk", "--desk", str(desk_path)]
    environment = {**os.environ, "HOME": str(own_home)}
    made = subprocess.run(
        [*words, "add", "asset", "tag=A-1"], env=environment, capture_output=True, text=True, check=False
    )
    assert (made.returncode, made.stderr) == (0, "")
    wrong = subprocess.run(
        [*words, "list", "nothing"], env=environment, capture_output=True, text=True, check=False
    )
    assert wrong.returncode == 2 and "Traceback" not in wrong.stderr
