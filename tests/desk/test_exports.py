"""Lists into files: every row of what was asked, now or then, whole or not at all, and back again."""

from __future__ import annotations

import csv
import gc
import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from itdesk.core.errors import CancelledError, DeskError
from itdesk.core.query.lexer import QueryError
from itdesk.core.types import Type
from itdesk.desk import Desk
from itdesk.desk.exchange import WINDOW, export_records, import_file
from itdesk.store.customs import add_custom_column
from tests.records import add, change

ENDINGS = ("csv", "xlsx", "json")
UGLY = (
    "plain", "a,b;c\td", 'quoted "x" \'y\'', "=1+1", "+49 711", "-5", "@here", "会議室",
    "\u0645\u062d\u0645\u062f", "\U0001f600", "line\nbreak", "'leading", "  inner  space", "\u200bzero",
    "x" * 900, "<b>&amp;", "\\", "%s ?",
)  # fmt: skip


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as text:
        return list(csv.DictReader(text))


def read_xlsx(path: Path) -> list[dict[str, object]]:
    book = load_workbook(path, read_only=True)
    header, *rows = list(book.worksheets[0].iter_rows(values_only=True))
    book.close()
    return [dict(zip(map(str, header), row, strict=True)) for row in rows]


def read_json(path: Path) -> list[dict[str, object]]:
    found = json.loads(path.read_text("utf-8"))
    assert isinstance(found, list)
    return found


def bulk(desk: Desk, count: int) -> None:
    with desk.write("import") as unit:
        unit.insert_many("asset", [{"tag": f"A-{n:05}", "price": n} for n in range(count)])


# --- how many ----------------------------------------------------------------------------
@pytest.mark.parametrize("ending", ENDINGS)
def test_an_empty_list_is_a_file_with_headers_alone(desk: Desk, tmp_path: Path, ending: str) -> None:
    out = tmp_path / f"out.{ending}"
    assert export_records(desk, "asset", "", out, ["tag", "name"]) == 0
    if ending == "csv":
        assert out.read_text("utf-8").strip() == "tag,name"
    elif ending == "xlsx":
        assert read_xlsx(out) == []
    else:
        assert read_json(out) == []


@pytest.mark.parametrize("count", [1, WINDOW - 1, WINDOW, WINDOW + 1, 2 * WINDOW + 3])
def test_no_row_is_lost_where_one_window_ends(desk: Desk, tmp_path: Path, count: int) -> None:
    bulk(desk, count)
    out = tmp_path / "out.csv"
    assert export_records(desk, "asset", "sort:-tag", out, ["tag", "number"]) == count
    assert [row["tag"] for row in read_csv(out)] == [f"A-{n:05}" for n in reversed(range(count))]


# --- what stands in them -----------------------------------------------------------------
def test_ugly_words_go_out_and_come_in_again_unchanged(desk: Desk, tmp_path: Path) -> None:
    for number, words in enumerate(UGLY):
        add(desk, "asset", tag=f"A-{number:02}", name=words.replace("\n", " "), notes=words)
    head = desk.store.head()
    for ending in ENDINGS:
        out = tmp_path / f"out.{ending}"
        assert export_records(desk, "asset", "", out) == len(UGLY)
        again = import_file(desk, out)
        assert (again.same, again.wrong, again.entry) == (len(UGLY), 0, None), (ending, again.problems)
    assert desk.store.head() == head


def test_no_cell_is_a_formula_for_a_spreadsheet(desk: Desk, tmp_path: Path) -> None:
    for number, words in enumerate(("=1+1", "+x", "-1+1", "@x", "\t=1", "=cmd|' /C calc'!A0")):
        add(desk, "person", name=f"P{number}", team=words)
    out = tmp_path / "out.csv"
    export_records(desk, "person", "", out, ["team"])
    assert all(not row["team"].startswith(("=", "+", "-", "@")) for row in read_csv(out))
    book = tmp_path / "out.xlsx"
    export_records(desk, "person", "", book, ["team"])
    assert all(not str(row["team"]).startswith(("=", "+", "-", "@")) for row in read_xlsx(book))


def test_values_have_the_type_that_a_machine_expects(desk: Desk, tmp_path: Path) -> None:
    with desk.write("add fields") as unit:
        add_custom_column(unit, "asset", "weight", "Weight", Type.DECIMAL)
        add_custom_column(unit, "asset", "insured", "Insured", Type.YES_NO)
    person = add(desk, "person", name="Zoë")
    add(desk, "asset", tag="A-1", price="1480.50", bought="2026-01-02", person=person, weight="2.5",
        insured="yes", type="laptop")  # fmt: skip
    names = ["tag", "price", "bought", "person", "weight", "insured", "type", "serial"]
    out = tmp_path / "out.json"
    export_records(desk, "asset", "", out, names)
    assert read_json(out) == [
        {"ref": "A-1", "tag": "A-1", "price": 1480.5, "bought": "2026-01-02", "person": "Zoë", "weight": 2.5,
         "insured": True, "type": "laptop", "serial": None}
    ]  # fmt: skip
    export_records(desk, "asset", "", tmp_path / "out.csv", names)
    assert [*read_csv(tmp_path / "out.csv")[0].values()] == [
        "A-1", "1480.50", "2026-01-02", "Zoë", "2.5", "yes", "laptop", "",
    ]  # fmt: skip


