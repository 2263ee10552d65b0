"""The steps of an import as the window takes them: read, guess, put right, look, write, keep the mapping."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from itdesk.assets.importers.mapping import Profile
from itdesk.assets.importers.tables import How
from itdesk.core.errors import CancelledError, DeskError
from itdesk.core.types import Type
from itdesk.desk import Desk
from itdesk.desk.exchange import Intention, import_file
from itdesk.desk.importing import (
    Prepared,
    apply_import,
    drop_profile,
    keep_profile,
    prepare_import,
    preview_import,
    profile_of,
    profiles,
    with_cell,
    with_kind,
    write_wrong_rows,
)
from itdesk.store.check import check
from itdesk.store.customs import add_custom_column
from itdesk.store.undo import undo
from tests.records import add, change, remove, take_back

FINANCE = "Inv;Wert;Wer\nA-1;10,00;Ana\nA-2;teuer;Eva\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "finance.csv"
    path.write_text(FINANCE)
    return path


def prepared(desk: Desk, file: Path, **more: object) -> Prepared:
    return prepare_import(desk, file, "asset", **more)  # type: ignore[arg-type]


def profile(name: str, kind: str = "asset", **mapping: str) -> Profile:
    return Profile(name, kind, mapping or {"Inv": "tag", "Wert": "price", "Wer": "person"}, "tag")


# --- reading and guessing ----------------------------------------------------------------
@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "import.empty"), (b"tag,name\n", "import.empty"), (b"\n\n\n", "import.empty")],
)
def test_a_file_without_rows_is_refused(desk: Desk, tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "empty.csv"
    path.write_bytes(content)
    with pytest.raises(DeskError) as caught:
        prepare_import(desk, path, "asset")
    assert caught.value.code == code


def test_a_file_that_is_not_there_or_a_folder_is_a_known_error(desk: Desk, tmp_path: Path) -> None:
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(DeskError) as caught:
            prepare_import(desk, path, "asset")
        assert caught.value.code.startswith("file.")


def test_reading_again_in_another_way_is_another_table(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes("tag;name\nA-1;Tür, groß\n".encode("cp1252"))
    right = prepared(desk, path, how=How(encoding="cp1252", delimiter=";"))
    assert right.table.rows == [("A-1", "Tür, groß")]
    wrong = prepared(desk, path, how=How(encoding="cp1252", delimiter=","))
    assert wrong.table.headers[0] == "tag;name"
    bare = prepared(desk, path, how=How(encoding="cp1252", delimiter=";", has_headers=False))
    assert [row[0] for row in bare.table.rows] == ["tag", "A-1"]


def test_the_kind_is_guessed_from_the_headers(desk: Desk, tmp_path: Path) -> None:
    for header, kind in (
        ("tag,serial,price", "asset"), ("name,email,employee number", "person"),
        ("name,customer no.,website", "supplier"),
    ):  # fmt: skip
        path = tmp_path / "x.csv"
        path.write_text(f"{header}\na,b,c\n")
        assert prepare_import(desk, path).kind.name == kind, header


def test_a_field_of_ones_own_is_offered_like_any_other(desk: Desk, tmp_path: Path) -> None:
    with desk.write("add field") as unit:
        add_custom_column(unit, "asset", "room-key", "Room key", Type.INTEGER)
    path = tmp_path / "x.csv"
    path.write_text("tag,Room key\nA-1,7\nA-2,many\n")
    done = import_file(desk, path)
    assert (done.new, done.wrong) == (1, 1)
    assert desk.store.read("asset", desk.refs.find("asset", "A-1"))["custom.room-key"] == 7


# --- putting right -----------------------------------------------------------------------
def test_a_cell_is_put_right_and_the_file_stays_as_it_is(desk: Desk, file: Path) -> None:
    first = prepared(desk, file)
    second = with_cell(with_cell(first, 1, "Wert", "20,00"), 0, "Wer", "Zoë")
    assert [row[1:] for row in second.table.rows] == [("10,00", "Zoë"), ("20,00", "Eva")]
    assert [row[1:] for row in first.table.rows] == [("10,00", "Ana"), ("teuer", "Eva")]
    assert file.read_text() == FINANCE
    mapping = {"Inv": "tag", "Wert": "price", "Wer": "person"}
    assert preview_import(desk, first, mapping, "tag").counts == (1, 0, 0, 1)
    assert preview_import(desk, second, mapping, "tag").counts == (2, 0, 0, 0)


def test_the_same_file_is_taken_for_another_kind_and_back(desk: Desk, file: Path) -> None:
    asset = prepared(desk, file)
    person = with_kind(desk, asset, "person")
    assert (person.kind.name, person.table.rows) == ("person", asset.table.rows)
    again = with_kind(desk, person, "asset")
    assert (again.mapping, again.match) == (asset.mapping, asset.match)
    with pytest.raises(DeskError) as caught:
        with_kind(desk, asset, "printer")
    assert caught.value.code == "kind.unknown"


def test_rows_can_be_matched_by_what_is_mapped_alone(desk: Desk, file: Path) -> None:
    step = prepared(desk, file)
    assert step.matches({"Inv": "tag", "Wer": "serial", "Wert": ""}) == ["tag", "serial"]
    assert step.matches({"Inv": "", "Wert": "price"}) == []


# --- looking and writing -----------------------------------------------------------------
def test_looking_writes_nothing_and_cancelling_leaves_nothing(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "many.csv"
    path.write_text("tag,name\n" + "".join(f"A-{n},x\n" for n in range(1_500)))
    step = prepared(desk, path)
    look = preview_import(desk, step, step.mapping, "tag")
    assert desk.store.head() == 0

    def stop(_done: int, _total: int) -> None:
        raise CancelledError

    with pytest.raises(CancelledError):
        apply_import(desk, look, stop)
    assert desk.store.head() == 0
    assert apply_import(desk, look).created == 1_500


def test_a_ledger_that_moved_since_the_look_is_not_written_over(desk: Desk, tmp_path: Path) -> None:
    key = add(desk, "asset", tag="A-1", name="old")
    path = tmp_path / "x.csv"
    path.write_text("tag,name\nA-1,from the file\n")
    step = prepared(desk, path)
    look = preview_import(desk, step, step.mapping, "tag")
    change(desk, "asset", key, name="by hand")
    with pytest.raises(DeskError) as caught:
        apply_import(desk, look)
    assert caught.value.code == "import.moved"
    assert desk.store.read("asset", key)["name"] == "by hand"
    assert import_file(desk, path).changed == 1


def test_a_record_removed_since_the_look_is_not_made_anew_unseen(desk: Desk, tmp_path: Path) -> None:
    key = add(desk, "asset", tag="A-1", name="old")
    path = tmp_path / "x.csv"
    path.write_text("tag,name\nA-1,from the file\n")
    step = prepared(desk, path)
    look = preview_import(desk, step, step.mapping, "tag")
    remove(desk, "asset", key)
    with pytest.raises(DeskError) as caught:
        apply_import(desk, look)
    assert caught.value.code in ("import.moved", "record.missing")
    assert desk.lists.count("asset", desk.query("asset", "")) == 0


def test_what_was_written_is_one_entry_that_one_undo_takes_back(any_desk: Desk, file: Path) -> None:
    add(any_desk, "asset", tag="A-1", name="was there")
    step = prepared(any_desk, file)
    look = preview_import(any_desk, step, {"Inv": "tag", "Wert": "price", "Wer": "person"}, "tag")
    done = apply_import(any_desk, look)
    assert any_desk.store.head() == 2 == done.entry
    assert any_desk.store.read("asset", 1)["price"] == 1_000
    undo(any_desk.store, "tester", 2)
    record = any_desk.store.read("asset", 1)
    assert (record["name"], record["price"], record["person_id"]) == ("was there", None, None)
    assert any_desk.lists.count("person", any_desk.query("person", "")) == 0
    assert check(any_desk.store) == []


# --- the wrong rows ----------------------------------------------------------------------
def test_wrong_rows_come_out_as_the_file_had_them_and_can_be_brought_in_again(
    desk: Desk, tmp_path: Path
) -> None:
    path = tmp_path / "x.csv"
    path.write_text('tag,name,price\nA-1,"=1+1, ""x""",dear\nA-2,ok,1\nA-3,会議,cheap\n')
    step = prepared(desk, path)
    look = preview_import(desk, step, step.mapping, "tag")
    out = tmp_path / "wrong.csv"
    assert write_wrong_rows(look, out) == 2
    with out.open(newline="", encoding="utf-8") as text:
        header, *rows = list(csv.reader(text))
    assert header == ["tag", "name", "price", "Problem"]
    assert [row[:3] for row in rows] == [["A-1", '\'=1+1, "x"', "dear"], ["A-3", "会議", "cheap"]]
    assert all("amount" in row[3] for row in rows)
    out.write_text(out.read_text("utf-8").replace(",dear,", ",1,").replace(",cheap,", ",2,"))
    assert import_file(desk, out, Intention(kind="asset")).new == 2
    assert desk.store.read("asset", desk.refs.find("asset", "A-1"))["name"] == '=1+1, "x"'


