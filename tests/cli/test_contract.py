"""The contract of the command line: columns, types, REFs and exit codes that scripts count on."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from itdesk.cli.app import run
from itdesk.verbs import application
from tests.cli.conftest import Answer, Itdesk

CONTRACT = {
    "asset": "tag name type status serial manufacturer model person place supplier bought price"
    " warranty-until",
    "person": "name email team place",
    "place": "name",
    "supplier": "name",
    "device": "address name vendor model serial version state asset",
    "alert": "device asset state since ticket",
    "ticket": "number subject requester asset status impact urgency priority due assignee",
    "plan": "name asset",
    "work-order": "asset status due",
    "manual": "title",
}
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")
DAY = re.compile(r"\d{4}-\d\d-\d\d")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo desk that no test here changes."""
    path = tmp_path_factory.mktemp("contract") / "office.desk"
    sizes = ["--assets", "40", "--people", "15", "--tickets", "30", "--devices", "5"]
    assert run(application(lambda _place: 1), ["--desk", str(path), "demo", *sizes]) == 0
    return path


@pytest.fixture
def ask(itdesk: Itdesk, office: Path) -> Callable[..., Answer]:
    """Runs a verb on the demo desk."""

    def call(*words: object) -> Answer:
        return itdesk(*words, desk=office)

    return call


Ask = Callable[..., Answer]


# --- lists ------------------------------------------------------------------------------------
@pytest.mark.parametrize("kind", CONTRACT)
def test_a_list_has_the_columns_of_the_contract_and_a_ref(ask: Ask, kind: str) -> None:
    rows = ask("list", kind, "--json").json
    assert rows, f"the demo has no {kind}"
    for row in rows:
        assert {"ref", *CONTRACT[kind].split()} <= set(row)
        assert isinstance(row["ref"], str) and row["ref"]
    assert len({row["ref"] for row in rows}) == len(rows)


@pytest.mark.parametrize("kind", CONTRACT)
def test_each_ref_shows_its_record(ask: Ask, kind: str) -> None:
    for row in ask("list", kind, "--json", "--limit", 3).json:
        shown = ask("show", kind, row["ref"], "--json").json
        assert {name: shown[name] for name in row} == row
        assert str(row["number"]) in ask("show", kind, row["ref"]).out


def test_times_are_iso_and_amounts_are_numbers(ask: Ask) -> None:
    ticket = ask("list", "ticket", "status:closed", "--json", "--limit", 1).json[0]
    for name in ("opened", "due", "closed", "created"):
        assert INSTANT.fullmatch(ticket[name]), name
    asset = ask("list", "asset", "price:>0 warranty-until:any", "--json", "--limit", 1).json[0]
    assert isinstance(asset["price"], float)
    assert DAY.fullmatch(asset["bought"]) and DAY.fullmatch(asset["warranty-until"])
    alert = ask("list", "alert", "--json", "--limit", 1).json[0]
    assert INSTANT.fullmatch(alert["since"])
    assert isinstance(ask("list", "person", "--json", "--limit", 1).json[0]["active"], bool)


def test_columns_are_chosen_in_the_order_asked(ask: Ask) -> None:
    rows = ask("list", "asset", "--columns", "serial,tag", "--json", "--limit", 2).json
    assert [list(row) for row in rows] == [["ref", "serial", "tag"]] * 2
    head = ask("list", "asset", "--columns", "serial, tag", "--limit", 1).out.splitlines()[0]
    assert head.split() == ["Serial", "Asset"]


@pytest.mark.parametrize("limit", [0, 1, 7, 10_000])
def test_a_limit_is_kept(ask: Ask, limit: int) -> None:
    whole = ask("list", "ticket", "source:phone,mail or source:any", "--json").json
    got = ask("list", "ticket", "source:phone,mail or source:any", "--json", "--limit", limit).json
    assert got == whole[:limit]


@pytest.mark.parametrize(
    "query",
    [
        ['-place:"HQ / 2"'], ["-type:laptop"], ["-phone:x"], ["-tag:A-0*", "status:in-use"],
        ["type:laptop", "-status:retired", "sort:-tag"],
    ],
)  # fmt: skip
def test_a_term_that_begins_with_a_minus_is_no_option(ask: Ask, query: list[str]) -> None:
    kind = "person" if "phone" in query[0] else "asset"
    together = ask("list", kind, " ".join(query), "--json")
    apart = ask("list", kind, *query, "--json")
    assert together.code == apart.code == 0
    assert apart.json == together.json


def test_the_query_of_the_issue_is_understood(ask: Ask) -> None:
    line = 'status:open priority:<=2 due:<2d assignee:me -place:"HQ / 2" tag:A-0* sort:-updated "free words"'
    assert ask("list", "ticket", line, "--json").json == []
    loose = ask("list", "ticket", 'status:open -place:"HQ / 2" sort:-updated', "--json").json
    assert loose and [r["updated"] for r in loose] == sorted((r["updated"] for r in loose), reverse=True)


def test_a_wrong_query_names_the_place_and_what_was_expected(ask: Ask) -> None:
    answer = ask("list", "ticket", "status:open colour:red")
    assert answer.code == 1 and answer.out == ""
    assert "“colour”" in answer.err and "expected one of" in answer.err and "subject" in answer.err


def test_a_list_as_at_a_day_before_everything_is_empty(ask: Ask) -> None:
    assert ask("list", "asset", "--as-at", "2001-01-01", "--json").json == []
    refused = ask("show", "ticket", "1", "--as-at", "2001-01-01")
    assert refused.code == 1 and "There is no ticket" in refused.err


