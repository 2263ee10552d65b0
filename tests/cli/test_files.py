from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from tests.cli.conftest import Itdesk

TABLE = """Asset Tag,Asset Name,Category,Serial number,Purchase Cost,Location,Full Name
A-1,Laptop one,Laptop,S-1,"1,200.00",HQ,Maria Silva
A-2,=cmd(),Monitor,S-2,150,HQ,
A-3,Broken,Monitor,S-3,not a price,HQ,
"""


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "assets.csv"
    path.write_text(TABLE, "utf-8")
    return path


def test_an_import_is_looked_at_done_and_taken_back(itdesk: Itdesk, table: Path) -> None:
    dry = itdesk("import", table, "--kind", "asset", "--dry-run", "--json").json
    assert (dry["rows"], dry["new"], dry["wrong"], dry["entry"]) == (3, 2, 1, None)
    done = itdesk("import", table, "--kind", "asset", "--match", "tag", "--json").json
    assert (done["new"], done["wrong"]) == (2, 1)
    assert [row["tag"] for row in itdesk("list", "asset", "--json").json] == ["A-1", "A-2"]
    assert [row["name"] for row in itdesk("list", "person", "--json").json] == ["Maria Silva"]
    again = itdesk("import", table, "--kind", "asset", "--json").json
    assert (again["same"], again["entry"]) == (2, None)
    assert itdesk("undo", done["entry"]).code == 0
    assert itdesk("list", "asset", "--json").json == []
    assert itdesk("list", "person", "--json").json == []


def test_an_export_comes_back_as_it_went_and_runs_nothing(
    itdesk: Itdesk, table: Path, tmp_path: Path
) -> None:
    itdesk("import", table, "--kind", "asset")
    out = tmp_path / "out.csv"
    assert itdesk("export", "asset", "--out", out, "--columns", "tag,name,price").code == 0
    rows = list(csv.DictReader(out.read_text("utf-8-sig").splitlines()))
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())
    again = itdesk("import", out, "--kind", "asset", "--json").json
    assert (again["same"], again["changed"], again["wrong"]) == (2, 0, 0)
    assert itdesk("export", "asset", "--out", tmp_path / "out.json").code == 0
    assert [r["tag"] for r in json.loads((tmp_path / "out.json").read_text("utf-8"))] == ["A-1", "A-2"]
    assert itdesk("export", "asset", "tag:A-1", "--out", tmp_path / "out.xlsx").code == 0


def test_a_backup_is_restored_beside_and_never_over_a_desk(
    itdesk: Itdesk, tmp_path: Path, desk_path: Path
) -> None:
    itdesk("add", "asset", "tag=A-1")
    made = itdesk("backup", "--to", tmp_path / "copies", "--json").json
    target = tmp_path / "restored.desk"
    assert itdesk("restore", made["path"], "--to", target).code == 0
    assert itdesk("list", "asset", "--json", desk=target).json[0]["tag"] == "A-1"
    refused = itdesk("restore", made["path"], "--to", desk_path)
    assert refused.code == 1 and "exists already" in refused.err


def test_a_desk_is_moved_and_compared(itdesk: Itdesk, tmp_path: Path) -> None:
    itdesk("demo", "--assets", 20, "--people", 10, "--tickets", 30, "--devices", 2)
    there = tmp_path / "there.desk"
    assert itdesk("move", "--to", there).code == 0
    assert itdesk("check", desk=there).code == 0
    assert itdesk("list", "asset", "--json", desk=there).json == itdesk("list", "asset", "--json").json
    assert itdesk("move", "--to", there).code == 1


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("asset-register", ""), ("asset", "sort:tag"), ("ticket", "1"), ("tickets", "status:open"),
        ("maintenance-history", ""), ("manual", ""), ("audit-pack", ""),
    ],
)  # fmt: skip
def test_every_report_prints(itdesk: Itdesk, tmp_path: Path, name: str, query: str) -> None:
    itdesk("demo", "--assets", 8, "--people", 6, "--tickets", 10, "--devices", 1)
    out = tmp_path / f"{name}.pdf"
    answer = itdesk("report", name, "--out", out, "--query", query)
    assert answer.code == 0, answer.err
    assert out.read_bytes().startswith(b"%PDF-")


def test_a_single_sheet_of_nothing_is_refused(itdesk: Itdesk, tmp_path: Path) -> None:
    itdesk("add", "asset", "tag=A-1")
    answer = itdesk("report", "ticket", "--out", tmp_path / "t.pdf", "--query", "status:open")
    assert answer.code == 1 and "Nothing to print" in answer.err
    assert not (tmp_path / "t.pdf").exists()


def test_the_scan_of_this_computer_is_one_asset(itdesk: Itdesk) -> None:
    assert itdesk("scan", "--json").json["new"] == 1
    assert itdesk("scan", "--json").json["new"] == 0
    assert len(itdesk("list", "asset", "--json").json) == 1