def test_where_every_row_is_right_the_file_of_wrong_ones_has_headers_alone(
    desk: Desk, tmp_path: Path
) -> None:
    path = tmp_path / "x.csv"
    path.write_text("tag\nA-1\n")
    step = prepared(desk, path)
    out = tmp_path / "wrong.csv"
    assert write_wrong_rows(preview_import(desk, step, step.mapping, "tag"), out) == 0
    assert out.read_text("utf-8").split() == ["tag,Problem"]


# --- profiles ----------------------------------------------------------------------------
def test_profiles_are_kept_by_name_in_any_case_and_forgotten(desk: Desk) -> None:
    for name in ("finance", "Kolleginnen 会議", "Finance"):
        keep_profile(desk, profile(name))
    assert [known.name for known in profiles(desk)] == ["Finance", "Kolleginnen 会議"]
    drop_profile(desk, "FINANCE")
    drop_profile(desk, "never kept")
    assert [known.name for known in profiles(desk)] == ["Kolleginnen 会議"]
    take_back(desk, desk.store.head())
    assert [known.name for known in profiles(desk)] == ["Finance", "Kolleginnen 会議"]


def test_a_kept_profile_is_taken_by_itself_named_or_left(desk: Desk, file: Path) -> None:
    keep_profile(desk, profile("Finance"))
    by_itself = prepared(desk, file)
    assert (by_itself.profile, by_itself.match) == ("Finance", "tag")
    assert by_itself.mapping == {"Inv": "tag", "Wert": "price", "Wer": "person"}
    assert prepare_import(desk, file, profile="FINANCE").mapping == by_itself.mapping
    assert prepared(desk, file, profile="").profile == ""
    with pytest.raises(DeskError) as caught:
        prepared(desk, file, profile="other")
    assert caught.value.code == "import.profile"