def test_references_are_told_by_what_they_show(desk: Desk, tmp_path: Path) -> None:
    asset = add(desk, "asset", tag="A-1")
    add(desk, "ticket", subject="No light", asset=asset, requester=add(desk, "person", name="Ana"))
    out = tmp_path / "out.json"
    export_records(desk, "ticket", "", out, ["number", "asset", "requester", "assignee"])
    assert read_json(out) == [{"ref": "1", "number": 1, "asset": "A-1", "requester": "Ana", "assignee": None}]


def test_columns_come_in_the_order_asked_and_none_are_made_up(desk: Desk, tmp_path: Path) -> None:
    add(desk, "asset", tag="A-1", name="x")
    out = tmp_path / "out.csv"
    export_records(desk, "asset", "", out, ["name", "number", "tag"])
    assert out.read_text("utf-8").splitlines() == ["name,number,tag", "x,1,A-1"]


# --- what was asked ----------------------------------------------------------------------
def test_mine_are_those_of_the_person_at_the_desk(desk: Desk, tmp_path: Path) -> None:
    me = add(desk, "person", name="Test Er", username="tester")
    add(desk, "asset", tag="A-1", person=me)
    add(desk, "asset", tag="A-2")
    out = tmp_path / "out.json"
    assert export_records(desk, "asset", "person:me", out, ["tag"]) == 1
    assert read_json(out)[0]["tag"] == "A-1"


def test_a_list_of_then_has_the_rows_of_then(desk: Desk, tmp_path: Path) -> None:
    key = add(desk, "asset", tag="A-1", name="before")
    then = desk.store.clock.now()
    while desk.store.clock.now() == then:
        pass
    change(desk, "asset", key, name="after")
    add(desk, "asset", tag="A-2", name="before")
    out = tmp_path / "out.json"
    assert export_records(desk, "asset", "name:before", out, ["tag"], then) == 1
    assert read_json(out)[0]["ref"] == "A-1"


@pytest.mark.parametrize(
    ("kind", "query", "name", "columns", "code"),
    [
        ("asset", "", "out.pdf", None, "export.format"),
        ("asset", "", "out", None, "export.format"),
        ("asset", "", "no/such/out.csv", None, "file.unwritable"),
        ("asset", "", "out.csv", ["x"], "column.unknown"),
        ("nothing", "", "out.csv", None, "kind.unknown"),
        ("asset", "colour:red", "out.csv", None, "query.wrong"),
        ("asset", "(tag:x", "out.csv", None, "query.wrong"),
        ("asset", "sort:x", "out.csv", None, "query.wrong"),
    ],
)
def test_what_cannot_be_written_is_said_and_leaves_no_file(
    desk: Desk, tmp_path: Path, kind: str, query: str, name: str, columns: list[str] | None, code: str
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    with pytest.raises((DeskError, QueryError)) as caught:
        export_records(desk, kind, query, folder / name, columns)
    assert caught.value.code == code
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_cancelled_export_leaves_what_lay_there(desk: Desk, tmp_path: Path, ending: str) -> None:
    bulk(desk, 2_500)
    out = tmp_path / f"out.{ending}"
    out.write_text("the list of last year")
    told: list[tuple[int, int]] = []

    def stop(done: int, total: int) -> None:
        told.append((done, total))
        if done >= 2_000:
            raise CancelledError

    with pytest.raises(CancelledError):
        export_records(desk, "asset", "", out, ["tag"], progress=stop)
    assert told == [(1_000, 2_500), (2_000, 2_500)]
    assert out.read_text() == "the list of last year"
    assert [path.name for path in tmp_path.iterdir() if path.name.endswith(ending)] == [out.name]
    gc.collect()  # what was left half open would complain now


def test_a_file_is_its_owners_alone(desk: Desk, tmp_path: Path) -> None:
    add(desk, "asset", tag="A-1")
    for ending in ENDINGS:
        out = tmp_path / f"OUT.{ending.upper()}"
        export_records(desk, "asset", "", out, ["tag"])
        assert out.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "kind", ["person", "place", "supplier", "device", "ticket", "plan", "work-order", "manual", "alert"]
)
def test_every_kind_goes_out_with_all_its_columns(desk: Desk, tmp_path: Path, kind: str) -> None:
    out = tmp_path / "out.csv"
    export_records(desk, kind, "", out)
    header = out.read_text("utf-8").splitlines()[0].split(",")
    described = desk.store.schema.kind(kind)
    assert set(header) <= set(described.by_name)
    assert {column.name for column in described if column.editable} - {"body"} <= set(header)
