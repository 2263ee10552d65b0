"""What one person keeps on one computer: texts, numbers and places, whatever lies in the file."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QByteArray

from itdesk.ui.app.person_state import PersonState

NAMES = st.sampled_from(["theme", "columns/assets", "columns/work-orders", "detail/history", "page"])
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
UGLY = (
    "東京本社の会議室",
    "مكتب الرياض",
    "🖨️ 👩‍💻",
    "a, b; c",
    "two\nlines\ttab",
    '{"order": ["tag", "name"], "widths": {"tag": 171}}',
    "@ByteArray(no)",
    "@Invalid()",
    "%s %1 \\x41 \\",
    " spaces around ",
    "x" * 20_000,
)


def _next_time(path: Path) -> PersonState:
    """The state as another run of the program finds it: read from the bytes of the file."""
    copy = path.with_name(f"{path.name}.copy")
    shutil.copy(path, copy)
    return PersonState(copy)


def _kept(path: Path, values: dict[str, str]) -> PersonState:
    """State that was put by one run and is read by the next."""
    state = PersonState(path)
    for name, text in values.items():
        state.put(name, text)
    del state  # the file is written when its last owner goes
    return _next_time(path)


@pytest.mark.parametrize("text", UGLY)
def test_a_text_is_there_next_time_as_it_was_put(tmp_path: Path, text: str) -> None:
    later = _kept(tmp_path / "window.ini", {"columns/assets": text})
    assert later.text("columns/assets") == text


@given(steps=st.lists(st.tuples(NAMES, TEXTS), max_size=8))
def test_of_many_texts_each_name_has_its_last(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, str]]
) -> None:
    path = tmp_path_factory.mktemp("state") / "window.ini"
    state, model = PersonState(path), dict(steps)
    for name, text in steps:
        state.put(name, text)
    assert {name: state.text(name, "nothing") for name in model} == model
    state.put("last", "one")
    del state
    later = _next_time(path)
    assert {name: later.text(name, "nothing") for name in model} == model


def test_what_was_never_put_is_the_default(tmp_path: Path) -> None:
    state = PersonState(tmp_path / "window.ini")
    assert state.text("theme") == ""
    assert state.text("theme", "dark") == "dark"
    assert state.number("percent", 100) == 100
    assert state.geometry("window").isEmpty()


def test_without_a_file_it_is_kept_for_this_run_alone(tmp_path: Path) -> None:
    state = PersonState(None)
    state.put("theme", "dark")
    assert state.text("theme") == "dark"
    assert list(tmp_path.iterdir()) == []
    assert PersonState(None).text("theme") == ""


def test_folders_on_the_way_are_made(tmp_path: Path) -> None:
    path = tmp_path / "state" / "of" / "itdesk" / "window.ini"
    assert _kept(path, {"theme": "dark"}).text("theme") == "dark"


# --- numbers ------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("412", 412),
        ("0", 0),
        ("-7", -7),
        ("", 99),
        ("wide", 99),
        ("4.5", 99),
        ("--5", 99),
        ("-", 99),
        ("5-", 99),
        ("²", 99),
        ("4½", 99),
        ("0x1f", 99),
        ("NaN", 99),
        ("9" * 5_000, 99),
    ],
    ids=[
        "a number", "nought", "below nought", "nothing", "a word", "a fraction", "two signs", "a sign",
        "sign behind", "superscript", "a half", "hexadecimal", "not a number", "endless",
    ],
)  # fmt: skip
def test_a_number_is_read_and_what_is_none_is_the_default(tmp_path: Path, text: str, number: int) -> None:
    state = PersonState(tmp_path / "window.ini")
    state.put("detail/assets", text)
    assert state.number("detail/assets", 99) == number


@given(number=st.integers())
def test_any_number_that_was_put_is_read(number: int) -> None:
    state = PersonState(None)
    state.put("detail/assets", str(number))
    assert state.number("detail/assets", 1) == number


# --- places of windows --------------------------------------------------------------------------
@given(data=st.binary(max_size=120))
def test_a_windows_place_comes_back_byte_for_byte(data: bytes) -> None:
    state = PersonState(None)
    state.put_geometry("window", QByteArray(data))
    assert state.geometry("window").data() == data


@pytest.mark.parametrize("text", ["not base64 at all!", "中村", "====", "AAAA\nBBBB"])
def test_a_place_that_was_tampered_with_raises_nothing(tmp_path: Path, text: str) -> None:
    state = _kept(tmp_path / "window.ini", {"window": text})
    assert isinstance(state.geometry("window"), QByteArray)


# --- bad files ----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\xff\xfe" * 400,
        b"[[[[",
        b"=\n=\n=",
        b"theme",
        "theme=\ud83d".encode("utf-8", "surrogatepass"),
    ],
    ids=["empty", "binary", "brackets", "no names", "no value", "half a character"],
)
def test_a_damaged_file_costs_what_was_kept_and_no_more(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "window.ini"
    path.write_bytes(content)
    state = PersonState(path)
    assert state.number("percent", 100) == 100
    state.put("percent", "110")
    assert state.number("percent", 100) == 110


def test_a_file_that_cannot_be_is_no_more_than_a_forgotten_choice(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file stands where the folder should be")
    state = PersonState(tmp_path / "state" / "window.ini")
    state.put("theme", "dark")
    state.put("percent", "120")
    assert (state.text("theme"), state.number("percent", 100)) == ("dark", 120)
    assert (tmp_path / "state").read_text().startswith("a file")


def test_a_folder_in_the_files_place_is_no_more_than_a_forgotten_choice(tmp_path: Path) -> None:
    (tmp_path / "window.ini").mkdir()
    state = PersonState(tmp_path / "window.ini")
    state.put("theme", "dark")
    assert state.text("theme") == "dark"


def test_two_windows_of_one_person_keep_different_things_in_one_file(tmp_path: Path) -> None:
    path = tmp_path / "window.ini"
    first, second = PersonState(path), PersonState(path)
    first.put("columns/assets", "of the first")
    second.put("columns/tickets", "of the second")
    del first, second
    later = _next_time(path)
    assert later.text("columns/assets") == "of the first"
    assert later.text("columns/tickets") == "of the second"
