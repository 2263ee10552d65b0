"""Ends a process at any moment and looks whether anything acknowledged was lost.

    python -m tests.bench.kill_nine [--times 200] [--what writer|import|daemon|window]

A writer says every entry that was committed; an import is one entry; the daemon and the window run
beside a writer on the same desk. After each kill the journal verifies and all that was said is there.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil

from itdesk.desk import Desk
from itdesk.desk.demo import Size, make_demo
from itdesk.store.check import check

WRITER = """
import sys
from itdesk.desk import Desk
desk = Desk.open(sys.argv[1], origin="writer", actor="writer")
print("ready", flush=True)
number = 0
while True:
    number += 1
    with desk.write("add ticket") as unit:
        key = desk.keepers["ticket"].add(unit, {"subject": f"call {number}"})
    print(key, flush=True)
"""
SMALL = Size(assets=30, people=10, tickets=40, devices=3)
LONGEST = {"writer": 0.6, "import": 1.8, "daemon": 2.5, "window": 3.0}
"""Seconds until the kill, at most."""


def victim(what: str, place: str, table: Path) -> list[str]:
    program = [sys.executable, "-m", "itdesk", "--desk", place]
    return {
        "writer": [sys.executable, "-c", WRITER, place],
        "import": [*program, "import", str(table), "--kind", "asset"],
        "daemon": [*program, "daemon"],
        "window": program,
    }[what]


def kill_once(what: str, place: str, table: Path, chance: random.Random) -> list[int]:
    """Start it, kill it; answers the tickets that the writer said were written."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    words = [victim(what, place, table)]
    if what in ("daemon", "window"):
        words.append(victim("writer", place, table))
    with tempfile.TemporaryFile() as said:
        processes = [
            subprocess.Popen(
                line,
                stdout=said if line[1] == "-c" else subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=environment,
            )
            for line in words
        ]
        time.sleep(chance.uniform(0.2, LONGEST[what]) + (0.7 if what == "writer" else 0))
        # What the window started goes with it: the daemon would watch on by itself.
        started = [child for one in processes for child in psutil.Process(one.pid).children(recursive=True)]
        for one in (*processes, *started):
            one.kill()
        for process in processes:
            process.wait()
        said.seek(0)
        told = said.read().decode().split()
    return [int(word) for word in told if word.isdigit()]


def make_table(folder: Path, rows: int) -> Path:
    path = folder / "assets.csv"
    lines = ["Asset Tag,Asset Name,Serial number,Location"]
    lines += [f"K-{n:05d},Thing {n},S{n},Room {n % 50}" for n in range(rows)]
    path.write_text("\n".join(lines), "utf-8")
    return path


def look(place: str, acknowledged: set[int]) -> None:
    """Raises AssertionError for anything lost or broken."""
    desk = Desk.open(place, origin="test")
    try:
        faults = check(desk.store)
        assert not faults, faults
        found = {*desk.lists.ids("ticket", desk.query("ticket", ""))}
        assert acknowledged <= found, f"lost: {sorted(acknowledged - found)}"
        imported = desk.lists.count("asset", desk.query("asset", "tag:K-*"))
        assert imported in (0, 3_000), f"half an import: {imported}"
    finally:
        desk.close()


def run(what: str, times: int, seed: int) -> int:
    """Answers how many writes were acknowledged."""
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        table, place = make_table(folder, 3_000), str(folder / "office.desk")
        desk = Desk.open(place, origin="test", create=True)
        make_demo(desk, SMALL, 1)
        desk.close()
        acknowledged: set[int] = set()
        for _ in range(times):
            acknowledged |= set(kill_once(what, place, table, chance))
            look(place, acknowledged)
    return len(acknowledged)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--what", choices=tuple(LONGEST), default="writer")
    given = parser.parse_args()
    count = run(given.what, given.times, seed=1)
    print(
        f"{given.what}: {given.times} kills, {count} acknowledged writes, none lost, every journal verified"
    )


if __name__ == "__main__":
    main()
