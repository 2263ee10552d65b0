"""Other people's real files, where they are at hand: all of them are imported or refused in words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from itdesk.core.errors import DeskError
from itdesk.desk import Desk
from itdesk.desk.exchange import import_file
from itdesk.store.engine import rows
from itdesk.store.undo import undo

FILES = Path(__file__).resolve().parents[3] / "shared" / "data" / "inventory"

pytestmark = pytest.mark.skipif(not FILES.is_dir(), reason="the real files are not at hand")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    opened = Desk.open(str(tmp_path / "desk.db"), origin="test", create=True, actor="me")
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("name", "kind", "count"),
    [
        ("assets-sample.csv", "asset", 22),
        ("assets-sample-BAD.csv", "asset", 200),
        ("users-sample.csv", "person", 100),
        ("licenses-sample.csv", "asset", 50),
    ],
)
def test_a_real_table_is_imported_whole_once_and_taken_back(
    desk: Desk, name: str, kind: str, count: int
) -> None:
    done = import_file(desk, FILES / name)
    assert (done.kind, done.rows, done.new, done.wrong) == (kind, count, count, 0)
    again = import_file(desk, FILES / name)
    assert (again.same, again.entry) == (count, None)
    assert done.entry is not None
    undo(desk.store, "me", done.entry)
    assert rows(desk.store.engine, f"SELECT count(*) FROM {kind}") == [(0,)]


def test_the_dirty_file_is_read_as_it_was_meant(desk: Desk) -> None:
    import_file(desk, FILES / "assets-sample-BAD.csv")
    asset = desk.store.read("asset", desk.refs.find("asset", "970882174-8"))
    assert asset["bought"] == "2016-04-05"
    assert asset["warranty_until"] == "2017-06-05"
    assert asset["price"] == 13_328_959
    assert asset["status"] == "retired"
    person = desk.store.read("person", desk.refs.find("person", "Bonnie Nelson"))
    assert (person["email"], person["username"]) == ("bnelson0@cdbaby.com", "bnelson0")
    assert desk.refs.find("place", "Saint-Étienne")


def test_checked_out_assets_find_their_people(desk: Desk) -> None:
    import_file(desk, FILES / "assets-sample.csv")
    asset = desk.store.read("asset", desk.refs.find("asset", "WBH-2841795"))
    person = desk.store.read("person", int(asset["person_id"] or 0))
    assert (person["name"], person["email"]) == ("Gage McCrackem", "gmccrackem2a@bing.com")
    assert asset["bought"] == "2022-11-14"


@pytest.mark.parametrize("name", ["windows_uninstall.csv", "endoflife_office.json", "inventory.schema.json"])
def test_what_is_no_ledger_is_refused_in_words(desk: Desk, name: str) -> None:
    with pytest.raises(DeskError) as caught:
        import_file(desk, FILES / name)
    assert caught.value.code == "file.format"
    assert desk.store.head() == 0
