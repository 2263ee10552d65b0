"""What an import writes: in an order that holds, in batches, and each refusal at its row."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from itdesk.assets import writing
from itdesk.assets.importers.mapping import guess_mapping
from itdesk.assets.importers.preview import Preview
from itdesk.assets.importers.tables import Table
from itdesk.assets.intake import Applied, Intake
from itdesk.core.errors import CancelledError
from itdesk.desk import Desk
from itdesk.store.check import check
from tests.assets.importers.files import table_of
from tests.records import add, change, take_back


def planned(desk: Desk, table: Table, kind: str = "asset", match: str = "tag") -> Preview:
    described = desk.store.schema.kind(kind)
    mapping = {header: guess.target for header, guess in guess_mapping(table, described).items()}
    return Intake(desk.store).plan(table, described, mapping, match)


def applied(desk: Desk, table: Table, kind: str = "asset", match: str = "tag") -> tuple[Applied, Preview]:
    preview = planned(desk, table, kind, match)
    return Intake(desk.store).apply("tester", preview), preview


def values(desk: Desk, kind: str, *fields: str) -> list[tuple[object, ...]]:
    keys = desk.lists.ids(kind, desk.query(kind, ""))
    found = desk.store.read_many(kind, keys)
    return [tuple(found[key][field] for field in fields) for key in sorted(found)]


def nested(desk: Desk) -> dict[str, str | None]:
    """Places by name, and what each lies in."""
    found = desk.store.read_many("place", desk.lists.ids("place", desk.query("place", "")))
    names = {key: str(place["name"]) for key, place in found.items()}
    return {names[key]: names.get(place["parent_id"]) for key, place in found.items()}


# --- rows that refer to each other -----------------------------------------------------------


def test_a_chain_of_places_of_any_length_ends_in_words_and_not_in_a_crash(desk: Desk) -> None:
    rows = [(f"P{n}", f"P{n + 1}") for n in range(1_500)]
    done, preview = applied(desk, table_of(("name", "parent"), *rows), "place", "name")
    assert 0 < done.created < 40, "places lie thirty deep at most"
    assert done.created + preview.counts.wrong == 1_500
    assert any("circle" in p.message or "inside" in p.message for p in preview.problems())
    assert check(desk.store) == []


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(0, 8), min_size=1, max_size=9), st.randoms(use_true_random=False))
def test_places_of_a_file_in_any_order_lie_where_it_says(desk: Desk, parents: list[int], random) -> None:
    stem = f"S{desk.store.head()}-"
    told = {f"{stem}{n}": f"{stem}{parent}" if parent < n else None for n, parent in enumerate(parents)}
    rows = [(name, parent or "") for name, parent in told.items()]
    random.shuffle(rows)
    done, _ = applied(desk, table_of(("name", "parent"), *rows), "place", "name")
    assert (done.created, done.made) == (len(rows), 0)
    found = nested(desk)
    assert {name: found[name] for name in told} == told


def test_a_row_inside_a_refused_row_says_which_to_correct(desk: Desk) -> None:
    add(desk, "place", name="HQ")
    table = table_of(
        ("name", "parent", "address"), ("Desk", "Room", ""), ("Room", "HQ", "\x00"), ("Shelf", "HQ", "")
    )
    done, preview = applied(desk, table, "place", "name")
    assert done.created + preview.counts.wrong == 3
    assert nested(desk)["Shelf"] == "HQ"
    assert preview.rows[1].is_wrong


def test_a_place_that_moves_into_one_of_its_own_is_refused_and_the_rest_goes_on(desk: Desk) -> None:
    outer = add(desk, "place", name="Outer")
    add(desk, "place", name="Inner", parent=outer)
    table = table_of(("name", "parent"), ("Outer", "Inner"), ("New", "Outer"))
    done, preview = applied(desk, table, "place", "name")
    assert (done.created, done.changed) == (1, 0)
    assert preview.rows[0].is_wrong
    assert nested(desk) == {"Outer": None, "Inner": "Outer", "New": "Outer"}


def test_new_and_old_places_in_a_circle_are_refused_at_one_row(desk: Desk) -> None:
    add(desk, "place", name="Old")
    done, preview = applied(
        desk, table_of(("name", "parent"), ("Old", "New"), ("New", "Old")), "place", "name"
    )
    assert done.created == 1
    assert [row.is_wrong for row in preview.rows] == [True, False]
    assert nested(desk) == {"Old": None, "New": "Old"}


# --- batches ---------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [writing.BATCH - 1, writing.BATCH, writing.BATCH + 1])
def test_no_row_is_lost_where_one_batch_ends(desk: Desk, count: int) -> None:
    rows = [(f"A-{n}", f"S{n}") for n in range(count)]
    done, _ = applied(desk, table_of(("tag", "serial"), *rows))
    assert done.created == desk.lists.count("asset", desk.query("asset", "")) == count
    assert sorted(values(desk, "asset", "tag", "serial")) == sorted(rows)


def test_given_tags_go_before_made_ones_wherever_they_stand(desk: Desk) -> None:
    serials = [(f"S{n}", f"A-{n:05}" if n % 2 else "") for n in range(60)]
    done, _ = applied(desk, table_of(("serial", "tag"), *serials), match="serial")
    found = dict(values(desk, "asset", "serial", "tag"))
    assert done.created == len(set(found.values())) == 60
    assert all(found[serial] == tag for serial, tag in serials if tag)


def test_progress_counts_up_to_the_rows_written(desk: Desk) -> None:
    heard: list[tuple[int, int]] = []
    table = table_of(("tag", "place"), *((f"A-{n}", f"Room {n % 2}") for n in range(30)))
    preview = planned(desk, table)
    Intake(desk.store).apply("tester", preview, progress=lambda done, total: heard.append((done, total)))
    assert heard == sorted(heard)
    assert heard[-1] == (30, 30)


def test_a_cancel_while_changing_takes_the_new_rows_back_too(desk: Desk) -> None:
    add(desk, "asset", tag="A-1", name="old")
    head = desk.store.head()

    def cancel(done: int, total: int) -> None:
        if done == 2:
            raise CancelledError

    preview = planned(desk, table_of(("tag", "name"), ("A-1", "changed"), ("A-2", "new")))
    with pytest.raises(CancelledError):
        Intake(desk.store).apply("tester", preview, progress=cancel)
    assert desk.store.head() == head
    assert values(desk, "asset", "tag", "name") == [("A-1", "old")]


# --- rules -----------------------------------------------------------------------------------


def test_what_the_rules_refuse_of_a_changed_row_is_told_and_nothing_of_it_written(desk: Desk) -> None:
    add(desk, "asset", tag="A-1", name="old", bought="2024-05-01")
    table = table_of(("tag", "name", "warranty end"), ("A-1", "new", "2024-01-01"), ("A-2", "fine", ""))
    done, preview = applied(desk, table)
    assert (done.created, done.changed) == (1, 0)
    assert "before the purchase (2024-05-01)" in preview.rows[0].problems["warranty-until"]
    assert values(desk, "asset", "name") == [("old",), ("fine",)]


def test_a_change_that_the_rules_write_away_is_the_same(desk: Desk) -> None:
    add(desk, "asset", tag="A-1", mac="00:1c:42:00:00:01")
    head = desk.store.head()
    done, preview = applied(desk, table_of(("tag", "mac"), ("A-1", "001C.4200.0001")))
    assert (done.entry, done.changed) == (None, 0)
    assert preview.counts == (0, 0, 1, 0)
    assert desk.store.head() == head


def test_people_of_wrong_rows_are_not_made(desk: Desk) -> None:
    table = table_of(("tag", "person", "price"), ("A-1", "Ana", "1"), ("A-2", "Bo", "dear"))
    done, _ = applied(desk, table)
    assert (done.created, done.made) == (1, 1)
    assert values(desk, "person", "name") == [("Ana",)]


def test_a_file_of_wrong_rows_alone_writes_no_entry(desk: Desk) -> None:
    done, preview = applied(desk, table_of(("tag", "price", "place"), ("A-1", "dear", "Attic")))
    assert done == Applied(None, 0, 0, 0)
    assert preview.counts.wrong == 1
    assert desk.store.head() == 0
    assert values(desk, "place", "name") == []


def test_an_import_is_undone_with_what_it_made_and_changed(any_desk: Desk) -> None:
    desk = any_desk
    add(desk, "asset", tag="A-1", name="Größe 山田")
    table = table_of(
        ("tag", "name", "person", "place"),
        ("a-1", "neu 👩‍💻", "محمد", "東京"),
        ("A-2", "zwei", "محمد", "東京"),
    )
    done, _ = applied(desk, table)
    assert (done.created, done.changed, done.made) == (1, 1, 2)
    assert done.entry is not None
    take_back(desk, done.entry)
    assert values(desk, "asset", "tag", "name") == [("A-1", "Größe 山田")]
    assert values(desk, "person", "name") == values(desk, "place", "name") == []
    assert check(desk.store) == []


def test_a_preview_goes_stale_by_a_change_of_a_place_but_not_of_a_ticket(desk: Desk) -> None:
    place = add(desk, "place", name="HQ")
    preview = planned(desk, table_of(("tag", "place"), ("A-1", "HQ")))
    add(desk, "ticket", subject="Printer")
    Intake(desk.store).check("tester", preview)
    assert Intake(desk.store).apply("tester", preview).created == 1
    later = planned(desk, table_of(("tag", "place"), ("A-2", "HQ")))
    change(desk, "place", place, name="Headquarters")
    with pytest.raises(Exception, match="preview it again"):
        Intake(desk.store).apply("tester", later)


def test_a_word_that_is_part_of_a_noted_one_is_noted_too(desk: Desk) -> None:
    add(desk, "asset", tag="A-1", notes="Type: Forklift")
    applied(desk, table_of(("tag", "type"), ("A-1", "Fork")))
    applied(desk, table_of(("tag", "type"), ("A-1", "Fork")))
    assert values(desk, "asset", "notes") == [("Type: Forklift\nType: Fork",)]
