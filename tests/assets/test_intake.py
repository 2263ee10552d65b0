"""An import as one entry: whole or not at all, by the rules of its kind, and taken back as one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from itdesk.assets.importers.mapping import guess_mapping
from itdesk.assets.importers.preview import Preview
from itdesk.assets.importers.tables import Table
from itdesk.assets.intake import Intake
from itdesk.core.errors import CancelledError, DeskError
from itdesk.desk.schema import office_schema
from itdesk.store.engine import rows, scalar
from itdesk.store.journal import Journal
from itdesk.store.store import Store, open_store
from itdesk.store.undo import undo
from tests.assets.importers.files import table_of


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(str(tmp_path / "desk.db"), office_schema(), origin="test", create=True)
    yield opened
    opened.close()


def planned(store: Store, table: Table, kind: str = "asset", match: str = "tag") -> Preview:
    described = store.schema.kind(kind)
    mapping = {header: guess.target for header, guess in guess_mapping(table, described).items()}
    return Intake(store).plan(table, described, mapping, match)


def count(store: Store, table: str) -> int:
    return int(scalar(store.engine, f"SELECT count(*) FROM {table}"))


def some_assets(number: int, name: str = "x") -> Table:
    return table_of(
        ("tag", "name", "place", "person"),
        *((f"A-{i}", name, f"Room {i % 3}", f"Person {i % 5}") for i in range(number)),
    )


def test_an_import_is_one_entry_with_what_its_rows_refer_to(store: Store) -> None:
    done = Intake(store).apply("me", planned(store, some_assets(20)))
    assert (done.entry, done.created, done.changed, done.made) == (1, 20, 0, 8)
    assert store.head() == 1
    assert (count(store, "asset"), count(store, "place"), count(store, "person")) == (20, 3, 5)
    assert Journal(store.engine).entry(1).verb == "import assets"


def test_undo_takes_everything_back_and_the_import_can_be_repeated(store: Store) -> None:
    first = Intake(store).apply("me", planned(store, some_assets(20)))
    second = Intake(store).apply("me", planned(store, some_assets(20, "y")))
    assert (second.created, second.changed, second.made) == (0, 20, 0)
    assert first.entry is not None
    assert second.entry is not None
    undo(store, "me", second.entry)
    assert {row[0] for row in rows(store.engine, "SELECT name FROM asset")} == {"x"}
    undo(store, "me", first.entry)
    assert count(store, "asset") + count(store, "place") + count(store, "person") == 0
    assert Intake(store).apply("me", planned(store, some_assets(20))).created == 20
    Journal(store.engine).verify()


def test_the_same_file_again_writes_nothing(store: Store) -> None:
    Intake(store).apply("me", planned(store, some_assets(20)))
    again = planned(store, some_assets(20))
    assert again.counts == (0, 0, 20, 0)
    assert Intake(store).apply("me", again).entry is None
    assert store.head() == 1


def test_a_cancelled_import_leaves_nothing(store: Store) -> None:
    def cancel(done: int, total: int) -> None:
        if done >= 1_000:
            raise CancelledError

    preview = planned(store, some_assets(2_500))
    with pytest.raises(CancelledError):
        Intake(store).apply("me", preview, progress=cancel)
    assert store.head() == count(store, "asset") == count(store, "place") == 0


def test_a_row_that_the_rules_refuse_is_left_out_and_told(store: Store) -> None:
    table = table_of(("tag", "mac"), ("A", "00:1c:42:00:00:01"), ("B", "no mac"))
    preview = planned(store, table)
    Intake(store).check("me", preview)
    assert preview.counts == (1, 0, 0, 1)
    assert count(store, "asset") == store.head() == 0
    done = Intake(store).apply("me", planned(store, table))
    assert (done.created, count(store, "asset")) == (1, 1)


def test_a_value_that_the_rules_rewrite_is_the_same_the_next_time(store: Store) -> None:
    table = table_of(("tag", "mac"), ("A", "001C.4200.0001"))
    Intake(store).apply("me", planned(store, table))
    again = planned(store, table)
    Intake(store).check("me", again)
    assert again.counts == (0, 0, 1, 0)


def test_a_preview_of_a_ledger_that_moved_on_is_refused(store: Store) -> None:
    preview = planned(store, some_assets(3))
    Intake(store).apply("you", planned(store, some_assets(1)))
    with pytest.raises(DeskError) as caught:
        Intake(store).apply("me", preview)
    assert caught.value.code == "import.moved"
    assert count(store, "asset") == 1


def test_assets_without_tags_get_free_ones(store: Store) -> None:
    table = table_of(
        ("serial", "tag"), ("S1", ""), ("S2", "A-00001"), ("S3", "A-00004"), ("S4", ""), ("S5", "")
    )
    done = Intake(store).apply("me", planned(store, table, match="serial"))
    tags = [row[0] for row in rows(store.engine, "SELECT tag FROM asset")]
    assert (done.created, len(set(tags))) == (5, 5)


def test_places_are_written_before_those_that_lie_in_them(store: Store) -> None:
    table = table_of(("name", "parent"), ("Desk", "Room"), ("Room", "Floor"), ("Floor", "HQ"), ("HQ", ""))
    done = Intake(store).apply("me", planned(store, table, "place", "name"))
    assert (done.created, done.made) == (4, 0)
    sql = "SELECT c.name FROM place c JOIN place p ON c.parent_id = p.id WHERE p.name = 'Room'"
    assert rows(store.engine, sql) == [("Desk",)]


def test_a_row_that_refers_to_a_wrong_row_is_wrong_too(store: Store) -> None:
    long = "x" * 2_000
    table = table_of(("name", "parent", "address"), ("Room", "HQ", ""), ("HQ", "", long))
    preview = planned(store, table, "place", "name")
    done = Intake(store).apply("me", preview)
    assert preview.rows[1].is_wrong
    assert done.created + preview.counts.wrong == 2


TEXTS = st.text(st.characters(codec="utf-8"), max_size=12)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(TEXTS, TEXTS, TEXTS, TEXTS, TEXTS), min_size=1, max_size=8))
def test_any_cells_are_imported_or_told_and_never_twice(store: Store, cells: list[tuple[str, ...]]) -> None:
    table = table_of(("tag", "price", "bought", "person", "place"), *cells)
    first = planned(store, table)
    Intake(store).apply("me", first)
    assert sum(first.counts) == len(cells)
    again = planned(store, table)
    new_again = [row for row in again.rows if row.state == "new" and row.key]
    assert not [row for row in new_again if not first.rows[row.place].is_wrong]
