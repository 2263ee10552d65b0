"""Files into the desk and out again, as the command line and the window do it."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from itdesk.assets.importers.remarks import remarks
from itdesk.assets.importers.tables import How
from itdesk.core.errors import CancelledError, DeskError
from itdesk.desk import Desk
from itdesk.desk.exchange import Intention, export_records, import_file
from itdesk.desk.importing import (
    apply_import,
    keep_profile,
    prepare_import,
    preview_import,
    profile_of,
    profiles,
    with_cell,
    with_kind,
    write_wrong_rows,
)
from itdesk.store.undo import undo

CSV = "tag,name,place,price\nA-1,Café,HQ,12.50\nA-2,=1+1,HQ,\nA-3,x,,cheap\n"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    opened = Desk.open(str(tmp_path / "desk.db"), origin="test", create=True, actor="me")
    yield opened
    opened.close()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "assets.csv"
    path.write_text(CSV, encoding="utf-8")
    return path


def test_one_bad_row_never_stops_the_rest(desk: Desk, file: Path) -> None:
    done = import_file(desk, file)
    assert (done.kind, done.rows, done.new, done.wrong, done.made) == ("asset", 3, 2, 1, 1)
    assert done.problems[0].row == 4
    assert "cheap" in done.problems[0].message
    assert desk.refs.find("asset", "A-2")
    assert done.as_json()["problems"][0]["column"] == "price"
    assert done.entry is not None
    undo(desk.store, "me", done.entry)
    assert export_records(desk, "asset", "", file.with_suffix(".json")) == 0


def test_a_dry_run_tells_the_same_and_writes_nothing(desk: Desk, file: Path) -> None:
    tried = import_file(desk, file, Intention(dry_run=True))
    assert (tried.entry, desk.store.head()) == (None, 0)
    done = import_file(desk, file)
    assert (tried.new, tried.wrong, tried.made) == (done.new, done.wrong, done.made)
    assert any("Nothing was written" in line for line in tried.sentences())
    assert any("undo" in line for line in done.sentences())


def test_a_file_of_wrong_rows_is_all_wrong(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "wrong.csv"
    path.write_text("tag,price\nA,x\nB,y\n")
    done = import_file(desk, path)
    assert done.is_all_wrong
    assert done.entry is None
    assert desk.store.head() == 0


def test_what_goes_out_comes_in_again_unchanged(desk: Desk, file: Path, tmp_path: Path) -> None:
    import_file(desk, file)
    for ending in ("csv", "xlsx", "json"):
        out = tmp_path / f"out.{ending}"
        assert export_records(desk, "asset", "", out) == 2
        again = import_file(desk, out)
        assert (again.kind, again.same, again.entry) == ("asset", 2, None)


def test_an_export_follows_the_query_and_the_columns(desk: Desk, file: Path, tmp_path: Path) -> None:
    import_file(desk, file)
    out = tmp_path / "out.csv"
    assert export_records(desk, "asset", "tag:A-2", out, ["tag", "place", "name"]) == 1
    with out.open(newline="", encoding="utf-8") as text:
        assert list(csv.reader(text)) == [["tag", "place", "name"], ["A-2", "HQ", "'=1+1"]]
    with pytest.raises(DeskError):
        export_records(desk, "asset", "", out, ["nope"])


def test_an_export_as_at_shows_what_was(desk: Desk, file: Path, tmp_path: Path) -> None:
    import_file(desk, file)
    then = desk.store.clock.now()
    file.write_text(CSV.replace("Café", "Later"))
    while desk.store.clock.now() <= then:
        pass
    import_file(desk, file)
    out = tmp_path / "then.json"
    export_records(desk, "asset", "", out, ["name"], then)
    assert json.loads(out.read_text("utf-8"))[0]["name"] == "Café"


def test_a_match_or_kind_that_does_not_fit_is_refused(desk: Desk, file: Path) -> None:
    for wrong, code in (
        (Intention(match="serial"), "import.match"),
        (Intention(profile="none"), "import.profile"),
        (Intention(kind="nope"), "kind.unknown"),
    ):
        with pytest.raises(DeskError) as caught:
            import_file(desk, file, wrong)
        assert caught.value.code == code
    assert desk.store.head() == 0


@pytest.mark.parametrize("word", ["serial", "Serial number", "Ser.", "Service Tag"])
def test_a_key_is_named_by_the_file_or_by_the_kind(desk: Desk, tmp_path: Path, word: str) -> None:
    path = tmp_path / "keys.csv"
    path.write_text("tag,Ser.,name\nA,S1,x\nB,S1,y\n")
    with desk.write("keep import profile") as unit:
        desk.settings.put(
            unit, "import-profiles", [{"name": "p", "kind": "asset", "mapping": {"Ser.": "serial"}}]
        )
    assert import_file(desk, path, Intention(match=word)).problems[0].column == "serial"


def test_an_import_can_be_cancelled_at_any_step(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "many.csv"
    path.write_text("tag,name\n" + "".join(f"T-{i},x\n" for i in range(3_000)))
    for stop in range(1, 5):
        calls = iter(range(100))

        def cancel(done: int, total: int, stop: int = stop, calls: Iterator[int] = calls) -> None:
            if next(calls) == stop:
                raise CancelledError

        with pytest.raises(CancelledError):
            import_file(desk, path, progress=cancel)
        assert desk.store.head() == 0


def test_a_file_without_any_column_of_the_kind_is_refused_as_a_whole(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "other.csv"
    path.write_text("foo,bar\n1,2\n")
    for intention in (Intention(), Intention(kind="asset")):
        with pytest.raises(DeskError) as caught:
            import_file(desk, path, intention)
        assert caught.value.code == "file.format"


def test_the_window_goes_by_steps_and_keeps_the_mapping(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "finance.csv"
    path.write_text("Inv;Wert\nA-1;1.480,00\nA-1;2,00\n", encoding="cp1252")
    prepared = prepare_import(desk, path, "asset", how=How(delimiter=";"))
    assert prepared.match == ""
    mapping = {"Inv": "tag", "Wert": "price"}
    assert prepared.matches(mapping) == ["tag"]
    preview = preview_import(desk, prepared, mapping, "tag")
    assert preview.counts == (1, 0, 0, 1)
    assert desk.store.head() == 0
    assert apply_import(desk, preview).created == 1
    keep_profile(desk, profile_of("Finance export", preview))
    keep_profile(desk, profile_of("Finance export", preview))
    assert [profile.name for profile in profiles(desk)] == ["Finance export"]
    by_itself = prepare_import(desk, path, "asset")
    assert by_itself.mapping == mapping
    assert by_itself.match == "tag"
    assert import_file(desk, path, Intention(profile="finance EXPORT")).same == 1


def test_wrong_rows_are_kept_with_their_reasons(desk: Desk, file: Path, tmp_path: Path) -> None:
    prepared = prepare_import(desk, file)
    preview = preview_import(desk, prepared, prepared.mapping, "tag")
    out = tmp_path / "rejected.csv"
    assert write_wrong_rows(preview, out) == 1
    with out.open(newline="", encoding="utf-8") as text:
        header, row = list(csv.reader(text))
    assert header[-1] == "Problem"
    assert row[:2] == ["A-3", "x"]
    assert "cheap" in row[-1]


def test_a_wrong_cell_can_be_put_right_by_hand(desk: Desk, file: Path) -> None:
    prepared = with_cell(prepare_import(desk, file), 2, "price", "9.99")
    preview = preview_import(desk, prepared, prepared.mapping, "tag")
    assert preview.counts == (3, 0, 0, 0)
    assert preview.rows[2].values["price"] == 999


def test_every_column_of_a_file_says_what_was_found_in_it(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "found.csv"
    path.write_text("tag,place,price,foo,bar,person\nA-1,HQ,x,1,,Ana\nA-2,HQ,2,,,Jo\n")
    prepared = prepare_import(desk, path)
    assert remarks(preview_import(desk, prepared, prepared.mapping, "tag")) == {
        "tag": "Match key: 0 of 2 are in the ledger", "place": "HQ is new and will be made",
        "price": "1 value cannot be read", "foo": "1 of 2 rows filled", "bar": "Empty in every row",
        "person": "Jo is new and will be made",
    }  # fmt: skip


def test_another_kind_can_be_chosen_for_the_same_file(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "names.csv"
    path.write_text("Name,Location\nAna,HQ\n")
    prepared = with_kind(desk, prepare_import(desk, path, "asset"), "person")
    preview = preview_import(desk, prepared, prepared.mapping, prepared.match)
    apply_import(desk, preview)
    assert desk.refs.find("person", "Ana")


def test_tickets_come_in_by_the_rules_of_their_own_room(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "tickets.csv"
    path.write_text("subject,requester\nPrinter jams,Ana Sá\n", encoding="utf-8")
    done = import_file(desk, path, Intention(kind="ticket"))
    assert (done.new, done.made) == (1, 1)
    key = desk.refs.find("ticket", "Printer jams")
    assert desk.store.read("ticket", key)["due"] is not None
