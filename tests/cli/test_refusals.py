"""Every verb on a desk that cannot be used: one clear line, exit code 1, and nothing is touched."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from itdesk.store import sqlite
from tests.cli.conftest import Answer, Itdesk
from tests.disks import make_read_only, mounted

READING = {
    "list": ["list", "asset"],
    "list as at": ["list", "asset", "--as-at", "2026-01-01"],
    "show": ["show", "asset", "A-1"],
    "search": ["search", "laptop"],
    "journal": ["journal", "list"],
    "journal verify": ["journal", "verify"],
    "export": ["export", "asset", "--out", "OUT.csv"],
    "report": ["report", "asset-register", "--out", "OUT.pdf"],
    "check": ["check"],
}
CHANGING = {
    "set": ["set", "asset", "A-1", "notes=other"],
    "erase": ["erase", "person", "Ada Lovelace", "--why", "she asked"],
    "undo": ["undo", "1"],
}
MAKING = {
    "add": ["add", "asset", "tag=A-2"],
    "import": ["import", "IN.csv"],
    "demo": ["demo", "--assets", "1", "--people", "1", "--tickets", "0", "--devices", "0"],
    "scan": ["scan"],
}
CARRYING = {
    "backup": ["backup", "--to", "COPIES"],
    "move": ["move", "--to", "OUT.desk"],
    "daemon": ["daemon", "--once"],
}
ON_A_DESK = {**READING, **CHANGING, **CARRYING}
ALL = {**ON_A_DESK, **MAKING}


@pytest.fixture
def ask(itdesk: Itdesk, tmp_path: Path) -> Callable[..., Answer]:
    """Runs a verb of the tables above on the desk at a place; its files lie in a folder of their own."""
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "IN.csv").write_text("tag,type\nA-7,laptop\n")
    places = {name: str(folder / name) for name in ("OUT.csv", "OUT.pdf", "OUT.desk", "COPIES", "IN.csv")}

    def call(words: list[str], desk: Path | str) -> Answer:
        return itdesk(*(places.get(word, word) for word in words), desk=desk)

    return call


Ask = Callable[[list[str], Path | str], Answer]


@pytest.fixture
def sound(itdesk: Itdesk, desk_path: Path) -> Path:
    """A desk with an asset and a person."""
    assert itdesk("add", "person", "name=Ada Lovelace").code == 0
    assert itdesk("add", "asset", "tag=A-1", "person=Ada Lovelace").code == 0
    return desk_path


def one_line(answer: Answer, *words: str) -> str:
    """The one line on standard error, which holds these words; nothing else was said."""
    assert (answer.code, answer.out) == (1, ""), answer
    assert answer.err.startswith("itdesk: ") and answer.err.count("\n") == 1, answer.err
    assert all(word in answer.err for word in words), answer.err
    return answer.err


# --- no desk, another's file ------------------------------------------------------------------
@pytest.mark.parametrize("words", ON_A_DESK.values(), ids=ON_A_DESK)
def test_without_a_desk_it_says_how_to_make_one_and_makes_none(
    ask: Ask, tmp_path: Path, words: list[str]
) -> None:
    place = tmp_path / "nowhere" / "office.desk"
    one_line(ask(words, place), "There is no desk at", str(place), "demo")
    assert not place.parent.exists()


def _text(path: Path) -> None:
    path.write_text("tag,type\nA-1,laptop\n")


def _database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE asset (id INTEGER PRIMARY KEY, tag TEXT)")
        other.commit()


def _picture(path: Path) -> None:
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)


@pytest.mark.parametrize("foreign", [_text, _database, _picture], ids=["text", "database", "picture"])
@pytest.mark.parametrize("words", ALL.values(), ids=ALL)
def test_anothers_file_is_left_as_it_is(
    ask: Ask, tmp_path: Path, words: list[str], foreign: Callable[[Path], None]
) -> None:
    place = tmp_path / "mine.db"
    foreign(place)
    before = place.read_bytes()
    one_line(ask(words, place), "is not an itdesk desk", "left as it is")
    assert place.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["files", "mine.db"]


@pytest.mark.parametrize("words", ALL.values(), ids=ALL)
def test_a_folder_is_no_desk(ask: Ask, tmp_path: Path, words: list[str]) -> None:
    place = tmp_path / "folder.desk"
    place.mkdir()
    one_line(ask(words, place))
    assert list(place.iterdir()) == []


# --- a desk that is newer, damaged, held or write-protected -----------------------------------
@pytest.mark.parametrize("words", ALL.values(), ids=ALL)
def test_a_newer_desk_is_refused_as_such(ask: Ask, sound: Path, words: list[str]) -> None:
    with closing(sqlite3.connect(sound)) as newer:
        newer.execute(
            "INSERT INTO migration (name, applied) SELECT '0999_later', max(applied) FROM migration"
        )
        newer.commit()
    before = sound.read_bytes()
    one_line(ask(words, sound), "made by a newer itdesk", "Update itdesk")
    assert sound.read_bytes() == before


@pytest.mark.parametrize("words", ALL.values(), ids=ALL)
def test_a_desk_whose_beginning_is_overwritten_is_called_damaged(
    ask: Ask, sound: Path, words: list[str]
) -> None:
    whole = sound.read_bytes()
    sound.write_bytes(whole[:100] + b"\xff" * 4_000 + whole[4_100:])
    before = sound.read_bytes()
    one_line(ask(words, sound), "is damaged and was left as it is", "backup")
    assert sound.read_bytes() == before


@pytest.fixture
def write_protected(tmp_path: Path, ask: Ask, itdesk: Itdesk) -> Iterator[Path]:
    """A desk on a disk that takes nothing any more."""
    with mounted(tmp_path / "disk", "size=32m") as disk:
        place = disk / "office.desk"
        assert itdesk("add", "person", "name=Ada Lovelace", desk=place).code == 0
        assert itdesk("add", "asset", "tag=A-1", desk=place).code == 0
        make_read_only(disk)
        yield place


@pytest.mark.parametrize("words", {**CHANGING, **MAKING}.values(), ids={**CHANGING, **MAKING})
def test_nothing_is_written_to_a_write_protected_desk(
    ask: Ask, write_protected: Path, words: list[str]
) -> None:
    before = write_protected.read_bytes()
    one_line(ask(words, write_protected), "read-only")
    assert write_protected.read_bytes() == before


HOLD = """
import sqlite3, sys
held = sqlite3.connect(sys.argv[1], isolation_level=None)
held.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def held(sound: Path) -> Iterator[Path]:
    """A desk that another process writes to and does not let go."""
    words = [sys.executable, "-c", HOLD, str(sound)]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None and other.stdout.readline() == b"held\n"
        yield sound
        other.communicate()