def test_of_several_that_fit_the_fullest_is_taken(desk: Desk, file: Path) -> None:
    keep_profile(desk, profile("one", Inv="tag"))
    keep_profile(desk, profile("three"))
    keep_profile(desk, profile("four", Inv="tag", Wert="price", Wer="person", Wo="place"))
    keep_profile(desk, profile("people", "person", Inv="name", Wer="email", Wert="phone"))
    step = prepared(desk, file)
    assert step.profile == "three"
    assert with_kind(desk, step, "person").profile == "people"


def test_a_profile_of_a_look_does_the_same_with_the_next_file(desk: Desk, file: Path, tmp_path: Path) -> None:
    step = prepared(desk, file)
    look = preview_import(desk, step, {"Inv": "tag", "Wert": "", "Wer": "person"}, "tag")
    keep_profile(desk, profile_of("Finance", look))
    later = tmp_path / "later.csv"
    later.write_text("Neu;Wer;Wert;Inv\nx;Ana;teuer;A-9\n")
    done = import_file(desk, later, Intention(profile="finance"))
    assert (done.new, done.wrong, done.made) == (1, 0, 1)


def test_a_profile_that_leads_to_a_field_that_is_gone_leaves_that_column_out(desk: Desk, file: Path) -> None:
    with desk.write("add field") as unit:
        add_custom_column(unit, "asset", "worth", "Worth", Type.TEXT)
    entry = desk.store.head()
    keep_profile(desk, profile("Finance", Inv="tag", Wert="worth"))
    assert prepared(desk, file).mapping["Wert"] == "worth"
    take_back(desk, entry)
    step = prepared(desk, file)
    assert step.mapping["Inv"] == "tag" and step.mapping["Wert"] != "worth"
    assert preview_import(desk, step, step.mapping, step.match).counts[3] == 0
