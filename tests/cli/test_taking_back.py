"""Undo, the past and erasure from the command line: what goes back, what is refused and why."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from itdesk.core.types import Type
from itdesk.desk.desk import Desk
from itdesk.store.customs import add_custom_column
from tests.cli.conftest import Itdesk


def entries(itdesk: Itdesk) -> list[dict[str, object]]:
    found: list[dict[str, object]] = itdesk("journal", "list", "--json", "--limit", 1_000).json
    return found


def names(itdesk: Itdesk, *more: str) -> list[object]:
    return [row["name"] for row in itdesk("list", "place", "sort:number", "--json", *more).json]


# --- undo ---------------------------------------------------------------------------------------------
def test_an_added_record_is_gone_and_comes_back_by_undoing_the_undo(itdesk: Itdesk) -> None:
    itdesk("add", "place", "name=HQ")
    assert itdesk("undo", 1, "--json").json == {"undid": 1, "entry": 2}
    assert names(itdesk) == []
    assert itdesk("undo", 2).code == 0
    assert names(itdesk) == ["HQ"]
    assert itdesk("show", "place", "L-1", "--json").json["ref"] == "L-1", "under the number it had"


def test_an_entry_is_undone_once(itdesk: Itdesk) -> None:
    itdesk("add", "place", "name=HQ")
    itdesk("undo", 1)
    again = itdesk("undo", 1)
    assert again.code == 1 and again.err.startswith("itdesk: ") and "already" in again.err
    assert len(entries(itdesk)) == 2


def test_what_a_later_entry_stands_on_is_refused_with_its_number(itdesk: Itdesk) -> None:
    itdesk("add", "place", "name=HQ")
    itdesk("add", "asset", "tag=A-1", "place=HQ")
    itdesk("set", "asset", "A-1", "name=first")
    itdesk("set", "asset", "A-1", "name=second")
    for entry, named in ((1, "asset A-1"), (3, "entry 4")):
        refused = itdesk("undo", entry)
        assert refused.code == 1 and named in refused.err, refused.err
    assert len(entries(itdesk)) == 4, "a refusal writes nothing"


def test_a_change_of_another_field_does_not_stand_in_the_way(itdesk: Itdesk) -> None:
    itdesk("add", "asset", "tag=A-1", "name=before", "model=old")
    itdesk("set", "asset", "A-1", "name=after")
    itdesk("set", "asset", "A-1", "model=new")
    assert itdesk("undo", 2).code == 0
    shown = itdesk("show", "asset", "A-1", "--json").json
    assert (shown["name"], shown["model"]) == ("before", "new")


@pytest.mark.parametrize("number", ["0", "-1", "99", "one", "", "1.5", "99999999999999999999"])
def test_an_entry_that_is_none_is_one_line(itdesk: Itdesk, number: str) -> None:
    itdesk("add", "place", "name=HQ")
    answer = itdesk("undo", number)
    assert answer.code in (1, 2) and answer.err.startswith("itdesk: ")
    assert len(entries(itdesk)) == 1


def test_setting_what_is_so_writes_nothing(itdesk: Itdesk) -> None:
    itdesk("add", "asset", "tag=A-1", "name=same", "price=10")
    answer = itdesk("set", "asset", "A-1", "name=same", "price=10.00", "--json").json
    assert answer["entry"] is None and len(entries(itdesk)) == 1


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 3)), min_size=1, max_size=6))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=12)
def test_undoing_all_backwards_brings_back_each_state(
    itdesk: Itdesk, tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int]]
) -> None:
    place = tmp_path_factory.mktemp("undo") / "o.desk"
    itdesk("add", "asset", "tag=A-1", "name=", desk=place)
    states = [itdesk("show", "asset", "A-1", "--json", desk=place).json]
    written: list[int] = []
    for letter, number in steps:
        field = {"a": "name", "b": "model", "c": "serial"}[letter]
        done = itdesk("set", "asset", "A-1", f"{field}={letter}{number}", "--json", desk=place).json
        if done["entry"] is not None:
            written.append(done["entry"])
            states.append(itdesk("show", "asset", "A-1", "--json", desk=place).json)
    for entry in reversed(written):
        states.pop()
        assert itdesk("undo", entry, desk=place).code == 0
        now = itdesk("show", "asset", "A-1", "--json", desk=place).json
        assert {k: v for k, v in now.items() if k != "updated"} == {
            k: v for k, v in states[-1].items() if k != "updated"
        }
    assert itdesk("journal", "verify", desk=place).code == 0


# --- the past -----------------------------------------------------------------------------------------
def test_each_moment_is_listed_and_shown_as_it_was(itdesk: Itdesk) -> None:
    itdesk("add", "place", "name=first")
    itdesk("add", "place", "name=second")
    itdesk("set", "place", "L-1", "name=renamed")
    itdesk("undo", 2)
    moments = {int(entry["entry"]): str(entry["at"]) for entry in entries(itdesk)}
    after = {1: ["first"], 2: ["first", "second"], 3: ["renamed", "second"], 4: ["renamed"]}
    for moment in moments.values():
        last = max(entry for entry, at in moments.items() if at <= moment)  # two may share a millisecond
        assert names(itdesk, "--as-at", moment) == after[last]
    gone = itdesk("show", "place", "L-2")
    assert gone.code == 1
    assert itdesk("list", "place", "--as-at", "1999-12-31", "--json").json == []


@pytest.mark.parametrize("when", ["tomorrowish", "2026-02-30", "25:00", "", "2026-13-01T00:00:00Z"])
def test_a_time_that_is_none_is_a_wrong_use(itdesk: Itdesk, when: str) -> None:
    itdesk("add", "place", "name=HQ")
    answer = itdesk("list", "place", "--as-at", when)
    assert answer.code == 2 and answer.err.startswith("itdesk: ")


# --- own fields ---------------------------------------------------------------------------------------
@pytest.fixture
def own(itdesk: Itdesk, desk_path: Path) -> Itdesk:
    """Assets have a room key, a floor, a day and a yes or no of their own."""
    desk = Desk.open(str(desk_path), origin="test", create=True)
    with desk.write("add fields") as unit:
        add_custom_column(unit, "asset", "room-key", "Room key", Type.TEXT, ())
        add_custom_column(unit, "asset", "floor", "Floor", Type.INTEGER, ())
        add_custom_column(unit, "asset", "checked", "Checked", Type.DATE, ())
        add_custom_column(unit, "asset", "lent", "Lent", Type.YES_NO, ())
        add_custom_column(unit, "asset", "colour", "Colour", Type.CHOICE, ("red", "green"))
    desk.close()
    return itdesk


def test_own_fields_are_used_like_built_in_ones(own: Itdesk, tmp_path: Path) -> None:
    made = own("add", "asset", "tag=A-1", "room-key=K 7", "floor=2", "checked=2026-03-01", "lent=yes",
               "colour=red")  # fmt: skip
    assert made.code == 0, made.err
    own("add", "asset", "tag=A-2", "floor=11", "lent=no", "colour=green")
    shown = own("show", "asset", "A-1", "--json").json
    assert {k: shown[k] for k in ("room-key", "floor", "checked", "lent", "colour")} == {
        "room-key": "K 7", "floor": 2, "checked": "2026-03-01", "lent": True, "colour": "red",
    }  # fmt: skip

    def tags(query: str) -> list[str]:
        return [row["tag"] for row in own("list", "asset", query, "--json", "--columns", "tag").json]

    assert tags("floor:>2") == ["A-2"] and tags("floor:<=2") == ["A-1"]
    assert tags("lent:yes") == ["A-1"] and tags("colour:green") == ["A-2"]
    assert tags("checked:empty") == ["A-2"] and tags("checked:2026-03") == ["A-1"]
    assert tags("sort:-floor") == ["A-2", "A-1"] and tags('"K 7"') == ["A-1"]
    out = tmp_path / "out.csv"
    assert own("export", "asset", "--out", out, "--columns", "tag,room-key,floor").code == 0
    assert own("import", out, "--kind", "asset", "--json").json["same"] == 2


@pytest.mark.parametrize("field", ["floor=second", "checked=31.02.2026", "lent=perhaps", "colour=blue"])
def test_a_value_an_own_field_cannot_take_is_said(own: Itdesk, field: str) -> None:
    answer = own("add", "asset", "tag=A-1", field)
    assert answer.code == 1 and field.partition("=")[2] in answer.err
    assert own("list", "asset", "--json").json == []


# --- erasure ------------------------------------------------------------------------------------------
def test_an_erasure_needs_a_reason_and_is_an_entry_that_says_it(itdesk: Itdesk) -> None:
    itdesk("add", "person", "name=Maria Silva", "email=maria@example.com")
    assert itdesk("erase", "person", "Maria Silva").code == 1
    assert itdesk("erase", "person", "Maria Silva", "--why", "  ").code == 1
    done = itdesk("erase", "person", "Maria Silva", "--why", "Asked by letter of 1 March", "--json").json
    assert done["values"] >= 2
    newest = entries(itdesk)[0]
    assert newest["entry"] == done["entry"] and "Asked by letter" in str(newest["detail"])
    assert "Maria" not in itdesk("journal", "list").out and "Maria" not in itdesk("journal", "show", "1").out
    refused = itdesk("undo", done["entry"])
    assert refused.code == 1, "what is erased by law does not come back"
    assert itdesk("journal", "verify").code == 0 and itdesk("check").code == 0