def test_a_desk_that_another_process_holds_is_read_all_the_same(ask: Ask, held: Path) -> None:
    for name in ("list", "show", "search", "journal", "journal verify", "export", "report"):
        answer = ask(READING[name], held)
        assert (answer.code, answer.err) == (0, ""), name


def test_a_change_to_a_desk_that_is_held_is_given_up_in_words(
    ask: Ask, held: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sqlite.PRAGMAS, "busy_timeout", 200)
    one_line(ask(CHANGING["set"], held), "another process holds it", "Nothing was written")
    entries = ask(["journal", "list", "--json"], held).json
    assert [entry["entry"] for entry in entries] == [2, 1]


# --- places for what is written ---------------------------------------------------------------
INTO = {
    "export": ["export", "asset", "--out"],
    "report": ["report", "asset-register", "--out"],
    "move": ["move", "--to"],
}
ENDINGS = {"export": ".csv", "report": ".pdf", "move": ".desk"}


@pytest.mark.parametrize("verb", INTO)
def test_a_file_into_a_folder_that_is_none_is_refused(
    itdesk: Itdesk, sound: Path, tmp_path: Path, verb: str
) -> None:
    (tmp_path / "file").write_text("kept")
    one_line(itdesk(*INTO[verb], tmp_path / "file" / f"out{ENDINGS[verb]}"))
    assert (tmp_path / "file").read_text() == "kept"


@pytest.mark.parametrize("verb", ["export", "report"])
def test_a_folder_where_the_file_should_be_is_left_alone(
    itdesk: Itdesk, sound: Path, tmp_path: Path, verb: str
) -> None:
    place = tmp_path / f"out{ENDINGS[verb]}"
    place.mkdir()
    one_line(itdesk(*INTO[verb], place), "cannot be written")
    assert list(place.iterdir()) == []


@pytest.mark.parametrize("verb", ["export", "report"])
def test_a_disk_that_is_full_leaves_no_half_file(
    itdesk: Itdesk, sound: Path, tmp_path: Path, verb: str
) -> None:
    with mounted(tmp_path / "small", "size=16k") as small:
        (small / "other").write_bytes(b"x" * 12_000)
        answer = itdesk(*INTO[verb], small / f"out{ENDINGS[verb]}")
        if verb == "report":
            one_line(answer)
            assert [path.name for path in small.iterdir()] == ["other"]
        else:
            assert answer.code == 0


@pytest.mark.parametrize("name", ["rows.txt", "rows", "rows.csv.exe"])
def test_an_export_knows_its_three_endings(itdesk: Itdesk, sound: Path, tmp_path: Path, name: str) -> None:
    one_line(itdesk("export", "asset", "--out", tmp_path / name), ".csv, .xlsx or .json")
    assert not (tmp_path / name).exists()
