"""A table is read as it was written, whoever wrote it."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from itdesk.assets.importers.reading import read_table
from itdesk.desk.desk import Desk
from itdesk.desk.exchange import Intention, export_records, import_file

OWN_FOLDER = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
HEADERS = ("Asset Tag", "Name", "Serial", "Notes")
letters = st.characters(
    codec="utf-8", exclude_categories=("Cs", "Cc", "Zl", "Zp", "Cn", "Co"), exclude_characters="\u2028\ufeff"
)
words = st.text(letters, min_size=1, max_size=12).map(str.strip).filter(bool)
plain = (
    st.text(st.sampled_from("abcdefghij XYZ-019.äöü"), min_size=1, max_size=12).map(str.strip).filter(bool)
)
dialects = st.fixed_dictionaries(
    {
        "delimiter": st.sampled_from(",;\t|"),
        "quoting": st.sampled_from((csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC)),
        "lineterminator": st.sampled_from(("\r\n", "\n")),
    }
)
encodings = st.sampled_from(("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"))


def written(rows: list[tuple[str, ...]], dialect: dict[str, object]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, **dialect)  # type: ignore[arg-type]
    writer.writerow(HEADERS)
    writer.writerows(rows)
    return out.getvalue()


def tagged(cells: list[tuple[str, str, str]]) -> list[tuple[str, ...]]:
    return [(f"A-{number:04}", *row) for number, row in enumerate(cells)]


@given(st.lists(st.tuples(plain, plain, plain), min_size=3, max_size=12), dialects, encodings)
@OWN_FOLDER
def test_every_dialect_and_encoding_reads_the_same(
    tmp_path: Path, cells: list[tuple[str, str, str]], dialect: dict[str, object], encoding: str
) -> None:
    rows = tagged(cells)
    path = tmp_path / "t.csv"
    path.write_bytes(written(rows, dialect).encode(encoding))
    table = read_table(path)
    assert table.headers == HEADERS
    assert [tuple(row) for row in table.rows] == rows


def bare(row: Sequence[str]) -> str:
    """A row without spaces, which a reader may trim."""
    return "".join("".join(row).split())


@given(st.lists(st.tuples(words, words, words), min_size=2, max_size=8), dialects)
@OWN_FOLDER
def test_letters_of_every_script_come_through(
    tmp_path: Path, cells: list[tuple[str, str, str]], dialect: dict[str, object]
) -> None:
    rows = tagged(cells)
    assume(not any(cell.startswith(("\ufeff", "'")) for row in rows for cell in row))
    path = tmp_path / "t.csv"
    path.write_bytes(written(rows, dialect).encode("utf-8-sig"))
    table = read_table(path)
    assert [row[0] for row in table.rows] == [row[0] for row in rows]
    assert ["".join("".join(row).split()) for row in table.rows] == [
        "".join("".join(row).split()) for row in rows
    ]


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        ('a "quoted" word', 'a "quoted" word'), ("a, b; c\td", "a, b; c\td"), ("two\nlines", "two\nlines"),
        ("", ""), ("  spaces  ", "spaces"), ("1,234.50", "1,234.50"), ("'=SUM(A1)", "=SUM(A1)"),
    ],
)  # fmt: skip
def test_awkward_cells_are_what_they_were(tmp_path: Path, cell: str, read: str) -> None:
    path = tmp_path / "t.csv"
    path.write_text(written([("A-1", cell, "s", "n"), ("A-2", "x", "t", "m")], {}), "utf-8", newline="")
    (found, _other) = read_table(path).rows
    assert found[1].strip() in (read, cell.strip())


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".json"])
def test_what_is_exported_comes_back_unchanged(desk: Desk, tmp_path: Path, suffix: str) -> None:
    names = (
        "阿部 葵",
        "=1+1",
        "+49 711",
        "-x",
        "@home",
        'say "hi"',
        "a;b,c\td",
        "Ωmega",
        "007",
        "1e5",
        "TRUE",
    )
    with desk.write("add assets") as unit:
        for number, name in enumerate(names):
            keeper = desk.keepers["asset"]
            words = {"tag": f"A-{number:03}", "name": name, "type": "laptop", "price": f"{number * 0.99:.2f}"}
            keeper.add(unit, keeper.parse(words))
    path = tmp_path / f"out{suffix}"
    export_records(desk, "asset", "", path)
    head = desk.store.head()
    done = import_file(desk, path, Intention(kind="asset", match="tag"))
    told = done.as_json()
    assert (told["same"], told["new"], told["changed"], told["wrong"]) == (len(names), 0, 0, 0), done.problems
    assert desk.store.head() == head


@given(st.lists(st.tuples(plain, plain), min_size=1, max_size=15, unique_by=lambda row: row[0].casefold()))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15)
def test_the_same_file_twice_changes_nothing_and_undo_brings_back_before(
    desk: Desk, tmp_path: Path, cells: list[tuple[str, str]]
) -> None:
    before = desk.lists.count("asset", desk.query("asset", ""))
    stem = f"T{desk.store.head()}"
    path = tmp_path / "t.csv"
    rows = [("Asset Tag", "Name"), *((f"{stem}-{n}", name) for n, (_key, name) in enumerate(cells))]
    path.write_text("\n".join(";".join(row) for row in rows), "utf-8")
    first = import_file(desk, path, Intention(kind="asset", match="tag")).as_json()
    assert first["new"] == len(cells)
    again = import_file(desk, path, Intention(kind="asset", match="tag")).as_json()
    assert (again["same"], again["entry"]) == (len(cells), None)
    from itdesk.store.undo import undo

    undo(desk.store, "tester", int(first["entry"]))
    assert desk.lists.count("asset", desk.query("asset", "")) == before
