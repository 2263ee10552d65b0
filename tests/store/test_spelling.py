"""One name in any case and composition is one name, on both engines."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itdesk.core.errors import DeskError, InvalidRecordError
from itdesk.desk import Desk
from itdesk.store import files
from itdesk.store.engine import CASED, spellings
from itdesk.store.erase import erase

LETTERS = "aZ09-äÖßéñşŁ東ЖяΩς "


def _add(desk: Desk, kind: str, **values: object) -> int:
    keeper = desk.keepers[kind]
    with desk.write(f"add {kind}") as unit:
        return keeper.add(unit, keeper.parse(values))


@given(st.text(alphabet=LETTERS, max_size=12))
def test_every_spelling_means_the_same_and_the_text_is_among_them(text: str) -> None:
    found = spellings(text)
    whole = unicodedata.normalize("NFC", text)
    assert whole in found and len(found) == len(set(found))
    assert len(found) <= 2 * 2**CASED
    assert {unicodedata.normalize("NFC", form).casefold() for form in found} <= {
        whole.casefold(), whole.lower().casefold(), whole.upper().casefold()
    }  # fmt: skip


@given(st.text(alphabet="äÖéñ-1", min_size=1, max_size=CASED), st.data())
def test_any_mixture_of_cases_is_among_the_spellings(text: str, draw: st.DataObject) -> None:
    flips = draw.draw(st.lists(st.booleans(), min_size=len(text), max_size=len(text)))
    mixed = "".join(c.upper() if flip else c.lower() for c, flip in zip(text, flips, strict=True))
    assert mixed in spellings(text) and unicodedata.normalize("NFD", mixed) in spellings(text)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("A-1", "a-1"), ("Ä-1", "ä-1"), ("ÄRGER", "Ärger"), ("Zoë", "ZOË"), ("Łódź 2", "łódź 2"),
        (unicodedata.normalize("NFC", "Müller"), unicodedata.normalize("NFD", "MÜLLER")),
        ("ЖУК", "жук"),
    ],
)  # fmt: skip
def test_a_tag_is_taken_in_any_case(any_desk: Desk, first: str, second: str) -> None:
    key = _add(any_desk, "asset", tag=first)
    with pytest.raises(InvalidRecordError):
        _add(any_desk, "asset", tag=second)
    assert any_desk.refs.find("asset", second) == key


def test_what_only_looks_alike_is_another_tag(any_desk: Desk) -> None:
    keys = {_add(any_desk, "asset", tag=tag) for tag in ("AE-1", "Ä-1", "A-1", "東-1", "西-1")}
    assert len(keys) == 5


def test_a_record_may_keep_its_name_in_another_case(any_desk: Desk) -> None:
    key = _add(any_desk, "supplier", name="Übersee GmbH")
    keeper = any_desk.keepers["supplier"]
    with any_desk.write("edit supplier") as unit:
        keeper.change(unit, key, {"name": "ÜBERSEE GMBH"})
    assert any_desk.store.read("supplier", key)["name"] == "ÜBERSEE GMBH"


# --- files that still name an erased person ------------------------------------------------------------
@pytest.fixture
def maria(any_desk: Desk) -> Iterator[int]:
    yield _add(any_desk, "person", name="Maria Silva-Quux", email="maria@example.com")


@pytest.mark.parametrize(
    ("content", "named"),
    [
        (b"Dear MARIA SILVA-QUUX,", True),
        ("Für Maria Silva-Quux".encode("utf-16"), True),
        ("Für Maria Silva-Quux".encode("cp1252"), True),
        (b'{"mail": "maria@example.com"}', True),
        (b"Maria Silva-Quuxley is somebody else", False),
        (b"\x00\x01Maria Silva-Quux in a picture", False),
        (b"", False),
    ],
    ids=["any case", "UTF-16", "Windows-1252", "mail", "part of a word", "binary", "empty"],
)
def test_files_of_others_that_name_the_person_are_named(
    any_desk: Desk, maria: int, tmp_path: Path, content: bytes, named: bool
) -> None:
    path = tmp_path / "letter.txt"
    path.write_bytes(content)
    asset = _add(any_desk, "asset", tag="A-1")
    with any_desk.write("attach file") as unit:
        files.attach(unit, "asset", asset, path)
    done = erase(any_desk.store, any_desk.actor, "person", maria, "asked for it")
    assert done.files_naming == ((f"asset {asset}: letter.txt",) if named else ())


def test_the_persons_own_files_are_gone_and_not_named(any_desk: Desk, maria: int, tmp_path: Path) -> None:
    path = tmp_path / "own.txt"
    path.write_text("Maria Silva-Quux", "utf-8")
    with any_desk.write("attach file") as unit:
        files.attach(unit, "person", maria, path)
    done = erase(any_desk.store, any_desk.actor, "person", maria, "asked for it")
    assert (done.files, done.files_naming) == (1, ())
    with pytest.raises(DeskError):
        list(files.chunks(any_desk.store.engine, "0" * 64))
