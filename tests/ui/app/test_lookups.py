"""What fields offer while a person types: exact refs first, any script, each kind by what it is called."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import settings as profile
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from itdesk.desk import Desk
from itdesk.ui.app.lookups import OFFERED, looked_up
from itdesk.ui.app.office import Office
from tests.records import add, change

NAMES = (
    "Maria Silva",
    "maria souza",
    "Łukasz Żak",
    "中村 雪",
    "أحمد",
    "100% _sure*",
    "O'Neil",
    "<b>Bold</b>",
)


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """People of many scripts, for many questions."""
    place = tmp_path_factory.mktemp("lookups") / "office.desk"
    desk = Desk.open(str(place), origin="test", create=True, actor="tester")
    for name in NAMES:
        add(desk, "person", name=name)
    yield desk
    desk.close()


def _labels(desk: Desk, kind: str, text: str, limit: int = OFFERED) -> list[str]:
    return [label for _key, label in looked_up(desk, kind, text, limit)]


# --- on a file and on a server ------------------------------------------------------------------
@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("silva", {"Maria Silva"}),
        ("MARIA", {"Maria Silva", "maria souza"}),
        ("  silva  ", {"Maria Silva"}),
        ("中村", {"中村 雪"}),
        ("雪", {"中村 雪"}),
        ("أحمد", {"أحمد"}),
        ("O'N", {"O'Neil"}),
        ("100%", {"100% _sure*"}),
        ("<b>", {"<b>Bold</b>"}),
        ("nobody", set()),
        ("'; drop table person; --", set()),
    ],
    ids=["part", "capitals", "spaces", "Japanese", "one character", "Arabic", "quote", "per cent", "markup",
         "nobody", "no SQL"],
)  # fmt: skip
def test_a_part_of_a_name_finds_those_who_have_it(people: Desk, typed: str, found: set[str]) -> None:
    assert set(_labels(people, "person", typed)) == found


@pytest.mark.parametrize("mark", ["%", "_", "*"])
def test_marks_stand_for_themselves_alone(people: Desk, mark: str) -> None:
    assert set(_labels(people, "person", mark)) == {"100% _sure*"}


def test_nothing_typed_offers_the_first_by_name(any_desk: Desk) -> None:
    for number in range(OFFERED + 5):
        add(any_desk, "place", name=f"Room {number:02}")
    assert _labels(any_desk, "place", "") == [f"Room {number:02}" for number in range(OFFERED)]
    assert _labels(any_desk, "place", "   ", 3) == ["Room 00", "Room 01", "Room 02"]


def test_an_exact_name_stands_before_those_that_hold_it(any_desk: Desk) -> None:
    for name in ("Annex 1", "An Annex", "Annex"):
        add(any_desk, "place", name=name)
    assert _labels(any_desk, "place", "annex")[0] == "Annex"
    assert sorted(_labels(any_desk, "place", "annex")) == ["An Annex", "Annex", "Annex 1"], "each once"


@pytest.mark.parametrize("typed", ["1", "#1"])
def test_a_ticket_is_found_by_its_number(any_desk: Desk, typed: str) -> None:
    key = add(any_desk, "ticket", subject="No sound")
    assert [found for found, _ in looked_up(any_desk, "ticket", typed)] == [key]


def test_an_asset_is_found_by_its_tag_in_any_case(any_desk: Desk) -> None:
    key = add(any_desk, "asset", tag="NB-0114", type="laptop")
    for typed in ("NB-0114", "nb-0114", "0114"):
        assert [found for found, _ in looked_up(any_desk, "asset", typed)] == [key], typed


@given(text=st.text(max_size=12), limit=st.integers(1, 5))
@profile(max_examples=100)
def test_whatever_is_typed_a_few_people_or_nobody_are_offered(people: Desk, text: str, limit: int) -> None:
    found = looked_up(people, "person", text, limit)
    keys = [key for key, _ in found]
    assert len(keys) == len(set(keys)) <= limit
    assert all(label in NAMES for _, label in found)


@given(name=st.sampled_from(NAMES), start=st.integers(0, 8), length=st.integers(1, 8))
@profile(max_examples=60)
def test_any_part_of_a_name_finds_it(people: Desk, name: str, start: int, length: int) -> None:
    part = name[start : start + length].strip()
    if part:
        assert name in _labels(people, "person", part), part


# --- in the window ------------------------------------------------------------------------------
def test_a_file_answers_on_the_spot_and_with_the_newest(
    open_office: Callable[..., Office], other_desk: Desk
) -> None:
    lookups = open_office("overview").context.lookups
    key = add(other_desk, "place", name="ZZ Annex")
    assert lookups.records("place", "ZZ Annex") == [(key, "ZZ Annex")]
    change(other_desk, "place", key, name="ZZ Tower")
    assert lookups.records("place", "ZZ Annex") == []
    assert lookups.records("place", "ZZ Tower") == [(key, "ZZ Tower")]


def test_query_lines_are_offered_names_for_references_alone(
    open_office: Callable[..., Office], other_desk: Desk
) -> None:
    context = open_office("overview").context
    add(other_desk, "place", name="ZZ Annex")
    kind = context.kind("asset")
    assert list(context.lookups.values(kind.column("place"), "ZZ")) == [("ZZ Annex", None)]
    assert list(context.lookups.values(kind.column("tag"), "ZZ")) == []
    assert list(context.lookups.values(kind.column("status"), "in")) == []


def test_a_server_is_asked_once_and_forgets_when_something_is_written(
    open_office: Callable[..., Office], server_place: str, qtbot: QtBot
) -> None:
    context = open_office("overview", at=server_place).context
    lookups = context.lookups
    with qtbot.waitSignal(lookups.came):
        assert lookups.records("place", "ZZ Annex") is None, "not known yet"
        assert lookups.records("place", "ZZ Annex") is None, "and not asked twice"
    assert lookups.records("place", "ZZ Annex") == []
    with qtbot.waitSignal(context.changed):
        context.write("add place", lambda unit: unit.insert("place", {"name": "ZZ Annex"}))

    def found() -> bool:
        return [label for _, label in lookups.records("place", "ZZ Annex") or ()] == ["ZZ Annex"]

    qtbot.waitUntil(found)
