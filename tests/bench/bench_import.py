"""An import of 10,000 assets, read, matched, journaled and indexed, against a bare insert of the same rows.

Run as a script: prints one line with the ratio, which the budget holds at 5 or less.
"""

from __future__ import annotations

import csv
import sys
import tempfile
from pathlib import Path
from time import perf_counter
from typing import Any

from itdesk.assets.importers.mapping import guess_mapping
from itdesk.assets.importers.reading import read_table
from itdesk.assets.intake import Intake
from itdesk.assets.records import Asset
from itdesk.desk.schema import office_schema
from itdesk.people.records import Person, Place, Supplier
from itdesk.store.sqlite import SqliteEngine
from itdesk.store.store import open_store

BUDGET = 5.0
ROWS = 10_000
HEADERS = (
    "tag", "name", "type", "status", "serial", "manufacturer", "model", "bought", "price", "warranty-until",
    "notes",
)  # fmt: skip


def rows_of(count: int) -> list[tuple[str, ...]]:
    """A believable ledger as text cells."""
    return [
        (
            f"NB-{number:05}", f"host-{number:05}", "laptop", "in-use",
            f"PF-{number * 7919 % 99991:05}X{number}",
            "Lenovo", "ThinkPad T14 Gen 5", f"20{number % 20 + 10}-03-{number % 28 + 1:02}",
            f"{1000 + number % 900}.00", "2039-01-31", f"Delivered with order {number // 10}.",
        )
        for number in range(count)
    ]  # fmt: skip


def seconds_of_import(folder: Path, rows: list[tuple[str, ...]]) -> float:
    """Wall time from the file to the committed journal entry."""
    path = folder / "assets.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([HEADERS, *rows])
    store = open_store(str(folder / "desk.db"), office_schema(), origin="test", create=True)
    intake, kind = Intake(store), store.schema.kind("asset")
    begin = perf_counter()
    table = read_table(path)
    mapping = {header: guess.target for header, guess in guess_mapping(table, kind).items()}
    done = intake.apply("bench", intake.plan(table, kind, mapping, "tag"))
    taken = perf_counter() - begin
    store.close()
    if done.created != len(rows):
        raise SystemExit(f"the import made {done.created} of {len(rows)} records")
    return taken


def seconds_of_floor(folder: Path, rows: list[tuple[str, ...]]) -> float:
    """Wall time of peewee's insert_many of the same records into the bare tables."""
    engine = SqliteEngine(folder / "floor.db")
    models = (Place, Person, Supplier, Asset)
    records: list[dict[str, Any]] = [
        {**dict(zip((h.replace("-", "_") for h in HEADERS), row, strict=True)), "price": 148_000,
         "created": 0, "updated": 0, "version": 1, "custom": "{}"}
        for row in rows
    ]  # fmt: skip
    with engine.db.bind_ctx(models):
        engine.db.create_tables(models)
        begin = perf_counter()
        with engine.write():
            for start in range(0, len(records), 500):
                Asset.insert_many(records[start : start + 500]).execute()
        taken = perf_counter() - begin
    engine.close()
    return taken


def measure(count: int = ROWS) -> tuple[float, float]:
    """Seconds of (import, bare insert), the better of two runs each."""
    rows = rows_of(count)
    taken: list[float] = []
    floor: list[float] = []
    for _ in range(2):
        with tempfile.TemporaryDirectory() as name:
            floor.append(seconds_of_floor(Path(name), rows))
            taken.append(seconds_of_import(Path(name), rows))
    return min(taken), min(floor)


def main() -> int:
    """Print the ratio; 1 when it is over budget."""
    taken, floor = measure()
    ratio = taken / floor
    took = f"{taken:.2f} s, bare insert {floor:.2f} s"
    print(f"import of {ROWS:,} assets: {took}, ratio {ratio:.2f} (budget {BUDGET})")
    return 0 if ratio <= BUDGET else 1


if __name__ == "__main__":
    sys.exit(main())