# --- show, search, journal ----------------------------------------------------------------------
def test_a_ticket_comes_with_its_timeline(ask: Ask) -> None:
    timeline = ask("show", "ticket", "1", "--json").json["timeline"]
    assert timeline and {"at", "author", "form", "text"} <= set(timeline[0])
    times = [item["at"] for item in timeline]
    assert times == sorted(times) and all(INSTANT.fullmatch(at) for at in times)


def test_a_record_is_shown_by_a_unique_name_too(ask: Ask) -> None:
    person = ask("list", "person", "--json", "--limit", 1).json[0]
    assert ask("show", "person", person["name"], "--json").json["ref"] == person["ref"]
    assert ask("show", "person", person["name"].upper(), "--json").json["ref"] == person["ref"]


def test_search_names_kind_ref_and_title(ask: Ask) -> None:
    asset = ask("list", "asset", "serial:any", "--json", "--limit", 1).json[0]
    found = ask("search", asset["serial"], "--json").json
    assert {"kind": "asset", "ref": asset["tag"]}.items() <= found[0].items() and "title" in found[0]
    assert any(hit["ref"] == asset["tag"] for hit in ask("search", asset["serial"][2:6], "--json").json)
    assert ask("search", "nothing-is-called-like-this", "--json").json == []
    assert len(ask("search", "printer", "--json", "--limit", 2).json) == 2


@pytest.mark.parametrize("form", ["3c:18:a0:{0}", "3C-18-A0-{1}", "3c18.a0{2}"])
def test_a_mac_is_found_in_any_notation(itdesk: Itdesk, form: str) -> None:
    itdesk("add", "asset", "tag=A-1", "mac=3c:18:a0:c1:35:0d")
    itdesk("add", "asset", "tag=A-2", "mac=3c:18:a0:c1:35:0e")
    words = form.format("c1:35:0d", "C1-35-0D", "c1.350d")
    assert [hit["ref"] for hit in itdesk("search", words, "--json").json] == ["A-1"]


def test_the_journal_is_listed_newest_first(itdesk: Itdesk) -> None:
    for number in range(3):
        itdesk("add", "place", f"name=Room {number}")
    itdesk("set", "place", "Room 1", "address=Main street")
    entries = itdesk("journal", "list", "--json").json
    assert [e["entry"] for e in entries] == [4, 3, 2, 1]
    assert {"entry", "at", "actor", "verb", "changes"} <= set(entries[0])
    assert (entries[0]["verb"], entries[0]["changes"]) == ("edit place", 1)
    assert all(INSTANT.fullmatch(e["at"]) for e in entries)
    assert itdesk("journal").out == itdesk("journal", "list").out
    assert len(itdesk("journal", "list", "--limit", 2, "--json").json) == 2


def test_the_journal_verifies_and_a_changed_byte_is_named(itdesk: Itdesk, desk_path: Path) -> None:
    import sqlcipher3

    for number in range(5):
        itdesk("add", "place", f"name=Room {number}")
    proved = itdesk("journal", "verify", "--json").json
    assert proved["entries"] == 5 and proved["head"]
    with sqlcipher3.connect(str(desk_path)) as raw:
        raw.execute("UPDATE journal_change SET data = replace(data, 'Room 2', 'Boom 2')")
    raw.close()
    broken = itdesk("journal", "verify")
    assert broken.code == 1 and re.search(r"\b3\b", broken.err), broken.err
    assert itdesk("check").code == 1


# --- the process ----------------------------------------------------------------------------------
@pytest.fixture
def process(office: Path, own_home: Path) -> Iterator[Callable[..., subprocess.CompletedProcess[bytes]]]:
    """Runs itdesk as a shell does."""
    words = [sys.executable, "-m", "itdesk", "--desk", str(office)]

    def call(*more: str, **options: Any) -> subprocess.CompletedProcess[bytes]:
        environment = {**os.environ, "HOME": str(own_home), **options.pop("env", {})}
        streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options}
        return subprocess.run([*words, *more], env=environment, check=False, timeout=60, **streams)

    yield call


Process = Callable[..., "subprocess.CompletedProcess[bytes]"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_a_full_disk_behind_the_answer_is_one_line(process: Process) -> None:
    with open("/dev/full", "wb") as full:
        done = process("list", "asset", "--json", stdout=full)
    assert done.returncode == 1
    assert done.stderr.decode().count("\n") == 1 and "could not be written" in done.stderr.decode()


@pytest.mark.skipif(os.name == "nt", reason="pipes end otherwise on Windows")
def test_a_reader_that_goes_away_is_no_error(process: Process) -> None:
    read, write = os.pipe()
    os.close(read)
    done = process("list", "asset", "--json", stdout=write)
    os.close(write)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such locales")
def test_where_the_locale_is_ascii_names_stay_what_they_are(process: Process, office: Path) -> None:
    plain = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "utf-8"}
    done = process("list", "person", "阿部", "--json", env=plain)
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout) == []
    missing = process("show", "person", "阿部", env=plain)
    assert missing.returncode == 1 and "阿部" in missing.stderr.decode("utf-8")


def test_it_needs_no_input(process: Process) -> None:
    done = process("list", "place", "--json", stdin=subprocess.DEVNULL)
    assert done.returncode == 0 and json.loads(done.stdout)
