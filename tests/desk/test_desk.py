"""A desk opened: who is at it, what it is called, and that two that have it open see one another."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from itdesk.core.errors import DeskError
from itdesk.core.events import Changed
from itdesk.core.query.lexer import QueryError
from itdesk.desk import Desk
from itdesk.store.check import check
from itdesk.store.engine import execute
from itdesk.store.owed import SCRUB, is_scrub_owed
from tests.clocks import HandClock
from tests.records import add, change, remove


@pytest.fixture
def second(any_desk: Desk) -> Iterator[Desk]:
    """The same desk as another process has it open."""
    place = getattr(any_desk.store.engine, "url", any_desk.store.engine.place)
    opened = Desk.open(place, origin="other", actor="somebody else")
    yield opened
    opened.close()


# --- opening -----------------------------------------------------------------------------
def test_a_desk_that_is_not_there_is_made_only_when_asked(desk_path: Path) -> None:
    with pytest.raises(DeskError) as caught:
        Desk.open(str(desk_path), origin="test")
    assert caught.value.code == "desk.missing"
    assert not desk_path.exists()
    Desk.open(str(desk_path), origin="test", create=True).close()
    Desk.open(str(desk_path), origin="test").close()


@pytest.mark.parametrize(
    "name", ["a b.desk", "büro 会議.desk", "x?mode=ro#y.desk", "%41.desk", "it's.desk", "-rf"]
)
def test_a_desk_may_be_called_anything(tmp_path: Path, name: str) -> None:
    opened = Desk.open(str(tmp_path / name), origin="test", create=True, actor="tester")
    add(opened, "place", name="HQ")
    opened.close()
    assert (tmp_path / name).exists()
    again = Desk.open(str(tmp_path / name), origin="test")
    assert again.lists.count("place", again.query("place", "")) == 1
    again.close()


def test_making_a_desk_where_there_is_one_opens_it(desk: Desk, desk_path: Path) -> None:
    add(desk, "place", name="HQ")
    other = Desk.open(str(desk_path), origin="test", create=True)
    assert other.store.head() == 1
    other.close()


def test_closing_twice_is_closing_once_and_a_closed_desk_opens_itself_again(any_desk: Desk) -> None:
    add(any_desk, "place", name="HQ")
    any_desk.close()
    any_desk.close()
    assert any_desk.store.head() == 1


def test_what_an_erasure_owes_is_paid_when_the_desk_is_opened(desk: Desk, desk_path: Path) -> None:
    with desk.store.engine.write():
        execute(desk.store.engine, f"INSERT INTO upkeep (name, value) VALUES ('{SCRUB}', '1')")
    desk.close()
    again = Desk.open(str(desk_path), origin="test")
    assert not is_scrub_owed(again.store.engine)
    again.close()


# --- who is at it ------------------------------------------------------------------------
def test_the_actor_stands_in_the_journal(any_desk: Desk) -> None:
    with any_desk.write("add place", "because of the move") as unit:
        unit.insert("place", {"name": "HQ"})
    [entry] = any_desk.journal.entries()
    assert (entry.actor, entry.origin, entry.verb, entry.detail) == (
        "tester", "test", "add place", "because of the move",
    )  # fmt: skip


def test_without_a_name_the_user_of_the_system_is_at_the_desk(
    desk_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOGNAME", "zoë")
    opened = Desk.open(str(desk_path), origin="test", create=True)
    assert opened.actor == "zoë"
    opened.close()


@pytest.mark.parametrize(
    "values",
    [
        {"username": "TESTER"},
        {"name": "tester"},
        {"username": "tester", "email": "x@y.zz"},
    ],
)
def test_me_is_the_one_person_of_that_user_name_mail_or_name(desk: Desk, values: dict[str, object]) -> None:
    add(desk, "person", name="Somebody else")
    assert desk.me() is None
    me = add(desk, "person", **{"name": "Test Er", **values})
    assert desk.me() == me
    mine = add(desk, "asset", tag="A-1", person=me)
    add(desk, "asset", tag="A-2")
    assert desk.lists.ids("asset", desk.query("asset", "person:me"), me=desk.me()) == [mine]


def test_me_is_known_in_any_case_of_any_script(desk_path: Path) -> None:
    opened = Desk.open(str(desk_path), origin="test", create=True, actor="ÄNNE")
    assert opened.me() is None
    me = add(opened, "person", name="Änne Müller", username="änne")
    assert opened.me() == me
    opened.close()


def test_two_of_my_name_are_not_me_but_the_user_name_decides(desk: Desk) -> None:
    for _ in range(2):
        add(desk, "person", name="Tester")
    assert desk.me() is None
    me = add(desk, "person", name="Tester", username="tester")
    assert desk.me() == me
    remove(desk, "person", me)
    assert desk.me() is None


# --- questions ---------------------------------------------------------------------------
def test_now_is_the_time_of_the_desk_and_not_of_the_machine(desk_path: Path) -> None:
    clock = HandClock("2001-02-03T12:00:00+00:00")
    opened = Desk.open(str(desk_path), origin="test", create=True, actor="tester", clock=clock)
    for number, day in enumerate(("2001-02-02", "2001-02-03", "2001-02-04")):
        add(opened, "asset", tag=f"A-{number}", bought=day)
    for query, wanted in (("bought:today", [2]), ("bought:<today", [1]), ("bought:tomorrow", [3])):
        assert opened.lists.ids("asset", opened.query("asset", query)) == wanted, query
    opened.close()


@pytest.mark.parametrize("query", ["colour:red", "price:dear", '"open', "(tag:x", "sort:x", "tag:"])
def test_a_wrong_question_says_where_and_what_was_expected(desk: Desk, query: str) -> None:
    with pytest.raises(QueryError) as caught:
        desk.query("asset", query)
    assert 0 <= caught.value.start <= caught.value.end <= len(query)
    assert caught.value.message


# --- the past ----------------------------------------------------------------------------
def test_lists_without_an_instant_are_those_of_now(desk: Desk) -> None:
    with desk.lists_at("asset", None) as lists:
        assert lists is desk.lists


def test_two_instants_and_now_can_be_looked_at_at_once(any_desk: Desk) -> None:
    key = add(any_desk, "place", name="one")
    first = any_desk.store.clock.now()
    while any_desk.store.clock.now() <= first:
        pass
    change(any_desk, "place", key, name="two")
    with any_desk.lists_at("place", first) as then, any_desk.lists_at("place", None) as now:
        assert then.labels("place", [key]) == {key: "one"}
        assert now.labels("place", [key]) == {key: "two"}


# --- two windows -------------------------------------------------------------------------
def test_what_one_writes_the_other_reads(any_desk: Desk, second: Desk) -> None:
    key = add(any_desk, "place", name="HQ")
    assert second.store.read("place", key)["name"] == "HQ"
    change(second, "place", key, name="Office")
    assert any_desk.store.read("place", key)["name"] == "Office"
    assert [(entry.actor, entry.origin) for entry in any_desk.journal.entries()] == [
        ("somebody else", "other"), ("tester", "test"),
    ]  # fmt: skip
    assert check(any_desk.store) == []


def test_each_hears_its_own_changes_alone(any_desk: Desk, second: Desk) -> None:
    heard: dict[str, list[Changed]] = {"one": [], "two": []}
    any_desk.store.events.subscribe(Changed, heard["one"].append)
    second.store.events.subscribe(Changed, heard["two"].append)
    key = add(any_desk, "place", name="HQ")
    assert heard == {"one": [Changed("place", (key,), 1)], "two": []}


def test_numbers_and_tags_of_two_that_write_at_once_are_their_own(any_desk: Desk, second: Desk) -> None:
    made: list[tuple[int, str]] = []
    failures: list[Exception] = []

    def work(desk: Desk) -> None:
        try:
            for _ in range(10):
                key = add(desk, "asset", name="x")
                made.append((key, str(desk.store.read("asset", key)["tag"])))
        except Exception as error:
            failures.append(error)
        finally:
            desk.close()

    threads = [threading.Thread(target=work, args=(desk,)) for desk in (any_desk, second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert len({key for key, _ in made}) == len({tag for _, tag in made}) == 20
    assert any_desk.journal.verify().entries == 20
